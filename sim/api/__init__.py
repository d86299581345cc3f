"""What `import sim` offers: scenarios, runs, comparisons and sweeps as tables and charts."""

from __future__ import annotations

from sim.api.catalogue import load, parameters, scenarios
from sim.api.comparison import Comparison, compare
from sim.api.figure import ShownFigure
from sim.api.results import PartRun, Run, run
from sim.api.sweeps import sweep

__all__ = [
    "Comparison",
    "PartRun",
    "Run",
    "ShownFigure",
    "compare",
    "load",
    "parameters",
    "run",
    "scenarios",
    "sweep",
]
