"""Does a lever move the days the right way, on common random numbers?

Where it can be proved it must hold for every lot: a fixed order of service, lots of one team, every day a
window. Elsewhere more teams can make a lot later (Graham's anomaly): the nation is judged by the paired mean.
"""

from __future__ import annotations

from datetime import date, timedelta
from functools import lru_cache

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray
from scipy.stats import t as student
from support.worlds import (
    CALM,
    DEADLINE,
    Lot,
    Setting,
    Vendor,
    open_calendar,
    plain_worlds,
    settings_of,
    world,
)

from sim import facts, population
from sim.engine import Schedule, prepare, simulate
from sim.engine.world import Rules
from sim.fiscal import NEVER, day_of
from sim.replication import Replication
from sim.scenario import Scenario, Uncertain, UncertainDay, load, replaced

some = settings(max_examples=30)
PLAIN = CALM._replace(limit_minimum=100)
Plain = tuple[list[Lot], int]


def run(
    plain: Plain,
    more_teams: int = 0,
    ready: int = 0,
    growth: float = 1.0,
    rules: Rules = PLAIN,
    revisions: tuple[int, ...] = (),
) -> Schedule:
    lots, teams = plain
    vendor = Vendor(teams=((0, teams + more_teams),), ready=ready, growth=growth)
    return simulate(world(lots, [vendor], rules, open_calendar(), revisions))


def never_later(a: Schedule, b: Schedule) -> bool:
    """Whether no lot of `a` starts, cuts over or is done later than in `b`."""
    return all(bool(np.all(getattr(a, name) <= getattr(b, name))) for name in ("start", "cutover", "done"))


@some
@given(plain_worlds())
def test_one_more_team_delays_no_lot(plain: Plain) -> None:
    assert never_later(run(plain, more_teams=1), run(plain))


@some
@given(plain_worlds(), st.integers(1500, 2600), st.integers(1, 400))
def test_a_later_product_ready_day_makes_nothing_earlier(plain: Plain, ready: int, later: int) -> None:
    assert never_later(run(plain, ready=ready), run(plain, ready=ready + later))


@some
@given(plain_worlds(), st.floats(0.0, 0.5), st.floats(0.0, 0.5))
def test_a_larger_buffer_makes_no_start_later(plain: Plain, buffer: float, more: float) -> None:
    small, large = PLAIN._replace(buffer=buffer), PLAIN._replace(buffer=buffer + more)
    assert never_later(run(plain, rules=large), run(plain, rules=small))


@some
@given(plain_worlds(), st.floats(1.0, 2.5), st.floats(0.0, 1.0))
def test_more_growth_makes_nothing_earlier(plain: Plain, growth: float, more: float) -> None:
    assert never_later(run(plain, growth=growth), run(plain, growth=growth + more))


@some
@given(plain_worlds(), st.floats(0.0, 0.5), st.floats(0.0, 0.5))
def test_likelier_rehearsal_failures_make_nothing_earlier(plain: Plain, failure: float, more: float) -> None:
    low, high = PLAIN._replace(rehearsal_failure=failure), PLAIN._replace(rehearsal_failure=failure + more)
    assert never_later(run(plain, rules=low), run(plain, rules=high))


@some
@given(plain_worlds(), st.integers(1500, 2900))
def test_a_revision_makes_nothing_earlier(plain: Plain, revision: int) -> None:
    rules = PLAIN._replace(revision_notice_days=0)
    assert never_later(run(plain, rules=rules), run(plain, rules=rules, revisions=(revision,)))


@some
@given(plain_worlds(), st.integers(1, 300))
def test_later_contracts_make_nothing_earlier(plain: Plain, days: int) -> None:
    lots, teams = plain
    later = [Lot(**{**vars(lot), "procured": lot.procured + days}) for lot in lots]
    assert never_later(run(plain), run((later, teams)))


@some
@given(plain_worlds(), st.integers(0, 400))
def test_later_booked_days_make_no_cutover_earlier(plain: Plain, days: int) -> None:
    lots, teams = plain
    later = [Lot(**{**vars(lot), "booked": lot.booked + days}) for lot in lots]
    assert never_later(run(plain), run((later, teams)))


def with_withdrawal(plain: Plain, day: int) -> Schedule:
    """Two vendors with teams for everybody; the first withdraws on that day."""
    lots = plain[0]
    teams = ((0, len(lots)),)
    return simulate(world(lots, [Vendor(teams, withdrawal=day), Vendor(teams)], PLAIN, open_calendar()))


@some
@given(plain_worlds(), st.integers(2401, 3000))  # once all lots are contracted
def test_a_withdrawal_makes_no_lot_live_earlier(plain: Plain, day: int) -> None:
    stays, leaves = with_withdrawal(plain, NEVER), with_withdrawal(plain, day)
    assert np.all(stays.cutover <= leaves.cutover)
    untouched = leaves.restarts == 0
    assert np.array_equal(stays.cutover[untouched], leaves.cutover[untouched])


