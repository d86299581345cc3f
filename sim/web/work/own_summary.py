"""The summary of a part of the nation under an answer: a first one at once, one with a spread later.

The second takes many seconds; it is made in a thread of its own, so that the page stays alive meanwhile.
"""

from __future__ import annotations

import logging
import threading
import time
from concurrent.futures import Future, ThreadPoolExecutor
from functools import cache
from typing import TYPE_CHECKING

from cachetools import TTLCache

from sim import runs
from sim.analysis.part_summary import PartSummary, summarise_part
from sim.summary import ENOUGH
from sim.web.desk import session
from sim.web.escaped_streamlit import st
from sim.web.widgets import progress

if TYPE_CHECKING:
    from collections.abc import Callable

    from sim.analysis.part_summary import Part
    from sim.web.work.answers import Answer

FIRST = 50
"""Replications of the first answer; from `ENOUGH` on, as many are taken, and no more."""
MOST = 24
"""Summaries in memory, up to some MB each; the longest unused gives way."""
WAITING = 4
"""Summaries with a spread that wait to be made, each of which holds results; the rest are asked for again."""
FAILED_SECONDS = 60.0
"""A failure is kept as long; then the summary is made again for whoever asks."""
_log = logging.getLogger(__name__)
Key = tuple[str, str, str]


class Summaries:
    """Summaries of parts by run, part and replications, for two hours; safe for many threads."""

    def __init__(
        self,
        make: Callable[..., PartSummary] = summarise_part,
        now: Callable[[], float] = time.monotonic,
        memory: runs.Memory = runs.FORGETFUL,
    ) -> None:
        self._make, self._now, self._memory = make, now, memory
        self._made: TTLCache[Key, tuple[float, Future[PartSummary]]] = TTLCache(
            MOST, session.KEPT_SECONDS, timer=now
        )
        self._lock = threading.Lock()
        self._later = ThreadPoolExecutor(1, "sanwari-part")
        self._waiting = 0

    def forget(self) -> None:
        """Forget all that is made; what is under way is made to its end."""
        with self._lock:
            self._made.clear()

    def first(self, found: Answer, part: Part) -> PartSummary:
        """The summary of the first replications; made now if need be. Raises what goes wrong."""
        future, is_new = self._future(found, part, FIRST)
        if is_new:
            self._fill(future, found, part, FIRST)
        return future.result()

    def better(self, found: Answer, part: Part) -> Future[PartSummary] | None:
        """The summary with a spread, which may still be under way; None while the run is too short for it."""
        if found.number < ENOUGH:
            return None
        with self._lock:
            if self._waiting >= WAITING and self._key(found, part, ENOUGH) not in self._made:
                return Future()  # not begun: who waits asks again
        future, is_new = self._future(found, part, ENOUGH)
        if is_new:
            with self._lock:
                self._waiting += 1
            self._later.submit(self._fill_later, future, found, part)
        return future

    def _fill_later(self, future: Future[PartSummary], found: Answer, part: Part) -> None:
        self._fill(future, found, part, ENOUGH)
        with self._lock:
            self._waiting -= 1

    def _key(self, found: Answer, part: Part, number: int) -> Key:
        results = found.results.first(min(number, found.results.asked))
        return results.scenario.hash, results.result_hash, part.code

    def _future(self, found: Answer, part: Part, number: int) -> tuple[Future[PartSummary], bool]:
        key, now = self._key(found, part, number), self._now()
        with self._lock:
            when, kept = self._made.get(key, (now, None))
            if kept is not None and not (_failed(kept) and now - when > FAILED_SECONDS):
                return kept, False
            future: Future[PartSummary] = Future()
            self._made[key] = now, future
            return future, True

    def _fill(self, future: Future[PartSummary], found: Answer, part: Part, number: int) -> None:
        try:
            future.set_result(self._make(found.results, part, runs.cores(), most=number, memory=self._memory))
        except Exception as error:
            _log.exception("a summary broke")
            future.set_exception(error)


def _failed(future: Future[PartSummary]) -> bool:
    return future.done() and future.exception() is not None


@cache  # not Streamlit's, which any visitor can have emptied
def summaries() -> Summaries:
    """The summaries of this server."""
    pool = session.pool()
    made = Summaries(memory=pool.memory)
    pool.at_rest(made.forget)
    return made


def summary_so_far(found: Answer, part: Part) -> PartSummary:
    """The best summary there is now; a better one is begun and not waited for.

    One that failed takes nothing away: the first one stays.
    """
    better = summaries().better(found, part)
    is_there = better is not None and better.done() and not _failed(better)
    return better.result() if better is not None and is_there else summaries().first(found, part)


def becomes_better(found: Answer, part: Part) -> bool:
    """Whether a better summary than the one there is now is under way."""
    better = summaries().better(found, part)
    return better is not None and not better.done()


def summary_of(found: Answer, part: Part) -> PartSummary:
    """The best summary there is; the page is drawn again when a better one is made."""
    goes_on = becomes_better(found, part)  # asked first: what comes meanwhile is not missed

    def wait() -> None:
        if not becomes_better(found, part):
            st.rerun()

    if goes_on:
        st.fragment(wait, run_every=progress.POLL_SECONDS)()
    return summary_so_far(found, part)
