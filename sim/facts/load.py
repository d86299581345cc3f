"""load(): the only reader of data/."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

from sim import package_files
from sim.errors import DataError, Fault
from sim.facts.checks import faults_between
from sim.facts.layout import LARGEST_FIRST, SERIES, TABLES
from sim.facts.romaji import english
from sim.facts.tables import Table, read
from sim.facts.values import (
    FREEZES,
    GROUPS,
    REGIONS,
    TYPES,
    Businesses,
    Facts,
    Floats,
    Ints,
    Observation,
    Organisations,
    Pilot,
    Prefectures,
    PriceFigure,
    Programme,
    Series,
)
from sim.facts.values import known as last_told
from sim.fiscal import day_of

Scalar = TypeVar("Scalar", bound=np.generic)
FOLDER = package_files.folder("data")


@lru_cache(maxsize=4)
def load(folder: Path | None = None) -> Facts:
    """All published facts of a folder (default: the project's data/); DataError with every fault at once."""
    tables, faults = _read(folder or FOLDER)
    if faults:
        raise DataError(faults)
    return _facts(tables, _hash(folder or FOLDER))


def check(folder: Path | None = None) -> tuple[Fault, ...]:
    """Every fault of a folder of tables; empty if all is well."""
    return _read(folder or FOLDER)[1]


def _read(folder: Path) -> tuple[Mapping[str, Table], tuple[Fault, ...]]:
    if not folder.is_dir():
        return {}, (Fault("", "DIR", str(folder), "not_a_folder"),)
    tables = {name: read(folder, name, columns) for name, columns in TABLES.items()}
    faults = [fault for table in tables.values() for fault in table.faults]
    return tables, (*faults, *faults_between(tables))


def _hash(folder: Path) -> str:
    """SHA-256 of the tables' names and bytes in the order of their names, in hexadecimal."""
    digest = hashlib.sha256()
    for name in sorted(TABLES):
        digest.update(name.encode())
        digest.update((folder / name).read_bytes())
    return digest.hexdigest()


def _facts(tables: Mapping[str, Table], digest: str) -> Facts:
    observations = tuple(Observation(**row) for row in tables["observations.csv"].rows)
    figures = tuple(PriceFigure(**row) for row in tables["prices.csv"].rows)
    return Facts(
        organisations=_organisations(tables["organisations.csv"]),
        businesses=_businesses(tables["businesses.csv"]),
        pilot=_pilot(tables["pilot.csv"], observations),
        prices={name: _series(figures, name) for name in SERIES},
        price_figures=figures,
        tax=tuple((day_of(row["from"]), row["rate"]) for row in tables["tax.csv"].rows),
        observations=observations,
        programmes=tuple(Programme(**row) for row in tables["programmes.csv"].rows),
        prefectures=_prefectures(tables["prefectures.csv"]),
        hash=digest,
    )


def _organisations(table: Table) -> Organisations:
    return Organisations(
        code=tuple(table.column("code")),
        number=_ints(table.column("code")),
        name=tuple(table.column("name")),
        name_en=tuple(row["name_en"] or english(row["name"], row["kana"]) for row in table.rows),
        kana=tuple(table.column("kana")),
        prefecture=_ints(table.column("prefecture")),
        type=_indices(table.column("type"), TYPES),
        population=_ints(table.column("population_2020")),
        population_2019=_ints(table.column("population_2019")),
        population_2024=_ints(table.column("population_2024")),
        fiscal_strength=_floats(table.column("fiscal_strength_2018")),
        latitude=_floats(table.column("latitude")),
        longitude=_floats(table.column("longitude")),
    )


def _businesses(table: Table) -> Businesses:
    in_scope = np.array([[cell in {"1", LARGEST_FIRST} for cell in table.column(kind)] for kind in TYPES])
    return Businesses(
        key=tuple(table.column("key")),
        name_ja=tuple(table.column("name_ja")),
        name_en=tuple(table.column("name_en")),
        group=_indices(table.column("group"), GROUPS),
        freeze=_indices(table.column("freeze"), FREEZES),
        in_scope=_frozen(in_scope),
    )


def _pilot(table: Table, observations: Iterable[Observation]) -> Pilot:
    known = {one.metric: one.value for one in last_told(observations) if one.scope == "nation"}
    return Pilot(
        key=tuple(table.column("key")),
        name_ja=tuple(table.column("name_ja")),
        name_en=tuple(table.column("name_en")),
        before_yen=_ints(table.column("before_yen")),
        after_yen=_ints(table.column("after_yen")),
        usdjpy=known["pilot_usdjpy"],
        before_slope_yen=known["pilot_before_yen_per_usdjpy"],
    )


def _series(figures: Iterable[PriceFigure], name: str) -> Series:
    """Values by fiscal year; of a year known by several months the last one stands for it."""
    rows = sorted(
        (one.fiscal_year, one.as_of, one.value)
        for one in figures
        if one.series == name and one.value is not None
    )
    seen = {year: value for year, _, value in rows}
    return Series(_ints(seen), _floats(seen.values()))


def _prefectures(table: Table) -> Prefectures:
    return Prefectures(
        number=_ints(table.column("number")),
        name=tuple(table.column("name")),
        name_en=tuple(table.column("name_en")),
        region=_indices(table.column("region"), REGIONS),
        tile_x=_ints(table.column("tile_x")),
        tile_y=_ints(table.column("tile_y")),
        latitude=_floats(table.column("latitude")),
        longitude=_floats(table.column("longitude")),
    )


def _ints(values: Iterable[Any]) -> Ints:
    return _frozen(np.array([int(value) for value in values], dtype=np.int64))


def _floats(values: Iterable[float]) -> Floats:
    return _frozen(np.array(list(values), dtype=np.float64))


def _indices(words: Iterable[str], order: tuple[str, ...]) -> Ints:
    return _ints(order.index(word) for word in words)


def _frozen(array: NDArray[Scalar]) -> NDArray[Scalar]:
    array.setflags(write=False)
    return array
