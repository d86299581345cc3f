"""What one item costs over a time: the formulas that the ledger and the pilot table share."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from sim.elementary import round_yen
from sim.kernel import kernel
from sim.ledger.lines import N_ITEMS

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

# Columns of the table of daily sums; column + OPENED holds the same, weighted with the open premium.
YEARS, LABOUR, SERVICE, GOODS, NETWORK, DOLLAR = 0, 1, 2, 3, 4, 5
OPENED = 6
N_COLUMNS = 12
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


@kernel
def added(table: Floats, first: int, last: int, driver: int, factor: float, sums: Floats) -> None:
    """Add to `sums` the integrals over [first, last): years, open years, index, open index; x `factor`."""
    if last > first:
        sums[0] += factor * (table[last, YEARS] - table[first, YEARS])
        sums[1] += factor * (table[last, OPENED] - table[first, OPENED])
        sums[2] += factor * (table[last, driver] - table[first, driver])
        sums[3] += factor * (table[last, OPENED + driver] - table[first, OPENED + driver])


@kernel
def parts(fee: float, premium: float, sums: Floats) -> tuple[int, int, int]:
    """Whole yen that state rule, vendor's premium and prices cause; they sum to the rounded total."""
    total = round_yen(new_yen(fee, premium, sums[2], sums[3]))
    state = round_yen(fee * sums[0])
    vendor = round_yen(new_yen(fee, premium, sums[0], sums[1])) - state
    return state, vendor, total - state - vendor


@kernel
def new_year_fee(items: Floats) -> float:
    """Yearly cost [yen] of the recommended configuration at base prices."""
    total = 0.0
    for item in range(N_ITEMS):
        total += items[item]
    return total
