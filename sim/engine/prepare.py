"""From a population and the drawn schedule parameters to the World that an engine runs."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from sim import rules
from sim.elementary import normal_quantile, power
from sim.engine.calendar import N_DAYS, Calendar, calendar_of
from sim.engine.world import SURVEYS, Rules, World
from sim.facts import TYPES, Facts
from sim.fiscal import HORIZON_END, NEVER, day_of
from sim.population import VENDOR_KINDS, Population
from sim.scenario import Drawn, Scenario
from sim.streams import Purpose, key, uniform, uniforms

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]

QUEUE_ORDERS = ("contract_day", "largest", "earliest_deadline", "smallest")
DAYS_PER_YEAR = 365.25
CAPACITY_FROM = "2024-04-01"  # hiring and attrition count from the fiscal year the load is stated for
FIRST_REPLANNING = "2024-01-01"
# A prefecture's own welfare offices cover only its towns and villages.
PREFECTURE_SIZE_SHARE = 0.1


def prepare(
    facts: Facts, population: Population, scenario: Scenario, drawn: Drawn, seed: int, replication: int
) -> World:
    """The World of one replication; raises ScenarioError when a lot could never cut over."""
    p = drawn.stage("schedule")
    calendar = calendar_of(scenario)
    luck = _LotLuck(facts, population, seed, replication)
    mask = _masks(facts, population)
    work, teams = _work(facts, population, p)
    factor = np.array([rules.lognormal(p["work.luck_sigma"], normal_quantile(u)) for u in luck(Purpose.LUCK)])
    capacity_days, capacity = _capacity(
        scenario, population, _package_work(work, population, p), p, seed, replication
    )
    teams = np.minimum(teams, capacity.max(axis=1)[population.lot_vendor])
    ready = _ready_days(population, p, seed, replication)
    booked, early = _booked(population, calendar, mask, p, luck, seed, replication)
    procured, ready_by = _procured(facts, population, booked, early, work, teams, p, seed, replication)
    return World(
        rules=_rules(scenario, p, seed, replication),
        lot_organisation=population.lot_organisation,
        lot_code=luck.codes,
        lot_business=population.lot_business,
        lot_systems=population.lot_businesses,
        lot_mask=mask,
        lot_vendor=population.lot_vendor,
        lot_suite=population.lot_suite,
        lot_prefecture=facts.organisations.prefecture[population.lot_organisation],
        lot_legacy=population.lot_legacy,
        lot_no_product=population.lot_no_product,
        lot_product_delay=population.lot_no_product * int(p["legacy.no_product_delay_days"]),
        lot_teams=teams,
        lot_work=work,
        lot_luck=factor,
        lot_booked=booked,
        lot_procured=procured,
        lot_tender=(luck(Purpose.CONTRACT, 1) >= p["procurement.negotiated_share"]).astype(np.int64),
        lot_ready_by=ready_by,
        vendor_ready=ready,
        vendor_growth=_growth(population, p, seed, replication),
        vendor_withdrawal=_withdrawals(scenario, population, p, seed, replication),
        vendor_first_plan=_first_plans(population, p, seed, replication),
        vendor_lots=np.bincount(population.lot_vendor, minlength=len(population.vendor_kind)),
        capacity_days=capacity_days,
        capacity=capacity,
        vendor_weight=population.vendor_weight,
        next_window=calendar.next_window,
        next_large=calendar.next_large,
        next_appropriation=calendar.next_appropriation,
        revision_days=_revisions(p),
        surveys=SURVEYS,
        quarters=_quarters(),
        organisation_code=facts.organisations.number,
    )


class _LotLuck:
    """Uniform draws of all lots, keyed by organisation code and first business."""

    def __init__(self, facts: Facts, population: Population, seed: int, replication: int) -> None:
        self.codes = facts.organisations.number[population.lot_organisation]
        self._business = population.lot_business
        self._seed, self._replication = seed, replication

    def __call__(self, purpose: int, visit: int = 0) -> Floats:
        stream = key(self._seed, self._replication, purpose)
        pairs = zip(self.codes.tolist(), self._business.tolist(), strict=True)
        return np.array([uniform(stream, code, business, visit) for code, business in pairs])


def _masks(facts: Facts, population: Population) -> Ints:
    """Freeze groups of each lot's businesses as bits."""
    bit = np.where(facts.businesses.freeze > 0, 1 << np.maximum(facts.businesses.freeze - 1, 0), 0)
    mask = np.zeros(population.n_lots, dtype=np.int64)
    np.bitwise_or.at(mask, population.system_lot, bit[population.system_business])
    return mask


