"""Own figures in a real browser stay with who entered them, whatever addresses and cookies others have."""

from __future__ import annotations

import re
from collections.abc import Callable
from contextlib import AbstractContextManager
from urllib.parse import urlsplit

from playwright.sync_api import Browser as Chromium
from playwright.sync_api import Page, expect
from support.tab import Browser

from sim.scenario import OwnBaseline, OwnFigures
from sim.web.desk.drafts import Desk
from sim.web.words import markdown

CITY = "112089"
FIGURES = "cost.own_baselines"
READY = "[data-testid=stApp][data-test-script-state=notRunning]"
Visitor = Callable[[], AbstractContextManager[Page]]


def look(page: Page, address: str = "/scenario") -> None:
    """Open the page of the scenario and wait until it is drawn."""
    page.goto(address)
    drawn(page)


def drawn(page: Page) -> None:
    expect(page.get_by_role("heading", name=markdown("scenario.title", "ja"), exact=True)).to_be_visible()
    page.wait_for_timeout(300)
    expect(page.locator(READY)).to_be_attached()


def enter(page: Page) -> None:
    """Enter own figures, by a file."""
    page.get_by_role("button", name=markdown("scenario.take_away", "ja")).click()
    content = Desk("").owning(OwnFigures(CITY, (OwnBaseline(CITY, 250_000_000),))).toml()
    file = {"name": "own.toml", "mimeType": "application/toml", "buffer": content.encode()}
    page.locator("input[type=file]").set_input_files(file)
    expect(page.get_by_text(FIGURES).first).to_be_visible()


def test_an_address_handed_on_shows_nothing_and_a_refresh_keeps_everything(visitor: Visitor) -> None:
    with visitor() as one, visitor() as other:
        look(one)
        enter(one)
        look(other, one.url)
        expect(other.get_by_text(FIGURES)).to_have_count(0)
        assert urlsplit(one.url)[2:] == ("/scenario", "", "")
        one.reload()
        drawn(one)
        expect(one.get_by_text(FIGURES).first).to_be_visible()


def test_an_address_that_somebody_sends_collects_nothing(visitor: Visitor, server: str) -> None:
    attacker = Browser(server)
    attacker.open()
    cookie = next(value for name, value in attacker.cookies.items() if name.startswith("sanwari"))
    with attacker.tab() as tab, visitor() as one:
        token = tab.session
        look(one, f"/scenario?desk={token}&sanwari={cookie}&session={token}")
        assert urlsplit(one.url)[2:] == ("/scenario", "", "")
        enter(one)
        tab.draw(page="scenario")
        assert FIGURES not in tab.text
    with attacker.tab() as tab:
        assert FIGURES not in tab.text


def test_two_tabs_begin_alike_and_each_keeps_its_own_through_a_refresh(page: Page) -> None:
    look(page)
    enter(page)
    beside = page.context.new_page()
    look(beside)
    expect(beside.get_by_text(FIGURES).first).to_be_visible()
    shown = page.get_by_text(FIGURES).count()
    beside.get_by_role("button", name=markdown("scenario.undo", "ja"), exact=True).click()
    expect(beside.get_by_text(FIGURES)).to_have_count(0)
    for tab in (page, beside, page):
        tab.reload()
        drawn(tab)
        expect(tab.get_by_text(FIGURES)).to_have_count(0 if tab is beside else shown)


def test_the_cookie_is_hidden_from_scripts_and_ends_with_the_browser(page: Page) -> None:
    look(page)
    (cookie,) = [each for each in page.context.cookies() if each["name"].startswith("sanwari")]
    assert cookie["httpOnly"]
    assert cookie["sameSite"] == "Lax"
    assert cookie["expires"] == -1
    assert cookie["path"] == "/"
    assert "sanwari" not in page.evaluate("document.cookie")


def test_a_cookie_that_a_neighbour_planted_is_not_taken(chromium: Chromium, server: str) -> None:
    """A host of the same domain sets one that the server made for itself, before the first visit."""
    attacker = Browser(server)
    attacker.open()
    (planted,) = [(name, value) for name, value in attacker.cookies.items() if name.startswith("sanwari")]
    address = f"http://desk.town.test:{urlsplit(server).port}"
    context = chromium.new_context(locale="ja-JP", base_url=address)
    context.add_cookies([{"name": planted[0], "value": planted[1], "domain": ".town.test", "path": "/"}])
    page = context.new_page()
    look(page)
    assert len([each for each in context.cookies() if each["name"] == planted[0]]) == 2
    enter(page)
    with attacker.tab() as tab:
        assert FIGURES not in tab.text
    context.close()
    with attacker.tab() as tab:
        assert FIGURES not in tab.text


def test_no_page_of_others_may_frame_it(chromium: Chromium, server: str) -> None:
    context = chromium.new_context()
    page = context.new_page()
    page.goto("about:blank")
    page.set_content(f'<iframe src="{server}/"></iframe>')
    page.wait_for_timeout(2_000)
    assert [re.sub(":.*", "", frame.url) for frame in page.frames] == ["about", "chrome-error"]
    context.close()
