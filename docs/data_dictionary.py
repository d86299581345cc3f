"""Writes docs/data-dictionary.md from what the tables say of themselves: `make dictionary`."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import pyarrow as pa

import sim
from sim.fiscal import FIRST_YEAR, N_YEARS, SURVEYS, date_of
from sim.ledger import ACCOUNTS
from sim.summary.arrow import table
from sim.summary.dictionary import Meaning, column_of, dictionary, meaning
from sim.summary.tables import ENDS, TABLES

if TYPE_CHECKING:
    from collections.abc import Iterator

PAGE = Path(__file__).with_name("data-dictionary.md")
ROWS = {
    "organisations": "A row per organisation, in the order of codes. 1団体1行。",
    "systems": "A row per system: one business of one organisation. 1システム1行（団体と業務の組）。",
    "ledger": "A row per organisation, fiscal year, account, item and cause; rows of 0 are left out. "
    "団体・年度・会計区分・費目・原因ごとに1行（0の行は省略）。",
    "funding": "A row per organisation, fiscal year, account and source of money; rows of 0 are left out. "
    "団体・年度・会計区分・財源ごとに1行（0の行は省略）。",
    "draws": "A row per replication: every uncertain parameter as it was drawn, then what came of it. "
    "1試行1行（引いた前提の値と、その結果）。",
}
BLANKS = {"{quantile}": r"p\d\d", "{day}": r"\d{4}(_\d\d){2}", "{year}": r"\d{4}", "{account}": "[a-z_]+"}
HEAD = """# Data dictionary / 結果表の列

Every column of the five tables of a run: its unit, its meaning in English and Japanese, its type in Parquet.
Written by `make dictionary` from `sim/summary/columns.csv` and the assumptions of the baseline.

計算結果の五つの表について、すべての列の単位・意味（英語・日本語）・Parquet での型を示します。

Each table is a file of the folder of results (such as `organisations.parquet`) and a method of a run
(such as `run.organisations()`). A column of a file carries its unit and meanings as metadata. How to read
them: [recipes](recipes.md). What the words mean: [glossary](glossary.md).

- An empty cell (null) means that there is no value: a day beyond the horizon, a ratio without a baseline.
- Yen are before consumption tax; sums are whole yen. Days are dates. Shares lie between 0 and 1.
- `string, coded` is text of which each word is stored once (dictionary encoding). Readers show plain text.

Names with braces stand for several columns:
"""


def text() -> str:
    """The whole page."""
    return "\n".join(
        [HEAD.rstrip("\n"), "", *_blanks(), *(line for name in TABLES for line in _section(name)), ""]
    )


def _blanks() -> Iterator[str]:
    yield "| in braces | stands for |"
    yield "|---|---|"
    ends = ", ".join(f"`{end}`" for end in ENDS)
    first, last = _day(SURVEYS[0]), _day(SURVEYS[-1])
    yield f"| `{{quantile}}` | {ends}: a tenth, a half, nine tenths of the replications lie below |"
    yield f"| `{{day}}` | the {len(SURVEYS)} surveys at the month ends from `{first}` to `{last}` |"
    yield f"| `{{year}}` | fiscal years `{FIRST_YEAR}` to `{FIRST_YEAR + N_YEARS - 1}` |"
    yield f"| `{{account}}` | {', '.join(f'`{account}`' for account in ACCOUNTS)} |"


def _section(name: str) -> Iterator[str]:
    yield from (
        "",
        f"## {name}",
        "",
        ROWS[name],
        "",
        "| column | unit | meaning | 意味 | type |",
        "|---|---|---|---|---|",
    )
    yield from (_row(each, _type(name, each.name)) for each in dictionary() if each.table == name)
    if name == "draws":
        yield from ("", "### Uncertain parameters of the baseline / 基本ケースの不確かな前提", "")
        yield "The column of a parameter is its path with two underscores for the full stop:"
        yield "`vendors.load_mean` stands in `vendors__load_mean`. A certain parameter has no column, so that"
        yield "another scenario may have others."
        yield from ("", "| column | unit | meaning | 意味 | type |", "|---|---|---|---|---|")
        for path in sim.load("baseline").uncertain():
            column = column_of(path)
            yield _row(meaning("draws", column), _type("draws", column))


def _row(each: Meaning, kind: str) -> str:
    cells = (f"`{each.name}`", each.unit_text("en") or "–", each.meaning_en, each.meaning_ja, kind)
    return f"| {' | '.join(cell.replace('|', '/') for cell in cells)} |"


def _type(name: str, column: str) -> str:
    """Type of a column, or of the columns that its blanks stand for, as a run of one replication has it."""
    pattern = re.compile(
        "".join(BLANKS.get(part, re.escape(part)) for part in re.split(r"(\{\w+\})", column))
    )
    (kind,) = {_said(field.type) for field in _schema(name) if pattern.fullmatch(field.name)}
    return kind


def _said(kind: pa.DataType) -> str:
    if pa.types.is_dictionary(kind):
        return f"{kind.value_type}, coded"
    return str(kind)


@cache
def _run() -> sim.Run:
    return sim.run("baseline", replications=1, progress=False)


@cache
def _schema(name: str) -> pa.Schema:
    return table(_run().results, name).schema


def _day(day: int) -> str:
    return date_of(day).isoformat().replace("-", "_")


if __name__ == "__main__":
    PAGE.write_text(text(), encoding="utf-8")
