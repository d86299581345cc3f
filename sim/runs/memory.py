"""Values kept so that they need not be made again: earlier stages of replications, and what pages show."""

from __future__ import annotations

import sys
from collections import OrderedDict
from dataclasses import fields, is_dataclass
from threading import Lock
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable

R = TypeVar("R")


class Memory:
    """The values last asked for, as many as weigh no more than `limit` together; safe for many threads.

    Each weighs one, or what `weigh` says (`held`: bytes). Who asks for a value that is being made waits.
    """

    def __init__(self, limit: int, weigh: Callable[[Any], int] = lambda _: 1) -> None:
        self._limit, self._weigh = limit, weigh
        self._values: OrderedDict[Hashable, tuple[Any, int]] = OrderedDict()
        self._making: dict[Hashable, Lock] = {}
        self._lock = Lock()
        self.made, self.weight = 0, 0

    def get(self, key: Hashable, make: Callable[[], R]) -> R:
        """The value of a key, remembered or made."""
        with self._lock:
            if key in self._values:
                found: R = self._seen(key)
                return found
            making = self._making.setdefault(key, Lock())
        with making:
            with self._lock:
                if key in self._values:
                    meanwhile: R = self._seen(key)
                    return meanwhile
            try:
                value = make()
                weight = self._weigh(value)
            finally:
                with self._lock:
                    self._making.pop(key, None)
            with self._lock:
                self.made += 1
                self._keep(key, value, weight)
        return value

    def clear(self) -> None:
        """Forget everything."""
        with self._lock:
            self._values.clear()
            self.weight = 0

    def _seen(self, key: Hashable) -> Any:
        self._values.move_to_end(key)
        return self._values[key][0]

    def _keep(self, key: Hashable, value: Any, weight: int) -> None:
        if key in self._values or weight > self._limit:
            return
        self._values[key] = value, weight
        self.weight += weight
        while self.weight > self._limit:
            _, (_, gone) = self._values.popitem(last=False)
            self.weight -= gone


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
