"""How much: ratios to the comparator by definition, target gap, extra burden, funding."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from sim.facts import TYPES
from sim.fiscal import FIRST_YEAR, N_YEARS
from sim.ledger import ACCOUNTS, CAUSES, DEFINITIONS, FUNDING, PROGRAMMES
from sim.ledger.target import at_target, target_yen
from sim.population import FORMS
from sim.runs.outcome import RATIO_UNIT
from sim.summary.model import FirstFullYear, Probability, Quotes, Ratios
from sim.summary.spreads import NOTHING, Spread, count, ratio, share, spread

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from sim.runs import Results

YEARS = tuple(range(FIRST_YEAR, FIRST_YEAR + N_YEARS))
DEFAULT_CODE = DEFINITIONS[0].code
"""Definition that every figure without a code of its own follows."""


def target_ratio(results: Results) -> dict[str, dict[int, Ratios]]:
    """Cost over comparator by definition code, fiscal year and group."""
    parts = results.kept.definitions
    return {
        definition.code: {year: _groups(parts[:, code, :, index]) for index, year in enumerate(YEARS)}
        for code, definition in enumerate(DEFINITIONS)
    }


def first_full_year(results: Results) -> FirstFullYear:
    """Figures of each organisation's first full fiscal year after its last cutover, taken together."""
    kept = results.kept
    ratios = kept.first_ratio
    reached = ratios >= 0
    median = [_median(row[row >= 0]) / RATIO_UNIT for row in ratios]
    number_at_target, bodies = ratio_at_target(ratios).sum(axis=1), ratios.shape[1]
    return FirstFullYear(
        by_definition={
            definition.code: _groups(kept.first_definitions[:, code])
            for code, definition in enumerate(DEFINITIONS)
        },
        median_organisation=spread(median),
        organisations=count(reached.sum(axis=1), bodies),
        organisations_at_target=count(number_at_target, bodies),
        share_at_target=share(number_at_target / np.maximum(reached.sum(axis=1), 1)),
        cost_yen=spread(kept.first_cost_yen.sum(axis=1), 0),
        base_yen=spread(kept.first_base_yen.sum(axis=1), 0),
        target_gap_yen=spread(kept.gap_yen.sum(axis=1), 0, least=0.0),
        extra_burden_yen=spread(kept.extra_yen.sum(axis=1), 0),
        probability_nation_at_target=probability(at_target(*kept.first_definitions[:, 0, 0].T)),
    )


def probability(happened: NDArray[np.bool_]) -> Probability:
    """Share of the replications in which it happened, with the counts and Wilson's 95 % interval."""
    number, times = len(happened), int(happened.sum())
    z = 1.959964
    centre = (times + z * z / 2) / (number + z * z)
    half = z * float(np.sqrt(times * (number - times) / number + z * z / 4)) / (number + z * z)
    return Probability(
        share=round(times / number, 6),
        times=times,
        replications=number,
        low=round(max(0.0, centre - half), 6),
        high=round(min(1.0, centre + half), 6),
    )


def by_year(values: NDArray[Any], least: float | None = 0.0) -> dict[int, Spread]:
    """Yen of the nation by fiscal year ([replications, years]), which cannot be less than `least`."""
    return {year: spread(values[:, index], 0, least) for index, year in enumerate(YEARS)}


def share_at_target(results: Results) -> dict[int, Spread]:
    """Share of the organisations with a baseline that are past their last cutover and at the target."""
    bodies = with_baseline(results)
    shares = results.kept.organisations_at_target / np.maximum(bodies, 1)[:, None]
    return {year: share(shares[:, index]) for index, year in enumerate(YEARS)}


def joint_on_time_and_target(results: Results) -> Spread:
    """Share of the organisations with a baseline that are on time and at target in their first full year."""
    return share(results.kept.on_time_and_target / np.maximum(with_baseline(results), 1))


def cost_by_account_and_funding(results: Results) -> dict[int, dict[str, dict[str, Spread]]]:
    """Yen of the nation by fiscal year, account and funding line; `total` is the sum of the lines."""
    cost = results.kept.cost
    table: dict[int, dict[str, dict[str, Spread]]] = {}
    for index, year in enumerate(YEARS):
        accounts = {account: _funding(cost[:, index, number]) for number, account in enumerate(ACCOUNTS)}
        accounts["total"] = _funding(cost[:, index].sum(axis=1))
        table[year] = accounts
    return table


def cost_by_cause(results: Results) -> dict[int, dict[str, Spread]]:
    """Yen of the nation by fiscal year and cause, all accounts; what the organisations did not cause."""
    table = {}
    own = CAUSES.index("own_decision")
    for index, year in enumerate(YEARS):
        yen = results.kept.causes[:, index]
        causes = {name: spread(yen[:, number], 0) for number, name in enumerate(CAUSES)}
        table[year] = causes | {"not_own_fault": spread(yen.sum(axis=1) - yen[:, own], 0)}
    return table


def unmet_claims(results: Results) -> dict[str, dict[int, Spread]]:
    """Yen claimed from the migration subsidy and the operating support and not paid, by fiscal year."""
    unmet = results.kept.unmet_yen
    return {name: by_year(unmet[:, number]) for number, name in enumerate(PROGRAMMES)}


def quote_multiple(results: Results) -> dict[str, Quotes]:
    """Quoted cost over the cost before it, by type: mean, share at 2 or more, number below 1, greatest."""
    quotes = results.kept.quotes
    table = {}
    for number, name in enumerate(TYPES):
        total, quoted, above, below, greatest = (quotes[:, number, column] for column in range(5))
        if not bool((quoted > 0).all()):
            continue  # prefectures have no baseline
        table[name] = Quotes(
            mean=spread(total / quoted / RATIO_UNIT),
            share_at_2_or_more=share(above / quoted),
            organisations_below_1=spread(below, least=0.0),
            greatest=spread(greatest / RATIO_UNIT),
        )
    return table


def _funding(yen: NDArray[Any]) -> dict[str, Spread]:
    lines = {name: spread(yen[:, number], 0) for number, name in enumerate(FUNDING)}
    return lines | {"total": spread(yen.sum(axis=1), 0)}


def with_baseline(results: Results) -> NDArray[np.int64]:
    """Organisations with a baseline [replications]."""
    known: NDArray[np.int64] = (results.kept.ratio[:, :, 0] >= 0).sum(axis=1)
    return known


def _groups(parts: NDArray[Any]) -> Ratios:
    """Ratio figures of the nation, by type and by starting form from [replications, groups, 2]."""
    names = (*TYPES, *FORMS)
    ratios = [_ratio(parts[:, group]) for group in range(1 + len(names))]
    return Ratios(
        nation=ratios[0],
        by_type=dict(zip(TYPES, ratios[1:], strict=False)),
        by_form=dict(zip(FORMS, ratios[1 + len(TYPES) :], strict=True)),
    )


def _ratio(parts: NDArray[Any]) -> Spread:
    """Figure of cost over comparator; nothing where no organisation of the group has a comparator."""
    cost, base = parts[:, 0].astype(np.float64), parts[:, 1].astype(np.float64)
    if bool((base <= 0).any()):
        return NOTHING
    return ratio(cost, base)


def ratio_at_target(ratio: NDArray[Any]) -> NDArray[np.bool_]:
    """Whether a ratio kept in RATIO_UNIT is at the target or below it; never where there is none."""
    return (ratio >= 0) & (ratio <= target_yen(RATIO_UNIT))


def _median(values: NDArray[Any]) -> float:
    return float(np.median(values)) if len(values) else float("nan")
