"""A folder of results that appears whole or not at all, and never over what is not ours."""

from __future__ import annotations

import errno
import os
import re
import shutil
import tempfile
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sim.disk.atomic_files import folder_locked, sync
from sim.disk.manifest import MANIFEST, UNFINISHED, UnusableError, is_unchanged, read_manifest
from sim.errors import Fault, UsageError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

_OLD = ".old"
_LEFT = re.compile(r"[a-z0-9_]{8}(\.old)?")
"""The end of the name of a folder that stands beside one that is written: new results, or old ones."""
_OF_THE_SYSTEM = frozenset({".DS_Store", "Thumbs.db", "desktop.ini"})
"""What file managers lay into folders unasked."""
_NAMED = 3
"""So many files are named in a message."""


def require_same(folder: Path, about: str, replace: bool = False) -> None:
    """Raise UsageError unless results about `about` may be written there.

    With `replace` also over results of ours about something else, and over files of ours that were changed;
    never over what we have not written, nor over a sweep.
    """
    place = same_place(folder)
    with _told(folder):
        if Path.cwd().is_relative_to(place):
            raise UsageError([Fault("", "--out", str(folder), "out_is_here")])
        _bring_back(place)
        if place.is_dir():
            _require_ours(folder, place, about, replace)
        elif os.path.lexists(place):
            raise UsageError([Fault("", "--out", str(folder), "out_is_file")])
        _require_writable(place)


def _require_writable(place: Path) -> None:
    """Raise OSError unless a folder can be made there; asked before results are computed."""
    try:
        str(place).encode()
    except UnicodeEncodeError:
        raise OSError(errno.EINVAL, os.strerror(errno.EINVAL)) from None
    parent = next(each for each in place.parents if each.exists())
    probe = tempfile.mkdtemp(prefix=_prefix(place), suffix=_OLD, dir=parent)
    with suppress(OSError):  # another process may be quicker, and takes it for left behind
        Path(probe).rmdir()


@contextmanager
def replacing(folder: Path, about: str, replace: bool = False) -> Iterator[Path]:
    """A temporary folder beside `folder` that takes its place when all went well, and vanishes otherwise.

    Whoever fills it ends with `seal`. Raises UsageError where nothing can be written, or where by the time
    that these results are ready others stand that they may not replace; see `require_same`. A link stays a
    link: the folder that it leads to is replaced.
    """
    require_same(folder, about, replace)
    place = same_place(folder)
    with _told(folder), _parents(place), _part(place) as part:
        try:
            yield part
        except OSError as error:
            _require_there(part, folder, error)
            raise
        require_same(folder, about, replace)  # another process may have been quicker
        _require_there(part, folder)
        (part / UNFINISHED).unlink(missing_ok=True)
        _swap(part, place, folder)


def _require_there(part: Path, folder: Path, error: OSError | None = None) -> None:
    """Raise UsageError if somebody has removed what was being written."""
    if not part.is_dir():
        raise UsageError([Fault("", "--out", str(folder), "out_vanished")]) from error


@contextmanager
def _part(place: Path) -> Iterator[Path]:
    """A new folder beside `place`, locked, so that no other process takes it for left behind."""
    while True:
        part = Path(tempfile.mkdtemp(prefix=_prefix(place), dir=place.parent))
        with folder_locked(part):
            if not part.is_dir():
                continue  # another process was quicker to take it for left behind than we with the lock
            try:
                part.chmod(0o755)
                (part / UNFINISHED).touch()
                yield part
            finally:
                _wipe(part)  # it is not there any more if all went well
            return


def same_place(folder: Path) -> Path:
    """Absolute path of the folder itself, whatever links lead to it."""
    return Path(os.path.realpath(folder))


def _require_ours(folder: Path, place: Path, about: str, replace: bool) -> None:
    """Raise UsageError with everything that keeps the content of a folder from being replaced."""

    def fault(code: str, **details: object) -> Fault:
        return Fault("", "--out", str(folder), code, details)

    try:
        manifest = read_manifest(place)
    except UnusableError as unusable:
        raise UsageError([fault(unusable.code)]) from None
    if manifest is not None and manifest.get("kind") == "sweep":
        raise UsageError([fault("out_is_sweep")])
    faults = []
    if foreign := _foreign(place, manifest or {}):
        faults.append(fault("out_not_ours" if manifest is None else "out_foreign", **_names(foreign)))
    if manifest is not None and not replace:
        if manifest.get("content") != about:
            faults.append(fault("out_other_result", held=manifest.get("content", "")))
        listed = manifest["files"]
        changed = [
            name
            for name in listed
            if os.path.lexists(place / name) and not is_unchanged(place, name, manifest)
        ]
        if changed:
            faults.append(fault("out_changed", **_names(changed)))
    if faults:
        raise UsageError(faults)


def _names(files: Sequence[str]) -> dict[str, object]:
    """Some files for a message: the first ones by name, and how many more there are."""
    more = len(files) - _NAMED
    ja, en = "、".join(files[:_NAMED]), ", ".join(files[:_NAMED])
    return {"files": {"ja": ja + f" ほか{more}件" * (more > 0), "en": en + f" and {more} more" * (more > 0)}}


def _foreign(folder: Path, manifest: Mapping[str, Any]) -> list[str]:
    """Files, links and the like in a folder that its manifest does not list, by their path within it."""
    listed = {MANIFEST, *manifest.get("files", ())}
    found = []
    for path in sorted(folder.rglob("*")):  # it does not follow links
        name = path.relative_to(folder).as_posix()
        is_ours = path.is_dir() or name in listed or (path.name in _OF_THE_SYSTEM and path.is_file())
        if path.is_symlink() or not is_ours:
            found.append(name)
    return found