def _work(facts: Facts, population: Population, p: Drawn) -> tuple[Floats, Ints]:
    """Planned team-days by phase [n_lots, 4], and the teams each lot wants."""
    organisations = facts.organisations
    residents = organisations.population.astype(np.float64)
    residents = (
        np.where(organisations.type == TYPES.index("prefecture"), PREFECTURE_SIZE_SHARE, 1.0) * residents
    )
    exponents = (p["work.systems_exponent"], p["work.population_exponent"], p["work.size_cap"])
    of_lot = zip(population.lot_businesses, residents[population.lot_organisation], strict=True)
    size = np.array([rules.size_factor(float(n), float(r), *exponents) for n, r in of_lot])
    legacy = np.where(population.lot_legacy > 0, p["work.legacy_factor"], 1.0)
    before, after = p["work.share_before_rehearsal"], p["work.share_stabilisation"]
    fit = before * p["work.fit_share"]
    shares = np.array([fit, before - fit, 1.0 - before - after, after])
    total = p["work.path_days"] * size * legacy
    teams = np.array([rules.teams_for(s, p["work.size_per_team"]) for s in size], dtype=np.int64)
    return total[:, None] * shares, teams


def _package_work(work: Floats, population: Population, p: Drawn) -> Floats:
    """Planned team-days as if every lot ran on packages: what vendors hired for, so that help for legacy
    systems relieves them instead of shrinking them."""
    legacy = np.where(population.lot_legacy > 0, p["work.legacy_factor"], 1.0)
    return work.sum(axis=1) / legacy


def stratified(u: Floats, kind: Ints) -> Floats:
    """Standard normal values [n]: within each kind the quantile of the rank of its u."""
    z = np.empty(len(u))
    for k in np.unique(kind):
        at = np.flatnonzero(kind == k)
        rank = np.argsort(np.argsort(u[at], kind="stable"), kind="stable")
        z[at] = [normal_quantile((r + 0.5) / len(at)) for r in rank.tolist()]
    return z


def _vendor_luck(population: Population, purpose: int, seed: int, replication: int) -> Floats:
    vendors = np.arange(len(population.vendor_kind), dtype=np.int64)
    return uniforms(key(seed, replication, purpose), vendors, 0, 0)


def _by_kind(population: Population, national: float, regional: float, specialist: float) -> Floats:
    values = np.array([national, regional] + [specialist] * (len(VENDOR_KINDS) - 2))
    return values[population.vendor_kind]


def _loads(population: Population, p: Drawn, seed: int, replication: int) -> Floats:
    """Planned team-days over available ones, by vendor."""
    sigma = _by_kind(
        population,
        p["vendors.load_sigma_national"],
        p["vendors.load_sigma_regional"],
        p["vendors.load_sigma_specialist"],
    )
    z = stratified(_vendor_luck(population, Purpose.LOAD, seed, replication), population.vendor_kind)
    spread = np.array([rules.lognormal(s, x) for s, x in zip(sigma, z, strict=True)])
    factor = _by_kind(population, 1.0, 1.0, p["vendors.specialist_load_factor"])
    registers = population.vendor_kind == VENDOR_KINDS.index("family_register")
    factor = np.where(registers, factor * p["vendors.family_register_load_factor"], factor)
    return p["vendors.load_mean"] * factor * spread


def _growth(population: Population, p: Drawn, seed: int, replication: int) -> Floats:
    """Factor on rehearsal and stabilisation that each vendor will discover."""
    z = stratified(_vendor_luck(population, Purpose.GROWTH, seed, replication), population.vendor_kind)
    excess = np.array([rules.lognormal(p["vendors.growth_sigma"], x) for x in z]) * (
        p["vendors.growth_mean"] - 1.0
    )
    registers = population.vendor_kind == VENDOR_KINDS.index("family_register")
    return 1.0 + np.where(registers, excess * p["vendors.family_register_growth_factor"], excess)


def _ready_days(population: Population, p: Drawn, seed: int, replication: int) -> Ints:
    """Product-ready day of each vendor."""
    z = stratified(_vendor_luck(population, Purpose.READY, seed, replication), population.vendor_kind)
    days = p["vendors.ready_day_mean"] + p["vendors.ready_day_sd"] * z
    return np.maximum(np.floor(days + 0.5), 0).astype(np.int64)


