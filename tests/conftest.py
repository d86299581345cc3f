"""Settings of the property tests, and stored figures that only `make golden` may rewrite."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import settings
from support import soak

MAIN = sys.modules["__main__"]
GOLDEN = Path(__file__).parent / "golden"

# No deadline: the first call of a kernel compiles it. On a build server the same examples each time, so that
# a change is not blamed for an example that chance found; everywhere else new ones.
settings.register_profile("sanwari", deadline=None, derandomize="CI" in os.environ)
settings.load_profile("sanwari")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--refresh-golden", action="store_true", help="store the figures of this run as the expected"
    )

    parser.addoption("--soak", action="store_true", help="run what is long, and only that")


def pytest_configure(config: pytest.Config) -> None:
    soak.LONG = config.getoption("--soak")
    for name in [name for name in os.environ if name.startswith(("LC_", "LANG"))]:
        del os.environ[name]  # which language a developer's machine speaks decides no test


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    wanted = ("soak", "fuzz") if soak.LONG else ()
    left_out = [item for item in items if _is_left_out(item, wanted)]
    if left_out:
        config.hook.pytest_deselected(items=left_out)
        items[:] = [item for item in items if item not in set(left_out)]


def _is_left_out(item: pytest.Item, wanted: tuple[str, ...]) -> bool:
    marks = {mark.name for mark in item.iter_markers()}
    if "golden" in marks and item.config.getoption("--refresh-golden"):
        return False  # what is stored is renewed as a whole
    return not marks & set(wanted) if wanted else "soak" in marks


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """What a long run tried and what came of it, for `docs/reliability.md`."""
    for line in soak.table() if soak.LONG else ():
        terminalreporter.write_line(line)


@pytest.fixture(autouse=True)
def main_module(monkeypatch: pytest.MonkeyPatch) -> None:
    """A page under test leaves its script as the main module, which a new process would run again."""
    monkeypatch.setitem(sys.modules, "__main__", MAIN)


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Callable[[str, str], None]:
    """Compares a text with the file of that name in tests/golden; under --refresh-golden stores it."""

    def compare(name: str, text: str) -> None:
        path = GOLDEN / name
        if request.config.getoption("--refresh-golden"):
            path.parent.mkdir(exist_ok=True)
            path.write_text(text, encoding="utf-8")
        assert path.is_file(), f"nothing stored as {name}: run `make golden` and add a line to the change log"
        assert text == path.read_text(encoding="utf-8"), (
            "figures moved: if meant, `make golden` and the change log"
        )

    return compare
