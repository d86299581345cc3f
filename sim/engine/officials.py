"""What comes from outside: capacity by quarter, revisions, withdrawals, reviews, extensions, surveys."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import numpy as np

from sim import rules
from sim.engine import outlook
from sim.engine.agenda import Step
from sim.engine.log import Kind
from sim.engine.lots import News
from sim.engine.outlook import BUILD, CONTRACTED, FIT, LIVE, PLANNED, QUEUED, READY, REHEARSAL
from sim.fiscal import HORIZON_END, NEVER
from sim.streams import uniforms

if TYPE_CHECKING:
    from sim.engine.reference import Run


class Officials:
    """Everything whose day is known from the start, and what it changes."""

    def __init__(self, run: Run) -> None:
        self.run, self.w, self.s, self.rules = run, run.w, run.s, run.rules
        self.agenda, self.log, self.told = run.agenda, run.log, run.told
        self._fill_calendar()

    @property
    def today(self) -> int:
        """The current day."""
        return self.agenda.today

    def _fill_calendar(self) -> None:
        """Put on the agenda everything whose day is known from the start."""
        w, r = self.w, self.rules
        for change, day in enumerate(w.capacity_days.tolist()):
            if day > 0:
                self.agenda.call(day, Step.CAPACITY, 0, self._then(self._change_capacity, change))
        for quarter, day in enumerate(w.quarters.tolist()):
            self.agenda.call(day, Step.CAPACITY, 1, self._then(self._note_quarter, quarter))
        for number, day in enumerate(w.revision_days.tolist()):
            self.agenda.call(day, Step.CAPACITY, 2 + number, lambda _: self._publish_revision())
        for vendor, day in enumerate(w.vendor_withdrawal.tolist()):
            if day <= HORIZON_END:
                self.agenda.call(day, Step.WITHDRAWAL, vendor, self._withdraw)
        for i, day in enumerate(w.lot_booked.tolist()):
            self._plan_review(i, day)
        if r.extended_deadline > r.deadline:
            self.agenda.call(r.extension_announced, Step.REVIEW, -1, lambda _: self._rebook())
        for survey, day in enumerate(w.surveys.tolist()):
            self.agenda.call(day, Step.DECLARE, 0, self._then(self._declare, survey))

    @staticmethod
    def _then(action: Callable[[int], None], value: int) -> Callable[[int], None]:
        """`action(value)`, whatever number the agenda calls it with."""
        return lambda _: action(value)

    def _plan_review(self, i: int, booked: int) -> None:
        day = booked - self.rules.review_days
        if self.today < day <= HORIZON_END:
            self.agenda.call(day, Step.REVIEW, i, lambda lot: self._review(lot, booked))

    def _change_capacity(self, change: int) -> None:
        for vendor, teams in enumerate(self.w.capacity[:, change].tolist()):
            if teams != self.s.capacity[vendor] and not self.s.withdrawn[vendor]:
                self.s.capacity[vendor] = teams
                self.log(Kind.CAPACITY_CHANGED, vendor, teams)
                self.run.vendors.call_allocation(vendor)

    def _note_quarter(self, quarter: int) -> None:
        self.told.noted[0, :, quarter] = self.s.busy
        self.told.noted[1, :, quarter] = self.s.capacity
        self.told.noted[2, :, quarter] = np.floor(self.s.queue_work + 0.5)

    def _publish_revision(self) -> None:
        """Every lot not yet past build that will cut over under the revision gets the same extra work."""
        r = self.rules
        for i in np.flatnonzero(self.s.phase <= BUILD).tolist():
            if rules.revision_counts(self.today, r.revision_notice_days, int(self.s.booked[i])):
                self.s.extra[i] += r.revision_work_days
                self.s.revised[i] += r.revision_work_days
                self.log(Kind.REVISION, i, round(100 * r.revision_work_days))

    def _withdraw(self, vendor: int) -> None:
        """The vendor leaves: lots that are live finish, all others look for another from tomorrow on."""
        s = self.s
        s.withdrawn[vendor] = 1
        s.capacity[vendor] = 0
        self.log(Kind.VENDOR_WITHDREW, vendor)
        self.run.vendors.dismiss(vendor)
        for i in np.flatnonzero((s.vendor == vendor) & (s.phase < LIVE)).tolist():
            self._lose_vendor(i)

    def _lose_vendor(self, i: int) -> None:
        s = self.s
        self.log(Kind.RETENDERED, i, int(s.vendor[i]))
        if s.phase[i] >= FIT:
            s.busy[s.vendor[i]] -= s.teams[i]
            done = outlook.share_done(int(s.phase[i]), self.rules.build_done_share)
            s.kept[i] = rules.kept_share(float(s.kept[i]), self.rules.handover_share, done)
        if FIT <= s.phase[i] < READY:
            s.actual_work[i] -= (s.phase_end[i] - self.today) * s.teams[i]  # work that was not done
        s.work[i, :2] = self.w.lot_work[i, :2] * (1.0 - s.kept[i])
        outlook.plan_days(s, i)
        s.vendor[i] = -1
        s.phase[i], s.contract[i], s.earliest[i], s.target[i] = PLANNED, NEVER, NEVER, NEVER
        s.factor[i] = 1.0
        s.extra[i] = s.revised[i] * (1.0 - s.kept[i])
        s.restarts[i] += 1
        # Whoever had not yet bought keeps to its own, later plan.
        s.procured[i] = max(int(s.procured[i]), self.today + 1 + self.rules.retender_days)
        self.run.lots.life[i].interrupt(News.VENDOR_WITHDREW)

    def _review(self, i: int, booked: int) -> None:
        """Go or no-go some weeks before the booked window, with most of the growth known; said at once."""
        s, r = self.s, self.rules
        if s.phase[i] >= READY or s.booked[i] != booked:
            return
        finish = int(outlook.reviewed_day(self.w, s, i, self.today))
        late = finish - booked
        may_defer = rules.may_defer(self.today, late, r.deferral_from, r.deferral_reach_days)
        if not s.deferred[i] and may_defer and self.run.luck(r.deferral_key, i, 0) < r.deferral_share:
            self._defer(i)
            finish = int(outlook.reviewed_day(self.w, s, i, self.today))
        self.run.vendors.announce(i, finish, Kind.REVIEWED)

    def _defer(self, i: int) -> None:
        """Put off some functions: less to rehearse now, more to pay later; on time, but partly compliant."""
        s, share = self.s, self.rules.deferral_work_share
        s.deferred[i] = 1
        self.log(Kind.DEFERRED, i, int(s.booked[i]))
        if s.phase[i] < REHEARSAL:
            less = rules.put_off(float(s.work[i, 2]), share)
            s.work[i, 2] -= less
            outlook.plan_days(s, i)
            if s.phase[i] == QUEUED:
                s.queue_work[s.vendor[i]] -= less
            elif s.phase[i] == CONTRACTED:
                self.run.vendors.set_rank(i)
        elif s.phase[i] == REHEARSAL:
            left = int(s.phase_end[i]) - self.today
            shorter = rules.shortened(left, share)
            s.actual_work[i] -= (left - shorter) * int(s.teams[i])
            s.phase_end[i] = self.today + shorter
            self.run.lots.life[i].interrupt(News.DEFERRED)

    def _rebook(self) -> None:
        """The extension is announced: some of the lots not yet at work book a later window."""
        s, w, r = self.s, self.w, self.rules
        for i in np.flatnonzero((s.phase < FIT) & (s.booked > self.today)).tolist():
            if self.run.luck(r.rebook_key, i, 0) >= r.rebook_share:
                continue
            span = r.extended_deadline - r.deadline
            wanted = int(s.booked[i]) + int(self.run.luck(r.rebook_key, i, 1) * span)
            booked = int(w.next_window[w.lot_mask[i], min(wanted, HORIZON_END)])
            if booked == s.booked[i]:
                continue
            s.booked[i] = booked
            s.announced[i] = s.booked[i]
            self.log(Kind.REBOOKED, i, int(s.booked[i]))
            self._plan_review(i, int(s.booked[i]))
            if s.phase[i] == CONTRACTED:
                self.run.vendors.set_earliest(i)
                self.run.vendors.set_rank(i)
                self.run.lots.life[i].interrupt(News.REBOOKED)

    def _declare(self, survey: int) -> None:
        """The official survey: which systems are declared late today, and why."""
        s, today = self.s, self.today
        deadline = self.run.deadline()
        if today <= deadline:
            self._ask_who_is_undecided(survey)
        before = s.declared_day < NEVER
        declared, reason = self.told.declared[survey], self.told.reason[survey]
        outlook.survey(self.w, s, today, deadline, self.told.pending[survey], declared, reason)
        for i in np.flatnonzero(~before & (s.declared_day < NEVER)).tolist():
            self.log(Kind.DECLARED, i, int(s.reason[i]))

    def _ask_who_is_undecided(self, survey: int) -> None:
        """Before the deadline a few organisations answer that they cannot judge yet."""
        draws = uniforms(self.rules.pending_key, self.w.organisation_code, 0, survey)
        self.told.pending[survey] = draws < self.rules.pending_share
