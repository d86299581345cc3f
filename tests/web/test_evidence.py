"""The page of evidence: every assumption is found, checks show their misses, credits are those of "
"the data."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest
from support.desk import MadePool

from sim import facts, runs
from sim.analysis.backtest import backtest, is_current, tabled
from sim.analysis.backtest.run import HINDSIGHT
from sim.render.plain import csv
from sim.scenario import load, table
from sim.web.desk import session
from sim.web.pages import foresight
from sim.web.pages.evidence import assumption_rows, matches
from sim.web.widgets import downloads
from sim.web.widgets.sources import linked, source_rows
from sim.web.words import markdown
from sim.words import Lang

pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning")  # Streamlit's own


@pytest.fixture
def page(monkeypatch: pytest.MonkeyPatch) -> AppTest:
    """The page of evidence over made results."""
    made = MadePool(200)
    monkeypatch.setattr(session, "pool", lambda: made)

    def draw() -> None:
        from dataclasses import replace

        from sim.web.desk import session
        from sim.web.pages import evidence

        evidence.page(replace(session.desk(), lang="ja"))

    return AppTest.from_function(draw, default_timeout=120).run()


@pytest.mark.parametrize("lang", ["ja", "en"])
def test_every_assumption_is_listed_with_value_source_date_and_grade(lang: Lang) -> None:
    rows = assumption_rows(load("baseline"), lang)
    names = ("path", "value", "source", "checked", "grade", "label", "group")
    assert [row[markdown("evidence.path", lang)] for row in rows] == list(table())
    for name in names:
        assert all(row[markdown(f"evidence.{name}", lang)] for row in rows)


def test_choices_are_listed_in_words() -> None:
    values = {row["Name"]: row["Value [range]"] for row in assumption_rows(load("baseline"), "en")}
    assert values["deadline.designation"] == "any reason"


def test_a_search_finds_words_in_any_column_whatever_their_case() -> None:
    rows = assumption_rows(load("baseline"), "ja")
    found = [row for row in rows if matches(row, "USDJPY_fixed")]
    assert [row["名前"] for row in found] == ["prices.usdjpy_fixed"]
    assert [row for row in rows if matches(row, "クラウド 割合")] != []
    assert [row for row in rows if matches(row, "どこにもない言葉")] == []
    assert len([row for row in rows if matches(row, "")]) == len(rows)


def test_the_page_shows_assumptions_checks_and_credits(page: AppTest) -> None:
    assert not page.exception
    assert not page.error
    assert len(page.dataframe[0].value) == len(table())
    verdicts = set(page.dataframe[1].value[markdown("evidence.verdict", "ja")])
    assert verdicts <= {markdown("evidence.inside", "ja"), markdown("evidence.outside", "ja")}
    text = "\n".join(str(each.value) for each in page.markdown)
    assert "公共データ利用規約" in text
    assert "試行 200 回" in text


def test_a_search_on_the_page_leaves_what_matches(page: AppTest) -> None:
    page.text_input(key="evidence search").set_value("usdjpy_fixed").run()
    assert len(page.dataframe[0].value) == 1
    page.text_input(key="evidence search").set_value("どこにもない言葉").run()
    assert markdown("evidence.nothing", "ja") in [each.value for each in page.info]


def test_the_shipped_backtest_is_of_the_present_prior_and_facts() -> None:
    """A new observation or another prior needs `sanwari backtest` once more: see CONTRIBUTING.md."""
    assert is_current(foresight.scores(), load("prior"), facts.load())
    assert not is_current(foresight.scores(), load("baseline"), facts.load())


def test_the_page_shows_every_figure_of_the_backtest_with_what_it_cannot_show(page: AppTest) -> None:
    assert not page.exception
    said = [str(each.value).replace("\\", "") for each in (*page.markdown, *page.caption)]
    text = "\n".join(said)
    made, drawn = foresight.brief("ja")
    assert made.figures[0].key == "coverage"
    for each in made.figures:
        assert f"**{each.title}**" in said
        for line in each.caption:
            assert line in text
    plots = [each.key for each in made.figures if each.plot is not None]
    assert list(drawn) == plots == ["foreseen_systems", "foreseen_organisations"]
    tables = [list(each.value.columns) for each in page.dataframe]
    for each in made.figures:
        assert (each.headings in tables) == (each.plot is None)
    for _, points in made.points:
        assert all(point in text for point in points)
    assert HINDSIGHT["ja"] in text
    assert foresight.scores().id in text
    assert any(code.value == f"sanwari backtest --seed {foresight.scores().seed}" for code in page.code)
    labels = [each.label for each in page.button]
    assert labels.count(markdown("frame.make_chart", "ja")) == len(made.figures)


@pytest.mark.parametrize("lang", ["ja", "en"])
def test_a_table_alone_is_taken_away_as_picture_csv_and_what_describes_it(
    lang: Lang, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sim.vega_pictures.draw", lambda chart, **_: {"png": json.dumps(chart).encode()})
    made, _ = foresight.brief(lang)
    coverage = made.figures[0]
    picture, table_, told = downloads.chart_files(coverage, made.style, "stem")
    assert [each.name for each in (picture, table_, told)] == ["stem.png", "stem.csv", "stem.json"]
    assert all(json.dumps(cell)[1:-1] in picture.content.decode() for cell in coverage.texts(lang)[1])
    assert table_.content == csv(coverage)
    assert json.loads(told.content)["title"] == coverage.title


@pytest.mark.slow
def test_the_shipped_backtest_is_what_its_command_writes() -> None:
    """To rounding: processors may differ in the last bit of the surrogate."""
    shipped = foresight.scores()
    again = tabled(backtest(facts.load(), load("prior"), shipped.seed, runs.cores()))
    assert alike(shipped.as_dict(), again.as_dict())


def alike(one: Any, other: Any) -> bool:
    if isinstance(one, dict) and isinstance(other, dict):
        return one.keys() == other.keys() and all(alike(one[name], other[name]) for name in one)
    if isinstance(one, list) and isinstance(other, list):
        return len(one) == len(other) and all(map(alike, one, other))
    if isinstance(one, float) or isinstance(other, float):
        return bool(one == pytest.approx(other, rel=0.01, abs=0.2))
    return bool(one == other)


def addresses(lang: Lang, *, weak: bool) -> dict[str, dict[str, str | int | None]]:
    """Rows of a list of sources by address."""
    return {str(row[markdown("evidence.address", lang)]): row for row in source_rows(lang, weak=weak)}


@pytest.mark.parametrize("lang", ["ja", "en"])
def test_all_that_was_seen_is_counted_once_at_its_address(lang: Lang) -> None:
    seen = [each.source for each in facts.load().observations if each.source.startswith("http")]
    seen_by_model = [known.source.url for known in table().values() if known.source.url.startswith("http")]
    sound, weak = addresses(lang, weak=False), addresses(lang, weak=True)
    assert sound.keys() | weak.keys() == {url.partition("//")[2] for url in (*seen, *seen_by_model)}
    for name, urls in (("published_figures", seen), ("assumptions", seen_by_model)):
        counted = (row[markdown(f"evidence.{name}", lang)] for row in (*sound.values(), *weak.values()))
        assert sum(int(count or 0) for count in counted) == len(urls)


@pytest.mark.parametrize("lang", ["ja", "en"])
def test_a_weak_source_stands_apart_and_nobody_is_sent_to_it(lang: Lang) -> None:
    sound, weak = addresses(lang, weak=False), addresses(lang, weak=True)
    grade, link = markdown("evidence.grade", lang), markdown("evidence.link", lang)
    assert all("WEAK" in str(row[grade]) or "SECONDARY-LOW" in str(row[grade]) for row in weak.values())
    assert not [row for row in sound.values() if "WEAK" in str(row[grade]) or "LOW" in str(row[grade])]
    assert all(str(row[link]).startswith("http") for row in sound.values())
    assert not [row for row in weak.values() if link in row]
    assert not [
        row
        for row in assumption_rows(load("baseline"), lang)
        if row[link] and row[grade] in ("WEAK", "SECONDARY-LOW")
    ]


@pytest.mark.parametrize("lang", ["ja", "en"])
def test_a_weak_figure_leaves_the_link_of_a_sound_one_at_its_address(lang: Lang) -> None:
    url = "https://wic-net.com/material/document/17609/25"
    sound, weak = addresses(lang, weak=False), addresses(lang, weak=True)
    name, grade = url.partition("//")[2], markdown("evidence.grade", lang)
    assert (sound[name][grade], weak[name][grade]) == ("OFFICIAL", "WEAK")
    assert (linked(url, "OFFICIAL"), linked(url, "WEAK")) == (url, None)


def test_what_is_derived_is_as_weak_as_what_stands_at_its_address() -> None:
    assert linked("https://maldankon.cloud/", "DERIVED") is None
    assert linked("https://github.com/datasets/exchange-rates", "DERIVED") is not None
    assert linked("", "DERIVED") is None


def test_bounds_are_said_with_separators_and_in_one_way() -> None:
    bounds = {row["Name"]: row["Bounds"] for row in assumption_rows(load("baseline"), "en")}
    assert bounds["prices.inflation"] == "−0.1 to 0.2"
    assert bounds["deadline.day"] == "2018-04-01 to 2036-03-31"
    assert bounds["deadline.designation"] == ""
    assert not [text for text in bounds.values() if re.search(r"\d{5}", str(text))]
    assert [text for text in bounds.values() if "1,000" in str(text)]


def test_the_page_names_weak_sources_as_weak(page: AppTest) -> None:
    assert markdown("evidence.weak_reading", "ja") in [each.value for each in page.caption]
