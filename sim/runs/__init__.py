"""Replications of one scenario: the only parallel code."""

from __future__ import annotations

from sim.runs.outcome import BEYOND, RATIO_UNIT, Kept, Outcome, Summed
from sim.runs.pool import Failure, NoReplicationError, Results, must_compile, run
from sim.runs.replicate import replicate, traced

__all__ = [
    "BEYOND",
    "RATIO_UNIT",
    "Failure",
    "Kept",
    "NoReplicationError",
    "Outcome",
    "Results",
    "Summed",
    "must_compile",
    "replicate",
    "run",
    "traced",
]
