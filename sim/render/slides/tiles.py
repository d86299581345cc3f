"""A map of tiles as shapes of a slide, each with its name and number: all can be edited."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pptx.dml.color import RGBColor
from pptx.enum.shapes import MSO_SHAPE
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.oxml.ns import qn
from pptx.util import Inches, Pt

from sim import wording
from sim.figures.model import shown
from sim.render.palette import BLUES, EDGE, INK, tone
from sim.render.slides.boxes import add_box, no_margins, write

if TYPE_CHECKING:
    from sim.figures.model import Figure, Map, Plot, Style

GAP = Inches(0.02)
EMPTY = 0.25
"""Height of a row of tiles that holds none, as a part of a full one."""
KEY_WIDTH, KEY_HEIGHT = Inches(0.94), Inches(0.3)


def add_tiles(
    slide: Any, figure: Figure, plot: Plot, drawn: Map, style: Style, place: tuple[int, int, int, int]
) -> Any:
    """Put the tiles on the slide as one group, with a key of the shades in the free corner."""
    group = slide.shapes.add_group_shape()
    group.name = plot.axis
    shares = zip(*(figure.column(one.column).values for one in plot.series), strict=True)
    for name, (share, *ends), box in zip(plot.labels, shares, _boxes(drawn, place), strict=True):
        tile = _tile(group, box, drawn.class_of(share), style)
        tile.name = name
        _line(tile.text_frame.paragraphs[0], name, 9, style)
        below = tile.text_frame.add_paragraph()
        _line(below, shown(share, 0, style.lang), 11, style, bold=True)
        if None not in ends:
            low, high = (shown(end, 0, style.lang) for end in ends)
            write(below, wording.bracketed(low, high, style.lang), style, 7)
    left, top, _, _ = place
    add_box(group, style, [plot.axis], (left, top, KEY_WIDTH * len(drawn.names), KEY_HEIGHT), 12, INK)
    for index, name in enumerate(drawn.names):
        box = left + index * KEY_WIDTH, top + KEY_HEIGHT, KEY_WIDTH - GAP, KEY_HEIGHT
        _line(_tile(group, box, index, style).text_frame.paragraphs[0], name, 11, style)
    return group


def _boxes(drawn: Map, place: tuple[int, int, int, int]) -> list[tuple[int, int, int, int]]:
    """Left, top, width and height of each tile; rows without a tile are narrow."""
    left, top, width, height = place
    columns = 1 + max(x for x, _ in drawn.spots)
    used = {y for _, y in drawn.spots}
    heights = [1.0 if y in used else EMPTY for y in range(1 + max(used))]
    wide, high = width / columns, height / sum(heights)
    return [
        (round(left + x * wide), round(top + sum(heights[:y]) * high), round(wide) - GAP, round(high) - GAP)
        for x, y in drawn.spots
    ]


def _tile(group: Any, box: tuple[int, int, int, int], shade: int, style: Style) -> Any:
    """A rectangle in a shade, still without words."""
    tile = group.shapes.add_shape(MSO_SHAPE.RECTANGLE, *box)
    tile._element.remove(tile._element.find(qn("p:style")))  # else a shadow
    tile.fill.solid()
    tile.fill.fore_color.rgb = RGBColor.from_string(tone(BLUES[shade], style.mono))
    tile.line.color.rgb = RGBColor.from_string(tone(EDGE, style.mono))
    tile.line.width = Pt(0.5)
    no_margins(tile.text_frame)
    tile.text_frame.word_wrap = False
    tile.text_frame.vertical_anchor = MSO_ANCHOR.MIDDLE
    return tile


def _line(paragraph: Any, text: str, size: float, style: Style, bold: bool = False) -> None:
    """One line of a tile, as high as its type."""
    write(paragraph, text, style, size, bold)
    paragraph.alignment = PP_ALIGN.CENTER
    paragraph.line_spacing = Pt(size + 0.5)
