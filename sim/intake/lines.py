"""Lines of the tables of own figures, from a workbook or typed on a page, to what a scenario holds.

Every fault is kept with its place; nothing is raised before all lines were read.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from sim.errors import Fault, UsageError
from sim.facts import load
from sim.fiscal import LAST_YEAR, YEN_UNITS, date_of, year_start
from sim.intake.cells import UnreadableError, amount, day
from sim.intake.estimates import TOTAL
from sim.intake.template import (
    DAY,
    ENTRY,
    ESTIMATE,
    ESTIMATES_CELL,
    FIRST_ROW,
    KEY,
    LABEL,
    UNIT_CELL,
    estimate_text,
)
from sim.intake.words import SHEETS, UNITS
from sim.scenario import Own, OwnBaseline, OwnContractEnd, OwnCutover, OwnFigures, OwnItem, OwnQuote
from sim.scenario.check_own import businesses_of, groups_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import date

    from sim.words import Lang

Entered = tuple[str, str, str]
"""A line as it was typed: its key, its entry, and its day where it has one."""
LETTERS = "ABCDEFGH"


@dataclass
class Table:
    """Values of the cells of one table, and the faults found in it."""

    kind: str
    title: str
    cells: list[tuple[Any, ...]]
    formulas: list[tuple[Any, ...]]
    file: str
    typed: bool = False  # on a page, where a line has a name and no address
    faults: list[Fault] = field(default_factory=list)

    def value(self, row: int, column: int) -> Any:
        """Value of a cell, None outside; a formula that was never computed is a fault."""
        value = at(self.cells, row, column)
        formula = at(self.formulas, row, column)
        if value is None and formula is not None:
            text = getattr(formula, "text", formula)  # that of one cell, or of an array of them
            self.fault(row, column, text, "own_cell_formula")
        return value

    def fault(self, row: int, column: int, value: object, code: str, **details: object) -> None:
        """Note what is wrong with a cell."""
        place = f"{self.title}!{LETTERS[column]}{row + 1}"
        if self.typed:
            place = place_of(self.title, str(at(self.cells, row, LABEL)))
        self.faults.append(Fault(self.file, place, value, code, details))

    def lines(self, known: tuple[str, ...]) -> Iterator[tuple[int, str]]:
        """Row and key of each line; unknown and repeated keys are faults."""
        seen: set[str] = set()
        for row in range(FIRST_ROW, len(self.cells)):
            key = at(self.cells, row, KEY)
            if key is None:
                if at(self.cells, row, ENTRY) is not None:
                    self.fault(row, ENTRY, at(self.cells, row, ENTRY), "own_row_unknown")
            elif key not in known or key in seen:
                self.fault(row, KEY, key, "own_row_unknown")
            else:
                seen.add(key)
                if self.typed_over(row, key):
                    self.fault(row, ESTIMATE, at(self.cells, row, ESTIMATE), "own_cell_estimate")
                yield row, key

    def typed_over(self, row: int, key: str) -> bool:
        """Whether another value stands in place of a line's estimate, and none beside it."""
        made = f";{at(self.cells, *ESTIMATES_CELL) or ''};"
        now = estimate_text(at(self.cells, row, ESTIMATE))
        given = at(self.cells, row, ENTRY) is not None
        return bool(now) and not given and f";{key}=" in made and f";{key}={now};" not in made

    def amount(self, row: int, unit: int) -> int | None:
        """Yen of the entry of a line."""
        value = self.value(row, ENTRY)
        try:
            return amount(value, unit)
        except UnreadableError as error:
            self.fault(row, ENTRY, value, str(error), low=0, high="1,000,000,000,000")
            return None

    def day(self, row: int, column: int, last_of_month: bool, last: date) -> date | None:
        """Day in a cell, within the horizon."""
        value = self.value(row, column)
        try:
            found = day(value, last_of_month)
        except UnreadableError as error:
            self.fault(row, column, value, str(error))
            return None
        first = date_of(0)
        if found is not None and not first <= found <= last:
            details = {"low": first.isoformat(), "high": last.isoformat()}
            self.fault(row, column, found.isoformat(), "out_of_range", **details)
            return None
        return found

    def unit(self) -> int:
        """Unit of the amounts [yen]."""
        name = self.value(*UNIT_CELL)
        if name not in UNITS:
            self.fault(*UNIT_CELL, name, "unknown_choice", choices=", ".join(UNITS), meant=None)
        return YEN_UNITS.get(str(name), 1)


