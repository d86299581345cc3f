"""The small pure rules that both engines call: scalars in, a scalar out, days whole, work in team-days.

Equations and reasons: docs/model.md. Luck comes in as a uniform u; nothing here draws.
"""

from __future__ import annotations

from math import sqrt

import numpy as np
from numpy.typing import NDArray

from sim.elementary import exp, power
from sim.fiscal import NEVER
from sim.kernel import kernel, leaf

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]

LAST_REHEARSAL = 8
# Visits of a lot's draws are counted on from a multiple of this after each restart.
VISITS_PER_VENDOR = 100
HIGHEST_FAILURE = 0.95
# Reasons of lateness, in the official order of precedence.
NOT_LATE, MAINFRAME, BESPOKE, NO_PRODUCT, VENDOR_RESOURCES = 0, 1, 2, 3, 4
# Orders of a vendor's queue.
BY_CONTRACT_DAY, LARGEST_FIRST, EARLIEST_DEADLINE, SMALLEST_FIRST = 0, 1, 2, 3


@kernel
def size_factor(
    systems: float, population: float, systems_exponent: float, population_exponent: float, cap: float
) -> float:
    """Work of a lot relative to 16 systems at 20,000 residents, at most `cap`."""
    by_systems = power(systems / 16.0, systems_exponent)
    by_population = power(max(population, 1.0) / 20000.0, population_exponent)
    return min(by_systems * by_population, cap)


@kernel
def teams_for(size: float, size_per_team: float) -> int:
    """Teams that a lot of this size factor wants: one, and one more for each `size_per_team`."""
    return 1 + int(size / size_per_team)


@kernel
def phase_days(team_days: float, teams: int) -> int:
    """Whole days of a phase: ceil(team-days / teams), at least 1."""
    days = int(team_days / teams)
    if days * teams < team_days:
        days += 1
    return max(days, 1)


@kernel
def days_of_phases(team_days: Floats, teams: Ints) -> Ints:
    """Days that each lot's phases take one after the other; `team_days` is [lot, phase]."""
    days = np.zeros(teams.size, dtype=np.int64)
    for i in range(teams.size):
        for phase in range(team_days.shape[1]):
            days[i] += phase_days(team_days[i, phase], teams[i])
    return days


@kernel
def learning(lots_done: int, floor: float, lots: float) -> float:
    """Factor on work after the vendor has cut over `lots_done` lots; falls from 1 towards `floor`."""
    return floor + (1.0 - floor) * lots / (lots + lots_done)


@kernel
def rehearsal_fails(u: float, visit: int, probability: float, decay: float) -> bool:
    """Whether rehearsal number `visit` (1..) fails: u < p q^(visit-1); the eighth passes."""
    if visit >= LAST_REHEARSAL:
        return False
    for _ in range(visit - 1):
        probability *= decay
    return u < probability


@kernel
def tender_fails(u: float, size: float, base: float, by_queue: float, queue_ratio: float) -> bool:
    """Whether a tender gets no bid: likelier for small lots, and the longer last night's queue (in years)."""
    return u < min(base / size + by_queue * queue_ratio, HIGHEST_FAILURE)


@kernel
def known_share(share: float, kappa: float, steepness: float) -> float:
    """Share of the growth that a vendor knows once `share` of its lots have been through rehearsal."""
    if share <= 0.0:
        return 0.0
    known = power(share, steepness)
    return known / (known + power(kappa, steepness))


@kernel
def believed(factor: float, known: float) -> float:
    """A factor on the work as it is believed in by whoever knows this share of what exceeds one."""
    return 1.0 + (factor - 1.0) * known


@kernel
def optimistic_day(today: int, finish: int, deadline: int, optimism: float, horizon_days: float) -> int:
    """The announced finish: brought forward by optimism, which fades as the deadline nears."""
    left = min(1.0, max(0.0, (deadline - today) / horizon_days))
    return today + int((finish - today) * (1.0 - optimism * left) + 0.5)


@kernel
def backward_start(booked: int, planned_days: int, buffer: float, buffer_days: float) -> int:
    """Day on which work must start to be ready for the booked window with the buffer: a share and days."""
    return booked - int(planned_days * (1.0 + buffer) + buffer_days + 0.5)


@kernel
def earliest_start(contract: int, product: int, backward: int) -> int:
    """First day on which work may begin (contract, product) and should (backward from the booked day)."""
    return max(contract, product, backward)


@kernel
def product_day(vendor_ready: int, ready_by: int, of_first_vendor: bool, delay_days: int) -> int:
    """Day on which a lot's product is there; an early adopter's first vendor has it by `ready_by`."""
    return (min(vendor_ready, ready_by) if of_first_vendor else vendor_ready) + delay_days


@kernel
def deadline_on(day: int, deadline: int, extended: int, announced: int) -> int:
    """The deadline in force on a day: the extended one from the day on which it is announced."""
    return extended if day >= announced else deadline


@kernel
def queue_ratio(team_days: float, capacity: int) -> float:
    """Team-days that wait, over what a vendor of this capacity does in a year; in years."""
    return team_days / (max(capacity, 1) * 365.0)


