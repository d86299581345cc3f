"""Each request of the prefectures does what its file says it expects, in runs that share their luck."""

from __future__ import annotations

from functools import cache

import numpy as np
import pytest

from sim import runs
from sim.scenario import Ask, catalogue, load
from sim.summary import spread, values

REPLICATIONS = 16
SCHEDULES = runs.Memory(2 * REPLICATIONS)  # the baseline's, which mechanical requests share
ASKS: dict[str, Ask] = {entry.name: entry.ask for entry in catalogue() if entry.ask is not None}


@cache
def outcome(*asks: str) -> runs.Results:
    shared = all(ASKS[name].kind == "mechanical" for name in asks)
    memory = SCHEDULES if shared else runs.Memory(0)
    return runs.run(load("baseline", asks), REPLICATIONS, memory=memory)


@pytest.mark.slow
@pytest.mark.parametrize("name", ASKS)
def test_a_request_moves_figures_the_way_it_expects(name: str) -> None:
    """The mean of the paired differences has the sign that the file states, and so has its 95 % interval."""
    for expected in ASKS[name].expects:
        after = values(outcome(name), expected.metric, expected.year)
        change = after - values(outcome(), expected.metric, expected.year)
        if expected.sign == "0":
            assert not change.any(), (expected, change)
            continue
        found = spread(change * (1 if expected.sign == "+" else -1))
        assert found.mean_low is not None
        assert found.mean_low > 0, (expected, found)


@pytest.mark.slow
@pytest.mark.parametrize("name", [name for name, ask in ASKS.items() if ask.kind == "mechanical"])
def test_a_mechanical_request_moves_no_cutover(name: str) -> None:
    assert np.array_equal(outcome(name).kept.cutover, outcome().kept.cutover)


@pytest.mark.slow
def test_requests_combine_whatever_their_order() -> None:
    one = outcome("asks/cloud_fees", "asks/revision_support")
    other = outcome("asks/revision_support", "asks/cloud_fees")
    assert one.result_hash == other.result_hash
