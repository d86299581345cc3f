"""The page in a real browser: answers, languages, refresh, links, keyboard, screen size."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Callable
from contextlib import AbstractContextManager, ExitStack
from typing import Literal
from urllib.parse import urlencode, urlsplit

import pytest
from playwright.sync_api import Page, expect
from support.paths import ROOT

from sim.web.desk import links
from sim.web.desk.drafts import Draft
from sim.web.words import markdown

CHART = "[data-testid=stVegaLiteChart] svg"


def first_answer(page: Page, path: str = "/") -> None:
    """Open a page and wait for its first chart."""
    page.goto(path)
    expect(page.locator(CHART).first).to_be_visible()


def test_the_first_answer_appears_with_what_it_belongs_to(page: Page) -> None:
    first_answer(page)
    expect(page.get_by_role("heading", name=markdown("outlook.title", "ja"))).to_be_visible()
    expect(page.get_by_text("期限に間に合わず").first).to_be_visible()
    expect(
        page.get_by_text(re.compile(r"基本ケース・試行 [\d,]+ 回・id [0-9a-f]{8}-1-")).first
    ).to_be_visible()
    expect(page.get_by_text(markdown("outlook.caveats", "ja"))).to_be_visible()


def test_both_languages_are_complete_and_the_page_says_which_it_speaks(page: Page) -> None:
    first_answer(page)
    assert page.evaluate("document.documentElement.lang") == "ja"
    page.get_by_role("radio", name="English").or_(page.get_by_role("button", name="English")).first.click()
    expect(page.get_by_role("heading", name=markdown("outlook.title", "en"))).to_be_visible()
    expect(page.get_by_role("link", name=markdown("frame.evidence", "en"))).to_be_visible()
    expect(page.locator("html[lang=en]")).to_be_attached()
    expect(page.get_by_text("miss the deadline of March 2026").first).to_be_visible()
    main = page.locator("[data-testid=stMain]")
    expect(main).not_to_have_text(re.compile("[ぁ-んァ-ヶ]"), use_inner_text=True)


def test_visitors_who_come_together_are_all_answered_each_with_their_own(
    visitor: Callable[[], AbstractContextManager[Page]],
) -> None:
    drafts = [Draft().setting("prices.usdjpy_fixed", str(rate)) for rate in (121, 122, 123)]
    with ExitStack() as stack:
        pages = [stack.enter_context(visitor()) for _ in drafts]
        for page, draft in zip(pages, drafts, strict=True):
            page.goto("/?" + urlencode(links.parameters(draft)), wait_until="commit")
        for page, draft in zip(pages, drafts, strict=True):
            expect(page.get_by_text(f"id {draft.scenario().hash[:8]}-1-").first).to_be_visible()
            expect(page.locator(CHART).first).to_be_visible()


def test_a_refresh_in_the_middle_of_a_run_finds_it_again(page: Page) -> None:
    draft = Draft(title="途中で読み込み直す").setting(
        "work.path_days", "{ value = 300, low = 290, high = 310 }"
    )
    page.goto("/?" + urlencode(links.parameters(draft)))
    told = page.get_by_text(re.compile("途中で読み込み直す・試行")).first
    expect(told).to_be_visible()
    page.reload()
    expect(told).to_be_visible()
    assert urlsplit(page.url)[2:] == ("/", "", "")


def test_a_shared_link_opens_the_same_scenario_for_someone_else(page: Page) -> None:
    draft = Draft(title="一ドル175円").setting("prices.usdjpy_fixed", "175")
    first_answer(page, "/?" + urlencode(links.parameters(draft)))
    expect(page.get_by_text(re.compile(f"{draft.scenario().hash[:8]}-1-")).first).to_be_visible()
    assert "175" not in page.url


def test_the_keyboard_alone_leads_to_the_evidence_and_through_its_search(page: Page) -> None:
    first_answer(page)
    for _ in range(30):
        page.keyboard.press("Tab")
        focused = page.evaluate("document.activeElement.innerText")
        if focused and focused.strip() == markdown("frame.evidence", "ja"):
            break
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name=markdown("evidence.title", "ja"), exact=True)).to_be_visible()
    field = page.get_by_label(markdown("evidence.search", "ja"))
    for _ in range(40):
        page.keyboard.press("Tab")
        if field.evaluate("node => node === document.activeElement"):
            break
    page.keyboard.type("usdjpy_fixed")
    page.keyboard.press("Enter")
    expect(page.get_by_text(markdown("evidence.found", "ja", n=1), exact=True)).to_be_visible()


@pytest.mark.parametrize(
    ("path", "drawn"),
    [
        ("/", "tab"),
        ("/evidence", "tab"),
        ("/scenario", "heading"),
        ("/own", "heading"),
        ("/compare", "heading"),
    ],
)
def test_nothing_is_cut_off_on_a_small_screen_or_at_twice_the_size(
    page: Page, path: str, drawn: Literal["tab", "heading"]
) -> None:
    page.goto(path)
    expect(page.get_by_role(drawn).first).to_be_visible()
    for width in (1366, 683):
        page.set_viewport_size({"width": width, "height": 768})
        page.wait_for_timeout(500)
        wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert wide <= 0


def test_the_command_on_the_page_repeats_what_it_shows(page: Page) -> None:
    first_answer(page)
    stop = page.get_by_role("button", name=markdown("frame.stop", "ja"))
    if stop.is_visible():
        stop.click()
    expect(page.get_by_text(re.compile("計算済み"))).to_be_visible()
    shown = page.get_by_text(re.compile(r"id [0-9a-f]{8}-1-")).first.inner_text()
    identity = re.search(r"id ([0-9a-f]{8}-1-\d+-[0-9a-f]{8})", shown)
    assert identity is not None
    words = page.locator("[data-testid=stCode]").first.inner_text().split()
    assert words[:2] == ["sanwari", "run"]
    run = subprocess.run(
        [
            sys.executable,
            "-c",
            "import sys, sim.cli; sys.exit(sim.cli.main(sys.argv[1:]))",
            *words[1:],
            "--json",
        ],
        capture_output=True,
        check=True,
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )
    assert json.loads(run.stdout)["id"] == identity[1]
