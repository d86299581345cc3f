"""One replication from beginning to end: parameters, population, events, prices, ledger, outcome."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.engine import prepare, simulate, trace
from sim.ledger import post
from sim.population import draw
from sim.prices import draw_paths
from sim.runs.compact import compact
from sim.runs.outcome import Outcome

if TYPE_CHECKING:
    from typing import Literal

    from sim.facts import Facts
    from sim.scenario import Scenario


def replicate(facts: Facts, scenario: Scenario, seed: int, replication: int) -> Outcome:
    """Outcome of one replication: a function of its arguments alone, whoever runs it and in which order."""
    drawn = scenario.draw(seed, replication)
    population = draw(facts, scenario, drawn, seed, replication)
    schedule = simulate(prepare(facts, population, scenario, drawn, seed, replication))
    prices = draw_paths(facts, scenario, drawn, seed, replication)
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
    drawn = scenario.draw(seed, replication)
    population = draw(facts, scenario, drawn, seed, replication)
    world = prepare(facts, population, scenario, drawn, seed, replication)
    schedule = simulate(world, keep_log=True)
    row = facts.organisations.rows[organisation]
    return list(trace.lines(facts, population, schedule, row, lang))
