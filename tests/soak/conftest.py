"""The table of what was tried, told and lost, at the end of a run."""

from __future__ import annotations

import pytest
from support import counts, soak


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    lines = counts.table()
    if lines and soak.LONG:
        terminalreporter.section("tried, told, lost")
        for line in lines:
            terminalreporter.write_line(line)
