"""The back-test that comes with the program: what `sanwari backtest` writes, since it takes minutes."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from sim.scenario.read import FOLDER

if TYPE_CHECKING:
    from sim.facts import Facts
    from sim.scenario import Scenario

FILE = FOLDER / "backtest.json"


def stored() -> dict[str, Any]:
    """The table of the back-test as `tabled` gives it."""
    found: dict[str, Any] = json.loads(FILE.read_text(encoding="utf-8"))
    return found


def is_current(table: dict[str, Any], scenario: Scenario, facts: Facts) -> bool:
    """Whether a table was made of this scenario and these facts."""
    first, *_, last = table["id"].split("-")
    return bool(scenario.hash.startswith(first) and facts.hash.startswith(last))
