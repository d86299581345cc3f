"""Around the cutover: parallel operation, fees paid while idle, migration work and what is eligible of it."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from sim.elementary import round_yen
from sim.fiscal import N_YEARS
from sim.kernel import inlined
from sim.ledger.base import Lots
from sim.ledger.hosting import OTHER, SHARED
from sim.ledger.items import DOLLAR, LABOUR, NETWORK, SERVICE, added, new_yen, whole_yen
from sim.ledger.lines import (
    CLOUD,
    DUAL_CLOUD,
    DUAL_LINE,
    DUAL_PARALLEL,
    LINE,
    MIGRATION_ADDON,
    MIGRATION_DEFERRED,
    MIGRATION_EXTRACTION,
    MIGRATION_LEGACY,
    MIGRATION_OVERRUN,
    MIGRATION_PERIPHERAL,
    MIGRATION_PRICE,
    MIGRATION_SAAS,
    MIGRATION_SCARCITY,
    MIGRATION_WORK,
)
from sim.ledger.terms import Terms
from sim.ledger.work_space import WorkSpace

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

LIMIT, SCHEDULED, CARRIED = 0, 1, 2
COMMITMENTS = ("limit", "scheduled", "carried_over")
MIGRATION_CLAIM, SAAS_ELIGIBLE = 0, 1


@inlined
def post_dual(out: Floats, lots: Lots, lot: int, cutover: int, work: WorkSpace, terms: Terms) -> None:
    """Add parallel operation before the cutover, and lines and cloud that wait for a cutover that slipped."""
    end = min(cutover, terms.starts[N_YEARS])
    begun = min(max(lots.start[lot], 0), end)
    waiting = max(lots.booked[lot], begun)
    parallel = max(begun, cutover - terms.dual_days) if cutover < terms.starts[N_YEARS] else end
    table, sums = terms.table, work.sums
    line_fee, cloud_fee = terms.idle_share * terms.line_fee, terms.idle_share * terms.cloud_savings[0]
    hosting, cloud_driver = lots.hosting[lot], DOLLAR
    if hosting == SHARED:
        cloud_fee *= lots.sharing[lot]
    elif hosting == OTHER:  # not in dollars, and without the state's discount
        cloud_fee, cloud_driver = terms.idle_share * terms.other_factor, SERVICE
    else:
        cloud_fee *= terms.single_factor
    for year in range(terms.year_of[min(parallel, waiting, end)], N_YEARS):
        first, last = terms.starts[year], min(terms.starts[year + 1], end)
        if last <= first:
            break
        if last > parallel:
            sums[:] = 0.0
            added(table, max(first, parallel), last, LABOUR, terms.dual_share, sums)
            out[year, DUAL_PARALLEL] += whole_yen(lots.base[lot] * sums[2])
        if last > waiting:
            since = max(first, waiting)
            line = idle_yen(table, since, last, NETWORK, line_fee, lots, lot, LINE, sums)
            cloud = idle_yen(table, since, last, cloud_driver, cloud_fee, lots, lot, CLOUD, sums)
            out[year, DUAL_LINE] += line
            out[year, DUAL_CLOUD] += cloud


@inlined
def idle_yen(
    table: Floats,
    first: int,
    last: int,
    driver: int,
    factor: float,
    lots: Lots,
    lot: int,
    item: int,
    sums: Floats,
) -> float:
    """Whole yen of an item of the new system over [first, last), while it waits for its cutover."""
    sums[:] = 0.0
    added(table, first, last, driver, factor, sums)
    return whole_yen(new_yen(lots.items[lot, item], lots.premium[lot], sums[2], sums[3]))


@inlined
def price_ratio(lots: Lots, lot: int, terms: Terms) -> float:
    """Unit price of work on the day of the contract, over that of the anchor's day."""
    day = min(max(lots.contract[lot], 0), terms.labour_level.size - 1)
    return float(terms.labour_level[day] / terms.labour_level[terms.anchor_day])


@inlined
def subsidy_rate(year: int, designated: int, terms: Terms) -> float:
    """Rate of support for migration accepted in a year: ordinary years, then designated systems."""
    if year < terms.first_supported:
        return 0.0
    if year <= terms.last_supported:
        return terms.migration_rate
    return terms.designated_rate if designated == 1 and year <= terms.last_designated else 0.0


@inlined
def eligible_base(work: float, extra: float, terms: Terms) -> float:
    """Work [yen] that support recognises: of the extra for a legacy system only what is eligible."""
    return work + extra * terms.legacy_eligible


