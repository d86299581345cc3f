"""Own figures as they are typed: the tables of the workbook as text, its checks, the desk that holds them.

What is typed is kept on the desk at once. It is used as soon as all of it can be used; until then the result
stays with the figures before.
"""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

from sim.errors import Fault, SimError
from sim.fiscal import YEN_UNITS
from sim.intake.lines import typed
from sim.intake.template import Line
from sim.web.desk.drafts import Typed

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from sim.intake.lines import Entered
    from sim.scenario import OwnFigures
    from sim.web.desk.drafts import Desk
    from sim.words import Lang

UNITS = ("千円", "円")
"""Units in which amounts can be typed; the first is the default."""
INCOMPLETE = ("own_cell_items", "own_cell_quote", "own_cell_quote_day")
"""Faults of what is not finished rather than wrong."""
Tables = dict[str, list[Line]]


def entered(desk: Desk, lines: Tables, unit: str) -> dict[str, tuple[Entered, ...]]:
    """Key, entry and day of each line as text: what was typed, else own figures as they would be."""
    if desk.typed is not None:
        return dict(desk.typed.tables)
    return {
        kind: tuple((line.key, text(line.entry, unit), text(line.day, unit)) for line in of)
        for kind, of in lines.items()
    }


def text(value: int | date | None, unit: str) -> str:
    """Amount in a unit, exact to the yen, or day."""
    if value is None:
        return ""
    if not isinstance(value, int):
        return value.isoformat()
    whole, rest = divmod(value, YEN_UNITS[unit])
    return f"{Decimal(value) / YEN_UNITS[unit]:,f}" if rest else f"{whole:,}"


def put(desk: Desk, lines: Tables, kind: str, found: tuple[Entered, ...], unit: str) -> Desk:
    """The desk with one table entered anew: used if all tables can be, else kept as it was typed."""
    kept = Typed(unit, tuple((entered(desk, lines, unit) | {kind: found}).items()))
    try:
        return used(desk, _read(desk, kept, lines))
    except SimError:
        return desk.typing(kept)


def used(desk: Desk, figures: OwnFigures) -> Desk:
    """The desk with these own figures; SimError with all faults if they cannot be used together."""
    changed = desk.owning(figures)
    changed.scenario()  # refuses what breaks a rule together with the rest
    return changed


def faults(desk: Desk, lines: Tables) -> tuple[Fault, ...]:
    """Everything that is to be mended in what was typed."""
    if desk.typed is None:
        return ()
    try:
        used(desk, _read(desk, desk.typed, lines))
    except SimError as error:
        return error.faults
    return ()


def _read(desk: Desk, kept: Typed, lines: Tables) -> OwnFigures:
    names = {kind: {line.key: line.name for line in of} for kind, of in lines.items()}
    return typed(desk.organisation, dict(kept.tables), kept.unit, desk.lang, names)


def together(found: Sequence[Fault], lang: Lang) -> list[Fault]:
    """Faults to be told: lines of a table that lack the same thing share a sentence."""
    comma = "、" if lang == "ja" else ", "
    told: dict[tuple[str, str], Fault] = {}
    for fault in found:
        table, _, line = fault.key.partition(": ")
        group = (fault.code, table if fault.code in INCOMPLETE else fault.key)
        before = told.get(group)
        told[group] = fault if before is None else replace(before, key=f"{before.key}{comma}{line}")
    return list(told.values())
