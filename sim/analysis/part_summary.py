"""A part of the nation under the nation's run: one organisation, or the members of a prefecture.

The clock runs for the whole country, since vendors are shared; the replications of a finished run are taken
up once more, and what belongs to the part is kept. Every figure of a summary then exists for the part too.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from sim import runs
from sim.analysis import organisation as analysis
from sim.analysis.organisation import (
    BusinessCutover,
    Joint,
    MemberRow,
    Part,
    Rank,
    RunningCost,
    mark,
    organisation,
    prefecture,
)
from sim.analysis.organisation.outlook import gathered, kept
from sim.ledger import SLIP_PARTS, BudgetYear, Ledger, OfficerRow, slip_cost
from sim.prices import draw_paths
from sim.replication import Replication
from sim.runs import FORGETFUL
from sim.runs.compact import compact
from sim.runs.outcome import Kept, add
from sim.summary import Spread, Summary, spread, summarise
from sim.summary.model import ByName
from sim.words import LANGS

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from sim.analysis.organisation.outlook import Taken
    from sim.engine import Schedule
    from sim.facts import Facts
    from sim.population import Population
    from sim.runs import Memory, Outcome, Results

    Ints = NDArray[np.int64]

__all__ = ["Part", "PartSummary", "organisation", "prefecture", "summarise_part"]

RANKS: Final = ("type", "population")


@dataclass(frozen=True)
class _Took:
    """What is kept of one replication of a part."""

    outcome: Outcome
    taken: Taken
    slip_yen: Ints  # [parts of a slip]


@dataclass(frozen=True, slots=True)
class PartName:
    """Code and names of a part, and what is said where own figures are in it (empty without), by language."""

    code: str
    name: Mapping[str, str]
    own: Mapping[str, str]


@dataclass(frozen=True)
class PartSummary(Summary):
    """The summary of a part, with what an officer asks of it: means [yen a year before tax] and days.

    `officer`: items and, last, their total, whose shortfall over the replications is `shortfall`.
    `rank`: of one organisation, among those of its type and of like population; else empty.
    `running_cost`: by item and fiscal year against its own line of -30 %. `odds`: of being on time, at the
    target, and both.
    `slip_cost_yen`: what the slips from the booked days add over the horizon, by part, with their `total`.
    """

    part: PartName
    officer: tuple[OfficerRow, ...]
    shortfall: Spread
    members: tuple[MemberRow, ...]
    budget: tuple[BudgetYear, ...]
    businesses: tuple[BusinessCutover, ...]
    rank: Mapping[str, Rank]
    running_cost: RunningCost
    odds: Joint
    slip_cost_yen: ByName


def summarise_part(
    results: Results,
    part: Part,
    workers: int = 1,
    progress: Callable[[int, int], object] | None = None,
    *,
    most: int | None = None,
    memory: Memory = FORGETFUL,
) -> PartSummary:
    """The summary of a part under the run of the nation, with the id and the hash of that run.

    `most`: only the first so many replications, with the id of a run of as many; `memory` keeps schedules
    for the next part.
    """
    if most is not None and most < results.asked:
        results = results.first(most)
    rows = np.array(part.rows)
    local = results.facts.restricted(part.rows)

    def take(replication: int) -> _Took:
        return _taken(results, local, rows, replication, memory)

    took = []
    for done, one in enumerate(runs.each(take, results.replications, workers), start=1):
        took.append(one)
        if progress is not None:
            progress(done, results.number)
    sums = [total for one in took if (total := one.outcome.summed) is not None]
    summed = add(None, sums[0])
    for each in sums[1:]:
        summed = add(summed, each)
    stacked = Kept(
        **{f.name: np.stack([getattr(one.outcome.kept, f.name) for one in took]) for f in fields(Kept)}
    )
    inner = summarise(replace(results, facts=local, kept=stacked, summed=summed))
    outlook = gathered(results.facts, results.scenario, part, [one.taken for one in took])
    has_own = any(outlook.own(member).rows for member in range(len(part.rows)))
    return PartSummary(
        **{f.name: getattr(inner, f.name) for f in fields(inner) if f.name != "unmet_claims_yen"},
        unmet_claims_yen=None,  # programmes are shared out nationwide
        part=PartName(part.code, part.name, {lang: mark(outlook, lang) for lang in LANGS} if has_own else {}),
        officer=analysis.officer(outlook),
        shortfall=analysis.shortfall(outlook),
        members=analysis.members(outlook),
        budget=analysis.budget(outlook),
        businesses=analysis.cutovers(outlook),
        rank={by: analysis.rank(outlook, by=by) for by in RANKS} if len(rows) == 1 else {},
        running_cost=analysis.running_cost(outlook),
        odds=analysis.joint(outlook),
        slip_cost_yen=slip_figures(np.stack([one.slip_yen for one in took])),
    )


def slip_figures(yen: Ints) -> ByName:
    """What slips cost by part and in total, of yen [replication, part]."""
    parts = {name: spread(yen[:, place], 0) for place, name in enumerate(SLIP_PARTS)}
    return parts | {"total": spread(yen.sum(axis=1), 0)}


def _taken(results: Results, local: Facts, rows: Ints, replication: int, memory: Memory) -> _Took:
    """One replication of the run, replayed; its organisations outside the part are dropped again."""
    one = Replication.of(results.facts, results.scenario, results.seed, replication)
    population, schedule, ledger = runs.posted(one, memory=memory)
    people, days = _lots_of(population, schedule, rows)
    outcome = compact(local, people, days, _ledger_of(ledger, rows), replication)
    mine = np.flatnonzero(np.isin(population.lot_organisation, rows))
    slips = slip_cost(one, population, schedule, draw_paths(one), mine)
    return _Took(outcome, kept(population, schedule, ledger, rows), slips.sum(axis=0))


_NATIONAL = {"unmet_yen", "deflator", "tax_permille"}
_SUMS = {"line_yen": "amounts", "funding_yen": "funding"}
_BY_ORGANISATION = {"organisation_form", "organisation_group", "organisation_main_vendor"}
_BY_LOT = {
    "lot_organisation", "lot_number", "lot_vendor", "lot_suite", "lot_business", "lot_businesses",
    "lot_legacy", "lot_no_product",
}  # fmt: skip
_DAYS_BY_LOT = {
    "booked", "contract", "start", "cutover", "done", "announced", "declared_day", "reason", "vendor",
    "restarts", "deferred", "planned_work", "actual_work", "queue_ratio",
}  # fmt: skip


def _ledger_of(ledger: Ledger, rows: Ints) -> Ledger:
    """The rows of some organisations and their sums; what belongs to the nation stays."""
    names = [field.name for field in fields(Ledger) if field.name not in {*_NATIONAL, *_SUMS}]
    mine = replace(ledger, **{name: getattr(ledger, name)[rows] for name in names})
    return replace(mine, **{name: getattr(mine, whole).sum(axis=0) for name, whole in _SUMS.items()})


def _lots_of(population: Population, schedule: Schedule, rows: Ints) -> tuple[Population, Schedule]:
    """Population and schedule with the lots and systems of some organisations, counted anew from 0."""
    lots = np.flatnonzero(np.isin(population.lot_organisation, rows))
    systems = np.flatnonzero(np.isin(population.system_organisation, rows))
    people: dict[str, Any] = {name: getattr(population, name)[rows] for name in _BY_ORGANISATION}
    people |= {name: getattr(population, name)[lots] for name in _BY_LOT}
    people |= {
        "lot_organisation": np.searchsorted(rows, population.lot_organisation[lots]),
        "system_organisation": np.searchsorted(rows, population.system_organisation[systems]),
        "system_business": population.system_business[systems],
        "system_lot": np.searchsorted(lots, population.system_lot[systems]),
    }
    days = {name: getattr(schedule, name)[lots] for name in _DAYS_BY_LOT}
    days |= {
        "declared": schedule.declared[:, lots],
        "declared_reason": schedule.declared_reason[:, lots],
        "pending": schedule.pending[:, rows],
    }
    return replace(population, **people), replace(schedule, **days)
