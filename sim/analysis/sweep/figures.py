"""Figures that a sweep can keep: those of the summary, by their place in it, with unit and label."""

from __future__ import annotations

import csv
import itertools
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final

from sim.facts import REASONS, TYPES
from sim.fiscal import FIRST_YEAR, LAST_YEAR, SURVEYS
from sim.ledger import ACCOUNTS, CAUSES, DEFINITIONS, FUNDING
from sim.ledger.funding import PROGRAMMES
from sim.population import FORMS, VENDOR_KINDS
from sim.summary.cost import DEFAULT_CODE
from sim.summary.schedule import COMPLETION_MONTHS, SHOWN_QUARTERS, iso

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

UNITS: Final[Mapping[str, tuple[str, str]]] = MappingProxyType(
    {
        "day": ("日", "day"),
        "months": ("か月", "months"),
        "organisations": ("団体", "organisations"),
        "ratio": ("倍", "ratio"),
        "share": ("割合", "share"),
        "systems": ("システム", "systems"),
        "yen_per_year": ("円/年", "yen per year"),
    }
)
STATISTICS = ("mean", "p10", "p50", "p90")
"""What is kept of a figure; of a probability it is its share alone."""

_BLANKS: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {
        "type": TYPES,
        "prefecture": tuple(f"{number:02d}" for number in range(1, 48)),
        "reason": REASONS,
        "survey": tuple(iso(day) for day in SURVEYS),
        "month": tuple(iso(day) for day in COMPLETION_MONTHS),
        "definition": tuple(definition.code for definition in DEFINITIONS),
        "year": tuple(str(year) for year in range(FIRST_YEAR, LAST_YEAR + 1)),
        "form": FORMS,
        "vendor_kind": VENDOR_KINDS,
        "quarter": tuple(iso(day) for day in SHOWN_QUARTERS),
        "cause": (*CAUSES, "not_own_fault"),
        "programme": PROGRAMMES,
        "account": (*ACCOUNTS, "total"),
        "funding": (*FUNDING, "total"),
    }
)
_YEARS = (2026, 2028, 2030, 2032)
DEFAULT: Final[tuple[str, ...]] = (
    "late_at_deadline.systems",
    "late_at_deadline.organisations",
    "late_at_own_deadline.systems",
    "late_at_own_deadline.organisations",
    "late_at_designated_day.systems",
    "unfinished_at_horizon",
    "last_cutover_day",
    "slippage_months",
    "declared.2026-03-31.systems",
    "declared.2026-03-31.organisations",
    f"first_full_year.by_definition.{DEFAULT_CODE}.nation",
    "first_full_year.median_organisation",
    "first_full_year.share_at_target",
    "first_full_year.target_gap_yen",
    "first_full_year.extra_burden_yen",
    "first_full_year.probability_nation_at_target",
    "joint_on_time_and_target",
    *(f"target_ratio.{DEFAULT_CODE}.{year}.nation" for year in _YEARS),
    *(f"national_funding_yen.{year}" for year in _YEARS),
    *(f"general_revenue_yen.{year}" for year in _YEARS),
    *(f"extra_burden_yen.{year}" for year in _YEARS),
)
"""Figures kept unless a design names its own."""


@dataclass(frozen=True, slots=True)
class Described:
    """A figure of the summary: its place in it, unit and labels."""

    name: str
    unit: str
    label_ja: str
    label_en: str

    @property
    def statistics(self) -> tuple[str, ...]:
        """Parts of the figure that make a column each."""
        return ("share",) if ".probability_" in self.name else STATISTICS


@cache
def catalogue() -> Mapping[str, Described]:
    """Every figure of a summary by its name."""
    with (Path(__file__).parent / "figures.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    return MappingProxyType({each.name: each for row in rows for each in _filled(row)})


def figure_names() -> tuple[str, ...]:
    """Names of all figures, in the order of the summary."""
    return tuple(catalogue())


def figure_columns(names: tuple[str, ...]) -> tuple[str, ...]:
    """Columns that figures make, such as late_at_deadline.systems.p50."""
    return tuple(f"{name}.{part}" for name in names for part in catalogue()[name].statistics)


def kept(summary: Mapping[str, Any], names: tuple[str, ...]) -> dict[str, float | None]:
    """Value of each column of these figures in a summary; None where the figure does not exist there."""
    values: dict[str, float | None] = {}
    for name in names:
        block = _found(summary, name)
        for part in catalogue()[name].statistics:
            number = block.get(part)
            values[f"{name}.{part}"] = None if number is None else float(number)
    return values


def _found(summary: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    """Block of a figure; empty where this summary has none, as for types without a quote."""
    block: Any = summary
    for part in name.split("."):
        block = block.get(part, {})
    found: Mapping[str, Any] = block
    return found


def _filled(row: Mapping[str, str]) -> Iterator[Described]:
    """A row of the table for every combination of what may stand in its blanks."""
    blanks = re.findall(r"\{(\w+)\}", row["name"])
    for words in itertools.product(*(_BLANKS[blank] for blank in blanks)):
        given = dict(zip(blanks, words, strict=True))
        yield Described(
            row["name"].format(**given),
            row["unit"],
            row["label_ja"].format(**given),
            row["label_en"].format(**given),
        )
