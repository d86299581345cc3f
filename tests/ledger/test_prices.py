from __future__ import annotations

import dataclasses

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support import ledger_factory as make

from sim import fiscal
from sim.facts import load
from sim.prices import CONSUMER, LINE_PRICE, SERIES, SERVICE, USDJPY, WAGE, Prices, draw_paths, running


def paths(replication: int = 0, **changes: float) -> Prices:
    chosen = make.scenario(**changes)
    return draw_paths(make.replication(chosen, replication))


def test_indices_start_at_one_and_the_dollar_at_its_average_of_fy2018() -> None:
    prices = paths()
    assert prices.level[USDJPY, :12] == pytest.approx(110.9)
    for series in (SERVICE, WAGE, CONSUMER, LINE_PRICE):
        assert prices.level[series, :12] == pytest.approx(1.0)


def test_history_is_what_was_observed() -> None:
    prices = paths()
    assert prices.at(USDJPY, fiscal.day_of("2024-10-01")) == 152.41
    assert prices.at(USDJPY, fiscal.day_of("2026-03-31")) == 150.74
    assert prices.at(USDJPY, fiscal.day_of("2026-04-01")) == 159.1173
    assert prices.at(USDJPY, fiscal.day_of("2026-05-31")) == 158.153
    assert prices.at(USDJPY, fiscal.day_of("2026-06-15")) == 160.77
    rise = prices.at(CONSUMER, fiscal.day_of("2024-04-01")) / prices.at(CONSUMER, fiscal.day_of("2024-03-31"))
    assert rise == pytest.approx(1.0274)


def test_years_not_seen_rise_by_the_assumed_change() -> None:
    prices = paths(prices__missing_wage_change=0.05)
    assert prices.year_mean(WAGE)[1] == pytest.approx(1.05)


def test_paths_are_the_same_for_the_same_key_and_differ_between_replications() -> None:
    assert np.array_equal(paths(3).level, paths(3).level)
    assert not np.array_equal(paths(3).level[USDJPY], paths(4).level[USDJPY])
    assert np.array_equal(paths(3).level[USDJPY, :99], paths(4).level[USDJPY, :99])


def test_a_path_begins_after_the_last_month_seen_and_other_months_move_it_nowhere_else() -> None:
    """April and May 2026 are what they were; from July on the walk is the same as with June alone."""
    facts, chosen = load(), make.scenario()
    rest = tuple(each for each in facts.price_figures if str(each.as_of) not in {"2026-04-30", "2026-05-31"})
    one = make.replication(chosen, 3)
    fewer = draw_paths(dataclasses.replace(one, facts=dataclasses.replace(facts, price_figures=rest)))
    level = draw_paths(one).level
    assert (fewer.level[USDJPY, 96:99] == 160.77).all()
    assert np.array_equal(np.delete(level, [96, 97], axis=1), np.delete(fewer.level, [96, 97], axis=1))
    assert level[USDJPY, 99] != level[USDJPY, 98]


def test_a_year_known_by_one_month_moves_its_index_by_that() -> None:
    prices = paths(prices__missing_service_change=0.05)
    assert prices.year_mean(SERVICE)[:5] == pytest.approx(np.cumprod([1, 1.05, 1.05, 1.01, 1.018]))


def test_a_fixed_rate_holds_from_fy2026_on_and_leaves_history_alone() -> None:
    prices = paths(prices__usdjpy_fixed=140.0)
    assert (prices.level[USDJPY, 96:] == 140.0).all()
    assert prices.level[USDJPY, 95] == 150.74


def test_more_inflation_changes_the_mean_of_a_path_and_not_its_luck() -> None:
    low, high = paths(prices__inflation=0.01), paths(prices__inflation=0.03)
    assert (high.level[CONSUMER] >= low.level[CONSUMER]).all()
    assert high.level[CONSUMER, -1] > low.level[CONSUMER, -1]


@settings(max_examples=50)
@given(st.integers(0, len(SERIES) - 1), st.integers(0, fiscal.N_YEARS - 1))
def test_a_full_year_integrates_to_its_mean(series: int, year: int) -> None:
    prices = paths()
    first, end = int(fiscal.YEAR_STARTS[year]), int(fiscal.YEAR_STARTS[year + 1])
    got = prices.cumulative(series, end) - prices.cumulative(series, first)
    days = [prices.at(series, day) for day in range(first, end)]
    assert got == pytest.approx(sum(days) / len(days), rel=1e-9)


def test_sums_grow_evenly_inside_a_month() -> None:
    level = np.arange(fiscal.N_MONTHS, dtype=np.float64)[None, :]
    steps = np.diff(running(level)[0])[31 + 30 :][:30]  # June 2018: level 2, days of a year of 365
    assert steps == pytest.approx(2.0 / 365.0)
