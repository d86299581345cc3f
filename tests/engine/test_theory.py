"""Queues against mathematics: Erlang C, Cobham's priorities, and SimPy's own resource, lot by lot."""

from __future__ import annotations

import math
from collections.abc import Generator
from typing import Any

import numpy as np
import pytest
import simpy
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray
from scipy.stats import t as student
from support.worlds import CALM, Lot, Vendor, open_calendar, world

from sim import rules
from sim.engine import simulate
from sim.fiscal import NEVER

UNIT = 1_000_000  # whole ticks in a mean piece of work: fine enough to count as continuous time


def erlang_c(servers: int, offered: float) -> float:
    """Probability that an arrival waits in M/M/c."""
    terms = [offered**k / math.factorial(k) for k in range(servers)]
    last = offered**servers / math.factorial(servers) * servers / (servers - offered)
    return last / (sum(terms) + last)


def interval(values: list[float], confidence: float = 0.999) -> tuple[float, float]:
    """Confidence interval of the mean of independent values."""
    half = (
        student.ppf((1 + confidence) / 2, len(values) - 1) * np.std(values, ddof=1) / math.sqrt(len(values))
    )
    return float(np.mean(values) - half), float(np.mean(values) + half)


def times(
    rng: np.random.Generator, n: int, arrivals_per_work: float
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Arrival moments and pieces of work, both exponential, in ticks."""
    arrive = np.cumsum(rng.exponential(UNIT / arrivals_per_work, n)).astype(np.int64)
    return arrive, rng.exponential(UNIT, n).astype(np.int64)


def waits_of_a_vendor(servers: int, arrive: NDArray[np.int64], work: NDArray[np.int64]) -> NDArray[np.int64]:
    """Waits of single-team lots in the queue that vendors run forward."""
    zero = np.zeros_like(arrive)
    lots = np.stack((arrive, np.ones_like(arrive), work, zero, zero), axis=1)
    finish = np.zeros_like(arrive)
    rules.forecast(np.zeros(servers + len(lots), dtype=np.int64), servers, 0, lots, finish)
    return np.asarray(finish - work - arrive)


@pytest.mark.parametrize(("servers", "load"), [(1, 0.5), (3, 0.7), (8, 0.85)])
def test_waits_in_a_vendors_queue_agree_with_erlang_c(servers: int, load: float) -> None:
    offered, n, warm = servers * load, 20_000, 2_000
    expected = erlang_c(servers, offered) / (servers - offered)
    means = []
    for replication in range(30):
        arrive, work = times(np.random.default_rng((17, servers, replication)), n, offered)
        means.append(float(waits_of_a_vendor(servers, arrive, work)[warm:].mean()) / UNIT)
    low, high = interval(means)
    assert low < expected < high
    assert high - low < 0.2 * expected


def test_the_share_of_lots_that_wait_agrees_with_erlang_c() -> None:
    servers, offered = 4, 3.0
    shares = []
    for replication in range(30):
        arrive, work = times(np.random.default_rng((18, replication)), 20_000, offered)
        shares.append(float((waits_of_a_vendor(servers, arrive, work)[2_000:] > 0).mean()))
    low, high = interval(shares)
    assert low < erlang_c(servers, offered) < high


def test_lots_of_two_teams_at_a_vendor_of_two_are_served_like_one_server() -> None:
    arrive, work = times(np.random.default_rng(19), 2_000, 0.8)
    zero = np.zeros_like(arrive)
    finish = np.zeros_like(arrive)
    lots = np.stack((arrive, np.full_like(arrive, 2), work, zero, zero), axis=1)
    rules.forecast(np.zeros(2 + 2 * len(lots), dtype=np.int64), 2, 0, lots, finish)
    assert np.array_equal(finish - work - arrive, waits_of_a_vendor(1, arrive, work))


# SimPy's PriorityResource ---------------------------------------------------------------------------------


def simpy_starts(
    servers: int,
    arrive: NDArray[np.float64],
    hold: NDArray[np.float64],
    rank: NDArray[np.float64],
    whole_days: bool = False,
) -> NDArray[np.float64]:
    """Start of each piece of work in SimPy's own resource; of those that arrive together the better rank asks
    first. Work may begin only at the start of a day."""
    env = simpy.Environment()
    resource = simpy.PriorityResource(env, servers)
    start = np.full(len(arrive), np.inf)

    def lot(i: int) -> Generator[simpy.Event, Any, None]:
        yield env.timeout(arrive[i])
        with resource.request(priority=rank[i]) as turn:
            yield turn
            start[i] = math.ceil(env.now) if whole_days else env.now
            yield env.timeout(start[i] + hold[i] - env.now)

    for i in np.lexsort((np.arange(len(arrive)), rank)).tolist():
        env.process(lot(i))
    env.run()
    return start


def test_priorities_wait_as_cobham_says() -> None:
    servers, load, share = 2, 0.75, 0.4
    offered = servers * load
    residual = erlang_c(servers, offered) / servers
    urgent = residual / (1 - share * load)
    ordinary = urgent / (1 - load)
    found: tuple[list[float], list[float]] = ([], [])
    for replication in range(12):
        rng = np.random.default_rng((21, replication))
        n, warm = 4_000, 400
        arrive = np.cumsum(rng.exponential(1 / offered, n))
        rank = (rng.random(n) >= share).astype(float)
        wait = (simpy_starts(servers, arrive, rng.exponential(1.0, n), rank) - arrive)[warm:]
        for kind in (0, 1):
            found[kind].append(float(wait[rank[warm:] == kind].mean()))
    for values, expected in zip(found, (urgent, ordinary), strict=True):
        low, high = interval(values)
        assert low < expected < high


@settings(max_examples=40)
@given(st.data())
def test_a_vendor_serves_single_team_lots_as_simpys_resource_does(data: st.DataObject) -> None:
    n, teams = data.draw(st.integers(1, 15)), data.draw(st.integers(1, 4))
    order = data.draw(st.sampled_from((rules.BY_CONTRACT_DAY, rules.LARGEST_FIRST, rules.SMALLEST_FIRST)))
    due = data.draw(st.lists(st.integers(2000, 2400), min_size=n, max_size=n))
    work = data.draw(st.lists(st.tuples(*[st.integers(1, 60)] * 4), min_size=n, max_size=n))
    lots = [
        Lot(organisation=i, procured=due[i], booked=1900, work=tuple(float(x) for x in work[i]))  # type: ignore[arg-type]
        for i in range(n)
    ]
    w = world(lots, [Vendor(teams=((0, teams),))], CALM._replace(queue_order=order), open_calendar())
    # Without limits and freezes a lot holds its team for its own work alone, each phase whole days.
    w = w._replace(rules=w.rules._replace(limit_minimum=n))
    x = simulate(w)
    planned = np.array([float(sum(phases)) for phases in work])
    rank = {
        rules.BY_CONTRACT_DAY: np.array(due, dtype=np.float64),
        rules.LARGEST_FIRST: -planned,
        rules.SMALLEST_FIRST: planned,
    }[order]
    # Requests come before the releases of the same day, as on the canonical day; ties go to the lower number.
    arrive = np.array(due, dtype=np.float64)
    starts = simpy_starts(teams, arrive - 0.5, planned, rank + np.arange(n) * 1e-6, whole_days=True)
    assert np.all(x.done < NEVER)
    assert np.array_equal(x.start, starts.astype(np.int64))
