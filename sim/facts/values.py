"""The published facts as frozen values over read-only arrays."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from functools import cached_property
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from sim.words import texts

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]

TYPES = (
    "prefecture",
    "designated_city",
    "core_city",
    "former_special_city",
    "special_ward",
    "city",
    "town",
    "village",
)
TYPE_NAMES: Mapping[str, Mapping[str, str]] = texts("types")
GROUPS = ("register", "tax", "welfare", "family_register", "schooling", "common")
GROUP_NAMES: Mapping[str, Mapping[str, str]] = texts("business_groups")
FREEZES = ("none", "tax", "residents", "elections")
REASONS = ("mainframe", "bespoke", "no_product", "vendor_resources")
REGIONS = ("hokkaido", "tohoku", "kanto", "chubu", "kinki", "chugoku", "shikoku", "kyushu_okinawa")

SYSTEMS = 34_592
COMMON_FUNCTIONS = 1_576


@dataclass(frozen=True)
class Organisations:
    """The organisations in the order of their codes, 1,788 in data/; one entry each in every field."""

    code: tuple[str, ...]
    number: Ints  # the code as a number: key of luck
    name: tuple[str, ...]
    name_en: tuple[str, ...]  # of municipalities from their kana, see `sim.facts.romaji`
    kana: tuple[str, ...]
    prefecture: Ints  # 1 to 47
    type: Ints  # index into TYPES
    population: Ints  # census of 2020; 0 in Futaba, evacuated on the census day
    population_2019: Ints  # resident register, 1 January
    population_2024: Ints
    fiscal_strength: Floats  # FY2018
    latitude: Floats
    longitude: Floats

    @cached_property
    def rows(self) -> Mapping[str, int]:
        """Row of each organisation by its six-digit code."""
        return {code: row for row, code in enumerate(self.code)}

    @cached_property
    def municipal(self) -> Flags:
        """True for municipalities (special wards included), False for prefectures."""
        return np.not_equal(self.type, TYPES.index("prefecture"))

    def names(self, lang: str) -> tuple[str, ...]:
        """Name of each organisation; in English a prefecture's office is told from the prefecture."""
        return self.name if lang == "ja" else self._names_en

    @cached_property
    def _names_en(self) -> tuple[str, ...]:
        shown = zip(self.name_en, self.municipal, strict=True)
        return tuple(name if municipal else f"{name} (prefectural office)" for name, municipal in shown)


@dataclass(frozen=True)
class Businesses:
    """The 20 standardised businesses and, last, the common functions."""

    key: tuple[str, ...]
    name_ja: tuple[str, ...]
    name_en: tuple[str, ...]
    group: Ints  # index into GROUPS
    freeze: Ints  # index into FREEZES
    in_scope: Flags  # [type, business]; for common functions: may be counted apart (see Facts.scope)

    def names(self, lang: str) -> Mapping[str, str]:
        """Name of each business by its key."""
        return dict(zip(self.key, self.name_ja if lang == "ja" else self.name_en, strict=True))


@dataclass(frozen=True)
class Pilot:
    """The pilot's ten items: yen over five years for eight bodies, before and after migration."""

    key: tuple[str, ...]
    name_ja: tuple[str, ...]
    name_en: tuple[str, ...]
    before_yen: Ints
    after_yen: Ints
    usdjpy: float  # JPY/USD of the table
    before_slope_yen: float  # yen added to the sum before, per JPY/USD

    def names(self, lang: str) -> Mapping[str, str]:
        """Name of each item by its key."""
        return dict(zip(self.key, self.name_ja if lang == "ja" else self.name_en, strict=True))


class Series(NamedTuple):
    """Fiscal years (see PriceFigure.basis) and values of a price series; years not seen are absent."""

    years: Ints
    values: Floats


@dataclass(frozen=True)
class PriceFigure:
    """One cell of the price table with its origin; the value is None where it was looked for and not seen."""

    series: str
    fiscal_year: int
    value: float | None
    unit: str
    basis: str  # fiscal_year, calendar_year, spring_round or month (a single month stands for the year)
    as_of: datetime.date
    source: str | None
    grade: str
    published: datetime.date | None
    note: str | None


@dataclass(frozen=True)
class Observation:
    """One published figure: as of `date`, made public on `published`.

    A corrected figure has an observation for each day on which it was told.
    """

    metric: str
    date: datetime.date
    published: datetime.date
    scope: str  # nation, or kind:value as in type:town, reason:mainframe, organisation:131016, declared:3-5
    value: float
    bound: str  # exact, about, at_least or at_most
    unit: str
    grade: str
    source: str
    note: str | None


@dataclass(frozen=True)
class Programme:
    """One budget of the state; low and high differ where sources differ."""

    key: str
    name_ja: str
    name_en: str
    account: str  # migration or new_running
    budget_year: int
    amount_low_yen: int
    amount_high_yen: int
    rate: float
    first_year: int
    last_year: int
    source: str
    grade: str
    as_of: datetime.date
    published: datetime.date
    note: str | None


@dataclass(frozen=True)
class Prefectures:
    """The 47 prefectures in the order of their numbers, with the tile of a small map."""

    number: Ints
    name: tuple[str, ...]
    name_en: tuple[str, ...]
    region: Ints  # index into REGIONS
    tile_x: Ints
    tile_y: Ints
    latitude: Floats
    longitude: Floats


