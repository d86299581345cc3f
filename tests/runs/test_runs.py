"""Replications: isolated, counted, and the same for any number of workers."""

from __future__ import annotations

from functools import cache

import numpy as np
import pytest
from support.made import kept, summed

from sim import runs
from sim.errors import Fault, ScenarioError
from sim.facts import load
from sim.fiscal import DEADLINE, HORIZON_END, NEVER, day_of
from sim.replication import Replication
from sim.runs import BEYOND, Memory, Outcome, Results, many_replications
from sim.runs.digest import digest
from sim.runs.outcome import add
from sim.runs.results import result_hash
from sim.scenario import Scenario
from sim.scenario import load as load_scenario


@pytest.fixture(scope="module")
def baseline() -> Scenario:
    return load_scenario("baseline")


@cache
def real(workers: int, seed: int = 1, replications: int = 2) -> Results:
    return runs.run(load_scenario("baseline"), replications, seed, workers)


def pretend(one: Replication, *_: object) -> Outcome:
    """A made replication; number 1 of seed 13 breaks."""
    if (one.seed, one.number) == (13, 1):
        raise ZeroDivisionError("made to break")
    rng, facts = np.random.default_rng((one.seed, one.number)), one.facts
    return Outcome(one.number, bytes([one.seed, one.number]), kept(facts, rng), summed(facts, rng, 1))


def test_a_failed_replication_is_isolated_recorded_and_counted(
    monkeypatch: pytest.MonkeyPatch, baseline: Scenario
) -> None:
    monkeypatch.setattr(many_replications, "replicate", pretend)
    found = runs.run(baseline, 4, seed=13)
    assert found.replications == (0, 2, 3)
    assert found.number == 3
    assert found.kept.cutover.shape[0] == 3
    (failure,) = found.failures
    assert (failure.replication, failure.error) == (1, "ZeroDivisionError: made to break")
    assert "test_runs.py" in failure.where


def test_a_run_without_any_success_says_why(monkeypatch: pytest.MonkeyPatch, baseline: Scenario) -> None:
    def broken(*_: object) -> Outcome:
        raise ZeroDivisionError("made to break")

    monkeypatch.setattr(many_replications, "replicate", broken)
    with pytest.raises(runs.NoReplicationError, match="made to break"):
        runs.run(baseline, 2)


def test_the_users_fault_is_not_a_failed_replication(
    monkeypatch: pytest.MonkeyPatch, baseline: Scenario
) -> None:
    def refused(*_: object) -> Outcome:
        raise ScenarioError([Fault("x.toml", "key", 1, "missing_key")])

    monkeypatch.setattr(many_replications, "replicate", refused)
    with pytest.raises(ScenarioError):
        runs.run(baseline, 2)


def test_progress_is_told_after_every_replication(
    monkeypatch: pytest.MonkeyPatch, baseline: Scenario
) -> None:
    monkeypatch.setattr(many_replications, "replicate", pretend)
    told: list[tuple[int, int]] = []
    runs.run(baseline, 3, progress=lambda done, total: told.append((done, total)))
    assert told == [(1, 3), (2, 3), (3, 3)]


def test_more_replications_keep_the_first_ones(monkeypatch: pytest.MonkeyPatch, baseline: Scenario) -> None:
    monkeypatch.setattr(many_replications, "replicate", pretend)
    few, many = runs.run(baseline, 2), runs.run(baseline, 4)
    assert np.array_equal(few.kept.ratio, many.kept.ratio[:2])


def test_an_extended_run_equals_a_whole_one(monkeypatch: pytest.MonkeyPatch, baseline: Scenario) -> None:
    monkeypatch.setattr(many_replications, "replicate", pretend)
    few = runs.run(baseline, 3, seed=13)
    before = few.summed.ledger.copy()
    extended, whole = runs.run(baseline, 5, seed=13, earlier=few), runs.run(baseline, 5, seed=13)
    assert extended.result_hash == whole.result_hash
    assert extended.failures == whole.failures
    assert extended.replications == whole.replications == (0, 2, 3, 4)
    assert np.array_equal(extended.kept.cutover, whole.kept.cutover)
    assert np.array_equal(extended.summed.ledger, whole.summed.ledger)
    assert np.array_equal(few.summed.ledger, before)  # the earlier run stays what it was


def test_a_stopped_run_holds_what_was_done_and_can_be_extended(
    monkeypatch: pytest.MonkeyPatch, baseline: Scenario
) -> None:
    monkeypatch.setattr(many_replications, "replicate", pretend)
    told: list[int] = []
    stopped = runs.run(baseline, 9, stop=lambda: len(told) >= 2, progress=lambda done, _: told.append(done))
    assert stopped.replications == (0, 1)
    assert stopped.asked == 2
    at_once = runs.run(baseline, 9, stop=lambda: True)
    assert at_once.replications == (0,)
    whole = runs.run(baseline, 9, earlier=stopped)
    assert whole.result_hash == runs.run(baseline, 9).result_hash


