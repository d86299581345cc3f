"""Results on disk: a folder that appears whole or not at all."""

from __future__ import annotations

import errno
import json
import os
import platform
import shlex
import shutil
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from functools import partial
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pyarrow.parquet as pq

from sim.errors import Fault, UsageError
from sim.summary.tables import Words, funding_rows, ledger_rows, organisation_rows, system_rows

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from sim.runs import Results
    from sim.scenario import Scenario

MANIFEST = "manifest.json"
ABANDONED_SECONDS = 60 * 60.0
"""Nobody writes for so long: what is older and not finished was left by a process that was killed."""
_PACKAGES = ("numpy", "numba", "simpy", "pydantic", "pyarrow", "altair", "vl-convert-python")


def save(
    results: Results,
    summary: dict[str, Any],
    folder: Path,
    command: str = "",
    also: Callable[[Path], object] = lambda _: None,
    replace: bool = False,
) -> Path:
    """The folder, written in one stroke: summary, tables, what `also` adds meanwhile, the manifest.

    Results about another scenario stay, unless they may be replaced; see `require_same`.
    """
    import pandas  # noqa: F401 - altair, in the thread, must not find it half imported by pyarrow

    about = None if replace else content(results.scenario)
    with replacing(folder, about) as part, ThreadPoolExecutor(1, "sanwari-also") as beside:
        added = beside.submit(also, part)
        write_json(part / "summary.json", summary)
        tables = {
            "organisations": organisation_rows(results),
            "systems": system_rows(results),
            "ledger": ledger_rows(results),
            "funding": funding_rows(results),
        }
        for name, columns in tables.items():
            table = pa.table({title: _array(column) for title, column in columns})
            pq.write_table(table, part / f"{name}.parquet", compression="zstd")
        added.result()
        write_json(part / MANIFEST, manifest(results, summary, command))
    return folder


def manifest(results: Results, summary: Mapping[str, Any], command: str = "") -> dict[str, Any]:
    """What is needed to repeat the run and to see that it was repeated."""
    return {
        "sanwari": version("sanwari"),
        "schema": summary["schema"],
        "id": summary["id"],
        "command": command,
        "content": content(results.scenario),
        "scenario": summary["scenario"],
        "data_hash": results.facts.hash,
        "seed": results.seed,
        "replications": {"asked": results.asked, "done": results.number},
        "failures": [
            {"seed": results.seed, "replication": f.replication, "error": f.error, "where": f.where}
            for f in results.failures
        ],
        "result_hash": results.result_hash,
        "python": platform.python_version(),
        "packages": {name: version(name) for name in _PACKAGES},
    }


def comparison_manifest(base: Results, about: str, command: str) -> dict[str, Any]:
    """What is needed to repeat a comparison."""
    return {
        "sanwari": version("sanwari"),
        "command": command,
        "content": about,
        "data_hash": base.facts.hash,
        "seed": base.seed,
        "replications": {"asked": base.asked, "done": base.number},
        "python": platform.python_version(),
        "packages": {name: version(name) for name in _PACKAGES},
    }


def command_line(scenario: str, with_files: Sequence[str], replications: int, seed: int) -> str:
    """The command that repeats a run, whatever the number of its workers."""
    extra = ["--with", *with_files] if with_files else []
    parts = ["sanwari", "run", scenario, *extra, "--replications", str(replications), "--seed", str(seed)]
    return shlex.join(parts)


def content(scenario: Scenario) -> str:
    """What a folder of results is about: the names of the scenario and of all that is on top of it."""
    return " + ".join((scenario.info.name, *scenario.combined))


def held(folder: Path) -> str | None:
    """What the results in a folder are about; None where there are none that can be read."""
    try:
        found = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
        return str(
            found.get("content") or " + ".join((found["scenario"]["name"], *found["scenario"]["with"]))
        )
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None


def require_same(folder: Path, about: str, replace: bool = False) -> None:
    """Raise UsageError if the folder holds results about something else, unless they may be replaced."""
    require_free(folder)
    old = held(folder)
    if old is not None and old != about and not replace:
        raise UsageError([Fault("", "--out", str(folder), "out_other_result", {"held": old})])


def require_free(folder: Path) -> None:
    """Raise UsageError unless results may be written there: to no, an empty or an old results folder."""
    with _told(folder):
        _bring_back(folder)
        if folder.is_dir():
            if any(folder.iterdir()) and not (folder / MANIFEST).is_file():
                raise UsageError([Fault("", "--out", str(folder), "out_not_ours")])
        elif folder.exists():
            raise UsageError([Fault("", "--out", str(folder), "out_is_file")])
        parent = next(place for place in folder.absolute().parents if place.exists())
    if not parent.is_dir() or not os.access(parent, os.W_OK):
        raise UsageError([Fault("", "--out", str(folder), "out_not_writable")])


