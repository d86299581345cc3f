"""An organisation or a prefecture by what a user writes; of what is not there the nearest is named."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

from sim.errors import Fault, UsageError, nearest

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sim.facts.values import Facts


SHOWN = 8
"""Choices that a message names; more would not be read."""


def prefecture_row(facts: Facts, text: str, key: str = "--prefecture") -> int:
    """Row of the prefecture with this number (01 to 47) or name; UsageError if there is none."""
    known = facts.prefectures
    wanted = unicodedata.normalize("NFKC", text).strip().lower()
    names = (
        [f"{int(number):02d}" for number in known.number],
        known.name,
        [name.lower() for name in known.name_en],
    )
    for row, spellings in enumerate(zip(*names, strict=True)):
        if (wanted.zfill(2) if wanted.isascii() and wanted.isdigit() else wanted) in spellings:
            return row
    begun = next((name for name in known.name if wanted and name.startswith(wanted)), None)
    details = {"meant": begun or nearest(text, known.name) or nearest(text.title(), known.name_en)}
    raise UsageError([Fault("", key, text, "unknown_prefecture", details)])


def organisation_row(facts: Facts, wanted: str, key: str = "--organisation") -> int:
    """Row of the organisation with this code, name or kana, else of the only one whose name holds the text.

    Its prefecture may stand with the name ("東京都府中市", "Fuchu-shi, Tokyo").
    Raises UsageError when none or several fit.
    """
    known = facts.organisations
    text = unicodedata.normalize("NFKC", wanted).strip()
    if text in known.rows:
        return known.rows[text]
    rows = _fitting(facts, text.lower())
    if len(rows) == 1:
        return rows[0]
    if not rows:
        details: dict[str, object] = {"meant": _nearest(text, facts)}
        raise UsageError([Fault("", key, wanted, "no_organisation", details)])
    choices = {lang: _choices(facts, rows, lang) for lang in ("ja", "en")}
    raise UsageError([Fault("", key, wanted, "which_organisation", {"count": len(rows), "choices": choices})])


def _fitting(facts: Facts, text: str) -> list[int]:
    """Rows that fit best: the whole name, else its beginning, else any part of it; text in small letters."""
    if not text:
        return []
    known = facts.organisations
    kana = (unicodedata.normalize("NFKC", each) for each in known.kana)
    full = ([facts.full_name(row, lang) for row in range(len(known.code))] for lang in ("ja", "en"))
    names = list(zip(known.name, known.names("en"), kana, *full, strict=True))
    exact = [row for row, each in enumerate(names) if text in map(str.lower, each)]
    begins = [row for row, each in enumerate(names) if any(name.lower().startswith(text) for name in each)]
    holds = [row for row, each in enumerate(names) if any(text in name.lower() for name in each)]
    return exact or begins or holds


def _choices(facts: Facts, rows: Sequence[int], lang: str) -> str:
    """The first of several organisations by name and code, in a language."""
    each = [f"{facts.full_name(row, lang)} {facts.organisations.code[row]}" for row in rows[:SHOWN]]
    return ("; " if lang == "en" else ", ").join([*each, *(["…"] if len(rows) > SHOWN else [])])


def _nearest(wrong: str, facts: Facts) -> str | None:
    """The code that differs in its check digit alone, or the most similar code or name."""
    known = facts.organisations
    if wrong.isdecimal():
        same = (code for code in known.code if len(wrong) >= 5 and code[:5] == wrong[:5])
        return next(same, None) or nearest(wrong, known.code)
    return nearest(wrong.capitalize(), (*known.name, *known.name_en))
