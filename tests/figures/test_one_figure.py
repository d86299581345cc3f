"""One figure, one table: slide, sheet, CSV and picture hold the same cells under the same headings."""

from __future__ import annotations

import csv
import datetime
import io
import json
from dataclasses import replace
from functools import cache
from itertools import groupby
from typing import Any

import openpyxl
import pptx
import pytest
from support.made import results
from support.made_fits import made_fit, made_scores, wanted_intervals
from support.made_part import made_part, made_summary

from sim.analysis.compare import compare
from sim.facts import load
from sim.figures import (
    Brief,
    Column,
    Figure,
    Plot,
    Style,
    build,
    build_compared,
    build_fitted,
    build_foreseen,
)
from sim.figures.model import Cell, shown
from sim.figures.words import SHEETS
from sim.render.pictures import drawings
from sim.render.plain import csv as as_csv
from sim.render.plain import described, safe
from sim.render.sheets.book import HEAD, workbook
from sim.render.slides.deck import presentation
from sim.scenario import load as load_scenario
from sim.summary import summarise
from sim.words import LANGS, Lang

KINDS = ("nation", "organisation", "prefecture", "comparison", "fit", "back_test")
FITS = ("fit", "back_test")
EVERYTHING = [(kind, lang) for kind in KINDS for lang in LANGS]


@cache
def made(kind: str, lang: Lang) -> Brief:
    if kind == "comparison":
        style = Style(lang, "million")
        return build_compared(*_compared(), style, "sanwari compare baseline yen_140 yen_160")
    if kind in FITS:
        build_one, found = (build_fitted, made_fit()) if kind == "fit" else (build_foreseen, made_scores())
        return build_one(found, load(), Style(lang), "sanwari")  # type: ignore[operator]  # each takes its own
    summary = {
        "nation": made_summary(200),
        "organisation": made_part(),
        "prefecture": made_part("11", members=40, replications=200),
    }[kind]
    return build(summary, load(), Style(lang, "thousand"), "sanwari export")


@cache
def _compared() -> Any:
    base = results(20)
    others = []
    for step, name in enumerate(("yen_140", "yen_160"), start=1):
        cutover = base.kept.cutover.copy()
        cutover[:, : 400 * step] = 2_000 + 900 * step  # so many systems more that are on time, or late
        kept = replace(base.kept, cutover=cutover, gap_yen=base.kept.gap_yen + 1_000_000 * step)
        others.append(replace(base, kept=kept, scenario=load_scenario(name)))
    return compare(base, others), tuple(summarise(each) for each in (base, *others))


@cache
def slides(kind: str, lang: Lang) -> dict[str, list[Any]]:
    """Slides by their title."""
    deck = pptx.Presentation(io.BytesIO(presentation(made(kind, lang))))
    by_title: dict[str, list[Any]] = {}
    for slide in deck.slides:
        by_title.setdefault(slide.shapes.title.text_frame.text, []).append(slide)
    return by_title


@cache
def book(kind: str, lang: Lang) -> Any:
    return openpyxl.load_workbook(io.BytesIO(workbook(made(kind, lang))), data_only=True)


@cache
def pictures(kind: str, lang: Lang) -> dict[str, Any]:
    return dict(drawings(made(kind, lang)))


def rounded(figure: Figure, index: int) -> list[Cell]:
    """A column's cells with the decimals in which they are shown."""
    column = figure.columns[index]
    return [
        cell if isinstance(cell, str) or cell is None else round(float(cell), column.decimals_of(row))
        for row, cell in enumerate(column.values)
    ]


def read(text: str) -> Cell:
    """A shown number as a number again; None for a dash, else the text."""
    plain = text.replace(",", "").replace("△", "-").replace("−", "-")
    if text in {"―", "–"}:
        return None
    try:
        return float(plain)
    except ValueError:
        return text


@pytest.mark.parametrize(("kind", "lang"), EVERYTHING)
def test_no_two_figures_of_a_brief_have_the_same_title(kind: str, lang: Lang) -> None:
    titles = [figure.title for figure in made(kind, lang).figures]
    assert len(set(titles)) == len(titles)


