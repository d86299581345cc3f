"""Sorting in place for compiled functions that create no array."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from sim.kernel import leaf

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]


@leaf
def sort_few(values: Ints, n: int) -> None:
    """Sort the first n values by insertion: quick when there are few or they are nearly in order."""
    for k in range(1, n):
        value, at = values[k], k
        while at > 0 and values[at - 1] > value:
            values[at] = values[at - 1]
            at -= 1
        values[at] = value


@leaf
def sort_many(values: Ints, n: int) -> None:
    """Sort the first n values with ever smaller gaps (Shell)."""
    gap = n // 2
    while gap > 0:
        for k in range(gap, n):
            value, at = values[k], k
            while at >= gap and values[at - gap] > value:
                values[at] = values[at - gap]
                at -= gap
            values[at] = value
        gap //= 2


@leaf
def rank(order: Ints, n: int, first: Ints, second: Floats) -> None:
    """Fill `order` with 0 .. n-1 ranked by `first`, then by `second`, then by number."""
    for k in range(n):
        order[k] = k
    gap = n // 2
    while gap > 0:
        for k in range(gap, n):
            value, at = order[k], k
            while at >= gap and _after(order[at - gap], value, first, second):
                order[at] = order[at - gap]
                at -= gap
            order[at] = value
        gap //= 2


@leaf
def _after(a: int, b: int, first: Ints, second: Floats) -> bool:
    if first[a] != first[b]:
        return bool(first[a] > first[b])
    if second[a] != second[b]:
        return bool(second[a] > second[b])
    return a > b
