"""Whose desk is it: of one tab, found again by the same browser and the same person, by nobody else?"""

from __future__ import annotations

from typing import Any

import pytest
import streamlit as st
from hypothesis import settings, strategies
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule
from streamlit import runtime
from support.soak import tries

from sim.web.desk import session, sign_on
from sim.web.desk.drafts import Desk, Draft
from sim.web.desk.session import KEPT_SECONDS, Desks, Owner
from sim.web.middleware import browser

A, B = Owner("browser a"), Owner("browser b")


class Tabs:
    """Tabs of some browsers before the desks of one server."""

    def __init__(self) -> None:
        self.time = 0.0
        self.desks = Desks(lambda: self.time)
        self.live: set[str] = set()

    def open(self, name: str, owner: Owner | None, token: str = "") -> Desk:
        self.live.add(name)
        return self.desks.take(token, owner, name, self.live.__contains__)

    def type(self, desk: Desk, title: str, name: str, owner: Owner | None) -> Desk:
        changed = desk.put(Draft(title=title))
        self.desks.put(changed, owner, name)
        return changed


@pytest.fixture
def tabs() -> Tabs:
    return Tabs()


def test_a_refresh_finds_what_the_tab_had(tabs: Tabs) -> None:
    had = tabs.type(tabs.open("one", A), "figures", "one", A)
    tabs.live.remove("one")
    assert tabs.open("two", A) == had


def test_another_browser_and_another_person_find_nothing_of_it(tabs: Tabs) -> None:
    had = tabs.type(tabs.open("one", A), "figures", "one", A)
    tabs.live.remove("one")
    for name, owner in {"two": B, "three": Owner(A.browser, "somebody"), "four": None}.items():
        for token in ("", had.token):  # even where it knows the token
            found = tabs.open(name, owner, token)
            assert found.token != had.token
            assert found == Desk(found.token)


def test_who_signs_off_and_on_again_finds_the_desk_and_who_comes_between_does_not(tabs: Tabs) -> None:
    one, other = Owner("browser", "one"), Owner("browser", "other")
    had = tabs.type(tabs.open("first", one), "figures", "first", one)
    tabs.live.remove("first")
    between = tabs.open("second", other, had.token)
    assert between.draft.title == ""
    tabs.live.remove("second")
    assert tabs.open("third", one) == had


def test_a_tab_beside_another_begins_with_a_copy_and_neither_changes_the_other(tabs: Tabs) -> None:
    first = tabs.type(tabs.open("one", A), "in both", "one", A)
    second = tabs.open("two", A)
    assert second.token != first.token
    assert second.draft == first.draft
    second = tabs.type(second, "second", "two", A)
    assert tabs.open("one", A, first.token) == first
    tabs.live -= {"one"}
    assert tabs.open("one, refreshed", A) == first
    tabs.live -= {"two"}
    assert tabs.open("two, refreshed", A) == second


def test_a_tab_that_comes_back_after_another_took_its_desk_goes_on_with_a_copy(tabs: Tabs) -> None:
    first = tabs.type(tabs.open("one", A), "figures", "one", A)
    tabs.live.remove("one")  # its connection broke
    assert tabs.open("two", A) == first
    back = tabs.open("one", A, first.token)
    assert back.draft == first.draft
    assert back.token != first.token


def test_without_a_cookie_only_the_session_itself_finds_its_desk(tabs: Tabs) -> None:
    had = tabs.type(tabs.open("one", None), "figures", "one", None)
    assert tabs.open("one", None, had.token) == had
    tabs.live.remove("one")
    assert tabs.open("two", None).draft.title == ""


def test_a_session_holds_its_desk_for_its_browser_for_two_hours(tabs: Tabs) -> None:
    tabs.open("one", A)
    tabs.open("none", None)
    assert tabs.desks.is_held("one", A.browser)
    assert tabs.desks.is_held("none", "")
    assert not tabs.desks.is_held("one", B.browser)
    assert not tabs.desks.is_held("one", "")
    assert not tabs.desks.is_held("none", A.browser)
    assert not tabs.desks.is_held("two", A.browser)
    tabs.time = KEPT_SECONDS + 1
    assert not tabs.desks.is_held("one", A.browser)