@pytest.mark.parametrize(("kind", "lang"), EVERYTHING)
def test_the_csv_has_every_cell_under_its_heading(kind: str, lang: Lang) -> None:
    for figure in made(kind, lang).figures:
        head, *rows = csv.reader(io.StringIO(as_csv(figure).decode("utf-8-sig")))
        assert head == [column.heading for column in figure.columns]
        dates = [day.isoformat() for day in figure.plot.dates] if figure.plot is not None else []
        for index, column in enumerate(figure.columns):
            texts = [row[index] for row in rows[: len(figure.rows)]]
            if dates and index == 0:
                assert texts == dates
                continue
            for row, (text, cell) in enumerate(zip(texts, column.values, strict=True)):
                _in_csv(column, row, text, cell)
        assert rows[len(figure.rows)] == []  # and not a row more
        assert rows[len(figure.rows) + 1] == [figure.title]


@pytest.mark.parametrize(("kind", "lang"), EVERYTHING)
def test_what_describes_a_csv_says_its_headings_its_lines_and_its_run(kind: str, lang: Lang) -> None:
    brief = made(kind, lang)
    for figure in brief.figures:
        told = json.loads(described(figure, lang, brief.made_by, brief.command))
        assert (told["key"], told["title"], told["subject"]) == (figure.key, figure.title, figure.subject)
        (head, *_) = csv.reader(io.StringIO(as_csv(figure).decode("utf-8-sig")))
        assert [column["heading"] for column in told["columns"]] == head
        assert [column["unit"] for column in told["columns"]] == [each.unit for each in figure.columns]
        lines = [line for text in told["caption"].values() if text for line in text.split("\n")]
        assert sorted(lines) == sorted(figure.caption)
        _about(told["caption"], lang)
        ids = told["caption"]["identity"]
        assert bool(told["runs"]) is (kind not in FITS)  # a fit is no run
        assert (
            len({run["id"] for run in told["runs"]} - {run["id"] for run in told["runs"] if run["id"] in ids})
            <= 1
        )
        assert {(run["seed"], len(run["scenario_hash"])) for run in told["runs"]} <= {(1, 64)}
        assert (told["language"], told["command"], told["made_by"]) == (lang, brief.command, brief.made_by)
        assert datetime.date.fromisoformat(told["made_on"])


BEGINNINGS = {
    "ja": {"unit": "単位", "definition": "定義", "source": "出典", "interval": ("区間", "値", "差", "線")},
    "en": {
        "unit": "Unit",
        "definition": "Definition",
        "source": "Source",
        "interval": ("Interval", "Values", "Difference", "Lines"),
    },
}


def _about(caption: dict[str, str | None], lang: Lang) -> None:
    """Each line is filed under what it begins with; a part's source begins with its name instead."""
    for about, words in BEGINNINGS[lang].items():
        for line in (caption[about] or "").split("\n"):
            estimate = about == "source" and ("推計" in line or "estimate" in line)
            assert not line or line.startswith(words) or estimate, (about, line)
    assert caption["source"]
    assert caption["interval"]


def _in_csv(column: Column, row: int, text: str, cell: Cell) -> None:
    """A cell in full precision; rounded, or so that parts add up, it is that which is shown elsewhere."""
    if cell is None or isinstance(cell, str):
        assert text == (safe(cell) or "")
        return
    exact = cell if not column.exact else column.exact[row]
    assert float(text) == exact
    assert float(text) == pytest.approx(float(cell), abs=10.0 ** -(column.decimals_of(row) or 0)), column.name


@pytest.mark.parametrize(("kind", "lang"), EVERYTHING)
def test_the_sheet_has_every_cell_under_its_heading_with_its_decimals(kind: str, lang: Lang) -> None:
    for figure in made(kind, lang).figures:
        sheet = book(kind, lang)[(figure.tab or SHEETS[figure.key][lang])[:31]]
        assert (sheet.cell(1, 1).value, sheet.cell(2, 1).value) == (figure.title, figure.subject or None)
        for index, column in enumerate(figure.columns, start=1):
            assert sheet.cell(HEAD + 1, index).value == column.heading
            cells = [sheet.cell(HEAD + 2 + row, index) for row in range(len(column.values))]
            empty = shown(None, 0, lang) if figure.plot is None else None
            held = [empty if value is None else value for value in column.values]
            assert [cell.value for cell in cells] == held, (figure.key, column.name)
            for row, cell in enumerate(cells):
                if isinstance(cell.value, int | float):
                    places = cell.number_format.split(";")[0].partition(".")[2]
                    assert len(places) == (column.decimals_of(row) or 0), (figure.key, column.name)
        if figure.beside is not None:
            _on_sheet(sheet, figure.beside)


