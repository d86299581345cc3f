"""Replications of one scenario: the only parallel code."""

from __future__ import annotations

from sim.runs.compression import opened, packed, size
from sim.runs.many_replications import must_compile, run
from sim.runs.memory import FORGETFUL, Memory, held
from sim.runs.one_replication import clocked, posted, replicate, traced
from sim.runs.outcome import BEYOND, RATIO_UNIT, Kept, Outcome, Summed
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
    "cores",
    "each",
    "held",
    "must_compile",
    "opened",
    "packed",
    "posted",
    "replicate",
    "run",
    "size",
    "traced",
    "warm",
]
