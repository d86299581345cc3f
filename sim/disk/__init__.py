"""Files and folders that are whole, ours and undamaged, whatever is killed or laid beside them meanwhile."""

from __future__ import annotations

from sim.disk.folder import replacing, require_same, same_place
from sim.disk.manifest import (
    MANIFEST,
    UnusableError,
    read_manifest,
    seal,
    sealed,
    to_json,
    verify,
    write_json,
)
from sim.disk.named import NoFileError, read_named
from sim.disk.whole import digest, locked, write_named, write_new, write_whole

__all__ = [
    "MANIFEST",
    "NoFileError",
    "UnusableError",
    "digest",
    "locked",
    "read_manifest",
    "read_named",
    "replacing",
    "require_same",
    "same_place",
    "seal",
    "sealed",
    "to_json",
    "verify",
    "write_json",
    "write_named",
    "write_new",
    "write_whole",
]
