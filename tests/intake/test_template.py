"""Is a filled-in workbook read as it was meant, and is everything wrong in it said by sheet and cell?"""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace
from datetime import date, datetime
from typing import Any

import openpyxl
import pytest
from openpyxl.worksheet.formula import ArrayFormula
from support.made_part import made_part

from sim.analysis.organisation import BusinessCutover, Days
from sim.errors import UsageError
from sim.facts import load as load_facts
from sim.fiscal import NEVER, day_of
from sim.intake.cells import UnreadableError, amount, day
from sim.intake.estimates import Estimates, of_summary
from sim.intake.read import LARGEST, read_template
from sim.intake.template import tables, template
from sim.scenario import (
    OwnBaseline,
    OwnContractEnd,
    OwnCutover,
    OwnFigures,
    OwnItem,
    OwnQuote,
    load,
    with_own,
)

MITAKA = "132047"
ITEMS = load_facts().pilot.key
SHEETS = {
    "fy2018": "2018年度の経費",
    "quotes": "移行後の見積り",
    "ends": "現行契約の終了日",
    "cutovers": "移行予定日",
}


def filled(cells: dict[tuple[str, str], Any], lang: Any = "ja") -> bytes:
    """The template with values in cells, as (sheet, cell)."""
    book = openpyxl.load_workbook(io.BytesIO(template(MITAKA, lang=lang)))
    for (sheet, cell), value in cells.items():
        book[SHEETS[sheet]][cell] = value
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def faults(cells: dict[tuple[str, str], Any]) -> list[tuple[str, str]]:
    with pytest.raises(UsageError) as caught:
        read_template(filled(cells), "own.xlsx")
    assert all(fault.text("ja") and fault.text("en") for fault in caught.value.faults)
    return [(fault.key, fault.code) for fault in caught.value.faults]


@pytest.mark.parametrize(("lang", "name"), [("ja", "三鷹市"), ("en", "Mitaka-shi")])
def test_a_template_says_whose_it_is(lang: Any, name: str) -> None:
    guide = openpyxl.load_workbook(io.BytesIO(template(MITAKA, lang=lang))).worksheets[0]
    assert [guide.cell(row, 3).value for row in (4, 5)] == [MITAKA, name]


def test_an_empty_template_says_nothing() -> None:
    assert read_template(template(MITAKA)) == OwnFigures(MITAKA)


@pytest.mark.parametrize(
    ("lang", "words"), [("ja", "2036年3月末でも未完了"), ("en", "not done by March 2036")]
)
def test_an_estimate_beyond_the_horizon_is_said_and_read_as_no_entry(lang: Any, words: str) -> None:
    days = {"schooling": NEVER, "family_register": day_of("2027-01-31")}
    cutovers = tuple(
        BusinessCutover(name, 1, Days(day, day, day, on_time=0.0), late=1.0, booked=0, planned=None)
        for name, day in days.items()
    )
    estimates = of_summary(replace(made_part(MITAKA), businesses=cutovers))
    lines = {
        line.key: line.estimate for line in tables(MITAKA, estimates, OwnFigures(MITAKA), lang)["cutovers"]
    }
    assert lines["schooling"] == words
    assert lines["family_register"] == date(2027, 1, 31)
    assert lines["child_allowance"] is None
    file = template(MITAKA, estimates, lang=lang)
    sheets = openpyxl.load_workbook(io.BytesIO(file)).worksheets
    assert words in [cell.value for sheet in sheets for row in sheet.iter_rows() for cell in row]
    assert read_template(file) == OwnFigures(MITAKA)


@pytest.mark.parametrize("lang", ["ja", "en"])
def test_own_figures_survive_the_template(lang: Any) -> None:
    own = OwnFigures(
        MITAKA,
        (
            OwnBaseline(MITAKA, 55),
            *(OwnItem(MITAKA, item, place) for place, item in enumerate(ITEMS, 1)),
            OwnQuote(MITAKA, "line", 3_000_001, date(2025, 1, 31)),
            OwnContractEnd(MITAKA, "tax", date(2025, 12, 31)),
            OwnCutover(MITAKA, "schooling", date(2026, 1, 5)),
        ),
    )
    assert read_template(template(MITAKA, own=own, lang=lang)) == own
    assert with_own(load("baseline"), own).values["cost.own_baselines"] == (OwnBaseline(MITAKA, 55),)