@contextmanager
def replacing(folder: Path, about: str | None = None) -> Iterator[Path]:
    """A temporary folder beside `folder` that takes its place when all went well, and vanishes otherwise.

    Raises UsageError where nothing can be written; with `about`, also where results about something else
    stand by the time that these are ready.
    """
    require = partial(require_same, about=about) if about is not None else require_free
    require(folder)
    folder = folder.absolute()
    with _told(folder):
        made = _make_parents(folder.parent)
        _tidy(folder)
        try:
            part = Path(tempfile.mkdtemp(prefix=_prefix(folder), dir=folder.parent))
        except OSError:
            _remove(made)
            raise
        try:
            part.chmod(0o755)
            yield part
            require(folder)  # another process may have been quicker
            _swap(part, folder)
        except BaseException:
            shutil.rmtree(part, ignore_errors=True)
            _remove(made)
            raise


_REFUSALS = {
    **dict.fromkeys((errno.EACCES, errno.EPERM, errno.EROFS, errno.ENOENT), "out_not_writable"),
    **dict.fromkeys((errno.ENOSPC, errno.EDQUOT), "out_full"),
    **dict.fromkeys((errno.ENAMETOOLONG, errno.EINVAL), "out_name"),
    **dict.fromkeys((errno.ENOTDIR, errno.EEXIST), "out_is_file"),
}
"""Why the system would not write, as the message of a fault."""


@contextmanager
def _told(folder: Path) -> Iterator[None]:
    """Say what the system refused as a fault of the folder; a refusal of another kind passes on."""
    try:
        yield
    except OSError as error:
        code = _REFUSALS.get(error.errno or 0)
        if code is None:
            raise
        raise UsageError([Fault("", "--out", str(folder), code)]) from error


def _remove(made: Sequence[Path]) -> None:
    for parent in made:
        parent.rmdir()


def write_json(path: Path, content: Mapping[str, Any]) -> None:
    """Write readable JSON: Japanese as it is, no not-a-number."""
    path.write_text(to_json(content), encoding="utf-8")


def to_json(content: Mapping[str, Any]) -> str:
    """JSON text ending in a line break."""
    return json.dumps(content, ensure_ascii=False, indent=1, allow_nan=False) + "\n"


def _array(column: Any) -> pa.Array:
    """The column as an Arrow array; words that repeat are stored once."""
    if not isinstance(column, Words):
        return pa.array(column)
    known = list(dict.fromkeys(column.words))  # lines share accounts: a dictionary holds each word once
    place = pa.array([known.index(word) for word in column.words], pa.int32())
    numbers = place.take(pa.array(column.numbers))
    return pa.DictionaryArray.from_arrays(numbers, pa.array(known))


def _make_parents(folder: Path) -> list[Path]:
    """Folders that had to be made, innermost first, so that a failed run can take them away again."""
    missing = [place for place in (folder, *folder.parents) if not place.exists()]
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError:
        _remove([place for place in missing if place.exists()])
        raise
    return missing


def _swap(part: Path, folder: Path) -> None:
    """Put `part` in the place of `folder`; the old results go only after the new ones stand."""
    old = part.with_name(f"{part.name}{_OLD}")
    while part.exists():
        with suppress(FileNotFoundError):  # there is none, or another process has just moved it
            folder.rename(old)
        try:
            part.rename(folder)
        except OSError as error:
            if error.errno not in (errno.ENOTEMPTY, errno.EEXIST):
                if old.exists():
                    old.rename(folder)
                raise
            shutil.rmtree(old, ignore_errors=True)  # the results of another process have taken its place
    shutil.rmtree(old, ignore_errors=True)


_OLD = ".old"


def _prefix(folder: Path) -> str:
    """How the names of folders begin that stand beside this one while it is written."""
    return f".{folder.absolute().name}.sanwari-"


def _begun(folder: Path) -> list[Path]:
    """What stands beside a folder that is written: new results, and old ones that make room."""
    return [each for each in folder.absolute().parent.glob("*") if each.name.startswith(_prefix(folder))]


def _bring_back(folder: Path) -> None:
    """Put back old results that had made room when the process was killed that wrote new ones."""
    if not folder.exists():
        for old in [each for each in _begun(folder) if each.name.endswith(_OLD)][:1]:
            old.rename(folder)


def _tidy(folder: Path) -> None:
    """Remove what processes left beside a folder that were killed while they wrote it."""
    for left in _begun(folder):
        with suppress(OSError):  # another process may be quicker
            if time.time() - left.stat().st_mtime > ABANDONED_SECONDS:
                shutil.rmtree(left)
