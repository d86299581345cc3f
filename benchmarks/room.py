"""Memory of the server: at rest, with visitors who look at many scenarios, and once they are gone (Linux)."""

from __future__ import annotations

import sys
import tempfile
import time
from pathlib import Path
from urllib.parse import urlencode

from playwright.sync_api import Browser, sync_playwright

from benchmarks.browser import shows, until, visitor
from benchmarks.measure import table
from benchmarks.served import FLAGS, chromium, process
from sim import runs
from sim.scenario import load
from sim.web.desk import links
from sim.web.desk.drafts import Draft
from sim.web.work.jobs import PATIENCE, STEPS

SCENARIOS = 15
GOAL = "1,500"


LONGEST = 900_000
"""Milliseconds for one of them."""


def report(scenarios: int = SCENARIOS) -> str:
    """The section of docs/performance.md."""
    runs.run(load("baseline"), 1)  # compiles, where that was not done
    path = chromium()
    if path is None or not Path("/proc/self/status").is_file():
        return "## Memory of the server\n\nNot measured: no Chromium on this machine, or no Linux."
    with sync_playwright() as playwright, tempfile.TemporaryDirectory() as name:
        browser = playwright.chromium.launch(executable_path=path, args=list(FLAGS))
        try:
            rows = _measure(browser, Path(name) / "log.txt", scenarios)
        finally:
            browser.close()
    notes = [
        "## Memory of the server",
        f"Resident memory of the server in MB, while one visitor opens {scenarios} links in turn, "
        f"each until it has {STEPS[-1]:,} replications, and once nobody has asked for {PATIENCE:.0f} s.",
        table(["state", "MB", "goal"], rows),
    ]
    return "\n\n".join(notes)


def _measure(browser: Browser, log: Path, scenarios: int) -> list[list[str]]:
    with process(log) as (address, pid):
        with visitor(browser, address) as page:
            page.set_default_timeout(LONGEST)
            page.goto("/")
            until(page, shows(load("baseline"), STEPS[2]))
        rest = _rested(pid)
        seen = []
        with visitor(browser, address) as page:
            page.set_default_timeout(LONGEST)
            for number in range(scenarios):
                draft = Draft().setting("prices.usdjpy_fixed", str(120 + number))
                page.goto("/?" + urlencode(links.parameters(draft)))
                until(page, shows(draft.scenario(), STEPS[-1]))
                seen.append(_mb(pid, "VmRSS"))
            standing = _rested(pid)
        peak = _mb(pid, "VmHWM")
        gone = _rested(pid)
    return [
        ["at rest, the baseline at hand", f"{rest:,.0f}", ""],
        [f"after the first of {scenarios} scenarios", f"{seen[0]:,.0f}", ""],
        [f"after all {scenarios}", f"{seen[-1]:,.0f}", GOAL],
        ["most at any moment", f"{peak:,.0f}", GOAL],
        ["a page stands open, nobody asks", f"{standing:,.0f}", ""],
        ["nobody is there", f"{gone:,.0f}", f"{rest:,.0f}"],
    ]


def _rested(pid: int) -> float:
    time.sleep(PATIENCE + 15)
    return _mb(pid, "VmRSS")


def _mb(pid: int, name: str) -> float:
    lines = Path(f"/proc/{pid}/status").read_text(encoding="utf-8").splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith(f"{name}:")) * 1.024 / 1000


if __name__ == "__main__":
    print(report(*map(int, sys.argv[1:])))
