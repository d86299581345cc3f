"""The small rules, by value and by property."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim import rules
from sim.fiscal import NEVER

shares = st.floats(0.0, 1.0)
days = st.integers(0, 6000)


def test_the_reference_lot_has_size_one_and_sixteen_times_the_systems_follow_the_exponent() -> None:
    assert rules.size_factor(16.0, 20_000.0, 0.25, 0.24, 9.0) == 1.0
    assert rules.size_factor(1.0, 20_000.0, 0.25, 0.24, 9.0) == pytest.approx(0.5)
    assert rules.size_factor(16.0, 320_000.0, 0.25, 0.24, 9.0) == pytest.approx(16**0.24)
    assert rules.size_factor(16.0, 1e9, 0.25, 0.24, 3.6) == 3.6


def test_an_organisation_without_residents_has_a_size_all_the_same() -> None:
    assert 0.0 < rules.size_factor(2.0, 0.0, 0.25, 0.24, 3.6) < 0.1


@given(st.floats(1, 21), st.floats(0, 4e6), st.floats(1.0, 2.0))
def test_more_systems_or_people_are_never_less_work(systems: float, people: float, more: float) -> None:
    size = rules.size_factor(systems, people, 0.25, 0.24, 3.6)
    assert rules.size_factor(systems * more, people, 0.25, 0.24, 3.6) >= size
    assert rules.size_factor(systems, people * more, 0.25, 0.24, 3.6) >= size


def test_one_team_and_one_more_for_each_size_per_team() -> None:
    assert [rules.teams_for(size, 2.0) for size in (0.1, 1.99, 2.0, 3.6, 4.0)] == [1, 1, 2, 2, 3]


def test_a_phase_takes_whole_days_and_one_at_least() -> None:
    assert [rules.phase_days(work, 2) for work in (0.0, 0.1, 2.0, 2.1, 4.0, 7.0)] == [1, 1, 1, 2, 2, 4]


@given(st.floats(0, 1e5), st.integers(1, 12))
def test_the_days_of_a_phase_hold_its_work_and_not_a_day_more(work: float, teams: int) -> None:
    found = rules.phase_days(work, teams)
    assert found >= 1
    assert found * teams >= work
    assert found == 1 or (found - 1) * teams < work


def test_learning_falls_from_one_towards_its_floor() -> None:
    assert rules.learning(0, 0.85, 20.0) == 1.0
    assert rules.learning(20, 0.85, 20.0) == pytest.approx(0.925)
    assert rules.learning(10**9, 0.85, 20.0) == pytest.approx(0.85)


@given(st.integers(0, 1000), st.floats(0.3, 1.0))
def test_a_vendor_that_has_done_more_is_never_slower(done: int, floor: float) -> None:
    assert floor <= rules.learning(done + 1, floor, 20.0) <= rules.learning(done, floor, 20.0)


def test_a_rehearsal_fails_with_a_chance_that_decays_and_the_eighth_passes() -> None:
    assert rules.rehearsal_fails(0.24, 1, 0.25, 0.5)
    assert not rules.rehearsal_fails(0.25, 1, 0.25, 0.5)
    assert rules.rehearsal_fails(0.12, 2, 0.25, 0.5)
    assert not rules.rehearsal_fails(0.13, 2, 0.25, 0.5)
    assert not rules.rehearsal_fails(0.0, 8, 1.0, 1.0)


def test_small_lots_and_long_queues_fail_to_find_a_bid_more_often() -> None:
    assert rules.tender_fails(0.09, 0.5, 0.05, 0.1, 0.0)
    assert not rules.tender_fails(0.09, 1.0, 0.05, 0.1, 0.0)
    assert rules.tender_fails(0.09, 1.0, 0.05, 0.1, 0.5)
    assert not rules.tender_fails(0.95, 0.001, 0.05, 0.1, 9.0)


def test_growth_is_believed_by_half_at_kappa_and_never_beyond_what_it_is() -> None:
    assert rules.believed(2.0, rules.known_share(0.0, 0.65, 3.6)) == 1.0
    assert rules.believed(2.0, rules.known_share(0.65, 0.65, 3.6)) == pytest.approx(1.5)
    assert 1.5 < rules.believed(2.0, rules.known_share(1.0, 0.65, 3.6)) < 2.0


@given(st.floats(1.0, 4.0), shares, shares, st.floats(0.4, 0.85), st.floats(1.0, 7.0))
def test_belief_in_growth_rises_with_rehearsals(
    growth: float, a: float, b: float, kappa: float, h: float
) -> None:
    low, high = sorted((a, b))
    less, more = (rules.believed(growth, rules.known_share(share, kappa, h)) for share in (low, high))
    assert 1.0 <= less <= more + 1e-12
    assert more <= growth + 1e-12


def test_optimism_brings_the_day_forward_and_fades_towards_the_deadline() -> None:
    assert rules.optimistic_day(0, 100, 730, 0.3, 730.0) == 70
    assert rules.optimistic_day(365, 465, 730, 0.3, 730.0) == 365 + 85
    assert rules.optimistic_day(730, 830, 730, 0.3, 730.0) == 830
    assert rules.optimistic_day(900, 1000, 730, 0.3, 730.0) == 1000
    assert rules.optimistic_day(0, 100, 5000, 0.3, 730.0) == 70


@given(days, days, days, shares)
def test_an_announced_finish_is_never_before_today_nor_later_than_the_forecast(
    today: int, ahead: int, deadline: int, optimism: float
) -> None:
    assert today <= rules.optimistic_day(today, today + ahead, deadline, optimism, 730.0) <= today + ahead


def test_work_starts_backward_from_the_booked_day() -> None:
    assert rules.backward_start(1000, 100, 0.0, 0.0) == 900
    assert rules.backward_start(1000, 100, 0.3, 0.0) == 870
    assert rules.backward_start(1000, 95, 0.3, 0.0) == 876  # 123.5 days round up to 124
    assert rules.backward_start(1000, 100, 0.3, 20.0) == 850


def test_work_begins_with_contract_product_and_the_backward_plan_whichever_is_last() -> None:
    assert rules.earliest_start(500, 400, 900) == 900
    assert rules.earliest_start(950, 400, 900) == 950
    assert rules.earliest_start(500, 990, 900) == 990


def test_an_early_adopter_has_the_product_in_time_from_its_first_vendor_only() -> None:
    assert rules.product_day(800, 300, True, 0) == 300
    assert rules.product_day(800, 300, False, 0) == 800
    assert rules.product_day(200, 300, True, 50) == 250


def test_the_extended_deadline_is_in_force_from_the_day_of_its_announcement() -> None:
    assert [rules.deadline_on(day, 1000, 1500, 900) for day in (899, 900, 1200)] == [1000, 1500, 1500]


def test_the_queue_is_measured_in_years_of_capacity() -> None:
    assert rules.queue_ratio(730.0, 2) == 1.0
    assert rules.queue_ratio(365.0, 0) == 1.0  # as if one team were left


def test_the_share_through_rehearsal_is_never_above_one() -> None:
    assert [rules.share_rehearsed(n, 4) for n in (0, 1, 4, 9)] == [0.0, 0.25, 1.0, 1.0]
    assert rules.share_rehearsed(0, 0) == 0.0


def test_a_lot_gets_the_teams_it_wants_as_far_as_its_vendor_will_ever_have_them() -> None:
    assert [rules.teams_granted(3, greatest) for greatest in (0, 1, 2, 5)] == [1, 1, 2, 3]


def test_a_window_holds_a_minimum_and_more_with_more_teams() -> None:
    assert [rules.window_room(3, 1.5, teams) for teams in (0, 2, 3, 10)] == [3, 3, 4, 15]


def test_what_was_handed_over_once_is_not_lost_again() -> None:
    assert rules.kept_share(0.0, 0.4, 0.5) == pytest.approx(0.2)
    assert rules.kept_share(0.3, 0.4, 0.5) == 0.3


@given(days, days, st.integers(0, 2000), days)
def test_who_is_late_books_anew_after_what_was_announced_and_by_the_last_day_that_counts(
    today: int, announced: int, wait: int, latest: int
) -> None:
    day = rules.rebooked_day(today, announced, wait, latest)
    soonest = max(announced, today + 1)
    assert day >= soonest
    assert day <= max(latest, soonest)
    assert day <= max(soonest, max(announced, today) + wait)
    assert rules.rebooked_day(100, 200, 50, 900) == 250
    assert rules.rebooked_day(100, 50, 30, 900) == 130  # what was announced is over
    assert rules.rebooked_day(100, 200, 800, 900) == 900


def test_functions_are_put_off_at_reviews_of_lots_a_little_late() -> None:
    late = (-5, 0, 1, 60, 61)
    assert [rules.may_defer(100, days, 100, 60) for days in late] == [False, False, True, True, False]
    assert not rules.may_defer(99, 30, 100, 60)


def test_a_deferral_takes_its_share_of_the_rehearsal_and_leaves_a_day() -> None:
    assert rules.put_off(40.0, 0.25) == 10.0
    assert [rules.shortened(days, 0.25) for days in (0, 1, 8, 10)] == [1, 1, 6, 8]


@given(st.lists(st.tuples(st.floats(0, 500), st.floats(0, 500), st.integers(1, 9)), min_size=1, max_size=9))
def test_planned_days_are_the_sum_over_the_phases(lots: list[tuple[float, float, int]]) -> None:
    work = np.array([[a, b] for a, b, _ in lots])
    teams = np.array([k for _, _, k in lots])
    expected = [rules.phase_days(a, k) + rules.phase_days(b, k) for a, b, k in lots]
    assert rules.days_of_phases(work, teams).tolist() == expected


def test_the_reason_follows_the_official_order() -> None:
    assert rules.reason_of(2, 1, -1) == rules.MAINFRAME
    assert rules.reason_of(1, 1, -1) == rules.BESPOKE
    assert rules.reason_of(0, 1, 3) == rules.NO_PRODUCT
    assert rules.reason_of(0, 0, -1) == rules.NO_PRODUCT
    assert rules.reason_of(0, 0, 3) == rules.VENDOR_RESOURCES


def test_the_four_orders_of_a_queue() -> None:
    def served(order: int) -> list[int]:
        lots = [(30, 200, 5.0), (10, 300, 9.0), (20, 100, 1.0)]  # contract, booked, planned work
        return sorted(range(3), key=lambda i: rules.queue_key(order, *lots[i]))

    assert served(rules.BY_CONTRACT_DAY) == [1, 2, 0]
    assert served(rules.LARGEST_FIRST) == [1, 0, 2]
    assert served(rules.EARLIEST_DEADLINE) == [2, 0, 1]
    assert served(rules.SMALLEST_FIRST) == [2, 0, 1]


def test_a_revision_counts_for_cutovers_from_the_end_of_its_notice_on() -> None:
    assert rules.revision_counts(100, 365, 465)
    assert not rules.revision_counts(100, 365, 464)


def test_a_vendor_is_chosen_by_weight_discounted_by_its_queue_among_those_still_there() -> None:
    weights, idle, none = np.array([1.0, 1.0, 2.0]), np.zeros(3), np.zeros(3, dtype=np.int64)
    assert [rules.choose_vendor(weights, idle, none, u) for u in (0.1, 0.3, 0.6, 0.99)] == [0, 1, 2, 2]
    queues = np.array([0.0, 0.0, 1.0])  # a year of queue halves the third one's weight
    assert [rules.choose_vendor(weights, queues, none, u) for u in (0.3, 0.5, 0.7)] == [0, 1, 2]
    gone = np.array([1, 0, 1])
    assert rules.choose_vendor(weights, idle, gone, 0.999) == 1
    assert rules.choose_vendor(weights, idle, np.ones(3, dtype=np.int64), 0.5) == -1
    assert rules.choose_vendor(np.zeros(3), idle, none, 0.5) == -1


@given(st.lists(st.floats(0, 10), min_size=1, max_size=8), st.floats(1e-9, 1 - 1e-9), st.data())
def test_nobody_without_weight_or_withdrawn_is_ever_chosen(
    weights: list[float], u: float, data: st.DataObject
) -> None:
    n = len(weights)
    gone = np.array(data.draw(st.lists(st.integers(0, 1), min_size=n, max_size=n)), dtype=np.int64)
    chosen = rules.choose_vendor(np.array(weights), np.zeros(n), gone, u)
    possible = [v for v in range(n) if weights[v] > 0 and not gone[v]]
    assert chosen in possible or (chosen == -1 and not possible)


def test_without_teams_nothing_is_ever_finished() -> None:
    finish = np.zeros(2, dtype=np.int64)
    rules.forecast(np.zeros(1, dtype=np.int64), 0, 10, np.ones((2, 5), dtype=np.int64), finish)
    assert finish.tolist() == [NEVER, NEVER]


def test_a_forecast_by_hand() -> None:
    # Two teams, one free on day 5, and room for four releases. Lots: earliest, teams, days, booked,
    # stabilisation.
    lots = np.array([[0, 1, 10, 0, 2], [0, 2, 4, 30, 1], [0, 1, 3, 0, 0]], dtype=np.int64)
    finish = np.zeros(3, dtype=np.int64)
    rules.forecast(np.array([0, 5, 0, 0, 0, 0], dtype=np.int64), 2, 0, lots, finish)
    # The first runs 0-10 and holds its team to 12; the second needs both: 12-16, held for its window to 31.
    assert finish.tolist() == [10, 16, 34]


@given(st.data())
def test_a_forecast_is_first_come_first_served_and_never_exceeds_the_teams(data: st.DataObject) -> None:
    capacity = data.draw(st.integers(1, 4))
    row = st.tuples(
        st.integers(0, 50), st.integers(1, 6), st.integers(3, 60), st.integers(0, 120), st.integers(1, 20)
    )
    lots = np.array(data.draw(st.lists(row, min_size=1, max_size=10)), dtype=np.int64)
    free = np.array(
        data.draw(st.lists(st.integers(0, 40), min_size=capacity, max_size=capacity)), dtype=np.int64
    )
    finish = np.zeros(len(lots), dtype=np.int64)
    space = np.concatenate([np.sort(free), np.zeros(lots[:, 1].sum(), dtype=np.int64)])
    rules.forecast(space, capacity, 0, lots, finish)
    start, release = finish - lots[:, 2], np.maximum(finish, lots[:, 3]) + lots[:, 4]
    teams = np.minimum(lots[:, 1], capacity)
    assert np.all(np.diff(start) >= 0)
    assert np.all(start >= lots[:, 0])
    for day in start.tolist():
        at_work = int(teams[(start <= day) & (release > day)].sum()) + int((free > day).sum())
        assert at_work <= capacity


def test_a_lognormal_factor_has_mean_one() -> None:
    z = np.random.default_rng(5).standard_normal(20_000)
    factors = [rules.lognormal(0.5, float(x)) for x in z]
    interval = 4 * np.std(factors) / math.sqrt(len(factors))
    assert abs(np.mean(factors) - 1.0) < interval
