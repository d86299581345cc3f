"""The maps that are handed over: native and editable, with the numbers and places of the summary."""

from __future__ import annotations

import csv
import io
import shutil
import subprocess
from bisect import bisect_right
from dataclasses import replace
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from pptx import Presentation
from pptx.enum.chart import XL_CHART_TYPE
from pptx.enum.shapes import MSO_SHAPE_TYPE
from pptx.oxml.ns import qn
from support.made_part import made_summary

from sim.facts import load
from sim.figures import Brief, Figure, Style, build
from sim.figures.national.maps import CLASSES, STEPS
from sim.figures.words import SHEETS, say
from sim.render.palette import EAST, NORTH
from sim.render.pictures import images
from sim.render.plain import csv as as_csv
from sim.render.sheets.book import HEAD, workbook
from sim.render.slides.deck import presentation
from sim.render.vega.figure import specification
from sim.summary import Summary, spread
from sim.wording import ranged
from sim.words import Lang

BOTH = [Style("ja"), Style("en", mono=True)]
NUMBER = 200


@cache
def made(style: Style) -> Brief:
    return build(made_summary(NUMBER), load(), style).only(["town_map", "late_map"])


def figures(style: Style) -> tuple[Figure, Figure]:
    towns, late = made(style).figures
    return towns, late


@cache
def slides(style: Style) -> list[Any]:
    return list(Presentation(io.BytesIO(presentation(made(style)))).slides)


@cache
def sheet(style: Style, key: str, formulas: bool = False) -> Any:
    book = openpyxl.load_workbook(io.BytesIO(workbook(made(style))), data_only=not formulas)
    return book[SHEETS[key][style.lang]]


def chances() -> dict[str, float]:
    """Probability of a late system by code of a municipality, in per cent."""
    bodies, shares = load().organisations, made_summary(NUMBER).late_share_by_organisation
    codes = [bodies.code[row] for row in bodies.municipal.nonzero()[0]]
    return {code: round(100 * shares[code], 1) for code in codes}


def in_classes() -> list[int]:
    """Municipalities by class of probability, counted anew."""
    ends = (0, *CLASSES, 101)
    return [sum(low <= share < high for share in chances().values()) for low, high in pairwise(ends)]


def contrast(one: str, other: str) -> float:
    """Contrast of two colours, as accessibility counts it."""
    lights = []
    for colour in (one, other):
        parts = [int(colour[place : place + 2], 16) / 255 for place in (0, 2, 4)]
        linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
        light = sum(weight * part for weight, part in zip((0.2126, 0.7152, 0.0722), linear, strict=True))
        lights.append(light + 0.05)
    return max(lights) / min(lights)


@pytest.mark.parametrize("style", BOTH, ids=lambda style: style.lang)
def test_every_municipality_is_in_the_table_with_its_probability_and_place(style: Style) -> None:
    towns, _ = figures(style)
    held = dict(zip(towns.column(say("body_code", style.lang)).values, towns.rows, strict=True))
    assert {code: row[4] for code, row in held.items()} == chances()
    assert held["011002"][1:4] == (
        ("札幌市", "北海道", "指定都市")
        if style.lang == "ja"
        else ("Sapporo-shi", "Hokkaido", "Designated city")
    )
    assert all(EAST[0] <= row[6] <= EAST[1] and NORTH[0] <= row[7] <= NORTH[1] for row in towns.rows)  # type: ignore[operator]
    rows = list(csv.reader(io.StringIO(as_csv(towns).decode("utf-8-sig"))))
    assert len(rows) > len(held) == 1_741
    assert [rows[1][0], float(rows[1][4])] == ["011002", chances()["011002"]]


@pytest.mark.parametrize("style", BOTH, ids=lambda style: style.lang)
def test_the_title_of_the_map_counts_what_the_table_beside_it_counts(style: Style) -> None:
    towns, _ = figures(style)
    likely = f"{sum(in_classes()[2:]):,}"
    assert likely in towns.title
    assert towns.beside is not None
    assert [column.values[-1] for column in towns.beside.columns[1:]] == [*in_classes(), 1_741]
    *parts, total = towns.beside.rows
    assert [sum(column) for column in list(zip(*parts, strict=True))[1:]] == list(total[1:])  # type: ignore[arg-type]


