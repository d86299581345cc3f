"""The page of scenarios: every assumption can be changed, changes meet the checks of files, none is lost."""

from __future__ import annotations

import tomllib
from dataclasses import fields as cells_of
from urllib.parse import parse_qsl, urlsplit

import pytest
from streamlit.testing.v1 import AppTest
from support.desk import desk_of, opened

from sim.errors import ScenarioError
from sim.scenario import Uncertain, catalogue, line_of, load, table, text_of, values
from sim.web.desk import links, session
from sim.web.desk.drafts import Desk, Draft
from sim.web.pages import scenario
from sim.web.widgets import fields, grids, levers
from sim.web.words import TABLES

pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning")  # Streamlit's own


@pytest.fixture
def page(monkeypatch: pytest.MonkeyPatch) -> AppTest:
    return opened(monkeypatch, "scenario")


def draft(page: AppTest) -> Draft:
    return desk_of(page).draft


def group(page: AppTest, name: str) -> AppTest:
    page.pills(key="group").set_value(name).run()
    assert not page.exception
    return page


def test_every_assumption_stands_in_one_group_and_only_one() -> None:
    shown = [path for name in levers.LEVERS for path in (*levers.LEVERS[name], *levers.further(name))]
    assert sorted((*shown, *levers.ELSEWHERE)) == sorted(table())


@pytest.mark.parametrize("name", levers.LEVERS)
def test_every_assumption_of_a_group_can_be_drawn(page: AppTest, name: str) -> None:
    group(page, name)
    if levers.further(name):
        page.toggle(key=f"all {name}").set_value(True).run()
    assert not page.exception
    assert not page.error
    assert draft(page) == Draft()  # drawing changes nothing


@pytest.mark.parametrize(
    ("name", "path", "words"),
    [
        ("prices", "migration.anchor_population", "100,000～4,000,000　出典：[福山市の移行経費 約35億円"),
        ("prices", "migration.anchor_yen", "円　5～200億円　出典：[福山市の移行経費"),
        ("rules", "announcement.replan_days", "日　7～2,000　出典：公表された移行困難・"),
        ("prices", "dual.months", "出典：並行稼働3～6か月とする紹介記事（確度 WEAK）"),  # weak: no link
    ],
)
def test_below_a_field_stand_its_bounds_and_the_name_of_its_source(
    page: AppTest, name: str, path: str, words: str
) -> None:
    group(page, name).toggle(key=f"all {name}").set_value(True).run()
    below = next(each.value for each in page.caption if each.value.endswith(f"`{path}`"))
    assert words in below


def test_every_request_is_a_switch_and_moves_into_the_draft(page: AppTest) -> None:
    asks = [entry.name for entry in catalogue() if entry.ask is not None]
    assert {toggle.key for toggle in page.toggle} == {f"ask {name}" for name in asks}
    page.toggle(key="ask asks/cloud_fees").set_value(True).run()
    assert draft(page).asks == ("asks/cloud_fees",)
    page.button(key="draft undo").click().run()
    assert draft(page).asks == ()
    page.button(key="draft redo").click().run()
    assert draft(page).asks == ("asks/cloud_fees",)
    assert page.toggle(key="ask asks/cloud_fees").value


def test_a_number_moves_into_the_draft_and_back(page: AppTest) -> None:
    group(page, "cloud")
    page.number_input(key="field prices.usdjpy_fixed").set_value(140.0).run()
    assert draft(page).scenario().values["prices.usdjpy_fixed"] == 140.0
    assert any("prices.usdjpy_fixed" in each.value for each in page.markdown)  # the difference in words
    page.button(key="back prices.usdjpy_fixed").click().run()
    assert draft(page) == Draft()


def test_a_value_that_is_set_to_what_it_was_is_no_change(page: AppTest) -> None:
    group(page, "cloud")
    page.number_input(key="field prices.usdjpy_fixed").set_value(140.0).run()
    before = load("baseline").values["prices.usdjpy_fixed"]
    page.number_input(key="field prices.usdjpy_fixed").set_value(float(before)).run()  # type: ignore[arg-type]
    assert draft(page).edits == ()


def test_a_title_of_blanks_is_none(page: AppTest) -> None:
    group(page, "about")
    page.text_input(key="about title").set_value("　 ").run()
    assert draft(page) == Draft()
    assert not page.error


def test_points_of_an_uncertain_value_stay_in_order(page: AppTest) -> None:
    group(page, "vendors")
    low = page.number_input(key="field vendors.growth_mean low").value
    page.number_input(key="field vendors.growth_mean value").set_value(1.0).run()
    moved = draft(page).scenario().values["vendors.growth_mean"]
    assert isinstance(moved, Uncertain)
    assert (moved.low, moved.value) == (1.0, 1.0) != (low, 1.0)
    assert not page.error


def test_a_rule_that_entries_break_together_is_said_and_the_entries_stay(page: AppTest) -> None:
    group(page, "support")
    page.toggle(key="all support").set_value(True).run()
    for name, share in (("bond", 0.7), ("prefectural", 0.6)):
        key = next(
            each.key for each in page.number_input if each.key.startswith(f"field support.{name}_share")
        )
        page.number_input(key=key).set_value(share).run()
    assert not page.exception
    assert "support.prefectural_share" in page.error[0].value
    assert page.number_input(key=key).value == 0.6


