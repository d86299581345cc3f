"""From a population and the drawn schedule parameters to the World that an engine runs."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from sim import rules
from sim.elementary import log, normal_quantile
from sim.engine import booking, capacity
from sim.engine.calendar import calendar_of, revision_days
from sim.engine.eve import Eve
from sim.engine.world import Rules, World
from sim.facts import GROUPS, TYPES
from sim.fiscal import SURVEYS
from sim.kernel import kernel
from sim.population import Population
from sim.replication import Replication
from sim.scenario import Drawn
from sim.streams import Purpose, uniform, uniforms

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]

PREFECTURE = TYPES.index("prefecture")
QUEUE_ORDERS = ("contract_day", "largest", "earliest_deadline", "smallest")


def prepare(replication: Replication, population: Population) -> World:
    """The World of one replication; raises ScenarioError when a lot could never cut over."""
    eve = Eve(**vars(replication.until("schedule")), population=population)
    p, calendar, organisations = eve.p, calendar_of(eve.p), eve.facts.organisations
    size, demand = _sizes(eve)
    change_days, teams_by_vendor = capacity.capacity_path(eve, demand)
    teams, work, path_days = _work(eve, size, teams_by_vendor)
    mask = _masks(eve)
    booked = booking.booked_days(eve, calendar, mask)
    early_start = booking.early_starts(eve, booked, path_days)
    contract, tender = booking.contracts(eve), booking.tenders(eve)
    return World(
        rules=_rules(eve),
        lot_organisation=population.lot_organisation,
        lot_code=eve.lot_code,
        lot_buyer=eve.lot_buyer,
        lot_business=population.lot_business,
        lot_mask=mask,
        lot_vendor=population.lot_vendor,
        lot_suite=population.lot_suite,
        lot_prefecture=eve.lot_prefecture,
        lot_legacy=population.lot_legacy,
        lot_no_product=population.lot_no_product,
        lot_product_delay=population.lot_no_product * int(p["legacy.no_product_delay_days"]),
        lot_size=booking.largest_of_contract(contract, size, len(organisations.code)),
        lot_teams=teams,
        lot_work=work,
        lot_luck=_luck(eve),
        lot_growth=_growth_factors(eve),
        lot_any_window=_takes_any_window(eve),
        lot_booked=booked,
        lot_procured=booking.procured_days(eve, contract, tender, early_start),
        lot_tender=tender,
        lot_ready_by=early_start,
        vendor_ready=capacity.ready_days(eve),
        ready_region=capacity.ready_by_region(eve),
        vendor_growth=capacity.growth(eve),
        growth_region=capacity.growth_by_region(eve),
        vendor_withdrawal=capacity.withdrawals(eve),
        vendor_first_plan=capacity.first_plans(eve),
        vendor_lots=np.bincount(population.lot_vendor, minlength=len(population.vendor_kind)),
        capacity_days=change_days,
        capacity=teams_by_vendor,
        vendor_weight=population.vendor_weight,
        next_window=calendar.next_window,
        next_large=calendar.next_large,
        next_appropriation=calendar.next_appropriation,
        revision_days=revision_days(p),
        surveys=SURVEYS,
        quarters=capacity.QUARTERS,
        organisation_code=organisations.number,
        organisation_lag=_lags(eve),
    )


def _masks(eve: Eve) -> Ints:
    """Freeze groups of each lot's businesses as bits."""
    freeze, population = eve.facts.businesses.freeze, eve.population
    bit = np.where(freeze > 0, 1 << np.maximum(freeze - 1, 0), 0)
    return _joined(bit, population.system_lot, population.system_business, population.n_lots)


@kernel
def _joined(bit: Ints, system_lot: Ints, system_business: Ints, n_lots: int) -> Ints:
    mask = np.zeros(n_lots, np.int64)
    for i in range(system_lot.size):
        mask[system_lot[i]] |= bit[system_business[i]]
    return mask


