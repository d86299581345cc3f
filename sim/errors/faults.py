"""A fault, and the errors that bring all faults at once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TypeVar

from sim.errors.messages import MESSAGES
from sim.errors.signs import SAID, SHOWN, cut, visible

T = TypeVar("T")
MOST = 100
"""Faults of one file that are looked for: more than that help nobody, and each looks for a likely name."""


@dataclass(frozen=True)
class Fault:
    """One thing wrong in one place. `code` names the message, `details` fill its blanks.

    `key` is the path in the file (or row and column); `value` what stands there, None if nothing does.
    The detail `meant`, one name or several, becomes the hint "did you mean ...?".
    """

    file: str
    key: str
    value: object
    code: str
    details: Mapping[str, object] = field(default_factory=dict)

    def text(self, lang: str = "ja") -> str:
        """One line: where, what stands there, what is allowed and the way out."""
        blanks = {name: _word(detail, lang) for name, detail in self.details.items()}
        key, value = cut(self.key, SHOWN), cut(_shown(self.value), SHOWN)
        blanks |= {"key": key, "value": value, "hint": self._hint(lang)}
        message = MESSAGES[self.code][lang].format_map(blanks)
        place = f"{self.file}: " if self.file else ""
        if self.value is not None and key:
            place = f"{place}{key} = {value}; "
        return visible(f"{place}{message}")

    def _hint(self, lang: str) -> str:
        meant = self.details.get("meant")
        if not meant:
            return ""
        if isinstance(meant, tuple):
            names = ("、" if lang == "ja" else ", ").join(f"'{name}'" for name in meant)
            return f"。{names} のどれかですか？" if lang == "ja" else f"; did you mean one of {names}?"
        return f"。'{meant}' のことですか？" if lang == "ja" else f"; did you mean '{meant}'?"


class SimError(Exception):
    """Faults that the user can mend. The command line prints them and returns 2, the app shows them."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = tuple(faults)
        super().__init__(self.text("en"))

    def __reduce__(self) -> tuple[type[SimError], tuple[tuple[Fault, ...]]]:
        return type(self), (self.faults,)  # so that it crosses from a worker process

    def text(self, lang: str = "ja") -> str:
        """All faults, one a line."""
        return "\n".join(fault.text(lang) for fault in self.faults)


class DataError(SimError):
    """The facts in `data/` are incomplete or contradict each other."""


class ScenarioError(SimError):
    """A scenario cannot be read, or asks for what cannot be."""


class DesignError(SimError):
    """A design of a sweep cannot be read, or asks for what cannot be."""


class ForecastError(SimError):
    """A registered forecast cannot be read."""


class UsageError(SimError):
    """An argument of a command or a call is wrong."""


def _shown(value: object) -> str:
    """A value as it stands in a file: true and false small, text bare."""
    return str(value).lower() if isinstance(value, bool) else str(value)


def _word(detail: object, lang: str) -> str:
    """A detail in the language: a mapping {"ja": ..., "en": ...} gives its own words."""
    return cut(_shown(detail[lang] if isinstance(detail, Mapping) else detail), SAID)


def until_enough(items: Iterable[T], faults: list[Fault], file: str) -> Iterator[T]:
    """The items, as long as those before had few faults; then a fault says that the rest waits."""
    for each in items:
        if len(faults) >= MOST:
            if faults[-1].code != "more_faults":
                faults.append(Fault(file, "", None, "more_faults", {"most": MOST}))
            return
        yield each
