"""The books of one replication: entries closed organisation by organisation, with the sums others need."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from sim.fiscal import N_YEARS
from sim.kernel import inlined, kernel, leaf
from sim.ledger.lines import (
    ACCOUNTS,
    FIRST_LINE_OF_ACCOUNT,
    FUNDING,
    LAW_CHANGE_UPKEEP,
    LEGACY_RUNNING,
    N_LINES,
    NEW_RUNNING,
    ONE_OFF_RUNNING_LINES,
    REVISION_UPKEEP,
)
from sim.ledger.oneoff import COMMITMENTS
from sim.ledger.work_space import WorkSpace

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

N_ACCOUNTS, N_FUNDING, N_COMMITMENTS = len(ACCOUNTS), len(FUNDING), len(COMMITMENTS)
LATER_THAN_ANY, NO_LOT = int(np.iinfo(np.int64).max), -1
TO_WHOLE = 1.5 * 2.0**52
"""Added to a whole number below 2**51, it leaves that number in the low bits: many at a time, which a
conversion cannot do."""
BITS_TO_WHOLE = int(np.float64(TO_WHOLE).view(np.int64))


class Posted(NamedTuple):
    """What the lots of one replication leave, in whole yen; see `Ledger` for the fields of the same name."""

    amounts: Ints  # [organisation, year, line]
    accounts: Ints  # [organisation, year, account]
    ten_items: Ints  # [organisation, year]
    line_yen: Ints  # [year, line]
    claims: Ints  # [organisation, year, (migration subsidy, eligible for the SaaS subsidy)]
    caps: Floats  # [organisation] eligible cost that the survey before the cap foresaw
    commitments: Ints  # [organisation, year, (limit, scheduled, carried over)]
    c_items: Ints  # [organisation, year]
    c_law: Ints  # [organisation, year]
    first_cutover: Ints  # [organisation]
    last_cutover: Ints  # [organisation]
    p_yen: Ints  # [organisation]
    n_yen: Ints  # [organisation]
    n_year: Ints  # [organisation]


class Room(NamedTuple):
    """Room for the ledger of one replication, to be used again for the next one."""

    posted: Posted
    funding: Ints  # [organisation, year, account, funding line]


@kernel
def room(organisations: int) -> Room:
    """Room for so many organisations; what is in it means nothing."""
    shape = (organisations, N_YEARS)
    posted = Posted(
        amounts=np.empty((organisations, N_YEARS, N_LINES), np.int64),
        accounts=np.empty((organisations, N_YEARS, N_ACCOUNTS), np.int64),
        ten_items=np.empty(shape, np.int64),
        line_yen=np.empty((N_YEARS, N_LINES), np.int64),
        claims=np.empty((organisations, N_YEARS, 2), np.int64),
        caps=np.empty(organisations),
        commitments=np.empty((organisations, N_YEARS, N_COMMITMENTS), np.int64),
        c_items=np.empty(shape, np.int64),
        c_law=np.empty(shape, np.int64),
        first_cutover=np.empty(organisations, np.int64),
        last_cutover=np.empty(organisations, np.int64),
        p_yen=np.empty(organisations, np.int64),
        n_yen=np.empty(organisations, np.int64),
        n_year=np.empty(organisations, np.int64),
    )
    return Room(posted, np.empty((organisations, N_YEARS, N_ACCOUNTS, N_FUNDING), np.int64))


@leaf
def open_books(posted: Posted) -> None:
    """Clear what is added up; everything else is written when an organisation is closed."""
    posted.line_yen[:] = 0
    posted.claims[:] = 0
    posted.caps[:] = 0.0
    posted.commitments[:] = 0
    posted.first_cutover[:] = LATER_THAN_ANY
    posted.last_cutover[:] = NO_LOT


@inlined
def close(posted: Posted, own: int, work: WorkSpace) -> None:
    """Enter the lines of one organisation, all its lots together, and clear them."""
    lines, bits = work.lines, work.bits
    for year in range(N_YEARS):
        entered, accounts, nation = (
            posted.amounts[own, year],
            posted.accounts[own, year],
            posted.line_yen[year],
        )
        for line in range(N_LINES):
            lines[year, line] += TO_WHOLE
        for line in range(N_LINES):
            entered[line] = bits[year, line] - BITS_TO_WHOLE
        for line in range(N_LINES):
            nation[line] += entered[line]
        for line in range(N_LINES):
            lines[year, line] = 0.0
        for account in range(N_ACCOUNTS):
            total = 0
            for line in range(FIRST_LINE_OF_ACCOUNT[account], FIRST_LINE_OF_ACCOUNT[account + 1]):
                total += entered[line]
            accounts[account] = total
        ten_items = accounts[LEGACY_RUNNING] + accounts[NEW_RUNNING]
        for line in ONE_OFF_RUNNING_LINES:
            ten_items -= entered[line]
        posted.ten_items[own, year] = ten_items
        posted.c_items[own, year] = int(work.continued[year, 0])
        posted.c_law[own, year] = int(work.continued[year, 1])
    work.continued[:] = 0.0


@leaf
def close_idle(posted: Posted, work: WorkSpace) -> None:
    """Enter nothing for organisations that have no lot."""
    for own in range(posted.last_cutover.size):
        if posted.last_cutover[own] == NO_LOT:
            close(posted, own, work)


@leaf
def compare(posted: Posted, starts: Ints) -> None:
    """Fill the comparators: FY2018, and the last full year before the first cutover."""
    for own in range(posted.p_yen.size):
        year = N_YEARS - 1
        if posted.first_cutover[own] < starts[N_YEARS]:
            while year > 0 and starts[year + 1] > posted.first_cutover[own]:
                year -= 1
        posted.n_year[own] = year
        posted.n_yen[own] = running_yen(posted, own, year)
        posted.p_yen[own] = running_yen(posted, own, 0)


@leaf
def running_yen(posted: Posted, own: int, year: int) -> int:
    """Running cost of one organisation and year: ten items and upkeep."""
    upkeep = posted.accounts[own, year, REVISION_UPKEEP] + posted.accounts[own, year, LAW_CHANGE_UPKEEP]
    return int(posted.ten_items[own, year] + upkeep)
