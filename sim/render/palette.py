"""Colours, greys, dashes and fonts of what is handed over: one table for slides and sheets.

Nothing is told by colour alone: lines differ in dash, points in shape, parts without colour in
pattern.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from sim.wording import MINUS

if TYPE_CHECKING:
    from sim.figures.model import Role

FONT = "BIZ UDPゴシック"
"""On every Windows since 2018, made to be read easily; its kind tells other systems what to put instead."""
PANOSE, PITCH_FAMILY, CHARSET = "020B0400000000000000", "50", "-128"  # sans-serif, proportional, Japanese
FALLBACK = "游ゴシック"

INK, QUIET, RULE, TINT = "222222", "595959", "BFBFBF", "EEF2F6"
NAVY, ORANGE = "1F4E79", "B04A0A"


class Line(NamedTuple):
    """How a series of a line chart is drawn."""

    colour: str
    grey: str
    width: float  # points; 0: no line
    dash: str  # name in the drawing markup of Office
    marker: str = "none"  # diamond: a single point that stands out; circle: one of many


SIZES = {"diamond": 10, "circle": 6}
"""Size of a point by its shape [points of type]."""
MARKS = (("circle", 3), ("circle", 4), ("diamond", 5), ("triangle", 5))
"""Shape and size of the points of a map by class, from the lowest [points of type]."""
EDGE = "5A6B7D"
"""Outline of a point or tile, so that the lightest is seen on white."""


LINES: dict[Role, Line] = {
    "middle": Line(NAVY, "000000", 2.5, "solid"),
    "low": Line(NAVY, "000000", 1.0, "sysDash"),
    "high": Line(NAVY, "000000", 1.0, "sysDash"),
    "second": Line(ORANGE, "6E6E6E", 2.5, "dash"),
    "second_low": Line(ORANGE, "6E6E6E", 1.0, "sysDot"),
    "second_high": Line(ORANGE, "6E6E6E", 1.0, "sysDot"),
    "third": Line("8A8A8A", "BFBFBF", 2.5, "sysDot"),
    "third_low": Line("8A8A8A", "BFBFBF", 1.0, "sysDot"),
    "third_high": Line("8A8A8A", "BFBFBF", 1.0, "sysDot"),
    "target": Line(ORANGE, "000000", 2.0, "lgDashDot"),
    "base": Line("7F7F7F", "8C8C8C", 1.25, "sysDot"),
    "point": Line(NAVY, "595959", 0.0, "solid", "circle"),
    "second_target": Line(ORANGE, "000000", 2.0, "sysDash"),
    "observed": Line(INK, "000000", 0.0, "solid", "diamond"),
    "line_1": Line(NAVY, "000000", 2.5, "solid"),
    "line_2": Line(ORANGE, "595959", 2.5, "dash"),
    "line_3": Line("2E7D32", "8C8C8C", 2.5, "sysDot"),
    "line_4": Line("7B1FA2", "000000", 1.75, "lgDashDot"),
    "line_5": Line("8D6E00", "595959", 1.75, "sysDash"),
    "line_6": Line("444444", "8C8C8C", 1.75, "lgDash"),
}


class Fill(NamedTuple):
    """How one part of a whole is filled: a colour, or a pattern of black on white."""

    colour: str
    pattern: str  # name in the drawing markup of Office, "" for plain grey
    grey: str


FILLS = (
    Fill("1F4E79", "", "262626"),
    Fill("C9772B", "wdUpDiag", "000000"),
    Fill("6FA0C8", "", "A6A6A6"),
    Fill("8A8A8A", "pct20", "000000"),
    Fill("E3C27A", "ltHorz", "000000"),
    Fill("2F7D6B", "", "FFFFFF"),
)
"""In the order of the parts; neighbours differ in lightness too."""


def axis_numbers(end: float) -> str:
    """Number format of an axis that ends at a value: whole numbers from ten on, with the minus of words."""
    digits = "#,##0" if end >= 10 else "0.0"
    return f'{digits};"{MINUS}"{digits}'


def tone(colour: str, mono: bool) -> str:
    """A colour such as 1F4E79 or #1f4e79 as six digits; without colour as the grey of its lightness."""
    digits = colour.removeprefix("#").upper()
    if not mono:
        return digits
    red, green, blue = (int(digits[i : i + 2], 16) for i in (0, 2, 4))
    return f"{round(0.2126 * red + 0.7152 * green + 0.0722 * blue):02X}" * 3


SHADES = ("#b9d3ea", "#6fa6d4", "#2f6ea5", "#12365a")
"""Of the points of a map by class, from the lowest; the lightest is still seen on white."""
BLUES = ("#f4f8fc", "#dde9f4", "#c3d9ec", "#a6c8e3", "#88b5da", "#68a2d1", "#4a90c8")
"""Of tiles by class, from the lowest; dark on light, so that it also reads in grey."""
EAST, NORTH = (128.6, 146.0), (30.0, 46.0)
"""Degrees from edge to edge of the drawn map."""
