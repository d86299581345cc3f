"""Single values of a file: each function gives the value or raises Wrong."""

from __future__ import annotations

import math
from datetime import date, datetime
from typing import cast

from sim import fiscal
from sim.errors import is_blank, nearest, unreadable
from sim.scenario.changes import OPERATIONS, Operation
from sim.scenario.metadata import table
from sim.scenario.words import EXPECTED, Wrong, shown

LINE, LINES = 400, 4_000
"""Signs that a line, and a text of several lines, may hold; the form on the page takes 400."""


def wrong_type(raw: object, expected: str) -> Wrong:
    """The fault of a value that is of another kind than expected (a key of EXPECTED)."""
    return Wrong("wrong_type", shown(raw), expected=EXPECTED[expected])


def number(raw: object) -> float:
    """Finite number."""
    if isinstance(raw, bool) or not isinstance(raw, int | float):
        raise wrong_type(raw, "number")
    if not math.isfinite(raw):
        raise Wrong("not_finite", raw)
    return float(raw) + 0.0  # no minus zero: it equals zero and is written as zero


def whole(raw: object) -> int:
    """Whole number."""
    if isinstance(raw, bool) or not isinstance(raw, int):
        raise wrong_type(raw, "whole")
    return raw


def whole_between(raw: object, low: int, high: int) -> int:
    """Whole number within bounds."""
    value = whole(raw)
    if not low <= value <= high:
        raise Wrong("out_of_range", raw, low=low, high=high)
    return value


def share(raw: object) -> float:
    """Share of at most nine tenths: what a law change takes must leave something."""
    value = number(raw)
    if not 0.0 <= value <= 0.9:
        raise Wrong("out_of_range", raw, low=0, high=0.9)
    return value


def day(raw: object) -> date:
    """Date."""
    if not isinstance(raw, date) or isinstance(raw, datetime):
        raise wrong_type(raw, "day")
    return raw


def horizon_day(raw: object) -> date:
    """Date within the horizon."""
    value = day(raw)
    if not 0 <= fiscal.day_of(value) <= fiscal.HORIZON_END:
        last = fiscal.date_of(fiscal.HORIZON_END).isoformat()
        raise Wrong("out_of_range", raw, low=fiscal.date_of(0).isoformat(), high=last)
    return value


def plannable_day(raw: object) -> date:
    """Date within the horizon but for its last year, so that a cutover window follows it."""
    value = day(raw)
    last = fiscal.year_start(fiscal.LAST_YEAR) - 1
    if not 0 <= fiscal.day_of(value) <= last:
        ends = (fiscal.date_of(end).isoformat() for end in (0, last))
        raise Wrong("out_of_range", raw, **dict(zip(("low", "high"), ends, strict=True)))
    return value


def month_day(raw: object) -> str:
    """Month and day, "02-16"."""
    try:
        date.fromisoformat(f"2024-{raw}")  # a leap year: 29 February may end a freeze
    except ValueError:
        raise wrong_type(raw, "month_day") from None
    return str(raw)


def text(raw: object) -> str:
    """A line of text in which something can be seen, such as a title."""
    value = line(raw)
    if is_blank(value):
        raise Wrong("text_blank", shown(raw))
    return value


def line(raw: object) -> str:
    """A line of text, such as a title or a name: what a slide, a sheet and a page can hold."""
    return _readable(raw, LINE)


def lines(raw: object) -> str:
    """A text of one or more lines."""
    return _readable(raw, LINES, but="\n\t")


def _readable(raw: object, most: int, but: str = "") -> str:
    if not isinstance(raw, str):
        raise wrong_type(raw, "text")
    if len(raw) > most:
        raise Wrong("text_long", shown(raw), most=most, found=len(raw))
    if strange := unreadable(raw, but):
        raise Wrong("text_sign", shown(raw), sign=strange)
    return raw


def flag(raw: object) -> bool:
    """True or false."""
    if not isinstance(raw, bool):
        raise wrong_type(raw, "flag")
    return raw


def choice(raw: object, options: tuple[str, ...]) -> str:
    """One of the options."""
    if not isinstance(raw, str):
        raise wrong_type(raw, "text")
    if raw not in options:
        raise Wrong.choice(raw, options)
    return raw


def months(raw: object) -> tuple[int, ...]:
    """Months of a year, rising."""
    if not isinstance(raw, list) or not raw:
        raise wrong_type(raw, "months")
    values = tuple(whole_between(month, 1, 12) for month in raw)
    if list(values) != sorted(set(values)):
        raise Wrong("bad_months", raw)
    return values


def years(raw: object) -> tuple[int, ...]:
    """Calendar years of the horizon."""
    if not isinstance(raw, list) or not raw:
        raise wrong_type(raw, "years")
    return tuple(whole_between(year, fiscal.FIRST_YEAR, fiscal.LAST_YEAR + 1) for year in raw)


def code(raw: object) -> str:
    """Six digits of an organisation."""
    if not isinstance(raw, str) or len(raw) != 6 or not raw.isdecimal():
        raise wrong_type(raw, "code")
    return raw


_EFFECT = ("path", "operation", "amount", "origin")


def effect(raw: object) -> tuple[str, Operation, object, str]:
    """Path, operation, amount as written, and origin of an uncertain change."""
    if not isinstance(raw, dict):
        raise wrong_type(raw, "rows")
    for name in _EFFECT:
        if name not in raw:
            raise Wrong("missing_part", None, name=name)
    for name in raw:
        if name not in _EFFECT:
            raise Wrong("unknown_part", shown(raw), name=name, meant=nearest(name, _EFFECT))
    path = choice(raw["path"], tuple(table()))
    operation = choice(raw["operation"], tuple(each for each in OPERATIONS if each != "set"))
    return path, cast("Operation", operation), raw["amount"], text(raw["origin"])
