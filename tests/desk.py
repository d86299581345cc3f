"""A queue of work for tests of the pages: made results, at once, of whatever scenario is asked for."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from typing import Any

from made import results

from sim.runs import Results
from sim.scenario import Scenario
from sim.summary import identity, summarise
from sim.web.jobs import SEED, Answer, State


@cache
def made(number: int) -> tuple[Results, dict[str, Any]]:
    found = results(number, SEED)
    return found, summarise(found)


class MadePool:
    """Like a `Pool` in which every scenario has `number` replications, or stands at `now` if that is set."""

    def __init__(self, number: int = 20, state: State | None = None) -> None:
        self.number, self.now = number, state
        self.watched: dict[str, tuple[Scenario, ...]] = {}
        self.retried: list[Scenario] = []

    def watch(self, session: str, *scenarios: Scenario) -> None:
        self.watched[session] = scenarios

    def hold(self, _: str, held: bool = True) -> None:
        self.now = State("ready", self.number, more=held)

    def retry(self, scenario: Scenario) -> None:
        self.retried.append(scenario)

    def state(self, _: str, __: Scenario) -> State:
        return self.now or State("ready", self.number, self.number, self.number)

    def answer(self, scenario: Scenario) -> Answer | None:
        if self.now is not None and not self.now.have:
            return None
        found, summary = made(self.number)
        changed = replace(found, scenario=scenario)
        return Answer(changed, summary | {"scenario": identity(scenario)})
