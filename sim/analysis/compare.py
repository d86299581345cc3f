"""How scenarios differ when they share their luck: paired differences to the first one, figure by figure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

import numpy as np

from sim.analysis.no_effect import why
from sim.ledger import Definition
from sim.scenario import catalogue, diff
from sim.summary import DEFAULT_CODE, spread, values
from sim.words import Lang, Text, bilingual, texts

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from sim.runs import Results
    from sim.scenario import Difference, Entry, Scenario
    from sim.scenario.metadata import Stage
    from sim.summary import Spread

Unit = Literal["systems", "organisations", "days", "ratio", "share", "yen"]
ROUNDING_YEN = 1_000_000
"""A sum over the nation and all years that moves by less has met the rounding of its parts only."""
ROUNDING: Text = bilingual("no_effect/rounding")
Verdict = Literal["better", "worse", "more", "less", "unclear", "same"]
VERDICTS = texts("verdicts")
"""What a verdict is called: a sign beside the word, never a colour alone; ▲ and △ are minus signs."""


@dataclass(frozen=True, slots=True)
class Measure:
    """A headline figure: its metric in `summary.values`, its unit, which way is better for municipalities.

    `definition`: code of what "30 %" means in it, if it is a ratio; amounts are by the default one alone.
    """

    metric: str
    unit: Unit
    stage: Stage
    better: Literal["less", "more", "neither"]
    definition: str = DEFAULT_CODE

    def label(self, lang: Lang, era: bool = False) -> str:
        """Name in one language, with what a ratio compares cost with."""
        label = bilingual(f"measures/{self.metric}")[lang]
        return label.format(base=Definition.parse(self.definition).base(lang, era))


HEADLINE = ("late_at_deadline.systems", "target_ratio", "first_full_year.target_gap_yen")
"""Figures whose change is the first thing said of a scenario."""
MEASURES: tuple[Measure, ...] = (
    Measure("late_at_deadline.systems", "systems", "schedule", "less"),
    Measure("late_at_deadline.organisations", "organisations", "schedule", "less"),
    Measure("late_at_own_deadline.systems", "systems", "schedule", "less"),
    Measure("late_at_own_deadline.organisations", "organisations", "schedule", "less"),
    Measure("last_cutover_day", "days", "schedule", "less"),
    Measure("target_ratio", "ratio", "ledger", "less"),
    Measure("first_full_year.target_gap_yen", "yen", "ledger", "less"),
    Measure("first_full_year.extra_burden_yen", "yen", "ledger", "less"),
    Measure("cost_yen.migration", "yen", "ledger", "less"),
    Measure("national_funding_yen", "yen", "ledger", "neither"),
    Measure("general_revenue_yen", "yen", "ledger", "less"),
    Measure("joint_on_time_and_target", "share", "ledger", "more"),
)


@dataclass(frozen=True, slots=True)
class PairedDifference:
    """Scenario minus base in one figure, over the replications that both have.

    `difference`: spread of the differences and mean with its 95 % interval (Student's t), in the unit of the
    measure; `variance_ratio`: variance of an unpaired difference over the paired one, so how many times more
    replications it would take without common luck; None where a variance is zero; `why_same`: in words, for
    a figure that is the same in every replication.
    """

    measure: Measure
    base_mean: float
    mean: float
    difference: Spread
    variance_ratio: float | None
    verdict: Verdict
    why_same: Text | None


@dataclass(frozen=True, slots=True)
class Request:
    """A request that a scenario grants and the base does not.

    `cost_to_state_yen` [yen a year] is a published price, None where nobody has priced it; `state_funding`
    the change of state funding [yen, all years] when this request alone is put on top of the base, None
    where that was not run.
    """

    entry: Entry
    cost_to_state_yen: float | None
    state_funding: Spread | None


@dataclass(frozen=True, slots=True)
class Compared:
    """One scenario against the base: what it assumes otherwise, what it grants, what that changes."""

    scenario: Scenario
    replications: int
    assumptions: tuple[Difference, ...]
    actions: tuple[Difference, ...]
    requests: tuple[Request, ...]
    figures: tuple[PairedDifference, ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """The base and every scenario compared with it; ratios are by one definition of "30 %"."""

    base: Scenario
    seed: int
    definition: str
    others: tuple[Compared, ...]


def compare(
    base: Results,
    others: Sequence[Results],
    alone: Mapping[str, Results] | None = None,
    definition: str = DEFAULT_CODE,
) -> Comparison:
    """Paired differences of the others to the base, replication by replication; `definition`: of ratios.

    `alone`: results of the base with one request on top, by the name of the request (`to_run_alone`). Raises
    ValueError for results of different seeds or data, or without a replication in common: they share no luck.
    """
    measures = [replace(each, definition=definition) if each.unit == "ratio" else each for each in MEASURES]
    found = [_compared(base, other, alone or {}, measures) for other in others]
    return Comparison(base.scenario, base.seed, definition, tuple(found))


def granted(scenario: Scenario) -> tuple[Entry, ...]:
    """Shipped requests that a scenario is or has on top."""
    within = {scenario.info.name, *scenario.combined}
    return tuple(entry for entry in catalogue() if entry.ask is not None and entry.name in within)


def to_run_alone(base: Scenario, others: Sequence[Scenario]) -> tuple[str, ...]:
    """Names of the requests granted by the others and not by the base, each once."""
    have = granted(base)
    return tuple(dict.fromkeys(e.name for other in others for e in granted(other) if e not in have))


def _compared(
    base: Results, other: Results, alone: Mapping[str, Results], measures: Sequence[Measure]
) -> Compared:
    if (base.seed, base.facts.hash) != (other.seed, other.facts.hash):
        raise ValueError("results of different seeds or data share no luck")
    both = min(base.asked, other.asked)
    base, other = base.first(both), other.first(both)  # the rest of the longer run is not looked at
    have = granted(base.scenario)
    new = [entry for entry in granted(other.scenario) if entry not in have]
    asked = {path for entry in (*new, *have) for path in entry.paths}
    differences = diff(base.scenario, other.scenario)
    return Compared(
        scenario=other.scenario,
        replications=len(np.intersect1d(base.replications, other.replications)),
        assumptions=tuple(each for each in differences if each.path not in asked),
        actions=tuple(each for each in differences if each.path in asked),
        requests=tuple(_request(entry, base, alone) for entry in new),
        figures=tuple(paired(measure, base, other) for measure in measures),
    )


def _request(entry: Entry, base: Results, alone: Mapping[str, Results]) -> Request:
    cost = entry.ask.cost_to_state_yen if entry.ask is not None else None
    if entry.name not in alone:
        return Request(entry, cost, None)
    before, after = _values("national_funding_yen", base, alone[entry.name])
    return Request(entry, cost, spread(after - before, 0))


def paired(measure: Measure, base: Results, other: Results) -> PairedDifference:
    """One figure of two results as a difference, replication by replication."""
    before, after = _values(measure.metric, base, other, measure.definition)
    change = after - before
    difference = spread(change, 0 if measure.unit == "yen" else 6)
    same = bool((np.abs(change) < ROUNDING_YEN).all()) if measure.unit == "yen" else not bool(change.any())
    reason = why(measure.stage, base.scenario, other.scenario) if not change.any() else ROUNDING
    return PairedDifference(
        measure=measure,
        base_mean=float(before.mean()),
        mean=float(after.mean()),
        difference=difference,
        variance_ratio=_saved(before, after),
        verdict="same" if same else _verdict(measure, difference),
        why_same=reason if same else None,
    )


def _values(
    metric: str, base: Results, other: Results, definition: str = DEFAULT_CODE
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Values of both [common replications]; a replication that failed in one is left out of both."""
    common, rows, others = np.intersect1d(base.replications, other.replications, return_indices=True)
    if not len(common):
        raise ValueError("results without a common replication cannot be paired")
    before, after = (values(each, metric, definition=definition) for each in (base, other))
    return before[rows], after[others]


DUST = 1e-12
"""Share of a variance that is left by rounding alone, where two figures differ by a constant."""


def _saved(before: NDArray[np.float64], after: NDArray[np.float64]) -> float | None:
    if len(before) < 2:
        return None
    apart = float(before.var(ddof=1) + after.var(ddof=1))
    together = float((after - before).var(ddof=1))
    return apart / together if together > DUST * apart else None


def _verdict(measure: Measure, difference: Spread) -> Verdict:
    """Better or worse once the 95 % interval of the mean lies on one side of zero."""
    low, high = difference.mean_low, difference.mean_high
    if low is None or high is None or low <= 0.0 <= high:
        return "unclear"
    if measure.better == "neither":
        return "more" if low > 0.0 else "less"
    return "better" if (low > 0.0) == (measure.better == "more") else "worse"
