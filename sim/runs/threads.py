"""Many tasks on a few threads, their results in order: the only parallel code on one machine.

Threads, because what takes time is compiled code that releases the interpreter's lock: they share the facts,
the compiled code and the memory of earlier schedules, and start at once.
"""

from __future__ import annotations

import os
from collections import deque
from concurrent.futures import Future, ThreadPoolExecutor
from threading import Lock
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

T = TypeVar("T")
R = TypeVar("R")

AHEAD = 2
"""Tasks in flight for each worker: enough to keep it busy, few enough that memory stays bounded."""


class _StoppedError(Exception):
    """Stands for the result of a task that was not begun."""


def cores() -> int:
    """Processors that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def each(
    function: Callable[[T], R], items: Iterable[T], workers: int, stop: Callable[[], bool] | None = None
) -> Iterator[R]:
    """`function(item)` for each item in turn, in the order of the items whatever the number of workers.

    `stop` is asked before each task: once it says True none is begun but those before one that was, and
    all that were begun are still given out. An exception of a task is raised in its place. Whoever ends early
    (an exception, Ctrl-C, a closed iterator) waits for the tasks under way only.
    """
    if workers == 1:
        yield from _one_by_one(function, items, stop)
        return
    pool = ThreadPoolExecutor(workers, thread_name_prefix="sanwari")
    waiting: deque[Future[R]] = deque()
    asking, latest, stopped = Lock(), -1, False

    def begin(place: int, item: T) -> R:
        """A task; asked for at this last moment whether to, as the tasks before it may have taken long."""
        nonlocal latest, stopped
        with asking:
            if place > latest:  # else one behind it is begun, which nobody would get without this one
                stopped = stopped or (stop is not None and stop())
                if stopped:
                    raise _StoppedError
                latest = place
        return function(item)

    try:
        for place, item in enumerate(items):
            waiting.append(pool.submit(begin, place, item))
            if len(waiting) >= AHEAD * workers:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()
    except _StoppedError:
        return  # all that were begun stand before it, and are given out
    finally:
        pool.shutdown(cancel_futures=True)


def _one_by_one(
    function: Callable[[T], R], items: Iterable[T], stop: Callable[[], bool] | None
) -> Iterator[R]:
    for item in items:
        if stop is not None and stop():
            return
        yield function(item)
