"""What pages give away: the numbers of the summary on the screen, made once and kept while a run goes on."""

from __future__ import annotations

import csv
import io
import json
import struct
from collections.abc import Sequence
from dataclasses import replace

import openpyxl
import pptx
import pytest
from streamlit.testing.v1 import AppTest
from support.desk import MadePool, desk_of, made
from support.made_part import made_part

from sim import figures
from sim.figures.words import SHEETS
from sim.ledger import ACCOUNTS
from sim.scenario import OwnBaseline, OwnFigures
from sim.web.desk import session
from sim.web.desk.drafts import Draft
from sim.web.pages import own
from sim.web.widgets import downloads
from sim.web.widgets.downloads import File
from sim.web.words import markdown

pytestmark = [
    pytest.mark.filterwarnings("ignore::DeprecationWarning"),  # Streamlit's own
    pytest.mark.usefixtures("pool"),
]


NUMBER = 200
"""Replications, enough for an interval."""


@pytest.fixture
def pool(monkeypatch: pytest.MonkeyPatch) -> MadePool:
    pool = MadePool(NUMBER)
    monkeypatch.setattr(session, "pool", lambda: pool)
    return pool


def opened(name: str) -> AppTest:
    return AppTest.from_function(_page, args=(name,), default_timeout=300).run()


def _page(name: str) -> None:
    """The script of a page, run by itself: so it imports what it needs."""
    from sim.web.desk import session
    from sim.web.widgets import body, frame

    body.guarded(frame.page_of(name), session.enter())


def press(page: AppTest, place: str) -> Sequence[File]:
    """The files that are made at a press."""
    page.button(key=f"make {place}").click().run()
    assert not page.exception
    assert not page.error
    files: Sequence[File] = page.session_state["taken"][place][1]
    return files


def sheets(file: File) -> dict[str, list[list[object]]]:
    book = openpyxl.load_workbook(io.BytesIO(file.content), data_only=True)
    return {sheet.title: [[cell.value for cell in row] for row in sheet.iter_rows()] for sheet in book}


def words(file: File) -> str:
    slides = pptx.Presentation(io.BytesIO(file.content)).slides
    return "\n".join(
        shape.text_frame.text for slide in slides for shape in slide.shapes if shape.has_text_frame
    )


def test_slides_and_workbook_of_the_outlook_hold_the_figures_of_the_screen() -> None:
    page = opened("outlook")
    slides, book = press(page, "outlook")
    summary = made(NUMBER).summary
    late, ratio = page.metric[0].value, page.metric[2].value.split()[0]
    assert late == f"{summary.late_at_deadline.systems.mean:,.0f}"
    assert late in words(slides)
    assert ratio in words(slides)
    found = sheets(book)
    assert set(found) >= {SHEETS[key]["ja"] for key in figures.keys(summary)}
    course = next(row for row in found[SHEETS["completion"]["ja"]] if row[0] == "2026年3月")
    assert course[2] == round(summary.completed["2026-03-31"].systems.mean)
    assert {file.name.rpartition(".")[2] for file in (slides, book)} == {"pptx", "xlsx"}
    assert all(summary.id in file.name for file in (slides, book))


def test_only_what_was_chosen_goes_in_and_in_the_style_that_was_chosen() -> None:
    page = opened("outlook")
    page.multiselect(key="figures outlook ja").set_value(["accounts"]).run()
    page.selectbox(key="unit outlook ja").set_value("thousand").run()
    page.selectbox(key="lang outlook ja").set_value("en").run()
    page.selectbox(key="years outlook ja").set_value("era").run()
    slides, book = press(page, "outlook")
    found = sheets(book)
    assert set(found) == {"Answer", SHEETS["accounts"]["en"], "Evidence"}
    accounts = made(NUMBER).summary.cost_yen[2018]
    yen = sum(accounts[name]["total"].mean for name in ACCOUNTS)
    row = found[SHEETS["accounts"]["en"]][5]
    assert "30" in str(row[0])  # Heisei 30
    assert row[7] == pytest.approx(yen / 1_000, abs=1)
    assert "--figures accounts" in words(slides)
    assert "--unit thousand --years era" in words(slides)


