"""Schedule -> whole-yen entries by organisation, fiscal year and line; and what a slip costs."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sim.engine import Schedule
from sim.fiscal import N_YEARS
from sim.kernel import inlined, kernel, leaf
from sim.ledger import base, books, funding, terms
from sim.ledger.base import Lots
from sim.ledger.books import Posted, Room, close, close_idle, compare, open_books
from sim.ledger.contracts import fill_renewed, post_continuation, post_legacy, segments
from sim.ledger.lines import (
    DUAL_CLOUD,
    DUAL_LINE,
    LEGACY_REFRESH,
    LEGACY_RESIDUAL,
    LEGACY_SUPPORT,
    LINES,
    N_LINES,
)
from sim.ledger.oneoff import cap_base, post_commitment, post_dual, post_migration
from sim.ledger.running import post_new, post_upkeep, since_cutovers
from sim.ledger.tax import permille_by_year
from sim.ledger.terms import N_DAYS, Terms
from sim.ledger.work_space import Common, WorkSpace, work_space
from sim.population import Population
from sim.prices import CONSUMER, Prices
from sim.replication import Replication

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


@dataclass(frozen=True)
class Ledger:
    """All entries of one replication in whole yen before tax; rows are organisations, then fiscal years."""

    amounts: Ints  # [organisation, year, line], signed
    accounts: Ints  # [organisation, year, account] expenditure: the amounts of all its lines
    ten_items_yen: Ints  # [organisation, year] running cost of the ten items, old and new
    line_yen: Ints  # [year, line] amounts of the nation
    funding: Ints  # [organisation, year, account, funding line]; sums to the expenditure
    funding_yen: Ints  # [year, account, funding line] of the nation
    lat_memo: Ints  # [organisation, year] local allocation tax counted inside general revenue
    p_yen: Ints  # [organisation] FY2018, ten items and upkeep; 0 where there is no baseline
    c_items_yen: Ints  # [organisation, year] continuation: ten items
    c_law_yen: Ints  # [organisation, year] continuation: law changes
    n_yen: Ints  # [organisation] last full year before the first cutover, ten items and upkeep
    n_year: Ints  # [organisation] index of that year
    first_cutover: Ints  # [organisation] day, NEVER beyond the horizon
    last_cutover: Ints  # [organisation]
    commitments: Ints  # [organisation, year, (limit, scheduled, carried over)]
    unmet_yen: Ints  # [programme, year] claims of migration and operating support that stayed unpaid
    quote_multiple: (
        Floats  # [organisation] quoted cost over cost before at the survey day, 0 without baseline
    )
    premium: Floats  # [organisation] quote over recommended configuration
    deflator: Floats  # [year] consumer prices, FY2018 = 1
    tax_permille: Ints  # [year]

    @property
    def c_yen(self) -> Ints:
        """Continuation without the reform [organisation, year]: ten items and law changes."""
        return self.c_items_yen + self.c_law_yen


def post(
    replication: Replication,
    population: Population,
    schedule: Schedule,
    prices: Prices,
    room: Room | None = None,
) -> Ledger:
    """The ledger of one replication: a closed form of each lot's days, posted by lot and fiscal year.

    It is written into `room`, where there is one, and stands until that is used for another replication.
    """
    shared = terms.build(replication, prices)
    lots, quotes = base.build(replication, population, schedule, shared)
    if room is None:
        room = books.room(len(replication.facts.organisations.code))
    posted = room.posted
    order = np.argsort(lots.organisation, kind="stable")
    _post_lots(order, lots, schedule.cutover, shared, posted)
    paid = funding.fund(replication, population, room)
    return Ledger(
        amounts=posted.amounts,
        accounts=posted.accounts,
        ten_items_yen=posted.ten_items,
        line_yen=posted.line_yen,
        funding=paid.lines,
        funding_yen=paid.nation,
        lat_memo=paid.lat_memo,
        p_yen=posted.p_yen,
        c_items_yen=posted.c_items,
        c_law_yen=posted.c_law,
        n_yen=posted.n_yen,
        n_year=posted.n_year,
        first_cutover=posted.first_cutover,
        last_cutover=posted.last_cutover,
        commitments=posted.commitments,
        unmet_yen=paid.unmet_yen,
        quote_multiple=quotes.multiple,
        premium=quotes.premium,
        deflator=prices.year_mean(CONSUMER),
        tax_permille=permille_by_year(replication.facts),
    )


@kernel
def _post_lots(order: Ints, lots: Lots, cutover: Ints, shared: Terms, posted: Posted) -> None:
    work = work_space()
    slots, priced = since_cutovers(lots.saas, cutover, shared)
    common = Common(slots, priced, np.empty((shared.term_days + 1, N_YEARS, 2)))
    fill_renewed(shared, work, common.renewed)
    _post_all(order, lots, cutover, shared, posted, work, common)


@leaf  # a kernel would count the references of all these arrays with every call
def _post_all(
    order: Ints, lots: Lots, cutover: Ints, shared: Terms, posted: Posted, work: WorkSpace, common: Common
) -> None:
    # `order`: the lots of one organisation one after another
    open_books(posted)
    for place in range(order.size):
        lot = order[place]
        own, day = lots.organisation[lot], cutover[lot]
        post_lot(work.lines, posted.claims[own], lots, lot, day, work, common, shared)
        post_beside(posted, lots, lot, day, work, common, shared)
        if place + 1 == order.size or lots.organisation[order[place + 1]] != own:
            close(posted, own, work)
    close_idle(posted, work)
    compare(posted, shared.starts)


@inlined
def post_beside(
    posted: Posted, lots: Lots, lot: int, cutover: int, work: WorkSpace, common: Common, shared: Terms
) -> None:
    """Add what stands beside the entries of a lot: its cap, commitments, continuation and days."""
    own = lots.organisation[lot]
    posted.caps[own] += cap_base(lots, lot, shared)
    post_commitment(posted.commitments[own], lots, lot, cutover, shared)
    if lots.base[lot] > 0.0:
        renewed = common.renewed[lots.first_end[lot]]
        post_continuation(work.continued, lots.base[lot], renewed, shared)
    posted.first_cutover[own] = min(posted.first_cutover[own], cutover)
    posted.last_cutover[own] = max(posted.last_cutover[own], cutover)


@inlined
def post_lot(
    out: Floats,
    claims: Ints,
    lots: Lots,
    lot: int,
    cutover: int,
    work: WorkSpace,
    common: Common,
    shared: Terms,
) -> None:
    """Add all entries of one lot that cuts over on a day to `out` [year, line] and `claims` [year, 2]."""
    if lots.base[lot] > 0.0:
        stop = min(cutover, N_DAYS)
        shares, expecting = shared.before[lots.mix[lot]], lots.expecting[lot]
        booked, first_end = lots.booked[lot], lots.first_end[lot]
        count = segments(stop, booked, first_end, expecting, shared, work.spans, work.levels)
        post_legacy(out, lots.base[lot], shares, stop, count, work, shared)
        post_dual(out, lots, lot, cutover, work, shared)
        post_new(out, lots, lot, cutover, work, common, shared)
        post_upkeep(out, lots, lot, cutover, shared)
    post_migration(out, claims, lots, lot, cutover, shared)


SLIP_PARTS = (
    "new_running",
    "legacy_running",
    "legacy_extended",
    "residual",
    "parallel",
    "idle",
    "upkeep",
    "migration",
)
"""What a slip changes: new cost put off, legacy kept, its extended support, the residual avoided."""


def slip_part(line: int) -> int:
    """Index into SLIP_PARTS of a line."""
    account = LINES[line].account
    if line in (LEGACY_SUPPORT, LEGACY_REFRESH):
        return SLIP_PARTS.index("legacy_extended")
    if line == LEGACY_RESIDUAL:
        return SLIP_PARTS.index("residual")
    if line in (DUAL_LINE, DUAL_CLOUD):
        return SLIP_PARTS.index("idle")
    names = {"dual_running": "parallel", "revision_upkeep": "upkeep", "law_change_upkeep": "upkeep"}
    return SLIP_PARTS.index(names.get(account, account))


def slip_cost(
    replication: Replication, population: Population, schedule: Schedule, prices: Prices, of: Ints
) -> Ints:
    """Yen [lot of `of`, part] that a slip from the booked day adds over the horizon (negative: saves)."""
    shared = terms.build(replication, prices)
    lots, _ = base.build(replication, population, schedule, shared)
    part = np.array([slip_part(line) for line in range(N_LINES)], dtype=np.int64)
    chosen = Lots._make(each[of] for each in lots)
    return _slips(chosen, schedule.cutover[of], schedule.booked[of], shared, part, len(SLIP_PARTS))


@kernel
def _slips(lots: Lots, cutover: Ints, booked: Ints, shared: Terms, part: Ints, parts: int) -> Ints:
    work, claims = work_space(), np.zeros((N_YEARS, 2), np.int64)
    saas, days = np.concatenate((lots.saas, lots.saas)), np.concatenate((cutover, booked))
    slots, priced = since_cutovers(saas, days, shared)
    common = Common(slots, priced, np.empty((0, N_YEARS, 2)))  # the continuation is the same with a slip
    slips = np.zeros((cutover.size, parts), np.int64)
    for lot in range(cutover.size):
        if cutover[lot] == booked[lot]:
            continue
        for sign in (1, -1):
            work.lines[:] = 0.0
            day = cutover[lot] if sign == 1 else booked[lot]
            post_lot(work.lines, claims, lots, lot, day, work, common, shared)
            for line in range(N_LINES):
                slips[lot, part[line]] += sign * int(work.lines[:, line].sum())
    return slips
