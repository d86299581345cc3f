"""What the schedule is compared with: published counts of declared and of completed systems."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Literal

import numpy as np

from sim.facts import REASONS, TYPES
from sim.fiscal import DAYS_PER_MONTH, day_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from sim.engine import Schedule
    from sim.facts import Facts, Observation
    from sim.population import Population

    Floats = NDArray[np.float64]

Unit = Literal["systems", "organisations", "per_mille"]

METRICS: dict[str, Unit] = {
    "declared_systems": "systems",
    "declared_organisations": "organisations",
    "declared_organisations_share": "organisations",
    "declared_share_spread": "per_mille",
    "completed_systems": "systems",
}
SCOPES = {"declared_share_spread": "prefectures", "completed_systems": "completed"}
"""Scope of metrics that are of the nation, but no count of what was declared in it."""

FITTED_SCOPES = ("nation", "reason", "type", "completed", "prefectures")
FITTED_SINGLE = ("business:family_register", "declared:1-1", "declared:16-21")
"""What is fitted: all counts of some kinds of scope, and single ones that a parameter answers to.

All others, such as single prefectures, organisations and most businesses, are only compared.
"""

SOURCE_SD = {
    "OFFICIAL": 0.01,
    "SEEN-OFFICIAL": 0.01,
    "DATASET": 0.01,
    "SECONDARY": 0.02,
    "DERIVED": 0.04,
    "WEAK": 0.12,
    "SECONDARY-LOW": 0.12,
}
"""Standard error of ln of a count by the grade of its source."""

DISCREPANCY_SD = 0.25
"""Standard deviation of ln by which the model's own form may be off, for counts that are not the nation's."""

SCALES = (0.01, 0.02, 0.03, 0.045, 0.07, 0.1, 0.15, 0.2)
"""Scales that the form's error of the nation's counts may have: sd of ln that a month adds."""

SCALE_PRIOR = 0.05
"""Scale of the half-t distribution (three degrees of freedom) that they have before a fit."""

FORM_FROM = day_of("2023-03-31")
"""Day from which the form's error walks: half a year before the first survey."""


@dataclass(frozen=True, slots=True)
class Target:
    """One published count: of `unit` in `scope` at the survey of `day`."""

    observation: Observation
    unit: Unit
    count: float
    day: date

    @property
    def scope(self) -> str:
        """What is counted: of the nation or a part of it what was declared, or what SCOPES says."""
        return SCOPES.get(self.observation.metric, self.observation.scope)

    @property
    def kind(self) -> str:
        """Its scope without the name: nation, type, business, completed and so on."""
        return self.scope.partition(":")[0]

    @property
    def key(self) -> str:
        """Name in tables, such as "2024-10-31 systems nation"."""
        return f"{self.day.isoformat()} {self.unit} {self.scope}"

    @property
    def fitted(self) -> bool:
        """Whether the fit uses it: an exact count of a scope to be fitted, but not the last reason."""
        used = self.kind in FITTED_SCOPES or self.scope in FITTED_SINGLE
        return used and self.observation.bound == "exact" and self.scope != "reason:vendor_resources"

    @property
    def log_count(self) -> float:
        """ln(count + 1/2): a count of nothing stays finite."""
        return float(np.log(self.count + 0.5))

    def members(self, facts: Facts) -> int:
        """Organisations in its scope."""
        kind, _, name = self.observation.scope.partition(":")
        return int(_members(facts, kind, name).sum())


def targets_of(facts: Facts, surveys: Sequence[int], until: date | None = None) -> tuple[Target, ...]:
    """Every published count that the schedule has a counterpart for, by day of survey, scope and unit.

    Only those public at the end of a day, if one is given; corrected counts as they were last told by then.
    """
    found: dict[str, Target] = {}
    for seen in facts.known(until):
        unit = METRICS.get(seen.metric)
        day = _survey(seen.date, surveys)
        if unit is None or day is None or not _known(seen, unit):
            continue
        target = Target(seen, unit, _count(facts, seen), day)
        found.setdefault(target.key, target)
    return tuple(sorted(found.values(), key=lambda each: (each.day, each.scope, each.unit)))


