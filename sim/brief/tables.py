"""A figure as plain text with separators, for every spreadsheet and every program."""

from __future__ import annotations

import csv as commas
import io
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sim.brief.model import Cell, Figure

FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""What a spreadsheet takes for the beginning of a formula."""


def csv(figure: Figure) -> bytes:
    """The table as CSV in UTF-8 with byte order mark: headings with units, rows, then the caption.

    Numbers are plain digits. A text that a spreadsheet would take for a formula gets an apostrophe before it.
    """
    text = io.StringIO(newline="")
    out = commas.writer(text)
    out.writerow(safe(column.heading) for column in figure.columns)
    out.writerows([safe(cell) for cell in row] for row in figure.rows)
    out.writerow([])
    out.writerows([safe(line)] for line in (figure.title, figure.subject, *figure.caption))
    return text.getvalue().encode("utf-8-sig")


def safe(cell: Cell) -> Cell:
    """The cell, a text so that no spreadsheet runs it."""
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(FORMULA) else cell
