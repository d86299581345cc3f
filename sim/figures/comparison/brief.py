"""A comparison as a brief: scenarios beside the baseline, and what each changes under the same luck."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING

from sim.analysis.compare import HEADLINE
from sim.figures import captions
from sim.figures.build import made_by
from sim.figures.comparison import verdicts
from sim.figures.comparison.measure import Measured
from sim.figures.model import SIDE_BY_SIDE, Brief, Column, Drawn, Figure, Line, Plot, shown
from sim.figures.national.courses import LAST_MONTH
from sim.figures.words import say
from sim.fiscal import month_text, year_short
from sim.summary import TARGET, scenario_name
from sim.wording import between, listed

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sim.analysis.compare import Compared, Comparison
    from sim.figures.model import Cell, Style
    from sim.summary import Spread, Summary
    from sim.words import Lang


MOST_LINES = 14
"""Changed assumptions that the last slide has room for."""


def build_compared(
    comparison: Comparison, summaries: Sequence[Summary], style: Style, command: str = ""
) -> Brief:
    """The brief of a comparison; `summaries` are those of the base and of the others, in their order.

    Raises ValueError where the style asks for ratios by another definition than the comparison has.
    """
    if style.definition != comparison.definition:
        raise ValueError(f"compared by {comparison.definition}, not by {style.definition}")
    lang = style.lang
    scenarios = names(summaries, lang)
    changes = [
        _changes(each, number, name, scenarios[0], (summaries[0], summary), style)
        for number, (each, name, summary) in enumerate(
            zip(comparison.others, scenarios[1:], summaries[1:], strict=True), start=2
        )
    ]
    ids = "・".join(summary.id for summary in summaries)
    return Brief(
        title=say("compared_title", lang),
        sentence=_sentence(scenarios, lang),
        points=tuple(
            _points(each, name, style) for each, name in zip(comparison.others, scenarios[1:], strict=True)
        ),
        caveats=_caveats(summaries, style),
        figures=(completion(summaries, style), running_cost(summaries, style), *changes),
        evidence=_evidence(comparison, summaries, style, command),
        identity=f"id: {ids}",
        command=command,
        style=style,
        made_by=made_by(),
    )


def names(summaries: Sequence[Summary], lang: Lang) -> list[str]:
    """Name of each scenario: its number in the comparison and its title; two never share one."""
    return [
        f"{number}. {scenario_name(each.scenario, lang)}" for number, each in enumerate(summaries, start=1)
    ]


def _middle(figure: Spread, summary: Summary) -> float | None:
    """What a line is drawn through."""
    return summary.band(figure).middle


def completion(summaries: Sequence[Summary], style: Style) -> Figure:
    """Systems cut over by month, a column and a line for each scenario."""
    lang, era = style.lang, style.years == "era"
    days = [day for day in summaries[0].completed if day <= LAST_MONTH]
    dates = tuple(datetime.date.fromisoformat(day) for day in days)
    unit = say("unit_systems", lang)
    columns = [
        Column(name, tuple(_whole(_middle(each.completed[day].systems, each)) for day in days), unit, 0)
        for name, each in zip(names(summaries, lang), summaries, strict=True)
    ]
    return Figure(
        key="completion",
        title=_finding("compared_completion", columns, days.index(summaries[0].deadline), style),
        subject=say("compared_completion_subject", lang),
        columns=(Column(say("month", lang), tuple(month_text(date, lang, era) for date in dates)), *columns),
        caption=(captions.unit_line(style, unit), *_below(summaries, style)),
        plot=Plot(
            "lines",
            _alike(columns),
            say("systems_of", lang),
            marks=((days.index(summaries[0].deadline), say("deadline", lang)),),
            dates=dates,
        ),
        runs=tuple(captions.run(each, style) for each in summaries),
    )


def running_cost(summaries: Sequence[Summary], style: Style) -> Figure:
    """Running cost over FY2018 by fiscal year, a column and a line for each scenario, and the target."""
    lang, era = style.lang, style.years == "era"
    code, times = style.definition, say("unit_times", lang)
    years = [
        year for year, groups in summaries[0].target_ratio[code].items() if groups.nation.mean is not None
    ]
    columns = [
        Column(
            name,
            tuple(_hundredths(_middle(each.target_ratio[code][year].nation, each)) for year in years),
            times,
            2,
        )
        for name, each in zip(names(summaries, lang), summaries, strict=True)
    ]
    target = Column(say("target", lang), (TARGET,) * len(years), times, 2)
    base = captions.base(style)
    return Figure(
        key="running_cost",
        title=_finding("compared_running", columns, -1, style),
        subject=say("running_subject", lang, base=base),
        columns=(
            Column(say("year", lang), tuple(style.year(year) for year in years)),
            *columns,
            target,
        ),
        caption=(
            captions.unit_line(style, times, captions.tax(style)),
            captions.definition_line(style, style.definition),
            *_below(summaries, style),
        ),
        plot=Plot(
            "lines",
            (*_alike(columns), Drawn(target.name, "target", target.name)),
            say("ratio", lang, base=base),
            labels=tuple(year_short(year, era) for year in years),
        ),
        runs=tuple(captions.run(each, style) for each in summaries),
    )


def _finding(word: str, columns: Sequence[Column], row: int, style: Style) -> str:
    """Between which numbers the scenarios lie in a row, as they stand in the table."""
    lang = style.lang
    known = sorted(float(cell) for each in columns if isinstance(cell := each.values[row], int | float))
    if not known:
        return say(f"{word}_none", lang)
    low, high = (shown(end, columns[0].decimals, lang) for end in (known[0], known[-1]))
    unit = columns[0].unit
    said = high if low == high else between(low, high, lang)
    blank = "" if lang == "ja" else " "
    return say(word, lang, n=len(columns), base=captions.base(style), found=f"{said}{blank}{unit}")


def _alike(columns: Sequence[Column]) -> tuple[Drawn, ...]:
    return tuple(
        Drawn(column.name, role, column.name) for column, role in zip(columns, SIDE_BY_SIDE, strict=False)
    )


def _below(summaries: Sequence[Summary], style: Style) -> tuple[Line, ...]:
    """How many replications, source, and the id of every line."""
    lang, number = style.lang, min(each.replications for each in summaries)
    ids = (f"{name}: {each.id}" for name, each in zip(names(summaries, lang), summaries, strict=True))
    return (
        captions.line("interval", "lines_alike", style, n=number),
        captions.line("source", "source_late", style),
        Line("　".join(ids), "identity"),
    )


def _changes(
    found: Compared, number: int, name: str, base: str, summaries: Sequence[Summary], style: Style
) -> Figure:
    """Every measure of a scenario against the base: level, paired difference, interval, verdict.

    `summaries` are those of the base and of the scenario.
    """
    lang = style.lang
    measured = [Measured(each, style) for each in found.figures]
    decimals = tuple(each.decimals for each in measured)

    def column(word: str, values: Sequence[Cell]) -> Column:
        return Column(say(word, lang), tuple(values), "", 0, by_row=decimals)

    head = next(each for each in measured if each.metric == HEADLINE[0])
    ratio = next(each for each in measured if each.metric == HEADLINE[1])
    return Figure(
        key=f"changes_{number}",
        title=say(
            "changes_title", lang, name=name, base=captions.base(style), late=head.said, ratio=ratio.said
        ),
        subject=say("changes_subject", lang, base=base),
        columns=(
            Column(say("figure", lang), tuple(each.label for each in measured)),
            Column(say("unit", lang), tuple(each.unit for each in measured)),
            column("base_mean", [each.base for each in measured]),
            column("scenario_mean", [each.level for each in measured]),
            column("difference", [each.mean for each in measured]),
            column("difference_low", [each.low for each in measured]),
            column("difference_high", [each.high for each in measured]),
            Column(say("verdict", lang), tuple(each.judged for each in measured)),
        ),
        caption=(
            captions.line("interval", "changes_line", style, n=found.replications),
            captions.ratio_line(style),
            *captions.origin(summaries[-1], style, "source_late"),
        ),
        runs=tuple(captions.run(each, style) for each in summaries),
        tab=say("changes_tab", lang, number=number),
    )


def _sentence(scenarios: Sequence[str], lang: str) -> str:
    number = len(scenarios) - 1
    return say(
        "compared_sentence" if number > 1 else "compared_sentence_one", lang, n=number, base=scenarios[0]
    )


def _points(found: Compared, name: str, style: Style) -> tuple[str, tuple[str, ...]]:
    """A scenario and its headline changes."""
    lang, lines = style.lang, []
    for each in found.figures:
        measured = Measured(each, style)
        verdict = measured.judged
        if measured.metric in HEADLINE:
            judged = f"{measured.said}（{verdict}）" if lang == "ja" else f"{measured.said} ({verdict})"
            lines.append(
                f"{measured.label}: {judged if measured.mean and measured.verdict != 'same' else verdict}"
            )
    return name, tuple(lines)


def _reasons(found: Compared, style: Style) -> list[str]:
    """Why figures rest, each reason once with the figures it holds for."""
    lang, era = style.lang, style.years == "era"
    reasons: dict[str, list[str]] = {}
    for each in found.figures:
        if Measured(each, style).verdict == "same":
            reasons.setdefault(verdicts.why(each, lang), []).append(each.measure.label(lang, era))
    return [f"{listed(labels, lang)}: {reason}" for reason, labels in reasons.items()]


def _caveats(summaries: Sequence[Summary], style: Style) -> tuple[str, ...]:
    lang, number = style.lang, min(each.replications for each in summaries)
    return (
        say("compared_luck", lang, n=number),
        say("compared_signs", lang),
        say("caveat_vendors", lang),
    )


def _evidence(
    comparison: Comparison, summaries: Sequence[Summary], style: Style, command: str
) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """What each scenario changes in words, how to read, the runs, the command."""
    lang = style.lang
    changed = [
        f"{name}: {each.text(lang)}"
        for name, found in zip(names(summaries, lang)[1:], comparison.others, strict=True)
        for each in (*found.assumptions, *found.actions)
    ]
    if len(changed) > MOST_LINES:
        changed = [*changed[:MOST_LINES], say("more_changes", lang, n=len(changed) - MOST_LINES)]
    resting = tuple(
        f"{name}: {reason}"
        for name, found in zip(names(summaries, lang)[1:], comparison.others, strict=True)
        for reason in _reasons(found, style)
    )
    runs = tuple(
        f"{name}: id {each.id}" for name, each in zip(names(summaries, lang), summaries, strict=True)
    )
    sections = (
        (say("evidence_changes", lang), tuple(changed)),
        (say("evidence_resting", lang), resting),
        (say("evidence_reading", lang), (say("changes_reading", lang),)),
        (say("evidence_sources", lang), (say("evidence_sources_text", lang),)),
        (say("evidence_run", lang), runs),
    )
    found = tuple(section for section in sections if section[1])
    return (*found, (say("evidence_command", lang), (command,))) if command else found


def _whole(value: float | None) -> int | None:
    return None if value is None else round(value)


def _hundredths(value: float | None) -> float | None:
    return None if value is None else round(value, 2)
