"""Takes the pictures of the README from the page itself: `make pictures`.

The page is served as `make app` serves it, with the baseline and nobody's own figures; each language has its
pictures. Chromium has to be there: its path stands in the search path as `chromium` or `chromium-browser`.
"""

from __future__ import annotations

import shutil
import socket
import subprocess
import sys
import time
from pathlib import Path

from playwright.sync_api import Page, expect, sync_playwright

from sim.web.words import markdown

FOLDER = Path(__file__).parent
ROOT = FOLDER.parents[1]
SIZE = {"width": 1366, "height": 768}
PATIENCE = 600_000
"""Milliseconds: a thousand replications, and the compilation before them if it is the first use."""
CITY = "022021"
FLAGS = ["--headless", "--no-sandbox", "--disable-gpu"]


def main() -> None:
    """Serve the page, take all pictures, end the server."""
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    if chromium is None:
        sys.exit("Chromium is needed")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "streamlit", "run", "app.py", "--server.headless", "true"]
    server = subprocess.Popen([*command, "--server.port", str(port)], cwd=ROOT)  # noqa: S603 - this page
    try:
        _wait(port)
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
            for lang in ("ja", "en"):
                page = browser.new_page(viewport=SIZE)
                page.set_default_timeout(PATIENCE)
                page.goto(f"http://127.0.0.1:{port}/?lang={lang}")
                take(page, lang)
                page.close()
            browser.close()
    finally:
        server.terminate()
        server.wait(20)


def take(page: Page, lang: str) -> None:
    """The outlook and a city's answer, both once everything is computed."""
    page.get_by_text(markdown("frame.ready", lang, have="1,000")).wait_for()
    page.locator("[data-testid=stVegaLiteChart]").first.wait_for()
    _keep(page, "outlook", lang)
    page.get_by_role("link", name=markdown("frame.own", lang)).click()
    page.get_by_role("heading", name=markdown("own.title", lang), exact=True).wait_for()
    find = page.get_by_role("combobox").first
    find.fill(CITY)
    page.get_by_role("option").first.click()
    page.get_by_role("tab", name=markdown("own.tab_cost", lang)).wait_for()
    page.get_by_text(markdown("own.of", lang, number="200", id="")).wait_for()
    page.locator("table:visible").first.wait_for()
    _keep(page, "own", lang)


def _keep(page: Page, name: str, lang: str) -> None:
    """The screen as it is once nothing moves any more; the pointer is put where it marks nothing."""
    page.mouse.move(1, SIZE["height"] - 1)
    page.wait_for_timeout(3_000)
    expect(page.locator("[data-stale=true], [data-testid=stStatusWidget]")).to_have_count(0, timeout=PATIENCE)
    page.screenshot(path=FOLDER / f"{name}.{lang}.png")


def _wait(port: int) -> None:
    """Return once the server answers; ten seconds are many."""
    for _ in range(200):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    sys.exit("the page was not served")


if __name__ == "__main__":
    main()