@pytest.mark.parametrize("style", BOTH, ids=lambda style: style.lang)
def test_the_slide_of_municipalities_is_a_native_scatter_with_a_series_for_each_class(style: Style) -> None:
    towns, _ = figures(style)
    slide = slides(style)[1]
    chart = next(shape.chart for shape in slide.shapes if shape.has_chart)
    assert chart.chart_type == XL_CHART_TYPE.XY_SCATTER
    *classes, outline = chart.plots[0].series
    drawn = [[value for value in one.values if value is not None] for one in classes]
    assert [len(values) for values in drawn] == in_classes()
    north, share = towns.columns[7].values, towns.columns[4].values
    assert drawn[3] == [up for up, chance in zip(north, share, strict=True) if chance >= CLASSES[-1]]  # type: ignore[operator]
    assert all(
        f"({count:,})" in one.name.replace("（", "(").replace("）", ")")
        for one, count in zip(classes, in_classes(), strict=True)
    )
    assert len({(one.marker.style, one.marker.size) for one in classes}) == len(classes)
    fills = [str(one.marker.format.fill.fore_color.rgb) for one in classes]
    lightness = [contrast(fill, "FFFFFF") for fill in fills]
    assert lightness == sorted(lightness)
    assert lightness[0] > 1.3  # seen on white
    assert not style.mono or all(len({fill[:2], fill[2:4], fill[4:]}) == 1 for fill in fills)
    assert len(list(outline.values)) == 4
    hidden = chart.legend._element.findall(qn("c:legendEntry"))
    assert [int(entry.find(qn("c:idx")).get("val")) for entry in hidden] == [4]
    assert not chart.category_axis.visible
    assert not chart.value_axis.visible
    table = next(shape.table for shape in slide.shapes if shape.has_table)
    assert [cell.text for cell in table.rows[len(table.rows) - 1].cells][1:] == [
        f"{n:,}" for n in (*in_classes(), 1_741)
    ]


def test_the_sheet_behind_the_slides_map_names_each_place_and_follows_its_probability() -> None:
    towns, _ = figures(Style("ja"))
    chart = next(shape.chart for shape in slides(Style("ja"))[1].shapes if shape.has_chart)
    blob = chart.part.chart_workbook.xlsx_part.blob
    live, kept = (
        openpyxl.load_workbook(io.BytesIO(blob), data_only=only)["Sheet1"] for only in (False, True)
    )
    assert [cell.value for cell in live["A"]][1:] == list(towns.columns[1].values)
    assert live["E2"].value == "=IF(AND(B2<25),D2,NA())"
    assert live["F2"].value == "=IF(AND(B2>=25,B2<50),D2,NA())"
    assert live["H2"].value == "=IF(AND(B2>=75),D2,NA())"
    for one in chart.plots[0].series:
        for tag, values in ((qn("c:yVal"), list(one.values)), (qn("c:xVal"), None)):
            cells = kept[
                one._element.find(tag).find(f".//{qn('c:f')}").text.rpartition("!")[2].replace("$", "")
            ]
            found = [None if row[0].value == "#N/A" else row[0].value for row in cells]
            cached = {int(pt.get("idx")): float(pt[0].text) for pt in one._element.find(tag).iter(qn("c:pt"))}
            assert [cached.get(row) for row in range(len(found))] == found
            assert values is None or len(values) == len(found)


@pytest.mark.parametrize("style", BOTH, ids=lambda style: style.lang)
def test_the_slide_of_prefectures_holds_a_tile_each_with_a_text_that_can_be_read(style: Style) -> None:
    _, late = figures(style)
    group = next(shape for shape in slides(style)[2].shapes if shape.shape_type == MSO_SHAPE_TYPE.GROUP)
    assert late.title in group._element.nvGrpSpPr.cNvPr.get("descr")
    assert late.plot is not None
    tiles = {shape.name: shape for shape in group.shapes if shape.name in late.plot.labels}
    assert len(tiles) == 47
    facts = load()
    for row, name in enumerate(late.plot.labels):
        tile = tiles[name]
        share, low, high = (str(column.values[row]) for column in late.columns[1:])
        assert tile.text_frame.text == f"{name}\n{ranged(low, share, high, style.lang)}"
        colour = tile.text_frame.paragraphs[0].runs[0].font.color.rgb
        assert contrast(str(tile.fill.fore_color.rgb), str(colour)) >= 4.5
        assert not style.mono or len(set(tile.fill.fore_color.rgb)) == 1
        for other in list(tiles.values())[:row]:
            apart = (tile.left + tile.width <= other.left, other.left + other.width <= tile.left)
            assert any((*apart, tile.top + tile.height <= other.top, other.top + other.height <= tile.top))
    west, north = tiles[late.plot.labels[46]], tiles[late.plot.labels[0]]
    assert (west.left < north.left) == bool(facts.prefectures.tile_x[46] < facts.prefectures.tile_x[0])
    assert (west.top > north.top) == bool(facts.prefectures.tile_y[46] > facts.prefectures.tile_y[0])


