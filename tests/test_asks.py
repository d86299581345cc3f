"""Each request of the prefectures does what its file says it expects, in runs that share their luck."""

from __future__ import annotations

from functools import cache

import numpy as np
import pytest

from sim import runs
from sim.scenario import Ask, catalogue, load
from sim.summary import values

REPLICATIONS = 3
SCHEDULES = runs.Memory(2 * REPLICATIONS)
ASKS: dict[str, Ask] = {entry.name: entry.ask for entry in catalogue() if entry.ask is not None}


@cache
def outcome(*asks: str) -> runs.Results:
    return runs.run(load("baseline", asks), REPLICATIONS, memory=SCHEDULES)


@pytest.mark.slow
@pytest.mark.parametrize("name", ASKS)
def test_a_request_moves_figures_the_way_it_expects(name: str) -> None:
    for expected in ASKS[name].expects:
        after = values(outcome(name), expected.metric, expected.year)
        change = after - values(outcome(), expected.metric, expected.year)
        if expected.sign == "0":
            assert not change.any(), (expected, change)
        else:
            assert change.mean() * (1 if expected.sign == "+" else -1) > 0, (expected, change)


@pytest.mark.slow
@pytest.mark.parametrize("name", [name for name, ask in ASKS.items() if ask.kind == "mechanical"])
def test_a_mechanical_request_moves_no_cutover(name: str) -> None:
    assert np.array_equal(outcome(name).kept.cutover, outcome().kept.cutover)


@pytest.mark.slow
def test_requests_combine_whatever_their_order() -> None:
    one = outcome("asks/cloud_fees", "asks/revision_support")
    other = outcome("asks/revision_support", "asks/cloud_fees")
    assert one.result_hash == other.result_hash
