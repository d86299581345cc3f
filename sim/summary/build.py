"""The summary of a run: one plain structure for the file, the charts, the command line and the page."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sim.fiscal import DEADLINE
from sim.ledger import DEFINITIONS
from sim.scenario.values import middle
from sim.summary import cost, schedule
from sim.summary.figures import figure
from sim.summary.series import values

if TYPE_CHECKING:
    from sim.runs import Results
    from sim.scenario import Scenario

SCHEMA = 2
"""Raised by one whenever a name or a meaning in the summary changes."""


def summarise(results: Results) -> dict[str, Any]:
    """Every figure of a run, JSON-ready; the names are those of docs/glossary.md."""
    roster = schedule.Roster(results.facts)
    late = schedule.late_at(results, roster, DEADLINE) | {
        "by_reason": schedule.late_by_reason(results),
        "undeclared": figure(results.kept.late_by_reason[:, 0]),
    }
    designated = schedule.late_at(results, roster, _designated_day(results))
    own = schedule.late_at(results, roster, schedule.own_deadline(results))
    return {
        **_head(results),
        "declared": schedule.declared(results),
        "declared_by_type": schedule.declared_by_type(results),
        "declared_by_reason": schedule.declared_by_reason(results),
        "completed": schedule.completed(results, roster),
        "late_at_deadline": late,
        "late_at_own_deadline": {name: own[name] for name in ("systems", "organisations")},
        "late_at_designated_day": {name: designated[name] for name in ("systems", "organisations")},
        "late_share_by_organisation": schedule.late_share_by_organisation(results, roster),
        "vendors_by_quarter": schedule.vendors_by_quarter(results),
        **schedule.slippage(results, roster),
        "last_cutover_day": schedule.last_cutover_day(results),
        "unfinished_at_horizon": schedule.unfinished_at_horizon(results),
        "target_ratio": cost.target_ratio(results),
        "first_full_year": cost.first_full_year(results),
        "target_gap_yen": cost.by_year(results.kept.national_gap_yen),
        "extra_burden_yen": cost.by_year(results.kept.national_extra_yen),
        "general_revenue_yen": cost.by_year(results.kept.cost[..., -1].sum(axis=2)),
        "national_funding_yen": cost.by_year(results.kept.cost[..., 0].sum(axis=2)),
        "freed_yen": cost.by_year(results.kept.freed_yen),
        "share_of_organisations_at_target": cost.share_at_target(results),
        "joint_on_time_and_target": cost.joint_on_time_and_target(results),
        "by_replication": {
            "late_systems": values(results, "late_at_deadline.systems").astype(int).tolist(),
            "target_ratio": [round(float(ratio), 6) for ratio in values(results, "target_ratio")],
        },
        "cost_by_cause_yen": cost.cost_by_cause(results),
        "unmet_claims_yen": cost.unmet_claims(results),
        "quote_multiple": cost.quote_multiple(results),
        "cost_yen": cost.cost_by_account_and_funding(results),
    }


def _head(results: Results) -> dict[str, Any]:
    """What was run, so that the file can be told from any other."""
    scenario = results.scenario
    return {
        "schema": SCHEMA,
        "id": run_id(results),
        "scenario": identity(scenario),
        "data_hash": results.facts.hash,
        "seed": results.seed,
        "replications": results.number,
        "failed_replications": len(results.failures),
        "result_hash": results.result_hash,
        "deadline": schedule.iso(DEADLINE),
        "own_deadline": schedule.iso(schedule.own_deadline(results)),
        "designated_day": schedule.iso(_designated_day(results)),
        "systems": int(results.kept.cutover.shape[1]),
        "organisations": len(results.facts.organisations.code),
        "usdjpy": _exchange_rate(results),
        "default_definition": cost.DEFAULT_CODE,
        "definitions": {d.code: {"ja": d.label("ja"), "en": d.label("en")} for d in DEFINITIONS},
    }


def _exchange_rate(results: Results) -> dict[str, Any]:
    """The last published exchange rate, its fiscal year, and the rate fixed from FY2026 on (None: a path)."""
    known = results.facts.prices["usdjpy"]
    fixed = middle(results.scenario.prices.usdjpy_fixed)
    return {
        "fiscal_year": int(known.years[-1]),
        "published": float(known.values[-1]),
        "fixed": float(fixed) or None,
    }


def run_id(results: Results) -> str:
    """What reproduces a run, short enough to stand below a figure: scenario, seed, replications, result."""
    return f"{results.scenario.hash[:8]}-{results.seed}-{results.number}-{results.result_hash[:8]}"


def identity(scenario: Scenario) -> dict[str, Any]:
    """Which scenario was run: its name, its titles, what is combined with it, its hash."""
    info = scenario.info
    return {
        "name": info.name,
        "title_ja": info.title("ja"),
        "title_en": info.title("en"),
        "with": list(scenario.combined),
        "hash": scenario.hash,
    }


def _designated_day(results: Results) -> int:
    return int(middle(results.scenario.deadline.designated_day))
