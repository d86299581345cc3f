"""The small pure rules that both engines call: scalars in, a scalar out, days whole, work in team-days.

Equations and reasons: docs/model.md. Luck comes in as a uniform u; nothing here draws.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from sim.elementary import exp, power
from sim.fiscal import NEVER
from sim.kernel import kernel, leaf
from sim.ordering import sort_few

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
def believed_growth(growth: float, share: float, kappa: float, steepness: float) -> float:
    """Growth a vendor believes in once `share` of its lots have been through rehearsal."""
    if share <= 0.0:
        return 1.0
    known = power(share, steepness)
    return 1.0 + (growth - 1.0) * known / (known + power(kappa, steepness))


@kernel
def optimistic_day(today: int, finish: int, deadline: int, optimism: float, horizon_days: float) -> int:
    """The announced finish: brought forward by optimism, which fades as the deadline nears."""
    left = min(1.0, max(0.0, (deadline - today) / horizon_days))
    return today + int((finish - today) * (1.0 - optimism * left) + 0.5)


@kernel
def backward_start(booked: int, planned_days: int, buffer: float) -> int:
    """Day on which work must start to be ready for the booked window with the buffer."""
    return booked - int(planned_days * (1.0 + buffer) + 0.5)


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

    `free`: int64[capacity] days on which teams fall free; overwritten.
    `lots`: int64[n, 5] in the order they will be served: earliest start, teams, days to ready, booked day,
    days of stabilisation. Nobody overtakes; teams are held until the later of ready and booked, and then
    through stabilisation. With no capacity every finish is NEVER.
    """
    if capacity <= 0:
        finish[:] = NEVER
        return
    sort_few(free, capacity)
    start = today
    for i in range(lots.shape[0]):
        teams = min(lots[i, 1], capacity)
        start = max(start, lots[i, 0], free[teams - 1])
        finish[i] = start + lots[i, 2]
        release = max(finish[i], lots[i, 3]) + lots[i, 4]
        at = teams
        while at < capacity and free[at] < release:
            free[at - teams] = free[at]
            at += 1
        free[at - teams : at] = release


@kernel
def lognormal(sigma: float, z: float) -> float:
    """A factor with mean 1: exp(sigma z - sigma^2 / 2)."""
    return exp(sigma * z - 0.5 * sigma * sigma)
