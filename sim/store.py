"""What a folder of results holds: a run's summary, tables and charts, and the manifest that repeats it."""

from __future__ import annotations

import platform
from concurrent.futures import ThreadPoolExecutor
from importlib.metadata import version
from typing import TYPE_CHECKING, Any

import pyarrow.parquet as pq

from sim import disk
from sim.summary import as_plain
from sim.summary.arrow import table
from sim.summary.tables import TABLES

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from sim.runs import Results
    from sim.scenario import Scenario
    from sim.summary import Summary

_PACKAGES = ("numpy", "numba", "simpy", "pyarrow", "altair", "vl-convert-python")


def save(
    results: Results,
    summary: Summary,
    folder: Path,
    command: str = "",
    also: Callable[[Path], object] = lambda _: None,
    replace: bool = False,
) -> Path:
    """The folder, written in one stroke: summary, tables, what `also` adds meanwhile, the manifest.

    Results about another scenario stay, unless they may be replaced; see `disk.require_same`.
    """
    import pandas  # noqa: F401 - altair, in the thread, must not find it half imported by pyarrow

    with (
        disk.replacing(folder, content(results.scenario), replace) as part,
        ThreadPoolExecutor(1, "sanwari-also") as beside,
    ):
        added = beside.submit(also, part)
        disk.write_json(part / "summary.json", summary.as_dict())
        for name in TABLES:
            pq.write_table(table(results, name), part / f"{name}.parquet", compression="zstd")
        added.result()
        disk.seal(part, manifest(results, summary, command))
    return folder


def manifest(results: Results, summary: Summary, command: str = "") -> dict[str, Any]:
    """What is needed to repeat the run and to see that it was repeated."""
    return {
        "kind": "run",
        "sanwari": version("sanwari"),
        "schema": summary.schema,
        "id": summary.id,
        "command": command,
        "content": content(results.scenario),
        "scenario": as_plain(summary.scenario),
        "data_hash": results.facts.hash,
        "seed": results.seed,
        "replications": {"asked": results.asked, "done": results.number},
        "failures": [
            {"seed": results.seed, "replication": f.replication, "error": f.error, "where": f.where}
            for f in results.failures
        ],
        "result_hash": results.result_hash,
        "python": platform.python_version(),
        "packages": {name: version(name) for name in _PACKAGES},
    }


def comparison_manifest(base: Results, about: str, command: str) -> dict[str, Any]:
    """What is needed to repeat a comparison."""
    return {
        "kind": "comparison",
        "sanwari": version("sanwari"),
        "command": command,
        "content": about,
        "data_hash": base.facts.hash,
        "seed": base.seed,
        "replications": {"asked": base.asked, "done": base.number},
        "python": platform.python_version(),
        "packages": {name: version(name) for name in _PACKAGES},
    }


def content(scenario: Scenario) -> str:
    """What a folder of results is about: the names of the scenario and of all that is on top of it."""
    return scenario.name
