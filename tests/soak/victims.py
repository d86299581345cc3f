"""Each command that writes, with tiny results that are there already, killed again and again by this script.

WAY WRITER TIMES SEED HOME: from one process that has everything imported and never writes itself. It prints
JSON: what was found.
"""

from __future__ import annotations

import json
import random
import sys
from collections.abc import Callable
from dataclasses import fields, replace
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[1]))

import numpy as np
import pyarrow as pa
from soak.dying import in_child
from soak.kills import Action, Writer, crammed, ended_well, killed, moments, starved
from support.made import results
from support.sweeps import swept, write_design

from sim import cli, runs, store, summary, vega_pictures
from sim.analysis import backtest as backtests
from sim.analysis import calibrate as fits
from sim.analysis import sweep
from sim.cli import commands as run_commands
from sim.cli import fits as fit_commands
from sim.cli import organisation as own_commands
from sim.facts import load
from sim.figures import Style, build_foreseen
from sim.render import files as figure_files
from sim.render import pictures as drawn
from sim.web.work.shelf import Shelf


def _empty(summed: Any) -> Any:
    """The same sums, all nought: what is random takes long to pack."""
    return type(summed)(**{each.name: np.zeros_like(getattr(summed, each.name)) for each in fields(summed)})


FULL = {(seed, number): results(number, seed) for seed, number in ((1, 2), (1, 3), (2, 2))}
MADE = {key: replace(made, summed=_empty(made.summed)) for key, made in FULL.items()}
BRIEF = build_foreseen(backtests.stored(), load(), Style()).only(("coverage", "foreseen_systems"))
SUMMARIES = {key: summary.summarise(made) for key, made in FULL.items()}


def replace_what_takes_time() -> None:
    """No clock, no ledger, no drawing: what is left of each command is what it writes, and how."""
    runs.run, runs.must_compile = _run, lambda _: False
    summary.summarise = lambda made: SUMMARIES[made.seed, made.asked]
    run_commands._charts = _charts
    store.table = lambda made, _: pa.table({"seed": [made.seed] * 5_000})
    assert figure_files  # imported before anything is killed: a command that writes figures asks for it late
    vega_pictures.draw = drawn.draw = lambda *_: {"png": b"png" * 20_000, "svg": b"<svg/>" * 9_000}
    fits.calibrate = lambda *given: _Fitted(given[3])  # the seed
    backtests.backtest = lambda *given: _Fitted(given[2])
    fits.tabled = backtests.tabled = lambda found: found
    fits.save = lambda found, part, _: (part / "posterior.csv").write_text(f"{found.seed}\n" * 9_000)
    fit_commands.build_fitted = fit_commands.build_foreseen = lambda *_: BRIEF
    own_commands._run, own_commands.of_summary = lambda *_: None, lambda _: None
    own_commands.template_of = lambda *_: b"workbook" * 9_000


class _Fitted:
    def __init__(self, seed: int) -> None:
        self.seed = seed

    def as_dict(self) -> dict[str, Any]:
        return {"seed": self.seed, "rows": list(range(5_000))}


def _run(
    scenario: Any, replications: int, seed: int = 1, *_: object, earlier: Any = None, **__: object
) -> Any:
    """Results that are there already, as those of the scenario."""
    found = earlier if earlier and earlier.asked >= replications else MADE[seed, replications]
    return replace(found, scenario=scenario)


def _charts(_: object, __: object, folder: Path, *___: object) -> None:
    folder.mkdir()
    for number in range(3):
        (folder / f"chart{number}.svg").write_bytes(b"<svg/>" * 5_000)


def command(*arguments: str, option: str = "--out") -> Action:
    """A command of the command line that writes to a place."""
    return lambda place: cli.main([*arguments, option, str(place)])


