"""Assumptions about population and schedule; units, bounds, labels and sources stand in parameters.csv."""

from __future__ import annotations

from datetime import date
from typing import ClassVar, Literal

from sim.scenario.section import Section
from sim.scenario.values import Day, Freeze, LawChange, Number, OwnCutover, Pin, Withdrawal


class Calibration(Section):
    """Where the fitted assumptions come from."""

    title_ja: ClassVar[str] = "当てはめた前提の扱い"
    title_en: ClassVar[str] = "Fitted assumptions"

    sets: Literal["all", "time_bound", "capacity_bound", "none"]


class Deadline(Section):
    """Deadline rules."""

    title_ja: ClassVar[str] = "期限の制度"
    title_en: ClassVar[str] = "Deadline rules"

    day: date
    extended_day: date
    extension_announced_day: date
    rebook_share: Number
    designated_day: date
    designation: Literal["any_reason", "hard_cases"]
    pending_share: Number
    keep_until_cutover: bool
    deferral_share: Number
    deferral_reach_days: Number
    deferral_work_share: Number
    deferral_from_day: date
    functions_due_day: date


class Organisations(Section):
    """Organisations at the start."""

    title_ja: ClassVar[str] = "団体の出発点"
    title_en: ClassVar[str] = "Organisations at the start"

    municipal_cloud_share_under_50k: Number
    municipal_cloud_share_50k_to_200k: Number
    municipal_cloud_share_200k_to_500k: Number
    municipal_cloud_share_over_500k: Number
    single_data_centre_share_under_50k: Number
    single_data_centre_share_50k_to_200k: Number
    single_data_centre_share_200k_to_500k: Number
    single_data_centre_share_over_500k: Number
    shared_hardware_share: Number
    joint_group_size: int
    staff_at_20k: Number
    staff_exponent: Number


class Market(Section):
    """Vendor market."""

    title_ja: ClassVar[str] = "事業者の市場"
    title_en: ClassVar[str] = "Vendor market"

    national_vendors: int
    regional_vendors: int
    family_register_vendors: int
    welfare_vendors: int
    health_vendors: int
    schooling_vendors: int
    national_share_at_20k: Number
    national_share_exponent: Number
    stronghold_sigma: Number
    regional_concentration: Number
    separate_lot_factor: Number
    separate_family_register: Number
    separate_health: Number
    separate_welfare: Number
    separate_schooling: Number
    separate_common: Number
    separate_exponent: Number
    step_share: Number
    step_exponent: Number
    pins: tuple[Pin, ...]


class Legacy(Section):
    """Legacy systems."""

    title_ja: ClassVar[str] = "旧システム"
    title_en: ClassVar[str] = "Legacy systems"

    mainframe_designated: Number
    bespoke_designated: Number
    bespoke_large: Number
    large_population: Number
    no_product_share: Number
    no_product_systems: int
    no_product_delay_days: Number


class Work(Section):
    """Migration work."""

    title_ja: ClassVar[str] = "移行の作業"
    title_en: ClassVar[str] = "Migration work"

    path_days: Number
    systems_exponent: Number
    population_exponent: Number
    size_cap: Number
    share_before_rehearsal: Number
    share_stabilisation: Number
    fit_share: Number
    luck_sigma: Number
    legacy_factor: Number
    learning_floor: Number
    learning_lots: Number
    size_per_team: Number
    prefecture_size_share: Number
    rehearsal_failure: Number
    rehearsal_failure_decay: Number
    rework_share: Number
    handover_share: Number
    build_done_share: Number


class Vendors(Section):
    """Vendors' capacity."""

    title_ja: ClassVar[str] = "事業者の体制"
    title_en: ClassVar[str] = "Vendors' capacity"

    load_mean: Number
    load_sigma_national: Number
    load_sigma_regional: Number
    load_sigma_specialist: Number
    specialist_load_factor: Number
    family_register_load_factor: Number
    family_register_growth_factor: Number
    growth_mean: Number
    growth_sigma: Number
    ready_day_mean: Day
    ready_day_sd: Number
    capacity_from_day: date
    hiring_per_year: Number
    attrition_per_year: Number
    talent_supply_per_year: Number
    regional_teams_factor: Number
    pooled_teams_share: Number
    withdrawals: Number
    withdrawal_from_day: date
    withdrawal_to_day: date
    queue_order: Literal["contract_day", "largest", "earliest_deadline", "smallest"]
    withdrawn: tuple[Withdrawal, ...]


class Procurement(Section):
    """Procurement."""

    title_ja: ClassVar[str] = "調達"
    title_en: ClassVar[str] = "Procurement"

    negotiated_share: Number
    contract_day_mean: Day
    contract_day_sd: Number
    negotiated_days: Number
    tender_days: Number
    tender_failure: Number
    tender_failure_by_queue: Number
    retry_days: Number
    appropriation_lead_days: Number
    retender_days: Number
    no_vendor_retry_days: Number
    appropriation_months: tuple[int, ...]


class Booking(Section):
    """Booked cutover days."""

    title_ja: ClassVar[str] = "移行日の予約"
    title_en: ClassVar[str] = "Booked cutover days"

    buffer: Number
    early_from_day: date
    early_to_day: date
    early_share: Number
    early_exponent: Number
    new_year_share: Number
    wave_sharing: Number
    early_adopter_before_day: date
    last_day: date
    new_year_day: date
    after_new_year_day: date
    own_cutovers: tuple[OwnCutover, ...]


class Windows(Section):
    """Cutover windows."""

    title_ja: ClassVar[str] = "移行できる日"
    title_en: ClassVar[str] = "Cutover windows"

    limit_per_team: Number
    limit_minimum: int
    waive_before_deadline: bool
    waive_days: int
    new_year_days: int
    freezes: tuple[Freeze, ...]


class Announcement(Section):
    """Announced days."""

    title_ja: ClassVar[str] = "遅れの公表"
    title_en: ClassVar[str] = "Announced days"

    optimism: Number
    optimism_horizon_days: Number
    replan_days: Number
    first_replanning_day: date
    trigger: Number
    review_days: Number
    review_known_share: Number
    kappa: Number
    steepness: Number


class Revisions(Section):
    """Revisions of the specifications."""

    title_ja: ClassVar[str] = "標準仕様書の改定"
    title_en: ClassVar[str] = "Revisions of the specifications"

    per_year: Number
    from_day: date
    minimum_notice_days: Number
    work_days: Number
    cost_share: Number


class LawChanges(Section):
    """Law changes."""

    title_ja: ClassVar[str] = "制度改正"
    title_en: ClassVar[str] = "Law changes"

    changes: tuple[LawChange, ...]
