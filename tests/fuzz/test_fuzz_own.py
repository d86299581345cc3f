"""Workbooks of own figures: what is typed counts or is told, and a damaged file is told."""

from __future__ import annotations

import datetime
import functools
import io
import zipfile
from typing import Any

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl.worksheet.formula import ArrayFormula
from support.fuzzed import damaged, much, outcome

from sim.errors import SimError
from sim.facts import load
from sim.intake.estimates import Estimates
from sim.intake.read import read_template
from sim.intake.template import DAY, ENTRY, ESTIMATE, FIRST_ROW, KEY, KINDS, template
from sim.scenario import OwnCutover, OwnFigures, OwnItem, OwnQuote

pytestmark = pytest.mark.fuzz
CITY = "022021"
ITEMS = load().pilot.key
OWN = OwnFigures(
    CITY,
    (
        *(OwnItem(CITY, key, 1_000 + number) for number, key in enumerate(ITEMS)),
        OwnQuote(CITY, ITEMS[0], 5_000, datetime.date(2025, 1, 31)),
        OwnCutover(CITY, load().businesses.key[0], datetime.date(2026, 1, 5)),
    ),
)
ESTIMATES = Estimates(
    fy2018=dict.fromkeys(ITEMS, 123),
    after=dict.fromkeys(ITEMS, 456),
    cutover=dict.fromkeys(load().businesses.key[1:], datetime.date(2026, 3, 1)),
    unfinished=frozenset(),
)


@functools.cache
def books() -> tuple[bytes, ...]:
    return template(CITY, ESTIMATES, OWN), template(CITY, ESTIMATES), template(CITY, None, OWN, "en")


@functools.cache
def parts(book: int) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(books()[book])) as packed:
        return {info.filename: packed.read(info) for info in packed.infolist()}


@much(15, 700)
@given(content=damaged((b"",)) | st.deferred(lambda: damaged(books())))
def test_a_damaged_workbook(content: bytes) -> None:
    outcome("workbook", lambda: read_template(content, "own.xlsx"))


@much(20, 1_000)
@given(data=st.data())
def test_a_workbook_with_a_damaged_part(data: st.DataObject) -> None:
    book = data.draw(st.integers(0, 2))
    found = dict(parts(book))
    name = data.draw(st.sampled_from(sorted(found)))
    found[name] = data.draw(damaged((found[name],)))
    if data.draw(st.booleans()):
        del found[data.draw(st.sampled_from(sorted(found)))]
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as file:
        for each, content in found.items():
            file.writestr(each, content)
    outcome("workbook", lambda: read_template(packed.getvalue(), "own.xlsx"))


typed: Any = st.one_of(
    st.sampled_from(
        [
            "1E+999999",
            "sNaN",
            "-5",
            "△3千円",
            "１２３",
            "9" * 40_000,
            "令和8年3月31日",
            "R8.13.1",
            "=1+1",
            "=",
            True,
            0,
            46_112,
            1e300,
            datetime.datetime(2026, 1, 1, 12),
            datetime.time(7, 32),
            datetime.timedelta(days=3),
            ArrayFormula("D6:D7", "=1+1"),
        ]
    ),
    st.text(st.characters(exclude_categories=("Cc", "Cs"), exclude_characters="\ufffe\uffff"), max_size=12),
    st.integers(-(10**15), 10**15),
    st.floats(allow_nan=False, allow_infinity=False),
    st.dates(),
)


@much(25, 1_200)
@given(kind=st.sampled_from(KINDS), row=st.integers(0, 230), column=st.integers(0, 4), value=typed)
def test_what_is_typed_counts_or_is_told(kind: str, row: int, column: int, value: Any) -> None:
    book = openpyxl.load_workbook(io.BytesIO(books()[1]))
    sheet = book.worksheets[1 + KINDS.index(kind)]
    cell = sheet.cell(row + 1, column + 1)
    before = cell.value
    cell.value = value
    content = io.BytesIO()
    book.save(content)
    found = outcome("workbook", lambda: read_template(content.getvalue(), "own.xlsx"))
    stands = cell.value
    if isinstance(found, SimError) or stands in (None, before) or not str(stands).strip():
        return
    line = before if column == KEY else sheet.cell(row + 1, 1).value
    asked = row >= FIRST_ROW and line and column in ((ENTRY, DAY) if kind == "quotes" else (ENTRY,))
    estimate = row >= FIRST_ROW and column == ESTIMATE and before is not None
    assert found.rows or not (asked or estimate), (kind, row, column, value)
