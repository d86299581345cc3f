"""The files handed over, opened again: numbers, native charts, fonts, greys, texts that are no formula."""

from __future__ import annotations

import csv
import io
import re
import shutil
import struct
import subprocess
import zipfile
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from lxml import etree
from pptx import Presentation
from pptx.enum.chart import XL_CHART_TYPE
from pptx.enum.shapes import MSO_SHAPE_TYPE
from pptx.oxml.ns import qn
from support.made_part import made_part, made_summary

from sim.facts import load
from sim.figures import Brief, Style, build
from sim.figures.words import SHEETS, say
from sim.render.files import write
from sim.render.palette import FONT
from sim.render.pictures import images
from sim.render.plain import csv as as_csv
from sim.render.sheets.book import BESIDE, HEAD, workbook
from sim.render.slides.deck import presentation

COMMAND = "sanwari export baseline --seed 1"
INJECTED = '=HYPERLINK("http://example.invalid","x")'


@cache
def made(style: Style = Style(), of_part: bool = False) -> Brief:  # noqa: B008  # a frozen value
    summary = made_part(members=40) if of_part else made_summary(200)
    return build(summary, load(), style, COMMAND)


@cache
def deck(style: Style = Style(), of_part: bool = False) -> Any:  # noqa: B008
    return Presentation(io.BytesIO(presentation(made(style, of_part))))


@cache
def book(style: Style = Style(), of_part: bool = False, formulas: bool = False) -> Any:  # noqa: B008
    return openpyxl.load_workbook(io.BytesIO(workbook(made(style, of_part))), data_only=not formulas)


def slide_of(slides: Any, title: str) -> Any:
    return next(slide for slide in slides if slide.shapes.title.text_frame.text == title)


def chart_of(slide: Any) -> Any:
    return next(shape.chart for shape in slide.shapes if shape.has_chart)


@pytest.mark.parametrize("of_part", [False, True])
def test_charts_of_the_presentation_are_native_with_the_numbers_of_the_figures(of_part: bool) -> None:
    kinds = {
        "lines": XL_CHART_TYPE.LINE,
        "bars": XL_CHART_TYPE.BAR_CLUSTERED,
        "stack": XL_CHART_TYPE.COLUMN_STACKED,
        "points": XL_CHART_TYPE.XY_SCATTER,
    }  # maps: see test_maps.py
    slides = deck(of_part=of_part).slides
    for figure in made(of_part=of_part).figures:
        if figure.plot is None or figure.plot.map is not None:
            continue
        chart = chart_of(slide_of(slides, figure.title))
        assert chart.chart_type == kinds[figure.plot.kind]
        series = {one.name: tuple(one.values) for one in chart.plots[0].series}
        drawn = [one for one in figure.plot.series if figure.plot.kind != "bars" or one.role != "low"]
        for one in drawn:
            assert series[one.column] == pytest.approx(figure.column(one.column).values)
    shapes = [shape for slide in slides for shape in slide.shapes]
    assert not [shape for shape in shapes if shape.shape_type == MSO_SHAPE_TYPE.PICTURE]


@pytest.mark.parametrize("mono", [False, True])
def test_the_plane_of_both_aims_is_native_on_slides_with_the_aims_as_lines(mono: bool) -> None:
    chosen = made(Style("en", mono=mono))
    plane = next(figure for figure in chosen.figures if figure.key == "joint_plane")
    chart = chart_of(slide_of(deck(Style("en", mono=mono)).slides, plane.title))
    points, late, target = chart.plots[0].series
    expected = made_summary(200).by_replication
    assert places(points) == list(expected.late_systems)
    assert list(points.values) == [round(ratio, 3) for ratio in expected.target_ratio]
    assert (late.name, target.name) == ("Target (nothing late)", "Target (−30 %)")
    assert (places(late), places(target)) == ([0, 0], [0, chart.category_axis.maximum_scale])
    assert list(target.values) == [0.7, 0.7]
    dashes = {line.format.line.dash_style for line in (late, target)}
    assert len(dashes) == 2
    assert None not in dashes
    assert contrast(str(points.marker.format.fill.fore_color.rgb)) > 3
    assert chart.value_axis.has_title
    assert chart.category_axis.has_title


def places(series: Any) -> list[float]:
    """Where the points of a series stand across."""
    return [float(value.text) for value in series._element.findall(f"{qn('c:xVal')}//{qn('c:v')}")]


