"""A figure as plain text with separators, for every spreadsheet and every program, and what describes it."""

from __future__ import annotations

import csv as commas
import io
from typing import TYPE_CHECKING, get_args

from sim.disk import to_json
from sim.figures.model import About
from sim.render.day import today

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


def described(figure: Figure, lang: str, made_by: str, command: str = "") -> bytes:
    """What stands beside the CSV of a figure, as JSON in UTF-8.

    `columns` have the heading of the CSV with its unit and decimals apart; under `caption` are the lines by
    what they tell: unit and exchange rate, definition, interval, source, identity, note; null where there is
    none. `runs` are those that the figure is of. `command` repeats it, null where it is not known.
    """
    caption = {
        about: [str(line) for line in figure.caption if line.about == about] for about in get_args(About)
    }
    content = {
        "key": figure.key,
        "title": figure.title,
        "subject": figure.subject,
        "language": lang,
        "columns": [
            {
                "heading": column.heading,
                "name": column.name,
                "unit": column.unit,
                "decimals": list(column.by_row) or column.decimals,
            }
            for column in figure.columns
        ],
        "caption": {about: "\n".join(lines) or None for about, lines in caption.items()},
        "runs": [run._asdict() for run in figure.runs],
        "command": command or None,
        "made_by": made_by,
        "made_on": today().date().isoformat(),
    }
    return to_json(content).encode()


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
