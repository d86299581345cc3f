"""Properties of the engine, on small Worlds drawn by hypothesis and read back from their logs."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace

import numpy as np
import pytest
import simpy
from hypothesis import given, settings
from hypothesis import strategies as st
from support.replay import Replay
from support.worlds import (
    CALM,
    DEADLINE,
    Lot,
    Setting,
    Vendor,
    open_calendar,
    settings_of,
    shipped_calendar,
    world,
)

from sim import facts, population, rules
from sim.engine import Schedule, World, prepare, simulate
from sim.engine.agenda import TICKS_PER_DAY, Agenda, Step
from sim.engine.calendar import N_DAYS
from sim.engine.log import Kind
from sim.fiscal import HORIZON_END, NEVER, day_of
from sim.replication import Replication
from sim.scenario import load

ARRAYS = tuple(name for name in Schedule.__dataclass_fields__ if name not in ("declared_reason", "pending"))
some = settings(max_examples=25)


def run(setting: Setting) -> tuple[World, Schedule]:
    w = setting.world()
    return w, simulate(w, keep_log=True)


def of_kind(schedule: Schedule, *kinds: Kind) -> list[tuple[int, int, int]]:
    """(day, subject, value) of the events of these kinds."""
    rows = schedule.events[np.isin(schedule.events[:, 2], kinds)]
    return [(day, subject, value) for day, _, _, subject, value in rows.tolist()]


# One pass over the log checks, event by event: allowed transitions, phases of a day or more, teams within
# capacity, no overtaking, product ready before teams are asked for, allowed windows, booked days, limits.
@settings(max_examples=80)
@given(settings_of())
def test_a_lot_is_in_one_state_and_moves_only_along_allowed_transitions(setting: Setting) -> None:
    w, schedule = run(setting)
    end = Replay(w, schedule).read()
    assert end.vendor == schedule.vendor.tolist()
    assert end.restarts == schedule.restarts.tolist()
    for i, state in enumerate(end.state):
        assert (state >= 8) == (schedule.cutover[i] < NEVER)
        assert (state == 9) == (schedule.done[i] < NEVER)


@some
@given(settings_of())
def test_the_days_of_a_lot_follow_each_other(setting: Setting) -> None:
    _, x = run(setting)
    live = np.flatnonzero(x.cutover < NEVER)
    assert np.all(x.contract[live] <= x.cutover[live] - 3)  # fit & gap, build and rehearsal take a day each
    assert np.all(x.start[live] <= x.cutover[live] - 3)
    assert np.all(x.cutover[live] <= HORIZON_END)
    done = np.flatnonzero(x.done < NEVER)
    assert np.all(x.done[done] > x.cutover[done])
    once = live[x.restarts[live] == 0]
    assert np.all(x.contract[once] <= x.start[once])


@some
@given(settings_of())
def test_the_log_follows_the_canonical_day(setting: Setting) -> None:
    w, x = run(setting)
    moments = x.events[:, 0] * TICKS_PER_DAY + x.events[:, 1]
    assert np.all(np.diff(moments) >= 0)
    # Within a step lots act in the order of their number (allocation: vendors do, each by its own queue).
    for step in (Step.PHASE_END, Step.TENDER, Step.REQUEST, Step.DECLARE):
        rows = x.events[x.events[:, 1] == step]
        same_day = np.diff(rows[:, 0]) == 0
        assert np.all(np.diff(rows[:, 3])[same_day] >= 0)
    assert np.all(x.events[:, 0] <= HORIZON_END)
    assert set(x.events[:, 3].tolist()) <= set(range(max(len(w.lot_vendor), len(w.vendor_ready))))


@some
@given(settings_of())
def test_teams_never_stand_idle_while_the_head_of_the_queue_could_start(setting: Setting) -> None:
    w, x = run(setting)
    replay = Replay(w, x)
    if w.rules.deferral_share > 0 and w.rules.queue_order in (1, 3):
        return  # the head is not known from outside once work has been put off
    rows = x.events.tolist()
    tonight = {day for day, _, _ in of_kind(x, Kind.SET_ASIDE)}
    for n, (day, step, kind, subject, value) in enumerate(rows):
        replay._one(day, Kind(kind), subject, value)
        last = n + 1 == len(rows) or rows[n + 1][0] != day
        if not last or day in tonight:
            continue  # what is set aside tonight frees its teams tomorrow
        for vendor in range(len(w.vendor_ready)):
            queue = sorted((rank, i) for i, rank in replay.rank.items() if replay.vendor[i] == vendor)
            if queue and step >= Step.ALLOCATE:
                head = queue[0][1]
                most = max(replay.capacity[vendor], w.capacity[vendor][w.capacity_days >= day].max(initial=0))
                need = min(x_teams(w, head, replay), max(most, 1))
                assert need > replay.capacity[vendor] - replay.busy(vendor)


def x_teams(w: World, i: int, replay: Replay) -> int:
    """Teams that a waiting lot wants: its own wish, after a restart at most what its new vendor ever has.

    What was set aside asks for the teams that it had.
    """
    if i in replay.aside:
        return replay.teams[i]
    wish = int(w.lot_teams[i])
    return wish if not replay.restarts[i] else min(wish, max(int(w.capacity[replay.vendor[i]].max()), 1))


@some
@given(settings_of())
def test_vendors_by_quarter_add_up(setting: Setting) -> None:
    w, x = run(setting)
    assert np.all(x.busy >= 0)
    assert np.all(x.queue >= 0)
    assert np.all(x.capacity <= w.capacity.max(axis=1)[:, None])
    busy_at_end = Replay(w, x).read()
    if not np.any(x.events[:, 0] > w.quarters[-1]):
        assert [busy_at_end.busy(v) for v in range(len(w.vendor_ready))] == x.busy[:, -1].tolist()


@some
@given(settings_of())
def test_after_a_capacity_fall_nothing_is_granted_until_enough_lots_are_done(setting: Setting) -> None:
    w, x = run(setting)
    replay = Replay(w, x)
    for day, _, kind, subject, value in x.events.tolist():
        over = [replay.busy(v) > replay.capacity[v] for v in range(len(w.vendor_ready))]
        if kind == Kind.STARTED:
            assert not over[replay.vendor[subject]]
        replay._one(day, Kind(kind), subject, value)


@some
@given(settings_of())
def test_windows_hold_no_more_than_their_limit(setting: Setting) -> None:
    w, x = run(setting)
    seen: dict[tuple[int, int], int] = defaultdict(int)
    for day, _, vendor in of_kind(x, Kind.CUT_OVER):
        seen[vendor, day] += 1
    most = np.maximum(w.rules.limit_minimum, (w.rules.limit_per_team * w.capacity.max(axis=1)).astype(int))
    assert all(count <= most[vendor] for (vendor, _), count in seen.items())


@some
@given(settings_of())
def test_a_declared_lot_stays_declared_until_its_cutover_where_the_scenario_says_so(setting: Setting) -> None:
    w, x = run(setting)
    keep, late = w.rules.keep_until_cutover, w.rules.extended_deadline
    for i in range(len(w.lot_vendor)):
        days = w.surveys[x.declared[:, i] > 0]
        assert x.declared_day[i] == (days[0] if days.size else NEVER)
        assert np.all(days < x.cutover[i])
        if keep and days.size:
            still = (w.surveys >= days[0]) & (w.surveys < x.cutover[i])
            assert np.array_equal(x.declared[:, i] > 0, still)
        after = (w.surveys > max(late, w.rules.deadline)) & (w.surveys < x.cutover[i])
        assert np.all(x.declared[after, i] == 1)


@some
@given(settings_of())
def test_a_declared_lot_has_a_reason_and_no_other_has(setting: Setting) -> None:
    w, x = run(setting)
    assert np.array_equal(x.declared > 0, x.declared_reason > 0)
    assert np.array_equal(x.declared_day < NEVER, x.reason > 0)
    by_legacy = {0: (3, 4), 1: (2,), 2: (1,)}
    for i in np.flatnonzero(x.reason > 0).tolist():
        assert x.reason[i] in by_legacy[int(w.lot_legacy[i])]
        assert not w.lot_no_product[i] or x.reason[i] != rules.VENDOR_RESOURCES


@some
@given(settings_of())
def test_an_undecided_organisation_declares_nothing_new(setting: Setting) -> None:
    w, x = run(setting)
    for survey in range(1, len(w.surveys)):
        undecided = x.pending[survey][w.lot_organisation] > 0
        new = (x.declared[survey] > 0) & (x.declared[survey - 1] == 0)
        assert not np.any(new & undecided)


@some
@given(settings_of())
def test_the_same_world_twice_gives_the_identical_schedule(setting: Setting) -> None:
    first, second = simulate(setting.world(), True), simulate(setting.world(), True)
    assert [name for name in ARRAYS if not np.array_equal(getattr(first, name), getattr(second, name))] == []


@some
@given(settings_of())
def test_the_world_is_not_changed_by_running_it(setting: Setting) -> None:
    w, fresh = setting.world(), setting.world()
    simulate(w)
    assert all(np.array_equal(a, b) for a, b in zip(w[1:], fresh[1:], strict=True))


@some
@given(settings_of())
def test_keeping_the_log_changes_no_day(setting: Setting) -> None:
    logged, silent = simulate(setting.world(), True), simulate(setting.world())
    assert silent.events.shape == (0, 5)
    assert np.array_equal(logged.cutover, silent.cutover)
    assert np.array_equal(logged.declared, silent.declared)


@some
@given(settings_of(), st.data())
def test_a_lot_of_another_vendor_changes_nothing_here(setting: Setting, data: st.DataObject) -> None:
    # Vendors share nothing but the tenders after a withdrawal, so two that stay do not feel each other.
    vendors = [*[Vendor(v.teams, v.ready, v.growth) for v in setting.vendors], Vendor()]
    calm = setting.rules._replace(tender_failure=0.0, tender_failure_by_queue=0.0)
    stranger = data.draw(st.builds(Lot, organisation=st.just(9), booked=st.integers(2100, 2900)))
    stranger = Lot(organisation=9, vendor=len(vendors) - 1, booked=stranger.booked)
    calendar = shipped_calendar()
    alone = simulate(world(setting.lots, vendors, calm, calendar, setting.revisions))
    both = simulate(world([*setting.lots, stranger], vendors, calm, calendar, setting.revisions))
    assert np.array_equal(alone.cutover, both.cutover[:-1])
    assert np.array_equal(alone.declared, both.declared[:, :-1])


# By value -------------------------------------------------------------------------------------------------


def test_the_steps_of_a_day_come_in_their_order_and_entities_by_number() -> None:
    env = simpy.Environment()
    agenda = Agenda(env)
    heard: list[tuple[int, Step, int]] = []
    for day, step, number in (
        (1, Step.REVIEW, 0),
        (1, Step.TENDER, 7),
        (1, Step.TENDER, 2),
        (0, Step.REPLAN, 1),
    ):
        agenda.call(day, step, number, lambda n, d=day, s=step: heard.append((d, s, n)))  # type: ignore[misc]
    env.run()
    assert heard == [(0, Step.REPLAN, 1), (1, Step.TENDER, 2), (1, Step.TENDER, 7), (1, Step.REVIEW, 0)]


def test_a_step_that_is_over_cannot_be_asked_for() -> None:
    agenda = Agenda(simpy.Environment())
    with pytest.raises(AssertionError, match="over"):
        agenda.at(-1, Step.TENDER, 0)


def test_a_lot_that_needs_more_teams_than_its_vendor_will_ever_have_takes_all_of_them() -> None:
    lot = Lot(teams=3)
    x = simulate(world([lot], [Vendor(teams=((0, 2),))], calendar=open_calendar()), keep_log=True)
    assert [value for _, _, value in of_kind(x, Kind.STARTED)] == [2]
    assert x.cutover[0] < NEVER


def test_the_head_of_the_queue_waits_for_all_its_teams_and_nobody_overtakes() -> None:
    # Two teams: the first lot takes one, the second wants two and waits, the third wants one and waits too.
    day = day_of("2024-04-01")
    lots = [
        Lot(organisation=n, teams=teams, procured=day + n, booked=day + 10)
        for n, teams in enumerate((1, 2, 1))
    ]
    x = simulate(world(lots, [Vendor(teams=((0, 2),))], calendar=open_calendar()))
    assert x.start[0] == day
    assert x.start[1] == x.done[0]
    assert x.start[2] == x.done[1]


def test_running_lots_keep_their_teams_when_capacity_falls() -> None:
    day = day_of("2024-04-01")
    lots = [Lot(organisation=n, procured=day, booked=day + 10) for n in range(3)]
    x = simulate(world(lots, [Vendor(teams=((0, 2), (day + 5, 1)))], calendar=open_calendar()))
    assert x.done.tolist() == [day + 100, day + 100, day + 200]


def test_a_vendor_without_any_team_left_serves_nobody() -> None:
    day = day_of("2024-04-01")
    lots = [Lot(procured=day, booked=day + 10)]
    x = simulate(world(lots, [Vendor(teams=((0, 1), (day - 9, 0)))], calendar=open_calendar()))
    assert x.start[0] == x.cutover[0] == NEVER
    assert x.reason[0] == rules.VENDOR_RESOURCES


def test_lots_at_work_are_lost_and_live_ones_finish_when_their_vendor_withdraws() -> None:
    day = day_of("2024-04-01")
    lots = [Lot(organisation=n, procured=day + 10 * n, booked=day + 90) for n in range(2)]
    vendors = [Vendor(((0, 2),), withdrawal=day + 95), Vendor()]
    x = simulate(world(lots, vendors, calendar=open_calendar()))
    assert (x.cutover[0], x.done[0], x.vendor[0]) == (day + 90, day + 100, 0)
    assert (x.restarts[1], x.vendor[1]) == (1, 1)
    assert x.contract[1] == day + 95 + 1 + CALM.retender_days


def test_with_no_vendor_left_a_lot_asks_again_every_ninety_days_and_has_no_product() -> None:
    day = day_of("2024-04-01")
    x = simulate(
        world([Lot(procured=day)], [Vendor(withdrawal=day + 5)], calendar=open_calendar()), keep_log=True
    )
    tries = [at for at, _, _ in of_kind(x, Kind.TENDER_FAILED)]
    assert tries[0] == day + 5 + 1 + CALM.retender_days
    assert set(np.diff(tries).tolist()) == {CALM.no_vendor_retry_days}
    assert x.cutover[0] == NEVER
    assert x.reason[0] == rules.NO_PRODUCT


def test_a_failed_tender_is_held_again_after_ninety_days() -> None:
    day = day_of("2024-04-01")
    certain = CALM._replace(tender_failure=0.6)
    lots = [Lot(organisation=n, tender=1, procured=day) for n in range(12)]
    x = simulate(world(lots, [Vendor(teams=((0, 12),))], certain, open_calendar()), keep_log=True)
    assert np.all((x.contract - day) % CALM.retry_days == 0)
    assert len(of_kind(x, Kind.TENDER_FAILED)) == int(((x.contract - day) // CALM.retry_days).sum())


def test_revisions_add_the_same_work_to_every_lot_not_yet_past_build() -> None:
    day = day_of("2024-04-01")
    lots = [Lot(organisation=n, procured=day, booked=day + 90, teams=1) for n in range(2)]
    quiet = CALM._replace(revision_notice_days=0)
    vendors = [Vendor(teams=((0, 2),))]
    none = simulate(world(lots, vendors, quiet, open_calendar()))
    during = simulate(world(lots, vendors, quiet, open_calendar(), revisions=(day + 25,)))
    after = simulate(world(lots, vendors, quiet, open_calendar(), revisions=(day + 60,)))
    assert (during.cutover - none.cutover).tolist() == [4, 4]
    assert np.array_equal(after.cutover, none.cutover)


def test_a_revision_counts_only_with_its_notice_before_the_booked_day() -> None:
    day = day_of("2024-04-01")
    lots = [Lot(organisation=n, procured=day, booked=day + 89 + n) for n in range(2)]
    strict = CALM._replace(revision_notice_days=80)
    w = world(lots, [Vendor(teams=((0, 2),))], strict, open_calendar(), revisions=(day + 10,))
    x = simulate(w, keep_log=True)
    assert [lot for _, lot, _ in of_kind(x, Kind.REVISION)] == [1]


def test_the_eighth_rehearsal_passes_even_if_all_fail() -> None:
    always = CALM._replace(rehearsal_failure=1.0, rehearsal_failure_decay=1.0)
    x = simulate(world([Lot()], [Vendor()], always, open_calendar()), keep_log=True)
    assert [visit for _, _, visit in of_kind(x, Kind.REHEARSAL_FAILED)] == list(range(1, 8))
    assert x.cutover[0] < NEVER


def test_functions_put_off_shorten_the_rehearsal_and_hold_the_window() -> None:
    day = day_of("2025-06-01")
    lot = Lot(procured=day, booked=day + 80)
    deferring = CALM._replace(deferral_share=1.0, review_days=75)
    on_time = simulate(world([lot], [Vendor()], deferring, open_calendar()))
    plain = simulate(world([lot], [Vendor()], CALM, open_calendar()))
    assert plain.cutover[0] == day + 90
    assert on_time.deferred[0] == 1
    assert on_time.cutover[0] == day + 80  # 20 + 30 + 28 days of 20 + 30 + 40: ready two days early


@some
@given(settings_of())
def test_functions_are_put_off_once_at_most(setting: Setting) -> None:
    _, x = run(setting)
    put_off = [lot for _, lot, _ in of_kind(x, Kind.DEFERRED)]
    assert len(put_off) == len(set(put_off))
    assert sorted(put_off) == np.flatnonzero(x.deferred).tolist()


def test_work_put_off_while_a_lot_waits_leaves_the_queue_too() -> None:
    day = day_of("2025-06-01")
    deferring = CALM._replace(deferral_share=1.0, deferral_reach_days=400)
    lots = [Lot(organisation=n, procured=day - 60 + 60 * n, booked=day + 40 + 60 * n) for n in range(2)]
    x = simulate(world(lots, [Vendor()], deferring, open_calendar()))
    assert x.deferred.tolist() == [0, 1]
    assert np.all(x.done < NEVER)
    assert x.queue[0, -1] == 0


def test_the_longest_ready_cuts_over_first_where_a_window_is_short() -> None:
    # Ready on 6 July, 3 July and 30 June; all miss 3 June and meet in the window of 16 July, room for one.
    day = day_of("2024-04-01")
    booked = day_of("2024-06-03")
    lots = [Lot(organisation=n, procured=day + late, booked=booked) for n, late in enumerate((6, 3, 0))]
    narrow = CALM._replace(limit_per_team=0.0, limit_minimum=1)
    calendar = replace(shipped_calendar(), next_appropriation=open_calendar().next_appropriation)
    x = simulate(world(lots, [Vendor(teams=((0, 3),))], narrow, calendar))
    assert x.cutover.tolist() == [day_of("2024-09-24"), day_of("2024-09-17"), day_of("2024-07-16")]


def test_the_next_vendor_builds_in_the_revisions_that_the_last_one_did_not_hand_over() -> None:
    day = day_of("2024-04-01")
    quiet = CALM._replace(revision_notice_days=0)
    vendors = [Vendor(withdrawal=day + 60), Vendor()]
    lots = [Lot(procured=day, booked=day + 89)]
    plain, revised = (
        simulate(world(lots, vendors, quiet, open_calendar(), revisions)) for revisions in ((), (day + 10,))
    )
    # 14 + 21 + 40 days; with 70 % of four team-days more in build, 2.8, three days more.
    assert plain.cutover[0] - plain.contract[0] == 75
    assert revised.cutover[0] - revised.contract[0] == 78


def test_a_later_extension_lets_lots_that_wait_book_anew() -> None:
    extended = CALM._replace(
        extended_deadline=day_of("2027-03-31"), extension_announced=day_of("2025-06-01"), rebook_share=1.0
    )
    lot = Lot(procured=day_of("2024-04-01"), booked=day_of("2026-02-24"))
    x = simulate(world([lot], [Vendor()], extended), keep_log=True)
    ((said, _, new),) = of_kind(x, Kind.REBOOKED)
    assert said == day_of("2025-06-01")
    assert day_of("2026-02-24") <= new <= day_of("2027-03-31")
    assert x.cutover[0] == new


def test_the_calendar_of_the_small_worlds_spans_the_horizon() -> None:
    assert open_calendar().next_window.shape == shipped_calendar().next_window.shape == (8, N_DAYS)
    assert DEADLINE < HORIZON_END


# The national instance ------------------------------------------------------------------------------------


def test_a_joint_group_buys_the_same_business_on_one_day_and_in_one_way() -> None:
    nation, scenario = facts.load(), load("baseline")
    one = Replication.of(nation, scenario, 20, 3)
    people = population.draw(one)
    w = prepare(one, people)
    group = people.organisation_group[people.lot_organisation]
    for number in np.unique(group[group >= 0]).tolist():
        for business in np.unique(w.lot_business[group == number]).tolist():
            members = (group == number) & (w.lot_business == business)
            assert (
                len(set(zip(w.lot_procured[members].tolist(), w.lot_tender[members].tolist(), strict=True)))
                == 1
            )


@pytest.mark.slow
def test_the_nation_keeps_every_rule_and_loses_no_system() -> None:
    nation, scenario = facts.load(), load("baseline")
    one = Replication.of(nation, scenario, 20, 3)
    drawn_population = population.draw(one)
    w = prepare(one, drawn_population)
    x = simulate(w, keep_log=True)
    end = Replay(w, x).read()
    systems = np.bincount(drawn_population.system_lot, minlength=drawn_population.n_lots)
    assert systems.sum() == 34592
    state = np.array(end.state)
    assert sum(int(systems[state == s].sum()) for s in range(10)) == 34592
    assert np.array_equal(state >= 8, x.cutover < NEVER)
    again = simulate(w)
    assert np.array_equal(again.cutover, x.cutover)
    assert np.array_equal(again.declared, x.declared)
