"""Where a part stands: its place among organisations like it, and how probable both aims are."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from sim.analysis.organisation.dates import ENDS
from sim.analysis.organisation.outlook import UNKNOWN, Outlook
from sim.facts import TYPE_NAMES, TYPES
from sim.fiscal import DEADLINE
from sim.ledger.target import at_target
from sim.runs import RATIO_UNIT
from sim.words import bilingual

ALIKE = bilingual("standing/alike")
LIKE_SIZED = 2
"""Greatest factor between the populations of organisations of like size."""


@dataclass(frozen=True)
class Rank:
    """Where a member's cost ratio (first full year over FY2018) lies among the organisations of its class.

    Every organisation counts with its median over replications; those without a baseline, or without a full
    year after their last cutover in most replications, do not count.
    """

    of: dict[str, str]  # name of the class by language
    organisations: int
    ratio: float | None  # its own median; None without a baseline
    place: int | None  # 1 is the lowest ratio
    class_p10: float | None  # of the medians of the class; None where none of it has a baseline
    class_p50: float | None
    class_p90: float | None


def rank(found: Outlook, member: int = 0, by: str = "type") -> Rank:
    """Its place among those of its type, or (`by="population"`) among municipalities of like size."""
    bodies, row = found.facts.organisations, found.part.rows[member]
    ratios = np.where(found.ratio == UNKNOWN, np.nan, found.ratio / RATIO_UNIT)
    known = np.isfinite(ratios).mean(axis=0) > 0.5  # now and then a last cutover lies beyond the horizon
    if by == "type":
        alike, name = bodies.type == bodies.type[row], TYPE_NAMES[TYPES[int(bodies.type[row])]]
    else:
        people, own = bodies.population, int(bodies.population[row])
        alike = bodies.municipal & (people <= LIKE_SIZED * own) & (LIKE_SIZED * people >= own)
        name = ALIKE
    medians = np.full(len(known), np.nan)
    medians[known] = np.nanmedian(ratios[:, known], axis=0)
    members_of_class = medians[alike & known]
    low, middle, high = np.quantile(members_of_class, ENDS).tolist() if len(members_of_class) else [None] * 3
    ratio = float(medians[row]) if known[row] else None
    return Rank(
        of=dict(name),
        organisations=len(members_of_class),
        ratio=ratio,
        place=None if ratio is None else int((members_of_class < ratio).sum()) + 1,
        class_p10=low,
        class_p50=middle,
        class_p90=high,
    )


@dataclass(frozen=True)
class Joint:
    """Shares of replications; for a prefecture also the mean share of its members."""

    on_time: float  # every system of the part by the deadline
    at_target: float  # the part's sum at -30 % in the members' first full years
    both: float
    members_both: float  # members that are on time and at their own target, share of members
    members_known: int  # members with a baseline


def joint(found: Outlook) -> Joint:
    """How probable it is to be on time, at the target, and both."""
    late = found.last_cutover > DEADLINE
    sums = found.totals.sum(axis=1)  # FY2018, before, after, after support
    known = found.totals[:, :, 0].min(axis=0) > 0
    alone = len(found.part.rows) == 1
    reached = found.at_target[:, 0] if alone else at_target(sums[:, 2], sums[:, 0])
    on_time = ~late.any(axis=1)
    both = (~late & found.at_target)[:, known]
    return Joint(
        on_time=float(on_time.mean()),
        at_target=float(reached.mean()),
        both=float((on_time & reached).mean()),
        members_both=float(both.mean()) if known.any() else 0.0,
        members_known=int(known.sum()),
    )
