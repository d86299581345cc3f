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


def style_of(lang: Lang, unit: Unit | None, years: Years, mono: bool) -> brief.Style:
    """The style that is asked for; a comparison is one of the nation, so 億円 unless told otherwise."""
    return brief.Style(lang, unit or "oku", years, mono)


def command_line(command: str, formats: Sequence[str], style: brief.Style) -> str:
    """The command that writes the same files again, but for its folder."""
    return " ".join([command, "--format", ",".join(formats), *look(style), "--out", "DIR"])


def write(
    comparison: Comparison,
    found: Sequence[Results],
    formats: Sequence[str],
    folder: Path,
    command: str,
    style: brief.Style,
) -> list[Path]:
    """Files written to a folder that exists; `found` are the base and the others, in their order."""
    summaries = [summary.summarise(each) for each in found]
    made = brief.build_compared(comparison, summaries, style, command)
    return brief.write(made, summaries[0], facts.load(), formats, folder, NAME)
