"""The lines an entry may stand on: account, item and cause, in one fixed order.

Kernels write to a line by its number; the numbers of blocks of ten follow the official items of the pilot.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from sim.words import texts

Ints = NDArray[np.int64]

ACCOUNTS = (
    "legacy_running",
    "dual_running",
    "new_running",
    "revision_upkeep",
    "law_change_upkeep",
    "migration",
)
ACCOUNT_NAMES: Mapping[str, Mapping[str, str]] = texts("accounts")
CAUSES = ("state_rule", "law_change", "vendor", "price", "own_decision")
CAUSE_NAMES: Mapping[str, Mapping[str, str]] = texts("causes")
FUNDING = ("national", "prefectural", "bond", "other", "general")
FUNDING_NAMES: Mapping[str, Mapping[str, str]] = texts("funding")
PILOT_ITEMS = (
    "operations_work",
    "hardware_maintenance_work",
    "other_outsourcing",
    "hardware_lease",
    "hardware_maintenance",
    "software_lease",
    "software_maintenance",
    "data_centre",
    "line",
    "cloud",
)
HARDWARE_LEASE, SOFTWARE_LEASE, SOFTWARE_MAINTENANCE, LINE, CLOUD = 3, 5, 6, 8, 9
N_ITEMS = len(PILOT_ITEMS)
ITEM_NAMES: Mapping[str, Mapping[str, str]] = texts("items")


class Line(NamedTuple):
    """One line: its account, its item and what caused it; one-off items stay out of running cost."""

    account: str
    item: str
    cause: str
    one_off: bool = False


_TEN = len(PILOT_ITEMS)
LEGACY_OWN = 0
LEGACY_PRICE = LEGACY_OWN + _TEN
LEGACY_SUPPORT = LEGACY_PRICE + _TEN
LEGACY_REFRESH = LEGACY_SUPPORT + 1
LEGACY_RESIDUAL = LEGACY_SUPPORT + 2
DUAL_PARALLEL = LEGACY_SUPPORT + 3
DUAL_LINE = LEGACY_SUPPORT + 4
DUAL_CLOUD = LEGACY_SUPPORT + 5
NEW_STATE = LEGACY_SUPPORT + 6
NEW_VENDOR = NEW_STATE + _TEN
NEW_PRICE = NEW_VENDOR + _TEN
NEW_OWN = NEW_PRICE + _TEN
REVISION_STATE = NEW_OWN + 1
REVISION_PRICE = NEW_OWN + 2
LAW_BEFORE = NEW_OWN + 3
LAW_AFTER = NEW_OWN + 4
MIGRATION_WORK = NEW_OWN + 5
MIGRATION_LEGACY = NEW_OWN + 6
MIGRATION_PRICE = NEW_OWN + 7
MIGRATION_SCARCITY = NEW_OWN + 8
MIGRATION_OVERRUN = NEW_OWN + 9
MIGRATION_EXTRACTION = NEW_OWN + 10
MIGRATION_PERIPHERAL = NEW_OWN + 11
MIGRATION_ADDON = NEW_OWN + 12
MIGRATION_DEFERRED = NEW_OWN + 13
MIGRATION_SAAS = NEW_OWN + 14

LINES: tuple[Line, ...] = (
    *(Line("legacy_running", item, "own_decision") for item in PILOT_ITEMS),
    *(Line("legacy_running", item, "price") for item in PILOT_ITEMS),
    Line("legacy_running", "support_premium", "vendor"),
    Line("legacy_running", "refresh", "own_decision", one_off=True),
    Line("legacy_running", "residual", "state_rule", one_off=True),
    Line("dual_running", "parallel", "state_rule"),
    Line("dual_running", "idle_line", "vendor"),
    Line("dual_running", "idle_cloud", "vendor"),
    *(Line("new_running", item, "state_rule") for item in PILOT_ITEMS),
    *(Line("new_running", item, "vendor") for item in PILOT_ITEMS),
    *(Line("new_running", item, "price") for item in PILOT_ITEMS),
    Line("new_running", "cloud", "own_decision"),
    Line("revision_upkeep", "revision", "state_rule"),
    Line("revision_upkeep", "revision", "price"),
    Line("law_change_upkeep", "law_change_before", "law_change"),
    Line("law_change_upkeep", "law_change_after", "law_change"),
    Line("migration", "work", "state_rule", one_off=True),
    Line("migration", "legacy_retirement", "own_decision", one_off=True),
    Line("migration", "work_price", "price", one_off=True),
    Line("migration", "scarcity", "vendor", one_off=True),
    Line("migration", "overrun", "vendor", one_off=True),
    Line("migration", "extraction", "state_rule", one_off=True),
    Line("migration", "peripheral", "state_rule", one_off=True),
    Line("migration", "addon", "own_decision", one_off=True),
    Line("migration", "deferred_functions", "vendor", one_off=True),
    Line("migration", "saas_move", "state_rule", one_off=True),
)
N_LINES = len(LINES)
RUNNING_ACCOUNTS = ("legacy_running", "new_running")
UPKEEP_ACCOUNTS = ("revision_upkeep", "law_change_upkeep")


def numbers(**wanted: str | bool) -> Ints:
    """Numbers of the lines whose fields have the wanted values."""
    found = [n for n, line in enumerate(LINES) if all(getattr(line, k) == v for k, v in wanted.items())]
    return np.array(found, dtype=np.int64)


ACCOUNT_OF_LINE: Ints = np.array([ACCOUNTS.index(line.account) for line in LINES], dtype=np.int64)
FIRST_LINE_OF_ACCOUNT: Ints = np.searchsorted(ACCOUNT_OF_LINE, np.arange(len(ACCOUNTS) + 1))
"""Lines of one account stand together, in the order of the accounts."""
LEGACY_RUNNING, NEW_RUNNING, REVISION_UPKEEP, LAW_CHANGE_UPKEEP, MIGRATION = (
    ACCOUNTS.index(name)
    for name in ("legacy_running", "new_running", "revision_upkeep", "law_change_upkeep", "migration")
)
CAUSE_OF_LINE: Ints = np.array([CAUSES.index(line.cause) for line in LINES], dtype=np.int64)
TEN_ITEM_LINES: Ints = np.array(
    [n for n, line in enumerate(LINES) if line.account in RUNNING_ACCOUNTS and not line.one_off],
    dtype=np.int64,
)
UPKEEP_LINES: Ints = np.array(
    [n for n, line in enumerate(LINES) if line.account in UPKEEP_ACCOUNTS], dtype=np.int64
)
ONE_OFF_RUNNING_LINES = tuple(
    n for n, line in enumerate(LINES) if line.account in RUNNING_ACCOUNTS and line.one_off
)
"""Lines of the running accounts that are not among the ten items: refresh and residual."""
RUNNING_LINES: Ints = np.concatenate((TEN_ITEM_LINES, UPKEEP_LINES))
"""Lines of the default meaning of running cost: the ten items (old and new) plus upkeep."""
