"""Replications of a scenario on several threads; the same result for any number of them."""

from __future__ import annotations

import traceback
from typing import TYPE_CHECKING, TypeVar

from sim.errors import SimError
from sim.facts import load
from sim.kernel import is_cold
from sim.replication import Replication
from sim.runs.memory import FORGETFUL
from sim.runs.one_replication import replicate
from sim.runs.results import Failure, Gathering, Results
from sim.runs.threads import each

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from sim.facts import Facts
    from sim.runs.memory import Memory
    from sim.runs.outcome import Outcome
    from sim.runs.totals import Totals
    from sim.scenario import Scenario

R = TypeVar("R")

LARGEST_KERNELS = {
    "compiled": ("clock.run_clock", "post._post_lots"),
    "simpy": ("expect.vendor_outlook", "post._post_lots"),
}


def must_compile(engine: str) -> bool:
    """Whether a run on this engine has to compile first, which takes a minute or two."""
    return is_cold(*LARGEST_KERNELS[engine])


def run(
    scenario: Scenario,
    replications: int,
    seed: int = 1,
    workers: int = 1,
    progress: Callable[[int, int], object] | None = None,
    data: Path | None = None,
    engine: str = "compiled",
    *,
    stop: Callable[[], bool] | None = None,
    earlier: Results | None = None,
    memory: Memory = FORGETFUL,
) -> Results:
    """Outcomes of replications 0 to n - 1; `progress(done, all)` is called after each of them.

    `stop` is asked between replications: once it says True the result holds those done, at least one.
    `earlier` are finished replications of the same scenario, seed and data: they are kept, not repeated,
    and given back as they are when there are enough of them.
    `memory` keeps populations and schedules from one run to the next. Raises NoReplicationError when not one
    replication succeeded, and passes KeyboardInterrupt on after the threads have ended.
    """
    if earlier is not None and earlier.asked >= replications:
        return earlier
    facts = load(data)
    gathering = Gathering(scenario, facts, seed, replications)
    if earlier is not None:
        gathering.resume(earlier)
    numbers = range(gathering.done, replications)

    def isolated(number: int) -> Outcome | Failure:
        return _isolated(facts, scenario, seed, number, engine, memory, gathering.totals)

    def stopped() -> bool:
        return stop is not None and gathering.done > 0 and stop()

    for came in compiled_first(isolated, numbers, workers, stopped, engine):
        gathering.add(came)
        if progress is not None:
            progress(gathering.done, replications)
    return gathering.results()


def compiled_first(
    function: Callable[[int], R],
    numbers: range,
    workers: int,
    stop: Callable[[], bool],
    engine: str = "compiled",
) -> Iterator[R]:
    """`each` over replications. While code has yet to be compiled, the first one runs alone."""
    alone = int(must_compile(engine))
    yield from each(function, numbers[:alone], 1, stop)
    yield from each(function, numbers[alone:], workers, stop)


def _isolated(
    facts: Facts,
    scenario: Scenario,
    seed: int,
    number: int,
    engine: str,
    memory: Memory,
    totals: Totals,
) -> Outcome | Failure:
    try:
        return replicate(Replication.of(facts, scenario, seed, number), engine, memory, totals)
    except SimError:
        raise
    except Exception as error:
        frame = traceback.extract_tb(error.__traceback__)[-1]
        where = f"{frame.filename.rpartition('/')[2]}:{frame.lineno} {frame.name}"
        return Failure(number, f"{type(error).__name__}: {error}", where)
