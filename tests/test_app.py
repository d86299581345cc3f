"""The page: it shows what it was asked, says when it is stale, and speaks both languages."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from made import results
from streamlit.testing.v1 import AppTest

from sim import runs, store
from sim.errors import Fault, ScenarioError
from sim.scenario import catalogue
from sim.summary import summarise

APP = Path(__file__).parents[1] / "app.py"
pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning")  # Streamlit's own


@pytest.fixture
def page(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> AppTest:
    """The page over made results, with nothing stored."""

    def run(scenario: Any, replications: int, workers: int, progress: Any) -> Any:
        assert workers >= 1
        progress(1, 2)
        assert scenario.info.name == "baseline"
        return results(replications)

    monkeypatch.setattr(runs, "run", run)
    monkeypatch.setattr(store, "BASELINE", tmp_path / "none")
    return AppTest.from_file(str(APP), default_timeout=60).run()


def test_without_results_the_page_says_what_to_do(page: AppTest) -> None:
    assert not page.exception
    assert "計算する" in page.info[0].value
    assert "推計" in page.markdown[0].value


def test_every_request_is_a_switch(page: AppTest) -> None:
    assert len(page.toggle) == sum(entry.ask is not None for entry in catalogue())


def test_a_run_shows_headline_three_charts_and_the_command(page: AppTest) -> None:
    page.select_slider(key="replications").set_value(20)
    page.button(key="run").click().run()
    assert not page.exception
    assert any("いつ終わるか" in each.value for each in page.subheader)
    assert len(page.get("vega_lite_chart")) == 3
    assert page.code[0].value == "sanwari run baseline --replications 20 --seed 1"
    assert any("推計" in each.value for each in page.caption)
    assert not page.warning


def test_a_changed_switch_makes_the_shown_result_stale(page: AppTest) -> None:
    page.select_slider(key="replications").set_value(20)
    page.button(key="run").click().run()
    page.toggle[0].set_value(True).run()
    assert "いま選んでいる" in page.warning[0].value
    page.button(key="run").click().run()
    assert not page.warning
    assert "--with asks/" in page.code[0].value


def test_the_page_speaks_english(page: AppTest) -> None:
    page.radio(key="lang").set_value("English").run()
    assert "Outlook" in page.title[0].value
    assert "press Run" in page.info[0].value


def test_a_fault_is_shown_and_not_a_traceback(page: AppTest, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*_: object, **__: object) -> None:
        raise ScenarioError([Fault("x.toml", "deadline.dya", None, "unknown_key", {"meant": "deadline.day"})])

    monkeypatch.setattr(runs, "run", refused)
    page.button(key="run").click().run()
    assert not page.exception
    assert "deadline.day" in page.error[0].value


def test_a_stored_baseline_is_shown_at_once(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    found = results(20)
    store.save(found, summarise(found), tmp_path / "baseline")
    monkeypatch.setattr(store, "BASELINE", tmp_path / "baseline")
    page = AppTest.from_file(str(APP), default_timeout=60).run()
    assert not page.exception
    assert not page.info
    assert page.code[0].value == "sanwari run baseline --replications 20 --seed 1"


def test_a_stored_baseline_of_other_assumptions_is_not_shown(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    found = results(2)
    summary = summarise(found)
    summary["scenario"]["hash"] = "another"
    store.save(found, summary, tmp_path / "baseline")
    monkeypatch.setattr(store, "BASELINE", tmp_path / "baseline")
    page = AppTest.from_file(str(APP), default_timeout=60).run()
    assert page.info
