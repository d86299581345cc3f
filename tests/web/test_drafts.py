"""What is in hand: drafts become scenarios as files do, steps are taken back, links carry the difference."""

from __future__ import annotations

import zlib
from base64 import urlsafe_b64encode

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim import facts
from sim.errors import ScenarioError, is_blank
from sim.runs import Memory, held
from sim.scenario import OwnBaseline, OwnFigures, catalogue, dump, load
from sim.web.desk import links
from sim.web.desk.drafts import HISTORY, LARGEST, READY, SCENARIOS, STEPS_BACK, Desk, Draft, Edit, draft_of
from sim.web.desk.drafts import MOST as MOST_DRAFTS
from sim.web.desk.session import KEPT_SECONDS, MOST, ROOM, Desks
from sim.web.widgets import downloads

ASKS = [entry.name for entry in catalogue() if entry.ask is not None]
CHANGES = [
    ("prices.usdjpy_fixed", "140"),
    ("running.cloud_fee_factor", "{ value = 0.9, low = 0.8, high = 1.0 }"),
    ("deadline.designated_day", "2032-03-31"),
    ("deadline.designation", '"hard_cases"'),
    ("market.pins", '[{ organisation = "011002", group = "tax", vendor = 3 }]'),
]


def figures(organisation: str, yen: int) -> OwnFigures:
    return OwnFigures(organisation, (OwnBaseline(organisation, yen),))


SAPPORO = figures("011002", 123456789)


def scenario_of(draft: Draft) -> str:
    return draft.scenario().hash


def test_an_untouched_draft_is_its_base() -> None:
    assert Draft().scenario() == load("baseline")
    assert Draft(base="yen_140", asks=("asks/cloud_fees",)).scenario() == load("yen_140", ["asks/cloud_fees"])


def test_a_draft_is_what_its_file_and_its_requests_are_on_the_command_line(tmp_path) -> None:  # type: ignore[no-untyped-def]
    draft = Draft(title="試し", asks=("asks/cloud_fees",)).setting("prices.usdjpy_fixed", "140")
    file = tmp_path / "draft.toml"
    file.write_text(draft.toml(), encoding="utf-8")
    assert draft.scenario().hash == load(file, draft.asks).hash
    assert downloads.run_command(Desk("token").put(draft), 50) == (
        "sanwari run draft.toml --with asks/cloud_fees --replications 50 --seed 1"
    )


def test_a_value_taken_back_leaves_no_trace() -> None:
    draft = Draft().setting("prices.usdjpy_fixed", "140").granting("asks/cloud_fees", True)
    assert draft.value("prices.usdjpy_fixed") == "140"
    assert draft.setting("prices.usdjpy_fixed", None).granting("asks/cloud_fees", False) == Draft()


@pytest.mark.parametrize(("path", "text"), [("prices.usdjpy_fixed", "abc"), ("prices.usdjpy_fixed", "9999")])
def test_a_wrong_value_gives_the_message_of_the_command_line(path: str, text: str) -> None:
    with pytest.raises(ScenarioError) as raised:
        Draft().setting(path, text).scenario()
    assert [fault.key for fault in raised.value.faults] == [path]
    assert raised.value.faults[0].code in ("wrong_type", "out_of_range")


def test_every_fault_of_a_draft_is_told_at_once() -> None:
    draft = Draft(asks=("asks/nothing",)).setting("prices.usdjpy_fixed", "x").setting("work.nothing", "1")
    with pytest.raises(ScenarioError) as raised:
        draft.setting("deadline.designation", "never").scenario()
    assert raised.value.faults
    with pytest.raises(ScenarioError) as raised:
        Draft().setting("prices.usdjpy_fixed", "x").setting("work.nothing", "1").scenario()
    assert len(raised.value.faults) == 2


drafts = st.builds(
    Draft,
    title=st.text(
        st.characters(codec="utf-8", exclude_categories=("C", "Zl", "Zp")), min_size=1, max_size=20
    ).filter(lambda title: not is_blank(title)),
    base=st.sampled_from(["baseline", "yen_160"]),
    asks=st.lists(st.sampled_from(ASKS), unique=True, max_size=3).map(tuple),
    edits=st.lists(st.sampled_from(CHANGES), unique_by=lambda each: each[0], max_size=4).map(
        lambda rows: tuple(Edit(path, text) for path, text in rows)
    ),
)


