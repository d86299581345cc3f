"""Values of assumptions: certain or uncertain numbers and days, and rows of the tables."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from sim import facts, fiscal
from sim.words import bilingual


@dataclass(frozen=True, slots=True)
class Uncertain:
    """A number known only to lie between low and high, with its median [unit of the parameter].

    A fitted one is drawn together with the others from the scenario's posterior.
    """

    value: float
    low: float
    high: float
    fitted: bool = False

    def quantile(self, u: float) -> float:
        """Number below which the share u of the distribution lies: triangular on each side of the median."""
        return _two_triangles(self.value, self.low, self.high, u)


@dataclass(frozen=True, slots=True)
class UncertainDay:
    """A day known only to lie between low and high, with its median; fitted as in `Uncertain`."""

    value: date
    low: date
    high: date
    fitted: bool = False

    def quantile(self, u: float) -> float:
        """Day number below which the share u of the distribution lies, a whole number."""
        value, low, high = (float(fiscal.day_of(day)) for day in (self.value, self.low, self.high))
        return float(math.floor(_two_triangles(value, low, high, u) + 0.5))


def _two_triangles(value: float, low: float, high: float, u: float) -> float:
    if u <= 0.5:
        return low + (value - low) * math.sqrt(2.0 * u)
    return high - (high - value) * math.sqrt(2.0 * (1.0 - u))


Number = float | Uncertain
Day = date | UncertainDay


@dataclass(frozen=True, slots=True)
class Freeze:
    """Days of a year on which a group of businesses does not cut over.

    `from_` and `to` are "MM-DD", both included; a file writes them `from` and `to`.
    """

    group: str
    from_: str
    to: str
    hard: bool
    years: tuple[int, ...] = ()
    """Calendar years of its days; every year when empty."""


@dataclass(frozen=True, slots=True)
class LawChange:
    """A law change: when it takes teams from every vendor, and what it costs a live or legacy system."""

    name_ja: str
    name_en: str
    from_day: date
    to_day: date
    teams_share: float
    cost_share: float


@dataclass(frozen=True, slots=True)
class Withdrawal:
    """A vendor (1 to 60) that withdraws on a given day."""

    vendor: int
    day: date


@dataclass(frozen=True, slots=True)
class Pin:
    """A group of an organisation's businesses that is served by a given vendor (1 to 60)."""

    organisation: str
    group: str
    vendor: int


@dataclass(frozen=True, slots=True)
class OwnBaseline:
    """An organisation's own running cost of FY2018 [yen a year before tax], in place of the estimate."""

    organisation: str
    fy2018_yen: int


@dataclass(frozen=True, slots=True)
class OwnItem:
    """One of the ten items of an organisation's running cost of FY2018 [yen a year before tax]."""

    organisation: str
    item: str
    fy2018_yen: int


@dataclass(frozen=True, slots=True)
class OwnQuote:
    """What an organisation is quoted for one of the ten items after migration, at the prices of a day."""

    organisation: str
    item: str
    yen_per_year: int
    """Before tax."""
    day: date


@dataclass(frozen=True, slots=True)
class OwnContractEnd:
    """The day on which an organisation's contract for the old systems of a group of businesses ends."""

    organisation: str
    group: str
    day: date


@dataclass(frozen=True, slots=True)
class OwnCutover:
    """The day on which an organisation plans the cutover of one business."""

    organisation: str
    business: str
    day: date


Own = OwnBaseline | OwnItem | OwnQuote | OwnContractEnd | OwnCutover
Row = Freeze | LawChange | Withdrawal | Pin | Own
Value = float | int | str | bool | date | Uncertain | UncertainDay | tuple[Row, ...] | tuple[int, ...]

VENDORS = 60
"""Number of vendor archetypes."""

FREEZE_GROUPS = ("residents", "tax", "elections")
PIN_GROUPS = (
    "all",
    "register",
    "tax",
    "insurance",
    "benefits",
    "health",
    "family_register",
    "schooling",
    "common",
    "assistance",
)

CONTRACT_GROUP_NAMES: Mapping[str, Mapping[str, str]] = {
    "all": bilingual("contract_groups/all"),
    **facts.GROUP_NAMES,
}
CONTRACT_GROUPS = tuple(CONTRACT_GROUP_NAMES)


OWN_TABLES: Mapping[str, type[Own]] = {
    "cost.own_baselines": OwnBaseline,
    "cost.own_items": OwnItem,
    "running.own_quotes": OwnQuote,
    "contracts.own_ends": OwnContractEnd,
    "booking.own_cutovers": OwnCutover,
}
"""Every table of own figures by its path, and the kind of its rows."""


def own_rows(values: Mapping[str, Value], path: str) -> tuple[Own, ...]:
    """Rows of one table of own figures, for all organisations."""
    rows = values[path]
    return tuple(row for row in rows if isinstance(row, Own)) if isinstance(rows, tuple) else ()


def is_fitted(value: Value) -> bool:
    """Whether the value comes from the scenario's posterior."""
    return isinstance(value, Uncertain | UncertainDay) and value.fitted


def middle(value: float | date | Uncertain | UncertainDay) -> float:
    """Median as a number; a day becomes its day number."""
    inner = value.value if isinstance(value, Uncertain | UncertainDay) else value
    return float(fiscal.day_of(inner)) if isinstance(inner, date) else float(inner)


def ends(value: float | date | Uncertain | UncertainDay) -> tuple[float, float]:
    """Least and greatest possible value as numbers; days become day numbers."""
    if isinstance(value, Uncertain):
        return value.low, value.high
    if isinstance(value, UncertainDay):
        return float(fiscal.day_of(value.low)), float(fiscal.day_of(value.high))
    return middle(value), middle(value)
