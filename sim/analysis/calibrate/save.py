"""A fit as files: the sets, a scenario that draws from them, the figures."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

from sim.kernel import source_hash
from sim.scenario import Posterior, Uncertain, UncertainDay
from sim.scenario.posterior import points, read, write
from sim.words import LANGS, bilingual

if TYPE_CHECKING:
    from sim.analysis.calibrate.bank import Priors
    from sim.analysis.calibrate.run import Calibration

SETS = "posterior.csv"


def save(calibration: Calibration, folder: Path, command: str) -> Posterior:
    """Write posterior.csv and a scenario that draws from it; what the sets are when read back.

    Equal fits give equal bytes: no time of day, no seconds.
    """
    path = folder / SETS
    columns = (*calibration.priors.paths, *calibration.quote_priors.paths)
    weight = 1.0 / len(calibration.numbers)
    rows = [
        (weight, kind, (*numbers, *quotes))
        for kind, numbers, quotes in zip(
            calibration.classes, calibration.numbers.tolist(), calibration.quote_numbers.tolist(), strict=True
        )
    ]
    write(path, _provenance(calibration, command), columns, rows)
    found, faults = read(path, SETS)
    if found is None:
        raise AssertionError(faults[0])  # what is written is always readable
    (folder / "scenario.toml").write_text(_scenario(found), encoding="utf-8")
    return found


def _provenance(calibration: Calibration, command: str) -> dict[str, str]:
    """Where the sets come from, as TOML: key and value."""
    settings = calibration.settings
    facts = {
        "command": json.dumps(command, ensure_ascii=False),
        "until": json.dumps(calibration.until.isoformat()),
        "data_hash": json.dumps(calibration.facts.hash),
        "model_hash": json.dumps(source_hash()),
        "scenario_hash": json.dumps(calibration.scenario.hash),
        "seed": str(calibration.seed),
        "simulations": str(settings.simulations),
        "effective_sample_size": f"{calibration.effective[-1]:.0f}",
        "quote_surveys_that_agree": str(calibration.quotes_kept),
    }
    return {**facts, **_priors(calibration.priors), **_priors(calibration.quote_priors)}


def _priors(priors: Priors) -> dict[str, str]:
    """Range of each parameter before the fit, under its name."""
    return {
        f'prior."{path}"': json.dumps(_texts(value))
        for path, value in zip(priors.paths, priors.values, strict=True)
    }


def _texts(value: Uncertain | UncertainDay) -> list[str]:
    return [part.partition(" = ")[2] for part in points(value).split(", ")]


def _scenario(found: Posterior) -> str:
    """A scenario over the baseline that draws from the sets beside it."""
    until = found.provenance["until"]
    title = bilingual("calibration/title")
    lines = [
        "[scenario]",
        *(f'title_{lang} = "{title[lang].format(until=until)}"' for lang in LANGS),
        'extends = "baseline"',
        f'posterior = "{found.name}"',
        "",
        "[calibration]",
        'sets = "all"',
    ]
    section = ""
    for path in sorted(found.paths):
        group, _, name = path.partition(".")
        if group != section:
            section = group
            lines += ["", f"[{group}]"]
        lines.append(f"{name} = {{{points(found.spreads[path])}, fitted = true}}")
    return "\n".join(lines) + "\n"
