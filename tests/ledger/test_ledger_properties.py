"""What holds for any scenario, schedule and replication."""

from __future__ import annotations

from dataclasses import fields, replace
from functools import lru_cache

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from support import ledger_factory as make
from support.ledger_reading import at_booked, officer_table, ratio, running_cost

from sim import fiscal, ledger
from sim.ledger import ACCOUNTS, CAUSES, FUNDING, LINES, SLIP_PARTS, Ledger, books
from sim.ledger.lines import ACCOUNT_OF_LINE, CAUSE_OF_LINE, N_ITEMS, PILOT_ITEMS, RUNNING_LINES
from sim.prices import draw_paths

SOME = settings(max_examples=12, suppress_health_check=[HealthCheck.too_slow])


@lru_cache
def national(replication: int = 0) -> Ledger:
    return make.posted(make.baseline(), make.nation(), make.crowded(make.nation(), replication), replication)


levers = st.fixed_dictionaries(
    {},
    optional={
        "support__excess": st.sampled_from(["prorate", "unmet"]),
        "support__fund_yen": st.floats(1e9, 2e12),
        "support__bond_share": st.floats(0, 1),
        "support__prefectural_share": st.floats(0, 1),
        "support__other_share": st.floats(0, 1),
        "support__early_saver_rate": st.floats(0, 1),
        "support__revision_rate": st.floats(0, 1),
        "support__operating_rate": st.floats(0, 1),
        "support__operating_last_year": st.integers(2026, 2035),
        "running__sharing_rule": st.sampled_from(["mixed", "population", "usage", "equal"]),
        "running__saas_share": st.floats(0, 1),
        "contracts__re_lease_limit_months": st.floats(0, 120),
        "contracts__term_months": st.floats(12, 120),
        "revisions__per_year": st.floats(0, 6),
    },
)


@SOME
@given(levers, st.integers(0, 50))
def test_funding_lines_sum_to_the_expenditure_of_every_account(changes: dict[str, object], r: int) -> None:
    days = make.crowded(make.nation(), r)
    got = make.posted(make.scenario(**changes), make.nation(), days, r)
    assert (got.funding.sum(axis=3) == got.accounts).all()
    assert (got.funding >= 0).all()
    assert (got.lat_memo >= 0).all()
    assert (got.accounts.sum(axis=2) == got.amounts.sum(axis=2)).all()
    causes = [got.amounts[:, :, cause == CAUSE_OF_LINE].sum() for cause in range(len(CAUSES))]
    assert sum(causes) == got.amounts.sum()


@SOME
@given(st.integers(0, 50))
def test_slip_cost_is_the_difference_of_two_posts_to_the_yen(r: int) -> None:
    people, chosen = make.nation(), make.baseline()
    days, one = make.crowded(people, r), make.replication(chosen, r)
    prices = draw_paths(one)
    slips = ledger.slip_cost(one, people, days, prices, np.arange(days.cutover.size))
    late = make.posted(chosen, people, days, r, prices)
    planned = make.posted(chosen, people, at_booked(days), r, prices)
    difference = (late.amounts - planned.amounts).sum(axis=(1, 2))
    by_organisation = np.zeros_like(difference)
    np.add.at(by_organisation, people.lot_organisation, slips.sum(axis=1))
    assert (by_organisation == difference).all()
    assert (slips[days.cutover == days.booked] == 0).all()


@SOME
@given(st.integers(0, 50), st.integers(0, 46))
def test_slip_cost_of_some_lots_is_the_same_to_the_bit_as_among_all(r: int, prefecture: int) -> None:
    people = make.nation()
    days, one = make.crowded(people, r), make.replication(make.baseline(), r)
    prices = draw_paths(one)
    home = make.facts().organisations.prefecture[people.lot_organisation]
    mine = np.flatnonzero(home == make.facts().prefectures.number[prefecture])
    assert 0 < mine.size < home.size
    nation = ledger.slip_cost(one, people, days, prices, np.arange(home.size))
    assert np.array_equal(ledger.slip_cost(one, people, days, prices, mine), nation[mine])


@SOME
@given(st.integers(0, 50))
def test_where_the_new_cost_is_higher_a_slip_puts_cost_off(r: int) -> None:
    people, chosen = make.nation(), make.baseline()
    days, one = make.crowded(people, r), make.replication(chosen, r)
    prices = draw_paths(one)
    slips = ledger.slip_cost(one, people, days, prices, np.arange(days.cutover.size))
    assert (slips[:, SLIP_PARTS.index("new_running")] <= 0).all()
    assert (slips[:, SLIP_PARTS.index("legacy_running")] >= 0).all()
    late, dear = days.cutover > days.booked, make.posted(chosen, people, days, r, prices).premium > 2.5
    chosen_lots = late & dear[people.lot_organisation]
    parts = [SLIP_PARTS.index(name) for name in ("new_running", "legacy_running", "legacy_extended")]
    assert slips[chosen_lots][:, parts].sum() < 0


def test_the_lines_are_one_of_each_account_item_and_cause() -> None:
    assert len({line[:3] for line in LINES}) == len(LINES)
    assert {line.account for line in LINES} == set(ACCOUNTS)
    assert {line.cause for line in LINES} == set(CAUSES)
    assert all(line.item in ledger.ITEM_NAMES for line in LINES)


def test_posting_twice_gives_the_same_bits() -> None:
    again = make.posted(make.baseline(), make.nation(), make.crowded(make.nation()))
    assert np.array_equal(again.amounts, national().amounts)
    assert np.array_equal(again.funding, national().funding)


