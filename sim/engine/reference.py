"""The reference engine: the events as SimPy processes, written to be read.

Someone who knows SimPy learns the model here. Each lot is a process (`sim.engine.lots`); vendors grant teams,
replan and announce (`sim.engine.vendors`); what comes from outside stands in `sim.engine.officials`. What
happens first on a day on which everything happens: `sim.engine.agenda`.
"""

from __future__ import annotations

import simpy

from sim.engine.agenda import TICKS_PER_DAY, Agenda
from sim.engine.log import Log
from sim.engine.lots import Lots
from sim.engine.officials import Officials
from sim.engine.state import Told, fresh, schedule_of
from sim.engine.vendors import Vendors
from sim.engine.world import Schedule, World
from sim.fiscal import HORIZON_END


def simulate(world: World, keep_log: bool = False) -> Schedule:
    """The schedule of one replication, with its event log when asked for."""
    return Run(world, keep_log).schedule()


class Run:
    """One run of the clock over one World: what lots, vendors and officials share."""

    def __init__(self, world: World, keep_log: bool) -> None:
        self.w = world
        self.rules = world.rules
        self.s = fresh(world)
        self.told = Told.of(world)
        self.env = simpy.Environment()
        self.log = Log(self.env, keep_log)
        self.agenda = Agenda(self.env)
        self.vendors = Vendors(self)
        self.officials = Officials(self)
        self.lots = Lots(self)

    def schedule(self) -> Schedule:
        """Run to the horizon and hand over the results."""
        self.env.run(until=(HORIZON_END + 1) * TICKS_PER_DAY)
        return schedule_of(self.w, self.s, self.told, self.log.array())
