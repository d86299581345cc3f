"""Sanwari: a discrete-event simulation of Japan's municipal system standardisation and of what it costs.

    import sim

    result = sim.run("baseline", replications=200)
    result.organisations()          # a table, a row per organisation
    result.figure("running_cost")   # a chart in a notebook; .table, .chart, .save("cost.png")

Names are loaded when they are first used, so that importing is quick.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sim.api import (
        Comparison,
        PartRun,
        Run,
        ShownFigure,
        compare,
        load,
        parameters,
        run,
        scenarios,
        sweep,
    )
    from sim.errors import SimError

__version__ = "0.1.0"

__all__ = [
    "Comparison",
    "PartRun",
    "Run",
    "ShownFigure",
    "SimError",
    "compare",
    "load",
    "parameters",
    "run",
    "scenarios",
    "sweep",
]


def __getattr__(name: str) -> object:
    if name not in __all__:
        raise AttributeError(f"module 'sim' has no attribute {name!r}")
    found: object = getattr(import_module("sim.errors" if name == "SimError" else "sim.api"), name)
    globals()[name] = found
    return found


def __dir__() -> list[str]:
    return [*__all__, "__version__"]
