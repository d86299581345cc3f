"""Every figure as one value: finding, table with units, plot, caption; and the answer in words.

Nothing here knows how a format writes them: that is `sim.render`.
"""

from __future__ import annotations

from sim.figures.answer import Key, caveats, headline, key_figures, notes, places, points, sentence
from sim.figures.build import FIGURES, NATION_KEYS, PART_KEYS, build, keys, made_by, one
from sim.figures.comparison.brief import build_compared
from sim.figures.fits import build_fitted, build_foreseen
from sim.figures.model import Brief, Column, Figure, Plot, Style

__all__ = [
    "FIGURES",
    "NATION_KEYS",
    "PART_KEYS",
    "Brief",
    "Column",
    "Figure",
    "Key",
    "Plot",
    "Style",
    "build",
    "build_compared",
    "build_fitted",
    "build_foreseen",
    "caveats",
    "headline",
    "key_figures",
    "keys",
    "made_by",
    "notes",
    "one",
    "places",
    "points",
    "sentence",
]
