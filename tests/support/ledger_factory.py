"""Small worlds for tests of the ledger: made schedules, one organisation with one lot, flat prices."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

import numpy as np

from sim import fiscal, ledger, population
from sim.engine import Schedule
from sim.facts import Facts
from sim.facts import load as load_facts
from sim.ledger.books import Room
from sim.population import Population
from sim.prices import SERIES, USDJPY, Prices, draw_paths, running
from sim.replication import Replication
from sim.scenario import Scenario
from sim.scenario import load as load_scenario
from sim.scenario.values import OwnBaseline

MITAKA = "132047"  # a Tokyo city; any organisation would do
SEED = 7


def facts() -> Facts:
    return load_facts()


@lru_cache
def baseline() -> Scenario:
    return load_scenario("baseline")


def scenario(**changes: Any) -> Scenario:
    """The baseline with parameters replaced: running__quote_sigma=0.0 sets running.quote_sigma."""
    values = {**baseline().values, **{name.replace("__", "."): value for name, value in changes.items()}}
    return Scenario(baseline().info, values, posterior=baseline().posterior)


@lru_cache
def nation(replication: int = 0) -> Population:
    return population.draw(Replication.of(facts(), baseline(), SEED, replication))


def schedule(
    people: Population, cutover: np.ndarray, booked: np.ndarray | None = None, **fields: Any
) -> Schedule:
    """A schedule with the given days; work as planned, no queue, nobody declared late."""
    n = len(cutover)
    booked = cutover.copy() if booked is None else booked
    zero, empty = np.zeros(n, np.int64), np.zeros((0, n), np.uint8)
    made = Schedule(
        booked=booked,
        contract=booked - 500,
        start=booked - 300,
        cutover=cutover,
        done=cutover + 30,
        announced=cutover,
        declared_day=np.full(n, fiscal.NEVER),
        reason=zero,
        vendor=people.lot_vendor,
        restarts=zero,
        deferred=zero,
        planned_work=np.full(n, 100.0),
        actual_work=np.full(n, 100.0),
        queue_ratio=np.zeros(n),
        surveys=np.zeros(0, np.int64),
        declared=empty,
        declared_reason=empty,
        pending=empty,
        busy=np.zeros((0, 0), np.int64),
        capacity=np.zeros((0, 0), np.int64),
        queue=np.zeros((0, 0), np.int64),
    )
    return replace(made, **fields)


def crowded(people: Population, replication: int = 0) -> Schedule:
    """Booked through 2024 and 2025; three in ten slip, some beyond the horizon; some are declared."""
    rng = np.random.default_rng(replication)
    n = people.n_lots
    deadline = fiscal.day_of("2026-03-31")
    booked = deadline - rng.integers(0, 700, n)
    cutover = booked + np.where(rng.random(n) < 0.3, rng.integers(1, 1200, n), 0)
    cutover = np.where(rng.random(n) < 0.002, fiscal.NEVER, cutover)
    return schedule(
        people,
        cutover,
        booked,
        declared_day=np.where(cutover > deadline + 60, deadline - 300, fiscal.NEVER),
        deferred=(rng.random(n) < 0.1).astype(np.int64),
        actual_work=100.0 * rng.uniform(0.8, 2.0, n),
        queue_ratio=rng.uniform(0.0, 1.4, n),
    )


def posted(
    chosen: Scenario,
    people: Population,
    days: Schedule,
    number: int = 0,
    prices: Prices | None = None,
    room: Room | None = None,
) -> ledger.Ledger:
    one = replication(chosen, number)
    return ledger.post(one, people, days, prices or draw_paths(one), room)


def flat(usdjpy: float = 115.0) -> Prices:
    """Prices that never move: every index 1, one exchange rate."""
    level = np.ones((len(SERIES), fiscal.N_MONTHS))
    level[USDJPY] = usdjpy
    return Prices(level, running(level))


def one_lot(code: str = MITAKA) -> Population:
    """The nation reduced to one organisation that buys all its systems in one lot."""
    whole, row = nation(), facts().organisations.rows[code]
    mine = whole.system_organisation == row
    one = np.zeros(1, np.int64)
    return replace(
        whole,
        lot_organisation=one + row,
        lot_number=one + 1,
        lot_vendor=one,
        lot_suite=one,
        lot_business=one + 1,
        lot_businesses=one + int(mine.sum()),
        lot_legacy=one,
        lot_no_product=one,
        system_organisation=whole.system_organisation[mine],
        system_business=whole.system_business[mine],
        system_lot=np.zeros(int(mine.sum()), np.int64),
    )


PILOT_RATIO = 4_588_982_119 / 4_787_264_648
FEE = 12_000_000


def plain(**changes: Any) -> Scenario:
    """No luck, no closing, no discount, no upkeep: own baseline of 12 million yen, the pilot's ratio."""
    values: dict[str, Any] = {
        "cost__own_baselines": (OwnBaseline(MITAKA, FEE),),
        "running__quote_median_tokyo": PILOT_RATIO,
        "cost__form_single_data_centre": 1.0,
        "cost__form_shared_hardware": 1.0,
        "cost__form_municipal_cloud": 1.0,
        "cost__hosted_own_server": 1.0,
        "cost__hosted_single_data_centre": 1.0,
        "cost__hosted_shared_hardware": 1.0,
        "cost__hosted_municipal_cloud": 1.0,
        "running__quote_sigma": 0.0,
        "running__premium_closing_per_year": 0.0,
        "running__cloud_discount_gain_per_year": 0.0,
        "running__sizing_gain_per_year": 0.0,
        "running__line_fixed_share": 0.0,
        "running__shared_hosting_share": 1.0,
        "running__other_hosting_share": 0.0,
        "running__shared_fixed_share": 0.0,
        "revisions__cost_share": 0.0,
        "law_changes__changes": (),
        "contracts__re_lease_share": 1.0,
        "contracts__support_premium": 0.0,
        "contracts__residual_share": 0.0,
        "contracts__refresh_share": 0.0,
        "dual__months": 0.0,
        "migration__anchor_work_share": 1.0,
        "migration__overrun_billed_share": 0.0,
        "migration__scarcity_markup": 0.0,
        "migration__peripheral_share": 0.0,
        "migration__addon_share": 0.0,
        "migration__extraction_share": 0.0,
        "migration__exponent": 1.0,
        "support__migration_cap_share": 1.0,
        "support__later_share": 1.0,
        "support__operating_rate": 0.0,
    }
    return scenario(**{**values, **changes})


