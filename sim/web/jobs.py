"""One queue of work for all sessions: first answers before better ones, and only what somebody looks at.

A scenario is run in steps of more and more replications; each step extends the one before. Whoever needs an
earlier step goes first: a refinement under way makes room between two replications and loses nothing.
"""

from __future__ import annotations

import logging
import os
import sys
import threading
import time
from collections import OrderedDict
from contextlib import suppress
from dataclasses import dataclass, fields
from functools import partial
from typing import TYPE_CHECKING, Any

from sim import facts, runs, summary
from sim.web.answers import Answer, State, answered

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from sim.runs import Results
    from sim.scenario import Scenario
    from sim.web.shelf import Shelf

STEPS = (10, 50, 200, 1_000)
"""Replications of the first answer, of better ones, of which the third has a spread, and of the last."""
REMEMBERED = 2
"""So many steps keep populations and schedules: those that are waited for when a fee is moved."""
SHELVED = 2
"""Which of these steps goes to the shelf: with a spread, and read in a tenth of a second."""
SEED = 1
PATIENCE = 60.0
"""Seconds after which a session that does not ask any more counts as gone."""
ROOM = 2_000_000_000
"""Bytes of results that are kept; what nobody looks at goes first, the longest unused before others."""
MEMORY = 600
"""Populations and schedules that are remembered, about 1.4 MB each."""

GIVES_WAY = 5
"""How far runs stand back behind the pages, which are drawn and typed into meanwhile (niceness)."""

Key = tuple[str, str, int]
_warm = partial(runs.warm, "compiled")
_log = logging.getLogger(__name__)


@dataclass(slots=True)
class _Job:
    """A scenario with what has been computed for it."""

    scenario: Scenario
    ticket: int
    answer: Answer | None = None
    partial: Results | None = None
    level: int = 0  # steps that are finished
    error: Exception | None = None
    done: int = 0
    began: tuple[float, int] | None = None  # when this step was taken up, with how many; None: idle


@dataclass(slots=True)
class _Watch:
    """What a session looks at."""

    keys: frozenset[Key]
    seen: float
    held: bool = False


def size(results: Results) -> int:
    """Bytes that the arrays of some results take."""
    parts = (results.kept, results.summed)
    return sum(getattr(part, field.name).nbytes for part in parts for field in fields(part))


