"""Legacy contracts: terms, renewals, re-leases; what they cost by fiscal year with and without the reform."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from sim.elementary import round_yen
from sim.fiscal import DAYS_PER_YEAR, N_YEARS
from sim.kernel import kernel
from sim.ledger.items import DOLLAR, YEARS, legacy_yen
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

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

MOST_SEGMENTS = 96
SHORTEST_RE_LEASE_DAYS = 365  # old equipment is refreshed once a year at most
FIRST, LAST, BEYOND, REFRESHED, TERM_END = 0, 1, 2, 3, 4


@kernel
def segments(
    stop: int, booked: int, first_end: int, renew_always: bool, terms: Terms, spans: Ints, levels: Floats
) -> int:
    """Number of contract spans up to `stop`; fills `spans` [n, 5] and the price level of each.

    At the end of a term the body renews at the prices of the day, unless the reform is known and its booked
    cutover is near enough to bridge: then the old equipment is re-leased, with extended support, until the
    cutover comes, and refreshed whenever the longest re-lease is over.
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
        near = day >= terms.expected_from and booked - day <= terms.re_lease_days
        bridged = terms.re_lease_days > 0 and (beyond == 1 or near)
        if bridged and not renew_always:
            refreshed, beyond = beyond, 1
            end = day + max(terms.re_lease_days, SHORTEST_RE_LEASE_DAYS)
        else:
            refreshed, beyond, level = 0, 0, terms.legacy_level[day]
            end = day + terms.term_days
    return count


@kernel
def is_lease(item: int) -> bool:
    """Whether an item is a lease, which gets cheaper after its term and leaves a residual."""
    return item in (HARDWARE_LEASE, SOFTWARE_LEASE)


@kernel
def span_sums(
    first: int, last: int, count: int, spans: Ints, levels: Floats, terms: Terms, sums: Floats
) -> None:
    """Fill `sums` over [first, last): years, lease years, both at contract prices, priced years beyond."""
    sums[:] = 0.0
    for s in range(count):
        a, b = max(spans[s, FIRST], first), min(spans[s, LAST], last)
        if b <= a:
            continue
        years = terms.table[b, YEARS] - terms.table[a, YEARS]
        share = terms.re_lease_share if spans[s, BEYOND] == 1 else 1.0
        sums[0] += years
        sums[1] += years * share
        sums[2] += years * levels[s]
        sums[3] += years * share * levels[s]
        if spans[s, BEYOND] == 1:
            sums[4] += years * levels[s]


@kernel
def post_legacy(
    out: Ints, base: float, shares: Floats, stop: int, count: int, spans: Ints, levels: Floats, terms: Terms
) -> None:
    """Add the legacy running cost of one lot to `out` [year, line], until its cutover on day `stop`."""
    sums = np.empty(5)
    for year in range(N_YEARS):
        first, last = terms.starts[year], min(terms.starts[year + 1], stop)
        if last <= first:
            break
        span_sums(first, last, count, spans, levels, terms, sums)
        dollars = terms.table[last, DOLLAR] - terms.table[first, DOLLAR]
        for item in range(N_ITEMS):
            lease = is_lease(item)
            fee = base * shares[item]
            own = round_yen(fee * (sums[1] if lease else sums[0]))
            dollar_fee = base * terms.dollar_share if item == CLOUD else 0.0
            priced = sums[3] if lease else sums[2]
            total = round_yen(legacy_yen(fee, priced, dollar_fee, dollars, sums[0] * terms.dollar_2018))
            out[year, LEGACY_OWN + item] += own
            out[year, LEGACY_PRICE + item] += total - own
        out[year, LEGACY_SUPPORT] += round_yen(base * terms.support_premium * sums[4])
    post_ends(out, base, shares, stop, count, spans, levels, terms)


@kernel
def post_ends(
    out: Ints, base: float, shares: Floats, stop: int, count: int, spans: Ints, levels: Floats, terms: Terms
) -> None:
    """Add refreshes of equipment, and the residual of leases that the cutover ends early."""
    for s in range(count):
        if spans[s, REFRESHED] == 1:
            year = terms.year_of[spans[s, FIRST]]
            out[year, LEGACY_REFRESH] += round_yen(
                base * terms.refresh_share * terms.legacy_level[spans[s, FIRST]]
            )
    final = count - 1
    if final >= 0 and stop < terms.starts[N_YEARS] and spans[final, BEYOND] == 0:
        left = (spans[final, TERM_END] - stop) / DAYS_PER_YEAR
        leases = base * (shares[HARDWARE_LEASE] + shares[SOFTWARE_LEASE]) * levels[final]
        out[terms.year_of[stop], LEGACY_RESIDUAL] += round_yen(leases * left * terms.residual_share)


@kernel
def post_continuation(
    out: Ints, base: float, first_end: int, terms: Terms, spans: Ints, levels: Floats
) -> None:
    """Add to `out` [year, (items, law changes)] the cost without the reform: every contract renewed."""
    end = terms.starts[N_YEARS]
    count = segments(end, end, first_end, True, terms, spans, levels)
    sums = np.empty(5)
    for year in range(N_YEARS):
        first, last = terms.starts[year], terms.starts[year + 1]
        span_sums(first, last, count, spans, levels, terms, sums)
        dollars = terms.table[last, DOLLAR] - terms.table[first, DOLLAR]
        reference = sums[0] * terms.dollar_2018
        out[year, 0] += round_yen(legacy_yen(base, sums[2], base * terms.dollar_share, dollars, reference))
    for change in range(terms.law_days.size):
        day = terms.law_days[change]
        out[terms.year_of[day], 1] += round_yen(base * terms.law_shares[change] * terms.labour_level[day])


@kernel
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
