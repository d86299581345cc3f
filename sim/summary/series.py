"""One figure of a run as its values by replication: what paired comparisons between scenarios are made of."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from sim.fiscal import DAYS_PER_MONTH, DEADLINE, FIRST_YEAR, HORIZON_END, SURVEYS
from sim.ledger import ACCOUNTS, DEFINITIONS
from sim.summary.cost import DEFAULT_CODE, with_baseline
from sim.summary.schedule import Roster, own_deadline

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from sim.runs import Results

SURVEY_AT_DEADLINE = SURVEYS.tolist().index(DEADLINE)


def values(
    results: Results, metric: str, year: int | None = None, definition: str = DEFAULT_CODE
) -> NDArray[np.float64]:
    """Values [replication] of a figure of the summary, in its unit; KeyError for an unknown one.

    Yearly figures are those of `year`, or their sum over all years; `target_ratio`, by a `definition` of
    "30 %", is without a year that of each organisation's first full year. Equal replications of two scenarios
    share their luck.
    """
    if metric.startswith("cost_yen."):
        account = ACCOUNTS.index(metric.partition(".")[2])
        return _of_year(results.kept.cost[:, :, account].sum(axis=2), year)
    if metric == "target_ratio":
        return _target_ratio(results, year, definition)
    if metric in _YEARLY:
        return _of_year(_YEARLY[metric](results), year)
    return np.asarray(_WHOLE[metric](results), dtype=np.float64)


def _of_year(yen: NDArray[np.int64], year: int | None) -> NDArray[np.float64]:
    chosen = yen.sum(axis=1) if year is None else yen[:, year - FIRST_YEAR]
    return np.asarray(chosen, dtype=np.float64)


def _target_ratio(results: Results, year: int | None, definition: str) -> NDArray[np.float64]:
    code, kept = [each.code for each in DEFINITIONS].index(definition), results.kept
    of_nation = kept.first_definitions[:, code, 0]
    parts = of_nation if year is None else kept.definitions[:, code, 0, year - FIRST_YEAR]
    return np.asarray(parts[:, 0] / np.maximum(parts[:, 1], 1), dtype=np.float64)


def _slippage(results: Results) -> NDArray[np.float64]:
    done = (results.kept.cutover < np.iinfo(np.int16).max).sum(axis=1)
    return np.asarray(results.kept.slip_days.sum(axis=1) / done / DAYS_PER_MONTH)


def _late_organisations(results: Results, deadline: int) -> NDArray[np.int64]:
    last = Roster(results.facts).last_cutover(results.kept.cutover)
    late: NDArray[np.int64] = (last > deadline).sum(axis=1)
    return late


def _last_cutover(results: Results) -> NDArray[np.int64]:
    """Days since 2018-04-01; the day after the horizon stands for later."""
    last: NDArray[np.int64] = np.minimum(results.kept.cutover.max(axis=1).astype(np.int64), HORIZON_END + 1)
    return last


_YEARLY: dict[str, Callable[[Results], NDArray[np.int64]]] = {
    "target_gap_yen": lambda results: results.kept.national_gap_yen,
    "extra_burden_yen": lambda results: results.kept.national_extra_yen,
    "general_revenue_yen": lambda results: results.kept.cost[..., -1].sum(axis=2),
    "national_funding_yen": lambda results: results.kept.cost[..., 0].sum(axis=2),
    "freed_yen": lambda results: results.kept.freed_yen,
}
_WHOLE: dict[str, Callable[[Results], NDArray[np.int64] | NDArray[np.float64]]] = {
    "late_at_deadline.systems": lambda results: (results.kept.cutover > DEADLINE).sum(axis=1),
    "late_at_deadline.organisations": lambda results: _late_organisations(results, DEADLINE),
    "late_at_own_deadline.systems": lambda results: (results.kept.cutover > own_deadline(results)).sum(
        axis=1
    ),
    "late_at_own_deadline.organisations": lambda results: _late_organisations(results, own_deadline(results)),
    "last_cutover_day": _last_cutover,
    "first_full_year.target_gap_yen": lambda results: results.kept.gap_yen.sum(axis=1),
    "first_full_year.extra_burden_yen": lambda results: results.kept.extra_yen.sum(axis=1),
    "joint_on_time_and_target": lambda results: (
        results.kept.on_time_and_target / np.maximum(with_baseline(results), 1)
    ),
    "declared.systems": lambda results: results.kept.declared[:, SURVEY_AT_DEADLINE, 0].sum(axis=1),
    "completed.systems": lambda results: (results.kept.cutover <= DEADLINE).sum(axis=1),
    "slippage_months": _slippage,
}

METRICS = (*_WHOLE, "target_ratio", *_YEARLY, *(f"cost_yen.{account}" for account in ACCOUNTS))
"""Every figure that `values` knows."""
