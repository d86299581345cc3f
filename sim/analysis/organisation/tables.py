"""What an officer reads in an outlook: cutovers, cost by year, the officer's table, the budget, the rank."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sim.analysis.organisation.outlook import UNKNOWN, Outlook
from sim.facts import TYPE_NAMES, TYPES
from sim.fiscal import DEADLINE, FIRST_YEAR, N_YEARS, NEVER, day_of
from sim.ledger import BudgetYear, OfficerRow
from sim.ledger.results import OFFICER_ITEMS, officer_rows
from sim.runs import BEYOND, RATIO_UNIT
from sim.scenario import OwnCutover
from sim.summary.figures import days_quantile

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

ENDS = (0.1, 0.5, 0.9)
CEILING = 0.8
"""A ceiling of commitments is set so that four of five courses stay below it."""
AFTER = 2
"""Column of the officer's figures by whose sum replications are put in order: cost after migration."""
TARGET = 0.7

ALIKE = {"ja": "人口が半分から2倍までの市区町村", "en": "municipalities of half to twice its population"}
LIKE_SIZED = 2
"""Greatest factor between the populations of organisations of like size."""


@dataclass(frozen=True)
class Days:
    """When something comes [day, NEVER beyond the horizon] and how often it is on time (share)."""

    p10: int
    p50: int
    p90: int
    on_time: float


@dataclass(frozen=True)
class BusinessCutover:
    """When one business cuts over; of several members the last one."""

    business: str
    systems: int
    cutover: Days
    late: float  # share of its systems and replications that miss the deadline
    booked: int  # median of the booked day
    planned: int | None  # the organisation's own plan


def cutovers(found: Outlook) -> tuple[BusinessCutover, ...]:
    """Each business of the part, in the order of the businesses."""
    keys, plans = found.facts.businesses.key, _plans(found)
    rows = []
    for business in np.unique(found.system_business).tolist():
        mine = found.system_business == business
        booked = found.booked[:, mine].max(axis=1)
        rows.append(
            BusinessCutover(
                business=keys[business],
                systems=int(mine.sum()),
                cutover=_days(found.cutover[:, mine].max(axis=1)),
                late=float((found.cutover[:, mine] > DEADLINE).mean()),
                booked=_day(days_quantile(booked, 0.5)),
                planned=plans.get(keys[business]),
            )
        )
    return tuple(rows)


def last_cutover(found: Outlook) -> Days:
    """When the last system of the part cuts over."""
    return _days(found.last_cutover.max(axis=1))


def _plans(found: Outlook) -> dict[str, int]:
    """Own planned days by business, where the part is one organisation."""
    if len(found.part.rows) > 1:
        return {}
    return {row.business: day_of(row.day) for row in found.own().rows if isinstance(row, OwnCutover)}


def _days(days: NDArray[np.int16]) -> Days:
    p10, p50, p90 = (_day(days_quantile(days, end)) for end in ENDS)
    return Days(p10, p50, p90, float((days <= DEADLINE).mean()))


def _day(day: NDArray[np.int16]) -> int:
    return NEVER if int(day) >= BEYOND else int(day)


@dataclass(frozen=True)
class RunningCost:
    """Recurring cost of the part [yen a year before tax] by fiscal year and item, and its own -30 % line.

    `items` are OFFICER_ITEMS and "total"; quantiles are taken item by item, so only means add up.
    """

    years: tuple[int, ...]
    items: tuple[str, ...]
    p10: Floats  # [years, items]
    p50: Floats
    p90: Floats
    mean: Floats
    target: tuple[float, float, float]  # P10, P50, P90 of seven tenths of FY2018; 0 without a baseline
    at_target: Floats  # [years] share of replications at or below their own line; NaN without a baseline


