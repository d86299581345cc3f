"""Replications on disk, so that a finished run can be extended another day instead of being repeated."""

from __future__ import annotations

import json
from dataclasses import asdict, fields
from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa
import pyarrow.feather as feather

from sim import disk
from sim.runs.outcome import Kept, Summed
from sim.runs.results import Failure, Results

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from sim.facts import Facts
    from sim.scenario import Scenario

REPLICATIONS, SUMS = "replications.arrow", "sums.arrow"
_ABOUT = b"sanwari"


class NotThisRunError(Exception):
    """There are no replications that this run could go on from; the text is the code of a fault."""


def write(results: Results, folder: Path, mark: str) -> None:
    """Write the replications into a folder, about 0.15 MB each; `mark` says which run they belong to."""
    about = {
        "mark": mark,
        "asked": results.asked,
        "seed": results.seed,
        "replications": results.replications,
        "failures": [asdict(failure) for failure in results.failures],
    }
    kept = {field.name: getattr(results.kept, field.name) for field in fields(Kept)}
    _write(folder / REPLICATIONS, kept, about | {"digests": [digest.hex() for digest in results.digests]})
    summed = {field.name: getattr(results.summed, field.name)[None] for field in fields(Summed)}
    _write(folder / SUMS, summed, about)


def read(folder: Path, mark: str, scenario: Scenario, facts: Facts) -> Results:
    """The replications of a sealed folder, each file checked before it is parsed.

    Raises NotThisRunError when the folder holds none, those of another run, or damaged ones.
    """
    sealed = _sealed(folder)
    kept, about = _read(folder / REPLICATIONS)
    summed, _ = _read(folder / SUMS)
    if about["mark"] != mark:
        raise NotThisRunError("other_run_to_extend")
    found = Results(
        scenario=scenario,
        facts=facts,
        seed=about["seed"],
        asked=about["asked"],
        replications=tuple(about["replications"]),
        failures=tuple(Failure(**failure) for failure in about["failures"]),
        kept=Kept(**kept),
        summed=Summed(**{name: array[0] for name, array in summed.items()}),
        digests=tuple(bytes.fromhex(digest) for digest in about["digests"]),
    )
    if found.result_hash != sealed.get("result_hash"):  # promised there, so made anew from what is here
        raise NotThisRunError("damaged_to_extend")
    return found


def _sealed(folder: Path) -> dict[str, Any]:
    """The manifest of a folder whose two files are as they were written."""
    try:
        content = disk.read_manifest(folder)
        if content is None or REPLICATIONS not in content.get("files", ()):
            raise NotThisRunError("nothing_to_extend")
        return disk.verify(folder, (REPLICATIONS, SUMS))
    except disk.UnusableError as unusable:
        code = "damaged_to_extend" if unusable.code in ("out_unreadable", "file_damaged") else unusable.code
        raise NotThisRunError(code) from None


def _write(path: Path, arrays: dict[str, NDArray[Any]], about: dict[str, Any]) -> None:
    """A row for each entry of the first axis; shapes and widths go beside the columns."""
    form = {name: [array.dtype.str, array.shape[1:]] for name, array in arrays.items()}
    text = json.dumps(about | {"form": form}).encode()
    columns = [pa.array(_rows(array), pa.large_binary()) for array in arrays.values()]
    table = pa.table(columns, names=list(arrays)).replace_schema_metadata({_ABOUT: text})
    feather.write_feather(table, path, compression="zstd")


def _rows(array: NDArray[Any]) -> Sequence[bytes]:
    return [np.ascontiguousarray(row).tobytes() for row in array]


def _read(path: Path) -> tuple[dict[str, NDArray[Any]], dict[str, Any]]:
    table = feather.read_table(path, memory_map=True)
    about: dict[str, Any] = json.loads(table.schema.metadata[_ABOUT])
    arrays = {}
    for name, (kind, shape) in about["form"].items():
        joined = b"".join(cell.as_buffer() for cell in table[name])
        arrays[name] = np.frombuffer(joined, dtype=kind).reshape(-1, *shape)
    return arrays, about
