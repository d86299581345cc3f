"""The lines an entry may stand on: account, item and cause, in one fixed order.

Kernels write to a line by its number; the numbers of blocks of ten follow the official items of the pilot.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]

ACCOUNTS = (
    "legacy_running",
    "dual_running",
    "new_running",
    "revision_upkeep",
    "law_change_upkeep",
    "migration",
)
ACCOUNT_NAMES: Mapping[str, Mapping[str, str]] = {
    "legacy_running": {"ja": "現行システム運用経費", "en": "legacy running cost"},
    "dual_running": {"ja": "並行稼働経費", "en": "dual running"},
    "new_running": {"ja": "移行後運用経費", "en": "new running cost"},
    "revision_upkeep": {"ja": "標準仕様書改定対応費", "en": "upkeep for revised specifications"},
    "law_change_upkeep": {"ja": "制度改正対応費", "en": "upkeep for law changes"},
    "migration": {"ja": "移行経費", "en": "migration"},
}
CAUSES = ("state_rule", "law_change", "vendor", "price", "own_decision")
CAUSE_NAMES: Mapping[str, Mapping[str, str]] = {
    "state_rule": {"ja": "国の制度・仕様", "en": "state rule"},
    "law_change": {"ja": "制度改正", "en": "law change"},
    "vendor": {"ja": "事業者", "en": "vendor"},
    "price": {"ja": "物価・為替", "en": "price or exchange rate"},
    "own_decision": {"ja": "団体の判断", "en": "own decision"},
}
FUNDING = ("national", "prefectural", "bond", "other", "general")
FUNDING_NAMES: Mapping[str, Mapping[str, str]] = {
    "national": {"ja": "国庫支出金", "en": "national subsidy"},
    "prefectural": {"ja": "県支出金", "en": "prefectural subsidy"},
    "bond": {"ja": "地方債", "en": "local bond"},
    "other": {"ja": "その他", "en": "other"},
    "general": {"ja": "一般財源", "en": "general revenue"},
}
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
ITEM_NAMES: Mapping[str, Mapping[str, str]] = {
    "operations_work": {"ja": "システム運用作業", "en": "system operations work"},
    "hardware_maintenance_work": {"ja": "ハードウェア保守作業", "en": "hardware maintenance work"},
    "other_outsourcing": {"ja": "その他外部委託費", "en": "other outsourcing"},
    "hardware_lease": {"ja": "ハードウェア借料", "en": "hardware lease"},
    "hardware_maintenance": {"ja": "ハードウェア保守費", "en": "hardware maintenance"},
    "software_lease": {"ja": "ソフトウェア借料", "en": "software lease"},
    "software_maintenance": {"ja": "ソフトウェア保守費", "en": "software maintenance"},
    "data_centre": {"ja": "データセンター利用費", "en": "data centre use"},
    "line": {"ja": "通信回線費", "en": "communication line"},
    "cloud": {"ja": "クラウド利用経費", "en": "cloud use"},
    "support_premium": {"ja": "保守延長の割増", "en": "premium for extended support"},
    "refresh": {"ja": "機器の更新", "en": "refresh of equipment"},
    "residual": {"ja": "中途解約の残債", "en": "residual of leases ended early"},
    "parallel": {"ja": "並行稼働", "en": "parallel operation"},
    "idle_line": {"ja": "稼働待ちの通信回線費", "en": "line paid while idle"},
    "idle_cloud": {"ja": "稼働待ちのクラウド利用経費", "en": "cloud paid while idle"},
    "revision": {"ja": "標準仕様書の改定", "en": "revision of specifications"},
    "law_change_before": {"ja": "制度改正（移行前）", "en": "law change before cutover"},
    "law_change_after": {"ja": "制度改正（移行後）", "en": "law change after cutover"},
    "work": {"ja": "移行作業", "en": "migration work"},
    "legacy_retirement": {
        "ja": "大型機・個別開発からの移行加算",
        "en": "leaving mainframe or bespoke systems",
    },
    "work_price": {"ja": "単価の変動", "en": "change of unit price"},
    "scarcity": {"ja": "人材不足の割増", "en": "scarcity mark-up"},
    "overrun": {"ja": "作業増の請求分", "en": "billed overrun"},
    "extraction": {"ja": "データ抽出", "en": "data extraction"},
    "peripheral": {"ja": "関連システムの改修", "en": "peripheral systems"},
    "addon": {"ja": "独自施策の追加機能", "en": "add-ons for local schemes"},
    "deferred_functions": {"ja": "経過措置機能の後日対応", "en": "deferred functions"},
    "saas_move": {"ja": "共通SaaSへの移行", "en": "move to shared SaaS"},
}


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
