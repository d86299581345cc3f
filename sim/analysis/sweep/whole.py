"""Files that are whole or absent, and a folder that only one process fills."""

from __future__ import annotations

import contextlib
import fcntl
import os
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

WAIT_SECONDS = 1.0
"""How long a lock is asked for: `status` holds it for a moment to see whether a sweep runs."""


def write_whole(path: Path, content: bytes) -> None:
    """Write a file that stands whole after a crash at any moment, or not at all; raises OSError.

    It is on the disk, under a name of its own, before it takes its place; so is its place in the folder.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        with part.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        part.replace(path)
    except BaseException:
        with contextlib.suppress(OSError):
            part.unlink(missing_ok=True)
        raise
    _sync(path.parent)


def remove_parts(folder: Path) -> None:
    """Take away what a killed process left half written."""
    for part in folder.glob(".*.part"):
        part.unlink(missing_ok=True)


@contextmanager
def locked(path: Path, wait: float = WAIT_SECONDS) -> Iterator[bool]:
    """Whether this process alone holds the lock; the system lets go of it however the process ends."""
    with path.open("a+") as file:
        got = _take(file.fileno(), wait)
        try:
            yield got
        finally:
            if got:
                fcntl.flock(file.fileno(), fcntl.LOCK_UN)


def _take(number: int, wait: float) -> bool:
    until = time.monotonic() + wait
    while True:
        try:
            fcntl.flock(number, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            if time.monotonic() >= until:
                return False
            time.sleep(0.05)
        else:
            return True


def _sync(folder: Path) -> None:
    number = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(number)
    finally:
        os.close(number)
