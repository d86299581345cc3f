"""The event log of one organisation in words, Japanese or English."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import groupby
from operator import itemgetter

from sim.engine.log import Kind
from sim.engine.outlook import BUILD, FIT, LIVE, REHEARSAL, REWORK
from sim.engine.world import Schedule
from sim.facts import Facts
from sim.fiscal import NEVER, date_text
from sim.population import Population, vendor_names

Words = Mapping[str, str]

_OF_VENDOR = (Kind.CAPACITY_CHANGED, Kind.VENDOR_WITHDREW, Kind.REPLANNED)
_VALUE_IS_VENDOR = (Kind.RETENDERED, Kind.CUT_OVER, Kind.DONE, Kind.CONTRACTED, Kind.QUEUED)
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
    Kind.REVISION: {
        "ja": "標準仕様書の改定が公表され、作業が{value}チーム日増える",
        "en": "a revision of the specifications adds {value} team-days",
    },
    Kind.RETENDERED: {
        "ja": "{value}が撤退し、調達をやり直す",
        "en": "{value} withdraws; to be tendered again",
    },
    Kind.PHASE_STARTED: {"ja": "{value}を始める", "en": "{value} begins"},
    Kind.REHEARSAL_FAILED: {
        "ja": "移行リハーサル（{value}回目）が不合格となり、手直しに入る",
        "en": "rehearsal {value} fails; rework follows",
    },
    Kind.READY: {
        "ja": "移行の準備が整い、{value}の移行日を待つ",
        "en": "ready; waits for the window of {value}",
    },
    Kind.WINDOW_FULL: {
        "ja": "移行枠に空きがなく、{value}に延びる",
        "en": "the window is full; put off to {value}",
    },
    Kind.CUT_OVER: {"ja": "標準準拠システムに切り替わる（{value}）", "en": "cuts over ({value})"},
    Kind.DONE: {"ja": "安定稼働に入り、作業が終わる", "en": "stable; the work is done"},
    Kind.TENDER_FAILED: {
        "ja": "入札が不調となり、{value}に再度行う",
        "en": "the tender fails; next try on {value}",
    },
    Kind.CONTRACTED: {"ja": "{value}と契約する", "en": "contract with {value}"},
    Kind.QUEUED: {
        "ja": "{value}の担当チームの順番を待つ",
        "en": "asks {value} for teams and joins the queue",
    },
    Kind.STARTED: {"ja": "{value}チームで着手する", "en": "work starts with {value}"},
    Kind.REVIEWED: {
        "ja": "移行の可否を判定し、稼働予定日を{value}とする",
        "en": "go/no-go review: to cut over on {value}",
    },
    Kind.DEFERRED: {
        "ja": "一部機能を後に回し、{value}に切り替えることにする",
        "en": "some functions put off to hold {value}",
    },
    Kind.REBOOKED: {
        "ja": "期限の延長を受けて移行日を{value}に予約し直す",
        "en": "the deadline moves; booked anew for {value}",
    },
    Kind.ANNOUNCED: {
        "ja": "事業者が稼働予定日を{value}と伝える",
        "en": "the vendor announces {value}",
    },
    Kind.DECLARED: {
        "ja": "特定移行支援システムに該当する見込みと回答する（事由：{value}）",
        "en": "declared late (reason: {value})",
    },
}
PHASES: Mapping[int, Words] = {
    FIT: {"ja": "適合確認（フィット＆ギャップ）", "en": "fit & gap"},
    BUILD: {"ja": "構築・データ移行", "en": "build and data migration"},
    REHEARSAL: {"ja": "移行リハーサル", "en": "rehearsal"},
    REWORK: {"ja": "手直し", "en": "rework"},
    LIVE: {"ja": "稼働後の安定化", "en": "stabilisation"},
}
REASONS: Mapping[int, Words] = {
    1: {"ja": "メインフレーム", "en": "mainframe"},
    2: {"ja": "個別開発", "en": "bespoke"},
    3: {"ja": "適合製品・事業者なし", "en": "no compliant product or vendor"},
    4: {"ja": "事業者のリソース逼迫", "en": "vendor resources"},
}
_BEYOND: Words = {"ja": "2036年3月31日より後", "en": "a day after 31 March 2036"}


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
