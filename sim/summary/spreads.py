"""A number of a run over its replications: P10, P50, P90, mean with its 95 % interval, never mixed."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from functools import cache
from statistics import NormalDist
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import ArrayLike, NDArray

ENOUGH = 200
"""Replications from which P10 and P90 are shown; below, the interval of the mean, and in words none."""


@dataclass(frozen=True, slots=True)
class Spread:
    """One result over the replications; None where it does not exist."""

    p10: float | None
    p50: float | None
    p90: float | None
    mean: float | None
    mean_low: float | None
    mean_high: float | None

    @property
    def known_mean(self) -> float:
        """The mean of a number that exists in every replication, as counts and sums do."""
        if self.mean is None:
            raise ValueError("a number without a mean")
        return self.mean

    @property
    def interval(self) -> tuple[float | None, float | None, float | None]:
        """The mean and the two ends of its interval."""
        return self.mean, self.mean_low, self.mean_high

    def times(self, factor: float) -> Spread:
        """The same in another unit."""
        numbers = (self.p10, self.p50, self.p90, *self.interval)
        return Spread(*(None if each is None else factor * each for each in numbers))


class Band(NamedTuple):
    """What is shown of a spread: its middle between two ends; None where there is none."""

    low: float | None
    middle: float | None
    high: float | None


NOTHING = Spread(None, None, None, None, None, None)


def band(found: Spread, replications: int) -> Band:
    """The middle of a spread with its interval, as it is shown wherever it is shown.

    The middle is the mean: means add up, can be multiplied and subtracted, and are the same in a title, on a
    map and in a table. Its interval is the spread of outcomes (P10 to P90) from `ENOUGH` replications on,
    below that the 95 % interval of the mean. A day that may lie beyond the horizon has none: see `day_band`.
    """
    if replications >= ENOUGH:
        return Band(found.p10, found.mean, found.p90)
    return Band(found.mean_low, found.mean, found.mean_high)


def day_band(found: Spread, replications: int) -> Band:
    """The median of a day, which may lie beyond the horizon, with P10 and P90 from `ENOUGH` on."""
    if replications >= ENOUGH:
        return Band(found.p10, found.p50, found.p90)
    return Band(None, found.p50, None)


def spread(
    values: ArrayLike, digits: int = 6, least: float | None = None, most: float | None = None
) -> Spread:
    """Quantiles of the outcomes and the mean with its 95 % interval (Student's t), in the unit of the values.

    The interval ends at what can be, `least` and `most`.

    Not-a-number marks a replication in which the number does not exist. If one exists, all numbers are
    None: a mean over the others would describe a different question.
    """
    sample = np.asarray(values, dtype=np.float64)
    if sample.size == 0:
        return NOTHING
    mean = float(np.add.reduce(sample)) / sample.size  # as `mean` does after much getting ready
    if math.isnan(mean):
        return NOTHING
    p10, p50, p90 = (round(q, digits) for q in quantiles(sample, (0.1, 0.5, 0.9)))
    half = _half_width(sample, mean)
    return Spread(
        p10,
        p50,
        p90,
        mean=round(mean, digits),
        mean_low=None if half is None else round(_within(mean - half, least, most), digits),
        mean_high=None if half is None else round(_within(mean + half, least, most), digits),
    )


def count(values: ArrayLike, of: int) -> Spread:
    """Spread of a number of things of which there are `of`."""
    return spread(values, least=0.0, most=float(of))


def share(values: ArrayLike) -> Spread:
    """Spread of a share between 0 and 1."""
    return spread(values, least=0.0, most=1.0)


def ratio(numerator: ArrayLike, denominator: ArrayLike) -> Spread:
    """Spread of one amount over another; its mean is that of the mean amounts, so that they multiply.

    Quantiles are those of the ratios; the interval of the mean is that of a ratio of means.
    """
    over, under = (np.asarray(each, dtype=np.float64) for each in (numerator, denominator))
    found, mean = spread(over / under), float(over.mean() / under.mean())
    half = _half_width((over - mean * under) / under.mean(), 0.0)
    ends = (None, None) if half is None else (round(max(mean - half, 0.0), 6), round(mean + half, 6))
    return replace(found, mean=round(mean, 6), mean_low=ends[0], mean_high=ends[1])


def _within(value: float, least: float | None, most: float | None) -> float:
    value = value if least is None else max(value, least)
    return value if most is None else min(value, most)


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
