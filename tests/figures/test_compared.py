"""A comparison as slides and workbook: the differences are those of the comparison, in the unit asked for."""

from __future__ import annotations

import io
from dataclasses import replace
from functools import cache
from typing import Any

import openpyxl
import pptx
import pytest
from pptx.oxml.ns import qn
from support.made import results

from sim.analysis.compare import VERDICTS, Comparison, compare
from sim.figures import Brief, Style, build_compared
from sim.figures.comparison.brief import names
from sim.ledger import Definition
from sim.render.sheets.book import workbook
from sim.render.slides.deck import presentation
from sim.runs import Results
from sim.scenario import load
from sim.summary import DEFAULT_CODE, Summary, summarise

SCENARIOS = ("yen_140", "yen_115", "yen_160", "asks/cloud_fees")


@cache
def both(number: int, others: int = 2) -> tuple[Comparison, tuple[Summary, ...]]:
    """The baseline and scenarios with a cost and a lateness that are a little different in each."""
    base = results(number, 1)
    made: list[Results] = []
    for step, name in enumerate(SCENARIOS[:others], start=1):
        kept = replace(
            base.kept,
            gap_yen=base.kept.gap_yen + 1_000_000 * step,
            national_gap_yen=base.kept.national_gap_yen + 10**9 * step,
        )
        made.append(replace(base, kept=kept, scenario=load(name)))
    return compare(base, made), tuple(summarise(each) for each in (base, *made))


def brief(style: Style, others: int = 2, number: int = 20) -> Brief:
    return build_compared(*both(number, others), style)


@pytest.mark.parametrize("lang", ["ja", "en"])
@pytest.mark.parametrize(("unit", "yen"), [("thousand", 10**3), ("million", 10**6), ("oku", None)])
def test_the_table_of_a_scenario_holds_every_paired_difference(lang: Any, unit: Any, yen: int | None) -> None:
    made = brief(Style(lang, unit))
    per_unit = yen or {"ja": 10**8, "en": 10**9}[lang]
    comparison, _ = both(20)
    for number, compared in enumerate(comparison.others, start=2):
        table = next(figure for figure in made.figures if figure.key == f"changes_{number}")
        assert len(table.rows) == len(compared.figures)
        for row, found in zip(table.rows, compared.figures, strict=True):
            assert row[0] == found.measure.label(lang)
            scale = {"yen": 1 / per_unit, "share": 100}.get(found.measure.unit, 1)
            mean, low = found.difference.mean, found.difference.mean_low
            assert mean is not None
            assert low is not None
            assert row[4] == pytest.approx(mean * scale, abs=0.51 if row[4] == int(row[4]) else 0.051)  # type: ignore[arg-type]
            assert row[5] == pytest.approx(low * scale, abs=0.51 if row[5] == int(row[5]) else 0.051)  # type: ignore[arg-type]
    moved = {found.measure.metric for found in comparison.others[0].figures if found.difference.mean}
    assert moved  # the made scenarios do differ


def test_courses_are_those_of_the_summaries() -> None:
    _, summaries = both(200)
    made = brief(Style("ja"), number=200)
    completion, running = made.figures[:2]
    deadline = list(summaries[0].completed).index(summaries[0].deadline)
    for column, summary in zip(completion.columns[1:], summaries, strict=True):
        assert column.values[deadline] == round(summary.completed[summary.deadline].systems.mean)
    code = summaries[0].default_definition
    for column, summary in zip(running.columns[1:], summaries, strict=False):
        assert column.values[-1] == round(summary.target_ratio[code][2035].nation.mean, 2)


@pytest.mark.parametrize("lang", ["ja", "en"])
def test_ratios_are_those_of_the_chosen_definition_which_stands_below(lang: Any) -> None:
    comparison, summaries = both(20)
    chosen = Definition(comparator="N")
    style = Style(lang, definition=chosen.code)
    years = {
        code: {y: replace(g, nation=g.nation.times(3 if code == chosen.code else 1)) for y, g in each.items()}
        for code, each in summaries[0].target_ratio.items()
    }
    tripled = [replace(each, target_ratio=years) for each in summaries]
    made = build_compared(replace(comparison, definition=chosen.code), tripled, style)
    running, changes = made.figures[1:3]
    assert running.columns[1].values[-1] == round(years[chosen.code][2035].nation.mean, 2)
    for figure in (running, changes):
        assert chosen.code in " ".join(figure.caption)
        assert chosen.base(lang) in figure.title
    assert DEFAULT_CODE in " ".join(changes.caption)  # amounts keep to it
    with pytest.raises(ValueError, match=chosen.code):
        build_compared(comparison, summaries, style)  # the differences are by another one


