"""Everything of one replication that all lots share: shares, factors, dates and daily sums of prices."""

from __future__ import annotations

from math import fsum
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from sim.engine.calendar import revision_days
from sim.facts import Facts
from sim.fiscal import (
    DAYS_PER_MONTH,
    DAYS_PER_YEAR,
    FIRST_YEAR,
    MONTH_STARTS,
    N_MONTHS,
    N_YEARS,
    YEAR_STARTS,
    day_of,
)
from sim.ledger import own
from sim.ledger.items import N_COLUMNS, OPENED
from sim.ledger.lines import CLOUD
from sim.population import FORMS
from sim.prices import CONSUMER, DAYS_OF_MONTH, LINE_PRICE, SERVICE, USDJPY, WAGE, Prices, running
from sim.replication import Replication
from sim.scenario import Drawn, LawChange

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

N_DAYS = int(YEAR_STARTS[-1])
HARDWARE_ITEMS, HOSTED_ITEMS = (1, 3, 4), (7, 8, 9)


class Terms(NamedTuple):
    """Shared figures of one replication; days are day numbers, fees and amounts yen."""

    # time
    starts: Ints  # first day of each fiscal year, and the day after the last
    year_of: Ints  # index of the fiscal year of each day
    table: Floats  # [day, column]: sums before the day; columns in sim.ledger.items
    legacy_level: Floats  # price level of a legacy contract signed on a day
    labour_level: Floats
    # items
    before: Floats  # [form, then organisations with own items; item] shares of the legacy cost
    after: Floats  # [item] recommended configuration over all legacy cost
    dollar_share: float
    dollar_2018: float
    # contracts
    term_days: int
    re_lease_days: int
    expected_from: int
    re_lease_share: float
    support_premium: float
    refresh_share: float
    residual_share: float
    # dual running
    dual_days: int
    dual_share: float
    idle_share: float
    # new running
    survey_day: int
    cloud_savings: Floats  # [full years live] factor on the cloud fee
    software_fee: float
    line_fee: float
    single_factor: float
    other_factor: float
    saas_day: int
    saas_fee: float
    # upkeep
    revision_days: Ints
    revision_share: float
    revisions: Floats  # [revision, (labour level, open share of the premium)] on its day
    law_days: Ints
    law_shares: Floats
    laws: Floats  # [law change, (labour level, open share of the premium)] on its day
    # migration
    anchor_day: int
    legacy_extra: float
    scarcity: float
    extraction: float
    peripheral: float
    addon: float
    overrun: float
    deferred: float
    functions_due: int
    saas_migration: float
    # support
    first_supported: int
    last_supported: int
    last_designated: int
    migration_rate: float
    designated_rate: float
    peripheral_eligible: float
    addon_eligible: float
    legacy_eligible: float


def build(replication: Replication, prices: Prices) -> Terms:
    """The terms of one replication."""
    facts, p = replication.facts, replication.p
    labour = (
        p["prices.labour_share"] * prices.level[WAGE]
        + (1.0 - p["prices.labour_share"]) * prices.level[SERVICE]
    )
    pilot = facts.pilot
    total = float(pilot.before_yen.sum())
    legacy = _legacy_level(facts, labour, prices)
    opened = _open(p)
    revised, (law_days, law_shares) = revision_days(p), _law_changes(p)
    daily = np.repeat(np.stack((labour, opened), axis=1), DAYS_OF_MONTH, axis=0)
    return Terms(
        starts=YEAR_STARTS,
        year_of=np.append(
            np.repeat(np.arange(len(YEAR_STARTS) - 1), np.diff(YEAR_STARTS)), len(YEAR_STARTS) - 1
        ),
        table=_table(facts, labour, prices, opened),
        legacy_level=np.repeat(legacy, DAYS_OF_MONTH),
        labour_level=np.ascontiguousarray(daily[:, 0]),
        before=np.concatenate((_before(facts, p), own.item_shares(p))),
        after=pilot.after_yen / total,
        dollar_share=pilot.before_slope_yen * pilot.usdjpy / total,
        dollar_2018=float(prices.year_mean(USDJPY)[0]) / pilot.usdjpy,
        **_contracts(p),
        **_running(p),
        **_migration(p),
        **_support(p),
        revision_days=revised,
        revisions=daily[revised],
        law_days=law_days,
        law_shares=law_shares,
        laws=daily[law_days],
    )


def _contracts(p: Drawn) -> dict[str, Any]:
    return {
        "term_days": max(30, _months(p["contracts.term_months"])),
        "re_lease_days": _months(p["contracts.re_lease_limit_months"]),
        "expected_from": int(p["contracts.expected_from_day"]),
        "re_lease_share": p["contracts.re_lease_share"],
        "support_premium": p["contracts.support_premium"],
        "refresh_share": p["contracts.refresh_share"],
        "residual_share": p["contracts.residual_share"],
        "dual_days": _months(p["dual.months"]),
        "dual_share": p["dual.share"],
        "idle_share": p["dual.idle_line_share"],
    }


def _running(p: Drawn) -> dict[str, Any]:
    return {
        "survey_day": int(p["running.survey_day"]),
        "cloud_savings": _cloud_savings(p),
        "software_fee": p["running.software_fee_factor"],
        "line_fee": p["running.line_fee_factor"],
        "single_factor": p["running.single_hosting_factor"],
        "other_factor": p["running.other_hosting_factor"],
        "saas_day": int(p["running.saas_from_day"]),
        "saas_fee": p["running.saas_fee_factor"],
        "revision_share": p["revisions.cost_share"],
    }


