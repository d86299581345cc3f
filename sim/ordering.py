"""Sorting in place for compiled functions that create no array."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from sim.kernel import leaf

Ints = NDArray[np.int64]


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
def sort_by(order: Ints, n: int, first: NDArray[Any], second: NDArray[Any]) -> None:
    """Sort the first n numbers in `order` by `first` and then `second` of that number, then by the number.

    By insertion, each at a place found by halving: what is in order already costs one comparison. An index
    that cannot be negative (uint64) spares the code that would count from the end.
    """
    for k in range(1, n):
        number = order[k]
        if not _after(order[k - 1], number, first, second):
            continue
        low, high = 0, k - 1
        while low < high:
            middle = (low + high) >> 1
            if _after(order[np.uint64(middle)], number, first, second):
                high = middle
            else:
                low = middle + 1
        for at in range(k, low, -1):
            order[np.uint64(at)] = order[np.uint64(at - 1)]
        order[np.uint64(low)] = number


@leaf
def _after(one: int, other: int, first: NDArray[Any], second: NDArray[Any]) -> bool:
    a, b = np.uint64(one), np.uint64(other)
    if first[a] != first[b]:
        return bool(first[a] > first[b])
    if second[a] != second[b]:
        return bool(second[a] > second[b])
    return one > other
