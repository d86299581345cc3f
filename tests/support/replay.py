"""Reads an event log again from the start and checks, event by event, what must hold for any of them."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field

import numpy as np

from sim import rules
from sim.engine.agenda import Step
from sim.engine.expect import (
    BUILD,
    CONTRACTED,
    DONE,
    FIT,
    LIVE,
    PLANNED,
    QUEUED,
    READY,
    REHEARSAL,
    REWORK,
)
from sim.engine.log import Kind
from sim.engine.world import Schedule, World

# Which state a lot may go to from which.
ALLOWED = {
    PLANNED: {CONTRACTED, PLANNED},
    CONTRACTED: {QUEUED, PLANNED},
    QUEUED: {FIT, PLANNED},
    FIT: {BUILD, PLANNED, CONTRACTED},  # contracted again: set aside
    BUILD: {BUILD, REHEARSAL, PLANNED, CONTRACTED},  # build again: a revision came meanwhile
    REHEARSAL: {REWORK, READY, PLANNED},
    REWORK: {REWORK, READY, PLANNED},
    READY: {LIVE, PLANNED},
    LIVE: {DONE},
    DONE: set(),
}
AT_WORK = (FIT, BUILD, REHEARSAL, REWORK, READY, LIVE)
# On which step of the canonical day an event may happen.
STEPS = {
    Kind.CAPACITY_CHANGED: {Step.CAPACITY},
    Kind.REVISION: {Step.CAPACITY},
    Kind.VENDOR_WITHDREW: {Step.WITHDRAWAL},
    Kind.RETENDERED: {Step.WITHDRAWAL},
    Kind.PHASE_STARTED: {Step.PHASE_END, Step.CUTOVER, Step.ALLOCATE},
    Kind.REHEARSAL_FAILED: {Step.PHASE_END},
    Kind.READY: {Step.PHASE_END, Step.CUTOVER},
    Kind.WINDOW_FULL: {Step.CUTOVER},
    Kind.CUT_OVER: {Step.CUTOVER},
    Kind.DONE: {Step.PHASE_END},
    Kind.TENDER_FAILED: {Step.TENDER},
    Kind.CONTRACTED: {Step.TENDER},
    Kind.QUEUED: {Step.REQUEST},
    Kind.STARTED: {Step.ALLOCATE},
    Kind.REVIEWED: {Step.REVIEW},
    Kind.DEFERRED: {Step.REVIEW},
    Kind.REBOOKED: {Step.REVIEW, Step.DECLARE},
    Kind.REPLANNED: {Step.REPLAN},
    Kind.ANNOUNCED: {Step.REPLAN},
    Kind.DECLARED: {Step.DECLARE},
    Kind.SET_ASIDE: {Step.DECLARE},
}


@dataclass
class Replay:
    """What the log says so far; `read` follows it to the end."""

    world: World
    schedule: Schedule
    state: list[int] = field(default_factory=list)
    since: list[int] = field(default_factory=list)
    teams: list[int] = field(default_factory=list)
    vendor: list[int] = field(default_factory=list)
    booked: list[int] = field(default_factory=list)
    contract: list[int] = field(default_factory=list)
    rank: dict[int, float] = field(default_factory=dict)  # of the lots that wait for teams
    kept: dict[int, float] = field(default_factory=dict)  # share of the work that an earlier vendor leaves
    aside: dict[int, float] = field(default_factory=dict)  # share of the rest done before it was set aside
    cutovers: dict[tuple[int, int], int] = field(default_factory=lambda: defaultdict(int))
    restarts: list[int] = field(default_factory=list)
    capacity: list[int] = field(default_factory=list)

    def __post_init__(self) -> None:
        n = len(self.world.lot_vendor)
        self.state, self.since, self.teams, self.restarts = [PLANNED] * n, [0] * n, [0] * n, [0] * n
        self.contract = [0] * n
        self.vendor = self.world.lot_vendor.tolist()
        self.booked = self.world.lot_booked.tolist()
        self.capacity = self.world.capacity[:, 0].tolist()

    def read(self) -> Replay:
        """Follow the log to its end; AssertionError at the first event that may not be."""
        for day, step, kind, subject, value in self.schedule.events.tolist():
            assert step in STEPS[Kind(kind)], (day, Kind(kind).name, step)
            self._one(day, Kind(kind), subject, value)
        return self

    def busy(self, vendor: int) -> int:
        """Teams of the vendor at work."""
        lots = range(len(self.state))
        return sum(self.teams[i] for i in lots if self.vendor[i] == vendor and self.state[i] in AT_WORK)

    def _one(self, day: int, kind: Kind, i: int, value: int) -> None:
        if kind is Kind.CAPACITY_CHANGED:
            self.capacity[i] = value
        elif kind is Kind.VENDOR_WITHDREW:
            self.capacity[i] = 0
        elif kind is Kind.RETENDERED:
            assert value == self.vendor[i] or self.state[i] == PLANNED  # chosen anew, not yet signed
            self.rank.pop(i, None)
            self._hand_over(i)
            self.vendor[i] = -1
            self.restarts[i] += 1
            self._move(i, PLANNED, day)
        elif kind is Kind.CONTRACTED:
            assert self.state[i] == PLANNED
            self.vendor[i], self.contract[i] = value, day
            self._move(i, CONTRACTED, day)
        elif kind is Kind.QUEUED:
            self._queue(i, day)
        elif kind is Kind.STARTED:
            self._start(i, value)
        elif kind is Kind.PHASE_STARTED:
            self._move(i, value, day)
        elif kind is Kind.READY and self.state[i] != READY:
            self._move(i, READY, day)
        elif kind is Kind.CUT_OVER:
            self._cut_over(i, day)
        elif kind is Kind.DONE:
            self._move(i, DONE, day)
        elif kind is Kind.SET_ASIDE:
            assert value == self.vendor[i]
            assert self.state[i] in (FIT, BUILD)
            self.aside[i] = self._done(i)
            self._move(i, CONTRACTED, day)
        elif kind is Kind.REBOOKED:
            assert value >= self.booked[i]
            self.booked[i] = value

    def _move(self, i: int, state: int, day: int) -> None:
        old = self.state[i]
        assert state in ALLOWED[old], f"lot {i}: from {old} to {state} on day {day}"
        worked = old in (FIT, BUILD, REHEARSAL, REWORK, LIVE) and state not in (PLANNED, CONTRACTED)
        assert not worked or day - self.since[i] >= 1, f"lot {i}: phase {old} took no day"
        self.state[i], self.since[i] = state, day

    def _queue(self, i: int, day: int) -> None:
        w = self.world
        assert day >= self.contract[i]
        vendor, prefecture = self.vendor[i], w.lot_prefecture[i]
        ready = int(w.vendor_ready[vendor] + w.ready_region[vendor, prefecture])
        if vendor == w.lot_vendor[i]:
            ready = min(ready, int(w.lot_ready_by[i]))
        assert day >= ready + w.lot_product_delay[i], f"lot {i}: asks for teams before its product is ready"
        self._move(i, QUEUED, day)
        # Work may have been put off since, so only orders that do not rank by work are known from outside.
        order = w.rules.queue_order
        left = (1.0 - self.kept.get(i, 0.0)) * (1.0 - self.aside.get(i, 0.0))
        before, after = w.lot_work[i, :2] * left, w.lot_work[i, 2:]
        work = float(np.concatenate((before, after)).sum())
        self.rank[i] = rules.queue_key(order, self.contract[i], self.booked[i], work)

    def _hand_over(self, i: int) -> None:
        self.kept[i] = max(self.kept.get(i, 0.0), self.world.rules.handover_share * self._done(i))
        self.aside.pop(i, None)

    def _done(self, i: int) -> float:
        """Share of what its vendor found of fit & gap and build that is done by now."""
        r, state, before = self.world.rules, self.state[i], self.aside.get(i, 0.0)
        done = 1.0 if state >= REHEARSAL else (r.build_done_share if state == BUILD else 0.0)
        return before + (1.0 - before) * done

    def _start(self, i: int, teams: int) -> None:
        vendor = self.vendor[i]
        assert 1 <= teams <= self.world.lot_teams[i]
        assert self.busy(vendor) + teams <= self.capacity[vendor], f"vendor {vendor} grants too many teams"
        if not self.schedule.deferred.any():
            waiting = [(rank, lot) for lot, rank in self.rank.items() if self.vendor[lot] == vendor]
            assert min(waiting) == (self.rank[i], i), f"lot {i} overtakes"
        del self.rank[i]
        self.teams[i] = teams

    def _cut_over(self, i: int, day: int) -> None:
        w, vendor = self.world, self.vendor[i]
        assert self.state[i] == READY
        assert w.next_window[w.lot_mask[i], day] == day, f"lot {i} cuts over outside any window"
        assert day >= self.booked[i], f"lot {i} cuts over before its booked window"
        if day != self.booked[i] and not w.lot_any_window[i]:
            assert w.next_large[w.lot_mask[i], day] == day, f"lot {i}: not booked, and not a large window"
        self.cutovers[vendor, day] += 1
        room = max(w.rules.limit_minimum, int(w.rules.limit_per_team * self.capacity[vendor]))
        assert self.cutovers[vendor, day] <= room, f"vendor {vendor}: window of day {day} is overfull"
