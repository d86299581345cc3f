"""The life of a lot: procure, wait for teams, work through the phases, wait for a window, done."""

from __future__ import annotations

from collections.abc import Generator
from enum import Enum
from typing import TYPE_CHECKING, Any

import simpy

from sim import rules
from sim.engine import outlook
from sim.engine.agenda import Step
from sim.engine.log import Kind
from sim.engine.outlook import BUILD, CONTRACTED, DONE, FIT, LIVE, QUEUED, READY, REHEARSAL, REWORK
from sim.fiscal import HORIZON_END, NEVER
from sim.streams import uniform

if TYPE_CHECKING:
    from sim.engine.reference import Run

Process = Generator[simpy.Event, Any, None]


class News(Enum):
    """Why a lot is interrupted."""

    VENDOR_WITHDREW = 1
    DEFERRED = 2
    REBOOKED = 3


class Lots:
    """The lots of one run, each a SimPy process."""

    def __init__(self, run: Run) -> None:
        self.run, self.w, self.s, self.rules = run, run.w, run.s, run.rules
        self.env, self.agenda, self.log = run.env, run.agenda, run.log
        self.life = [self.env.process(self._life(i)) for i in range(len(run.w.lot_vendor))]
        self.granted: dict[int, simpy.Event] = {}  # teams, by lot
        self.opened: dict[int, simpy.Event] = {}  # a window, by lot; its value is a day to wait on for

    @property
    def today(self) -> int:
        """The current day."""
        return self.agenda.today

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
        while self.w.lot_tender[i] and self._tender_fails(i, int(self.s.vendor[i]), visit):
            visit += 1
            yield from self._try_again(i, self.rules.retry_days)
        yield from self._sign(i)

    def _retender(self, i: int) -> Process:
        """A new vendor after a withdrawal: chosen by weight among those still there, by a tender."""
        s, w, r = self.s, self.w, self.rules
        yield from self._wait(i, int(s.procured[i]), Step.TENDER)
        visit = rules.VISITS_PER_VENDOR * int(s.restarts[i])
        while True:
            u = uniform(r.retender_key, int(w.lot_buyer[i]), int(w.lot_business[i]), visit)
            weights = w.vendor_weight[w.lot_suite[i], w.lot_prefecture[i]]
            vendor = rules.choose_vendor(weights, self.run.vendors.queue_ratios(), s.withdrawn, u)
            if vendor >= 0 and not self._tender_fails(i, vendor, visit):
                break
            visit += 1
            yield from self._try_again(i, r.retry_days if vendor >= 0 else r.no_vendor_retry_days)
        s.vendor[i] = vendor
        s.lots[vendor] += 1
        s.teams[i] = rules.teams_granted(int(w.lot_teams[i]), int(w.capacity[vendor].max()))
        outlook.plan_days(s, i)
        yield from self._sign(i)

    def _try_again(self, i: int, days: int) -> Process:
        self.s.procured[i] = self.today + days
        self.log(Kind.TENDER_FAILED, i, self.today + days)
        yield from self._wait(i, self.today + days, Step.TENDER)

    def _tender_fails(self, i: int, vendor: int, visit: int) -> bool:
        r, w = self.rules, self.w
        u = uniform(r.tender_key, int(w.lot_buyer[i]), int(w.lot_business[i]), visit)
        ratio = self.run.vendors.queue_ratio(vendor)
        return rules.tender_fails(u, float(w.lot_size[i]), r.tender_failure, r.tender_failure_by_queue, ratio)

    def _sign(self, i: int) -> Process:
        """Contracting waits for an appropriation of the assembly."""
        day = int(self.w.next_appropriation[min(self.today, HORIZON_END)])
        if day > self.today:
            yield from self._wait(i, day, Step.TENDER)
        s, vendor = self.s, int(self.s.vendor[i])
        s.contract[i] = self.today
        s.phase[i] = CONTRACTED
        s.queue_ratio[i] = self.run.vendors.queue_ratio(vendor)
        self.run.vendors.set_earliest(i)
        self.run.vendors.set_rank(i)
        self.log(Kind.CONTRACTED, i, vendor)
        self.run.vendors.announce_new(vendor, i)

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
        self.run.vendors.free_teams(i)

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
        self.run.vendors.enqueue(vendor, i)
        self.log(Kind.QUEUED, i, vendor)
        self.granted[i] = self.env.event()
        yield self.granted[i]
        pace = rules.learning(s.live_lots[vendor], self.rules.learning_floor, self.rules.learning_lots)
        s.factor[i] = self.w.lot_luck[i] * pace
        s.start[i] = min(s.start[i], self.today)

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
        """Rehearsals until one passes; a failed one costs rework. Here growth comes to light."""
        s, r = self.s, self.rules
        growth = float(self.w.vendor_growth[s.vendor[i]])
        yield from self._phase(i, REHEARSAL, float(s.work[i, 2] * s.factor[i]) * growth)
        visit = 1
        offset = rules.VISITS_PER_VENDOR * int(s.restarts[i])
        while rules.rehearsal_fails(
            self.run.luck(r.rehearsal_key, i, offset + visit),
            visit,
            r.rehearsal_failure,
            r.rehearsal_failure_decay,
        ):
            self.log(Kind.REHEARSAL_FAILED, i, visit)
            yield from self._phase(i, REWORK, r.rework_share * float(s.work[i, 1] * s.factor[i]))
            visit += 1
        self.run.vendors.observe_growth(int(s.vendor[i]))

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
            self.run.vendors.join_window(i, target)
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
