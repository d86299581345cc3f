"""The page of the own organisation: found by any of its names, estimated until it says more, private."""

from __future__ import annotations

import io
from datetime import date
from typing import Any

import openpyxl
import pytest
from desk import desk_of, opened
from desk import made as made_results
from made_part import made_part
from streamlit.testing.v1 import AppTest

from sim import facts
from sim.brief import organisation
from sim.brief.estimates import of_summary
from sim.brief.template import ENTRY, ESTIMATE, FIRST_ROW, KEY, tables, template
from sim.brief.template_read import read_template
from sim.scenario import (
    OwnBaseline,
    OwnContractEnd,
    OwnCutover,
    OwnFigures,
    OwnItem,
    OwnQuote,
    own_figures,
)
from sim.summary import ENOUGH
from sim.web import links, own_entries, session
from sim.web.drafts import Desk, Edit
from sim.web.jobs import Answer
from sim.web.own_summary import FIRST, Summaries
from sim.web.words import say

pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning")  # Streamlit's own
CITY = "112089"


@pytest.fixture
def page(monkeypatch: pytest.MonkeyPatch) -> AppTest:
    return opened(monkeypatch, "own", 2)


def test_every_organisation_and_prefecture_is_in_the_list_by_name_kana_and_code(page: AppTest) -> None:
    assert not page.exception
    names = page.selectbox(key="found").options
    assert len(names) == 1_788 + 47
    assert any("所沢市" in name and CITY in name and "埼玉" in name for name in names)


@pytest.mark.slow
def test_a_city_sees_its_table_its_budget_and_its_mark(page: AppTest) -> None:
    page.selectbox(key="found").set_value(CITY).run()
    assert not page.exception
    assert not page.error
    assert desk_of(page).organisation == CITY
    assert any("推計" in each.value for each in page.caption)
    assert any(say("frame.first", "ja") in each.value for each in page.caption)  # two replications only
    assert len(page.table) == 3  # the officer's table, the budget, the businesses
    assert len(page.get("vega_lite_chart")) == 3
    assert [tab.label for tab in page.tabs][3] == say("own.tab_enter", "ja")
    assert any(code.value.startswith("sanwari export baseline --organisation") for code in page.code)


def test_figures_of_one_body_do_not_go_to_another(page: AppTest) -> None:
    mine = desk_of(page)
    edits = (Edit("cost.own_baselines", '[{ organisation = "112089", fy2018_yen = 100000000 }]'),)
    changed = mine.owning(CITY, edits)
    session.desks().put(changed)
    assert changed.scenario().hash != mine.scenario().hash
    assert "112089" not in str(links.parameters(changed.draft))  # never in a link
    assert changed.owning("011002", ()).own == ()


def lines_of(desk: Desk) -> own_entries.Tables:
    return tables(desk.organisation, None, own_figures(desk.scenario(), desk.organisation), "ja")


def typing(desk: Desk, kind: str, entries: dict[str, tuple[str, str]], unit: str = "千円") -> Desk:
    """The desk after lines of a table were typed: entry and day by key."""
    lines = lines_of(desk)
    before = own_entries.entered(desk, lines, unit)[kind]
    found = tuple((key, *entries.get(key, (entry, day))) for key, entry, day in before)
    return own_entries.put(desk, lines, kind, found, unit)


def figures(desk: Desk) -> OwnFigures:
    return own_figures(desk.scenario(), desk.organisation)


FY2018 = {item: (f"{1_000 * place:,}", "") for place, item in enumerate(facts.load().pilot.key, 1)}


def filled_desk() -> Desk:
    desk = typing(Desk("token", organisation=CITY), "fy2018", FY2018)
    desk = typing(
        desk, "quotes", {"cloud": ("２，５００，０００円", "令和7年1月"), "line": ("3,000.001", "2025/1/31")}
    )
    desk = typing(desk, "ends", {"tax": ("R7.12", "")})
    return typing(desk, "cutovers", {"schooling": ("2026-01-05", "")})


def test_what_is_typed_uploaded_and_downloaded_is_the_same() -> None:
    typed = figures(filled_desk())
    assert OwnItem(CITY, facts.load().pilot.key[1], 2_000_000) in typed.rows
    assert OwnQuote(CITY, "cloud", 2_500_000, date(2025, 1, 31)) in typed.rows
    assert OwnQuote(CITY, "line", 3_000_001, date(2025, 1, 31)) in typed.rows
    assert OwnContractEnd(CITY, "tax", date(2025, 12, 31)) in typed.rows
    assert OwnCutover(CITY, "schooling", date(2026, 1, 5)) in typed.rows
    for lang in ("ja", "en"):
        downloaded = read_template(template(CITY, None, typed, lang))
        assert downloaded == typed
        uploaded = own_entries.used(Desk("other", organisation=CITY), downloaded)
        assert figures(uploaded) == typed
        assert uploaded.scenario().hash == filled_desk().scenario().hash


