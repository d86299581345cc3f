"""How a finance officer groups the assumptions: the levers people ask about first, then all the rest."""

from __future__ import annotations

from sim.scenario import table
from sim.scenario.values import OWN_TABLES

LEVERS: dict[str, tuple[str, ...]] = {
    "rules": (
        "deadline.day",
        "deadline.extended_day",
        "deadline.extension_announced_day",
        "deadline.designated_day",
        "deadline.designation",
        "deadline.deferral_share",
        "revisions.per_year",
        "revisions.minimum_notice_days",
        "windows.freezes",
    ),
    "vendors": (
        "vendors.load_mean",
        "vendors.growth_mean",
        "vendors.talent_supply_per_year",
        "vendors.regional_teams_factor",
        "vendors.pooled_teams_share",
        "vendors.withdrawn",
        "vendors.queue_order",
        "procurement.negotiated_share",
        "procurement.tender_days",
    ),
    "cloud": (
        "prices.usdjpy_fixed",
        "prices.usdjpy_drift",
        "running.cloud_fee_factor",
        "running.cloud_discount_max",
        "running.sizing_gain_max",
        "running.shared_hosting_share",
        "running.sharing_rule",
        "running.line_fee_factor",
    ),
    "software": (
        "running.software_fee_factor",
        "running.quote_median_core_city",
        "running.quote_median_city",
        "running.quote_median_town",
        "running.premium_closing_per_year",
        "running.premium_closing_max",
        "running.saas_share",
        "running.saas_fee_factor",
    ),
    "support": (
        "support.migration_rate",
        "support.last_year",
        "support.designated_last_year",
        "support.operating_rate",
        "support.operating_budget_yen",
        "support.operating_last_year",
        "support.revision_rate",
        "support.law_change_rate",
        "support.general_measure_yen",
        "support.early_saver_rate",
    ),
    "prices": (
        "prices.inflation",
        "prices.service_inflation",
        "prices.wage_growth",
        "prices.line_price_growth",
        "prices.labour_share",
    ),
}
"""Parameters by group, those that people ask about first."""

SECTIONS: dict[str, tuple[str, ...]] = {
    "rules": ("deadline", "windows", "revisions", "law_changes", "booking", "announcement"),
    "vendors": ("calibration", "vendors", "procurement", "market", "legacy", "work"),
    "cloud": (),
    "software": ("running",),
    "support": ("support",),
    "prices": ("prices", "migration", "contracts", "dual", "cost", "organisations"),
}
"""Sections whose further parameters follow in a group."""

ELSEWHERE = tuple(OWN_TABLES)
"""Figures of one organisation: entered on its page, never part of a link."""


def further(group: str) -> tuple[str, ...]:
    """The other parameters of a group, in the order of the sections."""
    first = {path for paths in LEVERS.values() for path in paths}
    return tuple(
        path
        for path, known in table().items()
        if known.group in SECTIONS[group] and path not in first and path not in ELSEWHERE
    )
