"""A scenario as a complete TOML file that loads back equal, and parts of files."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import fields
from datetime import date, time
from typing import TYPE_CHECKING

from sim.scenario.load import base_of
from sim.scenario.metadata import Metadata, section_title
from sim.scenario.values import Row, Uncertain, UncertainDay, Value
from sim.words import LANGS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sim.scenario.changes import Effect
    from sim.scenario.schema import Scenario

_BARE = re.compile(r"[A-Za-z0-9_-]+")


def dump(scenario: Scenario) -> str:
    """Text of a complete file: every value with label and unit, and the uncertain changes yet to draw."""
    lines, group = ["[scenario]", *_info(scenario)], ""
    for each in scenario.parameters():
        if each.metadata.group != group:
            group = each.metadata.group
            titles = " / ".join(section_title(group, lang) for lang in LANGS)
            lines += ["", f"[{group}] # {titles}"]
        lines += _lines(each.path.partition(".")[2], each.value, each.metadata)
    for effect in scenario.effects:
        lines += ["", *_effect(effect)]
    return "\n".join((*lines, ""))


def text_of(value: Value) -> str:
    """A value as a file writes it; each row of a table has a line."""
    held = raw(value)
    if not isinstance(held, list) or not held or not isinstance(held[0], dict):
        return line_of(held)
    return "[\n" + "".join(f"    {line_of(row)},\n" for row in held) + "]"


def line_of(held: object) -> str:
    """What a parsed file says in a place as a file writes it on one line."""
    match held:
        case bool():
            return str(held).lower()
        case str():
            return json.dumps(held, ensure_ascii=False).replace("\x7f", "\\u007f")
        case date() | time():
            return held.isoformat()
        case Mapping():
            return "{" + ", ".join(f"{key_of(name)} = {line_of(each)}" for name, each in held.items()) + "}"
        case list() | tuple():
            return "[" + ", ".join(line_of(each) for each in held) + "]"
    return repr(held)


def key_of(name: str) -> str:
    """A name as a file writes it before a value: in quotes where it has parts."""
    return name if _BARE.fullmatch(name) else line_of(name)


def _info(scenario: Scenario) -> Iterator[str]:
    for each in fields(scenario.info):
        text = getattr(scenario.info, each.name)
        if each.name != "name" and text:
            yield f"{each.name} = {line_of(text)}"
    if scenario.posterior is not None:
        yield f"posterior = {line_of(scenario.posterior.name)}"
    if scenario.combined and base_of(scenario, scenario.combined):
        yield f"combined = {line_of(scenario.combined)}"
    elif scenario.combined:  # with a file of somebody's own: no reader could compare it
        yield f"# {line_of(scenario.combined)}"


def _lines(name: str, value: Value, known: Metadata) -> tuple[str, ...]:
    words, said = f"# {known.label_ja} / {known.label_en}", f"{name} = {text_of(value)}"
    return (words, said) if known.kind == "table" else (f"{said} {words} [{known.unit_text('ja')}]",)


def _effect(effect: Effect) -> Iterator[str]:
    yield "[[effects]]"
    for each in fields(effect):
        yield f"{each.name} = {line_of(raw(getattr(effect, each.name)))}"


def raw(value: object) -> object:
    """A value as a parsed file holds it: whole numbers without a point, rows as names and cells."""
    if isinstance(value, Row):
        cells = {each.name.rstrip("_"): getattr(value, each.name) for each in fields(value)}
        return {name: raw(cell) for name, cell in cells.items() if cell != ()}
    match value:
        case float():
            return int(value) if value == int(value) and abs(value) < 1e15 else value
        case Uncertain() | UncertainDay():
            points = {"value": raw(value.value), "low": raw(value.low), "high": raw(value.high)}
            return {**points, **({"fitted": True} if value.fitted else {})}
        case tuple():
            return [raw(each) for each in value]
    return value
