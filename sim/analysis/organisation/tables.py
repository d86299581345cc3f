"""What an officer reads in an outlook: cost by year, the officer's table, members, the budget."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sim.analysis.organisation.dates import ENDS, Days, days_of
from sim.analysis.organisation.outlook import Outlook
from sim.facts import TYPES
from sim.fiscal import FIRST_YEAR, N_YEARS
from sim.ledger import BudgetYear, OfficerRow, target
from sim.ledger.results import OFFICER_ITEMS, officer_rows
from sim.summary import Spread, spread

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

CEILING = 0.8
"""A ceiling of commitments is set so that four of five courses stay below it."""


@dataclass(frozen=True)
class RunningCost:
    """Recurring cost of the part [yen a year before tax] by fiscal year and item, and its own -30 % line.

    `items` are OFFICER_ITEMS and "total"; quantiles are taken item by item, so only means add up.
    """

    years: tuple[int, ...]
    items: tuple[str, ...]
    p10: Floats  # [years, items]
    p50: Floats
    p90: Floats
    mean: Floats
    target: tuple[float, float, float]  # P10, P50, P90 of seven tenths of FY2018; 0 without a baseline
    at_target: Floats  # [years] share of replications at or below their own line; NaN without a baseline


def running_cost(found: Outlook) -> RunningCost:
    """Recurring cost by year and item against the target of each replication."""
    yen = np.concatenate((found.running, found.running.sum(axis=2, keepdims=True)), axis=2)
    base = found.totals[:, :, 0].sum(axis=1)
    p10, p50, p90 = np.quantile(yen, ENDS, axis=0)
    reached = target.at_target(yen[:, :, -1], base[:, None]).mean(axis=0)
    low, middle, high = (target.TARGET * np.quantile(base, ENDS)).tolist()
    return RunningCost(
        years=tuple(range(FIRST_YEAR, FIRST_YEAR + N_YEARS)),
        items=(*OFFICER_ITEMS, "total"),
        p10=p10,
        p50=p50,
        p90=p90,
        mean=yen.mean(axis=0),
        target=(low, middle, high),
        at_target=np.where((base > 0).all(), reached, np.nan),
    )


def officer(found: Outlook) -> tuple[OfficerRow, ...]:
    """The officer's table of the part [yen a year before tax]: means by item, and their total."""
    return officer_rows(_rounded(found.officer))


def shortfall(found: Outlook) -> Spread:
    """What the part pays after support above the target [yen a year before tax]."""
    fy2018, left = (found.totals[:, :, column].sum(axis=1) for column in (0, 3))
    return spread(target.exact_shortfall(left, fy2018), 0)


@dataclass(frozen=True)
class MemberRow:
    """One member of a prefecture: the officer's figures [yen a year before tax] and dates.

    Without a baseline the yearly cost is 0 and `shortfall` None.
    """

    code: str
    name: str
    name_en: str
    type: str
    fy2018: int
    before: int
    after: int
    after_support: int
    shortfall: int | None
    last_cutover: Days
    own: bool  # its own figures are in it; else everything is an estimate


def members(found: Outlook) -> tuple[MemberRow, ...]:
    """A row for each member, of means."""
    bodies = found.facts.organisations
    english = bodies.names("en")
    yen, last = _rounded(found.totals), found.last_cutover
    rows = []
    for place, row in enumerate(found.part.rows):
        fy2018, before, after, left = yen[place].tolist()
        rows.append(
            MemberRow(
                code=bodies.code[row],
                name=bodies.name[row],
                name_en=english[row],
                type=TYPES[int(bodies.type[row])],
                fy2018=fy2018,
                before=before,
                after=after,
                after_support=left,
                shortfall=target.shortfall(left, fy2018) if fy2018 > 0 else None,
                last_cutover=days_of(last[:, place]),
                own=bool(found.own(place).rows),
            )
        )
    return tuple(rows)


def budget(found: Outlook) -> tuple[BudgetYear, ...]:
    """Expenditure by account x funding by fiscal year [yen before tax]; the limit is the P80 ceiling.

    Means, rounded cell by cell, so that everything adds up.
    """
    spent, commitments, memo = map(_rounded, (found.spent, found.commitments, found.lat_memo))
    ceiling = np.quantile(found.commitments[:, :, 0], CEILING, axis=0, method="inverted_cdf")
    return tuple(
        BudgetYear(
            year=FIRST_YEAR + index,
            expenditure=tuple(spent[index].sum(axis=1).tolist()),
            funding=tuple(spent[index].sum(axis=0).tolist()),
            by_account=tuple(tuple(account) for account in spent[index].tolist()),
            lat_memo=int(memo[index]),
            commitment_limit=int(ceiling[index]),
            commitment_scheduled=int(commitments[index, 1]),
            carried_over=int(commitments[index, 2]),
        )
        for index in range(N_YEARS)
    )


def _rounded(yen: Ints) -> Ints:
    """Means over replications in whole yen."""
    return np.asarray(np.floor(yen.mean(axis=0) + 0.5), dtype=np.int64)
