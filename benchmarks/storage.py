"""Ten thousand rows of a sweep on disk: made up, but as large as real ones, since only size is measured."""

from __future__ import annotations

import hashlib
import tempfile
import time
from dataclasses import replace
from pathlib import Path

import numpy as np

from benchmarks.measure import ROOT
from sim.analysis.sweep.disk import chunks
from sim.analysis.sweep.figures import figure_columns
from sim.analysis.sweep.plan.design import Design
from sim.analysis.sweep.plan.read import read_design
from sim.analysis.sweep.point import Row

ROWS, CHUNK, GOAL_MB = 10_000, 2_500, 20
MARK = "benchmark"


def report(repeats: int = 7) -> str:
    """The section of docs/performance.md."""
    design = read_design(ROOT / "designs" / "fees_and_yen.toml")
    design = replace(design, points=(design.points * (ROWS // len(design.points) + 1))[:ROWS])
    rows = _rows(design)
    parts = chunks.chunks_of(ROWS, CHUNK)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for part in parts:
            hashes = [row.result_hash for row in rows[part.first : part.end]]
            table = chunks.table_of(design, part.first, hashes, rows[part.first : part.end])
            chunks.write_chunk(folder, part, table, MARK)
        size = sum(file.stat().st_size for file in folder.iterdir()) / 1e6
        wall = min(_read(folder, parts) for _ in range(repeats))
    return "\n\n".join(
        [
            "## Sweeps on disk",
            f"- {ROWS:,} rows with {len(chunks.schema(design)):,} columns, made up but as wide and as varied "
            f"as real ones: **{size:.1f} MB** in {len(parts)} chunks (goal: under {GOAL_MB}).",
            f"- Reading all of it, check sums included: **{wall:.2f} s** (least of {repeats}; goal: 0.1).",
        ]
    )


def _rows(design: Design) -> list[Row]:
    rng = np.random.default_rng(1)
    names = figure_columns(design.figures)
    values = np.round(rng.lognormal(8.0, 2.0, (ROWS, len(names))), 6)
    return [
        Row(
            result_hash=hashlib.sha256(str(number).encode()).hexdigest(),
            replications=200,
            seconds=float(values[number, 0]),
            figures=dict(zip(names, values[number].tolist(), strict=True)),
        )
        for number in range(ROWS)
    ]


def _read(folder: Path, parts: tuple[chunks.Chunk, ...]) -> float:
    start = time.perf_counter()
    for part in parts:
        chunks.read_chunk(folder, part, MARK)
    return time.perf_counter() - start
