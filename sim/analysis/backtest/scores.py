"""How good a forecast was: CRPS, coverage, error; Brier score and AUC for yes or no."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

LEVELS = (0.5, 0.8, 0.9)
"""Central intervals whose coverage is counted."""


def crps(values: Floats, seen: float) -> float:
    """Continuous ranked probability score of equally likely values [unit of the values]; 0 is perfect.

    Mean distance to what was seen less half the mean distance between two values (Gneiting and Raftery
    2007); for a single value it is the absolute error.
    """
    ordered = np.sort(values)
    number = len(ordered)
    ranks = 2.0 * np.arange(1, number + 1) - number - 1.0
    between = float((ranks * ordered).sum()) * 2.0 / number**2
    return float(np.abs(ordered - seen).mean()) - between / 2.0


def covered(values: Floats, seen: float) -> dict[float, bool] | None:
    """Whether each central interval holds what was seen; None for a forecast without spread."""
    if len(values) < 2:
        return None
    ends = {level: np.quantile(values, [0.5 - level / 2, 0.5 + level / 2]) for level in LEVELS}
    return {level: bool(low <= seen <= high) for level, (low, high) in ends.items()}


def brier(probabilities: Sequence[float], happened: Sequence[float], sizes: Sequence[float]) -> float:
    """Mean squared distance of probability and outcome over all members of groups [0 to 1]; 0 is perfect.

    In a group of `sizes` members all have the same probability, and `happened` of them had the event.
    """
    p, k, n = (np.asarray(each, dtype=np.float64) for each in (probabilities, happened, sizes))
    return float((k * (1.0 - p) ** 2 + (n - k) * p**2).sum() / n.sum())


def auc(probabilities: Sequence[float], happened: Sequence[float], sizes: Sequence[float]) -> float | None:
    """Chance that a member with the event had the higher probability than one without; ties count half.

    None when all members had the event, or none.
    """
    p, k, n = (np.asarray(each, dtype=np.float64) for each in (probabilities, happened, sizes))
    pairs = k[:, None] * (n - k)
    if not pairs.sum():
        return None
    higher = (p[:, None] > p).astype(np.float64) + 0.5 * (p[:, None] == p)
    return float((pairs * higher).sum() / pairs.sum())
