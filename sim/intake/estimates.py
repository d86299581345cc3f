"""What the model estimates for one organisation where it can say better itself."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from sim.facts import load
from sim.fiscal import NEVER, date_of

if TYPE_CHECKING:
    from sim.analysis.part_summary import PartSummary

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


def of_summary(summary: PartSummary) -> Estimates:
    """Means and medians of one organisation; without a cost of FY2018 (prefectures) none of cost at all."""
    items, rows = load().pilot.key, {row.item: row for row in summary.officer}
    fy2018, after = {item: rows[item].fy2018 for item in items}, {item: rows[item].after for item in items}
    if not any(fy2018.values()):
        fy2018, after = {}, {}
    else:
        fy2018 = {**fy2018, TOTAL: sum(fy2018.values())}
    known = {row.business: date_of(row.cutover.p50) for row in summary.businesses if row.cutover.p50 < NEVER}
    return Estimates(
        fy2018, after, known, frozenset(row.business for row in summary.businesses) - known.keys()
    )
