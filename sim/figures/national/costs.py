"""Figures of yen by fiscal year and of ratios by definition, type and prefecture."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.facts import TYPE_NAMES
from sim.figures import captions
from sim.figures.amounts import added, amount, money, parts, whole
from sim.figures.model import Column, Drawn, Figure, Plot
from sim.figures.national.courses import ENDS, drawn
from sim.figures.spread_text import capital, end_name, in_words, span
from sim.figures.words import say
from sim.fiscal import BASE_YEAR, FIRST_YEAR, N_YEARS, year_short
from sim.ledger import (
    ACCOUNT_NAMES,
    ACCOUNTS,
    CAUSE_NAMES,
    CAUSES,
    FUNDING,
    FUNDING_NAMES,
    permille_by_year,
)
from sim.summary import TARGET, Band

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sim.facts import Facts
    from sim.figures.model import Style
    from sim.summary import Counts, Summary


YEARS = tuple(range(FIRST_YEAR, FIRST_YEAR + N_YEARS))


def accounts(summary: Summary, facts: Facts, style: Style) -> Figure:
    """Means of cost by account and fiscal year before tax, parts of a whole."""
    del facts
    lang = style.lang
    by_year = [summary.cost_yen[year] for year in YEARS]
    columns = split(
        [[each[name]["total"].known_mean for name in ACCOUNTS] for each in by_year],
        [capital(ACCOUNT_NAMES[name][lang]) for name in ACCOUNTS],
        say("total", lang),
        style,
    )
    year, amount = peak(columns[-1], style)
    return Figure(
        key="accounts",
        title=say("accounts_title", lang, year=year, yen=amount),
        subject=say("accounts_subject", lang),
        columns=(years_column(style), *columns),
        caption=(
            captions.money_line(summary, style, "net"),
            captions.means_line(summary, style),
            *captions.origin(summary, style),
        ),
        plot=stacked(columns[:-1], style, money(style)[0]),
    )


def causes(summary: Summary, facts: Facts, style: Style) -> Figure:
    """Means of cost by what caused it and fiscal year before tax; what is no fault of the local side."""
    del facts
    lang, (unit, decimals) = style.lang, money(style)
    others = [name for name in CAUSES if name != OWN]
    rows = []
    for fiscal_year in YEARS:
        means = {name: each.known_mean for name, each in summary.cost_by_cause_yen[fiscal_year].items()}
        forced = amount(means["not_own_fault"], style) or 0
        total = amount(sum(means[name] for name in CAUSES), style) or 0
        split_up = parts([means[name] for name in others], style, means["not_own_fault"])
        rows.append((*split_up, forced, added((total, -forced), decimals), total))
    names = {name: capital(CAUSE_NAMES[name][lang]) for name in CAUSES}
    parts_of = tuple(names[name] for name in others)
    heads = (*parts_of, say("not_own_fault", lang), names[OWN], say("total", lang))
    sums = {heads[-3]: parts_of, heads[-1]: (*parts_of, names[OWN])}
    columns = [
        Column(head, tuple(row[place] for row in rows), unit, decimals, sums.get(head, ()))
        for place, head in enumerate(heads)
    ]
    year, most = peak(columns[-3], style)
    worst = max(rows, key=lambda row: row[-3])
    first = others[max(range(len(others)), key=lambda place: worst[place])]
    return Figure(
        key="causes",
        title=say(
            "causes_title",
            lang,
            year=year,
            yen=most,
            share=f"{100 * worst[-3] / worst[-1]:.0f}" if worst[-1] else "0",
            cause=CAUSE_NAMES[first][lang],
        ),
        subject=say("causes_subject", lang),
        columns=(years_column(style), *columns),
        caption=(
            captions.money_line(summary, style, "net"),
            captions.line("definition", "causes_definition", style),
            captions.means_line(summary, style),
            *captions.origin(summary, style),
        ),
        plot=stacked((*columns[:-3], columns[-2]), style, unit),
    )


OWN = "own_decision"
"""The cause that is the local side's own; all others are no fault of it."""


def freed_money(summary: Summary, facts: Facts, style: Style) -> Figure | None:
    """Money freed for other services by fiscal year before tax with its interval; None without a baseline."""
    del facts
    if not summary.has_baseline:
        return None
    lang, (unit, decimals) = style.lang, money(style)
    bands = [summary.band(summary.freed_yen[year]) for year in YEARS]
    columns = [
        Column(
            f"{say('freed', lang)} {end_name(end, summary, lang)}",
            tuple(amount(getattr(each, end), style) for each in bands),
            unit,
            decimals,
        )
        for end in ENDS
    ]
    year, most = peak(columns[1], style)
    title = say("freed_none", lang)
    if any(columns[1].values):
        title = say("freed_title", lang, year=year, yen=most)
    return Figure(
        key="freed_money",
        title=title,
        subject=say("freed_subject", lang),
        columns=(years_column(style), *columns),
        caption=(
            captions.money_line(summary, style, "net"),
            captions.line("definition", "freed_definition", style, base=style.year(BASE_YEAR)),
            captions.interval_line(summary, style),
            *captions.origin(summary, style),
        ),
        plot=Plot(
            "lines",
            drawn(columns, ENDS, summary, lang, say("freed", lang)),
            unit,
            labels=tuple(year_short(each, style.years == "era") for each in YEARS),
        ),
    )


