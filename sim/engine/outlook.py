"""What vendors and organisations expect: forecasts of ready days, compiled, shared by both engines.

Days are whole, work is in team-days.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from sim import rules
from sim.engine.state import State
from sim.engine.world import World
from sim.fiscal import NEVER
from sim.kernel import leaf
from sim.ordering import rank, sort_many

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
Bytes = NDArray[np.uint8]

# Where a lot is in its life. The order matters: everything from LIVE on has cut over.
PLANNED, CONTRACTED, QUEUED, FIT, BUILD, REHEARSAL, REWORK, READY, LIVE, DONE = range(10)


@leaf
def days_ahead(phase: int, work: Floats, factor: float, growth: float, extra: float, teams: int) -> int:
    """Days of the phases that come after `phase` until the lot is ready, if all goes to plan."""
    days = 0
    if phase < FIT:
        days += rules.phase_days(work[0] * factor, teams)
    if phase < BUILD:
        days += rules.phase_days(work[1] * factor + extra, teams)
    if phase < REHEARSAL:
        days += rules.phase_days(work[2] * factor * growth, teams)
    return days


@leaf
def announced_window(finish: int, booked: int, next_large: Ints) -> int:
    """The booked day if the lot is ready by then, else the next large window."""
    if finish <= booked:
        return booked
    if finish >= next_large.size:
        return NEVER
    return int(next_large[finish])


@leaf
def ready_day(s: State, i: int, today: int, growth: float) -> int:
    """Day on which a lot at work will be ready, with the growth that is believed in."""
    if s.phase[i] >= READY:
        return int(s.phase_end[i])
    ahead = days_ahead(s.phase[i], s.work[i], s.factor[i], growth, s.extra[i], s.teams[i])
    return max(int(s.phase_end[i]), today) + ahead


@leaf
def reviewed_day(w: World, s: State, i: int, today: int) -> int:
    """Ready day as the go/no-go review sees it: most of the growth known; if not at work, work starts now."""
    growth = 1.0
    if s.vendor[i] >= 0:
        growth += w.rules.review_known_share * (w.vendor_growth[s.vendor[i]] - 1.0)
    if s.phase[i] >= FIT:
        return ready_day(s, i, today, growth)
    known = s.earliest[i] if s.phase[i] > PLANNED else s.procured[i]
    return max(today, int(known)) + days_ahead(CONTRACTED, s.work[i], 1.0, growth, s.extra[i], s.teams[i])


@leaf
def own_plan(w: World, s: State, i: int, today: int) -> int:
    """Day that the organisation itself expects before it has a contract: no growth, no queue, no luck."""
    start = w.next_appropriation[min(max(today, s.procured[i]), w.next_appropriation.size - 1)]
    if w.lot_no_product[i] != 0 and s.vendor[i] >= 0:
        start = max(start, w.vendor_ready[s.vendor[i]] + w.lot_product_delay[i])
    finish = start + days_ahead(CONTRACTED, s.work[i], 1.0, 1.0, 0.0, s.teams[i])
    return announced_window(finish, s.booked[i], w.next_large[w.lot_mask[i]])


class Scratch(NamedTuple):
    """Space for forecasts, made once for a run."""

    lots: Ints  # [lot]: waiting lots of the vendor at hand
    earliest: Ints  # [lot]
    key: Floats  # [lot]
    order: Ints  # [lot]
    rows: Ints  # [lot, 5]: what `rules.forecast` reads
    found: Ints  # [lot]: what it fills
    releases: Ints  # [team at work]
    free: Ints  # [team]


def scratch(world: World) -> Scratch:
    """Space for the largest forecast that can occur in this World."""
    n = len(world.lot_vendor)
    return Scratch(
        lots=np.zeros(n, dtype=np.int64),
        earliest=np.zeros(n, dtype=np.int64),
        key=np.zeros(n),
        order=np.zeros(n, dtype=np.int64),
        rows=np.zeros((n, 5), dtype=np.int64),
        found=np.zeros(n, dtype=np.int64),
        releases=np.zeros(int(world.lot_teams.sum()), dtype=np.int64),
        free=np.zeros(max(int(world.capacity.max()), 1), dtype=np.int64),
    )


@leaf
def vendor_outlook(
    w: World, s: State, x: Scratch, vendor: int, lots_of: Ints, today: int, belief: float, finish: Ints
) -> None:
    """Fill `finish` [lot] with the ready day of every contracted lot of the vendor that is not yet live.

    Lots at work go on; waiting lots are served in queue order, lots not yet due in the order of their
    earliest start, and nobody overtakes. `lots_of`: the lots of the vendor, ascending.
    """
    busy, waiting = 0, 0
    for lot in lots_of:
        i = int(lot)
        if s.phase[i] == PLANNED or s.phase[i] == DONE:
            continue
        if s.phase[i] <= QUEUED:
            x.lots[waiting] = i
            x.earliest[waiting] = today if s.phase[i] == QUEUED else max(today, s.earliest[i])
            x.key[waiting] = s.rank[i]
            if s.phase[i] < QUEUED:
                work = s.work[i].sum()
                x.key[waiting] = rules.queue_key(w.rules.queue_order, s.contract[i], s.booked[i], work)
            waiting += 1
            continue
        release = s.phase_end[i]
        if s.phase[i] < LIVE:
            finish[i] = ready_day(s, i, today, belief)
            leaves = s.target[i] if s.phase[i] == READY else s.booked[i]
            release = max(finish[i], leaves) + stabilisation_days(s, i, belief)
        for _ in range(s.teams[i]):
            x.releases[busy] = release
            busy += 1
    capacity = s.capacity[vendor]
    _teams_falling_free(x, busy, capacity, today)
    rank(x.order, waiting, x.earliest, x.key)
    for k in range(waiting):
        i = x.lots[x.order[k]]
        x.rows[k, 0] = x.earliest[x.order[k]]
        x.rows[k, 1] = s.teams[i]
        x.rows[k, 2] = days_ahead(CONTRACTED, s.work[i], s.factor[i], belief, s.extra[i], s.teams[i])
        x.rows[k, 3] = s.booked[i]
        x.rows[k, 4] = stabilisation_days(s, i, belief)
    rules.forecast(x.free[: max(capacity, 1)], capacity, today, x.rows[:waiting], x.found[:waiting])
    for k in range(waiting):
        finish[x.lots[x.order[k]]] = x.found[k]


@leaf
def stabilisation_days(s: State, i: int, growth: float) -> int:
    """Days for which a lot still holds its teams after the cutover."""
    return rules.phase_days(s.work[i, 3] * s.factor[i] * growth, s.teams[i])


@leaf
def _teams_falling_free(x: Scratch, busy: int, capacity: int, today: int) -> None:
    """Fill `free` with the day on which each of `capacity` teams falls free: today, or its release.

    With more teams busy than there is capacity, the first to be released are not replaced.
    """
    sort_many(x.releases, busy)
    over = max(0, busy - capacity)
    idle = capacity - (busy - over)
    for k in range(idle):
        x.free[k] = today
    for k in range(over, busy):
        x.free[idle + k - over] = x.releases[k]


@leaf
def survey(
    w: World, s: State, today: int, deadline: int, pending: Bytes, declared: Bytes, reason: Bytes
) -> None:
    """One official survey: fills `declared` and `reason` [lot] and notes the first day of a declaration.

    Before its contract an organisation answers by its own plan. Declared stays declared until cutover where
    the scenario says so; after the deadline whatever is not live is declared. `pending` [organisation]:
    cannot judge yet, declares nothing new.
    """
    for i in range(s.vendor.size):
        if s.phase[i] >= LIVE:
            continue
        if s.phase[i] == PLANNED:
            s.announced[i] = own_plan(w, s, i, today)
        kept = s.declared_day[i] < NEVER and w.rules.keep_until_cutover != 0
        late = today > deadline or s.announced[i] > deadline
        if not kept and (not late or pending[w.lot_organisation[i]] != 0):
            continue
        declared[i] = 1
        reason[i] = rules.reason_of(w.lot_legacy[i], w.lot_no_product[i], s.vendor[i])
        if s.declared_day[i] == NEVER:
            s.declared_day[i] = today
            s.reason[i] = reason[i]