@pytest.mark.parametrize("mono", [False, True])
def test_slides_hold_native_charts_and_the_numbers_of_the_tables(mono: bool) -> None:
    made = brief(Style("en", mono=mono), others=4)
    slides = pptx.Presentation(io.BytesIO(presentation(made))).slides
    charts = [shape.chart for slide in slides for shape in slide.shapes if shape.has_chart]
    assert len(charts) == 2
    lines = list(charts[0].plots[0].series)
    assert [line.name for line in lines][:5] == names(both(20, 4)[1], "en")
    dashes = [line.format.line.dash_style for line in lines[:5]]
    assert len(set(dashes)) == 5  # told apart without colour
    hidden = charts[0].legend._element.findall(qn("c:legendEntry"))
    assert [int(entry.find(qn("c:idx")).get("val")) for entry in hidden] == [
        5
    ]  # the deadline bears its words
    tables = [shape.table for slide in slides for shape in slide.shapes if shape.has_table]
    assert len(tables) == 4
    figure = made.figures[2]
    shown = [[cell.text for cell in row.cells] for row in tables[0].rows][1:]
    assert shown == figure.texts("en")


def test_the_workbook_holds_numbers_not_texts() -> None:
    made = brief(Style("ja", "million"))
    book = openpyxl.load_workbook(io.BytesIO(workbook(made)))
    sheet = book["差 2"]
    table = made.figures[2]
    for index, column in enumerate(table.columns):
        held = [sheet.cell(6 + row, index + 1).value for row in range(len(column.values))]
        assert held == list(column.values)
    assert isinstance(sheet.cell(6, 5).value, int | float)
    assert [len(book[name]._charts) for name in book.sheetnames[1:3]] == [1, 1]


@pytest.mark.parametrize("lang", ["ja", "en"])
def test_the_title_of_a_table_of_changes_says_that_they_are_differences(lang: Any) -> None:
    for figure in brief(Style(lang)).figures[2:]:
        assert {"ja": "（元との差）", "en": "(against the base)"}[lang] in figure.title


def test_both_columns_of_the_evidence_are_used_so_that_its_type_is_large() -> None:
    made = replace(brief(Style("en")), evidence=tuple((f"H{n}", ("word " * 40,) * 3) for n in range(4)))
    slide = list(pptx.Presentation(io.BytesIO(presentation(made))).slides)[-1]
    frames = [shape.text_frame for shape in slide.shapes if shape.has_text_frame]
    left, right = (frame for frame in frames if frame.text.startswith("H"))
    assert (left.text[:2], right.text[:2]) == ("H0", "H2")
    sizes = {run.font.size.pt for each in (left, right) for p in each.paragraphs for run in p.runs}
    assert sizes == {11.0}


@pytest.mark.parametrize("title", ["=HYPERLINK('http://x')", "long " * 80])
def test_a_title_of_any_length_and_beginning_arrives_as_text(title: str) -> None:
    comparison, summaries = both(20, 1)
    scenario = replace(summaries[1].scenario, title_ja=title, title_en=title)
    made = build_compared(comparison, (summaries[0], replace(summaries[1], scenario=scenario)), Style("en"))
    assert f"2. {title}" in {column.name for figure in made.figures for column in figure.columns}
    deck = pptx.Presentation(io.BytesIO(presentation(made)))
    charts = [shape.chart for slide in deck.slides for shape in slide.shapes if shape.has_chart]
    behind = [chart.part.chart_workbook.xlsx_part.blob for chart in charts]
    cells = [cell for content in (*behind, workbook(made)) for cell in _cells(content)]
    assert sum(cell.value == f"2. {title}" for cell in cells) >= 2
    assert all(str(cell.value).startswith("=SUM(") for cell in cells if cell.data_type == "f")


def _cells(content: bytes) -> list[Any]:
    book = openpyxl.load_workbook(io.BytesIO(content))
    return [cell for sheet in book for row in sheet.iter_rows() for cell in row]


@pytest.mark.parametrize("lang", ["ja", "en"])
def test_every_run_and_every_change_is_named(lang: Any) -> None:
    made, (comparison, summaries) = brief(Style(lang)), both(20)
    said = "\n".join(line for _, lines in made.evidence for line in lines)
    assert all(summary.id in said for summary in summaries)
    assert all(each.text(lang) in said for found in comparison.others for each in found.assumptions)
    assert all(summary.id in made.identity for summary in summaries)


@pytest.mark.parametrize(
    ("lang", "late"), [("ja", "遅れるシステムは変わらず"), ("en", "late systems unchanged")]
)
def test_what_does_not_change_is_not_called_none_late(lang: Any, late: str) -> None:
    made = brief(Style(lang), others=1)
    table = next(figure for figure in made.figures if figure.key == "changes_2")
    assert late in table.title
    same = [point for point in made.points[0][1] if VERDICTS["same"][lang] in point]
    assert same
    assert not [point for point in same if "0" in point.partition(": ")[2]]


@pytest.mark.parametrize("others", [1, 2])
def test_the_number_of_scenarios_compared_is_said(others: int) -> None:
    word = {1: "1 scenario compared", 2: "2 scenarios compared"}[others]
    assert brief(Style("en"), others).sentence.startswith(word)
