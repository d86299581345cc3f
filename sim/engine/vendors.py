"""What vendors do: grant teams, open windows, observe growth, replan and announce."""

from __future__ import annotations

import heapq
from typing import TYPE_CHECKING

import numpy as np

from sim import rules
from sim.engine import expect, transitions
from sim.engine.agenda import Step
from sim.engine.expect import DONE, FIT, PLANNED, READY
from sim.engine.log import Kind
from sim.fiscal import HORIZON_END, NEVER

if TYPE_CHECKING:
    from sim.engine.reference import Run


class Vendors:
    """The vendors of one run."""

    def __init__(self, run: Run) -> None:
        self.run, self.w, self.s, self.rules = run, run.w, run.s, run.rules
        self.agenda, self.log = run.agenda, run.log
        n_vendors = len(run.w.vendor_ready)
        self._scratch = expect.scratch(run.w)
        self.queue: list[list[tuple[float, int]]] = [[] for _ in range(n_vendors)]
        self._in_window: dict[tuple[int, int], list[int]] = {}
        self._to_announce: list[set[int]] = [set() for _ in range(n_vendors)]
        self._replan_on = run.w.vendor_first_plan.copy()
        # Days for which a vendor's allocation and announcement are already on the agenda.
        self._allocation_called = np.full(n_vendors, -1)
        self._replanning_called = np.full(n_vendors, -1)
        for vendor, day in enumerate(run.w.vendor_first_plan.tolist()):
            self.agenda.call(day, Step.REPLAN, vendor, self._replan_if_due)

    @property
    def today(self) -> int:
        """The current day."""
        return self.agenda.today

    def enqueue(self, vendor: int, i: int) -> None:
        """A lot joins the vendor's queue, to be served by rank."""
        heapq.heappush(self.queue[vendor], (float(self.s.rank[i]), i))
        self.call_allocation(vendor)

    def dismiss(self, vendor: int) -> None:
        """The vendor has left: its queue is gone."""
        self.queue[vendor].clear()

    def announce_new(self, vendor: int, i: int) -> None:
        """A lot has been contracted and wants to hear its day tonight."""
        self._to_announce[vendor].add(i)
        self._call_replanning(vendor)

    def call_allocation(self, vendor: int, day: int | None = None) -> None:
        """Have the vendor allocate its teams at today's step or on that day, once."""
        day = self.today if day is None else day
        if self._allocation_called[vendor] != day:
            self._allocation_called[vendor] = day
            self.agenda.call(day, Step.ALLOCATE, vendor, self._allocate)

    def _allocate(self, vendor: int) -> None:
        """Grant teams from the head of the queue while they last; nobody overtakes."""
        s, queue = self.s, self.queue[vendor]
        while queue:
            _, i = queue[0]
            need = rules.teams_granted(int(s.teams[i]), self._greatest_capacity(vendor))
            if need > s.capacity[vendor] - s.busy[vendor]:
                return
            heapq.heappop(queue)
            transitions.grant(s, i, need)
            self.log(Kind.STARTED, i, need)
            self.run.lots.granted[i].succeed()

    def _greatest_capacity(self, vendor: int) -> int:
        """Most teams the vendor will ever have from today on."""
        ahead = self.w.capacity_days >= self.today
        return max(int(self.s.capacity[vendor]), int(self.w.capacity[vendor][ahead].max(initial=0)))

    def join_window(self, i: int, day: int) -> None:
        """A ready lot waits for the window of that day."""
        vendor = int(self.s.vendor[i])
        if (vendor, day) not in self._in_window:
            self._in_window[vendor, day] = []
            self.agenda.call(day, Step.CUTOVER, vendor, self._open_window)
        self._in_window[vendor, day].append(i)

    def _open_window(self, vendor: int) -> None:
        """Cut over as many ready lots as the window holds, the longest ready first."""
        s, w = self.s, self.w
        room = rules.window_room(self.rules.limit_minimum, self.rules.limit_per_team, s.capacity[vendor])
        lots = [i for i in self._in_window.pop((vendor, self.today)) if s.vendor[i] == vendor]
        for n, i in enumerate(sorted(lots, key=lambda lot: (s.ready[lot], lot))):
            if n < room:
                transitions.cut_over(s, i, self.today)
                self.log(Kind.CUT_OVER, i, vendor)
                self.run.lots.opened[i].succeed(self.today)
            else:
                following = int(expect.late_window(w, i, self.today + 1))
                self.log(Kind.WINDOW_FULL, i, following)
                self.run.lots.opened[i].succeed(following)

    def plan_anew(self, vendor: int) -> None:
        """Replan tonight: more growth shows than was believed."""
        self._replan_on[vendor] = self.today
        self._call_replanning(vendor)

    def _call_replanning(self, vendor: int) -> None:
        if self._replanning_called[vendor] != self.today:
            self._replanning_called[vendor] = self.today
            self.agenda.call(self.today, Step.REPLAN, vendor, self._replan)

    def _replan(self, vendor: int) -> None:
        """Announce days from the queue run forward: of all lots when re-planning is due, else of new ones."""
        s, r, today = self.s, self.rules, self.today
        if s.withdrawn[vendor]:
            return
        due = self._replan_on[vendor] == today
        known = transitions.known(self.w, s, vendor)
        finish = np.full(len(s.vendor), NEVER, dtype=np.int64)
        mine = np.flatnonzero(s.vendor == vendor)
        waiting = mine[(s.phase[mine] > PLANNED) & (s.phase[mine] < FIT)]
        at_work = mine[(s.phase[mine] >= FIT) & (s.phase[mine] < DONE)]
        expect.vendor_outlook(self.w, s, self._scratch, vendor, waiting, at_work, today, known, finish)
        open_ = mine[(s.phase[mine] > PLANNED) & (s.phase[mine] < READY)]
        lots = open_.tolist() if due else sorted(self._to_announce[vendor])
        self._to_announce[vendor].clear()
        deadline = transitions.deadline_on(self.w, today)
        for i in lots:
            day = rules.optimistic_day(today, int(finish[i]), deadline, r.optimism, r.optimism_horizon_days)
            self.announce(i, day, Kind.ANNOUNCED)
        if due:
            s.believed[vendor] = transitions.belief(self.w, s, vendor)
            self.log(Kind.REPLANNED, vendor, len(lots))
            self._replan_on[vendor] = today + r.replan_days
            if today + r.replan_days <= HORIZON_END:
                self.agenda.call(today + r.replan_days, Step.REPLAN, vendor, self._replan_if_due)

    def _replan_if_due(self, vendor: int) -> None:
        if self._replan_on[vendor] == self.today and self._replanning_called[vendor] != self.today:
            self._replanning_called[vendor] = self.today
            self._replan(vendor)

    def announce(self, i: int, finish: int, kind: Kind) -> None:
        """Tell the organisation in which window the lot will cut over, given the day it would be ready."""
        if transitions.announce(self.w, self.s, i, finish, self.today) or kind is not Kind.ANNOUNCED:
            self.log(kind, i, int(self.s.announced[i]))
