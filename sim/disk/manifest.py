"""The manifest of a folder that this program has written: what it is, and which files are its own.

`seal` writes it last. It names every file with its check sum and bears one of its own, so that a later
command knows which files it may replace, and whether one of them has changed since.
"""

from __future__ import annotations

import errno
import hashlib
import json
import os
import uuid
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any

from sim.disk.atomic_files import digest, sync

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

MANIFEST = "manifest.json"
MAKER = "sanwari"
UNFINISHED = ".sanwari"
"""File that marks a folder as ours while it is filled; it goes before the folder takes its place."""
_KINDS_BEFORE = ("answer", "backtest", "calibration")
"""What manifests without a maker's name said of themselves."""
_LARGEST = 50_000_000
"""Bytes of a manifest that are read at all: that of a sweep of 100,000 points takes a tenth of it."""


class UnusableError(Exception):
    """A manifest or a file named by one cannot be used; `code` is that of a fault, `file` which it is."""

    def __init__(self, code: str, file: str = MANIFEST) -> None:
        super().__init__(code, file)
        self.code, self.file = code, file


def write_json(path: Path, content: Mapping[str, Any]) -> None:
    """Write readable JSON: Japanese as it is, no not-a-number."""
    path.write_text(to_json(content), encoding="utf-8")


def to_json(content: Mapping[str, Any]) -> str:
    """JSON text ending in a line break."""
    return json.dumps(content, ensure_ascii=False, indent=1, allow_nan=False) + "\n"


def seal(folder: Path, content: Mapping[str, Any]) -> None:
    """Put all files of a folder on the disk and write their manifest; raises OSError."""
    places = sorted(folder.rglob("*"))
    files = {}
    for path in places:
        if path.is_file() and path.name != UNFINISHED:
            files[path.relative_to(folder).as_posix()] = {
                "bytes": path.stat().st_size,
                "sha256": digest(path),
            }
            sync(path)
    write_json(folder / MANIFEST, sealed({**content, "files": files}))
    for path in (folder / MANIFEST, *(each for each in places if each.is_dir()), folder):
        sync(path)


def sealed(content: Mapping[str, Any]) -> dict[str, Any]:
    """A manifest with the maker's name, an id of its folder (kept where it has one) and its own check sum."""
    made = {"made_by": MAKER, "folder_id": uuid.uuid4().hex} | {
        name: value for name, value in content.items() if name != "seal"
    }
    return {**made, "seal": _check(made)}


def read_manifest(folder: Path) -> dict[str, Any] | None:
    """The manifest of a folder; None where there is none.

    Raises UnusableError for one that cannot be read, is not whole, or was written by another program or by a
    version of ours that did not list its files.
    """
    path = folder / MANIFEST
    if not os.path.lexists(path):
        return None
    try:
        content = json.loads(_read(path))
    except (OSError, ValueError, RecursionError):
        raise UnusableError("out_unreadable") from None
    if not isinstance(content, dict):
        raise UnusableError("out_not_ours")
    if "seal" in content or content.get("made_by") == MAKER:
        if content.get("seal") != _check({name: each for name, each in content.items() if name != "seal"}):
            raise UnusableError("out_unreadable")
        if not _is_listing(content):
            raise UnusableError("out_unreadable")
        return content
    earlier = MAKER in content or content.get("kind") in _KINDS_BEFORE
    raise UnusableError("out_earlier" if earlier else "out_not_ours")


def _read(path: Path) -> bytes:
    """A manifest's bytes; OSError for what is no file, or larger than any of ours."""
    if not path.is_file():  # a pipe would be waited for, a device read for ever
        raise OSError(errno.EINVAL, os.strerror(errno.EINVAL))
    with path.open("rb") as file:
        content = file.read(_LARGEST + 1)
    if len(content) > _LARGEST:
        raise OSError(errno.EFBIG, os.strerror(errno.EFBIG))
    return content


def _is_listing(content: Mapping[str, Any]) -> bool:
    """Whether a manifest lists its files as `seal` does, all inside the folder; a sweep lists none."""
    if content.get("kind") == "sweep":
        return True
    files = content.get("files")
    return isinstance(files, dict) and all(
        isinstance(each, dict)
        and isinstance(each.get("bytes"), int)
        and isinstance(each.get("sha256"), str)
        and not PurePosixPath(name).is_absolute()
        and ".." not in PurePosixPath(name).parts
        for name, each in files.items()
    )


def verify(folder: Path, names: Iterable[str]) -> dict[str, Any]:
    """The manifest of a folder in which these files are as they were written.

    Raises UnusableError otherwise, so that nothing damaged reaches a parser.
    """
    content = read_manifest(folder)
    if content is None:
        raise UnusableError("out_unreadable")
    for name in names:
        if not is_unchanged(folder, name, content):
            raise UnusableError("file_damaged", name)
    return content


def is_unchanged(folder: Path, name: str, manifest: Mapping[str, Any]) -> bool:
    """Whether a file that a manifest lists is there as it was written."""
    known, path = manifest.get("files", {}).get(name), folder / name
    try:
        return known is not None and path.stat().st_size == known["bytes"] and digest(path) == known["sha256"]
    except OSError:
        return False


def _check(content: Mapping[str, Any]) -> str:
    text = json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=True)
    return hashlib.sha256(text.encode()).hexdigest()
