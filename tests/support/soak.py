"""How much a test tries: little in `make test`, much in `make soak`; and what came of it."""

from __future__ import annotations

from collections import Counter

LONG = False
"""Whether this is the long run; set before tests are collected."""
COUNTS: dict[str, Counter[str]] = {}
"""Of each attack ("kills: run", or the name of a reader): inputs or kills tried, taken, told and lost."""
_COLUMNS = ("tried", "taken", "told", "lost")


def tries(usual: int, long: int) -> int:
    """Inputs that a test tries in this run: `@settings(max_examples=tries(30, 2_000))`."""
    return long if LONG else usual


def count(what: str, **more: int) -> None:
    """Add to the counts of one attack: `count("kills: run", tried=90, lost=0)`."""
    COUNTS.setdefault(what, Counter()).update(more)


def table() -> list[str]:
    """The counts of this run as lines of a Markdown table, the sum of a group after its parts."""
    groups: dict[str, list[str]] = {}
    for what in sorted(COUNTS):
        groups.setdefault(what.partition(":")[0] if ":" in what else "inputs of readers", []).append(what)
    lines = ["| what | " + " | ".join(_COLUMNS) + " |", "|---|---:|---:|---:|---:|"]
    for group, parts in groups.items():
        lines += [_line(what, COUNTS[what]) for what in parts]
        lines.append(_line(f"**{group} in all**", sum((COUNTS[what] for what in parts), Counter())))
    return lines if groups else []


def _line(what: str, counts: Counter[str]) -> str:
    return f"| {what} | " + " | ".join(f"{counts[name]:,}" for name in _COLUMNS) + " |"
