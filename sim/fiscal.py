"""Days, months and fiscal years as integers, and how dates and yen are shown.

Day 0 is 1 April 2018. A fiscal year bears the number of the calendar year in which it begins:
31 March 2026 is the last day of FY2025.
"""

from __future__ import annotations

import datetime

import numpy as np

from sim.kernel import kernel
from sim.wording import MINUS

EPOCH = datetime.date(2018, 4, 1)
FIRST_YEAR = 2018
LAST_YEAR = 2035
BASE_YEAR = FIRST_YEAR  # the year that running cost is compared with
N_YEARS = LAST_YEAR - FIRST_YEAR + 1
N_MONTHS = 12 * N_YEARS
HORIZON_END = (datetime.date(LAST_YEAR + 1, 3, 31) - EPOCH).days
DAYS_PER_YEAR = 365.25
DAYS_PER_MONTH = DAYS_PER_YEAR / 12.0
NEVER = 1_000_000  # the day of what does not happen within the horizon

YEN_UNITS = {"円": 1, "千円": 1_000, "百万円": 1_000_000, "億円": 100_000_000}
_ENGLISH_UNITS = {
    "円": (1, 0, "yen"),
    "千円": (1_000, 0, "thousand yen"),
    "百万円": (1_000_000, 0, "million yen"),
    "億円": (1_000_000_000, 1, "billion yen"),
}
_ENGLISH_MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
_ERAS = ((2019, "令和", "Reiwa"), (1989, "平成", "Heisei"), (1926, "昭和", "Showa"))  # as fiscal years go
_LAST_OF_HEISEI = tuple((2019, month) for month in range(1, 5))


def day_of(date: datetime.date | str) -> int:
    """Day number of a date, or of a text such as "2026-03-31"; ValueError if there is no such date."""
    if isinstance(date, str):
        date = datetime.date.fromisoformat(date)
    return date.toordinal() - EPOCH.toordinal()


def date_of(day: int) -> datetime.date:
    """Calendar date of a day number."""
    return datetime.date.fromordinal(EPOCH.toordinal() + int(day))


@kernel
def month_index(day: int) -> int:
    """Month of a day: 0 is April 2018, and earlier months are negative."""
    days = day + 6_605  # since 1 March 2000: in years from March on, the leap day is the last one
    cycle = days // 146_097  # of 400 years
    rest = days - cycle * 146_097
    year = (rest - rest // 1_460 + rest // 36_524 - rest // 146_096) // 365
    day_of_year = rest - (365 * year + year // 4 - year // 100)
    month = (5 * day_of_year + 2) // 153
    return 12 * (400 * cycle + year - 18) + month - 1


@kernel
def fiscal_year(day: int) -> int:
    """Fiscal year of a day: 2025 for 31 March 2026."""
    return FIRST_YEAR + month_index(day) // 12


def month_start(index: int) -> int:
    """First day of a month (0 = April 2018)."""
    years, months = divmod(index + 3, 12)
    return day_of(datetime.date(FIRST_YEAR + years, months + 1, 1))


def year_start(year: int) -> int:
    """First day of a fiscal year."""
    return day_of(datetime.date(year, 4, 1))


MONTH_STARTS = np.array([month_start(index) for index in range(N_MONTHS + 1)], np.int64)
YEAR_STARTS = np.array([year_start(FIRST_YEAR + index) for index in range(N_YEARS + 1)], np.int64)


def month_ends(first: datetime.date | str, last: datetime.date | str) -> tuple[int, ...]:
    """Days on which a month ends, from `first` to `last`, both included if they are such days."""
    low, high = day_of(first), day_of(last)
    months = range(_month_of(date_of(low)), _month_of(date_of(high)) + 1)
    return tuple(day for index in months if low <= (day := month_start(index + 1) - 1) <= high)


def _month_of(date: datetime.date) -> int:
    """Month of a date as `month_index` counts them, without a kernel: asked for as this is imported."""
    return 12 * (date.year - FIRST_YEAR) + date.month - EPOCH.month


DEADLINE = day_of("2026-03-31")
"""The law's day; lateness is counted against it in every scenario, so that scenarios compare."""

SURVEYS = np.array(month_ends("2023-10-31", "2031-03-31"), np.int64)
"""Days at whose end the systems declared late are counted."""


def date_text(day: int, lang: str = "ja", era: bool = False) -> str:
    """Date as people write it: "2026年3月31日" or "31 March 2026"; a dash for NEVER.

    Of the era "令和8年3月31日" or "31 March, Reiwa 8".
    """
    if day >= NEVER:
        return "―" if lang == "ja" else "-"
    date = date_of(day)
    month = month_text(date, lang, era)
    return f"{month}{date.day}日" if lang == "ja" else f"{date.day} {month}"


def era_year(year: int) -> str:
    """Fiscal year in the Japanese calendar: 2025 gives "令和7年度", 2019 "令和元年度"."""
    first, era, _ = _era_of(year)
    return f"{era}{'元' if year == first else year - first + 1}年度"


def year_text(year: int, lang: str = "ja", era: bool = False) -> str:
    """Fiscal year in words: "2025年度" or "FY2025"; of the era "令和7年度" or "Reiwa 7 (FY2025)"."""
    if not era:
        return f"{year}年度" if lang == "ja" else f"FY{year}"
    if lang == "ja":
        return era_year(year)
    first, _, name = _era_of(year)
    return f"{name} {year - first + 1} (FY{year})"


def year_short(year: int, era: bool = False) -> str:
    """Fiscal year for a narrow axis: "2025", of the era "R7"."""
    first, _, name = _era_of(year)
    return f"{name[0]}{year - first + 1}" if era else str(year)


def month_text(date: datetime.date, lang: str = "ja", era: bool = False) -> str:
    """Month of a date: "2026年3月" or "March 2026"; of the era "令和8年3月" or "March, Reiwa 8"."""
    first, sign, name = _era_of(date.year - ((date.year, date.month) in _LAST_OF_HEISEI))
    within = date.year - first + 1
    if lang == "ja":
        return (
            f"{sign}{'元' if within == 1 else within}年{date.month}月"
            if era
            else f"{date.year}年{date.month}月"
        )
    month = _ENGLISH_MONTHS[date.month - 1]
    return f"{month}, {name} {within}" if era else f"{month} {date.year}"


def _era_of(year: int) -> tuple[int, str, str]:
    return next((era for era in _ERAS if year >= era[0]), _ERAS[-1])


def yen_text(yen: int, unit: str = "億円", lang: str = "ja") -> str:
    """Amount in 円, 千円, 百万円 or 億円, rounded half away from zero: "1,234億円" or "123.4 billion yen".

    English has no word for 億円 and shows billions with one decimal. KeyError for another unit.
    """
    size, digits, name = _ENGLISH_UNITS[unit] if lang == "en" else (YEN_UNITS[unit], 0, unit)
    scale = 10**digits
    count = (2 * abs(int(yen)) * scale + size) // (2 * size)
    number = f"{count // scale:,}" + (f".{count % scale:0{digits}d}" if digits else "")
    sign = MINUS if yen < 0 and count else ""
    return f"{sign}{number} {name}" if lang == "en" else f"{sign}{number}{name}"
