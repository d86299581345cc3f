"""What all charts share: fonts, sizes, the lines above and below the plot."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING, Any, Literal

import altair as alt

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sim.pictures import Specification

Lang = Literal["ja", "en"]
Chart = alt.Chart | alt.LayerChart | alt.FacetChart
FONT = "Noto Sans CJK JP"
WIDTH, HEIGHT = 760, 360
NAVY, ORANGE, GREY, BLACK = "#1f4e79", "#c55a11", "#7f7f7f", "#222222"
_LINE_CELLS = 118  # half-width cells of one line of 12-pixel text across the whole picture


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


def wrapped(text: str, width: int = _LINE_CELLS) -> list[str]:
    """The text in lines of at most so many half-width cells; Japanese breaks anywhere, English at spaces."""
    lines, line = [], ""
    for word in _words(text):
        if line and cells(line + word) > width:
            lines.append(line.rstrip())
            line = word.lstrip()
        else:
            line += word
    return [*lines, line.rstrip()]


def _lines(texts: Sequence[str]) -> list[str]:
    return [line for text in texts if text for line in wrapped(text)]


def _words(text: str) -> list[str]:
    """Pieces between which a line may break: at spaces and beside wide characters, not before a stop."""
    words: list[str] = []
    for character in text:
        joins = (
            bool(words)
            and not words[-1].endswith(" ")
            and (character in "、。，）」・％ " or not (_wide(character) or _wide(words[-1][-1])))
        )
        if joins:
            words[-1] += character
        else:
            words.append(character)
    return words


def _wide(character: str) -> bool:
    return unicodedata.east_asian_width(character) in "WFA"


def cells(text: str) -> int:
    """Half-width cells that a text fills; a Japanese character fills two."""
    return sum(2 if _wide(character) else 1 for character in text)


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
