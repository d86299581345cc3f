"""One replication from beginning to end: parameters, population, events, prices, ledger, outcome."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Literal

from sim.engine import ENGINES, prepare, trace
from sim.ledger import post
from sim.population import draw
from sim.prices import draw_paths
from sim.runs.compact import compact
from sim.runs.memory import FORGETFUL
from sim.runs.totals import Totals

if TYPE_CHECKING:
    from sim.engine import Schedule
    from sim.facts import Facts
    from sim.ledger import Ledger
    from sim.ledger.books import Room
    from sim.population import Population
    from sim.runs.memory import Memory
    from sim.runs.outcome import Outcome
    from sim.scenario import Drawn, Scenario


def replicate(
    facts: Facts,
    scenario: Scenario,
    seed: int,
    replication: int,
    engine: str = "compiled",
    memory: Memory = FORGETFUL,
    totals: Totals | None = None,
) -> Outcome:
    """Outcome of one replication: a function of its arguments alone, whoever runs it and in which order.

    What is only summed goes into `totals`, where there are any, and is then no longer in the outcome.
    """
    with (totals or Totals()).room(len(facts.organisations.code)) as room:
        population, schedule, ledger = posted(facts, scenario, seed, replication, engine, memory, room)
        outcome = compact(facts, population, schedule, ledger, replication)
        if totals is None or outcome.summed is None:
            return outcome
        totals.add(outcome.summed)
    return replace(outcome, summed=None)


def posted(
    facts: Facts,
    scenario: Scenario,
    seed: int,
    replication: int,
    engine: str = "compiled",
    memory: Memory = FORGETFUL,
    room: Room | None = None,
) -> tuple[Population, Schedule, Ledger]:
    """Population, schedule and ledger of one replication; the ledger stands until `room` is used again."""
    drawn = scenario.draw(seed, replication)
    population, schedule = clocked(facts, scenario, seed, replication, engine, memory, drawn)
    prices = draw_paths(facts, drawn, seed, replication)
    ledger = post(facts, population, schedule, scenario, drawn, prices, seed, replication, room)
    return population, schedule, ledger


def clocked(
    facts: Facts,
    scenario: Scenario,
    seed: int,
    replication: int,
    engine: str = "compiled",
    memory: Memory = FORGETFUL,
    drawn: Drawn | None = None,
) -> tuple[Population, Schedule]:
    """Population and schedule of one replication, without its ledger.

    Each is run or remembered: it is equal for all scenarios that differ in later stages alone. `drawn` are
    the parameters of this replication, where the caller has drawn them already.
    """
    luck = (facts.hash, seed, replication)

    def run_clock() -> tuple[Population, Schedule]:
        p = scenario.draw(seed, replication) if drawn is None else drawn

        def populate() -> Population:
            return draw(facts, scenario, p, seed, replication)

        population = memory.get(("population", scenario.stage_hash("population"), *luck), populate)
        world = prepare(facts, population, scenario, p, seed, replication)
        return population, ENGINES[engine](world, False)

    return memory.get(("schedule", scenario.stage_hash("schedule"), engine, *luck), run_clock)


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
    schedule = ENGINES["compiled"](world, True)
    row = facts.organisations.rows[organisation]
    return list(trace.lines(facts, population, schedule, row, lang))
