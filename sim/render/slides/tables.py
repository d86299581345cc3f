"""Tables of slides: columns as wide as their words, lines between the rows."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Any

from pptx.dml.color import RGBColor
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.oxml import parse_xml
from pptx.oxml.ns import qn
from pptx.util import Inches, Pt

from sim.render.palette import INK, TINT
from sim.render.slides.boxes import BODY_HEIGHT, BODY_TOP, INNER, LEFT, write
from sim.render.text import cells

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sim.figures.model import Brief, Figure

CELL = 0.68
"""Width of a half-width cell as a part of the size of type: Latin letters of the font are wide."""
SMALLEST = 9.0
"""Smallest type of a table, in points: a wider table goes on two slides."""
HEADING = 10.0
"""Largest type of a table's headings, in points."""


def add_beside(slide: Any, brief: Brief, figure: Figure, left: int) -> None:
    """A small table from `left` to the right edge."""
    texts, room = figure.texts(brief.style.lang), LEFT + INNER - left
    sizes = (12.0, 11.0, 10.0, SMALLEST)
    size = next((size for size in sizes if sum(widths_of(figure, texts, size, deep=1)) <= room), SMALLEST)
    needed = widths_of(figure, texts, size, deep=1)
    widths = [room * each // sum(needed) for each in needed]
    add_table(slide, brief, figure, texts, figure.has_total, widths, left, size)


def widths_of(figure: Figure, texts: Sequence[Sequence[str]], size: float, deep: int = 3) -> list[int]:
    """Widths that the columns need in type of a size, their headings in up to `deep` lines."""
    needed = []
    for index, heading in enumerate(figure.headings):
        word = max((cells(part) for part in heading.split() if part.isascii()), default=0)
        lines = max(word, -(-cells(heading) // deep) + 2)
        longest = max(_cells(row[index]) for row in texts)
        needed.append(int(Pt(max(longest * size, lines * min(size, HEADING)) * CELL + 10)))
    return needed


def _cells(text: str) -> float:
    """Half-width cells of a text, with the gaps that programs set between digits and Japanese letters."""
    kinds = [each.isascii() for each in text if not each.isspace()]
    return cells(text) + 0.5 * sum(a != b for a, b in pairwise(kinds))


def add_table(
    slide: Any,
    brief: Brief,
    figure: Figure,
    texts: Sequence[Sequence[str]],
    total: bool,
    widths: Sequence[int],
    left: int,
    size: float,
) -> None:
    """Put rows of a figure's table on the slide under its headings, the last one as a total if it is."""
    columns = figure.columns
    head = Inches(0.56)
    high = min(Inches(0.33), (BODY_HEIGHT - head) // len(texts))
    whole = head + high * len(texts)
    frame = slide.shapes.add_table(len(texts) + 1, len(columns), left, BODY_TOP, sum(widths), whole)
    frame._element.nvGraphicFramePr.cNvPr.set("descr", f"{figure.title} ({brief.identity})")
    table = frame.table
    frame._element.graphic.graphicData.tbl.tblPr.find(qn("a:tableStyleId")).text = _NO_STYLE
    table.horz_banding = False
    for index, width in enumerate(widths):
        table.columns[index].width = width
    for number, row in enumerate([figure.headings, *texts]):
        table.rows[number].height = high if number else head
        strong = number == 0 or (total and number == len(texts))
        for index, text in enumerate(row):
            right = columns[index].decimals is not None
            _cell(
                table.cell(number, index), text, brief, size if number else min(size, HEADING), strong, right
            )


_NO_STYLE = "{2D5ABB26-0587-4C30-8999-92F81FD0307C}"  # "no style, no grid" in every Office


def _cell(cell: Any, text: str, brief: Brief, size: float, strong: bool, right: bool) -> None:
    cell.margin_left = cell.margin_right = Inches(0.06)
    cell.margin_top = cell.margin_bottom = Inches(0.015)
    cell.vertical_anchor = MSO_ANCHOR.MIDDLE
    paragraph = cell.text_frame.paragraphs[0]
    paragraph.alignment = PP_ALIGN.RIGHT if right else PP_ALIGN.LEFT
    write(paragraph, text, brief.style, size, bold=strong, colour=INK)
    if strong:
        cell.fill.solid()
        cell.fill.fore_color.rgb = RGBColor.from_string(TINT)
    properties = cell._tc.get_or_add_tcPr()
    properties.insert(0, parse_xml(_RULE))


_RULE = (
    '<a:lnB xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" w="6350"><a:solidFill>'
    '<a:srgbClr val="BFBFBF"/></a:solidFill></a:lnB>'
)
