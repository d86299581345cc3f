"""Running cost after cutover: ten items, cloud discount and sizing, hosting, shared SaaS, upkeep."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from sim.fiscal import DAYS_PER_YEAR, N_YEARS
from sim.kernel import inlined, kernel, leaf
from sim.ledger.base import Lots
from sim.ledger.hosting import OTHER, SHARED
from sim.ledger.items import DRIVERS, N_SUMS, SERVICE, added, new_year_fee, new_yen, parts, whole_yen
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
from sim.ledger.terms import N_DAYS, Terms
from sim.ledger.work_space import NO_SLOT, OTHER_CLOUD, Common, WorkSpace

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


@leaf
def anniversary(cutover: int, years: int) -> int:
    """Day on which a lot has been live for so many years."""
    return cutover + int(years * DAYS_PER_YEAR + 0.5)


@leaf
def saas_day(saas: int, cutover: int, terms: Terms) -> int:
    """Day from which a lot runs on shared SaaS; after the horizon where it never does."""
    if saas == 0:
        return int(terms.starts[N_YEARS])
    return int(max(terms.saas_day, cutover))


@inlined
def post_new(
    out: Floats, lots: Lots, lot: int, cutover: int, work: WorkSpace, common: Common, terms: Terms
) -> None:
    """Add the new running cost of one lot to `out` [year, line], from its cutover on."""
    if cutover >= terms.starts[N_YEARS]:
        return
    premium, fees = lots.premium[lot], work.fees
    for item in range(N_ITEMS):
        fees[item] = lots.items[lot, item]
    hosting = lots.hosting[lot]
    if hosting == SHARED:
        fees[CLOUD] *= lots.sharing[lot]
    priced = common.priced[common.slots[lots.saas[lot], cutover]]
    for year in range(terms.year_of[cutover], N_YEARS):
        years, open_years, plain, opened = priced[year]
        for item in range(fees.size):  # a number known beforehand would be unrolled, not done at once
            state, vendor, price = parts(
                fees[item], premium, years[item], open_years[item], plain[item], opened[item]
            )
            out[year, NEW_STATE + item] += state
            out[year, NEW_VENDOR + item] += vendor
            out[year, NEW_PRICE + item] += price
        if hosting != SHARED:
            elsewhere = OTHER_CLOUD if hosting == OTHER else CLOUD
            fee = fees[CLOUD] * (1.0 if hosting == OTHER else terms.single_factor)
            here = whole_yen(new_yen(fees[CLOUD], premium, plain[CLOUD], opened[CLOUD]))
            there = whole_yen(new_yen(fee, premium, plain[elsewhere], opened[elsewhere]))
            out[year, NEW_OWN] += there - here


@kernel
def since_cutovers(saas: Ints, cutover: Ints, terms: Terms) -> tuple[Ints, Floats]:
    """Slots [moves to shared SaaS or not, day] of the different cutovers, and the integrals since each."""
    slots, count = np.full((2, N_DAYS), NO_SLOT), 0
    for lot in range(cutover.size):
        if cutover[lot] < N_DAYS and slots[saas[lot], cutover[lot]] == NO_SLOT:
            slots[saas[lot], cutover[lot]] = count
            count += 1
    priced = np.zeros((count, N_YEARS, N_SUMS, N_ITEMS + 1))
    fill_priced(terms, slots, priced)
    return slots, priced


@leaf
def fill_priced(terms: Terms, slots: Ints, priced: Floats) -> None:
    """Add to `priced` [slot, year, 4, item] the integrals from each numbered cutover on."""
    for saas in range(slots.shape[0]):
        for day in range(slots.shape[1]):
            if slots[saas, day] != NO_SLOT:
                moved = saas_day(saas, day, terms)
                for year in range(terms.year_of[day], N_YEARS):
                    first, last = max(terms.starts[year], day), terms.starts[year + 1]
                    fill_year(terms, day, first, last, moved, priced[slots[saas, day], year])


@leaf
def fill_year(terms: Terms, cutover: int, first: int, last: int, moved: int, sums: Floats) -> None:
    """Add to `sums` [4, item] the integrals of all items over [first, last).

    Software and cloud cost less from the move to shared SaaS on day `moved` on. OTHER_CLOUD is the cloud of
    those hosted elsewhere: not in dollars, and without the state's discount.
    """
    table, cheaper = terms.table, terms.saas_fee
    before, after = min(last, moved), max(first, moved)
    for item in range(CLOUD):
        column = sums[:, item]
        if item in (SOFTWARE_LEASE, SOFTWARE_MAINTENANCE):
            added(table, first, before, DRIVERS[item], terms.software_fee, column)
            added(table, after, last, DRIVERS[item], terms.software_fee * cheaper, column)
        else:
            added(table, first, last, DRIVERS[item], terms.line_fee if item == LINE else 1.0, column)
    cloud_sums(table, terms.cloud_savings, cutover, first, before, 1.0, sums[:, CLOUD])
    cloud_sums(table, terms.cloud_savings, cutover, after, last, cheaper, sums[:, CLOUD])
    added(table, first, before, SERVICE, terms.other_factor, sums[:, OTHER_CLOUD])
    added(table, after, last, SERVICE, terms.other_factor * cheaper, sums[:, OTHER_CLOUD])


@leaf
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
