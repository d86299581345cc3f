"""Columns of the result tables; what each holds stands in columns.csv."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from sim.facts import TYPES
from sim.fiscal import DEADLINE, FIRST_YEAR, HORIZON_END, N_YEARS, SURVEYS
from sim.ledger import ACCOUNTS, FUNDING, LINES
from sim.runs.outcome import BEYOND, RATIO_UNIT
from sim.summary.cost import ratio_at_target
from sim.summary.dictionary import column_of
from sim.summary.schedule import Roster, iso
from sim.summary.series import METRICS, values
from sim.summary.spreads import days_quantile

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from numpy.typing import NDArray

    from sim.runs import Results

Column = tuple[str, Any]


class Words(NamedTuple):
    """A column of few words in many rows: the number of the word in each row, and the words."""

    numbers: NDArray[Any]
    words: Sequence[str]


ENDS, SHARES = ("p10", "p50", "p90"), (0.1, 0.5, 0.9)


def organisation_rows(results: Results) -> Iterator[Column]:
    """Columns of the table of organisations, a row each in the order of codes.

    Days are days since 2018-04-01, masked beyond the horizon. Ratios and yen of the first full year are
    quantiles of those replications that have such a year within the horizon; `..._share` says what share of
    all that is. They are masked where none has one, or without a baseline.
    """
    facts, kept, number = results.facts, results.kept, results.number
    organisations = facts.organisations
    last = Roster(facts).last_cutover(kept.cutover)
    yield "code", list(organisations.code)
    yield "name", list(organisations.name)
    yield "name_en", list(organisations.names("en"))
    yield "prefecture", organisations.prefecture.astype(np.int8)
    yield "type", Words(organisations.type, TYPES)
    yield from _days("last_cutover", last)
    for index, survey in enumerate(SURVEYS):
        yield f"late_{_day(survey)}", _share((last > max(DEADLINE, survey)).sum(axis=0), number)
        yield f"declared_{_day(survey)}", _share(results.summed.declared_organisation[index], number)
    for index in range(N_YEARS):
        ratio = kept.ratio[:, :, index]
        yield from _ratios(f"target_ratio_{FIRST_YEAR + index}", ratio, ratio >= 0)
    known = kept.first_ratio >= 0
    yield from _ratios("first_full_year_ratio", kept.first_ratio, known)
    yield "first_full_year_ratio_share", _share(known.sum(axis=0), number)
    for name, yen in (("target_gap_yen", kept.gap_yen), ("extra_burden_yen", kept.extra_yen)):
        yield from _yen(name, yen, known)
        yield f"{name}_share", _share(known.sum(axis=0), number)
    yield "probability_target", _probability_at_target(kept.first_ratio)
    yield "estimate", [True] * len(organisations.code)


def system_rows(results: Results) -> Iterator[Column]:
    """Columns of the table of systems, a row per system in the order (organisation, business)."""
    facts, kept, summed, number = results.facts, results.kept, results.summed, results.number
    roster = Roster(facts)
    yield "code", Words(roster.system_organisation, facts.organisations.code)
    yield "business", Words(roster.system_business, facts.businesses.key)
    yield from _days("cutover", kept.cutover)
    yield "late", _share((kept.cutover > DEADLINE).sum(axis=0), number)
    done = (kept.cutover < BEYOND).sum(axis=0)
    slip = np.divide(summed.slip_system, done, out=np.full(len(done), np.nan), where=done > 0)
    yield "slippage_days_mean", _nullable(slip)
    for index, survey in enumerate(SURVEYS):
        yield f"declared_{_day(survey)}", _share(summed.declared_system[index], number)


def ledger_rows(results: Results) -> Iterator[Column]:
    """Columns of the ledger: mean yen by organisation, year, account, item and cause, zeros left out.

    `total_yen` is the exact sum over the replications, so that totals of any grouping agree to the yen.
    """
    amounts = results.summed.ledger
    organisation, year, line = np.nonzero(amounts)
    yield "code", Words(organisation, results.facts.organisations.code)
    yield "fiscal_year", (year + FIRST_YEAR).astype(np.int16)
    for part in ("account", "item", "cause"):
        yield part, Words(line, [getattr(entry, part) for entry in LINES])
    yield from _totals(amounts[organisation, year, line], results.number)


def funding_rows(results: Results) -> Iterator[Column]:
    """Columns of the funding: mean yen by organisation, fiscal year, account and funding line."""
    amounts = results.summed.funding
    organisation, year, account, line = np.nonzero(amounts)
    yield "code", Words(organisation, results.facts.organisations.code)
    yield "fiscal_year", (year + FIRST_YEAR).astype(np.int16)
    yield "account", Words(account, ACCOUNTS)
    yield "funding", Words(line, FUNDING)
    yield from _totals(amounts[organisation, year, account, line], results.number)


def draw_rows(results: Results) -> Iterator[Column]:
    """Columns of the draws, a row per replication: each uncertain parameter as drawn, then headline figures.

    Days are days since 2018-04-01; the last cutover is masked beyond the horizon.
    """
    scenario, done = results.scenario, results.replications
    drawn = [scenario.draw(results.seed, number) for number in done]
    yield "replication", np.array(done, np.int32)
    for path in scenario.uncertain():
        yield column_of(path), np.array([one[path] for one in drawn])
    for metric in METRICS:
        found = values(results, metric)
        if metric == "last_cutover_day":
            yield "last_cutover", np.ma.masked_array(found.astype(np.int64), mask=found > HORIZON_END)
        else:
            yield _column(metric), found


def _column(metric: str) -> str:
    """Column of a figure of the summary."""
    account = metric.removeprefix("cost_yen.")
    return metric.replace(".", "_") if account == metric else f"cost_{account}_yen"


def _totals(yen: NDArray[Any], number: int) -> Iterator[Column]:
    yield "mean_yen", yen / number
    yield "total_yen", yen


def _day(day: int) -> str:
    """A day in the name of a column: 2026_03_31, which SQL takes without quotes."""
    return iso(day).replace("-", "_")


def _share(count: NDArray[Any], number: int) -> NDArray[np.float32]:
    return (count / number).astype(np.float32)


def _days(name: str, days: NDArray[Any]) -> Iterator[Column]:
    quantiles = days_quantile(days, SHARES)
    yield from _spread(name, quantiles, quantiles >= BEYOND)


def _ratios(name: str, ratio: NDArray[Any], known: NDArray[np.bool_]) -> Iterator[Column]:
    """Ratios in hundred-thousandths as plain ratios."""
    yield from _spread(name, _quantiles(ratio, known) / RATIO_UNIT, _without(known))


def _yen(name: str, yen: NDArray[Any], known: NDArray[np.bool_]) -> Iterator[Column]:
    quantiles = np.rint(_quantiles(yen, known)).astype(np.int64)
    yield from _spread(name, quantiles, _without(known))


def _without(known: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Which organisations have a value in no replication."""
    return np.asarray(~known.any(axis=0))


