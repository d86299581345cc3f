"""The charts of a summary: complete, readable in both languages, with Japanese glyphs."""

from __future__ import annotations

import html
import json
import os
import re
import struct
import subprocess
import sys
import time
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from made import results

from sim.charts import CHARTS, Lang, csv_text, forms, numbers, save_all
from sim.charts.frame import FONT, wrapped
from sim.charts.plots import band, published
from sim.charts.tiles import late_shares
from sim.charts.words import IDENTITY, INTERVAL, WORDS
from sim.charts.words import said as filled
from sim.facts import load
from sim.fiscal import BASE_YEAR, year_text
from sim.pictures import Specification, draw, draw_all
from sim.scenario import catalogue
from sim.summary import figure, summarise


@cache
def made_summary(replications: int = 20) -> dict[str, Any]:
    return summarise(results(replications))


def svg(chart: Specification) -> str:
    return draw(chart, ["svg"])["svg"].decode("utf-8")


def png(chart: Specification) -> bytes:
    return draw(chart, ["png"])["png"]


def texts(drawing: str) -> str:
    """All text of an SVG, its lines joined."""
    found = re.findall(r"<text[^>]*>(.*?)</text>", drawing, re.DOTALL)
    return html.unescape(" ".join(re.sub(r"<[^>]*>", " ", text) for text in found))


@pytest.mark.parametrize("lang", ["ja", "en"])
@pytest.mark.parametrize("name", CHARTS)
def test_a_chart_says_title_unit_definition_interval_source_and_id(name: str, lang: Lang) -> None:
    found = made_summary()
    words = texts(svg(CHARTS[name](found, load(), lang))).replace(" ", "")
    said = filled(WORDS[name][lang], lang)
    for text in (said["title"], said["unit"], said["definition"], said["source"]):
        assert text.split("{")[0].replace(" ", "") in words
    assert said.get("interval", INTERVAL[lang]["mean"]).split("{")[0].replace(" ", "") in words
    assert found["id"] in words


@pytest.mark.parametrize("lang", ["ja", "en"])
@pytest.mark.parametrize("name", ["running_cost", "joint_plane"])
def test_the_base_year_of_a_chart_is_said_as_its_years_are(name: str, lang: Lang) -> None:
    calendar, era = (year_text(BASE_YEAR, lang, era=era) for era in (False, True))
    for asked, ours, other in ((False, calendar, era), (True, era, calendar)):
        said = json.dumps(CHARTS[name](made_summary(), load(), lang, era=asked), ensure_ascii=False)
        assert ours in said
        assert other not in said.replace(ours, "")
        assert "{base}" not in said
        assert "{survey}" not in said


def test_a_picture_is_a_png_of_twice_the_points_and_names_the_shipped_font() -> None:
    chart = CHARTS["late_reasons"](made_summary(), load(), "ja")
    picture = png(chart)
    assert picture.startswith(b"\x89PNG")
    width, height = struct.unpack(">II", picture[16:24])
    assert 1_400 < width < 1_900
    assert height > 700
    assert f'font-family="{FONT}, sans-serif"' in svg(chart)


def test_japanese_text_is_drawn_and_not_replaced_by_boxes() -> None:
    """A missing glyph would be drawn alike for every character."""
    found = made_summary()
    one = png(CHARTS["late_reasons"](found, load(), "ja"))
    renamed = {**found, "scenario": {**found["scenario"], "title_ja": "漢字仮名"}}
    other = {**found, "scenario": {**found["scenario"], "title_ja": "文字列別"}}
    drawn = [png(CHARTS["late_reasons"](each, load(), "ja")) for each in (renamed, other)]
    assert len({one, *drawn}) == 3


