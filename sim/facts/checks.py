"""What must hold between the rows and tables of data/."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Iterator, Mapping
from functools import partial

import numpy as np

from sim.errors import Fault, nearest
from sim.facts.tables import NOT_SEEN, Table
from sim.facts.values import COMMON_FUNCTIONS, SYSTEMS, TYPES

POPULATION_2020 = 126_146_099
TYPE_COUNTS = dict(zip(TYPES, (47, 20, 62, 23, 23, 687, 743, 183), strict=True))
PILOT_SUMS = {"before_yen": 4_787_264_648, "after_yen": 4_588_982_119}
APRIL = 4
PILOT_FACTS = ("pilot_usdjpy", "pilot_before_yen_per_usdjpy")

Tables = Mapping[str, Table]
Check = Callable[[Tables], Iterator[Fault]]


def faults_between(tables: Tables) -> tuple[Fault, ...]:
    """Faults that no single cell shows; a check is left out while a table it needs has unreadable cells."""
    return tuple(
        fault
        for needs, check in CHECKS
        if not any(tables[name].faults for name in needs)
        for fault in check(tables)
    )


def _repeated(name: str, columns: tuple[str, ...], tables: Tables) -> Iterator[Fault]:
    """Rows whose key has been used by an earlier row."""
    table = tables[name]
    first: dict[tuple[Hashable, ...], int] = {}
    for row, cells in enumerate(table.rows):
        value = tuple(cells[column] for column in columns)
        if value in first:
            yield table.fault(row, columns[0], "data_repeated", line=table.lines[first[value]])
        first.setdefault(value, row)


def _order(name: str, column: str, tables: Tables) -> Iterator[Fault]:
    """Rows out of order: the model reads them by position."""
    cells = tables[name].column(column)
    for row in range(1, len(cells)):
        if cells[row] < cells[row - 1]:
            yield tables[name].fault(row, column, "data_order", before=str(cells[row - 1]))


def _published(name: str, date: str, tables: Tables) -> Iterator[Fault]:
    """Figures made public before the day they are about."""
    for row, cells in enumerate(tables[name].rows):
        if cells["published"] is not None and cells["published"] < cells[date]:
            yield tables[name].fault(row, "published", "data_published", date=str(cells[date]))


def _roster(tables: Tables) -> Iterator[Fault]:
    table = tables["organisations.csv"]
    counts = Counter(table.column("type"))
    for kind, expected in TYPE_COUNTS.items():
        if counts[kind] != expected:
            yield table.whole(f"type {kind}", counts[kind], "data_count", expected=expected)
    people = sum(row["population_2020"] for row in table.rows if row["type"] != "prefecture")
    if people != POPULATION_2020:
        yield table.whole("population_2020", people, "data_total", expected=POPULATION_2020)
    for row, cells in enumerate(table.rows):
        if cells["code"][:2] != cells["prefecture"]:
            yield table.fault(row, "prefecture", "data_prefecture", expected=cells["code"][:2])


def _systems(tables: Tables) -> Iterator[Fault]:
    table = tables["businesses.csv"]
    if len(table.rows) != 21:
        yield table.whole("rows", len(table.rows), "data_count", expected=21)
    counts = np.array([Counter(tables["organisations.csv"].column("type"))[kind] for kind in TYPES])
    scope = np.array([[row[kind] == "1" for kind in TYPES] for row in table.rows])
    systems = int((scope @ counts).sum()) + COMMON_FUNCTIONS
    if systems != SYSTEMS:
        yield table.whole("systems", systems, "data_total", expected=SYSTEMS)


def _pilot(tables: Tables) -> Iterator[Fault]:
    table = tables["pilot.csv"]
    for column, expected in PILOT_SUMS.items():
        if (total := sum(table.column(column))) != expected:
            yield table.whole(column, total, "data_total", expected=expected)
    known = {row["metric"] for row in tables["observations.csv"].rows if row["scope"] == "nation"}
    for metric in PILOT_FACTS:
        if metric not in known:
            yield tables["observations.csv"].whole("metric", metric, "data_needed")


def _prices(tables: Tables) -> Iterator[Fault]:
    """Values without origin, and values that nobody saw."""
    table = tables["prices.csv"]
    for row, cells in enumerate(table.rows):
        if (cells["value"] is None) != (cells["grade"] == NOT_SEEN):
            yield table.fault(row, "value", "data_not_seen", grade=cells["grade"])
        for name in ("source", "published"):
            if cells["value"] is not None and cells[name] is None:
                yield Fault(f"{table.name}:{table.lines[row]}", name, None, "data_empty")


def _years(tables: Tables) -> Iterator[Fault]:
    """Years of a price series that have more than one row: only months may share one, and lie in it."""
    table = tables["prices.csv"]
    first: dict[tuple[Hashable, ...], int] = {}
    for row, cells in enumerate(table.rows):
        before = first.setdefault((cells["series"], cells["fiscal_year"]), row)
        if before != row and {cells["basis"], table.rows[before]["basis"]} != {"month"}:
            yield table.fault(row, "fiscal_year", "data_repeated", line=table.lines[before])
        year = cells["as_of"].year - (cells["as_of"].month < APRIL)
        if cells["basis"] == "month" and year != cells["fiscal_year"]:
            yield table.fault(row, "as_of", "data_month", year=cells["fiscal_year"])


def _programmes(tables: Tables) -> Iterator[Fault]:
    table = tables["programmes.csv"]
    for row, cells in enumerate(table.rows):
        for low, high in (("amount_low_yen", "amount_high_yen"), ("first_year", "last_year")):
            if cells[low] > cells[high]:
                yield table.fault(row, low, "data_at_most", other=high, limit=cells[high])


def _corrections(tables: Tables) -> Iterator[Fault]:
    """What was told anew in another unit: no correction, but another metric."""
    table = tables["observations.csv"]
    first: dict[tuple[Hashable, ...], int] = {}
    for row, cells in enumerate(table.rows):
        before = first.setdefault((cells["metric"], cells["scope"], cells["date"]), row)
        if cells["unit"] != table.rows[before]["unit"]:
            yield table.fault(row, "unit", "data_unit", line=table.lines[before])


def _references(tables: Tables) -> Iterator[Fault]:
    """Observations of organisations and businesses that the roster does not know."""
    table = tables["observations.csv"]
    known = {
        "organisation": ("organisations.csv", set(tables["organisations.csv"].column("code"))),
        "business": ("businesses.csv", set(tables["businesses.csv"].column("key"))),
    }
    for row, cells in enumerate(table.rows):
        kind, _, value = cells["scope"].partition(":")
        file, names = known.get(kind, ("", {value}))
        if value not in names:
            yield table.fault(row, "scope", "data_unknown", file=file, meant=nearest(value, names))


KEYS: Mapping[str, tuple[str, ...]] = {
    "organisations.csv": ("code",),
    "businesses.csv": ("key",),
    "pilot.csv": ("key",),
    "prices.csv": ("series", "fiscal_year", "as_of"),
    "tax.csv": ("from",),
    "observations.csv": ("metric", "scope", "date", "published"),
    "programmes.csv": ("key",),
    "prefectures.csv": ("number",),
}
ORDER = {
    "organisations.csv": "code",
    "businesses.csv": "number",
    "prefectures.csv": "number",
    "tax.csv": "from",
}
AS_OF = {"prices.csv": "as_of", "observations.csv": "date", "pilot.csv": "as_of", "programmes.csv": "as_of"}
CHECKS: tuple[tuple[tuple[str, ...], Check], ...] = (
    *(((name,), partial(_repeated, name, columns)) for name, columns in KEYS.items()),
    *(((name,), partial(_order, name, column)) for name, column in ORDER.items()),
    *(((name,), partial(_published, name, column)) for name, column in AS_OF.items()),
    (("organisations.csv",), _roster),
    (("organisations.csv", "businesses.csv"), _systems),
    (("pilot.csv", "observations.csv"), _pilot),
    (("prices.csv",), _prices),
    (("prices.csv",), _years),
    (("programmes.csv",), _programmes),
    (("observations.csv",), _corrections),
    (("organisations.csv", "businesses.csv", "observations.csv"), _references),
)
