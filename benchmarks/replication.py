"""Time and memory of one national replication, by stage, with both engines in the same run.

    python benchmarks/replication.py

Prints a Markdown table: medians over several replications in this one process, after a first one that
compiles and is not counted. Seconds depend on the machine; shares and events per second travel better.
"""

from __future__ import annotations

import argparse
import platform
import resource
import statistics
import time
from collections.abc import Callable
from typing import TypeVar

from sim import facts as published
from sim.engine import compiled, prepare, reference
from sim.ledger import post
from sim.population import draw
from sim.prices import draw_paths
from sim.scenario import load

T = TypeVar("T")
STAGES = (
    "parameters",
    "population",
    "preparation",
    "schedule, SimPy engine",
    "schedule, compiled engine",
    "prices",
    "ledger",
)


def timed(times: list[float], action: Callable[[], T]) -> T:
    """The result of `action`; its seconds are appended to `times`."""
    start = time.perf_counter()
    result = action()
    times.append(time.perf_counter() - start)
    return result


def replication(number: int) -> tuple[list[float], int]:
    """Seconds of each stage of one replication, and how many events its log holds."""
    facts, scenario, times = published.load(), load("baseline"), list[float]()
    drawn = timed(times, lambda: scenario.draw(1, number))
    population = timed(times, lambda: draw(facts, scenario, drawn, 1, number))
    world = timed(times, lambda: prepare(facts, population, scenario, drawn, 1, number))
    timed(times, lambda: reference.simulate(world))
    schedule = timed(times, lambda: compiled.simulate(world))
    prices = timed(times, lambda: draw_paths(facts, drawn, 1, number))
    timed(times, lambda: post(facts, population, schedule, scenario, drawn, prices, 1, number))
    return times, len(compiled.simulate(world, keep_log=True).events)


def main() -> None:
    """Run, take medians, print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--replications", type=int, default=7)
    counted = parser.parse_args().replications
    published.load()
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    replication(0)
    runs = [replication(number) for number in range(1, counted + 1)]
    seconds = [statistics.median(column) for column in zip(*(times for times, _ in runs), strict=True)]
    events = statistics.median(count for _, count in runs)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    print(f"{platform.processor() or platform.machine()}, Python {platform.python_version()}\n")
    print("| stage | seconds (median) |\n|---|---|")
    for stage, value in zip(STAGES, seconds, strict=True):
        print(f"| {stage} | {value:.4f} |")
    simpy_, compiled_ = (seconds[STAGES.index(f"schedule, {name} engine")] for name in ("SimPy", "compiled"))
    print(f"\nSimPy engine over compiled engine: {simpy_ / compiled_:.0f} times.")
    print(
        f"One replication, compiled: {sum(seconds) - simpy_:.3f} s; SimPy: {sum(seconds) - compiled_:.3f} s."
    )
    print(f"Logged events in one replication: {events:,.0f}.")
    print(
        f"Peak memory: {peak / 1024:.0f} MiB, of which {before / 1024:.0f} MiB before the first replication."
    )


if __name__ == "__main__":
    main()
