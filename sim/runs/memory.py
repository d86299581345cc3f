"""Earlier stages of replications, kept so that a change of a later stage need not run them again."""

from __future__ import annotations

from collections import OrderedDict
from threading import Lock
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable

R = TypeVar("R")


class Memory:
    """The values last asked for, at most `limit` of them; safe for many threads.

    A replication takes two places (population, schedule), some 2 MB together. Two threads that miss the same
    value both make it: values are functions of their key, so either will do.
    """

    def __init__(self, limit: int) -> None:
        self._limit = limit
        self._values: OrderedDict[Hashable, Any] = OrderedDict()
        self._lock = Lock()
        self.made = 0

    def get(self, key: Hashable, make: Callable[[], R]) -> R:
        """The value of a key, remembered or made."""
        with self._lock:
            if key in self._values:
                self._values.move_to_end(key)
                found: R = self._values[key]
                return found
        value = make()
        with self._lock:
            self.made += 1
            self._values[key] = value
            while len(self._values) > self._limit:
                self._values.popitem(last=False)
        return value


FORGETFUL = Memory(0)
"""Remembers nothing: a run of a thousand replications meets each of them once."""
