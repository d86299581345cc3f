"""A scenario as a complete TOML file that loads back equal."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from datetime import date
from typing import TYPE_CHECKING, Any

import tomlkit

from sim.scenario.load import base_of
from sim.scenario.metadata import Metadata
from sim.scenario.values import Row, Uncertain, UncertainDay, Value

if TYPE_CHECKING:
    from tomlkit.items import AoT, Array, InlineTable, Table

    from sim.scenario.changes import Effect
    from sim.scenario.schema import Scenario


def dump(scenario: Scenario) -> str:
    """Text of a complete file: every value with label and unit, and the uncertain changes yet to draw."""
    document = tomlkit.document()
    document.add("scenario", _info(scenario))
    section, group = tomlkit.table(), ""
    for each in scenario.parameters():
        if each.metadata.group != group:
            group = each.metadata.group
            section = tomlkit.table()
            titles = getattr(scenario, group)
            section.comment(f"{titles.title_ja} / {titles.title_en}")
            document.add(tomlkit.nl())
            document.add(group, section)
        _put(section, each.path.partition(".")[2], each.value, each.metadata)
    if scenario.effects:
        document.add("effects", _effects(scenario.effects))
    return tomlkit.dumps(document)


def text_of(value: Value) -> str:
    """A value as a file writes it."""
    return str(tomlkit.item(_raw(value)).as_string())


def line_of(raw: object) -> str:
    """What a parsed file says in a place as a file writes it on one line."""
    return str(_line(raw).as_string())


def _line(raw: object) -> Any:
    if isinstance(raw, Mapping):
        inline = tomlkit.inline_table()
        for name, each in raw.items():
            inline.append(name, _line(each))
        return inline
    if isinstance(raw, list | tuple):
        array = tomlkit.array()
        for each in raw:
            array.append(_line(each))
        return array
    return tomlkit.item(raw)


def _info(scenario: Scenario) -> Table:
    table = tomlkit.table()
    for each in fields(scenario.info):
        text = getattr(scenario.info, each.name)
        if each.name != "name" and text:
            table.add(each.name, text)
    if scenario.posterior is not None:
        table.add("posterior", scenario.posterior.name)
    if scenario.combined and base_of(scenario, scenario.combined):
        table.add("combined", list(scenario.combined))
    elif scenario.combined:  # with a file of somebody's own: no reader could compare it
        table.add(tomlkit.comment(" + ".join(scenario.combined)))
    return table


def _put(section: Table, name: str, value: Value, known: Metadata) -> None:
    item = tomlkit.item(_raw(value))
    words = f"{known.label_ja} / {known.label_en}"
    if known.kind == "table":
        section.add(tomlkit.comment(words))
    else:
        item.comment(f"{words} [{known.unit_text('ja')}]")
    section.add(name, item)


def _raw(value: object) -> Any:
    if isinstance(value, Row):
        cells = {each.name.rstrip("_"): getattr(value, each.name) for each in fields(value)}
        return _inline({name: cell for name, cell in cells.items() if cell != ()})
    match value:
        case bool() | str() | int() | date():
            return value
        case float():
            return int(value) if value == int(value) and abs(value) < 1e15 else value
        case Uncertain() | UncertainDay():
            fitted = {"fitted": True} if value.fitted else {}
            return _inline({"value": value.value, "low": value.low, "high": value.high, **fitted})
        case tuple():
            return _array(value)
    raise TypeError(type(value))


def _inline(cells: dict[str, object]) -> InlineTable:
    inline = tomlkit.inline_table()
    for name, cell in cells.items():
        inline.append(name, _raw(cell))
    return inline


def _array(rows: tuple[object, ...]) -> Array:
    array = tomlkit.array()
    for row in rows:
        array.append(_raw(row))
    return array.multiline(bool(rows) and not isinstance(rows[0], int))


def _effects(effects: tuple[Effect, ...]) -> AoT:
    rows = tomlkit.aot()
    for effect in effects:
        row = tomlkit.table()
        for each in fields(effect):
            row.add(each.name, _raw(getattr(effect, each.name)))
        rows.append(row)
    return rows
