"""Figures of a fit: what it tells of the assumptions, and how what was published lies in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.analysis.calibrate.table import ENTANGLED, SEPARATED
from sim.figures import captions
from sim.figures.fits.common import (
    UNITS,
    below,
    brief,
    counts,
    digits,
    headed,
    hit,
    made,
    mixed,
    scope_text,
    triple,
)
from sim.figures.model import INTERVALS, Column, Drawn, Figure, Line, Plot
from sim.figures.words import say
from sim.scenario.metadata import table
from sim.wording import number, ranged

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sim.analysis.calibrate.table import Ends, Fit, Observed, Parameter
    from sim.analysis.calibrate.targets import Unit
    from sim.facts import Facts
    from sim.figures.model import Brief, Style

ENDS = ("low", "middle", "high")


def build_fitted(found: Fit, facts: Facts, style: Style, command: str = "") -> Brief:
    """The brief of a fit; `command` repeats it."""
    lang = style.lang
    sizes = ", ".join(f"{size:,.0f}" for size in found.effective_sample_size)
    sets = say("fit_sets", lang, sets=found.sets, sizes=sizes)
    return brief(
        style,
        command,
        _identity(found, style),
        say("fit_brief", lang, until=found.until),
        ((say("fit_size", lang), (sets,)),),
        (say("fit_caveat", lang), say("caveat_model", lang)),
        (
            assumptions(found, style),
            places(found, style),
            nation(found, "systems", style),
            nation(found, "organisations", style),
            others(found, facts, style),
            quoted(found, style),
            entangled(found, style),
            teams(found, style),
        ),
    )


def assumptions(found: Fit, style: Style) -> Figure:
    """Each fitted parameter before and after the fit, in its unit."""
    lang, rows = style.lang, found.parameters
    told = sum(each.separated for each in rows)
    by_row = tuple(0 if each.is_day else digits(*each.prior, *each.posterior) for each in rows)

    def column(when: str, end: str) -> Column:
        points = [(each, getattr(getattr(each, when), end)) for each in rows]
        cells = tuple(each.text(point) if each.is_day else point for each, point in points)
        return Column(headed(f"fit_{end}", when, lang), cells, "", 0, by_row=by_row)

    return made(
        "fitted_assumptions",
        style,
        (
            Column(say("assumption", lang), tuple(_with_unit(each, lang) for each in rows)),
            *(column(when, end) for when in ("prior", "posterior") for end in ENDS),
            _narrowing(rows, lang),
            Column(
                say("told", lang),
                tuple(say("told_yes" if each.separated else "told_no", lang) for each in rows),
            ),
        ),
        _below(
            found,
            style,
            say("unit_of_rows", lang),
            captions.line("definition", "fit_told", style, limit=SEPARATED),
        ),
        told=told,
        n=len(rows),
    )


def _with_unit(each: Parameter, lang: str) -> str:
    unit = table()[each.path].unit_text("ja" if lang == "ja" else "en")
    return f"{each.label(lang)}（{unit}）" if lang == "ja" else f"{each.label(lang)} ({unit})"


def places(found: Fit, style: Style) -> Figure:
    """The same on one scale: where each range lies within that before the fit."""
    lang, rows = style.lang, found.parameters
    narrowest = min(rows, key=lambda each: each.narrowing)

    def columns(when: str) -> list[Column]:
        found = [[_place(point, each.prior) for point in getattr(each, when)] for each in rows]
        return [
            Column(
                headed(f"fit_{end}", when, lang), tuple(round(p, 2) for p in each), "", 2, exact=tuple(each)
            )
            for end, each in zip(ENDS, zip(*found, strict=True), strict=True)
        ]

    before, after = columns("prior"), columns("posterior")
    return made(
        "prior_and_posterior",
        style,
        (
            Column(say("assumption", lang), tuple(each.label(lang) for each in rows)),
            *before,
            *after,
            _narrowing(rows, lang),
        ),
        _below(found, style, say("unit_place", lang), captions.line("definition", "fit_places", style)),
        Plot(
            "ranges",
            (
                *triple(before, INTERVALS[2], say("prior", lang)),
                *triple(after, INTERVALS[0], say("posterior", lang)),
            ),
            say("place", lang),
        ),
        name=narrowest.label(lang),
        width=f"{narrowest.narrowing:.2f}",
    )


def _place(point: float, prior: Ends) -> float:
    """Where a value lies between the ends of a range, from 0 to 1."""
    return (point - prior.low) / (prior.high - prior.low)


def _narrowing(rows: Sequence[Parameter], lang: str) -> Column:
    ratios = tuple(each.narrowing for each in rows)
    name, unit = say("width_ratio", lang), say("unit_times", lang)
    return Column(name, tuple(round(each, 2) for each in ratios), unit, 2, exact=ratios)


def nation(found: Fit, unit: Unit, style: Style) -> Figure | None:
    """Published counts of the nation beside what the kept sets give, each with its own luck; None without."""
    lang, of = style.lang, say(UNITS[unit], style.lang)
    rows = [each for each in found.observations if each.scope == "nation" and each.unit == unit]
    if not rows:
        return None
    model = [
        counts(headed(f"fit_{end}", "by_fit", lang), [getattr(each.model, end) for each in rows], of)
        for end in ENDS
    ]
    seen = counts(say("count_seen", lang), [each.published for each in rows], of)
    return made(
        f"fitted_{unit}",
        style,
        (
            Column(say("survey", lang), tuple(each.survey for each in rows)),
            seen,
            *model,
            Column(say("in_interval", lang), tuple(hit(each.inside, lang) for each in rows)),
        ),
        _below(found, style, of, captions.line("definition", "fit_counts", style)),
        Plot(
            "ranges",
            (*triple(model, INTERVALS[0], say("by_fit", lang)), Drawn(seen.name, "observed", seen.name)),
            of,
        ),
        words="fitted",
        unit=of,
        n=len(rows),
        missed=_missed(rows),
    )


def others(found: Fit, facts: Facts, style: Style) -> Figure | None:
    """Published counts of types, reasons and places beside what the kept sets give; None without any."""
    lang, rows = style.lang, [each for each in found.observations if each.scope != "nation"]
    if not rows:
        return None
    return made(
        "fitted_counts",
        style,
        (
            Column(say("survey", lang), tuple(each.survey for each in rows)),
            Column(say("scope", lang), tuple(scope_text(each.scope, facts, lang) for each in rows)),
            Column(say("counted", lang), tuple(say(UNITS[each.unit], lang) for each in rows)),
            mixed(say("count_seen", lang), [each.published for each in rows]),
            *(
                mixed(headed(f"fit_{end}", "by_fit", lang), [getattr(each.model, end) for each in rows])
                for end in ENDS
            ),
            Column(say("in_interval", lang), tuple(_hit(each, lang) for each in rows)),
            Column(
                say("used", lang),
                tuple(say("used_fitted" if each.fitted else "used_compared", lang) for each in rows),
            ),
            Column(say("grade", lang), tuple(each.grade for each in rows)),
        ),
        _below(found, style, say("unit_of_rows", lang), captions.line("definition", "fit_counts", style)),
        n=len(rows),
        missed=_missed(rows),
    )


def _hit(each: Observed, lang: str) -> str:
    """Whether a count lies inside; of a least count, that it is one."""
    said = hit(each.inside, lang)
    return say("hit_of_least", lang, hit=said) if each.bound == "at_least" else said


def _missed(rows: Sequence[Observed]) -> int:
    return sum(not each.inside for each in rows)


_QUOTED = {
    "quote_multiple_mean": ("unit_times", 2),
    "quote_multiple_max": ("unit_times", 2),
    "quote_share_at_least_2": ("share_of_1", 2),
    "quote_organisations_below_1": ("unit_bodies", 0),
}
"""Unit and decimals of the figures of the survey of quotes."""


def quoted(found: Fit, style: Style) -> Figure | None:
    """The published figures of the survey of quotes beside those of the kept sets; None without any."""
    lang, rows = style.lang, found.quotes
    if not rows:
        return None
    decimals = tuple(_QUOTED[each.metric][1] for each in rows)

    def column(word: str, values: Sequence[float]) -> Column:
        shown = tuple(round(value, places) for value, places in zip(values, decimals, strict=True))
        return Column(word, shown, "", 0, by_row=decimals, exact=tuple(values))

    seen = column(say("count_seen", lang), [each.published for each in rows])
    ends = [
        column(headed(f"fit_{end}", "by_fit", lang), [getattr(each.model, end) for each in rows])
        for end in ENDS
    ]
    first, *model = (f"{each.values[0]:.{decimals[0]}f}" for each in (seen, *ends))
    return made(
        "fitted_quotes",
        style,
        (
            Column(say("figure", lang), tuple(say(each.metric, lang) for each in rows)),
            Column(say("unit", lang), tuple(say(_QUOTED[each.metric][0], lang) for each in rows)),
            seen,
            *ends,
        ),
        _below(found, style, say("unit_of_rows", lang), captions.line("definition", "fit_quotes", style)),
        name=say(rows[0].metric, lang),
        seen=first,
        model=ranged(model[0], model[1], model[2], lang),
    )


def entangled(found: Fit, style: Style) -> Figure | None:
    """Pairs of assumptions that stand in for each other; None without any."""
    lang, pairs = style.lang, found.entangled
    if not pairs:
        return None
    first, second = (
        tuple(table()[getattr(each, end)].label(lang) for each in pairs) for end in ("first", "second")
    )
    most = max(range(len(pairs)), key=lambda row: abs(pairs[row].correlation))
    return made(
        "entangled",
        style,
        (
            Column(say("first_of_pair", lang), first),
            Column(say("second_of_pair", lang), second),
            Column(say("correlation", lang), tuple(each.correlation for each in pairs), "", 2),
        ),
        _below(
            found,
            style,
            say("unit_correlation", lang),
            captions.line("definition", "fit_pairs", style, limit=ENTANGLED),
            "fit_values",
        ),
        first=first[most],
        second=second[most],
        correlation=number(pairs[most].correlation, "+.2f", lang),
    )


def teams(found: Fit, style: Style) -> Figure:
    """How much more teams would help in each class of sets."""
    lang, kinds = style.lang, found.teams
    changes = {kind: each.change_of_late_systems for kind, each in kinds.items()}
    said = {kind: number(change, "+.1%", lang) for kind, change in changes.items()}
    per_cent = tuple(round(100 * change, 1) for change in changes.values())
    return made(
        "more_teams",
        style,
        (
            Column(say("sets_class", lang), tuple(say(kind, lang) for kind in kinds)),
            Column(
                say("sets_number", lang),
                tuple(each.sets for each in kinds.values()),
                "",
                0,
            ),
            Column(say("teams_change", lang), per_cent, say("unit_share", lang), 1),
        ),
        _below(
            found,
            style,
            say("unit_share", lang),
            captions.line("definition", "fit_teams", style),
            "fit_values",
        ),
        capacity=said["capacity_bound"],
        time=said["time_bound"],
    )


def _below(
    found: Fit, style: Style, unit: str, definition: Line, interval: str = "fit_interval"
) -> tuple[Line, ...]:
    said = captions.line("interval", interval, style, sets=found.sets)
    return below(style, unit, definition, said, _identity(found, style))


def _identity(found: Fit, style: Style) -> str:
    return say("fit_identity", style.lang, until=found.until, simulations=found.simulations, seed=found.seed)