def counted(target: Target, facts: Facts, population: Population, schedule: Schedule) -> int:
    """The same count in a schedule."""
    kind, _, name = target.scope.partition(":")
    if kind == "completed":
        return int(population.lot_businesses[schedule.cutover <= day_of(target.day)].sum())
    survey = int(np.flatnonzero(schedule.surveys == day_of(target.day))[0])
    chosen = schedule.declared[survey] > 0
    if kind == "prefectures":
        return _spread(facts, population, chosen)
    if kind == "business":
        held = population.system_business == facts.businesses.key.index(name)
        return int((held & chosen[population.system_lot]).sum())
    if kind == "declared":
        low, high = map(int, name.split("-"))
        declared = _systems(population, chosen, len(facts.organisations.code))
        return int(((low <= declared) & (declared <= high)).sum())
    if kind == "reason":
        chosen = chosen & (schedule.declared_reason[survey] == REASONS.index(name) + 1)
    elif kind != "nation":
        chosen = chosen & _members(facts, kind, name)[population.lot_organisation]
    if target.unit == "systems":
        return int(population.lot_businesses[chosen].sum())
    return len(np.unique(population.lot_organisation[chosen]))


def error_covariance(targets: Sequence[Target], scale: float) -> Floats:
    """Covariance of ln counts from sources and from the model's form (not from chance), [target, target].

    For the nation's declared systems and organisations the form's error is a random walk, half of it common
    to both, to which each month adds a standard deviation of `scale`; completed systems walk on their own.
    All other counts are off each for itself.
    """
    source = np.array([SOURCE_SD.get(each.observation.grade, 0.12) for each in targets])
    months = np.array([max(0.0, day_of(each.day) - FORM_FROM) / DAYS_PER_MONTH for each in targets])
    kinds = np.array([each.kind for each in targets], dtype=object)
    units = np.array([each.unit for each in targets], dtype=object)
    walks = np.isin(kinds, ("nation", "completed"))
    together = walks[:, None] & (kinds[:, None] == kinds)
    common = np.where(units[:, None] == units, 1.0, 0.5)
    form = np.where(together, scale**2 * np.minimum(months[:, None], months) * common, 0.0)
    alone = np.where(walks, 0.0, DISCREPANCY_SD**2)
    return np.asarray(form + np.diag(alone + source**2), dtype=np.float64)


def _survey(day: date, surveys: Sequence[int]) -> date | None:
    """The latest survey that a count of a day can rest on."""
    past = [survey for survey in surveys if survey <= day_of(day)]
    return date.fromordinal(day.toordinal() - day_of(day) + past[-1]) if past else None


def _known(seen: Observation, unit: Unit) -> bool:
    """Whether a schedule can count it; organisations may give several reasons, and lots give one."""
    kind, _, name = seen.scope.partition(":")
    if kind == "reason":
        return unit == "systems" and name in REASONS
    return kind in ("nation", "type", "prefecture", "organisation", "business", "declared")


def _count(facts: Facts, seen: Observation) -> float:
    """The count itself; a share counts the organisations of its type, a spread is in thousandths."""
    if seen.metric == "declared_share_spread":
        return float(round(1000.0 * seen.value))
    if not seen.metric.endswith("_share"):
        return seen.value
    kind, _, name = seen.scope.partition(":")
    return float(round(seen.value * int(_members(facts, kind, name).sum())))


def _systems(population: Population, chosen: NDArray[np.bool_], organisations: int) -> Floats:
    """Systems of the chosen lots [organisation]."""
    mine, held = population.lot_organisation[chosen], population.lot_businesses[chosen]
    return np.asarray(np.bincount(mine, weights=held, minlength=organisations), dtype=np.float64)


def _spread(facts: Facts, population: Population, chosen: NDArray[np.bool_]) -> int:
    """Standard deviation over prefectures of the share of systems in the chosen lots, in thousandths."""
    bodies = facts.organisations
    everything = np.ones(len(chosen), dtype=np.bool_)
    declared, held = (
        np.bincount(bodies.prefecture, _systems(population, lots, len(bodies.code)))[1:]
        for lots in (chosen, everything)
    )
    return round(1000.0 * float((declared / held).std()))


def _members(facts: Facts, kind: str, name: str) -> NDArray[np.bool_]:
    """Organisations of a type, a prefecture (its municipalities) or a code."""
    bodies = facts.organisations
    if kind == "nation":
        return np.ones(len(bodies.code), dtype=np.bool_)
    if kind == "type":
        return np.equal(bodies.type, TYPES.index(name))
    if kind == "prefecture":
        return np.equal(bodies.prefecture, int(name)) & bodies.municipal
    return np.array([code == name for code in bodies.code], dtype=np.bool_)
