"""What a folder of results holds: a run's summary, tables and charts, and the manifest that repeats it."""

from __future__ import annotations

import platform
from concurrent.futures import ThreadPoolExecutor
from importlib.metadata import version
from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pyarrow.parquet as pq

from sim import disk
from sim.summary import as_plain
from sim.summary.tables import Words, funding_rows, ledger_rows, organisation_rows, system_rows

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
        tables = {
            "organisations": organisation_rows(results),
            "systems": system_rows(results),
            "ledger": ledger_rows(results),
            "funding": funding_rows(results),
        }
        for name, columns in tables.items():
            table = pa.table({title: _array(column) for title, column in columns})
            pq.write_table(table, part / f"{name}.parquet", compression="zstd")
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
    return " + ".join((scenario.info.name, *scenario.combined))


def _array(column: Any) -> pa.Array:
    """The column as an Arrow array; words that repeat are stored once."""
    if not isinstance(column, Words):
        return pa.array(column)
    known = list(dict.fromkeys(column.words))  # lines share accounts: a dictionary holds each word once
    place = pa.array([known.index(word) for word in column.words], pa.int32())
    numbers = place.take(pa.array(column.numbers))
    return pa.DictionaryArray.from_arrays(numbers, pa.array(known))
