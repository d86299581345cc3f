"""Reads one table: typed cells, every fault of the file at once."""

from __future__ import annotations

import csv
import datetime
import io
import math
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sim.disk import NoFileError, read_named
from sim.errors import Fault, nearest, unreadable, until_enough

GRADES = ("OFFICIAL", "SEEN-OFFICIAL", "DATASET", "SECONDARY", "SECONDARY-LOW", "WEAK", "DERIVED")
LARGEST = 5_000_000
"""Bytes of a table; the longest has some 200,000."""
NOT_SEEN = "NOT SEEN"

Row = Mapping[str, Any]
Parse = Callable[[str], Any]


class BadCellError(Exception):
    """Says why a cell cannot be read: code of the message and its details."""

    def __init__(self, code: str, **details: object) -> None:
        super().__init__(code)
        self.code = code
        self.details = details


@dataclass(frozen=True)
class Column:
    """A column: name, how its cells are read, and whether a cell may be empty (then read as None)."""

    name: str
    parse: Parse
    may_be_empty: bool = False


@dataclass(frozen=True)
class Table:
    """The readable rows of a file with their line numbers, and the faults of the others."""

    name: str
    rows: tuple[Row, ...]
    lines: tuple[int, ...]
    faults: tuple[Fault, ...]

    def column(self, name: str) -> list[Any]:
        """The cells of a column, one per row."""
        return [row[name] for row in self.rows]

    def fault(self, row: int, key: str, code: str, **details: object) -> Fault:
        """A fault at a cell of a readable row."""
        return Fault(f"{self.name}:{self.lines[row]}", key, self.rows[row][key], code, details)

    def whole(self, key: str, value: object, code: str, **details: object) -> Fault:
        """A fault of the file as a whole."""
        return Fault(self.name, key, value, code, details)


def text(cell: str) -> str:
    """The cell, in composed full-width form; only signs that can be shown."""
    if sign := unreadable(cell):
        raise BadCellError("text_sign", sign=sign)
    if cell != unicodedata.normalize("NFKC", cell) and any("\uff61" <= c <= "\uff9f" for c in cell):
        raise BadCellError("data_half_width", fixed=unicodedata.normalize("NFKC", cell))
    return cell


def katakana(cell: str) -> str:
    """The cell, all in full-width katakana."""
    text(cell)
    if not all("ァ" <= c <= "ヺ" or c in "ー・" for c in cell):
        raise BadCellError("data_katakana")
    return cell


def one_of(allowed: Sequence[str]) -> Parse:
    """A parser of one word out of a list."""

    def parse(cell: str) -> str:
        if cell not in allowed:
            raise BadCellError("unknown_choice", choices=", ".join(allowed), meant=nearest(cell, allowed))
        return cell

    return parse


def whole_number(low: int, high: int) -> Parse:
    """A parser of whole numbers between low and high."""

    def parse(cell: str) -> int:
        try:
            number = int(cell) if cell.isascii() and "_" not in cell else None
        except ValueError:
            number = None
        if number is None or not low <= number <= high:
            raise BadCellError("data_whole_number", low=low, high=high)
        return number

    return parse


def number(low: float, high: float) -> Parse:
    """A parser of finite numbers between low and high."""

    def parse(cell: str) -> float:
        try:
            value = float(cell) if cell.isascii() and "_" not in cell else math.nan
        except ValueError:
            value = math.nan
        if not low <= value <= high:  # also refuses nan
            raise BadCellError("data_number", low=low, high=high)
        return value

    return parse


def day(cell: str) -> datetime.date:
    """A calendar day written as 2026-03-31."""
    try:
        if len(cell) == 10:
            return datetime.date.fromisoformat(cell)
    except ValueError:
        pass
    raise BadCellError("data_day")


def organisation_code(cell: str) -> str:
    """A local government's six-digit code whose last digit checks the others."""
    if len(cell) != 6 or not (cell.isascii() and cell.isdigit()):
        raise BadCellError("data_code_form")
    total = sum(int(digit) * weight for digit, weight in zip(cell[:5], (6, 5, 4, 3, 2), strict=True))
    digit = (11 - total % 11) % 10
    if digit != int(cell[5]):
        raise BadCellError("data_code_digit", fixed=f"{cell[:5]}{digit}")
    return cell


def read(folder: Path, name: str, columns: Sequence[Column]) -> Table:
    """A file's readable rows and all its faults."""
    try:
        content = read_named(folder / name, LARGEST)
        if len(content) > LARGEST:
            return _unread(name, "data_large", most=f"{LARGEST // 1_000_000}MB")
        lines = csv.reader(io.StringIO(content.decode("utf-8"), newline=""), strict=True)
    except NoFileError as error:
        return _unread(name, error.code)
    except UnicodeDecodeError as error:
        return _unread(name, "unreadable", reason=error.reason)
    try:
        return _table(name, lines, columns)
    except csv.Error as error:
        reason = {"ja": "", "en": f" ({error})"}
        return _unread(f"{name}:{lines.line_num}", "data_broken", reason=reason)


def _unread(where: str, code: str, **details: object) -> Table:
    return Table(where.partition(":")[0], (), (), (Fault(where, "", None, code, details),))


def _table(name: str, lines: Any, columns: Sequence[Column]) -> Table:
    """The table, once its heading is as it should be; raises csv.Error for quotes that do not close."""
    header: list[str] = next(lines, [])
    expected = [column.name for column in columns]
    if header != expected:
        fault = Fault(name, "columns", ",".join(header), "data_columns", {"expected": ",".join(expected)})
        return Table(name, (), (), (fault,))
    return _rows(name, lines, columns)


def _rows(name: str, lines: Any, columns: Sequence[Column]) -> Table:
    rows: list[Row] = []
    numbers: list[int] = []
    faults: list[Fault] = []
    for cells in until_enough(lines, faults, name):
        where = f"{name}:{lines.line_num}"
        if len(cells) != len(columns):
            faults.append(Fault(where, "cells", str(len(cells)), "data_cells", {"expected": len(columns)}))
            continue
        row, bad = _cells(where, cells, columns)
        faults += bad
        if not bad:
            rows.append(row)
            numbers.append(lines.line_num)
    return Table(name, tuple(rows), tuple(numbers), tuple(faults))


def _cells(where: str, cells: Sequence[str], columns: Sequence[Column]) -> tuple[Row, list[Fault]]:
    row: dict[str, Any] = {}
    faults: list[Fault] = []
    for column, cell in zip(columns, cells, strict=True):
        if cell == "":
            row[column.name] = None
            if not column.may_be_empty:
                faults.append(Fault(where, column.name, None, "data_empty"))
            continue
        try:
            row[column.name] = column.parse(cell)
        except BadCellError as bad:
            faults.append(Fault(where, column.name, cell, bad.code, bad.details))
    return row, faults
