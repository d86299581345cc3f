"""Figures on a map: municipalities as points at their town halls, prefectures as tiles."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Any

from sim.brief import captions
from sim.brief.model import Column, Drawn, Figure, Map, Plot
from sim.brief.spans import capital
from sim.brief.words import say
from sim.charts.places import BOX, CLASSES, likely, towns
from sim.charts.tiles import STEPS, late_percents, short
from sim.charts.words import WORDS
from sim.facts import TYPE_NAMES
from sim.summary import ENOUGH
from sim.wording import between

if TYPE_CHECKING:
    from sim.brief.model import Role, Style
    from sim.facts import Facts

    Summary = dict[str, Any]


def town_map(summary: Summary, facts: Facts, style: Style) -> Figure:
    """Every municipality with the probability of a late system and its place on the map."""
    lang, words = style.lang, WORDS["town_map"][style.lang]
    rows = towns(summary, facts, lang)
    degrees = say("unit_degrees", lang)

    def column(word: str, field: str, unit: str = "", decimals: int | None = None) -> Column:
        return Column(say(word, lang), tuple(row[field] for row in rows), unit, decimals)

    kinds = Column(say("type", lang), tuple(capital(TYPE_NAMES[row["type"]][lang]) for row in rows))
    share = column("late_probability", "share", say("unit_share", lang), 1)
    north = column("drawn_north", "north", degrees, 3)
    classes = _classes(CLASSES, say("unit_per_cent", lang), lang)
    drawn = Map(share.name, CLASSES, classes, outline=BOX, moved=words["islands"])
    caption = (
        captions.unit_line(style, say("town_unit", lang)),
        say("town_definition", lang),
        words["interval"].format(n=summary["replications"]),
        captions.joined(lang, captions.source_line(summary, style, "source_late"), say("drawn_towns", lang)),
        captions.identity_line(summary, style),
    )
    title = say("town_title", lang, all=f"{len(rows):,}", likely=f"{likely(rows):,}")
    return Figure(
        key="town_map",
        title=title,
        subject=say("town_subject", lang),
        columns=(
            column("body_code", "code"),
            column("town", "name"),
            column("prefecture", "prefecture"),
            kinds,
            share,
            column("residents", "people", "", 0),
            column("drawn_east", "east", degrees, 3),
            north,
        ),
        caption=caption,
        plot=Plot(
            "places", (Drawn(north.name, "point"),), north.name, across=say("drawn_east", lang), map=drawn
        ),
        beside=_counted(kinds, share, drawn, title, caption, style),
    )


def _counted(
    kinds: Column, share: Column, drawn: Map, title: str, caption: tuple[str, ...], style: Style
) -> Figure:
    """Municipalities by type and class of probability, with sums both ways."""
    lang = style.lang
    names = tuple(name for kind in TYPE_NAMES if (name := capital(TYPE_NAMES[kind][lang])) in kinds.values)
    found = list(zip(kinds.values, (drawn.class_of(value) for value in share.values), strict=True))
    counts = [[found.count((name, each)) for name in names] for each in range(len(drawn.names))]
    columns = [
        Column(name, (*column, sum(column)), "", 0) for name, column in zip(drawn.names, counts, strict=True)
    ]
    sums = tuple(sum(row) for row in zip(*(column.values for column in columns), strict=True))
    total = Column(say("total", lang), sums, "", 0, sums=drawn.names)
    return Figure(
        key="town_map",
        title=title,
        subject=say("town_subject", lang),
        columns=(Column(kinds.name, (*names, say("total", lang))), *columns, total),
        caption=caption,
        added=(*drawn.names, total.name),
    )


def late_map(summary: Summary, facts: Facts, style: Style) -> Figure:
    """Share of late systems by prefecture with its interval, a tile each."""
    lang, words = style.lang, WORDS["late_map"][style.lang]
    prefectures, percents = facts.prefectures, late_percents(summary, facts)
    names = prefectures.name if lang == "ja" else prefectures.name_en
    kind = "spread" if summary["replications"] >= ENOUGH else "mean"
    unit = say("unit_share", lang)
    heads: dict[Role, str] = {"middle": "mean_middle", "low": f"{kind}_low", "high": f"{kind}_high"}
    columns = [
        Column(say(head, lang), tuple(_whole(each[end]) for each in percents), unit, 0)
        for end, head in heads.items()
    ]
    shares = [each["middle"] or 0.0 for each in percents]
    most, least = (pick(range(len(shares)), key=shares.__getitem__) for pick in (max, min))
    blanks = {
        "most": names[most],
        "high": f"{shares[most]:.0f}",
        "least": names[least],
        "low": f"{shares[least]:.0f}",
    }
    title = say("late_map_title", lang, **blanks) if shares[most] >= 0.5 else say("reasons_none", lang)
    spots = zip((int(x) for x in prefectures.tile_x), (int(y) for y in prefectures.tile_y), strict=True)
    return Figure(
        key="late_map",
        title=title,
        subject=words["title"],
        columns=(Column(say("prefecture", lang), tuple(names)), *columns),
        caption=(
            captions.unit_line(style, say("late_map_unit", lang)),
            say("late_definition", lang),
            captions.interval_line(summary, style, of_means=True),
            captions.joined(
                lang, captions.source_line(summary, style, "source_late"), say("drawn_vendors", lang)
            ),
            captions.identity_line(summary, style),
        ),
        plot=Plot(
            "tiles",
            tuple(Drawn(each.name, end) for each, end in zip(columns, heads, strict=True)),
            Column(say("late_share", lang), (), unit).heading,
            labels=tuple(short(name) for name in names),
            map=Map(columns[0].name, STEPS, _classes(STEPS, "", lang), tuple(spots)),
        ),
    )


def _whole(share: float | None) -> int | None:
    """A share as it stands on a tile."""
    return None if share is None else round(share)


def _classes(steps: tuple[int, ...], unit: str, lang: str) -> tuple[str, ...]:
    """Names of the classes that a number falls into, from the lowest."""
    under, over = (
        say(word, lang, step=step, unit=unit) for word, step in (("under", steps[0]), ("from", steps[-1]))
    )
    ends = (between(f"{low}{unit}", f"{high}{unit}", lang) for low, high in pairwise(steps))
    return (under, *ends, over)
