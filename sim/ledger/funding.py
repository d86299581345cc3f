"""Who pays: every expenditure split exactly into national, prefectural, bond, other and general revenue."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from sim.facts import TYPES, Facts
from sim.fiscal import FIRST_YEAR, N_YEARS
from sim.kernel import kernel
from sim.ledger.lines import ACCOUNT_OF_LINE, ACCOUNTS, FUNDING, UPKEEP_LINES
from sim.ledger.oneoff import MIGRATION_CLAIM, SAAS_ELIGIBLE
from sim.population import FORMS, Population
from sim.scenario import Drawn, Scenario

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

NEW, REVISION, LAW, MIGRATION = (
    ACCOUNTS.index(name) for name in ("new_running", "revision_upkeep", "law_change_upkeep", "migration")
)
NATIONAL, PREFECTURAL, BOND, OTHER_MONEY, GENERAL = range(len(FUNDING))
PROGRAMMES = ("migration", "operating")


class Paid(NamedTuple):
    """Funding [organisation, year, account, line], memo [organisation, year], unmet [programme, year]."""

    lines: Ints
    lat_memo: Ints
    unmet_yen: Ints


@kernel
def _sum_accounts(amounts: Ints, accounts: int, account_of_line: Ints) -> Ints:
    totals = np.zeros((amounts.shape[0], amounts.shape[1], accounts), np.int64)
    for row in range(amounts.shape[0]):
        for year in range(amounts.shape[1]):
            for line in range(amounts.shape[2]):
                totals[row, year, account_of_line[line]] += amounts[row, year, line]
    return totals


@kernel
def sum_lines(amounts: Ints, lines: Ints) -> Ints:
    """Sum [organisation, year] of some lines."""
    totals = np.zeros(amounts.shape[:2], np.int64)
    for row in range(amounts.shape[0]):
        for year in range(amounts.shape[1]):
            for line in lines:
                totals[row, year] += amounts[row, year, line]
    return totals


def by_account(amounts: Ints) -> Ints:
    """Expenditure [organisation, year, account] of amounts by line."""
    return _sum_accounts(amounts, len(ACCOUNTS), ACCOUNT_OF_LINE)


@kernel
def _rest_is_general(lines: Ints, accounts: Ints) -> None:
    """Put on the last funding line what the others leave of the expenditure."""
    for row in range(accounts.shape[0]):
        for year in range(accounts.shape[1]):
            for account in range(accounts.shape[2]):
                left = accounts[row, year, account]
                for line in range(GENERAL):
                    left -= lines[row, year, account, line]
                lines[row, year, account, GENERAL] = left


def share_of(yen: Ints, share: float) -> Ints:
    """Whole yen below or at `share` of an amount."""
    return np.asarray(np.floor(yen * share), dtype=np.int64)


def fund(
    facts: Facts,
    population: Population,
    scenario: Scenario,
    p: Drawn,
    amounts: Ints,
    claims: Ints,
    caps: Floats,
    n_yen: Ints,
) -> Paid:
    """Apply every programme in turn; what nobody else pays is general revenue."""
    accounts = by_account(amounts)
    lines = np.zeros((*accounts.shape, len(FUNDING)), np.int64)
    unmet = np.zeros((len(PROGRAMMES), N_YEARS), np.int64)
    prorate = scenario.support.excess == "prorate"
    limits = share_of(caps.astype(np.int64), p["support.migration_cap_share"])
    capped_years = min(max(int(p["support.cap_last_year"]) - FIRST_YEAR + 1, 0), N_YEARS)
    migration = claims[:, :, MIGRATION_CLAIM]
    capped = np.concatenate(
        (
            _capped(migration[:, :capped_years], limits),
            share_of(migration[:, capped_years:], p["support.later_share"]),
        ),
        axis=1,
    )
    granted = _from_fund(capped, p["support.fund_yen"], prorate)
    unmet[0] = (migration - granted).sum(axis=0)
    saas = share_of(claims[:, :, SAAS_ELIGIBLE], p["support.saas_migration_rate"])
    lines[:, :, MIGRATION, NATIONAL] = np.minimum(granted + saas, accounts[:, :, MIGRATION])
    lines[:, :, LAW, NATIONAL] = share_of(accounts[:, :, LAW], p["support.law_change_rate"])
    lines[:, :, REVISION, NATIONAL] = share_of(accounts[:, :, REVISION], p["support.revision_rate"])
    operating, unmet[1] = _operating(p, accounts[:, :, NEW], prorate)
    saver = _early_savers(population, p, accounts[:, :, NEW], operating, n_yen, amounts)
    lines[:, :, NEW, NATIONAL] = np.minimum(operating + saver, accounts[:, :, NEW])
    _own_share_of_migration(lines, accounts, p)
    _rest_is_general(lines, accounts)
    return Paid(lines, _lat_memo(facts, p, lines[:, :, NEW, GENERAL]), unmet)


@kernel
def _capped(claims: Ints, caps: Ints) -> Ints:
    """Claims [organisation, year] up to each body's cap over these years."""
    granted = np.zeros_like(claims)
    for row in range(claims.shape[0]):
        left = caps[row]
        for year in range(claims.shape[1]):
            granted[row, year] = min(claims[row, year], left)
            left -= granted[row, year]
    return granted


