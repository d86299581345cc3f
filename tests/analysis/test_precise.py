"""Running until precise: fixed looks, divided error, a cap that holds."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from support.made import results

from sim.analysis import precise
from sim.analysis.precise import half_width, looks, until_precise


def test_looks_double_and_end_with_the_cap() -> None:
    assert looks(100) == (100,)
    assert looks(200) == (200,)
    assert looks(1_000) == (200, 400, 800, 1_000)
    assert looks(1_600) == (200, 400, 800, 1_600)


def run_to(asked: list[tuple[int, int]]) -> Any:
    def run(replications: int, earlier: Any = None) -> Any:
        asked.append((0 if earlier is None else earlier.number, replications))
        return results(replications)

    return run


def test_each_look_extends_the_one_before(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(precise, "FIRST_LOOK", 4)
    asked: list[tuple[int, int]] = []
    found = until_precise(run_to(asked), 1e-9, cap=10)
    assert asked == [(0, 4), (4, 8), (8, 10)]
    assert found.looks == (4, 8, 10)
    assert not found.reached
    assert found.results.number == 10  # the cap holds


def test_it_stops_at_the_first_look_that_is_precise_enough(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(precise, "FIRST_LOOK", 4)
    asked: list[tuple[int, int]] = []
    found = until_precise(run_to(asked), 10.0, cap=64)
    assert asked == [(0, 4)]
    assert found.reached


@pytest.mark.parametrize("sigma", [0.1, 1.0])
def test_the_interval_holds_the_true_mean_as_often_as_it_says(sigma: float) -> None:
    rng = np.random.default_rng(7)
    samples = 10.0 + sigma * rng.standard_normal((4_000, 12))
    held = sum(abs(sample.mean() - 10.0) <= half_width(sample, 0.05) * sample.mean() for sample in samples)
    assert 0.935 <= held / len(samples) <= 0.965  # four standard errors around 95 %


def test_a_figure_that_never_varies_is_precise_at_once() -> None:
    assert half_width(np.full(5, 3.0), 0.05) == 0.0
    assert half_width(np.array([3.0]), 0.05) == float("inf")
