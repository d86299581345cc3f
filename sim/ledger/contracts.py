"""Legacy contracts: terms, renewals, re-leases; what they cost by fiscal year with and without the reform."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from sim.fiscal import DAYS_PER_YEAR, N_YEARS, NEVER
from sim.kernel import inlined, leaf
from sim.ledger.items import DOLLAR, YEARS, legacy_yen, whole_yen
from sim.ledger.lines import (
    CLOUD,
    HARDWARE_LEASE,
    LEGACY_OWN,
    LEGACY_PRICE,
    LEGACY_REFRESH,
    LEGACY_RESIDUAL,
    LEGACY_SUPPORT,
    N_ITEMS,
    SOFTWARE_LEASE,
)
from sim.ledger.terms import Terms
from sim.ledger.work_space import MOST_SEGMENTS, WorkSpace

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

SHORTEST_RE_LEASE_DAYS = 365  # old equipment is refreshed once a year at most
FIRST, LAST, BEYOND, REFRESHED, TERM_END = 0, 1, 2, 3, 4


@inlined
def segments(
    stop: int, booked: int, first_end: int, expecting: int, terms: Terms, spans: Ints, levels: Floats
) -> int:
    """Number of contract spans up to `stop`; fills `spans` [n, 5] and the price level of each.

    At the end of a term the body renews at the prices of the day, unless it expects the cutover (from day
    `expecting` on) and has booked it near enough to bridge: then old equipment is re-leased, with extended
    support, until the cutover comes, and refreshed whenever the longest re-lease is over.
    """
    day, end, level, beyond, refreshed, count = 0, first_end, 1.0, 0, 0, 0
    while day < stop and count < MOST_SEGMENTS:
        spans[count, FIRST], spans[count, LAST] = day, min(end, stop)
        spans[count, BEYOND], spans[count, REFRESHED], spans[count, TERM_END] = beyond, refreshed, end
        levels[count] = level
        count += 1
        if end >= stop:
            break
        day = end
        near = day >= expecting and booked - day <= terms.re_lease_days
        if terms.re_lease_days > 0 and (beyond == 1 or near):
            refreshed, beyond = beyond, 1
            end = day + max(terms.re_lease_days, SHORTEST_RE_LEASE_DAYS)
        else:
            refreshed, beyond, level = 0, 0, terms.legacy_level[day]
            end = day + terms.term_days
    return count


@leaf
def is_lease(item: int) -> bool:
    """Whether an item is a lease, which gets cheaper after its term and leaves a residual."""
    return item in (HARDWARE_LEASE, SOFTWARE_LEASE)


@inlined
def span_sums(
    first: int, last: int, start: int, count: int, spans: Ints, levels: Floats, terms: Terms, sums: Floats
) -> int:
    """Fill `sums` over [first, last): years, lease years, both at contract prices, priced years beyond.

    Spans before `start` have ended by `first`; the next time, from `last` on, starts at what comes back.
    """
    table, re_lease_share = terms.table, terms.re_lease_share
    years, lease_years, priced, lease_priced, beyond = 0.0, 0.0, 0.0, 0.0, 0.0
    s = start
    while s < count and spans[s, FIRST] < last:
        a, b = max(spans[s, FIRST], first), min(spans[s, LAST], last)
        if b > a:
            span = table[b, YEARS] - table[a, YEARS]
            share = re_lease_share if spans[s, BEYOND] == 1 else 1.0
            years += span
            lease_years += span * share
            priced += span * levels[s]
            lease_priced += span * share * levels[s]
            if spans[s, BEYOND] == 1:
                beyond += span * levels[s]
        s += 1
    sums[0], sums[1], sums[2], sums[3], sums[4] = years, lease_years, priced, lease_priced, beyond
    return s - 1 if s > start and spans[s - 1, LAST] > last else s


@inlined
def post_legacy(
    out: Floats, base: float, shares: Floats, stop: int, count: int, work: WorkSpace, terms: Terms
) -> None:
    """Add the legacy running cost of one lot to `out` [year, line], until its cutover on day `stop`."""
    sums, start = work.legacy, 0
    for year in range(N_YEARS):
        first, last = terms.starts[year], min(terms.starts[year + 1], stop)
        if last <= first:
            break
        start = span_sums(first, last, start, count, work.spans, work.levels, terms, sums)
        for item in range(N_ITEMS):
            work.years[item] = sums[1] if is_lease(item) else sums[0]
            work.priced_years[item] = sums[3] if is_lease(item) else sums[2]
        for item in range(shares.size - 1):
            fee = base * shares[item]
            own = whole_yen(fee * work.years[item])
            out[year, LEGACY_OWN + item] += own
            out[year, LEGACY_PRICE + item] += whole_yen(fee * work.priced_years[item]) - own
        fee = base * shares[CLOUD]
        own = whole_yen(fee * sums[0])
        dollars = terms.table[last, DOLLAR] - terms.table[first, DOLLAR]
        reference = sums[0] * terms.dollar_2018
        total = whole_yen(legacy_yen(fee, sums[2], base * terms.dollar_share, dollars, reference))
        out[year, LEGACY_OWN + CLOUD] += own
        out[year, LEGACY_PRICE + CLOUD] += total - own
        out[year, LEGACY_SUPPORT] += whole_yen(base * terms.support_premium * sums[4])
    post_ends(out, base, shares, stop, count, work, terms)


@inlined
def post_ends(
    out: Floats, base: float, shares: Floats, stop: int, count: int, work: WorkSpace, terms: Terms
) -> None:
    """Add refreshes of equipment, and the residual of leases that the cutover ends early."""
    spans, levels = work.spans, work.levels
    for s in range(count):
        if spans[s, REFRESHED] == 1:
            year = terms.year_of[spans[s, FIRST]]
            out[year, LEGACY_REFRESH] += whole_yen(
                base * terms.refresh_share * terms.legacy_level[spans[s, FIRST]]
            )
    final = count - 1
    if final >= 0 and stop < terms.starts[N_YEARS] and spans[final, BEYOND] == 0:
        left = (spans[final, TERM_END] - stop) / DAYS_PER_YEAR
        leases = base * (shares[HARDWARE_LEASE] + shares[SOFTWARE_LEASE]) * levels[final]
        out[terms.year_of[stop], LEGACY_RESIDUAL] += whole_yen(leases * left * terms.residual_share)


@leaf
def fill_renewed(terms: Terms, work: WorkSpace, renewed: Floats) -> None:
    """Fill the integrals [end of the first contract, year, 2] where every contract is renewed at its end."""
    horizon, sums = terms.starts[N_YEARS], work.legacy
    for first_end in range(1, renewed.shape[0]):
        count, start = segments(horizon, horizon, first_end, NEVER, terms, work.spans, work.levels), 0
        for year in range(N_YEARS):
            first, last = terms.starts[year], terms.starts[year + 1]
            start = span_sums(first, last, start, count, work.spans, work.levels, terms, sums)
            renewed[first_end, year, 0], renewed[first_end, year, 1] = sums[0], sums[2]


@inlined
def post_continuation(out: Floats, base: float, renewed: Floats, terms: Terms) -> None:
    """Add to `out` [year, (ten items, law changes)] the cost without the reform: every contract `renewed`."""
    for year in range(N_YEARS):
        first, last = terms.starts[year], terms.starts[year + 1]
        dollars = terms.table[last, DOLLAR] - terms.table[first, DOLLAR]
        reference = renewed[year, 0] * terms.dollar_2018
        yen = legacy_yen(base, renewed[year, 1], base * terms.dollar_share, dollars, reference)
        out[year, 0] += whole_yen(yen)
    for change in range(terms.law_days.size):
        year, labour = terms.year_of[terms.law_days[change]], terms.laws[change, 0]
        out[year, 1] += whole_yen(base * terms.law_shares[change] * labour)


@inlined
def yearly_rate(
    day: int, base: float, shares: Floats, count: int, spans: Ints, levels: Floats, terms: Terms
) -> float:
    """Legacy running cost [yen per year] at the conditions of one day."""
    for s in range(count):
        if spans[s, FIRST] <= day < spans[s, LAST]:
            if spans[s, BEYOND] == 0:
                return float(base * levels[s])
            leases = shares[HARDWARE_LEASE] + shares[SOFTWARE_LEASE]
            extended = 1.0 - leases * (1.0 - terms.re_lease_share) + terms.support_premium
            return float(base * levels[s] * extended)
    return 0.0
