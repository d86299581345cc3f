"""Made sweeps: designs of a few points, and rows that a test can foresee, without a model.

Run as a script (DESIGN OUT PAUSE) it is a sweep of made rows that a test can kill.
"""

from __future__ import annotations

import hashlib
import sys
import time
from pathlib import Path

from sim.analysis import sweep
from sim.analysis.sweep.drive import Stop
from sim.analysis.sweep.figures import figure_columns
from sim.analysis.sweep.point import Job, Row

GRID = """
[sweep]
title_en = "Made"
replications = 2
figures = ["late_at_deadline.systems", "first_full_year.probability_nation_at_target"]

[design]
kind = "grid"

[axes]
"running.cloud_fee_factor" = {{ low = 0.8, high = 1.2, steps = {steps} }}
"""


def write_design(folder: Path, text: str = "", steps: int = 7) -> Path:
    """A design file; by default a grid of so many points."""
    path = folder / "design.toml"
    path.write_text(text or GRID.format(steps=steps), encoding="utf-8")
    return path


def made_row(job: Job, _: Stop) -> Row:
    """Row of a point as a function of its scenario alone."""
    digest = hashlib.sha256(job.scenario.hash.encode()).digest()
    columns = figure_columns(job.figures)
    return Row(
        result_hash=digest.hex(),
        replications=job.replications,
        seconds=0.5,
        figures={name: digest[index % 32] / 7 for index, name in enumerate(columns)},
    )


def swept(
    design: Path,
    out: Path,
    workers: int = 1,
    chunk: int | None = 3,
    cache: Path | None = None,
    pause: float = 0.0,
) -> sweep.Folder:
    """A sweep of made rows."""

    def compute(job: Job, stop: Stop) -> Row:
        time.sleep(pause)
        return made_row(job, stop)

    settings = sweep.Settings(workers=workers, chunk_points=chunk, cache=cache, compute=compute)
    return sweep.run(sweep.read_design(design), out, settings)


if __name__ == "__main__":
    swept(Path(sys.argv[1]), Path(sys.argv[2]), workers=2, pause=float(sys.argv[3]))
