"""What a finance officer reads out of a ledger: yearly figures, one organisation's table, its budget."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sim.fiscal import FIRST_YEAR, LAST_YEAR, N_YEARS, YEAR_STARTS
from sim.ledger.funding import NATIONAL, PREFECTURAL
from sim.ledger.lines import (
    LAW_CHANGE_UPKEEP,
    LINES,
    NEW_RUNNING,
    PILOT_ITEMS,
    REVISION_UPKEEP,
    RUNNING_LINES,
)
from sim.ledger.post import Ledger
from sim.ledger.target import gap, shortfall

Ints = NDArray[np.int64]

OFFICER_ITEMS = (*PILOT_ITEMS, "support_premium", "revision", "law_change")


def first_full_year(ledger: Ledger) -> Ints:
    """First fiscal year that begins on or after the last cutover; LAST_YEAR + 1 where none does."""
    index = np.searchsorted(YEAR_STARTS[:-1], ledger.last_cutover, side="left")
    return (np.minimum(index, N_YEARS) + FIRST_YEAR).astype(np.int64)


def in_first_full_year(ledger: Ledger, yearly: Ints, missing: int = 0) -> Ints:
    """Value [organisation] of its first full year, `missing` where that lies beyond the horizon."""
    year = first_full_year(ledger)
    index = np.minimum(year, LAST_YEAR) - FIRST_YEAR
    return np.where(year <= LAST_YEAR, yearly[np.arange(len(year)), index], missing)


@dataclass(frozen=True)
class OfficerRow:
    """One item of one organisation's table [yen a year before tax]."""

    item: str
    fy2018: int
    before: int
    after: int
    after_support: int
    shortfall: int  # after support against the target; of an item it may be negative


def officer_rows(yen: Ints) -> tuple[OfficerRow, ...]:
    """The officer's table of `yen` [item, (FY2018, before, after, after support)]; last row: sums."""
    rows = [
        OfficerRow(item, fy2018, before, after, left, shortfall(left, fy2018))
        for item, (fy2018, before, after, left) in zip(OFFICER_ITEMS, yen.tolist(), strict=True)
    ]
    fy2018, before, after, left = yen.sum(axis=0).tolist()
    return (*rows, OfficerRow("total", fy2018, before, after, left, int(gap(left, fy2018))))


def officer_yen(ledger: Ledger, rows: Ints) -> Ints:
    """Yen [organisation of `rows`, item, (FY2018, before, after, after support)] by OFFICER_ITEMS.

    Each organisation stands in its own years: the last full one before its first cutover, and its first
    full one after migration (the last of the horizon where that lies beyond).
    """
    after_year = np.minimum(first_full_year(ledger)[rows] - FIRST_YEAR, N_YEARS - 1)
    yearly, place = by_officer_item(ledger, rows), np.arange(len(rows))
    after = yearly[place, after_year]
    support = [
        _support_by_item(ledger, row, at, items)
        for row, at, items in zip(rows.tolist(), after_year.tolist(), after.tolist(), strict=True)
    ]
    left = after - np.array(support, dtype=np.int64)
    return np.stack((yearly[:, 0], yearly[place, ledger.n_year[rows]], after, left), axis=-1)


def by_officer_item(ledger: Ledger, rows: Ints) -> Ints:
    """Recurring cost [organisation of `rows`, year, item of OFFICER_ITEMS]."""
    names = [LINES[line].item for line in RUNNING_LINES]
    items = ["law_change" if name.startswith("law_change") else name for name in names]
    member = np.array([[item == one for one in OFFICER_ITEMS] for item in items], dtype=np.int64)
    yearly: Ints = ledger.amounts[rows][:, :, RUNNING_LINES] @ member
    return yearly


def _support_by_item(ledger: Ledger, row: int, year: int, after: list[int]) -> list[int]:
    """National and prefectural money spread over the items it is for, the last one taking the remainder."""
    money = ledger.funding[row, year][:, [NATIONAL, PREFECTURAL]].sum(axis=1)
    support = [0] * len(OFFICER_ITEMS)
    whole = left = int(money[NEW_RUNNING])
    items, total = range(len(PILOT_ITEMS)), sum(after[: len(PILOT_ITEMS)])
    for item in items:
        part = left if item == items[-1] else (whole * after[item] // total if total > 0 else 0)
        support[item] = part
        left -= part
    support[OFFICER_ITEMS.index("revision")] = int(money[REVISION_UPKEEP])
    support[OFFICER_ITEMS.index("law_change")] = int(money[LAW_CHANGE_UPKEEP])
    return support


@dataclass(frozen=True)
class BudgetYear:
    """One fiscal year of one organisation: expenditure by account, by funding line, and commitments [yen]."""

    year: int
    expenditure: tuple[int, ...]  # by ACCOUNTS
    funding: tuple[int, ...]  # by FUNDING
    by_account: tuple[tuple[int, ...], ...]  # [account][funding line]
    lat_memo: int
    commitment_limit: int
    commitment_scheduled: int
    carried_over: int

    @property
    def total(self) -> int:
        """All expenditure of the year."""
        return sum(self.expenditure)
