"""Cases of kind "calendar": days in, fiscal years, windows and appropriations out; see cases/README.md."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any

from sim.engine.calendar import calendar_of
from sim.facts import FREEZES
from sim.fiscal import NEVER, date_of, day_of, era_year, fiscal_year
from sim.scenario import Freeze, load, replaced

Table = Mapping[str, Any]
KNOWN = {"kind", "title_ja", "title_en", "why", "freezes", "appropriation_months", "expect"}


def check(case: Table) -> list[str]:
    """What came out otherwise than expected, in words; empty when all is as expected."""
    faults = [f"unknown key {key!r}" for key in case if key not in KNOWN]
    if faults or not case.get("expect"):
        return faults or ["nothing is expected: add [[expect]]"]
    changes: dict[str, Any] = {}
    if "freezes" in case:
        changes["windows.freezes"] = tuple(
            Freeze(f["group"], f["from"], f["to"], f["hard"], tuple(f.get("years", ())))
            for f in case["freezes"]
        )
    if "appropriation_months" in case:
        changes["procurement.appropriation_months"] = tuple(case["appropriation_months"])
    calendar = calendar_of(replaced(load("baseline"), changes).draw(1, 0))
    wrong = []
    for expect in case["expect"]:
        day, groups = day_of(expect["day"]), expect.get("groups", ())
        mask = sum(1 << (FREEZES.index(group) - 1) for group in groups)
        found = {
            "fiscal_year": fiscal_year(day),
            "era_year": era_year(fiscal_year(day)),
            "cutover_allowed": bool(calendar.allowed[mask, day]),
            "next_window": _date(calendar.next_window[mask, day]),
            "next_large_window": _date(calendar.next_large[mask, day]),
            "next_appropriation": _date(calendar.next_appropriation[day]),
        }
        wrong += [
            f"{expect['day']} {', '.join(groups)}: {key} is {found.get(key, 'unknown')}, expected {value}"
            for key, value in expect.items()
            if key not in ("day", "groups") and found.get(key) != value
        ]
    return wrong


def _date(day: int) -> datetime.date | str:
    return "never" if day >= NEVER else date_of(day)