@pytest.mark.parametrize("unit", own_entries.UNITS)
def test_own_figures_shown_in_a_unit_and_typed_again_are_the_same(unit: str) -> None:
    desk = filled_desk()
    shown = own_entries.entered(desk, lines_of(desk), unit)
    empty = Desk("other", organisation=CITY)
    for kind, lines in shown.items():
        empty = typing(empty, kind, {key: (entry, day) for key, entry, day in lines}, unit)
    assert figures(empty) == figures(desk)


def test_faults_are_told_all_at_once_and_the_figures_before_stay_until_they_are_mended() -> None:
    desk = filled_desk()
    wrong = typing(
        typing(desk, "fy2018", {"cloud": ("たくさん", "")}),
        "cutovers",
        {"tax": ("", ""), "schooling": ("いつか", "")},
    )
    found = own_entries.faults(wrong, lines_of(wrong))
    assert [(fault.key, fault.code) for fault in found] == [
        ("平成30年度の経費: クラウド利用経費", "own_cell_amount"),
        ("移行予定日: 就学", "own_cell_day"),
    ]
    assert "たくさん" in found[0].text("ja")
    assert figures(wrong) == figures(desk)
    assert wrong.toml() == desk.toml()
    half = typing(wrong, "fy2018", {"cloud": ("5", "")})
    assert [fault.code for fault in own_entries.faults(half, lines_of(half))] == ["own_cell_day"]
    mended = typing(half, "cutovers", {"schooling": ("", "")})
    assert mended.typed is None
    assert OwnItem(CITY, "cloud", 5_000) in figures(mended).rows
    assert not any(isinstance(row, OwnCutover) for row in figures(mended).rows)


def test_steps_of_typing_can_be_undone_and_done_again() -> None:
    desk = filled_desk()
    wrong = typing(desk, "ends", {"tax": ("来年", "")})
    assert wrong.undo().typed is None
    assert figures(wrong.undo()) == figures(desk)
    assert wrong.undo().redo().typed == wrong.typed
    assert desk.undo().undo().undo().undo().own == ()


def test_what_a_table_lacks_is_one_sentence() -> None:
    begun = typing(Desk("token", organisation=CITY), "fy2018", {"cloud": ("5", "")})
    found = own_entries.faults(begun, lines_of(begun))
    assert len(found) == len(FY2018) - 1
    (told,) = own_entries.together(found, "ja")
    assert all(name in told.text("ja") for name in ("システム運用作業", "通信回線費"))
    assert "クラウド利用経費" not in told.text("ja")
    assert begun.own == ()


def test_typed_figures_are_in_no_link_and_not_in_the_draft_that_is_shared() -> None:
    desk = filled_desk()
    assert "own_" not in desk.draft.toml()
    assert links.draft(links.parameters(desk.draft)).scenario().hash == desk.draft.scenario().hash
    assert "own_items" in desk.toml()  # only the file that the visitor saves
    assert "own_items" not in repr(desk)


def test_the_template_of_the_page_holds_the_estimates_of_the_summary() -> None:
    summary = made_part(CITY)
    estimates = of_summary(summary)
    book = openpyxl.load_workbook(io.BytesIO(template(CITY, estimates, filled_own(), "ja")))
    items = {row["item"]: row for row in summary["officer"]}
    cells = {row[KEY].value: row for row in book["平成30年度の経費"].iter_rows(min_row=FIRST_ROW + 1)}
    assert cells["cloud"][ESTIMATE].value == round(items["cloud"]["fy2018"])
    ten = [round(items[item]["fy2018"]) for item in facts.load().pilot.key]
    assert cells["total"][ESTIMATE].value == sum(ten)  # without law changes, as the line says
    assert cells["total"][ENTRY].value == 100_000_000
    after = {row[KEY].value: row for row in book["移行後の見積り"].iter_rows(min_row=FIRST_ROW + 1)}
    assert after["cloud"][ESTIMATE].value == round(items["cloud"]["after"])
    days = {row[KEY].value: row for row in book["移行予定日"].iter_rows(min_row=FIRST_ROW + 1)}
    assert days["schooling"][ESTIMATE].value.date() == date(2026, 2, 28)
    assert days["resident_register"][ESTIMATE].value is None  # the summary has no day for it


def filled_own() -> OwnFigures:
    return OwnFigures(CITY, (OwnBaseline(CITY, 100_000_000),))


def test_a_better_summary_is_made_aside_and_taken_when_it_is_there() -> None:
    made: list[int] = []

    def make(*_: Any, most: int, **__: Any) -> dict[str, Any]:
        made.append(most)
        return {"replications": most}

    kept = Summaries(make)
    few, many = (Answer(*made_results(number)) for number in (20, ENOUGH))
    part = organisation(facts.load(), CITY)
    assert kept.better(few, part) is None
    assert kept.first(few, part) == kept.first(few, part) == {"replications": FIRST}
    better = kept.better(many, part)
    assert better is not None
    assert better.result(60) == {"replications": ENOUGH}
    assert kept.better(many, part) is better
    assert made == [FIRST, ENOUGH]
