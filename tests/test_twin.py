"""Do the engines agree? Event logs line by line, and every array of the schedule."""

from __future__ import annotations

from dataclasses import fields

import numpy as np
import pytest
from hypothesis import given, settings
from worlds import Setting, settings_of

from sim import facts, population
from sim.engine import Schedule, World, compiled, prepare, reference
from sim.scenario import load

SCENARIOS = (
    ("baseline", ()),
    ("deadline_extended_early", ()),
    ("large_vendor_withdraws", ()),
    ("baseline", ("asks/consult_first", "asks/local_vendors", "asks/talent_pools")),
)


def differences(world: World) -> list[str]:
    """Names of the arrays that the engines disagree on; the log first, with the line where they part."""
    first, second = reference.simulate(world, keep_log=True), compiled.simulate(world, keep_log=True)
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


@pytest.mark.slow
@pytest.mark.parametrize(("name", "asks"), SCENARIOS)
@pytest.mark.parametrize("replication", [0, 1])
def test_the_nation_runs_the_same_line_by_line(name: str, asks: tuple[str, ...], replication: int) -> None:
    published, scenario = facts.load(), load(name, asks)
    drawn = scenario.draw(11, replication)
    people = population.draw(published, scenario, drawn, 11, replication)
    assert differences(prepare(published, people, scenario, drawn, 11, replication)) == []
