"""Results of a run as named figures: what `summary.json` holds."""

from __future__ import annotations

from sim.ledger.target import TARGET
from sim.summary.build import SCHEMA, identity, run_id, summarise
from sim.summary.cost import DEFAULT_CODE
from sim.summary.model import Counts, Identity, Ratios, Summary, as_plain
from sim.summary.names import month, scenario_name
from sim.summary.series import values
from sim.summary.spreads import ENOUGH, Band, Spread, band, day_band, spread

__all__ = [
    "DEFAULT_CODE",
    "ENOUGH",
    "SCHEMA",
    "TARGET",
    "Band",
    "Counts",
    "Identity",
    "Ratios",
    "Spread",
    "Summary",
    "as_plain",
    "band",
    "day_band",
    "identity",
    "month",
    "run_id",
    "scenario_name",
    "spread",
    "summarise",
    "values",
]
