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
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from sim import facts, runs, summary
from sim.web.work.answers import Answer, State, answered
from sim.web.work.free_memory import give_back, trim
from sim.web.work.room import AT_REST, ROOM, Job, Key, Room

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from sim.runs import Results
    from sim.scenario import Scenario
    from sim.summary import Summary
    from sim.web.work.shelf import Shelf

STEPS = (10, 50, 200, 1_000)
"""Replications of the first answer, of better ones, of which the third has a spread, and of the last."""
REMEMBERED = 2
"""So many steps keep populations and schedules: those that are waited for when a fee is moved."""
SHELVED = 2
"""Which of these steps goes to the shelf: with a spread, and read in a tenth of a second."""
SEED = 1
PATIENCE = 60.0
"""Seconds after which a session that does not ask any more counts as gone."""
AT_ONCE = 8
"""Scenarios that one session may look at; what is beyond is not computed."""
MEMORY = 220_000_000
"""Bytes of populations and schedules: those of fifty replications, 4.2 MB each."""
SHOWN = 100_000_000
"""Bytes of what pages show, made from results: summaries of 2.6 MB, charts of up to 0.7, comparisons."""

TRIMMED = 100
"""Replications after which a run gives back what it has let go of."""
GIVES_WAY = 5
"""How far runs stand back behind the pages, which are drawn and typed into meanwhile (niceness)."""

_warm = partial(runs.warm, "compiled")
_log = logging.getLogger(__name__)


@dataclass(slots=True)
class _Watch:
    """What a session looks at."""

    keys: frozenset[Key]
    seen: float
    held: bool = False


