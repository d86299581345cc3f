"""Consumption tax by date: 8 % until 30 September 2019, then 10 %."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from sim.facts import Facts
from sim.fiscal import YEAR_STARTS

Ints = NDArray[np.int64]


def permille_by_year(facts: Facts) -> Ints:
    """Tax in thousandths by fiscal year: the mean over its days (90 in FY2019, half 8 % and half 10 %)."""
    days = np.arange(YEAR_STARTS[-1])
    first = np.array([day for day, _ in facts.tax])
    permille = np.array([int(rate * 1000.0 + 0.5) for _, rate in facts.tax])
    daily = permille[np.maximum(np.searchsorted(first, days, side="right") - 1, 0)]
    total, length = np.add.reduceat(daily, YEAR_STARTS[:-1]), np.diff(YEAR_STARTS)
    return np.asarray((2 * total + length) // (2 * length), dtype=np.int64)
