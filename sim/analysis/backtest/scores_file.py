"""The back-test that comes with the program: what `sanwari backtest` writes, since it takes minutes."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from sim.analysis.backtest.table import NAMES, Flags, Foreseen, Scored, Scores
from sim.scenario.read import FOLDER

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sim.facts import Facts
    from sim.scenario import Scenario

FILE = FOLDER / "backtest.json"


def stored() -> Scores:
    """The back-test of the file that is supplied."""
    return read(json.loads(FILE.read_text(encoding="utf-8")))


def read(content: Mapping[str, Any]) -> Scores:
    """What `Scores.as_dict` has written; what follows from the forecasts is worked out anew."""
    forecasts = (
        Foreseen(**row | {name: Scored(**row[name]) for name in NAMES if name in row})
        for row in content["forecasts"]
    )
    flags = (Flags(**each) for each in content["flags"])
    return Scores(content["id"], content["seed"], content["simulations"], tuple(forecasts), tuple(flags))


def is_current(found: Scores, scenario: Scenario, facts: Facts) -> bool:
    """Whether a back-test was made of this scenario and these facts."""
    first, *_, last = found.id.split("-")
    return bool(scenario.hash.startswith(first) and facts.hash.startswith(last))
