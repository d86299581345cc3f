"""What each lot brings to the ledger: its share of the FY2018 cost, its quote, its hosting, its migration."""

from __future__ import annotations

from math import fsum  # the exact sum, whatever the processor
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from sim.elementary import exp, normal_quantile, power
from sim.engine import Schedule
from sim.facts import GROUPS, TYPES, Facts
from sim.kernel import kernel, leaf
from sim.ledger.contracts import segments, yearly_rate
from sim.ledger.curve import LARGE, SMALL, price_baseline
from sim.ledger.hosting import by_lot, hosting_of, sharing_of
from sim.ledger.items import DRIVERS
from sim.ledger.lines import CLOUD, LINE, N_ITEMS
from sim.ledger.terms import N_DAYS, Terms
from sim.ledger.work import Work, work_space
from sim.population import FORMS, Population
from sim.rules import VENDOR_RESOURCES
from sim.scenario import Drawn, Scenario
from sim.streams import Purpose, key, uniforms

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]

TOKYO = 13


class Lots(NamedTuple):
    """Money side of the lots of one replication, one entry per lot; nothing here depends on the cutover."""

    organisation: Ints
    form: Ints
    base: Floats  # own running cost of FY2018 [yen per year]
    items: Floats  # [lot, item] recommended configuration after migration [yen per year, base prices]
    premium: Floats  # quote over recommended configuration
    hosting: Ints
    sharing: Floats  # cloud fee under the sharing rule over the fee by own use
    saas: Ints  # 1 where the organisation moves to shared SaaS
    first_end: Ints  # end of the first contract
    migration: Floats  # migration work of a packaged system [yen, prices of the anchor day]
    legacy: Ints
    booked: Ints
    contract: Ints
    start: Ints
    designated: Ints
    deferred: Ints
    overrun: Floats  # actual over planned work, less 1, not below 0
    queue: Floats  # vendor's queue at contract in years of its capacity, at most 1


class Quotes(NamedTuple):
    """Per organisation: quoted multiple of the cost before at the survey day, and its premium."""

    multiple: Floats
    premium: Floats


def build(
    facts: Facts,
    population: Population,
    schedule: Schedule,
    scenario: Scenario,
    p: Drawn,
    terms: Terms,
    seed: int,
    replication: int,
) -> tuple[Lots, Quotes]:
    """Lots of one replication, and the quotes of their organisations."""
    share, breadth = _shares(facts, population, p)
    own = population.lot_organisation
    reference, form_factor = _baselines(facts, population, scenario, p, seed, replication)
    base = reference * form_factor
    hosting, saas = hosting_of(facts, population, p, seed, replication)
    lot_reference = reference[own] * share
    items = _items(lot_reference, share, reference, own, p, terms)
    first_end = _first_ends(facts, population, terms, seed, replication)
    lots = Lots(
        organisation=own,
        form=population.organisation_form[own],
        base=base[own] * share,
        items=items,
        premium=np.ones(len(own)),
        hosting=hosting,
        sharing=sharing_of(facts, population, schedule, scenario, p, lot_reference, share, hosting),
        saas=saas,
        first_end=first_end,
        migration=(_migration(facts, p) * breadth)[own] * share,
        legacy=(population.lot_legacy > 0).astype(np.int64),
        booked=schedule.booked,
        contract=schedule.contract,
        start=schedule.start,
        designated=_designated(schedule, scenario),
        deferred=schedule.deferred.astype(np.int64),
        overrun=np.maximum(schedule.actual_work / np.maximum(schedule.planned_work, 1e-9) - 1.0, 0.0),
        queue=np.clip(schedule.queue_ratio, 0.0, 1.0),
    )
    quotes = _quotes(facts, lots, form_factor, p, terms, seed, replication)
    return lots._replace(premium=quotes.premium[own]), quotes


def _designated(schedule: Schedule, scenario: Scenario) -> Ints:
    """1 where a lot was declared late for a reason that the deadline rules accept."""
    declared = schedule.declared_day < N_DAYS
    if scenario.deadline.designation == "hard_cases":
        declared &= schedule.reason != VENDOR_RESOURCES
    return declared.astype(np.int64)


def _shares(facts: Facts, population: Population, p: Drawn) -> tuple[Floats, Floats]:
    """Share of each lot in its organisation, and breadth: its businesses over all 21, by weight."""
    weights = np.array([p[f"cost.weight_{group}"] for group in GROUPS])[facts.businesses.group]
    system = weights[population.system_business]
    lot = np.bincount(population.system_lot, weights=system, minlength=population.n_lots)
    whole = np.bincount(
        population.system_organisation, weights=system, minlength=len(facts.organisations.code)
    )
    return lot / whole[population.lot_organisation], whole / fsum(weights)


def _baselines(
    facts: Facts, population: Population, scenario: Scenario, p: Drawn, seed: int, replication: int
) -> tuple[Floats, Floats]:
    """Cost of FY2018 without regard to the starting form [yen], and the factor of the form.

    The form's factors are scaled within each class of the survey, so that the published sums still bind. An
    organisation's own figure replaces what is drawn; a prefecture has a baseline only in this way.
    """
    organisations = facts.organisations
    total = price_baseline(facts).total_yen
    people = organisations.population_2019
    share = np.where(people < SMALL, p["cost.running_share_small_factor"], 1.0)
    share = np.where(people >= LARGE, p["cost.running_share_large_factor"], share) * p["cost.running_share"]
    u = uniforms(key(seed, replication, Purpose.COST), organisations.number, 0, 0)
    reference = total * share * lognormals(p["cost.spread_sigma"], u)
    factor = np.array([p[f"cost.form_{form}"] for form in FORMS])[population.organisation_form]
    for members in (people < LARGE, people >= LARGE):
        members = members & organisations.municipal
        factor[members] /= fsum((total * factor)[members]) / fsum(total[members])
    for own in scenario.cost.own_baselines:
        row = organisations.rows[own.organisation]
        reference[row] = own.fy2018_yen / factor[row]
    return reference, factor


