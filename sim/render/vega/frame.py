"""What all charts share: fonts, sizes, the lines above and below the plot."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import altair as alt

from sim.render.text import wrapped

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sim.vega_pictures import Specification

Chart = alt.Chart | alt.LayerChart
FONT = "Noto Sans CJK JP"
WIDTH, HEIGHT = 760, 360


def framed(plot: Chart, title: str, above: Sequence[str], below: Sequence[str]) -> Specification:
    """The plot with its title, unit and definition above it and interval, source and id below it.

    As a Vega-Lite specification, which is what the page, the pictures and the tables are made of.
    """
    head = alt.TitleParams(text=wrapped(title, 76), subtitle=_lines(above), **_TITLE)
    foot = alt.TitleParams(text=_lines(below), orient="bottom", **_FOOT)
    inner = alt.vconcat(plot.properties(title=head))
    whole: alt.VConcatChart = alt.vconcat(inner, title=foot).configure(**_CONFIG).configure_view(stroke=None)
    made: Specification = whole.to_dict(validate=False)  # its parts were when made; again takes longest
    return made


def data(rows: Sequence[dict[str, Any]]) -> alt.Data:
    """Rows as the data of a chart; a tuple, since altair copies a list anew with every property it sets."""
    return alt.Data(values=tuple(rows))  # type: ignore[no-untyped-call]  # altair leaves it untyped


def _lines(texts: Sequence[str]) -> list[str]:
    return [line for text in texts if text for line in wrapped(text)]


_TITLE: dict[str, Any] = {
    "anchor": "start",
    "frame": "group",
    "fontSize": 17,
    "subtitleFontSize": 12,
    "subtitleLineHeight": 17,
    "subtitlePadding": 6,
    "subtitleColor": "#444444",
    "offset": 12,
}
_FOOT: dict[str, Any] = {
    "anchor": "start",
    "frame": "group",
    "fontSize": 11,
    "fontWeight": "normal",
    "lineHeight": 16,
    "color": "#555555",
    "offset": 10,
}
_CONFIG: dict[str, Any] = {
    "font": f"{FONT}, sans-serif",
    "background": "white",
    "padding": 16,
    "axis": {"labelFontSize": 12, "titleFontSize": 12, "titleFontWeight": "normal", "gridColor": "#e6e6e6"},
    "legend": {
        "labelFontSize": 12,
        "titleFontSize": 12,
        "labelLimit": 400,
        "titleLimit": 400,
        "titleFontWeight": "normal",
    },
}
