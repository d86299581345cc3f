"""From the arrays of one replication to its Outcome."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Any

import numpy as np

from sim.facts import TYPES
from sim.fiscal import DEADLINE, HORIZON_END
from sim.runs.money import Money, money_of
from sim.runs.outcome import BEYOND, LATE_REASONS, Kept, Outcome, Summed

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray

    from sim.engine import Schedule
    from sim.facts import Facts
    from sim.ledger import Ledger
    from sim.population import Population

    Ints = NDArray[np.int64]


def compact(
    facts: Facts, population: Population, schedule: Schedule, ledger: Ledger, replication: int
) -> Outcome:
    """The outcome of a replication, and the hash of everything in it that is a day, a flag or an amount."""
    cutover = schedule.cutover[population.system_lot]
    last = last_by_organisation(population, cutover, len(facts.organisations.code))
    money = money_of(facts, population, ledger)
    return Outcome(
        replication=replication,
        digest=digest(
            (cutover, schedule.booked, schedule.declared, schedule.pending, schedule.reason, schedule.vendor),
            (ledger.amounts, ledger.funding),
        ),
        kept=_kept(facts, population, schedule, ledger, cutover, last, money),
        summed=_summed(facts, population, schedule, ledger, cutover),
    )


def last_by_organisation(population: Population, cutover: Ints, organisations: int) -> Ints:
    """Day of the last cutover of each organisation."""
    last = np.zeros(organisations, dtype=np.int64)
    np.maximum.at(last, population.system_organisation, cutover)
    return last


def digest(*groups: Iterable[NDArray[Any]]) -> bytes:
    """SHA-256 of arrays of whole numbers, the same for any width or byte order in which they are held."""
    total = hashlib.sha256()
    for array in (array for group in groups for array in group):
        total.update(np.ascontiguousarray(array, dtype="<i8").data)
    return total.digest()


def _kept(
    facts: Facts,
    population: Population,
    schedule: Schedule,
    ledger: Ledger,
    cutover: Ints,
    last: Ints,
    money: Money,
) -> Kept:
    late = cutover > DEADLINE
    reason = schedule.reason[population.system_lot]
    on_time = (last <= DEADLINE) & money.at_target
    return Kept(
        cutover=np.where(cutover > HORIZON_END, BEYOND, cutover).astype(np.int16),
        declared=_declared_by_type(facts, population, schedule),
        declared_by_reason=_declared_by_reason(population, schedule),
        pending=schedule.pending.sum(axis=1, dtype=np.int64),
        late_by_reason=np.bincount(reason[late], minlength=len(LATE_REASONS)),
        slip_days=_by_type(facts, population, _slip(population, schedule)),
        ratio=money.ratio,
        first_ratio=money.first_ratio,
        first_cost_yen=money.first_cost_yen,
        first_base_yen=money.first_base_yen,
        gap_yen=money.gap_yen,
        extra_yen=money.extra_yen,
        definitions=money.definitions,
        first_definitions=money.first_definitions,
        national_gap_yen=money.national_gap_yen,
        national_extra_yen=money.national_extra_yen,
        freed_yen=money.freed_yen,
        organisations_at_target=money.organisations_at_target,
        causes=money.causes,
        quotes=money.quotes,
        unmet_yen=ledger.unmet_yen,
        on_time_and_target=on_time.sum(dtype=np.int64),
        cost=ledger.funding.sum(axis=0, dtype=np.int64),
    )


def _summed(
    facts: Facts, population: Population, schedule: Schedule, ledger: Ledger, cutover: Ints
) -> Summed:
    declared = schedule.declared[:, population.system_lot]
    late = cutover > DEADLINE
    reason = schedule.reason[population.system_lot]
    return Summed(
        ledger=ledger.amounts,
        funding=ledger.funding,
        declared_organisation=_declared_organisations(facts, population, schedule).astype(np.int8),
        declared_system=declared.astype(np.int8),
        late_reason=np.stack([late & (reason == index) for index in range(len(LATE_REASONS))]).astype(
            np.int8
        ),
        slip_system=_slip(population, schedule),
    )


def _declared_organisations(facts: Facts, population: Population, schedule: Schedule) -> NDArray[np.bool_]:
    """True where an organisation has at least one lot declared late, [survey, organisation]."""
    count = np.zeros((len(schedule.declared), len(facts.organisations.code)), dtype=np.int64)
    for survey, flags in enumerate(schedule.declared):
        count[survey] = np.bincount(population.lot_organisation[flags > 0], minlength=count.shape[1])
    return count > 0


def _declared_by_type(facts: Facts, population: Population, schedule: Schedule) -> Ints:
    """Systems and organisations declared late, [survey, 2, type]."""
    kind, kinds = facts.organisations.type, len(TYPES)
    lot_kind = kind[population.lot_organisation]
    bodies = _declared_organisations(facts, population, schedule)
    table = np.zeros((len(schedule.declared), 2, kinds), dtype=np.int64)
    for survey, flags in enumerate(schedule.declared > 0):
        systems = population.lot_businesses[flags]
        table[survey, 0] = np.bincount(lot_kind[flags], weights=systems, minlength=kinds).astype(np.int64)
        table[survey, 1] = np.bincount(kind[bodies[survey]], minlength=kinds)
    return table


def _declared_by_reason(population: Population, schedule: Schedule) -> Ints:
    """Systems declared late, [survey, reason 0..4]; reason 0 is empty."""
    table = np.zeros((len(schedule.declared), len(LATE_REASONS)), dtype=np.int64)
    for survey, reasons in enumerate(schedule.declared_reason):
        flags = schedule.declared[survey] > 0
        np.add.at(table[survey], reasons[flags], population.lot_businesses[flags])
    return table


def _slip(population: Population, schedule: Schedule) -> Ints:
    """Days from the booked day to the cutover of each system; 0 for those beyond the horizon."""
    slip = np.where(schedule.cutover > HORIZON_END, 0, schedule.cutover - schedule.booked)
    return slip[population.system_lot]


def _by_type(facts: Facts, population: Population, values: Ints) -> Ints:
    kind = facts.organisations.type[population.system_organisation]
    sums = np.zeros(len(TYPES), dtype=np.int64)
    np.add.at(sums, kind, values)
    return sums
