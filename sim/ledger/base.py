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
from sim.ledger import own as own_figures
from sim.ledger.contracts import segments, yearly_rate
from sim.ledger.curve import LARGE, SMALL, price_baseline
from sim.ledger.hosting import by_lot, hosting_of, sharing_of
from sim.ledger.items import DRIVERS
from sim.ledger.lines import CLOUD, LINE, N_ITEMS
from sim.ledger.terms import N_DAYS, Terms
from sim.ledger.work_space import WorkSpace, work_space
from sim.population import FORMS, Population
from sim.replication import Replication
from sim.rules import VENDOR_RESOURCES, lognormal
from sim.scenario import Drawn, OwnQuote
from sim.streams import Purpose, uniforms

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]

TOKYO = 13


class Lots(NamedTuple):
    """Money side of the lots of one replication, one entry per lot; nothing here depends on the cutover."""

    organisation: Ints
    mix: Ints  # row of `Terms.before`: shares of the items in the legacy cost
    base: Floats  # own running cost of FY2018 [yen per year]
    items: Floats  # [lot, item] recommended configuration after migration [yen per year, base prices]
    premium: Floats  # quote over recommended configuration
    hosting: Ints
    sharing: Floats  # cloud fee under the sharing rule over the fee by own use
    saas: Ints  # 1 where the organisation moves to shared SaaS
    first_end: Ints  # end of the first contract
    expecting: Ints  # day from which renewals take the coming cutover into account
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
    replication: Replication, population: Population, schedule: Schedule, terms: Terms
) -> tuple[Lots, Quotes]:
    """Lots of one replication, and the quotes of their organisations."""
    facts, p = replication.facts, replication.p
    share, breadth = _shares(facts, population, p)
    own = population.lot_organisation
    estimate, form_factor = _estimates(replication, population)
    reference = estimate.copy()
    for row, yen in own_figures.baselines(facts, p).items():
        reference[row] = yen / form_factor[row]
    base = reference * form_factor
    hosting, saas = hosting_of(replication, population)
    lot_reference = reference[own] * share
    drawn_end = _first_ends(replication, population, terms)
    first_end, expecting = own_figures.contract_ends(facts, population, p, terms, drawn_end)
    lots = Lots(
        organisation=own,
        mix=own_figures.mixes(facts, population, p),
        base=base[own] * share,
        items=_items(lot_reference, share, estimate, p, terms),
        premium=np.ones(len(own)),
        hosting=hosting,
        sharing=sharing_of(replication, population, schedule, estimate[own] * share, share, hosting),
        saas=saas,
        first_end=first_end,
        expecting=expecting,
        migration=(_migration(facts, p) * breadth)[own] * share,
        legacy=(population.lot_legacy > 0).astype(np.int64),
        booked=schedule.booked,
        contract=schedule.contract,
        start=schedule.start,
        designated=_designated(schedule, p),
        deferred=schedule.deferred.astype(np.int64),
        overrun=np.maximum(schedule.actual_work / np.maximum(schedule.planned_work, 1e-9) - 1.0, 0.0),
        queue=np.clip(schedule.queue_ratio, 0.0, 1.0),
    )
    quotes = _quotes(replication, lots, form_factor, terms)
    lots = lots._replace(premium=quotes.premium[own])
    quoted = {row.organisation for row in p.rows("running.own_quotes", OwnQuote)}
    if not quoted:
        return lots, quotes
    lots = lots._replace(items=own_figures.quoted(facts, lots, share, quotes.premium, p, terms))
    rows = [facts.organisations.rows[code] for code in quoted]
    return lots, _with_own_quotes(lots, quotes, rows, terms)


def _designated(schedule: Schedule, p: Drawn) -> Ints:
    """1 where a lot was declared late for a reason that the deadline rules accept."""
    declared = schedule.declared_day < N_DAYS
    if p.choice("deadline.designation") == "hard_cases":
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


