"""The event log of one organisation in words, Japanese or English."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import groupby
from operator import itemgetter

from sim.engine.expect import BUILD, FIT, LIVE, REHEARSAL, REWORK
from sim.engine.log import Kind
from sim.engine.world import Schedule
from sim.facts import Facts
from sim.fiscal import NEVER, date_text
from sim.population import Population, vendor_names
from sim.words import bilingual

Words = Mapping[str, str]

_OF_VENDOR = (Kind.CAPACITY_CHANGED, Kind.VENDOR_WITHDREW, Kind.REPLANNED)
_VALUE_IS_VENDOR = (Kind.RETENDERED, Kind.SET_ASIDE, Kind.CUT_OVER, Kind.DONE, Kind.CONTRACTED, Kind.QUEUED)
_VALUE_IS_DAY = (
    Kind.READY,
    Kind.WINDOW_FULL,
    Kind.TENDER_FAILED,
    Kind.REVIEWED,
    Kind.DEFERRED,
    Kind.REBOOKED,
    Kind.ANNOUNCED,
)
SENTENCES: Mapping[Kind, Words] = {
    Kind.REVISION: bilingual("trace/revision"),
    Kind.RETENDERED: bilingual("trace/retendered"),
    Kind.PHASE_STARTED: bilingual("trace/phase_started"),
    Kind.REHEARSAL_FAILED: bilingual("trace/rehearsal_failed"),
    Kind.READY: bilingual("trace/ready"),
    Kind.WINDOW_FULL: bilingual("trace/window_full"),
    Kind.CUT_OVER: bilingual("trace/cut_over"),
    Kind.DONE: bilingual("trace/done"),
    Kind.TENDER_FAILED: bilingual("trace/tender_failed"),
    Kind.CONTRACTED: bilingual("trace/contracted"),
    Kind.QUEUED: bilingual("trace/queued"),
    Kind.STARTED: bilingual("trace/started"),
    Kind.REVIEWED: bilingual("trace/reviewed"),
    Kind.DEFERRED: bilingual("trace/deferred"),
    Kind.REBOOKED: bilingual("trace/rebooked"),
    Kind.ANNOUNCED: bilingual("trace/announced"),
    Kind.DECLARED: bilingual("trace/declared"),
    Kind.SET_ASIDE: bilingual("trace/set_aside"),
}
PHASES: Mapping[int, Words] = {
    FIT: bilingual("phases/fit"),
    BUILD: bilingual("phases/build"),
    REHEARSAL: bilingual("phases/rehearsal"),
    REWORK: bilingual("phases/rework"),
    LIVE: bilingual("phases/live"),
}
REASONS: Mapping[int, Words] = {
    1: bilingual("trace_reasons/1"),
    2: bilingual("trace_reasons/2"),
    3: bilingual("trace_reasons/3"),
    4: bilingual("trace_reasons/4"),
}
_BEYOND: Words = bilingual("trace/beyond")


def lines(
    facts: Facts, population: Population, schedule: Schedule, organisation: int, lang: str
) -> tuple[str, ...]:
    """The lots of the organisation (its row), then its events in the order of happening; needs a kept log.

    What happens alike to several lots on one day, without anything else between, is one line.
    """
    lots = population.lots_of(organisation).tolist()
    vendors = vendor_names(population, lang)
    mine = [
        (day, _say(Kind(kind), value, vendors, lang), subject)
        for day, _, kind, subject, value in schedule.events.tolist()
        if Kind(kind) not in _OF_VENDOR and subject in lots
    ]
    told = [lot_name(facts, population, lot, lang) for lot in lots] if mine else []
    for (day, text), alike in groupby(mine, key=itemgetter(0, 1)):
        subjects = list(dict.fromkeys(subject for *_, subject in alike))
        told.append(f"{date_text(day, lang)}  {_who(facts, population, subjects, lots, lang)}: {text}")
    return tuple(told)


def _who(facts: Facts, population: Population, subjects: list[int], lots: list[int], lang: str) -> str:
    """One lot with its name, several by their numbers, or all of the organisation's."""
    if len(subjects) == 1:
        return lot_name(facts, population, subjects[0], lang)
    if len(subjects) == len(lots):
        return f"全{len(lots)}契約単位" if lang == "ja" else f"all {len(lots)} lots"
    return " ".join(f"[{population.lot_number[lot]}]" for lot in subjects)


def lot_name(facts: Facts, population: Population, lot: int, lang: str) -> str:
    """A lot by its number within the organisation and its businesses."""
    names = facts.businesses.name_ja if lang == "ja" else facts.businesses.name_en
    held = [names[b] for b in population.businesses_of(lot).tolist()]
    more = len(held) - 2
    label = ("、" if lang == "ja" else ", ").join(held[:2])
    if more > 0:
        label += f"ほか{more}業務" if lang == "ja" else f" and {more} more"
    return f"[{population.lot_number[lot]}] {label}"


def _say(kind: Kind, value: int, vendors: tuple[str, ...], lang: str) -> str:
    shown: str | int = value
    if kind in _VALUE_IS_VENDOR:
        shown = vendors[value]
    elif kind in _VALUE_IS_DAY:
        shown = _BEYOND[lang] if value >= NEVER else date_text(value, lang)
    elif kind is Kind.PHASE_STARTED:
        shown = PHASES[value][lang]
    elif kind is Kind.DECLARED:
        shown = REASONS[value][lang]
    elif kind is Kind.STARTED and lang == "en":
        shown = f"{value} team" if value == 1 else f"{value} teams"
    elif kind is Kind.REVISION:
        shown = f"{value / 100:g}"
    return SENTENCES[kind][lang].format(value=shown)
