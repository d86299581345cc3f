from __future__ import annotations

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.fiscal import (
    DEADLINE,
    HORIZON_END,
    LAST_YEAR,
    MONTH_STARTS,
    N_MONTHS,
    N_YEARS,
    NEVER,
    SURVEYS,
    YEAR_STARTS,
    date_of,
    date_text,
    day_of,
    era_year,
    fiscal_year,
    month_ends,
    month_index,
    month_start,
    month_text,
    year_short,
    year_start,
    year_text,
    yen_text,
)

DATES = st.dates(datetime.date(1950, 1, 1), datetime.date(2150, 12, 31))


def test_the_clock_begins_on_1_april_2018_and_ends_on_31_march_2036() -> None:
    assert day_of("2018-04-01") == 0
    assert date_of(HORIZON_END) == datetime.date(2036, 3, 31)
    assert (N_YEARS, N_MONTHS, LAST_YEAR) == (18, 216, 2035)
    assert HORIZON_END < NEVER


@pytest.mark.parametrize(
    ("date", "year"),
    [
        ("2026-03-31", 2025),
        ("2026-04-01", 2026),
        ("2018-04-01", 2018),
        ("2018-03-31", 2017),
        ("2024-02-29", 2023),
    ],
)
def test_a_fiscal_year_runs_from_april_to_march(date: str, year: int) -> None:
    assert fiscal_year(day_of(date)) == year


@given(DATES)
def test_dates_and_days_are_one_to_one(date: datetime.date) -> None:
    assert date_of(day_of(date)) == date
    assert day_of(date.isoformat()) == day_of(date)


@given(DATES)
def test_months_and_years_agree_with_the_calendar(date: datetime.date) -> None:
    day = day_of(date)
    assert month_index(day) == 12 * (date.year - 2018) + date.month - 4
    assert fiscal_year(day) == date.year - (date.month < 4)
    assert month_start(month_index(day)) <= day < month_start(month_index(day) + 1)
    assert year_start(fiscal_year(day)) <= day < year_start(fiscal_year(day) + 1)


def test_the_tables_hold_every_start_and_the_end() -> None:
    assert MONTH_STARTS.shape == (217,)
    assert YEAR_STARTS.shape == (19,)
    assert MONTH_STARTS[-1] == YEAR_STARTS[-1] == HORIZON_END + 1
    assert [month_index(day) for day in MONTH_STARTS.tolist()] == list(range(217))
    assert YEAR_STARTS.tolist() == MONTH_STARTS[::12].tolist()


def test_a_survey_falls_on_the_deadline_and_further_ones_follow_to_the_end_of_fy2030() -> None:
    assert date_of(DEADLINE).isoformat() == "2026-03-31"
    assert SURVEYS.tolist().index(DEADLINE) == 29
    assert len(SURVEYS) == 90
    assert date_of(int(SURVEYS[-1])).isoformat() == "2031-03-31"


def test_month_ends_include_both_given_ends() -> None:
    ends = month_ends("2023-10-31", "2027-03-31")
    assert len(ends) == 42
    assert date_of(ends[4]) == datetime.date(2024, 2, 29)
    assert [date_of(ends[0]), date_of(ends[-1])] == [datetime.date(2023, 10, 31), datetime.date(2027, 3, 31)]
    assert month_ends("2024-01-01", "2024-02-28") == (day_of("2024-01-31"),)


def test_what_is_no_date_is_refused() -> None:
    with pytest.raises(ValueError, match="day is out of range"):
        day_of("2025-02-29")


@pytest.mark.parametrize(
    ("unit", "lang", "text"),
    [
        ("円", "ja", "123,456,789,012円"),
        ("千円", "ja", "123,456,789千円"),
        ("百万円", "ja", "123,457百万円"),
        ("億円", "ja", "1,235億円"),
        ("億円", "en", "123.5 billion yen"),
        ("百万円", "en", "123,457 million yen"),
    ],
)
def test_yen_are_shown_in_the_unit_asked_for(unit: str, lang: str, text: str) -> None:
    assert yen_text(123_456_789_012, unit, lang) == text
    assert yen_text(-123_456_789_012, unit, lang) == f"−{text}"


def test_rounding_to_nothing_shows_no_sign() -> None:
    assert yen_text(-499, "千円") == "0千円"
    assert yen_text(-500, "千円") == "−1千円"
    assert yen_text(96_000_000, "億円", "en") == "0.1 billion yen"


def test_an_unknown_unit_is_refused() -> None:
    with pytest.raises(KeyError):
        yen_text(1, "万円")


@pytest.mark.parametrize(
    ("year", "text"),
    [
        (2025, "令和7年度"),
        (2019, "令和元年度"),
        (2018, "平成30年度"),
        (1989, "平成元年度"),
        (1988, "昭和63年度"),
    ],
)
def test_fiscal_years_have_era_names(year: int, text: str) -> None:
    assert era_year(year) == text


def test_dates_are_written_in_words() -> None:
    assert date_text(day_of("2026-03-31")) == "2026年3月31日"
    assert date_text(day_of("2026-03-31"), "en") == "31 March 2026"
    assert (date_text(NEVER), date_text(NEVER, "en")) == ("―", "-")


def test_fiscal_years_and_months_are_said_by_the_era_and_by_the_calendar() -> None:
    assert year_text(2025) == "2025年度"
    assert year_text(2025, "ja", era=True) == "令和7年度"
    assert year_text(2018, "en") == "FY2018"
    assert year_text(2018, "en", era=True) == "Heisei 30 (FY2018)"
    assert (year_short(2018), year_short(2018, era=True), year_short(2019, era=True)) == ("2018", "H30", "R1")
    assert month_text(datetime.date(2026, 3, 31), "ja", era=True) == "令和8年3月"
    assert month_text(datetime.date(2026, 3, 31), "en") == "March 2026"
    assert month_text(datetime.date(2026, 3, 31), "en", era=True) == "March, Reiwa 8"


def test_the_era_changes_in_may_2019() -> None:
    april, may = datetime.date(2019, 4, 30), datetime.date(2019, 5, 1)
    assert (month_text(april, "ja", era=True), month_text(may, "ja", era=True)) == (
        "平成31年4月",
        "令和元年5月",
    )
