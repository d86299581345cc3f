"""Are the pages open as long as nobody asks for sign-on, and closed before it is done where somebody does?"""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest
from support.desk import MadePool
from support.paths import APP

from sim.web.desk import links, session, sign_on
from sim.web.desk.drafts import BASELINE, Desk
from sim.web.markdown import escaped
from sim.web.words import markdown

SETTINGS = {
    "redirect_uri": "http://localhost:8501/oauth2callback",
    "cookie_secret": "made for this test only",
    "client_id": "made",
    "client_secret": "made",
    "server_metadata_url": "https://sign-on.invalid/.well-known/openid-configuration",
}
pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning")  # Streamlit's own


class User(SimpleNamespace):
    """Who Streamlit says is there."""

    def get(self, name: str) -> Any:
        return getattr(self, name, None)


@pytest.fixture
def page(monkeypatch: pytest.MonkeyPatch) -> AppTest:
    made = MadePool()
    monkeypatch.setattr(session, "pool", lambda: made)
    monkeypatch.setattr(sign_on, "find_spec", lambda _: object())
    return AppTest.from_file(str(APP), default_timeout=60)


def asked(page: AppTest) -> AppTest:
    page.secrets["auth"] = SETTINGS
    return page.run()


def is_shown(page: AppTest) -> bool:
    assert not page.exception
    return markdown("outlook.title", "ja") in [title.value for title in page.title]


def test_without_settings_nothing_changes(page: AppTest) -> None:
    page.run()
    assert is_shown(page)
    assert not [button for button in page.button if str(button.key).startswith("sign")]


def test_settings_of_something_else_change_nothing(page: AppTest) -> None:
    page.secrets["database"] = {"password": "made"}
    assert is_shown(page.run())


def test_with_settings_nothing_is_shown_before_the_sign_on(
    page: AppTest, monkeypatch: pytest.MonkeyPatch
) -> None:
    called: list[tuple[Any, ...]] = []
    monkeypatch.setattr(st, "user", User(is_logged_in=False))
    monkeypatch.setattr(st, "login", lambda *provider: called.append(provider))
    asked(page)
    assert not is_shown(page)
    assert not page.code
    assert not page.metric
    page.button(key="sign on None").click().run()
    assert called == [()]


def test_before_the_sign_on_nobody_has_a_desk_and_a_shared_link_stays_in_the_address(
    page: AppTest, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept: list[Desk] = []
    monkeypatch.setattr(session.Desks, "put", lambda _, desk: kept.append(desk))
    monkeypatch.setattr(st, "user", User(is_logged_in=False))
    link = links.parameters(BASELINE.setting("prices.usdjpy_fixed", "140"))
    for name, value in link.items():
        page.query_params[name] = value
    asked(page)
    assert not is_shown(page)
    assert [info.value for info in page.info] == [markdown("frame.sign_on_link", "ja")]
    page.segmented_control(key="lang").set_value("en").run()
    assert [info.value for info in page.info] == [markdown("frame.sign_on_link", "en")]
    assert not kept
    assert page.query_params == link


def test_each_named_provider_has_its_button(page: AppTest, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(st, "user", User(is_logged_in=False))
    names = ("city", "prefecture")
    shared = {name: SETTINGS[name] for name in ("redirect_uri", "cookie_secret")}
    page.secrets["auth"] = shared | dict.fromkeys(names, SETTINGS)
    page.run()
    assert [button.key for button in page.button] == [f"sign on {name}" for name in names]


def test_whoever_signed_on_sees_the_pages_and_a_way_out(
    page: AppTest, monkeypatch: pytest.MonkeyPatch
) -> None:
    called: list[bool] = []
    monkeypatch.setattr(st, "user", User(is_logged_in=True, email="officer@city.invalid"))
    monkeypatch.setattr(st, "logout", lambda: called.append(True))
    asked(page)
    assert is_shown(page)
    assert escaped("officer@city.invalid") in [caption.value for caption in page.caption]
    page.button(key="sign off").click().run()
    assert called == [True]


def test_a_missing_package_is_named_and_the_pages_stay_closed(
    page: AppTest, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sign_on, "find_spec", lambda _: None)
    monkeypatch.setattr(st, "user", User())
    asked(page)
    assert not is_shown(page)
    assert [error.value for error in page.error] == [markdown("frame.sign_on_missing", "ja")]
    assert not page.button


@pytest.mark.parametrize("written", [{}, "on", True])
def test_a_section_that_says_nothing_closes_the_pages(
    page: AppTest, monkeypatch: pytest.MonkeyPatch, written: Any
) -> None:
    monkeypatch.setattr(st, "user", User())
    page.secrets["auth"] = written
    page.run()
    assert not is_shown(page)
    assert [error.value for error in page.error] == [markdown("frame.sign_on_unreadable", "ja")]
    assert not page.button


def test_settings_that_cannot_be_read_close_the_pages(
    page: AppTest, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    file = tmp_path / "secrets.toml"
    file.write_text("[auth\nredirect_uri = ", encoding="utf-8")
    monkeypatch.setattr(sign_on.st, "get_option", lambda _: [str(file)])
    monkeypatch.setattr(sign_on.st.secrets, "load_if_toml_exists", lambda: False)
    page.run()
    assert not is_shown(page)
    assert [error.value for error in page.error] == [markdown("frame.sign_on_unreadable", "ja")]
