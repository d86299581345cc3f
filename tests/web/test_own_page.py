"""The page of the own organisation: found by any of its names, estimated until it says more, private."""

from __future__ import annotations

import io
import threading
import zipfile
from dataclasses import replace
from datetime import date
from types import SimpleNamespace
from typing import Any

import openpyxl
import pytest
import streamlit as st
from streamlit.delta_generator import DeltaGenerator
from streamlit.testing.v1 import AppTest
from support.desk import MadePool, desk_of, opened
from support.desk import made as made_results
from support.made_part import made_part
from test_jobs import until

from sim import facts
from sim.analysis.part_summary import organisation
from sim.errors import UsageError
from sim.intake.estimates import of_summary
from sim.intake.read import read_template
from sim.intake.template import ENTRY, ESTIMATE, FIRST_ROW, KEY, tables, template
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
from sim.web.desk import links, own_entries, session
from sim.web.desk.drafts import STEPS_BACK, Desk, draft_of
from sim.web.pages import own_enter, own_tables
from sim.web.widgets import body, grids
from sim.web.words import markdown
from sim.web.work import own_summary
from sim.web.work.answers import State
from sim.web.work.own_summary import FIRST, WAITING, Summaries

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


def test_the_list_is_searched_in_romaji_and_tells_an_office_from_all_members(page: AppTest) -> None:
    names = page.selectbox(key="found").options
    assert names[:3] == [
        "北海道内の全団体（本庁と179市区町村の合計・Hokkaido・01）",
        "北海道庁だけ（市区町村を含まない1団体・ホッカイドウ・Hokkaido・010006）",
        "札幌市（北海道・サッポロシ・Sapporo-shi・011002）",
    ]
    session.desks().put(replace(desk_of(page), lang="en"))
    assert page.run().selectbox(key="found").options[:3] == [
        "Hokkaido: office and 179 municipalities (北海道, 01)",
        "Hokkaido: prefectural office alone (北海道, ホッカイドウ, 010006)",
        "Sapporo-shi, Hokkaido (札幌市, サッポロシ, 011002)",
    ]


@pytest.mark.slow
def test_a_city_sees_its_table_its_budget_and_its_mark(page: AppTest) -> None:
    page.selectbox(key="found").set_value(CITY).run()
    assert not page.exception
    assert not page.error
    assert desk_of(page).organisation == CITY
    assert any("推計" in each.value for each in page.caption)
    assert any(markdown("frame.first", "ja") in each.value for each in page.caption)  # two replications only
    assert len(page.table) == 3  # the officer's table, the budget, the businesses
    assert len(page.get("vega_lite_chart")) == 6  # three courses; causes, slips and freed money of the budget
    assert [tab.label for tab in page.tabs][3] == markdown("own.tab_enter", "ja")
    assert any(code.value.startswith("sanwari export baseline --organisation") for code in page.code)


def test_figures_of_one_body_do_not_go_to_another(page: AppTest) -> None:
    mine = desk_of(page)
    own = OwnFigures(CITY, (OwnBaseline(CITY, 100_000_000),))
    session.desks().put(mine.owning(own))
    assert mine.owning(own).scenario().hash != mine.scenario().hash
    assert CITY not in str(links.parameters(mine.owning(own).draft))  # never in a link
    page.run().selectbox(key="found").set_value("011002").run()
    assert not page.exception
    assert desk_of(page).own == (own,)
    assert figures(desk_of(page)) == OwnFigures("011002")


def test_the_page_says_whose_figures_are_in_effect_besides(page: AppTest) -> None:
    both = [OwnFigures(code, (OwnBaseline(code, 100_000_000),)) for code in (CITY, "132047")]
    session.desks().put(desk_of(page).owning(both[1]).owning(both[0]))
    captions = [each.value for each in page.run().caption]
    assert markdown("own.in_effect", "ja", names="東京都三鷹市") in captions
    page.selectbox(key="found").set_value("11").run()  # the prefecture of the one
    captions = [each.value for each in page.caption]
    assert markdown("own.members_own", "ja", number=1) in captions
    assert markdown("own.in_effect", "ja", names="東京都三鷹市、埼玉県所沢市") in captions
    page.selectbox(key="found").set_value(None).run()  # nothing is looked at, all stay
    assert markdown("own.in_effect", "ja", names="東京都三鷹市、埼玉県所沢市") in [
        each.value for each in page.caption
    ]
    session.desks().put(desk_of(page).owning(OwnFigures("132047")))
    assert markdown("own.in_effect", "ja", names="埼玉県所沢市") in [
        each.value for each in page.run().caption
    ]