def _capacity(
    scenario: Scenario, population: Population, planned: Floats, p: Drawn, seed: int, replication: int
) -> tuple[Ints, Ints]:
    """Days on which capacity changes, and teams [vendor, change].

    Base teams give the drawn load: planned team-days / (load x days from the mean ready day to the deadline).
    """
    n_vendors = len(population.vendor_kind)
    demand = np.bincount(population.lot_vendor, weights=planned, minlength=n_vendors)
    span = max(p["deadline.day"] - p["vendors.ready_day_mean"], 1.0)
    base = demand / (_loads(population, p, seed, replication) * span)
    regional = population.vendor_kind == VENDOR_KINDS.index("regional")
    base = (
        base
        * np.where(regional, p["vendors.regional_teams_factor"], 1.0)
        * (1.0 + p["vendors.pooled_teams_share"])
    )
    days = sorted({0, *_quarters().tolist(), *_law_days(scenario)})
    net = (
        1.0
        + p["vendors.hiring_per_year"]
        + p["vendors.talent_supply_per_year"]
        - p["vendors.attrition_per_year"]
    )
    columns = [base * power(net, _years_since(day)) * _free_of_law(scenario, day) for day in days]
    teams = np.floor(np.stack(columns, axis=1) + 0.5).astype(np.int64)
    return np.array(days, dtype=np.int64), np.maximum(teams, 1)


def _years_since(day: int) -> float:
    return max(0.0, (day - day_of(CAPACITY_FROM)) / DAYS_PER_YEAR)


def _law_days(scenario: Scenario) -> list[int]:
    days = [day_of(c.from_day) for c in scenario.law_changes.changes]
    days += [day_of(c.to_day) + 1 for c in scenario.law_changes.changes]
    return [day for day in days if 0 <= day <= HORIZON_END]


def _free_of_law(scenario: Scenario, day: int) -> float:
    """Share of the teams that law changes leave on this day."""
    taken = sum(
        c.teams_share for c in scenario.law_changes.changes if day_of(c.from_day) <= day <= day_of(c.to_day)
    )
    return max(0.0, 1.0 - taken)


def _quarters() -> Ints:
    """First days of the quarters of the horizon."""
    months = [f"{y}-{m:02d}-01" for y in range(2018, 2037) for m in (1, 4, 7, 10)]
    days = [day_of(m) for m in months if m >= "2018-04-01"]
    return np.array([d for d in days if d <= HORIZON_END], dtype=np.int64)


def _booked(
    population: Population,
    calendar: Calendar,
    mask: Ints,
    p: Drawn,
    luck: _LotLuck,
    seed: int,
    replication: int,
) -> tuple[Ints, NDArray[np.bool_]]:
    """First booked cutover day of each lot, and whether it is an early adopter.

    A wave (one vendor in one prefecture) shares one draw; others draw alone.
    """
    wave = population.lot_vendor * 100 + luck.codes // 10_000
    of_wave = uniforms(key(seed, replication, Purpose.WAVE), wave, 0, 0)
    own = luck(Purpose.BOOKING)
    u = np.where(luck(Purpose.BOOKING, 1) < p["booking.wave_sharing"], of_wave, own)
    wanted = np.array([_wanted_day(x, p) for x in u.tolist()], dtype=np.int64)
    booked = calendar.next_window[mask, wanted]
    return booked, booked < p["booking.early_adopter_before_day"]


def _wanted_day(u: float, p: Drawn) -> int:
    """Day around which a lot with draw u is booked: spread out early, at New Year, or to the end of February."""
    share, new_year = p["booking.early_share"], day_of("2026-01-01")
    if u < share:
        first, last = p["booking.early_from_day"], p["booking.early_to_day"]
        return int(first + power(max(u / share, 1e-9), p["booking.early_exponent"]) * (last - first))
    rest = (u - share) / (1.0 - share)
    if rest < p["booking.new_year_share"]:
        return new_year
    late = (rest - p["booking.new_year_share"]) / (1.0 - p["booking.new_year_share"])
    first = day_of("2026-01-13")
    return int(first + late * (p["booking.last_day"] - 7 - first))


