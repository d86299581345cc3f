"""A workbook in which an organisation writes its own figures beside the estimates."""

from __future__ import annotations

import io
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

import xlsxwriter

from sim.facts import load
from sim.intake.estimates import NOTHING, TOTAL
from sim.intake.words import SHEETS, UNITS, WORDS
from sim.scenario import OwnBaseline, OwnContractEnd, OwnCutover, OwnFigures, OwnItem, OwnQuote
from sim.scenario.check_own import businesses_of, groups_of
from sim.scenario.values import CONTRACT_GROUP_NAMES
from sim.summary import month

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from sim.intake.estimates import Estimates
    from sim.words import Lang

FIRST_ROW = 5
"""Row (from 0) of the first line of every table; the headings stand above it."""
VERSION = "sanwari own figures 1"
"""Stands in the first cell of every sheet: by it a workbook is known again."""
KINDS = tuple(key for key in SHEETS if key != "guide")
"""Tables of the workbook; the first two hold yen, the others days."""
KEY, LABEL, ESTIMATE, ENTRY, DAY = range(5)
ESTIMATES_CELL = (1, KEY)
"""The estimates as they were when the workbook was made: so a figure typed over one is seen."""
UNIT_CELL = (2, ENTRY)
CODE_CELL = (2, LABEL)


@dataclass(frozen=True)
class Line:
    """One line of a sheet: its key, its name, the estimate, and what is already known."""

    key: str
    name: str
    estimate: int | date | str | None = None
    entry: int | date | None = None
    day: date | None = None


def template(
    organisation: str,
    estimates: Estimates | None = None,
    own: OwnFigures | None = None,
    lang: Lang = "ja",
) -> bytes:
    """The workbook (xlsx) for the organisation of a six-digit code.

    `estimates` stand in grey beside the empty cells (yen, months); `own`: figures that are already known.
    Amounts are yen a year before tax.
    """
    content = io.BytesIO()
    with xlsxwriter.Workbook(content, {"in_memory": True, "strings_to_formulas": False}) as book:
        style = _styles(book)
        _guide(book, style, organisation, lang)
        for key, lines in tables(organisation, estimates, own or OwnFigures(organisation), lang).items():
            _sheet(book, style, key, lines, organisation, lang)
    return content.getvalue()


def tables(
    organisation: str, estimates: Estimates | None, own: OwnFigures, lang: Lang
) -> dict[str, list[Line]]:
    """The lines of each table: what an organisation is asked for, what is estimated, what is known."""
    facts = load()
    items, businesses = facts.pilot.names(lang), facts.businesses.names(lang)
    known = estimates or NOTHING
    fy2018: dict[str, int] = {row.item: row.fy2018_yen for row in own.rows if isinstance(row, OwnItem)}
    for row in own.rows:
        if isinstance(row, OwnBaseline):
            fy2018[TOTAL] = row.fy2018_yen
    quotes = {row.item: row for row in own.rows if isinstance(row, OwnQuote)}
    ends = {row.group: row.day for row in own.rows if isinstance(row, OwnContractEnd)}
    plans = {row.business: row.day for row in own.rows if isinstance(row, OwnCutover)}
    names = {**items, TOTAL: WORDS["total_line"][lang]}
    return {
        "fy2018": [Line(key, names[key], known.fy2018.get(key), fy2018.get(key)) for key in names],
        "quotes": [
            Line(key, name, known.after.get(key), *_quote(quotes.get(key))) for key, name in items.items()
        ],
        "ends": [
            Line(key, CONTRACT_GROUP_NAMES[key][lang], None, ends.get(key))
            for key in groups_of(facts, organisation)
        ],
        "cutovers": [
            Line(key, businesses[key], _cutover(known, key, lang), plans.get(key))
            for key in businesses_of(facts, organisation)
        ],
    }


def _cutover(known: Estimates, business: str, lang: Lang) -> date | str | None:
    """The estimated day; for one beyond the horizon, that it is not done by then."""
    return month(None, lang) if business in known.unfinished else known.cutover.get(business)


def _quote(quote: OwnQuote | None) -> tuple[int | None, date | None]:
    return (None, None) if quote is None else (quote.yen_per_year, quote.day)


def _styles(book: Any) -> dict[str, Any]:
    base = {"font_name": "BIZ UDPゴシック", "font_size": 11, "valign": "vcenter"}
    entry = {**base, "bg_color": "#FFF8DC", "border": 1, "locked": False}
    grey = {**base, "font_color": "#6B6B6B", "border": 1}
    kinds = {
        "text": base,
        "wrapped": {**base, "text_wrap": True, "valign": "top"},
        "title": {**base, "bold": True, "font_size": 14},
        "head": {**base, "bold": True, "bg_color": "#E6E6E6", "border": 1, "text_wrap": True},
        "label": {**base, "border": 1},
        "key": {**base, "font_color": "#6B6B6B", "font_size": 8},
        "grey_yen": {**grey, "num_format": "#,##0"},
        "grey_day": {**grey, "num_format": "yyyy-mm"},
        "entry_yen": {**entry, "num_format": "#,##0"},
        "entry_day": {**entry, "num_format": "yyyy-mm-dd"},
        "entry_text": {**entry, "num_format": "@"},
    }
    return {name: book.add_format(kind) for name, kind in kinds.items()}


