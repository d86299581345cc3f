"""Which sources can end up in compiled code, and the folder that bears their hash.

Numba checks only the file that a cached function stands in: after an edit of `rules.py` it would go on using
what it had compiled from the old rules into their callers. So the cache folder bears the hash of every source
that can end up in compiled code, and an edit starts a new folder.
"""

from __future__ import annotations

import hashlib
import os
import re
from pathlib import Path

from platformdirs import user_cache_path

PACKAGE = Path(__file__).parents[1]
ARGUMENTS = ("__init__.py", "errors", "scenario", "wording.py", "words")
"""Parts of the package that no kernel reads: what they hold reaches compiled code as arguments."""
_MARK = re.compile(r"^@(?:kernel|leaf|inlined|shared)\b", re.MULTILINE)
_IMPORT = re.compile(r"^\s*(?:from|import) (sim[\w.]*)(?: import (\([^)]*|.*))?", re.MULTILINE)


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


def marked() -> int:
    """Number of functions in the sources that are marked to be compiled."""
    return sum(len(_MARK.findall(path.read_text(encoding="utf-8"))) for path in sources())


def source_hash(package: Path = PACKAGE) -> str:
    """SHA-256 (hexadecimal) of the names and contents of all sources of compiled code."""
    digest = hashlib.sha256()
    for path in sources(package):
        digest.update(path.relative_to(package).as_posix().encode() + b"\0")
        digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()


def cache_folder(package: Path = PACKAGE) -> Path:
    """Folder for the compiled code of these very sources; not made here."""
    return _user_cache() / "kernels" / source_hash(package)[:16]


def _imported(text: str, package: Path) -> set[Path]:
    """Files of the package that a source imports by name (a package stands for its `__init__.py`)."""
    names = set()
    for module, members in _IMPORT.findall(text):
        names |= {module, *(f"{module}.{name}" for name in re.findall(r"\w+", members))}
    paths = [package.joinpath(*name.split(".")[1:]) for name in names]
    candidates = [path.with_suffix(".py") for path in paths] + [path / "__init__.py" for path in paths]
    return {path for path in candidates if path.is_file()}


def _user_cache() -> Path:
    """Folder where this program keeps what it can make again, for this user.

    Where the system knows no home (of a number without a name) it is a place that holds nothing.
    """
    if chosen := os.environ.get("NUMBA_CACHE_DIR"):
        return Path(chosen).absolute() / "sanwari"
    nowhere = Path(os.devnull) / "sanwari"
    try:
        found = user_cache_path("sanwari", appauthor=False)
    except RuntimeError:
        return nowhere
    return found if found.is_absolute() else nowhere  # some versions leave "~" as it is
