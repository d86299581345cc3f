"""The summary of a run as a value: every figure by its name, with its unit, typed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from functools import cache
from typing import Any, NamedTuple

import numpy as np

from sim.summary.spreads import ENOUGH, Band, Spread, band, day_band

ByYear = Mapping[int, Spread]
"""Figures by fiscal year."""
ByName = Mapping[str, Spread]
"""Figures by type, reason, account or the like."""


@dataclass(frozen=True, slots=True)
class Identity:
    """Which scenario was run; `combined`: names of what was put on top of it."""

    name: str
    title_ja: str
    title_en: str
    combined: tuple[str, ...] = field(metadata={"key": "with"})
    hash: str

    def title(self, lang: str) -> str:
        """Title of the scenario without what was put on top."""
        return self.title_ja if lang == "ja" else self.title_en


@dataclass(frozen=True, slots=True)
class ExchangeRate:
    """Yen per dollar: the last published one, and the one fixed from FY2026 on (None: a path is drawn)."""

    fiscal_year: int
    published: float
    fixed: float | None


@dataclass(frozen=True, slots=True)
class Counts:
    """Numbers of systems, and of organisations with at least one of them."""

    systems: Spread
    organisations: Spread


@dataclass(frozen=True, slots=True)
class Declared(Counts):
    """Declared late in a survey; `pending_organisations` withhold their judgement."""

    pending_organisations: Spread


@dataclass(frozen=True, slots=True)
class Late(Counts):
    """Without a cutover by the deadline; prefectures by number ("01" to "47"), systems by official reason.

    `undeclared`: systems that are late though nobody declared them.
    """

    by_type: Mapping[str, Counts]
    by_prefecture: Mapping[str, Counts]
    by_reason: ByName
    undeclared: Spread


@dataclass(frozen=True, slots=True)
class Queue:
    """Vendors of a kind at the start of a quarter: share of teams at work, queue in years of all teams."""

    busy_share: Spread
    queue_ratio: Spread


@dataclass(frozen=True, slots=True)
class Ratios:
    """Cost over its comparator, of the sums of a group."""

    nation: Spread
    by_type: ByName
    by_form: ByName


@dataclass(frozen=True, slots=True)
class Probability:
    """Share of the replications in which something happened, the counts, and Wilson's 95 % interval."""

    share: float
    times: int
    replications: int
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class FirstFullYear:
    """Each organisation in its first full fiscal year after its last cutover, taken together [yen a year]."""

    by_definition: Mapping[str, Ratios]
    median_organisation: Spread
    organisations: Spread
    organisations_at_target: Spread
    share_at_target: Spread
    cost_yen: Spread
    base_yen: Spread
    target_gap_yen: Spread
    extra_burden_yen: Spread
    probability_nation_at_target: Probability


@dataclass(frozen=True, slots=True)
class Replications:
    """Two figures of each replication, in the order of the replications."""

    late_systems: tuple[int, ...]
    target_ratio: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Quotes:
    """Quoted cost over the cost before, among organisations: mean, share at 2 or more, number below 1."""

    mean: Spread
    share_at_2_or_more: Spread
    organisations_below_1: Spread
    greatest: Spread


class Deadline(NamedTuple):
    """A deadline beside 31 March 2026: its name, its day (ISO), and who misses it."""

    name: str
    day: str
    late: Counts


