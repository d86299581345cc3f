"""How numbers are said to readers: minus, per cent and ranges, one way in each language.

What machines read (CSV, JSON, scenario files) keeps plain numbers.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

MINUS = "−"
_WITH_UNIT = re.compile(rf"([+△{MINUS}]?[\d,.]+)(\D*)")


def number(value: float, form: str, lang: str) -> str:
    """A number in a format, as print has it: "−0.3"; with the format ".0%" also "30 %" or "30％".

    What is shown as zero bears no sign.
    """
    text = format(value, form)
    if not any(digit in "123456789" for digit in text):
        text = text.lstrip("+-")
    return printed(text, lang)


def printed(text: str, lang: str) -> str:
    """A plain number such as "-0.3" or "30%", as print has it."""
    return text.replace("-", MINUS).replace("%", "％" if lang == "ja" else " %")


def between(low: str, high: str, lang: str) -> str:
    """Two ends as one text: "1.89 to 2.40 times", "1.89～2.40倍"."""
    return ("～" if lang == "ja" else " to ").join(unit_once(low, high))


def ranged(low: str, middle: str, high: str, lang: str) -> str:
    """A middle with its ends in brackets: "2.11 times (1.89 to 2.40)", "2.11倍（1.89～2.40）"."""
    low, high, middle = unit_once(low, high, middle)
    return middle + bracketed(low, high, lang)


def bracketed(low: str, high: str, lang: str) -> str:
    """Two ends as they stand behind their middle: " (1.89 to 2.40)", "（1.89～2.40）"."""
    within = between(low, high, lang)
    return f"（{within}）" if lang == "ja" else f" ({within})"


def unit_once(*texts: str) -> list[str]:
    """Numbers with their unit; one that all of them bear stays at the last alone."""
    found = [_WITH_UNIT.fullmatch(text) for text in texts]
    if len({each and each[2] for each in found}) != 1 or None in found:
        return list(texts)
    return [*(each[1] for each in found[:-1] if each), texts[-1]]


def time_text(seconds: float, lang: str) -> str:
    """A rough span of time in words: seconds up to 90, then minutes."""
    if seconds <= 90:
        count = max(1, round(seconds))
        return f"{count}秒" if lang == "ja" else f"{count} s"
    return f"{round(seconds / 60)}分" if lang == "ja" else f"{round(seconds / 60)} min"


def listed(names: Iterable[str], lang: str) -> str:
    """Names in a row, parted by what no name holds: names of figures have commas in them."""
    return ("・" if lang == "ja" else "; ").join(names)
