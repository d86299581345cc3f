"""The figure of both aims together: the deadline and 30 % less, one point a replication."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.figures import captions
from sim.figures.model import Aim, Column, Drawn, Figure, Plot
from sim.figures.words import say
from sim.fiscal import BASE_YEAR
from sim.summary import TARGET

if TYPE_CHECKING:
    from sim.facts import Facts
    from sim.figures.model import Style
    from sim.summary import Summary


def joint_plane(summary: Summary, facts: Facts, style: Style) -> Figure:
    """Late systems and running cost over FY2018 of each replication, with the two aims."""
    del facts
    lang = style.lang
    late, ratios = (summary.by_replication.late_systems, summary.by_replication.target_ratio)
    both = sum(1 for count, ratio in zip(late, ratios, strict=True) if count == 0 and ratio <= TARGET)
    base = style.year(BASE_YEAR)
    columns = (
        Column(say("replication", lang), tuple(range(1, len(late) + 1)), "", 0),
        Column(say("late", lang), tuple(late), "", 0),
        Column(
            say("ratio", lang, base=base),
            tuple(round(ratio, 3) for ratio in ratios),
            say("unit_times", lang),
            3,
        ),
    )
    return Figure(
        key="joint_plane",
        title=say("joint_title", lang, n=f"{len(late):,}", both=f"{both:,}"),
        subject=say("joint_subject", lang),
        columns=columns,
        caption=(
            captions.joined(
                lang,
                captions.unit_line(style, say("joint_unit", lang)),
                captions.rate_line(summary, style),
            ),
            captions.definition_line(style),
            captions.line("interval", "interval_points", style, n=summary.replications),
            *captions.origin(summary, style),
        ),
        plot=Plot(
            "points",
            (Drawn(columns[2].name, "point"),),
            columns[2].name,
            across=columns[1].name,
            aims=(
                Aim(say("aim_late", lang), "second_target", "x", 0.0),
                Aim(say("target", lang), "target", "y", TARGET),
            ),
        ),
    )
