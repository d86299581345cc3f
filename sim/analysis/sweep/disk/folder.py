"""A sweep's folder: its manifest, whole chunks, finished points that wait for their chunk, and its lock."""

from __future__ import annotations

import errno
import re
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from sim.analysis.sweep.disk.chunks import (
    Chunk,
    DamagedError,
    chunks_of,
    read_chunk,
    result_hash,
    table_of,
    write_chunk,
)
from sim.analysis.sweep.disk.entries import read_entry, write_entry
from sim.analysis.sweep.disk.manifest import SAME, manifest, manifest_bytes, read_manifest
from sim.disk import MANIFEST, UnusableError, locked, sealed, write_whole
from sim.disk.atomic_files import is_part, remove_parts
from sim.errors import Fault, UsageError
from sim.words import LANGS, texts

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    import pyarrow as pa

    from sim.analysis.sweep.disk.entries import Key
    from sim.analysis.sweep.identity import Identity
    from sim.analysis.sweep.plan.design import Design
    from sim.analysis.sweep.point import Row

MOST_IN_CHUNK = 2_500
LEAST_CHUNKS = 4
"""Chunks of a sweep unless told otherwise. Each costs some milliseconds to read, however few its rows."""
LOCK = "lock"
WAITING = "points"
"""Folder of finished points whose chunk is not yet whole."""
_FILES = re.compile(r"manifest\.json|chunk-\d{5}\.parquet(\.sha256)?")
_POINTS = re.compile(r"\d{7}\.json")
"""Names of the files that a sweep writes; no others are touched."""


