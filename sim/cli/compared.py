"""`sanwari compare`: run scenarios with the same luck and say how they differ from the first."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from sim import commands, disk, runs, store, summary
from sim.analysis import compare as analysis
from sim.analysis.compare_table import as_dict
from sim.analysis.paired import run_together
from sim.cli import terminal
from sim.cli.choices import all_of, listed
from sim.cli.progress import compile_first, watching
from sim.cli.words import WORDS
from sim.errors import Fault, UsageError
from sim.figures import Style, build_compared
from sim.figures.comparison.differences import text
from sim.scenario import load

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sim.analysis.compare import Comparison
    from sim.figures.model import Unit, Years
    from sim.runs import Results
    from sim.scenario import Scenario
    from sim.summary import Lang

MOST = 5
FILES = ("pptx", "xlsx", "csv")
NAME = "sanwari-compare"


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
    as_json: bool,
    lang: Lang,
) -> None:
    """Compare scenarios with the first: print the paired differences, or write them, also as slides."""
    wanted = _wanted(formats, out)
    first, others = _scenarios(base, scenarios, with_files)
    about = f"compare {' / '.join(store.content(each) for each in (first, *others))}"
    if out is not None:
        disk.require_same(out, about, replace)
    compile_first(lang)
    names = analysis.to_run_alone(first, others)
    alone = [load(base, [name]) for name in names]
    with watching(lang) as progress:
        found = run_together((first, *others, *alone), replications, seed, workers or runs.cores(), progress)
    split = 1 + len(others)
    comparison = analysis.compare(found[0], found[1:split], dict(zip(names, found[split:], strict=True)))
    content = as_dict(comparison)
    if out is not None:
        style = Style(lang, unit or "oku", years, mono)
        command = commands.compare(base, scenarios, with_files, replications, seed, wanted, style)
        with disk.replacing(out, about, replace) as part:
            disk.write_json(part / "comparison.json", content)
            for each in ("ja", "en"):
                (part / f"comparison.{each}.txt").write_text(text(comparison, each), encoding="utf-8")
            if wanted:
                _write(comparison, found[:split], wanted, part, command, style)
            disk.seal(part, store.comparison_manifest(found[0], about, command))
    if as_json:
        terminal.out(disk.to_json(content))
        return
    terminal.out(text(comparison, lang))
    if out is not None:
        terminal.out("\n" + WORDS["written"][lang].format(folder=out) + "\n")


def _wanted(formats: str | None, out: Path | None) -> tuple[str, ...]:
    """The kinds of files that are asked for; UsageError for unknown ones, or without a folder."""
    if formats is None:
        return ()
    wanted = listed("--format", formats, FILES)
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
    name, *asks = [named] if Path(named).exists() else named.split(commands.ON_TOP)
    return load(name, [*asks, *with_files])


def _write(
    comparison: Comparison,
    found: Sequence[Results],
    formats: Sequence[str],
    folder: Path,
    command: str,
    style: Style,
) -> None:
    """Slides, workbook and plain tables; `found` are the base and the others, in their order."""
    from sim.render import files  # words alone need not wait for Office's libraries

    made = build_compared(comparison, [summary.summarise(each) for each in found], style, command)
    files.write(made, formats, folder, NAME)
