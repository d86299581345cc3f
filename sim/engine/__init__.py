"""Events -> cutover days: the World that goes in, the engines, the Schedule that comes out."""

from sim.engine.prepare import prepare
from sim.engine.reference import simulate
from sim.engine.world import Schedule, World

__all__ = ["Schedule", "World", "prepare", "simulate"]
