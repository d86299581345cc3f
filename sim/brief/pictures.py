"""Figures as pictures: the charts of the pages where there are any, else drawn from the figure's table."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import altair as alt

from sim.brief.look import FILLS, INK, tone
from sim.brief.words import say
from sim.charts import CHARTS
from sim.charts.frame import FONT, HEIGHT, WIDTH, cells, data, framed, wrapped
from sim.pictures import draw

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sim.brief.model import Brief, Figure, Plot, Style
    from sim.facts import Facts
    from sim.pictures import Specification

DOTS_PER_INCH = 300


def images(brief: Brief, summary: dict[str, Any], facts: Facts, formats: Iterable[str]) -> dict[str, bytes]:
    """Pictures by file name such as running_cost.png: each figure in each of `sim.pictures.FORMATS`."""
    wanted = tuple(formats)
    found: dict[str, bytes] = {}
    for name, chart in _charts(brief, summary, facts):
        drawing = greyed(chart) if brief.style.mono else chart
        files = draw(drawing, wanted, DOTS_PER_INCH)
        found |= {f"{name}.{kind}": content for kind, content in files.items()}
    return found


def _charts(brief: Brief, summary: dict[str, Any], facts: Facts) -> Iterable[tuple[str, Specification]]:
    style = brief.style
    for figure in brief.figures:
        if figure.key in CHARTS:
            yield figure.key, CHARTS[figure.key](summary, facts, style.lang, era=style.years == "era")
        elif figure.plot is not None and figure.plot.kind == "stack":
            yield figure.key, _framed(_stack(figure, figure.plot, style), figure)
        if figure.plot is None or figure.tabled:
            yield (
                f"{figure.key}_table" if figure.tabled else figure.key,
                _framed(_table(figure, style), figure),
            )


def _framed(plot: Any, figure: Figure) -> Specification:
    return framed(plot, figure.title, [figure.subject, figure.caption[0]], figure.caption[1:])


def greyed(drawing: Any) -> Any:
    """The drawing with each colour as the grey of its lightness; dashes and shapes tell things apart."""
    if isinstance(drawing, dict):
        return {key: greyed(value) for key, value in drawing.items()}
    if isinstance(drawing, list):
        return [greyed(value) for value in drawing]
    if isinstance(drawing, str) and re.fullmatch("#[0-9a-fA-F]{6}", drawing):
        return f"#{tone(drawing, mono=True).lower()}"
    return drawing


def _stack(figure: Figure, plot: Plot, style: Style) -> Any:
    """Parts of a whole by fiscal year as columns, with a legend in their order."""
    names = [drawn.column for drawn in plot.series]
    labels = plot.labels or tuple(str(value) for value in figure.columns[0].values)
    rows = [
        {"x": label, "part": name, "y": value, "order": order}
        for order, name in enumerate(names)
        for label, value in zip(labels, figure.column(name).values, strict=True)
    ]
    key = "grey" if style.mono else "colour"
    colours = [f"#{getattr(fill, key)}" for fill in _greys(style)[: len(names)]]
    scale = alt.Scale(domain=names, range=colours)
    base = alt.Chart(data(rows)).encode(
        x=alt.X("x:N", sort=None, title=say("year", style.lang), axis=alt.Axis(labelAngle=0)),
        y=alt.Y("y:Q", title=plot.axis, axis=alt.Axis(format=",d")),
        order=alt.Order("order:Q"),
        color=alt.Color(
            "part:N", scale=scale, sort=names, legend=alt.Legend(title=None, orient="bottom", columns=3)
        ),
    )
    return base.mark_bar(stroke=f"#{INK}", strokeWidth=0.4).properties(width=WIDTH, height=HEIGHT)


def _greys(style: Style) -> tuple[Any, ...]:
    """Fills whose greys differ in lightness from their neighbours; pictures know no pattern."""
    if not style.mono:
        return FILLS
    return tuple(fill._replace(grey=grey) for fill, grey in zip(FILLS, _STEPS, strict=True))


_STEPS = ("262626", "D9D9D9", "8C8C8C", "F2F2F2", "595959", "FFFFFF")
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