def test_of_many_with_own_figures_the_first_are_named(page: AppTest) -> None:
    codes = facts.load().organisations.code[1:9]
    own = tuple(OwnFigures(code, (OwnBaseline(code, 100_000_000),)) for code in codes)
    session.desks().put(replace(desk_of(page), own=own, organisation=codes[0], lang="en"))
    told = next(each.value for each in page.run().caption if "own figures of" in each.value)
    assert "Hakodate-shi, Hokkaido; Otaru-shi, Hokkaido; " in told
    assert "; 2 more." in told


def test_what_is_entered_or_cleared_for_one_leaves_the_figures_of_another() -> None:
    other = OwnFigures("132047", (OwnBaseline("132047", 100_000_000),))
    desk = typing(Desk("token").owning(other).looking(CITY), "cutovers", {"schooling": ("2026-01-05", "")})
    assert desk.own == (other, OwnFigures(CITY, (OwnCutover(CITY, "schooling", date(2026, 1, 5)),)))
    wrong = typing(desk, "ends", {"tax": ("来年", "")})
    assert (wrong.own, wrong.typed is None) == (desk.own, False)
    assert own_enter.STEPS["clear"](wrong).own == (other,)


def test_what_is_not_finished_is_there_again_after_a_look_at_another_organisation() -> None:
    wrong = typing(Desk("token", organisation=CITY), "ends", {"tax": ("来年", "")})
    away = typing(wrong.looking("132047"), "cutovers", {"schooling": ("2026-01-05", "")})
    assert away.typed is None
    assert away.looking(CITY).typed == wrong.typed is not None
    assert own_enter.STEPS["clear"](away.looking(CITY)).typed is None
    file = Desk("").owning(OwnFigures(CITY, (OwnBaseline(CITY, 7),))).toml()
    assert away.opening(draft_of(file)).looking(CITY).typed is None  # the file goes before


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
        ("2018年度の経費: クラウド利用経費", "own_cell_amount"),
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
    items = {row.item: row for row in summary.officer}
    cells = {row[KEY].value: row for row in book["2018年度の経費"].iter_rows(min_row=FIRST_ROW + 1)}
    assert cells["cloud"][ESTIMATE].value == round(items["cloud"].fy2018)
    ten = [round(items[item].fy2018) for item in facts.load().pilot.key]
    assert cells["total"][ESTIMATE].value == sum(ten)  # without law changes, as the line says
    assert cells["total"][ENTRY].value == 100_000_000
    after = {row[KEY].value: row for row in book["移行後の見積り"].iter_rows(min_row=FIRST_ROW + 1)}
    assert after["cloud"][ESTIMATE].value == round(items["cloud"].after)
    days = {row[KEY].value: row for row in book["移行予定日"].iter_rows(min_row=FIRST_ROW + 1)}
    assert days["schooling"][ESTIMATE].value.date() == date(2026, 2, 28)
    assert days["resident_register"][ESTIMATE].value is None  # the summary has no day for it


@pytest.mark.parametrize(
    ("kind", "more", "goes_on"),
    [("running", False, True), ("ready", True, True), ("ready", False, False)],
)
def test_the_state_is_renewed_only_while_something_is_under_way(
    monkeypatch: pytest.MonkeyPatch, kind: Any, more: bool, goes_on: bool
) -> None:
    pool, timers = MadePool(2, State(kind, 2, 2, 2)), []

    def fragment(draw: Any, run_every: float | None) -> Any:
        timers.append((draw, run_every))
        return draw

    monkeypatch.setattr(session, "pool", lambda: pool)
    monkeypatch.setattr(body.st, "fragment", fragment)
    desk, drawn = Desk("token"), []
    body.followed(desk, "own", [desk.scenario()], lambda found, _: drawn.append(found), lambda _: more)
    ((tick, run_every),) = timers
    assert bool(run_every) == goes_on
    pool.watched.clear()
    tick()
    assert len(drawn) == 2
    assert bool(pool.watched) == (kind == "running")  # else nobody counts as waiting


def test_the_sentences_beside_the_tables_are_made_once(monkeypatch: pytest.MonkeyPatch) -> None:
    summary, part, built = made_part(CITY), organisation(facts.load(), CITY), []
    say_it = own_enter.figures.sentence
    monkeypatch.setattr(own_enter, "summary_so_far", lambda *_: summary)
    monkeypatch.setattr(own_enter.figures, "sentence", lambda *given: built.append(1) or say_it(*given))
    for _ in range(3):
        own_enter._so_far([made_results(2)], True, part, Desk("token"))
    assert len(built) == 1


