"""Every assumption of a run: read, checked, drawn, compared and written."""

from __future__ import annotations

from sim.scenario.ask import Ask, Expectation
from sim.scenario.description import Difference, bounds_text, describe, diff, value_text
from sim.scenario.draw import Drawn
from sim.scenario.load import Entry, Files, assemble, catalogue, load, load_text, names, read, replaced
from sim.scenario.metadata import Metadata, Source, Stage, table
from sim.scenario.own import OwnFigures, own_figures, own_texts, with_own
from sim.scenario.posterior import CLASSES, Posterior
from sim.scenario.schema import Info, Parameter, Scenario
from sim.scenario.values import (
    Freeze,
    LawChange,
    Own,
    OwnBaseline,
    OwnContractEnd,
    OwnCutover,
    OwnItem,
    OwnQuote,
    Pin,
    Uncertain,
    UncertainDay,
    Withdrawal,
)
from sim.scenario.write import dump, line_of, text_of

__all__ = [
    "CLASSES",
    "Ask",
    "Difference",
    "Drawn",
    "Entry",
    "Expectation",
    "Files",
    "Freeze",
    "Info",
    "LawChange",
    "Metadata",
    "Own",
    "OwnBaseline",
    "OwnContractEnd",
    "OwnCutover",
    "OwnFigures",
    "OwnItem",
    "OwnQuote",
    "Parameter",
    "Pin",
    "Posterior",
    "Scenario",
    "Source",
    "Stage",
    "Uncertain",
    "UncertainDay",
    "Withdrawal",
    "assemble",
    "bounds_text",
    "catalogue",
    "describe",
    "diff",
    "dump",
    "line_of",
    "load",
    "load_text",
    "names",
    "own_figures",
    "own_texts",
    "read",
    "replaced",
    "table",
    "text_of",
    "value_text",
    "with_own",
]
