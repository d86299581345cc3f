"""A brief as files in a folder."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim import vega_pictures
from sim.render.pictures import images
from sim.render.plain import csv, described
from sim.render.sheets.book import workbook
from sim.render.slides.deck import presentation

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from sim.figures.model import Brief

FORMATS = ("pptx", "xlsx", *vega_pictures.FORMATS, "csv")


def write(brief: Brief, formats: Iterable[str], folder: Path, name: str) -> list[Path]:
    """Files written to a folder that exists: NAME.pptx, NAME.xlsx, and KEY.png, KEY.svg, KEY.pdf, KEY.csv.

    Beside each KEY.csv is a KEY.json that describes it.
    """
    wanted = tuple(formats)
    content: dict[str, bytes] = {}
    if "pptx" in wanted:
        content[f"{name}.pptx"] = presentation(brief)
    if "xlsx" in wanted:
        content[f"{name}.xlsx"] = workbook(brief)
    drawn = [kind for kind in vega_pictures.FORMATS if kind in wanted]
    if drawn:
        content |= images(brief, drawn)
    if "csv" in wanted:
        for figure in brief.figures:
            content[f"{figure.key}.csv"] = csv(figure)
            content[f"{figure.key}.json"] = described(figure, brief.style.lang, brief.made_by, brief.command)
    for file, held in content.items():
        (folder / file).write_bytes(held)
    return [folder / file for file in content]
