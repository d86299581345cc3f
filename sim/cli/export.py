"""The command `export`: a scenario's figures as files to hand over."""

from __future__ import annotations

import shlex
import sys
from typing import TYPE_CHECKING, TypeVar

from sim import brief, runs, store, summary
from sim.cli.commands import say_failures, scenario_of
from sim.cli.organisation import found
from sim.cli.progress import compile_first, watching
from sim.cli.words import WORDS
from sim.errors import Fault, SimError, UsageError, nearest
from sim.facts import load

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from sim.brief.model import Unit, Years
    from sim.facts import Facts
    from sim.scenario import Scenario
    from sim.summary import Lang

T = TypeVar("T")

NAME = "sanwari"
"""Name of the presentation and of the workbook; the folder tells what they are about."""


def export(
    scenario: str,
    with_files: Sequence[str],
    organisation: str | None,
    prefecture: str | None,
    formats: str,
    out: Path,
    replications: int,
    seed: int,
    unit: Unit | None,
    years: Years,
    mono: bool,
    replace: bool,
    lang: Lang | None,
) -> None:
    """Run a scenario and write its figures, or those of one organisation or prefecture."""
    facts, spoken = load(), lang or "ja"
    wanted, part, chosen = _asked(facts, scenario, with_files, organisation, prefecture, formats)
    about = store.content(chosen) + (f" ({part.code})" if part else "")
    store.require_same(out, about, replace)
    compile_first(spoken)
    with watching(spoken) as progress:
        results = runs.run(chosen, replications, seed, runs.cores(), progress)
    say_failures(results, spoken)
    figures = summary.summarise(results)
    if part is not None:
        with watching(spoken) as progress:
            figures = brief.summarise_part(results, part, runs.cores(), progress)
    style = brief.Style(spoken, unit or ("oku" if part is None else "thousand"), years, mono)
    command = command_line(scenario, with_files, organisation, prefecture, replications, seed, style, formats)
    with store.replacing(out) as folder:
        made = brief.build(figures, facts, style, command)
        store.write_json(folder / "summary.json", figures)
        written = brief.write(made, figures, facts, wanted, folder, NAME)
        store.write_json(
            folder / store.MANIFEST, store.manifest(results, figures, command) | {"content": about}
        )
    sys.stdout.write(WORDS["written"][spoken].format(folder=out) + "\n")
    sys.stdout.writelines(f"  {path.name}\n" for path in written)


def command_line(
    scenario: str,
    with_files: Sequence[str],
    organisation: str | None,
    prefecture: str | None,
    replications: int,
    seed: int,
    style: brief.Style,
    formats: str,
) -> str:
    """The command that writes the same files again, but for its folder."""
    parts = ["sanwari", "export", scenario]
    parts += ["--with", *with_files] if with_files else []
    parts += ["--organisation", organisation] if organisation else []
    parts += ["--prefecture", prefecture] if prefecture else []
    parts += ["--format", formats, "--lang", style.lang, "--unit", style.unit, "--years", style.years]
    parts += ["--mono"] if style.mono else []
    parts += ["--replications", str(replications), "--seed", str(seed), "--out", "DIR"]
    return shlex.join(parts)


def _asked(
    facts: Facts,
    scenario: str,
    with_files: Sequence[str],
    organisation: str | None,
    prefecture: str | None,
    formats: str,
) -> tuple[tuple[str, ...], brief.Part | None, Scenario]:
    """Formats, part of the nation and scenario; SimError with all that is wrong with them."""
    faults: list[Fault] = []

    def tried(ask: Callable[[], T]) -> T | None:
        try:
            return ask()
        except SimError as error:
            faults.extend(error.faults)
            return None

    wanted = tried(lambda: _formats(formats))
    part = tried(lambda: _part(facts, organisation, prefecture))
    chosen = tried(lambda: scenario_of(scenario, with_files))
    if faults or wanted is None or chosen is None:
        raise UsageError(faults)
    return wanted, part, chosen


def _formats(text: str) -> tuple[str, ...]:
    """The formats of a list such as pptx,xlsx."""
    wanted = tuple(dict.fromkeys(part.strip().lower() for part in text.split(",") if part.strip()))
    choices = ", ".join(brief.FORMATS)
    faults = [
        Fault(
            "",
            "--format",
            name,
            "unknown_choice",
            {"choices": choices, "meant": nearest(name, brief.FORMATS)},
        )
        for name in wanted or ("",)
        if name not in brief.FORMATS
    ]
    if faults:
        raise UsageError(faults)
    return wanted


def _part(facts: Facts, organisation: str | None, prefecture: str | None) -> brief.Part | None:
    if organisation is not None and prefecture is not None:
        raise UsageError([Fault("", "--organisation", None, "one_of_two", {"other": "--prefecture"})])
    if organisation is not None:
        return brief.organisation(facts, facts.organisations.code[found(facts, organisation)])
    return None if prefecture is None else brief.prefecture(facts, prefecture)
