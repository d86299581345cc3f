"""What figures of fits and of back-tests share: scopes in words, columns of ends, the lines below."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from sim.analysis import organisation as parts
from sim.facts import TYPE_NAMES
from sim.figures import captions
from sim.figures.build import made_by
from sim.figures.model import Brief, Column, Drawn, Figure, Line
from sim.figures.spread_text import capital
from sim.figures.words import say

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sim.facts import Facts
    from sim.figures.model import Cell, Plot, Role, Style

UNITS = {"systems": "unit_systems", "organisations": "unit_bodies", "per_mille": "unit_per_mille"}
"""Words of what published counts are of."""
SMALL = 20
"""Counts from which on no decimal is shown."""


def scope_text(scope: str, facts: Facts, lang: str) -> str:
    """The part of the nation that a published count is of: "type:town", "reason:bespoke", "declared:3-5"."""
    kind, _, name = scope.partition(":")
    if kind == "type":
        return TYPE_NAMES[name][lang]
    if kind == "reason":
        return say(f"reason_{name}", lang)
    if kind in ("prefecture", "organisation"):
        part = parts.prefecture if kind == "prefecture" else parts.organisation
        return part(facts, name).name[lang]
    if kind == "business":
        held, at = facts.businesses, facts.businesses.key.index(name)
        return (held.name_ja if lang == "ja" else held.name_en)[at]
    if kind == "declared":
        low, high = name.split("-")
        return say("scope_declared_one" if low == high else "scope_declared", lang, low=low, high=high)
    return say({"completed": "scope_completed", "prefectures": "scope_prefectures"}.get(kind, "nation"), lang)


def counts(name: str, values: Sequence[float | None], unit: str) -> Column:
    """Whole counts, with the digits of the result for programs."""
    shown = tuple(None if value is None else round(value) for value in values)
    return Column(name, shown, unit, 0, exact=tuple(values))


def mixed(name: str, values: Sequence[Cell]) -> Column:
    """Counts large and small: small ones with a decimal."""
    by_row = tuple(1 if isinstance(each, float) and 0 < abs(each) < SMALL else 0 for each in values)
    shown = tuple(
        round(each, digits) if isinstance(each, float) else each
        for each, digits in zip(values, by_row, strict=True)
    )
    return Column(name, shown, "", 0, by_row=by_row, exact=tuple(values))


def digits(*values: float) -> int:
    """Decimals with which the greatest of some numbers has three digits, at most five."""
    greatest = max(map(abs, values))
    return min(5, max(0, 2 - math.floor(math.log10(greatest)))) if greatest else 0


def triple(columns: Sequence[Column], roles: Sequence[Role], label: str) -> tuple[Drawn, ...]:
    """Low, middle and high as an interval of a name."""
    return tuple(
        Drawn(column.name, role, capital(label)) for column, role in zip(columns, roles, strict=True)
    )


def headed(word: str, of: str, lang: str) -> str:
    """The heading of a column that is of something: "This model P10"."""
    return capital(say(word, lang, name=say(of, lang)))


def hit(inside: bool | None, lang: str) -> str:
    """Whether a count lies inside, in words; None where only a least count is known."""
    return say("hit_least" if inside is None else "hit_inside" if inside else "hit_outside", lang)


def below(style: Style, unit: str, definition: Line, interval: Line, identity: str) -> tuple[Line, ...]:
    """Unit, definition, interval, source and identity."""
    source = captions.line("source", "fit_source", style)
    return (captions.unit_line(style, unit), definition, interval, source, Line(identity, "identity"))


def made(
    key: str,
    style: Style,
    columns: tuple[Column, ...],
    caption: tuple[Line, ...],
    plot: Plot | None = None,
    words: str = "",
    **blanks: object,
) -> Figure:
    """The figure of a key with the title and subject of that name, or of `words`, their blanks filled."""
    name, lang = words or key, style.lang
    return Figure(
        key=key,
        title=say(f"{name}_title", lang, **blanks),
        subject=say(f"{name}_subject", lang, **blanks),
        columns=columns,
        caption=caption,
        plot=plot,
        tab=say(f"{key}_tab", lang),
    )


def brief(
    style: Style,
    command: str,
    identity: str,
    title: str,
    points: tuple[tuple[str, tuple[str, ...]], ...],
    caveats: tuple[str, ...],
    figures: Sequence[Figure | None],
) -> Brief:
    """Figures as a brief whose sentence is the finding of the first one."""
    made, lang = tuple(figure for figure in figures if figure is not None), style.lang
    evidence = (
        (say("evidence_sources", lang), (say("fit_source", lang),)),
        (say("evidence_run", lang), (identity, made_by())),
        (say("evidence_command", lang), (command,)),
    )
    return Brief(
        title=title,
        sentence=made[0].title,
        points=points,
        caveats=caveats,
        figures=made,
        evidence=evidence if command else evidence[:2],
        identity=identity,
        command=command,
        style=style,
        made_by=made_by(),
    )
