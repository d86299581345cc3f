"""A brief as a presentation: native charts and tables that can be edited, never pictures of them."""

from __future__ import annotations

import io
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from pptx import Presentation
from pptx.dml.color import RGBColor
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.oxml import parse_xml
from pptx.util import Inches, Pt

from sim.figures.words import say
from sim.render.day import today
from sim.render.palette import INK, NAVY, QUIET, TINT
from sim.render.slides.boxes import BODY_HEIGHT, BODY_TOP, INNER, LEFT, add_box, no_margins, write
from sim.render.slides.charts import add_chart
from sim.render.slides.faces import faced_theme
from sim.render.slides.tables import SMALLEST, add_beside, add_table, widths_of
from sim.render.text import cells

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from sim.figures.model import Brief, Figure

WIDTH, HEIGHT = Inches(13.333), Inches(7.5)
ROWS = 18
"""Rows of a table that a projector still shows."""
TITLE_CELL = 0.57
"""Width of a half-width cell of a title, which mixes digits and Japanese, as a part of the size of type."""
TWO_LINES = {"ja": 140, "en": 126}
"""Half-width cells that two lines of a title hold: English needs room where a word does not fit any more."""
GAP = Inches(0.3)
MAP_WIDTH = Inches(5.5)
"""Width of a chart that has a table beside it."""
TITLE_ONLY = 5  # layout of the library's own template


def presentation(brief: Brief) -> bytes:
    """The brief as a .pptx file: the answer, a slide or more for each figure, the evidence."""
    deck = Presentation()
    deck.slide_width, deck.slide_height = WIDTH, HEIGHT
    faced_theme(deck)
    core = deck.core_properties
    core.title, core.subject, core.keywords, core.comments = (
        brief.title,
        brief.sentence,
        brief.identity,
        brief.made_by,
    )
    core.author = core.last_modified_by = "Sanwari"
    core.created = core.modified = today()
    core.revision = 1
    _answer(deck, brief)
    for figure in brief.figures:
        if figure.plot is not None:
            slide = _slide(deck, brief, figure.title, figure.subject, figure.caption)
            wide = INNER if figure.beside is None else MAP_WIDTH
            add_chart(slide, figure, figure.plot, brief.style, (LEFT, BODY_TOP, wide, BODY_HEIGHT))
            if figure.beside is not None:
                add_beside(slide, brief, figure.beside, LEFT + wide + GAP)
        if figure.plot is None or figure.tabled:
            _tables(deck, brief, figure)
    _evidence(deck, brief)
    file = io.BytesIO()
    deck.save(file)
    return file.getvalue()


def _slide(deck: Any, brief: Brief, title: str, subject: str, caption: Sequence[str]) -> Any:
    """A slide with title, subject, caption, page number and notes; its body is still empty."""
    slide = deck.slides.add_slide(deck.slide_layouts[TITLE_ONLY])
    head = slide.shapes.title
    head.left, head.top, head.width, head.height = LEFT, Inches(0.3), INNER, Inches(0.85)
    head.text_frame.word_wrap = True
    head.text_frame.vertical_anchor = MSO_ANCHOR.MIDDLE
    one_line = INNER / Pt(1) / (cells(title) * TITLE_CELL)
    fits = cells(title) <= TWO_LINES[brief.style.lang]
    size = min(26, int(one_line)) if one_line >= 20 else 22 if fits else 19
    write(head.text_frame.paragraphs[0], title, brief.style, size, bold=True, colour=NAVY)
    no_margins(head.text_frame)
    if subject:
        add_box(slide, brief.style, [subject], (LEFT, Inches(1.16), INNER, Inches(0.36)), 15, QUIET)
    low = Inches(6.0 if len(caption) > 1 else 7.0)
    add_box(slide, brief.style, caption, (LEFT, low, Inches(11.4), Inches(7.3) - low), 10.5, QUIET)
    _page_number(slide, brief)
    slide.notes_slide.notes_text_frame.text = "\n".join(_notes(brief))
    return slide


def _notes(brief: Brief) -> list[str]:
    command = [f"{say('evidence_command', brief.style.lang)}: {brief.command}"] if brief.command else []
    return [*command, brief.identity]


def _answer(deck: Any, brief: Brief) -> None:
    """The first slide: the answer in one sentence, its points, what to mind."""
    lang = brief.style.lang
    slide = _slide(deck, brief, brief.sentence, brief.title, (brief.identity,))
    lines = _under_headings(brief.points)
    frame = add_box(slide, brief.style, [], (LEFT, Inches(1.75), Inches(7.7), Inches(5.0)), 16, INK)
    _headed(frame, lines, brief, _fitting(lines, 7.7, 5.0, (16, 14, 13, 12, 11, 10)))
    shape = slide.shapes.add_textbox(Inches(8.6), Inches(1.75), Inches(4.18), Inches(3.9))
    shape.fill.solid()
    shape.fill.fore_color.rgb = RGBColor.from_string(TINT)
    frame = shape.text_frame
    frame.word_wrap = True
    for side in ("left", "right", "top", "bottom"):
        setattr(frame, f"margin_{side}", Inches(0.18))
    _headed(frame, _under_headings([(say("caveats", lang), brief.caveats)]), brief, 14)


