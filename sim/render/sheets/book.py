"""A brief as a workbook: numbers with their unit in the heading, native charts, sums that recalculate."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

import xlsxwriter
from xlsxwriter.utility import xl_range

from sim.figures.model import shown
from sim.figures.words import SHEETS, say
from sim.render.day import today
from sim.render.palette import FONT, NAVY
from sim.render.sheets.charts import HEAD, ROWS, chart_of
from sim.render.sheets.places import add_places
from sim.render.sheets.tiles import add_tiles
from sim.render.text import cells, wrapped
from sim.wording import MINUS

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sim.figures.model import Brief, Column, Figure, Style

BESIDE = 8
"""Columns up to which the chart stands beside the table; it stands below a wider one."""
WIDE_ROWS, PAGE_ROWS = 26, 82
"""Rows of a table that can still be read on one A4 page, landscape and portrait."""
MOST_DECIMALS = 5
"""Decimals of a number on a sheet."""
LINE = 110
"""Characters of a line of text on the sheets of text."""
WIDE, NARROW = 118, 96
"""Half-width cells of a line of the caption, below a table and below a map."""


def workbook(brief: Brief) -> bytes:
    """The brief as an .xlsx file: the answer, a sheet for each figure, the evidence.

    Texts are always written as texts, so that a title that begins with = is a title and no formula.
    """
    file = io.BytesIO()
    book = xlsxwriter.Workbook(
        file, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    )
    book.set_properties(
        {
            "title": brief.title,
            "subject": brief.sentence,
            "keywords": brief.identity,
            "comments": brief.made_by,
            "author": "Sanwari",
            "created": today(),
        }
    )
    book.formats[0].set_font_name(FONT)
    book.formats[0].set_font_size(10)
    formats = _formats(book, brief.style)
    _answer(book, brief, formats)
    for figure in brief.figures:
        _figure(book, brief, figure, formats)
    _evidence(book, brief, formats)
    book.close()
    return file.getvalue()


def _formats(book: Any, style: Style) -> dict[str, Any]:
    ink = "#000000" if style.mono else f"#{NAVY}"
    base = {"font_name": FONT, "font_size": 10}
    head = base | {
        "bold": True,
        "bottom": 1,
        "text_wrap": True,
        "valign": "vcenter",
        "align": "center",
        "bg_color": "#EEEEEE",
    }
    found = {
        "title": base | {"bold": True, "font_size": 14, "font_color": ink},
        "subject": base | {"font_color": "#595959"},
        "heading": base | {"bold": True, "font_color": ink, "font_size": 11},
        "wrapped": base | {"text_wrap": True, "valign": "top"},
        "head": head,
        "text": base,
        "text_total": base | {"bold": True, "top": 1},
        "middle": base | {"align": "center"},
        "middle_total": base | {"align": "center", "bold": True, "top": 1},
    }
    minus = '"△"' if style.lang == "ja" else f'"{MINUS}"'
    for decimals in range(MOST_DECIMALS + 1):
        shape = "#,##0" + ("." + "0" * decimals if decimals else "")
        number = base | {"num_format": f"{shape};{minus}{shape}"}
        found |= {f"number{decimals}": number, f"number{decimals}_total": number | {"bold": True, "top": 1}}
    return {name: book.add_format(each) for name, each in found.items()}


def _sheet(book: Any, brief: Brief, name: str) -> Any:
    """A sheet that prints on A4 landscape, with id and page below."""
    sheet = book.add_worksheet(name[:31])
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.set_margins(left=0.5, right=0.5, top=0.5, bottom=0.6)
    sheet.fit_to_pages(1, 0)
    sheet.hide_gridlines(2)
    sheet.set_footer(f"&L&8{_no_codes(brief.identity)}&R&8&P / &N")
    return sheet


def _no_codes(text: str) -> str:
    """Text for a footer, in which & begins a code; Excel allows 255 characters there."""
    return text.replace("&", "&&")[:200]


def _answer(book: Any, brief: Brief, formats: Mapping[str, Any]) -> None:
    sheet = _sheet(book, brief, say("workbook_answer", brief.style.lang))
    lines: list[tuple[str, str]] = [(brief.title, "title"), (brief.sentence, "wrapped"), ("", "text")]
    for heading, points in brief.points:
        lines += [(heading, "heading"), *((point, "wrapped") for point in points), ("", "text")]
    lines += [
        (say("caveats", brief.style.lang), "heading"),
        *((text, "wrapped") for text in brief.caveats),
        ("", "text"),
    ]
    lines.append((brief.identity, "subject"))
    _write_lines(sheet, lines, formats)


def _evidence(book: Any, brief: Brief, formats: Mapping[str, Any]) -> None:
    sheet = _sheet(book, brief, say("evidence", brief.style.lang))
    lines: list[tuple[str, str]] = []
    for heading, texts in brief.evidence:
        lines += [(heading, "heading"), *((text, "wrapped") for text in texts), ("", "text")]
    _write_lines(sheet, lines, formats)


def _write_lines(sheet: Any, lines: Sequence[tuple[str, str]], formats: Mapping[str, Any]) -> None:
    """Lines of text in one wide column, each row as high as its text needs."""
    sheet.set_column(0, 0, LINE)
    for row, (text, style) in enumerate(lines):
        sheet.write_string(row, 0, text, formats[style])
        sheet.set_row(row, 16 * -(-cells(text) // (LINE - 8)) if text else 8)


def _figure(book: Any, brief: Brief, figure: Figure, formats: Mapping[str, Any]) -> None:
    """A figure's sheet: title, table with frozen headings, chart, caption."""
    sheet = _sheet(book, brief, figure.tab or SHEETS[figure.key][brief.style.lang])
    sheet.write_string(0, 0, figure.title, formats["title"])
    sheet.write_string(1, 0, figure.subject, formats["subject"])
    sheet.write_string(2, 0, f"{figure.caption[0]}    {brief.identity}", formats["subject"])
    _table(sheet, brief, figure, formats)
    sheet.freeze_panes(HEAD + 1, 1)
    sheet.repeat_rows(HEAD)
    row, column = _draw(book, sheet, brief, figure, formats)
    if figure.plot is None:
        _pages(sheet, len(figure.rows))
    lines = [line for text in figure.caption for line in wrapped(text, NARROW if column else WIDE)]
    for below, line in enumerate(lines, start=row):
        sheet.write_string(below, column, line, formats["subject"])


