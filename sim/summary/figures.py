"""A figure: the spread of outcomes (P10, P50, P90) and the mean with its 95 % interval, never mixed."""

from __future__ import annotations

import math
from functools import cache
from statistics import NormalDist
from typing import TYPE_CHECKING, TypedDict

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import ArrayLike, NDArray

ENOUGH = 200
"""Replications from which P10 and P90 are shown; below, text shows the median alone."""


class Figure(TypedDict):
    """One result over the replications; None where it does not exist."""

    p10: float | None
    p50: float | None
    p90: float | None
    mean: float | None
    mean_low: float | None
    mean_high: float | None


NOTHING: Figure = {"p10": None, "p50": None, "p90": None, "mean": None, "mean_low": None, "mean_high": None}


def figure(values: ArrayLike, digits: int = 6) -> Figure:
    """Quantiles of the outcomes and the mean with its 95 % interval (Student's t), in the unit of the values.

    Not-a-number marks a replication in which the figure does not exist. If one exists, all figures are
    None: a mean over the others would describe a different question.
    """
    sample = np.asarray(values, dtype=np.float64)
    if sample.size == 0:
        return NOTHING.copy()
    mean = float(np.add.reduce(sample)) / sample.size  # as `mean` does after much getting ready
    if math.isnan(mean):
        return NOTHING.copy()
    p10, p50, p90 = (round(q, digits) for q in quantiles(sample, (0.1, 0.5, 0.9)))
    half = _half_width(sample, mean)
    return {
        "p10": p10,
        "p50": p50,
        "p90": p90,
        "mean": round(mean, digits),
        "mean_low": None if half is None else round(mean - half, digits),
        "mean_high": None if half is None else round(mean + half, digits),
    }


def quantiles(sample: NDArray[np.float64], shares: Sequence[float]) -> list[float]:
    """Quantiles of a sample, to the bit those of `np.quantile`, which takes ten times as long to get ready.

    A summary asks for thousands, and somebody waits for it in the browser.
    """
    ordered = np.sort(sample)
    found = []
    for share in shares:
        place = share * (ordered.size - 1)
        below = int(place)
        low, high = float(ordered[below]), float(ordered[min(below + 1, ordered.size - 1)])
        part = place - below
        found.append(low + (high - low) * part if part < 0.5 else high - (high - low) * (1.0 - part))
    return found


def days_quantile(days: NDArray[np.int16], share: float | Sequence[float]) -> NDArray[np.int16]:
    """Day that `share` of the replications (first axis) have reached: one that occurs, never between two.

    Several shares become the first axis.
    """
    return np.quantile(days, share, axis=0, method="inverted_cdf").astype(np.int16)


@cache
def t_quantile(freedom: int) -> float:
    """Upper 2.5 % point of Student's t with this many degrees of freedom, to 1 % or better."""
    small = {1: 12.7062, 2: 4.3027, 3: 3.1824, 4: 2.7764, 5: 2.5706}
    if freedom in small:
        return small[freedom]
    z = NormalDist().inv_cdf(0.975)
    first = (z**3 + z) / 4
    second = (5 * z**5 + 16 * z**3 + 3 * z) / 96
    third = (3 * z**7 + 19 * z**5 + 17 * z**3 - 15 * z) / 384
    return z + first / freedom + second / freedom**2 + third / freedom**3


def _half_width(sample: NDArray[np.float64], mean: float) -> float | None:
    """Half of the 95 % interval of the mean; None for a single replication, which says nothing of it."""
    if sample.size < 2:
        return None
    off = sample - mean
    deviation = math.sqrt(float(np.add.reduce(off * off)) / (sample.size - 1))
    return t_quantile(sample.size - 1) * deviation / math.sqrt(sample.size)
