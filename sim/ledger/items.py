"""What one item costs over a time: the formulas that the ledger and the pilot table share."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from sim.kernel import inlined, kernel, leaf
from sim.ledger.lines import N_ITEMS

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

# Columns of the table of daily sums; column + OPENED holds the same, weighted with the open premium.
YEARS, LABOUR, SERVICE, GOODS, NETWORK, DOLLAR = 0, 1, 2, 3, 4, 5
OPENED = 6
N_COLUMNS = 12
N_SUMS = 4  # integrals over a time: years, open years, price index, open price index
# Price driver of each of the ten items.
DRIVERS = (LABOUR, LABOUR, LABOUR, GOODS, SERVICE, LABOUR, LABOUR, SERVICE, NETWORK, DOLLAR)


@kernel
def legacy_yen(
    fee: float, indexed_years: float, dollar_fee: float, dollar_years: float, reference_years: float
) -> float:
    """Cost [yen] of a legacy item: its yearly fee over indexed years, and a part that follows the dollar.

    `dollar_fee`: yen a year that the dollar part costs at the pilot's rate; `dollar_years`: integral of
    rate / pilot's rate; `reference_years`: the same integral at the rate that the fee already holds.
    """
    return fee * indexed_years + dollar_fee * (dollar_years - reference_years)


@kernel
def new_yen(fee: float, premium: float, plain: float, opened: float) -> float:
    """Cost [yen] of a new item: recommended configuration, times the premium as far as it is still open.

    `plain`, `opened`: integrals of the price index, and of index x open share of the premium. A premium
    below 1 is a price below the recommended one: it does not close.
    """
    if premium > 1.0:
        return fee * (plain + (premium - 1.0) * opened)
    return fee * premium * plain


@inlined
def whole_yen(x: float) -> float:
    """Whole yen nearest to x, half a yen upwards, as `round_yen` gives it but held in a float.

    The ledger is summed in floats that are whole numbers: below 2**53 (nine thousand trillion yen) such sums
    are exact, and rounding in this form is several times faster.
    """
    return float(np.floor(x + 0.5))


@inlined
def added(table: Floats, first: int, last: int, driver: int, factor: float, sums: Floats) -> None:
    """Add to `sums` the integrals over [first, last): years, open years, index, open index; x `factor`."""
    if last > first:
        sums[0] += factor * (table[last, YEARS] - table[first, YEARS])
        sums[1] += factor * (table[last, OPENED] - table[first, OPENED])
        sums[2] += factor * (table[last, driver] - table[first, driver])
        sums[3] += factor * (table[last, OPENED + driver] - table[first, OPENED + driver])


@inlined
def parts(
    fee: float, premium: float, years: float, open_years: float, plain: float, opened: float
) -> tuple[float, float, float]:
    """Whole yen that state rule, vendor's premium and prices cause; they sum to the rounded total.

    The four integrals are those of `added`: years, open years, index, open index.
    """
    total = whole_yen(new_yen(fee, premium, plain, opened))
    state = whole_yen(fee * years)
    vendor = whole_yen(new_yen(fee, premium, years, open_years)) - state
    return state, vendor, total - state - vendor


@leaf
def new_year_fee(items: Floats, lot: int) -> float:
    """Yearly cost [yen] of a lot's recommended configuration at base prices."""
    total = 0.0
    for item in range(N_ITEMS):
        total += items[lot, item]
    return total
