"""One function per figure, from a summary and the facts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import altair as alt

from sim.charts.frame import BLACK, GREY, HEIGHT, NAVY, ORANGE, WIDTH, data, framed
from sim.charts.words import IDENTITY, PART, RATE, WORDS, interval_text, said
from sim.fiscal import year_short, year_text
from sim.ledger import Definition
from sim.summary import ENOUGH, TARGET, deadline_lines, deadlines, scenario_name

if TYPE_CHECKING:
    from sim.charts.frame import Chart, Lang
    from sim.facts import Facts
    from sim.pictures import Specification
    from sim.summary import Figure

Summary = dict[str, Any]
LAST_MONTH = "2031-03-31"
FIRST_FREE_YEAR = 2026
"""Fiscal year from which on the exchange rate of a scenario may be fixed."""


def band(figure: Figure, replications: int) -> dict[str, float | None]:
    """Low, middle and high to draw: P10, P50, P90 from 200 replications on, else the mean's interval.

    Nothing that is drawn can be negative: the interval of the mean of a few replications ends at zero.
    """
    names = ("p10", "p50", "p90") if replications >= ENOUGH else ("mean_low", "mean", "mean_high")
    values: list[float | None] = [figure[name] for name in names]  # type: ignore[literal-required]
    floored = [None if value is None else max(value, 0.0) for value in values]
    return dict(zip(("low", "middle", "high"), floored, strict=True))


def completion(summary: Summary, facts: Facts, lang: Lang, era: bool = False) -> Specification:
    """Systems cut over and systems declared late by month, with the published counts as points."""
    words, number = WORDS["completion"][lang], summary["replications"]
    rows = [
        {"day": day, "what": words[series]} | band(figures["systems"], number)
        for series in ("completed", "declared")
        for day, figures in summary[series].items()
        if day <= LAST_MONTH
    ]
    seen = [] if "part" in summary else published(facts)
    points = [{"day": day, "middle": value} for day, value in seen]
    colour = alt.Color(
        "what:N",
        scale=alt.Scale(domain=[words["completed"], words["declared"]], range=[NAVY, ORANGE]),
        legend=None,
    )
    x = alt.X("day:T", title=words["x"], axis=alt.Axis(labelAngle=0, tickCount=8, **_months(era)))
    y = alt.Y("middle:Q", title=words["y"], axis=alt.Axis(format=",d"))
    base = alt.Chart(data(rows)).encode(x=x, color=colour)
    dash = alt.StrokeDash("what:N", legend=None, scale=alt.Scale(range=[[1, 0], [6, 3]]))
    diamonds = alt.Chart(data(points)).mark_point(
        shape="diamond", filled=True, size=90, color=BLACK, opacity=1
    )
    plot = alt.layer(
        base.mark_area(opacity=0.2).encode(y=alt.Y("low:Q"), y2="high:Q"),
        base.mark_line(strokeWidth=2.5).encode(y=y, strokeDash=dash),
        *([diamonds.encode(x=x, y=y)] if seen else []),  # an empty layer is an image without a name
        *_upright(summary["deadline"], words["deadline"]),
        *(
            mark
            for place, (name, day, _) in enumerate(deadlines(summary), start=1)
            if day < LAST_MONTH
            for mark in _upright(day, words[name], place)
        ),
        *_key(
            [
                ("━━", words["completed"], NAVY),
                ("╍╍", words["declared"], ORANGE),
                *([("◆", words["published"], BLACK)] if seen else []),
            ]
        ),
    ).properties(width=WIDTH, height=HEIGHT)
    return finished(plot, "completion", summary, lang)


def running_cost(summary: Summary, facts: Facts, lang: Lang, era: bool = False) -> Specification:
    """Running cost of the nation over FY2018 by fiscal year, with the line of the target."""
    del facts  # nothing published compares with FY2018; the argument keeps all charts of one shape
    words, number = said(WORDS["running_cost"][lang], lang, era), summary["replications"]
    code = summary["default_definition"]
    rows: list[dict[str, Any]] = [
        {"year": year_short(int(year), era)} | band(figures["nation"], number)
        for year, figures in summary["target_ratio"][code].items()
        if figures["nation"]["mean"] is not None
    ]
    x = alt.X("year:O", title=words["x"], sort=None, axis=alt.Axis(labelAngle=0))
    top = alt.Scale(zero=True, nice=True)
    base = alt.Chart(data(rows)).encode(x=x)
    y = alt.Y("middle:Q", title=words["y"], scale=top, axis=alt.Axis(format=".1f"))
    last = rows[-1]["year"]
    plot = alt.layer(
        base.mark_area(opacity=0.2, color=NAVY).encode(y=alt.Y("low:Q"), y2="high:Q"),
        base.mark_line(strokeWidth=2.5, color=NAVY, point=alt.OverlayMarkDef(color=NAVY, size=35)).encode(
            y=y
        ),
        *_level(1.0, words["base"], GREY, last, [2, 2]),
        *_level(TARGET, words["target"], ORANGE, last, [6, 3]),
    ).properties(width=WIDTH, height=HEIGHT)
    return finished(plot, "running_cost", summary, lang, rate_text(summary, lang, era), era)


def late_reasons(summary: Summary, facts: Facts, lang: Lang, era: bool = False) -> Specification:
    """Systems late at the deadline by official reason."""
    del facts, era  # every chart is asked in the same way
    words, number = WORDS["late_reasons"][lang], summary["replications"]
    rows = [
        {"reason": words["reasons"][name]} | band(figure, number)
        for name, figure in summary["late_at_deadline"]["by_reason"].items()
    ]
    undeclared = summary["late_at_deadline"]["undeclared"]
    if (undeclared["mean"] or 0) >= 1:
        rows.append({"reason": words["undeclared"]} | band(undeclared, number))
    for row in rows:
        row["label"] = f"{row['middle'] or 0:,.0f}"
        row["end"] = max(row["middle"] or 0, row["high"] or 0)
    y = alt.Y(
        "reason:N",
        title=None,
        sort=[*words["reasons"].values(), words["undeclared"]],
        axis=alt.Axis(labelLimit=260),
    )
    x = alt.X(
        "middle:Q", title=words["x"], axis=alt.Axis(format=",d", tickCount=5), scale=alt.Scale(zero=True)
    )
    base = alt.Chart(data(rows)).encode(y=y)
    plot = alt.layer(
        base.mark_bar(color=NAVY, opacity=0.75, height=34).encode(x=x),
        base.mark_rule(strokeWidth=2.5, color=BLACK).encode(x="low:Q", x2="high:Q"),
        base.mark_text(align="left", dx=8, fontSize=13).encode(x="end:Q", text="label:N"),
    ).properties(width=WIDTH - 130, height=260)
    return finished(plot, "late_reasons", summary, lang)


def published(facts: Facts) -> list[tuple[str, float]]:
    """Published counts of systems declared late: (day of the survey, systems)."""
    return [(seen.date.isoformat(), seen.value) for seen in facts.series("declared_systems")]


def _upright(day: str, text: str, row: int = 0) -> list[alt.Chart]:
    """An upright line at a day, its name half-way up where no curve runs, `row` lines lower."""
    base = alt.Chart(data([{"day": day, "text": text}])).encode(x="day:T")
    return [
        base.mark_rule(color=GREY, strokeDash=[3, 3]),
        base.mark_text(align="left", dx=5, fontSize=12, color="#555555").encode(
            y=alt.value(HEIGHT / 2 + 18 * row), text="text:N"
        ),
    ]


def _key(entries: list[tuple[str, str, str]]) -> list[alt.Chart]:
    """The meaning of lines and points, written inside the plot at the top left: sign, name, colour."""
    charts = []
    for row, (sign, text, colour) in enumerate(entries):
        base = alt.Chart(data([{"sign": sign, "text": text}])).encode(y=alt.value(16 + 20 * row))
        charts += [
            base.mark_text(align="center", fontSize=12, color=colour).encode(x=alt.value(26), text="sign:N"),
            base.mark_text(align="left", fontSize=12, color=BLACK).encode(x=alt.value(46), text="text:N"),
        ]
    return charts


def _level(value: float, text: str, colour: str, last: str, dash: list[int]) -> list[alt.Chart]:
    """A level line with its name at the right end."""
    base = alt.Chart(data([{"value": value, "text": text, "year": last}])).encode(y="value:Q")
    return [
        base.mark_rule(color=colour, strokeWidth=1.8, strokeDash=dash),
        base.mark_text(align="right", dy=-8, fontSize=12, color=colour).encode(
            x=alt.value(WIDTH - 4), text="text:N"
        ),
    ]


def rate_text(summary: Summary, lang: Lang, era: bool = False) -> str:
    """The exchange rate that costs rest on, in words."""
    rate = summary["usdjpy"]
    if rate["fixed"]:
        return RATE[lang]["fixed"].format(first=year_text(FIRST_FREE_YEAR, lang, era), fixed=rate["fixed"])
    year = year_text(rate["fiscal_year"], lang, era)
    return RATE[lang]["path"].format(year=year, rate=rate["published"])


def definition_text(summary: Summary, lang: Lang, era: bool = False) -> str:
    """What "30 %" means in a summary, in words."""
    return Definition.parse(summary["default_definition"]).label(lang, era)


def source_text(summary: Summary, lang: Lang, nation: str) -> str:
    """The source of a figure: for the nation as given, for a part of it what in it is an estimate."""
    part = summary.get("part")
    if part is None:
        return nation
    name, own = part[f"name_{lang}"], part.get(f"own_{lang}")
    return f"{name}: {own}" if own else PART[lang].format(name=name)


def _months(era: bool) -> dict[str, Any]:
    """How the months of a time axis are written."""
    if not era:
        return {"format": "%Y-%m"}
    return {"labelExpr": "'R' + (year(datum.value) - 2018) + '.' + (month(datum.value) + 1)"}


def finished(
    plot: Chart, name: str, summary: Summary, lang: Lang, rate: str = "", era: bool = False
) -> Specification:
    """The plot with all lines that make it readable on its own."""
    part, text = summary.get("part"), title(name, lang, era)
    above, below = lines(name, summary, lang, rate, era)
    return framed(plot, text if part is None else f"{part[f'name_{lang}']}: {text}", above, below)


def title(name: str, lang: Lang, era: bool = False) -> str:
    """Title of a chart."""
    found: str = said(WORDS[name][lang], lang, era)["title"]
    return found


def lines(
    name: str, summary: Summary, lang: Lang, rate: str = "", era: bool = False
) -> tuple[list[str], list[str]]:
    """Unit and definition that stand above a chart; rate, interval, source and id that stand below it."""
    words, number = said(WORDS[name][lang], lang, era), summary["replications"]
    definition = definition_text(summary, lang, era)
    identity = IDENTITY[lang].format(title=scenario_name(summary, lang), id=summary["id"])
    above = [
        words["unit"].format(systems=f"{summary['systems']:,}"),
        words["definition"].format(definition=definition),
        *(deadline_lines(summary, lang) if words.get("late") else ()),
    ]
    own = words.get("interval")
    interval = own.format(n=number) if own else interval_text(number, lang, "of_means" in words)
    return above, [rate, interval, source_text(summary, lang, words["source"]), identity]