def test_both_maps_can_be_chosen_for_slides_and_workbook() -> None:
    page = opened("outlook")
    assert {"town_map", "late_map"} <= set(page.multiselect(key="figures outlook ja").value)
    page.multiselect(key="figures outlook ja").set_value(["late_map", "town_map"]).run()
    slides, book = press(page, "outlook")
    assert set(sheets(book)) == {"要点", SHEETS["town_map"]["ja"], SHEETS["late_map"]["ja"], "根拠"}
    assert "--figures late_map,town_map" in words(slides) or "--figures town_map,late_map" in words(slides)


def test_a_scenario_that_joins_a_comparison_joins_its_files_and_what_was_left_out_stays_out() -> None:
    page = opened("compare")
    choose = page.multiselect(key="compared")
    choose.set_value(
        [name for name in choose.options if "(yen_140)" in name or "(yen_160)" in name][:1]
    ).run()
    files = page.multiselect(key="figures compare ja")
    assert len(files.value) == len(files.options)
    files.unselect(files.value[0]).run()
    more = page.multiselect(key="compared")
    more.set_value([name for name in more.options if "(yen_140)" in name or "(yen_160)" in name]).run()
    files = page.multiselect(key="figures compare ja")
    assert len(files.value) == len(files.options) - 1
    fewer = page.multiselect(key="compared")
    fewer.set_value(fewer.value[:1]).run()
    files = page.multiselect(key="figures compare ja")
    assert len(files.value) == len(files.options) - 1