def running_cost(found: Outlook) -> RunningCost:
    """Recurring cost by year and item against seven tenths of FY2018."""
    yen = np.concatenate((found.running, found.running.sum(axis=2, keepdims=True)), axis=2)
    base = found.totals[:, :, 0].sum(axis=1)
    p10, p50, p90 = np.quantile(yen, ENDS, axis=0)
    reached = (10 * yen[:, :, -1] <= 7 * base[:, None]).mean(axis=0)
    low, middle, high = (TARGET * np.quantile(base, ENDS)).tolist()
    return RunningCost(
        years=tuple(range(FIRST_YEAR, FIRST_YEAR + N_YEARS)),
        items=(*OFFICER_ITEMS, "total"),
        p10=p10,
        p50=p50,
        p90=p90,
        mean=yen.mean(axis=0),
        target=(low, middle, high),
        at_target=np.where((base > 0).all(), reached, np.nan),
    )


def nearest(found: Outlook, quantile: float) -> int:
    """The replication that stands at a quantile of the cost after migration: one that occurs."""
    total = found.officer[:, :, AFTER].sum(axis=1)
    wanted = np.quantile(total, quantile, method="inverted_cdf")
    return int(np.flatnonzero(total == wanted)[0])


def officer(found: Outlook, quantile: float | None = None) -> tuple[OfficerRow, ...]:
    """The officer's table of the part [yen a year before tax]; the last row is the total, and it adds up.

    With a quantile: of the one replication there (see `nearest`); without: means, rounded item by item.
    """
    if quantile is not None:
        return officer_rows(found.officer[nearest(found, quantile)])
    return officer_rows(_rounded(found.officer))


@dataclass(frozen=True)
class MemberRow:
    """One member of a prefecture, or their total: the officer's figures [yen a year before tax] and dates.

    Without a baseline the yearly cost is 0 and `shortfall` None.
    """

    code: str
    name: str
    name_en: str
    type: str
    fy2018: int
    before: int
    after: int
    after_support: int
    shortfall: int | None
    last_cutover: Days
    own: bool  # its own figures are in it; else everything is an estimate

    @property
    def multiple(self) -> float:
        """After over before; NaN where there was nothing before."""
        return self.after / self.before if self.before else float("nan")


def members(found: Outlook, quantile: float | None = None) -> tuple[MemberRow, ...]:
    """A row for each member and, last, their total; of means or of one replication as in `officer`."""
    bodies = found.facts.organisations
    english = bodies.names("en")
    yen = found.totals[nearest(found, quantile)] if quantile is not None else _rounded(found.totals)
    last = found.last_cutover
    rows = []
    for place, row in enumerate(found.part.rows):
        fy2018, before, after, left = yen[place].tolist()
        rows.append(
            MemberRow(
                code=bodies.code[row],
                name=bodies.name[row],
                name_en=english[row],
                type=TYPES[int(bodies.type[row])],
                fy2018=fy2018,
                before=before,
                after=after,
                after_support=left,
                shortfall=left - fy2018 * 7 // 10 if fy2018 > 0 else None,
                last_cutover=_days(last[:, place]),
                own=bool(found.own(place).rows),
            )
        )
    return (*rows, _total(found, rows))


def _total(found: Outlook, rows: list[MemberRow]) -> MemberRow:
    known = [row.shortfall for row in rows if row.shortfall is not None]
    sums = {
        name: sum(getattr(row, name) for row in rows)
        for name in ("fy2018", "before", "after", "after_support")
    }
    return MemberRow(
        code=found.part.code,
        name="total",
        name_en="total",
        type="",
        **sums,
        shortfall=sum(known) if known else None,
        last_cutover=last_cutover(found),
        own=any(row.own for row in rows),
    )


