"""The map of prefectures as tiles: what share of their systems is late."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import altair as alt

from sim.charts.frame import BLACK, data
from sim.charts.plots import band, finished
from sim.charts.words import WORDS

if TYPE_CHECKING:
    from sim.charts.frame import Lang
    from sim.charts.plots import Summary
    from sim.facts import Facts
    from sim.pictures import Specification

TILE = 54
STEPS = (5, 10, 15, 20, 30, 50)
"""Per cent at which the colour of a tile changes: the same in every map, so that two can be compared."""
BLUES = ("#f4f8fc", "#dde9f4", "#c3d9ec", "#a6c8e3", "#88b5da", "#68a2d1", "#4a90c8")


def late_map(summary: Summary, facts: Facts, lang: Lang, era: bool = False) -> Specification:
    """Share of late systems as one tile for each prefecture, with the number written on it."""
    del era
    words = WORDS["late_map"][lang]
    rows = late_shares(summary, facts, lang)
    base = alt.Chart(data(rows)).encode(x=alt.X("x:O", axis=None), y=alt.Y("y:O", axis=None))
    colour = alt.Color(
        "shade:Q",
        scale=alt.Scale(type="threshold", domain=list(STEPS), range=list(BLUES)),
        legend=alt.Legend(
            title=words["legend"], orient="top-left", gradientLength=240, direction="horizontal", format="d"
        ),
    )
    plot = alt.layer(
        base.mark_rect(stroke="white", strokeWidth=2).encode(color=colour),
        base.mark_text(fontSize=12 if lang == "ja" else 9.5, dy=-15, color=BLACK).encode(text="name:N"),
        base.mark_text(fontSize=14, fontWeight="bold", dy=2, color=BLACK).encode(text="label:N"),
        base.mark_text(fontSize=9, dy=17, color=BLACK).encode(text="interval:N"),
    ).properties(width=alt.Step(TILE), height=alt.Step(TILE))
    return finished(plot, "late_map", summary, lang)


def late_shares(summary: Summary, facts: Facts, lang: Lang) -> list[dict[str, Any]]:
    """Late systems in per cent of those in scope, by prefecture, with the place of its tile.

    A tile is as dark as the number that is written on it says.
    """
    prefectures = facts.prefectures
    names = prefectures.name if lang == "ja" else prefectures.name_en
    rows = []
    for row, shares in enumerate(late_percents(summary, facts)):
        low, middle, high = shares["low"], shares["middle"] or 0.0, shares["high"]
        rows.append(
            {
                "name": short(names[row]),
                "share": middle,
                "shade": round(middle),
                "label": f"{middle:.0f}",
                "interval": "" if low is None or high is None else f"{low:.0f}–{high:.0f}",
                "x": int(prefectures.tile_x[row]),
                "y": int(prefectures.tile_y[row]),
            }
        )
    return rows


def late_percents(summary: Summary, facts: Facts) -> list[dict[str, float | None]]:
    """Low, mean and high of the late systems in per cent of those in scope, by prefecture.

    The mean, not the median, as tables of prefectures add up: one share has to be the same in both.
    """
    scope, found = facts.scope().sum(axis=1), []
    for number in (int(n) for n in facts.prefectures.number):
        figure = summary["late_at_deadline"]["by_prefecture"][f"{number:02d}"]["systems"]
        systems = int(scope[facts.organisations.prefecture == number].sum())
        ends = band(figure, summary["replications"]) | {"middle": figure["mean"]}
        found.append({end: None if n is None else min(100 * n / systems, 100.0) for end, n in ends.items()})
    return found


def short(name: str) -> str:
    """Prefecture's name without its ending, as maps write it; 北海道 keeps its own."""
    return name[:-1] if name[-1] in "都府県" else name
