"""Values kept so that they need not be made again: earlier stages of replications, and what pages show."""

from __future__ import annotations

import sys
from dataclasses import fields, is_dataclass
from threading import Lock
from typing import TYPE_CHECKING, Any, TypeVar

from cachetools import LRUCache

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable

R = TypeVar("R")


class Memory:
    """The values last asked for, as many as weigh no more than `limit` together; safe for many threads.

    Each weighs one, or what `weigh` says (`held`: bytes). Who asks for a value that is being made waits.
    """

    def __init__(self, limit: int, weigh: Callable[[Any], int] = lambda _: 1) -> None:
        self.limit, self._weigh = limit, weigh
        self._values: LRUCache[Hashable, tuple[Any, int]] = LRUCache(limit, getsizeof=lambda kept: kept[1])
        self._making: dict[Hashable, Lock] = {}
        self._lock = Lock()
        self.made = 0

    @property
    def weight(self) -> int:
        """What all values weigh together."""
        return int(self._values.currsize)

    def get(self, key: Hashable, make: Callable[[], R]) -> R:
        """The value of a key, remembered or made."""
        with self._lock:
            if (found := self._values.get(key)) is not None:
                remembered: R = found[0]
                return remembered
            making = self._making.setdefault(key, Lock())
        with making:
            with self._lock:
                if (found := self._values.get(key)) is not None:
                    meanwhile: R = found[0]
                    return meanwhile
            try:
                value = make()
                weight = self._weigh(value)  # not under the lock: counting bytes takes its time
            finally:
                with self._lock:
                    self._making.pop(key, None)
            with self._lock:
                self.made += 1
                if key not in self._values and weight <= self.limit:
                    self._values[key] = value, weight
        return value

    def clear(self) -> None:
        """Forget everything."""
        with self._lock:
            self._values.clear()


FORGETFUL = Memory(0)
"""Remembers nothing: a run of a thousand replications meets each of them once."""


def held(value: Any) -> int:
    """Bytes that a value takes with all that it is made of, each part counted once."""
    seen: set[int] = set()
    left, total = [value], 0
    while left:
        each = left.pop()
        if id(each) in seen:
            continue
        seen.add(id(each))
        total += sys.getsizeof(each) + (each.nbytes if hasattr(each, "nbytes") and _is_view(each) else 0)
        left += _parts(each)
    return total


def _is_view(array: Any) -> bool:
    """Whether an array's own size leaves its numbers out, as they belong to another one."""
    return getattr(array, "base", None) is not None


def _parts(value: Any) -> list[Any]:
    """What a value is made of."""
    if isinstance(value, dict):
        return [*value, *value.values()]
    if isinstance(value, (list, tuple, set, frozenset)):
        return list(value)
    if is_dataclass(value) and not isinstance(value, type):
        return [getattr(value, field.name) for field in fields(value) if hasattr(value, field.name)]
    return []
