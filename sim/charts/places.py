"""Charts of places, of vendors over time and of the two aims together."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import altair as alt

from sim.charts.frame import HEIGHT, NAVY, ORANGE, WIDTH, data
from sim.charts.plots import band, finished
from sim.charts.words import WORDS, said
from sim.facts import TYPES
from sim.population.values import VENDOR_KIND_NAMES
from sim.summary import TARGET

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sim.charts.frame import Lang
    from sim.charts.plots import Summary
    from sim.facts import Facts
    from sim.pictures import Specification

BLUES = ["#e8f0f8", "#7fb0d8", "#2f6ea5", "#12365a"]
"""From low to high; dark on light, so that it also reads in grey."""
_MOVED = (((122.0, 132.0, 24.0, 29.0), (6.3, 13.6)), ((141.5, 143.0, 26.0, 28.0), (1.3, 6.4)))
"""Boxes of far islands (degrees west, east, south, north) and how far each is moved, as maps of Japan do."""
BOX = ((129.0, 37.6), (136.4, 37.6), (138.3, 39.6), (138.3, 42.6))
"""The line around the moved islands of the south-west."""
EAST, NORTH = (128.6, 146.0), (30.0, 46.0)
"""Degrees from edge to edge of the drawn map."""
CLASSES = (25, 50, 75)
"""Per cent at which a point becomes darker: the same in every map, so that two can be compared."""
SHADES = ("#b9d3ea", "#6fa6d4", "#2f6ea5", "#12365a")
"""Of the classes; the lightest is still seen on white."""


def joint_plane(summary: Summary, facts: Facts, lang: Lang, era: bool = False) -> Specification:
    """Each replication as a point: late systems against running cost, with the two aims as lines."""
    del facts  # every chart is asked in the same way
    words = said(WORDS["joint_plane"][lang], lang, era)
    pairs = zip(*(summary["by_replication"][name] for name in ("late_systems", "target_ratio")), strict=True)
    rows = [{"late": late, "ratio": ratio} for late, ratio in pairs]
    x = alt.X("late:Q", title=words["x"], axis=alt.Axis(format=",d"), scale=alt.Scale(zero=True))
    y = alt.Y("ratio:Q", title=words["y"], axis=alt.Axis(format=".1f"), scale=alt.Scale(zero=True))
    points = alt.Chart(data(rows)).mark_circle(size=42, opacity=0.45, color=NAVY).encode(x=x, y=y)
    aim = alt.Chart(data([{"late": 0, "ratio": TARGET, "text": words["aim"]}]))
    plot = alt.layer(
        points,
        aim.mark_rule(color=ORANGE, strokeDash=[6, 3], strokeWidth=1.8).encode(y="ratio:Q"),
        aim.mark_point(shape="diamond", filled=True, size=140, color=ORANGE, opacity=1).encode(x=x, y=y),
        aim.mark_text(align="left", dx=12, dy=-10, fontSize=12, color="#8a3f0c").encode(
            x=x, y=y, text="text:N"
        ),
    ).properties(width=WIDTH, height=HEIGHT)
    return finished(plot, "joint_plane", summary, lang, era=era)


def town_map(summary: Summary, facts: Facts, lang: Lang, era: bool = False) -> Specification:
    """Municipalities as points at their town halls: how probably each has a late system."""
    del era
    words = WORDS["town_map"][lang]
    drawn = ("name", "share", "people", "east", "north")
    rows = [{field: row[field] for field in drawn} for row in towns(summary, facts, lang)]
    points = (
        alt.Chart(data(rows))
        .mark_circle(opacity=0.85, stroke="#5a6b7d", strokeWidth=0.35)
        .encode(
            x=alt.X("east:Q", axis=None, scale=alt.Scale(domain=list(EAST))),
            y=alt.Y("north:Q", axis=None, scale=alt.Scale(domain=list(NORTH))),
            size=alt.Size("people:Q", legend=None, scale=alt.Scale(range=[14, 420], domain=[0, 4_000_000])),
            color=alt.Color(
                "share:Q",
                scale=alt.Scale(type="threshold", domain=list(CLASSES), range=list(SHADES)),
                legend=alt.Legend(
                    title=words["legend"], orient="top-left", gradientLength=200, direction="horizontal"
                ),
            ),
            order=alt.Order("people:Q", sort="descending"),
            tooltip=[
                alt.Tooltip("name:N", title=words["name"]),
                alt.Tooltip("share:Q", title=words["legend"], format=".0f"),
            ],
        )
    )
    corner = alt.Chart(
        data([{"east": east, "north": north, "turn": turn} for turn, (east, north) in enumerate(BOX)])
    )
    box = corner.mark_line(color="#8a94a0", strokeWidth=1).encode(x="east:Q", y="north:Q", order="turn:Q")
    label = alt.Chart(data([{"east": 129.4, "north": 42.4, "text": words["islands"]}]))
    name = label.mark_text(align="left", fontSize=11, color="#555555").encode(
        x="east:Q", y="north:Q", text="text:N"
    )
    plot = alt.layer(points, box, name).properties(width=600, height=600)
    return finished(plot, "town_map", summary, lang)


def towns(summary: Summary, facts: Facts, lang: Lang) -> list[dict[str, Any]]:
    """Each municipality with the probability of a late system in per cent and its place on the drawn map."""
    bodies, prefectures = facts.organisations, facts.prefectures
    names, homes = bodies.names(lang), prefectures.name if lang == "ja" else prefectures.name_en
    home = dict(zip((int(number) for number in prefectures.number), homes, strict=True))
    return [
        {
            "code": bodies.code[row],
            "name": names[row],
            "prefecture": home[int(bodies.prefecture[row])],
            "type": TYPES[bodies.type[row]],
            "share": round(100 * summary["late_share_by_organisation"][bodies.code[row]], 1),
            "people": int(bodies.population[row]),
            **_place(float(bodies.longitude[row]), float(bodies.latitude[row])),
        }
        for row in bodies.municipal.nonzero()[0]
    ]


def likely(rows: Iterable[dict[str, Any]]) -> int:
    """How many of the `towns` are at least as likely as not to have a late system."""
    return sum(row["share"] >= CLASSES[1] for row in rows)


def vendor_queues(summary: Summary, facts: Facts, lang: Lang, era: bool = False) -> Specification:
    """Queue of each kind of vendor by quarter, in years of its capacity; the darker, the longer."""
    del facts, era
    words = WORDS["vendor_queues"][lang]
    rows = [
        {
            "kind": VENDOR_KIND_NAMES[kind][lang],
            "quarter": day[:7],
            **_years(band(figures["queue_ratio"], summary["replications"])),
            "busy": 100.0 * (band(figures["busy_share"], summary["replications"])["middle"] or 0.0),
        }
        for kind, quarters in summary["vendors_by_quarter"].items()
        for day, figures in quarters.items()
    ]
    highest = max(0.5, *(row["years"] or 0.0 for row in rows))
    order = [VENDOR_KIND_NAMES[kind][lang] for kind in summary["vendors_by_quarter"]]
    april = "indexof(datum.value, '-04') > 0 ? slice(datum.value, 0, 4) + '-04' : ''"
    base = alt.Chart(data(rows)).encode(
        x=alt.X("quarter:O", title=words["x"], axis=alt.Axis(labelAngle=0, labelExpr=april, ticks=False)),
        y=alt.Y("kind:N", title=None, sort=order, axis=alt.Axis(labelLimit=220)),
    )
    plot = (
        base.mark_rect(stroke="white", strokeWidth=1)
        .encode(
            color=alt.Color(
                "years:Q",
                scale=alt.Scale(range=BLUES, domain=[0, highest / 3, 2 * highest / 3, highest]),
                legend=alt.Legend(
                    title=words["legend"],
                    orient="bottom",
                    gradientLength=220,
                    direction="horizontal",
                    format=".1f",
                ),
            ),
            tooltip=[
                alt.Tooltip("kind:N", title=words["kind"]),
                alt.Tooltip("quarter:O", title=words["x"]),
                alt.Tooltip("years:Q", title=words["legend"], format=".2f"),
                alt.Tooltip("busy:Q", title=words["busy"], format=".0f"),
            ],
        )
        .properties(width=WIDTH - 110, height=240)
    )
    return finished(plot, "vendor_queues", summary, lang)


def _years(shown: dict[str, float | None]) -> dict[str, float | None]:
    return {"years": shown["middle"], "low": shown["low"], "high": shown["high"]}


def _place(east: float, north: float) -> dict[str, float]:
    """Degrees east and north on the drawn map; what lies far out is moved beside the main islands."""
    for (west, rim, south, top), (across, up) in _MOVED:
        if west <= east <= rim and south <= north <= top:
            return {"east": round(east + across, 3), "north": round(north + up, 3)}
    return {"east": round(east, 3), "north": round(north, 3)}
