"""The page of evidence: every assumption is found, checks show their misses, credits are those of "
"the data."""

from __future__ import annotations

from pathlib import Path

import pytest
from desk import MadePool
from streamlit.testing.v1 import AppTest

from sim.scenario import load, table
from sim.summary import Lang
from sim.web import session
from sim.web.evidence import assumption_rows, matches
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