def filled_own() -> OwnFigures:
    return OwnFigures(CITY, (OwnBaseline(CITY, 100_000_000),))


def test_a_summary_that_failed_takes_nothing_away_and_is_made_again_later(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    clock, breaks = [0.0], [True]

    def make(*_: Any, most: int, **__: Any) -> dict[str, Any]:
        if most == ENOUGH and breaks[0]:
            raise RuntimeError("no memory left")
        return {"replications": most}

    kept = Summaries(make, lambda: clock[0])
    monkeypatch.setattr(own_summary, "summaries", lambda: kept)
    many, part = made_results(ENOUGH), organisation(facts.load(), CITY)
    failed = kept.better(many, part)
    assert failed is not None
    assert failed.exception(60)
    assert own_summary.summary_so_far(many, part) == {"replications": FIRST}
    assert own_summary.summary_of(many, part) == {"replications": FIRST}
    assert kept.better(many, part) is failed  # not over and over again while the page is open
    clock[0], breaks[0] = own_summary.FAILED_SECONDS + 1, False
    again = kept.better(many, part)
    assert again is not None
    assert again.result(60) == {"replications": ENOUGH}


def entering(monkeypatch: pytest.MonkeyPatch) -> AppTest:
    """The tab in which own figures are entered, of a city without estimates."""
    monkeypatch.setattr(own_enter, "_estimates", lambda *_: None)
    page = opened(monkeypatch, "own", 2)
    page.session_state["own tabs 6"] = markdown("own.tab_enter", "ja")
    page.selectbox(key="found").set_value(CITY).run()
    assert not page.exception
    assert not page.error
    return page


@pytest.mark.parametrize("steps", [0, STEPS_BACK])
def test_a_workbook_is_taken_up_once_whether_or_not_it_changes_anything(
    monkeypatch: pytest.MonkeyPatch, steps: int
) -> None:
    page = entering(monkeypatch)
    own = filled_own() if steps else OwnFigures(CITY)
    draft = desk_of(page).draft
    session.desks().put(replace(desk_of(page), past=(((draft,), 0, CITY, (), None),) * steps))
    times: list[str] = []

    def found(*_: Any, key: str, **__: Any) -> Any:
        """The browser's file, as long as its place on the page is the same."""
        times.append(key)
        assert len(times) < 10
        return SimpleNamespace(getvalue=lambda: book, name="own.xlsx") if key == times[0] else None

    book = template(CITY, None, own)
    monkeypatch.setattr(DeltaGenerator, "file_uploader", found)
    page.run()
    assert not page.exception
    assert not page.error
    page.run()
    assert len(set(times)) == 2
    assert figures(desk_of(page)) == own


def test_a_step_back_starts_from_what_was_typed_last(monkeypatch: pytest.MonkeyPatch) -> None:
    page = entering(monkeypatch)
    drawn = typing(desk_of(page), "ends", {"tax": ("R7.12", "")})
    session.desks().put(drawn)
    page.run()
    typed = typing(drawn, "cutovers", {"schooling": ("2026-01-05", "")})
    session.desks().put(typed)  # the cell that the click on the button left
    page.button(key="own undo").click().run()
    assert figures(desk_of(page)) == figures(drawn)
    assert figures(desk_of(page).redo()) == figures(typed)


def test_a_fault_of_ours_where_people_type_is_one_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    page = entering(monkeypatch)

    times, drawn = [], []

    def broken(*_: Any) -> None:
        times.append(1)
        raise RuntimeError("of ours")

    monkeypatch.setattr(own_tables, "draw", broken)
    monkeypatch.setattr(st, "fragment", lambda part, **_: lambda: (drawn.append(part), part())[1])
    page.run()
    assert [error.value for error in page.error] == [markdown("frame.wrong", "ja")]
    now = desk_of(page)
    monkeypatch.setattr(session, "desk", lambda: now)
    drawn[-1]()  # drawn by itself it is as safe as with the page
    assert len(times) == 2


def test_the_page_is_drawn_anew_when_another_tab_of_the_browser_changed_what_it_is_of(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    here = Desk("token", organisation=CITY)
    shown: list[Desk] = [here]

    class AnewError(Exception):
        pass

    def anew() -> None:
        raise AnewError

    monkeypatch.setattr(session, "desk", lambda: shown[0])
    monkeypatch.setattr(st, "rerun", anew)
    drawn = own_enter._drawn_with(here)
    other = here.looking("011002")
    for changed in (other, here.put(here.draft.setting("prices.usdjpy_fixed", "140"))):
        shown[0] = changed
        with pytest.raises(AnewError):
            own_enter._own_figures(drawn, None)


def take_up(monkeypatch: pytest.MonkeyPatch, drawn: Desk, now: Desk, entry: str) -> Desk:
    """The desk `now` after the table of contract ends, as `drawn`, hands in an entry for taxes."""
    lines, saved = lines_of(drawn), [now]
    says = own_entries.entered(drawn, lines, "千円")["ends"]
    rows = own_tables._frame(lines["ends"], says, "千円", "ja")
    mounted = grids.Mounted("own ends", rows, own_tables._source(drawn, "千円", lines["ends"]), says, 0)
    row = [key for key, _, _ in says].index("tax")
    monkeypatch.setattr(st, "session_state", {mounted.key: {"edited_rows": {str(row): {"entry": entry}}}})
    monkeypatch.setattr(session, "desk", lambda: saved[0])
    monkeypatch.setattr(session, "save", saved.append)
    own_tables._take_up(mounted, drawn.organisation, "ends", lines, "千円")
    return saved[-1]


def test_an_entry_never_goes_to_another_organisation(monkeypatch: pytest.MonkeyPatch) -> None:
    drawn = Desk("token", organisation=CITY)
    other = drawn.looking("011002")
    assert take_up(monkeypatch, drawn, other, "R7.12") is other
    assert take_up(monkeypatch, drawn, drawn, "R7.12") != drawn


def test_an_entry_leaves_what_another_tab_of_the_browser_entered(monkeypatch: pytest.MonkeyPatch) -> None:
    drawn = Desk("token", organisation=CITY)
    now = typing(drawn, "cutovers", {"schooling": ("2026-01-05", "")})
    now = typing(now, "ends", {"pension": ("R8.3", "")})
    after = figures(take_up(monkeypatch, drawn, now, "R7.12"))
    assert set(after.rows) == {*figures(now).rows, OwnContractEnd(CITY, "tax", date(2025, 12, 31))}


@pytest.mark.parametrize("method", [zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_a_damaged_workbook_is_told_in_one_message(method: int) -> None:
    packed, inside = io.BytesIO(), bytes(range(256)) * 40
    with zipfile.ZipFile(packed, "w", method) as book:
        book.writestr("a", inside)
    content = bytearray(packed.getvalue())
    content[40:80] = b"\xff" * 40  # past the heads, which other checks look at
    with pytest.raises(UsageError) as caught:
        read_template(bytes(content), "own.xlsx")
    assert [fault.code for fault in caught.value.faults] == ["own_file_other"]


def test_a_better_summary_is_made_aside_and_taken_when_it_is_there() -> None:
    made: list[int] = []

    def make(*_: Any, most: int, **__: Any) -> dict[str, Any]:
        made.append(most)
        return {"replications": most}

    kept = Summaries(make)
    few, many = (made_results(number) for number in (20, ENOUGH))
    part = organisation(facts.load(), CITY)
    assert kept.better(few, part) is None
    assert kept.first(few, part) == kept.first(few, part) == {"replications": FIRST}
    better = kept.better(many, part)
    assert better is not None
    assert better.result(60) == {"replications": ENOUGH}
    assert kept.better(many, part) is better
    assert made == [FIRST, ENOUGH]


def test_only_so_many_better_summaries_wait_and_the_rest_are_made_when_asked_for_again() -> None:
    leave, made = threading.Semaphore(0), []

    def make(_: Any, part: Any, *__: Any, **___: Any) -> dict[str, Any]:
        assert leave.acquire(timeout=60)
        made.append(part.code)
        return {"code": part.code}

    kept, many = Summaries(make), made_results(ENOUGH)
    wanted = [organisation(facts.load(), code) for code in facts.load().organisations.code[: WAITING + 3]]
    first = [kept.better(many, part) for part in wanted]
    for _ in wanted:
        leave.release()
    for future in first[:WAITING]:
        assert future is not None
        future.result(60)
    assert made == [part.code for part in wanted[:WAITING]]
    until(lambda: kept._waiting == 0)
    again = kept.better(many, wanted[-1])
    assert again is not None
    assert again.result(60) == {"code": wanted[-1].code}
    kept.forget()
    assert kept.better(many, wanted[-1]) is not again
    leave.release()
