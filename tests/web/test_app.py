"""The frame and the outlook: a browser finds its desk again, states are told, nothing breaks in the open."""

from __future__ import annotations

from dataclasses import replace

import pytest
from streamlit.testing.v1 import AppTest
from support.desk import MadePool, desk_of, opened
from support.paths import APP

from sim.errors import Fault, ScenarioError
from sim.runs import NoReplicationError
from sim.summary import DEFAULT_CODE
from sim.web.desk import links, session
from sim.web.desk.drafts import Desk, Draft
from sim.web.pages import outlook
from sim.web.widgets import charts, frame, progress
from sim.web.words import TABLES, markdown
from sim.web.work.answers import State

pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning")  # Streamlit's own


@pytest.fixture
def pool(monkeypatch: pytest.MonkeyPatch) -> MadePool:
    made = MadePool()
    monkeypatch.setattr(session, "pool", lambda: made)
    return made


@pytest.fixture
def page(pool: MadePool) -> AppTest:
    """The page over the made queue of work."""
    assert session.pool() is pool
    return AppTest.from_file(str(APP), default_timeout=60)


def texts(page: AppTest) -> str:
    parts = [
        *page.title,
        *page.markdown,
        *page.caption,
        *page.warning,
        *page.info,
        *page.error,
        *page.header,
        *page.subheader,
    ]
    return "\n".join(str(part.value) for part in parts)


def test_the_outlook_answers_at_once_and_says_what_it_answers(page: AppTest) -> None:
    page.run()
    assert not page.exception
    assert markdown("outlook.title", "ja") in texts(page)
    assert "試行 20 回" in texts(page)
    assert markdown("frame.estimate", "ja") in texts(page)
    assert "sanwari run baseline --replications 20 --seed 1" in [code.value for code in page.code]


def test_every_page_exists_and_has_a_name_in_both_languages() -> None:
    for name in frame.PAGES:
        assert markdown(f"frame.{name}", "ja") != markdown(f"frame.{name}", "en")


@pytest.mark.parametrize("name", sorted(f"{table}.{key}" for table in TABLES for key in TABLES[table]))
def test_every_text_exists_in_both_languages_with_the_same_blanks(name: str) -> None:
    table, _, key = name.partition(".")
    words = TABLES[table][key]
    assert set(words) == {"ja", "en"}
    assert all(words.values())
    blanks = {lang: {piece.split("}")[0] for piece in text.split("{")[1:]} for lang, text in words.items()}
    assert blanks["ja"] == blanks["en"]


def test_the_language_of_the_switch_stays(page: AppTest) -> None:
    page.run()
    page.segmented_control(key="lang").set_value("en").run()
    assert markdown("outlook.title", "en") in texts(page)
    page.run()
    assert markdown("outlook.title", "en") in texts(page)


@pytest.fixture
def mine(monkeypatch: pytest.MonkeyPatch) -> session.Owner:
    """The visitor's browser sends a cookie; no tab of before is connected any more."""
    browser = session.Owner("made for this test")
    monkeypatch.setattr(session, "owner", lambda: browser)
    monkeypatch.setattr(session, "_is_live", lambda _: False)
    return browser


@pytest.mark.usefixtures("mine")
def test_a_refresh_finds_the_desk_by_the_cookie_of_the_browser(page: AppTest, pool: MadePool) -> None:
    page.run()
    desk = desk_of(page)
    session.desks().put(desk.put(Draft(base="yen_160")), session.owner(), "an earlier tab")
    again = AppTest.from_file(str(APP), default_timeout=60).run()
    assert desk_of(again).token == desk.token
    assert pool.watched[desk.token][0].info.name == "yen_160"
    assert "sanwari run yen_160 --replications 20 --seed 1" in [code.value for code in again.code]


def test_without_a_cookie_a_desk_lasts_as_long_as_its_tab(page: AppTest) -> None:
    desk = desk_of(page.run())
    assert desk_of(page.run()).token == desk.token
    assert desk_of(AppTest.from_file(str(APP), default_timeout=60).run()).token != desk.token


@pytest.mark.parametrize("name", ["desk", "token", "sanwari", "S", "title"])
def test_an_address_opens_no_desk_and_keeps_nothing_that_is_not_listed(page: AppTest, name: str) -> None:
    others = session.desks()
    others.put(Desk("of somebody else").put(Draft(title="figures of somebody else")), None, "another tab")
    page.query_params[name] = "of somebody else"
    page.run()
    assert not page.exception
    assert "somebody else" not in texts(page)
    assert len(desk_of(page).token) >= 32
    assert page.query_params == {}


def test_an_address_is_emptied_of_all_that_it_may_hold(page: AppTest) -> None:
    for name in session.ADDRESS:
        page.query_params[name] = "en"
    page.run()
    assert page.query_params == {}


def test_a_shared_link_opens_the_scenario_that_was_sent(page: AppTest, pool: MadePool) -> None:
    draft = Draft(title="円安", asks=("asks/cloud_fees",)).setting("prices.usdjpy_fixed", "175")
    for name, value in links.parameters(draft).items():
        page.query_params[name] = value
    page.run()
    assert not page.exception
    assert page.query_params == {}
    shown = pool.watched[desk_of(page).token][0]
    assert shown.hash == draft.scenario().hash
    assert "円安" in texts(page)


