"""Where compiled code lies: the user's cache, or where that cannot be written a temporary folder."""

from __future__ import annotations

import os
import re
import shutil
import stat
import sys
import tempfile
import time
from contextlib import suppress
from pathlib import Path

from sim.errors import MESSAGES, language, visible
from sim.kernel.sources import cache_folder

FOLDER = cache_folder()
_FOLDER_NAME = re.compile(r"[0-9a-f]{16}")
_said: set[str] = set()


def temporary() -> Path | None:
    """Folder of this user in the system's temporary one; None when there is none of this user alone.

    Its name can be foreseen, and what lies in it is run: so it must be nobody else's, and closed to all.
    """
    try:
        above = _above()
        found = above.lstat()
    except OSError:
        return None
    own = stat.S_ISDIR(found.st_mode) and found.st_uid == _user() and not found.st_mode & 0o077
    return above / FOLDER.name if own else None


def make_temporary() -> Path | None:
    """The same, made if it is not there."""
    try:
        _above().mkdir(mode=0o700, exist_ok=True)
    except OSError:
        return None
    return temporary()


def warn_once(code: str, **details: object) -> None:
    """Tell about the cache on standard error, once in a process; what it cannot show is replaced."""
    if code in _said or sys.stderr is None:
        return
    _said.add(code)
    text = visible(MESSAGES[code][language()].format_map(details))
    encoding = getattr(sys.stderr, "encoding", None) or "utf-8"
    sys.stderr.write(text.encode(encoding, "replace").decode(encoding) + "\n")


def remove(path: Path) -> None:
    """Take away what stands at a path, of whatever kind; raises OSError."""
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)


def prune(days: float = 30.0) -> list[Path]:
    """Remove compiled code of other sources that is older than so many days; returns its folders.

    Only folders beside that of these sources, and of such a name, are looked at.
    """
    last, old = time.time() - days * 24 * 60 * 60, []
    for folder in FOLDER.parent.glob("*"):
        if not _FOLDER_NAME.fullmatch(folder.name) or folder == FOLDER:
            continue
        with suppress(OSError):  # it may not be looked at, or another process has just removed it
            found = folder.lstat()
            if stat.S_ISDIR(found.st_mode) and found.st_mtime < last:
                old.append(folder)
    for folder in old:
        shutil.rmtree(folder, ignore_errors=True)
    return old


def _above() -> Path:
    return Path(tempfile.gettempdir()) / f"sanwari-kernels-{_user()}"


def _user() -> int:
    """Number of the user; where the system has none, that with which all files are owned there."""
    return os.getuid() if hasattr(os, "getuid") else 0
