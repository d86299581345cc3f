"""Compiled scalar and array functions, kept on disk under the hash of their sources."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, ParamSpec, TypeVar, cast

import numba
from numba.core import event
from numba.extending import register_jitable

from sim.kernel.files import KernelCache, is_cold
from sim.kernel.folders import prune
from sim.kernel.sources import PACKAGE, cache_folder, marked, source_hash, sources

__all__ = [
    "PACKAGE",
    "cache_folder",
    "compiling",
    "inlined",
    "is_cold",
    "kernel",
    "leaf",
    "prune",
    "shared",
    "source_hash",
    "sources",
]

P = ParamSpec("P")
R = TypeVar("R")


def kernel(function: Callable[P, R]) -> Callable[P, R]:
    """Compiled form of `function`, same signature; no fast-math, so that its bits are the same everywhere.

    It releases the interpreter's lock and divides like numpy (x / 0 is infinite, nothing is raised).
    """
    return _compiled(function)


def leaf(function: Callable[P, R]) -> Callable[P, R]:
    """A kernel compiled without reference counting: only for functions that create no array.

    The engine hands on some hundred arrays with each call; counting their references took two thirds of its
    time. A function that creates an array fails to compile here, so the mark cannot be put on by mistake.
    """
    return _compiled(function, _nrt=False)


def inlined(function: Callable[P, R]) -> Callable[P, R]:
    """A leaf whose code is put into each of its callers: for parts of a hot loop that read many arrays.

    A call copies all the arrays of the tuples that it hands on; in the ledger's loop over lots that took more
    than half of the time.
    """
    return _compiled(function, _nrt=False, forceinline=True)


def shared(function: Callable[P, R]) -> Callable[P, R]:
    """A plain function that leaves can call too; its code is put into each of them.

    Plain code that calls a leaf hands on every array anew, which takes longer than most functions do.
    """
    return register_jitable(forceinline=True)(function)


def _compiled(function: Callable[P, R], **options: Any) -> Callable[P, R]:
    made: Any = numba.njit(nogil=True, error_model="numpy", **options)(function)
    made._cache = KernelCache(function)  # instead of `cache=True`, which takes numba's own kind of files
    return cast("Callable[P, R]", made)


@contextmanager
def compiling(progress: Callable[[int, int], object]) -> Iterator[None]:
    """Call `progress(done, all)` after each kernel that is compiled meanwhile.

    `all` counts the functions marked in the sources, a few of which a run may never need. What `progress`
    raises ends the compilation; what has been compiled stays in the cache.
    """
    with event.install_listener("numba:compile", _Counting(progress, marked())):
        yield


class _Counting(event.Listener):
    """Counts this package's functions as they are compiled; one of several signatures counts once."""

    def __init__(self, progress: Callable[[int, int], object], total: int) -> None:
        self._progress, self._total = progress, total
        self._done: set[str] = set()

    def on_start(self, event: Any) -> None:
        """Nothing yet."""

    def on_end(self, event: Any) -> None:
        """One more, if it is one of ours."""
        function = event.data["dispatcher"].py_func
        if Path(function.__code__.co_filename).is_relative_to(PACKAGE):
            self._done.add(f"{function.__module__}.{function.__qualname__}")
            self._progress(min(len(self._done), self._total), self._total)
