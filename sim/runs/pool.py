"""Replications on several processes; the same result for any number of them."""

from __future__ import annotations

import hashlib
import multiprocessing
import signal
import traceback
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sim.errors import SimError
from sim.facts import load
from sim.kernel import is_cold
from sim.runs.outcome import Kept, Outcome, Summed, add, stack
from sim.runs.replicate import replicate

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from sim.facts import Facts
    from sim.scenario import Scenario


class NoReplicationError(Exception):
    """Every replication broke off; the text says how the first one did."""


@dataclass(frozen=True, slots=True)
class Failure:
    """A replication that broke off: its number and what broke, never shown as a traceback."""

    replication: int
    error: str
    where: str


@dataclass(frozen=True)
class Results:
    """All replications of one scenario; `replications` are the numbers of those that succeeded, in order."""

    scenario: Scenario
    facts: Facts
    seed: int
    asked: int
    replications: tuple[int, ...]
    failures: tuple[Failure, ...]
    kept: Kept
    summed: Summed
    result_hash: str

    @property
    def number(self) -> int:
        """Replications that succeeded."""
        return len(self.replications)


LARGEST_KERNELS = {
    "compiled": ("clock.run_clock", "post._post_lots"),
    "simpy": ("outlook.vendor_outlook", "post._post_lots"),
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
) -> Results:
    """Outcomes of replications 0 to n - 1; `progress(done, all)` is called after each of them.

    Raises NoReplicationError when not one replication succeeds, and passes KeyboardInterrupt on after the
    worker processes have ended.
    """
    facts = load(data)
    kept: dict[int, Kept] = {}
    digests: dict[int, bytes] = {}
    failures: list[Failure] = []
    summed: Summed | None = None
    for done, result in enumerate(_outcomes(scenario, replications, seed, workers, data, engine), start=1):
        if isinstance(result, Failure):
            failures.append(result)
        else:
            kept[result.replication] = result.kept
            digests[result.replication] = result.digest
            summed = add(summed, result.summed)
        if progress is not None:
            progress(done, replications)
    if summed is None:
        raise NoReplicationError(f"{failures[0].error}; {failures[0].where}")
    order = tuple(sorted(kept))
    return Results(
        scenario=scenario,
        facts=facts,
        seed=seed,
        asked=replications,
        replications=order,
        failures=tuple(sorted(failures, key=lambda failure: failure.replication)),
        kept=stack([kept[number] for number in order]),
        summed=summed,
        result_hash=result_hash([digests[number] for number in order]),
    )


def result_hash(digests: list[bytes]) -> str:
    """SHA-256 over the digests of the replications in their order."""
    return hashlib.sha256(b"".join(digests)).hexdigest()


def _outcomes(
    scenario: Scenario, replications: int, seed: int, workers: int, data: Path | None, engine: str
) -> Iterator[Outcome | Failure]:
    # Compile once, here, rather than in every worker at the same time.
    alone = replications if workers == 1 else min(replications, int(must_compile(engine)))
    for number in range(alone):
        yield _isolated(scenario, seed, number, data, engine)
    if alone < replications:
        numbers = range(alone, replications)
        yield from _parallel(scenario, numbers, seed, min(workers, len(numbers)), data, engine)


def _parallel(
    scenario: Scenario, numbers: range, seed: int, workers: int, data: Path | None, engine: str
) -> Iterator[Outcome | Failure]:
    """Outcomes as they finish. Few tasks wait in the pool, so that an interrupt has little to wait for.

    Workers are left to finish what they are at: one that is killed while it sends its outcome leaves half
    a message, and the pool would wait for the other half for ever.
    """
    pool = ProcessPoolExecutor(workers, multiprocessing.get_context("spawn"), initializer=_ignore_interrupt)
    waiting: set[Future[Outcome | Failure]] = set()
    try:
        for number in numbers:
            waiting.add(pool.submit(_isolated, scenario, seed, number, data, engine))
            if len(waiting) >= 2 * workers:
                done, waiting = wait(waiting, return_when=FIRST_COMPLETED)
                yield from (future.result() for future in done)
        while waiting:
            done, waiting = wait(waiting, return_when=FIRST_COMPLETED)
            yield from (future.result() for future in done)
    finally:
        pool.shutdown(cancel_futures=True)


def _isolated(
    scenario: Scenario, seed: int, number: int, data: Path | None, engine: str
) -> Outcome | Failure:
    try:
        return replicate(load(data), scenario, seed, number, engine)
    except SimError:
        raise
    except Exception as error:
        frame = traceback.extract_tb(error.__traceback__)[-1]
        where = f"{frame.filename.rpartition('/')[2]}:{frame.lineno} {frame.name}"
        return Failure(number, f"{type(error).__name__}: {error}", where)


def _ignore_interrupt() -> None:
    """Ctrl-C goes to every process of the terminal; only the parent answers it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
