"""What a visitor of the desk waits for, by the clock of a real browser."""

from __future__ import annotations

import re
import statistics
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlencode

from playwright.sync_api import Browser, Page, sync_playwright

from benchmarks.measure import table
from benchmarks.served import FLAGS, chromium, served
from sim import runs
from sim.scenario import load
from sim.web import links
from sim.web.drafts import Draft
from sim.web.words import say

CHART = "[data-testid=stVegaLiteChart] svg"
SCREEN = {"width": 1366, "height": 768}
PATIENCE = 120_000
GOALS = {"start": 3.0, "schedule": 1.0, "schedule, 200": 2.0, "ledger": 0.5}
"""Seconds to reach, warm compile cache."""
SCHEDULE_LEVERS = [("work.rework_share", f"{0.25 + 0.01 * step:.2f}") for step in range(3)]
LEDGER_LEVERS = [("prices.usdjpy_fixed", str(120 + 5 * step)) for step in range(3)]


def report() -> str:
    """The section of docs/performance.md."""
    runs.run(load("baseline"), 1)  # compiles, where that was not done
    path = chromium()
    if path is None:
        return "## In the browser\n\nNot measured: no Chromium on this machine."
    with sync_playwright() as playwright, tempfile.TemporaryDirectory() as name:
        browser = playwright.chromium.launch(executable_path=path, args=list(FLAGS))
        try:
            rows = _measure(browser, Path(name) / "log.txt")
        finally:
            browser.close()
    notes = [
        "## In the browser",
        "Seconds by the clock of Chromium, which shares the cores of this machine with the server: from the "
        "opening of a page until it shows what is named. The goals are those of a lever that is moved on an "
        "open page; here the page is opened anew each time, and that alone takes as long as a later visitor "
        "waits for the first chart.",
        table(["wait for", "seconds", "goal"], rows),
    ]
    return "\n\n".join(notes)


def _measure(browser: Browser, log: Path) -> list[list[str]]:
    started = time.perf_counter()
    with served(log) as address:
        with _visitor(browser, address) as page:
            page.goto("/")
            page.locator(CHART).first.wait_for()
            start = time.perf_counter() - started
            _stop(page)
        with _visitor(browser, address) as page:
            again = _timed(page, "/", CHART)
        first = [_lever(browser, address, *lever) for lever in SCHEDULE_LEVERS]
        ledger = [_lever(browser, address, *lever) for lever in LEDGER_LEVERS]
    return [
        ["start of the server to the first chart", f"{start:.1f}", f"{GOALS['start']}"],
        ["first chart of a later visitor", f"{again:.1f}", ""],
        [
            "a link with another schedule parameter, opened by a new visitor: 50 replications",
            _span([a for a, _ in first]),
            f"{GOALS['schedule']}",
        ],
        ["the same: 200 replications", _span([b for _, b in first]), f"{GOALS['schedule, 200']}"],
        [
            "a link with another ledger parameter, opened by a new visitor: 50 replications",
            _span([a for a, _ in ledger]),
            f"{GOALS['ledger']}",
        ],
    ]


@contextmanager
def _visitor(browser: Browser, address: str) -> Iterator[Page]:
    context = browser.new_context(viewport=SCREEN, locale="ja-JP", base_url=address)  # type: ignore[arg-type]
    context.set_default_timeout(PATIENCE)
    try:
        yield context.new_page()
    finally:
        context.close()


def _timed(page: Page, path: str, wanted: str) -> float:
    begun = time.perf_counter()
    page.goto(path)
    page.locator(wanted).first.wait_for()
    return time.perf_counter() - begun


def _stop(page: Page) -> None:
    """Stop what is refined, so that the next measurement has the machine to itself."""
    page.get_by_role("button", name=say("frame.stop", "ja")).first.click()
    page.get_by_role("button", name=say("frame.resume", "ja")).first.wait_for()


def _link(path: str, value: str) -> tuple[str, str]:
    draft = Draft().setting(path, value)
    return "/?" + urlencode(links.parameters(draft)), draft.scenario().hash[:8]


def _lever(browser: Browser, address: str, path: str, value: str) -> tuple[float, float]:
    """Seconds until the page shows the answers of 50 and of 200 replications to a changed parameter."""
    link, identity = _link(path, value)
    with _visitor(browser, address) as page:
        begun = time.perf_counter()
        page.goto(link)
        waits = []
        for number in ("50", "200"):
            page.get_by_text(re.compile(f"id {identity}-1-(?:{number}|200|1000)-")).first.wait_for()
            waits.append(time.perf_counter() - begun)
        _stop(page)
    return waits[0], waits[1]


def _span(seconds: Sequence[float]) -> str:
    return f"{min(seconds):.1f} to {max(seconds):.1f}, median {statistics.median(seconds):.1f}"
