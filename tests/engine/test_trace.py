"""The event log in words."""

from __future__ import annotations

import re
from datetime import datetime
from functools import lru_cache

import numpy as np
import pytest

from sim import facts, population
from sim.engine import Schedule, prepare, simulate, trace
from sim.engine.log import Kind
from sim.fiscal import NEVER, day_of
from sim.population import Population
from sim.replication import Replication
from sim.scenario import load

NATION = facts.load()
SAPPORO = NATION.organisations.code.index("011002")
DATE = {"ja": r"\d{4}年\d{1,2}月\d{1,2}日", "en": r"\d{1,2} [A-Z][a-z]+ \d{4}"}


@lru_cache(maxsize=1)
def people() -> Population:
    scenario = load("baseline")
    return population.draw(Replication.of(NATION, scenario, 1, 0))


def schedule(rows: list[tuple[int, int, int, int, int]]) -> Schedule:
    """A schedule that holds nothing but a log."""
    empty = np.empty(0)
    names = [name for name in Schedule.__dataclass_fields__ if name != "events"]
    return Schedule(**dict.fromkeys(names, empty), events=np.array(rows, dtype=np.int64))


def said(kind: Kind, value: int, lang: str) -> str:
    lot = int(people().lots_of(SAPPORO)[0])
    *_, line = trace.lines(
        NATION, people(), schedule([(day_of("2025-05-07"), 3, kind, lot, value)]), SAPPORO, lang
    )
    return line


NAMES = tuple(population.vendor_names(people(), lang)[7] for lang in ("ja", "en"))
# Everything that happens to a lot, with a value that tells.
VALUES = {
    Kind.REVISION: (450, "4.5", "4.5"),
    Kind.RETENDERED: (7, *NAMES),
    Kind.SET_ASIDE: (7, *NAMES),
    Kind.PHASE_STARTED: (5, "リハーサル", "rehearsal"),
    Kind.REHEARSAL_FAILED: (2, "2回目", "rehearsal 2"),
    Kind.READY: (day_of("2025-07-22"), "2025年7月22日", "22 July 2025"),
    Kind.WINDOW_FULL: (day_of("2025-07-22"), "2025年7月22日", "22 July 2025"),
    Kind.CUT_OVER: (7, *NAMES),
    Kind.DONE: (0, "終わる", "done"),
    Kind.TENDER_FAILED: (day_of("2025-08-05"), "2025年8月5日", "5 August 2025"),
    Kind.CONTRACTED: (7, *NAMES),
    Kind.QUEUED: (7, "順番", "queue"),
    Kind.STARTED: (2, "2チーム", "2 teams$"),
    Kind.REVIEWED: (day_of("2026-01-05"), "2026年1月5日", "5 January 2026"),
    Kind.DEFERRED: (day_of("2026-01-05"), "2026年1月5日", "5 January 2026"),
    Kind.REBOOKED: (day_of("2026-05-07"), "2026年5月7日", "7 May 2026"),
    Kind.ANNOUNCED: (NEVER, "2036年3月31日より後", "after 31 March 2036"),
    Kind.DECLARED: (4, "リソース", "resources"),
}


def test_every_event_of_a_lot_has_a_sentence_in_both_languages() -> None:
    of_vendors = {Kind.CAPACITY_CHANGED, Kind.VENDOR_WITHDREW, Kind.REPLANNED}
    assert set(trace.SENTENCES) == set(Kind) - of_vendors == set(VALUES)
    assert all(set(words) == {"ja", "en"} for words in trace.SENTENCES.values())


@pytest.mark.parametrize("kind", VALUES, ids=lambda kind: kind.name)
def test_an_event_is_told_with_its_day_its_lot_and_its_value(kind: Kind) -> None:
    value, ja, en = VALUES[kind]
    japanese, english = said(kind, value, "ja"), said(kind, value, "en")
    assert japanese.startswith("2025年5月7日  [1] ")
    assert english.startswith("7 May 2025  [1] ")
    assert re.search(ja, japanese)
    assert re.search(en, english)


def test_a_lot_is_named_by_its_number_and_its_businesses() -> None:
    suite = int(people().lots_of(SAPPORO)[0])
    held = people().businesses_of(suite)
    names = NATION.businesses.name_ja
    assert trace.lot_name(NATION, people(), suite, "ja") == (
        f"[1] {names[held[0]]}、{names[held[1]]}ほか{len(held) - 2}業務"
    )
    single = int(np.flatnonzero(people().lot_businesses == 1)[0])
    assert "more" not in trace.lot_name(NATION, people(), single, "en")


def test_only_the_organisations_own_events_are_told_and_none_of_vendors() -> None:
    others = int(people().lots_of(SAPPORO)[-1]) + 1
    rows = [
        (10, 1, Kind.CAPACITY_CHANGED, 0, 3),
        (11, 3, Kind.DONE, others, 0),
        (12, 9, Kind.REPLANNED, 1, 5),
    ]
    assert trace.lines(NATION, people(), schedule(rows), SAPPORO, "en") == ()


def test_one_team_is_not_teams() -> None:
    assert said(Kind.STARTED, 1, "en").endswith("with 1 team")
    assert said(Kind.STARTED, 1, "ja").endswith("1チームで着手する")


def test_what_happens_alike_to_several_lots_on_one_day_is_one_line() -> None:
    lots = people().lots_of(SAPPORO).tolist()
    day = day_of("2025-05-07")
    rows = [(day, 3, Kind.REVISION, lot, 400) for lot in lots]
    rows += [(day + 1, 3, Kind.DONE, lot, 0) for lot in lots[:2]]
    rows += [(day + 2, 3, Kind.DONE, lots[2], 0), (day + 3, 3, Kind.DONE, lots[3], 0)]
    told = trace.lines(NATION, people(), schedule(rows), SAPPORO, "en")
    names, events = told[: len(lots)], told[len(lots) :]
    assert [name.split(" ")[0] for name in names] == [f"[{n}]" for n in range(1, len(lots) + 1)]
    assert events[0].startswith(f"7 May 2025  all {len(lots)} lots: ")
    assert events[1].startswith("8 May 2025  [1] [2]: ")
    assert len(events) == 4


@pytest.mark.slow
@pytest.mark.parametrize("lang", ["ja", "en"])
def test_the_life_of_a_citys_lots_is_told_from_contract_to_done(lang: str) -> None:
    scenario = load("baseline")
    w = prepare(Replication.of(NATION, scenario, 1, 0), people())
    x = simulate(w, keep_log=True)
    lines = trace.lines(NATION, people(), x, SAPPORO, lang)
    lots = people().lots_of(SAPPORO)
    names, events = lines[: len(lots)], lines[len(lots) :]
    assert all(name.startswith("[") for name in names)
    assert all(re.match(DATE[lang], line) for line in events)
    assert not any("{" in line for line in lines)
    days = [day_of_text(line, lang) for line in events]
    assert days == sorted(days)
    finished = {"ja": "作業が終わる", "en": "the work is done"}[lang]
    told = [told_lots(line, len(lots)) for line in events if finished in line]
    assert sum(told) == int((x.done[lots] < NEVER).sum())


def day_of_text(line: str, lang: str) -> int:
    """Day with which a line begins."""
    form = {"ja": "%Y年%m月%d日", "en": "%d %B %Y"}[lang]
    return day_of(datetime.strptime(line.partition("  ")[0], form).date())


def told_lots(line: str, all_lots: int) -> int:
    """Number of lots that a line speaks of."""
    return line.count("[") or all_lots
