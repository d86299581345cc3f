"""How far a sweep is, from its folder alone; works while it runs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pyarrow as pa

from sim.analysis.sweep.disk.chunks import DamagedError, chunks_of, read_chunk, result_hash
from sim.analysis.sweep.disk.entries import read_entry
from sim.analysis.sweep.disk.folder import LOCK, WAITING
from sim.analysis.sweep.disk.manifest import read_manifest
from sim.disk import UnusableError, locked
from sim.errors import Fault, UsageError

if TYPE_CHECKING:
    from pathlib import Path


@dataclass(frozen=True, slots=True)
class Status:
    """State of a sweep. `failed` points have no result; `seconds` is computing time summed over points."""

    manifest: dict[str, Any]
    done: int
    failed: int
    failed_replications: int
    seconds: float
    chunks: int
    chunks_whole: int
    damaged: tuple[str, ...]
    running: bool
    result_hash: str | None
    faults: tuple[tuple[int, str, str], ...]
    """Number and fault (Japanese, English) of the first points that failed."""

    @property
    def points(self) -> int:
        """Points in all."""
        number: int = self.manifest["points"]
        return number

    @property
    def missing(self) -> int:
        """Points without a row."""
        return self.points - self.done


_COLUMNS = ["point", "result_hash", "failed_replications", "seconds", "fault_ja", "fault_en"]
_SHOWN = 5


def status(path: Path) -> Status:
    """Status of a folder; raises UsageError when no sweep lies there."""
    content = manifest_of(path)
    rows, whole, damaged = rows_of(path, content, _COLUMNS)
    records = rows.to_pylist()
    ended = {record["point"] for record in records}
    records += [record for record in _waiting(path) if record["point"] not in ended]
    broken = [record for record in records if record["fault_en"]]
    complete = whole == -(-content["points"] // content["chunk_points"])
    return Status(
        manifest=content,
        done=len(records),
        failed=len(broken),
        failed_replications=sum(record["failed_replications"] for record in records),
        seconds=sum(record["seconds"] for record in records),
        chunks=-(-content["points"] // content["chunk_points"]),
        chunks_whole=whole,
        damaged=damaged,
        running=_runs(path),
        result_hash=result_hash([record["result_hash"] for record in records]) if complete else None,
        faults=tuple((r["point"], r["fault_ja"], r["fault_en"]) for r in broken[:_SHOWN]),
    )


def manifest_of(path: Path) -> dict[str, Any]:
    """Manifest of a sweep's folder; raises UsageError when there is none that can be used."""
    try:
        content = read_manifest(path)
    except UnusableError as unusable:
        code = {"out_not_ours": "sweep_none_here", "out_earlier": "sweep_earlier"}.get(
            unusable.code, "sweep_unreadable"
        )
        raise UsageError([Fault("", "DIR", str(path), code)]) from None
    if content is None:
        raise UsageError([Fault("", "DIR", str(path), "sweep_none_here")])
    return content


def rows_of(
    path: Path, content: dict[str, Any], columns: list[str] | None = None
) -> tuple[pa.Table, int, tuple[str, ...]]:
    """Rows of all whole chunks in the order of the points, how many chunks, and which are damaged."""
    tables, damaged = [], []
    for chunk in chunks_of(content["points"], content["chunk_points"]):
        try:
            tables.append(read_chunk(path, chunk, content["mark"], columns))
        except FileNotFoundError:
            continue
        except DamagedError:
            damaged.append(chunk.file)
    rows = pa.concat_tables(tables) if tables else pa.table({name: [] for name in columns or ()})
    return rows, len(tables), tuple(damaged)


def _waiting(path: Path) -> list[dict[str, Any]]:
    """Finished points that wait for their chunk."""
    found = []
    for file in sorted((path / WAITING).glob("*.json")):
        entry = read_entry(file)
        if entry is not None and file.stem.isdecimal():
            row = entry[1]
            found.append({"point": int(file.stem)} | {name: getattr(row, name) for name in _COLUMNS[1:]})
    return found


def _runs(path: Path) -> bool:
    """Whether a process holds the lock of the folder."""
    if not (path / LOCK).is_file():
        return False
    with locked(path / LOCK, wait=0.0) as free:
        return not free