@given(drafts)
def test_a_link_opens_the_scenario_that_was_sent(draft: Draft) -> None:
    assert scenario_of(links.draft(links.parameters(draft))) == scenario_of(draft)


@pytest.mark.parametrize("title", [" ", "\u3000", "\u3164"])
def test_a_link_with_a_title_in_which_nothing_is_seen_is_refused(title: str) -> None:
    with pytest.raises(ScenarioError) as refused:
        links.draft(links.parameters(Draft(title=title))).scenario()
    assert [fault.code for fault in refused.value.faults] == ["text_blank"]


def test_a_link_holds_no_own_figures() -> None:
    desk = Desk("token").put(Draft(title="t").setting("prices.usdjpy_fixed", "140")).owning(SAPPORO)
    assert desk.scenario().values["cost.own_baselines"]
    opened = links.draft(links.parameters(desk.draft))
    assert opened.scenario().values["cost.own_baselines"] == ()
    assert "123456789" not in repr(opened)
    assert "123456789" not in repr(desk)


def test_own_figures_in_an_opened_file_are_entered_and_in_no_link() -> None:
    saved = Desk("one").put(Draft().setting("prices.usdjpy_fixed", "140")).owning(SAPPORO)
    desk = Desk("other").opening(draft_of(saved.toml()))
    assert desk.scenario().hash == saved.scenario().hash
    assert (desk.organisation, desk.own) == ("011002", (SAPPORO,))
    assert desk.draft.edits == saved.draft.edits
    assert (
        desk.owning(OwnFigures("011002")).scenario().values["cost.own_baselines"] == ()
    )  # back to the estimate
    assert desk.undo().own == ()  # one step
    assert desk.undo().drafts == Desk("other").drafts


def test_a_link_neither_gives_nor_takes_own_figures_whatever_is_in_the_draft() -> None:
    draft = Draft().setting("cost.own_baselines", '[{ organisation = "011002", fy2018_yen = 123456789 }]')
    assert links.parameters(draft) == links.parameters(Draft())
    with pytest.raises(ScenarioError):
        links.draft({"s": packed(draft.toml())})


def test_a_file_without_own_figures_leaves_those_that_are_entered() -> None:
    desk = Desk("token").owning(SAPPORO).opening(draft_of(dump(load("yen_140"))))
    assert (desk.organisation, desk.own) == ("011002", (SAPPORO,))


def test_a_file_with_figures_of_several_enters_them_for_each_beside_those_in_hand() -> None:
    tokorozawa, mitaka = figures("112089", 2), figures("132047", 3)
    file = draft_of(Desk("one").owning(tokorozawa).owning(figures("011002", 4)).toml())
    desk = Desk("two").owning(mitaka).owning(SAPPORO).opening(file)
    assert set(desk.own) == {mitaka, tokorozawa, figures("011002", 4)}  # those of the file go before
    assert desk.organisation == "011002"  # looked at before, and in the file
    rows = desk.scenario().values["cost.own_baselines"]
    assert {(row.organisation, row.fy2018_yen) for row in rows} == {
        ("132047", 3),
        ("112089", 2),
        ("011002", 4),
    }
    assert Desk("two").opening(file).scenario().hash == file.scenario().hash
    assert Desk("two").opening(file).organisation == "112089"
    assert Desk("two").looking("11").opening(file).organisation == "11"  # the prefecture of one of them
    assert desk.undo().own == (mitaka, SAPPORO)


def test_figures_of_one_are_changed_and_cleared_while_those_of_another_stay() -> None:
    tokorozawa = figures("112089", 2)
    desk = Desk("token").owning(SAPPORO).owning(tokorozawa)
    assert desk.looking("132047").own == desk.looking("").own == (SAPPORO, tokorozawa)
    assert desk.looking("011002").owning(figures("011002", 5)).own == (figures("011002", 5), tokorozawa)
    cleared = desk.owning(OwnFigures("112089"))
    assert (cleared.organisation, cleared.own) == ("112089", (SAPPORO,))
    assert cleared.undo().own == (SAPPORO, tokorozawa)


def packed(text: str) -> str:
    return urlsafe_b64encode(zlib.compress(text.encode(), 9)).decode()


