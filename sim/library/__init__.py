"""What `import sim` offers: scenarios, runs, comparisons and sweeps as tables and charts."""

from __future__ import annotations

from sim.library.catalogue import load, parameters, scenarios
from sim.library.comparison import Comparison, compare
from sim.library.figure import ShownFigure
from sim.library.results import PartRun, Run, run
from sim.library.sweeps import sweep

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
