"""The rows of a sweep as CSV that a spreadsheet opens as it should."""

from __future__ import annotations

import csv
import io
import os
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from sim.analysis.sweep.disk.status import manifest_of, rows_of
from sim.disk import write_named
from sim.errors import Fault, UsageError, nearest

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

_RISKY = ("=", "+", "-", "@", "\t", "\r")
"""A text that begins so would be taken for a formula."""


@dataclass(frozen=True, slots=True)
class Exported:
    """How many rows were written of how many points; chunks that could not be read."""

    rows: int
    points: int
    damaged: tuple[str, ...]


def export_csv(
    path: Path, file: Path, columns: Sequence[str] = (), lang: str = "ja", replace: bool = False
) -> Exported:
    """Write the finished chunks of a sweep: UTF-8 with its mark for Excel, units in the heading.

    `columns` are names of columns, or of figures with all their columns; without any, all are written. Raises
    UsageError for an unknown column, a folder without a sweep, and a file that cannot be written.
    """
    content = manifest_of(path)
    described = {each["name"]: each for each in content["columns"]}
    names = _chosen(columns, list(described))
    rows, _, damaged = rows_of(path, content, names)
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(_heading(described[name], lang) for name in names)
    writer.writerows([_cell(record[name]) for name in names] for record in rows.to_pylist())
    if file.is_dir():
        raise UsageError([Fault("", "--csv", str(file), "sweep_csv_is_folder")])
    if os.path.lexists(file) and not replace:  # it may be annotated, or never have been ours
        raise UsageError([Fault("", "--csv", str(file), "sweep_csv_exists")])
    try:
        write_named(file, text.getvalue().encode("utf-8-sig"))
    except OSError as error:
        details = {"reason": error.strerror or str(error)}
        raise UsageError([Fault("", "--csv", str(file), "sweep_csv", details)]) from None
    return Exported(rows.num_rows, content["points"], damaged)


def _chosen(wanted: Sequence[str], known: list[str]) -> list[str]:
    if not wanted:
        return known
    names: list[str] = []
    faults = []
    for each in wanted:
        found = [name for name in known if name == each or name.startswith(f"{each}.")]
        names += [name for name in found if name not in names]
        if not found:
            details = {"meant": nearest(each, known)}
            faults.append(Fault("", "--columns", each, "sweep_unknown_column", details))
    if faults:
        raise UsageError(faults)
    return names


def _heading(described: dict[str, str], lang: str) -> str:
    unit = described[f"unit_{lang}"]
    return str(_cell(f"{described['name']} [{unit}]" if unit else described["name"]))


def _cell(value: Any) -> Any:
    """A value that no spreadsheet takes for a formula; numbers stay numbers."""
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, str) and value.startswith(_RISKY):
        return f"'{value}"
    return value