@pytest.mark.parametrize(
    "text",
    [
        "",
        "nonsense",
        "$$$",
        packed("[scenario")[:-6],
        packed("a" * 10_000_000),
        packed('[scenario]\ntitle_en = "x"\nextends = "/etc/hostname.toml"\n'),
        packed('[scenario]\ntitle_en = "x"\nextends = "../../secret"\n'),
        packed("[scenario]\n" + 'title_ja = "x"\nextends = "baseline"\n\n[prices]\nusdjpy_fixed = 1e999\n'),
        packed('[scenario]\ntitle_ja = "x"\nextends = "baseline"\n' + "a." * 90_000 + "a = 1\n"),
    ],
)
def test_a_damaged_or_hostile_link_is_refused_with_a_message(text: str) -> None:
    with pytest.raises(ScenarioError) as raised:
        links.draft({"s": text})
    for lang in ("ja", "en"):
        assert raised.value.text(lang)


@pytest.mark.parametrize(
    "text",
    [
        '[scenario]\nextends = "baseline"\n' + "a." * 40_000 + "a = 1\n",
        '[scenario]\nextends = "baseline"\nprices.usdjpy_fixed = 1\n',
        '[scenario]\nextends = """\nbaseline"""\n',
        '[[effects]]\npath = "x"\n',
        "[prices] # a word\n",
    ],
)
def test_what_no_form_writes_reaches_no_parser(monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    def parse(*_: object) -> Draft:
        raise AssertionError("handed to a parser")

    monkeypatch.setattr(links, "draft_of", parse)
    with pytest.raises(ScenarioError) as raised:
        links.draft({"s": packed(text)})
    assert [fault.code for fault in raised.value.faults] == ["bad_link"]


@pytest.mark.parametrize("ask", ["../secret", "/etc/hostname.toml", "asks/nothing"])
def test_a_link_grants_shipped_requests_only(ask: str) -> None:
    with pytest.raises(ScenarioError):
        links.draft({"s": packed('[scenario]\ntitle_en = "x"\nextends = "baseline"\n'), "with": ask})


def test_more_changes_than_a_link_carries_are_refused() -> None:
    draft = Draft().setting(
        "market.pins", "[" + ",".join(f'"{i * 7919 % 99991}"' for i in range(20_000)) + "]"
    )
    with pytest.raises(ScenarioError) as raised:
        links.parameters(draft)
    assert raised.value.faults[0].code == "link_too_long"


def test_a_complete_file_is_edited_only_if_nothing_of_it_is_lost() -> None:
    whole = draft_of(dump(load("yen_140")))
    assert scenario_of(whole) == load("yen_140").hash
    with pytest.raises(ScenarioError) as raised:
        draft_of(dump(load("baseline", ["asks/digital_talent"])))
    assert raised.value.faults[0].code == "not_a_difference"


steps = st.lists(
    st.sampled_from(
        [
            lambda desk: desk.put(desk.draft.setting("prices.usdjpy_fixed", "140")),
            lambda desk: desk.put(desk.draft.setting("prices.usdjpy_fixed", None)),
            lambda desk: desk.put(desk.draft.granting("asks/cloud_fees", True)),
            lambda desk: desk.add(Draft(title="new")),
            lambda desk: desk.drop(0),
            lambda desk: desk.drop(desk.active),
            lambda desk: desk.looking("011002"),
            lambda desk: desk.owning(SAPPORO),
        ]
    ),
    max_size=12,
)


@given(steps)
def test_undo_takes_back_every_step_and_redo_does_it_again(changes: list) -> None:  # type: ignore[type-arg]
    seen = [Desk("token")]
    for change in changes:
        after = change(seen[-1])
        if after is not seen[-1]:
            seen.append(after)
    desk = seen[-1]
    for before in reversed(seen[:-1]):
        desk = desk.undo()
        assert (desk.drafts, desk.active, desk.organisation, desk.own) == (
            before.drafts,
            before.active,
            before.organisation,
            before.own,
        )
    assert desk.undo() is desk
    for after in seen[1:]:
        desk = desk.redo()
        assert desk.drafts == after.drafts
    assert desk.redo() is desk


def test_a_new_step_ends_what_could_be_redone() -> None:
    desk = Desk("token").put(Draft(title="a")).undo().put(Draft(title="b"))
    assert desk.redo() is desk


def test_a_desk_is_found_by_its_token_for_two_hours_of_rest() -> None:
    now = [0.0]
    desks = Desks(lambda: now[0])
    desks.put(Desk("token", lang="en"))
    now[0] += KEPT_SECONDS - 1
    assert desks.find("token") == Desk("token", lang="en")
    now[0] += KEPT_SECONDS - 1
    assert desks.find("token") is not None
    now[0] += KEPT_SECONDS
    assert desks.find("token") is None
    assert desks.find("other") is None


def test_memory_holds_a_bounded_number_of_desks() -> None:
    desks = Desks()
    for number in range(MOST + 5):
        desks.put(Desk(f"token{number}"))
    assert desks.find("token0") is None
    assert desks.find(f"token{MOST + 4}") is not None


def test_the_steps_that_can_be_undone_are_bounded_in_bytes_and_small_ones_in_number() -> None:
    desk = Desk("token")
    for number in range(300):
        desk = desk.put(desk.draft.setting("windows.freezes", f"[{number}]" + " " * 100_000))
        assert held(desk.past) <= HISTORY
    assert 5 <= len(desk.past) < STEPS_BACK
    assert desk.undo().draft.value("windows.freezes") != desk.draft.value("windows.freezes")
    small = Desk("token")
    for number in range(300):
        small = small.put(small.draft.setting("prices.usdjpy_fixed", str(100 + number)))
    assert len(small.past) == STEPS_BACK


def test_a_full_desk_takes_no_further_scenario_and_keeps_those_in_hand() -> None:
    desk = Desk("token")
    while not desk.is_full:
        desk = desk.add(Draft(title="another"))
    assert len(desk.drafts) == MOST_DRAFTS
    for take_up in (desk.add, desk.opening):
        with pytest.raises(ScenarioError) as caught:
            take_up(Draft(base="yen_160"))
        assert [fault.code for fault in caught.value.faults] == ["too_many_drafts"]
        for lang in ("ja", "en"):
            assert str(MOST_DRAFTS) in caught.value.text(lang)
    assert desk.drop(3).add(Draft(base="yen_160")).draft.base == "yen_160"


def test_large_files_fill_a_desk_before_there_are_many() -> None:
    desk = Desk("token")
    while not desk.is_full:
        desk = desk.add(Draft(title=str(len(desk.drafts)), reason="x" * 400_000))
    assert len(desk.drafts) < 10
    assert held(desk.drafts) < LARGEST + 500_000


def test_desks_are_bounded_in_bytes_and_large_ones_never_push_out_small_ones() -> None:
    clock = [0.0]
    desks = Desks(lambda: clock[0])
    small = [desks.put(Desk(f"small{number}")) or f"small{number}" for number in range(50)]
    for number in range(400):
        desks.put(Desk(f"large{number}", drafts=(Draft(reason=f"{number}" + "x" * 1_000_000),)))
        assert desks._held <= ROOM
    assert all(desks.find(token) is not None for token in small)
    assert desks.find("large0") is None
    assert desks.find("large399") is not None
    for token in [*desks._desks]:
        desks.put(Desk(token))  # smaller again: its room is given back
    assert desks._held < ROOM / 10
    clock[0] += KEPT_SECONDS + 1
    desks.put(Desk("later"))
    assert [*desks._desks] == ["later"]
    clock[0] += KEPT_SECONDS + 1
    assert desks.find("later") is None
    assert desks._held == 0


def test_scenarios_are_kept_ready_by_their_bytes_not_by_their_number(monkeypatch: pytest.MonkeyPatch) -> None:
    """Tables of three hundred organisations: some are forgotten, and made again."""
    ready = Memory(2_000_000, SCENARIOS._weigh)
    monkeypatch.setattr("sim.web.desk.drafts.SCENARIOS", ready)
    codes = facts.load().organisations.code[1:301]
    rows = ", ".join(f'{{ organisation = "{code}", fy2018_yen = 1000000000 }}' for code in codes)
    tables = [Draft(title=f"t{number}").setting("cost.own_baselines", f"[{rows}]") for number in range(10)]
    for draft in tables:
        assert draft.scenario() is draft.scenario()
        assert ready.weight <= 2_000_000
    assert ready.made == 10
    tables[-1].scenario()
    assert ready.made == 10
    tables[0].scenario()
    assert ready.made == 11


def test_the_room_of_scenarios_kept_ready_is_that_of_the_largest_tables_not_of_64_of_them() -> None:
    assert SCENARIOS.limit == READY < 64 * 10 * LARGEST