def funding(summary: Summary, facts: Facts, style: Style) -> Figure:
    """Means of expenditure and its funding by fiscal year with tax, parts of a whole."""
    lang = style.lang
    by_year = [summary.cost_yen[year] for year in YEARS]
    taxed = [1 + int(permille) / 1000 for permille in permille_by_year(facts)]
    lines = split(
        [
            [each["total"][name].known_mean * tax for name in FUNDING]
            for each, tax in zip(by_year, taxed, strict=True)
        ],
        [capital(FUNDING_NAMES[name][lang]) for name in FUNDING],
        say("expenditure", lang),
        style,
    )
    return Figure(
        key="funding",
        title=general_title("funding_title", lines, style),
        subject=say("funding_subject", lang),
        columns=(years_column(style), *lines),
        caption=(
            captions.money_line(summary, style, "taxed"),
            captions.means_line(summary, style),
            *captions.origin(summary, style),
        ),
        plot=stacked(lines[:-1], style, money(style)[0]),
    )


def definitions(summary: Summary, facts: Facts, style: Style) -> Figure | None:
    """Cost over comparator in the first full year, by definition; None without a baseline."""
    del facts
    lang = style.lang
    ratios = {c: g.nation for c, g in summary.first_full_year.by_definition.items()}
    if any(each.mean is None for each in ratios.values()):
        return None
    bands = [summary.band(each) for each in ratios.values()]
    reached = sum(1 for each in bands if (each.middle or 0) <= TARGET)
    words = tuple(captions.meaning(code, style) for code in ratios)
    return Figure(
        key="definitions",
        title=say("definitions_title", lang, all=len(ratios), reached=reached),
        subject=say("definitions_subject", lang),
        columns=(
            Column(say("code", lang), tuple(ratios)),
            Column(say("meaning", lang), words),
            *_three(bands, summary, style),
        ),
        caption=(
            captions.joined(
                lang, captions.unit_line(style, say("unit_times", lang)), captions.rate_line(summary, style)
            ),
            captions.interval_line(summary, style),
            *captions.origin(summary, style),
        ),
    )


def _three(bands: Sequence[Band], summary: Summary, style: Style) -> list[Column]:
    return [
        Column(
            end_name(end, summary, style.lang),
            tuple(None if (value := getattr(each, end)) is None else round(value, 2) for each in bands),
            say("unit_times", style.lang),
            2,
        )
        for end in ENDS
    ]


def types(summary: Summary, facts: Facts, style: Style) -> Figure:
    """Lateness and cost ratios by type of organisation; counts are rounded so that they add up."""
    lang = style.lang
    names, fy2018 = list(TYPE_NAMES), style.year(BASE_YEAR)
    scope = facts.scope().sum(axis=1)
    columns = [
        Column(say("type", lang), (*(capital(TYPE_NAMES[name][lang]) for name in names), say("total", lang))),
        *_lateness(
            [summary.late_at_deadline.by_type[name] for name in names],
            [int(scope[facts.organisations.type == index].sum()) for index in range(len(names))],
            lang,
        ),
        *(_ratio_by_type(summary, code, say(word, lang, base=fy2018), lang) for code, word in _RATIOS),
    ]
    ratio = columns[5].values[:-1]
    worst = max(range(len(names)), key=lambda index: float(ratio[index] or 0))
    figures = summary.first_full_year.by_definition[summary.default_definition].by_type
    title = say(
        "types_title",
        lang,
        type=TYPE_NAMES[names[worst]][lang],
        base=fy2018,
        ratio=span(figures[names[worst]], summary, style, 2, say("unit_times", lang)),
    )
    return Figure(
        key="types",
        title=title,
        subject=say("types_subject", lang),
        columns=tuple(columns),
        caption=(
            captions.joined(
                lang,
                captions.unit_line(style, say("unit_times", lang), "net"),
                captions.rate_line(summary, style),
            ),
            captions.line("definition", "late_definition", style),
            captions.definition_line(style),
            captions.means_line(summary, style),
            *captions.origin(summary, style),
        ),
        added=(columns[1].name, columns[2].name, columns[4].name),
    )


