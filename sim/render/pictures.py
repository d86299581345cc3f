"""Figures as pictures: their plot, or their table where they have none."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import altair as alt

from sim.render.text import cells, wrapped
from sim.render.vega.figure import in_words, specification
from sim.render.vega.frame import FONT, data
from sim.vega_pictures import draw

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sim.figures.model import Brief, Figure, Style
    from sim.vega_pictures import Specification

DOTS_PER_INCH = 300


def images(brief: Brief, formats: Iterable[str]) -> dict[str, bytes]:
    """Pictures by file name such as running_cost.png: each figure in each of `sim.vega_pictures.FORMATS`."""
    wanted = tuple(formats)
    found: dict[str, bytes] = {}
    for name, drawing in drawings(brief):
        files = draw(drawing, wanted, DOTS_PER_INCH)
        found |= {f"{name}.{kind}": content for kind, content in files.items()}
    return found


def drawings(brief: Brief) -> Iterable[tuple[str, Specification]]:
    """Every plot of a brief by its key, and every table that is shown without one or beside it."""
    style = brief.style
    for figure in brief.figures:
        if figure.plot is not None:
            yield figure.key, specification(figure, style)
        if figure.plot is None or figure.tabled:
            name = f"{figure.key}_table" if figure.tabled else figure.key
            yield name, table(figure, style)


def table(figure: Figure, style: Style) -> Specification:
    """The figure's table between the words of the figure."""
    return in_words(_table(figure, style), figure, style)


CELL = 7.2
"""Width of a half-width cell of a drawn table, in points of a picture."""
LONG = 40
"""Rows from which on a table is drawn in the shape of a sheet of A4."""


def _table(figure: Figure, style: Style) -> Any:
    """The figure's table as text on lines."""
    texts = figure.texts(style.lang)
    headings = [wrapped(heading, max(10, -(-cells(heading) // 2) + 2)) for heading in figure.headings]
    widths = [
        CELL * max(*(cells(line) for line in heading), *(cells(row[i]) for row in texts)) + 16
        for i, heading in enumerate(headings)
    ]
    deep, high = max(len(heading) for heading in headings), 21 if len(texts) < LONG else 17
    height = 16 * deep + high * len(texts)
    if len(texts) >= LONG:
        widths = [width * max(1.0, height / 1.35 / sum(widths)) for width in widths]
    rows: list[dict[str, Any]] = []
    left = 0.0
    for index, (column, width) in enumerate(zip(figure.columns, widths, strict=True)):
        right = column.decimals is not None
        x = left + width - 8 if right else left + 8
        for line, text in enumerate(headings[index]):
            rows.append(
                {
                    "x": x,
                    "y": 16 * (line + deep - len(headings[index])) + 9,
                    "text": text,
                    "right": right,
                    "bold": True,
                }
            )
        for number, row in enumerate(texts):
            bold = figure.has_total and number == len(texts) - 1
            rows.append(
                {
                    "x": x,
                    "y": 16 * deep + high * (number + 0.56),
                    "text": row[index],
                    "right": right,
                    "bold": bold,
                }
            )
        left += width
    rules = [{"y": 16 * deep + high * number} for number in range(len(texts) + 1)]
    return _drawn(rows, rules, left, height)


def _drawn(rows: list[dict[str, Any]], rules: list[dict[str, Any]], width: float, height: float) -> Any:
    x = alt.X("x:Q", axis=None, scale=alt.Scale(domain=[0, width]))
    y = alt.Y("y:Q", axis=None, scale=alt.Scale(domain=[height, 0]))
    lines = alt.Chart(data(rules)).mark_rule(color="#bfbfbf", strokeWidth=0.7).encode(y=y)
    layers = [lines]
    for right in (False, True):
        for bold in (False, True):
            part = [row for row in rows if row["right"] == right and row["bold"] == bold]
            mark: dict[str, Any] = {"align": "right" if right else "left"}
            mark["fontWeight"] = "bold" if bold else "normal"
            layers.append(
                alt.Chart(data(part))
                .mark_text(font=FONT, fontSize=12, **mark)
                .encode(x=x, y=y, text="text:N")
            )
    return alt.layer(*layers).properties(width=max(width, 620), height=height)