def _exported(home: Path) -> Writer:
    for steps in (5, 9):
        (home / str(steps)).mkdir(parents=True)
        design = write_design(home / str(steps), steps=steps)
        ended_well(lambda design=design: bool(swept(design, design.parent / "swept")))
    new, old = (
        command("sweep", "export", str(home / steps / "swept"), "--replace", option="--csv")
        for steps in ("9", "5")
    )
    return Writer(home / "csv", new, old)


def _shelved(home: Path) -> Writer:
    def put(seed: int) -> Action:
        return lambda place: Shelf(place).put(MADE[seed, 2]) is None

    return Writer(home, put(1), put(2))


def _folders(*arguments: str, old: tuple[str, ...] = ("--seed", "2"), of_all: tuple[str, ...] = ()) -> Any:
    """A command whose new results differ from the old ones by the seed, or whatever else `old` says."""
    refused = command("run", "yen_115", "--replications", "2", "--workers", "1")
    return lambda home: Writer(
        home, command(*arguments, *of_all), command(*arguments, *of_all, *old), refused
    )


_FEW = ("--replications", "2")
WRITERS: dict[str, Callable[[Path], Writer]] = {
    "run": _folders("run", "baseline", *_FEW, "--workers", "1"),
    "run --extend": _folders(
        "run", "baseline", "--workers", "1", "--extend", "--replications", "3", old=_FEW
    ),
    "export": _folders("export", "baseline", "--format", "csv", *_FEW),
    "compare": _folders("compare", "baseline", "yen_115", *_FEW),
    "calibrate": _folders("calibrate", "prior"),
    "backtest": _folders("backtest", "prior"),
    "sweep export": _exported,
    "organisation --template": lambda home: Writer(
        home, command("organisation", "022021", option="--template"), once=True
    ),
    "shelf": _shelved,
}


def sweeps_killed(kills: int, luck: random.Random, home: Path) -> dict[str, Any]:
    """Counts of the kills of sweeps: what was done stays, the end has the hash of one in one go."""
    home.mkdir()
    design = write_design(home, steps=13)
    whole = in_child(lambda: swept(design, home / "whole").content["result_hash"])
    files = {path.name for path in (home / "whole").iterdir()}
    found: dict[str, Any] = {"tried": 0, "old": 0, "new": 0, "lost": []}
    out, done = home / "out-0", 0
    for moment in moments(whole.calls, whole.seconds, luck):
        ended = in_child(lambda out=out: swept(design, out).content["result_hash"], **moment)
        found["tried"] += ended.killed
        begun = (out / "manifest.json").exists()
        state = in_child(lambda out=out: _state(out)).returned if begun else (0, ())
        if state is None or state[0] < done or state[1]:
            found["lost"].append(f"{moment}: {done} points were done, now {state}")
        found["new" if state and state[0] > done else "old"] += ended.killed
        done = state[0] if state else 0
        if luck.random() < 0.2 or not ended.killed:
            last = in_child(lambda out=out: swept(design, out).content["result_hash"])
            if last.returned != whole.returned or {path.name for path in out.iterdir()} != files:
                found["lost"].append(
                    f"{moment}: ended with {last.returned}, {sorted(out.iterdir())}; {last.said}"
                )
            out, done = home / f"out-{found['tried']}", 0
        if found["tried"] == kills:
            return found
    raise AssertionError


def _state(out: Path) -> tuple[int, tuple[str, ...]]:
    state = sweep.status(out)
    return state.done, state.damaged


def main(way: str, name: str, times: str, seed: str, home: str) -> None:
    """Print the counts of one command."""
    replace_what_takes_time()
    luck = random.Random(int(seed))  # noqa: S311 - no secret
    if name == "sweep":
        found = sweeps_killed(int(times), luck, Path(home))
    else:
        found = {"killed": killed, "starved": starved, "crammed": crammed}[way](
            WRITERS[name](Path(home)), int(times), luck
        )
    json.dump(found, sys.stdout)


if __name__ == "__main__":
    main(*sys.argv[1:])
