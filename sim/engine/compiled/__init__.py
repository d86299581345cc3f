"""The compiled engine: the same events as the reference, as one kernel over plain arrays.

It does everything that `sim.engine.reference` does and nothing else, and gives the same log line by line; its
modules bear the names of the reference's. Whoever wants to understand the model reads the reference.
"""

from sim.engine.compiled.clock import simulate

__all__ = ["simulate"]
