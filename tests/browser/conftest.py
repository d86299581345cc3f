"""A server of the page and a real Chromium before it; without Chromium these tests say that they "
"did not run."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from functools import partial
from pathlib import Path

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, Request, WebSocket, expect, sync_playwright
from support.outward import reached, watched

from benchmarks import served
from sim import runs
from sim.scenario import load

PATIENCE = 120_000
"""Milliseconds: a build server with two cores computes and draws at the same time."""
PROBES = ("/_stcore/health", "/_stcore/host-config")
"""Streamlit looks for itself under the address of a page first; a miss there is how it finds its root."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if Path(item.path).parent == Path(__file__).parent:
            item.add_marker(pytest.mark.browser)
            item.add_marker(pytest.mark.slow)


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    path = served.chromium()
    if path is None:
        pytest.skip("no Chromium on this machine: the page was not tried in a browser")
    with sync_playwright() as playwright:
        town = "--host-resolver-rules=MAP *.town.test 127.0.0.1"  # hosts of one domain, all on this machine
        browser = playwright.chromium.launch(executable_path=path, args=[*served.FLAGS, town])
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Address of the page, served as `make app` does; what has to be compiled is compiled before.

    Whatever was entered and taken away meanwhile, the server reached for nothing outside this machine.
    """
    runs.run(load("baseline"), 1)
    folder = tmp_path_factory.mktemp("server")
    log, outward = folder / "log.txt", folder / "reached.txt"
    with served.served(log, watched(outward)) as address:
        yield address
    assert "Traceback" not in log.read_text(encoding="utf-8")
    assert reached(outward) == []


@pytest.fixture
def page(visitor: Callable[[], AbstractContextManager[Page]]) -> Iterator[Page]:
    """A fresh visitor."""
    with visitor() as alone:
        yield alone


@pytest.fixture
def visitor(chromium: Browser, server: str) -> Callable[[], AbstractContextManager[Page]]:
    """Fresh visitors, as many as are asked for."""
    return partial(_visitor, chromium, server)


@contextmanager
def _visitor(chromium: Browser, server: str) -> Iterator[Page]:
    """A visitor with the screen of a town hall; the test fails on console errors and foreign requests."""
    context = chromium.new_context(viewport={"width": 1366, "height": 768}, locale="ja-JP", base_url=server)
    context.set_default_timeout(PATIENCE)
    expect.set_options(timeout=PATIENCE)
    visitor = context.new_page()
    errors: list[str] = []
    foreign: list[str] = []

    def listen(message: ConsoleMessage) -> None:
        if message.type == "error" and not message.location["url"].endswith(PROBES):
            errors.append(message.text)

    def watch(request: Request | WebSocket) -> None:
        if not request.url.startswith((server, server.replace("http", "ws", 1), "data:", "blob:")):
            foreign.append(request.url)

    visitor.on("console", listen)
    visitor.on("pageerror", lambda error: errors.append(str(error)))
    context.on("request", watch)
    visitor.on("websocket", watch)
    yield visitor
    context.close()
    assert errors == []
    assert foreign == []
