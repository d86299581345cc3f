"""Compiled code on disk, each form of a function in a file of its own that begins with its check sum.

Numba's own files have no check sum: a flipped bit can be loaded as machine code. They also come in twos,
index and data, which two processes that compile at one moment can mix up. Here a file holds everything and
takes its place in one stroke. It is not synchronised to the disk: what a power cut damages is found and made
again.
"""

from __future__ import annotations

import hashlib
import os
import pickle
from contextlib import suppress
from pathlib import Path
from typing import Any

import numba
from numba.core.caching import CompileResultCacheImpl, FunctionCache, UserProvidedCacheLocator
from numba.core.serialize import dumps

from sim.kernel import folders

_SUM = hashlib.sha256().digest_size
_SUFFIX = ".code"


class DamagedError(Exception):
    """What stands where compiled code is looked for is not what was written."""


class _Place(UserProvidedCacheLocator):
    """Numba's name for the folder of a module, whether or not that folder can be made."""

    @classmethod
    def from_function(cls, py_func: Any, py_file: str) -> _Place:
        return cls(py_func, py_file)

    def get_cache_path(self) -> str:
        return str(folders.FOLDER / self.get_suitable_cache_subpath(self._py_file))

    def ensure_cache_path(self) -> None:
        """Nothing: the folder is made when a file is written."""


class _Form(CompileResultCacheImpl):
    """Numba's way to put a compiled function into bytes, for files in our place."""

    def __init__(self, py_func: Any) -> None:
        self._locator_classes = [_Place]
        super().__init__(py_func)


class KernelCache(FunctionCache):
    """Numba's cache of one function, with files that are checked before anything in them is read."""

    _impl_class = _Form

    def __init__(self, py_func: Any) -> None:
        super().__init__(py_func)
        folder, stamp = Path(self._cache_path).name, self._impl.locator.get_source_stamp()
        self._files = _Files(folder, self._impl.filename_base, stamp)
        self._cache_file: Any = self._files

    def _load_overload(self, sig: Any, target_context: Any) -> Any:
        """Compiled form of the function for these types; None where there is none of use."""
        try:
            return super()._load_overload(sig, target_context)
        except Exception:
            # A whole file can be of no use, too: it names classes, which may have moved since.
            self._files.drop(self._index_key(sig, target_context.codegen()))
            return None


class _Files:
    """Files with the compiled forms of one function. A key says for which types and processor a form is."""

    def __init__(self, folder: str, base: str, stamp: object) -> None:
        self._folder, self._base = folder, base
        self._about = numba.__version__, stamp

    def load(self, key: object) -> object | None:
        """The form of this key, None where there is none; damaged files are taken away."""
        for path in filter(os.path.lexists, self._paths(key)):
            try:
                found = pickle.loads(whole(path))  # noqa: S301 - this user's own, and as it was written
            except DamagedError:
                _drop(path)
            else:
                return found[1] if found[0] == key else None
        return None

    def save(self, key: object, data: object) -> None:
        """Keep a form: in the user's cache, or where that cannot be written in a temporary folder, or not."""
        content, name = dumps((key, data)), self._name(key)
        try:
            _write(folders.FOLDER, self._folder, name, content)
        except OSError:
            self._save_elsewhere(name, content)

    def drop(self, key: object) -> None:
        """Take away the files of a key, which are of no use."""
        for path in filter(os.path.lexists, self._paths(key)):
            _drop(path)

    def flush(self) -> None:
        """Take away all forms of this function."""
        for folder in _folders():
            for path in (folder / self._folder).glob(f"{self._base}.*{_SUFFIX}"):
                folders.remove(path)

    def _save_elsewhere(self, name: str, content: bytes) -> None:
        other = folders.make_temporary()
        if other is not None:
            with suppress(OSError):
                _write(other, self._folder, name, content)
                folders.warn_once("kernels_elsewhere", folder=folders.FOLDER, other=other)
                return
        folders.warn_once("kernels_not_kept", folder=folders.FOLDER)

    def _paths(self, key: object) -> list[Path]:
        return [folder / self._folder / self._name(key) for folder in _folders()]

    def _name(self, key: object) -> str:
        about = hashlib.sha256(repr((self._about, key)).encode()).hexdigest()[:16]
        return f"{self._base}.{about}{_SUFFIX}"


def whole(path: Path) -> bytes:
    """Content of a file that is as it was written; raises DamagedError otherwise."""
    try:
        stored = path.read_bytes() if path.is_file() else b""
    except OSError as error:
        raise DamagedError(path) from error
    if stored[:_SUM] != hashlib.sha256(stored[_SUM:]).digest():
        raise DamagedError(path)
    return stored[_SUM:]


def is_cold(*kernels: str) -> bool:
    """Whether one of these kernels ("module.function") has yet to be compiled for this machine and source."""
    return any(
        not any(_is_whole(path) for folder in _folders() for path in folder.rglob(f"{kernel}-*{_SUFFIX}"))
        for kernel in kernels
    )


def _is_whole(path: Path) -> bool:
    try:
        return bool(whole(path))
    except DamagedError:
        return False


def _folders() -> list[Path]:
    other = folders.temporary()
    return [folders.FOLDER, *([other] if other else [])]


def _drop(path: Path) -> None:
    """Take away what is of no use, and say so; where that is not allowed `save` says where else."""
    with suppress(OSError):
        folders.remove(path)
        folders.warn_once("kernels_dropped")


def _write(root: Path, folder: str, name: str, content: bytes) -> None:
    """Put a file into a folder under the root, in one stroke; raises OSError.

    Of the same file written by several processes at once one stays. What a killed one left half written goes.
    """
    home = root / folder
    _make(root, home)
    path, part = home / name, home / f"{name}.{os.getpid()}.part"
    for left in home.glob(f"{name}.*.part"):
        left.unlink(missing_ok=True)
    try:
        part.write_bytes(hashlib.sha256(content).digest() + content)
        part.replace(path)
    except FileNotFoundError:  # another process has begun to write the same file, and finishes it
        return
    except OSError:
        part.unlink(missing_ok=True)
        raise


def _make(root: Path, home: Path) -> None:
    root.mkdir(parents=True, exist_ok=True)
    try:
        home.mkdir(exist_ok=True)
    except FileExistsError:  # something else stands there, in a folder that is ours alone
        folders.remove(home)
        folders.warn_once("kernels_dropped")
        home.mkdir(exist_ok=True)
