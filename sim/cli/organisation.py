"""The organisation that a user means by a code, a name or a part of one."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

import numpy as np

from sim.errors import Fault, UsageError, nearest

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sim.facts import Facts

SHOWN = 8
"""Choices that a message names; more would not be read."""


def found(facts: Facts, wanted: str, key: str = "--organisation") -> int:
    """Row of the organisation with this code, name or kana, else of the only one whose name holds the text.

    The name of a prefecture may stand before it ("東京都府中市"). Raises UsageError when none or several fit.
    """
    known = facts.organisations
    text = unicodedata.normalize("NFKC", wanted).strip()
    if text in known.rows:
        return known.rows[text]
    rows = _fitting(facts, text)
    if len(rows) == 1:
        return rows[0]
    if not rows:
        details: dict[str, object] = {"meant": _nearest(text, known.code, known.name)}
        raise UsageError([Fault("", key, wanted, "no_organisation", details)])
    choices = ", ".join(f"{_full(facts, row)} {known.code[row]}" for row in rows[:SHOWN])
    more = ", …" if len(rows) > SHOWN else ""
    details = {"count": len(rows), "choices": f"{choices}{more}"}
    raise UsageError([Fault("", key, wanted, "which_organisation", details)])


def _fitting(facts: Facts, text: str) -> list[int]:
    """Rows that fit best: the whole name, else its beginning, else any part of it."""
    if not text:
        return []
    known = facts.organisations
    names = [
        (
            known.name[row],
            _full(facts, row),
            unicodedata.normalize("NFKC", known.kana[row]),
            known.name_en[row],
        )
        for row in range(len(known.code))
    ]
    exact = [row for row, each in enumerate(names) if text in each]
    begins = [row for row, each in enumerate(names) if any(name.startswith(text) for name in each)]
    holds = [row for row, each in enumerate(names) if any(text in name for name in each)]
    return exact or begins or holds


def _full(facts: Facts, row: int) -> str:
    """Name with its prefecture before it, for a municipality."""
    known = facts.organisations
    if not known.municipal[row]:
        return known.name[row]
    place = int(np.flatnonzero(facts.prefectures.number == known.prefecture[row])[0])
    return facts.prefectures.name[place] + known.name[row]


def _nearest(wrong: str, codes: Sequence[str], names: Sequence[str]) -> str | None:
    """The code that differs in its check digit alone, or the most similar code or name."""
    same = (code for code in codes if wrong.isdecimal() and len(wrong) >= 5 and code[:5] == wrong[:5])
    return next(same, None) or nearest(wrong, codes if wrong.isdecimal() else names)
