"""Words and signs inside a drawing: each stands at what it names, with the numbers of its own row."""

from __future__ import annotations

import io
from functools import cache
from itertools import pairwise
from typing import Any

import openpyxl
import pytest
from pptx import Presentation
from support.made_part import made_summary

from sim.facts import load
from sim.figures import Brief, Figure, Style, build
from sim.figures.words import SHEETS
from sim.render.palette import FILLS, LINES
from sim.render.sheets.book import workbook
from sim.render.slides.deck import presentation
from sim.render.text import cells, wrapped
from sim.render.vega import figure as vega
from sim.words import LANGS, Lang

DRAWN = ("completion", "running_cost", "late_reasons", "joint_plane", "funding")


@cache
def brief(lang: Lang, mono: bool = False) -> Brief:
    return build(made_summary(200), load(), Style(lang, mono=mono)).only(DRAWN)


def made(key: str, lang: Lang) -> Figure:
    return next(each for each in brief(lang).figures if each.key == key)


@cache
def slide_chart(key: str, lang: Lang) -> Any:
    deck = Presentation(io.BytesIO(presentation(brief(lang))))
    title = made(key, lang).title
    for slide in deck.slides:
        if slide.shapes.title is not None and slide.shapes.title.text_frame.text == title:
            for shape in slide.shapes:
                if shape.has_chart:
                    return shape.chart
    raise KeyError(key)


@cache
def sheet(key: str, lang: Lang) -> Any:
    book = openpyxl.load_workbook(io.BytesIO(workbook(brief(lang))))
    return book[SHEETS[key][lang]]


def with_interval(text: str, low: str, high: str, lang: Lang) -> str:
    return f"{text}（{low}～{high}）" if lang == "ja" else f"{text} ({low} to {high})"


@pytest.mark.parametrize("lang", LANGS)
def test_a_bar_bears_its_own_middle_and_interval(lang: Lang) -> None:
    figure = made("late_reasons", lang)
    low, middle, high = (list(column.values) for column in figure.columns[1:4])
    expected = [
        with_interval(f"{mid:,}", f"{down:,}", f"{up:,}", lang)
        for down, mid, up in zip(low, middle, high, strict=True)
    ]
    chart = slide_chart("late_reasons", lang)
    labels = [
        point.text
        for point in chart._chartSpace.iter("{http://schemas.openxmlformats.org/drawingml/2006/main}t")
    ]
    assert [text for text in labels if text in expected] == expected
    rows = layers(vega.specification(figure, Style(lang)), "bar")[0]
    assert [row["label"] for row in rows] == expected
    assert [(row["low"], row["y"], row["high"]) for row in rows] == list(zip(low, middle, high, strict=True))
    plus, minus = (
        [float(each.text) for each in chart._chartSpace.findall(f".//{{*}}errBars/{{*}}{end}//{{*}}v")]
        for end in ("plus", "minus")
    )
    assert plus == [up - mid for mid, up in zip(middle, high, strict=True)]
    assert minus == [mid - down for down, mid in zip(low, middle, strict=True)]


def layers(node: Any, mark: str) -> list[list[dict[str, Any]]]:
    """Rows of the layers of a kind of mark."""
    found = []
    for each in _layers(node):
        kind = each["mark"]["type"] if isinstance(each["mark"], dict) else each["mark"]
        if kind == mark:
            found.append(list(each.get("data", {}).get("values", ())))
    return found


def _layers(node: Any, rows: Any = None) -> list[dict[str, Any]]:
    """Layers with their data, which may stand above them."""
    found: list[dict[str, Any]] = []
    if isinstance(node, dict):
        rows = node.get("data", rows)
        if "mark" in node:
            found.append({**node, "data": rows or {}})
        for each in node.values():
            found += _layers(each, rows)
    elif isinstance(node, list | tuple):
        for each in node:
            found += _layers(each, rows)
    return found


