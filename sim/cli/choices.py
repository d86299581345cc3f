"""Choices that several commands take in the same words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.errors import Fault, ScenarioError, UsageError, nearest

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from sim.scenario import Scenario


def all_of(loads: Iterable[Callable[[], Scenario]]) -> list[Scenario]:
    """The scenarios of some calls; ScenarioError with the faults of all, each once."""
    found: list[Scenario] = []
    faults: list[Fault] = []
    for load in loads:
        try:
            found.append(load())
        except ScenarioError as error:
            faults += [fault for fault in error.faults if fault not in faults]
    if faults:
        raise ScenarioError(faults)
    return found


def choices_of(option: str, text: str, known: Sequence[str]) -> tuple[str, ...]:
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