def test_the_interval_is_the_means_below_200_replications_and_the_spread_from_there_on() -> None:
    few, many = (texts(svg(CHARTS["late_reasons"](made_summary(n), load(), "en"))) for n in (20, 200))
    assert "95 % interval of that mean" in " ".join(few.split())
    assert "P10 to P90" in " ".join(many.split())
    made = figure([1, 2, 3, 4, 10])
    assert band(made, 5)["middle"] == made["mean"]
    assert band(made, 200)["middle"] == made["p50"]


def test_a_single_replication_is_drawn_without_interval() -> None:
    words = texts(svg(CHARTS["completion"](made_summary(1), load(), "en")))
    assert INTERVAL["en"]["single"] in " ".join(words.split())


def test_the_published_waves_are_those_of_the_facts() -> None:
    assert published(load()) == [
        ("2023-10-31", 702),
        ("2024-10-31", 2165),
        ("2025-04-30", 3279),
        ("2025-07-31", 3770),
        ("2025-10-31", 5009),
    ]


def test_every_prefecture_has_its_own_tile_and_a_share() -> None:
    rows = late_shares(made_summary(), load(), "ja")
    assert len({(row["x"], row["y"]) for row in rows}) == 47
    assert {row["name"] for row in rows} >= {"北海道", "東京", "京都", "大阪", "沖縄"}
    assert all(0 <= row["share"] <= 100 for row in rows)


def test_text_wraps_at_spaces_and_between_japanese_characters() -> None:
    assert wrapped("one two three", 8) == ["one two", "three"]
    assert wrapped("あいうえお。", 10)[-1] != "。"
    assert all(len(line) <= 20 for line in wrapped("移行を終えた業務システム" * 5, 40))


def test_every_word_exists_in_both_languages() -> None:
    for entry in (*WORDS.values(), INTERVAL, IDENTITY):
        assert set(entry) == {"ja", "en"}
    for entry in WORDS.values():
        assert set(entry["ja"]) == set(entry["en"])


@pytest.mark.slow
def test_all_charts_are_saved_in_both_languages_and_formats(tmp_path: Any) -> None:
    written = save_all(made_summary(), load(), tmp_path)
    expected = {f"{n}.{lang}.{kind}" for n in CHARTS for lang in ("ja", "en") for kind in ("png", "svg")}
    assert {path.name for path in written} == expected == {path.name for path in tmp_path.iterdir()}


@pytest.mark.slow
def test_several_processes_draw_the_pictures_that_one_draws() -> None:
    drawings = [CHARTS["late_reasons"](made_summary(), load(), lang) for lang in ("ja", "en")]
    assert list(draw_all(drawings, ["png", "svg"], 2)) == list(draw_all(drawings, ["svg", "png"], 1))


