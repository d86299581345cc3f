"""A part of the nation under the nation's run: one organisation, or the members of a prefecture.

The clock runs for the whole country, since vendors are shared; the replications of a finished run are taken
up once more, and what belongs to the part is kept. Every figure of a summary then exists for the part too.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass, fields, replace
from typing import TYPE_CHECKING, Any

import numpy as np

from sim import runs
from sim.analysis import organisation as analysis
from sim.analysis.organisation import Part, mark, organisation, prefecture
from sim.analysis.organisation.outlook import gathered, kept
from sim.fiscal import NEVER, date_of
from sim.ledger import ACCOUNTS, FUNDING, Ledger
from sim.runs import FORGETFUL
from sim.runs.compact import compact
from sim.runs.outcome import Kept, add
from sim.summary import TARGET, figure, summarise

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from sim.analysis.organisation import Days, MemberRow, Outlook
    from sim.analysis.organisation.outlook import Taken
    from sim.engine import Schedule
    from sim.facts import Facts
    from sim.ledger import BudgetYear
    from sim.population import Population
    from sim.runs import Memory, Outcome, Results

    Ints = NDArray[np.int64]

__all__ = ["Part", "organisation", "prefecture", "summarise_part", "tables"]


@dataclass(frozen=True)
class _Took:
    """What is kept of one replication of a part."""

    outcome: Outcome
    taken: Taken


def summarise_part(
    results: Results,
    part: Part,
    workers: int = 1,
    progress: Callable[[int, int], object] | None = None,
    *,
    most: int | None = None,
    memory: Memory = FORGETFUL,
) -> dict[str, Any]:
    """The summary of a part under the run of the nation, with the id and the hash of that run.

    Keys as in summary.json, and `part` (code, names), `members`, `officer`, `budget`, `businesses`,
    and for one organisation `rank` (among those of its type, and of like population). What is
    shared out for the nation as a whole (`unmet_claims_yen`) is absent. `most`: only the first so many
    replications, with the id of a run of as many; `memory` keeps schedules for the next part.
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
    inner = replace(results, facts=local, kept=stacked, summed=summed)
    found = summarise(inner)
    del found["unmet_claims_yen"]  # programmes are shared out nationwide
    outlook = gathered(results.facts, results.scenario, part, results.seed, [one.taken for one in took])
    about = {"code": part.code, **{f"name_{lang}": name for lang, name in part.name.items()}}
    if any(outlook.own(member).rows for member in range(len(part.rows))):
        about |= {"own_ja": mark(outlook, "ja"), "own_en": mark(outlook, "en")}
    if len(rows) == 1:
        found["rank"] = {by: asdict(analysis.rank(outlook, by=by)) for by in ("type", "population")}
    return found | {"part": about, **tables(outlook)}


def _taken(results: Results, local: Facts, rows: Ints, replication: int, memory: Memory) -> _Took:
    """One replication of the run, replayed; its organisations outside the part are dropped again."""
    population, schedule, ledger = runs.posted(
        results.facts, results.scenario, results.seed, replication, memory=memory
    )
    people, days = _lots_of(population, schedule, rows)
    outcome = compact(local, people, days, _ledger_of(ledger, rows), replication)
    return _Took(outcome, kept(population, schedule, ledger, rows))


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


_COLUMNS = ("fy2018", "before", "after", "after_support")


def tables(found: Outlook) -> dict[str, Any]:
    """The tables of an outlook as plain values: means [yen a year before tax] and dates."""
    return {
        "officer": _officer(found),
        "members": [_member(row) for row in analysis.members(found)[:-1]],
        "budget": [_year(year) for year in analysis.budget(found)],
        "businesses": [
            {
                "business": row.business,
                "systems": row.systems,
                "cutover": _days(row.cutover),
                "late": row.late,
            }
            for row in analysis.cutovers(found)
        ],
    }


def _officer(found: Outlook) -> list[dict[str, Any]]:
    """The officer's table; `total` has the spread of the shortfall."""
    rows: list[dict[str, Any]] = [
        {"item": row.item, **{name: float(getattr(row, name)) for name in _COLUMNS}}
        for row in analysis.officer(found)
    ]
    fy2018, left = (found.totals[:, :, column].sum(axis=1) for column in (0, 3))
    return [*rows[:-1], rows[-1] | {"shortfall": figure(left - TARGET * fy2018, 0)}]


def _member(row: MemberRow) -> dict[str, Any]:
    """One row a member: its yearly cost, its last cutover, its odds."""
    return {
        "code": row.code,
        "name": row.name,
        "name_en": row.name_en,
        "type": row.type,
        **{name: float(getattr(row, name)) for name in _COLUMNS},
        "last_cutover": _days(row.last_cutover),
        "late": 1.0 - row.last_cutover.on_time,
    }


def _year(year: BudgetYear) -> dict[str, Any]:
    """Expenditure, funding and commitments of a fiscal year."""
    return {
        "year": year.year,
        "expenditure": dict(zip(ACCOUNTS, map(float, year.expenditure), strict=True)),
        "funding": dict(zip(FUNDING, map(float, year.funding), strict=True)),
        "commitment_ceiling": float(year.commitment_limit),
        "scheduled": float(year.commitment_scheduled),
        "carried": float(year.carried_over),
        "lat_memo": float(year.lat_memo),
    }


def _days(days: Days) -> dict[str, str | None]:
    """P10, P50, P90 of a day as dates; None beyond the horizon."""
    found = {name: getattr(days, name) for name in ("p10", "p50", "p90")}
    return {name: None if day >= NEVER else date_of(day).isoformat() for name, day in found.items()}
