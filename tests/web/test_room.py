"""The room of the queue of work: a bound for all that is kept, lower levels before none, no work in turn."""

from __future__ import annotations

import gc
import random
import threading
import time
import weakref
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest
from support.desk import MadePool, desk_of, opened
from support.made import results
from support.soak import tries
from test_jobs import FakeResults, FakeSummary, other, summarised, until

from sim import runs
from sim.runs import Memory, held
from sim.scenario import Scenario, load
from sim.summary import summarise
from sim.web.desk import session
from sim.web.desk.drafts import Desk, Draft
from sim.web.pages.compare import MOST
from sim.web.work.answers import Answer, answered
from sim.web.work.jobs import AT_ONCE, PATIENCE, Pool

STEPS = (5, 20, 100)
BASELINE = load("baseline")
pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning")  # Streamlit's own


@dataclass
class Runs:
    """Runs at once, and what was asked of them."""

    calls: list[tuple[float, int, int]] = field(default_factory=list)  # rate, from replication, to
    broken: Exception | None = None

    def run(self, scenario: Any, replications: int, **given: Any) -> Any:
        done = given["earlier"].asked if given["earlier"] else 0
        self.calls.append((float(scenario.values["prices.usdjpy_fixed"]), done, replications))
        if self.broken is not None:
            raise self.broken
        given["progress"](replications, replications)
        return FakeResults(scenario, replications)


@dataclass
class Server:
    """A pool over such runs, with a clock of its own."""

    pool: Pool
    runs: Runs
    clock: SimpleNamespace

    def watch(self, who: str, *rates: int) -> None:
        self.pool.watch(who, *map(other, rates))

    def have(self, rate: int) -> int:
        found = self.pool.answer(other(rate))
        return 0 if found is None else found.number

    def settle(self) -> None:
        """Until nothing more is to be done."""
        until(self._rests)

    def _rests(self) -> bool:
        with self.pool._changed:  # the pool's own thread may be putting a result down
            return self.pool._next() is None and all(j.began is None for j in self.pool._room.jobs.values())

    @property
    def used(self) -> int:
        with self.pool._changed:
            return self.pool._room.used()


@pytest.fixture
def server(request: pytest.FixtureRequest) -> Iterator[Server]:
    engine, clock = Runs(), SimpleNamespace(now=1000.0)
    pool = Pool(
        engine.run,
        summarised,
        warm=lambda _: None,
        pack=lambda some, _: replace(some, kept="packed"),
        steps=STEPS,
        room=getattr(request, "param", 250),
        at_rest=40,
        measure=lambda *several: max(each.asked * (1 if each.kept else 3) for each in several),
        now=lambda: clock.now,
        glance=0.01,
    )
    yield Server(pool, engine, clock)
    pool.close()


def test_results_that_are_not_packed_yet_do_not_end_the_wait() -> None:
    """Unpacked, a step takes three times its room; a page that took it for the end would never ask again."""
    packing, go_on = threading.Event(), threading.Event()

    def pack(some: Any, _: Any) -> Any:
        if some.asked == STEPS[0]:
            packing.set()
            assert go_on.wait(20)
        return replace(some, kept="packed")

    pool = Pool(
        Runs().run,
        summarised,
        warm=lambda _: None,
        pack=pack,
        steps=STEPS,
        room=2 * STEPS[-1],  # three times the first step, and what it would grow by, are more at the last
        measure=lambda *several: max(each.asked * (1 if each.kept else 12) for each in several),
    )
    pool.watch("a", BASELINE)
    assert packing.wait(20)
    assert pool.state("a", BASELINE).kind == "running"
    go_on.set()
    until(lambda: (found := pool.answer(BASELINE)) is not None and found.number == STEPS[-1])
    pool.close()


def test_what_all_look_at_is_within_the_room_and_the_lower_levels_stay(server: Server) -> None:
    for who, rate in enumerate(range(100, 108)):
        server.watch(f"v{who}", rate)
    server.settle()
    found = [server.have(rate) for rate in range(100, 108)]
    assert sorted(found) == [20] * 7 + [100]
    assert server.used <= 250
    kinds = [server.pool.state(f"v{who}", other(rate)).kind for who, rate in enumerate(range(100, 108))]
    assert sorted(kinds) == ["ready"] + ["waiting"] * 7
    assert kinds[found.index(100)] == "ready"


def test_who_waits_for_room_gets_it_once_others_have_stopped_asking(server: Server) -> None:
    for who, rate in enumerate(range(100, 108)):
        server.watch(f"v{who}", rate)
    server.settle()
    last = min(range(100, 108), key=server.have)
    for _ in range(int(PATIENCE) + 2):
        server.clock.now += 1
        server.watch("stays", last)
    until(lambda: server.have(last) == 100)
    assert server.used <= 250


