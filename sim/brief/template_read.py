"""A filled-in workbook back to own figures; every fault by sheet and cell, all at once."""

from __future__ import annotations

import io
import zipfile
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from zlib import error as ZlibError  # noqa: N812 - it is no class of ours

import openpyxl

from sim.brief.template import CODE_CELL, DAY, ENTRY, FIRST_ROW, KEY, TOTAL, UNIT_CELL, VERSION
from sim.brief.template_cells import UnreadableError, amount, day
from sim.brief.template_words import SHEETS, UNITS
from sim.errors import Fault, UsageError
from sim.facts import load
from sim.fiscal import LAST_YEAR, YEN_UNITS, date_of, year_start
from sim.scenario import Own, OwnBaseline, OwnContractEnd, OwnCutover, OwnFigures, OwnItem, OwnQuote
from sim.scenario.check_own import businesses_of, groups_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

LARGEST = 1_000_000
"""Bytes of a workbook; one that is filled in has some 20,000."""
LARGEST_UNPACKED = 20_000_000
ROWS, COLUMNS = 200, 8
"""What is looked at of a sheet."""
LETTERS = "ABCDEFGH"
KINDS = tuple(key for key in SHEETS if key != "guide")


@dataclass
class _Sheet:
    """Values of the cells of one table, and the faults found in it."""

    kind: str
    title: str
    cells: list[tuple[Any, ...]]
    formulas: list[tuple[Any, ...]]
    file: str
    faults: list[Fault] = field(default_factory=list)

    def value(self, row: int, column: int) -> Any:
        """Value of a cell, None outside; a formula that was never computed is a fault."""
        value = _at(self.cells, row, column)
        formula = _at(self.formulas, row, column)
        if value is None and isinstance(formula, str) and formula.startswith("="):
            self.fault(row, column, formula, "own_cell_formula")
        return value

    def fault(self, row: int, column: int, value: object, code: str, **details: object) -> None:
        """Note what is wrong with a cell."""
        place = f"{self.title}!{LETTERS[column]}{row + 1}"
        self.faults.append(Fault(self.file, place, value, code, details))

    def lines(self, known: tuple[str, ...]) -> Iterator[tuple[int, str]]:
        """Row and key of each line; unknown and repeated keys are faults."""
        seen: set[str] = set()
        for row in range(FIRST_ROW, len(self.cells)):
            key = _at(self.cells, row, KEY)
            if key is None:
                if _at(self.cells, row, ENTRY) is not None:
                    self.fault(row, ENTRY, _at(self.cells, row, ENTRY), "own_row_unknown")
            elif key not in known or key in seen:
                self.fault(row, KEY, key, "own_row_unknown")
            else:
                seen.add(key)
                yield row, key

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


def _at(cells: list[tuple[Any, ...]], row: int, column: int) -> Any:
    return cells[row][column] if row < len(cells) and column < len(cells[row]) else None


def read_template(content: bytes, file: str = "") -> OwnFigures:
    """Own figures of a filled-in template; UsageError with all faults. `file`: its name in messages."""
    _require_workbook(content, file)
    sheets = {sheet.kind: sheet for sheet in _sheets(content, file)}
    if set(sheets) != set(KINDS):
        raise UsageError([Fault(file, "", None, "own_file_other")])
    codes = {str(_at(sheet.cells, *CODE_CELL) or "") for sheet in sheets.values()}
    code = codes.pop()
    if codes or code not in load().organisations.rows:
        raise UsageError([Fault(file, "", None, "own_file_code", {"code": code})])
    rows = [row for sheet in sheets.values() for row in _READERS[sheet.kind](sheet, code)]
    if faults := [fault for sheet in sheets.values() for fault in sheet.faults]:
        raise UsageError(faults)
    return OwnFigures(code, tuple(rows))


def _require_workbook(content: bytes, file: str) -> None:
    """Refuse what is no workbook, is too large, or could run something, before anything is read."""
    if len(content) > LARGEST:
        details = {"most": f"{LARGEST // 1000:,} kB"}
        raise UsageError([Fault(file, "", None, "own_file_large", details)])
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            infos = packed.infolist()
            if sum(info.file_size for info in infos) > LARGEST_UNPACKED:
                details = {"most": f"{LARGEST_UNPACKED // 1000:,} kB"}
                raise UsageError([Fault(file, "", None, "own_file_large", details)])
            if any("vbaproject" in info.filename.lower() for info in infos):
                raise UsageError([Fault(file, "", None, "own_file_macros")])
            if any(b"<!DOCTYPE" in packed.read(info) for info in infos):
                raise UsageError([Fault(file, "", None, "own_file_other")])
    except (zipfile.BadZipFile, ZlibError, NotImplementedError, RuntimeError, EOFError) as error:
        raise UsageError([Fault(file, "", None, "own_file_other")]) from error


