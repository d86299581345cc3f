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
from sim.ordering import sort_by

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
def plan_days(s: State, i: int) -> None:
    """Note the planned days of a lot anew, after its work or its teams have changed."""
    s.planned_days[i] = days_ahead(CONTRACTED, s.work[i], 1.0, 1.0, 0.0, s.teams[i])


@leaf
def late_window(w: World, i: int, day: int) -> int:
    """First window from a day on for a lot that has missed its own: a large one, or one of any size."""
    if day >= w.next_large.shape[1]:
        return NEVER
    mask = w.lot_mask[i]
    return int(w.next_window[mask, day] if w.lot_any_window[i] != 0 else w.next_large[mask, day])


@leaf
def window_after(w: World, s: State, i: int, finish: int) -> int:
    """The booked day if the lot is ready by then, else the next window for those that are late."""
    return int(s.booked[i]) if finish <= s.booked[i] else late_window(w, i, finish)


@leaf
def window_until(w: World, i: int, day: int, soonest: int, latest: int) -> int:
    """First window from a day on; where that is after `latest`, the last one from `soonest` to it."""
    windows = w.next_window[w.lot_mask[i]]
    if day >= windows.size:
        return NEVER
    first = int(windows[day])
    while windows[day] > latest and day > soonest:
        day -= 1
    return int(windows[day]) if windows[day] <= latest else first


@leaf
def growth_of(w: World, vendor: int, i: int) -> float:
    """Growth of the work of a lot with this vendor."""
    excess = (w.vendor_growth[vendor] - 1.0) * w.growth_region[vendor, w.lot_prefecture[i]]
    return float(1.0 + excess * w.lot_growth[i])


@leaf
def hear(s: State, i: int, window: int, today: int, deadline: int) -> None:
    """An organisation hears in which window a lot is to cut over; notes since when that is late.

    By the deadline in force now: what was late before an extension may not have been so since.
    """
    if window <= deadline:
        s.heard[i] = NEVER
    elif s.heard[i] == NEVER or s.announced[i] <= deadline:
        s.heard[i] = today
    s.announced[i] = window


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
        growth = rules.believed(growth_of(w, s.vendor[i], i), w.rules.review_known_share)
    if s.phase[i] >= FIT:
        return ready_day(s, i, today, growth)
    known = s.earliest[i] if s.phase[i] > PLANNED else s.procured[i]
    return max(today, int(known)) + days_ahead(CONTRACTED, s.work[i], 1.0, growth, s.extra[i], s.teams[i])


@leaf
def own_plan(w: World, s: State, i: int, today: int) -> int:
    """Day that the organisation itself expects before it has a contract: no growth, no queue, no luck."""
    start = w.next_appropriation[min(max(today, s.procured[i]), w.next_appropriation.size - 1)]
    if w.lot_no_product[i] != 0 and s.vendor[i] >= 0:
        ready = w.vendor_ready[s.vendor[i]] + w.ready_region[s.vendor[i], w.lot_prefecture[i]]
        start = max(start, ready + w.lot_product_delay[i])
    return window_after(w, s, i, start + s.planned_days[i])


@leaf
def share_done(phase: int, build_done_share: float) -> float:
    """Share of fit & gap and build that counts as done when work on a lot stops in this phase."""
    if phase >= REHEARSAL:
        return 1.0
    return build_done_share if phase == BUILD else 0.0


class Scratch(NamedTuple):
    """Space for forecasts, made once for a run."""

    earliest: Ints  # [lot]: first day on which a waiting lot can be served
    release: Ints  # [lot]: day on which a lot at work gives back its teams
    rows: Ints  # [lot, 5]: what `rules.forecast` reads
    found: Ints  # [lot]: what it fills
    free: Ints  # [team]


def scratch(world: World) -> Scratch:
    """Space for the largest forecast that can occur in this World."""
    n = len(world.lot_vendor)
    teams = max(int(world.capacity.max()), 1) + int(world.lot_teams.sum())
    return Scratch(
        earliest=np.empty(n, dtype=np.int64),
        release=np.empty(n, dtype=np.int64),
        rows=np.empty((n, 5), dtype=np.int64),
        found=np.empty(n, dtype=np.int64),
        free=np.empty(teams, dtype=np.int64),
    )


