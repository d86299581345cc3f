"""From a summary to a brief: the answer in a sentence, its caveats, its figures, its evidence."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sim.analysis.organisation import Rank, rank_text
from sim.brief import aims, captions, costs, courses, maps, own, vendors
from sim.brief.model import Brief, Style
from sim.brief.spans import ENDS, ranged, span, span_of_yen
from sim.brief.words import say
from sim.fiscal import BASE_YEAR
from sim.summary import ENOUGH, has_baseline, month, scenario_name

if TYPE_CHECKING:
    from collections.abc import Callable

    from sim.brief.model import Figure
    from sim.facts import Facts
    from sim.summary import Figure as Numbers
    from sim.summary import Lang

    Summary = dict[str, Any]
    Maker = Callable[[Summary, Facts, Style], Figure | None]

NATION: dict[str, Maker] = {
    "completion": courses.completion,
    "running_cost": courses.running_cost,
    "joint_plane": aims.joint_plane,
    "town_map": maps.town_map,
    "late_map": maps.late_map,
    "late_reasons": courses.late_reasons,
    "vendor_queues": vendors.vendor_queues,
    "accounts": costs.accounts,
    "funding": costs.funding,
    "definitions": costs.definitions,
    "types": costs.types,
    "prefectures": costs.prefectures,
}
PART: dict[str, Maker] = {
    "officer": own.officer,
    "budget": own.budget,
    "members": own.members,
    "businesses": own.businesses,
    "completion": courses.completion,
    "running_cost": courses.running_cost,
    "late_reasons": courses.late_reasons,
    "accounts": costs.accounts,
}
NATION_KEYS, PART_KEYS = tuple(NATION), tuple(PART)
FIGURES = tuple(dict.fromkeys((*NATION, *PART)))
"""Keys of all figures."""


def build(summary: Summary, facts: Facts, style: Style | None = None, command: str = "") -> Brief:
    """The brief of a run (as in summary.json, or of `summarise_part`) in a style; `command` repeats it."""
    look = style or Style()
    makers = PART if "part" in summary else NATION
    made = [makers[key](summary, facts, look) for key in keys(summary)]
    lang = look.lang
    part = summary.get("part")
    title = say("brief_of", lang, name=part[f"name_{lang}"]) if part else say("brief_title", lang)
    return Brief(
        title=title,
        sentence=_sentence(summary, look),
        points=_points(summary, look),
        caveats=_caveats(summary, look),
        figures=tuple(figure for figure in made if figure is not None),
        evidence=_evidence(summary, look, command),
        identity=captions.identity_line(summary, look),
        command=command,
        style=look,
    )


def keys(summary: Summary) -> tuple[str, ...]:
    """Keys of the figures that the brief of a summary may hold, in their order."""
    makers = PART if "part" in summary else NATION
    return tuple(key for key in makers if _fits(key, summary))


def _fits(key: str, summary: Summary) -> bool:
    """A table of members says nothing of one organisation."""
    return key != "members" or len(summary["members"]) > 1


def _sentence(summary: Summary, style: Style) -> str:
    lang = style.lang
    ratio = _ratio(summary)
    blanks = {
        "systems": f"{summary['systems']:,}",
        "late": span(summary["late_at_deadline"]["systems"], summary, style),
    }
    if ratio["p50"] is None:
        return say("sentence_late", lang, **blanks)
    times = span(ratio, summary, style, 2, say("unit_times", lang))
    word = "sentence" if ratio["p50"] > 1 else "sentence_less"
    return say(word, lang, base=style.year(BASE_YEAR), ratio=times, **blanks)


def _ratio(summary: Summary) -> Numbers:
    """Running cost over FY2018 in the first full year, default definition."""
    found: Numbers = summary["first_full_year"]["by_definition"][summary["default_definition"]]["nation"]
    return found


def _points(summary: Summary, style: Style) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """When, how much, whether at the target: a heading with its points each."""
    lang = style.lang
    if _ratio(summary)["p50"] is None:
        cost: tuple[str, ...] = (say("no_full_year" if has_baseline(summary) else "officer_none", lang),)
        return ((say("head_when", lang), _when(summary, style)), (say("head_cost", lang), cost))
    return (
        (say("head_when", lang), _when(summary, style)),
        (say("head_cost", lang), _cost(summary, style)),
        (say("head_gap", lang), _target(summary, style)),
    )


def _when(summary: Summary, style: Style) -> tuple[str, ...]:
    lang, late = style.lang, summary["late_at_deadline"]
    months = [_month(summary["last_cutover_day"][end], style) for end in ENDS]
    systems, bodies = (span(late[name], summary, style) for name in ("systems", "organisations"))
    said = [say("point_late", lang, systems=f"{summary['systems']:,}", late=systems)]
    if summary["organisations"] > 1:
        said.append(say("point_bodies", lang, bodies=f"{summary['organisations']:,}", late=bodies))
    return (*said, say("point_last", lang, when=ranged(months, summary, style)))


def _cost(summary: Summary, style: Style) -> tuple[str, ...]:
    lang, year = style.lang, summary["first_full_year"]
    before, cost = (span_of_yen(year[name], summary, style) for name in ("base_yen", "cost_yen"))
    ratio = span(_ratio(summary), summary, style, 2, say("unit_times", lang))
    return (
        say("point_cost", lang, base=style.year(BASE_YEAR), before=before, cost=cost),
        say("point_ratio", lang, base=style.year(BASE_YEAR), ratio=ratio),
        *places(summary, lang),
    )


def places(summary: Summary, lang: Lang) -> tuple[str, ...]:
    """Where one organisation lies among those of its type and of like size; nothing for other summaries."""
    found = (Rank(**one) for one in summary.get("rank", {}).values())
    return tuple(rank_text(place, lang) for place in found if place.ratio is not None)


def _target(summary: Summary, style: Style) -> tuple[str, ...]:
    lang, year = style.lang, summary["first_full_year"]
    gap = say("point_gap", lang, gap=span_of_yen(year["target_gap_yen"], summary, style))
    if "part" in summary:
        return (gap,)
    odds = year["probability_nation_at_target"]
    share: Any = {end: 100 * year["share_at_target"][end] for end in ENDS}
    return (
        gap,
        say("point_odds", lang, n=odds["replications"], times=odds["times"]),
        say("point_share", lang, share=span(share, summary, style, 1, say("unit_share", lang))),
    )


def _month(day: float, style: Style) -> str:
    return month(day, style.lang, style.years == "era")


def _caveats(summary: Summary, style: Style) -> tuple[str, ...]:
    """The two or three things that matter most for reading this result."""
    lang, number = style.lang, summary["replications"]
    first = say("caveat_model" if number >= ENOUGH else "caveat_few", lang, n=number)
    ratios = [g["nation"]["p50"] for g in summary["first_full_year"]["by_definition"].values()]
    known = sorted(ratio for ratio in ratios if ratio is not None)
    found = [first, say("caveat_vendors", lang)]
    if known:
        code = summary["default_definition"]
        low, high = f"{known[0]:.2f}", f"{known[-1]:.2f}"
        found.append(say("caveat_definition", lang, n=len(known), low=low, high=high, code=code))
    if "part" in summary:
        found[0] = captions.source_line(summary, style)
        found[1] = say("caveat_quote", lang)
    return tuple(found)


def _evidence(summary: Summary, style: Style, command: str) -> tuple[tuple[str, tuple[str, ...]], ...]:
    lang, scenario = style.lang, summary["scenario"]
    definitions = tuple(f"{code}: {captions.meaning(code, style)}" for code in summary["definitions"])
    run = (
        say("run_scenario", lang, title=scenario_name(summary, lang), hash=scenario["hash"][:16]),
        say(
            "run_numbers",
            lang,
            n=summary["replications"],
            failed=summary["failed_replications"],
            seed=summary["seed"],
        ),
        f"id: {summary['id']}",
        say("run_hash", lang, hash=summary["result_hash"]),
        say("run_data", lang, hash=summary["data_hash"]),
    )
    found = [
        (say("evidence_definitions", lang), definitions),
        (
            say("evidence_sources", lang),
            (say("evidence_sources_text", lang), captions.rate_line(summary, style)),
        ),
        (
            say("evidence_reading", lang),
            (captions.interval_line(summary, style), say("evidence_adding", lang)),
        ),
        (say("evidence_run", lang), run),
    ]
    return (*found, (say("evidence_command", lang), (command,))) if command else tuple(found)
