"""The lines under a figure: unit, tax, exchange rate, definition, interval, source, id."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.analysis.part import PartSummary
from sim.figures.amounts import money
from sim.figures.spans import capital
from sim.figures.words import say
from sim.fiscal import BASE_YEAR
from sim.ledger import Definition
from sim.summary import DEFAULT_CODE, ENOUGH, scenario_name

if TYPE_CHECKING:
    from sim.figures.model import Style
    from sim.summary import Summary


SURVEY_YEAR = 2017
"""Fiscal year of the survey that the baseline of organisations is estimated from."""
FIRST_FREE_YEAR = 2026
"""Fiscal year from which on the exchange rate of a scenario may be fixed."""


def joined(lang: str, *pieces: str) -> str:
    """Statements as one line, each of them a sentence."""
    said = [piece.rstrip("。.") for piece in pieces if piece]
    return "。".join(said) if lang == "ja" else ". ".join(capital(each) for each in said)


def unit_line(style: Style, unit: str, tax: str = "") -> str:
    """Unit and tax of a figure."""
    comma = "、" if style.lang == "ja" else ", "
    return say("unit_line", style.lang, unit=comma.join((unit, say(tax, style.lang)) if tax else (unit,)))


def money_line(summary: Summary, style: Style, tax: str = "net") -> str:
    """Unit of amounts, tax, exchange rate."""
    return joined(style.lang, unit_line(style, money(style)[0], tax), rate_line(summary, style))


def rate_line(summary: Summary, style: Style) -> str:
    """The exchange rate that costs rest on."""
    rate = summary.usdjpy
    if rate.fixed:
        return say("rate_fixed", style.lang, first=style.year(FIRST_FREE_YEAR), fixed=rate.fixed)
    return say("rate_path", style.lang, year=style.year(rate.fiscal_year), rate=rate.published)


def definition_line(style: Style, code: str = DEFAULT_CODE) -> str:
    """Code and words of what "30 %" means in the figure."""
    return say("definition_line", style.lang, code=code, label=meaning(code, style))


def base(style: Style) -> str:
    """What ratios in the style compare cost with: FY2018, unless the definition says otherwise."""
    return Definition.parse(style.definition).base(style.lang, style.years == "era")


def tax(style: Style) -> str:
    """Word of the tax that ratios in the style are with or without."""
    return Definition.parse(style.definition).tax


def meaning(code: str, style: Style) -> str:
    """What a definition of "30 %" means, in words."""
    return Definition.parse(code).label(style.lang, style.years == "era")


def interval_line(summary: Summary, style: Style) -> str:
    """What the interval around a mean is, and of how many replications."""
    number = summary.replications
    kind = "single" if number < 2 else "mean" if number < ENOUGH else "spread"
    return say(f"interval_{kind}", style.lang, n=number)


def middle_line(summary: Summary, style: Style) -> str:
    """That lines without an interval are means, and of how many replications."""
    return say("means_only", style.lang, n=summary.replications)


def replications_line(summary: Summary, style: Style) -> str:
    """That a share is one of replications, and of how many."""
    return say("interval_share", style.lang, n=summary.replications)


def means_line(summary: Summary, style: Style) -> str:
    """That the figure shows means, and why they add up."""
    return say("means", style.lang, n=summary.replications)


def source_line(summary: Summary, style: Style, source: str = "source") -> str:
    """Where the numbers come from; under the name of a body, that they are estimates."""
    years = {"base": style.year(BASE_YEAR), "survey": style.year(SURVEY_YEAR)}
    lang = style.lang
    if not isinstance(summary, PartSummary):
        return say(source, lang, **years)
    name, own = summary.part.name[lang], summary.part.own.get(lang)
    return f"{name}: {own}" if own else say("source_part", lang, name=name)


def identity_line(summary: Summary, style: Style) -> str:
    """Scenario and id."""
    return say("identity", style.lang, title=scenario_name(summary.scenario, style.lang), id=summary.id)
