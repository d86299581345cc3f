"""Figures of a run as things to hand over: presentation, workbook, pictures, plain tables."""

from __future__ import annotations

from sim.brief.build import FIGURES, NATION_KEYS, PART_KEYS, build, keys, places
from sim.brief.compared import build_compared
from sim.brief.model import Brief, Column, Figure, Plot, Style
from sim.brief.part import Part, organisation, prefecture, summarise_part
from sim.brief.pictures import images
from sim.brief.sheets import workbook
from sim.brief.slides import presentation
from sim.brief.tables import csv
from sim.brief.write import FORMATS, write

__all__ = [
    "FIGURES",
    "FORMATS",
    "NATION_KEYS",
    "PART_KEYS",
    "Brief",
    "Column",
    "Figure",
    "Part",
    "Plot",
    "Style",
    "build",
    "build_compared",
    "csv",
    "images",
    "keys",
    "organisation",
    "places",
    "prefecture",
    "presentation",
    "summarise_part",
    "workbook",
    "write",
]
