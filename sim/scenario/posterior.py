"""Parameter sets that fit the published waves: a file of `sanwari calibrate`, read and checked."""

from __future__ import annotations

import csv
import hashlib
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from itertools import accumulate
from typing import TYPE_CHECKING, Any

from sim import fiscal
from sim.disk import NoFileError, read_named
from sim.errors import Fault, nearest, until_enough
from sim.scenario import toml_text
from sim.scenario.metadata import plain, table
from sim.scenario.values import Uncertain, UncertainDay, is_fitted

if TYPE_CHECKING:
    from pathlib import Path

    from sim.scenario.values import Value

LARGEST = 20_000_000
"""Bytes of a file; the fitted sets of the baseline take some 200,000."""
CLASSES = ("time_bound", "capacity_bound")
"""What a set says about more teams: they help little, or they help much."""

_HEAD = ("weight", "class")


@dataclass(frozen=True)
class Posterior:
    """Weighted parameter sets: a replication takes all its fitted parameters from one of them.

    `sets` is [set, path], days as day numbers; `weights` sum to one.
    """

    name: str
    paths: tuple[str, ...]
    weights: tuple[float, ...]
    classes: tuple[str, ...]
    sets: tuple[tuple[float, ...], ...]
    hash: str
    provenance: Mapping[str, Any] = field(default_factory=dict, compare=False)

    @cached_property
    def spreads(self) -> Mapping[str, Uncertain | UncertainDay]:
        """Weighted median, least and greatest value of each parameter over all sets."""
        return {path: self._spread(column) for column, path in enumerate(self.paths)}

    def _spread(self, column: int) -> Uncertain | UncertainDay:
        order = sorted(range(len(self.sets)), key=lambda row: self.sets[row][column])
        values = [self.sets[row][column] for row in order]
        sums = list(accumulate(self.weights[row] for row in order))
        middle = next(value for value, sum_ in zip(values, sums, strict=True) if sum_ >= 0.5 - 1e-9)
        points = (middle, values[0], values[-1])
        if table()[self.paths[column]].kind == "day":
            days = [fiscal.date_of(int(point)) for point in points]
            return UncertainDay(days[0], days[1], days[2], fitted=True)
        return Uncertain(points[0], points[1], points[2], fitted=True)

    @property
    def usable(self) -> frozenset[str]:
        """Classes of which some set has a weight."""
        return frozenset(kind for kind, weight in zip(self.classes, self.weights, strict=True) if weight > 0)

    def steps(self, chosen: str) -> tuple[tuple[float, tuple[float, ...]], ...]:
        """Cumulative weight, at last 1, and numbers of each set of a class ("all": of every set)."""
        rows = [row for row, kind in enumerate(self.classes) if chosen in ("all", kind)]
        total = sum(self.weights[row] for row in rows)
        sums = accumulate(self.weights[row] / total for row in rows)
        steps = [(sum_, self.sets[row]) for sum_, row in zip(sums, rows, strict=True)]
        return (*steps[:-1], (1.0, steps[-1][1]))


def read(path: Path, name: str) -> tuple[Posterior | None, list[Fault]]:
    """Sets of a file, or everything wrong with it."""
    try:
        text = toml_text.decoded(read_named(path, LARGEST), LARGEST)
    except NoFileError as error:
        return None, [Fault(name, "", None, error.code)]
    except toml_text.UnreadError as error:
        return None, [error.fault(name)]
    reader = _Reader(name)
    found = reader.read(text)
    return (None, reader.faults) if reader.faults else (found, [])


def write(
    path: Path,
    provenance: Mapping[str, str],
    columns: Sequence[str],
    rows: Sequence[tuple[float, str, Sequence[float]]],
) -> None:
    """Write a file that `read` reads: origin as comments, then weight, class and numbers of each set."""
    with path.open("w", encoding="utf-8", newline="") as file:
        file.writelines(f"# {key} = {value}\n" for key, value in provenance.items())
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow([*_HEAD, *columns])
        for weight, kind, numbers in rows:
            cells = [table()[name].bound_text(number) for name, number in zip(columns, numbers, strict=True)]
            writer.writerow([plain(weight), kind, *cells])


def check_fitted(values: Mapping[str, Value], posterior: Posterior | None, file: str) -> list[Fault]:
    """What is wrong with the values marked as fitted: each must say what the sets say."""
    faults = []
    for path, value in values.items():
        if not is_fitted(value):
            continue
        if posterior is None:
            faults.append(Fault(file, path, None, "fitted_unnamed"))
        elif path not in posterior.paths:
            faults.append(Fault(file, path, None, "fitted_unknown", {"file": posterior.name}))
        elif value != posterior.spreads[path]:
            details = {"file": posterior.name, "expected": points(posterior.spreads[path])}
            faults.append(Fault(file, path, None, "fitted_differs", details))
    chosen = values["calibration.sets"]
    if posterior is not None and chosen in CLASSES and chosen not in posterior.usable:
        faults.append(Fault(file, "calibration.sets", chosen, "posterior_no_class", {"file": posterior.name}))
    return faults