def contrast(colour: str) -> float:
    """Contrast of a colour with white, as accessibility counts it."""
    parts = [int(colour[place : place + 2], 16) / 255 for place in (0, 2, 4)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    light = sum(weight * part for weight, part in zip((0.2126, 0.7152, 0.0722), linear, strict=True))
    return 1.05 / (light + 0.05)


def test_the_plane_of_both_aims_is_native_in_the_workbook_and_draws_its_cells() -> None:
    plane = next(figure for figure in made(Style("en")).figures if figure.key == "joint_plane")
    sheet = book(Style("en"))[SHEETS["joint_plane"]["en"]]
    chart = sheet._charts[0]
    assert type(chart).__name__ == "ScatterChart"
    drawn = [(one.xVal.numRef.f, one.yVal.numRef.f) for one in chart.series]
    cells_of = [tuple(sheet[part.rpartition("!")[2].replace("$", "")] for part in each) for each in drawn]
    held = [tuple([row[0].value for row in part] for part in each) for each in cells_of]
    assert held[0] == tuple(list(column.values) for column in plane.columns[1:])
    assert held[1][0] == [0, 0]
    assert held[2][1] == [0.7, 0.7]


@pytest.mark.parametrize("lang", ["ja", "en"])
def test_published_surveys_are_named_in_a_legend_and_not_beside_a_point(lang: Any) -> None:
    completion = next(figure for figure in made(Style(lang)).figures if figure.key == "completion")
    chart = chart_of(slide_of(deck(Style(lang)).slides, completion.title))
    assert completion.plot is not None
    names = [one.name for one in chart.plots[0].series]
    hidden = {
        int(entry.find(qn("c:idx")).get("val"))
        for entry in chart.legend._element.findall(qn("c:legendEntry"))
        if entry.find(qn("c:delete")).get("val") == "1"
    }
    assert [name for index, name in enumerate(names) if index not in hidden] == [say("published", lang)]
    said = {text.text for text in chart._chartSpace.findall(f".//{qn('c:dLbl')}//{qn('a:t')}")}
    assert said == {say(word, lang) for word in ("completed", "declared", "deadline")}


def test_the_presentations_course_is_that_of_the_summary() -> None:
    summary = made_summary(200)
    running = next(figure for figure in made().figures if figure.key == "running_cost")
    chart = chart_of(slide_of(deck().slides, running.title))
    middle = list(chart.plots[0].series)[1]
    ratios = summary.target_ratio[summary.default_definition]
    means = [ratios[year].nation.mean for year in range(2018, 2036)]
    assert list(middle.values) == [round(mean, 2) for mean in means]
    target = list(chart.plots[0].series)[3]
    assert set(target.values) == {0.7}
    assert [str(category) for category in chart.plots[0].categories][:2] == ["2018", "2019"]


def test_tables_of_the_presentation_hold_every_row_once() -> None:
    members = next(figure for figure in made(of_part=True).figures if figure.key == "members")
    rows = []
    for slide in deck(of_part=True).slides:
        if slide.shapes.title.text_frame.text == members.title:
            for shape in slide.shapes:
                if shape.has_table:
                    rows += [[cell.text for cell in row.cells] for row in list(shape.table.rows)[1:]]
    assert len(rows) == 41
    assert rows[0][1] == f"{members.rows[0][1]:,}"
    assert rows[-1][0] == "合計"


def test_slides_are_wide_and_say_id_page_and_command() -> None:
    slides = deck().slides
    assert deck().slide_width / deck().slide_height == pytest.approx(16 / 9, rel=1e-3)
    for slide in slides:
        text = " ".join(shape.text_frame.text for shape in slide.shapes if shape.has_text_frame)
        assert made_summary(200).id in text
        assert slide.notes_slide.notes_text_frame.text.startswith(f"再現するコマンド: {COMMAND}")
        assert slide._element.findall(f".//{qn('a:fld')}[@type='slidenum']")
    assert any(COMMAND in shape.text_frame.text for shape in slides[-1].shapes if shape.has_text_frame)


def test_nothing_on_a_slide_lies_outside_it() -> None:
    for of_part in (False, True):
        width, height = deck(of_part=of_part).slide_width, deck(of_part=of_part).slide_height
        for slide in deck(of_part=of_part).slides:
            for shape in slide.shapes:
                assert shape.left >= 0
                assert shape.left + shape.width <= width
                assert shape.top + shape.height <= height


@pytest.mark.parametrize("lang", ["ja", "en"])
def test_every_run_names_the_font_for_latin_and_japanese_text(lang: Any) -> None:
    style = Style(lang)
    for slide in deck(style).slides:
        for run in slide._element.iter(qn("a:r")):
            properties = run.find(qn("a:rPr"))
            assert properties.find(qn("a:latin")).get("typeface") == FONT
            assert properties.find(qn("a:ea")).get("typeface") == FONT
            assert properties.get("lang") == {"ja": "ja-JP", "en": "en-GB"}[lang]
        for shape in slide.shapes:
            if shape.has_chart:
                assert shape.chart._chartSpace.findall(f".//{qn('a:ea')}")
    with zipfile.ZipFile(io.BytesIO(presentation(made(style)))) as parts:
        theme = etree.fromstring(parts.read("ppt/theme/theme1.xml"))
    fonts = [element.get("typeface") for element in theme.iter(qn("a:ea"))]
    assert fonts[:2] == [FONT, FONT]


@pytest.mark.parametrize("of_part", [False, True])
def test_the_workbook_holds_real_numbers_with_their_unit_in_the_heading(of_part: bool) -> None:
    for figure in made(of_part=of_part).figures:
        sheet = book(of_part=of_part)[SHEETS[figure.key]["ja"]]
        for index, column in enumerate(figure.columns):
            assert sheet.cell(HEAD + 1, index + 1).value == column.heading
            held = [sheet.cell(HEAD + 2 + row, index + 1).value for row in range(len(column.values))]
            dash = "―" if figure.plot is None else None  # a chart draws a blank as a gap, a text as 0
            assert held == [dash if cell is None else cell for cell in column.values]
        assert sheet.freeze_panes == f"B{HEAD + 2}"
        assert sheet.page_setup.paperSize == 9
        assert made_summary(200 if not of_part else 20).id in sheet.oddFooter.left.text
        assert (len(sheet._charts) == 1) == (figure.plot is not None and figure.plot.kind != "tiles")
    assert not any(sheet._images for sheet in book(of_part=of_part))
    assert book(of_part=of_part).sheetnames[-1] == "根拠"


def test_a_chart_below_a_wide_table_is_not_cut_by_the_page() -> None:
    wide = [
        each for each in made(of_part=True).figures if each.plot is not None and len(each.columns) > BESIDE
    ]
    assert wide
    for figure in wide:
        sheet = book(of_part=True)[SHEETS[figure.key]["ja"]]
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert sheet.page_setup.fitToHeight in (None, 1)  # one page is what a file leaves out


def test_axes_of_the_workbook_group_digits_and_bear_the_minus_of_words() -> None:
    formats = {
        figure.key: book(of_part=True)[SHEETS[figure.key]["ja"]]._charts[0].y_axis.numFmt.formatCode
        for figure in made(of_part=True).figures
        if figure.plot is not None
    }
    assert formats["slips"] == formats["budget"] == '#,##0;"−"#,##0'
    assert formats["running_cost"] == '0.0;"−"0.0'


def test_sums_of_the_workbook_are_formulas_whose_kept_values_are_the_totals() -> None:
    kept, live = book(of_part=True), book(of_part=True, formulas=True)
    sums = 0
    for sheet in live:
        for row in sheet.iter_rows():
            for cell in row:
                if cell.data_type != "f":
                    continue
                found = re.fullmatch(r"=SUM\(([A-Z]+)(\d+):([A-Z]+)(\d+)\)", cell.value)
                assert found, cell.value
                area = kept[sheet.title][f"{found[1]}{found[2]}:{found[3]}{found[4]}"]
                summed = sum(one.value or 0 for line in area for one in line)
                assert kept[sheet.title][cell.coordinate].value == pytest.approx(summed)
                sums += 1
    assert sums > 40


def test_the_unit_of_the_workbook_can_be_changed_and_numbers_with_it() -> None:
    name = SHEETS["accounts"]["ja"]
    values = {}
    for unit, heading in (("thousand", "千円"), ("million", "百万円"), ("oku", "億円")):
        sheet = book(Style("ja", unit))[name]  # type: ignore[arg-type]
        assert sheet.cell(HEAD + 1, 8).value == f"合計（{heading}）"
        values[unit] = sheet.cell(HEAD + 2, 8).value
    assert values["million"] == pytest.approx(values["thousand"] / 1000, abs=0.5)
    assert values["oku"] == pytest.approx(values["thousand"] / 100_000, abs=0.05)


@pytest.mark.parametrize("begin", ["=", "+", "-", "@", "\t"])
def test_a_text_never_becomes_a_formula(begin: str) -> None:
    title = INJECTED.replace("=", begin, 1)
    summary = made_part(members=2)
    first, second = summary.members
    summary = replace(
        summary,
        members=(replace(first, name=title), second),
        scenario=replace(summary.scenario, title_ja=title),
    )
    evil = build(summary, load(), Style("ja"), title)
    opened = openpyxl.load_workbook(io.BytesIO(workbook(evil)))
    texts = [cell for sheet in opened for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert any(str(cell.value).startswith(title) for cell in texts)
    formulas = [cell.value for cell in texts if cell.data_type == "f"]
    assert all(value.startswith("=SUM(") for value in formulas)
    members = next(figure for figure in evil.figures if figure.key == "members")
    cells = [cell for row in csv.reader(io.StringIO(as_csv(members).decode("utf-8-sig"))) for cell in row]
    assert f"'{title}" in cells
    assert all(re.fullmatch(r"-?[\d.]+", cell) for cell in cells if cell.startswith(tuple("=+-@\t")))


def test_plain_tables_have_a_byte_order_mark_headings_numbers_and_the_caption() -> None:
    figure = next(figure for figure in made().figures if figure.key == "late_reasons")
    content = as_csv(figure)
    assert content.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(io.StringIO(content.decode("utf-8-sig"))))
    assert rows[0] == [column.heading for column in figure.columns]
    assert [float(cell) for cell in rows[1][1:]] == [column.exact[0] for column in figure.columns[1:]]
    assert [round(float(cell)) for cell in rows[1][1:]] == list(figure.rows[0][1:])
    assert rows[-1] == [figure.caption[-1]]


def hues(markup: str) -> set[str]:
    """Colours that are no grey."""
    found = re.findall(r'(?:#|srgbClr val=")([0-9A-Fa-f]{6})\b', markup)
    return {each for each in found if len({each[0:2], each[2:4], each[4:6]}) > 1}


def test_without_colour_slides_sheets_and_pictures_hold_greys_patterns_and_dashes_only() -> None:
    style = Style("ja", "million", mono=True)
    slides = deck(style).slides
    marks = ""
    for slide in slides:
        for shape in slide.shapes:
            if shape.has_chart:
                markup = etree.tostring(shape.chart._chartSpace).decode()
                assert not hues(markup)
                marks += markup
    assert "pattFill" in marks
    assert len(set(re.findall(r'prstDash val="(\w+)"', marks))) >= 4
    with zipfile.ZipFile(io.BytesIO(workbook(made(style)))) as parts:
        charts = [
            parts.read(name).decode() for name in parts.namelist() if name.startswith("xl/charts/chart")
        ]
    assert charts
    assert not any(hues(markup) for markup in charts)
    drawn = images(made(style).only(["running_cost", "funding"]), ["svg"])
    assert not any(hues(picture.decode()) for picture in drawn.values())


def test_pictures_are_fine_enough_to_print_and_carry_the_id() -> None:
    only = made(Style("en")).only(["late_reasons", "definitions"])
    drawn = images(only, ["png", "svg", "pdf"])
    assert set(drawn) == {
        f"{key}.{kind}" for key in ("late_reasons", "definitions") for kind in ("png", "svg", "pdf")
    }
    for key in ("late_reasons", "definitions"):
        png, svg = drawn[f"{key}.png"], drawn[f"{key}.svg"].decode()
        assert struct.unpack(">II", png[16:24])[0] > 2_400
        per_metre = struct.unpack(">II", png[png.index(b"pHYs") + 4 :][:8])
        assert per_metre[0] == pytest.approx(300 / 0.0254, rel=0.001)
        assert made_summary(200).id in re.sub("<[^>]+>", "", svg)
        assert drawn[f"{key}.pdf"].startswith(b"%PDF")


def test_files_are_written_under_their_names(tmp_path: Path) -> None:
    only = made(Style("en")).only(["types"])
    written = write(only, ["pptx", "xlsx", "csv", "svg"], tmp_path, "sanwari")
    expected = ["sanwari.pptx", "sanwari.xlsx", "types.csv", "types.json", "types.svg"]
    assert sorted(path.name for path in written) == expected
    assert all(path.stat().st_size > 500 for path in written)


@pytest.mark.slow
@pytest.mark.parametrize("of_part", [False, True])
def test_an_office_opens_the_files_and_finds_the_same_totals(of_part: bool, tmp_path: Path) -> None:
    office = shutil.which("soffice")
    if office is None:
        pytest.skip("LibreOffice (soffice) is not installed: that it opens the files WAS NOT TESTED here")
    files = write(made(of_part=of_part), ["pptx", "xlsx"], tmp_path, "sanwari")
    for file, kind in ((files[0], "pdf"), (files[1], "pdf"), (files[1], "ods")):
        subprocess.run(
            [
                *(
                    office,
                    f"-env:UserInstallation=file://{tmp_path}/office",
                    "--headless",
                    "--convert-to",
                    kind,
                ),
                *("--outdir", str(tmp_path / kind / file.suffix[1:]), str(file)),
            ],
            check=True,
            capture_output=True,
            timeout=300,
        )
    for suffix in ("pptx", "xlsx"):
        pages = (tmp_path / "pdf" / suffix / "sanwari.pdf").read_bytes()
        assert pages.startswith(b"%PDF")
        assert len(pages) > 20_000
    with zipfile.ZipFile(tmp_path / "ods" / "xlsx" / "sanwari.ods") as parts:
        content = parts.read("content.xml").decode()
    formulas = re.findall(r'table:formula="of:=SUM\([^"]*"[^>]*office:value="([^"]*)"', content)
    kept = [
        cell.value
        for sheet, live in zip(book(of_part=of_part), book(of_part=of_part, formulas=True), strict=True)
        for row, formula_row in zip(sheet.iter_rows(), live.iter_rows(), strict=True)
        for cell, formula in zip(row, formula_row, strict=True)
        if formula.data_type == "f" and formula.value.startswith("=SUM(")
    ]
    assert [float(value) for value in formulas] == pytest.approx(kept)
    assert say("evidence", "ja") in content


@pytest.mark.parametrize(
    ("members", "pages", "way"), [(20, 1, "landscape"), (63, 1, "portrait"), (180, 2, "portrait")]
)
def test_the_members_of_a_prefecture_print_on_one_sheet_of_a4(members: int, pages: int, way: str) -> None:
    made_here = build(made_part(members=members), load(), Style(), COMMAND)
    sheet = openpyxl.load_workbook(io.BytesIO(workbook(made_here)))[SHEETS["members"]["ja"]]
    assert (sheet.page_setup.paperSize, sheet.page_setup.orientation) == (9, way)
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert (sheet.page_setup.fitToWidth or 1, sheet.page_setup.fitToHeight or 1) == (1, pages)
    assert sheet.print_title_rows == f"${HEAD + 1}:${HEAD + 1}"


@pytest.mark.parametrize("lang", ["ja", "en"])
def test_a_large_prefectures_members_stand_above_the_caption_of_their_slides(lang: Any) -> None:
    made_here = build(made_part(members=180), load(), Style(lang), COMMAND)
    slides = Presentation(io.BytesIO(presentation(made_here))).slides
    tables = [shape for slide in slides for shape in slide.shapes if shape.has_table]
    members = [shape for shape in tables if shape.table.cell(0, 0).text == say("member", lang)]
    assert sum(len(shape.table.rows) - 1 for shape in members) == 181
    assert members[0].table.cell(1, 0).text == ("甲市" if lang == "ja" else "Ko-shi")
    assert all(shape.top + shape.height <= 6.0 * 914_400 for shape in members)


def test_a_table_of_definitions_is_split_between_words_and_numbers_not_within_an_interval() -> None:
    wide = next(figure for figure in made(Style("en")).figures if figure.key == "definitions")
    slides = [s for s in deck(Style("en")).slides if s.shapes.title.text_frame.text == wide.title]
    tables = [shape.table for slide in slides for shape in slide.shapes if shape.has_table]
    headings = [[cell.text for cell in table.rows[0].cells] for table in tables]
    assert headings == [["Definition code", "Definition"], ["Definition code", "P10", "Mean", "P90"]]
