"""What is drawn on the eve of a run: luck that is shared, growth by region and business, lags, teams."""

from __future__ import annotations

from functools import lru_cache

import numpy as np
import pytest
from numpy.typing import NDArray

from sim import facts, population, rules
from sim.elementary import normal_quantile
from sim.engine import World, prepare
from sim.engine.eve import Eve
from sim.facts import GROUPS, TYPES
from sim.fiscal import DAYS_PER_YEAR, DEADLINE
from sim.population import Population
from sim.replication import Replication
from sim.scenario import load, replaced
from sim.streams import Purpose

Floats = NDArray[np.float64]

NATION = facts.load()
BASELINE = load("baseline")
SIGMA = 0.25
REPLICATIONS = 3
# Values at which none of it has any effect.
CALM = {
    "work.luck_sigma": SIGMA,
    "work.luck_region_share": 0.0,
    "work.luck_suite_share": 0.0,
    "vendors.growth_region_sigma": 0.0,
    "vendors.welfare_growth_factor": 1.0,
    "vendors.family_register_growth_factor": 1.0,
    "vendors.prefecture_growth_factor": 1.0,
    "vendors.attrition_after_peak": 0.0,
    "vendors.ready_day_region_sd": 0.0,
    "windows.late_small_share": 0.0,
    "announcement.report_lag_days": 0.0,
}


@lru_cache(maxsize=12)
def eve_of(replication: int = 0, **changed: float) -> tuple[World, Population, Replication]:
    """A prepared nation; `changed`: values by the last part of their paths."""
    values = {path: changed.pop(path.rpartition(".")[2], value) for path, value in CALM.items()}
    assert not changed
    one = Replication.of(NATION, replaced(BASELINE, values), 7, replication)
    people = population.draw(one)
    return prepare(one, people), people, one


# Luck -----------------------------------------------------------------------------------------------------


def standard(w: World) -> Floats:
    """The normal values that stand behind the luck of the lots."""
    return np.asarray((np.log(w.lot_luck) + SIGMA * SIGMA / 2.0) / SIGMA)


def pairs(w: World, people: Population, same_organisation: bool) -> NDArray[np.int64]:
    """Pairs of lots of one vendor in one prefecture, of one organisation or two; no lot is in two pairs."""
    cell = people.lot_vendor * 100 + w.lot_prefecture
    found: list[tuple[int, int]] = []
    for number in np.unique(cell).tolist():
        lots = np.flatnonzero(cell == number)
        organisations, first = np.unique(people.lot_organisation[lots], return_index=True)
        if same_organisation:
            for o in organisations.tolist():
                mine = lots[people.lot_organisation[lots] == o]
                found += [(int(mine[0]), int(mine[1]))] if len(mine) > 1 else []
        elif len(first) > 1:
            found.append((int(lots[first[0]]), int(lots[first[1]])))
    return np.array(found)


@pytest.mark.parametrize(("region", "suite"), [(0.0, 0.0), (0.5, 0.0), (0.0, 0.6), (0.4, 0.5)])
def test_luck_is_shared_within_a_region_and_a_suite_as_stated(region: float, suite: float) -> None:
    products: dict[bool, list[Floats]] = {True: [], False: []}
    for replication in range(REPLICATIONS):
        w, people, _ = eve_of(replication, luck_region_share=region, luck_suite_share=suite)
        z = standard(w)
        for same in (True, False):
            a, b = pairs(w, people, same).T
            products[same].append(z[a] * z[b])
    expected = {True: region + (1.0 - region) * suite, False: region}
    for same, found in products.items():
        joined = np.concatenate(found)
        # Suites of one region are not independent where the region has a share: take its cells for the count.
        n = len(joined) if region == 0.0 else len(np.concatenate(products[False]))
        assert joined.mean() == pytest.approx(expected[same], abs=4.0 * joined.std() / np.sqrt(n))


def test_vendors_of_one_prefecture_and_prefectures_of_one_vendor_share_no_luck() -> None:
    w, people, _ = eve_of(luck_region_share=1.0)
    _, first = np.unique(people.lot_vendor * 100 + w.lot_prefecture, return_index=True)
    z, vendor, prefecture = standard(w)[first], people.lot_vendor[first], w.lot_prefecture[first]
    for of in (vendor, prefecture):
        same = of[:, None] == of
        np.fill_diagonal(same, False)
        products = (z[:, None] * z)[same]
        assert products.mean() == pytest.approx(0.0, abs=0.1)


@pytest.mark.parametrize(("region", "suite"), [(0.0, 0.0), (0.4, 0.5), (0.95, 0.95)])
def test_shared_luck_keeps_its_mean_of_one_and_its_variance(region: float, suite: float) -> None:
    # One lot for each vendor and prefecture, so that they are independent.
    z, luck = [], []
    for replication in range(REPLICATIONS):
        w, people, _ = eve_of(replication, luck_region_share=region, luck_suite_share=suite)
        _, first = np.unique(people.lot_vendor * 100 + w.lot_prefecture, return_index=True)
        z.append(standard(w)[first])
        luck.append(w.lot_luck[first])
    values, factors = np.concatenate(z), np.concatenate(luck)
    n = len(values)
    assert values.mean() == pytest.approx(0.0, abs=4.0 / np.sqrt(n))
    assert values.var() == pytest.approx(1.0, abs=4.0 * np.sqrt(2.0 / n))
    assert factors.mean() == pytest.approx(1.0, abs=4.0 * factors.std() / np.sqrt(n))


