"""Figures of a back-test: what each published wave was forecast to be before it came out, misses first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.analysis.backtest.run import HINDSIGHT
from sim.analysis.backtest.scores import LEVELS
from sim.analysis.backtest.table import JUDGED_FROM, UNITS, miss
from sim.figures import captions
from sim.figures.fits import common
from sim.figures.fits.common import below, brief, counts, headed, hit, made, mixed, scope_text, triple
from sim.figures.model import INTERVALS, Column, Drawn, Figure, Line, Plot
from sim.figures.words import say
from sim.wording import number

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sim.analysis.backtest.table import Foreseen, Scores
    from sim.analysis.calibrate.targets import Unit
    from sim.facts import Facts
    from sim.figures.model import Brief, Cell, Style

DRAWN = ("model", "straight_line", "no_change")
"""Forecasts in the order in which they are drawn."""
POINTS = {"low": "p10", "middle": "p50", "high": "p90"}


def build_foreseen(found: Scores, facts: Facts, style: Style, command: str = "") -> Brief:
    """The brief of a back-test; `command` repeats it."""
    lang, judged = style.lang, scores(found, style)
    missed = tuple(miss(row, lang, scope_text(row.scope, facts, lang)) for row in found.missed)
    return brief(
        style,
        command,
        _identity(found, style),
        say("back_test_brief", lang),
        (
            (say("back_test_misses", lang), missed or (say("back_test_none", lang),)),
            (say("back_test_scores", lang), (judged.title,)),
        ),
        (HINDSIGHT[lang],),
        (
            coverage(found, style),
            *(nation(found, unit, style) for unit in UNITS),
            judged,
            others(found, facts, style),
            flags(found, style),
        ),
    )


def coverage(found: Scores, style: Style) -> Figure:
    """How many counts lay inside the intervals that the model had forecast."""
    lang, held = style.lang, [found.coverage(level) for level in LEVELS]
    eighty = found.coverage(0.8)
    heads = {"inside": "held", "of": "held_of", "nation": "held_nation", "of_nation": "held_of_nation"}
    unit = say("unit_counts", lang)
    return made(
        "coverage",
        style,
        (
            Column(say("interval_level", lang), tuple(number(level, ".0%", lang) for level in LEVELS)),
            *(
                Column(say(word, lang), tuple(getattr(each, name) for each in held), unit, 0)
                for name, word in heads.items()
            ),
        ),
        _below(found, style, unit, captions.line("definition", "coverage_definition", style)),
        of=eighty.of,
        missed=eighty.of - eighty.inside,
    )


def nation(found: Scores, unit: Unit, style: Style) -> Figure | None:
    """Each published wave of the nation beside the forecasts made before it; None without any."""
    lang, of = style.lang, say(common.UNITS[unit], style.lang)
    rows = [row for row in found.forecasts if row.unit == unit and row.scope == "nation"]
    if not rows:
        return None
    published = counts(say("count_seen", lang), [row.published for row in rows], of)
    columns: list[Column] = []
    drawn: list[Drawn] = []
    for name, roles in zip(DRAWN, INTERVALS, strict=True):
        label = say(f"by_{name}", lang)
        ends = [
            counts(
                headed(f"forecast_{end}", f"by_{name}", lang), [_point(row, name, point) for row in rows], of
            )
            for end, point in POINTS.items()
        ]
        columns += ends
        drawn += triple(ends, roles, label)
    missed = sum(row.inside() is False for row in rows)
    return made(
        f"foreseen_{unit}",
        style,
        (
            Column(say("survey", lang), tuple(row.survey for row in rows)),
            Column(say("public_until", lang), tuple(row.until for row in rows)),
            published,
            *columns,
            Column(say("in_interval", lang), tuple(hit(row.inside(), lang) for row in rows)),
        ),
        _below(
            found, style, of, captions.line("definition", "forecast_definition", style), "forecast_interval"
        ),
        Plot("ranges", (*drawn, Drawn(published.name, "observed", published.name)), of),
        words="foreseen",
        unit=of,
        n=len(rows),
        missed=missed,
    )


def _point(row: Foreseen, name: str, point: str) -> float | None:
    """A quantile of a forecast; None where it is not defined."""
    found = row.by(name)
    value: float | None = None if found is None else getattr(found, point)
    return value


def _points(rows: Sequence[Foreseen], name: str, point: str) -> list[float | None]:
    return [_point(row, name, point) for row in rows]


def scores(found: Scores, style: Style) -> Figure:
    """CRPS of every forecast of the nation, below those of each unit their mean, which decides."""
    lang = style.lang
    rows: list[tuple[Cell, ...]] = []
    for unit in UNITS:
        of, means = say(common.UNITS[unit], lang), found.mean_crps(unit)
        rows += [
            (of, row.survey, *(_point(row, name, "crps") for name in DRAWN))
            for row in found.forecasts
            if row.unit == unit and row.scope == "nation"
        ]
        mean = say("mean_from", lang, first=JUDGED_FROM)
        rows.append((of, mean, *(means.get(name) for name in DRAWN)))
    first, survey, *scored = zip(*rows, strict=True)
    best = [(say(f"by_{found.best(unit)}", lang), min(found.mean_crps(unit).values())) for unit in UNITS]
    (systems, systems_crps), (bodies, bodies_crps) = best
    return made(
        "mean_scores",
        style,
        (
            Column(say("counted", lang), first),
            Column(say("survey", lang), survey),
            *(
                Column(
                    headed("crps_of", f"by_{name}", lang),
                    tuple(None if each is None else round(float(each), 1) for each in column),
                    "",
                    1,
                    exact=column,
                )
                for name, column in zip(DRAWN, scored, strict=True)
            ),
        ),
        _below(
            found,
            style,
            say("unit_of_rows", lang),
            captions.line("definition", "crps_definition", style, first=JUDGED_FROM),
        ),
        systems=systems,
        systems_crps=f"{systems_crps:,.1f}",
        bodies=bodies,
        bodies_crps=f"{bodies_crps:,.1f}",
    )


def others(found: Scores, facts: Facts, style: Style) -> Figure | None:
    """Counts of types, reasons and prefectures beside what the model had forecast; None without any."""
    lang, rows = style.lang, [row for row in found.forecasts if row.scope != "nation"]
    if not rows:
        return None
    return made(
        "other_forecasts",
        style,
        (
            Column(say("survey", lang), tuple(row.survey for row in rows)),
            Column(say("scope", lang), tuple(scope_text(row.scope, facts, lang) for row in rows)),
            Column(say("counted", lang), tuple(say(common.UNITS[row.unit], lang) for row in rows)),
            mixed(say("count_seen", lang), [row.published for row in rows]),
            *(
                mixed(
                    headed(f"forecast_{end}", "by_model", lang), [_point(row, "model", point) for row in rows]
                )
                for end, point in POINTS.items()
            ),
            mixed(headed("crps_of", "by_model", lang), [row.model.crps for row in rows]),
            Column(say("in_interval", lang), tuple(hit(row.inside(), lang) for row in rows)),
            Column(say("grade", lang), tuple(row.grade for row in rows)),
        ),
        _below(
            found,
            style,
            say("unit_of_rows", lang),
            captions.line("definition", "forecast_definition", style),
            "forecast_interval",
        ),
        n=len(rows),
        missed=sum(row.inside() is False for row in rows),
    )


def flags(found: Scores, style: Style) -> Figure | None:
    """How good the chances were that an organisation declares itself late; None without any."""
    lang, rows = style.lang, found.flags
    if not rows:
        return None
    bodies = say("unit_bodies", lang)
    of = tuple(say(f"flags_{row.of}", lang) for row in rows)

    def column(word: str, values: Sequence[float | None]) -> Column:
        shown = tuple(None if value is None else round(value, 3) for value in values)
        return Column(say(word, lang), shown, "", 3, exact=tuple(values))

    common = rows[0].brier_of_the_common_share
    return made(
        "flags",
        style,
        (
            Column(say("survey", lang), tuple(row.survey for row in rows)),
            Column(say("flags_of", lang), of),
            Column(say("flags_bodies", lang), tuple(row.organisations for row in rows), bodies, 0),
            Column(say("flags_declared", lang), tuple(row.declared for row in rows), bodies, 0),
            column("brier", [row.brier for row in rows]),
            column("brier_common", [row.brier_of_the_common_share for row in rows]),
            column("auc", [row.auc for row in rows]),
        ),
        _below(found, style, say("unit_none", lang), captions.line("definition", "flags_definition", style)),
        of=of[0],
        survey=rows[0].survey,
        brier=f"{rows[0].brier:.3f}",
        common="–" if common is None else f"{common:.3f}",
    )


def _below(
    found: Scores, style: Style, unit: str, definition: Line, interval: str = "forecast_values"
) -> tuple[Line, ...]:
    """The lines below a figure; that the model was built with hindsight stands under each."""
    whole = below(
        style, unit, definition, captions.line("interval", interval, style), _identity(found, style)
    )
    return (*whole[:-1], captions.line("note", "forecast_hindsight", style), whole[-1])


def _identity(found: Scores, style: Style) -> str:
    return say("forecast_identity", style.lang, id=found.id, simulations=found.simulations, seed=found.seed)
