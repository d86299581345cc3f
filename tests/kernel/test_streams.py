from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from sim.streams import Purpose, key, name_key, pair_uniforms, uniform, uniforms

COUNTS = st.integers(0, 2**40)
KEYS = st.integers(0, 2**63 - 1)


@given(KEYS, COUNTS, st.integers(-1, 1000), st.integers(0, 1000))
def test_a_draw_lies_strictly_between_zero_and_one(
    stream: int, entity: int, business: int, visit: int
) -> None:
    assert 0.0 < uniform(stream, entity, business, visit) < 1.0


@given(KEYS, st.lists(COUNTS, max_size=20), st.integers(0, 21), st.integers(0, 9))
def test_an_array_of_draws_equals_the_draws_one_by_one(
    stream: int, entities: list[int], business: int, visit: int
) -> None:
    draws = uniforms(stream, np.array(entities, np.int64), business, visit)
    assert draws.tolist() == [uniform(stream, entity, business, visit) for entity in entities]


@given(KEYS, st.lists(st.tuples(COUNTS, st.integers(0, 21)), max_size=20), st.integers(0, 9))
def test_draws_by_pairs_equal_the_draws_one_by_one(
    stream: int, pairs: list[tuple[int, int]], visit: int
) -> None:
    entities, businesses = np.array(pairs, np.int64).reshape(-1, 2).T.copy()
    draws = pair_uniforms(stream, entities, businesses, visit)
    assert draws.tolist() == [uniform(stream, entity, business, visit) for entity, business in pairs]


@given(st.permutations(list(range(30))))
def test_a_draw_does_not_depend_on_the_order_of_draws(order: list[int]) -> None:
    stream = key(1, 0, Purpose.LUCK)
    expected = uniforms(stream, np.arange(30), 0, 0)
    assert uniforms(stream, np.array(order), 0, 0).tolist() == expected[order].tolist()


@given(COUNTS, COUNTS)
def test_the_key_is_a_plain_non_negative_integer(seed: int, replication: int) -> None:
    assert 0 <= key(seed, replication, Purpose.VENDOR) < 2**63
    assert key(seed, replication, Purpose.VENDOR) == key(seed, replication, int(Purpose.VENDOR))


def test_draws_are_uniform() -> None:
    draws = uniforms(key(7, 3, Purpose.LOT), np.arange(200_000), 5, 1)
    assert stats.kstest(draws, "uniform").pvalue > 0.001
    assert stats.chisquare(np.bincount((draws * 256).astype(int), minlength=256)).pvalue > 0.001


@pytest.mark.parametrize("other", ["entity", "business", "visit", "purpose", "replication", "seed"])
def test_draws_for_different_things_are_unrelated(other: str) -> None:
    base = {"seed": 1, "replication": 4, "purpose": 9, "entity": 0, "business": 3, "visit": 2}

    def draws(named: dict[str, int]) -> np.ndarray:
        stream = key(named["seed"], named["replication"], named["purpose"])
        return uniforms(stream, np.arange(50_000) + named["entity"], named["business"], named["visit"])

    correlation = np.corrcoef(draws(base), draws({**base, other: base[other] + 1}))[0, 1]
    assert abs(correlation) < 5.0 / np.sqrt(50_000)


def test_no_two_of_a_million_draws_are_equal() -> None:
    stream = key(0, 0, Purpose.COST)
    draws = np.concatenate([uniforms(stream, np.arange(1_800), b, v) for b in range(21) for v in range(26)])
    assert len(np.unique(draws)) == len(draws)


def test_purposes_keep_their_numbers() -> None:
    assert [purpose.value for purpose in Purpose] == list(range(1, len(Purpose) + 1))
    assert (Purpose.PARAMETER, Purpose.LUCK, Purpose.PRICE) == (1, 13, 23)


def test_draws_stay_what_they_were() -> None:
    assert key(1, 2, Purpose.LUCK) == 2751205065536780858
    assert uniform(2751205065536780858, 11002, 0, 0) == 0.7053962614674653
    assert name_key("deadline.day") == 6959670754725754344


def test_a_name_has_a_stable_key() -> None:
    names = [f"section.name_{index}" for index in range(10_000)]
    keys = {name_key(name) for name in names}
    assert len(keys) == len(names)
    assert all(0 <= number < 2**63 for number in keys)
