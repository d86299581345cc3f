"""Changes to parameters: set, scale, add, at_least, at_most, in an order that never depends on the files'."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, get_args

from sim import fiscal
from sim.scenario.values import Uncertain, UncertainDay, Value, ends, middle

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from sim.scenario.metadata import Kind

Operation = Literal["set", "scale", "add", "at_least", "at_most"]
OPERATIONS: tuple[Operation, ...] = get_args(Operation)

POSSIBLE: dict[Kind, tuple[Operation, ...]] = {
    "number": OPERATIONS,
    "day": ("set", "add", "at_least", "at_most"),
    "date": ("set", "add", "at_least", "at_most"),
    "whole": ("set", "add", "at_least", "at_most"),
    "flag": ("set",),
    "choice": ("set",),
    "months": ("set",),
    "table": ("set",),
}
"""What can be done to a parameter of each kind."""


@dataclass(frozen=True, slots=True)
class Change:
    """One change that a file asks for; days are day numbers, but a set holds the value itself."""

    path: str
    operation: Operation
    amount: Value
    file: str

    @property
    def certain(self) -> bool:
        """Whether the change is known exactly; a set is, whatever it sets."""
        return self.operation == "set" or not isinstance(self.amount, Uncertain)

    @property
    def rank(self) -> tuple[int, float, float, float, str]:
        """Place of the change among those of one parameter, whatever the order of the files."""
        amount = self.amount
        if self.operation == "set" or not isinstance(amount, float | int | Uncertain):
            return 0, 0.0, 0.0, 0.0, self.file
        return OPERATIONS.index(self.operation), middle(amount), *ends(amount), self.file


@dataclass(frozen=True, slots=True)
class Effect:
    """An uncertain change, drawn by itself and made to the drawn parameter."""

    path: str
    operation: Operation
    amount: float | Uncertain
    origin: str

    @property
    def luck_name(self) -> str:
        """Name under which the effect draws its luck: the same in every combination of files."""
        return f"{self.path}:{self.operation}:{self.origin}"


def applied(operation: Operation, number: float, amount: float) -> float:
    """Number after one change [unit of the parameter]."""
    if operation == "scale":
        return number * amount
    if operation == "add":
        return number + amount
    if operation == "at_least":
        return max(number, amount)
    if operation == "at_most":
        return min(number, amount)
    return amount


def changed(value: Value, changes: Iterable[Change]) -> Value:
    """Value after certain changes, made in their rank; low, median and high change alike."""
    for change in sorted(changes, key=lambda each: each.rank):
        value = change.amount if change.operation == "set" else _one(value, change)
    return value


def _one(value: Value, change: Change) -> Value:
    amount = change.amount
    if not isinstance(amount, float | int) or isinstance(value, str | tuple):
        return value
    low, high = (applied(change.operation, end, float(amount)) for end in ends(value))
    centre = applied(change.operation, middle(value), float(amount))
    if isinstance(value, Uncertain):
        return Uncertain(centre, low, high) if low < high else centre
    if isinstance(value, UncertainDay):
        return UncertainDay(_date(centre), _date(low), _date(high)) if low < high else _date(centre)
    if isinstance(value, float):
        return centre
    return int(centre) if isinstance(value, int) else _date(centre)


def _date(day: float) -> date:
    return fiscal.date_of(int(day))


def effects_of(changes: Iterable[Change]) -> tuple[Effect, ...]:
    """Changes of one parameter as effects, in their rank: all of them once one is uncertain."""
    return tuple(
        Effect(change.path, change.operation, change.amount, change.file)
        for change in sorted(changes, key=lambda each: each.rank)
        if isinstance(change.amount, float | int | Uncertain)
    )


def reach(value: Value, effects: Iterable[Effect]) -> tuple[float, float]:
    """Least and greatest number that a value can become under effects; values that are no numbers reach 0."""
    if isinstance(value, str | tuple):
        return 0.0, 0.0
    low, high = ends(value)
    for effect in effects:
        corners = [
            applied(effect.operation, end, amount) for end in (low, high) for amount in ends(effect.amount)
        ]
        low, high = min(corners), max(corners)
    return low, high
