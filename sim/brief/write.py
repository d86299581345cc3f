"""A brief as files in a folder."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sim import pictures
from sim.brief.pictures import images
from sim.brief.sheets import workbook
from sim.brief.slides import presentation
from sim.brief.tables import csv

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from sim.brief.model import Brief
    from sim.facts import Facts

FORMATS = ("pptx", "xlsx", *pictures.FORMATS, "csv")


def write(
    brief: Brief, summary: dict[str, Any], facts: Facts, formats: Iterable[str], folder: Path, name: str
) -> list[Path]:
    """Files written to a folder that exists: NAME.pptx, NAME.xlsx, and KEY.png, KEY.svg, KEY.pdf, KEY.csv."""
    wanted = tuple(formats)
    content: dict[str, bytes] = {}
    if "pptx" in wanted:
        content[f"{name}.pptx"] = presentation(brief)
    if "xlsx" in wanted:
        content[f"{name}.xlsx"] = workbook(brief)
    drawn = [kind for kind in pictures.FORMATS if kind in wanted]
    if drawn:
        content |= images(brief, summary, facts, drawn)
    if "csv" in wanted:
        content |= {f"{figure.key}.csv": csv(figure) for figure in brief.figures}
    for file, held in content.items():
        (folder / file).write_bytes(held)
    return [folder / file for file in content]
