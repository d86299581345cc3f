"""Compile before a run, so that whoever waits sees how far it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.facts import load
from sim.kernel import compiling, prune
from sim.replication import Replication
from sim.runs.replicate import replicate
from sim.runs.replications import must_compile
from sim.scenario import load as load_scenario

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


def warm(engine: str, progress: Callable[[int, int], object], data: Path | None = None) -> None:
    """Have all compiled that a run on this engine needs; `progress(done, all)` is called after each kernel.

    Does nothing when that has been done. What `progress` raises ends it; the next time goes on from there.
    Compiled code of other sources that has become old is removed.
    """
    if must_compile(engine):
        prune()
        with compiling(progress):
            replicate(Replication.of(load(data), load_scenario("baseline"), 0, 0), engine)
