"""The command `export`: a scenario's figures as files to hand over."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from sim import disk, repeat_commands, runs, summary
from sim.analysis import part_summary as parts
from sim.api import folders
from sim.cli import terminal
from sim.cli.choices import choices_of
from sim.cli.commands import say_failures
from sim.cli.words import WORDS
from sim.errors import Fault, SimError, UsageError
from sim.facts import load
from sim.facts.find import organisation_row
from sim.figures import NATION_KEYS, PART_KEYS, Style, build
from sim.figures.model import NATION_UNIT, PART_UNIT
from sim.progress import compile_first, watching
from sim.render import files
from sim.scenario import load as load_scenario

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from sim.facts import Facts
    from sim.figures.model import Unit, Years
    from sim.scenario import Scenario
    from sim.words import Lang

T = TypeVar("T")


def export(
    scenario: str,
    with_files: Sequence[str],
    organisation: str | None,
    prefecture: str | None,
    formats: str,
    figures: str | None,
    out: Path,
    replications: int,
    seed: int,
    unit: Unit | None,
    years: Years,
    mono: bool,
    definition: str,
    replace: bool,
    lang: Lang,
) -> None:
    """Run a scenario and write its figures, or those of one organisation or prefecture."""
    facts = load()
    wanted, part, chosen, only = _asked(
        facts, scenario, with_files, organisation, prefecture, formats, figures
    )
    code = part.code if part else ""
    disk.require_same(out, folders.about(chosen, code), replace)
    compile_first(lang)
    with watching(lang) as progress:
        results = runs.run(chosen, replications, seed, runs.cores(), progress)
    say_failures(results, lang)
    numbers = summary.summarise(results)
    if part is not None:
        with watching(lang) as progress:
            numbers = parts.summarise_part(results, part, runs.cores(), progress)
    style = Style(lang, unit or (PART_UNIT if part else NATION_UNIT), years, mono, definition)
    command = repeat_commands.export(scenario, with_files, code, replications, seed, style, formats, only)
    made = build(numbers, facts, style, command)
    written = folders.export(results, numbers, made.only(only) if only else made, wanted, out, code, replace)
    terminal.out(WORDS["written"][lang].format(folder=out) + "\n")
    terminal.out("".join(f"  {path.name}\n" for path in written))


def _asked(
    facts: Facts,
    scenario: str,
    with_files: Sequence[str],
    organisation: str | None,
    prefecture: str | None,
    formats: str,
    figures: str | None,
) -> tuple[tuple[str, ...], parts.Part | None, Scenario, tuple[str, ...]]:
    """Formats, part of the nation, scenario and figures; SimError with all that is wrong with them."""
    faults: list[Fault] = []

    def tried(ask: Callable[[], T]) -> T | None:
        try:
            return ask()
        except SimError as error:
            faults.extend(error.faults)
            return None

    wanted = tried(lambda: choices_of("--format", formats, files.FORMATS))
    choices = NATION_KEYS if organisation is None and prefecture is None else PART_KEYS
    if organisation is not None:
        choices = tuple(key for key in choices if key != "members")
    only = () if figures is None else tried(lambda: choices_of("--figures", figures or "", choices))
    part = tried(lambda: _part(facts, organisation, prefecture))
    chosen = tried(lambda: load_scenario(scenario, with_files))
    if faults or wanted is None or chosen is None or only is None:
        raise UsageError(faults)
    return wanted, part, chosen, only


def _part(facts: Facts, organisation: str | None, prefecture: str | None) -> parts.Part | None:
    if organisation is not None and prefecture is not None:
        raise UsageError([Fault("", "--organisation", None, "one_of_two", {"other": "--prefecture"})])
    if organisation is not None:
        return parts.organisation(facts, facts.organisations.code[organisation_row(facts, organisation)])
    return None if prefecture is None else parts.prefecture(facts, prefecture)
