"""The canonical day, from day 0 to the horizon, as one kernel."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from sim.engine import transitions
from sim.engine.compiled.limits import require_fit
from sim.engine.compiled.lots import end_phase, join_queue, procure
from sim.engine.compiled.officials import (
    ask_all,
    change_capacity,
    plan_review,
    publish_revision,
    rebook,
    review,
    withdraw,
)
from sim.engine.compiled.vendors import allocate, open_windows, replan
from sim.engine.compiled.work_space import (
    AT_PHASE_END,
    AT_REQUEST,
    AT_REVIEW,
    AT_TENDER,
    TO_ALLOCATE,
    TO_REPLAN,
    TO_WITHDRAW,
    Desk,
    appoint,
    call,
    desk,
    take,
)
from sim.engine.state import State, Told, fresh, schedule_of
from sim.engine.world import Schedule, World
from sim.fiscal import HORIZON_END
from sim.kernel import leaf

Ints = NDArray[np.int64]
Bytes = NDArray[np.uint8]


@leaf
def run_clock(
    w: World, s: State, d: Desk, pending: Bytes, declared: Bytes, reason: Bytes, noted: Ints
) -> None:
    """Run the canonical day from day 0 to the horizon."""
    r = w.rules
    for i in range(s.vendor.size):
        appoint(d, i, AT_TENDER, w.lot_procured[i])
        plan_review(w, s, d, i, 0)
    for vendor in range(s.capacity.size):
        call(d, TO_WITHDRAW, w.vendor_withdrawal[vendor])
        call(d, TO_REPLAN, d.replan_on[vendor])
    change, quarter, revision, number = 1, 0, 0, 0
    for day in range(HORIZON_END + 1):
        while change < w.capacity_days.size and w.capacity_days[change] == day:
            change_capacity(s, d, w.capacity[:, change], day)
            change += 1
        if quarter < w.quarters.size and w.quarters[quarter] == day:
            transitions.note_vendors(s, noted, quarter)
            quarter += 1
        while revision < w.revision_days.size and w.revision_days[revision] == day:
            publish_revision(w, s, d, day)
            revision += 1
        if d.called[TO_WITHDRAW, day] != 0:
            for vendor in range(s.capacity.size):
                if w.vendor_withdrawal[vendor] == day:
                    withdraw(w, s, d, vendor, day)
        for k in range(take(d, AT_PHASE_END, day)):
            end_phase(w, s, d, d.taken[k], day)
        open_windows(w, s, d, day)
        for k in range(take(d, AT_TENDER, day)):
            procure(w, s, d, d.taken[k], day)
        for k in range(take(d, AT_REQUEST, day)):
            join_queue(s, d, d.taken[k], day)
        if d.called[TO_ALLOCATE, day] != 0:
            allocate(w, s, d, day, change)
        if day == r.extension_announced and r.extended_deadline > r.deadline:
            rebook(w, s, d, day)
        for k in range(take(d, AT_REVIEW, day)):
            review(w, s, d, d.taken[k], day)
        if d.called[TO_REPLAN, day] != 0:
            for vendor in range(s.capacity.size):
                if d.replan_called[vendor] == day or d.replan_on[vendor] == day:
                    replan(w, s, d, vendor, day)
        if number < w.surveys.size and w.surveys[number] == day:
            ask_all(w, s, d, number, day, pending[number], declared[number], reason[number])
            number += 1


def simulate(world: World, keep_log: bool = False) -> Schedule:
    """The schedule of one replication, with its event log when asked for; the same as the reference gives.

    Raises ValueError for a World that does not fit the kernels' arrays.
    """
    require_fit(world)
    rows = 0
    while True:
        s, d, told = fresh(world), desk(world, rows), Told.of(world)
        run_clock(world, s, d, told.pending, told.declared, told.reason, told.noted)
        needed = int(d.logged[0])
        if not keep_log or needed <= rows:
            return schedule_of(world, s, told, d.log[:needed] if keep_log else d.log)
        rows = needed  # a first run counts the rows, the second one writes them
