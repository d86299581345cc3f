"""Windows, freezes and appropriations over the whole horizon; days one by one: cases/."""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sim.engine import calendar
from sim.engine.calendar import LONGEST_GAP_DAYS, N_DAYS, Calendar
from sim.errors import ScenarioError
from sim.facts import FREEZES
from sim.fiscal import HORIZON_END, NEVER, date_of, day_of
from sim.scenario import Freeze, Scenario, load, replaced

BASELINE = load("baseline")
GROUPS = FREEZES[1:]


def calendar_of(scenario: Scenario) -> Calendar:
    return calendar.calendar_of(scenario.draw(1, 0))


def test_tables_span_the_horizon_for_each_mixture_of_freeze_groups() -> None:
    calendar = calendar_of(BASELINE)
    assert calendar.allowed.shape == calendar.next_window.shape == (8, N_DAYS)
    assert N_DAYS == HORIZON_END + 1


def test_the_next_day_of_a_table_is_the_first_flagged_one() -> None:
    calendar = calendar_of(BASELINE)
    for mask in range(8):
        days = np.flatnonzero(calendar.allowed[mask])
        following = np.searchsorted(days, np.arange(N_DAYS))
        expected = np.append(days, NEVER)[following]
        assert np.array_equal(calendar.next_window[mask], expected)


def test_every_large_window_is_a_window() -> None:
    calendar = calendar_of(BASELINE)
    for mask in range(8):
        large = np.unique(calendar.next_large[mask])
        assert np.all(calendar.allowed[mask, large[large < NEVER]])


def test_no_cutover_happens_on_a_weekend_or_while_town_halls_rest() -> None:
    for day in np.flatnonzero(calendar_of(BASELINE).allowed[0]).tolist():
        on = date_of(day)
        assert on.weekday() < 5
        assert (1, 4) <= (on.month, on.day) < (12, 29)


def test_every_month_and_every_new_year_has_its_windows() -> None:
    allowed = {date_of(int(day)) for day in np.flatnonzero(calendar_of(BASELINE).allowed[0])}
    months = {(on.year, on.month) for on in allowed}
    assert len(months) == 18 * 12
    for year in range(2019, 2037):
        opening = [on for on in allowed if on.year == year and on.month == 1 and on.day <= 10]
        assert len(opening) >= 4


def test_more_groups_in_a_lot_never_open_a_day() -> None:
    allowed = calendar_of(BASELINE).allowed
    for mask in range(8):
        for bit in (1, 2, 4):
            assert not np.any(allowed[mask | bit] & ~allowed[mask])


@st.composite
def freezes_of(draw: st.DrawFn) -> Freeze:
    first = date(2023, 1, 1) + timedelta(days=draw(st.integers(0, 364)))
    last = first + timedelta(days=draw(st.integers(0, 60)))
    years = draw(st.sampled_from(((), (2024, 2025, 2026))))
    return Freeze(
        draw(st.sampled_from(GROUPS)), f"{first:%m-%d}", f"{last:%m-%d}", draw(st.booleans()), years
    )


@settings(max_examples=12)
@given(st.lists(freezes_of(), max_size=3))
def test_no_day_within_a_hard_freeze_is_ever_allowed(freezes: list[Freeze]) -> None:
    try:
        calendar = calendar_of(replaced(BASELINE, {"windows.freezes": tuple(freezes)}))
    except ScenarioError:
        return
    for freeze in freezes:
        masks = [m for m in range(8) if m >> (GROUPS.index(freeze.group)) & 1]
        for day in np.flatnonzero(calendar.allowed[masks].any(axis=0)).tolist():
            on = date_of(day)
            label = f"{on:%m-%d}"
            within = (
                freeze.from_ <= label <= freeze.to
                if freeze.from_ <= freeze.to
                else not freeze.to < label < freeze.from_
            )
            waived = not freeze.hard and on > date(2026, 2, 13) and on <= date(2026, 3, 31)
            assert not within or waived or (freeze.years and on.year not in freeze.years)


def test_soft_freezes_stay_where_the_scenario_does_not_waive_them() -> None:
    kept = calendar_of(replaced(BASELINE, {"windows.waive_before_deadline": False}))
    tax = 1 << GROUPS.index("tax")
    assert calendar_of(BASELINE).allowed[tax, day_of("2026-02-24")]
    assert not kept.allowed[tax, day_of("2026-02-24")]


def test_an_extended_deadline_has_a_last_window_of_its_own() -> None:
    changes = {
        "deadline.extended_day": date(2028, 3, 31),
        "deadline.extension_announced_day": date(2025, 10, 1),
    }
    extended = calendar_of(replaced(BASELINE, changes))
    tax = 1 << GROUPS.index("tax")
    assert extended.allowed[tax, day_of("2028-03-01")]
    assert not calendar_of(BASELINE).allowed[tax, day_of("2028-03-01")]


def test_a_group_without_a_day_for_a_year_is_an_input_error_in_both_languages() -> None:
    closed = (Freeze("tax", "01-01", "12-31", True),)
    with pytest.raises(ScenarioError) as caught:
        calendar_of(replaced(BASELINE, {"windows.freezes": closed}))
    assert "tax" in caught.value.text("en")
    assert "凍結" in caught.value.text("ja")
    assert len(caught.value.faults) == 4  # each mixture of groups that holds tax


def test_no_gap_is_longer_than_twelve_months() -> None:
    for row in calendar_of(BASELINE).allowed:
        assert np.diff(np.flatnonzero(row)).max() <= LONGEST_GAP_DAYS


def test_contracts_are_signed_on_the_last_day_of_a_month_with_a_council() -> None:
    days = np.unique(calendar_of(BASELINE).next_appropriation)
    found = [date_of(int(day)) for day in days]
    assert {on.month for on in found} == {3, 6, 9, 12}
    assert all((on + timedelta(days=1)).day == 1 for on in found)
    assert len(found) == 18 * 4