@some
@given(plain_worlds(), st.integers(2401, 3000), st.integers(0, 400))
def test_an_earlier_withdrawal_gives_the_new_contract_earlier(plain: Plain, day: int, later: int) -> None:
    early, late = with_withdrawal(plain, day), with_withdrawal(plain, day + later)
    both = (early.restarts > 0) & (late.restarts > 0)
    assert np.all(early.contract[both] <= late.contract[both])
    assert np.all(early.restarts >= late.restarts)


# What is said does not touch what is done: in any World.


@some
@given(settings_of(), st.floats(0.0, 0.5), st.floats(0.0, 0.5))
def test_more_optimism_moves_no_cutover_and_declares_nobody_more(
    setting: Setting, optimism: float, more: float
) -> None:
    w = setting.world()
    rules = w.rules._replace(late_rebooked_share=0.0)  # else whoever declares books anew
    sober = simulate(w._replace(rules=rules._replace(optimism=optimism)))
    rosy = simulate(w._replace(rules=rules._replace(optimism=optimism + more)))
    assert np.array_equal(sober.cutover, rosy.cutover)
    assert np.all(rosy.declared <= sober.declared)


@some
@given(settings_of(), st.integers(1, 700))
def test_a_later_deadline_alone_moves_no_cutover_and_declares_nobody_more(
    setting: Setting, days: int
) -> None:
    w = setting.world()
    rules = w.rules._replace(
        rebook_share=0.0, late_rebooked_share=0.0, extended_deadline=DEADLINE, pending_share=0.0
    )
    kept = simulate(w._replace(rules=rules))
    extended = simulate(w._replace(rules=rules._replace(extended_deadline=DEADLINE + days)))
    assert np.array_equal(kept.cutover, extended.cutover)
    assert np.all(extended.declared <= kept.declared)


@some
@given(settings_of())
def test_keeping_declarations_until_cutover_only_adds_some(setting: Setting) -> None:
    w = setting.world()
    kept = simulate(w._replace(rules=w.rules._replace(keep_until_cutover=1)))
    open_ = simulate(w._replace(rules=w.rules._replace(keep_until_cutover=0)))
    assert np.all(open_.declared <= kept.declared)
    assert np.array_equal(open_.declared_day, kept.declared_day)


# The nation, five replications on common random numbers: the paired mean, its interval beyond zero.

SEED, REPLICATIONS = 5, 20


def moved(path: str, by: float) -> Scenario:
    """The scenario before the fit with a parameter moved, its range with it; days by days.

    A fitted parameter would leave its set, and the others with it.
    """
    baseline = load("prior")
    value, days = baseline.values[path], timedelta(days=by)
    if isinstance(value, UncertainDay):
        return replaced(
            baseline, {path: UncertainDay(value.value + days, value.low + days, value.high + days)}
        )
    if isinstance(value, Uncertain):
        return replaced(baseline, {path: Uncertain(value.value + by, value.low + by, value.high + by)})
    return replaced(baseline, {path: value + (days if isinstance(value, date) else by)})  # type: ignore[operator]


def late_and_declared(scenario: Scenario, replication: int) -> tuple[int, int]:
    """Systems not live at the deadline, and systems declared in October 2025."""
    one = Replication.of(facts.load(), scenario, SEED, replication)
    people = population.draw(one)
    x = simulate(prepare(one, people))
    october = x.declared[x.surveys.tolist().index(day_of("2025-10-31"))] > 0
    systems = people.lot_businesses
    return int(systems[x.cutover > DEADLINE].sum()), int(systems[october].sum())


@lru_cache(maxsize=1)
def baseline_counts() -> NDArray[np.int64]:
    return np.array([late_and_declared(load("prior"), r) for r in range(REPLICATIONS)])


@pytest.mark.slow
@pytest.mark.parametrize(
    ("path", "by", "sign"),
    [
        ("vendors.pooled_teams_share", 0.3, -1),
        ("vendors.growth_mean", 0.3, 1),
        ("vendors.ready_day_mean", 90, 1),
        ("procurement.contract_day_mean", 90, 1),
    ],
)
def test_the_nation_moves_the_right_way(path: str, by: float, sign: int) -> None:
    scenario = moved(path, by)
    counts = np.array([late_and_declared(scenario, r) for r in range(REPLICATIONS)])
    difference = sign * (counts - baseline_counts())
    half = student.ppf(0.975, REPLICATIONS - 1) * difference.std(axis=0, ddof=1) / np.sqrt(REPLICATIONS)
    reversals = (difference < 0).sum(axis=0)
    shown = f"paired differences (late, declared): {difference.tolist()}, reversals {reversals.tolist()}"
    assert np.all(difference.mean(axis=0) - half > 0), shown
    assert np.all(reversals <= REPLICATIONS // 5), shown
