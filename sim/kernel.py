"""Compiled scalar and array functions, cached on disk under a name that changes with their sources.

Numba checks only the file that a cached function stands in: after an edit of `rules.py` it would go on using
what it had compiled from the old rules into their callers. So the cache folder bears the hash of every source
that can end up in compiled code, and an edit starts a new folder.
"""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, ParamSpec, TypeVar, cast

import numba
from numba.core import event

P = ParamSpec("P")
R = TypeVar("R")

PACKAGE = Path(__file__).parent
ARGUMENTS = ("errors", "scenario", "wording.py")
"""Parts of the package that no kernel reads: what they hold reaches compiled code as arguments."""
_MARK = re.compile(r"^@(?:kernel|leaf|inlined)\b", re.MULTILINE)
_FOLDER_NAME = re.compile(r"[0-9a-f]{16}")
_IMPORT = re.compile(r"^\s*(?:from|import) (sim[\w.]*)(?: import (\([^)]*|.*))?", re.MULTILINE)


def kernel(function: Callable[P, R]) -> Callable[P, R]:
    """Compiled form of `function`, same signature; no fast-math, so that its bits are the same everywhere.

    It releases the interpreter's lock and divides like numpy (x / 0 is infinite, nothing is raised).
    """
    settings: Any = numba.config
    settings.CACHE_DIR = _FOLDER  # each time: numba reads its settings again when the environment changes
    return cast("Callable[P, R]", numba.njit(cache=True, nogil=True, error_model="numpy")(function))


def leaf(function: Callable[P, R]) -> Callable[P, R]:
    """A kernel compiled without reference counting: only for functions that create no array.

    The engine hands on some hundred arrays with each call; counting their references took two thirds of its
    time. A function that creates an array fails to compile here, so the mark cannot be put on by mistake.
    """
    settings: Any = numba.config
    settings.CACHE_DIR = _FOLDER
    options: Any = {"_nrt": False}
    return cast(
        "Callable[P, R]", numba.njit(cache=True, nogil=True, error_model="numpy", **options)(function)
    )


def inlined(function: Callable[P, R]) -> Callable[P, R]:
    """A leaf whose code is put into each of its callers: for parts of a hot loop that read many arrays.

    A call copies all the arrays of the tuples that it hands on; in the ledger's loop over lots that took more
    than half of the time.
    """
    settings: Any = numba.config
    settings.CACHE_DIR = _FOLDER
    options: Any = {"_nrt": False, "forceinline": True}
    return cast(
        "Callable[P, R]", numba.njit(cache=True, nogil=True, error_model="numpy", **options)(function)
    )


def _imported(text: str, package: Path) -> set[Path]:
    """Files of the package that a source imports by name (a package stands for its `__init__.py`)."""
    names = set()
    for module, members in _IMPORT.findall(text):
        names |= {module, *(f"{module}.{name}" for name in re.findall(r"\w+", members))}
    paths = [package.joinpath(*name.split(".")[1:]) for name in names]
    candidates = [path.with_suffix(".py") for path in paths] + [path / "__init__.py" for path in paths]
    return {path for path in candidates if path.is_file()}


def sources(package: Path = PACKAGE) -> list[Path]:
    """Files that compiled code depends on, sorted: those with kernels and all that they import.

    The imported ones count because a kernel freezes the value of every module constant that it reads; those
    in `ARGUMENTS` do not, so that a changed message compiles nothing anew.
    """
    texts = {path: path.read_text(encoding="utf-8") for path in package.rglob("*.py")}
    found: set[Path] = set()
    waiting = [path for path, text in texts.items() if _MARK.search(text)]
    while waiting:
        path = waiting.pop()
        if path not in found and path.relative_to(package).parts[0] not in ARGUMENTS:
            found.add(path)
            waiting.extend(_imported(texts[path], package))
    return sorted(found)


def source_hash(package: Path = PACKAGE) -> str:
    """SHA-256 (hexadecimal) of the names and contents of all sources of compiled code."""
    digest = hashlib.sha256()
    for path in sources(package):
        digest.update(path.relative_to(package).as_posix().encode() + b"\0")
        digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()


def _user_cache() -> Path:
    """Folder where this user's programs keep what they can make again."""
    if chosen := os.environ.get("NUMBA_CACHE_DIR"):
        return Path(chosen)
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA", Path.home() / "AppData" / "Local"))
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Caches"
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")


def cache_folder(package: Path = PACKAGE) -> Path:
    """Folder for the compiled code of these very sources; not made here."""
    return _user_cache() / "sanwari" / "kernels" / source_hash(package)[:16]


def prune(days: float = 30.0) -> list[Path]:
    """Remove compiled code of other sources that is older than so many days; returns its folders.

    Only folders beside that of these sources, and of such a name, are looked at.
    """
    own = Path(_FOLDER)
    last = time.time() - days * 24 * 60 * 60
    others = [
        folder
        for folder in own.parent.glob("*")
        if _FOLDER_NAME.fullmatch(folder.name)
        and folder != own
        and folder.is_dir()
        and not folder.is_symlink()
    ]
    old = [folder for folder in others if folder.stat().st_mtime < last]
    for folder in old:
        shutil.rmtree(folder, ignore_errors=True)
    return old


@contextmanager
def compiling(progress: Callable[[int, int], object]) -> Iterator[None]:
    """Call `progress(done, all)` after each kernel that is compiled meanwhile.

    `all` counts the functions marked in the sources, a few of which a run may never need. What `progress`
    raises ends the compilation; what has been compiled stays in the cache.
    """
    total = sum(len(_MARK.findall(path.read_text(encoding="utf-8"))) for path in sources())
    with event.install_listener("numba:compile", _Counting(progress, total)):
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


def is_cold(*kernels: str) -> bool:
    """Whether one of these kernels ("module.function") has yet to be compiled for this machine and source."""
    return any(not any(Path(_FOLDER).rglob(f"{kernel}-*.nbi")) for kernel in kernels)


_FOLDER = str(cache_folder())
