"""The pilot's table as text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.cli.words import WORDS
from sim.figures.columns import aligned
from sim.ledger import break_even_usdjpy, pilot_table
from sim.wording import number

if TYPE_CHECKING:
    from sim.facts import Facts
    from sim.ledger import PilotRow
    from sim.words import Lang


def table_text(facts: Facts, usdjpy: float | None, lang: Lang) -> str:
    """The table at an exchange rate: items and sums over five years, and the break-even rate."""
    table = pilot_table(facts, usdjpy)
    columns = WORDS["pilot_columns"][lang].split(",")
    rows = [columns, *(_cells(row, lang) for row in table.rows), _cells(table.total, lang)]
    even = WORDS["pilot_even"][lang].format(rate=break_even_usdjpy(facts))
    title = WORDS["pilot_title"][lang].format(rate=f"{table.usdjpy:g}")
    return "\n".join([title, "", *aligned(rows), "", even])


def _cells(row: PilotRow, lang: Lang) -> list[str]:
    change = row.after_yen - row.before_yen
    share = number(change / row.before_yen, "+.2%", lang) if row.before_yen else "-"
    name = row.name_ja if lang == "ja" else row.name_en
    return [name, f"{row.before_yen:,}", f"{row.after_yen:,}", number(change, "+,", lang), share]
