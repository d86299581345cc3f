"""Compile before a run, so that whoever waits sees how far it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from sim.facts import load
from sim.kernel import compiling, prune
from sim.ledger import slip_cost
from sim.prices import draw_paths
from sim.replication import Replication
from sim.runs.many_replications import must_compile
from sim.runs.memory import Memory
from sim.runs.one_replication import clocked, replicate
from sim.scenario import load as load_scenario

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


def warm(engine: str, progress: Callable[[int, int], object], data: Path | None = None) -> None:
    """Have all compiled that a run on this engine and the summary of a part of it need.

    `progress(done, all)` is called after each kernel.

    Does nothing when that has been done. What `progress` raises ends it; the next time goes on from there.
    Compiled code of other sources that has become old is removed.
    """
    if must_compile(engine):
        prune()
        with compiling(progress):
            one, memory = Replication.of(load(data), load_scenario("baseline"), 0, 0), Memory(2)
            replicate(one, engine, memory)
            population, schedule = clocked(one, engine, memory)
            slip_cost(one, population, schedule, draw_paths(one), np.arange(1))
