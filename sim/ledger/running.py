"""Running cost after cutover: ten items, cloud discount and sizing, hosting, shared SaaS, upkeep."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from sim.elementary import round_yen
from sim.fiscal import DAYS_PER_YEAR, N_YEARS
from sim.kernel import kernel
from sim.ledger.base import Lots
from sim.ledger.hosting import OTHER, SHARED, SINGLE
from sim.ledger.items import DRIVERS, SERVICE, added, new_year_fee, parts
from sim.ledger.lines import (
    CLOUD,
    LAW_AFTER,
    LAW_BEFORE,
    LINE,
    N_ITEMS,
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

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


@kernel
def anniversary(cutover: int, years: int) -> int:
    """Day on which a lot has been live for so many years."""
    return cutover + int(years * DAYS_PER_YEAR + 0.5)


@kernel
def saas_day(lots: Lots, lot: int, cutover: int, terms: Terms) -> int:
    """Day from which the lot runs on shared SaaS; after the horizon where it never does."""
    if lots.saas[lot] == 0:
        return int(terms.starts[N_YEARS])
    return int(max(terms.saas_day, cutover))


@kernel
def post_new(out: Ints, lots: Lots, lot: int, cutover: int, terms: Terms) -> None:
    """Add the new running cost of one lot to `out` [year, line], from its cutover on."""
    # Compiled functions copy tuples of many arrays: take out here what the years and items need.
    table, starts, fees, premium = terms.table, terms.starts, lots.items[lot], lots.premium[lot]
    moved = saas_day(lots, lot, cutover, terms)
    hosting = lots.hosting[lot]
    sharing = lots.sharing[lot] if hosting == SHARED else 1.0
    other = terms.single_factor if hosting == SINGLE else terms.other_factor
    sums, elsewhere = np.empty(4), np.empty(4)
    for year in range(N_YEARS):
        first, last = max(starts[year], cutover), starts[year + 1]
        if last <= first:
            continue
        for item in range(N_ITEMS):
            sums[:] = 0.0
            if item == CLOUD:
                elsewhere[:] = 0.0
                cloud_sums(table, terms.cloud_savings, cutover, first, min(last, moved), sharing, sums)
                cloud_sums(
                    table,
                    terms.cloud_savings,
                    cutover,
                    max(first, moved),
                    last,
                    sharing * terms.saas_fee,
                    sums,
                )
                if hosting == OTHER:  # not in dollars, and without the state's discount
                    added(table, first, min(last, moved), SERVICE, other, elsewhere)
                    added(table, max(first, moved), last, SERVICE, other * terms.saas_fee, elsewhere)
                elif hosting == SINGLE:
                    elsewhere[:] = sums * other
            elif item in (SOFTWARE_LEASE, SOFTWARE_MAINTENANCE):
                later = terms.software_fee * terms.saas_fee
                added(table, first, min(last, moved), DRIVERS[item], terms.software_fee, sums)
                added(table, max(first, moved), last, DRIVERS[item], later, sums)
            else:
                factor = terms.line_fee if item == LINE else 1.0
                added(table, first, last, DRIVERS[item], factor, sums)
            state, vendor, price = parts(fees[item], premium, sums)
            out[year, NEW_STATE + item] += state
            out[year, NEW_VENDOR + item] += vendor
            out[year, NEW_PRICE + item] += price
            if item == CLOUD and hosting != SHARED:
                a, b, c = parts(fees[item], premium, elsewhere)
                out[year, NEW_OWN] += a + b + c - state - vendor - price


@kernel
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


@kernel
def new_rate(lots: Lots, lot: int, day: int, terms: Terms) -> float:
    """Yearly cost [yen] of the new system with the premium open on a day, at base prices."""
    fee, premium = new_year_fee(lots.items[lot]), lots.premium[lot]
    if premium > 1.0:
        return float(fee * (1.0 + (premium - 1.0) * terms.open_level[day]))
    return float(fee * premium)


@kernel
def post_upkeep(out: Ints, lots: Lots, lot: int, cutover: int, terms: Terms) -> None:
    """Add specification revisions to live systems, and law changes before and after cutover."""
    for revision in range(terms.revision_days.size):
        day = terms.revision_days[revision]
        if day >= cutover:
            fee = new_rate(lots, lot, day, terms) * terms.revision_share
            state, total = round_yen(fee), round_yen(fee * terms.labour_level[day])
            out[terms.year_of[day], REVISION_STATE] += state
            out[terms.year_of[day], REVISION_PRICE] += total - state
    for change in range(terms.law_days.size):
        day = terms.law_days[change]
        live = day >= cutover
        fee = new_rate(lots, lot, day, terms) if live else lots.base[lot]
        line = LAW_AFTER if live else LAW_BEFORE
        out[terms.year_of[day], line] += round_yen(fee * terms.law_shares[change] * terms.labour_level[day])
