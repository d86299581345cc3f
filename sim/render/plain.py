"""A figure as plain text with separators, for every spreadsheet and every program."""

from __future__ import annotations

import csv as commas
import io
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from sim.figures.model import Cell, Figure

FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""What a spreadsheet takes for the beginning of a formula."""


def csv(figure: Figure) -> bytes:
    """The table as CSV in UTF-8 with byte order mark: headings with units, rows, then the caption.

    Numbers are plain digits in full precision, months the day on which they end or begin (2026-03-31). A
    text that a spreadsheet would take for a formula gets an apostrophe before it.
    """
    text = io.StringIO(newline="")
    out = commas.writer(text)
    out.writerow(safe(column.heading) for column in figure.columns)
    dates = figure.plot.dates if figure.plot is not None else ()
    first = tuple(day.isoformat() for day in dates) or figure.columns[0].values
    columns = [first, *(column.exact or column.values for column in figure.columns[1:])]
    out.writerows([safe(cell) for cell in row] for row in zip(*columns, strict=True))
    out.writerow([])
    out.writerows([safe(line)] for line in (figure.title, figure.subject, *figure.caption))
    return text.getvalue().encode("utf-8-sig")


def listing(rows: Sequence[Mapping[str, Cell]], below: Iterable[str]) -> str:
    """Rows under their names as CSV, with the lines that explain them below."""
    text = io.StringIO(newline="")
    out = commas.writer(text)
    out.writerow(safe(name) for name in rows[0])
    out.writerows([safe(cell) for cell in row.values()] for row in rows)
    out.writerows([[], *([safe(line)] for line in below)])
    return "\ufeff" + text.getvalue()  # the mark by which spreadsheets know UTF-8


def safe(cell: Cell) -> Cell:
    """The cell, a text so that no spreadsheet runs it."""
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(FORMULA) else cell
