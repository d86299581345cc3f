"""What the schedule is compared with: published counts of declared systems and organisations."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Literal

import numpy as np

from sim.facts import REASONS, TYPES
from sim.fiscal import DAYS_PER_YEAR, day_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from sim.engine import Schedule
    from sim.facts import Facts, Observation
    from sim.population import Population

    Floats = NDArray[np.float64]

Unit = Literal["systems", "organisations"]

METRICS: dict[str, Unit] = {
    "declared_systems": "systems",
    "declared_organisations": "organisations",
    "declared_organisations_share": "organisations",
}
FITTED_SCOPES = ("nation", "reason", "type")
"""Scopes whose counts are fitted; single prefectures and organisations are only compared."""

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

DISCREPANCY_SD = {"nation": 0.06, "reason": 0.25, "type": 0.25}
"""Standard deviation of ln by which the model's own form may be off."""

DISCREPANCY_MONTHS = 12.0
"""Time over which being off is forgotten, for the counts of the nation."""


@dataclass(frozen=True, slots=True)
class Target:
    """One published count: of `unit` in `scope` at the survey of `day`."""

    observation: Observation
    unit: Unit
    count: float
    day: date

    @property
    def kind(self) -> str:
        """Nation, type, reason, prefecture or organisation."""
        return self.observation.scope.partition(":")[0]

    @property
    def key(self) -> str:
        """Name in tables, such as "2024-10-31 systems nation"."""
        return f"{self.day.isoformat()} {self.unit} {self.observation.scope}"

    @property
    def fitted(self) -> bool:
        """Whether the fit uses it: an exact count of the nation, a type or a reason that is not the rest."""
        rest = self.observation.scope == "reason:vendor_resources"
        return self.kind in FITTED_SCOPES and self.observation.bound == "exact" and not rest

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
    return tuple(sorted(found.values(), key=lambda each: (each.day, each.observation.scope, each.unit)))


def counted(target: Target, facts: Facts, population: Population, schedule: Schedule) -> int:
    """The same count in a schedule."""
    survey = int(np.flatnonzero(schedule.surveys == day_of(target.day))[0])
    chosen = schedule.declared[survey] > 0
    kind, _, name = target.observation.scope.partition(":")
    if kind == "reason":
        chosen = chosen & (schedule.declared_reason[survey] == REASONS.index(name) + 1)
    elif kind != "nation":
        chosen = chosen & _members(facts, kind, name)[population.lot_organisation]
    if target.unit == "systems":
        return int(population.lot_businesses[chosen].sum())
    return len(np.unique(population.lot_organisation[chosen]))


def error_covariance(targets: Sequence[Target]) -> Floats:
    """Covariance of ln counts from sources and from the model's form (not from chance), [target, target]."""
    source = np.array([SOURCE_SD.get(each.observation.grade, 0.12) for each in targets])
    form = np.array([DISCREPANCY_SD.get(each.kind, 0.25) for each in targets])
    months = np.array([day_of(each.day) for each in targets]) / (DAYS_PER_YEAR / 12)
    nation = np.array([each.kind == "nation" for each in targets], dtype=np.bool_)
    shared = np.exp(-np.abs(months[:, None] - months) / DISCREPANCY_MONTHS)
    systems = np.array([each.unit == "systems" for each in targets], dtype=np.bool_)
    same_unit = systems[:, None] == systems
    shared = np.where(nation[:, None] & nation, shared * np.where(same_unit, 1.0, 0.5), 0.0)
    np.fill_diagonal(shared, 1.0)
    return np.outer(form, form) * shared + np.diag(source**2)


def _survey(day: date, surveys: Sequence[int]) -> date | None:
    """The latest survey that a count of a day can rest on."""
    past = [survey for survey in surveys if survey <= day_of(day)]
    return date.fromordinal(day.toordinal() - day_of(day) + past[-1]) if past else None


def _known(seen: Observation, unit: Unit) -> bool:
    """Whether a schedule can count it; organisations may give several reasons, and lots give one."""
    kind, _, name = seen.scope.partition(":")
    if kind == "reason":
        return unit == "systems" and name in REASONS
    return kind in ("nation", "type", "prefecture", "organisation")


def _count(facts: Facts, seen: Observation) -> float:
    """The count itself; a share counts the organisations of its type."""
    if not seen.metric.endswith("_share"):
        return seen.value
    kind, _, name = seen.scope.partition(":")
    return float(round(seen.value * int(_members(facts, kind, name).sum())))


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
