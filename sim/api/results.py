"""A run as an analyst takes it: tables, figures, parts of the nation, a folder of results."""

from __future__ import annotations

from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from sim import figures, repeat_commands, runs, summary
from sim.analysis import part_summary as parts
from sim.api.catalogue import command_name, scenario_of
from sim.api.figure import WithFigures, require_bounds
from sim.errors import language
from sim.facts.find import organisation_row
from sim.figures.model import PART_UNIT
from sim.progress import compile_first, watching

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd

    from sim.figures import Brief, Style
    from sim.figures.model import Unit
    from sim.scenario import Scenario
    from sim.summary import Summary
    from sim.words import Lang

REPLICATIONS = 200
"""Replications unless told otherwise: enough for the spread, some seconds."""


def run(
    scenario: str | Path | Scenario = "baseline",
    requests: Sequence[str] = (),
    replications: int = REPLICATIONS,
    seed: int = 1,
    workers: int | None = None,
    *,
    progress: bool = True,
) -> Run:
    """Run a scenario: a shipped one by its name, a file by its path (with `.toml`), or one that was loaded.

    `requests` are put on top: names such as "asks/cloud_fees", or files. The same arguments give the same
    result to the last yen, whatever the number of `workers` (all processors unless told). Raises SimError
    with all that is wrong with the scenario.
    """
    chosen = scenario_of(scenario, requests)
    return Run(simulated(chosen, replications, seed, workers, progress=progress))


def simulated(
    scenario: Scenario, replications: int, seed: int, workers: int | None, *, progress: bool
) -> runs.Results:
    """Results of a scenario, under the eyes of whoever waits."""
    require_bounds(replications=replications, seed=seed, workers=workers)
    compile_first(language(), shown=progress)
    with watching(language(), shown=progress) as told:
        return runs.run(scenario, replications, seed, workers or runs.cores(), told)


class Run(WithFigures):
    """Replications of a scenario, and all that can be asked of them.

    `results` are the outcomes as the simulation gives them, `summary` every figure of the nation by name.
    """

    def __init__(self, results: runs.Results) -> None:
        self.results = results

    @property
    def scenario(self) -> Scenario:
        """The assumptions of the run."""
        return self.results.scenario

    @cached_property
    def summary(self) -> Summary:
        """Every figure of the nation with its interval; names as in the glossary."""
        return summary.summarise(self.results)

    @property
    def id(self) -> str:
        """What reproduces the run, as it stands under every figure."""
        return summary.run_id(self.results)

    @property
    def figures(self) -> tuple[str, ...]:
        """Keys of its figures."""
        return figures.NATION_KEYS

    def _build(self, style: Style, command: str) -> Brief:
        return figures.build(self.summary, self.results.facts, style, command or self._command)

    def answer(self, lang: Lang | None = None) -> str:
        """When and how much, in words."""
        return figures.headline(self.summary, self.style(lang))

    def organisations(self) -> pd.DataFrame:
        """A row per organisation: quantiles of its last cutover, its cost ratio, its shortfall."""
        return self._table("organisations")

    def systems(self) -> pd.DataFrame:
        """A row per system: quantiles of its cutover, how often it is late or declared late."""
        return self._table("systems")

    def ledger(self) -> pd.DataFrame:
        """Mean and total yen by organisation, fiscal year, account, item and cause."""
        return self._table("ledger")

    def funding(self) -> pd.DataFrame:
        """Mean and total yen by organisation, fiscal year, account and source of the money."""
        return self._table("funding")

    def draws(self) -> pd.DataFrame:
        """A row per replication: every uncertain parameter as it was drawn, every headline figure."""
        return self._table("draws")

    def organisation(self, name: str, *, progress: bool = True) -> PartRun:
        """One organisation under this run, by its name or code; UsageError names likely ones."""
        facts = self.results.facts
        code = facts.organisations.code[organisation_row(facts, name, "name")]
        return PartRun(self, parts.organisation(facts, code), progress=progress)

    def prefecture(self, name: str, *, progress: bool = True) -> PartRun:
        """The members of a prefecture under this run, by its name or number."""
        return PartRun(self, parts.prefecture(self.results.facts, name, "name"), progress=progress)

    def save(self, folder: str | Path, *, replace: bool = False) -> Path:
        """The folder, written in one stroke: summary, tables, manifest, as `sanwari run --out` writes them.

        The scenario is in it too where it has no name. Results of another scenario stay unless `replace`;
        UsageError for a folder that holds anything else.
        """
        from sim import store
        from sim.scenario import dump

        def also(part: Path) -> None:
            if not command_name(self.scenario):
                (part / "scenario.toml").write_text(dump(self.scenario), encoding="utf-8")

        return store.save(self.results, self.summary, Path(folder), self._command, also, replace)

    def _write(self, brief: Brief, formats: tuple[str, ...], folder: Path, replace: bool) -> list[Path]:
        from sim.api.folders import export

        return export(self.results, self.summary, brief, formats, folder, "", replace)

    @property
    def _command(self) -> str:
        name = command_name(self.scenario)
        if not name:
            return ""
        return repeat_commands.run(name, self.scenario.combined, self.results.asked, self.results.seed)

    def _table(self, name: str) -> pd.DataFrame:
        from sim.summary.arrow import table

        held = table(self.results, name)
        frame: pd.DataFrame = held.to_pandas(date_as_object=False)
        frame.attrs = {
            "id": self.id,
            "units": {each.name: unit for each in held.schema if (unit := each.metadata[b"unit"].decode())},
            "meanings": {
                each.name: each.metadata[f"meaning_{language()}".encode()].decode() for each in held.schema
            },
        }
        return frame

    def __str__(self) -> str:
        return self.answer()

    def __repr__(self) -> str:
        return f"<Run of {self.scenario.name}: {self.results.number} replications, id {self.id}>"

    def _repr_markdown_(self) -> str:
        """What a notebook shows: the answer in words."""
        return f"```text\n{self.answer()}\n```"


class PartRun(WithFigures):
    """One organisation, or the members of a prefecture, under a run of the nation."""

    def __init__(self, nation: Run, part: parts.Part, *, progress: bool = True) -> None:
        self.nation, self.part = nation, part
        with watching(language(), shown=progress) as told:
            self.summary = parts.summarise_part(nation.results, part, runs.cores(), told)

    @property
    def figures(self) -> tuple[str, ...]:
        """Keys of its figures."""
        return figures.keys(self.summary)

    def _build(self, style: Style, command: str) -> Brief:
        return figures.build(self.summary, self.nation.results.facts, style, command)

    def answer(self, lang: Lang | None = None) -> str:
        """When and how much, in words."""
        return figures.headline(self.summary, self.style(lang))

    def _write(self, brief: Brief, formats: tuple[str, ...], folder: Path, replace: bool) -> list[Path]:
        from sim.api.folders import export

        return export(self.nation.results, self.summary, brief, formats, folder, self.part.code, replace)

    @property
    def _unit(self) -> Unit:
        return PART_UNIT

    def __str__(self) -> str:
        return self.answer()

    def __repr__(self) -> str:
        name = self.part.name[language()]
        return f"<Run of {self.nation.scenario.name} for {name}: id {self.summary.id}>"

    def _repr_markdown_(self) -> str:
        """What a notebook shows: the answer in words."""
        return f"```text\n{self.answer()}\n```"
