"""Words of what is handed over, in Japanese and English."""

from __future__ import annotations

from typing import Final

from sim.words import texts

WORDS: Final = texts("figures")
SHEETS: Final = texts("figure_names")
"""Names of the figures, short enough for the tab of a workbook (31 characters)."""


def say(word: str, lang: str, **blanks: object) -> str:
    """A word or sentence in the language, its blanks filled."""
    return WORDS[word][lang].format(**blanks) if blanks else WORDS[word][lang]