KILLED = """
import multiprocessing, os, signal
from sim.pictures import draw_all
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


def with_deadline(day: str) -> dict[str, Any]:
    """A summary whose scenario has another deadline."""
    summary = made_summary()
    late = {"systems": figure([1_234] * 20), "organisations": figure([56] * 20)}
    return {**summary, "own_deadline": day, "late_at_own_deadline": late}


@pytest.mark.parametrize("lang", ["ja", "en"])
@pytest.mark.parametrize("name", ["completion", "late_reasons", "late_map"])
def test_a_chart_of_lateness_says_what_misses_the_scenarios_own_deadline_too(name: str, lang: Lang) -> None:
    day = {"ja": "2028年3月31日", "en": "31 March 2028"}[lang]
    own = str(CHARTS[name](with_deadline("2028-03-31"), load(), lang))
    assert day in own
    assert "1,234" in own
    usual = str(CHARTS[name](made_summary(), load(), lang))
    assert day not in usual
    assert {"ja": "2026年3月31日", "en": "31 March 2026"}[lang] in usual


def test_completion_marks_every_deadline_within_its_months() -> None:
    chart = CHARTS["completion"](with_deadline("2028-03-31"), load(), "en")
    marked = {row["day"]: row["text"] for row in rows_of(chart) if {"day", "text"} == set(row)}
    assert marked == {"2026-03-31": "31 March 2026", "2028-03-31": "This scenario's deadline"}


def rows_of(chart: dict[str, Any]) -> list[dict[str, Any]]:
    """Every row of every data set of a chart."""
    sets = list(chart.get("datasets", {}).values())
    stack: list[Any] = [chart]
    while stack:
        node = stack.pop()
        if isinstance(node, dict):
            if isinstance(node.get("values"), list):
                sets.append(node["values"])
            stack += node.values()
        elif isinstance(node, list):
            stack += node
    return [row for rows in sets for row in rows if isinstance(row, dict)]


def test_no_interval_reaches_below_zero() -> None:
    few = figure([0, 0, 0, 90])
    assert (few["mean_low"] or 0) < 0
    assert band(few, 4)["low"] == 0
    assert band(few, 4)["middle"] == few["mean"]


def test_colours_of_the_map_mean_the_same_in_every_scenario() -> None:
    summary = made_summary()
    late = summary["late_at_deadline"]
    none = {name: {"systems": figure([0] * 20)} for name in late["by_prefecture"]}
    other = {**summary, "late_at_deadline": {**late, "by_prefecture": none}}
    scales = []
    for each in (summary, other):
        text = json.dumps(CHARTS["late_map"](each, load(), "ja"))
        scales.append(re.findall(r'"scale": ({"domain".*?})', text))
    assert len(scales[0]) == 1
    assert scales[0] == scales[1]


def test_the_numbers_under_the_reasons_do_not_touch() -> None:
    drawn = svg(CHARTS["late_reasons"](made_summary(), load(), "ja"))
    labels = [
        (float(x), len(text) * 7.0)
        for x, text in re.findall(
            r'<text text-anchor="middle" transform="translate\(([\d.]+),\d+\)"[^>]*>([\d,]+)<', drawn
        )
    ]
    assert len(labels) >= 3
    for (left, width), (right, _) in pairwise(labels):
        assert right - left > width + 10


def test_declared_systems_are_not_called_a_running_total() -> None:
    for lang in ("ja", "en"):
        assert "累計" not in WORDS["completion"][lang]["unit"]
        assert "cumulative" not in WORDS["completion"][lang]["unit"]


def test_late_systems_that_were_never_declared_have_a_bar_of_their_own() -> None:
    summary = made_summary()
    label = WORDS["late_reasons"]["en"]["undeclared"]

    def drawn(number: int) -> str:
        late = {**summary["late_at_deadline"], "undeclared": figure([number] * 20)}
        chart = CHARTS["late_reasons"]({**summary, "late_at_deadline": late}, load(), "en")
        return str([row.get("reason") for row in rows_of(chart)])

    assert label in drawn(7_000)
    assert label not in drawn(0)


def test_a_chart_names_what_was_put_on_top_of_its_scenario() -> None:
    summary = made_summary()
    with_request = {**summary, "scenario": {**summary["scenario"], "with": ["asks/cloud_fees"]}}
    text = str(CHARTS["running_cost"](with_request, load(), "en"))
    title = next(entry.info.title("en") for entry in catalogue() if entry.name == "asks/cloud_fees")
    assert f"+ {title}; id" in text


@pytest.mark.parametrize("lang", ["ja", "en"])
@pytest.mark.parametrize("name", CHARTS)
def test_the_table_behind_a_chart_holds_numbers_under_words(name: str, lang: Lang) -> None:
    rows = numbers(CHARTS[name](made_summary(), load(), lang), lang)
    assert len(rows) > 3
    assert all(set(row) == set(rows[0]) for row in rows)
    assert any(isinstance(cell, int | float) for row in rows for cell in row.values())
    assert not any(column.isascii() for row in rows[:1] for column in row) or lang == "en"


def shown(name: str, lang: Lang) -> list[dict[str, str]]:
    """The table behind a chart as the page shows it."""
    rows = numbers(CHARTS[name](made_summary(200), load(), lang), lang)
    says = forms(rows, lang)
    return [
        {head: says.get(head, str)(cell) for head, cell in row.items() if cell is not None} for row in rows
    ]


@pytest.mark.parametrize("lang", ["ja", "en"])
@pytest.mark.parametrize("name", CHARTS)
def test_the_table_behind_a_chart_shows_few_digits_and_separators(name: str, lang: Lang) -> None:
    cells = [cell for row in shown(name, lang) for cell in row.values()]
    assert not [cell for cell in cells if re.search(r"\.\d{3}|\d\.\d*e|\d{5}|\d{3}\.\d", cell)]
    assert [cell for cell in cells if re.search(r"\d", cell)]


def test_the_table_behind_a_chart_says_months_counts_and_ratios_as_the_chart_does() -> None:
    first = shown("completion", "ja")[0]
    assert first["月末"] == "2023年10月"
    assert re.fullmatch(r"[\d,]+", first["中央"])
    assert re.fullmatch(r"\d\.\d\d", shown("running_cost", "en")[0]["Middle"])
    queue = shown("vendor_queues", "en")[0]
    assert queue["Start of quarter"] == "April 2022"
    assert re.fullmatch(r"\d\.\d\d", queue["Queue (years)"])
    assert re.fullmatch(r"[\d,]+", shown("town_map", "ja")[0]["人口"])


def test_the_saved_table_keeps_full_figures() -> None:
    rows = numbers(CHARTS["running_cost"](made_summary(200), load(), "en"), "en")
    saved = csv_text(rows, [])
    assert all(f"{row['Middle']}" in saved for row in rows)
    assert any(len(f"{row['Middle']}") > 5 for row in rows)


def test_the_table_behind_the_running_cost_is_that_of_the_summary() -> None:
    summary = made_summary()
    rows = numbers(CHARTS["running_cost"](summary, load(), "en"), "en")
    ratios = summary["target_ratio"][summary["default_definition"]]
    assert {row["Fiscal year"]: row["Middle"] for row in rows} == {
        year: groups["nation"]["mean"] for year, groups in ratios.items()
    }


def test_no_cell_of_a_saved_table_begins_a_formula() -> None:
    text = csv_text([{"name": "=1+1", "value": -3.5}, {"name": "@x", "value": 2}], ["+source"])
    assert text.splitlines()[1:3] == ["'=1+1,-3.5", "'@x,2"]
    assert "'+source" in text


def drawn(part: Any) -> list[list[dict[str, Any]]]:
    """Every set of rows inside a specification."""
    if isinstance(part, list):
        return [rows for inner in part for rows in drawn(inner)]
    if not isinstance(part, dict):
        return []
    own = [part["data"]["values"]] if "values" in part.get("data", {}) else []
    return [*own, *(rows for name, inner in part.items() if name != "data" for rows in drawn(inner))]


def test_every_municipality_stands_at_its_town_hall_and_far_islands_inside_the_picture() -> None:
    chart = CHARTS["town_map"](made_summary(), load(), "ja")
    points = next(rows for rows in drawn(chart) if len(rows) > 1_000)
    assert len(points) == 1_741
    assert all(128.6 <= row["east"] <= 146.0 and 30.0 <= row["north"] <= 46.0 for row in points)
    assert points[0]["name"] == "札幌市"
    english = next(
        rows for rows in drawn(CHARTS["town_map"](made_summary(), load(), "en")) if len(rows) > 1_000
    )
    assert english[0]["name"] == "Sapporo-shi"


def test_a_dot_of_the_joint_plane_is_a_replication() -> None:
    chart = CHARTS["joint_plane"](made_summary(), load(), "ja")
    points = next(rows for rows in drawn(chart) if "late" in rows[0] and "text" not in rows[0])
    late, ratio = (made_summary()["by_replication"][name] for name in ("late_systems", "target_ratio"))
    assert [(row["late"], row["ratio"]) for row in points] == list(zip(late, ratio, strict=True))
