"""What one replication leaves behind: whole numbers only, small enough to keep a thousand of them."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Any

import numpy as np

from sim.facts import REASONS
from sim.kernel import kernel

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    Ints = NDArray[np.signedinteger[Any]]

BEYOND = 32_767
"""Cutover day of a system that does not cut over within the horizon; later than any day, fits int16."""

LATE_REASONS = ("none", *REASONS)
"""Official reasons for lateness, by the number that a schedule carries."""

RATIO_UNIT = 100_000
"""Ratios are kept as whole hundred-thousandths."""


@dataclass(frozen=True, slots=True)
class Kept:
    """Arrays of one replication that stay apart by replication (first axis of a stack: replication).

    Systems stand in the order (organisation, business); organisations in the order of their code.
    A ratio of -1 means: no baseline, or the year lies beyond the horizon.
    """

    cutover: Ints  # [systems] day, BEYOND = not within the horizon
    declared: Ints  # [surveys, 2, types] declared late: systems, organisations
    declared_by_reason: Ints  # [surveys, reasons] systems declared late, by reason 0..4
    pending: Ints  # [surveys] organisations that answer "judgement withheld"
    late_by_reason: Ints  # [reasons] systems late at the deadline, by reason 0..4
    slip_days: Ints  # [types] cutover minus booked day, summed over systems within the horizon
    ratio: Ints  # [organisations, years] default definition
    first_ratio: Ints  # [organisations] in its first full fiscal year after the last cutover
    first_cost_yen: Ints  # [organisations] running cost of that year, 0 where there is none
    first_base_yen: Ints  # [organisations] FY2018 comparator of those that have such a year, else 0
    gap_yen: Ints  # [organisations] target gap of that year
    extra_yen: Ints  # [organisations] extra burden of that year
    definitions: Ints  # [codes, groups, years, 2] cost and comparator: nation, types, starting forms
    first_definitions: Ints  # [codes, groups, 2] the same in each organisation's first full year
    national_gap_yen: Ints  # [years]
    national_extra_yen: Ints  # [years]
    freed_yen: Ints  # [years]
    organisations_at_target: Ints  # [years] organisations past their last cutover and at the target
    causes: Ints  # [years, causes] yen of all accounts
    quotes: Ints  # [types, 5] quoted multiple: sum, organisations, at 2 or more, below 1, greatest
    unmet_yen: Ints  # [programmes, years] claims of migration and operating support that stayed unpaid
    on_time_and_target: Ints  # scalar: organisations on time, and at the target in their first full year
    cost: Ints  # [years, accounts, funding] yen
    vendors: Ints  # [busy teams, capacity in teams, queue in team-days; vendor kinds, quarters]

    def first(self, rows: int) -> Kept:
        """The first rows of a stack."""
        return Kept(**{field.name: getattr(self, field.name)[:rows] for field in fields(self)})


@dataclass(frozen=True, slots=True)
class Summed:
    """Arrays of which only the sum over replications is needed; whole numbers, so any order gives one sum."""

    ledger: Ints  # [organisations, years, lines] yen
    funding: Ints  # [organisations, years, accounts, funding] yen
    declared_organisation: Ints  # [surveys, organisations] 1 where at least one system is declared late
    declared_system: Ints  # [surveys, systems] 1 where the system is declared late
    late_reason: Ints  # [reasons, systems] 1 where the system is late at the deadline for this reason
    slip_system: Ints  # [systems] days between booked day and cutover, 0 beyond the horizon


@dataclass(frozen=True, slots=True)
class Outcome:
    """One replication: its number, the hash of all its days, flags and yen, and the arrays kept of it."""

    replication: int
    digest: bytes
    kept: Kept
    summed: Summed | None  # None once it is in the totals of its run


def stack(outcomes: Sequence[Kept]) -> Kept:
    """One `Kept` whose arrays have the replication as their first axis."""
    return Kept(**{f.name: np.stack([getattr(kept, f.name) for kept in outcomes]) for f in fields(Kept)})


def add(total: Summed | None, part: Summed) -> Summed:
    """The sum of two `Summed`; the first one is changed in place when it exists."""
    if total is None:
        wide = {f.name: getattr(part, f.name).astype(np.int64) for f in fields(Summed)}
        return Summed(**wide)
    for field in fields(Summed):
        _add(getattr(total, field.name).reshape(-1), getattr(part, field.name).reshape(-1))
    return total


@kernel
def _add(total: Ints, part: Ints) -> None:
    for index in range(total.size):
        total[index] += part[index]
