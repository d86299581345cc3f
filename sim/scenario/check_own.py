"""What is said about single organisations: they exist, have what is spoken of, and their figures agree."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim import facts
from sim.errors import Fault
from sim.scenario.values import (
    OWN_TABLES,
    Own,
    OwnBaseline,
    OwnContractEnd,
    OwnCutover,
    OwnItem,
    OwnQuote,
    Pin,
    own_rows,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from sim.facts import Facts
    from sim.scenario.values import Value


def check(values: Mapping[str, Value], file: str) -> list[Fault]:
    """What cannot be in the pins and the tables of own figures: one fault for each."""
    pins = values["market.pins"]
    rows: dict[str, tuple[Own | Pin, ...]] = {path: own_rows(values, path) for path in OWN_TABLES}
    if isinstance(pins, tuple):
        rows["market.pins"] = tuple(pin for pin in pins if isinstance(pin, Pin))
    if not any(rows.values()):
        return []  # the roster is read only when it is needed
    known = facts.load()
    faults = [fault for path, table in rows.items() for fault in _unknown(known, path, table, file)]
    return faults or [*_scope(known, rows, file), *_totals(rows, file), *_bases(known, rows, file)]


def _unknown(known: Facts, path: str, rows: tuple[Own | Pin, ...], file: str) -> Iterator[Fault]:
    """Codes that no organisation has."""
    roster = known.organisations.code
    for index, row in enumerate(rows, 1):
        if row.organisation not in known.organisations.rows:
            same = (
                code for code in roster if code[:5] == row.organisation[:5]
            )  # the sixth digit only checks
            details = {"meant": next(same, None)}
            key = f"{path}[{index}].organisation"
            yield Fault(file, key, row.organisation, "unknown_organisation", details)


def _scope(known: Facts, rows: Mapping[str, tuple[Own | Pin, ...]], file: str) -> Iterator[Fault]:
    """Businesses and groups of businesses that the organisation does not have."""
    for path in ("contracts.own_ends", "booking.own_cutovers"):
        for index, row in enumerate(rows[path], 1):
            if isinstance(row, OwnCutover) and row.business not in businesses_of(known, row.organisation):
                yield Fault(file, f"{path}[{index}].business", row.business, "not_in_scope")
            if isinstance(row, OwnContractEnd) and row.group not in groups_of(known, row.organisation):
                yield Fault(file, f"{path}[{index}].group", row.group, "not_in_scope")


def businesses_of(known: Facts, organisation: str) -> tuple[str, ...]:
    """Keys of the businesses for which an organisation (six-digit code) has a system in scope."""
    flags = known.scope()[known.organisations.rows[organisation]]
    return tuple(key for key, flag in zip(known.businesses.key, flags, strict=True) if flag)


def groups_of(known: Facts, organisation: str) -> tuple[str, ...]:
    """Groups of those businesses, and "all" for all of them."""
    flags = known.scope()[known.organisations.rows[organisation]]
    found = {facts.GROUPS[group] for group in known.businesses.group[flags]}
    return ("all", *(group for group in facts.GROUPS if group in found))


def _totals(rows: Mapping[str, tuple[Own | Pin, ...]], file: str) -> Iterator[Fault]:
    """Items of FY2018 that are not complete, or do not add up to the total that is given too."""
    totals = {
        row.organisation: row.fy2018_yen for row in rows["cost.own_baselines"] if isinstance(row, OwnBaseline)
    }
    items: dict[str, dict[str, int]] = {}
    for row in rows["cost.own_items"]:
        if isinstance(row, OwnItem):
            items.setdefault(row.organisation, {})[row.item] = row.fy2018_yen
    for organisation, yen in items.items():
        missing = [item for item in facts.load().pilot.key if item not in yen]
        total = sum(yen.values())
        details: dict[str, object] = {"organisation": organisation, "sum": f"{total:,}"}
        if missing:
            details["items"] = ", ".join(missing)
            yield Fault(file, "cost.own_items", None, "own_items_missing", details)
        elif total == 0:
            yield Fault(file, "cost.own_items", None, "own_items_nothing", details)
        elif organisation in totals and totals[organisation] != total:
            details["total"] = f"{totals[organisation]:,}"
            yield Fault(file, "cost.own_items", None, "own_items_total", details)


def _bases(known: Facts, rows: Mapping[str, tuple[Own | Pin, ...]], file: str) -> Iterator[Fault]:
    """Quotes of a prefecture without its cost of FY2018: for prefectures there is no estimate."""
    based = {row.organisation for path in ("cost.own_baselines", "cost.own_items") for row in rows[path]}
    told = set()
    for row in rows["running.own_quotes"]:
        organisation = known.organisations.rows[row.organisation]
        unbased = not known.organisations.municipal[organisation] and row.organisation not in based
        if isinstance(row, OwnQuote) and unbased and row.organisation not in told:
            told.add(row.organisation)
            details = {"organisation": row.organisation}
            yield Fault(file, "running.own_quotes", None, "own_quote_without_base", details)