def test_a_name_of_a_draft_that_comes_late_chooses_none(page: AppTest) -> None:
    page.session_state["active draft"] = "1. 基本ケース"  # as the browser sends it once the name has changed
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(scenario.st, "session_state", page.session_state)
        patch.setattr(scenario.session, "desk", lambda: desk_of(page))
        scenario._choose()
    assert desk_of(page).active == 0


def test_a_step_back_starts_from_what_was_entered_last(page: AppTest) -> None:
    drawn = desk_of(page)
    entered = drawn.put(drawn.draft.setting("prices.usdjpy_fixed", "140"))
    session.desks().put(entered.put(entered.draft.setting("prices.usdjpy_fixed", "150")))
    page.button(key="draft copy").click().run()  # drawn before, and clicked out of the field
    page.button(key="draft undo").click().run()
    assert desk_of(page).draft.value("prices.usdjpy_fixed") == "150"
    assert page.button(key="draft redo").disabled is False
    assert desk_of(page).undo().draft == entered.draft


def test_a_draft_is_named_copied_and_removed(page: AppTest) -> None:
    group(page, "about")
    page.text_input(key="about title").set_value("試し").run()
    page.button(key="draft copy").click().run()
    assert [each.title for each in desk_of(page).drafts] == ["試し", "試し の写し"]
    page.button(key="draft drop").click().run()
    assert draft(page).title == "試し"


def test_the_link_opens_the_same_scenario(page: AppTest) -> None:
    page.toggle(key="ask asks/cloud_fees").set_value(True).run()
    group(page, "cloud")
    page.number_input(key="field prices.usdjpy_fixed").set_value(140.0).run()
    address = next(code.value for code in page.code if "?s=" in code.value)
    opened = links.draft(dict(parse_qsl(urlsplit(address).query)))
    assert opened.scenario().hash == draft(page).scenario().hash


def test_grids_have_a_column_for_every_cell_of_their_rows() -> None:
    for known in table().values():
        if known.kind == "table" and known.path not in levers.ELSEWHERE:
            names = {cell.name.rstrip("_") for cell in cells_of(getattr(values, known.options[0]))}
            assert set(grids.COLUMNS[known.options[0]]) == names


@pytest.mark.parametrize("path", ["windows.freezes", "law_changes.changes"])
def test_rows_go_through_a_grid_unchanged(path: str) -> None:
    value = load("baseline").values[path]
    kinds = grids.COLUMNS[table()[path].options[0]]
    rows = grids.rows_of(grids.frame(text_of(value), kinds).to_dict("records"), kinds)
    again = Draft().setting(path, line_of(rows)).scenario()
    assert again.values[path] == value


def test_an_unfinished_row_is_kept_and_named() -> None:
    kinds = grids.COLUMNS["Withdrawal"]
    text = line_of(grids.rows_of(grids.frame("[{ vendor = 3 }]", kinds).to_dict("records"), kinds))
    assert tomllib.loads(f"rows = {text}")["rows"] == [{"vendor": 3}]
    with pytest.raises(ScenarioError, match="day"):
        Draft().setting("vendors.withdrawn", text).scenario()


def test_rows_changed_added_and_removed_in_the_browser_are_taken_up_in_one_step(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    text = "[{ vendor = 3, day = 2026-03-31 }, { vendor = 4, day = 2027-04-01 }]"
    kinds, desk, saved = grids.COLUMNS["Withdrawal"], Desk("token"), []
    edits = {
        "edited_rows": {0: {"vendor": 5}},
        "deleted_rows": [1],
        "added_rows": [{"vendor": 7, "day": "2028-01-15"}],
    }
    mounted = grids.Mounted("grid", grids.frame(text, kinds), text, text, 0)
    monkeypatch.setattr(grids.st, "session_state", {mounted.key: edits})
    monkeypatch.setattr(session, "desk", lambda: desk)
    monkeypatch.setattr(session, "save", saved.append)
    for _ in range(2):  # the same entries, told again, are no further step
        grids._take_up("vendors.withdrawn", mounted, kinds)
    (after,) = saved
    rows = after.draft.scenario().values["vendors.withdrawn"]
    assert [(row.vendor, str(row.day)) for row in rows] == [(5, "2026-03-31"), (7, "2028-01-15")]
    assert after.undo().draft == desk.draft


def test_every_choice_and_every_cell_has_a_word() -> None:
    options = {option for known in table().values() if known.kind == "choice" for option in known.options}
    cells = {cell for columns in grids.COLUMNS.values() for cell in columns}
    needed = {f"option_{name}" for name in options} | {f"cell_{name}" for name in cells}
    assert needed <= set(TABLES["scenario"])


def test_entries_that_cannot_be_read_leave_the_value_as_it_was() -> None:
    broken = Draft().setting("prices.inflation", '"much"')
    start = fields.start_of(broken)
    assert fields.entered(broken, start)["prices.inflation"] == start.values["prices.inflation"]
