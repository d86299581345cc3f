"""When: declared, completed and late systems and organisations, slippage."""

from __future__ import annotations

from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np

from sim.engine.capacity import QUARTERS
from sim.facts import TYPES
from sim.fiscal import (
    DAYS_PER_MONTH,
    DAYS_PER_YEAR,
    DEADLINE,
    HORIZON_END,
    SURVEYS,
    date_of,
    day_of,
    month_ends,
)
from sim.population import VENDOR_KINDS
from sim.runs.outcome import BEYOND, LATE_REASONS
from sim.summary.model import Counts, Declared, Late, Queue
from sim.summary.spreads import Spread, count, spread

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from sim.facts import Facts
    from sim.runs import Results

COMPLETION_MONTHS = month_ends("2023-10-31", "2036-03-31")
"""Days at whose end the systems that have cut over are counted."""

SHOWN_QUARTERS = tuple(int(day) for day in QUARTERS if day_of("2022-04-01") <= day <= day_of("2031-01-01"))
"""Quarters at whose start vendors are shown: when work begins, until little is left of it."""


class Roster:
    """Systems and organisations of the facts as arrays: which system belongs to whom."""

    def __init__(self, facts: Facts) -> None:
        """Take the systems in the order (organisation, business)."""
        self.facts = facts
        self.system_organisation, self.system_business = facts.systems

    @cached_property
    def first_system(self) -> NDArray[np.int64]:
        """Row of the first system of each organisation (every organisation has one)."""
        return np.searchsorted(self.system_organisation, np.arange(len(self.facts.organisations.code)))

    def last_cutover(self, cutover: NDArray[Any]) -> NDArray[Any]:
        """Day of the last cutover of each organisation [replications, organisations]."""
        return np.maximum.reduceat(cutover, self.first_system, axis=1)


def sizes(results: Results) -> tuple[int, int]:
    """How many systems and organisations there are."""
    return results.kept.cutover.shape[1], len(results.facts.organisations.code)


def iso(day: int) -> str:
    """Date of a day as 2026-03-31."""
    return date_of(day).isoformat()


def own_deadline(results: Results) -> int:
    """Day of the deadline that the scenario has in the end."""
    return int(max(map(results.scenario.middle, ("deadline.day", "deadline.extended_day"))))


def declared(results: Results) -> dict[str, Declared]:
    """Systems and organisations declared late, and organisations that withhold judgement, by survey."""
    counts = results.kept.declared.sum(axis=3)
    systems, bodies = sizes(results)
    return {
        iso(day): Declared(
            count(counts[:, index, 0], systems),
            count(counts[:, index, 1], bodies),
            count(results.kept.pending[:, index], bodies),
        )
        for index, day in enumerate(SURVEYS)
    }


def declared_by_type(results: Results) -> dict[str, dict[str, Counts]]:
    """Systems and organisations declared late, by survey and type of organisation."""
    counts = results.kept.declared
    systems, bodies = sizes(results)
    return {
        iso(day): {
            name: Counts(count(counts[:, index, 0, kind], systems), count(counts[:, index, 1, kind], bodies))
            for kind, name in enumerate(TYPES)
        }
        for index, day in enumerate(SURVEYS)
    }


def completed(results: Results, roster: Roster) -> dict[str, Counts]:
    """Systems, and organisations with all their systems, that have cut over by the end of each month."""
    systems = _reached(results.kept.cutover)
    organisations = _reached(roster.last_cutover(results.kept.cutover))
    most = sizes(results)
    return {
        iso(day): Counts(count(systems[:, index], most[0]), count(organisations[:, index], most[1]))
        for index, day in enumerate(COMPLETION_MONTHS)
    }


def late_at(results: Results, roster: Roster, day: int) -> Counts:
    """Systems and organisations without a cutover by the end of `day`."""
    return _counted(_late(results, roster, day))


def late_at_deadline(results: Results, roster: Roster) -> Late:
    """The same on 31 March 2026, also by type, by prefecture and by official reason."""
    late = _late(results, roster, DEADLINE)
    kind, prefecture = roster.facts.organisations.type, roster.facts.organisations.prefecture

    def part(chosen: NDArray[np.bool_]) -> Counts:
        """Of the chosen organisations."""
        systems, organisations = late
        return _counted((systems[:, chosen[roster.system_organisation]], organisations[:, chosen]))

    whole = _counted(late)
    return Late(
        systems=whole.systems,
        organisations=whole.organisations,
        by_type={name: part(kind == index) for index, name in enumerate(TYPES)},
        by_prefecture={f"{number:02d}": part(prefecture == number) for number in range(1, 48)},
        by_reason=_late_by_reason(results),
        undeclared=spread(results.kept.late_by_reason[:, 0]),
    )