@kernel
def share_rehearsed(rehearsed: int, lots: int) -> float:
    """Share of a vendor's lots that have been through rehearsal, at most 1."""
    return min(1.0, rehearsed / max(lots, 1))


@kernel
def teams_granted(wanted: int, greatest: int) -> int:
    """Teams that a lot gets: what it wants, but no more than its vendor will ever have; one at least."""
    return min(wanted, max(greatest, 1))


@kernel
def window_room(minimum: int, per_team: float, capacity: int) -> int:
    """Lots that a vendor can cut over on one day."""
    return max(minimum, int(per_team * capacity))


@kernel
def kept_share(kept: float, handover: float, done: float) -> float:
    """Share of fit & gap and build not to be done again: the most that any of a lot's vendors left."""
    return max(kept, handover * done)


@kernel
def may_defer(day: int, late_days: int, from_day: int, reach_days: int) -> bool:
    """Whether functions may be put off: at a review from that day on, for a lot that is a little late."""
    return day >= from_day and 0 < late_days <= reach_days


@kernel
def put_off(rehearsal: float, share: float) -> float:
    """Team-days of a rehearsal that a deferral of functions leaves for later."""
    return rehearsal * (1.0 - (1.0 - share))


@kernel
def shortened(days_left: int, share: float) -> int:
    """Whole days left of a rehearsal from which functions are put off, at least 1."""
    return phase_days(days_left * (1.0 - share), 1)


@kernel
def reason_of(legacy: int, no_product: int, vendor: int) -> int:
    """Why a declared lot is late, in the official order; vendor -1 means that nobody serves it now."""
    if legacy == 2:
        return MAINFRAME
    if legacy == 1:
        return BESPOKE
    if no_product != 0 or vendor < 0:
        return NO_PRODUCT
    return VENDOR_RESOURCES


@kernel
def queue_key(order: int, contract: int, booked: int, planned: float) -> float:
    """Rank of a waiting lot, the smallest first; ties go to the lower lot number."""
    if order == LARGEST_FIRST:
        return -planned
    if order == EARLIEST_DEADLINE:
        return float(booked)
    if order == SMALLEST_FIRST:
        return planned
    return float(contract)


@kernel
def rebooked_day(day: int, announced: int, wait: int, latest: int) -> int:
    """Day around which a lot that is late books anew: after its announced day and a wait, `latest` at most.

    Never before what was announced, nor before tomorrow.
    """
    return max(min(max(announced, day) + wait, latest), announced, day + 1)


@kernel
def revision_counts(revision: int, notice_days: int, booked: int) -> bool:
    """Whether a lot booked for `booked` must build in a revision published on day `revision`."""
    return booked >= revision + notice_days


@kernel
def choose_vendor(weights: Floats, queue_ratio: Floats, withdrawn: Ints, u: float) -> int:
    """A vendor drawn by weight / (1 + last night's queue) among those still there; -1 when none is."""
    total = 0.0
    for v in range(weights.size):
        if withdrawn[v] == 0:
            total += weights[v] / (1.0 + queue_ratio[v])
    if total <= 0.0:
        return -1
    target, last = u * total, -1
    for v in range(weights.size):
        if withdrawn[v] == 0 and weights[v] > 0.0:
            target -= weights[v] / (1.0 + queue_ratio[v])
            last = v
            if target < 0.0:
                break
    return last


@leaf
def forecast(free: Ints, capacity: int, today: int, lots: Ints, finish: Ints) -> None:
    """Run a vendor's queue forward: fills `finish` with the day each waiting lot would be ready.

    `free`: int64[capacity and one for each team of these lots]; its first `capacity` are the days on which
    teams fall free, ascending; overwritten.
    `lots`: int64[n, 5] in the order they will be served: earliest start, teams, days to ready, booked day,
    days of stabilisation. Nobody overtakes; teams are held until the later of ready and booked, and then
    through stabilisation. With no capacity every finish is NEVER.
    """
    if capacity <= 0:
        finish[:] = NEVER
        return
    # Teams go to work from the front; their release is most often among the last, so it is sought from there.
    # An index that cannot be negative (uint64) spares the code that would count from the end.
    first, last, start = 0, capacity, today
    for i in range(lots.shape[0]):
        teams = min(lots[i, 1], capacity)
        start = max(start, lots[i, 0], free[np.uint64(first + teams - 1)])
        finish[i] = start + lots[i, 2]
        release = max(finish[i], lots[i, 3]) + lots[i, 4]
        first += teams
        at = last
        while at > first and free[np.uint64(at - 1)] > release:
            at -= 1
            free[np.uint64(at + teams)] = free[np.uint64(at)]
        for team in range(at, at + teams):
            free[np.uint64(team)] = release
        last += teams


@kernel
def shared_normal(of_region: float, of_suite: float, own: float, region: float, suite: float) -> float:
    """A normal value: `region` of its variance is common to a region, `suite` of the rest to a suite."""
    return sqrt(region) * of_region + sqrt(1.0 - region) * (sqrt(suite) * of_suite + sqrt(1.0 - suite) * own)


@kernel
def lognormal(sigma: float, z: float) -> float:
    """A factor with mean 1: exp(sigma z - sigma^2 / 2)."""
    return exp(sigma * z - 0.5 * sigma * sigma)
