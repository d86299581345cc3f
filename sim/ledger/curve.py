"""IT cost per resident in FY2017 as a smooth curve of population, tied to the published sums.

ln g = a + b x + c x^2 with x = ln(population / 50,000). The sums below and above 200,000 residents bind and
fix a and b; the two published class values are soft and fix c by least squares on their logarithms.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sim.elementary import exp, log
from sim.facts import Facts
from sim.kernel import kernel

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]

LARGE, SMALL = 200_000, 20_000
_MIDDLE = (100_000, 200_000)
_CENTRE = 50_000.0
_C_LOW, _C_HIGH = -0.2, 0.5
_B_LOW, _B_HIGH = -3.0, 3.0
_GOLDEN = 0.6180339887498949


@dataclass(frozen=True)
class Curve:
    """All IT cost of a municipality in FY2017 [yen], by the row of its organisation; 0 for prefectures."""

    a: float
    b: float
    c: float
    total_yen: Floats

    def per_resident(self, population: float) -> float:
        """IT cost per resident [yen] at a population."""
        x = log(max(population, 1.0) / _CENTRE)
        return exp(self.a + self.b * x + self.c * x * x)


@dataclass(frozen=True)
class Targets:
    """The published figures of the FY2017 survey: two sums [yen] and two class values [yen per resident]."""

    below_yen: float
    above_yen: float
    small: float
    middle: float


def targets(facts: Facts) -> Targets:
    """The survey's figures as the facts hold them."""
    return Targets(
        facts.observed("it_cost_yen", "population:under_200k").value,
        facts.observed("it_cost_yen", "population:200k_and_over").value,
        facts.observed("it_cost_per_resident_yen", "population:under_20k").value,
        facts.observed("it_cost_per_resident_yen", "population:100k_to_200k").value,
    )


_FITTED: dict[str, Curve] = {}


def price_baseline(facts: Facts) -> Curve:
    """The curve of these facts, fitted once per process."""
    if facts.hash not in _FITTED:
        _FITTED[facts.hash] = _fit(facts)
    return _FITTED[facts.hash]


def _fit(facts: Facts) -> Curve:
    """Golden-section search over c; for each c the sums give b (bisection) and a."""
    residents = np.where(facts.organisations.municipal, facts.organisations.population_2019, 0)
    people = residents.astype(np.float64)
    x = np.array([log(max(n, 1.0) / _CENTRE) for n in people])
    goal = targets(facts)
    small = (people > 0) & (people < SMALL)
    middle = (people >= _MIDDLE[0]) & (people < _MIDDLE[1])
    large = people >= LARGE

    def miss(c: float) -> float:
        a, b = _a_b(people, x, large, goal.below_yen, goal.above_yen, c)
        first = log(class_value(people, x, small, a, b, c) / goal.small)
        second = log(class_value(people, x, middle, a, b, c) / goal.middle)
        return first * first + second * second

    c = _golden(miss)
    a, b = _a_b(people, x, large, goal.below_yen, goal.above_yen, c)
    total = np.array([n * exp(a + b * v + c * v * v) for n, v in zip(people, x, strict=True)])
    return Curve(a, b, c, total)


def _golden(miss: Callable[[float], float]) -> float:
    """Where a function of one valley is least, by golden-section search."""
    low, high = _C_LOW, _C_HIGH
    for _ in range(40):
        left, right = high - _GOLDEN * (high - low), low + _GOLDEN * (high - low)
        if miss(left) < miss(right):
            high = right
        else:
            low = left
    return 0.5 * (low + high)


@kernel
def _a_b(
    people: Floats, x: Floats, large: Flags, below: float, above: float, c: float
) -> tuple[float, float]:
    """The a and b at which both sums are met: their ratio rises with b."""
    low, high = _B_LOW, _B_HIGH
    for _ in range(60):
        b = 0.5 * (low + high)
        if _sum(people, x, large, True, b, c) * below < _sum(people, x, large, False, b, c) * above:
            low = b
        else:
            high = b
    b = 0.5 * (low + high)
    return log(below / _sum(people, x, large, False, b, c)), b


@kernel
def _sum(people: Floats, x: Floats, large: Flags, wanted: bool, b: float, c: float) -> float:
    total = 0.0
    for i in range(people.size):
        if people[i] > 0.0 and large[i] == wanted:
            total += people[i] * exp(b * x[i] + c * x[i] * x[i])
    return total


@kernel
def class_value(people: Floats, x: Floats, members: Flags, a: float, b: float, c: float) -> float:
    """Cost per resident [yen] of a class: its cost over its residents."""
    cost, residents = 0.0, 0.0
    for i in range(people.size):
        if members[i]:
            cost += people[i] * exp(a + b * x[i] + c * x[i] * x[i])
            residents += people[i]
    return cost / residents
