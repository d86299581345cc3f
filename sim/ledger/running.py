"""Running cost after cutover: ten items, cloud discount and sizing, hosting, shared SaaS, upkeep."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from sim.fiscal import DAYS_PER_YEAR, N_YEARS
from sim.kernel import inlined, leaf
from sim.ledger.base import Lots
from sim.ledger.hosting import OTHER, SHARED
from sim.ledger.items import DRIVERS, N_SUMS, SERVICE, added, new_year_fee, parts, whole_yen
from sim.ledger.lines import (
    CLOUD,
    LAW_AFTER,
    LAW_BEFORE,
    LINE,
    NEW_OWN,
    NEW_PRICE,
    NEW_STATE,
    NEW_VENDOR,
    REVISION_PRICE,
    REVISION_STATE,
    SOFTWARE_LEASE,
    SOFTWARE_MAINTENANCE,
)
from sim.ledger.terms import Terms
from sim.ledger.work import Work

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


@leaf
def anniversary(cutover: int, years: int) -> int:
    """Day on which a lot has been live for so many years."""
    return cutover + int(years * DAYS_PER_YEAR + 0.5)


@inlined
def saas_day(lots: Lots, lot: int, cutover: int, terms: Terms) -> int:
    """Day from which the lot runs on shared SaaS; after the horizon where it never does."""
    if lots.saas[lot] == 0:
        return int(terms.starts[N_YEARS])
    return int(max(terms.saas_day, cutover))


@inlined
def post_new(out: Floats, lots: Lots, lot: int, cutover: int, work: Work, terms: Terms) -> None:
    """Add the new running cost of one lot to `out` [year, line], from its cutover on."""
    moved = saas_day(lots, lot, cutover, terms)
    premium = lots.premium[lot]
    for year in range(N_YEARS):
        first, last = max(terms.starts[year], cutover), terms.starts[year + 1]
        if last <= first:
            continue
        whole = first == terms.starts[year] and not first < moved < last
        sums = work.full_years[int(moved <= first), year] if whole else work.part_year
        if not whole:
            part_year(terms, first, last, moved, sums)
        for item in range(CLOUD):
            state, vendor, price = parts(
                lots.items[lot, item],
                premium,
                sums[0, item],
                sums[1, item],
                sums[2, item],
                sums[3, item],
            )
            out[year, NEW_STATE + item] += state
            out[year, NEW_VENDOR + item] += vendor
            out[year, NEW_PRICE + item] += price
        post_cloud(out, lots, lot, cutover, year, first, last, moved, work, terms)


@inlined
def part_year(terms: Terms, first: int, last: int, moved: int, sums: Floats) -> None:
    """Fill `sums` [4, item] with the integrals of all items but cloud over [first, last).

    Software costs less from the move to shared SaaS on day `moved` on.
    """
    table = terms.table
    for item in range(CLOUD):
        column = sums[:, item]
        column[:] = 0.0
        if item in (SOFTWARE_LEASE, SOFTWARE_MAINTENANCE):
            later = terms.software_fee * terms.saas_fee
            added(table, first, min(last, moved), DRIVERS[item], terms.software_fee, column)
            added(table, max(first, moved), last, DRIVERS[item], later, column)
        else:
            factor = terms.line_fee if item == LINE else 1.0
            added(table, first, last, DRIVERS[item], factor, column)


@leaf
def fill_full_years(terms: Terms, work: Work) -> None:
    """Fill the integrals of all items but cloud over whole years, before and after the move to SaaS."""
    for year in range(N_YEARS):
        first, last = terms.starts[year], terms.starts[year + 1]
        part_year(terms, first, last, last, work.full_years[0, year])
        part_year(terms, first, last, first, work.full_years[1, year])


@inlined
def post_cloud(
    out: Floats,
    lots: Lots,
    lot: int,
    cutover: int,
    year: int,
    first: int,
    last: int,
    moved: int,
    work: Work,
    terms: Terms,
) -> None:
    """Add the cloud of one lot and year; what another hosting costs more is the body's own decision."""
    sums, elsewhere = work.cloud, work.elsewhere
    table, savings, hosting = terms.table, terms.cloud_savings, lots.hosting[lot]
    sharing = lots.sharing[lot] if hosting == SHARED else 1.0
    fee, premium = lots.items[lot, CLOUD], lots.premium[lot]
    sums[:] = 0.0
    cloud_sums(table, savings, cutover, first, min(last, moved), sharing, sums)
    cloud_sums(table, savings, cutover, max(first, moved), last, sharing * terms.saas_fee, sums)
    state, vendor, price = parts(fee, premium, sums[0], sums[1], sums[2], sums[3])
    out[year, NEW_STATE + CLOUD] += state
    out[year, NEW_VENDOR + CLOUD] += vendor
    out[year, NEW_PRICE + CLOUD] += price
    if hosting == SHARED:
        return
    if hosting == OTHER:  # not in dollars, and without the state's discount
        elsewhere[:] = 0.0
        added(table, first, min(last, moved), SERVICE, terms.other_factor, elsewhere)
        added(table, max(first, moved), last, SERVICE, terms.other_factor * terms.saas_fee, elsewhere)
    else:
        for part in range(N_SUMS):
            elsewhere[part] = sums[part] * terms.single_factor
    a, b, c = parts(fee, premium, elsewhere[0], elsewhere[1], elsewhere[2], elsewhere[3])
    out[year, NEW_OWN] += a + b + c - state - vendor - price


@inlined
def cloud_sums(
    table: Floats, savings: Floats, cutover: int, first: int, last: int, factor: float, sums: Floats
) -> None:
    """Add integrals of the cloud fee over [first, last), piece by piece between anniversaries."""
    years = int((first - cutover) / DAYS_PER_YEAR)
    while anniversary(cutover, years + 1) <= first:
        years += 1
    day = first
    while day < last:
        end = min(last, anniversary(cutover, years + 1))
        added(table, day, end, DRIVERS[CLOUD], factor * savings[years], sums)
        day = end
        years += 1


@leaf
def open_rate(fee: float, premium: float, opened: float) -> float:
    """Yearly cost [yen] of a new system at base prices with so much of its premium still open."""
    if premium > 1.0:
        return fee * (1.0 + (premium - 1.0) * opened)
    return fee * premium


@inlined
def post_upkeep(out: Floats, lots: Lots, lot: int, cutover: int, terms: Terms) -> None:
    """Add specification revisions to live systems, and law changes before and after cutover."""
    new_fee, premium = new_year_fee(lots.items, lot), lots.premium[lot]
    for revision in range(terms.revision_days.size):
        day, labour = terms.revision_days[revision], terms.revisions[revision, 0]
        if day >= cutover:
            fee = open_rate(new_fee, premium, terms.revisions[revision, 1]) * terms.revision_share
            state, total = whole_yen(fee), whole_yen(fee * labour)
            out[terms.year_of[day], REVISION_STATE] += state
            out[terms.year_of[day], REVISION_PRICE] += total - state
    for change in range(terms.law_days.size):
        day, labour = terms.law_days[change], terms.laws[change, 0]
        live = day >= cutover
        fee = open_rate(new_fee, premium, terms.laws[change, 1]) if live else lots.base[lot]
        line = LAW_AFTER if live else LAW_BEFORE
        out[terms.year_of[day], line] += whole_yen(fee * terms.law_shares[change] * labour)
