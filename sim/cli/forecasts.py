"""`sanwari forecast register` and `sanwari forecast score`: say it before, and look at it afterwards."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING

from sim import disk, repeat_commands, runs
from sim import facts as published
from sim.analysis import register as registers
from sim.cli import terminal
from sim.cli.commands import say_failures
from sim.cli.words import WORDS
from sim.facts import TYPE_NAMES
from sim.figures.columns import aligned
from sim.progress import compile_first, watching
from sim.scenario import load
from sim.wording import number
from sim.words import texts

if TYPE_CHECKING:
    from pathlib import Path

    from sim.analysis.register import Score, Scored
    from sim.words import Lang

SAID = texts("forecast")
_YES, _NO = "○", "×"


def register(
    scenario: str, replications: int, seed: int, workers: int | None, forecasts: Path | None, lang: Lang
) -> None:
    """Run a scenario and put what it says of the coming surveys into the register."""
    folder, today = forecasts or registers.FOLDER, datetime.date.today()
    chosen = load(scenario)
    path = registers.place(folder, chosen, today)
    registers.require_open(published.load())
    compile_first(lang)
    with watching(lang) as progress:
        results = runs.run(
            chosen,
            replications,
            seed=seed,
            workers=workers or runs.cores(),
            progress=progress,
            engine="compiled",
        )
    say_failures(results, lang)
    content = registers.forecast(results, repeat_commands.register(scenario, replications, seed), today)
    registers.write(path, content)
    said = SAID["registered"][lang].format(n=len(content["figures"]), day=content["data_day"])
    terminal.out(f"{said}\n{WORDS['written'][lang].format(folder=path)}\n")


def score(forecasts: Path | None, as_json: bool, lang: Lang) -> None:
    """Print how well all registered forecasts did against what has been published since."""
    found = registers.score(registers.read_all(forecasts or registers.FOLDER), published.load().observations)
    terminal.out(disk.to_json(found.as_dict()) if as_json else "\n".join(_lines(found, lang)) + "\n")


def _lines(found: Scored, lang: Lang) -> list[str]:
    """The finding, the table with misses first, and what its columns mean."""
    if not found.forecasts:
        return [SAID["none"][lang]]
    counts = {"forecasts": found.forecasts, "open": found.open, "early": found.too_early}
    after = [SAID["open"][lang].format(**counts)]
    if found.too_early:
        after.append(SAID["early"][lang].format(**counts))
    if not found.scores:
        return [SAID["nothing_yet"][lang].format(**counts), *after]
    inside = {
        f"inside_{level}": sum(each.inside[level] for each in found.scores) for level in registers.INTERVALS
    }
    title = SAID["title"][lang].format(n=len(found.scores), **inside)
    heading = SAID["columns"][lang].split("|")
    table = aligned([heading, *(_row(each, lang) for each in found.scores)])
    return [title, "", *table, "", SAID["meaning"][lang], *after]


def _row(one: Score, lang: Lang) -> list[str]:
    """A figure as it stands in the table."""
    low, middle, high = (number(one.quantiles[name], ",.0f", lang) for name in ("p05", "p50", "p95"))
    return [
        one.forecast,
        SAID[one.metric][lang],
        SAID["nation"][lang] if one.scope == "nation" else TYPE_NAMES[one.scope.partition(":")[2]][lang],
        one.date,
        number(one.seen, ",.0f", lang),
        low,
        middle,
        high,
        *(_YES if one.inside[level] else _NO for level in registers.INTERVALS),
        number(one.error, "+,.0f", lang),
        number(one.crps, ",.0f", lang),
    ]
