"""Where published figures and assumptions come from, and where a reader may be sent for each of them."""

from __future__ import annotations

from collections import Counter
from functools import cache
from typing import TYPE_CHECKING

from sim import facts
from sim.scenario import table
from sim.web.words import plain

if TYPE_CHECKING:
    from sim.words import Lang

WEAKLY_SEEN = ("SECONDARY-LOW", "WEAK")
Rows = list[dict[str, str | int | None]]


@cache
def _seen() -> tuple[tuple[str, str, str], ...]:
    """Address, grade and kind of everything that was seen at an address."""
    published = ((each.source, each.grade, "published_figures") for each in facts.load().observations)
    assumed = ((known.source.url, known.grade, "assumptions") for known in table().values())
    return tuple(each for each in (*published, *assumed) if each[0].startswith("http"))


@cache
def _addresses_of_weak() -> frozenset[str]:
    return frozenset(url for url, grade, _ in _seen() if grade in WEAKLY_SEEN)


def is_weak(url: str, grade: str) -> bool:
    """Whether one weak source alone supports what was seen there, or what that is derived from."""
    return grade in WEAKLY_SEEN or (grade == "DERIVED" and url in _addresses_of_weak())


def linked(url: str, grade: str) -> str | None:
    """The address to open for something of a grade; None where it is weak, as nobody should be sent there."""
    return None if is_weak(url, grade) or not url.startswith("http") else url


def source_rows(lang: Lang, *, weak: bool) -> Rows:
    """The addresses of what is weak, or of all else: how much of that comes from each, how well seen.

    An address stands in both lists if some of what was seen there is weak and some is not.
    """
    seen = [each for each in _seen() if is_weak(*each[:2]) == weak]
    rows: Rows = []
    for url in sorted({url for url, _, _ in seen}):
        counts = Counter(kind for each, _, kind in seen if each == url)
        cells: dict[str, str | int | None] = {
            "address": url.partition("//")[2],
            **({} if weak else {"link": url}),
            **{name: counts[name] for name in ("published_figures", "assumptions")},
            "grade": ", ".join(sorted({grade for each, grade, _ in seen if each == url})),
        }
        rows.append({plain(f"evidence.{name}", lang): cell for name, cell in cells.items()})
    return rows
