"""A quadratic in the parameters in place of the simulation, with the spread of chance around it."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations_with_replacement
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

RIDGE = 1.0
"""Strength, in simulated sets, with which a coefficient is held near zero."""


@dataclass(frozen=True)
class Surrogate:
    """Mean of ln counts as a quadratic, and their covariance at given parameters [target, target]."""

    coefficients: Floats
    covariance: Floats

    def mean(self, scaled: Floats) -> Floats:
        """Expected ln counts at scaled parameters [set, target]."""
        return _features(scaled) @ self.coefficients

    def only(self, targets: Sequence[int]) -> Surrogate:
        """The same for some of the targets, by their place."""
        chosen = list(targets)
        return Surrogate(self.coefficients[:, chosen], self.covariance[np.ix_(chosen, chosen)])


def fit(scaled: Floats, logs: Floats, weights: Floats | None = None) -> Surrogate:
    """Surrogate of simulated sets: scaled parameters [set, parameter], ln counts [set, target].

    Sets count by their weight: where the mass of the posterior is, the quadratic must be good.
    """
    weight = np.ones(len(scaled)) if weights is None else weights
    features = _features(scaled)
    penalty = np.full(features.shape[1], RIDGE)
    penalty[0] = 0.0
    weighted = features * weight[:, None]
    gram = features.T @ weighted
    inverse = np.linalg.inv(gram + np.diag(penalty))
    coefficients = inverse @ (weighted.T @ logs)
    rest = logs - features @ coefficients
    used = float(np.trace(inverse @ gram))
    effective = float(weight.sum() ** 2 / (weight**2).sum())
    spread = (rest * weight[:, None]).T @ rest / weight.sum()
    return Surrogate(coefficients, spread * effective / max(1.0, effective - used))


def _features(scaled: Floats) -> Floats:
    """One, each parameter, and all products of two [set, feature]."""
    number = scaled.shape[1]
    pairs = [scaled[:, i] * scaled[:, j] for i, j in combinations_with_replacement(range(number), 2)]
    return np.column_stack([np.ones(len(scaled)), scaled, *pairs])


def near(scaled: Floats, centre: Floats, covariance: Floats, reach: float = 2.0) -> Floats:
    """Weight of each set by its distance from the mass of the posterior, between 0 and 1.

    `reach` widens the posterior; far sets keep a little weight, so that the quadratic does not bend away.
    """
    away = scaled - centre
    squared = np.einsum("si,ij,sj->s", away, np.linalg.inv(covariance), away)
    weight: Floats = 0.02 + 0.98 * np.exp(-0.5 * squared / (reach**2 * scaled.shape[1]))
    return weight
