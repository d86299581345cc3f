"""What the long tests tried and found, summed up for the table at the end of a run."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass
class Count:
    """Inputs or kills tried; how many were refused in words (None: nobody is there to be told); lost ones."""

    tried: int = 0
    told: int | None = None
    lost: int = 0


COUNTS: dict[str, Count] = {}


def count(what: str, tried: int = 1, told: int | None = 0, lost: int = 0) -> None:
    """Add to what is known of one kind of attack; a name begins with its group: "kills: run"."""
    _add(COUNTS.setdefault(what, Count()), Count(tried, told, lost))


def table() -> list[str]:
    """The counts as the lines of a Markdown table, with their sums by group; none if nothing was counted."""
    if not COUNTS:
        return []
    groups: dict[str, Count] = {}
    for what, found in COUNTS.items():
        _add(groups.setdefault(f"**{what.partition(':')[0]} in all**", Count()), found)
    rows = [*sorted(COUNTS.items()), *sorted(groups.items())]
    lines = [
        f"| {what} | {n.tried:,} | {'' if n.told is None else format(n.told, ',')} | {n.lost:,} |"
        for what, n in rows
    ]
    return ["| what | tried | told | lost |", "|---|---:|---:|---:|", *lines]


def _add(total: Count, more: Count) -> None:
    total.tried += more.tried
    total.lost += more.lost
    if more.told is not None:
        total.told = (total.told or 0) + more.told
