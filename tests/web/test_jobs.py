"""One queue for all sessions: who is served first, what is stopped, what is kept, what a failure does."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from types import SimpleNamespace
from typing import Any

import pytest

from sim import runs
from sim.errors import Fault, ScenarioError
from sim.scenario import Scenario, load, replaced
from sim.web.work.answers import State, answered
from sim.web.work.jobs import PATIENCE, Pool

STEPS = (5, 20, 100)
BASELINE = load("baseline")


def other(rate: int) -> Scenario:
    return replaced(BASELINE, {"prices.usdjpy_fixed": float(rate)})


@dataclass(frozen=True)
class FakeResults:
    """What the pool needs to know of results."""

    scenario: Scenario
    asked: int

    kept: str | None = None
    summed: None = None

    @property
    def number(self) -> int:
        return self.asked


@dataclass
class Engine:
    """A run whose every replication waits for leave, and which notes what was asked of it."""

    calls: list[tuple[float, int, int]] = field(default_factory=list)  # rate, from replication, to
    leave: threading.Semaphore = field(default_factory=lambda: threading.Semaphore(0))
    broken: Exception | None = None
    free: bool = False
    parts: tuple[int, ...] = ()  # what is still to be compiled

    def run(self, scenario: Scenario, replications: int, **given: Any) -> Any:
        done = given["earlier"].asked if given["earlier"] else 0
        self.calls.append((float(scenario.values["prices.usdjpy_fixed"]), done, replications))
        if self.broken is not None:
            raise self.broken
        while done < replications and not (done and given["stop"]()):
            assert self.free or self.leave.acquire(timeout=20)
            done += 1
            given["progress"](done, replications)
        return FakeResults(scenario, done)

    def warm(self, progress: Callable[[int, int], object]) -> None:
        for part in self.parts:
            progress(part, self.parts[-1])
            assert self.leave.acquire(timeout=20)

    def allow(self, replications: int) -> None:
        for _ in range(replications):
            self.leave.release()


@dataclass(frozen=True)
class FakeSummary:
    replications: int
    rate: float = 0.0
    scenario: Any = None


def summarised(results: Any) -> FakeSummary:
    return FakeSummary(results.asked)


@pytest.fixture
def engine() -> Engine:
    return Engine()


@pytest.fixture
def clock() -> SimpleNamespace:
    return SimpleNamespace(now=1000.0)


@pytest.fixture
def pool(engine: Engine, clock: SimpleNamespace) -> Iterator[Pool]:
    made = Pool(
        engine.run,
        summarised,
        warm=engine.warm,
        pack=lambda results, _: results,
        steps=STEPS,
        room=250,
        at_rest=20,
        measure=lambda *several: max(r.asked for r in several),
        now=lambda: clock.now,
    )
    yield made
    engine.free = True
    engine.allow(1000)
    made.close()


def until(true: Callable[[], bool]) -> None:
    """Wait for what another thread brings about; a test fails when it never comes."""
    limit = time.monotonic() + 20
    while not true():
        assert time.monotonic() < limit, "it never came"
        time.sleep(0.002)


def state(pool: Pool, session: str, scenario: Scenario) -> State:
    return pool.state(session, scenario)


def have(pool: Pool, scenario: Scenario, number: int) -> Callable[[], bool]:
    return lambda: (found := pool.answer(scenario)) is not None and found.number == number


def test_an_answer_comes_in_steps_and_each_step_extends_the_one_before(pool: Pool, engine: Engine) -> None:
    engine.free = True
    pool.watch("a", other(100))
    until(have(pool, other(100), 100))
    assert engine.calls == [(100, 0, 5), (100, 5, 20), (100, 20, 100)]
    assert state(pool, "a", other(100)).kind == "ready"


def test_a_first_answer_interrupts_a_refinement_which_goes_on_where_it_was(
    pool: Pool, engine: Engine
) -> None:
    pool.watch("a", other(100))
    engine.allow(5 + 15 + 10)
    until(lambda: state(pool, "a", other(100)).done == 30)
    pool.watch("b", other(101))
    engine.allow(1)  # the replication under way ends, then room is made
    until(lambda: len(engine.calls) == 4)
    assert engine.calls[3] == (101, 0, 5)
    engine.free = True
    engine.allow(1)
    until(have(pool, other(100), 100))
    assert (100, 31, 100) in engine.calls


def test_first_answers_are_served_in_the_order_of_their_asking(pool: Pool, engine: Engine) -> None:
    sessions = [(f"s{rate}", other(rate)) for rate in range(100, 110)]
    for session, scenario in sessions:
        pool.watch(session, scenario)
    engine.free = True
    engine.allow(1)
    until(lambda: all(state(pool, session, scenario).have >= 20 for session, scenario in sessions))
    first = [rate for rate, done, _ in engine.calls if done == 0]
    assert first == list(range(100, 110))
    levels = [wanted for _, _, wanted in engine.calls]
    assert levels == sorted(levels)


def test_sessions_that_ask_at_once_from_many_threads_all_get_their_own_answer(
    pool: Pool, engine: Engine
) -> None:
    engine.free = True
    found: dict[int, Any] = {}

    def visit(rate: int) -> None:
        pool.watch(f"s{rate}", other(rate))
        until(lambda: pool.answer(other(rate)) is not None)
        found[rate] = pool.answer(other(rate))

    threads = [threading.Thread(target=visit, args=(rate,)) for rate in range(100, 112)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert {
        rate: answer.results.scenario.values["prices.usdjpy_fixed"] for rate, answer in found.items()
    } == {rate: float(rate) for rate in range(100, 112)}


def test_a_scenario_that_nobody_looks_at_any_more_is_stopped(pool: Pool, engine: Engine) -> None:
    pool.watch("a", other(100))
    engine.allow(2)
    until(lambda: state(pool, "a", other(100)).done == 2)
    pool.watch("a", other(101))
    engine.free = True
    engine.allow(1)
    until(have(pool, other(101), 100))
    assert pool.answer(other(100)) is None
    assert [call[0] for call in engine.calls] == [100, 101, 101, 101]


def test_a_scenario_that_two_sessions_look_at_runs_once(pool: Pool, engine: Engine) -> None:
    pool.watch("a", other(100))
    pool.watch("b", other(100))
    pool.watch("a", other(101))
    engine.free = True
    engine.allow(1)
    until(have(pool, other(100), 100))
    assert [call for call in engine.calls if call[:2] == (100, 0)] == [(100, 0, 5)]


def test_the_baseline_is_computed_once_though_nobody_has_asked(pool: Pool, engine: Engine) -> None:
    engine.free = True
    pool.keep(BASELINE)
    until(have(pool, BASELINE, 5))
    pool.watch("a", BASELINE)
    pool.watch("b", BASELINE)
    until(have(pool, BASELINE, 100))
    assert [done for _, done, _ in engine.calls] == [0, 5, 20]


def test_nothing_is_refined_after_a_stop_until_it_is_asked_for(pool: Pool, engine: Engine) -> None:
    pool.watch("a", other(100))
    engine.allow(5 + 3)
    until(lambda: state(pool, "a", other(100)).done == 8)
    pool.hold("a")
    engine.allow(1)
    until(lambda: state(pool, "a", other(100)) == State("ready", 5, 5, 5, more=True))
    pool.watch("a", other(100))
    assert state(pool, "a", other(100)).kind == "ready"
    engine.free = True
    engine.allow(1)
    pool.hold("a", held=False)
    until(have(pool, other(100), 100))


def test_a_session_that_has_gone_is_not_computed_for(
    pool: Pool, engine: Engine, clock: SimpleNamespace
) -> None:
    pool.watch("a", other(100))
    engine.allow(6)
    until(lambda: state(pool, "a", other(100)).done == 6)
    clock.now += PATIENCE + 1
    engine.allow(1)
    until(lambda: state(pool, "a", other(100)).kind == "waiting")
    assert engine.calls == [(100, 0, 5), (100, 5, 20)]


def test_the_time_left_is_that_of_the_replications_still_to_come(
    pool: Pool, engine: Engine, clock: SimpleNamespace
) -> None:
    pool.watch("a", other(100))
    until(lambda: bool(engine.calls))
    assert state(pool, "a", other(100)).seconds_left is None
    engine.allow(2)
    until(lambda: state(pool, "a", other(100)).done == 2)
    clock.now += 6
    assert state(pool, "a", other(100)).seconds_left == pytest.approx(9)


@pytest.mark.parametrize(
    "error",
    [
        ScenarioError([Fault("", "", None, "no_window")]),
        runs.NoReplicationError("broken"),
        ZeroDivisionError("one of ours"),
    ],
)
def test_a_failure_is_told_and_tried_again_only_when_asked(
    pool: Pool, engine: Engine, error: Exception
) -> None:
    engine.broken, engine.free = error, True
    pool.watch("a", other(100))
    until(lambda: state(pool, "a", other(100)).kind == "failed")
    assert state(pool, "a", other(100)).error is error
    pool.watch("b", other(101))
    until(lambda: state(pool, "b", other(101)).kind == "failed")
    assert len(engine.calls) == 2
    engine.broken = None
    pool.retry(other(100))
    until(have(pool, other(100), 100))


def test_results_that_nobody_looks_at_are_forgotten_when_there_are_too_many(
    pool: Pool, engine: Engine
) -> None:
    engine.free = True
    pool.keep(BASELINE)
    until(have(pool, BASELINE, 5))
    for rate in range(100, 104):
        pool.watch("a", other(rate))
        until(have(pool, other(rate), 100))
        until(lambda: state(pool, "a", other(rate)).kind == "ready")  # noqa: B023
    pool.watch("b", other(110))
    until(have(pool, other(110), 100))
    assert pool.answer(BASELINE) is not None
    assert pool.answer(other(100)) is None
    assert pool.answer(other(103)) is not None


def test_two_scenarios_of_equal_assumptions_share_a_run_and_keep_their_titles(
    pool: Pool, engine: Engine
) -> None:
    engine.free = True
    renamed = replace(BASELINE, info=replace(BASELINE.info, title_ja="別名"))
    pool.watch("a", BASELINE)
    until(have(pool, BASELINE, 100))
    found = pool.answer(renamed)
    assert found is not None
    assert found.summary.scenario.title_ja == "別名"
    assert len(engine.calls) == len(STEPS)


def test_a_summary_is_made_once_and_only_when_a_page_asks_for_it(engine: Engine) -> None:
    made: list[int] = []

    def summarise(results: Any) -> FakeSummary:
        made.append(results.asked)
        return summarised(results)

    engine.free = True
    pool = Pool(
        engine.run,
        summarise,
        warm=engine.warm,
        pack=lambda results, _: results,
        steps=STEPS,
        measure=lambda *several: max(r.asked for r in several),
    )
    pool.watch("a", BASELINE)
    until(have(pool, BASELINE, 100))
    assert made == []
    for title in ("一", "二"):
        found = pool.answer(replace(BASELINE, info=replace(BASELINE.info, title_ja=title)))
        assert found is not None
        assert found.summary.scenario.title_ja == title
    assert made == [100]
    pool.close()


def test_two_pages_that_ask_at_one_moment_get_one_summary() -> None:
    made, both = [], threading.Barrier(2)

    def summarise(results: Any) -> FakeSummary:
        made.append(results)
        time.sleep(0.2)  # the other page asks meanwhile
        return FakeSummary(5)

    answer = answered(FakeResults(BASELINE, 5), summarise)  # type: ignore[arg-type]

    def ask() -> None:
        both.wait(10)
        answer.summarised()

    pages = [threading.Thread(target=ask) for _ in range(2)]
    for page in pages:
        page.start()
    for page in pages:
        page.join(10)
    assert len(made) == 1


def test_a_first_run_tells_how_far_the_compilation_is(pool: Pool, engine: Engine) -> None:
    engine.parts = (1, 2)
    pool.watch("a", BASELINE)
    until(lambda: pool.state("a", BASELINE).compiling)
    assert (pool.state("a", BASELINE).done, pool.state("a", BASELINE).wanted) == (1, 2)
    engine.allow(1)
    until(lambda: not pool.state("a", BASELINE).compiling)
    assert pool.state("a", BASELINE).wanted == STEPS[0]
    engine.parts = ()
    engine.allow(1)


def test_a_system_that_refuses_another_priority_still_gets_its_answers(
    monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest
) -> None:
    def refuse(*_: int) -> None:
        raise PermissionError

    monkeypatch.setattr("os.setpriority", refuse)
    engine, pool = request.getfixturevalue("engine"), request.getfixturevalue("pool")
    engine.free = True
    pool.watch("a", other(100))
    until(have(pool, other(100), 100))