class Office(RuleBasedStateMachine):
    """Tabs of three visitors are opened, typed in, closed and loaded anew in any order."""

    def __init__(self) -> None:
        super().__init__()
        self.tabs, self.opened, self.typed = Tabs(), 0, 0
        self.open: dict[str, tuple[Owner, Desk]] = {}
        self.left: dict[Owner, list[str]] = {}  # titles of desks that no tab shows

    def _open(self, owner: Owner) -> None:
        name = f"tab {(opened := self.opened)}"
        self.opened = opened + 1
        desk = self.tabs.open(name, owner)
        if self.left.get(owner):
            assert desk.draft.title == self.left[owner].pop()
        self.open[name] = (owner, desk)

    def _close(self, name: str) -> Owner:
        owner, desk = self.open.pop(name)
        self.tabs.live.remove(name)
        self.tabs.desks.find(desk.token)
        self.left.setdefault(owner, []).append(desk.draft.title)
        return owner

    @rule(owner=strategies.sampled_from([A, B, Owner(A.browser, "person")]))
    def come(self, owner: Owner) -> None:
        self._open(owner)

    @rule(choice=strategies.integers(0, 99))
    def type(self, choice: int) -> None:
        if self.open:
            name = sorted(self.open)[choice % len(self.open)]
            owner, desk = self.open[name]
            self.typed += 1
            self.open[name] = owner, self.tabs.type(desk, f"{owner} {self.typed}", name, owner)

    @rule(choice=strategies.integers(0, 99))
    def close(self, choice: int) -> None:
        if self.open:
            self._close(sorted(self.open)[choice % len(self.open)])

    @rule(choice=strategies.integers(0, 99))
    def refresh(self, choice: int) -> None:
        if self.open:
            self._open(self._close(sorted(self.open)[choice % len(self.open)]))

    @invariant()
    def each_tab_has_its_own_and_nobody_sees_another(self) -> None:
        assert len({desk.token for _, desk in self.open.values()}) == len(self.open)
        for name, (owner, desk) in self.open.items():
            assert self.tabs.open(name, owner, desk.token) == desk
            assert not desk.draft.title or desk.draft.title.startswith(str(owner))


TestOffice = pytest.mark.fuzz(Office.TestCase)
TestOffice.settings = settings(max_examples=tries(50, 5_000), stateful_step_count=30)


def test_only_a_cookie_of_this_server_makes_an_owner(monkeypatch: pytest.MonkeyPatch) -> None:
    cookies: dict[str, str] = {}
    monkeypatch.setattr(session.st, "context", type("Context", (), {"cookies": cookies}))
    assert session.owner() is None
    for planted in ("", "planted", "planted.", ".", "plänted.ü", browser.minted()[:-1]):
        cookies[browser.NAME] = planted
        assert session.owner() is None
    cookies[browser.NAME] = browser.minted()
    assert session.owner() == Owner(cookies[browser.NAME])


class Person(dict[str, Any]):
    is_logged_in = True


def test_a_person_is_named_by_provider_and_subject(monkeypatch: pytest.MonkeyPatch) -> None:
    assert sign_on.person() == ""
    monkeypatch.setattr(sign_on, "_section", lambda: {"client_id": "made"})
    names = []
    for user in (
        Person(iss="city", sub="1"),
        Person(iss="city", sub="2"),
        Person(iss="prefecture", sub="1"),
        Person(iss='city", "1', sub=""),
        Person(email="1"),
    ):
        monkeypatch.setattr(st, "user", user)
        names.append(sign_on.person())
    assert len({name for name in names if name}) == 4
    assert names[3] is None  # neither a subject nor an address
    left = Person(sub="1")
    left.is_logged_in = False  # type: ignore[misc]
    monkeypatch.setattr(st, "user", left)
    assert sign_on.person() is None


def test_no_visitor_can_have_the_desks_of_all_forgotten() -> None:
    """Streamlit's protocol has a message that empties its caches for everybody."""
    desks = session.desks()
    st.cache_resource.clear()
    st.cache_data.clear()
    assert session.desks() is desks
    assert not runtime.exists() or session.pool() is session.pool()
