"""Published facts: the roster, prices, the pilot, observations and programmes in data/."""

from sim.facts.find import prefecture_row
from sim.facts.load import FOLDER, check, load
from sim.facts.report import report
from sim.facts.scale import repeated
from sim.facts.values import (
    COMMON_FUNCTIONS,
    FREEZES,
    GROUP_NAMES,
    GROUPS,
    REASONS,
    REGIONS,
    SYSTEMS,
    TYPE_NAMES,
    TYPES,
    Businesses,
    Facts,
    Observation,
    Organisations,
    Pilot,
    Prefectures,
    PriceFigure,
    Programme,
    Series,
    scope,
)

__all__ = [
    "COMMON_FUNCTIONS",
    "FOLDER",
    "FREEZES",
    "GROUPS",
    "GROUP_NAMES",
    "REASONS",
    "REGIONS",
    "SYSTEMS",
    "TYPES",
    "TYPE_NAMES",
    "Businesses",
    "Facts",
    "Observation",
    "Organisations",
    "Pilot",
    "Prefectures",
    "PriceFigure",
    "Programme",
    "Series",
    "check",
    "load",
    "prefecture_row",
    "repeated",
    "report",
    "scope",
]
