"""What changes while the clock runs: plain arrays, one row a lot or a vendor, that kernels can read."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from sim import rules
from sim.engine.world import Schedule, World
from sim.fiscal import NEVER

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
Bytes = NDArray[np.uint8]


class State(NamedTuple):
    """The changing arrays of one run; what never changes stays in the World."""

    vendor: Ints  # -1 while nobody serves the lot
    phase: Ints
    phase_end: Ints
    target: Ints  # window that a ready lot waits for
    teams: Ints
    factor: Floats  # luck x learning, known once work has started
    extra: Floats  # team-days of revisions still to be built in
    revised: Floats  # team-days of all revisions that the lot must build in
    kept: Floats  # share of the work before rehearsal that an earlier vendor leaves behind
    aside: Floats  # share of what was left of it that was done before the lot was set aside
    booked: Ints
    procured: Ints  # expected end of procurement
    contract: Ints
    earliest: Ints  # first day on which work may and should begin
    start: Ints
    ready: Ints
    cutover: Ints
    done: Ints
    announced: Ints
    heard: Ints  # day since which its announced day lies past the deadline, NEVER while it does not
    declared_day: Ints
    reason: Ints
    restarts: Ints
    deferred: Ints
    work: Floats  # [lot, 4]; deferral and a restart change it
    planned_days: Ints  # of the phases before the cutover, as an organisation plans them: no growth, no luck
    actual_work: Floats
    rank: Floats  # place among its vendor's waiting lots, the smallest first; known from the contract on
    queue_ratio: Floats  # of its vendor, on the night before its contract
    withdrawn: Ints
    busy: Ints
    capacity: Ints
    queue_work: Floats  # planned team-days in the queue
    lots: Ints
    rehearsed: Ints
    live_lots: Ints
    believed: Floats  # growth believed in at the last re-planning


def fresh(world: World) -> State:
    """The state on the eve of day 0: everything planned, nothing done."""
    n, n_vendors = len(world.lot_vendor), len(world.vendor_ready)

    def days() -> Ints:
        return np.full(n, NEVER, dtype=np.int64)

    def counts(size: int = n) -> Ints:
        return np.zeros(size, dtype=np.int64)

    return State(
        vendor=world.lot_vendor.copy(),
        phase=counts(),
        phase_end=counts(),
        target=days(),
        teams=world.lot_teams.copy(),
        factor=np.ones(n),
        extra=np.zeros(n),
        revised=np.zeros(n),
        kept=np.zeros(n),
        aside=np.zeros(n),
        booked=world.lot_booked.copy(),
        procured=world.lot_procured.copy(),
        contract=days(),
        earliest=days(),
        start=days(),
        ready=days(),
        cutover=days(),
        done=days(),
        announced=world.lot_booked.copy(),
        heard=days(),
        declared_day=days(),
        reason=counts(),
        restarts=counts(),
        deferred=counts(),
        work=world.lot_work.copy(),
        planned_days=rules.days_of_phases(world.lot_work[:, :3], world.lot_teams),
        actual_work=np.zeros(n),
        rank=np.zeros(n),
        queue_ratio=np.zeros(n),
        withdrawn=counts(n_vendors),
        busy=counts(n_vendors),
        capacity=world.capacity[:, 0].copy(),
        queue_work=np.zeros(n_vendors),
        lots=world.vendor_lots.copy(),
        rehearsed=counts(n_vendors),
        live_lots=counts(n_vendors),
        believed=np.ones(n_vendors),
    )


class Told(NamedTuple):
    """What was said and seen on the way: surveys, and vendors at the start of each quarter."""

    declared: Bytes  # [survey, lot]
    reason: Bytes  # [survey, lot]
    pending: Bytes  # [survey, organisation]
    noted: Ints  # [busy, capacity or queue; vendor, quarter]

    @classmethod
    def of(cls, world: World) -> Told:
        """Nothing said yet."""
        n_surveys, n = len(world.surveys), len(world.lot_vendor)
        return cls(
            declared=np.zeros((n_surveys, n), dtype=np.uint8),
            reason=np.zeros((n_surveys, n), dtype=np.uint8),
            pending=np.zeros((n_surveys, len(world.organisation_code)), dtype=np.uint8),
            noted=np.zeros((3, len(world.vendor_ready), len(world.quarters)), dtype=np.int64),
        )


def schedule_of(world: World, state: State, told: Told, events: Ints) -> Schedule:
    """The results of a run that has reached the horizon."""
    return Schedule(
        booked=world.lot_booked,
        contract=state.contract,
        start=state.start,
        cutover=state.cutover,
        done=state.done,
        announced=state.announced,
        declared_day=state.declared_day,
        reason=state.reason,
        vendor=state.vendor,
        restarts=state.restarts,
        deferred=state.deferred,
        planned_work=world.lot_work.sum(axis=1),
        actual_work=state.actual_work,
        queue_ratio=state.queue_ratio,
        surveys=world.surveys,
        declared=told.declared,
        declared_reason=told.reason,
        pending=told.pending,
        busy=told.noted[0],
        capacity=told.noted[1],
        queue=told.noted[2],
        events=events,
    )