def points(value: Uncertain | UncertainDay) -> str:
    """Median, least and greatest as a file writes them."""
    three = (value.value, value.low, value.high)
    texts = [point.isoformat() if isinstance(point, date) else plain(point) for point in three]
    return ", ".join(f"{name} = {text}" for name, text in zip(("value", "low", "high"), texts, strict=True))


class _Reader:
    """Walks through a file and collects its faults; a place is the line's number and the column's name."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.faults: list[Fault] = []

    def read(self, text: str) -> Posterior | None:
        lines = text.replace("\r\n", "\n").split("\n")
        comments = [line.removeprefix("#").strip() for line in lines if line.startswith("#")]
        rows = [(number, line) for number, line in enumerate(lines, 1) if line and not line.startswith("#")]
        paths = self._columns(_cells(rows[0][1]) if rows else [])
        if self.faults:
            return None
        rest = until_enough(rows[1:], self.faults, self.name)
        found = [self._row(number, _cells(line), paths) for number, line in rest]
        sets = [each for each in found if each is not None]
        if not sets and not self.faults:
            self._fault("", None, "posterior_empty")
        self._weights([weight for weight, _, _ in sets])
        if self.faults:
            return None
        weights, classes, numbers = zip(*sets, strict=True)
        content = hashlib.sha256("\n".join(line for _, line in rows).encode()).hexdigest()
        return Posterior(self.name, paths, weights, classes, numbers, content, self._provenance(comments))

    def _fault(self, key: str, value: object, code: str, **details: object) -> None:
        self.faults.append(Fault(self.name, key, value, code, details))

    def _provenance(self, comments: list[str]) -> Mapping[str, Any]:
        """What the head says about its origin; nothing where someone has edited it beyond reading."""
        try:
            return toml_text.parsed("\n".join(comments))
        except toml_text.UnreadError:
            return {}

    def _columns(self, head: list[str]) -> tuple[str, ...]:
        for needed in _HEAD:
            if needed not in head:
                self._fault(needed, None, "posterior_column")
        if tuple(head[:2]) != _HEAD and not self.faults:
            self._fault("", None, "data_columns", expected=f"{', '.join(_HEAD)}, ...")
        paths = tuple(head[2:])
        for path in paths:
            known = table().get(path)
            if known is None:
                self._fault(path, None, "unknown_key", meant=nearest(path, table()))
            elif known.kind not in ("number", "day"):
                self._fault(path, None, "no_range")
        for path in sorted({path for path in paths if paths.count(path) > 1}):
            self._fault(path, None, "posterior_twice")
        return paths

    def _row(
        self, line: int, cells: list[str], paths: tuple[str, ...]
    ) -> tuple[float, str, tuple[float, ...]] | None:
        if len(cells) != len(paths) + 2:
            self._fault(f"[{line}]", len(cells), "data_cells", expected=len(paths) + 2)
            return None
        weight = self._number(f"[{line}].weight", cells[0])
        if weight is not None and weight < 0:
            self._fault(f"[{line}].weight", cells[0], "negative_weight")
        if cells[1] not in CLASSES:
            details = {"choices": ", ".join(CLASSES), "meant": nearest(cells[1], CLASSES)}
            self._fault(f"[{line}].class", cells[1], "unknown_choice", **details)
        found = [self._cell(line, path, cell) for path, cell in zip(paths, cells[2:], strict=True)]
        numbers = tuple(number for number in found if number is not None)
        complete = weight is not None and len(numbers) == len(paths)
        return (weight, cells[1], numbers) if complete and weight is not None else None

    def _cell(self, line: int, path: str, cell: str) -> float | None:
        key, known = f"[{line}].{path}", table()[path]
        number = self._day(key, cell) if known.kind == "day" else self._number(key, cell)
        if number is not None and not known.admits(number, number):
            self._fault(key, cell, "out_of_range", **known.ends_text())
        return number

    def _number(self, key: str, cell: str) -> float | None:
        try:
            number = float(cell)
        except ValueError:
            number = math.nan
        if not math.isfinite(number):
            self._fault(key, cell, "not_finite")
            return None
        return number

    def _day(self, key: str, cell: str) -> float | None:
        try:
            return float(fiscal.day_of(cell))
        except ValueError:
            self._fault(key, cell, "data_day")
            return None

    def _weights(self, weights: list[float]) -> None:
        if weights and not self.faults and abs(sum(weights) - 1.0) > 1e-6:
            self._fault("weight", f"{sum(weights):.9g}", "posterior_sum")


def _cells(line: str) -> list[str]:
    """Cells of a line; none where it is none of CSV."""
    try:
        return next(csv.reader([line], strict=True), [])
    except csv.Error:
        return []
