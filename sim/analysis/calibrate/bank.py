"""Parameter sets drawn from their prior or posterior, each simulated once with its own luck."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from scipy.stats import qmc

from sim import fiscal, runs
from sim.analysis.calibrate.targets import counted
from sim.replication import Replication
from sim.scenario import Uncertain, UncertainDay, replaced

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from numpy.typing import NDArray

    from sim.analysis.calibrate.targets import Target
    from sim.facts import Facts
    from sim.scenario import Scenario
    from sim.scenario.values import Value

    Floats = NDArray[np.float64]
    Ints = NDArray[np.int64]
    Progress = Callable[[int, int], object]

DIGITS = 4
"""Significant digits that a number keeps: what is simulated is what the file of sets says."""


@dataclass(frozen=True)
class Priors:
    """Ranges of the parameters to fit, and their numbers at points of the unit cube."""

    paths: tuple[str, ...]
    values: tuple[Uncertain | UncertainDay, ...]

    def numbers(self, where: Floats) -> Floats:
        """Numbers at points of the unit cube [set, parameter]; days as day numbers."""
        columns = [
            [_rounded(value, value.quantile(float(u))) for u in where[:, column]]
            for column, value in enumerate(self.values)
        ]
        return np.array(columns, dtype=np.float64).reshape(len(self.values), -1).T

    def scaled(self, numbers: Floats) -> Floats:
        """Numbers on a scale on which each range goes from -1 to 1."""
        ends = [(value.quantile(0.0), value.quantile(1.0)) for value in self.values]
        low, high = np.array(ends).T
        scaled: Floats = 2.0 * (numbers - low) / (high - low) - 1.0
        return scaled

    def sets(self, numbers: Floats) -> list[dict[str, Value]]:
        """Values for a scenario, a mapping for each set."""
        return [
            {
                path: fiscal.date_of(int(number)) if isinstance(value, UncertainDay) else float(number)
                for path, value, number in zip(self.paths, self.values, row, strict=True)
            }
            for row in numbers
        ]


@dataclass(frozen=True)
class Bank:
    """Simulated sets: their numbers [set, parameter] and the counts they gave [set, target]."""

    numbers: Floats
    counts: Ints

    def __len__(self) -> int:
        """Sets in the bank."""
        return len(self.numbers)

    @property
    def logs(self) -> Floats:
        """ln(count + 1/2) [set, target]."""
        logs: Floats = np.log(self.counts + 0.5)
        return logs

    def with_(self, other: Bank) -> Bank:
        """Both banks, this one first."""
        return Bank(np.vstack([self.numbers, other.numbers]), np.vstack([self.counts, other.counts]))


def cube(dimensions: int, number: int, seed: int) -> Floats:
    """Points that fill the unit cube evenly [number, dimensions]: scrambled Sobol' (best: a power of two)."""
    points = qmc.Sobol(dimensions, scramble=True, rng=np.random.default_rng(seed)).random_base2(
        int(np.ceil(np.log2(number)))
    )
    found: Floats = np.clip(points[:number], 1e-9, 1.0 - 1e-9)
    return found


def simulate(
    facts: Facts,
    scenario: Scenario,
    sets: Sequence[Mapping[str, Value]],
    targets: Sequence[Target],
    seed: int,
    first: int,
    workers: int,
    progress: Progress | None = None,
) -> Ints:
    """Counts of each set [set, target]; set i has the luck of replication `first` + i.

    What the sets do not name is drawn from the scenario with that luck, so that the counts of a bank spread
    as much as chance and all other uncertain parameters make them.
    """

    def one(item: tuple[int, Mapping[str, Value]]) -> list[int]:
        number, values = item
        population, schedule = runs.clocked(Replication.of(facts, replaced(scenario, values), seed, number))
        return [counted(target, facts, population, schedule) for target in targets]

    rows = []
    for row in runs.each(one, enumerate(sets, first), workers):
        rows.append(row)
        if progress is not None:
            progress(len(rows), len(sets))
    return np.array(rows, dtype=np.int64).reshape(len(sets), len(targets))


def _rounded(value: Uncertain | UncertainDay, number: float) -> float:
    return number if isinstance(value, UncertainDay) else float(f"{number:.{DIGITS}g}")
