"""More of the same country: the roster once, twice, four and eight times, with the same sixty vendors."""

from __future__ import annotations

from functools import partial

from benchmarks.measure import Clock, table
from sim import facts as published
from sim.engine import compiled, prepare
from sim.facts import repeated
from sim.population import draw
from sim.scenario import load

TIMES = (1, 2, 4, 8)


def report(repeats: int = 3) -> str:
    """The section of docs/performance.md."""
    clock = Clock()
    lots = {times: _measure(clock, times, repeats) for times in TIMES}
    once = _total(clock, 1)
    rows = [
        [
            str(times),
            f"{lots[times]:,}",
            *(f"{1000 * clock.least(f'{stage} {times}'):.1f}" for stage in STAGES),
            f"{_total(clock, times) / once:.1f}",
        ]
        for times in TIMES
    ]
    return "\n\n".join(
        [
            "## More systems",
            "Processor milliseconds (least of three) with the roster repeated; the vendors stay sixty and "
            "have as many times the lots. Goal: 8 times the systems in under 18 times the time.",
            table(["times", "lots", *STAGES, "times as long"], rows),
        ]
    )


STAGES = ("population", "preparation", "schedule")


def _total(clock: Clock, times: int) -> float:
    return sum(clock.least(f"{stage} {times}") for stage in STAGES)


def _measure(clock: Clock, times: int, repeats: int) -> int:
    """Measure replications of a repeated country; how many lots it has."""
    facts, scenario = repeated(published.load(), times), load("baseline")
    lots = 0
    for number in range(repeats):
        drawn = scenario.draw(1, number)
        luck = (1, number)
        population = clock(f"population {times}", partial(draw, facts, scenario, drawn, *luck))
        world = clock(f"preparation {times}", partial(prepare, facts, population, scenario, drawn, *luck))
        clock(f"schedule {times}", partial(compiled.simulate, world))
        lots = population.n_lots
    return lots