def _draw(book: Any, sheet: Any, brief: Brief, figure: Figure, formats: Mapping[str, Any]) -> tuple[int, int]:
    """Put what a figure draws on its sheet; row and column of the first free cell below come back."""
    plot, below = figure.plot, HEAD + len(figure.rows) + 2
    if plot is None:
        return below, 0
    if plot.kind == "tiles" and plot.map is not None:
        return add_tiles(book, sheet, figure, plot, plot.map, brief.style)
    if plot.kind == "places" and plot.map is not None:
        return add_places(book, sheet, figure, plot, plot.map, brief.style, formats)
    beside = len(figure.columns) <= BESIDE
    place = (HEAD + 1, len(figure.columns) + 1) if beside else (below, 0)
    chart = chart_of(book, sheet, figure, plot, brief.style, formats)
    about = {"description": f"{figure.title} ({brief.identity})", "object_position": 3}
    sheet.insert_chart(*place, chart, about)
    if not beside:
        sheet.fit_to_pages(1, 1)  # else a page may end in the chart
    return max(below, HEAD + ROWS) if beside else below + ROWS, 0


def _pages(sheet: Any, rows: int) -> None:
    """A table without a chart prints on one A4 page; the longest one on two, the sides of a sheet."""
    if rows > WIDE_ROWS:
        sheet.set_portrait()
    sheet.fit_to_pages(1, 1 if rows <= PAGE_ROWS else 2)


def _table(sheet: Any, brief: Brief, figure: Figure, formats: Mapping[str, Any]) -> None:
    last = len(figure.rows) - 1
    sheet.set_row(HEAD, 46)
    for index, column in enumerate(figure.columns):
        sheet.write_string(HEAD, index, column.heading, formats["head"])
        sheet.set_column(index, index, _width(column))
        for row, cell in enumerate(column.values):
            total = figure.has_total and row == last
            words = "middle" if index else "text"
            kind = words if column.decimals is None else f"number{column.decimals_of(row)}"
            style = formats[f"{kind}_total" if total else kind]
            formula = _formula(figure, column, index, row) if isinstance(cell, int | float) else ""
            if formula:
                sheet.write_formula(HEAD + 1 + row, index, formula, style, cell)
            elif isinstance(cell, int | float):
                sheet.write_number(HEAD + 1 + row, index, cell, style)
            elif cell is None and figure.plot is None:
                sheet.write_string(HEAD + 1 + row, index, shown(None, 0, brief.style.lang), style)
            elif cell is None:  # a chart would draw a text as 0
                sheet.write_blank(HEAD + 1 + row, index, None, style)
            else:
                sheet.write_string(HEAD + 1 + row, index, cell, style)


def _formula(figure: Figure, column: Column, index: int, row: int) -> str:
    """The sum that a total stands for: over the row's parts, or over the rows above."""
    if column.sums:
        places = [n for n, each in enumerate(figure.columns) if each.name in column.sums]
        if len(places) == 1 + places[-1] - places[0]:
            return f"=SUM({xl_range(HEAD + 1 + row, places[0], HEAD + 1 + row, places[-1])})"
    if column.name in figure.added and row == len(figure.rows) - 1:
        return f"=SUM({xl_range(HEAD + 1, index, HEAD + row, index)})"
    return ""


def _width(column: Column) -> float:
    """Characters that a column needs; its heading may break into three lines."""
    texts = [cells(str(cell)) for cell in column.values if cell is not None]
    grouped = 1.3 if column.decimals is not None else 1.05
    return min(60.0, max(9.0, cells(column.heading) / 3 + 2, grouped * max(texts, default=0) + 1))
