"""Result tables as Arrow has them: days as dates, units and meanings with each column."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa

from sim.fiscal import date_of
from sim.summary.build import run_id
from sim.summary.dictionary import meaning
from sim.summary.tables import TABLES, Words

if TYPE_CHECKING:
    from sim.runs import Results

_FIRST = (date_of(0) - date(1970, 1, 1)).days


def table(results: Results, name: str) -> pa.Table:
    """A table of a run by its name in `TABLES`; `schema.field(...).metadata` has unit and meanings.

    The metadata of the table itself name the run: id, scenario hash, seed, replications, result hash.
    """
    columns = dict(TABLES[name](results))
    meanings = {column: meaning(name, column) for column in columns}
    arrays = {column: _array(held, meanings[column].unit) for column, held in columns.items()}
    fields = [
        pa.field(
            column,
            array.type,
            metadata={
                "unit": meanings[column].unit,
                "meaning_en": meanings[column].meaning_en,
                "meaning_ja": meanings[column].meaning_ja,
            },
        )
        for column, array in arrays.items()
    ]
    run = {
        "id": run_id(results),
        "scenario": results.scenario.info.name,
        "scenario_hash": results.scenario.hash,
        "seed": str(results.seed),
        "replications": str(results.number),
        "result_hash": results.result_hash,
    }
    return pa.Table.from_arrays(list(arrays.values()), schema=pa.schema(fields, metadata=run))


def _array(column: Any, unit: str) -> pa.Array:
    """The column as an Arrow array: days as dates, words that repeat stored once."""
    if unit == "date":
        days = np.ma.asarray(column).astype(np.int32) + np.int32(_FIRST)
        return pa.array(days, pa.int32()).cast(pa.date32())
    if not isinstance(column, Words):
        return pa.array(column)
    known = list(dict.fromkeys(column.words))  # lines share accounts: a dictionary holds each word once
    place = pa.array([known.index(word) for word in column.words], pa.int32())
    return pa.DictionaryArray.from_arrays(place.take(pa.array(column.numbers)), pa.array(known))