@pytest.mark.parametrize("lang", LANGS)
def test_a_key_names_each_line_and_band_beside_its_sign(lang: Lang) -> None:
    figure = made("completion", lang)
    assert figure.plot is not None
    drawn = {each.role: each.label for each in figure.plot.series}
    texts = [each for each in _layers(vega.specification(figure, Style(lang))) if "sign" in str(each["data"])]
    assert texts
    signs = {"middle": "━━", "second": "╍╍", "observed": "◆"}
    pairs = {}
    for each in texts:
        (row,) = each["data"]["values"]
        pairs[row["text"]] = row["sign"]
        wanted = each["encoding"]["text"]["field"]
        assert row[wanted] in (*signs.values(), *drawn.values())
        colour = each["mark"]["color"].lower()
        role = next(role for role, label in drawn.items() if label == row["text"])
        if wanted == "sign":
            assert colour == f"#{LINES[role].colour}".lower()
    assert pairs == {drawn[role]: sign for role, sign in signs.items()}


@pytest.mark.parametrize("lang", LANGS)
def test_above_a_picture_stand_subject_and_unit_and_below_it_the_rest(lang: Lang) -> None:
    for figure in brief(lang).figures:
        made_of = vega.specification(figure, Style(lang))
        head = "".join(made_of["vconcat"][0]["vconcat"][0]["title"]["subtitle"]).replace(" ", "")
        first = figure.subject.replace(" ", "")
        assert head.startswith(first[:20])
        assert figure.caption[0].replace(" ", "")[:10] in head[len(first) - 3 :]
        foot = "".join(made_of["title"]["text"]).replace(" ", "")
        assert figure.caption[1].replace(" ", "")[:10] in foot
        assert figure.subject.replace(" ", "") not in foot


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("mono", [False, True])
def test_parts_of_a_whole_are_stacked_in_their_order_in_colour_or_in_grey(lang: Lang, mono: bool) -> None:
    figure = made("funding", lang)
    assert figure.plot is not None
    drawn = [each.column for each in figure.plot.series]
    (bar,) = [
        each
        for each in _layers(vega.specification(figure, Style(lang, mono=mono)))
        if "color" in each["encoding"]
    ]
    scale = bar["encoding"]["color"]["scale"]
    assert scale["domain"] == drawn
    colours = [each.lower() for each in scale["range"]]
    if mono:
        light = [int(each[1:3], 16) for each in colours]
        assert all(abs(first - second) >= 64 for first, second in pairwise(light))
        assert all(each[1:3] == each[3:5] == each[5:7] for each in colours)
    else:
        assert colours == [f"#{fill.colour}".lower() for fill in FILLS[: len(drawn)]]
    rows = bar["data"]["values"]
    assert [row["order"] for row in rows if row["part"] == drawn[1]][:2] == [1, 1]
    for name in drawn:
        shown = [row["y"] for row in rows if row["part"] == name]
        assert shown == list(figure.column(name).values)


WHOLE = '#,##0;"−"#,##0'
"""Number format of an axis: the minus is that of words."""


@pytest.mark.parametrize("lang", LANGS)
def test_an_axis_shows_as_many_decimals_as_its_steps_need(lang: Lang) -> None:
    for key, form in (("completion", ",d"), ("running_cost", ".1f")):
        figure = made(key, lang)
        assert figure.plot is not None
        assert vega._steps(figure, figure.plot) == form
    chart = slide_chart("running_cost", lang)
    assert chart.value_axis.tick_labels.number_format == '0.0;"−"0.0'
    assert slide_chart("completion", lang).value_axis.tick_labels.number_format == WHOLE
    assert slide_chart("late_reasons", lang).value_axis.tick_labels.number_format == WHOLE


@pytest.mark.parametrize("key", ["completion", "running_cost", "late_reasons", "funding"])
@pytest.mark.parametrize("lang", LANGS)
def test_an_axis_of_a_slide_reaches_a_little_above_the_greatest_value(key: str, lang: Lang) -> None:
    figure = made(key, lang)
    assert figure.plot is not None
    columns = [
        [float(cell or 0) for cell in figure.column(each.column).values] for each in figure.plot.series
    ]  # type: ignore[arg-type]
    rows = list(zip(*columns, strict=True))
    greatest = max(sum(row) if key == "funding" else max(row) for row in rows)
    top = slide_chart(key, lang).value_axis.maximum_scale
    assert greatest < top < 1.9 * greatest


