"""Choices that several commands take in the same words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.errors import Fault, UsageError, nearest

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sim.brief.model import Style


def listed(option: str, text: str, known: Sequence[str]) -> tuple[str, ...]:
    """The choices of a list such as pptx,xlsx; UsageError names all that are unknown."""
    wanted = tuple(dict.fromkeys(part.strip().lower() for part in text.split(",") if part.strip()))
    choices = ", ".join(known)
    faults = [
        Fault("", option, name, "unknown_choice", {"choices": choices, "meant": nearest(name, known)})
        for name in wanted or ("",)
        if name not in known
    ]
    if faults:
        raise UsageError(faults)
    return wanted


def look(style: Style) -> list[str]:
    """The options that ask for a style."""
    options = ["--lang", style.lang, "--unit", style.unit, "--years", style.years]
    return [*options, "--mono"] if style.mono else options