def _migration(p: Drawn) -> dict[str, Any]:
    return {
        "anchor_day": int(p["migration.anchor_day"]),
        "legacy_extra": (p["migration.legacy_factor"] - 1.0) * (1.0 - p["migration.legacy_help_share"]),
        "scarcity": p["migration.scarcity_markup"],
        "extraction": p["migration.extraction_share"],
        "peripheral": p["migration.peripheral_share"],
        "addon": p["migration.addon_share"],
        "overrun": p["migration.overrun_billed_share"],
        "deferred": p["migration.deferred_share"],
        "functions_due": int(p["deadline.functions_due_day"]),
        "saas_migration": p["running.saas_migration_share"],
    }


def _support(p: Drawn) -> dict[str, Any]:
    return {
        "first_supported": int(p["support.first_year"]) - FIRST_YEAR,
        "last_supported": int(p["support.last_year"]) - FIRST_YEAR,
        "last_designated": int(p["support.designated_last_year"]) - FIRST_YEAR,
        "migration_rate": p["support.migration_rate"],
        "designated_rate": p["support.designated_rate"],
        "peripheral_eligible": p["support.peripheral_eligible"],
        "addon_eligible": p["support.addon_eligible"],
        "legacy_eligible": p["support.legacy_eligible"],
    }


def _cloud_savings(p: Drawn) -> Floats:
    """Level of the cloud fee by full years live: discount and sizing improve, each to its limit."""
    years = np.arange(N_YEARS + 2)
    start, gain = p["running.cloud_discount_start"], p["running.cloud_discount_gain_per_year"]
    discount = np.maximum(np.minimum(p["running.cloud_discount_max"], start + gain * years), start)
    sizing = np.minimum(p["running.sizing_gain_max"], p["running.sizing_gain_per_year"] * years)
    return np.asarray((1.0 - discount) * (1.0 - sizing) * p["running.cloud_fee_factor"])


def _months(months: float) -> int:
    return int(months * DAYS_PER_MONTH + 0.5)


def _before(facts: Facts, p: Drawn) -> Floats:
    """Shares of the ten items in the legacy cost, [form, item].

    The pilot gives one mix of forms. A form with more hosting (data centre, line, cloud) has less hardware of
    its own: the sum of the two blocks stays as in the pilot.
    """
    shares = facts.pilot.before_yen / float(facts.pilot.before_yen.sum())
    hosted, hardware = fsum(shares[list(HOSTED_ITEMS)]), fsum(shares[list(HARDWARE_ITEMS)])
    table = np.repeat(shares[None, :], len(FORMS), axis=0)
    for row, form in enumerate(FORMS):
        factor = min(p[f"cost.hosted_{form}"], (hosted + hardware) / hosted)
        table[row, list(HOSTED_ITEMS)] *= factor
        table[row, list(HARDWARE_ITEMS)] *= (hosted + hardware - factor * hosted) / hardware
    return table


def _legacy_level(facts: Facts, labour: Floats, prices: Prices) -> Floats:
    """Price level of legacy contracts by month: the drivers of the items, weighted as in the pilot."""
    shares = facts.pilot.before_yen / float(facts.pilot.before_yen.sum())
    goods, line = shares[3], shares[8]
    service = shares[4] + shares[7] + shares[CLOUD]
    work = 1.0 - goods - line - service
    level = prices.level
    rest = service * level[SERVICE] + goods * level[CONSUMER] + line * level[LINE_PRICE]
    return np.asarray(work * labour + rest)


def _open(p: Drawn) -> Floats:
    """Share of the quote premium that is still open in each month; it closes from the survey day on."""
    middle = 0.5 * (MONTH_STARTS[:-1] + MONTH_STARTS[1:])
    years = np.maximum(middle - p["running.survey_day"], 0.0) / DAYS_PER_YEAR
    closed = np.minimum(p["running.premium_closing_max"], p["running.premium_closing_per_year"] * years)
    return np.asarray(1.0 - closed)


def _table(facts: Facts, labour: Floats, prices: Prices, opened: Floats) -> Floats:
    """Sums before each day [day, column] of the drivers, plain and weighted with the open premium."""
    level = np.empty((N_COLUMNS, N_MONTHS))
    level[0] = 1.0
    level[1] = labour
    level[2] = prices.level[SERVICE]
    level[3] = prices.level[CONSUMER]
    level[4] = prices.level[LINE_PRICE]
    level[5] = prices.level[USDJPY] / facts.pilot.usdjpy
    level[OPENED:] = level[:OPENED] * opened
    return np.ascontiguousarray(running(level).T)


def _law_changes(p: Drawn) -> tuple[Ints, Floats]:
    """Days on which law changes are accepted, and their cost as a share of a year's running cost."""
    rows = [c for c in p.rows("law_changes.changes", LawChange) if c.cost_share > 0.0]
    days = np.array([day_of(c.to_day) for c in rows], dtype=np.int64)
    shares = np.array([c.cost_share for c in rows], dtype=np.float64)
    inside = (days >= 0) & (days < N_DAYS)
    return days[inside], shares[inside]
