"""Forecasts of the next published count from what was public before: the model's, and two plain ones."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from scipy.special import ndtri

from sim.analysis.calibrate.targets import SCALE_PRIOR, error_covariance
from sim.analysis.calibrate.weigh import POINTS, weigh
from sim.fiscal import DAYS_PER_MONTH, day_of

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from numpy.typing import NDArray

    from sim.analysis.calibrate.bank import Priors
    from sim.analysis.calibrate.surrogate import Surrogate
    from sim.analysis.calibrate.targets import Target

    Floats = NDArray[np.float64]

DRAWS = 4000
"""Values that stand for a forecast's distribution."""


@dataclass(frozen=True)
class Forecast:
    """A forecast as equally likely counts, rising; a single one where no interval is defined."""

    values: Floats

    @property
    def middle(self) -> float:
        """Median."""
        return float(np.median(self.values))

    @property
    def spread(self) -> bool:
        """Whether it says how sure it is."""
        return len(self.values) > 1


def model_forecasts(
    priors: Priors,
    surrogate: Surrogate,
    targets: Sequence[Target],
    known: Sequence[int],
    wanted: Sequence[int],
    seed: int,
    points: int = POINTS,
) -> list[Forecast]:
    """What the model expects of the wanted targets, given the known ones (both as places in `targets`).

    Parameters follow their posterior given the known counts. What the known counts still miss, given the
    parameters, is chance and form that last: it is carried on as far as both are correlated.
    """
    order = [*known, *wanted]
    chosen = [targets[index] for index in order]
    first = len(known)
    observed = np.array([target.log_count for target in chosen[:first]])
    weighed = weigh(priors, surrogate.only(known), chosen[:first], seed, points)
    scale = weighed.scale or SCALE_PRIOR  # before any count is known
    covariance = surrogate.covariance[np.ix_(order, order)] + error_covariance(chosen, scale)
    means = surrogate.mean(priors.scaled(priors.numbers(weighed.sample(DRAWS, seed))))
    carried = np.linalg.solve(covariance[:first, :first], covariance[:first, first:])
    centre = means[:, wanted] + (observed - means[:, known]) @ carried
    left = covariance[first:, first:] - covariance[first:, :first] @ carried
    normal = ndtri(np.random.default_rng([seed, 5]).random(centre.shape))
    logs = centre + normal @ np.linalg.cholesky(left).T
    counts = np.maximum(np.exp(logs) - 0.5, 0.0)
    return [Forecast(np.sort(counts[:, column])) for column in range(len(wanted))]


def no_change(days: Sequence[date], counts: Sequence[float], day: date) -> Forecast | None:
    """The last count again; its interval from how fast counts changed before, once they have changed."""
    if not counts:
        return None
    steps = np.diff(np.log(counts))
    months = np.diff([_month(each) for each in days])
    ahead = _month(day) - _month(days[-1])
    rate = float(np.sqrt((steps**2 / months).mean())) if len(steps) else 0.0
    return _around(counts[-1], rate * float(np.sqrt(ahead)))


def straight_line(days: Sequence[date], counts: Sequence[float], day: date) -> Forecast | None:
    """The line through the last two counts; its interval from how far such lines were off before."""
    if len(counts) < 2:
        return None
    missed = [
        np.log(counts[index] / _line(days[:index], counts[:index], days[index]))
        for index in range(2, len(counts))
    ]
    sd = float(np.sqrt(np.mean(np.square(missed)))) if missed else 0.0
    return _around(_line(days, counts, day), sd)


def _line(days: Sequence[date], counts: Sequence[float], day: date) -> float:
    slope = (counts[-1] - counts[-2]) / (_month(days[-1]) - _month(days[-2]))
    return max(1.0, counts[-1] + slope * (_month(day) - _month(days[-1])))


def _around(middle: float, sd: float) -> Forecast:
    """Lognormal around a count, or the count alone where nothing tells how sure it is."""
    if sd <= 0.0:
        return Forecast(np.array([middle]))
    return Forecast(middle * np.exp(sd * ndtri((np.arange(DRAWS) + 0.5) / DRAWS)))


def _month(day: date) -> float:
    return day_of(day) / DAYS_PER_MONTH
