"""Packed results are the same results: arrays, first replications, what goes on from them, and their size."""

from __future__ import annotations

from dataclasses import fields, replace
from typing import Any

import numpy as np
import pytest
from support.made import results

from sim import runs
from sim.runs import Kept, Results, Summed
from sim.runs.results import Gathering
from sim.summary import summarise


def same(one: Any, other: Any, kind: type) -> bool:
    pairs = [(getattr(one, field.name), getattr(other, field.name)) for field in fields(kind)]
    return all(a.dtype == b.dtype and a.shape == b.shape and (a == b).all() for a, b in pairs)


@pytest.fixture(scope="module")
def some() -> Results:
    return results(30, 1)


def test_packed_arrays_are_the_arrays(some: Results) -> None:
    small = runs.packed(some)
    assert same(small.kept, some.kept, Kept)
    assert same(small.summed, some.summed, Summed)
    assert runs.size(small) < runs.size(some) / 2
    assert summarise(small) == summarise(some)
    assert summarise(runs.opened(small)) == summarise(some)


def test_what_was_packed_before_is_shared_and_not_packed_again(some: Results) -> None:
    few = runs.packed(some.first(10))
    all_of_them = runs.packed(some, few)
    assert same(all_of_them.kept, some.kept, Kept)
    assert runs.size(few, all_of_them) < runs.size(few) + runs.size(all_of_them)
    again = runs.packed(all_of_them, all_of_them)
    assert runs.size(again, all_of_them) == runs.size(all_of_them)


@pytest.mark.parametrize("number", [0, 1, 9, 10, 11, 30])
def test_the_first_replications_of_packed_results_are_those_of_the_results(
    some: Results, number: int
) -> None:
    whole = runs.packed(some, runs.packed(some.first(10)))
    assert same(whole.first(number).kept, some.first(number).kept, Kept)
    assert same(runs.opened(whole).first(number).kept, some.first(number).kept, Kept)
    if 0 < number <= 10:
        assert runs.size(whole.first(number)) < runs.size(whole)


def test_a_run_goes_on_from_packed_results_as_from_the_results(some: Results) -> None:
    gathered = []
    for earlier in (some, runs.packed(some)):
        gathering = Gathering(some.scenario, some.facts, some.seed, 40)
        gathering.resume(earlier)
        gathered.append(gathering.results())
    assert same(gathered[0].kept, gathered[1].kept, Kept)
    assert same(gathered[0].summed, gathered[1].summed, Summed)
    assert gathered[0].result_hash == some.result_hash


def test_a_name_that_no_array_has_is_an_error(some: Results) -> None:
    with pytest.raises(KeyError):
        _ = runs.packed(some).kept.nothing  # type: ignore[attr-defined]


def test_failed_replications_stay_where_they_were(some: Results) -> None:
    gap = replace(some, asked=32, replications=(*range(5), *range(7, 32)))
    small = runs.packed(gap, runs.packed(gap.first(10)))
    assert small.first(10).number == 8
    assert same(small.first(10).kept, gap.first(10).kept, Kept)
    assert np.array_equal(small.kept.cutover, gap.kept.cutover)