@dataclass(frozen=True)
class Summary:
    """Every figure of a run. Days are ISO dates, yen before tax; names are those of docs/glossary.md."""

    schema: int
    id: str
    scenario: Identity
    data_hash: str
    seed: int
    replications: int
    failed_replications: int
    result_hash: str
    deadline: str
    own_deadline: str
    designated_day: str
    systems: int
    organisations: int
    usdjpy: ExchangeRate
    default_definition: str
    definitions: Mapping[str, Mapping[str, str]]
    """Words of each definition of "30 %" by language."""
    declared: Mapping[str, Declared]
    """By survey."""
    declared_by_type: Mapping[str, Mapping[str, Counts]]
    declared_by_reason: Mapping[str, ByName]
    completed: Mapping[str, Counts]
    """Have cut over by the end of a month; organisations with all their systems."""
    late_at_deadline: Late
    late_at_own_deadline: Counts
    late_at_designated_day: Counts
    late_share_by_organisation: Mapping[str, float]
    """Share of the replications in which an organisation has a late system at the deadline, by code."""
    vendors_by_quarter: Mapping[str, Mapping[str, Queue]]
    """By kind of vendor and first day of the quarter."""
    slippage_months: Spread
    slippage_months_by_type: ByName
    last_cutover_day: Spread
    """Days since 2018-04-01; the day after the horizon stands for later."""
    unfinished_at_horizon: Spread
    target_ratio: Mapping[str, Mapping[int, Ratios]]
    """By definition and fiscal year."""
    first_full_year: FirstFullYear
    target_gap_yen: ByYear
    extra_burden_yen: ByYear
    general_revenue_yen: ByYear
    national_funding_yen: ByYear
    freed_yen: ByYear
    share_of_organisations_at_target: ByYear
    joint_on_time_and_target: Spread
    by_replication: Replications
    cost_by_cause_yen: Mapping[int, ByName]
    unmet_claims_yen: Mapping[str, ByYear] | None
    """By programme; None for a part of the nation, as programmes are shared out nationwide."""
    quote_multiple: Mapping[str, Quotes]
    """By type of organisation."""
    cost_yen: Mapping[int, Mapping[str, ByName]]
    """By fiscal year, account and funding line, each with its `total`."""

    @property
    def has_spread(self) -> bool:
        """Whether there are replications enough for P10 and P90; below, middles stand alone in words."""
        return self.replications >= ENOUGH

    def ratio(self, definition: str) -> Spread:
        """Running cost over its comparator in the first full year, by a definition of "30 %"."""
        return self.first_full_year.by_definition[definition].nation

    @property
    def has_baseline(self) -> bool:
        """Whether any cost compares with FY2018; if so, a missing ratio lies beyond the horizon."""
        return any(
            groups.nation.mean is not None for groups in self.target_ratio[self.default_definition].values()
        )

    def band(self, found: Spread) -> Band:
        """A number's middle and interval as they are shown; see `sim.summary.band`."""
        return band(found, self.replications)

    def day_band(self, found: Spread) -> Band:
        """The same of a day; see `sim.summary.day_band`."""
        return day_band(found, self.replications)

    def deadlines(self) -> list[Deadline]:
        """Lateness at each deadline beside 31 March 2026: the scenario's own, the designated day."""
        own = Deadline("own_deadline", self.own_deadline, self.late_at_own_deadline)
        designated = Deadline("designated_day", self.designated_day, self.late_at_designated_day)
        return [each for each in (own, designated) if each.day != self.deadline]

    def as_dict(self) -> dict[str, Any]:
        """The summary as `summary.json` holds it."""
        plain: dict[str, Any] = as_plain(self)
        return {name: value for name, value in plain.items() if (name, value) != ("unmet_claims_yen", None)}


def as_plain(value: Any) -> Any:
    """A value as JSON can hold it: dataclasses as objects, not-a-number, which JSON has not, as null."""
    if isinstance(value, str | int | None):
        return value
    if isinstance(value, float):
        return None if value != value else value
    if isinstance(value, Mapping):
        return {str(name): as_plain(each) for name, each in value.items()}
    if isinstance(value, tuple | list):
        return [as_plain(each) for each in value]
    if isinstance(value, np.ndarray):
        return as_plain(value.tolist())
    kind: Any = type(value)
    return {key: as_plain(getattr(value, name)) for name, key in _keys(kind)}


@cache
def _keys(kind: Any) -> tuple[tuple[str, str], ...]:
    """Fields of a dataclass and what the file calls them."""
    return tuple((each.name, each.metadata.get("key", each.name)) for each in fields(kind))
