"""The life of a lot: procure, wait for teams, work through the phases, wait for a window, done."""

from __future__ import annotations

from collections.abc import Generator
from enum import Enum
from typing import TYPE_CHECKING, Any

import numpy as np
import simpy

from sim.engine import expect, transitions
from sim.engine.agenda import Step
from sim.engine.expect import BUILD, FIT, LIVE, REHEARSAL, REWORK
from sim.engine.log import Kind
from sim.fiscal import HORIZON_END, NEVER

if TYPE_CHECKING:
    from sim.engine.reference import Run

Process = Generator[simpy.Event, Any, None]


class News(Enum):
    """Why a lot is interrupted."""

    VENDOR_WITHDREW = 1
    DEFERRED = 2
    REBOOKED = 3
    SET_ASIDE = 4


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
        while self.w.lot_tender[i] and transitions.tender_fails(self.w, self.s, i, self.s.vendor[i], visit):
            visit += 1
            yield from self._try_again(i, self.rules.retry_days)
        yield from self._sign(i)

    def _retender(self, i: int) -> Process:
        """A new vendor after a withdrawal: chosen by weight among those still there, by a tender."""
        s, w, r = self.s, self.w, self.rules
        yield from self._wait(i, int(s.procured[i]), Step.TENDER)
        visit, ratios = transitions.first_visit(s, i), np.empty(len(s.capacity))
        while True:
            vendor = transitions.new_vendor(w, s, i, visit, ratios)
            if vendor >= 0 and not transitions.tender_fails(w, s, i, vendor, visit):
                break
            visit += 1
            yield from self._try_again(i, r.retry_days if vendor >= 0 else r.no_vendor_retry_days)
        transitions.take_over(w, s, i, vendor)
        yield from self._sign(i)

    def _try_again(self, i: int, days: int) -> Process:
        self.s.procured[i] = self.today + days
        self.log(Kind.TENDER_FAILED, i, self.today + days)
        yield from self._wait(i, self.today + days, Step.TENDER)

    def _sign(self, i: int) -> Process:
        """Contracting waits for an appropriation of the assembly."""
        day = int(self.w.next_appropriation[min(self.today, HORIZON_END)])
        if day > self.today:
            yield from self._wait(i, day, Step.TENDER)
        transitions.sign(self.w, self.s, i, self.today)
        vendor = int(self.s.vendor[i])
        self.log(Kind.CONTRACTED, i, vendor)
        self.run.vendors.announce_new(vendor, i)

    def _deliver(self, i: int) -> Process:
        """From the contract to the end of stabilisation."""
        while True:
            yield from self._get_teams(i)
            try:
                yield from self._phase(i, FIT)
                yield from self._build(i)
                break
            except simpy.Interrupt as news:
                self._only(news, News.SET_ASIDE)
        yield from self._rehearse(i)
        yield from self._cut_over(i)
        yield from self._phase(i, LIVE)
        transitions.finish(self.s, i, self.today)
        self.log(Kind.DONE, i, int(self.s.vendor[i]))
        self.run.vendors.call_allocation(int(self.s.vendor[i]))

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
        transitions.join_queue(s, i)
        self.run.vendors.enqueue(vendor, i)
        self.log(Kind.QUEUED, i, vendor)
        self.granted[i] = self.env.event()
        yield self.granted[i]
        transitions.start(self.w, s, i, self.today)

    def _build(self, i: int) -> Process:
        """Build and data migration, with the revisions published until its end."""
        work = transitions.phase_work(self.w, self.s, i, BUILD)
        while True:
            yield from self._phase(i, BUILD, work + transitions.take_revisions(self.s, i))
            if self.s.extra[i] == 0.0:
                return
            work = 0.0

    def _rehearse(self, i: int) -> Process:
        """Rehearsals until one passes; a failed one costs rework. Here growth comes to light."""
        yield from self._phase(i, REHEARSAL)
        visit = 1
        while transitions.rehearsal_fails(self.w, self.s, i, visit):
            self.log(Kind.REHEARSAL_FAILED, i, visit)
            yield from self._phase(i, REWORK)
            visit += 1
        if transitions.get_ready(self.w, self.s, i, self.today):
            self.run.vendors.plan_anew(int(self.s.vendor[i]))

    def _cut_over(self, i: int) -> Process:
        """Wait, with the teams, for the booked window or else the next large one, and for room in it."""
        s = self.s
        target = int(expect.window_after(self.w, s, i, self.today))
        while s.cutover[i] == NEVER:
            transitions.wait_for_window(self.w, s, i, target, self.today)
            self.log(Kind.READY, i, target)
            if target >= HORIZON_END:
                yield self.env.event()  # no window within the horizon: it waits for good
            self.run.vendors.join_window(i, target)
            self.opened[i] = self.env.event()
            target = yield self.opened[i]

    def _phase(self, i: int, phase: int, team_days: float | None = None) -> Process:
        """Work through one phase; news of a deferral may bring its end forward."""
        s = self.s
        if team_days is None:
            team_days = transitions.phase_work(self.w, s, i, phase)
        transitions.begin(s, i, phase, team_days, self.today)
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
