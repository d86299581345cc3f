"""`sanwari calibrate` and `sanwari backtest`: fit, forecast, print, write."""

from __future__ import annotations

import shlex
import time
from datetime import date
from typing import TYPE_CHECKING

from sim import disk, runs
from sim import facts as published
from sim.analysis import backtest as backtests
from sim.analysis import calibrate as fits
from sim.cli import terminal
from sim.cli.words import WORDS
from sim.figures import Style, build_fitted, build_foreseen
from sim.figures.model import NATION_UNIT
from sim.kernel import is_cold
from sim.progress import COMPILING, watching
from sim.render.terminal import text
from sim.scenario import load
from sim.wording import time_text

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from sim.analysis.backtest import Scores
    from sim.analysis.calibrate import Fit, Settings
    from sim.facts import Facts
    from sim.figures import Brief
    from sim.words import Lang

    Made = Callable[[Lang], Brief]

FORMATS = ("png", "svg", "csv")
"""Kinds of files that every figure is written in."""


def calibrate(
    scenario: str,
    until: date | None,
    seed: int,
    workers: int | None,
    budget: int,
    out: Path | None,
    replace: bool,
    lang: Lang,
) -> None:
    """Fit the schedule's parameters to what was published; print what was found, write it."""
    about = f"calibrate {scenario}"
    facts = _begin(out, about, replace, lang)
    last = until or max(seen.published for seen in facts.observations if seen.metric.startswith("declared_"))
    command = _command("calibrate", scenario, "--until", last.isoformat(), seed=seed, budget=budget)
    chosen, started = load(scenario), time.monotonic()
    with watching(lang) as progress:
        found = fits.calibrate(
            facts, chosen, last, seed, workers or runs.cores(), _settings(budget), progress
        )
    fit, seconds = fits.tabled(found), time.monotonic() - started

    def brief(lang: Lang) -> Brief:
        return build_fitted(fit, facts, Style(lang, NATION_UNIT), command)

    if out is not None:
        with disk.replacing(out, about, replace) as part:
            fits.save(found, part, command)
            _write(part, "calibration", fit, brief, command, about)
    _end(brief(lang), seconds, out)


def backtest(
    scenario: str,
    seed: int,
    workers: int | None,
    budget: int,
    out: Path | None,
    replace: bool,
    lang: Lang,
) -> None:
    """Forecast each published wave from what was public before it; print the scores, write them."""
    about = f"backtest {scenario}"
    facts = _begin(out, about, replace, lang)
    command = _command("backtest", scenario, seed=seed, budget=budget)
    chosen, started = load(scenario), time.monotonic()
    with watching(lang) as progress:
        found = backtests.backtest(facts, chosen, seed, workers or runs.cores(), _settings(budget), progress)
    scores, seconds = backtests.tabled(found), time.monotonic() - started

    def brief(lang: Lang) -> Brief:
        return build_foreseen(scores, facts, Style(lang, NATION_UNIT), command)

    if out is not None:
        with disk.replacing(out, about, replace) as part:
            _write(part, "backtest", scores, brief, command, about)
    _end(brief(lang), seconds, out)


def _begin(out: Path | None, about: str, replace: bool, lang: Lang) -> Facts:
    if out is not None:
        disk.require_same(out, about, replace)
    if is_cold("clock.run_clock"):
        terminal.note(COMPILING[lang] + "\n")
    return published.load()


def _command(*words: str, seed: int, budget: int) -> str:
    """The command that gives the same again; a usual budget is not named."""
    more = [] if budget == fits.Settings().budget else ["--budget", str(budget)]
    return shlex.join(["sanwari", *words, "--seed", str(seed), *more])


def _settings(budget: int) -> Settings:
    return fits.Settings(budget=budget, kept=min(fits.Settings().kept, budget))


def _write(part: Path, name: str, found: Fit | Scores, brief: Made, command: str, about: str) -> None:
    """The result, its figures in a folder for each language, and how to repeat it."""
    from sim.render import files  # words alone need not wait for Office's libraries

    disk.write_json(part / f"{name}.json", found.as_dict())
    languages: tuple[Lang, ...] = ("ja", "en")
    for lang in languages:
        (part / lang).mkdir()
        files.write(brief(lang), FORMATS, part / lang, name)
    disk.seal(part, {"command": command, "kind": name, "content": about})


def _end(brief: Brief, seconds: float, out: Path | None) -> None:
    """What was found, what is to be minded, how long it took, and where the files are."""
    lang = brief.style.lang
    lines = [text(brief), "", *brief.caveats, "", WORDS["took"][lang].format(time=time_text(seconds, lang))]
    if out is not None:
        lines.append(WORDS["written"][lang].format(folder=out))
    terminal.out("\n".join(lines) + "\n")
