"""Every published wave in turn: fit to what was public before it, forecast it, go on."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

import numpy as np

from sim.analysis.backtest.forecasts import Forecast, model_forecasts, no_change, straight_line
from sim.analysis.calibrate.bank import Bank, cube, simulate
from sim.analysis.calibrate.run import FITTED, SETTINGS, Settings, priors_of, weigh_bank
from sim.analysis.calibrate.targets import Target, targets_of
from sim.fiscal import SURVEYS
from sim.words import bilingual

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sim.analysis.calibrate.bank import Priors, Progress
    from sim.facts import Facts
    from sim.scenario import Scenario

HINDSIGHT = bilingual("backtest/hindsight")


@dataclass(frozen=True)
class Wave:
    """The counts of one survey, forecast from what was public on the day of `until`."""

    survey: date
    until: date
    known: tuple[str, ...]  # keys of the counts that were used
    targets: tuple[Target, ...]
    model: tuple[Forecast, ...]  # for each target
    flagged: tuple[float, ...]  # chance that the count is not zero, for each target
    plain: tuple[dict[str, Forecast], ...]  # by name, for each target; empty where none is defined


@dataclass(frozen=True)
class Backtest:
    """Forecasts of every published wave."""

    facts: Facts
    scenario: Scenario
    seed: int
    simulations: int
    waves: tuple[Wave, ...]


def backtest(
    facts: Facts,
    scenario: Scenario,
    seed: int = 1,
    workers: int = 1,
    settings: Settings = SETTINGS,
    progress: Progress | None = None,
) -> Backtest:
    """Forecasts of all waves from one bank of the prior, sharpened before each wave by what was known then.

    Sets simulated for an earlier wave serve later ones too; where they lie tells nothing of later counts.
    """
    targets = targets_of(facts, list(SURVEYS))
    priors = priors_of(scenario, FITTED)
    surveys = sorted({target.day for target in targets})
    refine = settings.budget // 4 * min(1, settings.rounds)
    total = settings.budget + refine * (len(surveys) - 1)
    work = _Work(facts, scenario, priors, targets, seed, workers, progress, total)
    bank = work.more(priors.numbers(cube(len(priors.paths), settings.budget, seed)), 0)
    waves = []
    for number, survey in enumerate(surveys):
        wanted = [index for index, target in enumerate(targets) if target.day == survey]
        until = min(facts.first_told(targets[index].observation) for index in wanted) - timedelta(days=1)
        told = {each.key: each for each in targets_of(facts, list(SURVEYS), until)}
        then = [told.get(each.key, each) for each in targets]  # counts corrected later as they were told
        known = [index for index, each in enumerate(then) if each.fitted and each.key in told]
        recent = bank
        if known and refine:
            _, weighed = weigh_bank(priors, then, known, bank, seed, None, settings.points)
            recent = work.more(priors.numbers(weighed.sample(refine, seed + number)), len(bank))
            bank = bank.with_(recent)
            surrogate, _ = weigh_bank(priors, then, known, bank, seed, weighed, settings.points)
        else:
            surrogate, _ = weigh_bank(priors, then, known, bank, seed, None, settings.points)
        found = model_forecasts(priors, surrogate, then, known, wanted, seed, settings.points)
        past = [each for each in then if each.key in told]
        waves.append(_wave(targets, past, survey, until, known, wanted, found, recent))
    return Backtest(facts, scenario, seed, len(bank), tuple(waves))


@dataclass
class _Work:
    """What every simulation of a back-test shares, and how many are done."""

    facts: Facts
    scenario: Scenario
    priors: Priors
    targets: Sequence[Target]
    seed: int
    workers: int
    progress: Progress | None
    total: int
    done: int = 0

    def more(self, numbers: np.ndarray[tuple[int, int], np.dtype[np.float64]], first: int) -> Bank:
        """Bank of sets; set i has the luck of replication first + i."""
        sets = self.priors.sets(numbers)
        counts = simulate(
            self.facts, self.scenario, sets, self.targets, self.seed, first, self.workers, self._count
        )
        return Bank(numbers, counts)

    def _count(self, _done: int, _of: int) -> None:
        self.done += 1
        if self.progress is not None:
            self.progress(min(self.done, self.total), self.total)


def _wave(
    targets: Sequence[Target],
    past: Sequence[Target],
    survey: date,
    until: date,
    known: Sequence[int],
    wanted: Sequence[int],
    found: Sequence[Forecast],
    recent: Bank,
) -> Wave:
    chosen = tuple(targets[index] for index in wanted)
    return Wave(
        survey=survey,
        until=until,
        known=tuple(targets[index].key for index in known),
        targets=chosen,
        model=tuple(found),
        flagged=tuple(float((recent.counts[:, index] > 0).mean()) for index in wanted),
        plain=tuple(_plain(past, target) for target in chosen),
    )


def _plain(past: Sequence[Target], target: Target) -> dict[str, Forecast]:
    """The two plain forecasts of a count of the nation; where one is not defined it is left out."""
    if target.kind != "nation":
        return {}
    same = [each for each in past if each.kind == "nation" and each.unit == target.unit]
    days, counts = [each.day for each in same], [each.count for each in same]
    both = {
        "no_change": no_change(days, counts, target.day),
        "straight_line": straight_line(days, counts, target.day),
    }
    return {name: each for name, each in both.items() if each is not None}
