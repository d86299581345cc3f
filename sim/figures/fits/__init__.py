"""Figures of a fit to what was published, and of a back-test."""

from __future__ import annotations

from sim.figures.fits.back_test import build_foreseen
from sim.figures.fits.common import scope_text
from sim.figures.fits.fit import build_fitted

__all__ = ["build_fitted", "build_foreseen", "scope_text"]
