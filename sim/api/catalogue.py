"""Scenarios by name: what is shipped, what is assumed, one of them to work with."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from sim.errors import language
from sim.scenario import Scenario, Uncertain, UncertainDay, bounds_text, catalogue, text_of
from sim.scenario import load as load_scenario
from sim.scenario.load import base_of
from sim.scenario.values import is_fitted

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd

    from sim.scenario.values import Value
    from sim.words import Lang


def load(scenario: str | Path = "baseline", requests: Sequence[str] = ()) -> Scenario:
    """A shipped scenario by its name or a file by its path (with `.toml`), with requests or files on top.

    `load("baseline").change({"prices.usdjpy_fixed": 140})` is a changed copy. Raises ScenarioError with all
    faults.
    """
    return load_scenario(scenario, requests)


def scenarios() -> pd.DataFrame:
    """A row per shipped scenario and request: name, titles, section of the request, its yearly price."""
    import pandas as pd  # commands need no tables

    rows = [
        {
            "name": each.name,
            "title_ja": each.info.title_ja,
            "title_en": each.info.title_en,
            "request": each.ask is not None,
            "section": each.ask.section if each.ask else None,
            "cost_to_state_yen": each.ask.cost_to_state_yen if each.ask else None,
        }
        for each in catalogue()
    ]
    return pd.DataFrame(rows)


def parameters(scenario: str | Path | Scenario = "baseline", lang: Lang | None = None) -> pd.DataFrame:
    """A row per assumption, by its path: value with its ends where it is unsure, unit, meaning, source."""
    import pandas as pd  # commands need no tables

    spoken = lang or language()
    rows = []
    for each in scenario_of(scenario).parameters():
        known = each.metadata
        rows.append(
            {
                "path": each.path,
                **_points(each.value),
                "fitted": is_fitted(each.value),
                "unit": known.unit_text(spoken),
                "bounds": bounds_text(known, spoken),
                "label": known.label(spoken),
                "stage": known.stage,
                "grade": known.grade,
                "source": known.source.text(spoken),
            }
        )
    return pd.DataFrame(rows).set_index("path")


def scenario_of(scenario: str | Path | Scenario, requests: Sequence[str] = ()) -> Scenario:
    """The scenario that a caller names or brings, with requests on top."""
    if not isinstance(scenario, Scenario):
        return load_scenario(scenario, requests)
    return scenario.grant(requests) if requests else scenario


def command_name(scenario: Scenario) -> str:
    """What a command calls a scenario before its requests; empty where no shipped scenario is like it."""
    return base_of(scenario, scenario.combined)


def _points(value: Value) -> dict[str, object]:
    if isinstance(value, Uncertain | UncertainDay):
        return {"value": value.value, "low": value.low, "high": value.high}
    return {"value": text_of(value) if isinstance(value, tuple) else value, "low": None, "high": None}