def _quantiles(values: NDArray[Any], known: NDArray[np.bool_]) -> NDArray[np.float64]:
    """Quantiles [share, organisation] of the known of [replication, organisation]; 0 where there is none."""
    found = np.zeros((len(SHARES), values.shape[1]))
    whole = known.all(axis=0)
    found[:, whole] = np.quantile(values[:, whole], SHARES, axis=0)
    for row in np.flatnonzero(known.any(axis=0) & ~whole):
        found[:, row] = np.quantile(values[known[:, row], row], SHARES)
    return found


def _spread(name: str, quantiles: NDArray[Any], missing: NDArray[Any]) -> Iterator[Column]:
    """A column for each quantile [share, row], empty where it is missing."""
    masks = np.broadcast_to(missing, quantiles.shape)
    for end, quantile, mask in zip(ENDS, quantiles, masks, strict=True):
        yield f"{name}_{end}", np.ma.masked_array(quantile, mask=mask)


def _probability_at_target(ratio: NDArray[Any]) -> Any:
    """Share of the replications with a first full year at the target; masked without baseline."""
    reached = ratio_at_target(ratio).mean(axis=0)
    return np.ma.masked_array(reached.astype(np.float32), mask=(ratio < 0).all(axis=0))


def _nullable(values: NDArray[np.float64]) -> Any:
    return np.ma.masked_array(values.astype(np.float32), mask=np.isnan(values))


TABLES: Mapping[str, Callable[[Results], Iterator[Column]]] = {
    "organisations": organisation_rows,
    "systems": system_rows,
    "ledger": ledger_rows,
    "funding": funding_rows,
    "draws": draw_rows,
}
"""Columns of every table of a run, by its name."""
