"""Vendors on the eve of the run: teams by quarter, product-ready days, growth, withdrawals."""

from __future__ import annotations

import math
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from sim import rules
from sim.elementary import normal_quantile, power
from sim.engine.eve import Eve
from sim.fiscal import DAYS_PER_YEAR, HORIZON_END, NEVER, day_of
from sim.kernel import kernel
from sim.population import VENDOR_KINDS
from sim.scenario import LawChange, Withdrawal
from sim.streams import Purpose, uniform

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]

N_PREFECTURES = 47
_FIRSTS = [f"{year}-{month:02d}-01" for year in range(2018, 2037) for month in (1, 4, 7, 10)]
# First days of the quarters of the horizon.
QUARTERS: Ints = np.array([day for day in map(day_of, _FIRSTS) if 0 <= day <= HORIZON_END], dtype=np.int64)


def _is(eve: Eve, kind: str) -> Flags:
    return np.equal(eve.population.vendor_kind, VENDOR_KINDS.index(kind))


def _by_kind(eve: Eve, national: float, regional: float, specialist: float) -> Floats:
    values = np.array([national, regional] + [specialist] * (len(VENDOR_KINDS) - 2))
    return np.asarray(values[eve.population.vendor_kind])


def loads(eve: Eve) -> Floats:
    """Planned team-days over available ones, by vendor."""
    p = eve.p
    sigma = _by_kind(
        eve, *(p[f"vendors.load_sigma_{kind}"] for kind in ("national", "regional", "specialist"))
    )
    spread = _factors(sigma, eve.normal_of_vendors(Purpose.LOAD))
    factor = _by_kind(eve, 1.0, 1.0, p["vendors.specialist_load_factor"])
    registers = np.where(_is(eve, "family_register"), p["vendors.family_register_load_factor"], 1.0)
    return np.asarray(p["vendors.load_mean"] * factor * registers * spread)


@kernel
def _factors(sigma: Floats, z: Floats) -> Floats:
    """Factors with mean 1 from normal values."""
    factors = np.empty(z.size)
    for v in range(z.size):
        factors[v] = rules.lognormal(sigma[v], z[v])
    return factors


def growth(eve: Eve) -> Floats:
    """Factor on rehearsal and stabilisation that each vendor will discover."""
    p = eve.p
    z = eve.normal_of_vendors(Purpose.GROWTH)
    excess = _factors(np.full(len(z), p["vendors.growth_sigma"]), z) * (p["vendors.growth_mean"] - 1.0)
    return np.asarray(1.0 + excess)


def growth_by_region(eve: Eve) -> Floats:
    """Factor on each vendor's excess growth in each prefecture [vendor, 0..47]: what its team there meets."""
    vendors = len(eve.population.vendor_kind)
    return _regions(vendors, eve.p["vendors.growth_region_sigma"], eve.key(Purpose.REGION))


def ready_by_region(eve: Eve) -> Ints:
    """Days after a vendor's product-ready day on which its team in a prefecture can begin [vendor, 0..47].

    Never before the product is there: half of the normal distribution.
    """
    vendors = len(eve.population.vendor_kind)
    return _waits(vendors, eve.p["vendors.ready_day_region_sd"], eve.key(Purpose.REGION))


@kernel
def _waits(vendors: int, sd: float, stream: int) -> Ints:
    days = np.zeros((vendors, N_PREFECTURES + 1), np.int64)
    for v in range(vendors):
        for prefecture in range(1, N_PREFECTURES + 1):
            z = normal_quantile(uniform(stream, v, prefecture, 1))
            days[v, prefecture] = int(sd * abs(z) + 0.5)
    return days


@kernel
def _regions(vendors: int, sigma: float, stream: int) -> Floats:
    factors = np.ones((vendors, N_PREFECTURES + 1))
    for v in range(vendors):
        for prefecture in range(1, N_PREFECTURES + 1):
            factors[v, prefecture] = rules.lognormal(
                sigma, normal_quantile(uniform(stream, v, prefecture, 0))
            )
    return factors