@inlined
def planned_yen(lots: Lots, lot: int, terms: Terms) -> int:
    """Contract sum [yen] of the migration, before overrun: what the commitment is made for."""
    work = lots.migration[lot]
    extra = work * terms.legacy_extra * lots.legacy[lot]
    share = 1.0 + terms.scarcity * lots.queue[lot]
    beside = terms.extraction + terms.peripheral + terms.addon
    return round_yen((work + extra) * price_ratio(lots, lot, terms) * share + work * beside)


@inlined
def cap_base(lots: Lots, lot: int, terms: Terms) -> float:
    """Eligible cost [yen] that the survey before the cap foresaw for the lot: no mark-up, no overrun."""
    work = lots.migration[lot]
    beside = (
        terms.extraction + terms.peripheral * terms.peripheral_eligible + terms.addon * terms.addon_eligible
    )
    extra = work * terms.legacy_extra * lots.legacy[lot]
    return float(eligible_base(work, extra, terms) + work * beside)


@inlined
def post_migration(out: Floats, claims: Ints, lots: Lots, lot: int, cutover: int, terms: Terms) -> None:
    """Add the migration of one lot, accepted at its cutover, to `out` [year, line] and `claims` [year, 2]."""
    if cutover >= terms.starts[N_YEARS]:
        return
    year = terms.year_of[max(cutover, 0)]
    work = lots.migration[lot]
    extra = work * terms.legacy_extra * lots.legacy[lot]
    ratio = price_ratio(lots, lot, terms)
    whole = round_yen(work)
    legacy = round_yen(extra)
    price = round_yen((work + extra) * ratio) - whole - legacy
    scarcity = round_yen((work + extra) * ratio * terms.scarcity * lots.queue[lot])
    overrun = round_yen((work + extra) * ratio * terms.overrun * lots.overrun[lot])
    extraction = round_yen(work * terms.extraction)
    peripheral = round_yen(work * terms.peripheral)
    addon = round_yen(work * terms.addon)
    out[year, MIGRATION_WORK] += whole
    out[year, MIGRATION_LEGACY] += legacy
    out[year, MIGRATION_PRICE] += price
    out[year, MIGRATION_SCARCITY] += scarcity
    out[year, MIGRATION_OVERRUN] += overrun
    out[year, MIGRATION_EXTRACTION] += extraction
    out[year, MIGRATION_PERIPHERAL] += peripheral
    out[year, MIGRATION_ADDON] += addon
    recognised = eligible_base(work, extra, terms) / (work + extra) if work > 0.0 else 0.0
    eligible = (whole + legacy + price + scarcity + overrun) * recognised + extraction
    eligible += peripheral * terms.peripheral_eligible + addon * terms.addon_eligible
    claims[year, MIGRATION_CLAIM] += round_yen(eligible * subsidy_rate(year, lots.designated[lot], terms))
    post_later(out, claims, lots, lot, cutover, ratio, terms)


@inlined
def post_later(
    out: Floats, claims: Ints, lots: Lots, lot: int, cutover: int, ratio: float, terms: Terms
) -> None:
    """Add what follows the cutover: functions put off, and the move of a live system to shared SaaS."""
    work = lots.migration[lot] * ratio
    if lots.deferred[lot] == 1:
        year = terms.year_of[min(max(terms.functions_due, cutover), terms.starts[N_YEARS] - 1)]
        later = round_yen(work * terms.deferred)
        out[year, MIGRATION_DEFERRED] += later
        rate = subsidy_rate(year, lots.designated[lot], terms)
        claims[year, MIGRATION_CLAIM] += round_yen(later * rate)
    if lots.saas[lot] == 1 and cutover < terms.saas_day < terms.starts[N_YEARS]:
        year = terms.year_of[terms.saas_day]
        move = round_yen(work * terms.saas_migration)
        out[year, MIGRATION_SAAS] += move
        claims[year, SAAS_ELIGIBLE] += move


@inlined
def post_commitment(commitments: Ints, lots: Lots, lot: int, cutover: int, terms: Terms) -> None:
    """Add to [year, 3] a contract's commitment beyond its year, its schedule, what a slip carries over."""
    contract, booked, end = lots.contract[lot], lots.booked[lot], terms.starts[N_YEARS]
    if contract < 0 or contract >= end or booked < 0 or booked >= end:
        return
    planned = planned_yen(lots, lot, terms)
    signed, due = terms.year_of[contract], terms.year_of[booked]
    if signed < due:
        commitments[signed, LIMIT] += planned
    commitments[max(signed, due), SCHEDULED] += planned
    if cutover >= end or terms.year_of[cutover] > max(signed, due):
        commitments[max(signed, due), CARRIED] += planned
