"""One point of a sweep: a run, and the row it leaves behind."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from sim import runs
from sim.analysis.sweep.figures import kept
from sim.errors import SimError
from sim.runs.memory import FORGETFUL
from sim.summary import summarise

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from sim.runs import Memory
    from sim.scenario import Scenario

FAILED_HASH = "0" * 64
"""Result hash of a point that has no result."""


@dataclass(frozen=True, slots=True)
class Job:
    """A point to run: its number, its scenario, and what is wanted of it."""

    number: int
    scenario: Scenario
    replications: int
    seed: int
    figures: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """What a point leaves behind. A point that failed as a whole has a fault, no figures and FAILED_HASH."""

    result_hash: str = FAILED_HASH
    replications: int = 0
    failed_replications: int = 0
    fault_ja: str = ""
    fault_en: str = ""
    seconds: float = 0.0
    figures: Mapping[str, float | None] = field(default_factory=dict)

    @property
    def failed(self) -> bool:
        """Whether the whole point failed."""
        return self.result_hash == FAILED_HASH


class Stopped(Exception):  # noqa: N818 - not an error: what a stopped worker says instead of a row
    """The run was asked to stop before its last replication."""


def run_point(job: Job, stop: Callable[[], bool] | None = None, memory: Memory = FORGETFUL) -> Row:
    """Row of a point; a failure is recorded in it, never raised. `memory` keeps stages that points share.

    Raises Stopped once `stop()` is true: half a point is none.
    """
    started = time.perf_counter()
    try:
        results = runs.run(job.scenario, job.replications, job.seed, stop=stop, memory=memory)
        stopped = results.number + len(results.failures) < job.replications
        figures = {} if stopped else kept(summarise(results).as_dict(), job.figures)
    except Exception as error:
        return failed(error, job.replications, time.perf_counter() - started)
    if stopped:
        raise Stopped
    return Row(
        result_hash=results.result_hash,
        replications=results.number,
        failed_replications=len(results.failures),
        seconds=time.perf_counter() - started,
        figures=figures,
    )


def failed(error: Exception, replications: int, seconds: float = 0.0) -> Row:
    """Row of a point that has no result, with what went wrong in both languages."""
    if isinstance(error, SimError):
        texts = error.text("ja"), error.text("en")
    else:
        reason = (
            str(error) if isinstance(error, runs.NoReplicationError) else f"{type(error).__name__}: {error}"
        )
        texts = reason, reason
    return Row(
        failed_replications=replications,
        fault_ja=texts[0].replace("\n", "; "),
        fault_en=texts[1].replace("\n", "; "),
        seconds=seconds,
    )
