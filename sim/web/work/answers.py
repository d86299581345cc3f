"""What the queue of work gives a page: finished answers, and how far a scenario is."""

from __future__ import annotations

from dataclasses import dataclass, replace
from threading import Lock
from typing import TYPE_CHECKING, Literal

from sim import summary
from sim.runs import Memory, opened

if TYPE_CHECKING:
    from collections.abc import Callable

    from sim.runs import Results
    from sim.scenario import Scenario
    from sim.summary import Summary


_ONE_AT_A_TIME = Lock()


@dataclass(frozen=True, slots=True)
class Answer:
    """A finished step of a scenario: its results, and their summary, made when a page first asks for it."""

    results: Results
    summarised: Callable[[], Summary]

    @property
    def number(self) -> int:
        """Replications that succeeded."""
        return self.results.number

    @property
    def id(self) -> str:
        """What reproduces the figures, as it stands below them."""
        return summary.run_id(self.results)

    @property
    def summary(self) -> Summary:
        """Every figure of the run, under the titles of the scenario that was asked for."""
        return replace(self.summarised(), scenario=summary.identity(self.results.scenario))

    def under(self, scenario: Scenario) -> Answer:
        """The same answer under the titles of another scenario, which assumes the same."""
        return replace(self, results=replace(self.results, scenario=scenario))


def answered(
    results: Results, summarise: Callable[[Results], Summary], shown: Memory | None = None
) -> Answer:
    """The answer of some results. Not each page needs the summary, which takes longer than some runs.

    It is kept in `shown` as long as there is room, and made again for who asks later. One is made at a time:
    each unpacks as much as a run holds.
    """
    kept = Memory(1) if shown is None else shown

    def summarised() -> Summary:
        def make() -> Summary:
            with _ONE_AT_A_TIME:
                return summarise(opened(results))

        return kept.get(("summary", results.scenario.hash, results.asked), make)

    return Answer(results, summarised)


@dataclass(frozen=True, slots=True)
class State:
    """Where a scenario stands: `have` replications answered, `done` of `wanted` in the step under way.

    `compiling`: `done` and `wanted` count kernels. `failed`: `error` says why, and nothing more is tried.
    `ready`: nothing is left to do for whoever looks; `more`: there would be, had they not stopped it.
    """

    kind: Literal["waiting", "running", "ready", "failed"]
    have: int = 0
    done: int = 0
    wanted: int = 0
    seconds_left: float | None = None
    compiling: bool = False
    more: bool = False
    error: Exception | None = None