@kernel
def lognormals(sigma: float, u: Floats) -> Floats:
    """Factors with mean 1 from uniform draws: exp(sigma z - sigma^2 / 2)."""
    factors = np.empty(u.size)
    for i in range(u.size):
        factors[i] = exp(sigma * normal_quantile(u[i]) - 0.5 * sigma * sigma)
    return factors


def _items(
    lot_reference: Floats, share: Floats, reference: Floats, own: Ints, p: Drawn, terms: Terms
) -> Floats:
    """Recommended configuration [lot, item] in yen a year; part of the line is the same for every body."""
    items = lot_reference[:, None] * terms.after[None, :]
    entered = reference > 0.0
    fixed = p["running.line_fixed_share"]
    mean = fsum(reference[entered]) / max(int(entered.sum()), 1)
    even = np.where(entered[own], mean * terms.after[LINE], 0.0) * share
    items[:, LINE] = (1.0 - fixed) * items[:, LINE] + fixed * even
    return items


def _first_ends(facts: Facts, population: Population, terms: Terms, seed: int, replication: int) -> Ints:
    """Day on which the contract that runs on 1 April 2018 ends: terms are spread evenly."""
    u = by_lot(facts, population, Purpose.LEASE, seed, replication)
    return 1 + np.floor(u * terms.term_days).astype(np.int64)


def _migration(facts: Facts, p: Drawn) -> Floats:
    """Migration cost [yen] of all businesses on packaged systems, by organisation.

    A prefecture serves its towns and villages in these businesses, so their population counts, not its own.
    """
    organisations = facts.organisations
    people = organisations.population_2019.astype(np.float64)
    small = (organisations.type == TYPES.index("town")) | (organisations.type == TYPES.index("village"))
    served = np.bincount(organisations.prefecture[small], weights=people[small], minlength=48)
    people = np.where(organisations.municipal, people, served[organisations.prefecture])
    ratio = np.maximum(people, 1.0) / p["migration.anchor_population"]
    work = p["migration.anchor_yen"] * p["migration.anchor_work_share"]
    return work * powers(ratio, p["migration.exponent"])


@kernel
def powers(x: Floats, exponent: float) -> Floats:
    """Powers of positive numbers."""
    result = np.empty(x.size)
    for i in range(x.size):
        result[i] = power(x[i], exponent)
    return result


def _quotes(
    facts: Facts, lots: Lots, form_factor: Floats, p: Drawn, terms: Terms, seed: int, replication: int
) -> Quotes:
    """Quoted multiples, and premiums such that the multiple is met at the survey day.

    The multiple is drawn for a body of average form; an early saver pays the same quote over a lower cost.
    """
    before, after = survey_rates(lots, terms, len(form_factor))
    u = uniforms(key(seed, replication, Purpose.QUOTE), facts.organisations.number, 0, 0)
    drawn = _medians(facts, p) * _exps(p["running.quote_sigma"], u)
    known = (before > 0.0) & (after > 0.0)
    neutral = before / form_factor
    premium = np.where(known, drawn * neutral / np.where(known, after, 1.0), 1.0)
    return Quotes(np.where(known, drawn / form_factor, 0.0), premium)


@kernel
def _exps(sigma: float, u: Floats) -> Floats:
    factors = np.empty(u.size)
    for i in range(u.size):
        factors[i] = exp(sigma * normal_quantile(u[i]))
    return factors


def _medians(facts: Facts, p: Drawn) -> Floats:
    """Median quote by organisation: by type, and one for all of Tokyo."""
    by_type = {
        "prefecture": "city",
        "designated_city": "designated_city",
        "core_city": "core_city",
        "former_special_city": "city",
        "special_ward": "tokyo",
        "city": "city",
        "town": "town",
        "village": "town",
    }
    medians = np.array([p[f"running.quote_median_{by_type[name]}"] for name in TYPES])[
        facts.organisations.type
    ]
    return np.where(facts.organisations.prefecture == TOKYO, p["running.quote_median_tokyo"], medians)


@kernel
def survey_rates(lots: Lots, terms: Terms, organisations: int) -> tuple[Floats, Floats]:
    """Yearly cost [yen] at the survey day by organisation: legacy, and recommended configuration."""
    before, after = np.zeros(organisations), np.zeros(organisations)
    add_rates(lots, terms, work_space(), before, after)
    return before, after


@leaf
def add_rates(lots: Lots, terms: Terms, work: Work, before: Floats, after: Floats) -> None:
    """Add the rates of all lots at the survey day to those of their organisations."""
    index, day = work.part_year[0], terms.survey_day
    days = terms.starts[terms.year_of[day] + 1] - terms.starts[terms.year_of[day]]
    for item in range(N_ITEMS):
        driver = DRIVERS[item]
        index[item] = (terms.table[day + 1, driver] - terms.table[day, driver]) * days
    for lot in range(lots.base.size):
        own, base = lots.organisation[lot], lots.base[lot]
        booked, first_end = lots.booked[lot], lots.first_end[lot]
        count = segments(day + 1, booked, first_end, False, terms, work.spans, work.levels)
        shares = terms.before[lots.form[lot]]
        rate = yearly_rate(day, base, shares, count, work.spans, work.levels, terms)
        before[own] += rate + base * terms.dollar_share * (index[CLOUD] - terms.dollar_2018)
        for item in range(N_ITEMS):
            after[own] += lots.items[lot, item] * index[item]