_RATIOS = (
    ("P-upkeep-net-nominal-gross", "ratio"),
    ("P-upkeep-net-nominal-supported", "ratio_supported"),
    ("N-upkeep-net-nominal-gross", "ratio_before"),
    ("C-upkeep-net-nominal-gross", "ratio_continued"),
)


def _ratio_by_type(summary: Summary, code: str, name: str, lang: str) -> Column:
    groups = summary.first_full_year.by_definition[code]
    means = [*(groups.by_type[name].mean for name in TYPE_NAMES), groups.nation.mean]
    return Column(
        name,
        tuple(None if value is None else round(value, 2) for value in means),
        say("unit_times", lang),
        2,
    )


def prefectures(summary: Summary, facts: Facts, style: Style) -> Figure:
    """Late systems by prefecture (means that add up), with their share."""
    lang = style.lang
    late = summary.late_at_deadline.by_prefecture
    numbers = [int(number) for number in facts.prefectures.number]
    scope = facts.scope().sum(axis=1)
    names = facts.prefectures.name if lang == "ja" else facts.prefectures.name_en
    columns = (
        Column(say("prefecture", lang), (*names, say("total", lang))),
        *_lateness(
            [late[f"{number:02d}"] for number in numbers],
            [int(scope[facts.organisations.prefecture == number].sum()) for number in numbers],
            lang,
        ),
    )
    known = sorted(float(share or 0) for share in columns[3].values[:-1])
    title = say("reasons_none", lang)
    if known[-1] >= 0.5:
        title = say("prefectures_title", lang, low=f"{known[0]:.1f}", high=f"{known[-1]:.1f}")
    return Figure(
        key="prefectures",
        title=title,
        subject=say("prefectures_subject", lang),
        columns=columns,
        caption=(
            captions.unit_line(
                style, ", ".join(say(f"unit_{name}", lang) for name in ("systems", "bodies", "share"))
            ),
            captions.line("definition", "late_definition", style),
            captions.means_line(summary, style),
            captions.joined(lang, captions.line("source", "source_late", style), say("drawn_vendors", lang)),
            captions.identity_line(summary, style),
        ),
        added=(columns[1].name, columns[2].name, columns[4].name),
    )


def _lateness(late: Sequence[Counts], systems: Sequence[int], lang: str) -> tuple[Column, ...]:
    """All systems, the late ones, their share and the late organisations, with a total in the last row."""
    counts = whole([each.systems.known_mean for each in late])
    bodies = whole([each.organisations.known_mean for each in late])
    of, missed = (*systems, sum(systems)), (*counts, sum(counts))
    shares = tuple(round(100 * a / b, 1) if b else 0.0 for a, b in zip(missed, of, strict=True))
    return (
        Column(say("systems_of", lang), of, "", 0),
        Column(say("late", lang), missed, "", 0),
        Column(say("late_share", lang), shares, say("unit_share", lang), 1),
        Column(say("late_bodies", lang), (*bodies, sum(bodies)), "", 0),
    )


def split(rows: Sequence[Sequence[float]], names: Sequence[str], total: str, style: Style) -> list[Column]:
    """Columns of parts and, last, their total: every row adds up in the unit of the style."""
    unit, decimals = money(style)
    said = [parts(row, style) for row in rows]
    columns = [
        Column(name, tuple(row[index] for row in said), unit, decimals) for index, name in enumerate(names)
    ]
    sums = tuple(added(row, decimals) for row in said)
    return [*columns, Column(total, sums, unit, decimals, sums=tuple(names))]


def years_column(style: Style) -> Column:
    """Fiscal years of the horizon, in words."""
    return Column(say("year", style.lang), tuple(style.year(y) for y in YEARS))


def stacked(columns: Sequence[Column], style: Style, axis: str) -> Plot:
    """Parts by fiscal year, one upon the other; parts that are zero in all years are left out."""
    filled = [column for column in columns if any(column.values)]
    short = tuple(year_short(year, style.years == "era") for year in YEARS)
    return Plot(
        "stack", tuple(Drawn(column.name, "part", column.name) for column in filled), axis, labels=short
    )


def peak(total: Column, style: Style) -> tuple[str, str]:
    """Fiscal year of the greatest amount, and the amount, in words."""
    index = max(range(len(total.values)), key=lambda i: float(total.values[i] or 0))
    return style.year(YEARS[index]), in_words(total.values[index], style)


def general_title(word: str, lines: Sequence[Column], style: Style) -> str:
    """The year in which general revenue pays most, with its share of the expenditure."""
    general, total = lines[-2], lines[-1]
    index = max(range(len(general.values)), key=lambda i: float(general.values[i] or 0))
    paid, whole_sum = float(general.values[index] or 0), float(total.values[index] or 0)
    return say(
        word,
        style.lang,
        year=style.year(YEARS[index]),
        yen=in_words(general.values[index], style),
        share=f"{100 * paid / whole_sum:.0f}" if whole_sum else "0",
    )