def test_one_who_looks_at_more_than_fits_does_not_wait_for_what_never_comes(server: Server) -> None:
    server.watch("a", *range(100, 106))
    server.settle()
    states = [server.pool.state("a", other(rate)) for rate in range(100, 106)]
    assert {state.kind for state in states} == {"ready"}
    assert not any(state.more for state in states)
    assert sorted(state.have for state in states) == [20] * 5 + [100]


@pytest.mark.parametrize("server", [130], indirect=True)
def test_two_who_look_at_more_than_fits_do_not_make_the_server_run_in_turn(server: Server) -> None:
    for _ in range(50):
        server.watch("a", 100)
        server.watch("b", 101)
        server.clock.now += 1
        server.settle()
        assert server.used <= 130
    assert sorted((server.have(100), server.have(101))) == [20, 100]
    assert len(server.runs.calls) == 5


@pytest.mark.parametrize("server", [130], indirect=True)
def test_a_first_answer_takes_the_last_step_of_another_but_never_its_answer(server: Server) -> None:
    server.watch("a", 100)
    server.settle()
    assert server.have(100) == 100
    for rate in range(101, 106):
        server.watch(f"v{rate}", rate)
        server.watch("a", 100)
        server.settle()
    assert server.used <= 130
    assert server.have(100) >= 20
    assert min(server.have(rate) for rate in range(101, 106)) >= 5
    before = len(server.runs.calls)
    server.settle()
    assert len(server.runs.calls) == before


@pytest.mark.parametrize("server", [12], indirect=True)
def test_a_first_answer_for_which_there_is_no_room_waits_until_somebody_goes(server: Server) -> None:
    server.watch("a", 100)
    server.watch("b", 101)
    server.settle()
    server.watch("c", 102)
    server.settle()
    assert server.have(100) == server.have(101) == 5
    assert server.pool.state("c", other(102)).kind == "waiting"
    server.clock.now += PATIENCE + 1
    server.watch("c", 102)
    until(lambda: server.have(102) == 5)
    assert server.used <= 12


def test_what_was_unseen_longest_goes_first_and_is_made_again_when_asked(server: Server) -> None:
    for rate in range(100, 116):
        server.watch("a", rate)
        server.settle()
        assert server.used <= 250
    assert server.have(115) == 100
    assert server.have(100) == 0
    assert server.have(114) >= 20
    server.watch("a", 100)
    server.settle()
    assert server.have(100) == 100


def test_once_nobody_is_there_the_room_is_given_back(server: Server) -> None:
    server.pool.keep(BASELINE)
    forgotten: list[int] = []
    server.pool.at_rest(lambda: forgotten.append(1))
    for rate in (100, 101):
        server.watch("a", rate)
        server.settle()
    server.pool.memory.get("stage", lambda: bytes(1000))
    found = server.pool.answer(other(101))
    assert found is not None
    assert found.summary.replications == 100
    assert server.pool.shown.weight > 0
    server.clock.now += PATIENCE + 1
    until(lambda: server.pool._rests)
    assert server.used <= 40
    assert server.pool.memory.weight == server.pool.shown.weight == 0
    assert forgotten == [1]
    assert server.have(101) == 20  # what was seen last is at hand at a lower level
    assert server.pool.answer(BASELINE) is not None
    server.watch("a", 101)
    server.settle()
    assert server.have(101) == 100


def test_what_failed_or_has_no_result_is_forgotten_once_nobody_looks(server: Server) -> None:
    server.runs.broken = ZeroDivisionError("one of ours")
    for rate in range(100, 150):
        server.watch("a", rate)
        server.settle()
        assert len(server.pool._room.jobs) <= 2
    error = server.pool.state("a", other(149)).error
    assert error is server.runs.broken
    assert error.__traceback__ is None  # it would hold what the run had made
    server.clock.now += PATIENCE + 1
    until(lambda: not server.pool._room.jobs)


def test_a_session_looks_at_so_many_scenarios_at_once_and_no_more(server: Server) -> None:
    assert MOST + 1 <= AT_ONCE  # what the page of comparisons asks for
    server.watch("a", *range(100, 200))
    server.settle()
    assert len(server.pool._room.jobs) == AT_ONCE
    assert server.have(100 + AT_ONCE) == 0


@pytest.mark.fuzz
@pytest.mark.parametrize("server", [160], indirect=True)
def test_whatever_visitors_do_the_bound_holds_and_the_work_ends(server: Server) -> None:
    luck = random.Random(3)  # noqa: S311 - what visitors do
    for _ in range(tries(60, 2_000)):
        who = f"v{luck.randrange(6)}"
        match luck.randrange(5):
            case 0 | 1:
                server.watch(who, *luck.sample(range(100, 112), luck.randrange(1, 4)))
            case 2:
                server.pool.hold(who, held=luck.random() < 0.5)
            case 3:
                server.clock.now += luck.choice((1, 20, PATIENCE + 1))
            case _:
                server.pool.answer(other(luck.randrange(100, 112)))
        server.settle()
        assert server.used <= 160
        before = len(server.runs.calls)
        server.settle()
        assert len(server.runs.calls) == before


