"""Figures as pictures: complete, readable in both languages, drawn from their table and from nothing else."""

from __future__ import annotations

import html
import json
import os
import re
import struct
import subprocess
import sys
import time
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from support.made import results

from sim.facts import load
from sim.figures import Figure, Style, build
from sim.figures.national.courses import published
from sim.figures.words import say
from sim.fiscal import BASE_YEAR, year_text
from sim.render.palette import tone
from sim.render.pictures import drawings
from sim.render.text import wrapped
from sim.render.vega.figure import specification
from sim.render.vega.frame import FONT
from sim.scenario import catalogue
from sim.summary import Counts, Summary, spread, summarise
from sim.vega_pictures import Specification, draw, draw_all
from sim.words import Lang

NATION = (
    "completion",
    "running_cost",
    "joint_plane",
    "town_map",
    "late_map",
    "late_reasons",
    "vendor_queues",
)
DRAWN = (*NATION, "accounts", "causes", "funding", "freed_money")


@cache
def made_summary(replications: int = 20) -> Summary:
    return summarise(results(replications))


def made(name: str, lang: Lang, summary: Summary | None = None, **look: Any) -> Figure:
    brief = build(summary or made_summary(), load(), Style(lang, "oku", **look))
    return next(each for each in brief.figures if each.key == name)


def chart(name: str, lang: Lang, summary: Summary | None = None, **look: Any) -> Specification:
    return specification(made(name, lang, summary, **look), Style(lang, "oku", **look))


def svg(drawing: Specification) -> str:
    return draw(drawing, ["svg"])["svg"].decode("utf-8")


def png(drawing: Specification) -> bytes:
    return draw(drawing, ["png"])["png"]


def texts(drawing: str) -> str:
    """All text of an SVG, its lines joined."""
    found = re.findall(r"<text[^>]*>(.*?)</text>", drawing, re.DOTALL)
    return html.unescape(" ".join(re.sub(r"<[^>]*>", " ", text) for text in found))


def rows_of(drawing: dict[str, Any]) -> list[list[dict[str, Any]]]:
    """Every set of rows inside a specification."""
    if isinstance(drawing, list):
        return [rows for inner in drawing for rows in rows_of(inner)]
    if not isinstance(drawing, dict):
        return []
    own = [drawing["data"]["values"]] if "values" in drawing.get("data", {}) else []
    return [*own, *(rows for name, inner in drawing.items() if name != "data" for rows in rows_of(inner))]


@pytest.mark.parametrize("lang", ["ja", "en"])
@pytest.mark.parametrize("name", DRAWN)
def test_a_picture_says_finding_subject_unit_definition_interval_source_and_id(name: str, lang: Lang) -> None:
    figure = made(name, lang)
    words = texts(svg(chart(name, lang))).replace(" ", "")
    for text in (figure.title, figure.subject, *figure.caption):
        assert text.replace(" ", "") in words
    assert made_summary().id in words


@pytest.mark.parametrize("lang", ["ja", "en"])
@pytest.mark.parametrize("name", DRAWN)
def test_every_cell_that_a_plot_draws_is_in_its_picture_and_no_other_number_is(name: str, lang: Lang) -> None:
    figure = made(name, lang)
    assert figure.plot is not None
    columns = {drawn.column for drawn in figure.plot.series} | {figure.plot.across} - {""}
    table = {
        round(float(cell), 6)
        for column in columns
        for cell in figure.column(column).values
        if isinstance(cell, int | float)
    }
    drawn = {
        round(float(row[field]), 6)
        for rows in rows_of(chart(name, lang))
        for row in rows
        for field in ("y", "y2", "x", "value", "low", "high", "level")
        if isinstance(row.get(field), int | float) and not {"turn", "sign", "x2"} & set(row)
    }
    if figure.plot.map is not None:
        table |= {float(cell or 0) for cell in figure.column(figure.plot.map.column).values}
        assert table - drawn <= set() if figure.plot.kind == "places" else table >= drawn - _spots(figure)
    else:
        assert drawn == table


def _spots(figure: Figure) -> set[float]:
    """Columns and rows in which tiles stand."""
    assert figure.plot is not None
    assert figure.plot.map is not None
    return {float(each) for spot in figure.plot.map.spots for each in spot}


def test_a_band_lies_around_the_middle_on_the_page_and_in_pictures() -> None:
    for name in ("completion", "running_cost"):
        areas = [part for part in _marks(chart(name, "ja")) if part["mark"]["type"] == "area"]
        assert len(areas) == (2 if name == "completion" else 1)


