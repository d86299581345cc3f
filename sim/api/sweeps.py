"""Sweeps as an analyst takes them: a design goes in, a table comes out."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from sim import runs
from sim.analysis import sweep as analysis
from sim.analysis.sweep.disk.status import manifest_of, rows_of
from sim.errors import Fault, UsageError, language
from sim.progress import compile_first, watching

if TYPE_CHECKING:
    import pandas as pd


def sweep(
    design: str | Path,
    out: str | Path,
    workers: int | None = None,
    *,
    progress: bool = True,
) -> pd.DataFrame:
    """A row per point of a design: its axes, its figures; `attrs["units"]` has the unit of every column.

    What `out` holds of the same design is not run again, so that a sweep that was broken off goes on. Raises
    SimError for a design with faults, a folder of something else, and damaged rows.
    """
    chosen, folder = analysis.read_design(Path(design)), Path(out)
    analysis.require_usable(folder)
    compile_first(language(), shown=progress)
    with watching(language(), "sweep_points", progress) as told:
        cache = analysis.default_cache()
        settings = analysis.Settings(workers=workers or runs.cores(), cache=cache, progress=told)
        analysis.run(chosen, folder, settings)
    content = manifest_of(folder)
    rows, _, damaged = rows_of(folder, content)
    if damaged:
        raise UsageError([Fault("", "out", str(folder), "sweep_csv_short", {"chunks": ", ".join(damaged)})])
    frame: pd.DataFrame = rows.to_pandas(date_as_object=False)
    unit = f"unit_{language()}"
    frame.attrs["units"] = {each["name"]: each[unit] for each in content["columns"] if each[unit]}
    return frame
