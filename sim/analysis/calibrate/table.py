"""A fit in figures: prior against posterior, what is told apart, what fits and what does not.

A number has the digits that its file has: what lies beyond them is chance of the sets.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
from scipy.special import ndtri

from sim import fiscal
from sim.analysis.calibrate import quotes
from sim.analysis.calibrate.bank import cube
from sim.scenario import CLASSES, UncertainDay
from sim.scenario.metadata import plain, table
from sim.summary.model import as_plain

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from sim.analysis.calibrate.bank import Priors
    from sim.analysis.calibrate.run import Calibration
    from sim.analysis.calibrate.targets import Unit

    Floats = NDArray[np.float64]

SEPARATED = 0.8
"""A parameter is told apart when its posterior is narrower than this share of its prior."""

ENTANGLED = 0.4
"""Two parameters are entangled when the fit correlates them by more than this, of either sign."""

_ENDS = (0.05, 0.5, 0.95)
_PRIOR_POINTS = 4096


class Ends(NamedTuple):
    """5 %, median and 95 % of something [its unit]."""

    low: float
    middle: float
    high: float


@dataclass(frozen=True, slots=True)
class Parameter:
    """A parameter before and after the fit [its unit; days of `is_day` since 2018-04-01].

    `narrowing`: standard deviation after the fit over the one before; `separated`: the counts tell of it.
    """

    path: str
    prior: Ends
    posterior: Ends
    is_day: bool
    narrowing: float
    separated: bool

    def label(self, lang: str) -> str:
        """Its name."""
        return table()[self.path].label("ja" if lang == "ja" else "en")

    def text(self, point: float) -> str:
        """One of its values as a file writes it."""
        return fiscal.date_of(int(point)).isoformat() if self.is_day else plain(point)

    def as_dict(self) -> dict[str, Any]:
        """The parameter as the file holds it."""
        return {
            "path": self.path,
            "label": {"ja": self.label("ja"), "en": self.label("en")},
            "prior": [self.text(point) for point in self.prior],
            "posterior": [self.text(point) for point in self.posterior],
            "narrowing": self.narrowing,
            "separated": self.separated,
        }


@dataclass(frozen=True, slots=True)
class Pair:
    """Two parameters that the fit cannot tell from each other: a rise of one is made up for by the other."""

    first: str
    second: str
    correlation: float


@dataclass(frozen=True, slots=True)
class Observed:
    """A published count [`unit`] with what the kept sets, simulated with luck of their own, give for it.

    `fitted`: the fit used it; `inside`: it lies within `model`, or for a least count below the median.
    """

    survey: str
    unit: Unit
    scope: str
    published: float
    bound: str
    grade: str
    fitted: bool
    model: Ends
    inside: bool


@dataclass(frozen=True, slots=True)
class Quote:
    """A figure of the survey of quotes [times, share or organisations], and what the kept sets give."""

    metric: str
    published: float
    model: Ends


@dataclass(frozen=True, slots=True)
class Teams:
    """A class of sets: how many, and by which share late systems change when every vendor has more teams."""

    sets: int
    change_of_late_systems: float


@dataclass(frozen=True, slots=True)
class Fit:
    """All figures of a fit; `simulations` and `sets` are numbers of parameter sets, `teams` by class."""

    until: str
    seed: int
    simulations: int
    sets: int
    effective_sample_size: tuple[float, ...]
    parameters: tuple[Parameter, ...]
    entangled: tuple[Pair, ...]
    observations: tuple[Observed, ...]
    quotes: tuple[Quote, ...]
    teams: Mapping[str, Teams]

    def as_dict(self) -> dict[str, Any]:
        """The fit as calibration.json holds it."""
        whole: dict[str, Any] = as_plain(self)
        return whole | {"parameters": [each.as_dict() for each in self.parameters]}


def tabled(calibration: Calibration) -> Fit:
    """All figures of a calibration."""
    return Fit(
        until=calibration.until.isoformat(),
        seed=calibration.seed,
        simulations=calibration.settings.simulations,
        sets=len(calibration.numbers),
        effective_sample_size=tuple(round(size, 1) for size in calibration.effective),
        parameters=(
            *_parameters(calibration.priors, calibration.numbers),
            *_parameters(calibration.quote_priors, calibration.quote_numbers),
        ),
        entangled=_entangled(calibration),
        observations=_observations(calibration),
        quotes=_quotes(calibration),
        teams=_teams(calibration),
    )


def _parameters(priors: Priors, numbers: Floats) -> list[Parameter]:
    drawn = priors.numbers(cube(len(priors.paths), _PRIOR_POINTS, 0))
    rows = []
    for column, path in enumerate(priors.paths):
        before, after = drawn[:, column], numbers[:, column]
        narrowing = float(after.std() / before.std())
        is_day = isinstance(priors.values[column], UncertainDay)
        rows.append(
            Parameter(
                path=path,
                prior=_ends(before, is_day),
                posterior=_ends(after, is_day),
                is_day=is_day,
                narrowing=round(narrowing, 3),
                separated=narrowing < SEPARATED,
            )
        )
    return rows


def _ends(values: Floats, is_day: bool) -> Ends:
    """5 %, median and 95 % to three digits, or to the nearest day."""
    points = np.quantile(values, _ENDS)
    return Ends(*(float(np.floor(point + 0.5)) if is_day else float(f"{point:.3g}") for point in points))


def _rounded(values: Floats | NDArray[np.int64], digits: int) -> Ends:
    return Ends(*(round(float(point), digits) for point in np.quantile(values, _ENDS)))


def _entangled(calibration: Calibration) -> tuple[Pair, ...]:
    paths = calibration.priors.paths
    together: Floats = np.atleast_2d(np.corrcoef(calibration.numbers.T))
    load, growth = "vendors.load_mean", "vendors.growth_mean"
    return tuple(
        Pair(first, second, round(float(together[i, j]), 2))
        for i, first in enumerate(paths)
        for j, second in enumerate(paths)
        if i < j and (abs(together[i, j]) >= ENTANGLED or {first, second} == {load, growth})
    )


def _observations(calibration: Calibration) -> tuple[Observed, ...]:
    rows = []
    for column, target in enumerate(calibration.targets):
        low, middle, high = np.quantile(calibration.counts[:, column], _ENDS)
        seen, least = target.observation, target.observation.bound == "at_least"
        rows.append(
            Observed(
                survey=target.day.isoformat(),
                unit=target.unit,
                scope=target.scope,
                published=target.count,
                bound=seen.bound,
                grade=seen.grade,
                fitted=target.fitted,
                model=_rounded(calibration.counts[:, column], 1),
                inside=bool(middle >= target.count if least else low <= target.count <= high),
            )
        )
    return tuple(rows)


def _quotes(calibration: Calibration) -> tuple[Quote, ...]:
    seen = calibration.quotes_seen
    answers = int(seen.get("quote_organisations", 59))
    luck = np.random.default_rng([calibration.seed, 3])
    median, sigma = np.repeat(calibration.quote_numbers, 16, axis=0).T
    found = quotes.statistics(median, sigma, ndtri(luck.random((len(median), answers))))
    return tuple(
        Quote(metric, seen[metric], _rounded(values, 3)) for metric, values in found.items() if metric in seen
    )


def _teams(calibration: Calibration) -> dict[str, Teams]:
    """Mean change of late systems in each class when every vendor has 30 % more teams."""
    kinds = np.array(calibration.classes)
    return {
        kind: Teams(
            sets=int((kinds == kind).sum()),
            change_of_late_systems=round(float(np.expm1(calibration.elasticity[kinds == kind].mean())), 3),
        )
        for kind in CLASSES
    }