@pytest.mark.slow
def test_a_change_of_the_ledger_does_not_run_the_clock_again() -> None:
    memory, fees = Memory(4), load_scenario("baseline", ("asks/cloud_fees",))
    before = runs.run(load_scenario("baseline"), 2, memory=memory)
    made = memory.made
    remembered = runs.run(fees, 2, memory=memory)
    assert memory.made == made
    assert remembered.result_hash == runs.run(fees, 2).result_hash != before.result_hash


@pytest.mark.slow
def test_a_change_of_the_schedule_does_not_draw_the_population_again() -> None:
    memory, talent = Memory(4), load_scenario("baseline", ("asks/digital_talent",))
    runs.run(load_scenario("baseline"), 2, memory=memory)
    made = memory.made
    remembered = runs.run(talent, 2, memory=memory)
    assert memory.made == made + 2  # two schedules, no population
    assert remembered.result_hash == runs.run(talent, 2).result_hash


def test_memory_forgets_what_was_not_asked_for_longest() -> None:
    memory, made = Memory(2), list[str]()

    def ask(key: str) -> str:
        return memory.get(key, lambda: made.append(key) or key)

    assert [ask(key) for key in ("a", "b", "a", "c", "a", "b")] == ["a", "b", "a", "c", "a", "b"]
    assert made == ["a", "b", "c", "b"]


def test_sums_do_not_depend_on_the_order() -> None:
    facts = load()
    parts = [summed(facts, np.random.default_rng(seed), 1) for seed in range(3)]
    forward, backward = None, None
    for part in parts:
        forward = add(forward, part)
    for part in reversed(parts):
        backward = add(backward, part)
    assert forward is not None
    assert backward is not None
    assert np.array_equal(forward.ledger, backward.ledger)


def test_a_digest_depends_on_values_not_on_the_width_they_are_held_in() -> None:
    narrow, wide = np.array([1, 2], dtype=np.int16), np.array([1, 2], dtype=np.int64)
    assert digest([narrow]) == digest([wide])
    assert digest([wide]) != digest([wide[::-1]])
    assert result_hash([b"a", b"b"]) != result_hash([b"b", b"a"])


def test_any_one_changed_number_and_any_two_exchanged_ones_change_a_digest() -> None:
    numbers = np.random.default_rng(1).integers(-3, 3, 100)
    seen = {digest([numbers]), digest([numbers[:-1]]), digest([np.append(numbers, 0)])}
    for place in range(len(numbers)):
        for more in (1, -1, 2**40):
            changed = numbers.copy()
            changed[place] += more
            seen.add(digest([changed]))
        exchanged = numbers.copy()
        exchanged[place], exchanged[place - 16] = 7, 8
        seen |= {digest([exchanged]), digest([exchanged[::-1]])}
    assert len(seen) == 3 + 5 * len(numbers)


def test_days_beyond_the_horizon_fit_the_narrow_array() -> None:
    assert HORIZON_END < BEYOND < NEVER
    assert np.iinfo(np.int16).max == BEYOND
    assert day_of("2026-03-31") == DEADLINE


@pytest.mark.slow
@pytest.mark.parametrize("workers", [2, 3])
def test_any_number_of_workers_gives_the_same_hash_and_sums(workers: int) -> None:
    one, several = real(1, replications=5), real(workers, replications=5)
    assert one.failures == several.failures == ()
    assert one.result_hash == several.result_hash
    assert np.array_equal(one.summed.ledger, several.summed.ledger)
    assert np.array_equal(one.kept.cutover, several.kept.cutover)


@pytest.mark.slow
def test_another_seed_gives_another_result() -> None:
    assert real(2).result_hash != real(2, seed=2).result_hash


@pytest.mark.slow
def test_a_real_run_adds_up() -> None:
    found = real(2)
    late = (found.kept.cutover > DEADLINE).sum(axis=1)
    assert found.kept.cutover.shape == (2, 34_592)
    assert np.array_equal(found.kept.late_by_reason.sum(axis=1), late)
    # Every late system has a reason, but for those live before the next survey could ask.
    soon = (found.kept.cutover > DEADLINE) & (found.kept.cutover <= day_of("2026-04-30"))
    assert (found.kept.late_by_reason[:, 0] <= soon.sum(axis=1)).all()
    assert np.array_equal(found.summed.ledger.sum(axis=2), found.summed.funding.sum(axis=(2, 3)))
    assert np.array_equal(found.kept.cost.sum(axis=0), found.summed.funding.sum(axis=0))
    assert np.array_equal(found.kept.causes.sum(axis=2), found.kept.cost.sum(axis=(2, 3)))
    prefectures = ~found.facts.organisations.municipal
    assert (found.kept.ratio[:, prefectures] == -1).all()
    with_baseline = found.kept.ratio[:, :, 0] >= 0
    assert (found.kept.ratio[:, :, 0][with_baseline] == 100_000).all()
    assert with_baseline.sum(axis=1).min() > 1_700


@pytest.mark.parametrize("engine", many_replications.LARGEST_KERNELS)
def test_after_a_run_nothing_is_left_to_compile(engine: str) -> None:
    runs.run(load_scenario("baseline"), 1, engine=engine)
    assert not runs.must_compile(engine)
