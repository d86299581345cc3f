"""Text in columns, and under headings."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence


def aligned(rows: Sequence[Sequence[str]]) -> list[str]:
    """Rows as lines: names to the left, numbers to the right; a Japanese character takes two cells."""
    widths = [max(width(row[column]) for row in rows) for column in range(len(rows[0]))]
    lines = []
    for row in rows:
        cells = [row[0] + " " * (widths[0] - width(row[0]))]
        cells += [" " * (widths[i] - width(row[i])) + row[i] for i in range(1, len(row))]
        lines.append("  ".join(cells))
    return lines


def indented(points: Iterable[tuple[str, Iterable[str]]]) -> list[str]:
    """Headings with what stands below each as lines, an empty one after each block."""
    return [line for heading, said in points for line in (heading, *(f"  {each}" for each in said), "")]


def width(text: str) -> int:
    """Cells that a text takes in a terminal."""
    return sum(2 if unicodedata.east_asian_width(character) in "WF" else 1 for character in text)
