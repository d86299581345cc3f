"""Files that are whole or absent, check sums, and locks that end with their process, however that ends.

A lock is the system's own, on an open file or folder. Where there is none (a network disk without locks, a
folder on Windows) it is a file beside what is locked, which names its process: once that is gone, it is free.
"""

from __future__ import annotations

import errno
import hashlib
import os
import re
import time
import warnings
from contextlib import contextmanager, suppress
from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path
    from types import ModuleType

    from filelock import SoftFileLock

WAIT_SECONDS = 1.0
"""How long a lock is asked for: `status` holds it for a moment to see whether a sweep runs."""
_IS_WINDOWS: Final = os.name == "nt"
_OF_FOLDERS: Final[int | None] = getattr(os, "O_DIRECTORY", None)
"""How a folder is opened; None where none can be."""
_NOT_THERE = (errno.EINVAL, errno.ENOTSUP, errno.ENOSYS, errno.EBADF)
"""What a system answers that has no way to put a folder on the disk."""
_PART = re.compile(r"\.(.+)\.\d+\.part")


def write_whole(path: Path, content: bytes) -> None:
    """Write a file that stands whole after a crash at any moment, or not at all; raises OSError.

    It is on the disk, under a name of its own, before it takes its place; so is its place in the folder,
    which must be there.
    """
    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        with part.open("wb") as file, _held(file.fileno(), part, 0.0):  # else it is taken for left behind
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
            if not _IS_WINDOWS:
                part.replace(path)
        if _IS_WINDOWS:  # which moves no open file
            part.replace(path)
    except BaseException:
        with suppress(OSError):
            part.unlink(missing_ok=True)
        raise
    sync(path.parent)


def write_new(path: Path, content: bytes) -> None:
    """Write a file as `write_whole` does, but never over one that is there: FileExistsError then."""
    part = path.with_name(f"{path.name}.{os.getpid()}.new")
    write_whole(part, content)
    try:
        os.link(part, path)
    finally:
        part.unlink(missing_ok=True)
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
            with suppress(OSError):
                with locked(part, wait=0.0) as left:
                    if left and not _IS_WINDOWS:
                        part.unlink(missing_ok=True)
                if left and _IS_WINDOWS:  # which removes no open file
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
    """Have a file or a folder's list of names on the disk before anything else is done; raises OSError.

    A folder is left to the system where that cannot be asked for it: on Windows, and on some network disks.
    """
    is_folder = path.is_dir()
    if is_folder and _OF_FOLDERS is None:
        return
    number = os.open(path, os.O_RDWR if _IS_WINDOWS else os.O_RDONLY)
    try:
        os.fsync(number)
    except OSError as error:
        if not is_folder or error.errno not in _NOT_THERE:
            raise
    finally:
        os.close(number)


@contextmanager
def locked(path: Path, wait: float = WAIT_SECONDS) -> Iterator[bool]:
    """Whether this process alone holds the lock of a file, which is made if there is none."""
    number = _opened(path)
    try:
        with _held(number, path, wait) as got:
            yield got
    finally:
        os.close(number)


@contextmanager
def folder_locked(path: Path, wait: float = WAIT_SECONDS) -> Iterator[bool]:
    """Whether this process alone holds the lock of a folder, which it keeps under any new name."""
    if _OF_FOLDERS is None:
        path.stat()  # as opening it would, raise OSError where there is none
        with _held(None, path, wait) as got:
            yield got
        return
    number = os.open(path, os.O_RDONLY | _OF_FOLDERS)
    try:
        with _held(number, path, wait) as got:
            yield got
    finally:
        os.close(number)


def _opened(path: Path) -> int:
    """Number of an open file, made if there is none; one that may not be written can be locked, too."""
    try:
        return os.open(path, os.O_RDWR | os.O_CREAT, 0o666)
    except OSError:
        if not path.is_file():
            raise
        return os.open(path, os.O_RDONLY)


@contextmanager
def _held(number: int | None, path: Path, wait: float) -> Iterator[bool]:
    """Whether the lock of an open file was got in so many seconds, or where it has none that beside it."""
    until = time.monotonic() + wait
    got, beside = None, None
    try:
        while (got := _take(number)) is False and time.monotonic() < until:
            time.sleep(0.05)
        if got is None:
            beside = _lock_beside(path, wait)
        yield beside is not None if got is None else got
    finally:
        if beside is not None:
            beside.release()
        elif number is not None and got:
            _let_go(number)


def _take(number: int | None) -> bool | None:
    """Whether the lock of an open file was got; None where the system has none for it."""
    if number is None:
        return None
    try:
        return bool(_locks().lock_descriptor(number, blocking=False))
    except OSError:
        return None


def _let_go(number: int) -> None:
    with suppress(OSError):  # closing the file lets go of it, too
        _locks().unlock_descriptor(number)


def _lock_beside(path: Path, wait: float) -> SoftFileLock | None:
    """A lock that is a file beside another, which bears its name and ".held"; None where a process has it."""
    lock: SoftFileLock = _locks().SoftFileLock(path.with_name(f"{path.name}.held"))
    try:
        lock.acquire(timeout=wait)
    except _locks().Timeout:
        return None
    return lock


@cache
def _locks() -> ModuleType:
    """The library of locks; only who writes waits for it. It warns, in English, where there is no `fcntl`."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return import_module("filelock")
