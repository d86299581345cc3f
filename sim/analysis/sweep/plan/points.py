"""Points of a design: every combination, or a sample that fills the space evenly."""

from __future__ import annotations

import itertools
import math
import warnings
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Sequence

    from scipy.stats import qmc

    from sim.analysis.sweep.plan.axes import Axis, Level

Kind = Literal["list", "grid", "latin_hypercube", "sobol"]
SAMPLED: tuple[Kind, ...] = ("latin_hypercube", "sobol")
MOST_POINTS = 1_000_000

Point = tuple["Level | None", ...]
"""Value of every axis, in the order of the axes; None leaves it as the base has it."""


def grid(axes: Sequence[Axis]) -> tuple[Point, ...]:
    """Every combination; the last axis changes fastest, as the digits of a number do."""
    return tuple(itertools.product(*(axis.values for axis in axes)))


def grid_size(axes: Sequence[Axis]) -> int:
    """Number of points of a grid, without making them."""
    return math.prod(len(axis.values) for axis in axes)


def sample(kind: Kind, axes: Sequence[Axis], number: int, seed: int) -> tuple[Point, ...]:
    """Latin hypercube or scrambled Sobol' points (scipy.stats.qmc), the same for the same seed."""
    from scipy.stats import qmc  # takes most of a second; designs without a sample need not wait for it

    if kind == "sobol":
        engine: qmc.QMCEngine = qmc.Sobol(len(axes), scramble=True, rng=seed)
    else:
        engine = qmc.LatinHypercube(len(axes), rng=seed)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)  # numbers that are no power of two: said by the design
        shares = engine.random(number)
    return tuple(tuple(axis.at(float(u)) for axis, u in zip(axes, row, strict=True)) for row in shares)


def is_power_of_two(number: int) -> bool:
    """Whether Sobol' points of this number are balanced."""
    return number > 0 and number & (number - 1) == 0
