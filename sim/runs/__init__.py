"""Replications of one scenario: the only parallel code."""

from __future__ import annotations

from sim.runs.memory import FORGETFUL, Memory
from sim.runs.outcome import BEYOND, RATIO_UNIT, Kept, Outcome, Summed
from sim.runs.replicate import clocked, posted, replicate, traced
from sim.runs.replications import compiled_first, must_compile, run
from sim.runs.results import Failure, NoReplicationError, Results
from sim.runs.threads import cores, each
from sim.runs.warm import warm

__all__ = [
    "BEYOND",
    "FORGETFUL",
    "RATIO_UNIT",
    "Failure",
    "Kept",
    "Memory",
    "NoReplicationError",
    "Outcome",
    "Results",
    "Summed",
    "clocked",
    "compiled_first",
    "cores",
    "each",
    "must_compile",
    "posted",
    "replicate",
    "run",
    "traced",
    "warm",
]