def at(cells: list[tuple[Any, ...]], row: int, column: int) -> Any:
    """Value of a cell; None outside of the table."""
    return cells[row][column] if row < len(cells) and column < len(cells[row]) else None


def place_of(title: str, label: str) -> str:
    """What a fault on a page calls a line of a table."""
    return f"{title}: {label}"


def typed(
    code: str,
    entries: Mapping[str, Sequence[Entered]],
    unit: str,
    lang: Lang,
    names: Mapping[str, Mapping[str, str]],
) -> OwnFigures:
    """Own figures of what was typed on a page; UsageError with all faults, by table and line.

    `entries`: key, entry and day as text for each line of a table; `unit`: of amounts, as in `UNITS`;
    `names`: name of each line by table and key.
    """
    tables = []
    for kind, lines in entries.items():
        above: list[tuple[Any, ...]] = [()] * FIRST_ROW
        above[UNIT_CELL[0]] = (None,) * UNIT_CELL[1] + (unit,)
        cells = [*above, *((key, names[kind][key], None, entry or None, day) for key, entry, day in lines)]
        tables.append(Table(kind, SHEETS[kind][lang], cells, cells, "", typed=True))
    return figures_of(code, tables)


def figures_of(code: str, tables: Sequence[Table]) -> OwnFigures:
    """Own figures of the organisation of a code; UsageError with the faults of all tables."""
    rows = [row for table in tables for row in _READERS[table.kind](table, code)]
    if faults := [fault for table in tables for fault in table.faults]:
        raise UsageError(faults)
    return OwnFigures(code, tuple(rows))


def _fy2018(table: Table, code: str) -> list[Own]:
    """Ten items or the total; what is incomplete or does not add up is a fault."""
    items, unit = load().pilot.key, table.unit()
    places = {key: row for row, key in table.lines((*items, TOTAL))}
    yen = {key: table.amount(row, unit) for key, row in places.items()}
    total = yen.pop(TOTAL, None)
    given = {key: value for key, value in yen.items() if value is not None}
    if table.faults:
        return []
    if given and len(given) < len(items):
        for key in items:
            if key not in given:
                table.fault(places.get(key, FIRST_ROW), ENTRY, None, "own_cell_items")
        return []
    row = places.get(TOTAL, FIRST_ROW)
    if given and not any(given.values()):
        table.fault(places[items[0]], ENTRY, 0, "own_cell_nothing")
    elif given and total is not None and total != sum(given.values()):
        table.fault(row, ENTRY, f"{total:,}", "own_cell_total", sum=f"{sum(given.values()):,}")
    elif not given and total == 0:
        table.fault(row, ENTRY, 0, "own_cell_nothing")
    found: list[Own] = [OwnItem(code, key, value) for key, value in given.items()]
    return [OwnBaseline(code, total), *found] if total is not None else found


def _quotes(table: Table, code: str) -> list[Own]:
    """Quotes, each with its day."""
    unit, found = table.unit(), list[Own]()
    for row, key in table.lines(load().pilot.key):
        before = len(table.faults)
        yen = table.amount(row, unit)
        when = table.day(row, DAY, True, _last_day())
        if len(table.faults) > before or (yen is None and when is None):
            continue
        if yen is None:
            table.fault(row, ENTRY, None, "own_cell_quote")
        elif when is None:
            table.fault(row, DAY, None, "own_cell_quote_day")
        else:
            found.append(OwnQuote(code, key, yen, when))
    return found


def _ends(table: Table, code: str) -> list[Own]:
    known = groups_of(load(), code)
    days = [(key, table.day(row, ENTRY, True, _last_day())) for row, key in table.lines(known)]
    return [OwnContractEnd(code, key, when) for key, when in days if when is not None]


def _cutovers(table: Table, code: str) -> list[Own]:
    known, last = businesses_of(load(), code), date_of(year_start(LAST_YEAR) - 1)
    days = [(key, table.day(row, ENTRY, False, last)) for row, key in table.lines(known)]
    return [OwnCutover(code, key, when) for key, when in days if when is not None]


def _last_day() -> date:
    return date_of(year_start(LAST_YEAR + 1) - 1)


_READERS = {"fy2018": _fy2018, "quotes": _quotes, "ends": _ends, "cutovers": _cutovers}
