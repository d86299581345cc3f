"""Combinations of assumptions that cannot be, such as an end before its beginning."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from sim.errors import Fault
from sim.scenario import check_own
from sim.scenario.metadata import table
from sim.scenario.values import VENDORS, Uncertain, UncertainDay, ends, middle

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sim.scenario.metadata import Metadata
    from sim.scenario.values import Value

_NOT_BEFORE = (
    ("deadline.extended_day", "deadline.day"),
    ("deadline.day", "deadline.extension_announced_day"),
    ("deadline.designated_day", "deadline.extended_day"),
    ("deadline.functions_due_day", "deadline.day"),
    ("vendors.withdrawal_to_day", "vendors.withdrawal_from_day"),
    ("booking.early_to_day", "booking.early_from_day"),
    ("booking.early_adopter_before_day", "booking.early_from_day"),
    ("booking.last_day", "booking.early_to_day"),
    ("deadline.day", "booking.last_day"),
    ("support.last_year", "support.first_year"),
    ("support.designated_last_year", "support.last_year"),
    ("support.operating_last_year", "support.operating_first_year"),
    ("running.cloud_discount_max", "running.cloud_discount_start"),
)
"""The first of each pair must not lie before (below) the second."""

_SIZES = ("under_50k", "50k_to_200k", "200k_to_500k", "over_500k")
_PARTS_OF_ONE = (
    *(
        (
            f"organisations.municipal_cloud_share_{size}",
            f"organisations.single_data_centre_share_{size}",
            "organisations.shared_hardware_share",
        )
        for size in _SIZES
    ),
    ("legacy.mainframe_designated", "legacy.bespoke_designated"),
    ("work.share_before_rehearsal", "work.share_stabilisation"),
    ("running.shared_hosting_share", "running.other_hosting_share"),
    ("support.bond_share", "support.prefectural_share", "support.other_share"),
)
"""Shares of one whole: at their greatest they must not exceed it."""

_VENDOR_KINDS = ("national", "regional", "family_register", "welfare", "health", "schooling")


def check(values: Mapping[str, Value], file: str) -> list[Fault]:
    """What cannot be in a complete set of values: one fault for each."""
    return [
        *_offs(values, file),
        *_orders(values, file),
        *_sums(values, file),
        *_vendors(values, file),
        *check_own.check(values, file),
    ]


def check_range(known: Metadata, value: Value, file: str = "") -> list[Fault]:
    """The fault of a value that leaves the bounds of its parameter, if it does."""
    if isinstance(value, str | bool | tuple):
        return []
    if known.admits(*ends(value)):
        return []
    return [Fault(file, known.path, _text(value), "out_of_range", known.ends_text())]


def _offs(values: Mapping[str, Value], file: str) -> list[Fault]:
    """Numbers between off and the least, which an axis of a sweep can pass."""
    known = (each for each in table().values() if each.least is not None)
    return [fault for each in known for fault in check_range(each, values[each.path], file)]


def _orders(values: Mapping[str, Value], file: str) -> list[Fault]:
    faults = []
    for later, earlier in _NOT_BEFORE:
        if _middle(values[later]) < _middle(values[earlier]):
            details = {"other": earlier, "limit": _text(values[earlier])}
            faults.append(Fault(file, later, _text(values[later]), "before", details))
    return faults


def _sums(values: Mapping[str, Value], file: str) -> list[Fault]:
    faults = []
    for paths in _PARTS_OF_ONE:
        total = sum(_ends(values[path])[1] for path in paths)
        if total > 1.0 + 1e-12:
            details = {"others": ", ".join(paths[1:]), "total": f"{total:.3g}"}
            faults.append(Fault(file, paths[0], _text(values[paths[0]]), "sum_over_one", details))
    return faults


def _vendors(values: Mapping[str, Value], file: str) -> list[Fault]:
    paths = [f"market.{kind}_vendors" for kind in _VENDOR_KINDS]
    total = sum(int(_middle(values[path])) for path in paths)
    if total == VENDORS:
        return []
    return [Fault(file, "market", None, "vendor_total", {"total": total, "all": VENDORS})]


def _middle(value: Value) -> float:
    return 0.0 if isinstance(value, str | tuple) else middle(value)


def _ends(value: Value) -> tuple[float, float]:
    return (0.0, 0.0) if isinstance(value, str | tuple) else ends(value)


def _text(value: Value) -> str:
    inner = value.value if isinstance(value, Uncertain | UncertainDay) else value
    return inner.isoformat() if isinstance(inner, date) else f"{inner}"