def _on_sheet(sheet: Any, beside: Figure) -> None:
    """The small table beside a map stands somewhere on its sheet."""
    headings = [column.heading for column in beside.columns]
    found = [
        cell
        for row in sheet.iter_rows(min_row=HEAD + 2)
        for cell in row
        if [sheet.cell(cell.row, cell.column + n).value for n in range(len(headings))] == headings
    ]
    assert len(found) == 1
    top, left = found[0].row + 1, found[0].column
    held = [
        [sheet.cell(top + y, left + x).value for x in range(len(headings))] for y in range(len(beside.rows))
    ]
    assert held == [list(row) for row in beside.rows]


@pytest.mark.parametrize(("kind", "lang"), EVERYTHING)
def test_tables_of_slides_have_every_cell_under_its_heading(kind: str, lang: Lang) -> None:
    for figure in made(kind, lang).figures:
        found = [
            shape.table
            for slide in slides(kind, lang)[figure.title]
            for shape in slide.shapes
            if shape.has_table
        ]
        if figure.beside is not None:
            assert _columns(found, 1) == _shown(figure.beside)
        elif figure.plot is None or figure.tabled:
            assert _columns(found, _halves(found)) == _shown(figure), figure.key
        else:
            assert found == []


def _halves(tables: list[Any]) -> int:
    """On how many slides the columns of a wide table are parted."""
    return len(list(groupby(tables, key=_heads)))


def _heads(table: Any) -> list[str]:
    return [cell.text for cell in table.rows[0].cells]


def _columns(tables: list[Any], parts: int) -> list[tuple[str, list[Cell]]]:
    """Headings and numbers of a table that goes over several slides, its first column once."""
    found: list[tuple[str, list[Cell]]] = []
    for part, (heads, group) in enumerate(groupby(tables, key=_heads)):
        assert part < parts
        rows = [[cell.text for cell in row.cells] for table in group for row in list(table.rows)[1:]]
        columns = [(head, [read(row[place]) for row in rows]) for place, head in enumerate(heads)]
        assert not found or columns[0] == found[0]
        found += columns[1:] if found else columns
    return found


def _shown(figure: Figure) -> list[tuple[str, list[Cell]]]:
    return [(head, rounded(figure, index)) for index, head in enumerate(figure.headings)]


@pytest.mark.parametrize(("kind", "lang"), EVERYTHING)
def test_charts_of_slides_and_the_workbooks_behind_them_hold_the_columns(kind: str, lang: Lang) -> None:
    for figure in made(kind, lang).figures:
        plot = figure.plot
        shapes = [shape for slide in slides(kind, lang)[figure.title] for shape in slide.shapes]
        charts = [shape.chart for shape in shapes if shape.has_chart]
        if plot is None or plot.kind == "tiles":
            assert charts == []
            if plot is not None:
                _tiles(figure, plot, next(shape for shape in shapes if shape.shape_type == 6), lang)
            continue
        (chart,) = charts
        behind = openpyxl.load_workbook(
            io.BytesIO(chart.part.chart_workbook.xlsx_part.blob), data_only=True
        ).active
        series = {one.name: list(one.values) for one in chart.plots[0].series}
        if plot.kind == "places":
            _places(figure, plot, chart, behind)
        elif plot.kind == "points":
            up, across = (list(figure.column(name).values) for name in (plot.series[0].column, plot.across))
            assert series[plot.series[0].column] == up
            x = chart.plots[0].series[0]._element.findall(".//{*}xVal//{*}v")
            assert [float(value.text) for value in x] == across
            assert [[cell.value for cell in row[:2]] for row in behind.iter_rows(min_row=2)][: len(up)] == [
                list(pair) for pair in zip(across, up, strict=True)
            ]
        else:
            _series(figure, plot, chart, behind)


