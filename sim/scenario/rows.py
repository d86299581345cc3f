"""Rows of the tables in a scenario: freezes, law changes, withdrawals, pinned vendors."""

from __future__ import annotations

from dataclasses import MISSING, fields
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from sim.errors import nearest
from sim.scenario.values import FREEZE_GROUPS, Freeze, LawChange, Pin, Row, Withdrawal
from sim.scenario.words import EXPECTED, Wrong

if TYPE_CHECKING:
    from collections.abc import Callable

_ROWS: dict[str, type[Freeze | LawChange | Withdrawal | Pin]] = {
    "Freeze": Freeze,
    "LawChange": LawChange,
    "Withdrawal": Withdrawal,
    "Pin": Pin,
}


def parse_rows(name: str, raw: object) -> tuple[Row, ...]:
    """Rows of a table; raises Wrong for the first row that cannot be used."""
    if not isinstance(raw, list):
        raise Wrong("wrong_type", raw, expected=EXPECTED["rows"])
    return tuple(_row(_ROWS[name], each, index + 1) for index, each in enumerate(raw))


def _row(kind: type[Freeze | LawChange | Withdrawal | Pin], raw: object, index: int) -> Row:
    if not isinstance(raw, dict):
        raise Wrong("wrong_type", raw, part=f"[{index}]", expected=EXPECTED["table"])
    known = {each.name: each for each in fields(kind)}
    for name in raw:
        if name not in known:
            raise Wrong("unknown_part", None, part=f"[{index}]", name=name, meant=nearest(name, known))
    for name, each in known.items():
        if name not in raw and each.default is MISSING:
            raise Wrong("missing_part", None, part=f"[{index}]", name=name)
    values = {name: _CELLS[name](value, f"[{index}].{name}") for name, value in raw.items()}
    row: Any = kind(**values)
    return _ordered(row, index)


def _ordered(row: Row, index: int) -> Row:
    if isinstance(row, LawChange) and row.to_day < row.from_day:
        raise Wrong("before", row.to_day, part=f"[{index}].to_day", other="from_day", limit=row.from_day)
    return row


def _text(raw: object, part: str) -> str:
    if not isinstance(raw, str) or not raw:
        raise Wrong("wrong_type", raw, part=part, expected=EXPECTED["text"])
    return raw


def _group(raw: object, part: str) -> str:
    group = _text(raw, part)
    if group not in FREEZE_GROUPS:
        raise Wrong.choice(group, FREEZE_GROUPS, part=part)
    return group


def _month_day(raw: object, part: str) -> str:
    try:
        date.fromisoformat(f"2024-{raw}")  # a leap year: 29 February may be the end of a freeze
    except ValueError:
        raise Wrong("wrong_type", raw, part=part, expected=EXPECTED["month_day"]) from None
    return str(raw)


def _hard(raw: object, part: str) -> bool:
    if not isinstance(raw, bool):
        raise Wrong("wrong_type", raw, part=part, expected=EXPECTED["flag"])
    return raw


def _years(raw: object, part: str) -> tuple[int, ...]:
    if not isinstance(raw, list) or any(isinstance(each, bool) or not isinstance(each, int) for each in raw):
        raise Wrong("wrong_type", raw, part=part, expected=EXPECTED["years"])
    for year in raw:
        if not 2018 <= year <= 2036:
            raise Wrong("out_of_range", year, part=part, low=2018, high=2036)
    return tuple(raw)


def _day(raw: object, part: str) -> date:
    if not isinstance(raw, date) or isinstance(raw, datetime):
        raise Wrong("wrong_type", raw, part=part, expected=EXPECTED["day"])
    if not date(2018, 4, 1) <= raw <= date(2036, 3, 31):
        raise Wrong("out_of_range", raw, part=part, low="2018-04-01", high="2036-03-31")
    return raw


def _share(raw: object, part: str) -> float:
    if isinstance(raw, bool) or not isinstance(raw, int | float):
        raise Wrong("wrong_type", raw, part=part, expected=EXPECTED["number"])
    if not 0 <= raw <= 0.9:
        raise Wrong("out_of_range", raw, part=part, low=0, high=0.9)
    return float(raw)


def _vendor(raw: object, part: str) -> int:
    if isinstance(raw, bool) or not isinstance(raw, int):
        raise Wrong("wrong_type", raw, part=part, expected=EXPECTED["whole"])
    if not 1 <= raw <= 60:
        raise Wrong("out_of_range", raw, part=part, low=1, high=60)
    return raw


def _organisation(raw: object, part: str) -> str:
    if not isinstance(raw, str) or len(raw) != 6 or not raw.isdecimal():
        raise Wrong("wrong_type", raw, part=part, expected=EXPECTED["code"])
    return raw


_CELLS: dict[str, Callable[[object, str], Any]] = {
    "group": _group,
    "first": _month_day,
    "last": _month_day,
    "hard": _hard,
    "years": _years,
    "name_ja": _text,
    "name_en": _text,
    "from_day": _day,
    "to_day": _day,
    "teams_share": _share,
    "cost_share": _share,
    "vendor": _vendor,
    "day": _day,
    "organisation": _organisation,
}