@leaf
def vendor_outlook(
    w: World,
    s: State,
    x: Scratch,
    vendor: int,
    waiting: Ints,
    at_work: Ints,
    today: int,
    known: float,
    finish: Ints,
) -> None:
    """Fill `finish` [lot] with the ready day of every contracted lot of the vendor that is not yet live.

    Lots at work go on. Of the waiting ones those in the queue are served first, by rank, then those not yet
    due by their earliest start; nobody overtakes. `known`: share of the growth that the vendor knows.
    `waiting`: its lots contracted or queued; `at_work`: those that hold teams. Both come in any order and
    are left in that of service and of release; the nearer they were to it, the quicker.
    """
    for i in at_work:
        x.release[i] = s.phase_end[i]
        if s.phase[i] < LIVE:
            finish[i] = ready_day(s, i, today, rules.believed(growth_of(w, vendor, i), known))
            leaves = s.target[i] if s.phase[i] == READY else s.booked[i]
            x.release[i] = max(finish[i], leaves) + stabilisation_days(w, s, i, vendor, known)
    if waiting.size == 0:
        return
    sort_by(at_work, at_work.size, x.release, s.rank)
    capacity = s.capacity[vendor]
    _teams_falling_free(s, x, at_work, capacity, today)
    for i in waiting:
        x.earliest[i] = max(today, s.earliest[i])
    sort_by(waiting, waiting.size, x.earliest, s.rank)
    for k in range(waiting.size):
        i = waiting[k]
        x.rows[k, 0] = x.earliest[i]
        x.rows[k, 1] = s.teams[i]
        growth = rules.believed(growth_of(w, vendor, i), known)
        x.rows[k, 2] = days_ahead(CONTRACTED, s.work[i], s.factor[i], growth, s.extra[i], s.teams[i])
        x.rows[k, 3] = s.booked[i]
        x.rows[k, 4] = stabilisation_days(w, s, i, vendor, known)
    n = waiting.size
    rules.forecast(x.free, capacity, today, x.rows[:n], x.found[:n])
    for k in range(n):
        finish[waiting[k]] = x.found[k]


@leaf
def stabilisation_days(w: World, s: State, i: int, vendor: int, known: float) -> int:
    """Days for which a lot still holds its teams after the cutover, by the growth that is known."""
    more = rules.believed(growth_of(w, vendor, i) * w.rules.after_live_factor, known)
    return rules.phase_days(s.work[i, 3] * s.factor[i] * more, s.teams[i])


@leaf
def _teams_falling_free(s: State, x: Scratch, at_work: Ints, capacity: int, today: int) -> None:
    """Fill `free`, ascending, with the day on which each of `capacity` teams falls free: today or a release.

    With more teams busy than there is capacity, the first to be released are not replaced.
    """
    at = capacity
    for k in range(at_work.size - 1, -1, -1):
        for _ in range(min(s.teams[at_work[k]], at)):
            at -= 1
            x.free[at] = x.release[at_work[k]]
    x.free[:at] = today


@leaf
def survey(
    w: World, s: State, today: int, deadline: int, pending: Bytes, declared: Bytes, reason: Bytes
) -> None:
    """One official survey: fills `declared` and `reason` [lot] and notes the first day of a declaration.

    Before its contract an organisation answers by its own plan, later by what it heard a lag ago and has
    heard since. Declared stays declared until cutover where the scenario says so; after the deadline
    whatever is not live is declared. `pending` [organisation]: cannot judge yet, declares nothing new.
    """
    for i in range(s.vendor.size):
        if s.phase[i] >= LIVE:
            continue
        if s.phase[i] == PLANNED:
            hear(s, i, own_plan(w, s, i, today), today, deadline)
        kept = s.declared_day[i] < NEVER and w.rules.keep_until_cutover != 0
        told = s.phase[i] == PLANNED or s.heard[i] + w.organisation_lag[w.lot_organisation[i]] <= today
        late = today > deadline or (s.announced[i] > deadline and told)
        if not kept and (not late or pending[w.lot_organisation[i]] != 0):
            continue
        declared[i] = 1
        reason[i] = rules.reason_of(w.lot_legacy[i], w.lot_no_product[i], s.vendor[i])
        if s.declared_day[i] == NEVER:
            s.declared_day[i] = today
            s.reason[i] = reason[i]