def test_the_order_of_lots_does_not_matter() -> None:
    people = make.nation()
    days = make.crowded(people)
    order = np.random.default_rng(1).permutation(people.n_lots)
    position = np.argsort(order)
    lots = {
        name: getattr(people, name)[order] for name in people.__dataclass_fields__ if name.startswith("lot_")
    }
    mixed = replace(people, **lots, system_lot=position[people.system_lot])
    shuffled = {
        name: getattr(days, name)[order]
        for name in (
            "booked",
            "contract",
            "start",
            "cutover",
            "done",
            "announced",
            "declared_day",
            "reason",
            "vendor",
            "restarts",
            "deferred",
            "planned_work",
            "actual_work",
            "queue_ratio",
        )
    }
    chosen = make.scenario(running__shared_fixed_share=0.0)  # pools sum floats in the order of lots
    one = make.posted(chosen, people, days)
    two = make.posted(chosen, mixed, replace(days, **shuffled))
    assert np.abs(one.amounts - two.amounts).max() <= 2


def test_the_national_baseline_is_the_running_share_of_the_survey() -> None:
    chosen = make.scenario(cost__spread_sigma=0.0, cost__running_share=0.3, law_changes__changes=())
    got = make.posted(chosen, make.nation(), make.crowded(make.nation()))
    assert got.p_yen.sum() == pytest.approx(0.3 * 478.6e9, rel=0.01)


def test_fy2018_by_account_is_the_comparator_p_and_continuation_starts_from_it() -> None:
    got = national()
    assert (got.p_yen == got.amounts[:, 0][:, RUNNING_LINES].sum(axis=1)).all()
    assert got.c_yen[:, 0].sum() == pytest.approx(got.p_yen.sum(), rel=1e-6)


def test_nothing_is_new_before_the_first_cutover_and_nothing_old_after_the_last() -> None:
    got = national()
    years = np.arange(fiscal.N_YEARS)
    starts, ends = fiscal.YEAR_STARTS[:-1], fiscal.YEAR_STARTS[1:]
    before = ends[None, :] <= got.first_cutover[:, None]
    after = starts[None, :] >= got.last_cutover[:, None]
    assert (got.accounts[:, years, 2][before] == 0).all()
    assert (got.accounts[:, years, 0][after] == 0).all()


def test_first_full_year_begins_on_or_after_the_last_cutover() -> None:
    people = make.one_lot()
    for date, year in (
        ("2026-03-31", 2026),
        ("2026-04-01", 2026),
        ("2026-04-02", 2027),
        ("2035-04-02", 2036),
    ):
        got = make.posted(make.plain(), people, make.schedule(people, np.array([fiscal.day_of(date)])))
        row = make.facts().organisations.rows[make.MITAKA]
        assert ledger.first_full_year(got)[row] == year


def test_the_officers_table_sums_to_the_ledger() -> None:
    got = national()
    for row in (60, 500, 1500):
        *items, total = officer_table(got, row)
        year = ledger.first_full_year(got)[row]
        assert total.fy2018 == got.p_yen[row] == sum(item.fy2018 for item in items)
        assert total.before == got.n_yen[row]
        assert total.after == running_cost(got)[row, year - 2018]
        assert total.after_support == sum(item.after_support for item in items)
        assert total.shortfall == max(0, total.after_support - total.fy2018 * 7 // 10)


def test_the_allocation_tax_is_a_part_of_general_revenue() -> None:
    got = national()
    general = got.funding[..., FUNDING.index("general")].sum(axis=2)
    assert ((got.lat_memo >= 0) & (got.lat_memo <= general)).all()
    assert got.lat_memo.any()


def test_core_cities_quotes_look_like_the_published_ones() -> None:
    core = make.facts().organisations.type == 2
    means, above, below, most = [], [], [], []
    for r in range(8):
        quotes = national(r).quote_multiple[core]
        means.append(quotes.mean())
        above.append((quotes >= 2.0).mean())
        below.append((quotes < 1.0).sum())
        most.append(quotes.max())
    assert 2.0 < np.mean(means) < 2.6
    assert np.mean(above) > 0.45
    assert 0 <= np.median(below) <= 6
    assert 4.0 < np.median(most) < 8.0


def test_early_savers_start_lower_and_gain_least() -> None:
    got, form = national(), make.nation().organisation_form
    cost, base = ledger.cost_and_comparator(got, ledger.Definition())
    year = 2032 - 2018
    ratios = [ratio(cost[form == f, year], base[form == f, year]) for f in range(4)]
    assert ratios[3] == max(ratios)
    assert ratios[3] > ratios[0] * 1.2


def test_items_of_both_sides_are_the_ten_of_the_pilot() -> None:
    assert make.facts().pilot.key == PILOT_ITEMS
    assert len(PILOT_ITEMS) == N_ITEMS
    assert (ACCOUNT_OF_LINE[:N_ITEMS] == 0).all()


def test_a_ledger_in_used_room_equals_one_in_room_of_its_own() -> None:
    used = books.room(len(make.facts().organisations.code))
    whole, one = make.nation(), make.one_lot()
    for people, days in (
        (whole, make.crowded(whole, 1)),
        (one, make.crowded(one, 3)),
        (whole, make.crowded(whole)),
    ):
        fresh = make.posted(make.baseline(), people, days)
        again = make.posted(make.baseline(), people, days, room=used)
        for field in fields(ledger.Ledger):
            assert np.array_equal(getattr(fresh, field.name), getattr(again, field.name)), field.name
