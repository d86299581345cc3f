"""Forecasts of each published wave from what was public before it, scored."""

from __future__ import annotations

from sim.analysis.backtest.run import Backtest, Wave, backtest
from sim.analysis.backtest.scores_file import is_current, stored
from sim.analysis.backtest.table import Scores, tabled

__all__ = ["Backtest", "Scores", "Wave", "backtest", "is_current", "stored", "tabled"]
