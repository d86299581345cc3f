"""Rows of the tables in a scenario: freezes, law changes, withdrawals, pinned vendors, own figures."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sim import facts
from sim.errors import nearest
from sim.scenario import cells
from sim.scenario.values import (
    CONTRACT_GROUPS,
    FREEZE_GROUPS,
    PIN_GROUPS,
    VENDORS,
    Freeze,
    LawChange,
    OwnBaseline,
    OwnContractEnd,
    OwnCutover,
    OwnItem,
    OwnQuote,
    Pin,
    Row,
    Withdrawal,
)
from sim.scenario.words import EXPECTED, Wrong, shown

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

_Cells = dict[str, "Callable[[object], Any]"]


def _vendor(raw: object) -> int:
    return cells.whole_between(raw, 1, VENDORS)


def _yen(raw: object, least: int = 0) -> int:
    return cells.whole_between(raw, least, 1_000_000_000_000)


def _item(raw: object) -> str:
    return cells.choice(raw, facts.load().pilot.key)


def _business(raw: object) -> str:
    return cells.choice(raw, facts.load().businesses.key)


_ROWS: dict[str, tuple[type[Row], _Cells]] = {
    "Freeze": (
        Freeze,
        {
            "group": lambda raw: cells.choice(raw, FREEZE_GROUPS),
            "from": cells.month_day,
            "to": cells.month_day,
            "hard": cells.flag,
            "years": cells.years,
        },
    ),
    "LawChange": (
        LawChange,
        {
            "name_ja": cells.text,
            "name_en": cells.text,
            "from_day": cells.horizon_day,
            "to_day": cells.horizon_day,
            "teams_share": cells.share,
            "cost_share": cells.share,
        },
    ),
    "Withdrawal": (Withdrawal, {"vendor": _vendor, "day": cells.horizon_day}),
    "Pin": (
        Pin,
        {
            "organisation": cells.code,
            "group": lambda raw: cells.choice(raw, PIN_GROUPS),
            "vendor": _vendor,
        },
    ),
    "OwnBaseline": (
        OwnBaseline,
        {"organisation": cells.code, "fy2018_yen": lambda raw: _yen(raw, least=1)},
    ),
    "OwnItem": (OwnItem, {"organisation": cells.code, "item": _item, "fy2018_yen": _yen}),
    "OwnQuote": (
        OwnQuote,
        {"organisation": cells.code, "item": _item, "yen_per_year": _yen, "day": cells.horizon_day},
    ),
    "OwnContractEnd": (
        OwnContractEnd,
        {
            "organisation": cells.code,
            "group": lambda raw: cells.choice(raw, CONTRACT_GROUPS),
            "day": cells.horizon_day,
        },
    ),
    "OwnCutover": (
        OwnCutover,
        {"organisation": cells.code, "business": _business, "day": cells.plannable_day},
    ),
}
_OPTIONAL = ("years",)
_KEYS: dict[str, tuple[str, ...]] = {
    "Withdrawal": ("vendor",),
    "Pin": ("organisation", "group"),
    "OwnBaseline": ("organisation",),
    "OwnItem": ("organisation", "item"),
    "OwnQuote": ("organisation", "item"),
    "OwnContractEnd": ("organisation", "group"),
    "OwnCutover": ("organisation", "business"),
}
"""What no two rows of a table may share."""


def parse_rows(name: str, raw: object) -> tuple[Row, ...]:
    """Rows of a table; raises Wrong for the first row that cannot be used."""
    if not isinstance(raw, list):
        raise cells.wrong_type(raw, "rows")
    seen: dict[tuple[Any, ...], int] = {}
    rows = []
    for index, each in enumerate(raw, 1):
        rows.append(_row(name, each, index))
        if name in _KEYS:
            key = tuple(each[part] for part in _KEYS[name])
            if key in seen:
                raise Wrong(
                    "same_row", shown(each), part=f"[{index}]", keys=", ".join(_KEYS[name]), first=seen[key]
                )
            seen[key] = index
    return tuple(rows)


def _row(name: str, raw: object, index: int) -> Row:
    kind, known = _ROWS[name]
    if not isinstance(raw, dict):
        raise Wrong("wrong_type", shown(raw), part=f"[{index}]", expected=EXPECTED["row"])
    _complete(raw, known, index)
    values = {}
    for cell, value in raw.items():
        try:
            values[attribute(cell)] = known[cell](value)
        except Wrong as wrong:
            wrong.part = f"[{index}].{cell}"
            raise
    row: Row = kind(**values)
    if isinstance(row, LawChange) and row.to_day < row.from_day:
        raise Wrong("before", row.to_day, part=f"[{index}].to_day", other="from_day", limit=row.from_day)
    return row


def _complete(raw: Mapping[str, object], known: _Cells, index: int) -> None:
    for cell in raw:
        if cell not in known:
            raise Wrong("unknown_part", shown(raw), part=f"[{index}]", name=cell, meant=nearest(cell, known))
    for cell in known:
        if cell not in raw and cell not in _OPTIONAL:
            raise Wrong("missing_part", shown(raw), part=f"[{index}]", name=cell)


def attribute(cell: str) -> str:
    """Name of a cell in the program: `from` is a word of the language."""
    return "from_" if cell == "from" else cell
