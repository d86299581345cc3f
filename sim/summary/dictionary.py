"""What each column of a result table holds: its unit and its meaning, in both languages."""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from sim.scenario.metadata import UNITS, table

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sim.words import Lang

_BLANKS = {
    "quantile": r"p\d\d",
    "day": r"\d{4}_\d{2}_\d{2}",
    "year": r"\d{4}",
    "account": r"[a-z_]+",
}


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a column holds. `unit` is a key of `UNITS`, "share", "ratio" or empty for words and codes.

    A `name` of the dictionary may have blanks, as in `declared_{day}`.
    """

    table: str
    name: str
    unit: str
    meaning_ja: str
    meaning_en: str

    def text(self, lang: Lang) -> str:
        """The meaning in one language."""
        return self.meaning_ja if lang == "ja" else self.meaning_en

    def unit_text(self, lang: Lang) -> str:
        """The unit in one language; empty where there is none."""
        return UNITS[self.unit][0 if lang == "ja" else 1] if self.unit else ""


@cache
def dictionary() -> tuple[Meaning, ...]:
    """Every kind of column of every table, in the order of the tables."""
    with Path(__file__).with_name("columns.csv").open(encoding="utf-8", newline="") as file:
        return tuple(Meaning(*row.values()) for row in csv.DictReader(file))


def meaning(table_name: str, column: str) -> Meaning:
    """What a column of a table holds; KeyError for one that the dictionary does not know."""
    for each in dictionary():
        if each.table == table_name and (found := _pattern(each.name).fullmatch(column)):
            return _filled(each, column, found.groupdict())
    known = table().get(parameter(column)) if table_name == "draws" else None
    if known is None:
        raise KeyError(f"{table_name}.{column}")
    return Meaning(table_name, column, known.unit, known.label_ja, known.label_en)


def column_of(path: str) -> str:
    """Column of a parameter: `vendors__load_mean` for `vendors.load_mean`, which SQL takes without quotes."""
    return path.replace(".", "__")


def parameter(column: str) -> str:
    """Parameter of a column."""
    return column.replace("__", ".", 1)


def _filled(each: Meaning, column: str, blanks: Mapping[str, str]) -> Meaning:
    said = {name: text.replace("_", "-") if name == "day" else text for name, text in blanks.items()}
    texts = (text.format_map(said) for text in (each.meaning_ja, each.meaning_en))
    return Meaning(each.table, column, each.unit, *texts)


@cache
def _pattern(name: str) -> re.Pattern[str]:
    parts = re.split(r"\{(\w+)\}", name)
    known = (f"(?P<{part}>{_BLANKS[part]})" if odd else re.escape(part) for part, odd in _odds(parts))
    return re.compile("".join(known))


def _odds(parts: list[str]) -> list[tuple[str, bool]]:
    return [(part, bool(number % 2)) for number, part in enumerate(parts)]
