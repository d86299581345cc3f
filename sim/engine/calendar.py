"""The days on which cutovers may happen: windows, freezes, appropriations, as tables over the horizon."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import NamedTuple

import holidays
import numpy as np
from numpy.typing import NDArray

from sim.errors import Fault, ScenarioError
from sim.facts import FREEZES
from sim.fiscal import DAYS_PER_YEAR, HORIZON_END, NEVER, date_of
from sim.scenario import Drawn, Freeze

Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]

N_DAYS = HORIZON_END + 1
N_MASKS = 1 << (len(FREEZES) - 1)
# A closure of so many days is a chance to move: a three-day weekend, Golden Week, New Year.
SHORTEST_CLOSURE = 3
# The large windows of the year: a cutover that missed its own takes the next of these.
LARGE_MONTHS = (1, 2, 5, 7, 9, 11)
LONGEST_GAP_DAYS = 366


@dataclass(frozen=True)
class Calendar:
    """Tables over days 0 .. HORIZON_END, for each mask of freeze groups (bit g-1 = group g)."""

    allowed: Flags  # [mask, day]: a cutover may happen
    next_window: Ints  # [mask, day]: first allowed day on or after, NEVER past the horizon
    next_large: Ints  # [mask, day]: the same among the large windows
    next_appropriation: Ints  # [day]: first day on which a contract can be signed


class Windows(NamedTuple):
    """Parameters of the calendar."""

    new_year_days: int
    freezes: tuple[Freeze, ...]
    waived_days: int  # before a deadline soft freezes give way for so many days; negative: they never do
    deadlines: tuple[int, ...]


def calendar_of(p: Drawn) -> Calendar:
    """The calendar of a replication; raises ScenarioError if some business could not cut over for a year."""
    windows = Windows(
        new_year_days=int(p["windows.new_year_days"]),
        freezes=p.rows("windows.freezes", Freeze),
        waived_days=int(p["windows.waive_days"]) if p["windows.waive_before_deadline"] else -1,
        deadlines=(int(p["deadline.day"]), int(p["deadline.extended_day"])),
    )
    return _calendar(windows, p.rows("procurement.appropriation_months", int))


@lru_cache(maxsize=16)
def _calendar(rules: Windows, months: tuple[int, ...]) -> Calendar:
    windows, large = _windows(rules.new_year_days)
    soft, hard = _freezes(rules)
    allowed = np.zeros((N_MASKS, N_DAYS), dtype=np.bool_)
    for mask in range(N_MASKS):
        frozen = np.zeros(N_DAYS, dtype=np.bool_)
        for group in range(1, len(FREEZES)):
            if mask >> (group - 1) & 1:
                frozen |= soft[group] | hard[group]
        allowed[mask] = windows & ~frozen
    _require_windows(allowed)
    return Calendar(
        allowed=allowed,
        next_window=np.stack([_next(row) for row in allowed]),
        next_large=np.stack([_next(row & large) for row in allowed]),
        next_appropriation=_next(_appropriations(months)),
    )


def _next(flags: Flags) -> Ints:
    """For each day the first flagged day on or after it, NEVER where there is none."""
    days = np.where(flags, np.arange(len(flags)), NEVER)
    return np.minimum.accumulate(days[::-1])[::-1].astype(np.int64)


def revision_days(p: Drawn) -> Ints:
    """Days on which a revision of the specifications is published, evenly spaced over the horizon."""
    per_year, days = p["revisions.per_year"], list[int]()
    first = day = p["revisions.from_day"]
    while per_year > 0.0 and day < N_DAYS:
        days.append(int(day))
        day = first + len(days) * DAYS_PER_YEAR / per_year
    return np.array(days, dtype=np.int64)


def _windows(new_year_days: int) -> tuple[Flags, Flags]:
    """Allowed days and the large ones among them, before any freeze.

    Allowed are the first working day after a closure of three days or more, the first working day of a
    month, and the first working days of January.
    """
    closed = _closed_days()
    windows = np.zeros(N_DAYS, dtype=np.bool_)
    large = np.zeros(N_DAYS, dtype=np.bool_)
    run, month, january = 0, 0, 0
    for day in range(N_DAYS):
        if closed[day]:
            run += 1
            continue
        today = date_of(day)
        first_of_month, month = today.month != month, today.month
        january = january + 1 if today.month == 1 else 0
        opening = today.month == 1 and january <= new_year_days
        windows[day] = first_of_month or run >= SHORTEST_CLOSURE or opening
        large[day] = opening or (run >= SHORTEST_CLOSURE and today.month in LARGE_MONTHS and _is_large(today))
        run = 0
    return windows, large


def _is_large(today: date) -> bool:
    """Whether a long weekend counts as large: in January only New Year, in February only the late one."""
    return today.month != 1 and not (today.month == 2 and today.day < 20)


def _closed_days() -> Flags:
    """Weekends, public holidays and the New Year rest of town halls (29 December to 3 January)."""
    first, last = date_of(0), date_of(HORIZON_END)
    public = holidays.country_holidays("JP", years=range(first.year, last.year + 1))
    closed = np.zeros(N_DAYS, dtype=np.bool_)
    for day in range(N_DAYS):
        today = first + timedelta(days=day)
        rest = (today.month, today.day) >= (12, 29) or (today.month, today.day) <= (1, 3)
        closed[day] = today.weekday() >= 5 or today in public or rest
    return closed


def _freezes(rules: Windows) -> tuple[Flags, Flags]:
    """Soft and hard frozen days by freeze group; soft ones give way at the last window before a deadline."""
    soft = np.zeros((len(FREEZES), N_DAYS), dtype=np.bool_)
    hard = np.zeros_like(soft)
    for freeze in rules.freezes:
        target = hard if freeze.hard else soft
        for day in range(N_DAYS):
            today = date_of(day)
            label = f"{today.month:02d}-{today.day:02d}"
            inside = (
                freeze.from_ <= label <= freeze.to
                if freeze.from_ <= freeze.to
                else label >= freeze.from_ or label <= freeze.to
            )
            if inside and (not freeze.years or today.year in freeze.years):
                target[FREEZES.index(freeze.group), day] = True
    if rules.waived_days >= 0:
        # The last large window before a deadline at the end of March is the one of late February.
        for deadline in rules.deadlines:
            soft[:, max(0, deadline - rules.waived_days) : deadline + 1] = False
    return soft, hard


def _appropriations(months: tuple[int, ...]) -> Flags:
    """Last days of the months in which an assembly passes a budget."""
    flags = np.zeros(N_DAYS, dtype=np.bool_)
    for day in range(N_DAYS - 1):
        flags[day] = date_of(day).month in months and date_of(day + 1).month != date_of(day).month
    flags[N_DAYS - 1] = True
    return flags


def _require_windows(allowed: Flags) -> None:
    """Raise when some mixture of businesses has no allowed day within twelve months."""
    faults = []
    for mask in range(len(allowed)):
        days = np.flatnonzero(np.concatenate(([True], allowed[mask], [True])))
        if np.diff(days).max() > LONGEST_GAP_DAYS:
            groups = [FREEZES[g] for g in range(1, len(FREEZES)) if mask >> (g - 1) & 1]
            faults.append(Fault("", "windows.freezes", ", ".join(groups), "no_window", {}))
    if faults:
        raise ScenarioError(tuple(faults))
