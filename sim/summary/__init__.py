"""Results of a run as named figures: what `summary.json` holds."""

from __future__ import annotations

from sim.summary.build import SCHEMA, identity, summarise
from sim.summary.figures import ENOUGH, Figure, figure
from sim.summary.headline import Lang, deadline_lines, deadlines, headline, notes, scenario_name, sections
from sim.summary.series import values

__all__ = [
    "ENOUGH",
    "SCHEMA",
    "Figure",
    "Lang",
    "deadline_lines",
    "deadlines",
    "figure",
    "headline",
    "identity",
    "notes",
    "scenario_name",
    "sections",
    "summarise",
    "values",
]