def test_tiles_say_the_share_of_the_summary() -> None:
    _, late = figures(Style("en"))
    facts, scope = load(), load().scope().sum(axis=1)
    counts = made_summary(NUMBER).late_at_deadline.by_prefecture
    for row, number in enumerate(int(n) for n in facts.prefectures.number):
        systems = int(scope[facts.organisations.prefecture == number].sum())
        found = counts[f"{number:02d}"].systems
        ends = (found.mean, found.p10, found.p90)
        assert late.rows[row] == (
            facts.prefectures.name_en[row],
            *(round(100 * end / systems) for end in ends),
        )
    shares = {name: value for name, value, *_ in late.rows}
    most = max(shares.values())  # type: ignore[type-var]
    assert f"{most} % in" in late.title
    assert shares[late.title.rpartition(" in ")[2]] == most


@pytest.mark.parametrize("style", BOTH, ids=lambda style: style.lang)
def test_the_map_of_prefectures_and_their_table_say_the_same(style: Style) -> None:
    brief = build(made_summary(NUMBER), load(), style)
    late, table = (
        next(figure for figure in brief.figures if figure.key == key) for key in ("late_map", "prefectures")
    )
    systems, shares = (
        table.column(say(name, style.lang)).values[:-1] for name in ("systems_of", "late_share")
    )
    for tile, share, all_of in zip(late.columns[1].values, shares, systems, strict=True):
        assert abs(tile - share) <= 0.55 + 100 / all_of  # type: ignore[operator]  # both are rounded, one adds up
    assert say("mean_middle", style.lang) == late.columns[1].name


def with_late(share: float, further: float = 0.0) -> Summary:
    """A summary in which each prefecture has this share of late systems, and each one further north more."""
    facts, scope = load(), load().scope().sum(axis=1)
    late = made_summary().late_at_deadline
    counts = {}
    for row, number in enumerate(int(n) for n in facts.prefectures.number):
        systems = int(scope[facts.organisations.prefecture == number].sum())
        figure = spread([systems * (share + (46 - row) * further)] * 20)
        counts[f"{number:02d}"] = replace(late.by_prefecture[f"{number:02d}"], systems=figure)
    return replace(made_summary(), late_at_deadline=replace(late, by_prefecture=counts))


@pytest.mark.parametrize("style", BOTH, ids=lambda style: style.lang)
def test_tiles_are_as_dark_as_the_class_that_their_number_falls_into(style: Style) -> None:
    brief = build(with_late(0.01, 0.0125), load(), style).only(["late_map"])
    (late,) = brief.figures
    slide = Presentation(io.BytesIO(presentation(brief))).slides[1]
    group = next(shape for shape in slide.shapes if shape.shape_type == MSO_SHAPE_TYPE.GROUP)
    found = [shape for shape in group.shapes if shape.shape_type == MSO_SHAPE_TYPE.AUTO_SHAPE]
    tiles = {each.text_frame.paragraphs[0].text: str(each.fill.fore_color.rgb) for each in found}
    assert late.plot is not None
    assert late.plot.map is not None
    shown = zip(late.plot.labels, late.columns[1].values, strict=True)
    darkness = [(number, contrast(tiles[name], "FFFFFF")) for name, number in shown]
    assert [dark for _, dark in sorted(darkness)] == sorted(dark for _, dark in darkness)
    keyed = [contrast(tiles[name], "FFFFFF") for name in late.plot.map.names]
    assert len(set(keyed)) == len(STEPS) + 1
    assert all(dark == keyed[bisect_right(STEPS, number)] for number, dark in darkness)  # type: ignore[type-var]


@pytest.mark.parametrize("lang", ["ja", "en"])
def test_a_nation_without_late_systems_has_no_highest_prefecture(lang: Lang) -> None:
    summary = with_late(0.0)
    titles = {figure.key: figure.title for figure in build(summary, load(), Style(lang)).figures}
    assert titles["late_map"] == titles["prefectures"] == say("reasons_none", lang)
    names = load().prefectures.name if lang == "ja" else load().prefectures.name_en
    assert not [name for name in names if name in titles["late_map"]]


@pytest.mark.parametrize("style", BOTH, ids=lambda style: style.lang)
def test_the_map_of_the_workbook_draws_its_cells_and_counts_them(style: Style) -> None:
    towns, _ = figures(style)
    held, live = sheet(style, "town_map"), sheet(style, "town_map", formulas=True)
    chart = held._charts[0]
    assert type(chart).__name__ == "ScatterChart"
    *classes, outline = chart.series
    for one, count in zip(classes, in_classes(), strict=True):
        across, up = ([cell[0] for cell in held[area(part)]] for part in (one.xVal, one.yVal))
        assert [cell.value for cell in across] == list(towns.columns[6].values)
        assert sum(cell.value != "#N/A" for cell in up) == count
        name = held[one.tx.strRef.f.rpartition("!")[2].replace("$", "")]
        assert f"{count:,}" in name.value
        assert live[name.coordinate].value.startswith('=""&')
    assert [cell[0].value for cell in held[area(outline.yVal)]] == [37.6, 37.6, 39.6, 42.6]
    counted = [
        held[cell.coordinate].value
        for row in live.iter_rows()
        for cell in row
        if is_formula(cell, "=COUNTIFS(")
    ]
    assert sum(counted) == 1_741
    first = next(cell for cell in live[f"{HEAD + 2}"] if is_formula(cell, "=IF("))
    assert first.value == f"=IF(AND(E{HEAD + 2}<25),H{HEAD + 2},NA())"


