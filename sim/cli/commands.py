"""What each command does: the same calls that anyone can make from Python, and their results as text."""

from __future__ import annotations

import shlex
from functools import partial
from typing import TYPE_CHECKING

from sim import disk, figures, repeat_commands, runs, store, summary, vega_pictures
from sim import facts as published
from sim.analysis import precise
from sim.analysis.sweep.identity import run_mark
from sim.cli import terminal
from sim.cli.choices import all_of
from sim.cli.words import WORDS
from sim.errors import DataError, Fault, ScenarioError, UsageError
from sim.facts.find import organisation_row
from sim.figures.model import NATION_UNIT
from sim.figures.words import say as words
from sim.fiscal import yen_text
from sim.progress import compile_first, watching
from sim.replication import Replication
from sim.runs import archive
from sim.scenario import Scenario, catalogue, describe, diff, load

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from sim.analysis.precise import Precise
    from sim.summary import Summary
    from sim.words import Lang


def run(
    scenario: str,
    with_files: Sequence[str],
    replications: int | None,
    seed: int,
    workers: int | None,
    engine: str,
    until_precise: float | None,
    out: Path | None,
    replace: bool,
    extend: bool,
    definition: str,
    as_json: bool,
    lang: Lang,
) -> None:
    """Run a scenario; print its headline or its summary, write its results."""
    chosen = load(scenario, with_files)
    if out is not None:
        disk.require_same(out, store.content(chosen), replace)
    earlier = _earlier(out, chosen, seed) if extend else None
    compile_first(lang, engine)
    with watching(lang) as progress:
        run_to = partial(
            runs.run, chosen, seed=seed, workers=workers or runs.cores(), progress=progress, engine=engine
        )
        results, precision = _enough(run_to, replications, until_precise, earlier)
    numbers = summary.summarise(results)
    say_failures(results, lang)
    if out is not None:  # before anything is printed, which whoever reads it may not wait for
        command = repeat_commands.run(scenario, with_files, results.asked, seed, definition)

        def also(part: Path) -> None:
            _charts(numbers, results, part / "charts", workers or runs.cores(), definition)
            if extend:
                archive.write(results, part, run_mark(chosen, seed))

        store.save(results, numbers, out, command, also, replace)
    if as_json:
        terminal.out(disk.to_json(numbers.as_dict()))
        return
    _answer(numbers, precision, lang, scenario, with_files, definition)
    if out is not None:
        _print("", WORDS["written"][lang].format(folder=out))


def _answer(
    numbers: Summary,
    precision: Precise | None,
    lang: Lang,
    scenario: str,
    with_files: Sequence[str],
    definition: str,
) -> None:
    _print(figures.headline(numbers, _style(lang, definition)))
    if precision is not None:
        _print("", _precision(precision, lang))
    if with_files:
        command = shlex.join(["sanwari", "compare", scenario, "--with", *with_files])
        _print("", WORDS["see_compare"][lang].format(command=command))


def _charts(numbers: Summary, results: runs.Results, folder: Path, workers: int, definition: str) -> None:
    """Write every figure in both languages as PNG and SVG, named completion.ja.png and so on."""
    from sim.render.pictures import drawings  # the chart library, which only a run with --out waits for

    folder.mkdir()
    languages: tuple[Lang, ...] = ("ja", "en")
    made = [figures.build(numbers, results.facts, _style(lang, definition)) for lang in languages]
    wanted = [(f"{key}.{each.style.lang}", one) for each in made for key, one in drawings(each.charted)]
    drawn = vega_pictures.draw_all((one for _, one in wanted), ("png", "svg"), workers)
    for (name, _), files in zip(wanted, drawn, strict=True):
        for kind, content in files.items():
            (folder / f"{name}.{kind}").write_bytes(content)


def _style(lang: Lang, definition: str) -> figures.Style:
    return figures.Style(lang, NATION_UNIT, definition=definition)


def _earlier(out: Path | None, scenario: Scenario, seed: int) -> runs.Results | None:
    """The replications that a folder kept, none for a new folder; raises UsageError if they are of no use."""
    if out is None:
        raise UsageError([Fault("", "--extend", None, "needs_argument", {"names": "--out"})])
    if not out.exists():
        return None
    try:
        return archive.read(out, run_mark(scenario, seed), scenario, published.load())
    except archive.NotThisRunError as error:
        raise UsageError([Fault("", "--extend", str(out), str(error))]) from error


