"""Vendors on the eve of the run: teams by quarter, product-ready days, growth, withdrawals."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from sim import rules
from sim.elementary import power
from sim.engine.calendar import DAYS_PER_YEAR
from sim.engine.eve import Eve
from sim.fiscal import HORIZON_END, NEVER, day_of
from sim.population import VENDOR_KINDS
from sim.scenario import Scenario
from sim.streams import Purpose

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]


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
    z = eve.normal_of_vendors(Purpose.LOAD)
    spread = np.array([rules.lognormal(s, x) for s, x in zip(sigma, z, strict=True)])
    factor = _by_kind(eve, 1.0, 1.0, p["vendors.specialist_load_factor"])
    registers = np.where(_is(eve, "family_register"), p["vendors.family_register_load_factor"], 1.0)
    return np.asarray(p["vendors.load_mean"] * factor * registers * spread)


def growth(eve: Eve) -> Floats:
    """Factor on rehearsal and stabilisation that each vendor will discover."""
    p = eve.p
    spread = [rules.lognormal(p["vendors.growth_sigma"], z) for z in eve.normal_of_vendors(Purpose.GROWTH)]
    excess = np.array(spread) * (p["vendors.growth_mean"] - 1.0)
    registers = np.where(_is(eve, "family_register"), p["vendors.family_register_growth_factor"], 1.0)
    return np.asarray(1.0 + excess * registers)


def ready_days(eve: Eve) -> Ints:
    """Product-ready day of each vendor."""
    z = eve.normal_of_vendors(Purpose.READY)
    days = eve.p["vendors.ready_day_mean"] + eve.p["vendors.ready_day_sd"] * z
    return np.maximum(np.floor(days + 0.5), 0).astype(np.int64)


def capacity_path(eve: Eve, package_work: Floats) -> tuple[Ints, Ints]:
    """Days on which capacity changes, and teams [vendor, change], at least one each.

    Base teams give the drawn load: planned team-days / (load x days from the mean ready day to the deadline),
    where `package_work` [lot] counts every lot as if it ran on packages: vendors hired for that, so that
    help for legacy systems relieves them instead of shrinking them.
    """
    p, n_vendors = eve.p, len(eve.population.vendor_kind)
    demand = np.bincount(eve.population.lot_vendor, weights=package_work, minlength=n_vendors)
    span = max(p["deadline.day"] - p["vendors.ready_day_mean"], 1.0)
    local = np.where(_is(eve, "regional"), p["vendors.regional_teams_factor"], 1.0)
    base = demand / (loads(eve) * span) * local * (1.0 + p["vendors.pooled_teams_share"])
    net = (
        1.0
        + p["vendors.hiring_per_year"]
        + p["vendors.talent_supply_per_year"]
        - p["vendors.attrition_per_year"]
    )
    days = sorted({0, *quarters().tolist(), *_law_days(eve.scenario)})
    columns = [
        base
        * power(net, max(0.0, day - p["vendors.capacity_from_day"]) / DAYS_PER_YEAR)
        * _free_of_law(eve.scenario, day)
        for day in days
    ]
    teams = np.floor(np.stack(columns, axis=1) + 0.5).astype(np.int64)
    return np.array(days, dtype=np.int64), np.maximum(teams, 1)


def _law_days(scenario: Scenario) -> list[int]:
    days = [day_of(c.from_day) for c in scenario.law_changes.changes]
    days += [day_of(c.to_day) + 1 for c in scenario.law_changes.changes]
    return [day for day in days if 0 <= day <= HORIZON_END]


def _free_of_law(scenario: Scenario, day: int) -> float:
    """Share of the teams that law changes leave on this day."""
    changes = scenario.law_changes.changes
    taken = sum(c.teams_share for c in changes if day_of(c.from_day) <= day <= day_of(c.to_day))
    return max(0.0, 1.0 - taken)


def quarters() -> Ints:
    """First days of the quarters of the horizon."""
    firsts = [f"{year}-{month:02d}-01" for year in range(2018, 2037) for month in (1, 4, 7, 10)]
    days = [day_of(first) for first in firsts if first >= "2018-04-01"]
    return np.array([day for day in days if day <= HORIZON_END], dtype=np.int64)


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
    for pin in eve.scenario.vendors.withdrawn:
        days[pin.vendor - 1] = day_of(pin.day)
    return days


def first_plans(eve: Eve) -> Ints:
    """Day of each vendor's first re-planning, spread over one interval so that they do not march in step."""
    wait = np.floor(eve.of_vendors(Purpose.READY, 1) * eve.p["announcement.replan_days"])
    return np.asarray(eve.p["announcement.first_replanning_day"] + wait, dtype=np.int64)
