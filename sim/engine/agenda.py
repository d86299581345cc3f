"""The canonical day: what happens first when everything happens on the same day.

A SimPy tick is a step of a day, so `env.now` is day x 16 + step. Within a step entities act in the order
of their number, whatever order they asked in; without this rule a third of all cutover days would depend
on the habits of the event queue.
"""

from __future__ import annotations

from collections.abc import Callable
from enum import IntEnum

import simpy

TICKS_PER_DAY = 16


class Step(IntEnum):
    """Steps of the canonical day, in their order."""

    CAPACITY = 1
    WITHDRAWAL = 2
    PHASE_END = 3
    CUTOVER = 4
    TENDER = 5
    REQUEST = 6
    ALLOCATE = 7
    REVIEW = 8
    REPLAN = 9
    DECLARE = 10


class Agenda:
    """Wakes whoever asked for a step of a day, in the order of their number."""

    def __init__(self, env: simpy.Environment) -> None:
        self._env = env
        self._due: dict[int, list[tuple[int, simpy.Event]]] = {}

    @property
    def today(self) -> int:
        """The current day."""
        return int(self._env.now) // TICKS_PER_DAY

    def at(self, day: int, step: Step, number: int) -> simpy.Event:
        """An event that happens at `step` of `day`; that moment must still lie ahead."""
        tick = day * TICKS_PER_DAY + step
        if tick <= self._env.now:
            raise AssertionError(f"day {day}, {step.name}: that step is over")
        event = self._env.event()
        if tick not in self._due:
            self._due[tick] = []
            bell = self._env.timeout(tick - self._env.now)
            bell.callbacks.append(lambda _: self._ring(tick))
        self._due[tick].append((number, event))
        return event

    def call(self, day: int, step: Step, number: int, action: Callable[[int], None]) -> None:
        """Have `action(number)` done at `step` of `day`."""
        self.at(day, step, number).callbacks.append(lambda _: action(number))

    def _ring(self, tick: int) -> None:
        for _, event in sorted(self._due.pop(tick), key=lambda due: due[0]):
            event.succeed()
