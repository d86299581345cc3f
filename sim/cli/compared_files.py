"""The files of `sanwari compare --format`: slides, workbook and plain tables of a comparison."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim import brief, facts, summary
from sim.cli.choices import look

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from sim.analysis.compare import Comparison
    from sim.brief.model import Unit, Years
    from sim.runs import Results
    from sim.summary import Lang

NAME = "sanwari-compare"


def write(
    comparison: Comparison,
    found: Sequence[Results],
    formats: Sequence[str],
    folder: Path,
    command: str,
    lang: Lang,
    unit: Unit | None,
    years: Years,
    mono: bool,
) -> list[Path]:
    """Files written to a folder that exists; `found` are the base and the others, in their order."""
    style = brief.Style(lang, unit or "oku", years, mono)
    summaries = [summary.summarise(each) for each in found]
    again = " ".join([command, "--format", ",".join(formats), *look(style), "--out", "DIR"])
    made = brief.build_compared(comparison, summaries, style, again)
    return brief.write(made, summaries[0], facts.load(), formats, folder, NAME)