def _late(results: Results, roster: Roster, day: int) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """Which systems, and which organisations, are late [replications, ...]."""
    return results.kept.cutover > day, roster.last_cutover(results.kept.cutover) > day


def _counted(late: tuple[NDArray[np.bool_], NDArray[np.bool_]]) -> Counts:
    """Numbers of late systems and organisations, of which there are as many as columns."""
    systems, organisations = (count(each.sum(axis=1), each.shape[1]) for each in late)
    return Counts(systems, organisations)


def declared_by_reason(results: Results) -> dict[str, dict[str, Spread]]:
    """Systems declared late, by survey and reason."""
    counts = results.kept.declared_by_reason
    return {
        iso(day): {
            name: count(counts[:, index, reason], sizes(results)[0])
            for reason, name in enumerate(LATE_REASONS)
            if reason > 0
        }
        for index, day in enumerate(SURVEYS)
    }


def _late_by_reason(results: Results) -> dict[str, Spread]:
    """Systems late at the deadline, by official reason."""
    counts = results.kept.late_by_reason
    systems, _ = sizes(results)
    return {name: count(counts[:, index], systems) for index, name in enumerate(LATE_REASONS) if index > 0}


def vendors_by_quarter(results: Results) -> dict[str, dict[str, Queue]]:
    """How busy the vendors of each kind are and how long their queue is, at the start of quarters."""
    busy, capacity, queue = (results.kept.vendors[:, part] for part in range(3))
    teams = np.maximum(capacity, 1)
    yearly = teams * DAYS_PER_YEAR
    shown = [index for index, day in enumerate(QUARTERS) if int(day) in SHOWN_QUARTERS]
    return {
        name: {
            iso(int(QUARTERS[index])): Queue(
                busy_share=spread(busy[:, kind, index] / teams[:, kind, index], least=0.0),
                queue_ratio=spread(queue[:, kind, index] / yearly[:, kind, index], least=0.0),
            )
            for index in shown
        }
        for kind, name in enumerate(VENDOR_KINDS)
    }


def late_share_by_organisation(results: Results, roster: Roster) -> dict[str, float]:
    """Share of the replications in which an organisation has a late system at the deadline, by code."""
    late = (roster.last_cutover(results.kept.cutover) > DEADLINE).mean(axis=0)
    codes = results.facts.organisations.code
    return {code: round(float(share), 4) for code, share in zip(codes, late, strict=True)}


def slippage(results: Results, roster: Roster) -> tuple[Spread, dict[str, Spread]]:
    """Months between the booked day and the cutover, mean over the systems done in time: in all, by type."""
    done = results.kept.cutover < BEYOND
    kind = roster.facts.organisations.type[roster.system_organisation]
    counts = np.stack([done[:, kind == index].sum(axis=1) for index in range(len(TYPES))], axis=1)
    days = results.kept.slip_days
    overall = _months(days.sum(axis=1), counts.sum(axis=1))
    by_type = {name: spread(_months(days[:, i], counts[:, i])) for i, name in enumerate(TYPES)}
    return spread(overall), by_type


def last_cutover_day(results: Results) -> Spread:
    """Day of the very last cutover, in days since 2018-04-01; the day after the horizon stands for later.

    There is no mean when a replication goes beyond the horizon.
    """
    last = np.minimum(results.kept.cutover.max(axis=1).astype(np.int64), HORIZON_END + 1)
    found = spread(last, 0)
    if bool((last > HORIZON_END).any()):
        return replace(found, mean=None, mean_low=None, mean_high=None)
    return found


def unfinished_at_horizon(results: Results) -> Spread:
    """Systems that do not cut over before the horizon ends."""
    return count((results.kept.cutover > HORIZON_END).sum(axis=1), sizes(results)[0])


def _months(days: NDArray[Any], systems: NDArray[Any]) -> NDArray[np.float64]:
    counted = np.maximum(systems, 1)
    return np.where(systems > 0, days / counted / DAYS_PER_MONTH, np.nan)


def _reached(days: NDArray[Any]) -> NDArray[np.int64]:
    """Number of entries of each replication whose day has come by each month end."""
    ends = np.asarray(COMPLETION_MONTHS)
    return np.stack([np.searchsorted(np.sort(row), ends, side="right") for row in days])
