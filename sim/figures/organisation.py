"""Figures of one organisation or one prefecture: officer's table, budget, members, businesses."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from sim.figures import captions
from sim.figures.amounts import added, amount, money, parts
from sim.figures.model import Column, Drawn, Figure, Plot
from sim.figures.national.costs import YEARS, peak, split, stacked, years_column
from sim.figures.spread_text import capital, in_words, span_of_yen
from sim.figures.words import say
from sim.fiscal import BASE_YEAR
from sim.ledger import (
    ACCOUNT_NAMES,
    ACCOUNTS,
    FUNDING,
    FUNDING_NAMES,
    ITEM_NAMES,
    SLIP_PARTS,
    permille_by_year,
)
from sim.ledger.target import exact_shortfall
from sim.summary import month

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from sim.analysis.part_summary import PartSummary
    from sim.facts import Facts
    from sim.figures.model import Cell, Style


YEN = ("fy2018", "before", "after", "after_support")


def officer(summary: PartSummary, facts: Facts, style: Style) -> Figure:
    """Running cost by item: FY2018, before, after, multiple, after support, shortfall against -30 %."""
    del facts
    lang = style.lang
    rows = [row for row in summary.officer[:-1] if any(getattr(row, name) for name in YEN)]
    names = [capital(_item(row.item, lang)) for row in rows]
    based = summary.officer[-1].fy2018 > 0
    columns = _yearly(rows, [*names, say("total", lang)], say("item", lang), style, lambda _: based)
    spread = span_of_yen(summary.shortfall, summary, style)
    line = "shortfall_line" if summary.has_spread else "shortfall_few"
    return Figure(
        key="officer",
        title=_officer_title(columns, style),
        subject=say("officer_subject", lang),
        columns=tuple(columns),
        caption=(
            captions.money_line(summary, style, "net"),
            captions.line("note", line, style, base=_heading("fy2018", style), spread=spread),
            captions.definition_line(style),
            captions.means_line(summary, style),
            *captions.origin(summary, style),
        ),
        added=_sums(columns) if rows else (),
    )


def _item(key: str, lang: str) -> str:
    return say("law_change", lang) if key == "law_change" else ITEM_NAMES[key][lang]


def _officer_title(columns: Sequence[Column], style: Style) -> str:
    lang = style.lang
    fy2018, before, after, _, _, short = (column.values[-1] for column in columns[1:])
    if not fy2018:
        return say("officer_none", lang)
    missing = isinstance(short, int | float) and short > 0
    gap = say("officer_short", lang, yen=in_words(short, style)) if missing else say("officer_reached", lang)
    return say("officer_title", lang, before=in_words(before, style), after=in_words(after, style), gap=gap)


def _yearly(
    rows: Sequence[Any], names: Sequence[str], heading: str, style: Style, known_base: Callable[[Any], bool]
) -> list[Column]:
    """Columns of yearly cost with their sums in the last row: the officer's table by item or by member.

    Without a baseline there is no shortfall, and a cost of 0 is one that nobody knows. An item that was
    nothing in FY2018 is all shortfall.
    """
    lang, (unit, decimals) = style.lang, money(style)
    based = [known_base(row) for row in rows]
    said = {name: parts([getattr(row, name) for row in rows], style) for name in YEN}
    short = [
        exact_shortfall(row.after_support, row.fy2018) if known else None
        for row, known in zip(rows, based, strict=True)
    ]
    known = iter(parts([yen for yen in short if yen is not None], style))
    gaps: list[Cell] = [None if yen is None else next(known) for yen in short]
    cells: dict[str, list[Cell]] = {
        name: [yen if yen or known else None for yen, known in zip(said[name], based, strict=True)]
        for name in YEN
    }
    sums = {name: _total(cells[name], decimals) for name in YEN}
    columns = {
        name: Column(_heading(name, style), (*cells[name], sums[name]), unit, decimals) for name in YEN
    }
    ratios = tuple(
        _multiple(after, before)
        for after, before in zip(columns["after"].values, columns["before"].values, strict=True)
    )
    return [
        Column(heading, tuple(names)),
        columns["fy2018"],
        columns["before"],
        columns["after"],
        Column(say("ratio_before", lang), ratios, say("unit_times", lang), 2),
        columns["after_support"],
        Column(say("shortfall", lang), (*gaps, _total(gaps, decimals)), unit, decimals),
    ]


def _total(cells: Sequence[Cell], decimals: int) -> Cell:
    """Sum of the amounts that are known; none where none is."""
    known = [cell for cell in cells if isinstance(cell, int | float)]
    return added(known, decimals) if known else None


def _heading(name: str, style: Style) -> str:
    return style.year(BASE_YEAR) if name == "fy2018" else say(name, style.lang)


def _multiple(after: Cell, before: Cell) -> float | None:
    known = isinstance(after, int | float) and isinstance(before, int | float)
    return round(after / before, 2) if known and before else None  # type: ignore[operator]


def _sums(columns: Sequence[Column]) -> tuple[str, ...]:
    return tuple(columns[index].name for index in (1, 2, 3, 5, 6))


def budget(summary: PartSummary, facts: Facts, style: Style) -> Figure:
    """Expenditure by account, funding, and the ceiling of commitments by fiscal year, with tax."""
    lang, (unit, decimals) = style.lang, money(style)
    taxed = [1 + int(permille) / 1000 for permille in permille_by_year(facts)]
    rows = list(zip(summary.budget, taxed, strict=True))
    spent = split(
        [[yen * tax for yen in row.expenditure] for row, tax in rows],
        [capital(ACCOUNT_NAMES[name][lang]) for name in ACCOUNTS],
        say("expenditure", lang),
        style,
    )
    paid = split(
        [[yen * tax for yen in row.funding] for row, tax in rows],
        [capital(FUNDING_NAMES[name][lang]) for name in FUNDING],
        say("funding_total", lang),
        style,
    )
    promised = [
        Column(
            say(word, lang),
            tuple(amount(getattr(row, name) * tax, style) for row, tax in rows),
            unit,
            decimals,
        )
        for name, word in (
            ("commitment_limit", "ceiling"),
            ("commitment_scheduled", "scheduled"),
            ("carried_over", "carried"),
        )
    ]
    year, most = peak(spent[-1], style)
    index = max(range(len(YEARS)), key=lambda i: float(spent[-1].values[i] or 0))
    title = say("budget_title", lang, year=year, yen=most, general=in_words(paid[-2].values[index], style))
    return Figure(
        key="budget",
        title=title,
        subject=say("budget_subject", lang),
        columns=(years_column(style), *_filled(spent), *_filled(paid), *promised),
        caption=(
            captions.money_line(summary, style, "taxed"),
            captions.line("note", "budget_line", style),
            captions.means_line(summary, style),
            *captions.origin(summary, style),
        ),
        plot=stacked(paid[:-1], style, unit),
        tabled=True,
    )


def _filled(columns: Sequence[Column]) -> list[Column]:
    """The parts that are not zero throughout, and their total over those."""
    kept = [column for column in columns[:-1] if any(column.values)]
    total = columns[-1]
    return [*kept, Column(total.name, total.values, total.unit, total.decimals, tuple(c.name for c in kept))]


def slips(summary: PartSummary, facts: Facts, style: Style) -> Figure:
    """Means of what slips from the booked days put off or spare, and what they cause, by part before tax."""
    del facts
    lang, (unit, decimals) = style.lang, money(style)
    yen = [summary.slip_cost_yen[name].known_mean for name in SLIP_PARTS]
    balance = parts(yen, style, summary.slip_cost_yen["total"].known_mean)
    cells = {
        "put_off": [min(each, 0) for each in balance],
        "caused": [max(each, 0) for each in balance],
        "balance": balance,
    }
    names = {word: say(word, lang) for word in cells}
    columns = [
        Column(names[word], (*found, added(found, decimals)), unit, decimals) for word, found in cells.items()
    ]
    columns[-1] = replace(columns[-1], sums=(names["put_off"], names["caused"]))
    spared, more = columns[0].values[-1], columns[1].values[-1]
    title = say("slips_none", lang)
    if spared or more:
        title = say(
            "slips_title", lang, spared=in_words(-float(spared or 0), style), more=in_words(more, style)
        )
    return Figure(
        key="slips",
        title=title,
        subject=say("slips_subject", lang),
        columns=(
            Column(
                say("slip_part", lang),
                (*(say(f"slip_{name}", lang) for name in SLIP_PARTS), say("total", lang)),
            ),
            *columns,
        ),
        caption=(
            captions.money_line(summary, style, "net"),
            captions.line("definition", "slips_definition", style),
            captions.means_line(summary, style),
            *captions.origin(summary, style),
        ),
        plot=Plot("stack", tuple(Drawn(each.name, "part", each.name) for each in columns[:2]), unit),
        added=tuple(each.name for each in columns),
        tabled=True,
    )


def members(summary: PartSummary, facts: Facts, style: Style) -> Figure:
    """The officer's table with a row for each member, and its last cutover."""
    del facts
    lang, era = style.lang, style.years == "era"
    rows = summary.members
    names = [*(row.name if lang == "ja" else row.name_en for row in rows), say("total", lang)]
    columns = _yearly(rows, names, say("member", lang), style, lambda row: row.fy2018 > 0)
    late = tuple(round(100 * (1.0 - row.last_cutover.on_time)) for row in rows)
    columns += [
        Column(say("last_cutover", lang), (*(month(row.last_cutover.p50, lang, era) for row in rows), None)),
        Column(say("late_share", lang), (*late, None), say("unit_share", lang), 0),
    ]
    known = [(row.after, row.fy2018) for row in rows if row.fy2018]
    above = sum(1 for after, fy2018 in known if after > fy2018)
    return Figure(
        key="members",
        title=say("members_title", lang, base=_heading("fy2018", style), all=len(known), above=above),
        subject=say("members_subject", lang),
        columns=tuple(columns),
        caption=(
            captions.money_line(summary, style, "net"),
            captions.line("note", "shortfall_plain", style, base=_heading("fy2018", style)),
            captions.definition_line(style),
            captions.joined(lang, captions.means_line(summary, style), say("members_dates", lang)),
            *captions.origin(summary, style),
        ),
        added=_sums(columns),
    )


