"""The commands of sweeps: run or go on, say how far, export."""

from __future__ import annotations

import shlex
from contextlib import nullcontext
from dataclasses import replace
from typing import TYPE_CHECKING

from sim import runs
from sim.analysis import sweep
from sim.analysis.sweep.cluster import on_cluster
from sim.analysis.sweep.plan.points import is_power_of_two
from sim.cli import terminal
from sim.cli.words import WORDS
from sim.errors import Fault, UsageError, visible
from sim.progress import compile_first, remembering, watching
from sim.wording import time_text

if TYPE_CHECKING:
    from contextlib import AbstractContextManager
    from pathlib import Path

    from sim.analysis.sweep import Design, Folder, Settings, Status
    from sim.analysis.sweep.drive import Execute
    from sim.words import Lang


def run(
    design: Path,
    out: Path,
    workers: int | None,
    cluster: str | None,
    chunk: int | None,
    cache: Path | None,
    no_cache: bool,
    lang: Lang,
) -> None:
    """Run what is missing of a sweep and say what became of it."""
    chosen = sweep.read_design(design)
    _say_doubts(chosen, lang)
    sweep.require_usable(out)  # before anybody waits for the compiler
    if cluster is None:
        compile_first(lang)
    settings = sweep.Settings(
        workers=workers or runs.cores(),
        chunk_points=chunk,
        cache=None if no_cache else cache or sweep.default_cache(),
        begun=lambda folder: _say_begun(folder, lang),
    )
    given = (("--workers", workers), ("--cluster", cluster), ("--cache", cache))
    options = [word for name, value in given if value is not None for word in (name, str(value))]
    options += ["--no-cache"] if no_cache else []
    again = shlex.join(["sanwari", "sweep", str(design), "--out", str(out), *options])
    with _executor(cluster, lang) as execute:
        _watched(chosen, out, replace(settings, execute=execute), again, lang)
    state = sweep.status(out)
    _say(*_lines(state, lang), WORDS["written"][lang].format(folder=out))


def status(folder: Path, lang: Lang) -> None:
    """Print how far a sweep is."""
    _say(*_lines(sweep.status(folder), lang))


def export(folder: Path, csv: Path, columns: str | None, replace: bool, lang: Lang) -> None:
    """Write the finished rows of a sweep as CSV; UsageError, once it is written, where rows are damaged."""
    names = [each.strip() for each in columns.split(",") if each.strip()] if columns else []
    found = sweep.export_csv(folder, csv, names, lang, replace)
    _say(WORDS["sweep_exported"][lang].format(rows=found.rows, points=found.points, file=csv))
    if found.damaged:
        raise UsageError(
            [Fault("", "DIR", str(folder), "sweep_csv_short", {"chunks": ", ".join(found.damaged)})]
        )


def _executor(cluster: str | None, lang: Lang) -> AbstractContextManager[Execute | None]:
    if cluster is None:
        return nullcontext()
    return on_cluster(cluster, lambda fault: _note(fault.text(lang)))


def _watched(design: Design, out: Path, settings: Settings, again: str, lang: Lang) -> Folder:
    """Run under the eyes of the user; Ctrl-C ends it with what is finished kept."""
    with watching(lang, "sweep_points") as progress, remembering() as interrupted:
        try:
            folder = sweep.run(design, out, replace(settings, progress=progress, stop=interrupted))
        except KeyboardInterrupt:
            raise KeyboardInterrupt(WORDS["sweep_interrupted"][lang].format(command=again)) from None
    if folder.missing:
        raise KeyboardInterrupt(WORDS["sweep_interrupted"][lang].format(command=again))
    return folder


def _say_doubts(design: Design, lang: Lang) -> None:
    """Say what is odd about a design before its first point is run; refuse one in which no point can be."""
    number = len(design.points)
    if design.kind == "sobol" and not is_power_of_two(number):
        below = 1 << (number.bit_length() - 1)
        _note(WORDS["sweep_not_balanced"][lang].format(n=number, below=below, above=2 * below))
    wrong = design.impossible()
    if not wrong:
        return
    first = next(iter(wrong.values())).faults[0]
    if len(wrong) == number:
        words = {"ja": first.text("ja"), "en": first.text("en")}
        raise UsageError([Fault(design.path.name, "", None, "sweep_all_impossible", {"first": words})])
    _note(WORDS["sweep_impossible"][lang].format(n=len(wrong), all=number, first=first.text(lang)))


def _say_begun(folder: Folder, lang: Lang) -> None:
    """Say what is there already, and what could not be read and is run again."""
    number = len(folder.design.points)
    done = number - len(folder.missing)
    for chunk, reason in folder.damaged.items():
        _note(WORDS["sweep_again"][lang].format(chunk=chunk, reason=reason))
    if 0 < done < number:
        _note(WORDS["sweep_resumed"][lang].format(done=done, all=number))


def _lines(state: Status, lang: Lang) -> list[str]:
    """State of a sweep in words."""
    content = state.manifest
    words = WORDS["sweep_state"][lang]
    lines = [
        words.format(
            title=_plain(content["design"][f"title_{lang}"] or content["design"]["base"]),
            kind=_plain(content["design"]["kind"]),
            points=f"{state.points:,}",
            done=f"{state.done:,}",
            missing=f"{state.missing:,}",
            failed=f"{state.failed:,}",
            chunks=f"{state.chunks_whole}/{state.chunks}",
            replications=content["replications"],
            lost=f"{state.failed_replications:,}",
            time=time_text(state.seconds, lang),
        )
    ]
    lines += [
        WORDS["sweep_point_failed"][lang].format(
            point=point, fault=_plain(japanese if lang == "ja" else english)
        )
        for point, japanese, english in state.faults
    ]
    lines += [WORDS["sweep_damaged"][lang].format(chunk=chunk) for chunk in state.damaged]
    if state.result_hash:
        lines.append(WORDS["sweep_hash"][lang].format(hash=state.result_hash))
    elif state.running:
        lines.append(WORDS["sweep_running"][lang])
    return lines


def _plain(text: object) -> str:
    """A text of somebody's folder on one line, so that it cannot pass for a line of ours."""
    return visible(str(text))


def _note(text: str) -> None:
    terminal.note(f"{text}\n")


def _say(*lines: str) -> None:
    terminal.out("\n".join(lines) + "\n")
