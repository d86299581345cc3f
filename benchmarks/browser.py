"""What a visitor of the desk waits for, by the clock of a real browser."""

from __future__ import annotations

import statistics
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from benchmarks.measure import table
from benchmarks.served import FLAGS, chromium, served
from sim import runs
from sim.scenario import Scenario, load
from sim.scenario import table as table_of_assumptions
from sim.web.desk.drafts import Draft
from sim.web.widgets import levers
from sim.web.words import markdown
from sim.web.work.jobs import STEPS

CHART = "document.querySelector('[data-testid=stVegaLiteChart] svg')"
"""True in a page that shows a chart."""
SCREEN = {"width": 1366, "height": 768}
PATIENCE = 120_000
SCHEDULE, LEDGER = "vendors.regional_teams_factor", "prices.usdjpy_fixed"
"""A lever of each kind, by its path; each is moved to the values below, one after the other."""
MOVES = {SCHEDULE: ("1.1", "1.2", "1.3"), LEDGER: ("120", "125", "130")}
CROWD = 10


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
        "Seconds by the clock of the page in Chromium, which shares the cores of this machine with the "
        "server: ten visitors at once are ten pages that it draws besides.",
        table(["wait for", "seconds", "goal"], rows),
    ]
    return "\n\n".join(notes)


def _measure(browser: Browser, log: Path) -> list[list[str]]:
    with served(log) as address, visitor(browser, address) as page:  # leaves its answer for the next start
        _timed(page, "/", shows(load("baseline"), STEPS[-1]))
    started = time.time()
    with served(log) as address:
        with visitor(browser, address) as page:
            page.goto("/")
            start = until(page, CHART) - started
            until(page, shows(load("baseline"), STEPS[-1]))
        with visitor(browser, address) as page:
            again = _timed(page, "/", CHART)
        with visitor(browser, address) as page:
            schedule = _moved(page, SCHEDULE, 3)
        with visitor(browser, address) as page:
            ledger = _moved(page, LEDGER, 2)
        together = _crowd(browser, address)
    return [
        ["start of the server to the first chart", f"{start:.1f}", "3"],
        ["first chart of a later visitor", f"{again:.1f}", ""],
        *_told("a schedule lever", schedule, ("", "1", "2")),
        *_told("a ledger lever", ledger, ("0.5", "")),
        [f"{CROWD} visitors open the page at once: first chart", _span(together), ""],
    ]


@contextmanager
def visitor(browser: Browser, address: str) -> Iterator[Page]:
    """A visitor with the screen of a town hall."""
    context = browser.new_context(
        viewport=SCREEN,  # type: ignore[arg-type]
        locale="ja-JP",
        base_url=address,
        bypass_csp=True,  # what looks at each frame is a text that is evaluated in the page
    )
    context.set_default_timeout(PATIENCE)
    try:
        yield context.new_page()
    finally:
        context.close()


def _timed(page: Page, path: str, wanted: str) -> float:
    begun = time.time()
    page.goto(path)
    return until(page, wanted) - begun


def until(page: Page, wanted: str) -> float:
    """When something is true of a page, by the page's own clock: looked for with every frame it draws."""
    found: float = page.wait_for_function(f"({wanted}) && Date.now()", polling="raf").json_value()
    return found / 1000


def _told(lever: str, waits: Sequence[Sequence[float]], goals: Sequence[str]) -> list[list[str]]:
    """A line for each step of the answer."""
    return [
        [f"{lever}: {STEPS[step]} replications", _span([each[step] for each in waits]), goal]
        for step, goal in enumerate(goals)
    ]


def _moved(page: Page, path: str, steps: int) -> list[list[float]]:
    """Seconds from the move of a lever on an open page until each of the first steps is answered."""
    page.goto("/scenario")
    group = next(name for name, paths in levers.LEVERS.items() if path in paths)
    page.get_by_role("radio", name=markdown(f"scenario.group_{group}", "ja")).click()
    field = page.get_by_role("spinbutton", name=table_of_assumptions()[path].label("ja")).first
    waits = []
    for value in MOVES[path]:
        field.fill(value)
        begun = time.time()
        field.press("Enter")
        moved = Draft().setting(path, value).scenario()
        waits.append([until(page, shows(moved, number)) - begun for number in STEPS[:steps]])
    return waits


def _crowd(browser: Browser, address: str) -> list[float]:
    """Seconds until each of several visitors, who open the page together, has the first chart."""
    with ExitStack() as stack:
        pages = [stack.enter_context(visitor(browser, address)) for _ in range(CROWD)]
        begun, waits = time.time(), []
        for page in pages:
            page.goto("/", wait_until="commit")
        while pages:
            done = [page for page in pages if page.evaluate(CHART + " !== null")]
            waits += [time.time() - begun] * len(done)
            pages = [page for page in pages if page not in done]
        return waits


def shows(scenario: Scenario, number: int) -> str:
    """Whether a page tells the id of an answer with at least so many replications."""
    enough = "|".join(str(step) for step in STEPS if step >= number)
    return f"/id {scenario.hash[:8]}-1-(?:{enough})-/.test(document.body.textContent)"


def _span(seconds: Sequence[float]) -> str:
    return f"{min(seconds):.1f} to {max(seconds):.1f}, median {statistics.median(seconds):.1f}"
