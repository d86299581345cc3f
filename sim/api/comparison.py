"""Scenarios compared under the same luck, as an analyst takes it."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from sim import figures, runs, summary
from sim.analysis import compare as analysis
from sim.analysis.common_luck import run_together
from sim.api.catalogue import scenario_of
from sim.api.figure import WithFigures, require_bounds
from sim.api.results import REPLICATIONS
from sim.errors import Fault, UsageError, language
from sim.figures.comparison.differences import text
from sim.progress import compile_first, watching
from sim.summary import DEFAULT_CODE

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    import pandas as pd

    from sim.figures import Brief, Style
    from sim.scenario import Scenario
    from sim.words import Lang


def compare(
    base: str | Path | Scenario,
    *others: str | Path | Scenario,
    requests: Sequence[str] = (),
    replications: int = REPLICATIONS,
    seed: int = 1,
    workers: int | None = None,
    progress: bool = True,
) -> Comparison:
    """Compare scenarios with the first one, replication by replication under the same luck.

    `requests` are put on top of the others; without others, on top of the base. Raises SimError with what is
    wrong with a scenario, or where there is nothing to compare with.
    """
    require_bounds(replications=replications, seed=seed, workers=workers)
    first = scenario_of(base)
    meant = [scenario_of(each, requests) for each in others or ((base,) if requests else ())]
    if not meant:
        raise UsageError([Fault("", "", None, "nothing_to_compare")])
    return paired(first, meant, replications, seed, workers, progress=progress)


def paired(
    first: Scenario,
    others: Sequence[Scenario],
    replications: int,
    seed: int,
    workers: int | None,
    definition: str = DEFAULT_CODE,
    *,
    progress: bool = True,
) -> Comparison:
    """The comparison of scenarios that are at hand; ratios are by a definition of "30 %"."""
    names = analysis.to_run_alone(first, others)
    alone = [first.grant([name]) for name in names]
    compile_first(language(), shown=progress)
    with watching(language(), shown=progress) as told:
        found = run_together((first, *others, *alone), replications, seed, workers or runs.cores(), told)
    split = 1 + len(others)
    by_request = dict(zip(names, found[split:], strict=True))
    return Comparison(found[:split], analysis.compare(found[0], found[1:split], by_request, definition))


class Comparison(WithFigures):
    """Scenarios beside the base: what each assumes otherwise and what that changes.

    `results` are those of the base and of the others, in their order; `found` the paired differences.
    """

    def __init__(self, results: Sequence[runs.Results], found: analysis.Comparison) -> None:
        self.results, self.found = tuple(results), found

    @cached_property
    def table(self) -> pd.DataFrame:
        """A row per scenario and figure: both means, their difference with the 95 % interval of its mean.

        `p10`, `p50` and `p90` are the spread of the difference over the replications; `unit` is that of all
        amounts of the row; `verdict` says whether it is better for the local side.
        """
        import pandas as pd  # commands need no tables

        spoken = language()
        rows = [
            {
                "scenario": each.scenario.info.name,
                "requests": ", ".join(each.scenario.combined),
                "figure": found.measure.metric,
                "label": found.measure.label(spoken),
                "unit": found.measure.unit,
                "base_mean": found.base_mean,
                "mean": found.mean,
                "difference": found.difference.mean,
                "low": found.difference.mean_low,
                "high": found.difference.mean_high,
                "p10": found.difference.p10,
                "p50": found.difference.p50,
                "p90": found.difference.p90,
                "verdict": found.verdict,
            }
            for each in self.found.others
            for found in each.figures
        ]
        return pd.DataFrame(rows)

    @property
    def figures(self) -> tuple[str, ...]:
        """Keys of its figures."""
        return tuple(figure.key for figure in self.brief().figures)

    def _build(self, style: Style, command: str) -> Brief:
        summaries = [summary.summarise(each) for each in self.results]
        return figures.build_compared(self.found, summaries, style, command)

    def _write(self, brief: Brief, formats: tuple[str, ...], folder: Path, replace: bool) -> list[Path]:
        from sim.api.folders import export_compared

        return export_compared(self.found, self.results, folder, brief.command, brief, formats, replace)

    def answer(self, lang: Lang | None = None) -> str:
        """What is assumed otherwise and what that changes, in words and columns."""
        return text(self.found, lang or language())

    def __str__(self) -> str:
        return self.answer()

    def __repr__(self) -> str:
        others = ", ".join(each.scenario.name for each in self.found.others)
        number = min(each.number for each in self.results)
        return f"<Comparison of {others} with {self.found.base.name}: {number} replications>"

    def _repr_markdown_(self) -> str:
        """What a notebook shows: the comparison in words."""
        return f"```text\n{self.answer()}\n```"
