"""Words of the workbook for own figures, in Japanese and English."""

from __future__ import annotations

from typing import Final

from sim.words import texts

UNITS: Final = ("円", "千円", "百万円")
"""Units in which amounts may be written; the first is the default. They mean the same in both languages."""

SHEETS: Final = texts("template_sheets")

WORDS: Final = texts("template")