@pytest.mark.parametrize("lang", LANGS)
def test_the_aims_of_a_workbooks_plane_are_lines_between_their_own_points(lang: Lang) -> None:
    figure, page = made("joint_plane", lang), sheet("joint_plane", lang)
    assert figure.plot is not None
    (chart,) = page._charts

    def area(part: Any) -> list[Any]:
        return [cell.value for (cell,) in page[part.numRef.f.rpartition("!")[2].replace("$", "")]]

    points, *aims = chart.series
    assert area(points.xVal) == list(figure.column(figure.plot.across).values)
    assert area(points.yVal) == list(figure.column(figure.plot.series[0].column).values)
    for one, aim in zip(aims, figure.plot.aims, strict=True):
        level, other = (one.xVal, one.yVal) if aim.axis == "x" else (one.yVal, one.xVal)
        assert area(level) == [aim.level, aim.level]
        first, last = area(other)
        assert first == 0 < last
        assert one.tx.v == aim.name


@pytest.mark.parametrize("lang", LANGS)
def test_a_workbooks_chart_takes_names_rows_and_whiskers_from_its_table(lang: Lang) -> None:
    for key in ("completion", "running_cost", "late_reasons", "funding"):
        figure, page = made(key, lang), sheet(key, lang)
        assert figure.plot is not None
        (chart,) = page._charts
        wanted = [each for each in figure.plot.series if figure.plot.kind != "bars" or each.role == "middle"]
        for one, drawn in zip(chart.series, wanted, strict=False):
            heading = page[one.tx.strRef.f.rpartition("!")[2].replace("$", "")].value
            assert heading == figure.column(drawn.column).heading
            kinds = one.cat.numRef or one.cat.strRef
            names = page[kinds.f.rpartition("!")[2].replace("$", "")]
            assert [cell.value for (cell,) in names] == list(figure.columns[0].values)
            held = page[one.val.numRef.f.rpartition("!")[2].replace("$", "")]
            assert [cell.value for (cell,) in held] == list(figure.column(drawn.column).values)


@pytest.mark.parametrize("lang", LANGS)
def test_an_aim_of_the_plane_is_named_at_the_end_of_its_line(lang: Lang) -> None:
    figure = made("joint_plane", lang)
    assert figure.plot is not None
    drawn = [each for each in _layers(vega.specification(figure, Style(lang))) if "text" in each["encoding"]]
    for each, aim in zip(drawn, figure.plot.aims, strict=True):
        (row,) = each["data"]["values"]
        shown = {channel: row[each["encoding"][channel]["field"]] for channel in ("x", "y", "text")}
        assert shown["text"] == aim.name
        assert shown[aim.axis] == aim.level
        assert shown["y" if aim.axis == "x" else "x"] > 0


@pytest.mark.parametrize("lang", LANGS)
def test_the_moved_islands_are_named_at_the_upper_left_of_their_line(lang: Lang) -> None:
    figure = next(
        each for each in build(made_summary(200), load(), Style(lang)).figures if each.key == "town_map"
    )
    assert figure.plot is not None
    assert figure.plot.map is not None
    outline = figure.plot.map.outline
    (text,) = [
        rows
        for rows in layers(vega.specification(figure, Style(lang)), "text")
        if figure.plot.map.moved in str(rows)
    ]
    left, top = min(x for x, _ in outline), max(y for _, y in outline)
    assert left <= text[0]["x"] <= left + 1
    assert top - 1 <= text[0]["y"] <= top


def test_a_japanese_character_is_as_wide_as_two_latin_ones() -> None:
    assert cells("abc") == 3
    assert cells("あいう") == 6
    assert cells("移行2026年") == 10
    assert wrapped("abあい cd", 7) == ["abあい", "cd"]
    assert wrapped("ああ、ああ", 4) == ["あ", "あ、", "ああ"]
    assert wrapped("abcdef ghi", 8) == ["abcdef", "ghi"]
    assert all(cells(line) <= 12 for line in wrapped("one移行twoを three（終）four", 12))
    assert "".join(wrapped("移行は2026年3月31日まで", 10)) == "移行は2026年3月31日まで"
    assert (
        "2026" in wrapped("移行は2026年3月31日まで", 10)[0] + "|" + wrapped("移行は2026年3月31日まで", 10)[1]
    )
