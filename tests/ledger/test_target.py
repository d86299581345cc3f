"""What "30 % less" means in yen, and that every account of it means the same."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.ledger.target import TARGET, at_target, exact_shortfall, gap, shortfall, target_yen

YEN = st.integers(0, 10**12)


def test_the_target_is_seven_tenths_in_whole_yen() -> None:
    assert TARGET == 0.7
    assert [target_yen(base) for base in (0, 10, 19, 1_000_001)] == [0, 7, 13, 700_000]


@pytest.mark.parametrize(
    ("cost", "base", "reached", "missing", "above"),
    [
        (70, 100, True, 0, 0),
        (71, 100, False, 1, 1),
        (60, 100, True, 0, -10),
        (0, 0, False, 0, 0),
        (9, 0, False, 0, 9),
    ],
)
def test_at_the_target_its_gap_and_its_shortfall(
    cost: int, base: int, reached: bool, missing: int, above: int
) -> None:
    costs, bases = np.array([cost]), np.array([base])
    assert at_target(costs, bases).tolist() == [reached]
    assert gap(costs, bases).tolist() == [missing] == [int(gap(cost, base))]
    assert shortfall(costs, bases).tolist() == [above] == [shortfall(cost, base)]


@given(YEN, YEN)
def test_all_that_is_said_of_the_target_agrees(cost: int, base: int) -> None:
    above, exact = shortfall(cost, base), exact_shortfall(cost, base)
    assert -1e-3 < above - exact < 1
    assert bool(at_target(np.array(cost), np.array(base))) == (base > 0 and 10 * cost <= 7 * base)
    assert int(gap(cost, base)) == (max(above, 0) if base > 0 else 0)
