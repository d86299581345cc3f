"""Price paths of one replication: history, then random years and months that all organisations share."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sim.elementary import exp, normal_quantile
from sim.facts import Facts
from sim.fiscal import FIRST_YEAR, MONTH_STARTS, N_MONTHS, N_YEARS, YEAR_STARTS
from sim.replication import Replication
from sim.scenario import Drawn
from sim.streams import Purpose, uniform

Floats = NDArray[np.float64]

SERIES = ("usdjpy", "service", "wage", "consumer", "line")
USDJPY, SERVICE, WAGE, CONSUMER, LINE_PRICE = range(5)
DAYS_OF_MONTH: NDArray[np.int64] = np.diff(MONTH_STARTS)
YEAR_SHARE_OF_DAY: Floats = np.repeat(1.0 / np.diff(YEAR_STARTS), np.diff(YEAR_STARTS))
"""Weight of each day: the days of a fiscal year sum to 1."""


@dataclass(frozen=True)
class Prices:
    """Monthly levels of the five series, [series, month]: yen per dollar, and indices with FY2018 = 1."""

    level: Floats
    running: Floats  # [series, day]: sum of level x share of the year over all days before `day`

    def cumulative(self, series: int, day: int) -> float:
        """Integral of a series from day 0 to `day` in fiscal years (a full year at level 1 gives 1)."""
        return float(self.running[series, day])

    def at(self, series: int, day: int) -> float:
        """Level of a series on a day."""
        month = int(np.searchsorted(MONTH_STARTS, day, side="right")) - 1
        return float(self.level[series, min(max(month, 0), N_MONTHS - 1)])

    def year_mean(self, series: int) -> Floats:
        """Mean level by fiscal year."""
        return np.diff(self.running[series, YEAR_STARTS])


def draw_paths(replication: Replication) -> Prices:
    """The price paths of one replication."""
    facts, p = replication.facts, replication.p
    luck = _Luck(replication.key(Purpose.PRICE))
    level = np.empty((len(SERIES), N_MONTHS))
    level[USDJPY] = _exchange_rate(facts, p, luck)
    level[SERVICE] = _index(facts, "service_price_change", p, "service_inflation", SERVICE, luck)
    level[WAGE] = _index(facts, "wage_change", p, "wage_growth", WAGE, luck)
    level[CONSUMER] = _index(facts, "cpi_change", p, "inflation", CONSUMER, luck)
    level[LINE_PRICE] = _line(facts, p)
    return Prices(level, running(level))


def running(level: Floats) -> Floats:
    """Sums before each day, [series, day 0..end], of monthly levels x the day's share of its fiscal year."""
    daily = np.repeat(level, DAYS_OF_MONTH, axis=1) * YEAR_SHARE_OF_DAY
    sums = np.zeros((level.shape[0], daily.shape[1] + 1))
    np.cumsum(daily, axis=1, out=sums[:, 1:])
    return sums


class _Luck:
    """Standard normal draws by series and time; the same in every scenario."""

    def __init__(self, key: int) -> None:
        self._key = key

    def normal(self, series: int, time: int) -> float:
        return normal_quantile(uniform(self._key, series + 1, 0, time))


def _exchange_rate(facts: Facts, p: Drawn, luck: _Luck) -> Floats:
    """Yen per dollar by month: yearly averages, then single months as seen, then a random walk of the log.

    A month that was not seen before one that was (April, where only June was seen) takes the value of that.
    """
    known, months = _by_year(facts, "usdjpy"), _by_month(facts, "usdjpy")
    last_full = max(year for year in known if not _is_month(facts, "usdjpy", year))
    path = np.empty(N_MONTHS)
    rate = known[FIRST_YEAR]
    drift, sigma = p["prices.usdjpy_drift"] / 12.0, p["prices.usdjpy_sigma"]
    monthly_sigma = sigma * 0.28867513459481287  # sqrt(1 / 12)
    for month in range(N_MONTHS):
        year = FIRST_YEAR + month // 12
        later = [seen for seen in months if seen >= month]
        if year in known and year <= last_full:
            rate = known[year]
        elif later:
            rate = months[min(later)]
        else:
            rate *= exp(drift + monthly_sigma * luck.normal(USDJPY, month))
        path[month] = rate
    fixed = p["prices.usdjpy_fixed"]
    if fixed > 0.0:
        path[12 * (last_full + 1 - FIRST_YEAR) :] = fixed
    return path


def _index(facts: Facts, series: str, p: Drawn, growth: str, number: int, luck: _Luck) -> Floats:
    """Index by month, FY2018 = 1, in yearly steps: changes seen, changes assumed, then random ones."""
    known = _by_year(facts, series)
    missing = {
        "service_price_change": "prices.missing_service_change",
        "wage_change": "prices.missing_wage_change",
    }
    last = max(known)
    level, path = 1.0, np.empty(N_YEARS)
    for index in range(N_YEARS):
        year = FIRST_YEAR + index
        if index > 0:
            if year in known:
                change = known[year]
            elif year <= last:
                change = p[missing[series]]
            else:
                change = p[f"prices.{growth}"] + p["prices.price_sigma"] * luck.normal(number, year)
            level *= 1.0 + change
        path[index] = level
    return np.repeat(path, 12)


def _line(facts: Facts, p: Drawn) -> Floats:
    """Price of lines by month: level until the last year with observed prices, then at a steady growth."""
    last = max(_by_year(facts, "cpi_change"))
    path, level = np.empty(N_YEARS), 1.0
    for index in range(N_YEARS):
        if FIRST_YEAR + index > last:
            level *= 1.0 + p["prices.line_price_growth"]
        path[index] = level
    return np.repeat(path, 12)


def _by_year(facts: Facts, series: str) -> dict[int, float]:
    found = facts.prices[series]
    return {int(year): float(value) for year, value in zip(found.years, found.values, strict=True)}


def _is_month(facts: Facts, series: str, year: int) -> bool:
    return any(
        f.series == series and f.fiscal_year == year and f.basis == "month" for f in facts.price_figures
    )


def _by_month(facts: Facts, series: str) -> dict[int, float]:
    """Values of single months by month (0 = April 2018)."""
    return {
        (f.as_of.year - FIRST_YEAR) * 12 + f.as_of.month - 4: f.value
        for f in facts.price_figures
        if f.series == series and f.basis == "month" and f.value is not None
    }
