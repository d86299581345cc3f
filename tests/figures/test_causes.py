"""Causes of cost and freed money have their place: parts add up, and parts below zero are drawn."""

from __future__ import annotations

import io
from dataclasses import replace

import numpy as np
import openpyxl
import pptx
import pytest
from support.made import results
from support.made_part import made_part, made_summary

from sim.analysis.part_summary import slip_figures
from sim.facts import load
from sim.figures import Figure, Style, build
from sim.figures.words import say
from sim.fiscal import FIRST_YEAR
from sim.ledger import CAUSE_NAMES, CAUSES, SLIP_PARTS
from sim.render.pictures import drawings
from sim.render.sheets.book import workbook
from sim.render.slides.deck import presentation
from sim.summary import Summary, spread, summarise
from sim.words import LANGS, Lang

YEN = {"state_rule": 400e9, "law_change": 30e9, "vendor": 200e9, "price": -10e9, "own_decision": 80e9}


def told() -> Summary:
    """Causes of one year that a reader can add up, and freed money that is greatest in FY2030."""
    found = made_summary(200)
    year = {name: spread([YEN[name]] * 200, 0) for name in CAUSES}
    year["not_own_fault"] = spread([620e9] * 200, 0)
    nothing = {name: spread([0.0] * 200, 0) for name in year}
    freed = {each: spread([7e8 if each == 2030 else 0.0] * 200, 0) for each in found.freed_yen}
    causes = {each: year if each == 2027 else nothing for each in found.cost_by_cause_yen}
    return replace(found, cost_by_cause_yen=causes, freed_yen=freed)


def made(key: str, lang: Lang, summary: Summary | None = None) -> Figure:
    brief = build(summary or told(), load(), Style(lang, "oku"))
    return next(each for each in brief.figures if each.key == key)


@pytest.mark.parametrize("lang", LANGS)
def test_cost_by_cause_adds_up_and_its_title_says_what_is_no_fault_of_the_local_side(lang: Lang) -> None:
    found = made("causes", lang)
    row = 2027 - FIRST_YEAR
    unit = {"ja": 1e8, "en": 1e9}[lang]
    by_name = {column.name.lower(): float(column.values[row] or 0) for column in found.columns[1:]}
    for name, yen in YEN.items():
        assert by_name[CAUSE_NAMES[name][lang]] == pytest.approx(yen / unit)
    assert by_name[say("not_own_fault", lang).lower()] == pytest.approx(620e9 / unit)
    assert by_name[say("total", lang).lower()] == pytest.approx(700e9 / unit)
    wanted = {
        "ja": ("2027年度", "6,200.0億円（税抜、経費の 89％）", "国の制度・仕様"),
        "en": ("FY2027", "620.00 billion yen before tax, 89 %", "state rule"),
    }
    assert all(words in found.title for words in wanted[lang])


@pytest.mark.parametrize("lang", LANGS)
def test_freed_money_says_its_greatest_year_or_that_there_is_hardly_any(lang: Lang) -> None:
    found = made("freed_money", lang)
    assert {"ja": "2030年度に最大の 7.0億円（税抜）", "en": "FY2030: 0.70 billion yen before tax"}[
        lang
    ] in found.title
    assert {"ja": "P10", "en": "P10"}[lang] in found.columns[1].name
    none = replace(told(), freed_yen={year: spread([0.0] * 200) for year in told().freed_yen})
    assert made("freed_money", lang, none).title == say("freed_none", lang)


@pytest.mark.parametrize("kind", ["nation", "organisation"])
def test_both_figures_stand_in_slides_workbook_and_pictures_by_themselves(kind: str) -> None:
    summary = made_summary(20) if kind == "nation" else made_part()
    brief = build(summary, load(), Style("en", "million")).only(["causes", "slips", "freed_money"])
    titles = {each.title for each in brief.figures}
    slides = pptx.Presentation(io.BytesIO(presentation(brief)))
    assert titles <= {slide.shapes.title.text_frame.text for slide in slides.slides}
    assert {"Causes of cost", "Freed money"} <= set(
        openpyxl.load_workbook(io.BytesIO(workbook(brief))).sheetnames
    )
    assert {name for name, _ in drawings(brief)} >= {"causes", "freed_money"}


def test_a_part_below_zero_is_within_the_axis() -> None:
    brief = build(told(), load(), Style("en", "oku")).only(["causes"])
    slides = pptx.Presentation(io.BytesIO(presentation(brief)))
    (chart,) = [shape.chart for slide in slides.slides for shape in slide.shapes if shape.has_chart]
    assert chart.value_axis.minimum_scale <= -10
    assert chart.value_axis.maximum_scale >= 710  # the parts above zero, not what is left of them
    assert chart.value_axis.minimum_scale % chart.value_axis.major_unit == 0  # or no step stands at zero
    book = openpyxl.load_workbook(io.BytesIO(workbook(brief)))
    assert book["Causes of cost"]._charts[0].y_axis.scaling.min is None
    plain = build(made_summary(20), load(), Style("en", "oku")).only(["accounts"])
    slides = pptx.Presentation(io.BytesIO(presentation(plain)))
    (chart,) = [shape.chart for slide in slides.slides for shape in slide.shapes if shape.has_chart]
    assert chart.value_axis.minimum_scale == 0


def test_the_causes_of_a_run_are_those_it_kept() -> None:
    run = results(20)
    column = build(summarise(run), load(), Style("en", "thousand")).only(["causes"]).figures[0].columns[-1]
    expected = run.kept.causes.sum(axis=2).mean(axis=0) / 1_000
    assert list(column.values) == pytest.approx(expected, abs=1)


SLIPS = dict(zip(SLIP_PARTS, (-50e6, 20e6, 4e6, -3e6, 1e6, 12e6, -2e6, 0.0), strict=True))


@pytest.mark.parametrize("lang", LANGS)
def test_what_slips_put_off_stands_apart_from_what_they_cause(lang: Lang) -> None:
    yen = np.array([list(SLIPS.values())] * 20).astype(np.int64)
    part = replace(made_part(), slip_cost_yen=slip_figures(yen))
    assert part.slip_cost_yen["total"].mean == -18e6
    found = next(each for each in build(part, load(), Style(lang, "million")).figures if each.key == "slips")
    put_off, caused, balance = (column.values for column in found.columns[1:])
    assert put_off == (-50, 0, 0, -3, 0, 0, -2, 0, -55)
    assert caused == (0, 20, 4, 0, 1, 12, 0, 0, 37)
    assert balance == (-50, 20, 4, -3, 1, 12, -2, 0, -18)
    wanted = {
        "ja": "55百万円 を先送りまたは免れさせ、37百万円 を生じさせる（税抜）",
        "en": "put off or spare 55 million yen and cause 37 million yen before tax",
    }
    assert wanted[lang] in found.title
    still = replace(part, slip_cost_yen=slip_figures(0 * yen))
    made_still = build(still, load(), Style(lang, "million")).only(["slips"]).figures[0]
    assert made_still.title == say("slips_none", lang)
