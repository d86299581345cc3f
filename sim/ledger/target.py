"""The target, written once: running cost 30 % below what it is compared with.

Yen are whole, as numbers or as arrays of one shape; a comparator of 0 means that there is none.
"""

from __future__ import annotations

from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]
Yen = TypeVar("Yen", int, Ints)

_SHARE, _OF = 7, 10
TARGET = _SHARE / _OF
"""Running cost at the target over its comparator."""


def target_yen(base: Yen) -> Yen:
    """Seven tenths of the comparator in whole yen: the greatest cost that is at the target."""
    return base * _SHARE // _OF


def shortfall(cost: Yen, base: Yen) -> Yen:
    """Yen of cost above the target; negative below it, the whole cost where there is no comparator."""
    return cost - target_yen(base)


def exact_shortfall(cost: Any, base: Any) -> Any:
    """The same with fractions of a yen, where rounding is left to the figure that shows it."""
    return cost - TARGET * base


def gap(cost: Yen, base: Yen) -> Ints:
    """Yen that are missing to the target; 0 at it, below it and where there is no comparator."""
    return np.where(np.greater(base, 0), np.maximum(shortfall(cost, base), 0), 0)


def at_target(cost: Ints, base: Ints) -> NDArray[np.bool_]:
    """Whether the cost is at the target or below it; never without a comparator."""
    return (base > 0) & (cost <= target_yen(base))
