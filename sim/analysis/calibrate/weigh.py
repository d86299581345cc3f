"""Prior times likelihood: which parameters fit what was published."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from sim.analysis.calibrate.bank import cube

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from sim.analysis.calibrate.bank import Priors
    from sim.analysis.calibrate.surrogate import Surrogate

    Floats = NDArray[np.float64]

POINTS = 2**16
"""Points of the prior that are weighed; the surrogate makes them cheap."""


@dataclass(frozen=True)
class Weighed:
    """Points of the prior with their posterior weights."""

    points: Floats  # [point, parameter] in the unit cube
    weights: Floats  # [point], they sum to one

    @property
    def effective(self) -> float:
        """Effective sample size: how many equal weights would be worth as much."""
        return float(1.0 / (self.weights**2).sum())

    def sample(self, number: int, seed: int) -> Floats:
        """Points of equal weight [number, parameter]: systematic resampling, then shuffled."""
        luck = np.random.default_rng(seed)
        ladder = (np.arange(number) + luck.random()) / number
        rows = np.searchsorted(np.cumsum(self.weights), ladder, side="left")
        found: Floats = self.points[np.minimum(rows, len(self.points) - 1)]
        return found[luck.permutation(number)]


def weigh(
    priors: Priors, surrogate: Surrogate, errors: Floats, observed: Floats, seed: int, points: int = POINTS
) -> Weighed:
    """Posterior over the prior's unit cube, given ln counts [target] and the covariance of their errors."""
    where = cube(len(priors.paths), points, seed)
    return Weighed(where, weights_at(_scaled(priors, where), surrogate, errors, observed))


def weights_at(scaled: Floats, surrogate: Surrogate, errors: Floats, observed: Floats) -> Floats:
    """Likelihood at scaled points of the prior, normed to a sum of one.

    ln counts are taken as normal: mean and covariance of chance from the surrogate, plus errors of sources
    and of the model's form. The points follow the prior, so that the likelihood is the whole weight.
    """
    if not len(observed):
        return np.full(len(scaled), 1.0 / len(scaled))
    lower = np.linalg.cholesky(surrogate.covariance + errors)
    white = np.linalg.solve(lower, (observed - surrogate.mean(scaled)).T)
    logs = -0.5 * (white**2).sum(axis=0)
    weights: Floats = np.exp(logs - logs.max())
    weights /= weights.sum()
    return weights


def _scaled(priors: Priors, where: Floats) -> Floats:
    """Scaled parameters at points of the unit cube, without rounding: fast for many points."""
    columns = []
    for column, value in enumerate(priors.values):
        grid = np.linspace(0.0, 1.0, 4097)
        numbers = np.array([value.quantile(float(u)) for u in grid])
        columns.append(np.interp(where[:, column], grid, numbers))
    return priors.scaled(np.column_stack(columns))
