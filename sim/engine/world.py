"""What both engines read and write: the World (arrays in) and the Schedule (arrays out)."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
Bytes = NDArray[np.uint8]


class Rules(NamedTuple):
    """The drawn numbers of the schedule stage, and the keys of its luck."""

    deadline: int
    extended_deadline: int
    extension_announced: int
    rebook_share: float
    pending_share: float
    keep_until_cutover: int
    deferral_share: float
    deferral_reach_days: int
    deferral_work_share: float
    deferral_from: int
    late_rebooked_share: float
    late_wait_days: float
    latest_day: int
    learning_floor: float
    learning_lots: float
    rehearsal_failure: float
    rehearsal_failure_decay: float
    rework_share: float
    after_live_factor: float
    handover_share: float
    build_done_share: float
    queue_order: int
    tender_failure: float
    tender_failure_by_queue: float
    retry_days: int
    retender_days: int
    no_vendor_retry_days: int
    buffer: float
    buffer_days: float
    limit_per_team: float
    limit_minimum: int
    optimism: float
    optimism_horizon_days: float
    replan_days: int
    trigger: float
    review_days: int
    review_known_share: float
    kappa: float
    steepness: float
    revision_notice_days: int
    revision_work_days: float
    rehearsal_key: int
    tender_key: int
    retender_key: int
    pending_key: int
    rebook_key: int
    deferral_key: int
    late_key: int


class World(NamedTuple):
    """One drawn nation on the eve of day 0, as plain arrays: rows are lots, vendors or organisations."""

    rules: Rules
    # lots
    lot_organisation: Ints
    lot_code: Ints  # organisation code as a number: with lot_business the key of its luck
    lot_buyer: Ints  # number of its joint contracting group, else the code: the key of its tenders
    lot_business: Ints
    lot_mask: Ints  # freeze groups of its businesses
    lot_vendor: Ints
    lot_suite: Ints
    lot_prefecture: Ints
    lot_legacy: Ints
    lot_no_product: Ints
    lot_product_delay: Ints  # days after the vendor's product-ready day
    lot_size: Floats  # of its tender: the largest size factor that its buyer contracts for this business
    lot_teams: Ints  # teams wanted
    lot_work: Floats  # [n, 4] planned team-days: fit & gap, build, rehearsal, stabilisation
    lot_luck: Floats
    lot_growth: Floats  # factor on the excess growth of its vendor
    lot_any_window: Ints  # 1: once late it takes any window, not only a large one
    lot_booked: Ints
    lot_procured: Ints  # day on which its procurement ends
    lot_tender: Ints  # 1: by tender, 0: negotiated
    lot_ready_by: Ints  # early adopters: the product is ready by this day at the latest, else NEVER
    # vendors
    vendor_ready: Ints
    ready_region: Ints  # [vendor, prefecture] days after that on which it begins there
    vendor_growth: Floats
    growth_region: Floats  # [vendor, prefecture] factor on its excess growth there
    vendor_withdrawal: Ints
    vendor_first_plan: Ints
    vendor_lots: Ints
    capacity_days: Ints  # days on which capacity changes, ascending, the first is 0
    capacity: Ints  # [vendor, change]
    vendor_weight: Floats  # [suite, prefecture, vendor]
    # calendar
    next_window: Ints  # [mask, day]
    next_large: Ints
    next_appropriation: Ints
    revision_days: Ints
    surveys: Ints
    quarters: Ints  # first days of the quarters at which busy, capacity and queue are noted
    # organisations
    organisation_code: Ints
    organisation_lag: Ints  # days from hearing that a lot is late to reporting it


@dataclass(frozen=True)
class Schedule:
    """What the clock gave: days of every lot, declarations at every survey, vendors by quarter.

    A day beyond the horizon is `sim.fiscal.NEVER`. `declared`, `declared_reason`: [survey, lot];
    `pending`: [survey, organisation]; `busy`, `capacity` (teams) and `queue` (team-days waiting):
    [vendor, quarter]. `events` is the log, one row (day, step, kind, subject, value), empty unless asked for.
    """

    booked: Ints
    contract: Ints
    start: Ints
    cutover: Ints
    done: Ints
    announced: Ints
    declared_day: Ints
    reason: Ints
    vendor: Ints
    restarts: Ints
    deferred: Ints
    planned_work: Floats
    actual_work: Floats
    queue_ratio: Floats
    surveys: Ints
    declared: Bytes
    declared_reason: Bytes
    pending: Bytes
    busy: Ints
    capacity: Ints
    queue: Ints
    events: Ints = field(default_factory=lambda: np.empty((0, 5), dtype=np.int64))
