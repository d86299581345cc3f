"""Whom a page shuts out, as far as axe-core can tell: contrast, names, headings, targets, by WCAG 2.2 AA."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Locator, Page, expect

from sim.web.widgets.levers import LEVERS
from sim.web.words import markdown

OPTIONS = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"],
    "rules": {"heading-order": {"enabled": True}},
}
READY = "[data-testid=stApp][data-test-script-state=notRunning]"


def faults(page: Page) -> list[str]:
    """What axe finds on a page that nobody draws any more: which rule, and where."""
    page.wait_for_timeout(300)  # a click is on its way
    expect(page.locator(READY)).to_be_attached()
    found = Axe().run(page, options=OPTIONS).response["violations"]
    places = [(fault["id"], node) for fault in found for node in fault["nodes"]]
    return [f"{rule}: {node['html']} {node['failureSummary']}" for rule, node in places]


def each(page: Page, places: Locator) -> None:
    """No fault behind any of some tabs or switches."""
    for number in range(places.count()):
        places.nth(number).click()
        assert faults(page) == []


def drawn(page: Page, path: str) -> None:
    page.goto(path)
    expect(page.get_by_role("heading").first).to_be_visible()


@pytest.mark.parametrize("lang", ["ja", "en"])
@pytest.mark.parametrize("path", ["/", "/scenario", "/own", "/compare", "/evidence"])
def test_a_page_shuts_nobody_out_as_it_opens(page: Page, path: str, lang: str) -> None:
    drawn(page, f"{path}?lang={lang}")
    assert faults(page) == []


@pytest.mark.parametrize("path", ["/", "/evidence"])
def test_nor_does_anything_behind_its_tabs(page: Page, path: str) -> None:
    drawn(page, path)
    expect(page.get_by_role("tab").first).to_be_visible()
    each(page, page.get_by_role("tab"))


def test_nor_do_the_fields_of_a_scenario_and_their_effect(page: Page) -> None:
    drawn(page, "/scenario")
    page.locator("[data-testid=stCheckbox] label").first.click()
    expect(page.locator("table")).to_be_visible()
    for group in LEVERS:
        page.get_by_role("radio", name=markdown(f"scenario.group_{group}", "ja")).click()
        assert faults(page) == []


def test_nor_do_the_results_and_the_entry_of_an_organisation(page: Page) -> None:
    drawn(page, "/own")
    box = page.get_by_role("combobox").first
    box.click()
    box.fill("所沢")
    page.get_by_role("option").first.click()
    expect(page.get_by_role("tab").first).to_be_visible()
    each(page, page.get_by_role("tab"))


def test_nor_does_a_comparison(page: Page) -> None:
    drawn(page, "/compare")
    box = page.get_by_role("combobox").first
    box.click()
    box.fill("yen_115")
    page.get_by_role("option").first.click()
    page.keyboard.press("Escape")
    expect(page.locator("table").first).to_be_visible()
    assert faults(page) == []
