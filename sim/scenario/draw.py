"""The uncertain parameters of one replication, drawn by key."""

from __future__ import annotations

import math
from bisect import bisect_left
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from sim.scenario.changes import Effect, applied
from sim.scenario.metadata import STAGES, Stage, table
from sim.scenario.values import Uncertain, UncertainDay, Value, is_fitted, middle
from sim.streams import Purpose, key, name_key, uniform

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from sim.scenario.posterior import Posterior

R = TypeVar("R")

CHOICE = "calibration.sets"
"""Which of the fitted sets are drawn; "none" draws each fitted parameter from its own range."""


@dataclass(frozen=True, slots=True)
class Unsure:
    """A parameter that is drawn: its distribution, its effects, and the keys of their luck."""

    path: str
    value: float | Uncertain | UncertainDay
    name: int
    whole: bool
    effects: tuple[tuple[Effect, int], ...]

    def drawn(self, luck: int, fitted: Mapping[str, float]) -> float:
        """Number of this parameter in the replication that the luck belongs to; `fitted` ones are given."""
        if self.path in fitted:
            number = fitted[self.path]
        elif isinstance(self.value, Uncertain | UncertainDay):
            number = self.value.quantile(uniform(luck, self.name, 0, 0))
        else:
            number = self.value
        for effect, name in self.effects:
            number = applied(effect.operation, number, _amount(effect.amount, luck, name))
        return float(math.floor(number + 0.5)) if self.whole else number


def _amount(amount: float | Uncertain, luck: int, name: int) -> float:
    return amount.quantile(uniform(luck, name, 0, 0)) if isinstance(amount, Uncertain) else amount


@dataclass(frozen=True, slots=True)
class Joint:
    """Parameters that were fitted together: a replication takes all of them from one set."""

    columns: Mapping[str, int]
    sums: tuple[float, ...]
    sets: tuple[tuple[float, ...], ...]

    @classmethod
    def of(cls, values: Mapping[str, Value], posterior: Posterior | None) -> Joint | None:
        """The fitted parameters of a scenario with the sets they come from; None where none is fitted."""
        chosen = values[CHOICE]
        if not isinstance(chosen, str) or not active(values) or posterior is None:
            return None
        steps = posterior.steps(chosen)
        columns = {path: column for column, path in enumerate(posterior.paths) if is_fitted(values[path])}
        return cls(columns, tuple(sum_ for sum_, _ in steps), tuple(numbers for _, numbers in steps))

    def drawn(self, luck: int) -> dict[str, float]:
        """Numbers of one set: it is picked with its weight, by a key of its own."""
        row = self.sets[bisect_left(self.sums, uniform(luck, name_key(CHOICE), 0, 0))]
        return {path: row[column] for path, column in self.columns.items()}


def active(values: Mapping[str, Value]) -> bool:
    """Whether any parameter is drawn from the posterior."""
    return values[CHOICE] != "none" and any(is_fitted(value) for value in values.values())


@dataclass(frozen=True)
class Plan:
    """What there is to draw from a scenario: made once, used by every replication."""

    certain: Mapping[str, float]
    unsure: tuple[Unsure, ...]
    settings: Mapping[str, Value]
    joint: Joint | None

    @classmethod
    def of(cls, values: Mapping[str, Value], effects: Iterable[Effect], posterior: Posterior | None) -> Plan:
        """Plan for the values and effects of a scenario, and the sets its fitted parameters come from."""
        by_path: dict[str, list[tuple[Effect, int]]] = {}
        for effect in effects:
            by_path.setdefault(effect.path, []).append((effect, name_key(effect.luck_name)))
        certain, unsure = {}, []
        for path, value in values.items():
            if isinstance(value, str | tuple):
                continue
            if isinstance(value, Uncertain | UncertainDay) or path in by_path:
                start = value if isinstance(value, Uncertain | UncertainDay) else middle(value)
                whole = table()[path].kind == "day"
                unsure.append(Unsure(path, start, name_key(path), whole, tuple(by_path.get(path, ()))))
            else:
                certain[path] = middle(value)
        return cls(certain, tuple(unsure), values, Joint.of(values, posterior))

    def draw(self, seed: int, replication: int) -> Drawn:
        """Parameters of one replication: a function of seed, replication and path alone."""
        luck = key(seed, replication, Purpose.PARAMETER)
        fitted = self.joint.drawn(luck) if self.joint else {}
        numbers = {each.path: each.drawn(luck, fitted) for each in self.unsure}
        return Drawn({**self.certain, **numbers}, self.settings, len(STAGES) - 1)


class Drawn:
    """Parameters of one replication: `drawn["section.name"]`, days as day numbers, flags 0 or 1."""

    __slots__ = ("_last", "_numbers", "_settings")

    def __init__(self, numbers: Mapping[str, float], settings: Mapping[str, Value], last: int) -> None:
        self._numbers = numbers
        self._settings = settings
        self._last = last

    def __getitem__(self, path: str) -> float:
        """Number of the parameter [its own unit]; KeyError if unknown, of a later stage, or no number."""
        self._allowed(path)
        return self._numbers[path]

    def choice(self, path: str) -> str:
        """Option chosen for a parameter that is a choice."""
        return str(self._setting(path))

    def rows(self, path: str, kind: type[R]) -> tuple[R, ...]:
        """Rows of a parameter that is a table of this kind, or its months (int)."""
        value = self._setting(path)
        return tuple(row for row in value if isinstance(row, kind)) if isinstance(value, tuple) else ()

    def stage(self, stage: Stage) -> Drawn:
        """View of the same replication that refuses parameters of later stages; it is never wider."""
        return Drawn(self._numbers, self._settings, min(self._last, STAGES.index(stage)))

    def _setting(self, path: str) -> Value:
        self._allowed(path)
        return self._settings[path]

    def _allowed(self, path: str) -> None:
        known = table()[path]
        if STAGES.index(known.stage) > self._last:
            message = f"{path} belongs to the {known.stage} stage and cannot be read in an earlier one"
            raise KeyError(message)