class Pool:
    """Runs scenarios for all sessions of a server on one thread, which hands replications to all processors.

    `watch` says what a session looks at now (whatever it looked at before is dropped); `state` and `answer`
    tell how far that is. All are quick and may be called from any thread.
    """

    def __init__(
        self,
        run: Callable[..., Results] = runs.run,
        summarise: Callable[[Results], dict[str, Any]] = summary.summarise,
        *,
        warm: Callable[[Callable[[int, int], object]], None] = _warm,
        steps: Sequence[int] = STEPS,
        room: int = ROOM,
        measure: Callable[[Results], int] = size,
        now: Callable[[], float] = time.monotonic,
        shelf: Shelf | None = None,
    ) -> None:
        self._run, self._summarise, self._steps = run, summarise, tuple(steps)
        self._shelf = shelf
        self._warm, self._compiled = warm, (0, 0)  # kernels compiled, of so many
        self._room, self._measure, self._now = room, measure, now
        self._memory = runs.Memory(MEMORY)
        self._jobs: OrderedDict[Key, _Job] = OrderedDict()
        self._watches: dict[str, _Watch] = {}
        self._pinned: set[Key] = set()
        self._tickets = 0
        self._closed = False
        self._changed = threading.Condition()
        self._thread = threading.Thread(target=self._serve, name="sanwari-pool", daemon=True)
        self._thread.start()

    def watch(self, session: str, *scenarios: Scenario) -> None:
        """A session looks at these scenarios now; called again and again while it waits."""
        with self._changed:
            keys = frozenset(self._enter(scenario) for scenario in scenarios)
            before = self._watches.get(session)
            held = before is not None and before.keys == keys and before.held
            self._watches[session] = _Watch(keys, self._now(), held)
            self._changed.notify_all()

    def keep(self, scenario: Scenario) -> None:
        """Runs the first step of a scenario even if nobody looks at it, and never forgets it.

        Its step `SHELVED` goes to the shelf, where there is one, and is its first one for the next server.
        """
        with self._changed:
            self._pinned.add(self._enter(scenario))
            self._changed.notify_all()

    def hold(self, session: str, held: bool = True) -> None:
        """No (or again) refinement of what a session looks at; looking at something else ends it."""
        with self._changed:
            if session in self._watches:
                self._watches[session].held = held
            self._changed.notify_all()

    def retry(self, scenario: Scenario) -> None:
        """Forget that a scenario failed."""
        with self._changed:
            self._jobs[self._enter(scenario)].error = None
            self._changed.notify_all()

    def state(self, session: str, scenario: Scenario) -> State:
        """Where a scenario stands for a session."""
        with self._changed:
            key = key_of(scenario)
            job = self._jobs.get(key)
            if job is None:
                return State("waiting", wanted=self._steps[0])
            have = job.answer.number if job.answer else 0
            if job.error is not None:
                return State("failed", have, error=job.error)
            watch = self._watches.get(session)
            if job.level == len(self._steps) or (job.level and watch is not None and watch.held):
                return State("ready", have, have, have, more=job.level < len(self._steps))
            wanted = self._steps[job.level]
            if job.began is None:
                return State("waiting", have, job.done, wanted)
            if self._compiled[0] < self._compiled[1]:
                return State("running", have, *self._compiled, compiling=True)
            return State("running", have, job.done, wanted, self._left(job, wanted))

    def answer(self, scenario: Scenario) -> Answer | None:
        """The best finished answer for a scenario under its own titles; None before the first one."""
        with self._changed:
            job = self._jobs.get(key_of(scenario))
            if job is None or job.answer is None:
                return None
            self._jobs.move_to_end(key_of(scenario))
            return job.answer.under(scenario)

    def wait(self, seconds: float) -> None:
        """Return once something has changed for somebody, at the latest after so many seconds."""
        with self._changed:
            self._changed.wait(seconds)

    def close(self) -> None:
        """Ends the thread; a run under way ends with its present replication."""
        with self._changed:
            self._closed = True
            self._changed.notify_all()
        self._thread.join()

    def _enter(self, scenario: Scenario) -> Key:
        key = key_of(scenario)
        if key not in self._jobs:
            self._tickets += 1
            self._jobs[key] = _Job(scenario, self._tickets)
        self._jobs.move_to_end(key)
        return key

    def _left(self, job: _Job, wanted: int) -> float | None:
        began, before = job.began or (0.0, job.done)
        if job.done <= before:
            return None
        return (self._now() - began) / (job.done - before) * (wanted - job.done)

    def _serve(self) -> None:
        _give_way()
        while (job := self._take()) is not None:
            try:
                self._work(job)
            except Exception as error:
                if isinstance(error, RuntimeError) and "after interpreter shutdown" in str(error):
                    return  # the server ends in the middle of a run
                if not isinstance(error, runs.NoReplicationError):
                    _log.exception("a run in the background broke")
                with self._changed:
                    job.error = error
            with self._changed:
                job.began = None
                self._tidy()
                self._changed.notify_all()

    def _take(self) -> _Job | None:
        """The most urgent job, waited for; None when closed."""
        with self._changed:
            while not self._closed:
                if (job := self._next()) is not None:
                    job.done = job.partial.asked if job.partial else 0
                    job.began = (self._now(), job.done)
                    return job
                self._changed.wait()
            return None

    def _next(self) -> _Job | None:
        open_jobs = [job for key, job in self._jobs.items() if self._is_wanted(key, job)]
        return min(open_jobs, key=lambda job: (job.level, job.ticket), default=None)

    def _is_wanted(self, key: Key, job: _Job) -> bool:
        """Whether a step of the job is still to be done and somebody looks at it."""
        if job.error is not None or job.level == len(self._steps):
            return False
        if job.level == 0 and key in self._pinned:
            return True
        latest = self._now() - PATIENCE
        looking = (watch for watch in self._watches.values() if watch.seen >= latest and key in watch.keys)
        return any(job.level == 0 or not watch.held for watch in looking)

    def _work(self, job: _Job) -> None:
        level = job.level
        shelf = self._shelf if key_of(job.scenario) in self._pinned else None
        if shelf is not None and job.partial is None and self._recall(job, shelf):
            return
        self._warm(lambda *far: setattr(self, "_compiled", far))
        self._compiled = (0, 0)
        results = self._run(
            job.scenario,
            self._steps[level],
            seed=SEED,
            workers=runs.cores(),
            progress=lambda done, _: setattr(job, "done", done),
            stop=lambda: self._must_stop(job),
            earlier=job.partial,
            memory=self._memory if level < REMEMBERED else runs.FORGETFUL,
        )
        finished = results.asked >= self._steps[level]
        answer = answered(results, self._summarise) if finished else job.answer
        with self._changed:
            job.partial, job.answer, job.level = results, answer, level + finished
        if shelf is not None and finished and level == SHELVED:
            shelf.put(results)

    def _recall(self, job: _Job, shelf: Shelf) -> bool:
        """Take up a job where another server left it; whether there was anything."""
        results = shelf.take(job.scenario, SEED)
        if results is None or results.asked != self._steps[SHELVED]:
            return False
        answer = answered(results, self._summarise)
        with self._changed:
            job.partial, job.answer, job.level = results, answer, SHELVED + 1
        return True

    def _must_stop(self, job: _Job) -> bool:
        with self._changed:
            if self._closed or not self._is_wanted(key_of(job.scenario), job):
                return True
            first = self._next()
            return first is not None and first.level < job.level

    def _tidy(self) -> None:
        """Forget sessions that are gone, and results that nobody looks at once there are too many."""
        latest = self._now() - PATIENCE
        self._watches = {name: watch for name, watch in self._watches.items() if watch.seen >= latest}
        looked_at = self._pinned.union(*(watch.keys for watch in self._watches.values()))
        used = {key: self._measure(job.partial) for key, job in self._jobs.items() if job.partial is not None}
        for key in [key for key in used if key not in looked_at]:
            if sum(used.values()) <= self._room:
                return
            del used[key], self._jobs[key]


def key_of(scenario: Scenario) -> Key:
    """What a result depends on, apart from its number of replications."""
    return scenario.hash, facts.load().hash, SEED


def _give_way() -> None:
    """Let the thread that asks, and those that it starts, wait for the pages, where the system knows how."""
    if sys.platform == "linux":  # where a thread has a priority of its own
        thread = threading.get_native_id()
        with suppress(OSError):
            before = os.getpriority(os.PRIO_PROCESS, thread)
            os.setpriority(os.PRIO_PROCESS, thread, max(before, GIVES_WAY))
