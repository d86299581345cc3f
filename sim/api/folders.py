"""Folders of files to hand over, written in one stroke."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim import disk, store
from sim.analysis.compare_table import as_dict
from sim.figures.comparison.differences import text
from sim.words import LANGS

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from sim.analysis.compare import Comparison
    from sim.figures import Brief
    from sim.runs import Results
    from sim.scenario import Scenario
    from sim.summary import Summary

NAME = "sanwari"
"""Name of the presentation and of the workbook; the folder tells what they are about."""


def about(scenario: Scenario, part: str = "") -> str:
    """What a folder of files is about: the scenario, and the code of a part of the nation."""
    return f"export {store.content(scenario)}" + (f" ({part})" if part else "")


def export(
    results: Results,
    numbers: Summary,
    brief: Brief,
    formats: Sequence[str],
    folder: Path,
    part: str = "",
    replace: bool = False,
) -> list[Path]:
    """The files written: the brief in these formats, beside the summary and what repeats it.

    Files about something else stay, unless they may be replaced; see `disk.require_same`.
    """
    from sim.render import files  # the chart library, which only those who wait for files need

    meant = about(results.scenario, part)
    with disk.replacing(folder, meant, replace) as place:
        disk.write_json(place / "summary.json", numbers.as_dict())
        written = files.write(brief, formats, place, NAME)
        made_of = store.manifest(results, numbers, brief.command)
        disk.seal(place, made_of | {"kind": "export", "content": meant})
    return [folder / path.name for path in written]


def about_compared(scenarios: Iterable[Scenario]) -> str:
    """What a folder of a comparison is about: the base and the others."""
    return f"compare {' / '.join(map(store.content, scenarios))}"


def export_compared(
    found: Comparison,
    results: Sequence[Results],
    folder: Path,
    command: str = "",
    brief: Brief | None = None,
    formats: Sequence[str] = (),
    replace: bool = False,
) -> list[Path]:
    """The files of a comparison written: its numbers and words, and the brief in these formats."""
    from sim.render import files  # words alone need not wait for it

    meant = about_compared(each.scenario for each in results)
    with disk.replacing(folder, meant, replace) as place:
        disk.write_json(place / "comparison.json", as_dict(found))
        for lang in LANGS:
            (place / f"comparison.{lang}.txt").write_text(text(found, lang), encoding="utf-8")
        written = files.write(brief, formats, place, f"{NAME}-compare") if brief else []
        disk.seal(place, store.comparison_manifest(results[0], meant, command))
    return [folder / path.name for path in written]
