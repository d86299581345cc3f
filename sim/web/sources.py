"""Where published figures and assumptions come from, and which addresses a reader may be sent to."""

from __future__ import annotations

from collections import Counter
from functools import cache
from typing import TYPE_CHECKING

from sim import facts
from sim.scenario import table
from sim.web.words import say

if TYPE_CHECKING:
    from sim.summary import Lang

WEAKLY_SEEN = ("SECONDARY-LOW", "WEAK")
Rows = list[dict[str, str | int | None]]


@cache
def _seen() -> tuple[tuple[str, str, str], ...]:
    """Address, grade and kind of everything that was seen at an address."""
    published = ((each.source, each.grade, "published_figures") for each in facts.load().observations)
    assumed = ((known.source.url, known.grade, "assumptions") for known in table().values())
    return tuple(each for each in (*published, *assumed) if each[0].startswith("http"))


@cache
def weak_addresses() -> frozenset[str]:
    """Addresses at which something was seen that one weak source alone supports."""
    return frozenset(url for url, grade, _ in _seen() if grade in WEAKLY_SEEN)


def linked(url: str) -> str | None:
    """The address to open; None for a weak one, since nobody should be sent to such a page."""
    return None if url in weak_addresses() or not url.startswith("http") else url


def source_rows(lang: Lang, *, weak: bool) -> Rows:
    """Every weak address, or every other one: how much comes from it, how well seen."""
    rows: Rows = []
    for url in sorted({url for url, _, _ in _seen() if (url in weak_addresses()) == weak}):
        counts = Counter(kind for each, _, kind in _seen() if each == url)
        cells: dict[str, str | int | None] = {
            "address": url.partition("//")[2],
            **({} if weak else {"link": linked(url)}),
            **{name: counts[name] for name in ("published_figures", "assumptions")},
            "grade": ", ".join(sorted({grade for each, grade, _ in _seen() if each == url})),
        }
        rows.append({say(f"evidence.{name}", lang): cell for name, cell in cells.items()})
    return rows
