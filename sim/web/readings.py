"""Each chart in one or two sentences with its numbers, for those who cannot see it and those in a hurry."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING, Any

from sim import facts
from sim.charts.places import likely, towns
from sim.charts.tiles import late_percents
from sim.charts.words import WORDS
from sim.fiscal import month_text
from sim.population.values import VENDOR_KIND_NAMES
from sim.summary.headline import TIMES, spoken
from sim.web.words import say
from sim.wording import number

if TYPE_CHECKING:
    from sim.summary import Lang

    Summary = dict[str, Any]


def reading(name: str, found: Summary, lang: Lang) -> str:
    """What a chart of `sim.charts` says, in words."""
    return _READINGS[name](found, lang)


def _completion(found: Summary, lang: Lang) -> str:
    done = found["completed"][found["deadline"]]["systems"]
    return say(
        "outlook.read_completion",
        lang,
        done=spoken(done, found, lang),
        systems=f"{found['systems']:,}",
        late=spoken(found["late_at_deadline"]["systems"], found, lang),
    )


def _running_cost(found: Summary, lang: Lang) -> str:
    ratios = found["target_ratio"][found["default_definition"]]
    known = {year: groups["nation"] for year, groups in ratios.items() if groups["nation"]["p50"] is not None}
    top = max(known, key=lambda year: known[year]["p50"])
    last = max(known)
    if top == last:
        return say(
            "outlook.read_running_cost_rising",
            lang,
            last=last,
            end=spoken(known[last], found, lang, ".2f", TIMES[lang]),
        )
    return say(
        "outlook.read_running_cost",
        lang,
        top=top,
        highest=spoken(known[top], found, lang, ".2f", TIMES[lang]),
        last=last,
        end=spoken(known[last], found, lang, ".2f", TIMES[lang]),
    )


def _late_reasons(found: Summary, lang: Lang) -> str:
    names = WORDS["late_reasons"][lang]["reasons"]
    reasons = found["late_at_deadline"]["by_reason"]
    parts = [f"{names[name]} {spoken(figure, found, lang)}" for name, figure in reasons.items()]
    return say("outlook.read_late_reasons", lang, parts=say("outlook.comma", lang).join(parts))


def _late_map(found: Summary, lang: Lang) -> str:
    bodies = facts.load().prefectures
    names = bodies.name if lang == "ja" else bodies.name_en
    percents = late_percents(found, facts.load())
    shares = {name: (each["middle"] or 0.0) / 100 for name, each in zip(names, percents, strict=True)}
    order = sorted(shares, key=lambda name: -shares[name])
    if shares[order[0]] < 0.005:  # all are 0 %, as they are shown
        return say("outlook.read_late_map_none", lang)
    parts = [
        say("outlook.prefecture", lang, home=name, share=number(shares[name], ".0%", lang)) for name in order
    ]
    comma = say("outlook.comma", lang)
    return say("outlook.read_late_map", lang, most=comma.join(parts[:3]), least=comma.join(parts[-3:]))


def _joint_plane(found: Summary, lang: Lang) -> str:
    share = spoken(found["joint_on_time_and_target"], found, lang, ".1%")
    odds = found["first_full_year"]["probability_nation_at_target"]
    return say(
        "outlook.read_joint_plane", lang, times=odds["times"], number=odds["replications"], share=share
    )


def _town_map(found: Summary, lang: Lang) -> str:
    rows = towns(found, facts.load(), lang)
    return say("outlook.read_town_map", lang, likely=f"{likely(rows):,}", all=f"{len(rows):,}")


def _vendor_queues(found: Summary, lang: Lang) -> str:
    rows = [
        (figures["queue_ratio"]["p50"] or 0.0, kind, day)
        for kind, quarters in found["vendors_by_quarter"].items()
        for day, figures in quarters.items()
    ]
    years, kind, day = max(rows)
    if years < 0.005:  # 0.00, as it is shown
        return say("outlook.read_vendor_queues_none", lang)
    return say(
        "outlook.read_vendor_queues",
        lang,
        kind=VENDOR_KIND_NAMES[kind][lang],
        quarter=month_text(datetime.date.fromisoformat(day), lang),
        years=f"{years:.2f}",
    )


_READINGS = {
    "completion": _completion,
    "running_cost": _running_cost,
    "late_reasons": _late_reasons,
    "late_map": _late_map,
    "joint_plane": _joint_plane,
    "town_map": _town_map,
    "vendor_queues": _vendor_queues,
}