def area(part: Any) -> str:
    """Cells that a part of a series draws."""
    found: str = part.numRef.f.rpartition("!")[2].replace("$", "")
    return found


def is_formula(cell: Any, begin: str) -> bool:
    return cell.data_type == "f" and cell.value.startswith(begin)


@pytest.mark.parametrize("style", BOTH, ids=lambda style: style.lang)
def test_tiles_of_the_workbook_look_up_the_table_and_take_their_colour_from_a_scale(style: Style) -> None:
    _, late = figures(style)
    held, live = sheet(style, "late_map"), sheet(style, "late_map", formulas=True)
    tiles = [cell for row in live.iter_rows() for cell in row if is_formula(cell, "=INDEX(")]
    named = {held.cell(cell.row - 1, cell.column).value: held[cell.coordinate].value for cell in tiles}
    assert named == {name: value for name, value, *_ in late.rows}
    found = tiles[0]
    above = f"{found.column_letter}{found.row - 1}"
    assert (
        found.value == f"=INDEX($B${HEAD + 2}:$B${HEAD + 48},MATCH({above},$A${HEAD + 2}:$A${HEAD + 48},0))"
    )
    ((ranges, (rule,)),) = live.conditional_formatting._cf_rules.items()
    assert rule.type == "colorScale"
    assert {cell.coordinate for cell in tiles} <= set(str(ranges.sqref).split())
    shades = [colour.rgb[2:] for colour in rule.colorScale.color]
    assert [float(point.val) for point in rule.colorScale.cfvo] == [0, 20, 50]
    assert contrast(shades[-1], "000000") >= 4.5
    assert not style.mono or all(len({shade[:2], shade[2:4], shade[4:]}) == 1 for shade in shades)


@pytest.mark.slow
def test_a_number_that_is_changed_in_the_table_changes_the_map(tmp_path: Path) -> None:
    office = shutil.which("soffice")
    if office is None:
        pytest.skip("LibreOffice (soffice) is not installed: that maps follow WAS NOT TESTED here")
    book = openpyxl.load_workbook(io.BytesIO(workbook(made(Style("en")))))
    late, towns = (book[SHEETS[key]["en"]] for key in ("late_map", "town_map"))
    late.cell(HEAD + 2, 2).value, towns.cell(HEAD + 2, 5).value = 99, 10.0
    book.save(tmp_path / "changed.xlsx")
    command = [
        office,
        f"-env:UserInstallation=file://{tmp_path}/office",
        "--headless",
        "--convert-to",
        "xlsx",
    ]
    command += ["--outdir", str(tmp_path / "out"), str(tmp_path / "changed.xlsx")]
    subprocess.run(command, check=True, capture_output=True, timeout=300)
    book = openpyxl.load_workbook(tmp_path / "out" / "changed.xlsx", data_only=True)
    late, towns = (book[SHEETS[key]["en"]] for key in ("late_map", "town_map"))
    tile = next(cell for row in late.iter_rows(min_col=6) for cell in row if cell.value == "Hokkaido")
    assert late.cell(tile.row + 1, tile.column).value == 99
    drawn = [cell.value for cell in towns[HEAD + 2] if isinstance(cell.value, int | float)]
    assert drawn[-1] == towns.cell(HEAD + 2, 8).value
    total = next(row for row in towns.iter_rows(min_col=10, values_only=True) if row[0] == "Total")
    assert total[1] == in_classes()[0] + 1


def test_the_map_of_prefectures_is_drawn_as_its_own_picture_only() -> None:
    summary, style = made_summary(NUMBER), Style("en")
    whole = build(summary, load(), style)
    assert set(images(whole.only(["prefectures"]), ["svg"])) == {"prefectures.svg"}
    assert set(images(whole.only(["late_map"]), ["svg"])) == {"late_map.svg"}


def test_the_picture_of_municipalities_has_the_classes_of_the_slide() -> None:
    style = Style("ja")
    (figure,) = build(made_summary(), load(), style).only(["town_map"]).figures
    drawing = str(specification(figure, style))
    assert f"'domain': {list(CLASSES)}" in drawing
    assert "'type': 'threshold'" in drawing
