"""From what stands in a TOML file to a value of a parameter, or to what is wrong with it."""

from __future__ import annotations

import math
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from sim import fiscal
from sim.scenario.changes import POSSIBLE, Operation
from sim.scenario.metadata import Metadata
from sim.scenario.rows import parse_rows
from sim.scenario.values import Uncertain, UncertainDay, Value
from sim.scenario.words import EXPECTED, Wrong

if TYPE_CHECKING:
    from collections.abc import Mapping


def parse(known: Metadata, raw: object) -> Value:
    """Value of a parameter; raises Wrong."""
    if isinstance(raw, dict) and known.kind != "table":
        return _spread(known, raw)
    value = _typed(known, raw)
    if known.kind in ("number", "whole", "day"):
        _inside(known, raw, value)
    return value


def _typed(known: Metadata, raw: object) -> Value:
    match known.kind:
        case "number":
            return number(raw)
        case "whole":
            return whole(raw)
        case "day":
            return day(raw)
        case "flag":
            return _flag(raw)
        case "choice":
            return choice(raw, known.options)
        case "months":
            return _months(raw)
        case "table":
            return parse_rows(known.options[0], raw)


def number(raw: object) -> float:
    """Finite number; raises Wrong."""
    if isinstance(raw, bool) or not isinstance(raw, int | float):
        raise Wrong("wrong_type", raw, expected=EXPECTED["number"])
    if not math.isfinite(raw):
        raise Wrong("not_finite", raw)
    return float(raw)


def whole(raw: object) -> int:
    """Whole number; raises Wrong."""
    if isinstance(raw, bool) or not isinstance(raw, int):
        raise Wrong("wrong_type", raw, expected=EXPECTED["whole"])
    return raw


def day(raw: object) -> date:
    """Date; raises Wrong."""
    if not isinstance(raw, date) or isinstance(raw, datetime):
        raise Wrong("wrong_type", raw, expected=EXPECTED["day"])
    return raw


def choice(raw: object, options: tuple[str, ...]) -> str:
    """One of the options; raises Wrong."""
    if not isinstance(raw, str):
        raise Wrong("wrong_type", raw, expected=EXPECTED["text"])
    if raw not in options:
        raise Wrong.choice(raw, options)
    return raw


def _flag(raw: object) -> bool:
    if not isinstance(raw, bool):
        raise Wrong("wrong_type", raw, expected=EXPECTED["flag"])
    return raw


def _months(raw: object) -> tuple[int, ...]:
    if not isinstance(raw, list) or not raw:
        raise Wrong("wrong_type", raw, expected=EXPECTED["months"])
    months = tuple(whole(month) for month in raw)
    if any(not 1 <= month <= 12 for month in months) or list(months) != sorted(set(months)):
        raise Wrong("bad_months", raw)
    return months


def _spread(known: Metadata, raw: Mapping[str, Any]) -> Value:
    """Three-point value {value, low, high} of a number or a day."""
    if known.kind not in ("number", "day"):
        raise Wrong("no_range", _three(raw))
    parts = [_typed(known, raw[name]) for name in three_points(raw)]
    for part in parts:
        _inside(known, _three(raw), part)
    if known.kind == "day":
        return UncertainDay(*(part for part in parts if isinstance(part, date)))
    return Uncertain(*(part for part in parts if isinstance(part, float)))


def three_points(raw: Mapping[str, Any]) -> tuple[str, str, str]:
    """Names of the three points once they are complete and in order; raises Wrong."""
    for name in raw:
        if name not in ("value", "low", "high"):
            raise Wrong.choice(name, ("value", "low", "high"))
    if len(raw) < 3:
        raise Wrong("three_points", _three(raw))
    try:
        ordered = raw["low"] <= raw["value"] <= raw["high"]
    except TypeError:
        ordered = True  # the types are reported one by one
    if not ordered:
        raise Wrong("points_order", _three(raw))
    return "value", "low", "high"


def _three(raw: Mapping[str, Any]) -> str:
    return ", ".join(f"{name} {value}" for name, value in raw.items())


def _inside(known: Metadata, raw: object, value: Value) -> None:
    at = fiscal.day_of(value) if isinstance(value, date) else value
    if isinstance(at, int | float) and not known.low <= at <= known.high:
        raise Wrong("out_of_range", raw, low=known.bound_text(known.low), high=known.bound_text(known.high))


def parse_amount(known: Metadata, operation: Operation, raw: object) -> Value:
    """Amount of a change other than a set; days become day numbers. Raises Wrong."""
    if operation not in POSSIBLE[known.kind]:
        raise Wrong("operation", raw, operation=operation, possible=", ".join(POSSIBLE[known.kind]))
    if isinstance(raw, dict):
        if known.kind == "whole":
            raise Wrong("no_range", _three(raw))
        amount = [_amount(known, operation, raw[name]) for name in three_points(raw)]
        return Uncertain(*amount)
    return whole(raw) if known.kind == "whole" else _amount(known, operation, raw)


def _amount(known: Metadata, operation: Operation, raw: object) -> float:
    if known.kind == "day" and operation != "add":
        return float(fiscal.day_of(day(raw)))
    if known.kind == "day":
        return float(whole(raw))
    amount = number(raw)
    if operation == "scale" and amount < 0:
        raise Wrong("negative_scale", raw)
    return amount