def _sizes(eve: Eve) -> tuple[Floats, Floats]:
    """Size factor of each lot, and planned team-days of each vendor as if all its lots ran on packages."""
    p, organisations, lots = eve.p, eve.facts.organisations, eve.population
    prefecture = organisations.type == PREFECTURE
    counted = np.where(prefecture, p["work.prefecture_size_share"], 1.0)
    residents = np.asarray(organisations.population * counted, dtype=np.float64)
    return _sizes_and_demand(
        residents[lots.lot_organisation],
        lots.lot_businesses,
        lots.lot_vendor,
        len(lots.vendor_kind),
        (p["work.systems_exponent"], p["work.population_exponent"], p["work.size_cap"]),
        p["work.path_days"],
    )


@kernel
def _sizes_and_demand(
    residents: Floats,
    systems: Ints,
    vendor: Ints,
    n_vendors: int,
    shape: tuple[float, float, float],
    path_days: float,
) -> tuple[Floats, Floats]:
    size, demand = np.empty(vendor.size), np.zeros(n_vendors)
    for i in range(vendor.size):
        size[i] = rules.size_factor(float(systems[i]), residents[i], shape[0], shape[1], shape[2])
        demand[vendor[i]] += path_days * size[i]
    return size, demand


def _work(eve: Eve, size: Floats, teams_by_vendor: Ints) -> tuple[Ints, Floats, Floats]:
    """Of each lot: teams wanted, planned team-days by phase, days from start to ready."""
    p, lots = eve.p, eve.population
    return _teams_and_work(
        size,
        lots.lot_vendor,
        lots.lot_legacy,
        teams_by_vendor.max(axis=1),
        _phase_shares(p),
        (p["work.path_days"], p["work.legacy_factor"], p["work.size_per_team"]),
    )


@kernel
def _teams_and_work(
    size: Floats, vendor: Ints, legacy: Ints, most: Ints, share: Floats, terms: tuple[float, float, float]
) -> tuple[Ints, Floats, Floats]:
    path_days, legacy_factor, size_per_team = terms
    teams, work = np.empty(size.size, np.int64), np.empty((size.size, share.size))
    days = np.empty(size.size)
    for i in range(size.size):
        teams[i] = min(rules.teams_for(size[i], size_per_team), most[vendor[i]])
        whole = path_days * size[i] * (legacy_factor if legacy[i] > 0 else 1.0)
        for phase in range(share.size):
            work[i, phase] = whole * share[phase]
        days[i] = (work[i, 0] + work[i, 1] + work[i, 2]) / teams[i]
    return teams, work, days


def _phase_shares(p: Drawn) -> Floats:
    """Shares of fit & gap, build, rehearsal and stabilisation in the planned work."""
    before, after = p["work.share_before_rehearsal"], p["work.share_stabilisation"]
    fit = before * p["work.fit_share"]
    return np.array([fit, before - fit, 1.0 - before - after, after])


def _luck(eve: Eve) -> Floats:
    """Factor on the work of each lot that shows only once it is done."""
    p, lots = eve.p, eve.population
    return _lucks(
        eve.lot_code,
        lots.lot_business,
        lots.lot_vendor,
        eve.lot_prefecture,
        p["work.luck_sigma"],
        (p["work.luck_region_share"], p["work.luck_suite_share"]),
        eve.key(Purpose.LUCK),
        eve.key(Purpose.SHARED_LUCK),
    )


@kernel
def _lucks(
    code: Ints,
    business: Ints,
    vendor: Ints,
    prefecture: Ints,
    sigma: float,
    shares: tuple[float, float],
    own_key: int,
    shared_key: int,
) -> Floats:
    """Part of the luck is common to a vendor's lots in a prefecture, part to its lots in an organisation."""
    factors = np.empty(code.size)
    for i in range(code.size):
        of_region = normal_quantile(uniform(shared_key, prefecture[i], vendor[i] + 1, 0))
        of_suite = normal_quantile(uniform(shared_key, code[i], vendor[i] + 1, 1))
        own = normal_quantile(uniform(own_key, code[i], business[i], 0))
        z = rules.shared_normal(of_region, of_suite, own, shares[0], shares[1])
        factors[i] = rules.lognormal(sigma, z)
    return factors


