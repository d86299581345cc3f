"""Sums over the replications of a run: each thread adds its own, and posts the next one in the same room."""

from __future__ import annotations

from collections import deque
from contextlib import contextmanager
from threading import Lock
from typing import TYPE_CHECKING

from sim.ledger.books import Room, room
from sim.runs.outcome import Summed, add

if TYPE_CHECKING:
    from collections.abc import Iterator


class Totals:
    """The sums so far; safe for many threads, and the same whatever their order.

    A ledger takes 30 MB, and new arrays of that size cost time each, so there is one room for each thread.
    """

    def __init__(self) -> None:
        self._lock = Lock()
        self._rooms: deque[Room] = deque()
        self.summed: Summed | None = None

    @contextmanager
    def room(self, organisations: int) -> Iterator[Room]:
        """Room for one ledger, of which only this thread knows."""
        try:
            mine = self._rooms.pop()
        except IndexError:
            mine = room(organisations)
        yield mine
        self._rooms.append(mine)

    def add(self, part: Summed) -> None:
        """Add what one replication, or an earlier run, has summed; `part` itself stays as it is."""
        with self._lock:
            self.summed = add(self.summed, part)
