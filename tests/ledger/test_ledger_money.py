"""Tax by date, programmes with budgets and caps, definition codes."""

from __future__ import annotations

import numpy as np
import pytest
from support import ledger_factory as make
from support.ledger_reading import ratio as over
from support.ledger_reading import running_cost

from sim.ledger import (
    ACCOUNTS,
    DEFINITIONS,
    FUNDING,
    Definition,
    cost_and_comparator,
    permille_by_year,
)
from sim.ledger.definition import WORDS
from sim.ledger.funding import receives_allocation_tax
from sim.runs.money import money_of

NATIONAL, GENERAL = FUNDING.index("national"), FUNDING.index("general")
MIGRATION, NEW = ACCOUNTS.index("migration"), ACCOUNTS.index("new_running")


def test_tax_is_8_per_cent_until_30_september_2019_and_10_from_then_on() -> None:
    assert permille_by_year(make.facts())[:3].tolist() == [80, 90, 100]


@pytest.mark.parametrize("excess", ["prorate", "unmet"])
def test_a_fund_never_pays_more_than_it_holds_and_says_what_is_unmet(excess: str) -> None:
    got = make.posted(
        make.scenario(support__excess=excess, support__fund_yen=1e11),
        make.nation(),
        make.crowded(make.nation()),
    )
    paid = int(got.funding[:, :, MIGRATION, NATIONAL].sum())
    assert 0.999 * 1e11 < paid <= 1e11
    assert got.unmet_yen[0].sum() > 0


def test_unmet_demand_leaves_later_years_with_nothing() -> None:
    got = make.posted(
        make.scenario(support__excess="unmet", support__fund_yen=1e11),
        make.nation(),
        make.crowded(make.nation()),
    )
    by_year = got.funding[:, :, MIGRATION, NATIONAL].sum(axis=0)
    first = int(np.flatnonzero(by_year)[0])
    assert by_year[first + 1 :].sum() < by_year[: first + 1].sum() or by_year[first + 2 :].sum() == 0


def test_operating_support_stays_within_its_budget_and_its_years() -> None:
    got = make.posted(
        make.scenario(support__operating_budget_yen=3.5e10), make.nation(), make.crowded(make.nation())
    )
    by_year = got.funding[:, :, NEW, NATIONAL].sum(axis=0)
    assert 0 < by_year[2026 - 2018] <= 3.5e10
    assert by_year[2027 - 2018 :].sum() == 0


def test_the_cap_leaves_the_rest_to_the_organisation() -> None:
    free = make.case("2025-10-01")
    capped = make.case("2025-10-01", chosen=make.plain(support__migration_cap_share=0.6))
    cost = free.account("migration", 2025)
    assert capped.funded("migration", "national", 2025) == pytest.approx(0.6 * cost, abs=2)
    assert capped.funded("migration", "general", 2025) == pytest.approx(0.4 * cost, abs=2)


def test_bonds_prefecture_and_reserves_share_what_the_state_leaves() -> None:
    chosen = make.plain(
        support__migration_cap_share=0.6,
        support__prefectural_share=0.1,
        support__bond_share=0.5,
        support__other_share=0.7,
    )
    got = make.case("2025-10-01", chosen=chosen)
    own = 0.4 * got.account("migration", 2025)
    assert got.funded("migration", "prefectural", 2025) == pytest.approx(0.1 * own, abs=2)
    assert got.funded("migration", "bond", 2025) == pytest.approx(0.5 * own, abs=2)
    assert got.funded("migration", "other", 2025) == pytest.approx(0.4 * own, abs=2)  # no more than is left
    assert got.funded("migration", "general", 2025) == 0


def test_allocation_tax_is_a_memo_inside_general_revenue_and_nil_for_bodies_that_receive_none() -> None:
    got = make.posted(make.scenario(support__lat_share=0.5), make.nation(), make.crowded(make.nation()))
    receives = receives_allocation_tax(make.facts())
    assert (got.lat_memo[~receives] == 0).all()
    assert (got.lat_memo <= got.funding[:, :, NEW, GENERAL]).all()
    assert (got.lat_memo[receives] > 0).any()
    wards = make.facts().organisations.type == 4
    assert not receives[wards].any()


def test_the_general_measure_is_a_memo_and_never_more_than_its_amount() -> None:
    people, days = make.nation(), make.crowded(make.nation())
    without = make.posted(make.baseline(), people, days)
    given_ = make.posted(make.scenario(support__general_measure_yen=1e11), people, days)
    more = (given_.lat_memo - without.lat_memo).sum(axis=0)
    assert (more[: 2026 - 2018] == 0).all()
    assert ((more[2026 - 2018 :] > 0.9999e11) & (more[2026 - 2018 :] <= 1e11)).all()
    assert np.array_equal(given_.funding, without.funding)


def test_a_definition_code_says_what_it_means_and_reads_back() -> None:
    assert DEFINITIONS[0].code == "P-upkeep-net-nominal-gross"
    for definition in DEFINITIONS:
        assert Definition.parse(definition.code) == definition
        assert definition.label("ja") != definition.label("en")
    assert len({definition.code for definition in DEFINITIONS}) == len(DEFINITIONS)
    assert set(WORDS) >= {part for d in DEFINITIONS for part in d.code.split("-")}


@pytest.mark.parametrize(
    "code", ["P-upkeep-net-nominal", "X-upkeep-net-nominal-gross", "P-upkeep-gross-nominal-net"]
)
def test_an_unknown_definition_is_refused(code: str) -> None:
    with pytest.raises(ValueError, match=r"parts|not one of"):
        Definition.parse(code)


def test_definitions_differ_as_they_should() -> None:
    got = make.posted(make.baseline(), make.nation(), make.crowded(make.nation()))
    year = 2030 - 2018
    ratio = {}
    for definition in DEFINITIONS:
        cost, base = cost_and_comparator(got, definition)
        ratio[definition.code] = over(cost[:, year], base[:, year])
    default = ratio["P-upkeep-net-nominal-gross"]
    assert ratio["P-upkeep-taxed-nominal-gross"] == pytest.approx(default * 1.10 / 1.08, rel=1e-6)
    assert ratio["P-upkeep-net-nominal-supported"] < default
    assert ratio["P-upkeep-net-real-gross"] == pytest.approx(default / got.deflator[year], rel=1e-6)
    assert ratio["C-upkeep-net-nominal-gross"] < default
    cost, _ = cost_and_comparator(got, Definition(accounts="all"))
    assert (cost == got.amounts.sum(axis=2)).all()


def test_target_gap_extra_burden_and_freed_money_are_what_they_say() -> None:
    got = make.case("2026-04-01", chosen=make.plain(running__quote_median_tokyo=0.5))
    year, row = 2030 - 2018, got.row
    cost = int(running_cost(got.ledger)[row, year])
    assert cost == pytest.approx(make.FEE / 2, abs=20)
    kept = money_of(make.facts(), make.one_lot(), got.ledger).nation
    assert kept.gap_yen[year] == 0
    assert kept.freed_yen[year] == got.ledger.p_yen[row] - cost
    assert kept.extra_yen[year] == cost - got.ledger.c_yen[row, year]
    dear = make.case("2026-04-01", chosen=make.plain(running__quote_median_tokyo=2.0))
    gap = running_cost(dear.ledger)[row, year] - dear.ledger.p_yen[row] * 7 // 10
    kept = money_of(make.facts(), make.one_lot(), dear.ledger).nation
    assert kept.gap_yen[year] == gap
    assert kept.freed_yen[year] == 0