def test_what_people_write_is_understood() -> None:
    cells = {("fy2018", f"D{row}"): 0 for row in range(6, 16)}
    cells |= {("fy2018", "D3"): "千円", ("fy2018", "D6"): "１２，３４５", ("fy2018", "D7"): "¥1,000.5"}
    cells |= {("quotes", "D6"): "2500000円", ("quotes", "E6"): "令和7年1月", ("fy2018", "D8"): "2,000円"}
    cells |= {
        ("ends", "D6"): "R8.3.31",
        ("cutovers", "D6"): "令和８年１月",
        ("cutovers", "D7"): datetime(2026, 1, 5),
    }
    rows = read_template(filled(cells)).rows
    assert [row.fy2018_yen for row in rows if isinstance(row, OwnItem)][:4] == [
        12_345_000,
        1_000_500,
        2_000,  # an amount that says its own unit
        0,
    ]
    assert OwnQuote(MITAKA, ITEMS[0], 2_500_000, date(2025, 1, 31)) in rows
    assert OwnContractEnd(MITAKA, "all", date(2026, 3, 31)) in rows
    assert [row.day for row in rows if isinstance(row, OwnCutover)] == [date(2026, 1, 1), date(2026, 1, 5)]


def test_every_fault_is_told_at_once_with_its_sheet_and_cell() -> None:
    cells = {
        ("fy2018", "D6"): "約百万",
        ("quotes", "D6"): -5,
        ("quotes", "D7"): 1_000,
        ("quotes", "E8"): date(2025, 1, 31),
        ("ends", "D7"): "来年",
        ("cutovers", "D6"): date(2035, 6, 1),
        ("cutovers", "A8"): "schoolling",
    }
    assert faults(cells) == [
        ("2018年度の経費!D6", "own_cell_amount"),
        ("移行後の見積り!D6", "own_cell_range"),
        ("移行後の見積り!E7", "own_cell_quote_day"),
        ("移行後の見積り!D8", "own_cell_quote"),
        ("現行契約の終了日!D7", "own_cell_day"),
        ("移行予定日!D6", "out_of_range"),
        ("移行予定日!A8", "own_row_unknown"),
    ]


def test_items_are_complete_or_the_total_stands_alone() -> None:
    assert faults({("fy2018", "D6"): 5}) == [
        (f"2018年度の経費!D{row}", "own_cell_items") for row in range(7, 16)
    ]
    full = {("fy2018", f"D{row}"): 10 for row in range(6, 16)}
    assert faults({**full, ("fy2018", "D16"): 99}) == [("2018年度の経費!D16", "own_cell_total")]
    assert faults(dict.fromkeys(full, 0)) == [("2018年度の経費!D6", "own_cell_nothing")]
    assert read_template(filled({("fy2018", "D16"): 99})).rows == (OwnBaseline(MITAKA, 99),)


def test_a_formula_without_a_value_is_a_fault() -> None:
    assert faults({("fy2018", "D16"): "=1+1"}) == [("2018年度の経費!D16", "own_cell_formula")]


def test_a_unit_that_is_none_is_a_fault() -> None:
    assert faults({("quotes", "D3"): "ドル"}) == [("移行後の見積り!D3", "unknown_choice")]


def packed(**files: bytes) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return content.getvalue()


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "own_file_other"),
        (b"no workbook", "own_file_other"),
        (bytes(LARGEST + 1), "own_file_large"),
        (packed(bomb=bytes(30_000_000)), "own_file_large"),
        (packed(**{"xl/vbaProject.bin": b"x"}), "own_file_macros"),
        (packed(**{"xl/workbook.xml": b"<!DOCTYPE x [<!ENTITY a 'b'>]>"}), "own_file_other"),
        (packed(**{"xl/workbook.xml": b"<workbook/>"}), "own_file_other"),
        (template(MITAKA)[:-200], "own_file_other"),
    ],
)
def test_what_is_no_template_is_refused_with_one_message(content: bytes, code: str) -> None:
    with pytest.raises(UsageError) as caught:
        read_template(content, "own.xlsx")
    assert [fault.code for fault in caught.value.faults] == [code]


def test_another_workbook_and_a_mixed_one_are_refused() -> None:
    other = io.BytesIO()
    openpyxl.Workbook().save(other)
    with pytest.raises(UsageError) as caught:
        read_template(other.getvalue())
    assert [fault.code for fault in caught.value.faults] == ["own_file_other"]
    with pytest.raises(UsageError) as caught:
        read_template(filled({("quotes", "B3"): "011002"}))
    assert [fault.code for fault in caught.value.faults] == ["own_file_code"]


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("令和元年5月1日", date(2019, 5, 1)),
        ("平成31.4.30", date(2019, 4, 30)),
        ("H30.4.1", date(2018, 4, 1)),
        ("2026/3/31", date(2026, 3, 31)),
        ("２０２６年３月３１日", date(2026, 3, 31)),
        ("20260331", date(2026, 3, 31)),
        (46112, date(2026, 3, 31)),
        ("R8.2", date(2026, 2, 28)),
        ("2028-02", date(2028, 2, 29)),
        ("", None),
        (None, None),
    ],
)
def test_days_in_either_calendar(cell: object, expected: date | None) -> None:
    assert day(cell, last_of_month=True) == expected


