"""A comparison in words and columns."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.analysis.compare import MEASURES, VERDICTS
from sim.figures import captions
from sim.figures.columns import aligned
from sim.figures.comparison import verdicts
from sim.figures.model import Style
from sim.figures.words import say
from sim.fiscal import yen_text
from sim.summary import ENOUGH
from sim.wording import between, listed, number, ranged, unit_once
from sim.words import bilingual

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sim.analysis.compare import Compared, Comparison, PairedDifference, Request, Unit, Verdict
    from sim.scenario import Scenario
    from sim.summary import Spread
    from sim.words import Lang

LARGE_YEN = 10**9
"""Written in 億円 or billions from here on, in millions below."""


def text(comparison: Comparison, lang: Lang) -> str:
    """The whole comparison, a block for each scenario, ending in a line break."""
    lines = [
        say("compare_title", lang, base=name(comparison.base, lang), seed=comparison.seed),
        say("compare_reading", lang),
        captions.ratio_line(Style(lang, definition=comparison.definition)),
    ]
    for compared in comparison.others:
        lines += ["", *_block(compared, lang)]
    return "\n".join([*lines, "", say("compare_signs", lang), say("estimate", lang), ""])


def name(scenario: Scenario, lang: Lang) -> str:
    """Title of a scenario with the names of what is on top of it."""
    return " + ".join((scenario.info.title(lang), *scenario.combined))


def _block(compared: Compared, lang: Lang) -> Iterator[str]:
    yield say("compare_heading", lang, name=name(compared.scenario, lang), n=compared.replications)
    for title, differences in (("assumptions", compared.assumptions), ("actions", compared.actions)):
        if differences:
            yield say(title, lang)
            yield from (f"  {each.text(lang)}" for each in differences)
    if compared.requests:
        yield say("requests", lang)
        yield from (f"  {request_text(each, lang)}" for each in compared.requests)
    moved = [each for each in compared.figures if verdict(each, lang) != "same"]
    if moved:
        spread = compared.replications >= ENOUGH
        titles = say("compare_columns" if spread else "compare_columns_few", lang).split("|")
        yield from (f"  {line}" for line in aligned([titles, *(_row(each, spread, lang) for each in moved)]))
    yield from no_effect(compared.figures, lang)


def _row(each: PairedDifference, spread: bool, lang: Lang) -> list[str]:
    found, ratio = each.difference, each.variance_ratio
    scale = _scale(found)
    label, mean, interval, verdict = cells(each, lang)
    ends = (found.p10, found.p50, found.p90) if spread else ()
    quantiles = " / ".join(unit_once(*(amount(end, each.measure.unit, lang, scale) for end in ends)))
    saved = "-" if ratio is None else f"{ratio:,.1f}" if ratio < 1000 else ">1,000"
    return [label, mean, interval, *([quantiles] if spread else []), verdict, saved]


def cells(each: PairedDifference, lang: Lang) -> tuple[str, str, str, str]:
    """A figure's name, mean difference, interval of the mean, and whether that is better or worse."""
    mean, low, high = _printed(each, lang)
    interval = "-" if each.difference.mean_low is None else between(low, high, lang)
    return each.measure.label(lang), mean, interval, VERDICTS[verdict(each, lang)][lang]


def verdict(each: PairedDifference, lang: Lang) -> Verdict:
    """The verdict on a difference as it is printed here."""
    return verdicts.said(each.verdict, *_printed(each, lang))


def _printed(each: PairedDifference, lang: Lang) -> tuple[str, ...]:
    """Mean difference and both ends of its interval in words."""
    found = each.difference
    return tuple(amount(end, each.measure.unit, lang, _scale(found)) for end in found.interval)


def _scale(found: Spread) -> float:
    """Greatest number of a row: it decides the unit in which all of them are written."""
    return max((abs(end) for end in found.interval if end is not None), default=0.0)


def no_effect(figures: Iterable[PairedDifference], lang: Lang) -> Iterator[str]:
    """Those of the figures that nothing moves, as far as print shows it, gathered by the reason."""
    reasons: dict[str, list[str]] = {}
    for each in figures:
        if verdict(each, lang) == "same":
            reasons.setdefault(verdicts.why(each, lang), []).append(each.measure.label(lang))
    for reason, labels in reasons.items():
        named = say("every_figure", lang) if len(labels) == len(MEASURES) else listed(labels, lang)
        yield "  " + say("no_effect", lang, figures=named, reason=reason)


def request_text(request: Request, lang: Lang) -> str:
    """A request with its nature, its price, and what it moves in state funding."""
    ask = request.entry.ask
    cost = say("not_priced", lang)
    if request.cost_to_state_yen is not None:
        cost = say("priced", lang, yen=yen_text(round(request.cost_to_state_yen), "億円", lang))
    return say(
        "request",
        lang,
        title=request.entry.info.title(lang),
        name=request.entry.name,
        kind=say(ask.kind, lang) if ask is not None else "",
        cost=cost,
        funding=_funding_text(request.state_funding, lang),
    )


def _funding_text(found: Spread | None, lang: Lang) -> str:
    """What a request changes in state funding; that it changes nothing, as far as the unit shows."""
    if found is None or found.mean is None:
        return say("funding_not_run", lang)
    scale = _scale(found)
    mean, low, high = (amount(end, "yen", lang, scale) for end in found.interval)
    if {mean, low, high} <= {amount(0.0, "yen", lang, scale), "-"}:
        return say("funding_rests", lang)
    return say("funding_change", lang, change=ranged(low, mean, high, lang) if low != "-" else mean)


def amount(value: float | None, unit: Unit, lang: Lang, scale: float) -> str:
    """A difference with its sign and unit; `scale` is the greatest number that it is read beside."""
    if value is None:
        return "-"
    if unit == "yen":
        said = "億円" if scale >= LARGE_YEN else "百万円"
        money = yen_text(round(value), said, lang)
        return f"+{money}" if value > 0 and money != yen_text(0, said, lang) else money
    if unit == "ratio":
        return number(value, "+.3f", lang)
    if unit == "share":
        return number(100.0 * value, "+.2f", lang) + bilingual("difference_units/points")[lang]
    form = number(value, "+,.0f" if scale >= 10 else "+,.1f", lang)
    return form + bilingual("difference_units/days")[lang] if unit == "days" else form
