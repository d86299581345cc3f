"""The answer of a run in words: one sentence, four key figures, its points, what to mind. Decided here alone.

The page, the terminal, slides and workbook print what stands here, so that none of them says another number.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from sim.analysis.organisation import rank_text
from sim.analysis.part_summary import PartSummary
from sim.figures import captions
from sim.figures.amounts import amount, money
from sim.figures.columns import indented
from sim.figures.model import shown
from sim.figures.spread_text import ranged, span, span_of_yen
from sim.figures.words import say
from sim.fiscal import BASE_YEAR, DEADLINE, HORIZON_END, date_text, day_of
from sim.summary import DEFAULT_CODE, ENOUGH, TARGET, month, scenario_name
from sim.wording import between, bracketed, listed, number

if TYPE_CHECKING:
    from sim.figures.model import Style
    from sim.summary import Summary
    from sim.summary.spreads import Spread
    from sim.words import Lang

    Points = tuple[tuple[str, tuple[str, ...]], ...]

MOST_CAVEATS = 3
LIVE_BY = ("2026-03-31", "2027-03-31", "2029-03-31", "2031-03-31")
"""Days by which it is said how many systems are live: the last of thousands of lots tells of one city."""
KEY_LIVE_BY = "2027-03-31"


class Key(NamedTuple):
    """A figure that stands out: what it is, its middle, and its interval where there is one."""

    name: str
    middle: str
    interval: str


def sentence(summary: Summary, style: Style) -> str:
    """When and how much, in one sentence."""
    late = span(summary.late_at_deadline.systems, summary, style)
    when = say(
        "answer_late", style.lang, late=late, systems=f"{summary.systems:,}", deadline=_deadline(style)
    )
    middle = summary.band(summary.ratio(style.definition)).middle
    missing = "beyond" if summary.has_baseline else "none"
    word = missing if middle is None else "dear" if middle > 1 else "missed" if middle > TARGET else "reached"
    times = span(summary.ratio(style.definition), summary, style, 2, say("unit_times", style.lang))
    return when + say(f"answer_{word}", style.lang, ratio=times, base=captions.base(style), end=_end(style))


def key_figures(summary: Summary, style: Style) -> list[Key]:
    """Late systems, share live or last cutover, running cost over FY2018 and the shortfall before support."""
    lang = style.lang
    unit, decimals = money(style)
    blank = "" if lang == "ja" else " "
    times = say("unit_times", lang)
    gap = summary.band(summary.first_full_year.target_gap_yen)
    ratio = summary.ratio(style.definition)
    cells = {
        "late": [shown(end, 0, lang) for end in summary.band(summary.late_at_deadline.systems)],
        **_live_or_last(summary, style),
        "ratio": [f"{shown(end, 2, lang)}{blank}{times}" for end in summary.band(ratio)],
        "gap": [f"{shown(amount(end, style), decimals, lang)}{blank}{unit}" for end in gap],
    }
    return [
        _key(
            say(
                f"key_{name}",
                lang,
                systems=f"{summary.systems:,}",
                base=captions.base(style),
                day=_day(day_of(KEY_LIVE_BY), style),
            ),
            texts if ratio.mean is not None or name not in ("ratio", "gap") else None,
            summary,
            style,
        )
        for name, texts in cells.items()
    ]


def _live_or_last(summary: Summary, style: Style) -> dict[str, list[str]]:
    """Share of the systems that is live by a day; of one organisation the month of its last cutover."""
    if summary.organisations == 1:
        return {"last": [_month(day, style) for day in summary.day_band(summary.last_cutover_day)]}
    shares = [None if one is None else one / 100 for one in summary.band(_live(summary, KEY_LIVE_BY))]
    return {
        "live": [
            shown(None, 0, style.lang) if one is None else number(one, ".0%", style.lang) for one in shares
        ]
    }


def _live(summary: Summary, day: str) -> Spread:
    """Share of the systems that has cut over by the end of a day, in per cent."""
    return summary.completed[day].systems.times(100 / summary.systems)


def _key(name: str, texts: list[str] | None, summary: Summary, style: Style) -> Key:
    if texts is None:
        return Key(name, shown(None, 0, style.lang), "")
    low, middle, high = texts
    return Key(name, middle, between(low, high, style.lang) if summary.has_spread else "")


def points(summary: Summary, style: Style) -> Points:
    """When, how much, whether at the target: a heading with its points each."""
    lang = style.lang
    if summary.ratio(style.definition).mean is None:
        cost: tuple[str, ...] = (say("no_full_year" if summary.has_baseline else "officer_none", lang),)
        return ((say("head_when", lang), _when(summary, style)), (say("head_cost", lang), cost))
    return (
        (say("head_when", lang), _when(summary, style)),
        (say("head_cost", lang), _cost(summary, style)),
        (say("head_gap", lang), _target(summary, style)),
    )


def _when(summary: Summary, style: Style) -> tuple[str, ...]:
    lang, late = style.lang, summary.late_at_deadline
    systems, bodies = (span(each, summary, style) for each in (late.systems, late.organisations))
    said = [say("point_late", lang, systems=f"{summary.systems:,}", late=systems, day=_day(DEADLINE, style))]
    if summary.organisations > 1:
        said.append(say("point_bodies", lang, bodies=f"{summary.organisations:,}", late=bodies))
    for name, day, found in summary.deadlines():
        counts = (span(each, summary, style) for each in (found.systems, found.organisations))
        blanks = dict(zip(("systems", "bodies"), counts, strict=True))
        said.append(say(f"point_{name}", lang, day=_day(day_of(day), style), **blanks))
    if summary.organisations == 1:
        months = [_month(day, style) for day in summary.day_band(summary.last_cutover_day)]
        said.append(say("point_last", lang, when=ranged(months, summary, style)))
    else:
        unit = say("unit_share", lang)
        shares = [
            f"{_day(day_of(day), style)} {span(_live(summary, day), summary, style, 1, unit)}"
            for day in LIVE_BY
        ]
        said.append(say("point_live", lang, shares=listed(shares, lang)))
    if isinstance(summary, PartSummary):
        said.append(say("point_on_time", lang, share=number(summary.odds.on_time, ".0%", lang)))
    left = summary.unfinished_at_horizon
    if left.p90:
        count = span(left, summary, style)
        said.append(say("point_left", lang, when=month(None, lang, style.years == "era"), count=count))
    return tuple(said)


def _cost(summary: Summary, style: Style) -> tuple[str, ...]:
    lang, year, times = style.lang, summary.first_full_year, say("unit_times", style.lang)
    ratio = span(summary.ratio(style.definition), summary, style, 2, times)
    over = say("point_ratio", lang, base=captions.base(style), ratio=ratio)
    if style.definition != DEFAULT_CODE:  # amounts and organisations are counted by the default one alone
        return (over, captions.definition_line(style, style.definition))
    before, cost = (span_of_yen(each, summary, style) for each in (year.base_yen, year.cost_yen))
    said = [say("point_cost", lang, base=style.year(BASE_YEAR), before=before, cost=cost), over]
    if not isinstance(summary, PartSummary):
        median = span(year.median_organisation, summary, style, 2, times)
        said.append(say("point_median", lang, ratio=median))
    return (*said, *places(summary, lang))


def places(summary: Summary, lang: Lang) -> tuple[str, ...]:
    """Where one organisation lies among those of its type and of like size; nothing for other summaries."""
    found = summary.rank.values() if isinstance(summary, PartSummary) else ()
    return tuple(rank_text(place, lang) for place in found if place.ratio is not None)


def _target(summary: Summary, style: Style) -> tuple[str, ...]:
    lang, year = style.lang, summary.first_full_year
    gap, extra = (span_of_yen(each, summary, style) for each in (year.target_gap_yen, year.extra_burden_yen))
    said = [say("point_gap" if summary.organisations == 1 else "point_gaps", lang, gap=gap)]
    if not isinstance(summary, PartSummary):
        odds = year.probability_nation_at_target
        low, high = (number(end, ".1%", lang) for end in (odds.low, odds.high))
        said.append(
            say(
                "point_odds",
                lang,
                n=odds.replications,
                times=odds.times,
                chance=number(odds.share, ".1%", lang) + bracketed(low, high, lang),
            )
        )
        share, both = (
            span(each.times(100), summary, style, 1, say("unit_share", lang))
            for each in (year.share_at_target, summary.joint_on_time_and_target)
        )
        said.append(say("point_share", lang, share=share, both=both))
    else:
        reached, both = (number(each, ".0%", lang) for each in (summary.odds.at_target, summary.odds.both))
        said.append(say("point_both", lang, at_target=reached, both=both))
    if style.definition != DEFAULT_CODE:
        said.insert(0, captions.definition_line(style))
    return (*said, say("point_extra", lang, extra=extra))


def caveats(summary: Summary, style: Style) -> tuple[str, ...]:
    """What matters most for reading this very result, the gravest first."""
    lang, part = style.lang, isinstance(summary, PartSummary)
    reasons = summary.late_at_deadline.by_reason
    late = sum(each.mean or 0 for each in reasons.values())
    lacking = (reasons["vendor_resources"].mean or 0) / late if late else 0.0
    groups = summary.first_full_year.by_definition.values()
    ratios = sorted(group.nation.mean for group in groups if group.nation.mean is not None)
    holds = {
        "failed": bool(summary.failed_replications),
        "few": not summary.has_spread,
        "own": part,
        "chances": part,
        "deadline": summary.own_deadline != summary.deadline,
        "asks": any(name.startswith("asks/") for name in summary.scenario.combined),
        "definition": bool(ratios),
        "resources": lacking > 0.5 and not part,
        "quote": part,
        "vendors": True,
        "model": True,
    }
    blanks: dict[str, Any] = {
        "n": summary.replications,
        "failed": summary.failed_replications,
        "own": captions.source_line(summary, style),
        "day": _day(day_of(summary.own_deadline), style),
        "deadline": _day(DEADLINE, style),
        "all": len(ratios),
        "range": between(f"{ratios[0]:.2f}", f"{ratios[-1]:.2f}", lang) if ratios else "",
        "code": style.definition,
        "share": number(lacking, ".0%", lang),
        "enough": ENOUGH,
    }
    return tuple(say(f"caveat_{name}", lang, **blanks) for name, true in holds.items() if true)[:MOST_CAVEATS]


def notes(summary: Summary, style: Style) -> list[str]:
    """What one must know to read the answer: how its figures are to be read, the definition, its id."""
    lang, failed = style.lang, summary.failed_replications
    without = "" if isinstance(summary, PartSummary) else say("note_without_base", lang)
    return [
        captions.interval_line(summary, style) + (say("note_failed", lang, n=failed) if failed else ""),
        captions.joined(lang, captions.definition_line(style, style.definition), without),
        say("note_estimates", lang),
        say("note_id", lang, id=summary.id, hash=summary.result_hash[:16]),
    ]


def headline(summary: Summary, style: Style) -> str:
    """The answer in a dozen lines, as a terminal prints it."""
    lines = [say("headline", style.lang, name=scenario_name(summary.scenario, style.lang)), ""]
    return "\n".join([*lines, *indented(points(summary, style)), *notes(summary, style)])


def _day(day: int, style: Style) -> str:
    return date_text(day, style.lang, style.years == "era")


def _month(day: float | None, style: Style) -> str:
    return month(day, style.lang, style.years == "era")


def _deadline(style: Style) -> str:
    return _month(DEADLINE, style)


def _end(style: Style) -> str:
    """The month in which the horizon ends."""
    return _month(HORIZON_END, style)
