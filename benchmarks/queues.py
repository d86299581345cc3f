"""Events a second on a plain M/M/c queue: SimPy, salabim and Ciw beside our engines."""

from __future__ import annotations

import math
import random
import statistics
from collections.abc import Callable, Generator
from typing import Any

import ciw
import salabim
import simpy

from benchmarks.measure import Clock, table
from sim import facts as published
from sim.engine import compiled, prepare, reference
from sim.population import draw
from sim.scenario import load

SERVERS, LOAD = 3, 0.8
EVENTS_PER_CUSTOMER = 3  # arrival, begin of service, departure


def report(repeats: int = 3) -> str:
    """The section of docs/performance.md."""
    clock = Clock()
    events = _national(clock, repeats)
    customers = events // EVENTS_PER_CUSTOMER
    waits = {name: [] for name in QUEUES}
    for repeat in range(repeats):
        for name, queue in QUEUES.items():
            waits[name].append(clock(name, lambda queue=queue, repeat=repeat: queue(customers, repeat)))
    slowest = max(clock.median(name) for name in clock.seconds)
    rows = [
        [
            name,
            f"{events / clock.median(name):,.0f}",
            f"{slowest / clock.median(name):.0f}",
            _wait(waits, name),
        ]
        for name in sorted(clock.seconds, key=clock.median, reverse=True)
    ]
    return "\n\n".join(
        [
            "## Beside general libraries",
            f"M/M/{SERVERS} at load {LOAD} with {customers:,} customers, so that each run has as many events "
            f"({events:,}) as the log of one national replication. Our events do much more: forecasts, "
            f"windows, surveys. The mean wait by theory (Erlang C) is {_theory():.2f}.",
            table(["", "events a second", "times the slowest", "mean wait"], rows),
        ]
    )


def _theory() -> float:
    """Mean wait in M/M/c with unit work."""
    offered = SERVERS * LOAD
    below = sum(offered**k / math.factorial(k) for k in range(SERVERS))
    last = offered**SERVERS / math.factorial(SERVERS) / (1.0 - LOAD)
    return last / (below + last) / (SERVERS - offered)


def _wait(waits: dict[str, list[float]], name: str) -> str:
    return f"{statistics.mean(waits[name]):.2f}" if name in waits else "-"


def _national(clock: Clock, repeats: int) -> int:
    facts, scenario = published.load(), load("baseline")
    drawn = scenario.draw(1, 0)
    world = prepare(facts, draw(facts, scenario, drawn, 1, 0), scenario, drawn, 1, 0)
    events = len(compiled.simulate(world, keep_log=True).events)  # compiles, where that was not done
    for _ in range(repeats):
        clock("Sanwari, compiled engine: the nation", lambda: compiled.simulate(world))
        clock("Sanwari, SimPy engine: the nation", lambda: reference.simulate(world))
    return events


def _simpy(customers: int, seed: int) -> float:
    luck, waits, env = random.Random(seed), list[float](), simpy.Environment()  # noqa: S311 - a queue
    servers = simpy.Resource(env, SERVERS)

    def customer() -> Generator[Any, Any, None]:
        came = env.now
        with servers.request() as request:
            yield request
            waits.append(env.now - came)
            yield env.timeout(luck.expovariate(1.0))

    def source() -> Generator[Any, Any, None]:
        for _ in range(customers):
            env.process(customer())
            yield env.timeout(luck.expovariate(SERVERS * LOAD))

    env.process(source())
    env.run()
    return statistics.mean(waits)


def _salabim(customers: int, seed: int) -> float:
    luck, waits = random.Random(seed), list[float]()  # noqa: S311 - a queue
    env = salabim.Environment(yieldless=False, random_seed=seed)
    servers = salabim.Resource("servers", capacity=SERVERS, monitor=False)

    class Customer(salabim.Component):  # type: ignore[misc]
        def process(self) -> Generator[Any, Any, None]:
            came = env.now()
            yield self.request(servers)
            waits.append(env.now() - came)
            yield self.hold(luck.expovariate(1.0))
            self.release(servers)

    class Source(salabim.Component):  # type: ignore[misc]
        def process(self) -> Generator[Any, Any, None]:
            for _ in range(customers):
                Customer()
                yield self.hold(luck.expovariate(SERVERS * LOAD))

    Source()
    env.run()
    return statistics.mean(waits)


def _ciw(customers: int, seed: int) -> float:
    ciw.seed(seed)
    network = ciw.create_network(
        arrival_distributions=[ciw.dists.Exponential(rate=SERVERS * LOAD)],
        service_distributions=[ciw.dists.Exponential(rate=1.0)],
        number_of_servers=[SERVERS],
    )
    simulation = ciw.Simulation(network)
    simulation.simulate_until_max_customers(customers)
    return statistics.mean(record.waiting_time for record in simulation.get_all_records())


QUEUES: dict[str, Callable[[int, int], float]] = {
    "SimPy: M/M/c": _simpy,
    "salabim: M/M/c": _salabim,
    "Ciw: M/M/c": _ciw,
}
