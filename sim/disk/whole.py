"""Files that are whole or absent, check sums, and locks that the system lets go of however a process ends."""

from __future__ import annotations

import fcntl
import hashlib
import os
import re
import time
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

WAIT_SECONDS = 1.0
"""How long a lock is asked for: `status` holds it for a moment to see whether a sweep runs."""
_PART = re.compile(r"\.(.+)\.\d+\.part")


def write_whole(path: Path, content: bytes) -> None:
    """Write a file that stands whole after a crash at any moment, or not at all; raises OSError.

    It is on the disk, under a name of its own, before it takes its place; so is its place in the folder,
    which must be there.
    """
    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        with part.open("wb") as file:
            _take(file.fileno())  # so that no other process takes it for left behind
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
            part.replace(path)
    except BaseException:
        with suppress(OSError):
            part.unlink(missing_ok=True)
        raise
    sync(path.parent)


def write_named(path: Path, content: bytes) -> None:
    """Write a file whose place a user has named, as `write_whole` does, in a folder made if need be.

    What killed processes left half written of the same file goes.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    remove_parts(path.parent, re.compile(re.escape(path.name)))
    write_whole(path, content)


def remove_parts(folder: Path, names: re.Pattern[str]) -> None:
    """Take away what killed processes left half written of files with such names."""
    for part in folder.glob(".*.part"):
        if is_part(part.name, names) and part.is_file():
            with suppress(OSError), locked(part, wait=0.0) as left:
                if left:
                    part.unlink(missing_ok=True)


def is_part(name: str, names: re.Pattern[str]) -> bool:
    """Whether a file is what `write_whole` leaves half written of a file with such a name."""
    found = _PART.fullmatch(name)
    return found is not None and names.fullmatch(found[1]) is not None


def digest(path: Path) -> str:
    """SHA-256 (hexadecimal) of a file; raises OSError."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def sync(path: Path) -> None:
    """Have a file or a folder's list of names on the disk before anything else is done; raises OSError."""
    number = os.open(path, os.O_RDONLY)
    try:
        os.fsync(number)
    finally:
        os.close(number)


@contextmanager
def locked(path: Path, wait: float = WAIT_SECONDS) -> Iterator[bool]:
    """Whether this process alone holds the lock of a file, which is made if there is none."""
    with _held(os.open(path, os.O_RDWR | os.O_CREAT, 0o666), wait) as got:
        yield got


@contextmanager
def folder_locked(path: Path, wait: float = WAIT_SECONDS) -> Iterator[bool]:
    """Whether this process alone holds the lock of a folder, which it keeps under any new name."""
    with _held(os.open(path, os.O_RDONLY | os.O_DIRECTORY), wait) as got:
        yield got


@contextmanager
def _held(number: int, wait: float) -> Iterator[bool]:
    until = time.monotonic() + wait
    try:
        while not (got := _take(number)) and time.monotonic() < until:
            time.sleep(0.05)
        yield got
    finally:
        os.close(number)  # lets go of the lock, too


def _take(number: int) -> bool:
    try:
        fcntl.flock(number, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True