@pytest.mark.usefixtures("pool")
def test_an_organisation_takes_away_what_it_chooses_in_its_language_unit_and_look(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(own, "summary_of", lambda *_: made_part(replications=NUMBER))
    page = opened("own")
    session.desks().put(replace(desk_of(page), organisation="112089"))
    assert not page.run().exception
    page.multiselect(key="figures own 112089 ja").set_value(["officer"]).run()
    page.selectbox(key="lang own 112089 ja").set_value("en").run()
    assert page.selectbox(key="unit own 112089 ja").value == "thousand"
    page.selectbox(key="unit own 112089 ja").set_value("million").run()
    slides, book = press(page, "own 112089")
    assert slides.name == "sanwari-112089.en.pptx"
    said = words(slides)
    assert "million yen" in said
    assert "--organisation 112089" in said
    assert "--figures officer" in said
    tables = sheets(book)
    assert SHEETS["officer"]["en"] in tables
    assert SHEETS["budget"]["en"] not in tables


def test_files_stay_while_the_answer_becomes_better_and_say_what_they_hold(pool: MadePool) -> None:
    pool.number = 20
    page = opened("outlook")
    before = press(page, "outlook")
    pool.number = NUMBER
    page.run()
    assert page.session_state["taken"]["outlook"][1] == before
    assert len(page.get("download_button")) == 2
    assert any(made(20).id in each.value for each in page.caption)
    press(page, "outlook")
    assert not any(made(20).id in each.value for each in page.caption)


def test_files_of_other_figures_are_not_those_of_the_choice() -> None:
    page = opened("outlook")
    page.multiselect(key="figures outlook ja").set_value(["accounts"]).run()
    press(page, "outlook")
    before = markdown("frame.made_before", "ja", of="")[:6]
    assert not any(each.value.startswith(before) for each in page.caption)
    page.multiselect(key="figures outlook ja").set_value(["completion"]).run()  # as many, but others
    assert any(each.value.startswith(before) for each in page.caption)
    press(page, "outlook")
    assert not any(each.value.startswith(before) for each in page.caption)


def test_what_cannot_be_made_is_tried_once_a_press(monkeypatch: pytest.MonkeyPatch) -> None:
    tried: list[str] = []

    def broken(_: object) -> bytes:
        tried.append("slides")
        raise OSError

    monkeypatch.setattr(downloads, "presentation", broken)
    page = opened("outlook")
    page.button(key="make outlook").click().run()
    assert [each.value for each in page.error] == [markdown("frame.wrong", "ja")]
    page.run()
    assert not page.error
    assert tried == ["slides"]


def test_command_and_files_are_of_what_is_shown_only(pool: MadePool, monkeypatch: pytest.MonkeyPatch) -> None:
    page = opened("outlook")
    assert any(code.value.startswith("sanwari run baseline ") for code in page.code)
    changed = Draft().setting("prices.usdjpy_fixed", "140")
    computed = pool.answer
    monkeypatch.setattr(pool, "answer", lambda of: None if of == changed.scenario() else computed(of))
    session.desks().put(desk_of(page).put(changed))
    page.run()
    assert page.metric[0].value == f"{made(NUMBER).summary.late_at_deadline.systems.mean:,.0f}"  # before
    assert not page.code
    assert not any(button.key == "make outlook" for button in page.button)
    assert markdown("frame.files_later", "ja") in [each.value for each in page.caption]
    monkeypatch.undo()
    monkeypatch.setattr(session, "pool", lambda: pool)
    page.run()
    assert any(code.value.startswith("sanwari run draft.toml ") for code in page.code)


def test_a_command_with_own_figures_comes_with_the_file_that_holds_them() -> None:
    page = opened("outlook")
    own = OwnFigures("112089", (OwnBaseline("112089", 100_000_000),))
    session.desks().put(desk_of(page).owning(own))
    page.run()
    assert any(code.value.startswith("sanwari run draft.toml ") for code in page.code)
    label = markdown("own.scenario_own", "ja", file="draft.toml")
    assert label in [each.label for each in page.get("download_button")]


def test_a_press_is_not_lost_when_the_page_is_drawn_anew_meanwhile() -> None:
    page = opened("outlook")
    page.session_state["to make"] = {"outlook"}  # pressed, and the run of the page was broken off
    page.run()
    assert "outlook" in page.session_state["taken"]
    assert page.session_state["to make"] == set()


def test_without_a_choice_nothing_can_be_made_and_the_page_says_why() -> None:
    page = opened("outlook")
    page.multiselect(key="figures outlook ja").set_value([]).run()
    assert not page.exception
    assert markdown("frame.take_none", "ja") in [each.value for each in page.info]
    assert not any(button.key == "make outlook" for button in page.button)


def test_a_chart_is_taken_as_picture_drawing_page_and_table() -> None:
    page = opened("outlook")
    files = {file.label: file.content for file in press(page, "chart completion")}
    assert set(files) == {"PNG", "SVG", "PDF", "CSV", "JSON"}
    told = json.loads(files["JSON"])
    assert (told["key"], told["runs"][0]["id"]) == ("completion", made(NUMBER).summary.id)
    per_metre = struct.unpack(">II", files["PNG"][files["PNG"].index(b"pHYs") + 4 :][:8])
    assert per_metre[0] == pytest.approx(300 / 0.0254, rel=0.001)
    assert files["PDF"].startswith(b"%PDF")
    assert made(NUMBER).summary.id in files["SVG"].decode()
    rows = list(csv.reader(io.StringIO(files["CSV"].decode("utf-8-sig"))))
    done = {row[0]: float(row[2]) for row in rows[1:] if len(row) > 2 and row[2]}
    assert rows[0][2] == "移行済み 平均（システム）"
    assert done["2026-03-31"] == made(NUMBER).summary.completed["2026-03-31"].systems.mean


def test_slides_and_workbook_of_a_comparison_hold_the_levels_of_the_screen() -> None:
    page = opened("compare")
    choose = page.multiselect(key="compared")
    choose.set_value([each for each in choose.options if "(yen_140)" in each]).run()
    slides, book = press(page, "compare")
    levels = page.table[0].value
    late = levels.iloc[0, 0].split("（")[0]
    assert late == f"{made(NUMBER).summary.late_at_deadline.systems.mean:,.0f}"
    table = sheets(book)["差 2"]
    figures = [row[0] for row in table[5:]]
    assert "2026年3月31日に間に合わないシステム" in figures
    assert "1ドル140円" in words(slides)
    assert made(NUMBER).summary.id in words(slides)
    files = press(page, "chart compared_completion")
    assert [file.label for file in files] == ["PNG", "SVG", "PDF", "CSV", "JSON"]