def _procured(
    facts: Facts,
    population: Population,
    booked: Ints,
    early: NDArray[np.bool_],
    work: Floats,
    teams: Ints,
    p: Drawn,
    seed: int,
    replication: int,
) -> tuple[Ints, Ints]:
    """Day on which procurement ends, and the day by which an early adopter's product is ready.

    Joint groups contract as one; an early adopter did both in time to start for its window.
    """
    organisation = population.lot_organisation
    group = population.organisation_group
    buyer = np.where(group >= 0, group, facts.organisations.number)
    u = uniforms(key(seed, replication, Purpose.CONTRACT), buyer, 0, 0)
    z = np.array([normal_quantile(x) for x in u])
    days = np.floor(p["procurement.contract_day_mean"] + p["procurement.contract_day_sd"] * z)
    procured = np.maximum(days.astype(np.int64), 0)[organisation]
    path = work[:, :3].sum(axis=1) / teams
    start = np.maximum(booked - np.floor(path * (1.0 + p["booking.buffer"])).astype(np.int64), 0)
    ready_by = np.where(early, start, NEVER)
    # An appropriation may take a quarter: the early ones asked for it a quarter before they started.
    return np.where(early, np.minimum(procured, np.maximum(start - 92, 0)), procured), ready_by


def _withdrawals(scenario: Scenario, population: Population, p: Drawn, seed: int, replication: int) -> Ints:
    """Day on which each vendor leaves, NEVER for most; pinned days come first.

    National integrators leave only when a scenario pins it.
    """
    u = _vendor_luck(population, Purpose.WITHDRAWAL, seed, replication)
    may_leave = population.vendor_kind != VENDOR_KINDS.index("national")
    chance = min(1.0, p["vendors.withdrawals"] / max(int(may_leave.sum()), 1))
    first, last = p["vendors.withdrawal_from_day"], p["vendors.withdrawal_to_day"]
    drawn = np.floor(first + u / max(chance, 1e-12) * (last - first))
    leaves = may_leave & (u < chance)
    days = np.where(leaves, np.where(leaves, drawn, 0.0), NEVER).astype(np.int64)
    for pin in scenario.vendors.withdrawn:
        days[pin.vendor - 1] = day_of(pin.day)
    return days


def _first_plans(population: Population, p: Drawn, seed: int, replication: int) -> Ints:
    """Day of each vendor's first re-planning, spread over one interval so that they do not march in step."""
    u = uniforms(key(seed, replication, Purpose.READY), np.arange(len(population.vendor_kind)), 1, 0)
    return day_of(FIRST_REPLANNING) + np.floor(u * p["announcement.replan_days"]).astype(np.int64)


def _revisions(p: Drawn) -> Ints:
    """Days on which a revision of the specifications is published, evenly spaced within each year."""
    per_year = p["revisions.per_year"]
    if per_year <= 0:
        return np.empty(0, dtype=np.int64)
    days = np.arange(p["revisions.from_day"], N_DAYS, DAYS_PER_YEAR / per_year)
    return np.floor(days).astype(np.int64)


def _rules(scenario: Scenario, p: Drawn, seed: int, replication: int) -> Rules:
    def whole(path: str) -> int:
        return int(np.floor(p[path] + 0.5))

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
        learning_floor=p["work.learning_floor"],
        learning_lots=p["work.learning_lots"],
        rehearsal_failure=p["work.rehearsal_failure"],
        rehearsal_failure_decay=p["work.rehearsal_failure_decay"],
        rework_share=p["work.rework_share"],
        handover_share=p["work.handover_share"],
        queue_order=QUEUE_ORDERS.index(scenario.vendors.queue_order),
        tender_failure=p["procurement.tender_failure"],
        tender_failure_by_queue=p["procurement.tender_failure_by_queue"],
        retry_days=whole("procurement.retry_days"),
        retender_days=whole("procurement.retender_days"),
        no_vendor_retry_days=whole("procurement.no_vendor_retry_days"),
        buffer=p["booking.buffer"],
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
        rehearsal_key=key(seed, replication, Purpose.REHEARSAL),
        tender_key=key(seed, replication, Purpose.TENDER),
        retender_key=key(seed, replication, Purpose.RETENDER),
        pending_key=key(seed, replication, Purpose.PENDING),
        rebook_key=key(seed, replication, Purpose.REBOOK),
        deferral_key=key(seed, replication, Purpose.DEFERRAL),
    )