@pytest.mark.fuzz
def test_twenty_sessions_at_once_see_only_their_own_numbers() -> None:
    """Each moves its lever again and again; desk, scenario, answer and summary are its own each time."""
    engine = Runs()
    pool = Pool(
        engine.run,
        lambda some: FakeSummary(0, some.scenario.values["prices.usdjpy_fixed"]),
        warm=lambda _: None,
        pack=lambda some, _: some,
        steps=STEPS,
        room=20 * 20 + 100,
        measure=lambda *several: max(each.asked for each in several),
    )
    wrong: list[tuple[int, object]] = []
    start = threading.Barrier(20)

    desks = session.Desks()

    def visit(who: int) -> None:
        token = f"s{who}"
        desks.put(Desk(token))
        start.wait()
        for move in range(tries(4, 100)):
            rate = 100.0 + 10 * who + move % 10
            desk = desks.find(token) or Desk("lost")
            desks.put(desk.put(desk.draft.setting("prices.usdjpy_fixed", str(rate))))
            mine = (desks.find(token) or Desk("lost")).scenario()
            pool.watch(token, mine)
            until(lambda mine=mine: pool.answer(mine) is not None)  # type: ignore[misc]
            found = pool.answer(mine)
            seen = found and (found.results.scenario.values["prices.usdjpy_fixed"], found.summary.rate)
            if seen != (rate, rate) or mine.values["prices.usdjpy_fixed"] != rate:
                wrong.append((rate, seen))

    threads = [threading.Thread(target=visit, args=(who,)) for who in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(120)
    pool.close()
    assert wrong == []
    assert not any(thread.is_alive() for thread in threads)
    assert pool._room.used() <= 500


class FreshPool(MadePool):
    """Every answer is of results of its own, and it is known which of them somebody still holds."""

    def __init__(self) -> None:
        super().__init__()
        self.given: list[weakref.ref[runs.Results]] = []

    def answer(self, scenario: Scenario) -> Answer:
        some = replace(results(self.number, 1), scenario=scenario)
        self.given.append(weakref.ref(some))
        return answered(some, summarise, self.shown)


@pytest.mark.parametrize("name", ["outlook", "scenario", "compare", "evidence"])
def test_a_page_that_stands_open_holds_no_results(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    pool = FreshPool()
    page = opened(monkeypatch, name)
    monkeypatch.setattr(session, "pool", lambda: pool)
    changed = Draft().setting("prices.usdjpy_fixed", "150")
    session.desks().put(replace(desk_of(page), drafts=(changed,)))
    page.run()
    if name == "compare":
        page.multiselect(key="compared").set_value(page.multiselect(key="compared").options[:2]).run()
    assert not page.exception
    assert pool.given
    gc.collect()
    assert [each for each in pool.given if each() is not None] == []


def test_a_memory_of_bytes_keeps_what_was_seen_last_and_never_more_than_it_may() -> None:
    memory = Memory(10_000, held)
    for number in [*range(20), 15, 20]:
        memory.get(number, lambda: bytes(1_000))
        assert memory.weight <= 10_000
    made_before = memory.made
    memory.get(15, lambda: bytes(1_000))
    assert memory.made == made_before
    memory.get("large", lambda: bytes(20_000))  # is not kept, and nothing goes for it
    assert memory.get(15, lambda: bytes(1_000)) == bytes(1_000)
    assert memory.made == made_before + 1
    memory.clear()
    assert memory.weight == 0


def test_what_is_made_for_two_at_once_is_made_once_and_a_failure_is_no_value() -> None:
    memory, both, done = Memory(5), threading.Barrier(2), []

    def make() -> int:
        time.sleep(0.05)
        return 1

    def ask() -> None:
        both.wait(10)
        done.append(memory.get("x", make))

    threads = [threading.Thread(target=ask) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(10)
    assert (done, memory.made) == ([1, 1], 1)
    with pytest.raises(ZeroDivisionError):
        memory.get("y", lambda: 1 // 0)
    assert memory.get("y", lambda: 2) == 2


def test_what_a_value_takes_counts_each_part_once() -> None:
    array = np.zeros(1_000)
    assert 8_000 <= held(array) <= 8_300
    assert held([array, array]) <= 8_500
    assert held(array[:10]) < 400  # a view is charged for what it shows
    assert held({"a": [1.5] * 3, "b": Draft(title="x" * 5_000)}) > 5_000
