"""A brief as a terminal shows it: the answer, then tables in columns."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.figures.columns import aligned, indented

if TYPE_CHECKING:
    from sim.figures.model import Brief, Figure


def text(brief: Brief) -> str:
    """The title, the answer in a sentence and in points, and every figure as a table."""
    tables = "\n\n".join(table(figure, brief.style.lang) for figure in brief.figures)
    return "\n".join([brief.title, brief.sentence, "", *indented(brief.points), tables])


def table(figure: Figure, lang: str) -> str:
    """A figure as its finding, its table in columns and the lines below it."""
    return "\n".join([figure.title, *aligned([figure.headings, *figure.texts(lang)]), *figure.caption])