def ready_days(eve: Eve) -> Ints:
    """Product-ready day of each vendor."""
    z = eve.normal_of_vendors(Purpose.READY)
    days = eve.p["vendors.ready_day_mean"] + eve.p["vendors.ready_day_sd"] * z
    return np.maximum(np.floor(days + 0.5), 0).astype(np.int64)


def capacity_path(eve: Eve, demand: Floats) -> tuple[Ints, Ints]:
    """Days on which capacity changes, and teams [vendor, change], at least one each.

    Base teams give the drawn load: planned team-days / (load x days from the mean ready day to the deadline),
    where `demand` [vendor] counts every lot as if it ran on packages: vendors hired for that, so that help
    for legacy systems relieves them instead of shrinking them.
    """
    p = eve.p
    span = max(p["deadline.day"] - p["vendors.ready_day_mean"], 1.0)
    local = np.where(_is(eve, "regional"), p["vendors.regional_teams_factor"], 1.0)
    base = demand / (loads(eve) * span) * local * (1.0 + p["vendors.pooled_teams_share"])
    net = (
        1.0
        + p["vendors.hiring_per_year"]
        + p["vendors.talent_supply_per_year"]
        - p["vendors.attrition_per_year"]
    )
    days, free = _days_and_shares(p.rows("law_changes.changes", LawChange))
    peak = (p["deadline.day"], 1.0 - p["vendors.attrition_after_peak"])
    return days, _teams(base, days, free, net, p["vendors.capacity_from_day"], peak)


@lru_cache(maxsize=16)
def _days_and_shares(changes: tuple[LawChange, ...]) -> tuple[Ints, Floats]:
    """Days on which capacity changes, and the share of the teams that law changes leave from then on."""
    periods = [(day_of(c.from_day), day_of(c.to_day), c.teams_share) for c in changes]
    law = {day for first, last, _ in periods for day in (first, last + 1) if 0 <= day <= HORIZON_END}
    days = sorted({0, *QUARTERS.tolist(), *law})
    taken = [sum(share for first, last, share in periods if first <= day <= last) for day in days]
    return np.array(days, dtype=np.int64), np.array([max(0.0, 1.0 - share) for share in taken])


@kernel
def _teams(
    base: Floats, days: Ints, free: Floats, net: float, from_day: float, peak: tuple[float, float]
) -> Ints:
    teams = np.empty((base.size, days.size), np.int64)
    for k in range(days.size):
        hired = power(net, max(0.0, days[k] - from_day) / DAYS_PER_YEAR)
        hired *= power(peak[1], max(0.0, days[k] - peak[0]) / DAYS_PER_YEAR)
        for v in range(base.size):
            teams[v, k] = max(math.floor(base[v] * hired * free[k] + 0.5), 1)
    return teams


def withdrawals(eve: Eve) -> Ints:
    """Day on which each vendor leaves, NEVER for most; pinned days come first.

    National integrators leave only when a scenario pins it.
    """
    p, u = eve.p, eve.of_vendors(Purpose.WITHDRAWAL)
    may_leave = ~_is(eve, "national")
    chance = min(1.0, p["vendors.withdrawals"] / max(int(may_leave.sum()), 1))
    first, last = p["vendors.withdrawal_from_day"], p["vendors.withdrawal_to_day"]
    # A draw below the chance is uniform below it, so it also says when in the period the vendor leaves.
    when = np.floor(first + np.minimum(u / max(chance, 1e-12), 1.0) * (last - first))
    days = np.where(may_leave & (u < chance), when, NEVER).astype(np.int64)
    for pin in p.rows("vendors.withdrawn", Withdrawal):
        days[pin.vendor - 1] = day_of(pin.day)
    return days


def first_plans(eve: Eve) -> Ints:
    """Day of each vendor's first re-planning, spread over one interval so that they do not march in step."""
    wait = np.floor(eve.of_vendors(Purpose.READY, 1) * eve.p["announcement.replan_days"])
    return np.asarray(eve.p["announcement.first_replanning_day"] + wait, dtype=np.int64)