def _estimates(replication: Replication, population: Population) -> tuple[Floats, Floats]:
    """Cost of FY2018 without regard to the starting form [yen], and the factor of the form.

    The form's factors are scaled within each class of the survey, so that the published sums still bind.
    For a prefecture there is no estimate: 0.
    """
    organisations, p = replication.facts.organisations, replication.p
    total = price_baseline(replication.facts).total_yen
    people = organisations.population_2019
    share = np.where(people < SMALL, p["cost.running_share_small_factor"], 1.0)
    share = np.where(people >= LARGE, p["cost.running_share_large_factor"], share) * p["cost.running_share"]
    u = uniforms(replication.key(Purpose.COST), organisations.number, 0, 0)
    estimate = total * share * lognormals(p["cost.spread_sigma"], u)
    factor = np.array([p[f"cost.form_{form}"] for form in FORMS])[population.organisation_form]
    for members in (people < LARGE, people >= LARGE):
        members = members & organisations.municipal
        factor[members] /= fsum((total * factor)[members]) / fsum(total[members])
    return estimate, factor


@kernel
def lognormals(sigma: float, u: Floats) -> Floats:
    """Factors with mean 1 from uniform draws."""
    factors = np.empty(u.size)
    for i in range(u.size):
        factors[i] = lognormal(sigma, normal_quantile(u[i]))
    return factors


def _items(lot_reference: Floats, share: Floats, estimate: Floats, p: Drawn, terms: Terms) -> Floats:
    """Recommended configuration [lot, item] in yen a year; part of the line is the same for every body."""
    items = lot_reference[:, None] * terms.after[None, :]
    known = estimate > 0.0
    fixed = p["running.line_fixed_share"]
    mean = fsum(estimate[known]) / max(int(known.sum()), 1)
    even = np.where(lot_reference > 0.0, mean * terms.after[LINE], 0.0) * share
    items[:, LINE] = (1.0 - fixed) * items[:, LINE] + fixed * even
    return items


def _first_ends(replication: Replication, population: Population, terms: Terms) -> Ints:
    """Day on which the contract that runs on 1 April 2018 ends: terms are spread evenly."""
    u = by_lot(replication, population, Purpose.LEASE)
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


def _quotes(replication: Replication, lots: Lots, form_factor: Floats, terms: Terms) -> Quotes:
    """Quoted multiples, and premiums such that the multiple is met at the survey day.

    The multiple is drawn for a body of average form; an early saver pays the same quote over a lower cost.
    """
    facts, p = replication.facts, replication.p
    before, after = survey_rates(lots, terms, len(form_factor))
    u = uniforms(replication.key(Purpose.QUOTE), facts.organisations.number, 0, 0)
    drawn = _medians(facts, p) * _exps(p["running.quote_sigma"], u)
    known = (before > 0.0) & (after > 0.0)
    neutral = before / form_factor
    premium = np.where(known, drawn * neutral / np.where(known, after, 1.0), 1.0)
    return Quotes(np.where(known, drawn / form_factor, 0.0), premium)


def _with_own_quotes(lots: Lots, quotes: Quotes, rows: list[int], terms: Terms) -> Quotes:
    """The quotes with the multiples of those organisations (their rows) that gave their own."""
    before, after = survey_rates(lots, terms, len(quotes.premium))
    multiple = quotes.multiple.copy()
    for row in rows:
        multiple[row] = quotes.premium[row] * after[row] / before[row] if before[row] > 0.0 else 0.0
    return quotes._replace(multiple=multiple)


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
def add_rates(lots: Lots, terms: Terms, work: WorkSpace, before: Floats, after: Floats) -> None:
    """Add the rates of all lots at the survey day to those of their organisations."""
    index, day = work.fees, terms.survey_day
    days = terms.starts[terms.year_of[day] + 1] - terms.starts[terms.year_of[day]]
    for item in range(N_ITEMS):
        driver = DRIVERS[item]
        index[item] = (terms.table[day + 1, driver] - terms.table[day, driver]) * days
    for lot in range(lots.base.size):
        own, base = lots.organisation[lot], lots.base[lot]
        booked, first_end = lots.booked[lot], lots.first_end[lot]
        expecting = lots.expecting[lot]
        count = segments(day + 1, booked, first_end, expecting, terms, work.spans, work.levels)
        shares = terms.before[lots.mix[lot]]
        rate = yearly_rate(day, base, shares, count, work.spans, work.levels, terms)
        before[own] += rate + base * terms.dollar_share * (index[CLOUD] - terms.dollar_2018)
        for item in range(N_ITEMS):
            after[own] += lots.items[lot, item] * index[item]