def budget(found: Outlook, quantile: float | None = None) -> tuple[BudgetYear, ...]:
    """Expenditure by account x funding by fiscal year [yen before tax]; the limit is the P80 ceiling.

    Of means (rounded cell by cell, so that everything adds up) or of one replication as in `officer`.
    """
    at = None if quantile is None else nearest(found, quantile)
    spent, commitments, memo = (
        _rounded(yen) if at is None else yen[at] for yen in (found.spent, found.commitments, found.lat_memo)
    )
    ceiling = np.quantile(found.commitments[:, :, 0], CEILING, axis=0, method="inverted_cdf")
    return tuple(
        BudgetYear(
            year=FIRST_YEAR + index,
            expenditure=tuple(spent[index].sum(axis=1).tolist()),
            funding=tuple(spent[index].sum(axis=0).tolist()),
            by_account=tuple(tuple(account) for account in spent[index].tolist()),
            lat_memo=int(memo[index]),
            commitment_limit=int(ceiling[index]),
            commitment_scheduled=int(commitments[index, 1]),
            carried_over=int(commitments[index, 2]),
        )
        for index in range(N_YEARS)
    )


def _rounded(yen: Ints) -> Ints:
    """Means over replications in whole yen."""
    return np.asarray(np.floor(yen.mean(axis=0) + 0.5), dtype=np.int64)


@dataclass(frozen=True)
class Rank:
    """Where a member's cost ratio (first full year over FY2018) lies among the organisations of its class.

    Every organisation counts with its median over replications; those without a baseline, or without a full
    year after their last cutover in most replications, do not count.
    """

    of: dict[str, str]  # name of the class by language
    organisations: int
    ratio: float | None  # its own median; None without a baseline
    place: int | None  # 1 is the lowest ratio
    class_p10: float  # of the medians of the class
    class_p50: float
    class_p90: float


def rank(found: Outlook, member: int = 0, by: str = "type") -> Rank:
    """Its place among those of its type, or (`by="population"`) among municipalities of like size."""
    bodies, row = found.facts.organisations, found.part.rows[member]
    ratios = np.where(found.ratio == UNKNOWN, np.nan, found.ratio / RATIO_UNIT)
    known = np.isfinite(ratios).mean(axis=0) > 0.5  # now and then a last cutover lies beyond the horizon
    if by == "type":
        alike, name = bodies.type == bodies.type[row], TYPE_NAMES[TYPES[int(bodies.type[row])]]
    else:
        people, own = bodies.population, int(bodies.population[row])
        alike = bodies.municipal & (people <= LIKE_SIZED * own) & (LIKE_SIZED * people >= own)
        name = ALIKE
    medians = np.full(len(known), np.nan)
    medians[known] = np.nanmedian(ratios[:, known], axis=0)
    members_of_class = medians[alike & known]
    low, middle, high = (
        np.quantile(members_of_class, ENDS).tolist() if len(members_of_class) else [float("nan")] * 3
    )
    ratio = float(medians[row]) if known[row] else None
    return Rank(
        of=dict(name),
        organisations=len(members_of_class),
        ratio=ratio,
        place=None if ratio is None else int((members_of_class < ratio).sum()) + 1,
        class_p10=low,
        class_p50=middle,
        class_p90=high,
    )


@dataclass(frozen=True)
class Joint:
    """Shares of replications; for a prefecture also the mean share of its members."""

    on_time: float  # every system of the part by the deadline
    at_target: float  # the part's sum at -30 % in the members' first full years
    both: float
    members_both: float  # members that are on time and at their own target, share of members
    members_known: int  # members with a baseline


def joint(found: Outlook) -> Joint:
    """How probable it is to be on time, at the target, and both."""
    late = found.last_cutover > DEADLINE
    sums = found.totals.sum(axis=1)
    known = found.totals[:, :, 0].min(axis=0) > 0
    if len(found.part.rows) == 1:
        reached = found.at_target[:, 0]
    else:
        reached = (sums[:, 0] > 0) & (10 * sums[:, AFTER] <= 7 * sums[:, 0])
    on_time = ~late.any(axis=1)
    both = (~late & found.at_target)[:, known]
    return Joint(
        on_time=float(on_time.mean()),
        at_target=float(reached.mean()),
        both=float((on_time & reached).mean()),
        members_both=float(both.mean()) if known.any() else 0.0,
        members_known=int(known.sum()),
    )