def _marks(drawing: Any) -> list[dict[str, Any]]:
    if isinstance(drawing, list):
        return [part for inner in drawing for part in _marks(inner)]
    if not isinstance(drawing, dict):
        return []
    own = [drawing] if isinstance(drawing.get("mark"), dict) else []
    return [*own, *(part for inner in drawing.values() for part in _marks(inner))]


@pytest.mark.parametrize("lang", ["ja", "en"])
@pytest.mark.parametrize("name", ["running_cost", "joint_plane"])
def test_the_base_year_of_a_picture_is_said_as_its_years_are(name: str, lang: Lang) -> None:
    calendar, era = (year_text(BASE_YEAR, lang, era=era) for era in (False, True))
    for years, ours, other in (("gregorian", calendar, era), ("era", era, calendar)):
        said = json.dumps(chart(name, lang, years=years), ensure_ascii=False)
        assert ours in said
        assert other not in said.replace(ours, "")
        assert "{" not in texts(svg(chart(name, lang, years=years)))


def test_a_picture_is_a_png_of_twice_the_points_and_names_the_shipped_font() -> None:
    drawing = chart("late_reasons", "ja")
    picture = png(drawing)
    assert picture.startswith(b"\x89PNG")
    width, height = struct.unpack(">II", picture[16:24])
    assert 1_400 < width < 2_000
    assert height > 700
    assert f'font-family="{FONT}, sans-serif"' in svg(drawing)


def test_japanese_text_is_drawn_and_not_replaced_by_boxes() -> None:
    """A missing glyph would be drawn alike for every character."""
    found = made_summary()
    drawn = [png(chart("late_reasons", "ja"))]
    for title in ("漢字仮名", "文字列別"):
        renamed = replace(found, scenario=replace(found.scenario, title_ja=title))
        drawn.append(png(chart("late_reasons", "ja", renamed)))
    assert len(set(drawn)) == 3


def test_the_interval_is_the_means_below_200_replications_and_the_spread_from_there_on() -> None:
    few, many = (texts(svg(chart("late_reasons", "en", made_summary(n)))) for n in (20, 200))
    assert "95 % interval of that mean" in " ".join(few.split())
    assert "P10 to P90" in " ".join(many.split())


def test_a_single_replication_is_drawn_without_interval() -> None:
    words = texts(svg(chart("completion", "en", made_summary(1))))
    assert say("interval_single", "en") in " ".join(words.split())


def test_the_published_waves_are_those_of_the_facts() -> None:
    assert published(load()) == {
        "2023-10-31": 702,
        "2024-10-31": 2165,
        "2025-04-30": 3279,
        "2025-07-31": 3770,
        "2025-10-31": 5009,
        "2025-12-31": 8956,
    }


def test_every_prefecture_has_its_own_tile_and_a_share() -> None:
    (rows,) = {id(rows): rows for rows in rows_of(chart("late_map", "ja")) if len(rows) == 47}.values() or [
        []
    ]
    assert len({(row["x"], row["y"]) for row in rows}) == 47
    assert {row["name"] for row in rows} >= {"北海道", "東京", "京都", "大阪", "沖縄"}
    assert all(0 <= row["value"] <= 100 for row in rows)


def test_text_wraps_at_spaces_and_between_japanese_characters() -> None:
    assert wrapped("one two three", 8) == ["one two", "three"]
    assert wrapped("あいうえお。", 10)[-1] != "。"
    assert all(len(line) <= 20 for line in wrapped("移行を終えた業務システム" * 5, 40))


@pytest.mark.slow
def test_several_processes_draw_the_pictures_that_one_draws() -> None:
    both = [chart("late_reasons", lang) for lang in ("ja", "en")]
    assert list(draw_all(both, ["png", "svg"], 2)) == list(draw_all(both, ["svg", "png"], 1))


KILLED = """
import multiprocessing, os, signal
from sim.vega_pictures import draw_all
if __name__ == "__main__":
    chart = {"data": {"values": [{"a": 1}]}, "mark": "point", "encoding": {"x": {"field": "a"}}}
    drawn = draw_all([chart] * 20, ["svg"], 2)
    next(drawn)
    print(*(child.pid for child in multiprocessing.active_children()), flush=True)
    os.kill(os.getpid(), signal.SIGKILL)
"""


