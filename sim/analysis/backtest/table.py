"""A back-test in figures: scores beside the plain forecasts, what was missed, and what it cannot show.

A number has the digits that its file has, so that the file read back is the same back-test.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from sim.analysis.backtest.run import HINDSIGHT
from sim.analysis.backtest.scores import LEVELS, auc, brier, covered, crps
from sim.summary.model import as_plain
from sim.words import bilingual

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from sim.analysis.backtest.forecasts import Forecast
    from sim.analysis.backtest.run import Backtest, Wave
    from sim.analysis.calibrate.targets import Unit

UNITS: tuple[Unit, ...] = ("systems", "organisations")
NAMES = ("model", "no_change", "straight_line")
JUDGED_FROM = "2025-04-30"
"""First survey of those that decide: from here on both plain forecasts exist."""

_POINTS = {"p05": 0.05, "p10": 0.1, "p25": 0.25, "p50": 0.5, "p75": 0.75, "p90": 0.9, "p95": 0.95}


@dataclass(frozen=True, slots=True, kw_only=True)
class Scored:
    """A forecast's quantiles, its median minus the count, its CRPS [unit of the count]; ends may be missing.

    `inside`: whether each central interval ("80%") holds the count; None for a forecast without intervals.
    """

    p05: float | None = None
    p10: float | None = None
    p25: float | None = None
    p50: float
    p75: float | None = None
    p90: float | None = None
    p95: float | None = None
    error: float
    crps: float
    inside: Mapping[str, bool] | None


@dataclass(frozen=True, slots=True)
class Foreseen:
    """A published count [`unit`], forecast from the `known_counts` public on the day of `until`.

    The plain forecasts are of the nation, as far as there were counts enough.
    """

    survey: str
    until: str
    known_counts: int
    unit: Unit
    scope: str
    bound: str
    grade: str
    published: float
    model: Scored
    no_change: Scored | None = None
    straight_line: Scored | None = None

    def by(self, name: str) -> Scored | None:
        """The forecast of a name (see NAMES)."""
        found: Scored | None = getattr(self, name)
        return found

    @property
    def is_judged(self) -> bool:
        """Whether it decides which forecast is best."""
        return self.scope == "nation" and self.survey >= JUDGED_FROM

    def inside(self, level: float = 0.8) -> bool | None:
        """Whether a central interval of the model holds the count; None where only a least count is known."""
        held = self.model.inside
        return None if held is None or self.bound == "at_least" else held[f"{level:.0%}"]


@dataclass(frozen=True, slots=True)
class Flags:
    """Chances of being declared against what came, among `organisations` of which so many were `declared`.

    `of`: types, or single organisations. Brier scores are 0 (perfect) to 1; that of the common share is of a
    forecast that knows the share only. `auc`: 1 perfect, 0.5 luck; None where all or none were declared.
    """

    survey: str
    of: str
    organisations: int
    declared: int
    brier: float
    brier_of_the_common_share: float | None
    auc: float | None


class Coverage(NamedTuple):
    """Exact counts inside a central interval of the model, of how many; the same of the nation alone."""

    inside: int
    nation: int
    of: int
    of_nation: int


@dataclass(frozen=True)
class Scores:
    """A back-test: every forecast, chances against yes or no; means and misses follow from those."""

    id: str
    seed: int
    simulations: int
    forecasts: tuple[Foreseen, ...]
    flags: tuple[Flags, ...]

    def judged(self, unit: Unit) -> list[Foreseen]:
        """Counts that decide which forecast is best."""
        return [row for row in self.forecasts if row.unit == unit and row.is_judged]

    def mean_crps(self, unit: Unit) -> dict[str, float]:
        """Mean CRPS of each forecast that all judged counts have [unit of the count]; 0 is perfect."""
        rows = self.judged(unit)
        found = {name: [one.crps for row in rows if (one := row.by(name)) is not None] for name in NAMES}
        return {
            name: round(float(np.mean(each)), 2) for name, each in found.items() if len(each) == len(rows) > 0
        }

    def best(self, unit: Unit) -> str:
        """The forecast with the least mean CRPS."""
        means = self.mean_crps(unit)
        return min(means, key=means.__getitem__)

    def coverage(self, level: float) -> Coverage:
        """How many exact counts a central interval of the model held."""
        exact = [row for row in self.forecasts if row.bound == "exact"]
        nation = [row for row in exact if row.scope == "nation"]
        inside, of_nation = (sum(row.inside(level) is True for row in rows) for rows in (exact, nation))
        return Coverage(inside, of_nation, len(exact), len(nation))

    @property
    def missed(self) -> list[Foreseen]:
        """Counts outside P10 to P90 of the model."""
        return [row for row in self.forecasts if row.inside() is False]

    def as_dict(self) -> dict[str, Any]:
        """The back-test as backtest.json holds it."""
        whole: dict[str, Any] = as_plain(self)
        means = {
            unit: {
                "surveys": [row.survey for row in self.judged(unit)],
                **self.mean_crps(unit),
                "best": self.best(unit),
            }
            for unit in UNITS
        }
        return whole | {
            "forecasts": [_defined(row) for row in whole["forecasts"]],
            "mean_crps": means,
            "coverage": {f"{level:.0%}": self.coverage(level)._asdict() for level in LEVELS},
            "misses": [{lang: miss(row, lang) for lang in ("ja", "en")} for row in self.missed],
            "hindsight": dict(HINDSIGHT),
        }


def _defined(row: dict[str, Any]) -> dict[str, Any]:
    """A forecast without quantiles and plain forecasts that are not defined."""
    return {
        name: _defined(value) if isinstance(value, dict) else value
        for name, value in row.items()
        if value is not None or name == "inside"
    }


def tabled(found: Backtest) -> Scores:
    """All forecasts of a back-test with their scores."""
    return Scores(
        id=f"{found.scenario.hash[:8]}-{found.seed}-{found.simulations}-{found.facts.hash[:8]}",
        seed=found.seed,
        simulations=found.simulations,
        forecasts=tuple(row for wave in found.waves for row in _rows(wave)),
        flags=tuple(flags for wave in found.waves for flags in _flags(found, wave)),
    )


def _rows(wave: Wave) -> Iterable[Foreseen]:
    for target, model, simple in zip(wave.targets, wave.model, wave.plain, strict=True):
        if target.kind == "organisation":
            continue  # yes or no; see flags
        yield Foreseen(
            survey=wave.survey.isoformat(),
            until=wave.until.isoformat(),
            known_counts=len(wave.known),
            unit=target.unit,
            scope=target.scope,
            bound=target.observation.bound,
            grade=target.observation.grade,
            published=target.count,
            model=_scored(model, target.count),
            **{name: _scored(each, target.count) for name, each in simple.items()},
        )


def _scored(forecast: Forecast, seen: float) -> Scored:
    inside = covered(forecast.values, seen)
    points = {name: round(float(np.quantile(forecast.values, q)), 1) for name, q in _POINTS.items()}
    return Scored(
        **(points if forecast.spread else {"p50": points["p50"]}),
        error=round(forecast.middle - seen, 1),
        crps=round(crps(forecast.values, seen), 2),
        inside=None if inside is None else {f"{level:.0%}": inside[level] for level in LEVELS},
    )


def _flags(found: Backtest, wave: Wave) -> Iterable[Flags]:
    """Brier score and AUC of "this organisation is declared", by type, and of single organisations."""
    by_type = [
        (target, model)
        for target, model in zip(wave.targets, wave.model, strict=True)
        if target.kind == "type" and target.unit == "organisations"
    ]
    if by_type:
        sizes = [target.members(found.facts) for target, _ in by_type]
        chances = [
            min(1.0, float(model.values.mean()) / size)
            for (_, model), size in zip(by_type, sizes, strict=True)
        ]
        happened = [target.count for target, _ in by_type]
        yield _flag(wave, "types", chances, happened, sizes)
    single = [
        (chance, float(target.count > 0))
        for target, chance in zip(wave.targets, wave.flagged, strict=True)
        if target.kind == "organisation"
    ]
    if single:
        yield _flag(
            wave, "organisations", [p for p, _ in single], [k for _, k in single], [1.0] * len(single)
        )


def _flag(
    wave: Wave, of: str, chances: Sequence[float], happened: Sequence[float], sizes: Sequence[float]
) -> Flags:
    area = auc(chances, happened, sizes)
    common = [sum(happened) / sum(sizes)] * len(sizes)
    return Flags(
        survey=wave.survey.isoformat(),
        of=of,
        organisations=int(sum(sizes)),
        declared=int(sum(happened)),
        brier=round(brier(chances, happened, sizes), 4),
        brier_of_the_common_share=None if len(sizes) < 2 else round(brier(common, happened, sizes), 4),
        auc=None if area is None else round(area, 3),
    )


def miss(row: Foreseen, lang: str, scope: str = "") -> str:
    """A count outside the central 80 % in words; `scope`: what its scope is called, else as in the data."""
    low, high = row.model.p10 or 0.0, row.model.p90 or 0.0
    said = bilingual("backtest/above" if row.published > high else "backtest/below")[lang]
    return said.format(
        survey=row.survey,
        scope=scope or row.scope,
        unit=bilingual(f"backtest_units/{row.unit}")[lang],
        seen=f"{row.published:,.0f}",
        low=f"{low:,.0f}",
        high=f"{high:,.0f}",
    )