@dataclass(frozen=True)
class Case:
    """One organisation, one lot: its ledger and the row of the organisation."""

    ledger: ledger.Ledger
    row: int

    def account(self, name: str, year: int) -> int:
        return int(self.ledger.accounts[self.row, year - 2018, ledger.ACCOUNTS.index(name)])

    def funded(self, account: str, line: str, year: int) -> int:
        lines = self.ledger.funding[self.row, year - 2018, ledger.ACCOUNTS.index(account)]
        return int(lines[ledger.FUNDING.index(line)])

    def line(self, account: str, item: str, cause: str, year: int) -> int:
        number = next(i for i, one in enumerate(ledger.LINES) if one[:3] == (account, item, cause))
        return int(self.ledger.amounts[self.row, year - 2018, number])


def case(
    cutover: str | None,
    booked: str | None = None,
    prices: Prices | None = None,
    chosen: Scenario | None = None,
    legacy: int = 0,
    **fields: Any,
) -> Case:
    """The ledger of the one lot that cuts over on a date (None: not within the horizon), flat prices."""
    people = replace(one_lot(), lot_legacy=np.array([legacy]))
    day = np.array([fiscal.NEVER if cutover is None else fiscal.day_of(cutover)])
    plan = day if booked is None else np.array([fiscal.day_of(booked)])
    fields = {name: np.array([value]) for name, value in fields.items()}
    days = schedule(people, day, plan, **fields)
    made = posted(chosen or plain(), people, days, prices=prices or flat())
    return Case(made, facts().organisations.rows[MITAKA])


def replication(chosen: Scenario, number: int = 0) -> Replication:
    return Replication.of(facts(), chosen, SEED, number)