@pytest.mark.slow
def test_processes_that_draw_end_with_a_run_that_is_killed(tmp_path: Path) -> None:
    script = tmp_path / "killed.py"
    script.write_text(KILLED)
    said = subprocess.run([sys.executable, str(script)], capture_output=True, text=True, timeout=120).stdout
    left, end = [int(pid) for pid in said.split()], time.monotonic() + 20
    assert left
    while left and time.monotonic() < end:
        left = [pid for pid in left if alive(pid)]
        time.sleep(0.1)
    assert not left


def alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


def with_deadline(day: str) -> Summary:
    """A summary whose scenario has another deadline."""
    late = Counts(spread([1_234] * 20), spread([56] * 20))
    return replace(made_summary(), own_deadline=day, late_at_own_deadline=late)


def test_completion_marks_every_deadline_within_its_months() -> None:
    rows = [row for rows in rows_of(chart("completion", "en", with_deadline("2028-03-31"))) for row in rows]
    marked = {row["x"]: row["text"] for row in rows if {"x", "text"} == set(row)}
    assert marked == {"2026-03-31": "31 March 2026", "2028-03-31": "This scenario's deadline"}


def test_colours_of_the_map_mean_the_same_in_every_scenario() -> None:
    summary = made_summary()
    late = summary.late_at_deadline
    none = dict.fromkeys(late.by_prefecture, Counts(spread([0] * 20), spread([0] * 20)))
    other = replace(summary, late_at_deadline=replace(late, by_prefecture=none))
    scales = []
    for each in (summary, other):
        text = json.dumps(chart("late_map", "ja", each))
        scales.append(re.findall(r'"scale": ({"domain".*?})', text))
    assert len(scales[0]) == 1
    assert scales[0] == scales[1]


def test_late_systems_that_were_never_declared_have_a_bar_of_their_own() -> None:
    summary, label = made_summary(), say("undeclared", "en")

    def drawn(number: int) -> str:
        late = replace(summary.late_at_deadline, undeclared=spread([number] * 20))
        return str(made("late_reasons", "en", replace(summary, late_at_deadline=late)).columns[0].values)

    assert label in drawn(7_000)
    assert label not in drawn(0)


def test_a_picture_names_what_was_put_on_top_of_its_scenario() -> None:
    summary = made_summary()
    with_request = replace(summary, scenario=replace(summary.scenario, combined=("asks/cloud_fees",)))
    title = next(entry.info.title("en") for entry in catalogue() if entry.name == "asks/cloud_fees")
    assert f"+ {title}; id" in str(chart("running_cost", "en", with_request))


def test_every_municipality_stands_at_its_town_hall_and_far_islands_inside_the_picture() -> None:
    points = next(rows for rows in rows_of(chart("town_map", "ja")) if len(rows) > 1_000)
    assert len(points) == 1_741
    assert all(128.6 <= row["x"] <= 146.0 and 30.0 <= row["y"] <= 46.0 for row in points)
    assert points[0]["name"] == "札幌市"
    english = next(rows for rows in rows_of(chart("town_map", "en")) if len(rows) > 1_000)
    assert english[0]["name"] == "Sapporo-shi"


def test_a_dot_of_the_joint_plane_is_a_replication() -> None:
    points = next(rows for rows in rows_of(chart("joint_plane", "ja")) if len(rows) == 20)
    found = made_summary().by_replication
    late, ratio = list(found.late_systems), found.target_ratio
    assert [row["x"] for row in points] == late
    assert [row["y"] for row in points] == [round(each, 3) for each in ratio]


def test_without_colour_every_tone_is_a_grey() -> None:
    for name in DRAWN:
        drawing = json.dumps(chart(name, "ja", mono=True))
        colours = set(re.findall(r"#([0-9a-fA-F]{6})", drawing))
        assert colours
        assert all(each[:2] == each[2:4] == each[4:] for each in colours), name
        if name in NATION:  # parts of a whole have greys of their own, in which neighbours differ
            coloured = re.findall(r"#([0-9a-fA-F]{6})", json.dumps(chart(name, "ja")))
            assert {each.upper() for each in colours} == {tone(each, mono=True).upper() for each in coloured}


def test_a_brief_draws_its_plots_and_the_tables_that_stand_alone() -> None:
    brief = build(made_summary(), load(), Style("ja", "oku"))
    assert {name for name, _ in drawings(brief.charted)} == set(DRAWN)
    assert {name for name, _ in drawings(brief)} == {each.key for each in brief.figures}
    both = replace(brief, figures=(replace(brief.figures[0], tabled=True),))
    assert {name for name, _ in drawings(both)} == {"completion", "completion_table"}
