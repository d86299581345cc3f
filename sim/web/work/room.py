"""What the queue of work keeps, within a bound: who goes first, what is cut down, what may be made at all.

Results that nobody looks at give way first, the longest unseen before others: at first they are cut down to
the answer before the last step, a quarter of it, then they are forgotten. Of what is looked at only the last
step is ever cut, and only to make room for an earlier step of another scenario. So nothing is made again and
again for two visitors in turn: what does not fit beside what others look at is not begun.
"""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Sequence

    from sim.runs import Results
    from sim.scenario import Scenario
    from sim.web.work.answers import Answer

ROOM = 350_000_000
"""Bytes of packed results that are kept: two scenarios at 1,000 replications, ten at 200, fifty at 10."""
AT_REST = 100_000_000
"""Bytes of them once nobody is there."""

Key = tuple[str, str, int]


@dataclass(slots=True)
class Job:
    """A scenario with what has been computed for it.

    `before`: the answer before the last step, which the job is cut down to; it shares its replications.
    """

    scenario: Scenario
    ticket: int
    answer: Answer | None = None
    partial: Results | None = None
    before: Answer | None = None
    level: int = 0  # steps that are finished
    error: Exception | None = None
    done: int = 0
    began: tuple[float, int] | None = None  # when this step was taken up, with how many; None: idle

    @property
    def results(self) -> list[Results]:
        """All results that are kept for it."""
        answers = (each.results for each in (self.answer, self.before) if each is not None)
        return [*answers, *([] if self.partial is None else [self.partial])]

    def cut(self) -> bool:
        """Give back what goes beyond the last answer, or the last step; whether there was anything."""
        if self.began is not None or self.answer is None:
            return False
        if self.partial is not None and self.partial.asked > self.answer.results.asked:
            self.partial = self.answer.results
            return True
        if self.before is None:
            return False
        self.answer, self.partial, self.before = self.before, self.before.results, None
        self.level -= 1
        return True


class Room:
    """Jobs by key, the longest unseen first, in so many bytes. Not safe for threads by itself.

    `pinned`: those that are never forgotten, though cut down like others.
    """

    def __init__(self, limit: int, measure: Callable[..., int], steps: Sequence[int]) -> None:
        self._limit, self._measure, self._steps = limit, measure, steps
        self._sizes: dict[int, int] = {}
        self.pinned: set[Key] = set()
        self.jobs: OrderedDict[Key, Job] = OrderedDict()

    def used(self) -> int:
        """Bytes that all results take."""
        return sum(self._measure(*job.results) for job in self.jobs.values() if job.results)

    def note(self, job: Job) -> None:
        """Remember how large a finished step is once it is packed: those of other scenarios are alike."""
        if job.answer is None or job.partial is None or job.partial.asked > job.answer.results.asked:
            return
        self._sizes[job.level] = max(self._sizes.get(job.level, 0), self._measure(*job.results))

    def fits(self, job: Job, looked_at: Collection[Key]) -> bool:
        """Whether the next step of a job finds room beside what is looked at."""
        more, is_last = self._growth(job), self._is_last(job)
        kept = 0
        for key, each in self.jobs.items():
            if each is job or key in looked_at or key in self.pinned:
                dear = each is job or (key in looked_at and is_last)
                kept += self._least(each, cut=not dear)
        return kept + more <= self._limit

    def make_way(self, looked_at: Collection[Key], job: Job | None = None) -> None:
        """Let go of what must go, for the next step of a job if one is about to begin."""
        more = 0 if job is None else self._growth(job)
        for give_way in self._ways(looked_at, job):
            if self.used() + more <= self._limit:
                return
            give_way()

    def rest(self, least: int) -> None:
        """Nobody is there: cut everything down, and forget what is more than so many bytes."""
        for job in self.jobs.values():
            while job.cut():
                pass
        for key in [key for key in self.jobs if key not in self.pinned]:
            if self.used() <= least:
                return
            del self.jobs[key]

    def forget_empty(self, looked_at: Collection[Key]) -> None:
        """Forget what nobody looks at and what has no result, be it that it failed."""
        for key, job in list(self.jobs.items()):
            if not (key in looked_at or key in self.pinned or job.results or job.began is not None):
                del self.jobs[key]

    def _ways(self, looked_at: Collection[Key], job: Job | None) -> Iterator[Callable[[], Any]]:
        """What can be let go, the least dear first."""
        idle = [key for key, each in self.jobs.items() if key not in looked_at and each.began is None]
        for key in idle:
            yield self.jobs[key].cut  # what was begun
            yield self.jobs[key].cut  # the last step
        for key in [key for key in idle if key not in self.pinned]:
            yield partial(self.jobs.pop, key)
        for each in [each for each in self.jobs.values() if each is not job]:
            yield each.cut
            yield each.cut

    def _growth(self, job: Job) -> int:
        """Bytes that the next step of a job adds: as that of another scenario did, else by replications."""
        have = self._measure(*job.results) if job.results else 0
        wanted, done = self._steps[job.level], self._steps[max(0, job.level - 1)]
        return max(0, self._sizes.get(job.level + 1, have * wanted // done) - have)

    def _is_last(self, job: Job) -> bool:
        return job.level + 1 == len(self._steps)

    def _least(self, job: Job, *, cut: bool) -> int:
        """Bytes that a job cannot be without: those of its answer, or of the one that it is cut down to."""
        if not job.results:
            return 0
        if not cut or job.began is not None or job.answer is None:
            return self._measure(*job.results)
        return self._measure((job.before or job.answer).results)
