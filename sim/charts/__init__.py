"""Figures of a summary as charts, in Japanese and English."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.charts.frame import Lang
from sim.charts.numbers import csv_text, forms, numbers
from sim.charts.places import joint_plane, town_map, vendor_queues
from sim.charts.plots import Summary, completion, late_reasons, lines, running_cost, title
from sim.charts.tiles import late_map
from sim.pictures import draw_all

if TYPE_CHECKING:
    from pathlib import Path

    from sim.facts import Facts

CHARTS = {
    "completion": completion,
    "running_cost": running_cost,
    "late_reasons": late_reasons,
    "late_map": late_map,
    "joint_plane": joint_plane,
    "town_map": town_map,
    "vendor_queues": vendor_queues,
}

__all__ = [
    "CHARTS",
    "Lang",
    "Summary",
    "csv_text",
    "forms",
    "lines",
    "numbers",
    "save_all",
    "title",
]


def save_all(summary: Summary, facts: Facts, folder: Path, workers: int = 1) -> list[Path]:
    """Files written: every chart in both languages as PNG and SVG, named completion.ja.png and so on.

    Drawn on so many processes; see `sim.pictures.draw_all` for what that asks of a script.
    """
    folder.mkdir(parents=True, exist_ok=True)
    languages: tuple[Lang, ...] = ("ja", "en")
    wanted = [(name, lang) for name in CHARTS for lang in languages]
    drawings = (CHARTS[name](summary, facts, lang) for name, lang in wanted)
    written = []
    for (name, lang), files in zip(wanted, draw_all(drawings, ("png", "svg"), workers), strict=True):
        for kind, content in files.items():
            path = folder / f"{name}.{lang}.{kind}"
            path.write_bytes(content)
            written.append(path)
    return written
