"""The points of a design file: from its list, or from its axes and requests."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any, cast

from sim.analysis.sweep.plan.axes import REQUESTS, Axis, Level, Listed, axis_of, level_of
from sim.analysis.sweep.plan.design import AxisKind, Heading
from sim.analysis.sweep.plan.points import MOST_POINTS, SAMPLED, Kind, Point, grid, grid_size, sample
from sim.errors import nearest
from sim.scenario import cells, table
from sim.scenario.read import flat
from sim.scenario.words import EXPECTED, shown
from sim.words import bilingual

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sim.analysis.sweep.plan.collect import Faults
    from sim.scenario import Metadata

    Content = Mapping[str, Any]

KINDS = ("list", "grid", "latin_hypercube", "sobol")
_DESIGN = ("kind", "points", "seed")
_REQUESTS = ("on_off", "sets")
_SETS = bilingual("expected/request_sets")


def read_points(
    content: Content, faults: Faults
) -> tuple[tuple[Heading, ...], tuple[Point, ...], Kind | None]:
    """Axes as headings, points and kind of a design; empty where faults were found."""
    shape = faults.section(content, "design", _DESIGN)
    kind = _kind(shape, faults)
    number = _number(kind, shape, faults)
    if kind == "list":
        for name in ("axes", "requests"):
            if name in content:
                faults.add(name, "sweep_not_in_kind", kind=kind)
        headings, points = _listed(content.get("points"), faults)
        return headings, points, kind
    if kind is not None and "points" in content:
        faults.add("points", "sweep_not_in_kind", kind=kind)
    axes = [*_parameter_axes(content, kind == "grid", faults), *_request_axes(content, faults)]
    headings = tuple(Heading(axis.name, _heading_kind(axis)) for axis in axes)
    if kind is None or faults.found:
        return headings, (), kind
    if not axes:
        faults.add("axes", "sweep_no_axes")
        return headings, (), kind
    if kind == "grid" and grid_size(axes) > MOST_POINTS:
        faults.add("axes", "sweep_too_many", number=f"{grid_size(axes):,}", most=f"{MOST_POINTS:,}")
        return headings, (), kind
    seed = faults.whole("design.seed", shape.get("seed", 1), 0, 2**62)
    return headings, grid(axes) if kind == "grid" else sample(kind, axes, number, seed), kind


def _kind(shape: Content, faults: Faults) -> Kind | None:
    if "kind" not in shape:
        faults.add("design.kind", "missing_key")
        return None
    found = faults.cell("design.kind", lambda: cells.choice(shape["kind"], KINDS), "")
    return cast("Kind", found) if found else None


def _number(kind: Kind | None, shape: Content, faults: Faults) -> int:
    """Number of points of a sample."""
    if kind in SAMPLED and "points" not in shape:
        faults.add("design.points", "missing_key")
    if kind is not None and kind not in SAMPLED:
        for name in ("points", "seed"):
            if name in shape:
                faults.add(f"design.{name}", "sweep_not_in_kind", kind=kind)
        return 0
    return faults.whole("design.points", shape.get("points", 1), 1, MOST_POINTS)


def _heading_kind(axis: Axis) -> AxisKind:
    if axis.name in table():
        return "parameter"
    return "requests" if axis.name == REQUESTS else "request"


def _parameter_axes(content: Content, in_grid: bool, faults: Faults) -> list[Axis]:
    axes: list[Axis | None] = []
    raw = content.get("axes", {})
    if not isinstance(raw, dict):
        faults.add("axes", "wrong_type", shown(raw), expected=EXPECTED["table"])
        raw = {}
    for path, cell in faults.few(flat(raw)):
        known = _parameter(f"axes.{path}", path, faults)
        if known is not None:
            axes.append(faults.cell(f"axes.{path}", partial(axis_of, known, cell, grid=in_grid), None))
    return [axis for axis in axes if axis is not None]


def _parameter(key: str, path: str, faults: Faults) -> Metadata | None:
    if path in table():
        return table()[path]
    meant = nearest(path, table())
    prefix = key.removesuffix(path)
    faults.add(key, "unknown_key", meant=f"{prefix}{meant}" if meant else None)
    return None


def _request_axes(content: Content, faults: Faults) -> list[Axis]:
    raw = faults.section(content, "requests", _REQUESTS)
    single = faults.names("requests.on_off", raw.get("on_off", []))
    axes: list[Axis] = [Listed(name, (False, True)) for name in single]
    if "sets" in raw:
        sets = raw["sets"] if isinstance(raw["sets"], list) else []
        if not sets:
            faults.add("requests.sets", "wrong_type", shown(raw["sets"]), expected=_SETS)
        found = [
            tuple(sorted(faults.names(f"requests.sets[{i}]", s))) for i, s in faults.few(enumerate(sets, 1))
        ]
        if len(set(found)) < len(found):
            faults.add("requests.sets", "sweep_value_twice", shown(raw["sets"]))
        if both := sorted({name for names in found for name in names} & set(single)):
            faults.add("requests.on_off", "sweep_in_both", names=", ".join(both))
        if found:
            axes.append(Listed(REQUESTS, tuple(found)))
    return axes


def _listed(raw: object, faults: Faults) -> tuple[tuple[Heading, ...], tuple[Point, ...]]:
    """Points of a list; a parameter that one of them leaves out stays there as the base has it."""
    if not isinstance(raw, list) or not raw or not all(isinstance(each, dict) for each in raw):
        faults.add("points", "sweep_no_points")
        return (), ()
    rows: list[dict[str, Level]] = []
    for index, each in faults.few(enumerate(raw, 1)):
        row: dict[str, Level] = {}
        for path, cell in flat(each):
            key = f"points[{index}].{path}"
            if path == REQUESTS:
                row[REQUESTS] = tuple(sorted(faults.names(key, cell)))
            elif (known := _parameter(key, path, faults)) is not None:
                row[path] = faults.cell(key, partial(level_of, known, cell), cast("Level", ""))
        rows.append(row)
    parameters = sorted({path for row in rows for path in row} - {REQUESTS}, key=list(table()).index)
    headings = [Heading(path, "parameter") for path in parameters]
    if any(REQUESTS in row for row in rows):
        headings.append(Heading(REQUESTS, "requests"))
        rows = [{REQUESTS: (), **row} for row in rows]
    return tuple(headings), tuple(tuple(row.get(h.name) for h in headings) for row in rows)
