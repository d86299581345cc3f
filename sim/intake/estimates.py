"""What the model estimates for one organisation where it can say better itself."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from sim.analysis.organisation import cutovers, officer
from sim.facts import load
from sim.fiscal import NEVER, date_of

if TYPE_CHECKING:
    from sim.analysis.organisation import Outlook

TOTAL = "total"
"""Line of the ten items together."""


@dataclass(frozen=True)
class Estimates:
    """Yen a year before tax by item (and TOTAL) and the median day by business; empty where there is none.

    `unfinished`: businesses whose median day lies beyond the horizon.
    """

    fy2018: Mapping[str, int]
    after: Mapping[str, int]
    """First full year after migration."""
    cutover: Mapping[str, date]
    unfinished: frozenset[str] = frozenset()


NOTHING = Estimates({}, {}, {})


def of_outlook(found: Outlook) -> Estimates:
    """Means and medians of the outlook of one organisation."""
    days = {row.business: row.cutover.p50 for row in cutovers(found)}
    rows = {row.item: (row.fy2018, row.after) for row in officer(found)}
    return _estimates(
        rows, {business: None if day >= NEVER else date_of(day) for business, day in days.items()}
    )


def of_summary(summary: Mapping[str, Any]) -> Estimates:
    """The same from the summary of one organisation (see `summarise_part`)."""
    days = {row["business"]: row["cutover"]["p50"] for row in summary["businesses"]}
    rows = {row["item"]: (round(row["fy2018"]), round(row["after"])) for row in summary["officer"]}
    return _estimates(
        rows, {business: None if day is None else date.fromisoformat(day) for business, day in days.items()}
    )


def _estimates(rows: Mapping[str, tuple[int, int]], days: Mapping[str, date | None]) -> Estimates:
    """Without a cost of FY2018 (prefectures) there is no estimate of cost at all."""
    items = load().pilot.key
    fy2018, after = ({item: rows[item][column] for item in items} for column in (0, 1))
    if not any(fy2018.values()):
        fy2018, after = {}, {}
    else:
        fy2018 = {**fy2018, TOTAL: sum(fy2018.values())}
    known = {business: day for business, day in days.items() if day is not None}
    return Estimates(fy2018, after, known, frozenset(days.keys() - known.keys()))
