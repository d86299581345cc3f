"""From what stands in a TOML file to a value of a parameter, or to what is wrong with it."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any, cast

from sim import fiscal
from sim.errors import nearest
from sim.scenario import cells
from sim.scenario.changes import POSSIBLE, Operation
from sim.scenario.metadata import plain
from sim.scenario.rows import parse_rows
from sim.scenario.values import Uncertain, UncertainDay, Value
from sim.scenario.words import Wrong, shown

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sim.scenario.metadata import Metadata

MOST_SCALE = 1_000_000.0
"""No factor takes a parameter from its least to its greatest value that is larger."""
_POINTS = ("value", "low", "high")


def parse(known: Metadata, raw: object) -> Value:
    """Value of a parameter; raises Wrong."""
    if isinstance(raw, dict) and known.kind != "table":
        return _spread(known, raw)
    value = _typed(known, raw)
    _inside(known, raw, value)
    return value


def _typed(known: Metadata, raw: object) -> Value:
    match known.kind:
        case "number":
            return cells.number(raw)
        case "whole":
            return cells.whole(raw)
        case "day" | "date":
            return cells.day(raw)
        case "flag":
            return cells.flag(raw)
        case "choice":
            return cells.choice(raw, known.options)
        case "months":
            return cells.months(raw)
        case "table":
            return parse_rows(known.options[0], raw)


def _inside(known: Metadata, raw: object, value: Value) -> None:
    if known.kind not in ("number", "whole", "day", "date"):
        return
    at = fiscal.day_of(value) if isinstance(value, date) else value
    if isinstance(at, int | float) and not known.admits(at, at):
        raise _outside(known, raw)


def _outside(known: Metadata, value: object) -> Wrong:
    ends = known.ends_text()
    return Wrong("out_of_range", value, low=ends["low"], high=ends["high"])


def _spread(known: Metadata, raw: Mapping[str, Any]) -> Value:
    """Three-point value {value, low, high} of a number or a day, with `fitted = true` where it was fitted."""
    if known.kind not in ("number", "day"):
        raise Wrong("no_range", shown(raw))
    fitted = cells.flag(raw.get("fitted", False))
    raw = {name: part for name, part in raw.items() if name != "fitted"}
    _three_points(raw)
    parts = [_typed(known, raw[name]) for name in _POINTS]
    _in_order(raw)
    for part in parts:
        _inside(known, shown(raw), part)
    if known.kind == "day":
        days = [part for part in parts if isinstance(part, date)]
        return UncertainDay(days[0], days[1], days[2], fitted)
    numbers = [part for part in parts if isinstance(part, float)]
    if not known.admits(numbers[1], numbers[2]):  # on both sides of what lies between off and the least
        raise _outside(known, shown(raw))
    return Uncertain(numbers[0], numbers[1], numbers[2], fitted)


def parse_amount(known: Metadata, operation: Operation, raw: object) -> Value:
    """Amount of a change other than a set; days become day numbers. Raises Wrong."""
    if operation not in POSSIBLE[known.kind]:
        raise Wrong("operation", shown(raw), operation=operation, possible=", ".join(POSSIBLE[known.kind]))
    if not isinstance(raw, dict):
        amount = _amount(known, operation, raw)
        return int(amount) if known.kind == "whole" else amount
    if known.kind not in ("number", "day"):
        raise Wrong("no_range", shown(raw))
    _three_points(raw)
    amounts = [_amount(known, operation, raw[name]) for name in _POINTS]
    _in_order(raw)
    return Uncertain(amounts[0], amounts[1], amounts[2])


def _amount(known: Metadata, operation: Operation, raw: object) -> float:
    """One number; beyond the parameter's bounds, or further than from one to the other, none has a use."""
    if operation == "scale":
        amount = cells.number(raw)
        if amount < 0:
            raise Wrong("negative_scale", raw)
        return _between(raw, amount, 0.0, MOST_SCALE)
    if operation == "add":
        steps = known.kind != "number"
        amount = float(cells.whole(raw)) if steps else cells.number(raw)
        return _between(raw, amount, known.low - known.high, known.high - known.low)
    value = _typed(known, raw)
    _inside(known, raw, value)
    return float(fiscal.day_of(value)) if isinstance(value, date) else float(cast("float", value))


def _between(raw: object, amount: float, low: float, high: float) -> float:
    if not low <= amount <= high:
        raise Wrong("out_of_range", raw, low=plain(round(low, 9)), high=plain(round(high, 9)))
    return amount


def _three_points(raw: Mapping[str, Any]) -> None:
    for name in raw:
        if name not in _POINTS:
            raise Wrong("unknown_part", shown(raw), name=name, meant=nearest(name, _POINTS))
    if len(raw) < len(_POINTS):
        raise Wrong("three_points", shown(raw))


def _in_order(raw: Mapping[str, Any]) -> None:
    if not raw["low"] <= raw["value"] <= raw["high"]:
        raise Wrong("points_order", shown(raw))
