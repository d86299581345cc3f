"""The manifest of a sweep: what is needed to repeat it, to go on with it, and to read its columns."""

from __future__ import annotations

import hashlib
import json
import platform
from dataclasses import asdict
from importlib.metadata import version
from typing import TYPE_CHECKING, Any

from sim import disk
from sim.analysis.sweep.disk.chunks import FIXED
from sim.analysis.sweep.figures import UNITS, catalogue
from sim.analysis.sweep.plan.design import granted, level_text
from sim.scenario import table

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from sim.analysis.sweep.identity import Identity
    from sim.analysis.sweep.plan.design import Design

SCHEMA = 1
"""Raised by one whenever a name or a meaning in a sweep's folder changes."""
_PACKAGES = ("numpy", "numba", "scipy", "pyarrow")
SAME = ("design_hash", "file_hashes", "model_source_hash", "data_hash", "seed", "replications", "schema")
"""What must be equal for a sweep to go on in its folder."""


def manifest(design: Design, here: Identity, chunk_points: int) -> dict[str, Any]:
    """Manifest of a sweep before its first point is done."""
    content = {
        "kind": "sweep",
        "schema": SCHEMA,
        "sanwari": here.sanwari,
        "design": describe(design),
        "design_hash": _hash([_untitled(design), _levels(design)]),
        "file_hashes": _file_hashes(design),
        "model_source_hash": here.model_source_hash,
        "data_hash": here.data_hash,
        "seed": design.seed,
        "replications": design.replications,
        "points": len(design.points),
        "chunk_points": chunk_points,
        "columns": columns(design),
        "python": platform.python_version(),
        "packages": {name: version(name) for name in _PACKAGES},
        "result_hash": None,
    }
    return disk.sealed({**content, "mark": mark_of(content)})


def mark_of(content: Mapping[str, Any]) -> str:
    """Name of a sweep by everything that decides its rows and their places."""
    return _hash([content[name] for name in (*SAME, "chunk_points")])[:32]


def describe(design: Design) -> dict[str, Any]:
    """The design in plain words and numbers; its points follow from it."""
    return {
        "title_ja": design.title_ja,
        "title_en": design.title_en,
        "base": design.base,
        "with": list(design.with_files),
        "kind": design.kind,
        "axes": [asdict(heading) for heading in design.headings],
        "figures": list(design.figures),
    }


def columns(design: Design) -> list[dict[str, str]]:
    """Name, unit and label of every column, in both languages."""
    found = [_column(name, ("", ""), _FIXED_LABELS[name]) for name in FIXED]
    for heading in design.headings:
        if heading.kind == "parameter":
            known = table()[heading.name]
            unit = known.unit_text("ja"), known.unit_text("en")
            found.append(_column(heading.name, unit, (known.label_ja, known.label_en)))
        else:
            words = ("認めた要望", "requests granted") if heading.kind == "requests" else ("要望", "request")
            found.append(_column(heading.name, ("", ""), words))
    for name in design.figures:
        each = catalogue()[name]
        for part in each.statistics:
            labels = f"{each.label_ja}・{_PARTS[part][0]}", f"{each.label_en}, {_PARTS[part][1]}"
            found.append(_column(f"{name}.{part}", UNITS[each.unit], labels))
    return found


def read_manifest(folder: Path) -> dict[str, Any] | None:
    """Manifest of a sweep's folder; None where there is none, or another kind of result.

    Raises disk.UnusableError for one that cannot be used.
    """
    found = disk.read_manifest(folder)
    return found if found is not None and found.get("kind") == "sweep" else None


def manifest_bytes(content: Mapping[str, Any]) -> bytes:
    """Manifest as it is written."""
    return disk.to_json(content).encode()


def _column(name: str, unit: tuple[str, str], label: tuple[str, str]) -> dict[str, str]:
    return {
        "name": name,
        "unit_ja": unit[0],
        "unit_en": unit[1],
        "label_ja": label[0],
        "label_en": label[1],
    }


def _untitled(design: Design) -> dict[str, Any]:
    return {name: value for name, value in describe(design).items() if not name.startswith("title_")}


def _levels(design: Design) -> list[list[str]]:
    return [[level_text(level) for level in point] for point in design.points]


def _file_hashes(design: Design) -> dict[str, str]:
    """Hash of what the base (with what is always on) and each request say; their titles do not count."""
    names = sorted({name for point in design.points for name in granted(design.headings, point)})
    said = {}
    for name, requests in (("base", ()), *((name, (name,)) for name in names)):
        files = design.files(requests)
        said[name] = _hash([repr((each.changes, each.effects)) for each in (*files.chain, *files.extra)])
    return said


def _hash(content: object) -> str:
    return hashlib.sha256(json.dumps(content, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


_PARTS = {"mean": ("平均", "mean"), "p10": ("P10", "P10"), "p50": ("P50", "P50"), "p90": ("P90", "P90")}
_PARTS["share"] = ("確率", "probability")
_FIXED_LABELS = {
    "point": ("点の番号", "number of the point"),
    "scenario_hash": ("シナリオのハッシュ", "hash of the scenario"),
    "result_hash": ("結果ハッシュ", "result hash"),
    "replications": ("成功した試行", "replications that succeeded"),
    "failed_replications": ("失敗した試行", "replications that failed"),
    "fault_ja": ("点が失敗した理由", "why the point failed, in Japanese"),
    "fault_en": ("点が失敗した理由（英語）", "why the point failed"),
    "seconds": ("計算時間（秒、引き継いだ点は0）", "computing time in seconds, 0 where taken over"),
}
