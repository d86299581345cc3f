"""Figures of a course or a split with its interval: completion, running cost, reasons."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING

from sim.analysis.part_summary import PartSummary
from sim.figures import captions
from sim.figures.model import Column, Drawn, Figure, Plot
from sim.figures.spread_text import end_name, span
from sim.figures.words import say
from sim.fiscal import month_text, year_short
from sim.summary import TARGET, Band

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from sim.facts import Facts
    from sim.figures.model import Role, Style
    from sim.summary import Counts, Spread, Summary


ENDS: tuple[Role, ...] = ("low", "middle", "high")
LAST_MONTH = "2031-03-31"
"""Last month that courses show."""


def completion(summary: Summary, facts: Facts, style: Style) -> Figure:
    """Systems cut over and declared late by month end, for the nation with the published waves."""
    lang = style.lang
    days = [day for day in summary.completed if day <= LAST_MONTH]
    dates = [datetime.date.fromisoformat(day) for day in days]
    months = tuple(month_text(date, lang, style.years == "era") for date in dates)
    columns = [Column(say("month", lang), months)]
    plotted: list[Drawn] = []
    courses: tuple[tuple[str, Mapping[str, Counts], tuple[Role, ...]], ...] = (
        ("completed", summary.completed, ENDS),
        ("declared", summary.declared, ("second_low", "second", "second_high")),
    )
    for series, found, roles in courses:
        figures = [found[day].systems if day in found else None for day in days]
        bands = _bands(say(series, lang), figures, summary, lang, say("unit_systems", lang), 0)
        columns += bands
        plotted += drawn(bands, roles, summary, lang, say(series, lang))
    if not isinstance(summary, PartSummary):
        seen = published(facts)
        columns.append(
            Column(say("published", lang), tuple(seen.get(day) for day in days), say("unit_systems", lang), 0)
        )
        plotted.append(Drawn(columns[-1].name, "observed", columns[-1].name))
    marks = [("deadline", summary.deadline), *((name, day) for name, day, _ in summary.deadlines())]
    deadline = datetime.date.fromisoformat(summary.deadline)
    day = month_text(deadline, lang, style.years == "era")
    done = span(summary.completed[summary.deadline].systems, summary, style)
    return Figure(
        key="completion",
        title=say("completion_title", lang, day=day, systems=f"{summary.systems:,}", done=done),
        subject=say("completion_subject", lang),
        columns=tuple(columns),
        caption=(
            captions.unit_line(style, say("unit_systems", lang)),
            captions.line("definition", "completion_definition", style),
            captions.interval_line(summary, style),
            *captions.origin(summary, style, "source_completion"),
        ),
        plot=Plot(
            "lines",
            tuple(plotted),
            say("systems_of", lang),
            marks=tuple((_row(days, day), say(name, lang)) for name, day in marks if day < LAST_MONTH),
            dates=tuple(dates),
        ),
    )


def published(facts: Facts) -> dict[str, float]:
    """Published counts of systems declared late by the day of the survey."""
    return {seen.date.isoformat(): seen.value for seen in facts.series("declared_systems")}


def _row(days: Sequence[str], day: str) -> int:
    """Row of the month in which a day lies."""
    return next(row for row, end in enumerate(days) if end >= day)


def running_cost(summary: Summary, facts: Facts, style: Style) -> Figure | None:
    """Running cost over FY2018 by fiscal year as a fan against the target; None without a baseline."""
    del facts
    lang, era = style.lang, style.years == "era"
    ratios = {
        year: figures.nation
        for year, figures in summary.target_ratio[style.definition].items()
        if figures.nation.mean is not None
    }
    if not ratios:
        return None
    first = summary.ratio(style.definition)
    times, over = say("unit_times", lang), captions.base(style)
    bands = _bands(say("running", lang), ratios.values(), summary, lang, times, 2)
    years = tuple(style.year(year) for year in ratios)
    target, base = (
        Column(name, (value,) * len(years), times, 2)
        for name, value in ((say("target", lang), TARGET), (over, 1.0))
    )
    if first.mean is None:
        ratio = span(ratios[max(ratios)], summary, style, 2, times)
        title = say("running_title_of_year", lang, year=years[-1], base=over, ratio=ratio)
    else:
        title = say("running_title", lang, base=over, ratio=span(first, summary, style, 2, times))
    return Figure(
        key="running_cost",
        title=title,
        subject=say("running_subject", lang, base=over),
        columns=(Column(say("year", lang), years), *bands, target, base),
        caption=(
            captions.joined(
                lang,
                captions.unit_line(style, times, captions.tax(style)),
                captions.rate_line(summary, style),
            ),
            captions.definition_line(style, style.definition),
            captions.interval_line(summary, style),
            *captions.origin(summary, style),
        ),
        plot=Plot(
            "lines",
            (
                *drawn(bands, ENDS, summary, lang, say("running", lang)),
                Drawn(target.name, "target", target.name),
                Drawn(base.name, "base", base.name),
            ),
            say("ratio", lang, base=over),
            labels=tuple(year_short(year, era) for year in ratios),
        ),
    )


def late_reasons(summary: Summary, facts: Facts, style: Style) -> Figure:
    """Systems late at the deadline by official reason, one bar each."""
    del facts
    lang = style.lang
    figures, late = dict(summary.late_at_deadline.by_reason), summary.late_at_deadline
    names = {name: say(f"reason_{name}", lang) for name in figures}
    if (late.undeclared.mean or 0) >= 1:
        figures["undeclared"] = late.undeclared
        names["undeclared"] = say("undeclared", lang)
    bands = _bands(say("late", lang), figures.values(), summary, lang, say("unit_systems", lang), 0)
    top = max(figures, key=lambda name: figures[name].mean or 0)
    title = say("reasons_none", lang)
    if (late.systems.mean or 0) >= 0.5:
        title = say("reasons_title", lang, reason=names[top], count=span(figures[top], summary, style))
    return Figure(
        key="late_reasons",
        title=title,
        subject=say("reasons_subject", lang),
        columns=(Column(say("reason", lang), tuple(names[name] for name in figures)), *bands),
        caption=(
            captions.unit_line(style, say("unit_systems", lang)),
            captions.line("definition", "late_definition", style),
            captions.interval_line(summary, style),
            *captions.origin(summary, style, "source_late"),
        ),
        plot=Plot(
            "bars",
            drawn(bands, ENDS, summary, lang, say("late", lang)),
            say("late", lang),
        ),
    )


def drawn(
    bands: Sequence[Column], roles: Sequence[Role], summary: Summary, lang: str, name: str
) -> tuple[Drawn, ...]:
    """Low, middle and high as they are drawn; the middle bears the name, the ends theirs."""
    low, _, high = (end_name(end, summary, lang) for end in ENDS)
    return tuple(
        Drawn(column.name, role, label)
        for column, role, label in zip(bands, roles, (low, name, high), strict=True)
    )


def _bands(
    name: str, figures: Iterable[Spread | None], summary: Summary, lang: str, unit: str, decimals: int
) -> list[Column]:
    """Three columns of a quantity: low, middle, high as the replications allow."""
    bands = [summary.band(each) if each else Band(None, None, None) for each in figures]
    return [
        Column(
            f"{name} {end_name(end, summary, lang)}",
            tuple(_round(getattr(each, end), decimals) for each in bands),
            unit,
            decimals,
            exact=tuple(getattr(each, end) for each in bands),
        )
        for end in ENDS
    ]


def _round(value: float | None, decimals: int) -> float | int | None:
    return None if value is None else round(value, decimals) if decimals else round(value)
