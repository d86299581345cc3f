"""Changed copies of a scenario, from values as a program holds them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from sim.errors import Fault, ScenarioError, suggested
from sim.scenario.load import replaced
from sim.scenario.metadata import table
from sim.scenario.parse import parse
from sim.scenario.schema import Info, Scenario
from sim.scenario.values import Uncertain, UncertainDay
from sim.scenario.words import Wrong
from sim.scenario.write import raw

if TYPE_CHECKING:
    from sim.scenario.metadata import Metadata
    from sim.scenario.values import Value


def changed(scenario: Scenario, values: Mapping[str, object], title: str = "") -> Scenario:
    """Copy with some values set, as a file would write them; a day may also be a text like "2027-03-31".

    A number that is unsure is `{"value": 0.9, "low": 0.8, "high": 1.0}`. Raises ScenarioError with all
    faults.
    """
    faults: list[Fault] = []
    parsed: dict[str, Value] = {}
    for path, value in values.items():
        known = table().get(path)
        if known is None:
            faults.append(Fault("", path, None, "unknown_key", {"meant": suggested(path, table())}))
            continue
        try:
            parsed[path] = parse(known, _written(known, value))
        except Wrong as wrong:
            faults.append(wrong.fault("", path))
    if faults:
        raise ScenarioError(faults)
    return replace(replaced(scenario, parsed), info=_named(scenario.info, len(values), title))


def _named(info: Info, number: int, title: str) -> Info:
    """What a copy is called, so that no figure of it passes for one of the scenario that it began as."""
    japanese = title or f"{info.title('ja')}（前提を{number}件変更）"
    english = title or f"{info.title('en')} ({number} changed)"
    return Info(f"{info.name}_changed".replace("/", "_"), japanese, english, reference=info.name)


def _written(known: Metadata, value: Any) -> object:
    """A value as a parsed file holds it: no type of a number library, lists for tuples, days as dates."""
    if hasattr(value, "item") and not isinstance(value, str | bytes):
        value = value.item()
    if isinstance(value, Uncertain | UncertainDay):
        return raw(value)
    if isinstance(value, Mapping):
        return {str(name): _written(known, each) for name, each in value.items()}
    if isinstance(value, tuple | list):
        return [raw(each) if not isinstance(each, Mapping) else dict(each) for each in value]
    if known.kind in ("day", "date"):
        return _day(value)
    return value


def _day(value: object) -> object:
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, str):
        try:
            return date.fromisoformat(value)
        except ValueError:
            return value
    return value
