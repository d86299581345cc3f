"""What tests read out of a ledger to compare it with: no command and no page asks for it in this form."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from sim.engine import Schedule
from sim.ledger import Definition, Ledger, OfficerRow, cost_and_comparator
from sim.ledger.results import officer_rows, officer_yen

Ints = NDArray[np.int64]


def running_cost(ledger: Ledger) -> Ints:
    """Cost [organisation, year] of the accounts that the thirty per cent speak of."""
    return cost_and_comparator(ledger, Definition())[0]


def ratio(cost: Ints, base: Ints) -> float:
    """Cost over comparator of the organisations that have one."""
    return float(cost[base > 0].sum() / base[base > 0].sum())


def officer_table(ledger: Ledger, row: int) -> tuple[OfficerRow, ...]:
    """The officer's table of one organisation."""
    return officer_rows(officer_yen(ledger, np.array([row]))[0])


def at_booked(schedule: Schedule) -> Schedule:
    """The schedule as if every lot had cut over on its booked day, nothing else changed."""
    return replace(schedule, cutover=schedule.booked.copy())
