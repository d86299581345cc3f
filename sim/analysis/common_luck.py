"""Several scenarios under the same luck."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim import runs

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from sim.scenario import Scenario

CHUNK = 20
"""Replications that all scenarios run before the next ones: their schedules are remembered that long."""


def run_together(
    scenarios: Sequence[Scenario],
    replications: int,
    seed: int,
    workers: int,
    progress: Callable[[int, int], object],
) -> list[runs.Results]:
    """Results of each scenario; where only money differs, the clock runs once for all of them."""
    alike = len({each.stage_hash("schedule") for each in scenarios})
    memory = runs.Memory(2 * CHUNK * alike)
    found: list[runs.Results | None] = [None] * len(scenarios)
    total, ended = replications * len(scenarios), 0
    for end in range(CHUNK, replications + CHUNK, CHUNK):
        size = min(end, replications)
        for place, scenario in enumerate(scenarios):
            earlier = found[place]
            before = 0 if earlier is None else earlier.asked

            def report(done: int, _: int, before: int = before, ended: int = ended) -> None:
                progress(ended + done - before, total)

            found[place] = runs.run(scenario, size, seed, workers, report, earlier=earlier, memory=memory)
            ended += size - before
    return [each for each in found if each is not None]
