"""The page of evidence: every assumption is found, checks show their misses, credits are those of "
"the data."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from desk import MadePool
from streamlit.testing.v1 import AppTest

from sim import facts, runs
from sim.analysis.backtest import backtest, is_current, tabled
from sim.scenario import load, table
from sim.summary import Lang
from sim.web import foresight, session
from sim.web.evidence import assumption_rows, matches, source_rows
from sim.web.words import say

APP = Path(__file__).parents[1] / "app.py"
pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning")  # Streamlit's own


@pytest.fixture
def page(monkeypatch: pytest.MonkeyPatch) -> AppTest:
    """The page of evidence over made results."""
    made = MadePool(200)
    monkeypatch.setattr(session, "pool", lambda: made)

    def draw() -> None:
        from dataclasses import replace

        from sim.web import evidence, session

        evidence.page(replace(session.desk(), lang="ja"))

    return AppTest.from_function(draw, default_timeout=120).run()


@pytest.mark.parametrize("lang", ["ja", "en"])
def test_every_assumption_is_listed_with_value_source_date_and_grade(lang: Lang) -> None:
    rows = assumption_rows(load("baseline"), lang)
    names = ("path", "value", "source", "checked", "grade", "label", "group")
    assert [row[say("evidence.path", lang)] for row in rows] == list(table())
    for name in names:
        assert all(row[say(f"evidence.{name}", lang)] for row in rows)


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
    verdicts = set(page.dataframe[1].value[say("evidence.verdict", "ja")])
    assert verdicts <= {say("evidence.inside", "ja"), say("evidence.outside", "ja")}
    text = "\n".join(str(each.value) for each in page.markdown)
    assert "公共データ利用規約" in text
    assert "試行 200 回" in text


def test_a_search_on_the_page_leaves_what_matches(page: AppTest) -> None:
    page.text_input(key="evidence search").set_value("usdjpy_fixed").run()
    assert len(page.dataframe[0].value) == 1
    page.text_input(key="evidence search").set_value("どこにもない言葉").run()
    assert say("evidence.nothing", "ja") in [each.value for each in page.info]


def test_the_shipped_backtest_is_of_the_present_prior_and_facts() -> None:
    """A new observation or another prior needs `sanwari backtest` once more: see CONTRIBUTING.md."""
    assert is_current(foresight.table(), load("prior"), facts.load())
    assert not is_current(foresight.table(), load("baseline"), facts.load())


@pytest.mark.parametrize("lang", ["ja", "en"])
def test_the_backtest_shows_scores_beside_plain_forecasts_and_every_miss(lang: Lang) -> None:
    found = foresight.table()
    shown = foresight.scores(found, lang)
    assert len(shown) == 2
    for line, means in zip(shown, found["mean_crps"].values(), strict=True):
        marked = [name for name in foresight.FORECASTS if "◎" in line[say(f"evidence.forecast_{name}", lang)]]
        assert marked == [means["best"]]
        assert means["best"] == min(foresight.FORECASTS, key=means.__getitem__)
    rows = foresight.rows(found, lang)
    assert len(rows) == len(found["forecasts"])
    outside = [row for row in rows if row[say("evidence.verdict", lang)] == say("evidence.outside", lang)]
    assert len(outside) == len(found["misses"])


def test_the_page_shows_the_backtest_with_what_it_cannot_show(page: AppTest) -> None:
    text = "\n".join(str(each.value) for each in (*page.markdown, *page.caption))
    found = foresight.table()
    assert found["hindsight"]["ja"] in text
    assert found["id"] in text
    assert any(code.value == f"sanwari backtest --seed {found['seed']}" for code in page.code)


@pytest.mark.slow
def test_the_shipped_backtest_is_what_its_command_writes() -> None:
    """To rounding: processors may differ in the last bit of the surrogate."""
    shipped = foresight.table()
    again = tabled(backtest(facts.load(), load("prior"), shipped["seed"], runs.cores()))
    assert alike(shipped, json.loads(json.dumps(again)))


def alike(one: Any, other: Any) -> bool:
    if isinstance(one, dict) and isinstance(other, dict):
        return one.keys() == other.keys() and all(alike(one[name], other[name]) for name in one)
    if isinstance(one, list) and isinstance(other, list):
        return len(one) == len(other) and all(map(alike, one, other))
    if isinstance(one, float) or isinstance(other, float):
        return bool(one == pytest.approx(other, rel=0.01, abs=0.2))
    return bool(one == other)


@pytest.mark.parametrize("lang", ["ja", "en"])
def test_every_source_has_its_link(lang: Lang) -> None:
    rows = source_rows(lang)
    addresses = {str(row[say("evidence.address", lang)]) for row in rows}
    published = [each for each in facts.load().observations if each.source.startswith("http")]
    assert {each.source.partition("//")[2] for each in published} <= addresses
    links = {row[say("evidence.link", lang)] for row in rows} - {None}
    assert links == {each.source for each in published if each.grade not in ("SECONDARY-LOW", "WEAK")} | {
        known.source.url
        for known in table().values()
        if known.source.url.startswith("http") and known.grade not in ("SECONDARY-LOW", "WEAK")
    }
    figures = say("evidence.published_figures", lang)
    assert sum(int(row[figures]) for row in rows) == sum(
        each.source.startswith("http") for each in facts.load().observations
    )
