"""The whole fit: bank from the prior, rounds where the mass is, sets of equal weight, their class."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from sim.analysis.calibrate import quotes
from sim.analysis.calibrate.bank import Bank, Priors, cube, simulate
from sim.analysis.calibrate.surrogate import Surrogate, fit, near
from sim.analysis.calibrate.targets import targets_of
from sim.analysis.calibrate.teams import classes, elasticities
from sim.analysis.calibrate.weigh import POINTS, Weighed, weigh
from sim.errors import Fault, ScenarioError, UsageError
from sim.fiscal import SURVEYS
from sim.scenario import Uncertain, UncertainDay

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from numpy.typing import NDArray

    from sim.analysis.calibrate.bank import Progress
    from sim.analysis.calibrate.targets import Target
    from sim.facts import Facts
    from sim.scenario import Scenario

    Floats = NDArray[np.float64]
    Ints = NDArray[np.int64]

FITTED = (
    "vendors.load_mean",
    "vendors.growth_mean",
    "vendors.specialist_load_factor",
    "vendors.family_register_load_factor",
    "vendors.prefecture_growth_factor",
    "procurement.contract_day_mean",
    "work.path_days",
    "booking.buffer",
    "booking.early_share",
    "booking.new_year_share",
    "market.regional_concentration",
    "vendors.ready_day_region_sd",
    "legacy.bespoke_large",
    "legacy.no_product_share",
)
"""Parameters of the schedule that the published counts move most; all others keep their ranges."""


@dataclass(frozen=True, slots=True)
class Settings:
    """How much to simulate: sets in the first bank, rounds of further sets, sets that are kept.

    `points` of the prior are weighed by the surrogate, which costs no simulation.
    """

    budget: int = 1024
    rounds: int = 2
    kept: int = 128
    points: int = POINTS

    @property
    def simulations(self) -> int:
        """Schedules that are simulated in all."""
        return self.budget + self.rounds * (self.budget // 2) + 2 * self.kept


SETTINGS = Settings()


@dataclass(frozen=True)
class Calibration:
    """A fit and all that is needed to judge it. Numbers are [set, parameter], counts [set, target]."""

    scenario: Scenario
    facts: Facts
    until: date
    seed: int
    settings: Settings
    priors: Priors
    targets: tuple[Target, ...]  # public by the day; those not fitted are compared only
    bank: Bank
    surrogate: Surrogate
    weighed: Weighed
    numbers: Floats  # of the sets kept, which weigh the same
    counts: Ints  # of the sets kept, each with luck of its own
    elasticity: Floats  # change of ln late systems in each set with more teams
    classes: tuple[str, ...]
    quote_priors: Priors
    quote_numbers: Floats  # [set, median and sigma]
    quotes_seen: dict[str, float]
    quotes_kept: int
    effective: tuple[float, ...] = field(default=())  # sample size after each round


def calibrate(
    facts: Facts,
    scenario: Scenario,
    until: date,
    seed: int = 1,
    workers: int = 1,
    settings: Settings = SETTINGS,
    progress: Progress | None = None,
) -> Calibration:
    """Parameter sets that fit what was published by a day; the same for any number of workers.

    Raises ScenarioError for a scenario whose parameters are fitted already, UsageError when nothing was
    published by the day.
    """
    priors, quote_priors = priors_of(scenario, FITTED), priors_of(scenario, quotes.PATHS)
    targets = targets_of(facts, list(SURVEYS), until)
    if not any(target.fitted for target in targets):
        raise UsageError([Fault("", "--until", until.isoformat(), "nothing_published")])
    counter = _Counter(settings.simulations, progress)
    bank, surrogate, weighed, sizes = _rounds(
        facts, scenario, priors, targets, seed, workers, settings, counter
    )
    numbers = priors.numbers(weighed.sample(settings.kept, seed))
    first = len(bank)
    counts, elasticity = elasticities(
        facts, scenario, priors.sets(numbers), targets, seed, first, workers, counter
    )
    where, seen = quotes.fitting(quote_priors, facts, until, seed)
    chosen = np.random.default_rng([seed, 2]).choice(len(where), settings.kept)
    return Calibration(
        scenario=scenario,
        facts=facts,
        until=until,
        seed=seed,
        settings=settings,
        priors=priors,
        targets=targets,
        bank=bank,
        surrogate=surrogate,
        weighed=weighed,
        numbers=numbers,
        counts=counts,
        elasticity=elasticity,
        classes=classes(priors.scaled(numbers), elasticity),
        quote_priors=quote_priors,
        quote_numbers=quote_priors.numbers(where[chosen]),
        quotes_seen=seen,
        quotes_kept=len(where),
        effective=sizes,
    )


def priors_of(scenario: Scenario, paths: Sequence[str]) -> Priors:
    """Ranges of the parameters to fit; those that the scenario holds certain stay as they are."""
    fitted, values = [], {}
    for path in paths:
        value = scenario.values[path]
        if isinstance(value, Uncertain | UncertainDay):
            values[path] = value
            if value.fitted:
                fitted.append(path)
    if fitted:
        details = {"names": ", ".join(fitted)}
        raise ScenarioError([Fault(scenario.info.name, "", None, "fitted_already", details)])
    return Priors(tuple(values), tuple(values.values()))


class _Counter:
    """Counts simulations over all parts of a fit."""

    def __init__(self, total: int, progress: Progress | None) -> None:
        self.done, self.total, self.progress = 0, total, progress

    def __call__(self, _done: int, _of: int) -> None:
        """One more schedule is simulated."""
        self.done += 1
        if self.progress is not None:
            self.progress(min(self.done, self.total), self.total)


def _rounds(
    facts: Facts,
    scenario: Scenario,
    priors: Priors,
    targets: Sequence[Target],
    seed: int,
    workers: int,
    settings: Settings,
    counter: _Counter,
) -> tuple[Bank, Surrogate, Weighed, tuple[float, ...]]:
    """Bank, surrogate and weights after the rounds, with the effective sample size after each."""
    used = [index for index, target in enumerate(targets) if target.fitted]
    points = cube(len(priors.paths), settings.budget, seed)
    bank = _more(facts, scenario, priors, targets, seed, workers, counter, points, None)
    surrogate, weighed = weigh_bank(priors, targets, used, bank, seed, None, settings.points)
    sizes = [weighed.effective]
    for number in range(1, settings.rounds + 1):
        points = weighed.sample(settings.budget // 2, seed + number)
        bank = _more(facts, scenario, priors, targets, seed, workers, counter, points, bank)
        surrogate, weighed = weigh_bank(priors, targets, used, bank, seed + number, weighed, settings.points)
        sizes.append(weighed.effective)
    return bank, surrogate, weighed, tuple(sizes)


def _more(
    facts: Facts,
    scenario: Scenario,
    priors: Priors,
    targets: Sequence[Target],
    seed: int,
    workers: int,
    counter: _Counter,
    points: Floats,
    bank: Bank | None,
) -> Bank:
    """The bank with sets at further points of the unit cube."""
    numbers = priors.numbers(points)
    first = len(bank) if bank else 0
    counts = simulate(facts, scenario, priors.sets(numbers), targets, seed, first, workers, counter)
    new = Bank(numbers, counts)
    return bank.with_(new) if bank else new


def weigh_bank(
    priors: Priors,
    targets: Sequence[Target],
    used: Sequence[int],
    bank: Bank,
    seed: int,
    before: Weighed | None,
    points: int = POINTS,
) -> tuple[Surrogate, Weighed]:
    """Surrogate of a bank, sharpest where an earlier posterior lies; posterior given the `used` targets."""
    scaled = priors.scaled(bank.numbers)
    weights = None
    if before is not None:
        inside = priors.scaled(priors.numbers(before.sample(512, seed)))
        weights = near(scaled, inside.mean(axis=0), np.cov(inside.T))
    surrogate = fit(scaled, bank.logs, weights)
    chosen = [targets[index] for index in used]
    return surrogate, weigh(priors, surrogate.only(used), chosen, seed, points)
