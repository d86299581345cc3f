"""Who pays: every expenditure split exactly into national, prefectural, bond, other and general revenue."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from sim.facts import TYPES, Facts
from sim.fiscal import FIRST_YEAR, N_YEARS
from sim.kernel import kernel, leaf
from sim.ledger.books import N_ACCOUNTS, N_FUNDING, Posted, Room
from sim.ledger.lines import (
    FUNDING,
    LAW_CHANGE_UPKEEP,
    LEGACY_RUNNING,
    MIGRATION,
    NEW_RUNNING,
    REVISION_UPKEEP,
)
from sim.ledger.oneoff import MIGRATION_CLAIM, SAAS_ELIGIBLE
from sim.population import FORMS, Population
from sim.replication import Replication
from sim.scenario import Drawn

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]

NATIONAL, PREFECTURAL, BOND, OTHER_MONEY, GENERAL = range(len(FUNDING))
PROGRAMMES = ("migration", "operating")
N_PROGRAMMES = len(PROGRAMMES)
EARLY_FORMS = (FORMS.index("shared_hardware"), FORMS.index("municipal_cloud"))
"""Starting forms that shared with others before the reform."""


class Paid(NamedTuple):
    """Who pays for the posted expenditure, in whole yen."""

    lines: Ints  # [organisation, year, account, funding line]
    nation: Ints  # [year, account, funding line] the same of all organisations
    lat_memo: Ints  # [organisation, year] local allocation tax counted inside general revenue
    unmet_yen: Ints  # [programme, year] claims that stayed unpaid


class Programmes(NamedTuple):
    """The programmes of one replication: rates, budgets [yen] and years (index of the fiscal year)."""

    prorate: bool  # claims above a budget are all cut alike; else served in the order of codes
    cap_share: float
    capped_years: int
    later_share: float
    fund_yen: float
    saas_rate: float
    law_rate: float
    revision_rate: float
    operating_rate: float
    operating_budget: int
    operating_first: int
    operating_last: int
    early_rate: float
    prefectural_share: float
    bond_share: float
    other_share: float
    lat_share: float
    measure_first: int


def programmes(p: Drawn) -> Programmes:
    """The programmes as the parameters of a replication set them."""
    return Programmes(
        prorate=p.choice("support.excess") == "prorate",
        cap_share=p["support.migration_cap_share"],
        capped_years=min(max(int(p["support.cap_last_year"]) - FIRST_YEAR + 1, 0), N_YEARS),
        later_share=p["support.later_share"],
        fund_yen=p["support.fund_yen"],
        saas_rate=p["support.saas_migration_rate"],
        law_rate=p["support.law_change_rate"],
        revision_rate=p["support.revision_rate"],
        operating_rate=p["support.operating_rate"],
        operating_budget=int(p["support.operating_budget_yen"]),
        operating_first=max(int(p["support.operating_first_year"]) - FIRST_YEAR, 0),
        operating_last=min(int(p["support.operating_last_year"]) - FIRST_YEAR, N_YEARS - 1),
        early_rate=p["support.early_saver_rate"],
        prefectural_share=p["support.prefectural_share"],
        bond_share=p["support.bond_share"],
        other_share=p["support.other_share"],
        lat_share=p["support.lat_share"],
        measure_first=int(p["support.general_measure_first_year"]) - FIRST_YEAR,
    )


def fund(replication: Replication, population: Population, room: Room) -> Paid:
    """Apply every programme in turn; what nobody else pays is general revenue."""
    facts, p = replication.facts, replication.p
    early = np.isin(population.organisation_form, EARLY_FORMS)
    receives = receives_allocation_tax(facts)
    measure = _measure(facts, receives, p["support.general_measure_yen"])
    return _fund(room.posted, room.funding, programmes(p), early, receives, measure)


@kernel
def _fund(
    posted: Posted, lines: Ints, rules: Programmes, early: Flags, receives: Flags, measure: Ints
) -> Paid:
    unmet = np.zeros((N_PROGRAMMES, N_YEARS), np.int64)
    migration = np.zeros((posted.p_yen.size, N_YEARS), np.int64)
    operating = np.zeros((posted.p_yen.size, N_YEARS), np.int64)
    grant_migration(posted.claims, posted.caps, rules, migration, unmet[0])
    grant_operating(posted.accounts, rules, operating, unmet[1])
    nation = np.zeros((N_YEARS, N_ACCOUNTS, N_FUNDING), np.int64)
    memo = np.zeros((posted.p_yen.size, N_YEARS), np.int64)
    split(posted, rules, migration, operating, early, lines, nation)
    for own in range(memo.shape[0]):
        for year in range(N_YEARS):
            if receives[own]:
                memo[own, year] = share_of(lines[own, year, NEW_RUNNING, GENERAL], rules.lat_share)
            if year >= rules.measure_first:
                memo[own, year] += measure[own]
    return Paid(lines, nation, memo, unmet)


@leaf
def split(
    posted: Posted,
    rules: Programmes,
    migration: Ints,
    operating: Ints,
    early: Flags,
    lines: Ints,
    nation: Ints,
) -> None:
    """Fill the funding lines of each organisation and year, and add them to the nation's."""
    for own in range(lines.shape[0]):
        for year in range(N_YEARS):
            accounts, money = posted.accounts[own, year], lines[own, year]
            money[:] = 0
            saas = share_of(posted.claims[own, year, SAAS_ELIGIBLE], rules.saas_rate)
            split_migration(money[MIGRATION], accounts[MIGRATION], migration[own, year] + saas, rules)
            money[LAW_CHANGE_UPKEEP, NATIONAL] = share_of(accounts[LAW_CHANGE_UPKEEP], rules.law_rate)
            money[REVISION_UPKEEP, NATIONAL] = share_of(accounts[REVISION_UPKEEP], rules.revision_rate)
            granted = operating[own, year]
            if early[own] and rules.early_rate > 0.0:
                granted += early_saver(accounts, granted, posted.n_yen[own], rules.early_rate)
            money[NEW_RUNNING, NATIONAL] = min(granted, accounts[NEW_RUNNING])
            rest_is_general(money, accounts, nation[year])