class Folder:
    """Rows of one sweep on disk. Only the holder of its lock writes; see `opened`."""

    def __init__(self, path: Path, design: Design, content: dict[str, Any]) -> None:
        self.path, self.design, self.content = path, design, content
        self.mark: str = content["mark"]
        self.chunks = chunks_of(len(design.points), content["chunk_points"])
        self.damaged: dict[str, str] = {}
        """Chunks that could not be read, with the reason: their points are run again."""
        self._waiting: dict[int, tuple[str, Row]] = {}
        self._whole = {chunk.number for chunk in self.chunks if self._is_whole(chunk)}
        self._take_up()

    @property
    def missing(self) -> list[int]:
        """Numbers of the points that have no row yet, rising."""
        return [
            number
            for chunk in self.chunks
            if chunk.number not in self._whole
            for number in range(chunk.first, chunk.end)
            if number not in self._waiting
        ]

    def record(self, number: int, key: Key, row: Row) -> None:
        """Keep the row of a point, safe from a crash when this returns; raises UsageError where it cannot."""
        with self._said():
            if not (self.path / MANIFEST).exists():
                raise UsageError([Fault("", "--out", str(self.path), "sweep_vanished")])
            self._entry(number).parent.mkdir(exist_ok=True)
            write_entry(self._entry(number), key, row)
        self._waiting[number] = key.scenario_hash, row
        self._complete(self.chunks[number // self.content["chunk_points"]])

    def finish(self) -> str:
        """Result hash of the sweep, once all its points are done; it is put into the manifest."""
        with self._said():
            hashes = [self.read(chunk, ["result_hash"]).column(0).to_pylist() for chunk in self.chunks]
            found = result_hash([each for part in hashes for each in part])
            self.content = sealed({**self.content, "result_hash": found})
            write_whole(self.path / MANIFEST, manifest_bytes(self.content))
            waiting = self.path / WAITING
            if waiting.is_dir() and not any(waiting.iterdir()):
                waiting.rmdir()
        return str(self.content["result_hash"])

    def read(self, chunk: Chunk, columns: list[str] | None = None) -> pa.Table:
        """Rows of a whole chunk; raises DamagedError or FileNotFoundError."""
        return read_chunk(self.path, chunk, self.mark, columns)

    def _is_whole(self, chunk: Chunk) -> bool:
        try:
            self.read(chunk)
        except FileNotFoundError:
            return False
        except DamagedError as error:
            self.damaged[chunk.file] = str(error)
            return False
        return True

    def _take_up(self) -> None:
        """Take up the finished points of chunks that are not whole; forget those of chunks that are."""
        remove_parts(self.path, _FILES)
        remove_parts(self.path / WAITING, _POINTS)
        for path in sorted((self.path / WAITING).glob("*.json")):
            if _POINTS.fullmatch(path.name) is None:
                continue
            number, found = int(path.stem), read_entry(path)
            chunk = number // self.content["chunk_points"]
            if found is None or number >= len(self.design.points) or chunk in self._whole:
                path.unlink()
            else:
                self._waiting[number] = found[0].scenario_hash, found[1]
        for each in self.chunks:
            self._complete(each)

    def _complete(self, chunk: Chunk) -> None:
        """Write the chunk if all its points wait for it."""
        numbers = range(chunk.first, chunk.end)
        if chunk.number in self._whole or any(number not in self._waiting for number in numbers):
            return
        found = [self._waiting[number] for number in numbers]
        rows = table_of(self.design, chunk.first, [each[0] for each in found], [each[1] for each in found])
        with self._said():
            write_chunk(self.path, chunk, rows, self.mark)
        self._whole.add(chunk.number)
        for number in numbers:
            self._entry(number).unlink(missing_ok=True)
            del self._waiting[number]

    def _entry(self, number: int) -> Path:
        return self.path / WAITING / f"{number:07d}.json"

    @contextmanager
    def _said(self) -> Iterator[None]:
        """What the disk refuses, or somebody has taken away, as the user's fault with a way out."""
        try:
            yield
        except FileNotFoundError:
            raise UsageError([Fault("", "--out", str(self.path), "sweep_vanished")]) from None
        except DamagedError as error:
            raise UsageError([disk_fault(self.path, OSError(str(error)), 0)]) from None
        except OSError as error:
            done = len(self.design.points) - len(self.missing)
            raise UsageError([disk_fault(self.path, error, done)]) from None


def disk_fault(folder: Path, error: OSError, done: int) -> Fault:
    """The fault of a disk that is full or refuses to write."""
    full = error.errno in (errno.ENOSPC, errno.EDQUOT)
    code = "sweep_disk_full" if full else "sweep_disk"
    details = {"done": done, "reason": error.strerror or str(error)}
    return Fault("", "--out", str(folder), code, details)


@contextmanager
def opened(path: Path, design: Design, here: Identity, chunk_points: int | None) -> Iterator[Folder]:
    """The folder of this sweep, begun or taken up, ours alone until the end.

    Raises UsageError when it holds something else, or another process fills it.
    """
    require_usable(path)
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UsageError([disk_fault(path, error, 0)]) from None
    with locked(path / LOCK) as ours:
        if not ours:
            raise UsageError([Fault("", "--out", str(path), "sweep_locked")])
        before = _manifest(path)
        usual = min(MOST_IN_CHUNK, -(-len(design.points) // LEAST_CHUNKS))
        size = chunk_points or (before["chunk_points"] if before else usual)
        content = manifest(design, here, size)
        if before is None:
            _begin(path, content)
        else:
            _require_same(path, before, content)
            content = before
        yield Folder(path, design, content)


def _manifest(path: Path) -> dict[str, Any] | None:
    """Manifest of the sweep in a folder, None where nothing was begun; UsageError for anything else there."""
    try:
        found = read_manifest(path)
    except UnusableError as unusable:
        code = "sweep_earlier" if unusable.code == "out_earlier" else unusable.code
        raise UsageError([Fault("", "--out", str(path), code)]) from None
    if found is None and (path / MANIFEST).exists():
        raise UsageError([Fault("", "--out", str(path), "out_not_ours")])
    return found


def require_usable(path: Path) -> None:
    """Raise UsageError for a folder with anything but a sweep, or what one leaves that ended as it began."""
    if path.exists() and not path.is_dir():
        raise UsageError([Fault("", "--out", str(path), "out_is_file")])
    if _manifest(path) is not None or not path.is_dir():
        return
    if not all(each.name == LOCK or is_part(each.name, _FILES) for each in path.iterdir()):
        raise UsageError([Fault("", "--out", str(path), "out_not_ours")])


def _begin(path: Path, content: dict[str, Any]) -> None:
    try:
        write_whole(path / MANIFEST, manifest_bytes(content))
    except OSError as error:
        raise UsageError([disk_fault(path, error, 0)]) from None


def _require_same(path: Path, before: dict[str, Any], now: dict[str, Any]) -> None:
    """Raise UsageError, with a fault for everything in which the folder's sweep differs from this one."""
    names = [name for name in (*SAME, "chunk_points") if before.get(name) != now[name]]
    if names:
        said, commas = texts("sweep_parts"), {"ja": "、", "en": ", "}
        words = {lang: commas[lang].join(said[name][lang] for name in names) for lang in LANGS}
        raise UsageError([Fault("", "--out", str(path), "sweep_other", {"what": words})])
