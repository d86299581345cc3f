"""Cases of kind "schedule": lots and vendors in, days out. What a case may say stands in cases/README.md."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from support import worlds
from support.worlds import CALM

from sim import rules
from sim.engine import Schedule, World, simulate
from sim.engine.log import Kind
from sim.facts import FREEZES, REASONS
from sim.fiscal import NEVER, date_of, day_of
from sim.population import LEGACY_KINDS

Table = Mapping[str, Any]
# The quiet world of a case: a lot of 16 systems at 20,000 people is 100 team-days, 16 times the systems or
# people is twice the work, three times is the most; a second team for a lot of twice the size.
TEAM_DAYS, EXPONENT, SIZE_CAP, SIZE_PER_TEAM, LEGACY_FACTOR, PRODUCT_DELAY = 100.0, 0.25, 3.0, 2.0, 3.0, 900
SHARES = (0.2, 0.3, 0.4, 0.1)
ORDERS = ("contract_day", "largest", "earliest_deadline", "smallest")
RULES = {
    "buffer",
    "deadline",
    "deferral_share",
    "extended_deadline",
    "extension_announced",
    "keep_until_cutover",
    "limit_minimum",
    "limit_per_team",
    "optimism",
    "queue_order",
    "rehearsal_failure",
    "rehearsal_failure_decay",
    "review_days",
    "revision_notice_days",
}
VENDOR = {"name", "teams", "teams_from", "product_ready", "growth", "withdraws", "first_replanning"}
LOT = {
    "name",
    "systems",
    "people",
    "vendor",
    "procured",
    "booked",
    "groups",
    "legacy",
    "no_product",
    "early_adopter",
}
EXPECT = {
    "lot",
    "contract",
    "start",
    "ready",
    "cutover",
    "done",
    "declared_first",
    "declared_last",
    "reason",
    "vendor",
    "restarts",
    "deferred",
    "teams",
    "team_days",
    "announced",
}


@dataclass(frozen=True)
class Outcome:
    """A run of a case."""

    world: World
    schedule: Schedule
    lots: list[str]
    vendors: list[str]


def check(case: Table) -> list[str]:
    """What came out otherwise than expected, in words; empty when all is as expected."""
    unknown = _unknown(case)
    if unknown:
        return unknown
    outcome = _run(case)
    wrong = []
    for expect in case["expect"]:
        found = _found(outcome, expect)
        wrong += [
            f"{expect['lot']}: {key} is {found[key]}, expected {value}"
            for key, value in expect.items()
            if key != "lot" and found[key] != value
        ]
    return wrong


def _unknown(case: Table) -> list[str]:
    """Words that no schedule case knows, so that a slip of the pen does not pass as a test."""
    parts: list[tuple[str, Sequence[Table], set[str]]] = [
        ("rules", [case.get("rules", {})], RULES),
        ("vendor", case.get("vendor", ()), VENDOR),
        ("lot", case.get("lot", ()), LOT),
        ("expect", case.get("expect", ()), EXPECT),
    ]
    known = {"kind", "title_ja", "title_en", "why", "revisions", "rules", "vendor", "lot", "expect"}
    faults = [f"unknown key {key!r}" for key in case if key not in known]
    for name, tables, keys in parts:
        faults += [f"[{name}]: unknown key {key!r}" for table in tables for key in table if key not in keys]
    if not case.get("expect"):
        faults.append("nothing is expected: add [[expect]]")
    return faults


def _day(value: datetime.date | None, default: int = NEVER) -> int:
    return default if value is None else day_of(value)


def _run(case: Table) -> Outcome:
    names = [vendor["name"] for vendor in case["vendor"]]
    vendors = [_vendor(table) for table in case["vendor"]]
    changed = {key: _rule(key, value) for key, value in case.get("rules", {}).items()}
    rule = CALM._replace(**changed)
    lots = [_lot(n, table, names, vendors, rule.buffer) for n, table in enumerate(case["lot"])]
    revisions = tuple(sorted(day_of(day) for day in case.get("revisions", ())))
    world = worlds.world(lots, vendors, rule, revisions=revisions)
    for table, lot, booked in zip(case["lot"], lots, world.lot_booked.tolist(), strict=True):
        assert booked == lot.booked, f"{table['name']}: {table['booked']} is no day for a cutover"
    return Outcome(world, simulate(world, keep_log=True), [lot["name"] for lot in case["lot"]], names)


def _rule(key: str, value: Any) -> Any:
    if isinstance(value, datetime.date):
        return day_of(value)
    return ORDERS.index(value) if key == "queue_order" else value


def _vendor(table: Table) -> worlds.Vendor:
    later = tuple((day_of(day), teams) for day, teams in table.get("teams_from", ()))
    return worlds.Vendor(
        teams=((0, table.get("teams", 1)), *later),
        ready=_day(table.get("product_ready"), 0),
        growth=table.get("growth", 1.0),
        withdrawal=_day(table.get("withdraws")),
        first_plan=_day(table.get("first_replanning"), day_of("2024-01-01")),
    )


def _lot(
    number: int, table: Table, names: list[str], vendors: list[worlds.Vendor], buffer: float
) -> worlds.Lot:
    vendor = names.index(table.get("vendor", names[0]))
    shape = (float(table.get("systems", 16)), float(table.get("people", 20_000)))
    size = rules.size_factor(*shape, EXPONENT, EXPONENT, SIZE_CAP)
    legacy = LEGACY_KINDS.index(table.get("legacy", "package"))
    most = max(teams for _, teams in vendors[vendor].teams)
    teams = min(rules.teams_for(size, SIZE_PER_TEAM), most)
    work = TEAM_DAYS * size * (LEGACY_FACTOR if legacy else 1.0)
    booked, no_product = day_of(table["booked"]), table.get("no_product", False)
    lead = int(work * sum(SHARES[:3]) / teams * (1.0 + buffer))
    return worlds.Lot(
        organisation=number,
        mask=sum(1 << (FREEZES.index(group) - 1) for group in table.get("groups", ())),
        vendor=vendor,
        legacy=legacy,
        no_product=int(no_product),
        product_delay=PRODUCT_DELAY if no_product else 0,
        size=size,
        teams=teams,
        work=(work * SHARES[0], work * SHARES[1], work * SHARES[2], work * SHARES[3]),
        booked=booked,
        procured=day_of(table.get("procured", datetime.date(2024, 6, 1))),
        ready_by=booked - lead if table.get("early_adopter") else NEVER,
    )


def _date(day: int) -> datetime.date | str:
    return "never" if day >= NEVER else date_of(day)


def _found(outcome: Outcome, expect: Table) -> dict[str, Any]:
    i, x = outcome.lots.index(expect["lot"]), outcome.schedule
    declared = outcome.world.surveys[x.declared[:, i] > 0].tolist()
    events = [(day, Kind(kind), value) for day, _, kind, lot, value in x.events.tolist() if lot == i]
    ready = [day for day, kind, _ in events if kind is Kind.READY]
    teams = [value for _, kind, value in events if kind is Kind.STARTED]
    return {
        "contract": _date(x.contract[i]),
        "start": _date(x.start[i]),
        "ready": _date(ready[0] if ready else NEVER),
        "cutover": _date(x.cutover[i]),
        "done": _date(x.done[i]),
        "declared_first": _date(x.declared_day[i]),
        "declared_last": _date(declared[-1] if declared else NEVER),
        "reason": ("none", *REASONS)[x.reason[i]],
        "vendor": outcome.vendors[x.vendor[i]] if x.vendor[i] >= 0 else "none",
        "restarts": int(x.restarts[i]),
        "deferred": bool(x.deferred[i]),
        "teams": teams[-1] if teams else 0,
        "team_days": round(float(x.actual_work[i]), 6),
        "announced": [
            {"on": said["on"], "day": _date(_announced(outcome.world, i, events, day_of(said["on"])))}
            for said in expect.get("announced", ())
        ],
    }


def _announced(world: World, i: int, events: list[tuple[int, Kind, int]], on: int) -> int:
    """The day that was last announced up to the evening of `on`."""
    telling = (Kind.ANNOUNCED, Kind.REVIEWED, Kind.READY, Kind.REBOOKED)
    said = [value for day, kind, value in events if kind in telling and day <= on]
    return said[-1] if said else int(world.lot_booked[i])
