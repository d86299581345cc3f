"""From the arrays of one replication to its Outcome."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from sim.fiscal import DEADLINE
from sim.population import VENDOR_KINDS
from sim.runs.digest import digest
from sim.runs.money import Money, money_of
from sim.runs.outcome import Kept, Outcome, Summed
from sim.runs.systems import Cutovers, Declarations, cutovers, declarations

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from sim.engine import Schedule
    from sim.facts import Facts
    from sim.ledger import Ledger
    from sim.population import Population


def compact(
    facts: Facts, population: Population, schedule: Schedule, ledger: Ledger, replication: int
) -> Outcome:
    """The outcome of a replication, and the hash of everything in it that is a day, a flag or an amount.

    What is only summed is handed on as the ledger holds it, not copied.
    """
    days = cutovers(facts, population, schedule)
    declared = declarations(facts, population, schedule)
    money = money_of(facts, population, ledger)
    return Outcome(
        replication=replication,
        digest=digest_of(population, schedule, ledger),
        kept=_kept(schedule, ledger, days, declared, money, _vendors_by_kind(population, schedule)),
        summed=Summed(
            ledger=ledger.amounts,
            funding=ledger.funding,
            declared_organisation=declared.organisation,
            declared_system=declared.system,
            late_reason=days.late_reason,
            slip_system=days.slip,
        ),
    )


def digest_of(population: Population, schedule: Schedule, ledger: Ledger) -> bytes:
    """Digest of all days, declarations, reasons, vendors, amounts and funding of a replication."""
    days = (schedule.cutover[population.system_lot], schedule.booked)
    words = (schedule.declared, schedule.pending, schedule.reason, schedule.vendor)
    return digest((*days, *words, ledger.amounts, ledger.funding))


def _kept(
    schedule: Schedule,
    ledger: Ledger,
    days: Cutovers,
    declared: Declarations,
    money: Money,
    vendors: NDArray[np.int64],
) -> Kept:
    bodies, nation = money.bodies, money.nation
    return Kept(
        cutover=days.day,
        declared=declared.by_type,
        declared_by_reason=declared.by_reason,
        pending=schedule.pending.sum(axis=1, dtype=np.int64),
        late_by_reason=days.late_by_reason,
        slip_days=days.slip_by_type,
        ratio=bodies.ratio,
        first_ratio=bodies.first_ratio,
        first_cost_yen=bodies.first_cost_yen,
        first_base_yen=bodies.first_base_yen,
        gap_yen=bodies.gap_yen,
        extra_yen=bodies.extra_yen,
        definitions=money.definitions,
        first_definitions=money.first_definitions,
        national_gap_yen=nation.gap_yen,
        national_extra_yen=nation.extra_yen,
        freed_yen=nation.freed_yen,
        organisations_at_target=nation.organisations_at_target,
        causes=money.causes,
        quotes=money.quotes,
        unmet_yen=ledger.unmet_yen,
        on_time_and_target=((days.last <= DEADLINE) & bodies.at_target).sum(dtype=np.int64),
        cost=ledger.funding_yen,
        vendors=vendors,
    )


def _vendors_by_kind(population: Population, schedule: Schedule) -> NDArray[np.int64]:
    """Busy teams, capacity and queue at the start of each quarter, summed over the vendors of a kind."""
    noted = np.stack((schedule.busy, schedule.capacity, schedule.queue))
    kinds = range(len(VENDOR_KINDS))
    return np.stack([noted[:, population.vendor_kind == kind].sum(axis=1) for kind in kinds], axis=1)
