"""A hand-made summary of a part of the nation: figures that a test can foresee, without a run."""

from __future__ import annotations

from dataclasses import fields, replace
from functools import cache
from typing import TypeVar

import numpy as np
from support.made import results
from support.made_outlook import made_outlook

from sim.analysis.organisation import BusinessCutover, Days, Joint, MemberRow, running_cost
from sim.analysis.part_summary import PartName, PartSummary, slip_figures
from sim.fiscal import FIRST_YEAR, N_YEARS, NEVER, day_of
from sim.ledger import ACCOUNTS, FUNDING, SLIP_PARTS, BudgetYear, OfficerRow
from sim.ledger.results import OFFICER_ITEMS
from sim.summary import Spread, Summary, summarise

S = TypeVar("S", bound=Summary)
NAMES = ("甲市", "乙町", "丙村")
NAMES_EN = ("Ko-shi", "Otsu-machi", "Hei-mura")


@cache
def made_summary(replications: int = 20) -> Summary:
    """The summary of made results, as of a run."""
    return summarise(results(replications))


def with_ratio(summary: S, ratio: float | None) -> S:
    """The same with one and the same ratio in every replication, or none, by any definition."""
    nation = Spread(*[ratio] * 6)
    groups = {
        code: replace(each, nation=nation) for code, each in summary.first_full_year.by_definition.items()
    }
    return replace(summary, first_full_year=replace(summary.first_full_year, by_definition=groups))


def made_part(code: str = "112089", members: int = 1, replications: int = 20) -> PartSummary:
    """The same with what a part has besides: officer's table, budget, members, businesses."""
    rng = np.random.default_rng(len(code) + members)
    items = rng.integers(100_000, 900_000_000, (len(OFFICER_ITEMS), 4))
    officer = [
        OfficerRow(item, *row, shortfall=0)
        for item, row in zip(
            (*OFFICER_ITEMS, "total"), [*items.tolist(), items.sum(axis=0).tolist()], strict=True
        )
    ]
    cutover = Days(day_of("2025-12-31"), day_of("2026-02-28"), NEVER, on_time=0.75)
    later = Days(day_of("2025-12-31"), day_of("2027-05-06"), NEVER, on_time=0.5)
    whole = made_summary(replications)
    return PartSummary(
        **{each.name: getattr(whole, each.name) for each in fields(whole)},
        part=PartName(code, {"ja": "埼玉県所沢市", "en": "Tokorozawa-shi, Saitama"}, {}),
        officer=tuple(officer),
        shortfall=Spread(1e8, 2e8, 3e8, 2e8, 1.9e8, 2.1e8),
        members=tuple(
            MemberRow(
                f"{n}",
                NAMES[n % 3],
                NAMES_EN[n % 3],
                "city",
                *rng.integers(1_000_000, 900_000_000, 4).tolist(),
                shortfall=0,
                last_cutover=cutover,
                own=False,
            )
            for n in range(members)
        ),
        budget=tuple(_year(FIRST_YEAR + n, rng) for n in range(N_YEARS)),
        businesses=(
            BusinessCutover("schooling", 1, cutover, late=0.25, booked=0, planned=None),
            BusinessCutover("family_register", 1, later, late=0.5, booked=0, planned=None),
        ),
        rank={},
        running_cost=running_cost(made_outlook(members)),
        odds=Joint(on_time=0.25, at_target=0.5, both=0.125, members_both=0.1, members_known=members),
        slip_cost_yen=slip_figures(rng.integers(-900_000_000, 900_000_000, (replications, len(SLIP_PARTS)))),
    )


def _year(year: int, rng: np.random.Generator) -> BudgetYear:
    table = rng.integers(100_000, 90_000_000, (len(ACCOUNTS), len(FUNDING)))
    return BudgetYear(
        year,
        expenditure=tuple(table.sum(axis=1).tolist()),
        funding=tuple(table.sum(axis=0).tolist()),
        by_account=tuple(map(tuple, table.tolist())),
        lat_memo=0,
        commitment_limit=300_000_000,
        commitment_scheduled=200_000_000,
        carried_over=10_000_000,
    )