def test_without_shares_luck_is_each_lots_own() -> None:
    w, people, one = eve_of()
    u = Eve(**vars(one.until("schedule")), population=people).of_lots(Purpose.LUCK)
    expected = [rules.lognormal(SIGMA, normal_quantile(x)) for x in u[:200].tolist()]
    assert w.lot_luck[:200].tolist() == expected


def test_wholly_shared_luck_is_the_same_for_all_who_share_it() -> None:
    of_region, people, _ = eve_of(luck_region_share=1.0)
    a, b = pairs(of_region, people, False).T
    assert np.array_equal(of_region.lot_luck[a], of_region.lot_luck[b])
    of_suite, people, _ = eve_of(luck_suite_share=1.0)
    a, b = pairs(of_suite, people, True).T
    assert np.array_equal(of_suite.lot_luck[a], of_suite.lot_luck[b])
    a, b = pairs(of_suite, people, False).T
    assert np.mean(of_suite.lot_luck[a] == of_suite.lot_luck[b]) < 0.01


# Growth ---------------------------------------------------------------------------------------------------


def test_growth_differs_between_the_prefectures_of_a_vendor_with_mean_one() -> None:
    assert np.all(eve_of()[0].growth_region == 1.0)
    factors = eve_of(growth_region_sigma=0.6)[0].growth_region
    assert np.all(factors[:, 0] == 1.0)
    drawn = factors[:, 1:]
    assert len(np.unique(drawn)) == drawn.size
    assert drawn.mean() == pytest.approx(1.0, abs=4.0 * drawn.std() / np.sqrt(drawn.size))
    assert np.log(drawn).std() == pytest.approx(0.6, abs=0.04)


def share_of_group(people: Population, group: str) -> Floats:
    """Share of each lot's businesses that are of this group."""
    mine = np.equal(NATION.businesses.group, GROUPS.index(group))[people.system_business]
    return np.asarray(np.bincount(people.system_lot, mine, people.n_lots) / people.lot_businesses)


@pytest.mark.parametrize(
    ("name", "group"),
    [("welfare_growth_factor", "welfare"), ("family_register_growth_factor", "family_register")],
)
@pytest.mark.parametrize("factor", [0.0, 0.3, 1.0])
def test_growth_of_a_business_counts_by_its_share_of_a_lot(name: str, group: str, factor: float) -> None:
    w, people, _ = eve_of(**{name: factor})
    share = share_of_group(people, group)
    assert share.max() == 1.0
    assert np.any((share > 0.0) & (share < 1.0))
    assert w.lot_growth == pytest.approx(1.0 + (factor - 1.0) * share)


def test_growth_of_prefectures_offices_is_greater_and_that_of_others_as_it_was() -> None:
    w, people, _ = eve_of(prefecture_growth_factor=3.0, welfare_growth_factor=2.0)
    office = NATION.organisations.type[people.lot_organisation] == TYPES.index("prefecture")
    without = eve_of(welfare_growth_factor=2.0)[0].lot_growth
    assert office.any()
    assert w.lot_growth[office] == pytest.approx(3.0 * without[office])
    assert np.array_equal(w.lot_growth[~office], without[~office])


# Lags, windows, teams -------------------------------------------------------------------------------------


def test_an_organisation_reports_at_once_or_after_a_lag_of_its_own() -> None:
    assert not eve_of()[0].organisation_lag.any()
    lags = eve_of(report_lag_days=60.0)[0].organisation_lag
    assert lags.shape == (1788,)
    assert lags.min() >= 0
    assert lags.mean() == pytest.approx(59.5, abs=4.0 * 60.0 / np.sqrt(1788))
    assert np.mean(lags > 60) == pytest.approx(np.exp(-1.0), abs=0.05)


@pytest.mark.parametrize("share", [0.0, 0.5, 1.0])
def test_so_many_lots_take_small_windows_once_they_are_late(share: float) -> None:
    w, _, _ = eve_of(late_small_share=share)
    assert w.lot_any_window.mean() == pytest.approx(share, abs=0.03 if share == 0.5 else 0.0)


def test_teams_leave_after_the_deadline_and_not_before() -> None:
    stay, leave = eve_of()[0], eve_of(attrition_after_peak=0.25)[0]
    assert np.array_equal(stay.capacity_days, leave.capacity_days)
    before = stay.capacity_days <= DEADLINE
    assert np.array_equal(stay.capacity[:, before], leave.capacity[:, before])
    assert leave.capacity.min() >= 1
    large = np.flatnonzero(stay.capacity[:, before][:, -1] >= 20)
    assert large.size
    for k in np.flatnonzero(~before).tolist():
        left = 0.75 ** ((stay.capacity_days[k] - DEADLINE) / DAYS_PER_YEAR)
        assert leave.capacity[large, k] == pytest.approx(left * stay.capacity[large, k], abs=1.01)


def test_a_vendor_begins_in_a_prefecture_no_sooner_than_its_product_is_ready() -> None:
    assert not eve_of()[0].ready_region.any()
    days = eve_of(ready_day_region_sd=80.0)[0].ready_region
    assert not days[:, 0].any()
    assert days.min() >= 0
    drawn = days[:, 1:]
    assert drawn.mean() == pytest.approx(
        80.0 * np.sqrt(2.0 / np.pi), abs=4.0 * drawn.std() / np.sqrt(drawn.size)
    )
