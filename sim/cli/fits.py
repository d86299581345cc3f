"""`sanwari calibrate` and `sanwari backtest`: fit, forecast, print, write."""

from __future__ import annotations

import json
import shlex
import time
from datetime import date
from typing import TYPE_CHECKING, Any

from sim import disk, pictures, runs
from sim import facts as published
from sim.analysis import backtest as backtests
from sim.analysis import calibrate as fits
from sim.cli import terminal
from sim.cli.progress import watching
from sim.cli.words import WORDS
from sim.cli.words.fits import FIT_WORDS, backtest_text, calibration_text
from sim.kernel import is_cold
from sim.render.vega import fits as charts
from sim.scenario import load
from sim.wording import time_text

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from sim.analysis.calibrate import Settings
    from sim.facts import Facts
    from sim.pictures import Specification
    from sim.summary import Lang


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
    table, seconds = fits.tabled(found), time.monotonic() - started
    if out is not None:
        with disk.replacing(out, about, replace) as part:
            fits.save(found, part, command)
            drawn = {"prior_and_posterior": charts.prior_and_posterior}
            drawn["published_and_fitted"] = charts.published_and_fitted
            _write(part, "calibration", table, drawn, command, about)
    terminal.out(calibration_text(table, lang) + "\n")
    _end(lang, seconds, out)


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
    table, seconds = backtests.tabled(found), time.monotonic() - started
    if out is not None:
        with disk.replacing(out, about, replace) as part:
            _write(part, "backtest", table, {"forecasts": charts.forecasts}, command, about)
    terminal.out(backtest_text(table, lang) + "\n")
    _end(lang, seconds, out)


def _begin(out: Path | None, about: str, replace: bool, lang: Lang) -> Facts:
    if out is not None:
        disk.require_same(out, about, replace)
    if is_cold("clock.run_clock"):
        terminal.note(WORDS["compiling"][lang] + "\n")
    return published.load()


def _command(*words: str, seed: int, budget: int) -> str:
    """The command that gives the same again; a usual budget is not named."""
    more = [] if budget == fits.Settings().budget else ["--budget", str(budget)]
    return shlex.join(["sanwari", *words, "--seed", str(seed), *more])


def _settings(budget: int) -> Settings:
    return fits.Settings(budget=budget, kept=min(fits.Settings().kept, budget))


def _write(
    part: Path,
    name: str,
    table: Mapping[str, Any],
    drawn: Mapping[str, Callable[[dict[str, Any], Lang], Specification]],
    command: str,
    about: str,
) -> None:
    """The table, its charts in both languages, and how to repeat it."""
    disk.write_json(part / f"{name}.json", table)
    folder = part / "charts"
    folder.mkdir()
    languages: tuple[Lang, ...] = ("ja", "en")
    for title, draw in drawn.items():
        for lang in languages:
            chart = draw(json.loads(json.dumps(table)), lang)
            for kind, content in pictures.draw(chart, ("png", "svg")).items():
                (folder / f"{title}.{lang}.{kind}").write_bytes(content)
    disk.seal(part, {"command": command, "kind": name, "content": about})


def _end(lang: Lang, seconds: float, out: Path | None) -> None:
    """How long it took, and where the files are."""
    lines = [FIT_WORDS["took"][lang].format(time=time_text(seconds, lang))]
    if out is not None:
        lines.append(WORDS["written"][lang].format(folder=out))
    terminal.out("\n".join(lines) + "\n")
