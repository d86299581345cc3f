"""What comes from outside: capacity by quarter, revisions, withdrawals, reviews, extensions, surveys."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import numpy as np

from sim.engine import expect, transitions
from sim.engine.agenda import Step
from sim.engine.expect import CONTRACTED, FIT, READY, REHEARSAL
from sim.engine.log import Kind
from sim.engine.lots import News
from sim.fiscal import HORIZON_END, NEVER

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
        transitions.note_vendors(self.s, self.told.noted, quarter)

    def _publish_revision(self) -> None:
        """Every lot not yet past build that will cut over under the revision gets the same extra work."""
        added = transitions.hundredths(self.rules.revision_work_days)
        for i in range(len(self.s.phase)):
            if transitions.must_build_in(self.w, self.s, i, self.today):
                self.log(Kind.REVISION, i, added)

    def _withdraw(self, vendor: int) -> None:
        """The vendor leaves: lots that are live finish, all others look for another from tomorrow on."""
        transitions.leave(self.s, vendor)
        self.log(Kind.VENDOR_WITHDREW, vendor)
        self.run.vendors.dismiss(vendor)
        for i in range(len(self.s.vendor)):
            if transitions.loses_vendor(self.s, i, vendor):
                self.log(Kind.RETENDERED, i, vendor)
                transitions.lose_vendor(self.w, self.s, i, self.today)
                self.run.lots.life[i].interrupt(News.VENDOR_WITHDREW)

    def _review(self, i: int, booked: int) -> None:
        """Go or no-go some weeks before the booked window, with most of the growth known; said at once."""
        s = self.s
        if s.phase[i] >= READY or s.booked[i] != booked:
            return
        finish = int(expect.reviewed_day(self.w, s, i, self.today))
        if transitions.may_defer(self.w, s, i, self.today, finish):
            self._defer(i)
            finish = int(expect.reviewed_day(self.w, s, i, self.today))
        self.run.vendors.announce(i, finish, Kind.REVIEWED)

    def _defer(self, i: int) -> None:
        """Put off some functions: less to rehearse now, more to pay later; on time, but partly compliant."""
        transitions.defer(self.w, self.s, i, self.today)
        self.log(Kind.DEFERRED, i, int(self.s.booked[i]))
        if self.s.phase[i] == REHEARSAL:
            self.run.lots.life[i].interrupt(News.DEFERRED)

    def _rebook(self) -> None:
        """The extension is announced: some of the lots not yet at work book a later window."""
        s = self.s
        for i in range(len(s.phase)):
            if not transitions.rebook(self.w, s, i, self.today):
                continue
            self.log(Kind.REBOOKED, i, int(s.booked[i]))
            self._plan_review(i, int(s.booked[i]))
            if s.phase[i] == CONTRACTED:
                self.run.lots.life[i].interrupt(News.REBOOKED)

    def _declare(self, survey: int) -> None:
        """The official survey: which systems are declared late today, and why."""
        s, today = self.s, self.today
        deadline = transitions.deadline_on(self.w, today)
        if today <= deadline:
            transitions.ask_who_is_undecided(self.w, survey, self.told.pending[survey])
        before = s.declared_day < NEVER
        declared, reason = self.told.declared[survey], self.told.reason[survey]
        expect.survey(self.w, s, today, deadline, self.told.pending[survey], declared, reason)
        for i in np.flatnonzero(~before & (s.declared_day < NEVER)).tolist():
            self.log(Kind.DECLARED, i, int(s.reason[i]))
            self._book_late(i)

    def _book_late(self, i: int) -> None:
        """A lot that was declared today may get a new window; if it was at work, its teams go to others."""
        s, at_work = self.s, self.s.phase[i] >= FIT
        if not transitions.book_late(self.w, s, i, self.today):
            return
        if at_work:
            self.log(Kind.SET_ASIDE, i, int(s.vendor[i]))
            self.run.vendors.call_allocation(int(s.vendor[i]), self.today + 1)
            self.run.lots.life[i].interrupt(News.SET_ASIDE)
        elif s.phase[i] == CONTRACTED:
            self.run.lots.life[i].interrupt(News.REBOOKED)
        self.log(Kind.REBOOKED, i, int(s.booked[i]))
        self._plan_review(i, int(s.booked[i]))
