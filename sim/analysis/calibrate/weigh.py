"""Prior times likelihood: which parameters fit what was published."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from sim.analysis.calibrate.bank import cube
from sim.analysis.calibrate.targets import SCALE_PRIOR, SCALES, error_covariance

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from sim.analysis.calibrate.bank import Priors
    from sim.analysis.calibrate.surrogate import Surrogate
    from sim.analysis.calibrate.targets import Target

    Floats = NDArray[np.float64]

POINTS = 2**16
"""Points of the prior that are weighed; the surrogate makes them cheap."""


@dataclass(frozen=True)
class Weighed:
    """Points of the prior with their posterior weights."""

    points: Floats  # [point, parameter] in the unit cube
    weights: Floats  # [point], they sum to one
    scale: float = 0.0  # of the form's error, see targets.error_covariance

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
    priors: Priors, surrogate: Surrogate, targets: Sequence[Target], seed: int, points: int = POINTS
) -> Weighed:
    """Posterior over the prior's unit cube, given the counts of the targets that the surrogate is of.

    The scale of the form's error is the likeliest of those allowed: few counts cannot tell more than one
    number of it, and what the parameters explain need not be an error.
    """
    where = cube(len(priors.paths), points, seed)
    scaled = _scaled(priors, where)
    if not targets:
        return Weighed(where, np.full(len(where), 1.0 / len(where)))
    off = np.array([target.log_count for target in targets]) - surrogate.mean(scaled)
    found = {scale: _logs(off, surrogate.covariance + error_covariance(targets, scale)) for scale in SCALES}
    scale = max(SCALES, key=lambda each: _evidence(found[each]) + _prior_of(each))
    weights: Floats = np.exp(found[scale] - found[scale].max())
    return Weighed(where, weights / weights.sum(), scale)


def _logs(off: Floats, covariance: Floats) -> Floats:
    """Log likelihood [point] of ln counts that are normal and so far off [point, target].

    The covariance is that of chance, of the sources and of the model's form. The points follow the prior, so
    that the likelihood is the whole weight.
    """
    lower = np.linalg.cholesky(covariance)
    white = np.linalg.solve(lower, off.T)
    logs: Floats = -0.5 * (white**2).sum(axis=0) - np.log(np.diag(lower)).sum()
    return logs


def _evidence(logs: Floats) -> float:
    """Log of the mean likelihood over the prior, but for a constant."""
    return float(logs.max() + np.log(np.exp(logs - logs.max()).mean()))


def _prior_of(scale: float) -> float:
    """Log of the half-t density with three degrees of freedom, but for a constant."""
    return float(-2.0 * np.log1p((scale / SCALE_PRIOR) ** 2 / 3.0))


def _scaled(priors: Priors, where: Floats) -> Floats:
    """Scaled parameters at points of the unit cube, without rounding: fast for many points."""
    columns = []
    for column, value in enumerate(priors.values):
        grid = np.linspace(0.0, 1.0, 4097)
        numbers = np.array([value.quantile(float(u)) for u in grid])
        columns.append(np.interp(where[:, column], grid, numbers))
    return priors.scaled(np.column_stack(columns))
