"""Figures of a fit to what was published, and of a back-test."""

from __future__ import annotations

from sim.figures.fits.common import scope_text
from sim.figures.fits.fitted import build_fitted
from sim.figures.fits.foreseen import build_foreseen

__all__ = ["build_fitted", "build_foreseen", "scope_text"]
