"""Rows on disk: wide Parquet, one row per point, a file for many points."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pyarrow.parquet as pq

from sim.analysis.sweep.figures import figure_columns
from sim.analysis.sweep.plan.design import level_text
from sim.disk import digest, read_named, write_whole
from sim.scenario import table

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from sim.analysis.sweep.plan.axes import Level
    from sim.analysis.sweep.plan.design import Design, Heading
    from sim.analysis.sweep.point import Row

_TYPES = {
    "number": pa.float64(),
    "whole": pa.int64(),
    "day": pa.date32(),
    "date": pa.date32(),
    "flag": pa.bool_(),
    "choice": pa.string(),
}
_MARK = b"sanwari_sweep"
_FIXED = (
    ("point", pa.int32()),
    ("scenario_hash", pa.string()),
    ("result_hash", pa.string()),
    ("replications", pa.int32()),
    ("failed_replications", pa.int32()),
    ("fault_ja", pa.string()),
    ("fault_en", pa.string()),
    ("seconds", pa.float64()),
)
FIXED = tuple(name for name, _ in _FIXED)
"""Columns that every sweep has, ahead of its axes and figures."""


class DamagedError(Exception):
    """A chunk cannot be read, or is not what it should be."""


@dataclass(frozen=True, slots=True)
class Chunk:
    """A run of points that share a file: its number, its first point and the one after its last."""

    number: int
    first: int
    end: int

    @property
    def file(self) -> str:
        """Name of the file."""
        return f"chunk-{self.number:05d}.parquet"

    @property
    def sums(self) -> str:
        """Name of the file with its check sum, as `sha256sum -c` reads it."""
        return f"{self.file}.sha256"


def chunks_of(points: int, size: int) -> tuple[Chunk, ...]:
    """Chunks of so many points."""
    starts = range(0, points, size)
    return tuple(Chunk(number, first, min(first + size, points)) for number, first in enumerate(starts))


def schema(design: Design) -> pa.Schema:
    """Columns of a sweep: the fixed ones, one for each axis, then those of the figures."""
    axes = [pa.field(heading.name, _type(heading)) for heading in design.headings]
    figures = [pa.field(name, pa.float64()) for name in figure_columns(design.figures)]
    return pa.schema([*(pa.field(name, kind) for name, kind in _FIXED), *axes, *figures])


def table_of(design: Design, first: int, hashes: Sequence[str], rows: Sequence[Row]) -> pa.Table:
    """Table of points that follow each other, the first of them being number `first`."""
    columns = schema(design)
    points = design.points[first : first + len(rows)]
    data: dict[str, Sequence[Any]] = {
        "point": range(first, first + len(rows)),
        "scenario_hash": hashes,
        "result_hash": [row.result_hash for row in rows],
        "replications": [row.replications for row in rows],
        "failed_replications": [row.failed_replications for row in rows],
        "fault_ja": [row.fault_ja or None for row in rows],
        "fault_en": [row.fault_en or None for row in rows],
        "seconds": [row.seconds for row in rows],
    }
    for place, heading in enumerate(design.headings):
        data[heading.name] = [_stored(heading, point[place]) for point in points]
    for name in figure_columns(design.figures):
        data[name] = [row.figures.get(name) for row in rows]
    arrays = [pa.array(data[field.name], field.type) for field in columns]
    return pa.Table.from_arrays(arrays, schema=columns)


def write_chunk(folder: Path, chunk: Chunk, rows: pa.Table, mark: str) -> None:
    """Write a chunk in one stroke, after its check sum; `mark` names its sweep. Raises OSError."""
    floats = [field.name for field in rows.schema if pa.types.is_floating(field.type)]
    sink = pa.BufferOutputStream()
    pq.write_table(
        rows.replace_schema_metadata({_MARK: mark.encode()}),
        sink,
        compression="zstd",
        use_dictionary=[field.name for field in rows.schema if field.name not in floats],
        use_byte_stream_split=floats,
        write_page_checksum=True,
    )
    content = sink.getvalue().to_pybytes()
    line = f"{hashlib.sha256(content).hexdigest()}  {chunk.file}\n"
    write_whole(folder / chunk.sums, line.encode())
    write_whole(folder / chunk.file, content)


def read_chunk(folder: Path, chunk: Chunk, mark: str, columns: Sequence[str] | None = None) -> pa.Table:
    """Rows of a chunk; raises FileNotFoundError when it is absent and DamagedError when it is not whole."""
    path = folder / chunk.file
    if not path.is_file():
        raise FileNotFoundError(path)
    try:
        if read_named(folder / chunk.sums, 1_000) != f"{digest(path)}  {chunk.file}\n".encode():
            raise DamagedError("it is not as it was written")
        with pq.ParquetFile(path, page_checksum_verification=True, memory_map=True) as file:
            rows = file.read(columns)
            found = (file.schema_arrow.metadata or {}).get(_MARK, b"").decode()
    except (OSError, pa.ArrowException, ValueError) as error:
        raise DamagedError(str(error).splitlines()[0]) from None
    if found != mark or rows.num_rows != chunk.end - chunk.first:
        raise DamagedError("it belongs to another sweep")
    return rows


def result_hash(hashes: list[str]) -> str:
    """SHA-256 over the result hashes of the points, in their order."""
    return hashlib.sha256(b"".join(bytes.fromhex(each) for each in hashes)).hexdigest()


def _type(heading: Heading) -> pa.DataType:
    if heading.kind == "parameter":
        return _TYPES[table()[heading.name].kind]
    return pa.bool_() if heading.kind == "request" else pa.string()


def _stored(heading: Heading, level: Level | None) -> float | bool | str | date | None:
    if heading.kind == "requests":
        return level_text(level)
    return None if isinstance(level, tuple) else level