@pytest.mark.parametrize(
    "cell", ["R8.13.1", "8.3.31", "2026", "令和8年", "3月31日", "S50.4.1", "未定", 12, True]
)
def test_what_is_no_day_is_refused(cell: object) -> None:
    with pytest.raises(UnreadableError):
        day(cell, last_of_month=True)


@pytest.mark.parametrize(
    "cell", ["abc", True, date(2026, 1, 1), "△5", -1, "1e400", "nan", 2 * 10**12, "1,2.3.4"]
)
def test_what_is_no_amount_is_refused(cell: object) -> None:
    with pytest.raises(UnreadableError):
        amount(cell, 1)


def test_a_sheet_that_is_there_twice_is_told_and_not_chosen() -> None:
    book = openpyxl.load_workbook(io.BytesIO(filled({("fy2018", "D16"): 99})))
    book.copy_worksheet(book[SHEETS["fy2018"]]).title = "again"
    content = io.BytesIO()
    book.save(content)
    with pytest.raises(UsageError) as caught:
        read_template(content.getvalue(), "own.xlsx")
    assert [(fault.key, fault.code) for fault in caught.value.faults] == [
        (SHEETS["fy2018"], "own_sheet_twice")
    ]


@pytest.mark.parametrize("estimate", [5_000, date(2026, 3, 1)])
def test_a_figure_typed_over_an_estimate_is_told_unless_one_stands_beside_it(estimate: Any) -> None:
    item, business = ITEMS[0], load_facts().businesses.key[0]
    dated = isinstance(estimate, date)
    known = Estimates({}, {}, {business: estimate}) if dated else Estimates({item: estimate}, {}, {})
    sheet, cell = (SHEETS["cutovers"], "C6") if dated else (SHEETS["fy2018"], "C6")
    made = template(MITAKA, known)
    assert read_template(made) == OwnFigures(MITAKA)  # the estimate alone is none of its own

    def typed(cells: dict[str, Any]) -> bytes:
        book = openpyxl.load_workbook(io.BytesIO(made))
        for place, value in cells.items():
            book[sheet][place] = value
        content = io.BytesIO()
        book.save(content)
        return content.getvalue()

    other = date(2026, 4, 1) if dated else 6_000
    with pytest.raises(UsageError) as caught:
        read_template(typed({cell: other}), "own.xlsx")
    assert [(fault.key, fault.code) for fault in caught.value.faults] == [
        (f"{sheet}!{cell}", "own_cell_estimate")
    ]
    assert read_template(typed({cell: None})) == OwnFigures(MITAKA)
    if dated:
        assert len(read_template(typed({cell: other, "D6": other})).rows) == 1


def test_an_array_formula_that_was_never_computed_is_told() -> None:
    assert faults({("fy2018", "D16"): ArrayFormula("D16:D17", "=1+1")}) == [
        (f"{SHEETS['fy2018']}!D16", "own_cell_formula")
    ]


@pytest.mark.parametrize("text", ["1E+999999", "9" * 40_000, "-1E+999999"])
def test_an_amount_beyond_counting_is_told(text: str) -> None:
    assert faults({("fy2018", "D3"): "千円", ("fy2018", "D16"): text})[0][0] == f"{SHEETS['fy2018']}!D16"


def test_a_line_far_below_the_table_is_told() -> None:
    assert faults({("fy2018", "D900"): 5}) == [(f"{SHEETS['fy2018']}!A900", "own_row_unknown")]


def test_a_workbook_of_too_many_elements_is_refused_before_it_is_opened() -> None:
    content = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(template(MITAKA))) as source, zipfile.ZipFile(content, "w") as packed:
        for info in source.infolist():
            part = source.read(info).replace(b"</cellXfs>", b"<xf/>" * 40_000 + b"</cellXfs>")
            packed.writestr(info.filename, part, zipfile.ZIP_DEFLATED)
    with pytest.raises(UsageError) as caught:
        read_template(content.getvalue(), "own.xlsx")
    assert [fault.code for fault in caught.value.faults] == ["own_file_large"]
