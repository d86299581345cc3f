"""What must stand after a command was killed, or met a full disk: the old results or the new ones, whole."""

from __future__ import annotations

import hashlib
import json
import os
import random
import shutil
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from pathlib import Path
from typing import Any

from soak.dying import Ended, in_child

from sim import disk

Action = Callable[[Path], object]
"""What writes to a place; returns 0 or True when it went well, 2 when it said why not."""
Content = dict[str, str] | str | None
"""What stands somewhere: check sums by file, of a folder; a check sum, of a file; None, of nothing."""
WELL = (0, True)


class BrokenError(Exception):
    """What stands is neither the old nor the new, or not whole."""


def content(place: Path) -> Content:
    """What stands in a place, every file compared with what the manifest says of it."""
    if not place.exists():
        return None
    if place.is_file():
        return _sum(place)
    found = {path.relative_to(place).as_posix(): _sum(path) for path in place.rglob("*") if path.is_file()}
    if disk.MANIFEST not in found:
        raise BrokenError(f"no manifest among {sorted(found)}")
    del found[disk.MANIFEST]
    listed = json.loads((place / disk.MANIFEST).read_bytes())["files"]
    if found != {name: each["sha256"] for name, each in listed.items()}:
        raise BrokenError(f"{sorted(found)} are not the files of the manifest, {sorted(listed)}")
    return found