def _fitting(lines: Sequence[tuple[str, bool]], width: float, height: float, sizes: Sequence[float]) -> float:
    """The largest size of type in which headings and points fit into a box [inches]; else the smallest."""

    def needed(size: float) -> float:
        rows = sum(-(-cells(text) * size * TITLE_CELL // (72 * width)) for text, _ in lines)
        return (rows * 1.3 + sum(0.75 if heading else 0.3 for _, heading in lines)) * size / 72

    return next((size for size in sizes if needed(size) <= height), sizes[-1])


def _headed(frame: Any, lines: Iterable[tuple[str, bool]], brief: Brief, size: float) -> None:
    """Headings and the points under them as paragraphs of one frame."""
    first = True
    for text, heading in lines:
        paragraph = frame.paragraphs[0] if first else frame.add_paragraph()
        paragraph.space_before = Pt(0 if first else size * 0.75 if heading else size * 0.3)
        write(paragraph, text, brief.style, size, bold=heading, colour=NAVY if heading else INK)
        first = False


def _tables(deck: Any, brief: Brief, figure: Figure) -> None:
    """A figure's table on as many slides as it needs; a narrow one stands in blocks side by side."""
    lang = brief.style.lang
    texts = figure.texts(lang)
    if sum(widths_of(figure, texts, SMALLEST)) > INNER:
        for number, half in enumerate(_halves(figure), start=1):
            more = say("continued", lang, n=number, all=2)
            _tables(deck, brief, replace(half, subject=half.subject + more))
        return
    largest = 13.0 if len(texts) <= 12 else 10.0
    sizes = [size for size in (13.0, 12.0, 11.0, 10.0, SMALLEST) if size <= largest]
    fits = (size for size in sizes if sum(widths_of(figure, texts, size)) <= INNER)
    size = next(fits, SMALLEST)
    needed = widths_of(figure, texts, size, 2)
    if sum(needed) > INNER:
        needed = widths_of(figure, texts, size)
    blocks = max(1, min(3, (INNER + GAP) // (sum(needed) + GAP)))
    if len(texts) <= ROWS:
        blocks = 1
    width = min(max(sum(needed) * 9 // 8, INNER * 3 // 4), (INNER - (blocks - 1) * GAP) // blocks)
    pages = -(-len(texts) // (ROWS * blocks))
    length = -(-len(texts) // (pages * blocks))
    for page in range(pages):
        more = say("continued", lang, n=page + 1, all=pages) if pages > 1 else ""
        slide = _slide(deck, brief, figure.title, figure.subject + more, figure.caption)
        for block in range(blocks):
            first = (page * blocks + block) * length
            if part := texts[first : first + length]:
                last = figure.has_total and first + length >= len(texts)
                place = LEFT + block * (width + GAP)
                add_table(
                    slide, brief, figure, part, last, [width * n // sum(needed) for n in needed], place, size
                )


def _halves(figure: Figure) -> tuple[Figure, Figure]:
    """Two figures with the columns of a wide one: up to the first total, or words and numbers apart."""
    first, *rest = figure.columns
    words = next((n for n, column in enumerate(rest) if column.decimals is not None), 0)
    middle = next((n for n, column in enumerate(rest, start=1) if column.sums), words or len(rest) // 2)
    return (
        replace(figure, columns=(first, *rest[:middle])),
        replace(figure, columns=(first, *rest[middle:])),
    )


def _evidence(deck: Any, brief: Brief) -> None:
    """The last slide: definitions, sources, how to read, the run and the command."""
    slide = _slide(deck, brief, say("evidence", brief.style.lang), brief.title, (brief.identity,))
    half = Inches(6.0)
    splits = [(brief.evidence[:n], brief.evidence[n:]) for n in range(1, len(brief.evidence) + 1)]
    sides = [tuple(_under_headings(each) for each in split) for split in splits]
    sizes = [min(_fitting(lines, 6.0, 5.3, (11, 10, 9, 8)) for lines in each) for each in sides]
    best = sizes.index(max(sizes))  # the first division into two columns at which the type is largest
    for lines, x in zip(sides[best], (LEFT, LEFT + half + Inches(0.23)), strict=True):
        frame = add_box(slide, brief.style, [], (x, Inches(1.6), half, Inches(5.3)), 11, INK)
        _headed(frame, lines, brief, sizes[best])


def _under_headings(sections: Iterable[tuple[str, Iterable[str]]]) -> list[tuple[str, bool]]:
    """Headings with their points as lines; whether a line is a heading."""
    return [line for heading, texts in sections for line in ((heading, True), *((t, False) for t in texts))]


def _page_number(slide: Any, brief: Brief) -> None:
    place = Inches(12.0), Inches(7.0), Inches(0.78), Inches(0.3)
    frame = add_box(slide, brief.style, [""], place, 10.5, QUIET)
    paragraph = frame.paragraphs[0]
    paragraph.alignment = PP_ALIGN.RIGHT
    properties = paragraph.runs[0]._r.get_or_add_rPr()
    field = parse_xml(
        '<a:fld xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
        'id="{7C7D1F0E-5B0A-4B4C-9E0B-2D0E6B6B0A01}" type="slidenum"><a:t>‹#›</a:t></a:fld>'
    )
    field.insert(0, properties)
    paragraph._p.remove(paragraph.runs[0]._r)
    paragraph._p.append(field)
