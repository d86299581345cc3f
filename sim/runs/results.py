"""All replications of one scenario, gathered as they come and kept small."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, fields, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np

from sim.runs.outcome import Kept, Outcome, Summed
from sim.runs.totals import Totals

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

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
    """Replications 0 to asked - 1 of one scenario; `replications` are the numbers of those that succeeded."""

    scenario: Scenario
    facts: Facts
    seed: int
    asked: int
    replications: tuple[int, ...]
    failures: tuple[Failure, ...]
    kept: Kept
    summed: Summed
    digests: tuple[bytes, ...]

    @property
    def number(self) -> int:
        """Replications that succeeded."""
        return len(self.replications)

    def first(self, asked: int) -> Results:
        """Replications 0 to `asked` - 1 of these; `summed` still holds the sums over all."""
        rows = [row for row, number in enumerate(self.replications) if number < asked]
        return replace(
            self,
            asked=asked,
            replications=self.replications[: len(rows)],
            failures=tuple(failure for failure in self.failures if failure.replication < asked),
            kept=self.kept.first(len(rows)),
            digests=self.digests[: len(rows)],
        )

    @cached_property
    def result_hash(self) -> str:
        """SHA-256 over the digests of the replications in their order."""
        return result_hash(self.digests)


def result_hash(digests: Sequence[bytes]) -> str:
    """SHA-256 (hexadecimal) over the digests of replications in their order."""
    return hashlib.sha256(b"".join(digests)).hexdigest()


class Gathering:
    """Replications in their order, put into arrays that are made once, for as many as are asked for."""

    def __init__(self, scenario: Scenario, facts: Facts, seed: int, asked: int) -> None:
        self._scenario, self._facts, self._seed = scenario, facts, seed
        self._asked = asked
        self._numbers: list[int] = []
        self._failures: list[Failure] = []
        self._digests: list[bytes] = []
        self._kept: dict[str, NDArray[Any]] = {}
        self.totals = Totals()

    @property
    def done(self) -> int:
        """Replications that have come, failed ones included."""
        return len(self._numbers) + len(self._failures)

    def resume(self, earlier: Results) -> None:
        """Begin with replications that were run before; they stay as they are."""
        for field in fields(Kept):
            before = getattr(earlier.kept, field.name)  # asked for once: it may have to be unpacked
            self._room(field.name, before.shape[1:], before.dtype)[: len(before)] = before
        self._numbers += earlier.replications
        self._failures += earlier.failures
        self._digests += earlier.digests
        self.totals.add(earlier.summed)

    def add(self, came: Outcome | Failure) -> None:
        """The next replication."""
        if isinstance(came, Failure):
            self._failures.append(came)
            return
        row = {field.name: getattr(came.kept, field.name) for field in fields(Kept)}
        self._keep(len(self._numbers), row)
        self._numbers.append(came.replication)
        self._digests.append(came.digest)
        if came.summed is not None:
            self.totals.add(came.summed)

    def results(self) -> Results:
        """What has come so far; raises NoReplicationError when not one replication succeeded."""
        if self.totals.summed is None:
            first = self._failures[0]
            raise NoReplicationError(f"{first.error}; {first.where}")
        number = len(self._numbers)
        return Results(
            scenario=self._scenario,
            facts=self._facts,
            seed=self._seed,
            asked=self.done,
            replications=tuple(self._numbers),
            failures=tuple(self._failures),
            kept=Kept(**{name: array[:number] for name, array in self._kept.items()}),
            summed=self.totals.summed,
            digests=tuple(self._digests),
        )

    def _keep(self, number: int, row: Mapping[str, NDArray[Any]]) -> None:
        for name, array in row.items():
            self._room(name, array.shape, array.dtype)[number] = array

    def _room(self, name: str, shape: tuple[int, ...], kind: np.dtype[Any]) -> NDArray[Any]:
        """The array of a name for all replications, made when it is first needed."""
        if name not in self._kept:
            self._kept[name] = np.empty((self._asked, *shape), dtype=kind)
        return self._kept[name]