def _sum(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def ended_well(action: Callable[[], object]) -> Ended:
    """How something ended in a process of its own, which must be well."""
    ended = in_child(action)
    if ended.returned not in WELL or "Traceback" in ended.said:
        raise BrokenError(f"ended with {ended.returned}: {ended.said}")
    return ended


class Writer:
    """A command that writes to one place: how old results came there, how new ones do.

    `refused` is a command that may not write there; `once`: it writes only where nothing is.
    """

    def __init__(
        self,
        home: Path,
        new: Action,
        old: Action | None = None,
        refused: Action | None = None,
        once: bool = False,
    ) -> None:
        self.place, self._master = home / "at" / "out", home / "master"
        self._new, self._refused, self._once = new, refused, once
        self.place.parent.mkdir(parents=True)
        if old is not None:
            ended_well(lambda: old(self.place))
            _copy(self.place, self._master)
        self.old = content(self.place)
        clean = ended_well(self.act)
        self.new, self.calls, self.seconds = content(self.place), clean.calls, clean.seconds
        if self.new in (None, self.old):
            raise BrokenError("the new results are none, or the old ones")

    def act(self) -> object:
        """The command."""
        return self._new(self.place)

    def beside(self) -> list[str]:
        """Names of what stands beside the place."""
        return sorted(path.name for path in self.place.parent.iterdir() if path != self.place)

    def restore(self, with_old: bool) -> Content:
        """Have the old results there, or nothing; what stands there then."""
        shutil.rmtree(self.place.parent)
        self.place.parent.mkdir()
        if with_old and self.old is not None:
            _copy(self._master, self.place)
            return self.old
        return None

    def stands(self, before: Content) -> str:
        """Which results stand after a kill; raises BrokenError where that is unclear."""
        found = content(self.place)
        if found is None and before is not None:  # between the two renames
            left = [self.place.parent / name for name in self.beside() if name.endswith(".old")]
            found = content(left[0]) if len(left) == 1 else None
        if found == self.new:
            return "new"
        if found == before:
            return "old"
        raise BrokenError(f"neither old nor new after a kill; beside: {self.beside()}")

    def check_refused(self, stood: Content) -> None:
        """A command that may not write there leaves what stood, and puts it back if it made room."""
        refused = self._refused
        if refused is None or stood is None:
            return
        ended = in_child(lambda: refused(self.place))
        if ended.returned != 2 or "Traceback" in ended.said:
            raise BrokenError(f"ended with {ended.returned} instead of 2: {ended.said}")
        if content(self.place) != stood:
            raise BrokenError("what stood is gone after a command that was refused")

    def check_next(self) -> None:
        """The same command ends well, and nothing is left over beside its results."""
        if self._once:
            self.place.unlink(missing_ok=True)
        ended_well(self.act)
        if content(self.place) != self.new:
            raise BrokenError("the next command did not write the new results")
        if self.beside():
            raise BrokenError(f"left over: {self.beside()}")


def _copy(source: Path, target: Path) -> None:
    if source.is_dir():
        shutil.copytree(source, target)
    else:
        shutil.copy2(source, target)


def moments(calls: int, seconds: float, luck: random.Random) -> Iterator[dict[str, Any]]:
    """When to kill: two times of three before one of its calls, evenly over all; else by the clock."""
    order: list[int] = []
    while True:
        for _ in range(2):
            if not order:
                order = list(range(1, calls + 1))
                luck.shuffle(order)
            yield {"at_call": order.pop()}
        yield {"after": luck.uniform(0.0, seconds)}


def killed(writer: Writer, kills: int, luck: random.Random) -> dict[str, Any]:
    """Counts of the kills of one command, and what was wrong after which of them."""
    found: dict[str, Any] = {"tried": 0, "old": 0, "new": 0, "lost": []}
    for moment in moments(writer.calls, writer.seconds, luck):
        before = writer.restore(with_old=luck.random() < 0.75)
        if not in_child(writer.act, **moment).killed:
            continue  # it was quicker than the clock
        found["tried"] += 1
        try:
            stood = writer.stands(before)
            found[stood] += 1
            if luck.random() < 0.5:
                writer.check_refused(writer.new if stood == "new" else before)
            writer.check_next()
        except BrokenError as broken:
            found["lost"].append(f"{moment}: {broken}")
        if found["tried"] == kills:
            return found
    raise AssertionError


Narrow = Callable[[int], AbstractContextManager[int | None]]
"""Leaves room for so many bytes, one way or another; gives the largest size of a file, where it is that."""


def starved(writer: Writer, tries: int, luck: random.Random) -> dict[str, Any]:
    """The same where no file may grow above some size: that is told, and the old results stand."""
    return _narrowed(writer, tries, luck, max, nullcontext)


def crammed(writer: Writer, tries: int, luck: random.Random) -> dict[str, Any]:
    """The same on a disk that has less room than the new results take."""
    ballast = writer.place.parents[1] / "ballast"

    @contextmanager
    def filled(room: int) -> Iterator[None]:
        free = os.statvfs(ballast.parent)
        with ballast.open("wb") as file:
            os.posix_fallocate(file.fileno(), 0, free.f_bavail * free.f_frsize - room)
        yield
        ballast.unlink()

    return _narrowed(writer, tries, luck, sum, filled)


def _narrowed(
    writer: Writer, tries: int, luck: random.Random, enough: Callable[[list[int]], int], narrow: Narrow
) -> dict[str, Any]:
    found: dict[str, Any] = {"tried": 0, "told": 0, "lost": []}
    writer.restore(with_old=False)
    in_child(writer.act)
    sizes = [each.stat().st_size for each in (writer.place, *writer.place.rglob("*")) if each.is_file()]
    for _ in range(tries):
        before = writer.restore(with_old=luck.random() < 0.75)
        room = luck.randrange(enough(sizes))
        with narrow(room) as largest_file:
            ended = in_child(writer.act, largest_file=largest_file)
        found["tried"] += 1
        found["told"] += ended.returned == 2
        try:
            if ended.returned not in (2, True) or "Traceback" in ended.said:
                raise BrokenError(f"ended with {ended.returned}: {ended.said}")
            if content(writer.place) != before:
                raise BrokenError("the old results do not stand")
            if writer.beside():
                raise BrokenError(f"left over: {writer.beside()}")
        except BrokenError as broken:
            found["lost"].append(f"with room for {room} bytes: {broken}")
    return found
