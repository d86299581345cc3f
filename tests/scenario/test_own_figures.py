"""Are own figures read, checked, said and written like every other assumption, and do plans book a window?"""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest

from sim import population
from sim.engine import prepare
from sim.engine.calendar import calendar_of
from sim.errors import ScenarioError
from sim.facts import load as load_facts
from sim.fiscal import day_of
from sim.replication import Replication
from sim.scenario import (
    OwnBaseline,
    OwnContractEnd,
    OwnCutover,
    OwnFigures,
    OwnItem,
    OwnQuote,
    diff,
    dump,
    load,
    load_text,
    own_figures,
    own_texts,
    with_own,
)

MITAKA = "132047"
FACTS = load_facts()
BASELINE = load("baseline")
OWN = OwnFigures(
    MITAKA,
    (
        OwnBaseline(MITAKA, 55_000_000),
        *(OwnItem(MITAKA, item, (place + 1) * 1_000_000) for place, item in enumerate(FACTS.pilot.key)),
        OwnQuote(MITAKA, "cloud", 30_000_000, date(2025, 9, 30)),
        OwnContractEnd(MITAKA, "tax", date(2025, 12, 31)),
        OwnCutover(MITAKA, "resident_register", date(2025, 12, 6)),
    ),
)


def test_own_figures_survive_a_file() -> None:
    chosen = with_own(BASELINE, OWN)
    again = load_text(dump(chosen))
    assert own_figures(again, MITAKA) == own_figures(chosen, MITAKA) == OWN
    assert again.hash == chosen.hash


def test_tables_as_a_file_writes_them_load_as_they_are() -> None:
    lines = [f"{path} = {text}" for path, text in own_texts([OWN]).items()]
    head = 'scenario = { title_en = "Own", extends = "baseline" }\n'
    assert own_figures(load_text(head + "\n".join(lines)), MITAKA) == OWN


def test_own_figures_of_one_organisation_leave_those_of_another() -> None:
    other = OwnFigures("011002", (OwnBaseline("011002", 7),))
    both = with_own(with_own(BASELINE, other), OWN)
    assert own_figures(both, "011002") == other
    assert own_figures(with_own(both, OwnFigures(MITAKA)), MITAKA).rows == ()


def test_every_fault_of_own_figures_is_told_at_once() -> None:
    wrong = OwnFigures("010006", (OwnCutover("010006", "schooling", date(2025, 1, 6)), *_quote("010006")))
    with pytest.raises(ScenarioError) as caught:
        with_own(BASELINE, wrong)
    assert [fault.code for fault in caught.value.faults] == ["not_in_scope", "own_quote_without_base"]


def _quote(code: str) -> tuple[OwnQuote, ...]:
    return tuple(OwnQuote(code, item, 1_000, date(2025, 1, 31)) for item in ("line", "cloud"))


def test_the_difference_names_item_business_and_group_in_words() -> None:
    found = {each.path: each for each in diff(BASELINE, with_own(BASELINE, OWN))}
    assert "クラウド利用経費: 30,000,000円/年 (2025-09-30)" in found["running.own_quotes"].text("ja")
    assert "Cloud use: 30,000,000 yen a year (2025-09-30)" in found["running.own_quotes"].text("en")
    assert "税 ～2025-12-31" in found["contracts.own_ends"].text("ja")
    assert "taxes until 2025-12-31" in found["contracts.own_ends"].text("en")
    assert "住民基本台帳 2025-12-06" in found["booking.own_cutovers"].text("ja")


def test_own_costs_do_not_run_the_clock_again_and_own_plans_do() -> None:
    money = OwnFigures(MITAKA, tuple(row for row in OWN.rows if not isinstance(row, OwnCutover)))
    schedule = BASELINE.stage_hash("schedule")
    assert with_own(BASELINE, money).stage_hash("schedule") == schedule
    assert with_own(BASELINE, OWN).stage_hash("schedule") != schedule
    assert with_own(BASELINE, OWN).stage_hash("population") == BASELINE.stage_hash("population")


@pytest.mark.parametrize("replication", range(3))
def test_a_plan_books_the_next_window_of_its_lot_and_no_other(replication: int) -> None:
    row, businesses = FACTS.organisations.rows[MITAKA], FACTS.businesses.key
    plans = (
        OwnCutover(MITAKA, "schooling", date(2025, 12, 6)),
        OwnCutover(MITAKA, "family_register", date(2026, 10, 3)),
        OwnCutover(MITAKA, "family_register_annex", date(2026, 6, 6)),
    )
    chosen = with_own(BASELINE, OwnFigures(MITAKA, plans))
    one, other = (Replication.of(FACTS, scenario, 1, replication) for scenario in (BASELINE, chosen))
    people = population.draw(one)
    free, planned = prepare(one, people), prepare(other, people)
    lots = {plan.business: people.lot_of(row, businesses.index(plan.business)) for plan in plans}
    calendar = calendar_of(other.p)
    for lot in set(lots.values()):
        last = max(day_of(plan.day) for plan in plans if lots[plan.business] == lot)
        assert planned.lot_booked[lot] == calendar.next_window[planned.lot_mask[lot], last]
        assert calendar.allowed[planned.lot_mask[lot], planned.lot_booked[lot]]
    others = ~np.isin(np.arange(people.n_lots), list(lots.values()))
    assert np.array_equal(planned.lot_booked[others], free.lot_booked[others])
