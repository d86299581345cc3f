"""Figures on a map: municipalities as points at their town halls, prefectures as tiles."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Any

from sim.facts import TYPE_NAMES, TYPES
from sim.figures import captions
from sim.figures.model import Column, Drawn, Figure, Map, Plot
from sim.figures.spread_text import capital, end_name
from sim.figures.words import say
from sim.summary import Band
from sim.wording import between

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sim.facts import Facts
    from sim.figures.model import Line, Role, Style
    from sim.summary import Summary


CLASSES = (25, 50, 75)
"""Per cent at which a point becomes darker: the same in every map, so that two can be compared."""
STEPS = (5, 10, 15, 20, 30, 50)
"""Per cent at which a tile becomes darker."""
BOX = ((129.0, 37.6), (136.4, 37.6), (138.3, 39.6), (138.3, 42.6))
"""The line around the moved islands of the south-west [degrees east, north]."""
_MOVED = (((122.0, 132.0, 24.0, 29.0), (6.3, 13.6)), ((141.5, 143.0, 26.0, 28.0), (1.3, 6.4)))
"""Boxes of far islands (degrees west, east, south, north) and how far each is moved, as maps of Japan do."""


def town_map(summary: Summary, facts: Facts, style: Style) -> Figure:
    """Every municipality with the probability of a late system and its place on the map."""
    lang = style.lang
    rows = towns(summary, facts, lang)
    degrees = say("unit_degrees", lang)

    def column(word: str, field: str, unit: str = "", decimals: int | None = None) -> Column:
        return Column(say(word, lang), tuple(row[field] for row in rows), unit, decimals)

    kinds = Column(say("type", lang), tuple(capital(TYPE_NAMES[row["type"]][lang]) for row in rows))
    share = column("late_probability", "share", say("unit_share", lang), 1)
    north = column("drawn_north", "north", degrees, 3)
    classes = _classes(CLASSES, say("unit_per_cent", lang), lang)
    drawn = Map(
        share.name,
        CLASSES,
        classes,
        outline=BOX,
        moved=say("moved_islands", lang),
        names_in=say("town", lang),
        sizes=say("residents", lang),
    )
    caption = (
        captions.unit_line(style, say("town_unit", lang)),
        captions.line("definition", "town_definition", style),
        captions.replications_line(summary, style),
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
    kinds: Column, share: Column, drawn: Map, title: str, caption: tuple[Line, ...], style: Style
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
    lang = style.lang
    prefectures, percents = facts.prefectures, late_percents(summary, facts)
    names = prefectures.name if lang == "ja" else prefectures.name_en
    unit = say("unit_share", lang)
    heads: tuple[Role, ...] = ("middle", "low", "high")
    columns = [
        Column(end_name(end, summary, lang), tuple(_whole(getattr(each, end)) for each in percents), unit, 0)
        for end in heads
    ]
    shares = [each.middle or 0.0 for each in percents]
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
        subject=say("late_map_subject", lang),
        columns=(Column(say("prefecture", lang), tuple(names)), *columns),
        caption=(
            captions.unit_line(style, say("late_map_unit", lang)),
            captions.line("definition", "late_definition", style),
            captions.interval_line(summary, style),
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


def towns(summary: Summary, facts: Facts, lang: str) -> list[dict[str, Any]]:
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
            "share": round(100 * summary.late_share_by_organisation[bodies.code[row]], 1),
            "people": int(bodies.population[row]),
            **_place(float(bodies.longitude[row]), float(bodies.latitude[row])),
        }
        for row in bodies.municipal.nonzero()[0]
    ]


def likely(rows: Iterable[dict[str, Any]]) -> int:
    """How many of the `towns` are at least as likely as not to have a late system."""
    return sum(row["share"] >= CLASSES[1] for row in rows)


def _place(east: float, north: float) -> dict[str, float]:
    """Degrees east and north on the drawn map; what lies far out is moved beside the main islands."""
    for (west, rim, south, top), (across, up) in _MOVED:
        if west <= east <= rim and south <= north <= top:
            return {"east": round(east + across, 3), "north": round(north + up, 3)}
    return {"east": round(east, 3), "north": round(north, 3)}


def late_percents(summary: Summary, facts: Facts) -> list[Band]:
    """Late systems in per cent of those in scope, by prefecture."""
    scope, found = facts.scope().sum(axis=1), []
    for number in (int(n) for n in facts.prefectures.number):
        figure = summary.late_at_deadline.by_prefecture[f"{number:02d}"].systems
        systems = int(scope[facts.organisations.prefecture == number].sum())
        ends = summary.band(figure)
        found.append(Band(*(None if end is None else 100 * end / systems for end in ends)))
    return found


def short(name: str) -> str:
    """Prefecture's name without its ending, as maps write it; 北海道 keeps its own."""
    return name[:-1] if name[-1] in "都府県" else name


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