_REFUSALS = {
    **dict.fromkeys((errno.EACCES, errno.EPERM, errno.EROFS, errno.ENOENT), "out_not_writable"),
    **dict.fromkeys((errno.ENOSPC, errno.EDQUOT, errno.EFBIG), "out_full"),
    **dict.fromkeys((errno.ENAMETOOLONG, errno.EINVAL, errno.ELOOP), "out_name"),
    **dict.fromkeys((errno.ENOTDIR, errno.EEXIST), "out_is_file"),
    **dict.fromkeys((errno.EBUSY, errno.EXDEV), "out_mount"),
}
"""Why the system would not write, as the message of a fault."""


@contextmanager
def _told(folder: Path) -> Iterator[None]:
    """Say what the system refused as a fault of the folder, a refusal of an unusual kind in its own words."""
    try:
        yield
    except OSError as error:
        code = _REFUSALS.get(error.errno or 0, "out_refused")
        details = {"reason": error.strerror or str(error)}
        raise UsageError([Fault("", "--out", str(folder), code, details)]) from error


@contextmanager
def _parents(place: Path) -> Iterator[None]:
    """The folders above a place, made where they are missing, and taken away again if anything fails."""
    made = [each for each in place.parents if not each.exists()]
    try:
        place.parent.mkdir(parents=True, exist_ok=True)
        _tidy(place)
        yield
    except BaseException:
        for parent in made:
            with suppress(OSError):  # it was not made, or another process writes there, too
                parent.rmdir()
        raise


def _swap(part: Path, place: Path, folder: Path) -> None:
    """Put `part` in its place; the old results go only after the new ones stand."""
    old = part.with_name(f"{part.name}{_OLD}")
    while True:
        with suppress(FileNotFoundError):  # there is none, or another process has just moved it
            place.rename(old)
        try:
            if old.exists():
                _require_nothing_new(old, folder)
            part.rename(place)
        except BaseException as error:
            if isinstance(error, OSError) and error.errno in (errno.ENOTEMPTY, errno.EEXIST):
                _clear(old)  # the results of another process have taken its place
                continue
            if old.exists() and not place.exists():
                old.rename(place)
            raise
        break
    sync(place.parent)
    _clear(old)


def _require_nothing_new(old: Path, folder: Path) -> None:
    """Raise UsageError if somebody laid a file into a folder between our look at it and its move."""
    foreign = _foreign(old, read_manifest(old) or {})
    if foreign:
        raise UsageError([Fault("", "--out", str(folder), "out_foreign", _names(foreign))])


def _clear(old: Path) -> None:
    """Remove old results whose place is taken; from here on they are never brought back."""
    left = old.with_name(old.name.removesuffix(_OLD))
    with suppress(OSError):  # another process may be quicker, or there are none
        _wipe(old if left.exists() else old.rename(left))


def _wipe(folder: Path) -> None:
    """Remove a folder of ours; its mark goes last, so that who comes after a kill knows the rest of it."""
    with suppress(OSError):  # another process may be quicker, or it is not there
        (folder / UNFINISHED).touch()
        for each in list(folder.iterdir()):
            if each.is_dir() and not each.is_symlink():
                shutil.rmtree(each)
            elif each.name != UNFINISHED:
                each.unlink()
        (folder / UNFINISHED).unlink()
        folder.rmdir()


def _prefix(place: Path) -> str:
    """How the names of folders begin that stand beside this one while it is written."""
    return f".{place.name}.sanwari-"


def _begun(place: Path) -> list[Path]:
    """What stands beside a folder that is written: new results, and old ones that make room."""
    prefix = _prefix(place)
    return [
        each
        for each in place.parent.glob(f"{_escaped(prefix)}*")
        if _LEFT.fullmatch(each.name.removeprefix(prefix)) and each.is_dir() and not each.is_symlink()
    ]


def _escaped(text: str) -> str:
    return re.sub(r"([*?[])", r"[\1]", text)


def _is_left(part: Path) -> bool:
    """Whether the process is gone that wrote here: the system has let go of its lock."""
    try:
        with folder_locked(part, wait=0.0) as free:
            return free
    except OSError:
        return True


def _holds_results(folder: Path) -> bool:
    """Whether there are results of ours in a folder and nothing else: a name alone proves nothing."""
    try:
        manifest = read_manifest(folder)
    except UnusableError:
        return False
    return manifest is not None and not _foreign(folder, manifest)


def _is_unfinished(part: Path) -> bool:
    """Whether a folder is one that we began to fill: it bears our mark, or nothing, or ended as results."""
    return (part / UNFINISHED).is_file() or not any(part.iterdir()) or _holds_results(part)


def _bring_back(place: Path) -> None:
    """Put back old results that had made room when the process was killed that wrote new ones."""
    for old in _begun(place):
        part = old.with_name(old.name.removesuffix(_OLD))
        if old.name.endswith(_OLD) and not place.exists() and _is_left(part) and _holds_results(old):
            with suppress(OSError):  # another process may be quicker
                old.rename(place)


def _tidy(place: Path) -> None:
    """Remove what processes left beside a folder that were killed while they wrote it."""
    for left in _begun(place):
        part = left.with_name(left.name.removesuffix(_OLD))
        with suppress(OSError):  # another process may be quicker
            if not _is_left(part):
                continue
            if left == part and _is_unfinished(left):
                _wipe(left)
            elif left != part and not any(left.iterdir()):
                left.rmdir()
            elif left != part and place.exists() and _holds_results(left):
                _clear(left)
