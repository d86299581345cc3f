"""The reference engine: the life of every lot as a SimPy process, written to be read.

Someone who knows SimPy learns the model here. Each lot runs `_life`: procure, wait for teams, four phases,
a window, done. Vendors grant teams, replan and announce; the calendar changes capacity, publishes
revisions and asks for declarations. Order within a day: `sim.engine.agenda`.
"""

from __future__ import annotations

import heapq
from collections.abc import Generator
from enum import Enum
from typing import Any

import numpy as np
import simpy

from sim import rules
from sim.engine import outlook
from sim.engine.agenda import TICKS_PER_DAY, Agenda, Step
from sim.engine.log import Kind, Log
from sim.engine.outlook import BUILD, CONTRACTED, DONE, FIT, LIVE, PLANNED, QUEUED, READY, REHEARSAL, REWORK
from sim.engine.state import fresh
from sim.engine.world import Schedule, World
from sim.fiscal import HORIZON_END, NEVER
from sim.streams import uniform, uniforms

Process = Generator[simpy.Event, Any, None]


class News(Enum):
    """Why a lot is interrupted."""

    VENDOR_WITHDREW = 1
    DEFERRED = 2
    REBOOKED = 3


def simulate(world: World, keep_log: bool = False) -> Schedule:
    """The schedule of one replication, with its event log when asked for."""
    return _Run(world, keep_log).schedule()


