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
    from sim.ledger import Ledger
    from sim.ledger.books import Room
    from sim.population import Population
    from sim.replication import Replication
    from sim.runs.memory import Memory
    from sim.runs.outcome import Outcome


def replicate(
    one: Replication,
    engine: str = "compiled",
    memory: Memory = FORGETFUL,
    totals: Totals | None = None,
) -> Outcome:
    """Outcome of one replication, whoever runs it and in which order.

    What is only summed goes into `totals`, where there are any, and is then no longer in the outcome.
    """
    with (totals or Totals()).room(len(one.facts.organisations.code)) as room:
        population, schedule, ledger = posted(one, engine, memory, room)
        outcome = compact(one.facts, population, schedule, ledger, one.number)
        if totals is None or outcome.summed is None:
            return outcome
        totals.add(outcome.summed)
    return replace(outcome, summed=None)


def posted(
    one: Replication,
    engine: str = "compiled",
    memory: Memory = FORGETFUL,
    room: Room | None = None,
) -> tuple[Population, Schedule, Ledger]:
    """Population, schedule and ledger of one replication; the ledger stands until `room` is used again."""
    population, schedule = clocked(one, engine, memory)
    return population, schedule, post(one, population, schedule, draw_paths(one), room)


def clocked(
    one: Replication, engine: str = "compiled", memory: Memory = FORGETFUL
) -> tuple[Population, Schedule]:
    """Population and schedule of one replication, without its ledger.

    Each is run or remembered: it is equal for all scenarios that differ in later stages alone.
    """

    def run_clock() -> tuple[Population, Schedule]:
        population = memory.get(one.identity("population"), lambda: draw(one))
        return population, ENGINES[engine](prepare(one, population), False)

    return memory.get((engine, one.identity("schedule")), run_clock)


def traced(one: Replication, organisation: str, lang: Literal["ja", "en"]) -> list[str]:
    """Events of one organisation (six-digit code) in one replication, in words, in their order."""
    population = draw(one)
    schedule = ENGINES["compiled"](prepare(one, population), True)
    row = one.facts.organisations.rows[organisation]
    return list(trace.lines(one.facts, population, schedule, row, lang))
