"""What slides share: where things stand, words in the type of the brief."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pptx.dml.color import RGBColor
from pptx.enum.text import PP_ALIGN
from pptx.util import Inches, Pt

from sim.render.palette import INK
from sim.render.slides.faces import face

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sim.figures.model import Style

LEFT, INNER = Inches(0.55), Inches(12.23)
BODY_TOP, BODY_HEIGHT = Inches(1.62), Inches(4.33)


def add_box(
    parent: Any,
    style: Style,
    texts: Sequence[str],
    place: tuple[int, int, int, int],
    size: float,
    colour: str,
) -> Any:
    """The frame of a new box on a slide or in a group, with a paragraph for each text."""
    frame = parent.shapes.add_textbox(*place).text_frame
    frame.word_wrap = True
    no_margins(frame)
    for index, text in enumerate(texts):
        paragraph = frame.paragraphs[0] if index == 0 else frame.add_paragraph()
        write(paragraph, text, style, size, colour=colour)
    return frame


def no_margins(frame: Any) -> None:
    """Let words begin at the edge of their frame."""
    for side in ("left", "right", "top", "bottom"):
        setattr(frame, f"margin_{side}", 0)


def write(
    paragraph: Any, text: str, style: Style, size: float, bold: bool = False, colour: str = INK
) -> None:
    """Write a text into a paragraph."""
    run = paragraph.add_run()
    run.text = text
    run.font.size, run.font.bold = Pt(size), bold
    run.font.color.rgb = RGBColor.from_string("000000" if style.mono else colour)
    face(run._r.get_or_add_rPr(), style.lang)
    if paragraph.alignment is None:
        paragraph.alignment = PP_ALIGN.LEFT
