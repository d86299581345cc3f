"""Faults of one design file, gathered while it is read."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any, TypeVar

from sim.errors import Fault, nearest, until_enough
from sim.scenario import cells
from sim.scenario.words import EXPECTED, Wrong, shown
from sim.words import bilingual

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

T = TypeVar("T")

_NAMES = bilingual("expected/design_names")


class Faults:
    """Collects the faults of one file."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.found: list[Fault] = []

    def add(self, key: str, code: str, value: object = None, **details: object) -> None:
        """One more fault."""
        self.found.append(Fault(self.file, key, value, code, details))

    def few(self, items: Iterable[T]) -> Iterator[T]:
        """The items, as long as few faults were found with those before."""
        return until_enough(items, self.found, self.file)

    def cell(self, key: str, parse: Callable[[], T], otherwise: T) -> T:
        """Value that `parse` gives, or the other one and a fault."""
        try:
            return parse()
        except Wrong as wrong:
            self.found.append(wrong.fault(self.file, key))
            return otherwise

    def unknown(self, prefix: str, raw: Iterable[str], known: Iterable[str]) -> None:
        """A fault for each key that is not known."""
        for name in self.few(raw):
            if name not in known:
                meant = nearest(name, known)
                self.add(f"{prefix}{name}", "unknown_key", meant=f"{prefix}{meant}" if meant else None)

    def section(self, content: Mapping[str, Any], name: str, known: tuple[str, ...]) -> Mapping[str, Any]:
        """Keys of a section; unknown ones are faults."""
        raw = content.get(name, {})
        if not isinstance(raw, dict):
            self.add(name, "wrong_type", shown(raw), expected=EXPECTED["table"])
            return {}
        self.unknown(f"{name}.", raw, known)
        return raw

    def whole(self, key: str, raw: object, low: int, high: int) -> int:
        """Whole number within bounds, or the lowest and a fault."""
        return self.cell(key, lambda: cells.whole_between(raw, low, high), low)

    def names(self, key: str, raw: object) -> tuple[str, ...]:
        """List of names, each once; what is wrong with it is a fault."""
        if not isinstance(raw, list) or not all(isinstance(each, str) and each for each in raw):
            self.add(key, "wrong_type", shown(raw), expected=_NAMES)
            return ()
        seen: set[str] = set()
        for index, name in self.few(enumerate(raw, 1)):
            if name in seen:
                self.add(f"{key}[{index}]", "sweep_value_twice", shown(name))
            self.cell(f"{key}[{index}]", partial(cells.line, name), "")
            seen.add(name)
        return tuple(dict.fromkeys(raw))