def _series(figure: Figure, plot: Plot, chart: Any, behind: Any) -> None:
    """Lines, bars and parts: their columns as series; of bars, the low end as a whisker."""
    series = {one.name: list(one.values) for one in chart.plots[0].series}
    heads = [cell.value for cell in behind[1]]
    for drawn in plot.series:
        if plot.kind == "ranges" and drawn.role.endswith(("low", "high")):
            continue  # whiskers; see test_fits
        expected = list(figure.column(drawn.column).values)
        if plot.kind == "bars" and drawn.role == "low":
            back = chart._chartSpace.findall(".//{*}errBars/{*}minus//{*}v")
            middle = next(series[each.column] for each in plot.series if each.role == "middle")
            low = [top - float(value.text) for top, value in zip(middle, back, strict=True)]
            assert low == pytest.approx(expected)
            continue
        assert series[drawn.column] == pytest.approx(expected, nan_ok=True), (figure.key, drawn.column)
        place = heads.index(drawn.column)
        held = [row[place].value for row in behind.iter_rows(min_row=2)]
        assert held == expected
    categories = [row[0].value for row in behind.iter_rows(min_row=2)]
    if plot.dates:
        assert [_date(each) for each in categories] == list(plot.dates)
    else:
        assert categories == list(plot.labels or figure.columns[0].values)


def _date(cell: Any) -> datetime.date:
    if isinstance(cell, datetime.datetime):
        return cell.date()
    return datetime.date(1899, 12, 30) + datetime.timedelta(days=int(cell))


def _places(figure: Figure, plot: Plot, chart: Any, behind: Any) -> None:
    """A row of the sheet behind a map for each place, and each place in the series of its class."""
    assert plot.map is not None
    wanted = (figure.columns[1].name, plot.map.column, plot.across, plot.series[0].column)
    columns = [figure.column(name) for name in wanted]
    heads = [cell.value for cell in behind[1]][:4]
    assert heads == [column.heading for column in columns]
    rows = [tuple(cell.value for cell in row[:4]) for row in behind.iter_rows(min_row=2)]
    assert rows[: len(figure.rows)] == list(zip(*(column.values for column in columns), strict=True))
    up = figure.column(plot.series[0].column).values
    for one, mine in zip(list(chart.plots[0].series)[:-1], plot.map.rows(figure), strict=True):
        points = one._element.findall(".//{*}yVal//{*}pt")
        assert {int(point.get("idx")): float(point[0].text) for point in points} == {
            row: up[row] for row in mine
        }


def _tiles(figure: Figure, plot: Plot, group: Any, lang: Lang) -> None:
    """Name, number and interval on each tile."""
    said = {shape.name: shape.text_frame.text for shape in group.shapes}
    columns = [figure.column(drawn.column).values for drawn in plot.series]
    for label, middle, low, high in zip(plot.labels, *columns, strict=True):
        name, below = said[label].split("\n")
        inside = f"（{low}～{high}）" if lang == "ja" else f" ({low} to {high})"
        assert (name, below.replace(" ", "")) == (label, f"{middle}{inside}".replace(" ", ""))


def row_sets(node: Any) -> list[list[dict[str, Any]]]:
    """Every set of rows inside a specification."""
    if isinstance(node, list):
        return [rows for inner in node for rows in row_sets(inner)]
    if not isinstance(node, dict):
        return []
    own = [node["data"]["values"]] if "values" in node.get("data", {}) else []
    return [*own, *(rows for name, inner in node.items() if name != "data" for rows in row_sets(inner))]


@pytest.mark.parametrize(("kind", "lang"), EVERYTHING)
def test_pictures_draw_every_cell_of_their_columns_in_its_row(kind: str, lang: Lang) -> None:
    for figure in made(kind, lang).figures:
        plot = figure.plot
        if plot is None:
            continue
        drawing = pictures(kind, lang)[figure.key]
        assert json.dumps(plot.axis)[1:-1] in json.dumps(drawing) or plot.kind == "places", figure.key
        sets = row_sets(drawing)
        if plot.map is not None:
            _map(figure, plot, sets)
        elif plot.kind == "points":
            across, up = (figure.column(name).values for name in (plot.across, plot.series[0].column))
            assert [{"x": x, "y": y} for x, y in zip(across, up, strict=True)] in sets
        elif plot.kind == "ranges":
            for each in wanted_intervals(figure, plot):
                cells = zip(figure.columns[0].values, each.low, each.middle, each.high, strict=True)
                whole = [[row for row in rows if row.get("what") == each.label] for rows in sets]
                wanted = [
                    {"x": x, "what": each.label, "low": low, "y": middle, "high": high}
                    for x, low, middle, high in cells
                    if middle is not None
                ]
                assert wanted in whole
        else:
            _drawn(figure, plot, sets)


