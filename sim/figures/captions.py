"""The lines under a figure: unit, tax, exchange rate, definition, interval, source, id."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.analysis.part_summary import PartSummary
from sim.figures.amounts import money
from sim.figures.model import Line, Run
from sim.figures.spread_text import capital
from sim.figures.words import say
from sim.fiscal import BASE_YEAR
from sim.ledger import Definition
from sim.summary import DEFAULT_CODE, ENOUGH, scenario_name

if TYPE_CHECKING:
    from sim.figures.model import About, Style
    from sim.summary import Summary


SURVEY_YEAR = 2017
"""Fiscal year of the survey that the baseline of organisations is estimated from."""
FIRST_FREE_YEAR = 2026
"""Fiscal year from which on the exchange rate of a scenario may be fixed."""


def line(about: About, word: str, style: Style, **blanks: object) -> Line:
    """A sentence as a line that knows what it is about."""
    return Line(say(word, style.lang, **blanks), about)


def joined(lang: str, first: Line, *pieces: str) -> Line:
    """Statements as one line, each of them a sentence; it is about what the first one is about."""
    said = [piece.rstrip("。.") for piece in (first, *pieces) if piece]
    return Line("。".join(said) if lang == "ja" else ". ".join(capital(each) for each in said), first.about)


def unit_line(style: Style, unit: str, tax: str = "") -> Line:
    """Unit and tax of a figure."""
    comma = "、" if style.lang == "ja" else ", "
    return line("unit", "unit_line", style, unit=comma.join((unit, say(tax, style.lang)) if tax else (unit,)))


def money_line(summary: Summary, style: Style, tax: str = "net") -> Line:
    """Unit of amounts, tax, exchange rate."""
    return joined(style.lang, unit_line(style, money(style)[0], tax), rate_line(summary, style))


def rate_line(summary: Summary, style: Style) -> str:
    """The exchange rate that costs rest on."""
    rate = summary.usdjpy
    if rate.fixed:
        return say("rate_fixed", style.lang, first=style.year(FIRST_FREE_YEAR), fixed=rate.fixed)
    return say("rate_path", style.lang, year=style.year(rate.fiscal_year), rate=rate.published)


def definition_line(style: Style, code: str = DEFAULT_CODE) -> Line:
    """Code and words of what "30 %" means in the figure."""
    return line("definition", "definition_line", style, code=code, label=meaning(code, style))


def ratio_line(style: Style) -> Line:
    """What "30 %" means in ratios of the style; that amounts keep to the default one, where it is another."""
    chosen = definition_line(style, style.definition)
    if style.definition == DEFAULT_CODE:
        return chosen
    return joined(style.lang, chosen, say("amounts_default", style.lang, code=DEFAULT_CODE))


def base(style: Style) -> str:
    """What ratios in the style compare cost with: FY2018, unless the definition says otherwise."""
    return Definition.parse(style.definition).base(style.lang, style.years == "era")


def tax(style: Style) -> str:
    """Word of the tax that ratios in the style are with or without."""
    return Definition.parse(style.definition).tax


def meaning(code: str, style: Style) -> str:
    """What a definition of "30 %" means, in words."""
    return Definition.parse(code).label(style.lang, style.years == "era")


def interval_line(summary: Summary, style: Style) -> Line:
    """What the interval around a mean is, and of how many replications."""
    number = summary.replications
    kind = "single" if number < 2 else "mean" if number < ENOUGH else "spread"
    return line("interval", f"interval_{kind}", style, n=number)


def middle_line(summary: Summary, style: Style) -> Line:
    """That lines without an interval are means, and of how many replications."""
    return line("interval", "means_only", style, n=summary.replications)


def replications_line(summary: Summary, style: Style) -> Line:
    """That a share is one of replications, and of how many."""
    return line("interval", "interval_share", style, n=summary.replications)


def means_line(summary: Summary, style: Style) -> Line:
    """That the figure shows means, and why they add up."""
    return line("interval", "means", style, n=summary.replications)


def source_line(summary: Summary, style: Style, source: str = "source") -> Line:
    """Where the numbers come from; under the name of a body, that they are estimates."""
    years = {"base": style.year(BASE_YEAR), "survey": style.year(SURVEY_YEAR)}
    lang = style.lang
    if not isinstance(summary, PartSummary):
        return line("source", source, style, **years)
    name, own = summary.part.name[lang], summary.part.own.get(lang)
    return Line(f"{name}: {own}", "source") if own else line("source", "source_part", style, name=name)


def identity_line(summary: Summary, style: Style) -> Line:
    """Scenario and id."""
    return line(
        "identity", "identity", style, title=scenario_name(summary.scenario, style.lang), id=summary.id
    )


def origin(summary: Summary, style: Style, source: str = "source") -> tuple[Line, Line]:
    """Where the numbers come from, and which run: the last lines under a figure."""
    return source_line(summary, style, source), identity_line(summary, style)


def run(summary: Summary, style: Style) -> Run:
    """The run of a summary, for programs that read a figure."""
    return Run(
        id=summary.id,
        scenario=scenario_name(summary.scenario, style.lang),
        scenario_hash=summary.scenario.hash,
        seed=summary.seed,
        replications=summary.replications,
        result_hash=summary.result_hash,
    )