def _growth_factors(eve: Eve) -> Floats:
    """Factor on the excess growth of each lot: the mean of its businesses', more for prefectures' offices."""
    p, lots, facts = eve.p, eve.population, eve.facts
    group, groups = facts.businesses.group, GROUPS
    of_business = np.ones(len(group))
    of_business[np.equal(group, groups.index("family_register"))] = p["vendors.family_register_growth_factor"]
    of_business[np.equal(group, groups.index("welfare"))] = p["vendors.welfare_growth_factor"]
    total = np.bincount(lots.system_lot, weights=of_business[lots.system_business], minlength=lots.n_lots)
    office = facts.organisations.type[lots.lot_organisation] == PREFECTURE
    factor = np.where(office, p["vendors.prefecture_growth_factor"], 1.0)
    return np.asarray(total / lots.lot_businesses * factor)


def _takes_any_window(eve: Eve) -> Ints:
    """1 for lots that, once they have missed their window, take the next one of any size."""
    return (eve.of_lots(Purpose.WINDOW) < eve.p["windows.late_small_share"]).astype(np.int64)


def _lags(eve: Eve) -> Ints:
    """Days from hearing to reporting that a lot is late, by organisation: exponential around their mean."""
    u = uniforms(eve.key(Purpose.REPORT), eve.facts.organisations.number, 0, 0)
    return _exponentials(u, eve.p["announcement.report_lag_days"])


@kernel
def _exponentials(u: Floats, mean: float) -> Ints:
    days = np.empty(u.size, np.int64)
    for k in range(u.size):
        days[k] = int(-mean * log(u[k]))
    return days


def _rules(eve: Eve) -> Rules:
    p = eve.p

    def whole(path: str) -> int:
        return math.floor(p[path] + 0.5)

    return Rules(
        deadline=whole("deadline.day"),
        extended_deadline=whole("deadline.extended_day"),
        extension_announced=whole("deadline.extension_announced_day"),
        rebook_share=p["deadline.rebook_share"],
        pending_share=p["deadline.pending_share"],
        keep_until_cutover=whole("deadline.keep_until_cutover"),
        deferral_share=p["deadline.deferral_share"],
        deferral_reach_days=whole("deadline.deferral_reach_days"),
        deferral_work_share=p["deadline.deferral_work_share"],
        deferral_from=whole("deadline.deferral_from_day"),
        late_rebooked_share=p["deadline.late_rebooked_share"],
        late_wait_days=p["deadline.late_wait_days"],
        latest_day=whole("deadline.designated_day"),
        learning_floor=p["work.learning_floor"],
        learning_lots=p["work.learning_lots"],
        rehearsal_failure=p["work.rehearsal_failure"],
        rehearsal_failure_decay=p["work.rehearsal_failure_decay"],
        rework_share=p["work.rework_share"],
        after_live_factor=p["work.after_live_factor"],
        handover_share=p["work.handover_share"],
        build_done_share=p["work.build_done_share"],
        queue_order=QUEUE_ORDERS.index(p.choice("vendors.queue_order")),
        tender_failure=p["procurement.tender_failure"],
        tender_failure_by_queue=p["procurement.tender_failure_by_queue"],
        retry_days=whole("procurement.retry_days"),
        retender_days=whole("procurement.retender_days"),
        no_vendor_retry_days=whole("procurement.no_vendor_retry_days"),
        buffer=p["booking.buffer"],
        buffer_days=p["booking.buffer_days"],
        limit_per_team=p["windows.limit_per_team"],
        limit_minimum=whole("windows.limit_minimum"),
        optimism=p["announcement.optimism"],
        optimism_horizon_days=p["announcement.optimism_horizon_days"],
        replan_days=whole("announcement.replan_days"),
        trigger=p["announcement.trigger"],
        review_days=whole("announcement.review_days"),
        review_known_share=p["announcement.review_known_share"],
        kappa=p["announcement.kappa"],
        steepness=p["announcement.steepness"],
        revision_notice_days=whole("revisions.minimum_notice_days"),
        revision_work_days=p["revisions.work_days"],
        rehearsal_key=eve.key(Purpose.REHEARSAL),
        tender_key=eve.key(Purpose.TENDER),
        retender_key=eve.key(Purpose.RETENDER),
        pending_key=eve.key(Purpose.PENDING),
        rebook_key=eve.key(Purpose.REBOOK),
        deferral_key=eve.key(Purpose.DEFERRAL),
        late_key=eve.key(Purpose.LATE),
    )
