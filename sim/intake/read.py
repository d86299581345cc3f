"""A filled-in workbook back to own figures; every fault by sheet and cell, all at once."""

from __future__ import annotations

import io
import warnings
import zipfile
from itertools import islice
from lzma import LZMAError
from typing import Any
from zlib import error as ZlibError  # noqa: N812 - it is no class of ours

import openpyxl

from sim.errors import Fault, UsageError
from sim.facts import load
from sim.intake.lines import Table, at, figures_of
from sim.intake.template import CODE_CELL, KEY, KINDS, VERSION
from sim.scenario import OwnFigures

LARGEST = 1_000_000
"""Bytes of a workbook; one that is filled in has some 20,000."""
LARGEST_UNPACKED = 2_000_000
MOST_TAGS = 30_000
"""Elements of all its parts: the template has some 1,500, and the library takes 0.1 ms for one of a style."""
UNREADABLE = (
    zipfile.BadZipFile,
    ZlibError,
    LZMAError,
    OSError,  # damaged bzip2
    ValueError,  # a name that is no text
    NotImplementedError,
    RuntimeError,
    EOFError,
)
"""What a damaged or unknown packed file breaks the library with."""
ROWS, COLUMNS, MOST_BELOW = 200, 8, 3
"""What is looked at of a sheet, and how many rows below are told."""


def read_template(content: bytes, file: str = "") -> OwnFigures:
    """Own figures of a filled-in template; UsageError with all faults. `file`: its name in messages."""
    _require_workbook(content, file)
    found = _sheets(content, file)
    sheets = {sheet.kind: sheet for sheet in found}
    if twice := [sheet for sheet in found if sheets[sheet.kind] is not sheet]:
        raise UsageError([_twice(sheet, sheets[sheet.kind]) for sheet in twice])
    if set(sheets) != set(KINDS):
        raise UsageError([Fault(file, "", None, "own_file_other")])
    codes = {str(at(sheet.cells, *CODE_CELL) or "") for sheet in sheets.values()}
    code = codes.pop()
    if codes or code not in load().organisations.rows:
        raise UsageError([Fault(file, "", None, "own_file_code", {"code": code})])
    return figures_of(code, tuple(sheets.values()))


def _twice(sheet: Table, other: Table) -> Fault:
    """The fault of a sheet that is there again: only one of the two could count."""
    return Fault(sheet.file, sheet.title, None, "own_sheet_twice", {"other": other.title})


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
            parts = [packed.read(info).replace(b"\0", b"") for info in infos]  # also of UTF-16
            if any(b"<!DOCTYPE" in part for part in parts):
                raise UsageError([Fault(file, "", None, "own_file_other")])
            if sum(part.count(b"<") for part in parts) > MOST_TAGS:
                most = {"ja": f"要素{MOST_TAGS:,}個", "en": f"{MOST_TAGS:,} elements"}
                raise UsageError([Fault(file, "", None, "own_file_large", {"most": most})])
    except UNREADABLE as error:
        raise UsageError([Fault(file, "", None, "own_file_other")]) from error


def _sheets(content: bytes, file: str) -> list[Table]:
    """The sheets of our tables by the mark in their first cell, whatever they are called now."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of styles that it does not know, and days beyond its calendar
            found = _tables(content, file)
    except UsageError:
        raise
    except Exception as error:  # a damaged file breaks the library in ways it does not list
        raise UsageError([Fault(file, "", None, "own_file_other")]) from error
    return found


def _tables(content: bytes, file: str) -> list[Table]:
    values, formulas = (
        openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=data_only, keep_links=False)
        for data_only in (True, False)
    )
    found = []
    for sheet in values.worksheets:
        cells, beyond = _cells(sheet)
        mark = str(at(cells, 0, KEY) or "")
        kind = mark.removeprefix(f"{VERSION}: ")
        if mark.startswith(VERSION) and kind in KINDS:
            table = Table(kind, sheet.title, cells, _cells(formulas[sheet.title])[0], file)
            for row in beyond:
                table.fault(row, KEY, None, "own_row_unknown")
            found.append(table)
    return found


def _cells(sheet: Any) -> tuple[list[tuple[Any, ...]], list[int]]:
    """The rows of a sheet that may be ours, and the numbers of a few that stand below and are not empty."""
    rows = sheet.iter_rows(max_col=COLUMNS, values_only=True)
    ours = list(islice(rows, ROWS))
    below = (ROWS + row for row, cells in enumerate(rows) if any(cell is not None for cell in cells))
    return ours, list(islice(below, MOST_BELOW))