def _from_fund(claims: Ints, fund_yen: float, prorate: bool) -> Ints:
    """Grants out of one fund over all years: all cut alike, or served year by year until it is empty."""
    total = int(claims.sum())
    if total <= fund_yen:
        return claims
    if prorate:
        return share_of(claims, fund_yen / total)
    granted = np.zeros_like(claims)
    left = int(fund_yen)
    for year in range(claims.shape[1]):
        granted[:, year] = _served(claims[:, year], left)
        left -= int(granted[:, year].sum())
    return granted


def _served(claims: Ints, budget: int) -> Ints:
    """Claims of one year within a budget, in the order of the organisations' codes; the rest stays unmet."""
    before = np.cumsum(claims) - claims
    return np.asarray(np.clip(budget - before, 0, claims), dtype=np.int64)


def _operating(p: Drawn, expenditure: Ints, prorate: bool) -> tuple[Ints, Ints]:
    """Operating support [organisation, year], and what the budget of each year could not meet."""
    granted, unmet = np.zeros_like(expenditure), np.zeros(N_YEARS, np.int64)
    budget = int(p["support.operating_budget_yen"])
    first, last = int(p["support.operating_first_year"]), int(p["support.operating_last_year"])
    for year in range(max(first - FIRST_YEAR, 0), min(last - FIRST_YEAR, N_YEARS - 1) + 1):
        claims = share_of(expenditure[:, year], p["support.operating_rate"])
        total = int(claims.sum())
        within = claims if total <= budget else share_of(claims, budget / total)
        granted[:, year] = within if prorate else _served(claims, budget)
        unmet[year] = total - int(granted[:, year].sum())
    return granted, unmet


def _early_savers(
    population: Population, p: Drawn, expenditure: Ints, operating: Ints, n_yen: Ints, amounts: Ints
) -> Ints:
    """Compensation of bodies that shared early, for running cost above their old level."""
    early = np.isin(
        population.organisation_form, (FORMS.index("shared_hardware"), FORMS.index("municipal_cloud"))
    )
    rate = p["support.early_saver_rate"]
    if rate <= 0.0:
        return np.zeros_like(expenditure)
    legacy_and_new = by_account(amounts)[:, :, [ACCOUNTS.index("legacy_running"), NEW]].sum(axis=2)
    upkeep = sum_lines(amounts, UPKEEP_LINES)
    above = np.maximum(legacy_and_new + upkeep - operating - n_yen[:, None], 0)
    eligible = np.minimum(above, np.maximum(expenditure - operating, 0))
    return np.where(early[:, None], share_of(eligible, rate), 0)


def _own_share_of_migration(lines: Ints, accounts: Ints, p: Drawn) -> None:
    """Split what the state leaves of the migration into prefectural money, bonds and other money."""
    own = accounts[:, :, MIGRATION] - lines[:, :, MIGRATION, NATIONAL]
    left = own
    for line, name in ((PREFECTURAL, "prefectural"), (BOND, "bond"), (OTHER_MONEY, "other")):
        part = np.minimum(share_of(own, p[f"support.{name}_share"]), left)
        lines[:, :, MIGRATION, line] = part
        left = left - part


def receives_allocation_tax(facts: Facts) -> NDArray[np.bool_]:
    """True for bodies that receive local allocation tax: fiscal strength below 1, special wards never."""
    wards = facts.organisations.type == TYPES.index("special_ward")
    return np.asarray((facts.organisations.fiscal_strength < 1.0) & ~wards)


def _lat_memo(facts: Facts, p: Drawn, general_of_new: Ints) -> Ints:
    """Local allocation tax counted inside general revenue: a share of the new running cost, and the measure.

    The measure (a sum for the nation each year from FY2026 on) is split by population over the municipalities
    that receive the tax.
    """
    receives = receives_allocation_tax(facts)
    memo = np.where(receives[:, None], share_of(general_of_new, p["support.lat_share"]), 0)
    measure = p["support.general_measure_yen"]
    if measure > 0.0:
        people = np.where(receives & facts.organisations.municipal, facts.organisations.population_2019, 0)
        first = int(p["support.general_measure_first_year"]) - FIRST_YEAR
        memo[:, first:] += np.floor(measure * (people / people.sum())).astype(np.int64)[:, None]
    return memo
