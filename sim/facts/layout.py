"""The columns of each table in data/ and what their cells may hold."""

from __future__ import annotations

import re

from sim.facts.tables import (
    GRADES,
    NOT_SEEN,
    BadCellError,
    Column,
    day,
    katakana,
    number,
    one_of,
    organisation_code,
    text,
    whole_number,
)
from sim.facts.values import FREEZES, GROUPS, REASONS, REGIONS, TYPES

LARGEST_FIRST = "largest_first"  # scope cell of the common functions: counted apart by Facts.scope's rule
SERIES = ("usdjpy", "cpi_change", "service_price_change", "wage_change")
BASES = ("fiscal_year", "calendar_year", "spring_round", "month")
BOUNDS = ("exact", "about", "at_least", "at_most")
ACCOUNTS = ("migration", "new_running")
SCOPE_KINDS = (
    "type",
    "reason",
    "organisation",
    "prefecture",
    "population",
    "business",
    "function",
    "group",
    "vendor",
    "declared",
)

_PREFECTURE = one_of([f"{number:02}" for number in range(1, 48)])
_YEN = whole_number(0, 10**13)
_YEAR = whole_number(2000, 2040)
_GRADE = one_of(GRADES)
_KEY = re.compile(r"[a-z][a-z0-9_]*")
_FROM_TO = re.compile(r"[0-9]+-[0-9]+")  # systems that an organisation has declared


def key(cell: str) -> str:
    """A name in lower case with underscores."""
    if not _KEY.fullmatch(cell):
        raise BadCellError("data_key")
    return cell


def scope(cell: str) -> str:
    """What an observation is about: nation, or a kind and a value as in type:town."""
    kind, colon, value = cell.partition(":")
    if cell != "nation" and not (kind in SCOPE_KINDS and colon and value):
        raise BadCellError(
            "unknown_choice", choices=", ".join(("nation", *(f"{one}:…" for one in SCOPE_KINDS)))
        )
    if kind == "type":
        one_of(TYPES)(value)
    elif kind == "reason":
        one_of(REASONS)(value)
    elif kind == "organisation":
        organisation_code(value)
    elif kind == "prefecture":
        _PREFECTURE(value)
    elif kind == "declared" and not _FROM_TO.fullmatch(value):
        raise BadCellError("data_key")
    return cell


ORGANISATIONS = (
    Column("code", organisation_code),
    Column("name", text),
    Column("kana", katakana),
    Column("name_en", text, may_be_empty=True),
    Column("prefecture", _PREFECTURE),
    Column("type", one_of(TYPES)),
    Column("latitude", number(20, 46)),
    Column("longitude", number(122, 154)),
    Column("population_2020", whole_number(0, 20_000_000)),
    Column("population_2019", whole_number(1, 20_000_000)),
    Column("population_2024", whole_number(1, 20_000_000)),
    Column("fiscal_strength_2018", number(0, 5)),
)
BUSINESSES = (
    Column("number", whole_number(1, 21)),
    Column("key", key),
    Column("name_ja", text),
    Column("name_en", text),
    Column("group", one_of(GROUPS)),
    Column("freeze", one_of(FREEZES)),
    *(Column(kind, one_of(("0", "1", LARGEST_FIRST))) for kind in TYPES),
    Column("source", text),
    Column("grade", _GRADE),
)
PILOT = (
    Column("key", key),
    Column("name_ja", text),
    Column("name_en", text),
    Column("before_yen", _YEN),
    Column("after_yen", _YEN),
    Column("source", text),
    Column("grade", _GRADE),
    Column("as_of", day),
    Column("published", day),
)
PRICES = (
    Column("series", one_of(SERIES)),
    Column("fiscal_year", _YEAR),
    Column("value", number(-0.5, 500), may_be_empty=True),
    Column("unit", one_of(("JPY/USD", "share"))),
    Column("basis", one_of(BASES)),
    Column("as_of", day),
    Column("source", text, may_be_empty=True),
    Column("grade", one_of((*GRADES, NOT_SEEN))),
    Column("published", day, may_be_empty=True),
    Column("note", text, may_be_empty=True),
)
TAX = (
    Column("from", day),
    Column("rate", number(0, 0.5)),
    Column("source", text),
    Column("grade", _GRADE),
    Column("published", day),
    Column("note", text, may_be_empty=True),
)
OBSERVATIONS = (
    Column("metric", key),
    Column("date", day),
    Column("published", day),
    Column("scope", scope),
    Column("value", number(-1e13, 1e13)),
    Column("bound", one_of(BOUNDS)),
    Column("unit", text),
    Column("grade", _GRADE),
    Column("source", text),
    Column("note", text, may_be_empty=True),
)
PROGRAMMES = (
    Column("key", key),
    Column("name_ja", text),
    Column("name_en", text),
    Column("account", one_of(ACCOUNTS)),
    Column("budget_year", _YEAR),
    Column("amount_low_yen", _YEN),
    Column("amount_high_yen", _YEN),
    Column("rate", number(0, 1)),
    Column("first_year", _YEAR),
    Column("last_year", _YEAR),
    Column("source", text),
    Column("grade", _GRADE),
    Column("as_of", day),
    Column("published", day),
    Column("note", text, may_be_empty=True),
)
PREFECTURES = (
    Column("number", _PREFECTURE),
    Column("name", text),
    Column("name_en", text),
    Column("region", one_of(REGIONS)),
    Column("tile_x", whole_number(0, 20)),
    Column("tile_y", whole_number(0, 20)),
    Column("latitude", number(20, 46)),
    Column("longitude", number(122, 154)),
)
TABLES = {
    "organisations.csv": ORGANISATIONS,
    "businesses.csv": BUSINESSES,
    "pilot.csv": PILOT,
    "prices.csv": PRICES,
    "tax.csv": TAX,
    "observations.csv": OBSERVATIONS,
    "programmes.csv": PROGRAMMES,
    "prefectures.csv": PREFECTURES,
}