@dataclass(frozen=True)
class Facts:
    """Everything in data/, checked."""

    organisations: Organisations
    businesses: Businesses
    pilot: Pilot
    prices: Mapping[str, Series]
    price_figures: tuple[PriceFigure, ...]
    tax: tuple[tuple[int, float], ...]  # (first day, rate), ascending
    observations: tuple[Observation, ...]  # with what was corrected later; see `known`
    programmes: tuple[Programme, ...]
    prefectures: Prefectures
    hash: str = field(repr=False)  # SHA-256 of the tables
    common_functions: int = COMMON_FUNCTIONS  # counted apart, see `scope`

    def scope(self) -> Flags:
        """True where an organisation has a system, [organisation, business]; 34,592 in all."""
        return self._scope

    @cached_property
    def _scope(self) -> Flags:
        return scope(self.organisations, self.businesses, self.common_functions)

    @cached_property
    def systems(self) -> tuple[Ints, Ints]:
        """Row of the organisation and number of the business (0..20) of each system, in this order."""
        organisation, business = (index.astype(np.int64) for index in np.nonzero(self._scope))
        organisation.setflags(write=False)
        business.setflags(write=False)
        return organisation, business

    def full_name(self, row: int, lang: str) -> str:
        """Name with its prefecture: 北海道札幌市; Sapporo-shi, Hokkaido. Office of a prefecture: 北海道庁."""
        name, home = self.organisations.names(lang)[row], int(self.organisations.prefecture[row]) - 1
        if not self.organisations.municipal[row]:
            return f"{name}庁" if lang == "ja" else name
        before = self.prefectures.name[home]
        return f"{before}{name}" if lang == "ja" else f"{name}, {self.prefectures.name_en[home]}"

    def restricted(self, rows: Sequence[int]) -> Facts:
        """The facts with some organisations alone (rows ascending), which keep the systems they have."""
        chosen: dict[str, Any] = {}
        for each in fields(Organisations):
            values = getattr(self.organisations, each.name)
            tuples = isinstance(values, tuple)
            chosen[each.name] = tuple(values[row] for row in rows) if tuples else values[list(rows)]
        part = replace(self, organisations=Organisations(**chosen))
        part.__dict__["_scope"] = self.scope()[list(rows)]  # counted for the nation; see `scope` below
        return part

    def observed(
        self,
        metric: str,
        scope: str = "nation",
        date: datetime.date | str | None = None,
        by: datetime.date | None = None,
    ) -> Observation:
        """The observation of a metric as of a date (default: the latest); KeyError if there is none.

        Corrected figures count as they were last told, by a day of publication if one is given.
        """
        day = datetime.date.fromisoformat(date) if isinstance(date, str) else date
        found = [o for o in self.series(metric, scope, by) if day is None or o.date == day]
        if not found:
            raise KeyError(f"{metric}, {scope}, {date}")
        return found[-1]

    def series(
        self, metric: str, scope: str = "nation", by: datetime.date | None = None
    ) -> tuple[Observation, ...]:
        """Observations of a metric in the order of their dates, one a date; empty if there is none."""
        told = known(self._by_metric.get((metric, scope), ()), by)
        return tuple(sorted(told, key=lambda o: o.date))

    def known(self, by: datetime.date | None = None) -> tuple[Observation, ...]:
        """All observations, corrected ones as they were last told by a day (default: by now)."""
        return known(self.observations, by)

    def first_told(self, seen: Observation) -> datetime.date:
        """Day on which what an observation is about was first made public, if with another value."""
        told = self._by_metric[seen.metric, seen.scope]
        return min(one.published for one in told if one.date == seen.date)

    @cached_property
    def _by_metric(self) -> Mapping[tuple[str, str], tuple[Observation, ...]]:
        found: dict[tuple[str, str], tuple[Observation, ...]] = {}
        for one in self.observations:
            found[one.metric, one.scope] = (*found.get((one.metric, one.scope), ()), one)
        return found


def known(observations: Iterable[Observation], by: datetime.date | None = None) -> tuple[Observation, ...]:
    """Of each metric, scope and date the observation published last, in the order in which they were given.

    Those published after `by` are not known yet; what they correct then counts as it was told before.
    """
    last: dict[tuple[str, str, datetime.date], Observation] = {}
    for one in observations:
        about = one.metric, one.scope, one.date
        if by is not None and one.published > by:
            continue
        if about not in last or one.published > last[about].published:
            last[about] = one
    return tuple(last.values())


def scope(
    organisations: Organisations, businesses: Businesses, common_functions: int = COMMON_FUNCTIONS
) -> Flags:
    """True where an organisation has a system, [organisation, business].

    Rule largest_first: the official total leaves 1,576 common functions that are counted apart and does not
    say where. They are given to the most populous municipalities (census 2020; ties by code).
    """
    flags = businesses.in_scope[organisations.type].copy()
    common = businesses.group == GROUPS.index("common")
    eligible = np.flatnonzero(flags[:, common].any(axis=1))
    order = np.lexsort((organisations.number[eligible], -organisations.population[eligible]))
    counted = eligible[order[:common_functions]]
    flags[:, common] = False
    flags[np.ix_(counted, np.flatnonzero(common))] = True
    flags.setflags(write=False)
    return flags
