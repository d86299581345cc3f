"""A figure in words: its mean with P10 and P90 behind it, in the unit of the style."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim import wording
from sim.figures.amounts import amount, money
from sim.figures.model import shown
from sim.figures.words import say

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sim.figures.model import Cell, Style
    from sim.summary import Spread, Summary


def span(figure: Spread, summary: Summary, style: Style, decimals: int = 0, unit: str = "") -> str:
    """A number as "2.09倍（1.89～2.40）"; below 200 replications the mean alone."""
    ends = summary.band(figure)
    return ranged([shown(end, decimals, style.lang) for end in ends], summary, style, unit)


def span_of_yen(figure: Spread, summary: Summary, style: Style) -> str:
    """An amount in the unit of the style."""
    unit, decimals = money(style)
    values = [amount(end, style) for end in summary.band(figure)]
    return ranged([shown(value, decimals, style.lang) for value in values], summary, style, unit)


def ranged(texts: Sequence[str], summary: Summary, style: Style, unit: str = "") -> str:
    """Low, middle and high, already in words, as one text."""
    low, middle, high = texts
    said = f"{middle}{unit}" if style.lang == "ja" or not unit else f"{middle} {unit}"
    return said if not summary.has_spread else wording.ranged(low, said, high, style.lang)


def end_name(end: str, summary: Summary, lang: str) -> str:
    """What "low", "middle" or "high" is called: of the spread of outcomes, or of the interval of the mean."""
    kind = "spread" if summary.has_spread else "mean"
    return say(f"{kind}_{end}", lang)


def in_words(value: Cell, style: Style) -> str:
    """An amount that is already in the unit of the style, with the unit's name."""
    unit, decimals = money(style)
    return f"{shown(value, decimals, style.lang)}{'' if style.lang == 'ja' else ' '}{unit}"


def capital(text: str) -> str:
    """The text with a capital first letter, as a heading."""
    return text[:1].upper() + text[1:]