def _guide(book: Any, style: Mapping[str, Any], organisation: str, lang: Lang) -> None:
    """The first sheet: whose workbook it is and how to fill it in."""
    facts = load()
    sheet = book.add_worksheet(SHEETS["guide"][lang])
    sheet.hide_gridlines(2)
    sheet.set_column(0, 0, 2)
    sheet.set_column(1, 1, 24)
    sheet.set_column(2, 2, 80)
    sheet.write_string(0, 0, VERSION, style["key"])
    sheet.write_string(1, 1, WORDS["title"][lang], style["title"])
    name = facts.organisations.names(lang)[facts.organisations.rows[organisation]]
    for row, (word, text) in enumerate((("code", organisation), ("name", name)), 3):
        sheet.write_string(row, 1, WORDS[word][lang], style["label"])
        sheet.write_string(row, 2, text, style["label"])
    for row, line in enumerate(WORDS["guide"][lang].split("\n"), 6):
        sheet.merge_range(row, 1, row, 2, line, style["wrapped"])
        sheet.set_row(row, 34)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 1)
    sheet.set_paper(9)


def _sheet(
    book: Any, style: Mapping[str, Any], key: str, lines: Sequence[Line], organisation: str, lang: Lang
) -> None:
    """One table: keys in the first column, estimates in grey, cells to fill in beside them."""
    sheet = book.add_worksheet(SHEETS[key][lang])
    kind = "yen" if key in ("fy2018", "quotes") else "day"
    for column, width in enumerate((3, 34, 20, 22, 20)):
        sheet.set_column(column, column, width)
    sheet.write_string(0, KEY, f"{VERSION}: {key}", style["key"])
    sheet.write_string(0, LABEL, WORDS[f"{key}_title"][lang], style["title"])
    sheet.write_string(1, LABEL, WORDS[f"{key}_note"][lang], style["text"])
    sheet.write_string(*ESTIMATES_CELL, estimates_text(lines), style["key"])
    sheet.write_string(*CODE_CELL, organisation, style["text"])
    if kind == "yen":
        sheet.write_string(UNIT_CELL[0], UNIT_CELL[1] - 1, WORDS["unit"][lang], style["label"])
        sheet.write_string(*UNIT_CELL, UNITS[0], style["entry_text"])
        sheet.data_validation(*UNIT_CELL, *UNIT_CELL, {"validate": "list", "source": list(UNITS)})
    sheet.set_row(FIRST_ROW - 1, 32)
    heads = WORDS[f"{key}_heads"][lang].split("|")
    for column, head in enumerate(heads, LABEL):
        sheet.write_string(FIRST_ROW - 1, column, head, style["head"])
    for row, line in enumerate(lines, FIRST_ROW):
        _line(sheet, style, row, line, kind, len(heads) == DAY)
    _checks(sheet, kind, len(lines), len(heads) == DAY, lang)
    sheet.freeze_panes(FIRST_ROW, ESTIMATE)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.set_paper(9)


def estimates_text(lines: Sequence[Line]) -> str:
    """The estimates of a table in one text."""
    return ";".join(f"{line.key}={estimate_text(line.estimate)}" for line in lines)


def estimate_text(value: object) -> str:
    """An estimate as text, whether it comes from here or back out of a cell."""
    if isinstance(value, datetime):
        value = value.date()
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return "" if value is None else str(value)


def _line(sheet: Any, style: Mapping[str, Any], row: int, line: Line, kind: str, dated: bool) -> None:
    sheet.write_string(row, KEY, line.key, style["key"])
    sheet.write_string(row, LABEL, line.name, style["label"])
    _write(sheet, row, ESTIMATE, line.estimate, style[f"grey_{kind}"])
    _write(sheet, row, ENTRY, line.entry, style[f"entry_{kind}"])
    if dated:
        _write(sheet, row, DAY, line.day, style["entry_day"])


def _write(sheet: Any, row: int, column: int, value: int | date | str | None, style: Any) -> None:
    if value is None:
        sheet.write_blank(row, column, None, style)
    elif isinstance(value, str):
        sheet.write_string(row, column, value, style)
    elif isinstance(value, int):
        sheet.write_number(row, column, value, style)
    else:
        sheet.write_datetime(row, column, value, style)


def _checks(sheet: Any, kind: str, number: int, dated: bool, lang: Lang) -> None:
    """Hints while typing. They warn only: era dates and full-width digits are understood when it is read."""
    last = FIRST_ROW + number - 1
    amount = {"validate": "decimal", "criteria": ">=", "value": 0, "error_message": WORDS["yen_hint"][lang]}
    hint = {"validate": "any", "input_message": WORDS["day_hint"][lang]}
    warning = {"error_type": "warning"}
    sheet.data_validation(FIRST_ROW, ENTRY, last, ENTRY, (amount if kind == "yen" else hint) | warning)
    if dated:
        sheet.data_validation(FIRST_ROW, DAY, last, DAY, hint)
