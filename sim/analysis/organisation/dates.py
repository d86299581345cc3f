"""When the systems of a part cut over, by business and at last."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sim.analysis.organisation.outlook import Outlook
from sim.fiscal import DEADLINE, NEVER, day_of
from sim.runs import BEYOND
from sim.scenario import OwnCutover
from sim.summary.spreads import days_quantile

ENDS = (0.1, 0.5, 0.9)


@dataclass(frozen=True)
class Days:
    """When something comes [day, NEVER beyond the horizon] and how often it is on time (share)."""

    p10: int
    p50: int
    p90: int
    on_time: float


@dataclass(frozen=True)
class BusinessCutover:
    """When one business cuts over; of several members the last one."""

    business: str
    systems: int
    cutover: Days
    late: float  # share of its systems and replications that miss the deadline
    booked: int  # median of the booked day
    planned: int | None  # the organisation's own plan


def cutovers(found: Outlook) -> tuple[BusinessCutover, ...]:
    """Each business of the part, in the order of the businesses."""
    keys, plans = found.facts.businesses.key, _plans(found)
    rows = []
    for business in np.unique(found.system_business).tolist():
        mine = found.system_business == business
        booked = found.booked[:, mine].max(axis=1)
        rows.append(
            BusinessCutover(
                business=keys[business],
                systems=int(mine.sum()),
                cutover=days_of(found.cutover[:, mine].max(axis=1)),
                late=float((found.cutover[:, mine] > DEADLINE).mean()),
                booked=_day(days_quantile(booked, 0.5)),
                planned=plans.get(keys[business]),
            )
        )
    return tuple(rows)


def _plans(found: Outlook) -> dict[str, int]:
    """Own planned days by business, where the part is one organisation."""
    if len(found.part.rows) > 1:
        return {}
    return {row.business: day_of(row.day) for row in found.own().rows if isinstance(row, OwnCutover)}


def days_of(days: NDArray[np.int16]) -> Days:
    """Spread of a day over replications."""
    p10, p50, p90 = (_day(days_quantile(days, end)) for end in ENDS)
    return Days(p10, p50, p90, float((days <= DEADLINE).mean()))


def _day(day: NDArray[np.int16]) -> int:
    return NEVER if int(day) >= BEYOND else int(day)
