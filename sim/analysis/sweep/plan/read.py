"""Reading a design file: everything wrong with it is told at once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from sim.analysis.sweep.figures import DEFAULT, figure_names
from sim.analysis.sweep.plan.collect import Faults
from sim.analysis.sweep.plan.design import Design, Heading, conflicts, files_faults, granted
from sim.analysis.sweep.plan.read_points import read_points
from sim.errors import DesignError, Fault, nearest
from sim.scenario import cells, toml_text
from sim.scenario.words import shown

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from sim.analysis.sweep.plan.points import Point

    Content = Mapping[str, Any]

MOST_REPLICATIONS = 100_000
_SECTIONS = ("sweep", "design", "axes", "requests", "points")
_SWEEP = ("title_ja", "title_en", "base", "with", "replications", "seed", "figures")


def read_design(path: Path) -> Design:
    """Design of a file; raises DesignError with all its faults."""
    try:
        content = toml_text.read(path)
    except toml_text.UnreadError as error:
        raise DesignError([error.fault(path.name)]) from None
    faults = Faults(path.name)
    design = _design(path.resolve(), content, faults)
    if design is None or faults.found:
        raise DesignError(faults.found)
    return design


def _design(path: Path, content: Content, faults: Faults) -> Design | None:
    faults.unknown("", content, _SECTIONS)
    head = faults.section(content, "sweep", _SWEEP)
    base = _text(head, "base", faults) or "baseline"
    always = faults.names("sweep.with", head.get("with", []))
    headings, points, kind = read_points(content, faults)
    requests = [h.name for h in headings if h.kind == "request"]
    asked = dict.fromkeys([*requests, *(name for point in points for name in granted(headings, point))])
    broken = files_faults(path, base, (*always, *asked))
    faults.found += broken or _clashes(path, base, always, headings, points)
    title_ja, title_en = (_text(head, name, faults) for name in ("title_ja", "title_en"))
    design = Design(
        path=path,
        title_ja=title_ja or title_en,
        title_en=title_en or title_ja,
        base=base,
        with_files=always,
        replications=faults.whole("sweep.replications", head.get("replications", 200), 1, MOST_REPLICATIONS),
        seed=faults.whole("sweep.seed", head.get("seed", 1), 0, 2**62),
        kind=kind or "list",
        headings=headings,
        points=points,
        figures=_figures(head.get("figures"), faults),
    )
    return None if faults.found else design


def _text(head: Content, name: str, faults: Faults) -> str:
    return faults.cell(f"sweep.{name}", lambda: cells.text(head[name]), "") if name in head else ""


def _figures(raw: object, faults: Faults) -> tuple[str, ...]:
    if raw is None:
        return DEFAULT
    names = faults.names("sweep.figures", raw)
    known = figure_names()
    for index, name in enumerate(names, 1):
        if name not in known:
            faults.add(
                f"sweep.figures[{index}]", "sweep_unknown_figure", shown(name), meant=nearest(name, known)
            )
    if isinstance(raw, list) and not raw:
        faults.add("sweep.figures", "sweep_empty")
    return names


def _clashes(
    path: Path, base: str, always: tuple[str, ...], headings: tuple[Heading, ...], points: tuple[Point, ...]
) -> list[Fault]:
    """Files that a design puts together and that set the same parameter, or that of an axis."""
    single = tuple(h.name for h in headings if h.kind == "request")
    place = next((index for index, h in enumerate(headings) if h.kind == "requests"), None)
    sets = {point[place] for point in points} if place is not None else {()}
    axes = {h.name for h in headings if h.kind == "parameter"}
    found: list[Fault] = []
    for names in sorted(cast("set[tuple[str, ...]]", sets)):
        found += [f for f in conflicts(path, base, (*always, *single, *names), axes) if f not in found]
    return found
