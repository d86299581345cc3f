from __future__ import annotations

import hashlib
import math
import statistics

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.elementary import exp, log, normal_quantile, power, round_yen

NORMAL = statistics.NormalDist()


@given(st.floats(-700.0, 709.7))
def test_exp_agrees_with_the_mathematics_library(x: float) -> None:
    assert exp(x) == pytest.approx(math.exp(x), rel=4e-16)


@given(st.floats(1e-300, 1e300))
def test_log_agrees_with_the_mathematics_library(x: float) -> None:
    assert log(x) == pytest.approx(math.log(x), rel=4e-16)


@given(st.floats(0.5, 2.0))
def test_log_is_accurate_around_one(x: float) -> None:
    assert log(x) == pytest.approx(math.log(x), rel=4e-16)


@given(st.floats(1e-6, 1e9), st.floats(-4.0, 4.0))
def test_power_agrees_with_the_mathematics_library(x: float, y: float) -> None:
    assert power(x, y) == pytest.approx(x**y, rel=1e-13)


@given(st.floats(1e-300, 1.0, exclude_max=True))
def test_the_normal_quantile_agrees_with_the_standard_library(u: float) -> None:
    assert normal_quantile(u) == pytest.approx(NORMAL.inv_cdf(u), rel=1e-14, abs=1e-15)


@given(st.floats(0.001, 0.999), st.floats(0.001, 0.999))
def test_the_normal_quantile_rises(u: float, v: float) -> None:
    low, high = sorted((u, v))
    assert normal_quantile(low) <= normal_quantile(high)


@given(st.floats(-700.0, 700.0))
def test_log_undoes_exp(x: float) -> None:
    assert log(exp(x)) == pytest.approx(x, rel=1e-14, abs=1e-15)


def test_known_values() -> None:
    assert exp(0.0) == 1.0
    assert log(1.0) == 0.0
    assert power(7.0, 0.0) == 1.0
    assert power(0.0, 0.5) == 0.0
    assert power(16.0, 0.25) == pytest.approx(2.0, rel=1e-15)
    assert normal_quantile(0.5) == 0.0
    assert normal_quantile(0.975) == pytest.approx(1.959963984540054, rel=1e-15)


def test_edges_follow_the_ieee_rules() -> None:
    assert exp(800.0) == math.inf
    assert exp(-800.0) == 0.0
    assert exp(-745.0) == math.exp(-745.0)
    assert log(0.0) == -math.inf
    assert log(math.inf) == math.inf
    assert log(5e-324) == math.log(5e-324)
    assert math.isnan(log(-1.0))
    assert math.isnan(exp(math.nan))


@pytest.mark.parametrize(("x", "yen"), [(2.4, 2), (2.5, 3), (-2.5, -2), (-2.6, -3), (1e15 + 0.5, 10**15 + 1)])
def test_half_a_yen_goes_up(x: float, yen: int) -> None:
    assert round_yen(x) == yen
    assert isinstance(round_yen(x), int)


def test_the_bits_are_the_ones_of_every_other_machine() -> None:
    us = [(index + 0.5) / 4096 for index in range(4096)]
    values = [
        value for u in us for value in (exp(40.0 * u - 20.0), log(u), power(u, 0.3), normal_quantile(u))
    ]
    digest = hashlib.sha256(np.array(values, "<f8").tobytes()).hexdigest()
    assert digest == "2e4fe8a5277d611b195096dfef58bf11c903f8077dd52299c4219f5cb38bcf33"
