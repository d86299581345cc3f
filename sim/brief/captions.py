"""The lines under a figure: unit, tax, exchange rate, definition, interval, source, id."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sim.brief.amounts import money
from sim.brief.spans import capital
from sim.brief.words import say
from sim.charts.plots import rate_text, source_text
from sim.charts.words import IDENTITY, SURVEY_YEAR, interval_text
from sim.fiscal import BASE_YEAR
from sim.ledger import Definition
from sim.summary import ENOUGH, scenario_name

if TYPE_CHECKING:
    from sim.brief.model import Style

    Summary = dict[str, Any]


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
    return rate_text(summary, style.lang, style.years == "era")


def definition_line(summary: Summary, style: Style) -> str:
    """Code and words of what "30 %" means in the figure."""
    code = summary["default_definition"]
    return say("definition_line", style.lang, code=code, label=meaning(code, style))


def meaning(code: str, style: Style) -> str:
    """What a definition of "30 %" means, in words."""
    return Definition.parse(code).label(style.lang, style.years == "era")


def interval_line(summary: Summary, style: Style, of_means: bool = False) -> str:
    """What the interval is, and of how many replications; `of_means`: around the mean always."""
    return interval_text(summary["replications"], style.lang, of_means)


def middle_line(summary: Summary, style: Style) -> str:
    """Whether lines without an interval are medians or means, and of how many replications."""
    number = summary["replications"]
    return say("medians" if number >= ENOUGH else "means_only", style.lang, n=number)


def means_line(summary: Summary, style: Style) -> str:
    """That the figure shows means, and why they add up."""
    return say("means", style.lang, n=summary["replications"])


def source_line(summary: Summary, style: Style, source: str = "source") -> str:
    """Where the numbers come from; under the name of a body, that they are estimates."""
    years = {"base": style.year(BASE_YEAR), "survey": style.year(SURVEY_YEAR)}
    return source_text(summary, style.lang, say(source, style.lang, **years))


def identity_line(summary: Summary, style: Style) -> str:
    """Scenario and id."""
    return IDENTITY[style.lang].format(title=scenario_name(summary, style.lang), id=summary["id"])
