"""Assumptions about the ledger; units, bounds, labels and sources stand in parameters.csv."""

from __future__ import annotations

from datetime import date
from typing import ClassVar, Literal

from sim.scenario.section import Section
from sim.scenario.values import Number, OwnBaseline, OwnContractEnd, OwnItem, OwnQuote


class Cost(Section):
    """Cost in the base year."""

    title_ja: ClassVar[str] = "基準年度の経費"
    title_en: ClassVar[str] = "Cost in the base year"

    running_share: Number
    running_share_small_factor: Number
    running_share_large_factor: Number
    spread_sigma: Number
    form_own_server: Number
    form_single_data_centre: Number
    form_shared_hardware: Number
    form_municipal_cloud: Number
    hosted_own_server: Number
    hosted_single_data_centre: Number
    hosted_shared_hardware: Number
    hosted_municipal_cloud: Number
    weight_register: Number
    weight_tax: Number
    weight_welfare: Number
    weight_family_register: Number
    weight_schooling: Number
    weight_common: Number
    own_baselines: tuple[OwnBaseline, ...]
    own_items: tuple[OwnItem, ...]


class Contracts(Section):
    """Legacy contracts."""

    title_ja: ClassVar[str] = "旧システムの契約"
    title_en: ClassVar[str] = "Legacy contracts"

    term_months: Number
    expected_from_day: date
    re_lease_share: Number
    re_lease_limit_months: Number
    support_premium: Number
    refresh_share: Number
    residual_share: Number
    own_ends: tuple[OwnContractEnd, ...]


class Dual(Section):
    """Dual running."""

    title_ja: ClassVar[str] = "並行稼働"
    title_en: ClassVar[str] = "Dual running"

    months: Number
    share: Number
    idle_line_share: Number


class Running(Section):
    """Running cost after migration."""

    title_ja: ClassVar[str] = "移行後の運用経費"
    title_en: ClassVar[str] = "Running cost after migration"

    quote_median_core_city: Number
    quote_median_designated_city: Number
    quote_median_tokyo: Number
    quote_median_city: Number
    quote_median_town: Number
    quote_sigma: Number
    survey_day: date
    premium_closing_per_year: Number
    premium_closing_max: Number
    cloud_discount_start: Number
    cloud_discount_gain_per_year: Number
    cloud_discount_max: Number
    sizing_gain_per_year: Number
    sizing_gain_max: Number
    cloud_fee_factor: Number
    software_fee_factor: Number
    line_fee_factor: Number
    line_fixed_share: Number
    shared_hosting_share: Number
    other_hosting_share: Number
    single_hosting_factor: Number
    other_hosting_factor: Number
    sharing_rule: Literal["mixed", "population", "usage", "equal"]
    sharing_population_weight: Number
    shared_fixed_share: Number
    saas_share: Number
    saas_from_day: date
    saas_fee_factor: Number
    saas_migration_share: Number
    own_quotes: tuple[OwnQuote, ...]


class Migration(Section):
    """Migration cost."""

    title_ja: ClassVar[str] = "移行経費"
    title_en: ClassVar[str] = "Migration cost"

    anchor_yen: Number
    anchor_work_share: Number
    anchor_population: Number
    anchor_day: date
    exponent: Number
    legacy_factor: Number
    scarcity_markup: Number
    extraction_share: Number
    peripheral_share: Number
    addon_share: Number
    overrun_billed_share: Number
    deferred_share: Number
    legacy_help_share: Number


class Support(Section):
    """Fiscal support."""

    title_ja: ClassVar[str] = "財政措置"
    title_en: ClassVar[str] = "Fiscal support"

    migration_rate: Number
    migration_cap_share: Number
    cap_last_year: int
    later_share: Number
    first_year: int
    last_year: int
    designated_last_year: int
    designated_rate: Number
    fund_yen: Number
    excess: Literal["prorate", "unmet"]
    peripheral_eligible: Number
    addon_eligible: Number
    legacy_eligible: Number
    revision_rate: Number
    law_change_rate: Number
    operating_rate: Number
    operating_budget_yen: Number
    operating_first_year: int
    operating_last_year: int
    general_measure_yen: Number
    general_measure_first_year: int
    early_saver_rate: Number
    bond_share: Number
    prefectural_share: Number
    other_share: Number
    lat_share: Number
    saas_migration_rate: Number


class Prices(Section):
    """Prices and exchange rate."""

    title_ja: ClassVar[str] = "物価・為替"
    title_en: ClassVar[str] = "Prices and exchange rate"

    usdjpy_drift: Number
    usdjpy_sigma: Number
    usdjpy_fixed: Number
    inflation: Number
    service_inflation: Number
    wage_growth: Number
    price_sigma: Number
    missing_service_change: Number
    missing_wage_change: Number
    line_price_growth: Number
    labour_share: Number
