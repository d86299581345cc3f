"""The vendors' queues over time as a figure: a line for each kind."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING

from sim.figures import captions
from sim.figures.model import SIDE_BY_SIDE, Column, Drawn, Figure, Plot
from sim.figures.words import say
from sim.fiscal import month_text
from sim.population.values import VENDOR_KIND_NAMES

if TYPE_CHECKING:
    from sim.facts import Facts
    from sim.figures.model import Style
    from sim.summary import Summary


def vendor_queues(summary: Summary, facts: Facts, style: Style) -> Figure:
    """Work that waits with each kind of vendor by quarter, in years of its capacity."""
    del facts
    lang, era = style.lang, style.years == "era"
    queues = {
        VENDOR_KIND_NAMES[kind][lang]: {
            day: summary.band(figures.queue_ratio).middle for day, figures in quarters.items()
        }
        for kind, quarters in summary.vendors_by_quarter.items()
    }
    days = list(next(iter(queues.values())))
    dates = tuple(datetime.date.fromisoformat(day) for day in days)
    unit = say("unit_years", lang)
    columns = [
        Column(kind, tuple(_rounded(found[day]) for day in days), unit, 2) for kind, found in queues.items()
    ]
    most, kind, date = max(
        (float(column.values[row] or 0), column.name, dates[row])
        for column in columns
        for row in range(len(dates))
    )
    title = say("queues_none", lang)
    if most >= 0.005:  # else 0.00, as it would stand there
        title = say("queues_title", lang, kind=kind, month=month_text(date, lang, era), years=f"{most:.2f}")
    return Figure(
        key="vendor_queues",
        title=title,
        subject=say("queues_subject", lang),
        columns=(
            Column(say("quarter", lang), tuple(month_text(date, lang, era) for date in dates)),
            *columns,
        ),
        caption=(
            captions.unit_line(style, unit),
            captions.line("definition", "queues_definition", style),
            captions.middle_line(summary, style),
            *captions.origin(summary, style, "source_late"),
        ),
        plot=Plot(
            "lines",
            tuple(
                Drawn(column.name, role, column.name)
                for column, role in zip(columns, SIDE_BY_SIDE, strict=False)
            ),
            Column(say("queue", lang), (), unit).heading,
            dates=dates,
        ),
    )


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 2)
