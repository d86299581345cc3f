"""Files and folders that are whole, ours and undamaged, whatever is killed or laid beside them meanwhile."""

from __future__ import annotations

from sim.disk.atomic_files import digest, locked, write_named, write_new, write_whole
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
from sim.disk.user_files import NoFileError, read_named

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