def _enough(
    run_to: Callable[..., runs.Results],
    replications: int | None,
    percent: float | None,
    earlier: runs.Results | None,
) -> tuple[runs.Results, Precise | None]:
    """As many replications as were asked for, or as the wanted precision needs."""
    if percent is None:
        return run_to(replications or summary.ENOUGH, earlier=earlier), None
    found = precise.until_precise(run_to, percent / 100.0, replications or precise.CAP, earlier)
    return found.results, found


def _precision(found: Precise, lang: Lang) -> str:
    late, ratio = (100.0 * found.half_widths[name] for name in precise.FIGURES)
    missed = "" if found.reached else WORDS["not_precise"][lang]
    return WORDS["precise"][lang].format(
        n=f"{found.results.number:,}",
        late=f"{late:.2g}",
        ratio=f"{ratio:.2g}",
        wanted=f"{100.0 * found.wanted:g}",
        missed=missed,
    )


def scenario_list(lang: Lang) -> None:
    """Print the shipped scenarios and requests: name, title, kind, cost to the state where it is priced."""
    entries = catalogue()
    width = max(len(entry.name) for entry in entries)
    for entry in entries:
        ask = ""
        if entry.ask is not None:
            cost = entry.ask.cost_to_state_yen
            said = [words(entry.ask.kind, lang), entry.ask.section]
            if cost is not None:
                said.append(words("priced", lang, yen=yen_text(round(cost), "億円", lang)))
            ask = f"  [{'; '.join(said)}]"
        _print(f"{entry.name:<{width}}  {entry.info.title(lang)}{ask}")


def scenario_show(scenario: str, with_files: Sequence[str], lang: Lang) -> None:
    """Print every assumption of a scenario."""
    _print(describe(load(scenario, with_files), lang))


def scenario_check(scenarios: Sequence[str], lang: Lang) -> None:
    """Print that each file is in order; raise ScenarioError with the faults of all."""
    faults: list[Fault] = []
    for name in scenarios:
        try:
            load(name, ())
        except ScenarioError as error:
            faults += error.faults
        else:
            _print(WORDS["scenario_ok"][lang].format(name=name))
    if faults:
        raise ScenarioError(faults)


def scenario_diff(first: str, second: str, lang: Lang) -> None:
    """Print how two scenarios differ, a line for each assumption."""
    differences = diff(*all_of(partial(load, name, ()) for name in (first, second)))
    said = [each.text(lang) for each in differences]
    _print(*(said or [WORDS["no_difference"][lang]]))


def data_check(folder: Path | None, lang: Lang) -> None:
    """Print that the facts are in order; raise DataError with every fault."""
    faults = published.check(folder)
    if faults:
        raise DataError(faults)
    facts = published.load(folder)
    text = WORDS["data_ok"][lang].format(
        organisations=f"{len(facts.organisations.code):,}",
        systems=f"{int(facts.scope().sum()):,}",
        hash=facts.hash[:16],
    )
    _print(text)


def trace(
    scenario: str,
    with_files: Sequence[str],
    organisation: str,
    seed: int,
    replication: int,
    lang: Lang,
) -> None:
    """Print what happened to one organisation in one replication, event by event."""
    facts = published.load()
    row = organisation_row(facts, organisation)
    code, name = facts.organisations.code[row], facts.organisations.names(lang)[row]
    head = WORDS["trace_title"][lang].format(name=name, code=code, seed=seed, replication=replication)
    one = Replication.of(facts, load(scenario, with_files), seed, replication)
    _print(head, words("estimate", lang), "")
    _print(*runs.traced(one, code, lang))


def pilot(usdjpy: float | None, lang: Lang) -> None:
    """Print the pilot's table as the ledger computes it at an exchange rate."""
    from sim.cli.pilot import table_text  # the ledger's kernels; the other commands need not wait for them

    _print(table_text(published.load(), usdjpy, lang))


def say_failures(results: runs.Results, lang: Lang) -> None:
    """Say on standard error which replications broke off and are left out."""
    if results.failures:
        detail = "; ".join(f"#{f.replication} {f.error} ({f.where})" for f in results.failures[:3])
        text = WORDS["failures"][lang].format(n=len(results.failures), detail=detail)
        terminal.note(f"{text}\n")


def _print(*lines: str) -> None:
    terminal.out("\n".join(lines) + "\n")