def _drawn(figure: Figure, plot: Plot, sets: list[list[dict[str, Any]]]) -> None:
    """Each drawn column is a field of one set of rows, from the first known cell to the last."""
    labels = [day.isoformat() for day in plot.dates] or list(plot.labels or figure.columns[0].values)
    fields = {"low": "low", "middle": "y", "high": "high"} if plot.kind == "bars" else {}
    ends = {"low": "y", "high": "y2", "second_low": "y", "second_high": "y2"}
    for drawn in plot.series:
        values = figure.column(drawn.column).values
        known = [(label, cell) for label, cell in zip(labels, values, strict=True) if cell is not None]
        if drawn.role in {"target", "base"}:
            levels = [row["level"] for rows in sets for row in rows if row.get("text") == drawn.label]
            assert set(levels) == {values[0]}
            continue
        field = fields.get(drawn.role) or ends.get(drawn.role, "y")
        found = [
            [(row["x"], row[field]) for row in rows if _of(row) in {None, drawn.column}]
            for rows in sets
            if all("x" in row and field in row for row in rows)
        ]
        assert known in found, (figure.key, drawn.column)


def _of(row: dict[str, Any]) -> str | None:
    """The part or line that a row belongs to."""
    named: str | None = row.get("part", row.get("what"))
    return named


def _map(figure: Figure, plot: Plot, sets: list[list[dict[str, Any]]]) -> None:
    assert plot.map is not None
    rows = next(rows for rows in sets if "value" in rows[0])
    values = figure.column(plot.map.column).values
    assert [row["value"] for row in rows] == list(values)
    if plot.kind == "places":
        for key, name in (
            ("name", plot.map.names_in),
            ("size", plot.map.sizes),
            ("x", plot.across),
            ("y", plot.series[0].column),
        ):
            assert [row[key] for row in rows] == list(figure.column(name).values)
        return
    low, high = (
        figure.column(drawn.column).values
        for role in ("low", "high")
        for drawn in plot.series
        if drawn.role == role
    )
    said = [tuple(read(each) for each in row["interval"].replace(" to ", "～").split("～")) for row in rows]
    assert said == [(float(a or 0), float(b or 0)) for a, b in zip(low, high, strict=True)]
    assert [(row["name"], read(row["text"])) for row in rows] == [
        (label, float(value or 0)) for label, value in zip(plot.labels, values, strict=True)
    ]


@pytest.mark.parametrize(("kind", "lang"), EVERYTHING)
def test_pictures_of_tables_have_every_cell_under_its_heading(kind: str, lang: Lang) -> None:
    for figure in made(kind, lang).figures:
        if figure.plot is not None and not figure.tabled:
            continue
        name = f"{figure.key}_table" if figure.tabled else figure.key
        texts = [row for rows in row_sets(pictures(kind, lang)[name]) for row in rows if "text" in row]
        places = sorted({row["y"] for row in texts})
        body, count = places[-len(figure.rows) :], len(figure.columns)
        lines = [sorted((row["x"], row["text"]) for row in texts if row["y"] == y) for y in body]
        assert all(len(line) == count for line in lines)
        held = [[read(text) for _, text in line] for line in lines]
        assert held == [list(row) for row in zip(*(rounded(figure, n) for n in range(count)), strict=True)]
        across = [x for x, _ in lines[0]]
        heads = [
            "".join(
                row["text"]
                for row in sorted(texts, key=lambda row: row["y"])
                if row["x"] == x and row["y"] < body[0]
            )
            for x in across
        ]
        assert [head.replace(" ", "") for head in heads] == [
            head.replace(" ", "") for head in figure.headings
        ]
