"""A hand-made summary of a part of the nation: figures that a test can foresee, without a run."""

from __future__ import annotations

from functools import cache
from typing import Any

import numpy as np
from support.made import results

from sim.fiscal import FIRST_YEAR, N_YEARS
from sim.ledger import ACCOUNTS, FUNDING
from sim.ledger.results import OFFICER_ITEMS
from sim.summary import summarise

NAMES = ("甲市", "乙町", "丙村")
NAMES_EN = ("Ko-shi", "Otsu-machi", "Hei-mura")


@cache
def made_summary(replications: int = 20) -> dict[str, Any]:
    """The summary of made results, as of a run."""
    return summarise(results(replications))


def made_part(code: str = "112089", members: int = 1, replications: int = 20) -> dict[str, Any]:
    """The same with what a part has besides: officer's table, budget, members, businesses."""
    rng = np.random.default_rng(len(code) + members)
    items = rng.uniform(1e5, 9e8, (len(OFFICER_ITEMS), 4))
    columns = ("fy2018", "before", "after", "after_support")
    officer = [
        {"item": item, **dict(zip(columns, row, strict=True))}
        for item, row in zip((*OFFICER_ITEMS, "total"), [*items, items.sum(axis=0)], strict=True)
    ]
    spread = {"p10": 1e8, "p50": 2e8, "p90": 3e8, "mean": 2e8, "mean_low": 1.9e8, "mean_high": 2.1e8}
    officer[-1]["shortfall"] = spread
    cutover = {"p10": "2025-12-31", "p50": "2026-02-28", "p90": None}
    return made_summary(replications) | {
        "part": {"code": code, "name_ja": "埼玉県所沢市", "name_en": "Tokorozawa-shi, Saitama"},
        "officer": officer,
        "members": [
            {
                "code": f"{n}",
                "name": NAMES[n % 3],
                "name_en": NAMES_EN[n % 3],
                "type": "city",
                "last_cutover": cutover,
                "late": 0.25,
                **dict(zip(columns, rng.uniform(1e6, 9e8, 4), strict=True)),
            }
            for n in range(members)
        ],
        "budget": [_year(FIRST_YEAR + n, rng) for n in range(N_YEARS)],
        "businesses": [
            {"business": "schooling", "systems": 1, "cutover": cutover, "late": 0.25},
            {
                "business": "family_register",
                "systems": 1,
                "cutover": cutover | {"p50": "2027-05-06"},
                "late": 0.5,
            },
        ],
    }


def _year(year: int, rng: np.random.Generator) -> dict[str, Any]:
    spent, share = rng.uniform(1e5, 9e8, len(ACCOUNTS)), rng.dirichlet(np.ones(len(FUNDING)))
    return {
        "year": year,
        "expenditure": dict(zip(ACCOUNTS, spent, strict=True)),
        "funding": dict(zip(FUNDING, share * spent.sum(), strict=True)),
        "commitment_ceiling": 3e8,
        "scheduled": 2e8,
        "carried": 1e7,
        "lat_memo": 0.0,
    }
