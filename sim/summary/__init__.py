"""Results of a run as named figures: what `summary.json` holds."""

from __future__ import annotations

from sim.summary.build import SCHEMA, identity, run_id, summarise
from sim.summary.cost import TARGET
from sim.summary.figures import ENOUGH, Figure, figure
from sim.summary.headline import (
    Lang,
    deadline_lines,
    deadlines,
    headline,
    month,
    notes,
    scenario_name,
    sections,
)
from sim.summary.sentence import Key, caveats, has_baseline, key_figures, sentence
from sim.summary.series import values

__all__ = [
    "ENOUGH",
    "SCHEMA",
    "TARGET",
    "Figure",
    "Key",
    "Lang",
    "caveats",
    "deadline_lines",
    "deadlines",
    "figure",
    "has_baseline",
    "headline",
    "identity",
    "key_figures",
    "month",
    "notes",
    "run_id",
    "scenario_name",
    "sections",
    "sentence",
    "summarise",
    "values",
]
