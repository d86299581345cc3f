"""What can be taken away from the page of the own organisation: slides, workbook, scenario, command."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim import brief
from sim.web import take
from sim.web.words import say

if TYPE_CHECKING:
    from sim.brief import Brief, Part
    from sim.web.drafts import Desk


def draw(desk: Desk, made: Brief, part: Part) -> None:
    """Slides and workbook, and the command that makes them again with the file that it needs."""
    _take_away(desk, made, part)
    take.repeat(desk, made.command)


def _take_away(desk: Desk, made: Brief, part: Part) -> None:
    """The same as slides and as a workbook."""
    lang, stem = desk.lang, f"sanwari-{part.code}.{desk.lang}"

    def make() -> list[take.File]:
        return [
            take.File(say("frame.pptx", lang), f"{stem}.pptx", brief.presentation(made)),
            take.File(say("frame.xlsx", lang), f"{stem}.xlsx", brief.workbook(made)),
        ]

    take.offer(f"own {part.code}", lang, of=made.identity, make=make, label=say("frame.make", lang))


def command(desk: Desk, part: Part, number: int, style: brief.Style) -> str:
    """The command that writes the same figures."""
    return take.command(desk, number, style, part=part.code)
