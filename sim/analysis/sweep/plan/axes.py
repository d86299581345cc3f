"""Axes of a design: the values that a parameter, or the choice of requests, takes on over its points."""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, cast

from sim import fiscal
from sim.errors import nearest
from sim.scenario.parse import parse
from sim.scenario.words import EXPECTED, Wrong, shown
from sim.words import bilingual

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sim.scenario import Metadata

Level = float | int | bool | str | date | tuple[str, ...]
"""Value of an axis at a point; a tuple holds the names of the requests that are granted."""

REQUESTS = "requests"
"""Name of the axis over sets of requests."""
MOST_STEPS = 10_000
_KINDS = ("number", "whole", "day", "date", "flag", "choice")
_PARTS = ("low", "high", "steps", "values")


@dataclass(frozen=True, slots=True)
class Listed:
    """An axis with its values one by one."""

    name: str
    values: tuple[Level, ...]

    def at(self, u: float) -> Level:
        """Value at the share u (0 to 1) of the axis: each value has an equal part of it."""
        return self.values[min(int(u * len(self.values)), len(self.values) - 1)]


@dataclass(frozen=True, slots=True)
class Between:
    """An axis from `low` to `high`, both included; in a grid it has `steps` evenly spaced values."""

    name: str
    kind: str
    low: float
    high: float
    steps: int | None = None

    def at(self, u: float) -> Level:
        """Value at the share u (0 to 1) of the axis; of days and whole numbers each has an equal part."""
        if self.kind == "number":
            return min(self.low + u * (self.high - self.low), self.high)
        return self._typed(min(self.low + math.floor(u * (self.high - self.low + 1)), self.high))

    @property
    def values(self) -> tuple[Level, ...]:
        """Values of a grid, rising; days and whole numbers are rounded, and none comes twice."""
        last = (self.steps or 2) - 1
        shares = [step / last for step in range(last + 1)]
        points = [min(self.low + share * (self.high - self.low), self.high) for share in shares]
        if self.kind == "number":
            return tuple(points)
        return tuple(self._typed(whole) for whole in dict.fromkeys(math.floor(p + 0.5) for p in points))

    def _typed(self, number: float) -> Level:
        return fiscal.date_of(int(number)) if self.kind in ("day", "date") else int(number)


Axis = Listed | Between


def axis_of(known: Metadata, raw: object, *, grid: bool) -> Axis:
    """Axis of a parameter from [value, ...] or { values }, or { low, high } with steps in a grid.

    Raises Wrong.
    """
    require_axis_kind(known)
    if isinstance(raw, list):
        return Listed(known.path, _values(known, raw, ""))
    if not isinstance(raw, dict):
        raise Wrong("wrong_type", shown(raw), expected=_EXPECTED)
    for part in raw:
        if part not in _PARTS:
            raise Wrong("unknown_part", shown(raw), name=part, meant=nearest(part, _PARTS))
    if "values" in raw:
        if len(raw) > 1:
            raise Wrong("sweep_values_alone", shown(raw))
        return Listed(known.path, _values(known, raw["values"], ".values"))
    return _between(known, raw, grid=grid)


def require_axis_kind(known: Metadata) -> None:
    """Raise Wrong for tables and lists of months, which no axis can hold."""
    if known.kind not in _KINDS:
        raise Wrong("sweep_no_axis", None)


def level_of(known: Metadata, raw: object) -> Level:
    """One certain value of a parameter; raises Wrong."""
    require_axis_kind(known)
    if isinstance(raw, dict):
        raise Wrong("no_range", shown(raw))
    return cast("Level", parse(known, raw))


def _values(known: Metadata, raw: object, part: str) -> tuple[Level, ...]:
    if not isinstance(raw, list) or not raw:
        raise Wrong("wrong_type", shown(raw), part=part, expected=_LIST)
    values = []
    for index, each in enumerate(raw, 1):
        try:
            values.append(level_of(known, each))
        except Wrong as wrong:
            wrong.part = f"{part}[{index}]{wrong.part}"
            raise
    if len(set(values)) < len(values):
        raise Wrong("sweep_value_twice", shown(raw), part=part)
    return tuple(values)


def _between(known: Metadata, raw: Mapping[str, Any], *, grid: bool) -> Between:
    if known.kind in ("flag", "choice"):
        raise Wrong("sweep_needs_values", shown(raw))
    for part in ("low", "high", *(["steps"] if grid else [])):
        if part not in raw:
            raise Wrong("missing_part", shown(raw), name=part)
    if not grid and "steps" in raw:
        raise Wrong("sweep_steps_in_grid", shown(raw))
    ends = []
    for part in ("low", "high"):
        try:
            value = level_of(known, raw[part])
        except Wrong as wrong:
            wrong.part = f".{part}"
            raise
        ends.append(float(fiscal.day_of(value) if isinstance(value, date) else cast("float", value)))
    if not ends[0] < ends[1]:
        raise Wrong("sweep_low_high", shown(raw))
    steps = raw.get("steps")
    if grid and (isinstance(steps, bool) or not isinstance(steps, int)):
        raise Wrong("wrong_type", shown(steps), part=".steps", expected=EXPECTED["whole"])
    if steps is not None and not 2 <= steps <= MOST_STEPS:
        raise Wrong("out_of_range", steps, part=".steps", low=2, high=MOST_STEPS)
    return Between(known.path, known.kind, ends[0], ends[1], steps)


_LIST = bilingual("expected/axis_list")
_EXPECTED = bilingual("expected/axis")
