"""Results kept small: their arrays are compressed, and unpacked each time that one is asked for.

A thousand replications of the nation take 360 MB, packed 150. Replications that were packed before stay as
they are, so the first ones of a run and all of them share their room.
"""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from typing import TYPE_CHECKING, Any, cast

import numpy as np
import pyarrow as pa

from sim.runs.outcome import Kept, Summed

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray

    from sim.runs.results import Results

CODEC = "zstd"
_POOL = pa.system_memory_pool()
"""What is given back to it goes back to the system; Arrow's own pools keep it."""


@dataclass(frozen=True, slots=True, eq=False)
class _Block:
    """One compressed array."""

    content: bytes
    shape: tuple[int, ...]
    type: np.dtype[Any]

    def fill(self, array: NDArray[Any]) -> None:
        """Unpack into an array, or into as much of it as there is."""
        size = int(np.prod(self.shape)) * self.type.itemsize
        raw = pa.decompress(self.content, decompressed_size=size, codec=CODEC, memory_pool=_POOL)
        array[:] = np.frombuffer(raw, dtype=self.type).reshape(self.shape)[: len(array)]


class Packed:
    """In place of `Kept` or `Summed`: the same arrays by the same names, unpacked when they are asked for."""

    def __init__(self, blocks: tuple[dict[str, _Block], ...], rows: int | None = None) -> None:
        self._blocks, self._rows = blocks, rows

    def __getattr__(self, name: str) -> NDArray[Any]:
        if name.startswith("_"):
            raise AttributeError(name)
        found = [block[name] for block in self._blocks]
        first, rows = found[0], self._rows
        array = np.empty(first.shape if rows is None else (rows, *first.shape[1:]), first.type)
        done = 0
        for block in found:
            block.fill(array[done : done + block.shape[0]])
            done += block.shape[0]
        return array

    def first(self, rows: int) -> Packed:
        """The first rows; blocks that hold none of them are let go."""
        left = rows
        kept: list[dict[str, _Block]] = []
        for block in self._blocks:
            if left <= 0 and kept:
                break
            kept.append(block)
            left -= next(iter(block.values())).shape[0]
        return Packed(tuple(kept), rows)

    @property
    def _contents(self) -> Iterable[bytes]:
        return (each.content for block in self._blocks for each in block.values())


class _Open:
    """Packed arrays that stay unpacked from the first time that they are asked for."""

    def __init__(self, arrays: Packed) -> None:
        self._arrays = arrays

    def __getattr__(self, name: str) -> NDArray[Any]:
        array: NDArray[Any] = getattr(self._arrays, name)
        setattr(self, name, array)
        return array

    def first(self, rows: int) -> _Open:
        """The first rows."""
        return _Open(self._arrays.first(rows))


def opened(results: Results) -> Results:
    """The same results for somebody who reads their arrays again and again, and then lets go of them."""
    kept, summed = (
        part if (known := _packed(part)) is None else _Open(known) for part in (results.kept, results.summed)
    )
    return replace(results, kept=cast("Kept", kept), summed=cast("Summed", summed))


def packed(results: Results, before: Results | None = None) -> Results:
    """The same results with their arrays compressed; `before`: packed ones that they began with."""
    start: tuple[dict[str, _Block], ...] = ()
    if before is not None and before.number <= results.number and (known := _packed(before.kept)) is not None:
        start = known._blocks
    done = before.number if before is not None and start else 0
    kept, summed = results.kept, results.summed
    if _packed(kept) is None:
        rows = {field.name: _block(getattr(kept, field.name)[done:]) for field in fields(Kept)}
        more = () if done == results.number and start else (rows,)
        kept = cast("Kept", Packed((*start, *more), results.number))
    if _packed(summed) is None:
        sums = {field.name: _block(getattr(summed, field.name)) for field in fields(Summed)}
        summed = cast("Summed", Packed((sums,)))
    return replace(results, kept=kept, summed=summed)


def size(*several: Results) -> int:
    """Bytes that the arrays of some results take together."""
    total, seen = 0, set()
    for results in several:
        for part, kind in ((results.kept, Kept), (results.summed, Summed)):
            if (known := _packed(part)) is None:
                total += sum(getattr(part, field.name).nbytes for field in fields(kind))
                continue
            for content in known._contents:
                if id(content) not in seen:
                    seen.add(id(content))
                    total += len(content)
    return total


def _packed(part: object) -> Packed | None:
    """Arrays as packed ones; None where they are none."""
    return part if isinstance(part, Packed) else None


def _block(array: NDArray[Any]) -> _Block:
    whole = np.ascontiguousarray(array).reshape(array.shape)
    raw = pa.py_buffer(whole.reshape(-1).view(np.uint8))
    made = pa.compress(raw, codec=CODEC, asbytes=True, memory_pool=_POOL)  # a buffer has room for the whole
    return _Block(made, whole.shape, whole.dtype)
