"""A design: which scenarios a sweep runs, how often each, and which figures it keeps."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from sim.errors import Fault, ScenarioError
from sim.scenario import Files, Scenario, assemble, read, table
from sim.scenario.metadata import STAGES

if TYPE_CHECKING:
    from collections.abc import Container, Iterable

    from sim.analysis.sweep.plan.axes import Level
    from sim.analysis.sweep.plan.points import Kind, Point
    from sim.scenario.metadata import Stage
    from sim.scenario.values import Value

AxisKind = Literal["parameter", "request", "requests"]


@dataclass(frozen=True, slots=True)
class Heading:
    """An axis as a column: its name, and whether it is a parameter, one request or a set of requests."""

    name: str
    kind: AxisKind


@dataclass(frozen=True)
class Design:
    """What a design file asks for, checked. A point holds one level for each heading.

    The level None leaves a parameter as the base has it.
    """

    path: Path
    title_ja: str
    title_en: str
    base: str
    with_files: tuple[str, ...]
    replications: int
    seed: int
    kind: Kind
    headings: tuple[Heading, ...]
    points: tuple[Point, ...]
    figures: tuple[str, ...]

    @cached_property
    def _files(self) -> dict[tuple[str, ...], Files]:
        return {}

    def files(self, requests: tuple[str, ...]) -> Files:
        """Files of the base with what is always on and these requests on top; read once."""
        if requests not in self._files:
            names = [_name(name) for name in (*self.with_files, *requests)]
            self._files[requests] = read(_name(self.base), names, self.path.parent)
        return self._files[requests]

    def scenario(self, point: Point) -> Scenario:
        """Scenario of a point; raises ScenarioError where its levels cannot go together."""
        values: dict[str, Value] = {}
        for heading, level in zip(self.headings, point, strict=True):
            if heading.kind == "parameter" and level is not None and not isinstance(level, tuple):
                values[heading.name] = level
        return assemble(self.files(granted(self.headings, point)), values)

    def first_stage(self) -> Stage:
        """The earliest stage that two points can differ in; what comes before it they share."""
        names = {name for point in self.points for name in granted(self.headings, point)}
        paths = {heading.name for heading in self.headings if heading.kind == "parameter"}
        paths |= {change.path for name in names for change in self.files((name,)).extra[-1].changes}
        return min((table()[path].stage for path in paths), key=STAGES.index, default="ledger")

    def impossible(self) -> dict[int, ScenarioError]:
        """Points whose levels cannot go together, by number, with what is wrong."""
        found = {}
        for number, point in enumerate(self.points):
            try:
                self.scenario(point)
            except ScenarioError as error:
                found[number] = error
        return found


_BY_POINT = ("before", "sum_over_one", "vendor_total", "changed_out_of_range")
"""Faults that the values of other axes can mend or cause: each point is judged by itself."""


def granted(headings: tuple[Heading, ...], point: Point) -> tuple[str, ...]:
    """Names of the requests that a point grants, apart from those that are always on; sorted."""
    names: set[str] = set()
    for heading, level in zip(headings, point, strict=True):
        if heading.kind == "request" and level is True:
            names.add(heading.name)
        elif heading.kind == "requests" and isinstance(level, tuple):
            names |= set(level)
    return tuple(sorted(names))


def files_faults(path: Path, base: str, extra: Iterable[str]) -> list[Fault]:
    """What is wrong with the base and each of the files put on it, apart from how they go together."""
    faults = _faults_of(path, base, ())
    sound = "baseline" if faults else base  # so that a fault of the base does not hide those of the others
    for name in dict.fromkeys(extra):
        found = [fault for fault in _faults_of(path, sound, (name,)) if fault.code not in _BY_POINT]
        faults += [fault for fault in found if fault not in faults]
    return faults


def conflicts(path: Path, base: str, together: tuple[str, ...], axes: Container[str]) -> list[Fault]:
    """Two of these files that set the same parameter, one given twice, one that sets what an axis sets."""
    found = [f for f in _faults_of(path, base, together) if f.code in ("conflict", "given_twice")]
    for file in read(_name(base), [_name(name) for name in together], path.parent).extra:
        taken = [each.path for each in file.changes if each.operation == "set" and each.path in axes]
        found += [Fault(path.name, each, None, "sweep_axis_set", {"other": file.shown}) for each in taken]
    return found


def _faults_of(path: Path, base: str, extra: tuple[str, ...]) -> list[Fault]:
    try:
        assemble(read(_name(base), [_name(name) for name in extra], path.parent))
    except ScenarioError as error:
        return [fault if fault.file else replace(fault, file=path.name) for fault in error.faults]
    return []


def level_text(level: Level | None) -> str:
    """A level as a design would write it; sets of requests are joined by a plus sign."""
    if level is None:
        return ""
    if isinstance(level, tuple):
        return " + ".join(level)
    return str(level).lower() if isinstance(level, bool) else str(level)


def _name(name: str) -> str | Path:
    return Path(name) if name.endswith(".toml") else name
