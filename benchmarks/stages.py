"""One national replication by stage, with both engines in the same process, turn by turn."""

from __future__ import annotations

from functools import cache

from benchmarks.measure import Clock, table
from sim import facts as published
from sim.engine import compiled, prepare, reference
from sim.ledger import post
from sim.ledger.books import Room, room
from sim.population import draw
from sim.prices import draw_paths
from sim.runs.compact import compact
from sim.scenario import load

STAGES = ("parameters", "population", "preparation", "schedule", "prices", "ledger", "outcome and digest")
TWIN = "schedule, SimPy"


def report(replications: int = 9) -> str:
    """The section of docs/performance.md."""
    clock, events = Clock(), 0
    _replication(Clock(), 0)  # compiles; not counted
    for number in range(1, replications + 1):
        events = _replication(clock, number)
    rows = [
        [name, f"{1000 * clock.least(name):.1f}", f"{1000 * clock.median(name):.1f}"]
        for name in (*STAGES, TWIN)
    ]
    total = sum(clock.median(name) for name in STAGES)
    rows.append(
        ["**all, compiled**", f"{1000 * sum(map(clock.least, STAGES)):.1f}", f"**{1000 * total:.1f}**"]
    )
    ratio = clock.median(TWIN) / clock.median("schedule")
    until_ledger = total - clock.median("outcome and digest")
    return "\n\n".join(
        [
            "## One national replication",
            f"Processor milliseconds over {replications} replications in one process, both engines in turn "
            f"(1,788 organisations, 34,592 systems, about {events:,} logged events).",
            table(["stage", "least", "median"], rows),
            f"- The compiled engine is **{ratio:.0f} times** as fast as the SimPy engine on the same World "
            "(goal: 60), with the same log line by line (`tests/engine/test_twin.py`).",
            f"- Its schedule takes {1000 * clock.median('schedule'):.1f} ms (goal: under 8); parameters to "
            f"ledger take {1000 * until_ledger:.1f} ms (goal with population and ledger totals: under 12).",
        ]
    )


@cache
def _room() -> Room:
    """Room for a ledger, used again and again as in a run."""
    return room(len(published.load().organisations.code))


def _replication(clock: Clock, number: int) -> int:
    """Measure one replication; how many events its log holds."""
    facts, scenario = published.load(), load("baseline")
    drawn = clock("parameters", lambda: scenario.draw(1, number))
    population = clock("population", lambda: draw(facts, scenario, drawn, 1, number))
    world = clock("preparation", lambda: prepare(facts, population, scenario, drawn, 1, number))
    clock(TWIN, lambda: reference.simulate(world))
    schedule = clock("schedule", lambda: compiled.simulate(world))
    prices = clock("prices", lambda: draw_paths(facts, drawn, 1, number))
    ledger = clock(
        "ledger", lambda: post(facts, population, schedule, scenario, drawn, prices, 1, number, _room())
    )
    clock("outcome and digest", lambda: compact(facts, population, schedule, ledger, number))
    return len(compiled.simulate(world, keep_log=True).events)