class Pool:
    """Runs scenarios for all sessions of a server on one thread, which hands replications to all processors.

    `watch` says what a session looks at now (whatever it looked at before is dropped); `state` and `answer`
    tell how far that is. All are quick and may be called from any thread.
    `shown`: what pages have made of answers.
    """

    def __init__(
        self,
        run: Callable[..., Results] = runs.run,
        summarise: Callable[[Results], Summary] = summary.summarise,
        *,
        warm: Callable[[Callable[[int, int], object]], None] = _warm,
        pack: Callable[[Results, Results | None], Results] = runs.packed,
        steps: Sequence[int] = STEPS,
        room: int = ROOM,
        at_rest: int = AT_REST,
        measure: Callable[..., int] = runs.size,
        now: Callable[[], float] = time.monotonic,
        glance: float = 5.0,
        shelf: Shelf | None = None,
    ) -> None:
        self._run, self._summarise, self._steps, self._pack = run, summarise, tuple(steps), pack
        self._shelf = shelf
        self._warm, self._compiled = warm, (0, 0)  # kernels compiled, of so many
        self._at_rest, self._now, self._glance = at_rest, now, glance
        self.memory = runs.Memory(MEMORY, runs.held)
        self.shown = runs.Memory(SHOWN, runs.held)
        self._room = Room(room, measure, self._steps)
        self._watches: dict[str, _Watch] = {}
        self._tickets = 0
        self._rests, self._closed = True, False
        self._forgetting: list[Callable[[], object]] = [self.memory.clear, self.shown.clear]
        self._changed = threading.Condition()
        self._thread = threading.Thread(target=self._serve, name="sanwari-pool", daemon=True)
        self._thread.start()

    def watch(self, session: str, *scenarios: Scenario) -> None:
        """A session looks at these scenarios now; called again and again while it waits."""
        with self._changed:
            keys = frozenset(self._enter(scenario) for scenario in scenarios[:AT_ONCE])
            before = self._watches.get(session)
            held = before is not None and before.keys == keys and before.held
            self._watches[session] = _Watch(keys, self._now(), held)
            self._rests = False
            self._changed.notify_all()

    def keep(self, scenario: Scenario) -> None:
        """Runs the first step of a scenario even if nobody looks at it, and never forgets it.

        Its step `SHELVED` goes to the shelf, where there is one, and is its first one for the next server.
        """
        with self._changed:
            self._room.pinned.add(self._enter(scenario))
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
            self._room.jobs[self._enter(scenario)].error = None
            self._changed.notify_all()

    def state(self, session: str, scenario: Scenario) -> State:
        """Where a scenario stands for a session."""
        with self._changed:
            job = self._room.jobs.get(key_of(scenario))
            if job is None:
                return State("waiting", wanted=self._steps[0])
            have = job.answer.number if job.answer else 0
            if job.error is not None:
                return State("failed", have, error=job.error)
            watch = self._watches.get(session)
            if job.level == len(self._steps) or (job.level and watch is not None and watch.held):
                return State("ready", have, have, have, more=job.level < len(self._steps))
            idle = job.began is None  # else a step has just ended and its results are not packed yet
            if job.level and idle and watch is not None and not self._room.fits(job, watch.keys):
                return State("ready", have, have, have)  # no room for more beside what the session looks at
            wanted = self._steps[job.level]
            if job.began is None:
                return State("waiting", have, job.done, wanted)
            if self._compiled[0] < self._compiled[1]:
                return State("running", have, *self._compiled, compiling=True)
            return State("running", have, job.done, wanted, self._left(job, wanted))

    def answer(self, scenario: Scenario) -> Answer | None:
        """The best finished answer for a scenario under its own titles; None before the first one."""
        with self._changed:
            job = self._room.jobs.get(key_of(scenario))
            if job is None or job.answer is None:
                return None
            self._room.jobs.move_to_end(key_of(scenario))
            return job.answer.under(scenario)

    def at_rest(self, forget: Callable[[], object]) -> None:
        """Something else to forget once nobody is there; it must be quick."""
        self._forgetting.append(forget)

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
        key, jobs = key_of(scenario), self._room.jobs
        if key not in jobs:
            self._tickets += 1
            jobs[key] = Job(scenario, self._tickets)
        jobs.move_to_end(key)
        return key

    def _left(self, job: Job, wanted: int) -> float | None:
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
                    job.error = error.with_traceback(None)  # which holds all that the run had made
            with self._changed:
                job.began = None
                self._room.note(job)
                self._room.make_way(self._looked_at())
                self._changed.notify_all()
            del job  # else its results are held as long as nothing else is to be done

    def _take(self) -> Job | None:
        """The most urgent job, waited for; None when closed."""
        with self._changed:
            while not self._closed:
                self._tidy()
                if (job := self._next()) is not None:
                    self._room.make_way(self._looked_at(), job)
                    job.done = job.partial.asked if job.partial else 0
                    job.began = (self._now(), job.done)
                    return job
                self._changed.wait(None if self._rests else self._glance)
            return None

    def _next(self) -> Job | None:
        wanted = [job for key, job in self._room.jobs.items() if self._is_wanted(key, job)]
        wanted.sort(key=lambda job: (job.level, job.ticket))
        return next((job for job in wanted if job.began is not None or self._fits(job)), None)

    def _is_wanted(self, key: Key, job: Job) -> bool:
        """Whether a step of the job is still to be done and somebody looks at it."""
        if job.error is not None or job.level == len(self._steps):
            return False
        if job.level == 0 and key in self._room.pinned:
            return True
        latest = self._now() - PATIENCE
        looking = (watch for watch in self._watches.values() if watch.seen >= latest and key in watch.keys)
        return any(job.level == 0 or not watch.held for watch in looking)

    def _fits(self, job: Job) -> bool:
        return self._room.fits(job, self._looked_at())

    def _looked_at(self) -> set[Key]:
        return {key for watch in self._watches.values() for key in watch.keys}

    def _work(self, job: Job) -> None:
        level = job.level
        shelf = self._shelf if key_of(job.scenario) in self._room.pinned else None
        if shelf is not None and job.partial is None and self._recall(job, shelf):
            return
        self._warm(lambda *far: setattr(self, "_compiled", far))
        self._compiled = (0, 0)
        before = job.partial
        results = self._run(
            job.scenario,
            self._steps[level],
            seed=SEED,
            workers=runs.cores(),
            progress=lambda done, _: self._far(job, done),
            stop=lambda: self._must_stop(job),
            earlier=before,
            memory=self.memory if level < REMEMBERED else runs.FORGETFUL,
        )
        self._put(job, results, level)
        self._put(job, self._pack(results, before), level)  # who waits has the answer already
        del results
        trim()
        if shelf is not None and job.partial is not None and job.level == level + 1 == SHELVED + 1:
            shelf.put(job.partial)

    def _far(self, job: Job, done: int) -> None:
        job.done = done
        if done % TRIMMED == 0:
            trim()

    def _put(self, job: Job, results: Results, level: int) -> None:
        """Results of a step of a job, which may have been stopped before its end."""
        with self._changed:
            job.partial = results
            if results.asked < self._steps[level]:
                return
            if level + 1 == len(self._steps) and job.level == level:
                job.before = job.answer
            job.answer, job.level = answered(results, self._summarise, self.shown), level + 1
            self._changed.notify_all()

    def _recall(self, job: Job, shelf: Shelf) -> bool:
        """Take up a job where another server left it; whether there was anything."""
        results = shelf.take(job.scenario, SEED)
        if results is None or results.asked != self._steps[SHELVED]:
            return False
        self._put(job, self._pack(results, None), SHELVED)
        return True

    def _must_stop(self, job: Job) -> bool:
        with self._changed:
            if self._closed or not self._is_wanted(key_of(job.scenario), job):
                return True
            first = self._next()
            return first is not None and first.level < job.level

    def _tidy(self) -> None:
        """Forget sessions that are gone and what nobody waits for; give back what nobody needs."""
        latest = self._now() - PATIENCE
        self._watches = {name: watch for name, watch in self._watches.items() if watch.seen >= latest}
        self._room.forget_empty(self._looked_at())
        if self._watches or self._rests:
            return
        self._rests = True
        self._room.rest(self._at_rest)
        for forget in self._forgetting:
            forget()
        give_back()


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
