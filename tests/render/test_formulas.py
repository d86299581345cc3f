"""Formulas of a workbook, worked out anew from the cells that they name: each gives the value beside it."""

from __future__ import annotations

import io
import operator
import re
from functools import cache
from typing import Any

import openpyxl
import pytest
from support.made_part import made_part, made_summary

from sim.facts import load
from sim.figures import Style, build
from sim.figures.words import SHEETS
from sim.render.sheets.book import HEAD, workbook
from sim.words import LANGS, Lang

TESTS = {"<": operator.lt, ">=": operator.ge}


@cache
def books(lang: Lang, part: str) -> tuple[Any, Any]:
    """A workbook as it shows values, and as it holds formulas."""
    summary = made_part("11", members=3, replications=200) if part else made_summary(200)
    content = workbook(build(summary, load(), Style(lang)))
    shown, live = (openpyxl.load_workbook(io.BytesIO(content), data_only=values) for values in (True, False))
    return shown, live


def area(sheet: Any, name: str) -> list[Any]:
    """Values of the cells of an area such as $A$1:B2, row by row."""
    found = sheet[name.replace("$", "")]
    rows = found if isinstance(found, tuple) else ((found,),)
    return [cell.value for row in rows for cell in row]


def worked_out(sheet: Any, formula: str) -> Any:
    """Value of a formula of ours."""
    if found := re.fullmatch(r"=SUM\((.+)\)", formula):
        return sum(each for each in area(sheet, found[1]) if each is not None)
    if found := re.fullmatch(r"=COUNTIFS\((.+)\)", formula):
        kinds, kind, *more = found[1].split(",")
        chosen = [each == sheet[kind].value for each in area(sheet, kinds)]
        for column, bound in zip(more[::2], more[1::2], strict=True):
            sign, least = re.fullmatch(r'"(<|>=)(.+)"', bound).groups()  # type: ignore[union-attr]
            holds = [TESTS[sign](each, float(least)) for each in area(sheet, column)]
            chosen = [a and b for a, b in zip(chosen, holds, strict=True)]
        return sum(chosen)
    if found := re.fullmatch(r"=INDEX\((.+),MATCH\((.+),(.+),0\)\)", formula):
        return area(sheet, found[1])[area(sheet, found[3]).index(sheet[found[2]].value)]
    if found := re.fullmatch(r"=IF\(AND\((.+)\),(.+),NA\(\)\)", formula):
        for test in found[1].split(","):
            cell, sign, bound = re.fullmatch(r"([A-Z]+\d+)(<|>=)(.+)", test).groups()  # type: ignore[union-attr]
            if not TESTS[sign](sheet[cell].value, float(bound)):
                return "#N/A"
        return sheet[found[2]].value
    parts = re.findall(r'"([^"]*)"|TEXT\(([A-Z]+\d+),"#,##0"\)|([A-Z]+\d+)', formula)
    return "".join(
        text or (f"{sheet[n].value:,}" if n else sheet[name].value if name else "") for text, n, name in parts
    )


@pytest.mark.parametrize("part", ["", "11"], ids=["nation", "prefecture"])
@pytest.mark.parametrize("lang", LANGS)
def test_every_formula_gives_the_value_that_is_kept_beside_it(lang: Lang, part: str) -> None:
    shown, live = books(lang, part)
    number = 0
    for sheet in live:
        held = shown[sheet.title]
        for row in sheet.iter_rows():
            for cell in row:
                if cell.data_type != "f":
                    continue
                number += 1
                kept, found = held[cell.coordinate].value, worked_out(held, cell.value)
                assert found == (pytest.approx(kept) if isinstance(kept, int | float) else kept), cell.value
    assert number > 20


@pytest.mark.parametrize("lang", LANGS)
def test_sums_of_the_counts_below_the_map_go_over_their_own_row_and_column(lang: Lang) -> None:
    _, live = books(lang, "")
    sheet = live[SHEETS["town_map"][lang]]
    counts = [cell for row in sheet.iter_rows() for cell in row if str(cell.value).startswith("=COUNTIFS(")]
    columns = sorted({cell.column for cell in counts})
    rows = sorted({cell.row for cell in counts})
    letters = [openpyxl.utils.get_column_letter(column) for column in (columns[0], columns[-1])]
    for row in (*rows, rows[-1] + 1):
        assert sheet.cell(row, columns[-1] + 1).value == f"=SUM({letters[0]}{row}:{letters[1]}{row})"
    for column in columns:
        letter = openpyxl.utils.get_column_letter(column)
        assert sheet.cell(rows[-1] + 1, column).value == f"=SUM({letter}{rows[0]}:{letter}{rows[-1]})"
    chart = sheet._charts[0]
    for place, one in enumerate(chart.series[:-1]):
        name = sheet[one.tx.strRef.f.rpartition("!")[2].replace("$", "")]
        assert (name.row, name.column) == (rows[-1] + 2, columns[place])
        drawn = one.yVal.numRef.f.rpartition("!")[2].replace("$", "")
        assert {cell.value[:4] for (cell,) in sheet[drawn]} == {"=IF("}
        assert len(sheet[drawn]) == len(sheet[one.xVal.numRef.f.rpartition("!")[2].replace("$", "")]) == 1_741
        assert sheet[drawn][0][0].row == HEAD + 2


@pytest.mark.parametrize(
    ("decimals", "expected"), [(0, "#,##0"), (1, "#,##0.0"), (2, "#,##0.00"), (3, "#,##0.000")]
)
@pytest.mark.parametrize("lang", LANGS)
def test_a_number_shows_the_decimals_of_its_column(lang: Lang, decimals: int, expected: str) -> None:
    shown, _ = books(lang, "")
    brief = build(made_summary(200), load(), Style(lang))
    seen = 0
    for figure in brief.figures:
        sheet = shown[figure.tab or SHEETS[figure.key][lang]]
        for index, column in enumerate(figure.columns):
            for row, value in enumerate(column.values):
                if (
                    column.decimals is None
                    or not isinstance(value, int | float)
                    or column.decimals_of(row) != decimals
                ):
                    continue
                seen += 1
                assert sheet.cell(HEAD + 2 + row, index + 1).number_format.partition(";")[0] == expected
    assert seen or decimals == 3