class _Run:
    """One run of the clock over one World."""

    def __init__(self, world: World, keep_log: bool) -> None:
        self.w = world
        self.rules = world.rules
        self.s = fresh(world)
        self.env = simpy.Environment()
        self.log = Log(self.env, keep_log)
        self.agenda = Agenda(self.env)
        n, n_vendors = len(world.lot_vendor), len(world.vendor_ready)
        self.life = [self.env.process(self._life(i)) for i in range(n)]
        self.granted: dict[int, simpy.Event] = {}
        self.opened: dict[int, simpy.Event] = {}
        self.queue: list[list[tuple[float, int]]] = [[] for _ in range(n_vendors)]
        self.waiting_for_window: dict[tuple[int, int], list[int]] = {}
        self.to_allocate = np.full(n_vendors, -1)  # day for which allocation is on the agenda
        self.to_announce: list[set[int]] = [set() for _ in range(n_vendors)]
        self.replan_on = world.vendor_first_plan.copy()
        self.replan_called = np.full(n_vendors, -1)
        self.declared = np.zeros((len(world.surveys), n), dtype=np.uint8)
        self.declared_reason = np.zeros_like(self.declared)
        self.pending = np.zeros((len(world.surveys), len(world.organisation_code)), dtype=np.uint8)
        self.noted = np.zeros((3, n_vendors, len(world.quarters)), dtype=np.int64)
        self._fill_calendar()

    def schedule(self) -> Schedule:
        """Run to the horizon and hand over the results."""
        self.env.run(until=(HORIZON_END + 1) * TICKS_PER_DAY)
        s = self.s
        return Schedule(
            booked=self.w.lot_booked,
            contract=s.contract,
            start=s.start,
            cutover=s.cutover,
            done=s.done,
            announced=s.announced,
            declared_day=s.declared_day,
            reason=s.reason,
            vendor=s.vendor,
            restarts=s.restarts,
            deferred=s.deferred,
            planned_work=self.w.lot_work.sum(axis=1),
            actual_work=s.actual_work,
            queue_ratio=s.queue_ratio,
            surveys=self.w.surveys,
            declared=self.declared,
            declared_reason=self.declared_reason,
            pending=self.pending,
            busy=self.noted[0],
            capacity=self.noted[1],
            queue=self.noted[2],
            events=self.log.array(),
        )

    @property
    def today(self) -> int:
        return self.agenda.today

    def luck(self, stream: int, lot: int, visit: int) -> float:
        """The uniform draw of a lot for one purpose and visit."""
        return uniform(stream, int(self.w.lot_code[lot]), int(self.w.lot_business[lot]), visit)

    # --- the life of a lot -------------------------------------------------------------------------

    def _life(self, i: int) -> Process:
        try:
            yield from self._procure(i)
            yield from self._deliver(i)
        except simpy.Interrupt:
            yield from self._life_after_withdrawal(i)

    def _life_after_withdrawal(self, i: int) -> Process:
        while True:
            try:
                yield from self._retender(i)
                yield from self._deliver(i)
                return
            except simpy.Interrupt:
                continue

    def _procure(self, i: int) -> Process:
        """From the plan to the contract: negotiated with the incumbent, or a tender that may fail."""
        yield from self._wait(i, int(self.w.lot_procured[i]), Step.TENDER)
        visit = 0
        while self.w.lot_tender[i] and self._tender_fails(
            i, int(self.s.vendor[i]), self.rules.tender_key, visit
        ):
            visit += 1
            yield from self._try_again(i, self.rules.retry_days)
        yield from self._sign(i)

    def _retender(self, i: int) -> Process:
        """A new vendor after a withdrawal: chosen by weight among those still there, by a tender."""
        s, w, r = self.s, self.w, self.rules
        s.procured[i] = self.today + 1 + r.retender_days
        yield from self._wait(i, int(s.procured[i]), Step.TENDER)
        visit = 100 * int(s.restarts[i])
        while True:
            u = self.luck(r.retender_key, i, visit)
            weights = w.vendor_weight[w.lot_suite[i], w.lot_prefecture[i]]
            vendor = rules.choose_vendor(weights, self._queue_ratios(), s.withdrawn, u)
            if vendor >= 0 and not self._tender_fails(i, vendor, r.tender_key, visit):
                break
            visit += 1
            yield from self._try_again(i, r.retry_days if vendor >= 0 else r.no_vendor_retry_days)
        s.vendor[i] = vendor
        s.lots[vendor] += 1
        s.teams[i] = min(int(w.lot_teams[i]), max(int(w.capacity[vendor].max()), 1))
        yield from self._sign(i)

    def _try_again(self, i: int, days: int) -> Process:
        self.s.procured[i] = self.today + days
        self.log(Kind.TENDER_FAILED, i, self.today + days)
        yield from self._wait(i, self.today + days, Step.TENDER)

    def _tender_fails(self, i: int, vendor: int, stream: int, visit: int) -> bool:
        ratio = float(self._queue_ratios()[vendor])
        r = self.rules
        return rules.tender_fails(
            self.luck(stream, i, visit), r.tender_failure, r.tender_failure_by_queue, ratio
        )

    def _sign(self, i: int) -> Process:
        """Contracting waits for an appropriation of the assembly."""
        day = int(self.w.next_appropriation[min(self.today, HORIZON_END)])
        if day > self.today:
            yield from self._wait(i, day, Step.TENDER)
        s, vendor = self.s, int(self.s.vendor[i])
        s.contract[i] = self.today
        s.phase[i] = CONTRACTED
        s.queue_ratio[i] = self._queue_ratios()[vendor]
        self._set_earliest(i)
        self.log(Kind.CONTRACTED, i, vendor)
        self.to_announce[vendor].add(i)
        self._call_replanning(vendor)

    def _deliver(self, i: int) -> Process:
        """From the contract to the end of stabilisation."""
        s = self.s
        yield from self._get_teams(i)
        yield from self._phase(i, FIT, float(s.work[i, 0] * s.factor[i]))
        yield from self._build(i)
        yield from self._rehearse(i)
        yield from self._cut_over(i)
        growth = float(self.w.vendor_growth[s.vendor[i]])
        yield from self._phase(i, LIVE, float(s.work[i, 3] * s.factor[i]) * growth)
        s.phase[i] = DONE
        s.done[i] = self.today
        self.log(Kind.DONE, i, int(s.vendor[i]))
        self._free_teams(i)

    def _get_teams(self, i: int) -> Process:
        """Ask for teams when work may and must begin; come back with teams and the pace of work known."""
        s = self.s
        while True:
            try:
                yield from self._wait(i, max(int(s.earliest[i]), self.today), Step.REQUEST)
                break
            except simpy.Interrupt as news:
                self._only(news, News.REBOOKED)
        vendor = int(s.vendor[i])
        s.phase[i] = QUEUED
        rank = rules.queue_key(self.rules.queue_order, s.contract[i], s.booked[i], s.work[i].sum())
        heapq.heappush(self.queue[vendor], (rank, i))
        s.queue_work[vendor] += s.work[i].sum()
        self.log(Kind.QUEUED, i, vendor)
        self._call_allocation(vendor)
        self.granted[i] = self.env.event()
        yield self.granted[i]
        pace = rules.learning(s.live_lots[vendor], self.rules.learning_floor, self.rules.learning_lots)
        s.factor[i] = self.w.lot_luck[i] * pace
        s.start[i] = min(s.start[i], self.today)
        s.work[i, :2] = self.w.lot_work[i, :2] * (1.0 - s.kept[i])  # only now is it known to help

    def _build(self, i: int) -> Process:
        """Build and data migration, with the revisions published until its end."""
        s = self.s
        work = float(s.work[i, 1] * s.factor[i])
        while True:
            added, s.extra[i] = float(s.extra[i]), 0.0
            yield from self._phase(i, BUILD, work + added)
            if s.extra[i] == 0.0:
                return
            work = 0.0

    def _rehearse(self, i: int) -> Process:
        """Rehearsals until one passes; a failed one costs rework. The growth of the work comes to light here."""
        s, r = self.s, self.rules
        growth = float(self.w.vendor_growth[s.vendor[i]])
        yield from self._phase(i, REHEARSAL, float(s.work[i, 2] * s.factor[i]) * growth)
        visit = 1
        offset = 10 * int(s.restarts[i])
        while rules.rehearsal_fails(
            self.luck(r.rehearsal_key, i, offset + visit),
            visit,
            r.rehearsal_failure,
            r.rehearsal_failure_decay,
        ):
            self.log(Kind.REHEARSAL_FAILED, i, visit)
            yield from self._phase(i, REWORK, r.rework_share * float(s.work[i, 1] * s.factor[i]))
            visit += 1
        self._observe_growth(int(s.vendor[i]))

    def _cut_over(self, i: int) -> Process:
        """Wait, with the teams, for the booked window or else the next large one, and for room in it."""
        s, w = self.s, self.w
        s.phase[i], s.phase_end[i], s.ready[i] = READY, self.today, self.today
        target = outlook.announced_window(self.today, int(s.booked[i]), w.next_large[w.lot_mask[i]])
        while s.cutover[i] == NEVER:
            s.target[i] = s.announced[i] = target
            self.log(Kind.READY, i, target)
            if target >= HORIZON_END:
                yield self.env.event()  # no window within the horizon: it waits for good
            self._join_window(i, target)
            self.opened[i] = self.env.event()
            target = yield self.opened[i]

    def _phase(self, i: int, phase: int, team_days: float) -> Process:
        """Work through one phase; news of a deferral may bring its end forward."""
        s = self.s
        s.phase[i] = phase
        s.phase_end[i] = self.today + rules.phase_days(team_days, int(s.teams[i]))
        s.actual_work[i] += team_days
        self.log(Kind.PHASE_STARTED, i, phase)
        while self.today < s.phase_end[i]:
            try:
                yield self.agenda.at(int(s.phase_end[i]), Step.PHASE_END, i)
            except simpy.Interrupt as news:
                self._only(news, News.DEFERRED)

    def _wait(self, i: int, day: int, step: Step) -> Process:
        yield self.agenda.at(min(day, HORIZON_END + 1), step, i)

    @staticmethod
    def _only(news: simpy.Interrupt, harmless: News) -> None:
        """Let a withdrawal through; other news has already changed the state."""
        if news.cause is not harmless:
            raise news

    # --- vendors: teams, windows, plans ------------------------------------------------------------

    def _queue_ratios(self) -> np.ndarray[Any, np.dtype[np.float64]]:
        """Team-days waiting over a year's capacity, by vendor, as of last night."""
        return self.s.queue_work / (np.maximum(self.s.capacity, 1) * 365.0)

    def _set_earliest(self, i: int) -> None:
        """The first day on which work may begin (contract, product) and should (booked day, backward)."""
        s, w, vendor = self.s, self.w, int(self.s.vendor[i])
        product = int(w.vendor_ready[vendor])
        if vendor == w.lot_vendor[i]:
            product = min(product, int(w.lot_ready_by[i]))
        planned = outlook.days_ahead(CONTRACTED, s.work[i], 1.0, 1.0, 0.0, int(s.teams[i]))
        backward = rules.backward_start(int(s.booked[i]), planned, self.rules.buffer)
        s.earliest[i] = max(int(s.contract[i]), product + int(w.lot_product_delay[i]), backward)

    def _call_allocation(self, vendor: int) -> None:
        if self.to_allocate[vendor] != self.today:
            self.to_allocate[vendor] = self.today
            self.agenda.call(self.today, Step.ALLOCATE, vendor, self._allocate)

    def _allocate(self, vendor: int) -> None:
        """Grant teams from the head of the queue while they last; nobody overtakes."""
        s, queue = self.s, self.queue[vendor]
        while queue:
            _, i = queue[0]
            need = min(int(s.teams[i]), max(self._greatest_capacity(vendor), 1))
            if need > s.capacity[vendor] - s.busy[vendor]:
                return
            heapq.heappop(queue)
            s.teams[i] = need
            s.busy[vendor] += need
            s.queue_work[vendor] -= s.work[i].sum()
            self.log(Kind.STARTED, i, need)
            self.granted[i].succeed()

    def _greatest_capacity(self, vendor: int) -> int:
        """Most teams the vendor will ever have from today on."""
        ahead = self.w.capacity_days >= self.today
        return max(int(self.s.capacity[vendor]), int(self.w.capacity[vendor][ahead].max(initial=0)))

    def _free_teams(self, i: int) -> None:
        vendor = int(self.s.vendor[i])
        self.s.busy[vendor] -= self.s.teams[i]
        self._call_allocation(vendor)

    def _join_window(self, i: int, day: int) -> None:
        vendor = int(self.s.vendor[i])
        if (vendor, day) not in self.waiting_for_window:
            self.waiting_for_window[vendor, day] = []
            self.agenda.call(day, Step.CUTOVER, vendor, self._open_window)
        self.waiting_for_window[vendor, day].append(i)

    def _open_window(self, vendor: int) -> None:
        """Cut over as many ready lots as the window holds, the longest ready first."""
        s, w = self.s, self.w
        room = max(self.rules.limit_minimum, int(self.rules.limit_per_team * s.capacity[vendor]))
        lots = [i for i in self.waiting_for_window.pop((vendor, self.today)) if s.vendor[i] == vendor]
        for n, i in enumerate(sorted(lots, key=lambda lot: (s.ready[lot], lot))):
            if n < room:
                s.cutover[i] = self.today
                s.live_lots[vendor] += 1
                self.log(Kind.CUT_OVER, i, vendor)
                self.opened[i].succeed(self.today)
            else:
                following = int(w.next_large[w.lot_mask[i], min(self.today + 1, HORIZON_END)])
                self.log(Kind.WINDOW_FULL, i, following)
                self.opened[i].succeed(following)

    def _observe_growth(self, vendor: int) -> None:
        """One more lot through rehearsal; replan at once when more growth shows than was believed."""
        self.s.rehearsed[vendor] += 1
        if self._belief(vendor) - self.s.believed[vendor] >= self.rules.trigger:
            self.replan_on[vendor] = self.today
            self._call_replanning(vendor)

    def _belief(self, vendor: int) -> float:
        share = min(1.0, self.s.rehearsed[vendor] / max(int(self.s.lots[vendor]), 1))
        growth = float(self.w.vendor_growth[vendor])
        return rules.believed_growth(growth, share, self.rules.kappa, self.rules.steepness)

    def _call_replanning(self, vendor: int) -> None:
        if self.replan_called[vendor] != self.today:
            self.replan_called[vendor] = self.today
            self.agenda.call(self.today, Step.REPLAN, vendor, self._replan)

    def _replan(self, vendor: int) -> None:
        """Announce days from the vendor's queue run forward: all lots when a re-planning is due, else new ones."""
        s, w, r, today = self.s, self.w, self.rules, self.today
        if s.withdrawn[vendor]:
            return
        due = self.replan_on[vendor] == today
        belief = self._belief(vendor)
        finish = np.full(len(s.vendor), NEVER, dtype=np.int64)
        outlook.vendor_outlook(w, s, vendor, today, belief, finish)
        open_ = (s.vendor == vendor) & (s.phase > PLANNED) & (s.phase < READY)
        lots = np.flatnonzero(open_).tolist() if due else sorted(self.to_announce[vendor])
        self.to_announce[vendor].clear()
        for i in lots:
            day = rules.optimistic_day(
                today, int(finish[i]), self._deadline(), r.optimism, r.optimism_horizon_days
            )
            self._announce(i, day, Kind.ANNOUNCED)
        if due:
            s.believed[vendor] = belief
            self.log(Kind.REPLANNED, vendor, len(lots))
            self.replan_on[vendor] = today + r.replan_days
            if today + r.replan_days <= HORIZON_END:
                self.agenda.call(today + r.replan_days, Step.REPLAN, vendor, self._replan_if_due)

    def _replan_if_due(self, vendor: int) -> None:
        if self.replan_on[vendor] == self.today and self.replan_called[vendor] != self.today:
            self.replan_called[vendor] = self.today
            self._replan(vendor)

    def _announce(self, i: int, finish: int, kind: Kind) -> None:
        day = outlook.announced_window(finish, int(self.s.booked[i]), self.w.next_large[self.w.lot_mask[i]])
        if day != self.s.announced[i] or kind is not Kind.ANNOUNCED:
            self.log(kind, i, day)
        self.s.announced[i] = day

    def _deadline(self) -> int:
        """The deadline in force today."""
        extended = self.today >= self.rules.extension_announced
        return self.rules.extended_deadline if extended else self.rules.deadline

    # --- the calendar: capacity, revisions, withdrawals, reviews, declarations ----------------------

    def _fill_calendar(self) -> None:
        """Put on the agenda everything whose day is known from the start."""
        w, r = self.w, self.rules
        for change, day in enumerate(w.capacity_days.tolist()):
            if day > 0:
                self.agenda.call(day, Step.CAPACITY, 0, lambda _, c=change: self._change_capacity(c))
        for quarter, day in enumerate(w.quarters.tolist()):
            self.agenda.call(day, Step.CAPACITY, 1, lambda _, q=quarter: self._note_quarter(q))
        for number, day in enumerate(w.revision_days.tolist()):
            self.agenda.call(day, Step.CAPACITY, 2 + number, lambda _: self._publish_revision())
        for vendor, day in enumerate(w.vendor_withdrawal.tolist()):
            if day <= HORIZON_END:
                self.agenda.call(day, Step.WITHDRAWAL, vendor, self._withdraw)
        for vendor, day in enumerate(w.vendor_first_plan.tolist()):
            self.agenda.call(day, Step.REPLAN, vendor, self._replan_if_due)
        for i, day in enumerate(w.lot_booked.tolist()):
            self._plan_review(i, day)
        if r.extended_deadline > r.deadline:
            self.agenda.call(r.extension_announced, Step.REVIEW, -1, lambda _: self._rebook())
        for survey, day in enumerate(w.surveys.tolist()):
            self.agenda.call(day, Step.DECLARE, 0, lambda _, n=survey: self._declare(n))

    def _plan_review(self, i: int, booked: int) -> None:
        day = booked - self.rules.review_days
        if self.today < day <= HORIZON_END:
            self.agenda.call(day, Step.REVIEW, i, lambda lot: self._review(lot, booked))

    def _change_capacity(self, change: int) -> None:
        for vendor, teams in enumerate(self.w.capacity[:, change].tolist()):
            if teams != self.s.capacity[vendor] and not self.s.withdrawn[vendor]:
                self.s.capacity[vendor] = teams
                self.log(Kind.CAPACITY_CHANGED, vendor, teams)
                self._call_allocation(vendor)

    def _note_quarter(self, quarter: int) -> None:
        self.noted[0, :, quarter] = self.s.busy
        self.noted[1, :, quarter] = self.s.capacity
        self.noted[2, :, quarter] = np.floor(self.s.queue_work + 0.5)

    def _publish_revision(self) -> None:
        """Every lot not yet past build that will cut over under the revision gets the same extra work."""
        r = self.rules
        for i in np.flatnonzero(self.s.phase <= BUILD).tolist():
            if rules.revision_counts(self.today, r.revision_notice_days, int(self.s.booked[i])):
                self.s.extra[i] += r.revision_work_days
                self.log(Kind.REVISION, i, round(100 * r.revision_work_days))

    def _withdraw(self, vendor: int) -> None:
        """The vendor leaves: lots that are live finish, all others look for another from tomorrow on."""
        s = self.s
        s.withdrawn[vendor] = 1
        s.capacity[vendor] = 0
        self.log(Kind.VENDOR_WITHDREW, vendor)
        self.queue[vendor].clear()
        s.queue_work[vendor] = 0.0
        for i in np.flatnonzero((s.vendor == vendor) & (s.phase < LIVE)).tolist():
            self._lose_vendor(i)

    def _lose_vendor(self, i: int) -> None:
        s = self.s
        self.log(Kind.RETENDERED, i, int(s.vendor[i]))
        if s.phase[i] >= FIT:
            s.busy[s.vendor[i]] -= s.teams[i]
            done = 1.0 if s.phase[i] >= REHEARSAL else (0.5 if s.phase[i] == BUILD else 0.0)
            s.kept[i] = max(float(s.kept[i]), self.rules.handover_share * done)
        s.vendor[i] = -1
        s.phase[i], s.contract[i], s.earliest[i], s.target[i] = PLANNED, NEVER, NEVER, NEVER
        s.factor[i] = 1.0
        s.restarts[i] += 1
        s.procured[i] = self.today + 1 + self.rules.retender_days
        self.life[i].interrupt(News.VENDOR_WITHDREW)

    def _review(self, i: int, booked: int) -> None:
        """Go or no-go some weeks before the booked window, with most of the growth known; said at once."""
        s, r = self.s, self.rules
        if s.phase[i] >= READY or s.booked[i] != booked:
            return
        finish = int(outlook.reviewed_day(self.w, s, i, self.today))
        late = finish - booked
        may_defer = self.today >= r.deferral_from and 0 < late <= r.deferral_reach_days
        if may_defer and self.luck(r.deferral_key, i, 0) < r.deferral_share:
            self._defer(i)
            finish = int(outlook.reviewed_day(self.w, s, i, self.today))
        self._announce(i, finish, Kind.REVIEWED)

    def _defer(self, i: int) -> None:
        """Put off some functions: less to rehearse now, more to pay later; counts as on time, partly compliant."""
        s, keep = self.s, 1.0 - self.rules.deferral_work_share
        s.deferred[i] = 1
        self.log(Kind.DEFERRED, i, int(s.booked[i]))
        if s.phase[i] < REHEARSAL:
            s.work[i, 2] *= keep
        elif s.phase[i] == REHEARSAL:
            left = int(s.phase_end[i]) - self.today
            shorter = rules.phase_days(left * keep, 1)
            s.actual_work[i] -= (left - shorter) * int(s.teams[i])
            s.phase_end[i] = self.today + shorter
            self.life[i].interrupt(News.DEFERRED)

    def _rebook(self) -> None:
        """The extension is announced: some of the lots not yet at work book a later window."""
        s, w, r = self.s, self.w, self.rules
        for i in np.flatnonzero((s.phase < FIT) & (s.booked > self.today)).tolist():
            if self.luck(r.rebook_key, i, 0) >= r.rebook_share:
                continue
            span = r.extended_deadline - r.deadline
            wanted = int(s.booked[i]) + int(self.luck(r.rebook_key, i, 1) * span)
            s.booked[i] = w.next_window[w.lot_mask[i], min(wanted, HORIZON_END)]
            s.announced[i] = s.booked[i]
            self.log(Kind.REBOOKED, i, int(s.booked[i]))
            self._plan_review(i, int(s.booked[i]))
            if s.phase[i] == CONTRACTED:
                self._set_earliest(i)
                self.life[i].interrupt(News.REBOOKED)

    def _declare(self, survey: int) -> None:
        """The official survey: which systems are declared late today, and why."""
        s, today = self.s, self.today
        deadline = self._deadline()
        if today <= deadline:
            self._ask_who_is_undecided(survey)
        before = s.declared_day < NEVER
        declared, reason = self.declared[survey], self.declared_reason[survey]
        outlook.survey(self.w, s, today, deadline, self.pending[survey], declared, reason)
        for i in np.flatnonzero(~before & (s.declared_day < NEVER)).tolist():
            self.log(Kind.DECLARED, i, int(s.reason[i]))

    def _ask_who_is_undecided(self, survey: int) -> None:
        """Before the deadline a few organisations answer that they cannot judge yet."""
        draws = uniforms(self.rules.pending_key, self.w.organisation_code, 0, survey)
        self.pending[survey] = draws < self.rules.pending_share
