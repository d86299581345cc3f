"""Ledger levers move cost the right way: in every replication, on the same luck and the same schedule."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from support import ledger_factory as make
from support.ledger_reading import running_cost

from sim.ledger import ACCOUNTS, FUNDING, LINES, Ledger

REPLICATIONS = range(6)
NEW, REVISION, LAW, MIGRATION = (
    ACCOUNTS.index(name) for name in ("new_running", "revision_upkeep", "law_change_upkeep", "migration")
)
CLOUD_LINES = [i for i, line in enumerate(LINES) if line.account == "new_running" and line.item == "cloud"]


def pair(replication: int, **changes: object) -> tuple[Ledger, Ledger]:
    people, days = make.nation(), make.crowded(make.nation(), replication)
    return (
        make.posted(make.baseline(), people, days, replication),
        make.posted(make.scenario(**changes), people, days, replication),
    )


def cost(ledger: Ledger) -> int:
    return int(running_cost(ledger).sum())


def general(ledger: Ledger) -> int:
    return int(ledger.funding[..., FUNDING.index("general")].sum())


def migration(ledger: Ledger) -> int:
    return int(ledger.accounts[:, :, MIGRATION].sum())


Measure = Callable[[Ledger], int]

LOWER: list[tuple[dict[str, object], Measure]] = [
    ({"running__software_fee_factor": 0.9}, cost),
    ({"running__cloud_fee_factor": 0.9}, cost),
    ({"running__line_fee_factor": 0.5}, cost),
    ({"running__premium_closing_per_year": 0.3, "running__premium_closing_max": 0.8}, cost),
    ({"running__cloud_discount_start": 0.15, "running__cloud_discount_max": 0.2}, cost),
    ({"running__saas_share": 1.0, "running__saas_fee_factor": 0.7}, cost),
    ({"revisions__cost_share": 0.006}, cost),
    ({"migration__legacy_help_share": 1.0}, migration),
    ({"migration__scarcity_markup": 0.0}, migration),
    ({"support__law_change_rate": 1.0}, general),
    ({"support__revision_rate": 1.0}, general),
    ({"support__operating_last_year": 2035}, general),
    ({"support__last_year": 2035, "support__fund_yen": 5e12}, general),
    ({"support__peripheral_eligible": 1.0, "support__fund_yen": 5e12}, general),
    ({"support__addon_eligible": 1.0, "support__fund_yen": 5e12}, general),
    ({"support__legacy_eligible": 1.0, "support__fund_yen": 5e12}, general),
    ({"support__early_saver_rate": 1.0}, general),
]
HIGHER: list[tuple[dict[str, object], Measure]] = [
    ({"prices__usdjpy_fixed": 250.0}, cost),
    ({"running__single_hosting_factor": 1.6}, cost),
    ({"dual__share": 1.0}, lambda ledger: int(ledger.accounts[:, :, ACCOUNTS.index("dual_running")].sum())),
    ({"support__migration_rate": 0.5, "support__designated_rate": 0.5, "support__fund_yen": 5e12}, general),
]


@pytest.mark.parametrize("replication", REPLICATIONS)
@pytest.mark.parametrize(
    ("changes", "measure"), LOWER, ids=lambda value: next(iter(value), "") if isinstance(value, dict) else ""
)
def test_lever_lowers(changes: dict[str, object], measure: Measure, replication: int) -> None:
    before, after = pair(replication, **changes)
    assert measure(after) < measure(before)


@pytest.mark.parametrize("replication", REPLICATIONS)
@pytest.mark.parametrize(
    ("changes", "measure"), HIGHER, ids=lambda value: next(iter(value), "") if isinstance(value, dict) else ""
)
def test_lever_raises(changes: dict[str, object], measure: Measure, replication: int) -> None:
    if "support__migration_rate" in changes:
        people, days = make.nation(), make.crowded(make.nation(), replication)
        before = make.posted(make.scenario(support__fund_yen=5e12), people, days, replication)
        after = make.posted(make.scenario(**changes), people, days, replication)
    else:
        before, after = pair(replication, **changes)
    assert measure(after) > measure(before)


@pytest.mark.parametrize("replication", REPLICATIONS)
def test_a_dearer_dollar_makes_the_cloud_dearer_for_every_organisation(replication: int) -> None:
    people, days = make.nation(), make.crowded(make.nation(), replication)
    cheap, dear = (
        make.posted(make.scenario(prices__usdjpy_fixed=rate), people, days, replication)
        for rate in (115.0, 160.0)
    )
    cloud = dear.amounts[:, :, CLOUD_LINES].sum(axis=2) - cheap.amounts[:, :, CLOUD_LINES].sum(axis=2)
    assert (cloud >= 0).all()
    assert cloud.sum() > 0
    assert (dear.amounts[:, :8] == cheap.amounts[:, :8]).all()  # history up to FY2025 is untouched


@pytest.mark.parametrize(
    "changes",
    [
        {"prices__usdjpy_fixed": 160.0},
        {"running__software_fee_factor": 0.5},
        {"contracts__re_lease_share": 0.1},
        {"support__law_change_rate": 1.0},
        {"running__sharing_rule": "equal"},
    ],
)
def test_the_comparator_p_does_not_know_the_levers(changes: dict[str, object]) -> None:
    before, after = pair(0, **changes)
    assert np.array_equal(before.p_yen, after.p_yen)


def test_continuation_does_not_know_the_schedule() -> None:
    people = make.nation()
    one = make.posted(make.baseline(), people, make.crowded(people, 1))
    two = make.posted(make.baseline(), people, make.crowded(people, 2))
    assert np.array_equal(one.c_yen, two.c_yen)
    assert np.array_equal(one.p_yen, two.p_yen)


def test_an_own_figure_changes_only_its_organisation() -> None:
    from sim.scenario.values import OwnBaseline

    # With usage split and no fixed line, organisations have no cost in common.
    alone = {"running__sharing_rule": "usage", "running__line_fixed_share": 0.0}
    people, days = make.nation(), make.crowded(make.nation())
    before = make.posted(make.scenario(**alone), people, days)
    own = (OwnBaseline(make.MITAKA, 1_000_000_000),)
    after = make.posted(make.scenario(**alone, cost__own_baselines=own), people, days)
    row = make.facts().organisations.rows[make.MITAKA]
    others = np.arange(len(before.p_yen)) != row
    assert (before.amounts[others] == after.amounts[others]).all()
    assert after.amounts[row, 0, :22].sum() == pytest.approx(1_000_000_000, abs=200)


def test_splitting_equally_burdens_the_small_and_keeps_the_pool() -> None:
    usage, equal = (
        make.posted(make.scenario(running__sharing_rule=rule), make.nation(), make.crowded(make.nation()))
        for rule in ("usage", "equal")
    )
    small = make.facts().organisations.type >= 6
    year = 2030 - 2018
    of_usage, of_equal = (ledger.amounts[:, year][:, CLOUD_LINES].sum(axis=1) for ledger in (usage, equal))
    assert of_equal[small].sum() > of_usage[small].sum()
    large = make.facts().organisations.type == 1
    assert of_equal[large].sum() < of_usage[large].sum()