@leaf
def share_of(yen: int, share: float) -> int:
    """Whole yen below or at `share` of an amount."""
    return int(np.floor(yen * share))


@leaf
def grant_migration(claims: Ints, caps: Floats, rules: Programmes, granted: Ints, unmet: Ints) -> None:
    """Fill `granted` [organisation, year]: within each body's cap, then within the fund of the nation."""
    for own in range(granted.shape[0]):
        left = share_of(int(caps[own]), rules.cap_share)
        for year in range(N_YEARS):
            claim = claims[own, year, MIGRATION_CLAIM]
            if year < rules.capped_years:
                granted[own, year] = min(claim, left)
                left -= granted[own, year]
            else:
                granted[own, year] = share_of(claim, rules.later_share)
    from_fund(granted, rules.fund_yen, rules.prorate)
    for own in range(granted.shape[0]):
        for year in range(N_YEARS):
            unmet[year] += claims[own, year, MIGRATION_CLAIM] - granted[own, year]


@leaf
def from_fund(claims: Ints, fund_yen: float, prorate: bool) -> None:
    """Cut claims to one fund over all years: all alike, or served year by year until it is empty."""
    total = claims.sum()
    if total <= fund_yen:
        return
    left = int(fund_yen)
    for year in range(claims.shape[1]):
        for own in range(claims.shape[0]):
            if prorate:
                claims[own, year] = share_of(claims[own, year], fund_yen / total)
            else:  # in the order of the codes
                claims[own, year] = min(claims[own, year], left)
                left -= claims[own, year]


@leaf
def grant_operating(accounts: Ints, rules: Programmes, granted: Ints, unmet: Ints) -> None:
    """Fill `granted` [organisation, year] within each year's budget, and `unmet` [year]."""
    for year in range(rules.operating_first, rules.operating_last + 1):
        for own in range(accounts.shape[0]):
            granted[own, year] = share_of(accounts[own, year, NEW_RUNNING], rules.operating_rate)
        claims = granted[:, year].sum()
        from_fund(granted[:, year : year + 1], float(rules.operating_budget), rules.prorate)
        unmet[year] = claims - granted[:, year].sum()


@leaf
def early_saver(accounts: Ints, operating: int, before_yen: int, rate: float) -> int:
    """Compensation of a body that shared early, for running cost above its old level."""
    running = accounts[LEGACY_RUNNING] + accounts[NEW_RUNNING]
    upkeep = accounts[REVISION_UPKEEP] + accounts[LAW_CHANGE_UPKEEP]
    above = max(running + upkeep - operating - before_yen, 0)
    return share_of(min(above, max(accounts[NEW_RUNNING] - operating, 0)), rate)


@leaf
def split_migration(money: Ints, expenditure: int, granted: int, rules: Programmes) -> None:
    """Fill [funding line] of the migration: what the state leaves is prefectural, bond and other money."""
    money[NATIONAL] = min(granted, expenditure)
    own = left = expenditure - money[NATIONAL]
    for line in (PREFECTURAL, BOND, OTHER_MONEY):
        share = rules.other_share
        if line == PREFECTURAL:
            share = rules.prefectural_share
        elif line == BOND:
            share = rules.bond_share
        money[line] = min(share_of(own, share), left)
        left -= money[line]


@leaf
def rest_is_general(money: Ints, accounts: Ints, nation: Ints) -> None:
    """Put on the last funding line of each account what the others leave; add all to the nation's."""
    for account in range(N_ACCOUNTS):
        left = accounts[account]
        for line in range(GENERAL):
            left -= money[account, line]
            nation[account, line] += money[account, line]
        money[account, GENERAL] = left
        nation[account, GENERAL] += left


def receives_allocation_tax(facts: Facts) -> Flags:
    """True for bodies that receive local allocation tax: fiscal strength below 1, special wards never."""
    wards = facts.organisations.type == TYPES.index("special_ward")
    return np.asarray((facts.organisations.fiscal_strength < 1.0) & ~wards)


def _measure(facts: Facts, receives: Flags, yearly: float) -> Ints:
    """The nation's measure [yen a year], split by population over the municipalities that receive the tax."""
    people = np.where(receives & facts.organisations.municipal, facts.organisations.population_2019, 0)
    return np.asarray(np.floor(yearly * (people / people.sum())), dtype=np.int64)
