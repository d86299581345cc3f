"""What replications say of a part of the nation: the clock runs for all, what belongs to the part is kept."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from numpy.typing import NDArray

from sim.fiscal import HORIZON_END
from sim.ledger import Definition, Ledger, cost_and_comparator, in_first_full_year
from sim.ledger.results import by_officer_item, officer_yen
from sim.ledger.target import at_target
from sim.runs import BEYOND
from sim.runs.money import ratios
from sim.scenario import OwnFigures, own_figures

if TYPE_CHECKING:
    from sim.analysis.organisation.part import Part
    from sim.engine import Schedule
    from sim.facts import Facts
    from sim.population import Population
    from sim.scenario import Scenario

Ints = NDArray[np.int64]
Days = NDArray[np.int16]
Flags = NDArray[np.bool_]

UNKNOWN = -1
"""Ratio of an organisation without a baseline, or without a full year after its last cutover."""


class Taken(NamedTuple):
    """One replication of a part; fields as in `Outlook`, without the first axis."""

    cutover: Days
    booked: Days
    officer: Ints
    totals: Ints
    running: Ints
    spent: Ints
    commitments: Ints
    lat_memo: Ints
    ratio: NDArray[np.int32]
    at_target: Flags


@dataclass(frozen=True)
class Outlook:
    """Replications of a part. Yen before tax; days since 2018-04-01, BEYOND past the horizon.

    Axes: n replications, m members (in the order of `part.rows`), s systems, items of `OFFICER_ITEMS`.
    """

    part: Part
    facts: Facts
    scenario: Scenario
    system_member: Ints  # [s] place of the member in `part.rows`
    system_business: Ints  # [s] 0..20
    cutover: Days  # [n, s]
    booked: Days  # [n, s]
    officer: Ints  # [n, items, (FY2018, before, after, after support)] all members, each in its own years
    totals: Ints  # [n, m, (FY2018, before, after, after support)]
    running: Ints  # [n, years, items] all members
    spent: Ints  # [n, years, accounts, funding] all members
    commitments: Ints  # [n, years, (limit, scheduled, carried over)] all members
    lat_memo: Ints  # [n, years] all members
    ratio: NDArray[np.int32]  # [n, organisations of the nation] first full year over FY2018, in RATIO_UNIT
    at_target: Flags  # [n, m] -30 % reached in the first full year

    @property
    def replications(self) -> int:
        """Number of replications."""
        return len(self.totals)

    @property
    def last_cutover(self) -> Days:
        """Day of the last cutover [n, m]."""
        last = np.zeros((self.replications, len(self.part.rows)), np.int16)
        for place in range(len(self.part.rows)):
            last[:, place] = self.cutover[:, self.system_member == place].max(axis=1)
        return last

    def own(self, member: int = 0) -> OwnFigures:
        """The own figures of a member in the scenario; what they do not say is an estimate."""
        code = self.facts.organisations.code[self.part.rows[member]]
        return own_figures(self.scenario, code)


def kept(population: Population, schedule: Schedule, ledger: Ledger, rows: Ints) -> Taken:
    """What is kept of one replication for the organisations of some rows (ascending)."""
    lots = population.system_lot[np.isin(population.system_organisation, rows)]
    officer = officer_yen(ledger, rows)
    cost, base = cost_and_comparator(ledger, Definition())
    first_base = in_first_full_year(ledger, base)
    first_cost = in_first_full_year(ledger, cost)
    return Taken(
        cutover=_days(schedule.cutover[lots]),
        booked=_days(schedule.booked[lots]),
        officer=officer.sum(axis=0),
        totals=officer.sum(axis=1),
        running=by_officer_item(ledger, rows).sum(axis=0),
        spent=ledger.funding[rows].sum(axis=0),
        commitments=ledger.commitments[rows].sum(axis=0),
        lat_memo=ledger.lat_memo[rows].sum(axis=0),
        ratio=ratios(first_cost, first_base),
        at_target=at_target(first_cost, first_base)[rows],
    )


def _days(days: Ints) -> Days:
    return np.where(days > HORIZON_END, BEYOND, days).astype(np.int16)


def gathered(facts: Facts, scenario: Scenario, part: Part, found: list[Taken]) -> Outlook:
    """The outlook that some replications make together."""
    rows = np.array(part.rows, dtype=np.int64)
    organisation, business = facts.systems
    mine = np.isin(organisation, rows)
    return Outlook(
        part=part,
        facts=facts,
        scenario=scenario,
        system_member=np.searchsorted(rows, organisation[mine]),
        system_business=business[mine],
        **{name: np.stack([getattr(one, name) for one in found]) for name in Taken._fields},
    )
