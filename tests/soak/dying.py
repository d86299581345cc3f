"""Functions run in a process of their own that is killed just before its n-th call that can change a disk.

The interpreter tells of every call of a function written in C, so that the product needs no hooks: it
dies between any two of open, write, fsync, mkdir, rename, unlink and their like, whoever calls them. Code
without an interpreter (Arrow's writer) is reached by kills at a moment of the clock.
"""

from __future__ import annotations

import io
import os
import pickle
import resource
import select
import signal
import sys
import threading
import time
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from types import BuiltinFunctionType, FrameType
from typing import Any

_SYSTEM = {"chmod", "flock", "fsync", "mkdir", "open", "rename", "replace", "rmdir", "truncate", "unlink"}
_FILE = {"close", "flush", "truncate", "write", "writelines"}


@dataclass(frozen=True)
class Ended:
    """How a process ended: killed, or with what it returned (None if an exception came out of it)."""

    killed: bool
    returned: Any
    calls: int
    seconds: float
    said: str


def in_child(
    action: Callable[[], object],
    at_call: int | None = None,
    after: float | None = None,
    largest_file: int | None = None,
) -> Ended:
    """Run something in a child, which is killed at a call or after some seconds if it lasts so long.

    `largest_file` is the bytes at which the system refuses to let a file grow.
    """
    reading, writing = os.pipe()
    began = time.monotonic()
    child = os.fork()
    if child == 0:
        _be_child(action, at_call, largest_file, writing)
    os.close(writing)
    with os.fdopen(reading, "rb") as answer:
        if after is not None and not select.select([answer], [], [], after)[0]:
            os.kill(child, signal.SIGKILL)
        content = answer.read()
    _, status = os.waitpid(child, 0)
    returned, calls, said = pickle.loads(content) if content else (None, 0, "")  # noqa: S301 - our child
    killed = os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGKILL
    return Ended(killed, returned, calls, time.monotonic() - began, said)


def _be_child(action: Callable[[], object], at_call: int | None, largest: int | None, writing: int) -> None:
    said = io.StringIO()
    sys.stdout = sys.stderr = said
    counting = _Counting(at_call)
    returned = None
    if largest is not None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (largest, largest))
    try:
        threading.setprofile(counting)
        sys.setprofile(counting)
        try:
            returned = action()
        finally:
            sys.setprofile(None)
            threading.setprofile(None)
    except BaseException:
        traceback.print_exc(file=said)
    with os.fdopen(writing, "wb") as answer:
        answer.write(pickle.dumps((returned, counting.calls, said.getvalue())))
    os._exit(0)


class _Counting:
    """Counts the calls that can change a disk; before one of them it ends the process."""

    def __init__(self, last: int | None) -> None:
        self._last, self.calls = last, 0

    def __call__(self, _: FrameType, event: str, called: BuiltinFunctionType) -> None:
        if event == "c_call" and _changes_disk(called):
            self.calls += 1
            if self.calls == self._last:
                os.kill(os.getpid(), signal.SIGKILL)


def _changes_disk(called: BuiltinFunctionType) -> bool:
    name, owner = called.__name__, getattr(called, "__self__", None)
    if name in _SYSTEM and getattr(owner, "__name__", "") in ("posix", "_io", "io", "fcntl"):
        return True
    return name in _FILE and isinstance(owner, io.IOBase) and not isinstance(owner, io.StringIO)
