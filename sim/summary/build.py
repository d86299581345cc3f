"""From results to their summary."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.fiscal import DEADLINE
from sim.ledger import DEFINITIONS
from sim.summary import cost, schedule
from sim.summary.model import ExchangeRate, Identity, Replications, Summary
from sim.summary.series import values

if TYPE_CHECKING:
    from sim.runs import Results
    from sim.scenario import Scenario

SCHEMA = 3
"""Raised by one whenever a name or a meaning in the summary changes."""


def summarise(results: Results) -> Summary:
    """Every figure of a run; the names are those of docs/glossary.md."""
    roster, kept, scenario = schedule.Roster(results.facts), results.kept, results.scenario
    own, designated = schedule.own_deadline(results), int(scenario.middle("deadline.designated_day"))
    slippage, slippage_by_type = schedule.slippage(results, roster)
    return Summary(
        schema=SCHEMA,
        id=run_id(results),
        scenario=identity(scenario),
        data_hash=results.facts.hash,
        seed=results.seed,
        replications=results.number,
        failed_replications=len(results.failures),
        result_hash=results.result_hash,
        deadline=schedule.iso(DEADLINE),
        own_deadline=schedule.iso(own),
        designated_day=schedule.iso(designated),
        systems=int(kept.cutover.shape[1]),
        organisations=len(results.facts.organisations.code),
        usdjpy=_exchange_rate(results),
        default_definition=cost.DEFAULT_CODE,
        definitions={d.code: {"ja": d.label("ja"), "en": d.label("en")} for d in DEFINITIONS},
        declared=schedule.declared(results),
        declared_by_type=schedule.declared_by_type(results),
        declared_by_reason=schedule.declared_by_reason(results),
        completed=schedule.completed(results, roster),
        late_at_deadline=schedule.late_at_deadline(results, roster),
        late_at_own_deadline=schedule.late_at(results, roster, own),
        late_at_designated_day=schedule.late_at(results, roster, designated),
        late_share_by_organisation=schedule.late_share_by_organisation(results, roster),
        vendors_by_quarter=schedule.vendors_by_quarter(results),
        slippage_months=slippage,
        slippage_months_by_type=slippage_by_type,
        last_cutover_day=schedule.last_cutover_day(results),
        unfinished_at_horizon=schedule.unfinished_at_horizon(results),
        target_ratio=cost.target_ratio(results),
        first_full_year=cost.first_full_year(results),
        target_gap_yen=cost.by_year(kept.national_gap_yen),
        extra_burden_yen=cost.by_year(kept.national_extra_yen, least=None),
        general_revenue_yen=cost.by_year(kept.cost[..., -1].sum(axis=2)),
        national_funding_yen=cost.by_year(kept.cost[..., 0].sum(axis=2)),
        freed_yen=cost.by_year(kept.freed_yen),
        share_of_organisations_at_target=cost.share_at_target(results),
        joint_on_time_and_target=cost.joint_on_time_and_target(results),
        by_replication=Replications(
            late_systems=tuple(values(results, "late_at_deadline.systems").astype(int).tolist()),
            target_ratio=tuple(round(float(ratio), 6) for ratio in values(results, "target_ratio")),
        ),
        cost_by_cause_yen=cost.cost_by_cause(results),
        unmet_claims_yen=cost.unmet_claims(results),
        quote_multiple=cost.quote_multiple(results),
        cost_yen=cost.cost_by_account_and_funding(results),
    )


def _exchange_rate(results: Results) -> ExchangeRate:
    known = results.facts.prices["usdjpy"]
    fixed = results.scenario.middle("prices.usdjpy_fixed")
    return ExchangeRate(int(known.years[-1]), float(known.values[-1]), fixed or None)


def run_id(results: Results) -> str:
    """What reproduces a run, short enough to stand below a figure: scenario, seed, replications, result."""
    return f"{results.scenario.hash[:8]}-{results.seed}-{results.number}-{results.result_hash[:8]}"


def identity(scenario: Scenario) -> Identity:
    """Which scenario was run: its name, its titles, what is combined with it, its hash."""
    info = scenario.info
    return Identity(info.name, info.title("ja"), info.title("en"), tuple(scenario.combined), scenario.hash)
