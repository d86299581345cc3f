"""Lots that are late: when they report it, when they book anew, what becomes of work that is set aside."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from support.worlds import CALM, DEADLINE, Lot, Setting, Vendor, open_calendar, pressed_settings_of, world

from sim.engine import World, expect, simulate
from sim.engine.agenda import Step
from sim.engine.expect import BUILD, FIT, REHEARSAL
from sim.engine.log import Kind
from sim.engine.state import fresh
from sim.engine.world import Schedule
from sim.fiscal import HORIZON_END, NEVER, SURVEYS, day_of

some = settings(max_examples=40)
TELLS = (Kind.ANNOUNCED, Kind.REVIEWED, Kind.READY, Kind.REBOOKED)
# Signed and begun on 30 June 2024, a survey day; work takes twice the planned days, fit & gap until 9 August.
# Told on the same evening that it will be live in November 2026.
LONG = Lot(work=(20.0, 200.0, 200.0, 10.0), luck=2.0)
SIGNED = day_of("2024-06-30")
ANEW = CALM._replace(late_rebooked_share=1.0, late_wait_days=30.0)


def of_kind(x: Schedule, *kinds: Kind) -> list[tuple[int, int, int]]:
    """(day, subject, value) of the events of these kinds."""
    rows = x.events[np.isin(x.events[:, 2], kinds)]
    return [(day, subject, value) for day, _, _, subject, value in rows.tolist()]


# Reports --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("lag", "reported"),
    [(0, "2024-06-30"), (1, "2024-07-31"), (31, "2024-07-31"), (32, "2024-08-31"), (63, "2024-09-30")],
)
def test_an_organisation_reports_a_late_lot_so_many_days_after_hearing_of_it(lag: int, reported: str) -> None:
    x = simulate(world([LONG], [Vendor()], lags=(lag,)))
    assert x.declared_day[0] == day_of(reported)


def test_before_its_contract_an_organisation_reports_its_own_plan_at_once() -> None:
    late = Lot(procured=day_of("2026-01-05"))
    reported = [simulate(world([late], [Vendor()], lags=(lag,))).declared_day[0] for lag in (0, 90)]
    assert reported == [SURVEYS[0], SURVEYS[0]]


def test_after_the_deadline_nobody_reports_with_a_lag() -> None:
    # Ready a little late: told so only when it is ready, after the deadline.
    lot = Lot(procured=day_of("2026-01-05"), booked=day_of("2026-03-02"))
    x = simulate(world([lot], [Vendor()], CALM._replace(pending_share=1.0), lags=(5000,)))
    assert x.declared_day[0] == day_of("2026-04-30")


def test_the_lag_counts_from_when_the_day_heard_became_late_and_not_from_the_last_hearing() -> None:
    s, late = fresh(world([Lot()], [Vendor()])), DEADLINE + 50
    for today, window, since in (
        (2000, DEADLINE, NEVER),
        (2100, late, 2100),
        (2200, late + 90, 2100),
        (2300, DEADLINE - 1, NEVER),
        (2400, late, 2400),
    ):
        expect.hear(s, 0, window, today, DEADLINE)
        assert (s.announced[0], s.heard[0]) == (window, since)


def test_what_was_late_before_an_extension_is_not_late_since_then() -> None:
    s = fresh(world([Lot()], [Vendor()]))
    expect.hear(s, 0, DEADLINE + 50, 2100, DEADLINE)
    expect.hear(s, 0, DEADLINE + 500, 2300, DEADLINE + 365)  # meanwhile the deadline was extended
    assert s.heard[0] == 2300


@some
@given(pressed_settings_of())
def test_a_lag_never_makes_a_report_earlier(setting: Setting) -> None:
    w = setting.world()
    calm = w._replace(rules=w.rules._replace(late_rebooked_share=0.0))
    prompt = simulate(calm._replace(organisation_lag=np.zeros_like(w.organisation_lag)))
    lagged = simulate(calm)
    assert np.all(prompt.declared_day <= lagged.declared_day)
    assert np.array_equal(prompt.cutover, lagged.cutover)


# New days -------------------------------------------------------------------------------------------------


@some
@given(pressed_settings_of())
def test_a_lot_books_anew_once_on_the_day_it_is_declared_and_never_before_what_was_announced(
    setting: Setting,
) -> None:
    w = setting.world()
    x = simulate(w, keep_log=True)
    told = dict[int, int]()  # what its vendor said last; its own plan stands in no log
    signed, anew = set[int](), list[int]()
    for day, step, kind, i, value in x.events.tolist():
        if kind == Kind.REBOOKED and step == Step.DECLARE:
            assert day == x.declared_day[i]
            mask, soonest = w.lot_mask[i], max(told.get(i, 0), day + 1)
            assert value >= soonest
            assert w.next_window[mask, value] == value
            # By the designated day, unless a later one was announced.
            in_time = value <= w.rules.latest_day or w.next_window[mask, soonest] > w.rules.latest_day
            assert in_time or i not in told
            anew.append(i)
        if kind == Kind.CONTRACTED:
            signed.add(i)
        if kind in TELLS and i in signed:
            told[i] = value
        if kind == Kind.RETENDERED:
            signed.discard(i)
            told.pop(i, None)
    assert len(anew) == len(set(anew))


@some
@given(pressed_settings_of())
def test_where_nobody_books_anew_no_work_is_set_aside(setting: Setting) -> None:
    w = setting.world()
    rules = w.rules._replace(late_rebooked_share=0.0, extended_deadline=w.rules.deadline)
    x = simulate(w._replace(rules=rules), keep_log=True)
    assert of_kind(x, Kind.REBOOKED, Kind.SET_ASIDE) == []


@pytest.mark.parametrize("latest", ["2026-12-31", "2027-03-31", "2031-03-31"])
def test_a_long_wait_ends_with_the_last_window_up_to_the_designated_day(latest: str) -> None:
    rules = ANEW._replace(late_wait_days=1e6, latest_day=day_of(latest))
    w = world([LONG], [Vendor()], rules)
    ((_, _, booked),) = of_kind(simulate(w, keep_log=True), Kind.REBOOKED)
    assert booked <= day_of(latest) < w.next_window[0, booked + 1]


def test_a_lot_announced_beyond_the_designated_day_books_the_day_that_was_announced() -> None:
    rules = ANEW._replace(latest_day=day_of("2026-06-30"))
    x = simulate(world([LONG], [Vendor()], rules), keep_log=True)
    announced = {day: value for day, _, value in of_kind(x, Kind.ANNOUNCED)}[SIGNED]
    assert announced > day_of("2026-06-30")
    assert [value for _, _, value in of_kind(x, Kind.REBOOKED)] == [announced]


def test_a_lot_that_is_never_to_cut_over_books_nothing() -> None:
    # Its vendor has no team left, and says so at its re-planning.
    nobody = Vendor(teams=((0, 1), (SIGNED - 100, 0)))
    w = world([Lot()], [nobody], ANEW, open_calendar(), lags=(1,))
    x = simulate(w, keep_log=True)
    assert [value for _, _, value in of_kind(x, Kind.ANNOUNCED)][-1] == NEVER
    assert x.declared_day[0] < NEVER
    assert of_kind(x, Kind.REBOOKED) == []


def test_half_of_the_suites_book_anew_each_as_one() -> None:
    places = [(organisation, business) for organisation in range(60) for business in (1, 5, 9)]
    lots = [Lot(organisation=o, business=b, procured=day_of("2026-02-01")) for o, b in places]
    w = world(lots, [Vendor(teams=((0, 180),))], CALM._replace(late_rebooked_share=0.5))
    anew = {i for _, i, _ in of_kind(simulate(w, keep_log=True), Kind.REBOOKED)}
    suites = [[i in anew for i in range(3 * o, 3 * o + 3)] for o in range(60)]
    assert all(len(set(suite)) == 1 for suite in suites)
    assert 15 < sum(suite[0] for suite in suites) < 45


# Work set aside -------------------------------------------------------------------------------------------


def aside(lag: int, withdrawal: int = NEVER) -> tuple[World, Schedule]:
    """A long lot that reports late in the midst of its work, and another that waits for the only team."""
    vendors = [Vendor(withdrawal=withdrawal), Vendor()]
    lots = [LONG, Lot(organisation=1, booked=day_of("2024-09-24"))]
    w = world(lots, vendors, ANEW, lags=(lag,))
    return w, simulate(w, keep_log=True)


def phases(x: Schedule, i: int) -> list[tuple[int, int]]:
    """(day, phase) of the phases of a lot."""
    return [(day, value) for day, lot, value in of_kind(x, Kind.PHASE_STARTED) if lot == i]


def test_the_team_of_a_lot_set_aside_goes_to_whoever_waits_on_the_next_day() -> None:
    w, x = aside(90)
    ((day, lot, vendor),) = of_kind(x, Kind.SET_ASIDE)
    assert (day, lot, vendor) == (day_of("2024-09-30"), 0, 0)
    assert x.start[1] == day + 1
    assert x.busy[0, w.quarters.tolist().index(day + 1)] == 0  # before the day's allocation


def test_a_lot_set_aside_comes_back_for_its_new_day_with_half_of_its_build_done() -> None:
    w, x = aside(90)
    ((_, _, booked),) = of_kind(x, Kind.REBOOKED)
    first, again = phases(x, 0)[:2], phases(x, 0)[2:]
    assert first == [(SIGNED, FIT), (SIGNED + 40, BUILD)]
    days = np.diff([day for day, _ in again]).tolist()
    assert [phase for _, phase in again[:3]] == [FIT, BUILD, REHEARSAL]
    assert days[:2] == [20, 200]  # half of 40 and of 400
    assert again[0][0] == booked - 310  # 10 + 100 + 200 days are planned
    assert x.cutover[0] >= booked
    # From the start to the evening of 30 September 93 days were worked, the last of them included.
    assert x.actual_work[0] == pytest.approx(93 + 20 + 200 + 400 + 20)
    assert x.start[0] == SIGNED
    assert w.lot_booked[0] == x.booked[0]  # slippage is measured from the first plan


def test_of_a_fit_and_gap_that_is_set_aside_nothing_counts_as_done() -> None:
    _, x = aside(1)
    ((day, _, _),) = of_kind(x, Kind.SET_ASIDE)
    assert day == day_of("2024-07-31")
    assert x.actual_work[0] == pytest.approx(32 + 40 + 400 + 400 + 20)


def test_the_next_vendor_gets_a_share_of_what_was_done_before_work_was_set_aside() -> None:
    _, x = aside(90, withdrawal=day_of("2024-12-02"))
    assert x.restarts[0] == 1
    again = phases(x, 0)[2:]
    # 0.3 of the half that was done: 0.85 of 40 and of 400 days remain.
    assert np.diff([day for day, _ in again]).tolist()[:2] == [34, 340]


@some
@given(pressed_settings_of())
def test_no_work_is_undone_that_was_never_done(setting: Setting) -> None:
    x = simulate(setting.world())
    assert np.all(x.actual_work > -1e-6)
    assert np.all(x.busy >= 0)


# Windows --------------------------------------------------------------------------------------------------


def test_once_late_some_lots_take_a_small_window_and_others_wait_for_a_large_one() -> None:
    late = Lot(procured=day_of("2025-03-01"), booked=day_of("2025-05-07"))
    w = world([late, replace(late, organisation=1, any_window=1)], [Vendor(teams=((0, 2),))])
    x = simulate(w, keep_log=True)
    ready = day_of("2025-06-29")  # 90 days from 31 March
    assert x.cutover.tolist() == [w.next_large[0, ready], w.next_window[0, ready]]
    assert x.cutover[1] == day_of("2025-07-01") < x.cutover[0]


def test_who_finds_its_window_full_takes_the_next_small_one_where_it_may() -> None:
    lots = [Lot(organisation=n, any_window=n) for n in range(2)]
    narrow = CALM._replace(limit_minimum=1, limit_per_team=0.0)
    w = world(lots, [Vendor(teams=((0, 2),))], narrow)
    x = simulate(w)
    assert x.cutover.tolist() == [lots[0].booked, w.next_window[0, lots[0].booked + 1]]
    large = simulate(w._replace(lot_any_window=np.zeros(2, dtype=np.int64)))
    assert large.cutover[1] == w.next_large[0, lots[0].booked + 1] > x.cutover[1]


def test_beyond_the_horizon_there_is_no_window_of_any_size() -> None:
    w = world([Lot(any_window=1)], [Vendor()])
    assert expect.late_window(w, 0, HORIZON_END + 1) == NEVER


# Work that grows ------------------------------------------------------------------------------------------


def test_growth_is_the_vendors_times_that_of_its_region_and_of_the_businesses() -> None:
    # Excess 1, times 3 in prefecture 2, times 0.5 for the lot: rehearsal of 40 days takes 100, the end 25.
    lots = [Lot(), Lot(organisation=1, prefecture=2, growth=0.5)]
    x = simulate(
        world(lots, [Vendor(teams=((0, 2),), growth=2.0, regions=(0.0, 3.0))], calendar=open_calendar()),
        keep_log=True,
    )
    ready = {i: day for day, i, _ in of_kind(x, Kind.READY)}
    assert [ready[i] - x.start[i] for i in range(2)] == [90, 150]
    assert (x.done - x.cutover).tolist() == [10, 25]


@pytest.mark.parametrize(("factor", "days"), [(1.0, 10), (2.5, 25)])
def test_stabilisation_takes_longer_than_planned_and_nothing_else_does(factor: float, days: int) -> None:
    x = simulate(world([Lot()], [Vendor()], CALM._replace(after_live_factor=factor)))
    assert x.done[0] - x.cutover[0] == days
    assert x.cutover[0] == Lot().booked


def test_a_vendor_begins_in_a_prefecture_some_days_after_its_product_is_ready() -> None:
    lots = [Lot(procured=day_of("2024-04-01"), organisation=p, prefecture=p) for p in (1, 2)]
    ready = day_of("2025-03-01")
    x = simulate(world([Lot(), *lots], [Vendor(teams=((0, 3),), ready=ready, begins=(0, 70))]))
    assert x.start.tolist() == [ready, ready, ready + 70]