def test_a_damaged_link_says_so_and_the_page_works(page: AppTest) -> None:
    page.query_params["s"] = "damaged"
    page.run()
    assert not page.exception
    assert "共有リンク" in page.error[0].value
    assert "試行 20 回" in texts(page)


def test_the_definition_of_the_outlook_decides_its_ratios_and_its_command(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    page, code = opened(monkeypatch, "outlook", 200), "N-upkeep-net-nominal-gross"
    assert "2018年度" in page.metric[2].label
    page.selectbox(key="definition").set_value(code).run()
    assert not page.exception
    assert "移行前の最後の年度" in page.metric[2].label
    assert any(f"--definition {code}" in each.value for each in page.code)
    assert desk_of(page).definition == code
    page.selectbox(key="definition").set_value(DEFAULT_CODE).run()
    assert not any("--definition" in each.value for each in page.code)


def test_the_address_chooses_the_language(page: AppTest) -> None:
    page.query_params["lang"] = "en"
    page.run()
    assert markdown("outlook.title", "en") in texts(page)


@pytest.mark.parametrize(
    ("state", "told"),
    [
        (State("waiting", wanted=50), markdown("frame.waiting", "ja")),
        (State("waiting", wanted=50), markdown("frame.no_answer", "ja")),
    ],
)
def test_a_page_without_an_answer_says_what_it_waits_for(
    page: AppTest, pool: MadePool, state: State, told: str
) -> None:
    pool.now = state
    page.run()
    assert not page.exception
    assert told in texts(page)


def test_the_first_use_of_a_version_shows_how_far_the_compilation_is(page: AppTest, pool: MadePool) -> None:
    pool.now = State("running", done=52, wanted=196, compiling=True)
    page.run()
    assert not page.exception
    bar = page.get("progress")[0].proto
    assert (bar.value, bar.text) == (26, markdown("frame.compiling", "ja", done=52, wanted=196))


def test_a_result_of_other_inputs_stands_under_a_banner(page: AppTest, pool: MadePool) -> None:
    page.run()
    session.desks().put(desk_of(page).put(Draft(base="yen_160")))
    answer = pool.answer
    pool.answer = lambda scenario: None if scenario.info.name == "yen_160" else answer(scenario)  # type: ignore[method-assign]
    page.run()
    assert not page.exception
    assert "基本ケース" in page.warning[0].value or "baseline" in page.warning[0].value
    assert "1ドル160円" in page.warning[0].value


@pytest.mark.parametrize("answered_before", [True, False])
def test_a_page_that_awaits_an_answer_says_that_it_still_shows_the_one_before(
    page: AppTest, pool: MadePool, monkeypatch: pytest.MonkeyPatch, answered_before: bool
) -> None:
    if answered_before:
        page.run()
    pool.now, notes = State("running", done=3, wanted=10), []
    monkeypatch.setattr(progress, "_far", lambda *given: notes.append(given[2] if given[2:] else ""))
    page.run()
    assert notes[0] == (markdown("frame.from_before", "ja") if answered_before else "")


@pytest.mark.parametrize(
    ("error", "told"),
    [
        (ScenarioError([Fault("", "", None, "no_window")]), "切替えのできる日"),
        (NoReplicationError("boom"), "boom"),
        (ZeroDivisionError("secret detail"), "不具合"),
    ],
)
def test_a_failed_run_is_told_without_a_traceback_and_can_be_tried_again(
    page: AppTest, pool: MadePool, error: Exception, told: str
) -> None:
    pool.now = State("failed", error=error)
    page.run()
    assert not page.exception
    assert told in page.error[0].value
    assert "secret" not in texts(page)
    page.button[0].click().run()
    assert len(pool.retried) == 1


def test_refinement_can_be_stopped_and_taken_up_again(page: AppTest, pool: MadePool) -> None:
    pool.now = State("running", have=20, done=60, wanted=200, seconds_left=12.0)
    page.run()
    page.button(key="stop").click().run()
    assert pool.now.more
    page.button(key="resume").click().run()
    assert not pool.now.more


def test_the_server_makes_the_first_chart_before_the_first_visitor_comes(
    page: AppTest, monkeypatch: pytest.MonkeyPatch
) -> None:
    drawn: list[str] = []
    draw = charts.specification
    monkeypatch.setattr(
        charts, "specification", lambda figure, style: drawn.append(figure.key) or draw(figure, style)
    )
    outlook.ahead()
    assert drawn == ["completion"]
    page.run()
    assert drawn == ["completion"]


def test_a_baseline_that_failed_is_not_waited_for(pool: MadePool) -> None:
    pool.now = State("failed", error=RuntimeError())
    outlook.ahead()


def test_a_fault_of_ours_is_one_sentence(page: AppTest, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(_: object) -> None:
        raise ZeroDivisionError("secret detail")

    monkeypatch.setattr(outlook, "page", broken)
    page.run()
    assert not page.exception
    assert page.error[0].value == markdown("frame.wrong", "ja")
    assert "secret" not in texts(page)


def test_failed_replications_are_counted_on_the_page(page: AppTest, pool: MadePool) -> None:
    answer = pool.answer
    found = answer(session.load("baseline"))
    assert found is not None
    broken = replace(found, summarised=lambda: replace(found.summary, failed_replications=3))
    pool.answer = lambda _: broken  # type: ignore[method-assign]
    page.run()
    assert "3 回の試行が失敗" in texts(page)
