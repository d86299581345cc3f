"""`sanwari compare`: run scenarios with the same luck and say how they differ from the first."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from sim import disk, repeat_commands
from sim.analysis.compare_table import as_dict
from sim.api.comparison import paired
from sim.api.folders import about_compared, export_compared
from sim.cli import terminal
from sim.cli.choices import all_of, choices_of
from sim.cli.words import WORDS
from sim.errors import Fault, UsageError
from sim.figures import Style
from sim.figures.model import NATION_UNIT
from sim.scenario import load

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sim.figures.model import Unit, Years
    from sim.scenario import Scenario
    from sim.words import Lang

MOST = 5
FILES = ("pptx", "xlsx", "csv")


def compare(
    base: str,
    scenarios: Sequence[str],
    with_files: Sequence[str],
    replications: int,
    seed: int,
    workers: int | None,
    out: Path | None,
    replace: bool,
    formats: str | None,
    unit: Unit | None,
    years: Years,
    mono: bool,
    definition: str,
    as_json: bool,
    lang: Lang,
) -> None:
    """Compare scenarios with the first: print the paired differences, or write them, also as slides."""
    wanted = _wanted(formats, out)
    first, others = _scenarios(base, scenarios, with_files)
    if out is not None:
        disk.require_same(out, about_compared((first, *others)), replace)
    made = paired(first, others, replications, seed, workers, definition)
    if out is not None:
        style = Style(lang, unit or NATION_UNIT, years, mono, definition)
        command = repeat_commands.compare(base, scenarios, with_files, replications, seed, style, wanted)
        brief = made.brief(style, command) if wanted else None
        export_compared(made.found, made.results, out, command, brief, wanted, replace)
    if as_json:
        terminal.out(disk.to_json(as_dict(made.found)))
        return
    terminal.out(made.answer(lang))
    if out is not None:
        terminal.out("\n" + WORDS["written"][lang].format(folder=out) + "\n")


def _wanted(formats: str | None, out: Path | None) -> tuple[str, ...]:
    """The kinds of files that are asked for; UsageError for unknown ones, or without a folder."""
    if formats is None:
        return ()
    wanted = choices_of("--format", formats, FILES)
    if out is None:
        raise UsageError([Fault("", "--format", formats, "needs_argument", {"names": "--out"})])
    return wanted


def _scenarios(
    base: str, scenarios: Sequence[str], with_files: Sequence[str]
) -> tuple[Scenario, list[Scenario]]:
    """The base as it is, and the others with the files on top; without others, the base with the files."""
    if len(scenarios) > MOST:
        details = {"most": MOST}
        raise UsageError([Fault("", "SCENARIO", len(scenarios), "too_many_scenarios", details)])
    if not scenarios and not with_files:
        raise UsageError([Fault("", "", None, "nothing_to_compare")])
    loads = [partial(_loaded, each, with_files) for each in scenarios or (base,)]
    first, *others = all_of([partial(load, base), *loads])
    return first, others


def _loaded(named: str, with_files: Sequence[str]) -> Scenario:
    """A scenario with the requests that its name carries (`yen_140+asks/cloud_fees`) and the files on top."""
    name, *asks = [named] if Path(named).exists() else named.split(repeat_commands.ON_TOP)
    return load(name, [*asks, *with_files])
