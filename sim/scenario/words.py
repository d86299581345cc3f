"""Words for what a file may hold, and the fault of one value before its place is known."""

from __future__ import annotations

from sim.errors import Fault, nearest
from sim.words import texts

EXPECTED = texts("expected")
"""What should stand in a place, by kind."""


def shown(raw: object) -> object:
    """A value as a file would say it: text in quotes, keys in braces; a row of a table in a few words."""
    if isinstance(raw, dict):
        return "{ " + ", ".join(f"{name} = {shown(value)}" for name, value in raw.items()) + " }"
    if isinstance(raw, list):
        return "[" + ", ".join(str(shown(value)) for value in raw) + "]"
    if isinstance(raw, str):
        return f'"{raw}"'
    return str(raw).lower() if isinstance(raw, bool) else raw


class Wrong(Exception):  # noqa: N818 - it is not an error yet: the reader gives it its place and collects it
    """One value that cannot be used."""

    def __init__(self, code: str, value: object, *, part: str = "", **details: object) -> None:
        super().__init__(code)
        self.code, self.value, self.part, self.details = code, value, part, details

    @classmethod
    def choice(cls, value: object, options: tuple[str, ...], *, part: str = "") -> Wrong:
        """A word that is none of the options."""
        meant = nearest(str(value), options)
        return cls("unknown_choice", shown(value), part=part, choices=", ".join(options), meant=meant)

    def fault(self, file: str, key: str) -> Fault:
        """The fault, once its place is known."""
        return Fault(file, f"{key}{self.part}", self.value, self.code, self.details)
