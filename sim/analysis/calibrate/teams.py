"""How much more teams would help in each set: what divides time-bound from capacity-bound ones."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from sim import runs
from sim.analysis.calibrate.targets import counted
from sim.fiscal import DEADLINE
from sim.replication import Replication
from sim.scenario import CLASSES, replaced

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from sim.analysis.calibrate.bank import Progress
    from sim.analysis.calibrate.targets import Target
    from sim.engine import Schedule
    from sim.facts import Facts
    from sim.population import Population
    from sim.scenario import Scenario
    from sim.scenario.values import Value

    Floats = NDArray[np.float64]
    Ints = NDArray[np.int64]

MORE_TEAMS = 0.3
"""Share of teams added to every vendor when the effect of more teams is measured."""

_RIDGE = 4.0


def elasticities(
    facts: Facts,
    scenario: Scenario,
    sets: Sequence[Mapping[str, Value]],
    targets: Sequence[Target],
    seed: int,
    first: int,
    workers: int,
    progress: Progress | None = None,
) -> tuple[Ints, Floats]:
    """Counts of each set [set, target], and change of ln truly late systems with more teams [set].

    Both runs of a set have the same luck, so that the change is the teams'.
    """

    def one(item: tuple[int, Mapping[str, Value]]) -> tuple[list[int], float]:
        number, values = item
        late = []
        for more in (MORE_TEAMS, 0.0):
            trial = replaced(scenario, {**values, "vendors.pooled_teams_share": more})
            population, schedule = runs.clocked(Replication.of(facts, trial, seed, number))
            late.append(_late(population, schedule))
        counts = [counted(target, facts, population, schedule) for target in targets]
        return counts, float(np.log((late[0] + 0.5) / (late[1] + 0.5)))

    counts, changes = [], []
    for row, change in runs.each(one, enumerate(sets, first), workers):
        counts.append(row)
        changes.append(change)
        for _ in range(2 if progress is not None else 0):
            progress(len(changes), len(sets))  # type: ignore[misc]  # the loop is empty without it
    return np.array(counts, dtype=np.int64).reshape(len(sets), len(targets)), np.array(changes)


def classes(scaled: Floats, changes: Floats) -> tuple[str, ...]:
    """Class of each set: in the half in which more teams help most, late systems are bound by capacity.

    One run of a set is mostly chance, so what its parameters explain decides: a straight line in them.
    """
    helped = explained(scaled, changes)
    order = np.argsort(helped, kind="stable")
    bound = np.zeros(len(changes), dtype=np.bool_)
    bound[order[: len(changes) // 2]] = True
    return tuple(CLASSES[1] if each else CLASSES[0] for each in bound)


def explained(scaled: Floats, changes: Floats) -> Floats:
    """Change that the parameters of each set lead to expect [set]."""
    features = np.column_stack([np.ones(len(scaled)), scaled])
    penalty = np.diag([0.0, *np.full(scaled.shape[1], _RIDGE)])
    found: Floats = features @ np.linalg.solve(features.T @ features + penalty, features.T @ changes)
    return found


def _late(population: Population, schedule: Schedule) -> int:
    """Systems without a cutover by 31 March 2026."""
    return int(population.lot_businesses[schedule.cutover > DEADLINE].sum())
