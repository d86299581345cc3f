"""One replication from beginning to end: parameters, population, events, prices, ledger, outcome."""

from __future__ import annotations

from collections import OrderedDict
from typing import TYPE_CHECKING, Literal

from sim.engine import ENGINES, prepare, trace
from sim.ledger import post
from sim.population import draw
from sim.prices import draw_paths
from sim.runs.compact import compact

if TYPE_CHECKING:
    from sim.engine import Schedule
    from sim.facts import Facts
    from sim.population import Population
    from sim.runs.outcome import Outcome
    from sim.scenario import Scenario

    Clock = tuple[Population, Schedule]

REMEMBERED = 24
"""Schedules that a process keeps (some 2 MB each): a change of the ledger need not run the clock again."""

_clocks: OrderedDict[tuple[str, str, int, int, str], Clock] = OrderedDict()


def replicate(
    facts: Facts, scenario: Scenario, seed: int, replication: int, engine: str = "compiled"
) -> Outcome:
    """Outcome of one replication: a function of its arguments alone, whoever runs it and in which order."""
    drawn = scenario.draw(seed, replication)
    population, schedule = _clock(facts, scenario, seed, replication, engine)
    prices = draw_paths(facts, drawn, seed, replication)
    ledger = post(facts, population, schedule, scenario, drawn, prices, seed, replication)
    return compact(facts, population, schedule, ledger, replication)


def traced(
    facts: Facts,
    scenario: Scenario,
    seed: int,
    replication: int,
    organisation: str,
    lang: Literal["ja", "en"],
) -> list[str]:
    """Events of one organisation (six-digit code) in one replication, in words, in their order."""
    population, schedule = _run_clock(facts, scenario, seed, replication, "compiled", keep_log=True)
    row = facts.organisations.rows[organisation]
    return list(trace.lines(facts, population, schedule, row, lang))


def _clock(facts: Facts, scenario: Scenario, seed: int, replication: int, engine: str) -> Clock:
    """Population and schedule, run or remembered: equal for scenarios that differ in the ledger alone."""
    key = (facts.hash, scenario.stage_hash("schedule"), seed, replication, engine)
    if key not in _clocks:
        _clocks[key] = _run_clock(facts, scenario, seed, replication, engine)
        if len(_clocks) > REMEMBERED:
            _clocks.popitem(last=False)
    return _clocks[key]


def _run_clock(
    facts: Facts, scenario: Scenario, seed: int, replication: int, engine: str, keep_log: bool = False
) -> Clock:
    drawn = scenario.draw(seed, replication)
    population = draw(facts, scenario, drawn, seed, replication)
    world = prepare(facts, population, scenario, drawn, seed, replication)
    return population, ENGINES[engine](world, keep_log)
