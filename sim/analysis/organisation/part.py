"""A part of the nation: one organisation, or the members of a prefecture."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from sim.facts import Facts, prefecture_row


@dataclass(frozen=True)
class Part:
    """One organisation or one prefecture: code (six or two digits), names by language, rows of members."""

    code: str
    name: Mapping[str, str]
    rows: tuple[int, ...]


def organisation(facts: Facts, code: str) -> Part:
    """The organisation of a six-digit code; KeyError if there is none."""
    row = facts.organisations.rows[code]
    return Part(code, {lang: facts.full_name(row, lang) for lang in ("ja", "en")}, (row,))


def prefecture(facts: Facts, text: str, key: str = "--prefecture") -> Part:
    """The prefecture of a number or name, itself a member; UsageError with the nearest one."""
    row, known = prefecture_row(facts, text, key), facts.prefectures
    number = int(known.number[row])
    rows = tuple(np.flatnonzero(facts.organisations.prefecture == number).tolist())
    return Part(f"{number:02d}", {"ja": known.name[row], "en": known.name_en[row]}, rows)
