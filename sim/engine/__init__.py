"""Events -> cutover days: the World that goes in, the engines, the Schedule that comes out."""

from collections.abc import Callable, Mapping

from sim.engine import compiled, reference
from sim.engine.prepare import prepare
from sim.engine.world import Schedule, World

simulate = compiled.simulate
"""The engine that people wait for; the reference gives the same schedule and the same log."""

ENGINES: Mapping[str, Callable[..., Schedule]] = {"compiled": simulate, "simpy": reference.simulate}

__all__ = ["ENGINES", "Schedule", "World", "prepare", "simulate"]
