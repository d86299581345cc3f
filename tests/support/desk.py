"""A queue of work for tests of the pages: made results, at once, of whatever scenario is asked for."""

from __future__ import annotations

import time
from collections.abc import Callable
from functools import cache

import pytest
from streamlit.testing.v1 import AppTest
from support.made import results

from sim import runs
from sim.scenario import Scenario
from sim.summary import summarise
from sim.web.desk import session
from sim.web.desk.drafts import Desk
from sim.web.work.answers import Answer, State, answered
from sim.web.work.jobs import SEED


@cache
def made(number: int) -> Answer:
    return answered(results(number, SEED), summarise)


class MadePool:
    """Like a `Pool` in which every scenario has `number` replications, or stands at `now` if that is set."""

    def __init__(self, number: int = 20, state: State | None = None) -> None:
        self.number, self.now = number, state
        self.watched: dict[str, tuple[Scenario, ...]] = {}
        self.retried: list[Scenario] = []
        self.memory, self.shown = runs.Memory(200), runs.Memory(500)

    def watch(self, session: str, *scenarios: Scenario) -> None:
        self.watched[session] = scenarios

    def at_rest(self, _: Callable[[], object]) -> None:
        """It never rests."""

    def hold(self, _: str, held: bool = True) -> None:
        self.now = State("ready", self.number, more=held)

    def retry(self, scenario: Scenario) -> None:
        self.retried.append(scenario)

    def state(self, _: str, __: Scenario) -> State:
        return self.now or State("ready", self.number, self.number, self.number)

    def wait(self, seconds: float) -> None:
        time.sleep(seconds)

    def answer(self, scenario: Scenario) -> Answer | None:
        if self.now is not None and not self.now.have:
            return None
        return made(self.number).under(scenario)


def opened(patch: pytest.MonkeyPatch, name: str, number: int = 20) -> AppTest:
    """One page of the desk by itself, over made results of so many replications."""
    made = MadePool(number)
    patch.setattr(session, "pool", lambda: made)
    return AppTest.from_function(_page, args=(name,), default_timeout=300).run()


def _page(name: str) -> None:
    """The script of a page, run by itself: so it imports what it needs."""
    from sim.web.desk import session
    from sim.web.widgets import body, frame

    body.guarded(frame.page_of(name), session.enter())


def desk_of(page: AppTest) -> Desk:
    """What the visitor of a page has in hand."""
    found = session.desks().find(page.session_state["desk"])
    assert found is not None
    return found
