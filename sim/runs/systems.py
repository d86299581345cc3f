"""The days and declarations of one replication, counted by system, organisation and type."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from sim.facts import TYPES
from sim.fiscal import DEADLINE, HORIZON_END
from sim.kernel import kernel
from sim.runs.outcome import BEYOND, LATE_REASONS

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from sim.engine import Schedule
    from sim.facts import Facts
    from sim.population import Population

    Ints = NDArray[np.int64]
    Bytes = NDArray[np.uint8]

N_TYPES, N_REASONS = len(TYPES), len(LATE_REASONS)


class Declarations(NamedTuple):
    """Who is declared late at each survey; see `Kept` and `Summed`."""

    by_type: Ints  # [survey, (systems, organisations), type]
    by_reason: Ints  # [survey, reason] systems
    organisation: NDArray[np.int8]  # [survey, organisation]
    system: NDArray[np.int8]  # [survey, system]


class Cutovers(NamedTuple):
    """When each system cuts over, and what of it is late; see `Kept` and `Summed`."""

    day: NDArray[np.int16]  # [system] BEYOND where not within the horizon
    last: Ints  # [organisation] day of its last cutover
    slip: Ints  # [system] days after the booked day, 0 beyond the horizon
    slip_by_type: Ints
    late_reason: NDArray[np.int8]  # [reason, system]
    late_by_reason: Ints


def declarations(facts: Facts, population: Population, schedule: Schedule) -> Declarations:
    """Declared systems and organisations by survey."""
    return _declarations(
        schedule.declared,
        schedule.declared_reason,
        population.lot_organisation,
        population.lot_businesses,
        population.system_lot,
        facts.organisations.type,
    )


def cutovers(facts: Facts, population: Population, schedule: Schedule) -> Cutovers:
    """Cutover, slip and lateness of each system."""
    return _cutovers(
        schedule.cutover,
        schedule.booked,
        schedule.reason,
        population.system_lot,
        population.system_organisation,
        facts.organisations.type,
    )


@kernel
def _declarations(
    declared: Bytes, reasons: Bytes, own: Ints, businesses: Ints, lots: Ints, kind: Ints
) -> Declarations:
    surveys, n = declared.shape[0], kind.size
    by_type = np.zeros((surveys, 2, N_TYPES), np.int64)
    by_reason = np.zeros((surveys, N_REASONS), np.int64)
    organisation = np.zeros((surveys, n), np.int8)
    system = np.zeros((surveys, lots.size), np.int8)
    for survey in range(surveys):
        some = False
        for lot in range(own.size):
            if declared[survey, lot] == 0:
                continue
            some = True
            by_type[survey, 0, kind[own[lot]]] += businesses[lot]
            by_reason[survey, reasons[survey, lot]] += businesses[lot]
            if organisation[survey, own[lot]] == 0:
                organisation[survey, own[lot]] = 1
                by_type[survey, 1, kind[own[lot]]] += 1
        if some:
            for each in range(lots.size):
                system[survey, each] = declared[survey, lots[each]]
    return Declarations(by_type, by_reason, organisation, system)


@kernel
def _cutovers(cutover: Ints, booked: Ints, reason: Ints, lots: Ints, own: Ints, kind: Ints) -> Cutovers:
    day = np.empty(lots.size, np.int16)
    last = np.zeros(kind.size, np.int64)
    slip, slip_by_type = np.zeros(lots.size, np.int64), np.zeros(N_TYPES, np.int64)
    late_reason = np.zeros((N_REASONS, lots.size), np.int8)
    late_by_reason = np.zeros(N_REASONS, np.int64)
    for system in range(lots.size):
        lot = lots[system]
        day[system] = BEYOND if cutover[lot] > HORIZON_END else cutover[lot]
        last[own[system]] = max(last[own[system]], cutover[lot])
        if cutover[lot] <= HORIZON_END:
            slip[system] = cutover[lot] - booked[lot]
            slip_by_type[kind[own[system]]] += slip[system]
        if cutover[lot] > DEADLINE:
            late_reason[reason[lot], system] = 1
            late_by_reason[reason[lot]] += 1
    return Cutovers(day, last, slip, slip_by_type, late_reason, late_by_reason)
