"""Which assumptions fit what was published: prior, simulated bank, surrogate, posterior sets."""

from __future__ import annotations

from sim.analysis.calibrate.run import FITTED, Calibration, Settings, calibrate, priors_of
from sim.analysis.calibrate.save import save
from sim.analysis.calibrate.table import Fit, tabled

__all__ = ["FITTED", "Calibration", "Fit", "Settings", "calibrate", "priors_of", "save", "tabled"]
