"""Schedule -> whole-yen entries by organisation, fiscal year and line; and what a slip costs."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from sim.engine import Schedule
from sim.facts import Facts
from sim.fiscal import N_YEARS, YEAR_STARTS
from sim.kernel import kernel
from sim.ledger import base, funding, oneoff, terms
from sim.ledger.base import Lots
from sim.ledger.contracts import MOST_SEGMENTS, post_continuation, post_legacy, segments
from sim.ledger.lines import (
    DUAL_CLOUD,
    DUAL_LINE,
    LEGACY_REFRESH,
    LEGACY_RESIDUAL,
    LEGACY_SUPPORT,
    LINES,
    N_LINES,
    RUNNING_LINES,
)
from sim.ledger.oneoff import cap_base, post_commitment, post_dual, post_migration
from sim.ledger.running import post_new, post_upkeep
from sim.ledger.tax import permille_by_year
from sim.ledger.terms import N_DAYS, Terms
from sim.population import Population
from sim.prices import CONSUMER, Prices
from sim.scenario import Drawn, Scenario

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


@dataclass(frozen=True)
class Ledger:
    """All entries of one replication in whole yen before tax; rows are organisations, then fiscal years."""

    amounts: Ints  # [organisation, year, line], signed
    funding: Ints  # [organisation, year, account, funding line]; sums to the expenditure
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

    @property
    def accounts(self) -> Ints:
        """Expenditure [organisation, year, account]."""
        return funding.by_account(self.amounts)


def post(
    facts: Facts,
    population: Population,
    schedule: Schedule,
    scenario: Scenario,
    drawn: Drawn,
    prices: Prices,
    seed: int,
    replication: int,
) -> Ledger:
    """The ledger of one replication: a closed form of each lot's days, posted by lot and fiscal year."""
    p = drawn.stage("ledger")
    shared = terms.build(facts, p, prices)
    lots, quotes = base.build(facts, population, schedule, scenario, p, shared, seed, replication)
    count = len(facts.organisations.code)
    amounts = np.zeros((count, N_YEARS, N_LINES), np.int64)
    claims = np.zeros((count, N_YEARS, 2), np.int64)
    caps, commitments = np.zeros(count), np.zeros((count, N_YEARS, len(oneoff.COMMITMENTS)), np.int64)
    continued = np.zeros((count, N_YEARS, 2), np.int64)
    _post_lots(lots, schedule.cutover, shared, amounts, claims, caps, commitments, continued)
    first, last = cutovers(population, schedule, count)
    n_year = np.where(first < N_DAYS, np.searchsorted(YEAR_STARTS, first, side="right") - 2, N_YEARS - 1)
    n_year = np.maximum(n_year, 0).astype(np.int64)
    yearly = funding.sum_lines(amounts, RUNNING_LINES)
    n_yen = yearly[np.arange(count), n_year]
    paid = funding.fund(facts, population, scenario, p, amounts, claims, caps, n_yen)
    return Ledger(
        amounts=amounts,
        funding=paid.lines,
        lat_memo=paid.lat_memo,
        p_yen=yearly[:, 0],
        c_items_yen=continued[:, :, 0],
        c_law_yen=continued[:, :, 1],
        n_yen=n_yen,
        n_year=n_year,
        first_cutover=first,
        last_cutover=last,
        commitments=commitments,
        unmet_yen=paid.unmet_yen,
        quote_multiple=quotes.multiple,
        premium=quotes.premium,
        deflator=prices.year_mean(CONSUMER),
        tax_permille=permille_by_year(facts),
    )


def cutovers(population: Population, schedule: Schedule, count: int) -> tuple[Ints, Ints]:
    """Day of the first and of the last cutover of each organisation."""
    first, last = np.full(count, np.iinfo(np.int64).max), np.full(count, -1)
    np.minimum.at(first, population.lot_organisation, schedule.cutover)
    np.maximum.at(last, population.lot_organisation, schedule.cutover)
    return first.astype(np.int64), last.astype(np.int64)


@kernel
def _post_lots(
    lots: Lots,
    cutover: Ints,
    shared: Terms,
    amounts: Ints,
    claims: Ints,
    caps: Floats,
    commitments: Ints,
    continued: Ints,
) -> None:
    spans, levels = np.empty((MOST_SEGMENTS, 5), np.int64), np.empty(MOST_SEGMENTS)
    for lot in range(lots.base.size):
        own = lots.organisation[lot]
        post_lot(amounts[own], claims[own], lots, lot, cutover[lot], shared, spans, levels)
        caps[own] += cap_base(lots, lot, shared)
        post_commitment(commitments[own], lots, lot, cutover[lot], shared)
        if lots.base[lot] > 0.0:
            post_continuation(continued[own], lots.base[lot], lots.first_end[lot], shared, spans, levels)


@kernel
def post_lot(
    out: Ints, claims: Ints, lots: Lots, lot: int, cutover: int, shared: Terms, spans: Ints, levels: Floats
) -> None:
    """Add all entries of one lot that cuts over on a day to `out` [year, line] and `claims` [year, 2]."""
    if lots.base[lot] > 0.0:
        stop = min(cutover, N_DAYS)
        shares = shared.before[lots.form[lot]]
        count = segments(stop, lots.booked[lot], lots.first_end[lot], False, shared, spans, levels)
        post_legacy(out, lots.base[lot], shares, stop, count, spans, levels, shared)
        post_dual(out, lots, lot, cutover, shared)
        post_new(out, lots, lot, cutover, shared)
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
    facts: Facts,
    population: Population,
    schedule: Schedule,
    scenario: Scenario,
    drawn: Drawn,
    prices: Prices,
    seed: int,
    replication: int,
) -> Ints:
    """Yen [lot, part] that each lot's slip from its booked day adds over the horizon (negative: saves)."""
    shared = terms.build(facts, drawn.stage("ledger"), prices)
    lots, _ = base.build(
        facts, population, schedule, scenario, drawn.stage("ledger"), shared, seed, replication
    )
    part = np.array([slip_part(line) for line in range(N_LINES)], dtype=np.int64)
    return _slips(lots, schedule.cutover, schedule.booked, shared, part, len(SLIP_PARTS))


def at_booked(schedule: Schedule) -> Schedule:
    """The schedule as if every lot had cut over on its booked day, nothing else changed."""
    return replace(schedule, cutover=schedule.booked.copy())


@kernel
def _slips(lots: Lots, cutover: Ints, booked: Ints, shared: Terms, part: Ints, parts: int) -> Ints:
    spans, levels = np.empty((MOST_SEGMENTS, 5), np.int64), np.empty(MOST_SEGMENTS)
    out, claims = np.empty((N_YEARS, N_LINES), np.int64), np.empty((N_YEARS, 2), np.int64)
    slips = np.zeros((cutover.size, parts), np.int64)
    for lot in range(cutover.size):
        if cutover[lot] == booked[lot]:
            continue
        for sign in (1, -1):
            out[:] = 0
            day = cutover[lot] if sign == 1 else booked[lot]
            post_lot(out, claims, lots, lot, day, shared, spans, levels)
            for line in range(N_LINES):
                slips[lot, part[line]] += sign * out[:, line].sum()
    return slips
