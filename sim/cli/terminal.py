"""The one way to a terminal: signs that would steer it are written as they are escaped in a file.

Titles, reasons and names come from files of strangers: an escape sequence in one of them could recolour,
overwrite or hide what else is said.
"""

from __future__ import annotations

import sys

from sim.errors import visible


def out(text: str) -> None:
    """Write to standard output: results."""
    sys.stdout.write(_harmless(text))


def note(text: str) -> None:
    """Write to standard error, at once: all that is no result."""
    sys.stderr.write(_harmless(text))
    sys.stderr.flush()


def _harmless(text: str) -> str:
    return "\n".join("\t".join(map(visible, line.split("\t"))) for line in text.split("\n"))
