"""The command lines that repeat a result, whatever the number of workers and wherever it goes."""

from __future__ import annotations

import shlex
from typing import TYPE_CHECKING

from sim.summary import DEFAULT_CODE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sim.figures.model import Style

BOUNDS = {"replications": (1, 100_000), "seed": (0, 2**62), "workers": (1, 256)}
"""Between which ends the numbers lie that say how a scenario is run."""
ON_TOP = "+"
"""Between the name of a scenario and those of requests that it alone has on top."""
OFFICE = "pptx,xlsx"
FOLDER = ("--out", "DIR")
"""Where the files go is left to whoever repeats the command."""


def run(
    scenario: str,
    with_files: Sequence[str],
    replications: int,
    seed: int,
    definition: str = DEFAULT_CODE,
) -> str:
    """The command that runs a scenario again."""
    words = [*_on_top(with_files), *_luck(replications, seed), *_meant(definition)]
    return shlex.join(["sanwari", "run", scenario, *words])


def register(scenario: str, replications: int, seed: int) -> str:
    """The command that registers the same forecast again, on another day."""
    return shlex.join(["sanwari", "forecast", "register", scenario, *_luck(replications, seed)])


def export(
    scenario: str,
    with_files: Sequence[str],
    part: str,
    replications: int,
    seed: int,
    style: Style,
    formats: str = OFFICE,
    figures: Sequence[str] = (),
) -> str:
    """The command that writes the same files again; `part`: a code of six digits, of two, or none.

    No `figures` stands for all.
    """
    of = ["--prefecture" if len(part) == 2 else "--organisation", part] if part else []
    only = ["--figures", ",".join(figures)] if figures else []
    look = ["--format", formats, *_look(style)]
    words = [scenario, *_on_top(with_files), *of, *only, *look, *_luck(replications, seed), *FOLDER]
    return shlex.join(["sanwari", "export", *words])


def compare(
    base: str,
    scenarios: Sequence[str],
    with_files: Sequence[str],
    replications: int,
    seed: int,
    style: Style,
    formats: Sequence[str] = (),
) -> str:
    """The command that compares the same scenarios again, and writes its files where there are any."""
    said = ["--format", ",".join(formats), *_look(style), *FOLDER] if formats else _meant(style.definition)
    luck = _luck(replications, seed)
    return shlex.join(["sanwari", "compare", base, *scenarios, *_on_top(with_files), *luck, *said])


def with_asks(name: str, asks: Sequence[str]) -> str:
    """What a command calls a scenario with requests that it alone has on top."""
    return ON_TOP.join((name, *asks))


def _on_top(with_files: Sequence[str]) -> list[str]:
    return ["--with", *with_files] if with_files else []


def _luck(replications: int, seed: int) -> list[str]:
    return ["--replications", str(replications), "--seed", str(seed)]


def _look(style: Style) -> list[str]:
    """The options that ask for a style."""
    options = ["--lang", style.lang, "--unit", style.unit, "--years", style.years]
    options += _meant(style.definition)
    return [*options, "--mono"] if style.mono else options


def _meant(definition: str) -> list[str]:
    """The option that asks for a definition of "30 %" other than the default."""
    return [] if definition == DEFAULT_CODE else ["--definition", definition]
