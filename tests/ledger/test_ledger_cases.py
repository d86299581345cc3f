"""Cases a reader can recompute: one city, one lot, 12 million yen in FY2018, prices that never move."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from support import ledger_factory as make
from support.ledger_factory import FEE, PILOT_RATIO, case, plain
from support.ledger_reading import officer_table

from sim import fiscal
from sim.ledger.lines import PILOT_ITEMS
from sim.prices import CONSUMER, SERVICE, WAGE, Prices, running
from sim.scenario.values import LawChange

FEW = 20  # yen: ten items are rounded one by one


def test_without_cutover_every_year_costs_what_fy2018_cost() -> None:
    got = case(None)
    for year in range(2018, 2036):
        assert got.account("legacy_running", year) == pytest.approx(FEE, abs=FEW)
        assert got.account("new_running", year) == 0
        assert got.account("migration", year) == 0


def test_a_cutover_on_1_april_2026_puts_all_of_fy2026_on_the_new_system_at_the_pilots_ratio() -> None:
    got = case("2026-04-01")
    assert got.account("legacy_running", 2025) == pytest.approx(FEE, abs=FEW)
    assert got.account("legacy_running", 2026) == 0
    assert got.account("new_running", 2026) == pytest.approx(FEE * PILOT_RATIO, abs=FEW)
    items = [row.after for row in officer_table(got.ledger, got.row)[: len(PILOT_ITEMS)]]
    pilot = make.facts().pilot.after_yen / 4_787_264_648 * FEE
    assert items == pytest.approx(pilot.tolist(), abs=1)


def test_a_cutover_on_1_october_splits_the_year_by_days() -> None:
    got = case("2025-10-01")  # 183 of 365 days before
    assert got.account("legacy_running", 2025) == pytest.approx(FEE * 183 / 365, abs=FEW)
    assert got.account("new_running", 2025) == pytest.approx(FEE * PILOT_RATIO * 182 / 365, abs=FEW)


def test_the_dollar_moves_the_cloud_after_and_hardly_anything_before() -> None:
    dear = make.flat().level.copy()
    dear[0, 96:] = 160.0  # from April 2026 on
    got = case("2026-04-01", prices=Prices(dear, running(dear)))
    cloud = 1_022_500_843 / 4_787_264_648 * FEE
    more = got.account("new_running", 2026) - FEE * PILOT_RATIO
    assert more == pytest.approx(cloud * (160 / 115 - 1), abs=FEW)
    stayed = case(None, prices=Prices(dear, running(dear)))
    slope = 59_706.6 * 45 / 4_787_264_648 * FEE
    assert stayed.account("legacy_running", 2026) - FEE == pytest.approx(slope, abs=FEW)


def test_a_quote_of_twice_the_old_cost_is_posted_as_the_vendors_premium() -> None:
    got = case("2026-04-01", chosen=plain(running__quote_median_tokyo=2.0))
    assert got.ledger.quote_multiple[got.row] == pytest.approx(2.0)
    assert got.account("new_running", 2026) == pytest.approx(2 * FEE, abs=FEW)
    state = sum(got.line("new_running", item, "state_rule", 2026) for item in PILOT_ITEMS)
    vendor = sum(got.line("new_running", item, "vendor", 2026) for item in PILOT_ITEMS)
    assert state == pytest.approx(FEE * PILOT_RATIO, abs=FEW)
    assert vendor == pytest.approx(FEE * (2 - PILOT_RATIO), abs=FEW)


def test_negotiation_closes_the_premium_from_the_survey_day_on_and_not_beyond_its_limit() -> None:
    chosen = plain(
        running__quote_median_tokyo=2.0,
        running__premium_closing_per_year=0.1,
        running__premium_closing_max=0.5,
    )
    got = case("2024-04-01", chosen=chosen)
    assert got.account("new_running", 2024) == pytest.approx(2 * FEE, rel=0.002)
    half = FEE * (PILOT_RATIO + 0.5 * (2 - PILOT_RATIO))
    assert got.account("new_running", 2033) == pytest.approx(half, abs=FEW)


def test_cloud_discount_and_sizing_improve_on_each_anniversary_of_the_cutover() -> None:
    chosen = plain(running__cloud_discount_gain_per_year=0.05, running__cloud_discount_max=0.1)
    got = case("2025-04-01", chosen=chosen)
    cloud = 1_022_500_843 / 4_787_264_648 * FEE
    for year, saving in ((2025, 0.0), (2026, 0.05), (2027, 0.10), (2030, 0.10)):
        expected = FEE * PILOT_RATIO - cloud * saving
        assert got.account("new_running", year) == pytest.approx(expected, rel=0.0005)


def test_parallel_operation_costs_half_the_old_fee_for_three_months_before_the_cutover() -> None:
    got = case("2026-01-01", chosen=plain(dual__months=3.0, dual__share=0.5))
    days = 91  # 3 x 30.4375, rounded
    assert got.account("dual_running", 2025) == pytest.approx(FEE * 0.5 * days / 365, abs=FEW)


def test_lines_and_cloud_are_paid_while_a_slipped_cutover_is_awaited() -> None:
    got = case("2026-04-01", booked="2025-04-01")
    line, cloud = 294_083_938 / 4_787_264_648 * FEE, 1_022_500_843 / 4_787_264_648 * FEE
    assert got.line("dual_running", "idle_line", "vendor", 2025) == pytest.approx(line, abs=1)
    assert got.line("dual_running", "idle_cloud", "vendor", 2025) == pytest.approx(cloud, abs=1)


@pytest.mark.parametrize(("other", "factor"), [(0.0, 1.5), (1.0, 1.2)])
def test_cloud_that_waits_for_a_cutover_is_paid_at_the_price_of_its_hosting(
    other: float, factor: float
) -> None:
    chosen = plain(
        running__shared_hosting_share=0.0,
        running__other_hosting_share=other,
        running__single_hosting_factor=1.5,
        running__other_hosting_factor=1.2,
        running__cloud_discount_start=0.0,
    )
    got = case("2026-04-01", booked="2025-04-01", chosen=chosen)
    cloud = 1_022_500_843 / 4_787_264_648 * FEE * factor
    assert got.line("dual_running", "idle_cloud", "vendor", 2025) == pytest.approx(cloud, abs=1)


def test_contracts_keep_their_price_for_a_term_and_are_renewed_at_the_prices_of_the_day() -> None:
    level = make.flat().level.copy()
    level[[SERVICE, WAGE, CONSUMER], 12:] = 2.0  # all but lines double on 1 April 2019
    level[4, 12:] = 2.0
    got = case(None, prices=Prices(level, running(level)), chosen=plain(contracts__re_lease_limit_months=0.0))
    years = [got.account("legacy_running", year) for year in range(2018, 2036)]
    assert years[0] == pytest.approx(FEE, abs=FEW)
    assert years[-1] == pytest.approx(2 * FEE, rel=0.01)
    assert all(later >= earlier - FEW for earlier, later in pairwise(years))
    steps = [year for year in years if FEE * 1.001 < year < 2 * FEE * 0.99]
    assert len(steps) <= 1  # the year within which the one contract is renewed


def test_law_changes_are_paid_before_and_after_and_in_the_continuation() -> None:
    changes = tuple(
        LawChange(
            "改正",
            "change",
            fiscal.date_of(fiscal.day_of(f"{year}-12-01")),
            fiscal.date_of(fiscal.day_of(f"{year + 1}-03-31")),
            0.0,
            0.02,
        )
        for year in (2018, 2027)
    )
    got = case("2026-04-01", chosen=plain(law_changes__changes=changes))
    assert got.account("law_change_upkeep", 2018) == pytest.approx(FEE * 0.02, abs=1)
    assert got.account("law_change_upkeep", 2027) == pytest.approx(FEE * PILOT_RATIO * 0.02, abs=1)
    assert got.ledger.c_law_yen[got.row, 2027 - 2018] == pytest.approx(FEE * 0.02, abs=1)
    assert got.ledger.p_yen[got.row] == pytest.approx(FEE * 1.02, abs=FEW)


def test_migration_is_accepted_at_the_cutover_and_scales_with_population() -> None:
    got = case("2025-10-01")
    facts = make.facts()
    people = facts.organisations.population_2019[got.row]
    weights = np.array([1.0, 1.3, 1.0, 1.2, 0.4, 0.6])[facts.businesses.group]
    breadth = weights[facts.scope()[got.row]].sum() / weights.sum()
    expected = 3.5e9 * people / 450_000 * breadth
    assert got.account("migration", 2025) == pytest.approx(expected, abs=2)
    assert got.funded("migration", "national", 2025) == pytest.approx(expected, abs=2)


def test_a_mainframe_costs_half_as_much_again() -> None:
    plain_cost = case("2025-10-01").account("migration", 2025)
    assert case("2025-10-01", legacy=2).account("migration", 2025) == pytest.approx(1.5 * plain_cost, abs=2)


@pytest.mark.parametrize(
    ("cutover", "declared", "subsidised"),
    [
        ("2026-03-31", False, True),
        ("2026-04-01", False, False),
        ("2026-04-01", True, True),
        ("2031-04-01", True, False),
    ],
)
def test_a_slip_past_31_march_tests_again_whether_the_year_is_supported(
    cutover: str, declared: bool, subsidised: bool
) -> None:
    day = fiscal.day_of("2025-07-31") if declared else fiscal.NEVER
    got = case(cutover, booked="2026-03-01", declared_day=day)
    year = fiscal.fiscal_year(fiscal.day_of(cutover))
    cost = got.account("migration", year)
    assert cost > 0
    assert got.funded("migration", "national", year) == (pytest.approx(cost, abs=2) if subsidised else 0)


def test_a_contract_over_two_years_carries_a_commitment_and_a_slip_is_carried_over() -> None:
    got = case("2026-05-01", booked="2026-03-01", contract=fiscal.day_of("2024-06-30"))
    limit, scheduled, carried = got.ledger.commitments[got.row].T
    cost = got.account("migration", 2026)
    assert limit[2024 - 2018] == scheduled[2025 - 2018] == carried[2025 - 2018] == pytest.approx(cost, abs=1)
    assert limit.sum() == scheduled.sum() == carried.sum()


def test_re_lease_halves_the_leases_and_extended_support_costs_its_premium() -> None:
    # Terms of a year: the last renewal lies in FY2022 or early in FY2023, then comes the re-lease.
    chosen = plain(contracts__term_months=12.0, contracts__re_lease_share=0.5, contracts__support_premium=0.1)
    got = case("2026-03-31", chosen=chosen)
    leases = (821_553_665 + 1_659_827_300) / 4_787_264_648
    assert got.account("legacy_running", 2024) == pytest.approx(FEE * (1.1 - 0.5 * leases), abs=FEW)
    assert got.line("legacy_running", "support_premium", "vendor", 2024) == pytest.approx(0.1 * FEE, abs=1)
    assert got.ledger.c_yen[got.row, 2024 - 2018] == pytest.approx(FEE, abs=FEW)


def test_early_exit_leaves_a_residual_of_the_lease() -> None:
    kept = case("2020-04-01", chosen=plain(contracts__residual_share=0.5))
    free = case("2020-04-01", chosen=plain())
    residual = kept.line("legacy_running", "residual", "state_rule", 2020)
    assert residual > 0
    assert kept.account("legacy_running", 2020) - free.account("legacy_running", 2020) == residual


def test_shared_saas_lowers_software_and_cloud_and_costs_a_second_move() -> None:
    chosen = plain(running__saas_share=1.0, running__saas_fee_factor=0.5, running__saas_migration_share=0.3)
    got = case("2026-04-01", chosen=chosen)
    software_and_cloud = (1_235_749_457 + 555_795_591 + 1_022_500_843) / 4_787_264_648 * FEE
    before, after = got.account("new_running", 2029), got.account("new_running", 2030)
    assert before - after == pytest.approx(0.5 * software_and_cloud, abs=FEW)
    assert got.account("migration", 2030) == pytest.approx(0.3 * got.account("migration", 2026), abs=2)
    assert got.funded("migration", "national", 2030) == 0


def test_a_prefecture_has_no_running_cost_until_it_enters_its_own() -> None:
    ledger = make.posted(make.baseline(), make.nation(), make.crowded(make.nation()))
    prefectures = ~make.facts().organisations.municipal
    assert (ledger.p_yen[prefectures] == 0).all()
    assert ledger.accounts[prefectures][:, :, 5].sum() > 0  # but it pays for its migration
