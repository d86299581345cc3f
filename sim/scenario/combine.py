"""Files become one scenario: layers of changes over a complete baseline."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.errors import Fault
from sim.scenario.changes import Change, Effect, changed, effects_of, reach
from sim.scenario.metadata import table
from sim.scenario.values import is_fitted

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Mapping

    from sim.scenario.values import Value


FOLLOWS = ("deadline.extended_day", "deadline.extension_announced_day")
"""Days that stand on the deadline where no extension is announced: a moved deadline takes them along."""


def followers(
    before: Mapping[str, Value], after: Mapping[str, Value], touched: Container[str]
) -> dict[str, Value]:
    """Days that move with `deadline.day`: those that stood on it and that nobody touched."""
    old, new = before.get("deadline.day"), after.get("deadline.day")
    if old is None or new is None or old == new:
        return {}
    return {path: new for path in FOLLOWS if before.get(path) == old and path not in touched}


class Layers:
    """Values and effects after each layer; within a layer the order of files and changes never matters."""

    def __init__(self) -> None:
        self.values: dict[str, Value] = {}
        self.effects: dict[str, tuple[Effect, ...]] = {}
        self.faults: list[Fault] = []

    def add(self, changes: Iterable[Change], files: Mapping[str, str]) -> None:
        """Puts one layer on top; `files` gives the shown name of each file that changes come from."""
        by_path: dict[str, list[Change]] = {}
        for change in changes:
            by_path.setdefault(change.path, []).append(change)
        before = dict(self.values)
        for path, group in by_path.items():
            if conflict := _conflict(group, files):
                self.faults.append(conflict)
            elif path in self.values or group[0].operation == "set":
                self._put(path, group, files)
        self.values |= followers(before, self.values, by_path)

    def restore(self, effects: Iterable[Effect], file: str) -> None:
        """Puts back the uncertain changes that a written scenario still has to draw."""
        touched = set()
        for effect in effects:
            self.effects[effect.path] = (*self.effects.get(effect.path, ()), effect)
            touched.add(effect.path)
        for path in sorted(touched & self.values.keys()):
            if fault := _outside(path, reach(self.values[path], self.effects[path]), file):
                self.faults.append(fault)

    def _put(self, path: str, group: list[Change], files: Mapping[str, str]) -> None:
        effects = self.effects.pop(path, ())
        if group[0].operation == "set":
            self.values[path] = group[0].amount
            return
        every = (*effects, *effects_of(group))
        names = " + ".join(sorted({files[change.file] for change in group}))
        if fault := _outside(path, reach(self.values[path], every), names):
            self.faults.append(fault)
        # A change of a fitted parameter applies to the number of each set, not to the range of them all.
        elif effects or is_fitted(self.values[path]) or not all(change.certain for change in group):
            self.effects[path] = every
        else:
            self.values[path] = changed(self.values[path], group)

    def missing(self, file: str) -> list[Fault]:
        """A fault for each parameter that no layer has given a value."""
        return [Fault(file, path, None, "missing_key") for path in table() if path not in self.values]


def _conflict(group: list[Change], files: Mapping[str, str]) -> Fault | None:
    sets = [change for change in group if change.operation == "set"]
    if not sets or (len(sets) == len(group) and all(change.amount == sets[0].amount for change in sets)):
        return None
    names = sorted({files[change.file] for change in group})
    if len(names) == 1:
        return Fault(names[0], group[0].path, None, "set_and_changed")
    others = ", ".join(names[1:])
    return Fault(names[0], group[0].path, None, "conflict", {"others": others})


def _outside(path: str, reached: tuple[float, float], file: str) -> Fault | None:
    """The fault of a parameter that changes take out of its bounds, if they do."""
    known, (low, high) = table()[path], reached
    if known.admits(low, high):
        return None
    details = {
        "reached_low": known.bound_text(low),
        "reached_high": known.bound_text(high),
        **known.ends_text(),
    }
    return Fault(file, path, None, "changed_out_of_range", details)