def businesses(summary: PartSummary, facts: Facts, style: Style) -> Figure:
    """When each business cuts over: early, median, late, and the odds of missing the deadline."""
    lang, era = style.lang, style.years == "era"
    names = facts.businesses.name_ja if lang == "ja" else facts.businesses.name_en
    known = dict(zip(facts.businesses.key, names, strict=True))
    rows = summary.businesses
    last = max(rows, key=lambda row: row.cutover.p50)
    said = [month(row.cutover.p50, lang) for row in rows]  # as the table says them
    many = said.count(month(last.cutover.p50, lang))
    days = [
        Column(
            say(f"cutover_{end}", lang), tuple(month(getattr(row.cutover, end), lang, era) for row in rows)
        )
        for end in (("p10", "p50", "p90") if summary.has_spread else ("p50",))
    ]
    return Figure(
        key="businesses",
        title=say(
            "businesses_title" if many == 1 else "businesses_titles",
            lang,
            many=many,
            business=known[last.business],
            month=month(last.cutover.p50, lang, era),
        ),
        subject=say("businesses_subject", lang),
        columns=(
            Column(say("business", lang), tuple(known[row.business] for row in rows)),
            Column(say("systems_of", lang), tuple(row.systems for row in rows), "", 0),
            *days,
            Column(
                say("late_share", lang),
                tuple(round(100 * row.late) for row in rows),
                say("unit_share", lang),
                0,
            ),
        ),
        caption=(
            captions.line("definition", "late_definition", style),
            captions.line(
                "interval", "dates" if summary.has_spread else "dates_few", style, n=summary.replications
            ),
            *captions.origin(summary, style),
        ),
    )
