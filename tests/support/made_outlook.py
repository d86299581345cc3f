"""A hand-made outlook of one organisation or of some members, whose sums can be done without a run."""

from __future__ import annotations

import numpy as np

from sim.analysis.organisation import Outlook, Part
from sim.facts import load
from sim.fiscal import DEADLINE, N_YEARS
from sim.ledger import ACCOUNTS, FUNDING
from sim.ledger.results import OFFICER_ITEMS
from sim.runs import RATIO_UNIT
from sim.scenario import load as load_scenario

LATE = (1, 3, 0, 2)
"""Of ten replications, those in which each member misses the deadline."""


def made_outlook(members: int = 1, replications: int = 10) -> Outlook:
    """Every figure distinct: cost after migration twice that before, commitments of 1, 2, 3, ... million."""
    facts, rng = load(), np.random.default_rng(members)
    rows = tuple(np.flatnonzero(facts.organisations.municipal)[100 : 100 + members].tolist())
    organisation, business = facts.systems
    mine = np.isin(organisation, rows)
    member = np.searchsorted(np.array(rows), organisation[mine])
    cutover = np.full((replications, int(mine.sum())), DEADLINE - 100, np.int16)
    for place in range(members):
        cutover[: LATE[place % 4] * replications // 10, member == place] = DEADLINE + 200
    yen = rng.integers(10**6, 2 * 10**6, (replications, members, len(OFFICER_ITEMS), 4))
    yen = yen * np.array([1, 2, 4, 3])  # FY2018, before, after, after support
    years = (replications, N_YEARS)
    commitments = np.zeros((*years, 3), np.int64)
    commitments[..., 0] = 10**6 * np.arange(1, replications + 1)[:, None]
    commitments[..., 1], commitments[..., 2] = 555_000, 333_000
    return Outlook(
        part=Part("99", {"ja": "甲県", "en": "Ko"}, rows),
        facts=facts,
        scenario=load_scenario("baseline"),
        system_member=member,
        system_business=business[mine],
        cutover=cutover,
        booked=cutover,
        officer=yen.sum(axis=1),
        totals=yen.sum(axis=2),
        running=rng.integers(10**6, 10**7, (*years, len(OFFICER_ITEMS))),
        spent=rng.integers(0, 10**6, (*years, len(ACCOUNTS), len(FUNDING))),
        commitments=commitments,
        lat_memo=np.zeros(years, np.int64),
        ratio=np.full((replications, len(facts.organisations.code)), 2 * RATIO_UNIT, np.int32),
        at_target=np.zeros((replications, members), np.bool_),
    )
