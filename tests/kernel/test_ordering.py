"""Sorting in place, against Python's own."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from sim.ordering import sort_by, sort_few

keys = st.lists(st.tuples(st.integers(0, 4), st.sampled_from((-1.5, 0.0, 2.5))), max_size=40)


@given(st.lists(st.integers(-9, 9), max_size=40), st.data())
def test_the_first_values_come_in_order_and_the_rest_stay(values: list[int], data: st.DataObject) -> None:
    n = data.draw(st.integers(0, len(values)))
    array = np.array(values, dtype=np.int64)
    sort_few(array, n)
    assert array.tolist() == sorted(values[:n]) + values[n:]


@given(keys, st.data())
def test_numbers_come_by_first_key_second_key_and_number(
    of: list[tuple[int, float]], data: st.DataObject
) -> None:
    order = data.draw(st.permutations(range(len(of))))
    n = data.draw(st.integers(0, len(of)))
    array = np.array(order, dtype=np.int64)
    first = np.array([a for a, _ in of], dtype=np.int64)
    second = np.array([b for _, b in of])
    sort_by(array, n, first, second)
    assert array.tolist() == sorted(order[:n], key=lambda k: (*of[k], k)) + list(order[n:])
