"""What a chart shows as a table, read from the chart itself so that the two cannot differ, and as CSV."""

from __future__ import annotations

import csv
import datetime
import io
from functools import partial
from typing import TYPE_CHECKING, Any

from sim.fiscal import BASE_YEAR, month_text, year_text
from sim.wording import number

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from sim.charts.frame import Lang
    from sim.pictures import Specification

Row = dict[str, str | float | None]

_COLUMNS = {
    "day": ("月末", "End of month"),
    "year": ("年度", "Fiscal year"),
    "quarter": ("四半期の初め", "Start of quarter"),
    "reason": ("事由", "Reason"),
    "kind": ("事業者の類型", "Kind of vendor"),
    "name": ("名称", "Name"),
    "what": ("系列", "Series"),
    "late": ("間に合わないシステム", "Late systems"),
    "ratio": (f"{year_text(BASE_YEAR)}に対する倍率", f"Times {year_text(BASE_YEAR, 'en')}"),
    "low": ("下限", "Low"),
    "middle": ("中央", "Middle"),
    "high": ("上限", "High"),
    "share": ("割合（％）", "Share (%)"),
    "interval": ("区間", "Interval"),
    "years": ("待ち行列（年）", "Queue (years)"),
    "busy": ("稼働率（％）", "Busy teams (%)"),
    "people": ("人口", "Residents"),
}
"""Columns of all tables by the name of the field that a chart draws; other fields only place marks."""

_ENDS = ("low", "middle", "high")
_MONTHS = ("day", "quarter")
_MEASURES = {"low", "middle", "high", "share", "years", "ratio"}


def numbers(chart: Specification, lang: Lang) -> list[Row]:
    """The rows that a chart draws, under words; marks that only explain (lines, labels) are left out."""
    found = list(_drawn(chart))
    known = {name for row in found for name in row}
    names = [name for name in _COLUMNS if name in known]
    return [{_COLUMNS[name][lang == "en"]: row.get(name) for name in names} for row in found]


def forms(rows: list[Row], lang: Lang) -> dict[str, Callable[[Any], str]]:
    """How the cells of each column are shown: months in words, numbers with the digits that still tell much.

    The ends of an interval have as many digits as their middle.
    """
    found: dict[str, Callable[[Any], str]] = {}
    for names in (_ENDS, *((name,) for name in _COLUMNS if name not in _ENDS)):
        headings = [_COLUMNS[name][lang == "en"] for name in names if _COLUMNS[name][lang == "en"] in rows[0]]
        values = [
            abs(cell) for row in rows for head in headings if isinstance(cell := row[head], int | float)
        ]
        if values:
            digits = 0 if max(values) >= 100 else 1 if max(values) >= 10 else 2
            found |= dict.fromkeys(headings, partial(number, form=f",.{digits}f", lang=lang))
        elif names[0] in _MONTHS:
            found |= dict.fromkeys(headings, partial(_month, lang=lang))
    return found


def _month(day: str, lang: Lang) -> str:
    return month_text(datetime.date.fromisoformat(f"{day[:7]}-01"), lang)


def csv_text(rows: list[Row], lines: list[str]) -> str:
    """Rows as CSV with the lines that explain them below; a cell never begins a formula in a spreadsheet."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(rows[0])
    writer.writerows([[_safe(cell) for cell in row.values()] for row in rows])
    writer.writerows([[], *([_safe(line)] for line in lines)])
    return "\ufeff" + text.getvalue()  # the mark by which spreadsheets know UTF-8


def _drawn(part: Any) -> Iterator[dict[str, Any]]:
    """Rows of every data set inside a specification that hold a measure, each once, in the order drawn."""
    seen = set()
    for values in _values(part, part.get("datasets", {})):
        for row in values:
            cells = {name: cell for name, cell in row.items() if name in _COLUMNS}
            key = tuple(cells.items())
            if _MEASURES & set(cells) and "text" not in row and key not in seen:
                seen.add(key)
                yield cells


def _values(part: Any, named: dict[str, list[dict[str, Any]]]) -> Iterator[list[dict[str, Any]]]:
    if isinstance(part, dict):
        source = part.get("data")
        if isinstance(source, dict):
            yield source.get("values") or named.get(source.get("name", ""), [])
        for name, inner in part.items():
            if name not in ("data", "datasets"):
                yield from _values(inner, named)
    elif isinstance(part, list):
        for inner in part:
            yield from _values(inner, named)


def _safe(cell: object) -> object:
    """A text that a spreadsheet would take for a formula, made plain text."""
    return f"'{cell}" if isinstance(cell, str) and cell[:1] in ("=", "+", "-", "@", "\t") else cell
