"""Finished points as small files: those of a chunk that is not yet whole, and those that all sweeps share.

An entry is JSON with the key it belongs to and a check sum; one that does not check is as good as absent.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from sim.analysis.sweep.point import Row
from sim.disk import read_named, write_whole
from sim.kernel import cache_folder

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from sim.analysis.sweep.identity import Identity
    from sim.analysis.sweep.point import Job

_LARGEST = 10_000_000
"""Bytes of an entry; one with every figure has some 40,000."""


@dataclass(frozen=True, slots=True)
class Key:
    """What decides the row of a point."""

    scenario_hash: str
    data_hash: str
    model_source_hash: str
    seed: int
    replications: int

    @property
    def name(self) -> str:
        """SHA-256 of the key, as a file is named."""
        return hashlib.sha256(_text(asdict(self)).encode()).hexdigest()


def key_of(job: Job, here: Identity) -> Key:
    """Key of a job done with these sources and data."""
    return Key(job.scenario.hash, here.data_hash, here.model_source_hash, job.seed, job.replications)


def write_entry(path: Path, key: Key, row: Row) -> None:
    """Write an entry in one stroke; raises OSError."""
    content = {"key": asdict(key), "row": asdict(row)}
    check = hashlib.sha256(_text(content).encode()).hexdigest()
    write_whole(path, _text({**content, "check": check}).encode())


def read_entry(path: Path, key: Key | None = None) -> tuple[Key, Row] | None:
    """Key and row of an entry; None when it is absent, damaged, or of another key than the one given."""
    try:
        content = json.loads(read_named(path, _LARGEST))
        check = content.pop("check")
        found = Key(**content["key"]), Row(**content["row"])
    except (OSError, ValueError, TypeError, KeyError, AttributeError, RecursionError):
        return None
    if check != hashlib.sha256(_text(content).encode()).hexdigest() or (key and found[0] != key):
        return None
    return found


class Cache:
    """Rows that any sweep of this user may take over. Without a folder it holds nothing.

    A row is taken over when its entry has every figure asked for. Rows with failures are not kept: they
    may be this machine's fault. A cache that cannot be written is done without.
    """

    def __init__(self, folder: Path | None) -> None:
        self.folder = folder

    def get(self, key: Key, columns: tuple[str, ...]) -> Row | None:
        """Row of a key with at least these columns."""
        found = read_entry(self._path(self.folder, key), key) if self.folder else None
        if found is None or not set(columns) <= set(found[1].figures):
            return None
        return found[1]

    def put(self, key: Key, row: Row) -> None:
        """Keep a row without failures, with the figures that were kept of it before."""
        if self.folder is None or row.failed or row.failed_replications:
            return
        path = self._path(self.folder, key)
        before = read_entry(path, key)
        figures = {**before[1].figures, **row.figures} if before else row.figures
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            write_entry(path, key, Row(**{**asdict(row), "figures": figures}))
        except OSError:
            self.folder = None

    @staticmethod
    def _path(folder: Path, key: Key) -> Path:
        return folder / key.name[:2] / f"{key.name}.json"


def default_cache() -> Path:
    """Folder of this user's shared rows, beside the compiled kernels."""
    return cache_folder().parents[1] / "points"


def _text(content: Mapping[str, Any]) -> str:
    return json.dumps(content, sort_keys=True, separators=(",", ":"), allow_nan=False)
