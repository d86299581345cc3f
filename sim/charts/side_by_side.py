"""Several scenarios in one picture: a line for each, told apart by dash and mark as well as by colour."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import altair as alt

from sim.charts.frame import GREY, HEIGHT, NAVY, ORANGE, WIDTH, data, framed
from sim.charts.plots import definition_text
from sim.charts.words import MANY, WORDS, said
from sim.summary import ENOUGH, TARGET, scenario_name

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sim.charts.frame import Lang
    from sim.pictures import Specification

Summary = dict[str, Any]
LAST_MONTH = "2031-03-31"
COLOURS = (NAVY, ORANGE, "#2e7d32", "#7b1fa2", "#8d6e00", "#444444")
DASHES = ([1, 0], [8, 3], [2, 2], [8, 3, 2, 3], [5, 2], [1, 3])
MARKS = ("circle", "square", "triangle-up", "diamond", "cross", "triangle-down")


def completion_of_many(summaries: Sequence[Summary], lang: Lang) -> Specification:
    """Systems cut over by month, a line for each scenario, the first one the base."""
    rows = [
        {"day": day, "middle": middle(figures["systems"], summary), "what": name}
        for name, summary in zip(names(summaries, lang), summaries, strict=True)
        for day, figures in summary["completed"].items()
        if day <= LAST_MONTH
    ]
    words = WORDS["completion"][lang]
    x = alt.X("day:T", title=words["x"], axis=alt.Axis(format="%Y-%m", labelAngle=0, tickCount=8))
    y = alt.Y("middle:Q", title=words["y"], axis=alt.Axis(format=",d"))
    above = [words["unit"].format(systems=f"{summaries[0]['systems']:,}"), MANY[lang]["completed"]]
    return _finished(_lines(rows, summaries, x, y, lang, 6), MANY[lang]["completion"], above, summaries, lang)


def running_cost_of_many(summaries: Sequence[Summary], lang: Lang) -> Specification:
    """Running cost over FY2018 by fiscal year, a line for each scenario, with the line of the target."""
    code = summaries[0]["default_definition"]
    rows = [
        {"year": year, "middle": middle(figures["nation"], summary), "what": name}
        for name, summary in zip(names(summaries, lang), summaries, strict=True)
        for year, figures in summary["target_ratio"][code].items()
        if figures["nation"]["mean"] is not None
    ]
    words = said(WORDS["running_cost"][lang], lang)
    x = alt.X("year:O", title=words["x"], axis=alt.Axis(labelAngle=0))
    y = alt.Y(
        "middle:Q", title=words["y"], scale=alt.Scale(zero=True, nice=True), axis=alt.Axis(format=".1f")
    )
    level = alt.Chart(data([{"middle": TARGET, "text": words["target"]}])).encode(y="middle:Q")
    plot = alt.layer(
        _lines(rows, summaries, x, y, lang, 1),
        level.mark_rule(color=GREY, strokeWidth=1.8, strokeDash=[6, 3]),
        level.mark_text(align="right", dy=10, fontSize=12, color="#555555").encode(
            x=alt.value(WIDTH - 4), text="text:N"
        ),
    )
    definition = definition_text(summaries[0], lang)
    above = [words["unit"], words["definition"].format(definition=definition)]
    return _finished(plot, said(MANY[lang], lang)["running_cost"], above, summaries, lang)


def names(summaries: Sequence[Summary], lang: Lang) -> list[str]:
    """Name of each scenario in the key: its number in the picture and its title; two never share one."""
    return [f"{number}. {scenario_name(each, lang)}" for number, each in enumerate(summaries, start=1)]


def middle(figure: dict[str, float | None], summary: Summary) -> float | None:
    """What a line is drawn through: the median, or the mean of a few replications."""
    return figure["p50" if summary["replications"] >= ENOUGH else "mean"]


def _lines(
    rows: Sequence[dict[str, Any]], summaries: Sequence[Summary], x: alt.X, y: alt.Y, lang: Lang, every: int
) -> alt.LayerChart | alt.FacetChart:
    """Lines with a mark on every so manieth point."""
    order = names(summaries, lang)
    legend = alt.Legend(title=None, orient="top", columns=2, labelLimit=360, symbolSize=120)
    encoded = {
        "x": x,
        "y": y,
        "color": alt.Color(
            "what:N", scale=alt.Scale(domain=order, range=COLOURS[: len(order)]), legend=legend
        ),
        "strokeDash": alt.StrokeDash(
            "what:N", scale=alt.Scale(domain=order, range=DASHES[: len(order)]), legend=legend
        ),
    }
    shape = alt.Shape("what:N", scale=alt.Scale(domain=order, range=MARKS[: len(order)]), legend=legend)
    seen: dict[str, int] = {}
    marked = []
    for row in rows:
        count = seen[row["what"]] = seen.get(row["what"], -1) + 1
        if count % every == 0:
            marked.append(row)
    lines = alt.Chart(data(rows)).mark_line(strokeWidth=2.2).encode(**encoded)
    points = alt.Chart(data(marked)).mark_point(size=45, filled=True, opacity=1)
    return alt.layer(lines, points.encode(x=x, y=y, color=encoded["color"], shape=shape)).properties(
        width=WIDTH, height=HEIGHT
    )


def _finished(
    plot: Any, title: str, above: Sequence[str], summaries: Sequence[Summary], lang: Lang
) -> Specification:
    """The plot with what each line is, from how many replications, and its id."""
    number = min(summary["replications"] for summary in summaries)
    kind = "median" if number >= ENOUGH else "mean"
    identities = [
        f"{name}: id {summary['id']}" for name, summary in zip(names(summaries, lang), summaries, strict=True)
    ]
    below = [MANY[lang][kind].format(n=number), MANY[lang]["source"], *identities]
    return framed(plot, title, above, below)
