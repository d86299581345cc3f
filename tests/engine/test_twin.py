"""Do the engines agree? Event logs line by line, and every array of the schedule."""

from __future__ import annotations

import re
from dataclasses import fields

import numpy as np
import pytest
from hypothesis import given, settings
from support.worlds import Lot, Setting, Vendor, pressed_settings_of, settings_of, world

from sim import facts, population
from sim.engine import Schedule, World, compiled, prepare, reference
from sim.replication import Replication
from sim.scenario import load

SCENARIOS = (
    ("baseline", ()),
    ("deadline_extended_early", ()),
    ("large_vendor_withdraws", ()),
    ("baseline", ("asks/consult_first", "asks/local_vendors", "asks/talent_pools")),
)


def differences(world: World) -> list[str]:
    """Names of the arrays that the engines disagree on; the log first, with the line where they part."""
    return between(reference.simulate(world, keep_log=True), compiled.simulate(world, keep_log=True))


def between(first: Schedule, second: Schedule) -> list[str]:
    """Names of the arrays in which two schedules differ."""
    named = [f.name for f in fields(Schedule) if not same(getattr(first, f.name), getattr(second, f.name))]
    if "events" in named:
        shared = min(len(first.events), len(second.events))
        apart = np.flatnonzero((first.events[:shared] != second.events[:shared]).any(axis=1))
        line = int(apart[0]) if len(apart) else shared
        named.insert(0, f"line {line}: {first.events[line : line + 1]} {second.events[line : line + 1]}")
    return named


def same(first: np.ndarray, second: np.ndarray) -> bool:
    return first.shape == second.shape and bool((first == second).all())


@settings(max_examples=300)
@given(settings_of())
def test_small_worlds_run_the_same_line_by_line(setting: Setting) -> None:
    assert differences(setting.world()) == []


@settings(max_examples=100)
@given(pressed_settings_of())
def test_worlds_that_set_work_aside_run_the_same_line_by_line(setting: Setting) -> None:
    assert differences(setting.world()) == []


@pytest.mark.parametrize(
    ("array", "value", "said"),
    [
        ("lot_vendor", 2, "lot_vendor from 2 to 2; allowed are 0 to 1"),
        ("lot_vendor", -1, "lot_vendor from -1 to -1; allowed are 0 to 1"),
        ("lot_mask", 8, "lot_mask from 8 to 8; allowed are 0 to 7"),
        ("lot_suite", 5, "lot_suite from 5 to 5; allowed are 0 to 4"),
        ("lot_prefecture", 48, "lot_prefecture from 48 to 48; allowed are 0 to 47"),
        ("lot_organisation", 7, "lot_organisation from 7 to 7; allowed are 0 to 0"),
        ("lot_procured", -3, "lot_procured from -3 to -3; allowed are 0 to"),
        ("lot_booked", 2**31, "lot_booked from 2147483648 to 2147483648; allowed are 0 to 2147483647"),
        ("lot_teams", 0, "lot_teams from 0 to 0; allowed are 1 to"),
        ("vendor_withdrawal", -1, "vendor_withdrawal from -1 to -1"),
        ("capacity", -1, "capacity from -1 to -1"),
    ],
)
def test_a_world_beyond_the_kernels_arrays_is_refused(array: str, value: int, said: str) -> None:
    sound = world([Lot()], [Vendor(), Vendor()])
    compiled.simulate(sound)
    broken = sound._replace(**{array: np.full_like(getattr(sound, array), value)})
    with pytest.raises(ValueError, match=re.escape(said)):
        compiled.simulate(broken)


def test_all_that_does_not_fit_is_said_at_once() -> None:
    sound = world([Lot()], [Vendor()])
    broken = sound._replace(lot_mask=np.array([9]), lot_suite=np.array([9]))
    with pytest.raises(ValueError, match=r"lot_mask .*; lot_suite "):
        compiled.simulate(broken)


@pytest.mark.slow
@pytest.mark.parametrize(("name", "asks"), SCENARIOS)
@pytest.mark.parametrize("replication", [0, 1])
def test_the_nation_runs_the_same_line_by_line(name: str, asks: tuple[str, ...], replication: int) -> None:
    one = Replication.of(facts.load(), load(name, asks), 11, replication)
    assert differences(prepare(one, population.draw(one))) == []
