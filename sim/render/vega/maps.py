"""Maps of a figure's rows as Vega-Lite: points at their places, tiles at their spots."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import altair as alt

from sim.figures.model import shown
from sim.render.palette import BLUES, EAST, EDGE, INK, NORTH, QUIET, SHADES
from sim.render.vega.frame import data
from sim.wording import between

if TYPE_CHECKING:
    from sim.figures.model import Figure, Plot, Style

TILE = 54
"""Side of a tile [points of a picture]."""
LARGEST = 4_000_000
"""Value of the column of sizes at which a point is as large as it gets."""


def places(figure: Figure, plot: Plot, _: Style) -> Any:
    """A point a row, darker by class, larger by the column of sizes; a line around what was moved."""
    drawn = plot.map
    if drawn is None:
        raise ValueError(figure.key)
    share = figure.column(drawn.column)
    columns = {"name": drawn.names_in, "value": drawn.column, "size": drawn.sizes, "x": plot.across}
    columns["y"] = plot.series[0].column
    cells = {key: figure.column(name).values for key, name in columns.items()}
    rows = [dict(zip(cells, row, strict=True)) for row in zip(*cells.values(), strict=True)]
    legend = alt.Legend(title=share.heading, orient="top-left", gradientLength=200, direction="horizontal")
    points = (
        alt.Chart(data(rows))
        .mark_circle(opacity=0.85, stroke=f"#{EDGE}", strokeWidth=0.35)
        .encode(
            x=alt.X("x:Q", axis=None, scale=alt.Scale(domain=list(EAST))),
            y=alt.Y("y:Q", axis=None, scale=alt.Scale(domain=list(NORTH))),
            size=alt.Size("size:Q", legend=None, scale=alt.Scale(range=[14, 420], domain=[0, LARGEST])),
            color=alt.Color(
                "value:Q",
                scale=alt.Scale(type="threshold", domain=list(drawn.steps), range=list(SHADES)),
                legend=legend,
            ),
            order=alt.Order("size:Q", sort="descending"),
            tooltip=[
                alt.Tooltip("name:N", title=drawn.names_in),
                alt.Tooltip("value:Q", title=share.heading, format=f".{share.decimals or 0}f"),
            ],
        )
    )
    turns = [{"x": x, "y": y, "turn": turn} for turn, (x, y) in enumerate(drawn.outline)]
    box = alt.Chart(data(turns)).mark_line(color=f"#{EDGE}", strokeWidth=1)
    left, top = drawn.outline[0][0], max(y for _, y in drawn.outline)
    named = alt.Chart(data([{"x": left + 0.4, "y": top - 0.2, "text": drawn.moved}]))
    return alt.layer(
        points,
        box.encode(x="x:Q", y="y:Q", order="turn:Q"),
        named.mark_text(align="left", fontSize=11, color=f"#{QUIET}").encode(x="x:Q", y="y:Q", text="text:N"),
    ).properties(width=600, height=600)


def tiles(figure: Figure, plot: Plot, style: Style) -> Any:
    """A tile a row at its spot with name, number and interval, as dark as the number says."""
    drawn = plot.map
    if drawn is None:
        raise ValueError(figure.key)
    by_role = {each.role: figure.column(each.column) for each in plot.series}
    rows, decimals = [], by_role["middle"].decimals
    for row, (label, (x, y)) in enumerate(zip(plot.labels, drawn.spots, strict=True)):
        low, middle, high = (by_role[role].values[row] for role in ("low", "middle", "high"))
        text, first, last = (shown(cell, decimals, style.lang) for cell in (middle, low, high))
        within = "" if low is None or high is None else between(first, last, style.lang)
        rows.append({"name": label, "value": middle or 0, "text": text, "interval": within, "x": x, "y": y})
    base = alt.Chart(data(rows)).encode(x=alt.X("x:O", axis=None), y=alt.Y("y:O", axis=None))
    legend = alt.Legend(
        title=plot.axis, orient="top-left", gradientLength=240, direction="horizontal", format="d"
    )
    colour = alt.Color(
        "value:Q",
        scale=alt.Scale(type="threshold", domain=list(drawn.steps), range=list(BLUES)),
        legend=legend,
    )
    name_size = 12 if style.lang == "ja" else 9.5
    return alt.layer(
        base.mark_rect(stroke="white", strokeWidth=2).encode(color=colour),
        base.mark_text(fontSize=name_size, dy=-15, color=f"#{INK}").encode(text="name:N"),
        base.mark_text(fontSize=14, fontWeight="bold", dy=2, color=f"#{INK}").encode(text="text:N"),
        base.mark_text(fontSize=9, dy=17, color=f"#{INK}").encode(text="interval:N"),
    ).properties(width=alt.Step(TILE), height=alt.Step(TILE))