def _sheets(content: bytes, file: str) -> list[_Sheet]:
    """The sheets of our tables by the mark in their first cell, whatever they are called now."""
    try:
        values, formulas = (
            openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=data_only, keep_links=False)
            for data_only in (True, False)
        )
        found = []
        for sheet in values.worksheets:
            cells = _cells(sheet)
            mark = str(_at(cells, 0, KEY) or "")
            kind = mark.removeprefix(f"{VERSION}: ")
            if mark.startswith(VERSION) and kind in KINDS:
                found.append(_Sheet(kind, sheet.title, cells, _cells(formulas[sheet.title]), file))
    except UsageError:
        raise
    except Exception as error:  # a damaged file breaks the library in ways it does not list
        raise UsageError([Fault(file, "", None, "own_file_other")]) from error
    return found


def _cells(sheet: Any) -> list[tuple[Any, ...]]:
    return list(sheet.iter_rows(max_row=ROWS, max_col=COLUMNS, values_only=True))


def _fy2018(sheet: _Sheet, code: str) -> list[Own]:
    """Ten items or the total; what is incomplete or does not add up is a fault."""
    items, unit = load().pilot.key, sheet.unit()
    places = {key: row for row, key in sheet.lines((*items, TOTAL))}
    yen = {key: sheet.amount(row, unit) for key, row in places.items()}
    total = yen.pop(TOTAL, None)
    given = {key: value for key, value in yen.items() if value is not None}
    if sheet.faults:
        return []
    if given and len(given) < len(items):
        for key in items:
            if key not in given:
                sheet.fault(places.get(key, FIRST_ROW), ENTRY, None, "own_cell_items")
        return []
    row = places.get(TOTAL, FIRST_ROW)
    if given and not any(given.values()):
        sheet.fault(places[items[0]], ENTRY, 0, "own_cell_nothing")
    elif given and total is not None and total != sum(given.values()):
        sheet.fault(row, ENTRY, f"{total:,}", "own_cell_total", sum=f"{sum(given.values()):,}")
    elif not given and total == 0:
        sheet.fault(row, ENTRY, 0, "own_cell_nothing")
    found: list[Own] = [OwnItem(code, key, value) for key, value in given.items()]
    return [OwnBaseline(code, total), *found] if total is not None else found


def _quotes(sheet: _Sheet, code: str) -> list[Own]:
    """Quotes, each with its day."""
    unit, found = sheet.unit(), list[Own]()
    for row, key in sheet.lines(load().pilot.key):
        before = len(sheet.faults)
        yen = sheet.amount(row, unit)
        when = sheet.day(row, DAY, True, _last_day())
        if len(sheet.faults) > before or (yen is None and when is None):
            continue
        if yen is None:
            sheet.fault(row, ENTRY, None, "own_cell_quote")
        elif when is None:
            sheet.fault(row, DAY, None, "own_cell_quote_day")
        else:
            found.append(OwnQuote(code, key, yen, when))
    return found


def _ends(sheet: _Sheet, code: str) -> list[Own]:
    known = groups_of(load(), code)
    days = [(key, sheet.day(row, ENTRY, True, _last_day())) for row, key in sheet.lines(known)]
    return [OwnContractEnd(code, key, when) for key, when in days if when is not None]


def _cutovers(sheet: _Sheet, code: str) -> list[Own]:
    known, last = businesses_of(load(), code), date_of(year_start(LAST_YEAR) - 1)
    days = [(key, sheet.day(row, ENTRY, False, last)) for row, key in sheet.lines(known)]
    return [OwnCutover(code, key, when) for key, when in days if when is not None]


def _last_day() -> date:
    return date_of(year_start(LAST_YEAR + 1) - 1)


_READERS = {"fy2018": _fy2018, "quotes": _quotes, "ends": _ends, "cutovers": _cutovers}
