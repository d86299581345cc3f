"""A stranger's link or file: whatever its texts hold, no page makes a link, a picture or a symbol of it."""

from __future__ import annotations

from dataclasses import replace

import pytest
from streamlit.testing.v1 import AppTest
from support.desk import desk_of, opened
from support.live_markdown import live, page_texts, text
from support.made import results

from sim import vega_pictures as drawing
from sim.errors import Fault, ScenarioError
from sim.figures import Style
from sim.figures.comparison.brief import completion
from sim.render.vega.figure import specification
from sim.summary import summarise
from sim.web.desk import links, session
from sim.web.desk.drafts import Desk, Draft
from sim.web.markdown import JOINER
from sim.web.widgets import body, frame, levers
from sim.web.work.answers import State

pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning")  # Streamlit's own
MARK = "PLANTED"
EVIL = (
    f"{MARK} ![p](https://evil.invalid/p.png) [l](https://evil.invalid) https://evil.invalid "
    "www.evil.invalid a@evil.invalid <img src=x> :red[r] :material/home: :smile: $m$ `c` "
    "**b** ~~s~~ -> | # &lt;"
)
AS_IT_IS = ("value", "default", "options", "raw_value", "raw_values", "code_text", "spec", "alt", "id", "url")
"""Fields of messages that are shown as text: what is typed, lists to choose from, commands."""
LAWS = f'[{{ name_ja = "{EVIL}", name_en = "{EVIL}", from_day = 2027-04-01, to_day = 2028-03-31, '
LAWS += "teams_share = 0.1, cost_share = 0.1 }]"
DRAFT = Draft(title=EVIL, author=EVIL, reason=EVIL).setting("law_changes.changes", LAWS)


def planted(page: AppTest) -> list[str]:
    """Markdown of a page with something planted in it."""
    return [each for each in page_texts(page, AS_IT_IS) if MARK in each or "evil" in each]


def harmless(page: AppTest, least: int = 1) -> None:
    assert not page.exception
    found = planted(page)
    assert len(found) >= least
    ours = {"bullet_list_open", "bullet_list_close", "list_item_open", "list_item_close", "hardbreak"}
    ours |= {"strong_open", "strong_close", "softbreak", "heading_open", "heading_close"}
    assert {each: live(each) - ours for each in found if live(each) - ours} == {}
    assert any(EVIL in text(each).replace(JOINER, "") for each in found)
    for table in page.table:
        cells = [*table.value.columns, *table.value.index, *table.value.to_numpy().ravel()]
        assert [cell for cell in cells if live(str(cell))] == []


def with_draft(page: AppTest, *drafts: Draft, **more: object) -> AppTest:
    session.desks().put(replace(desk_of(page), drafts=drafts, **more))
    return page.run()


@pytest.mark.parametrize("lang", ["ja", "en"])
@pytest.mark.parametrize("name", frame.PAGES)
def test_no_page_makes_anything_of_a_planted_title(
    monkeypatch: pytest.MonkeyPatch, name: str, lang: str
) -> None:
    page = with_draft(opened(monkeypatch, name), DRAFT, lang=lang)
    if name == "compare":
        (mine,) = [each for each in page.multiselect(key="compared").options if MARK in each]
        page.multiselect(key="compared").set_value([mine]).run()
        harmless(page, 4)
    elif name != "own":
        harmless(page)


def test_what_a_chart_is_called_for_those_who_cannot_see_it_is_no_markdown(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """An `alt` is read out as it is: no sign of escaping in it, whatever the title of a figure holds."""
    title = "a*b [c](d) _e_ $f$ #g"
    page = with_draft(opened(monkeypatch, "compare"), replace(DRAFT, title=title))
    (mine,) = [each for each in page.multiselect(key="compared").options if title in each]
    told: list[str] = []
    real = completion

    def titled(*given: object) -> object:
        return replace(real(*given), title=title)  # type: ignore[arg-type]

    monkeypatch.setattr("sim.figures.comparison.brief.completion", titled)
    monkeypatch.setattr(
        "streamlit.elements.vega_charts.normalize_alt", lambda alt, **_: told.append(alt) or str(alt)
    )
    page.multiselect(key="compared").set_value([mine]).run()
    assert not page.exception
    assert told
    assert all(each.startswith(f"{title} (") for each in told)


@pytest.mark.parametrize("group", ["asks", "about", *levers.LEVERS])
def test_no_group_of_assumptions_makes_anything_of_it(monkeypatch: pytest.MonkeyPatch, group: str) -> None:
    page = with_draft(opened(monkeypatch, "scenario"), DRAFT)
    page.pills(key="group").set_value(group).run()
    if group in levers.LEVERS and levers.further(group):
        page.toggle(key=f"all {group}").set_value(True).run()
    harmless(page)


def test_a_fault_shows_the_value_back_as_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    wrong = replace(DRAFT, edits=()).setting("vendors.queue_order", f'"{EVIL}"')
    page = with_draft(opened(monkeypatch, "scenario"), wrong)
    assert any(EVIL in text(each.value).replace(JOINER, "") for each in page.error)
    harmless(page)


def _faulty() -> None:
    """A page whose every message shows something of a stranger's."""
    from test_planted_texts import broken

    broken()


def broken() -> None:
    def page(_: Desk) -> None:
        raise ScenarioError([Fault(f"{EVIL}.toml", EVIL, EVIL, "unknown_key", {"nearest": EVIL})])

    body.guarded(page, Desk(""))


def test_the_name_of_a_file_and_of_a_key_are_shown_as_they_are() -> None:
    harmless(AppTest.from_function(_faulty).run())


def test_a_planted_run_that_failed_or_waits_shows_it_as_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    error = ScenarioError([Fault("", EVIL, EVIL, "unknown_key", {"nearest": EVIL})])
    for state in (State("failed", error=error), State("running", 0, 1, 10)):
        page = opened(monkeypatch, "outlook")
        session.pool().now = state  # type: ignore[attr-defined]
        page = with_draft(page, DRAFT)
        if state.kind == "failed":
            harmless(page)
        else:
            assert not page.exception


def test_a_shared_link_carries_it_and_the_page_shows_it_as_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    page = opened(monkeypatch, "outlook")
    for key, value in links.parameters(DRAFT).items():
        page.query_params[key] = value
    harmless(page.run())


def test_a_picture_to_take_away_holds_a_script_as_text() -> None:
    script = "<script>alert(1)</script>"
    some = results(20, 1)
    titled = Draft(title=script).setting("prices.usdjpy_fixed", "150").scenario()
    both = [summarise(some), summarise(replace(some, scenario=titled))]
    files = drawing.draw(specification(completion(both, Style("ja")), Style("ja")), dots_per_inch=72)
    drawn = files["svg"].decode()
    assert "<script" not in drawn
    assert "&lt;script&gt;" in drawn
