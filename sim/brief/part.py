"""A part of the nation under the nation's run: one organisation, or the members of a prefecture.

The clock runs for the whole country, since vendors are shared; the replications of a finished run are taken
up once more, and what belongs to the part is kept. Every figure of a summary then exists for the part too.
"""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from typing import TYPE_CHECKING, Any

import numpy as np

from sim import runs
from sim.facts import TYPES, prefecture_row
from sim.fiscal import DEADLINE, FIRST_YEAR, HORIZON_END, N_YEARS
from sim.ledger import ACCOUNTS, FUNDING, Ledger, officer_table, post
from sim.ledger.results import OFFICER_ITEMS
from sim.prices import draw_paths
from sim.runs.compact import compact
from sim.runs.outcome import Kept, add
from sim.summary import figure, summarise
from sim.summary.figures import days_quantile
from sim.summary.schedule import Roster, iso
from sim.summary.tables import QUANTILES

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import NDArray

    from sim.engine import Schedule
    from sim.facts import Facts
    from sim.population import Population
    from sim.runs import Outcome, Results

    Ints = NDArray[np.int64]

CEILING = 0.8
"""A ceiling is set so that four of five courses stay below it."""


@dataclass(frozen=True)
class Part:
    """One organisation or one prefecture: its code (six or two digits), names, rows of its organisations."""

    code: str
    name: dict[str, str]
    rows: tuple[int, ...]


def organisation(facts: Facts, code: str) -> Part:
    """The organisation of a six-digit code; KeyError if there is none."""
    bodies = facts.organisations
    row = bodies.rows[code]
    name, home = bodies.name[row], facts.prefectures.name[int(bodies.prefecture[row]) - 1]
    full = name if name == home else f"{home}{name}"
    return Part(code, {"ja": full, "en": f"{bodies.name_en[row] or full} ({code})"}, (row,))


def prefecture(facts: Facts, text: str) -> Part:
    """The prefecture of a number or name; UsageError with the nearest one if there is none."""
    row, known = prefecture_row(facts, text), facts.prefectures
    number = int(known.number[row])
    rows = tuple(int(each) for each in np.flatnonzero(facts.organisations.prefecture == number))
    return Part(f"{number:02d}", {"ja": known.name[row], "en": known.name_en[row]}, rows)


@dataclass(frozen=True)
class _Took:
    """What is kept of one replication of a part."""

    outcome: Outcome
    officer: Ints  # [members, items + total, (fy2018, before, after, after_support)]
    limit: Ints  # [years] yen
    scheduled: Ints
    carried: Ints
    lat_memo: Ints


def summarise_part(
    results: Results, part: Part, workers: int = 1, progress: Callable[[int, int], object] | None = None
) -> dict[str, Any]:
    """The summary of a part under the run of the nation, with the id and the hash of that run.

    Keys as in summary.json, and `part` (code, names), `members`, `officer`, `budget`, `businesses`. What is
    shared out for the nation as a whole (`unmet_claims_yen`) is absent.
    """
    rows = np.array(part.rows)
    local = results.facts.restricted(part.rows)

    def take(replication: int) -> _Took:
        return _taken(results, local, rows, replication)

    took = []
    for done, one in enumerate(runs.each(take, results.replications, workers), start=1):
        took.append(one)
        if progress is not None:
            progress(done, results.number)
    sums = [total for one in took if (total := one.outcome.summed) is not None]
    summed = add(None, sums[0])
    for each in sums[1:]:
        summed = add(summed, each)
    kept = Kept(
        **{f.name: np.stack([getattr(one.outcome.kept, f.name) for one in took]) for f in fields(Kept)}
    )
    inner = replace(results, facts=local, kept=kept, summed=summed)
    found = summarise(inner)
    del found["unmet_claims_yen"]  # programmes are shared out nationwide
    return found | {
        "part": {"code": part.code, **{f"name_{lang}": name for lang, name in part.name.items()}},
        "officer": _officer(np.stack([one.officer for one in took])),
        "members": _members(inner, np.stack([one.officer[:, -1] for one in took])),
        "budget": _budget(inner, took),
        "businesses": _businesses(inner),
    }


def _taken(results: Results, local: Facts, rows: Ints, replication: int) -> _Took:
    """One replication of the run, replayed; its organisations outside the part are dropped again."""
    facts, scenario, seed = results.facts, results.scenario, results.seed
    drawn = scenario.draw(seed, replication)
    population, schedule = runs.clocked(facts, scenario, seed, replication)
    prices = draw_paths(facts, drawn, seed, replication)
    ledger = _ledger_of(post(facts, population, schedule, scenario, drawn, prices, seed, replication), rows)
    people, days = _lots_of(population, schedule, rows)
    tables = [officer_table(ledger, row) for row in range(len(rows))]
    return _Took(
        outcome=compact(local, people, days, ledger, replication),
        officer=np.array(
            [[(r.fy2018, r.before, r.after, r.after_support) for r in table] for table in tables],
            dtype=np.int64,
        ),
        limit=ledger.commitments[:, :, 0].sum(axis=0),
        scheduled=ledger.commitments[:, :, 1].sum(axis=0),
        carried=ledger.commitments[:, :, 2].sum(axis=0),
        lat_memo=ledger.lat_memo.sum(axis=0),
    )


_NATIONAL = {"unmet_yen", "deflator", "tax_permille"}
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
    """The rows of some organisations; what belongs to the nation stays."""
    names = [field.name for field in fields(Ledger) if field.name not in _NATIONAL]
    return replace(ledger, **{name: getattr(ledger, name)[rows] for name in names})


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


def _officer(table: Ints) -> list[dict[str, Any]]:
    """Means by item over all members [yen a year before tax]; `total` has the spread of the shortfall."""
    together = table.sum(axis=1).astype(np.float64)
    rows = [
        {"item": item, **dict(zip(_COLUMNS, together[:, index].mean(axis=0).tolist(), strict=True))}
        for index, item in enumerate((*OFFICER_ITEMS, "total"))
    ]
    fy2018, left = together[:, -1, 0], together[:, -1, 3]
    return [*rows[:-1], rows[-1] | {"shortfall": figure(left - 0.7 * fy2018, 0)}]


_COLUMNS = ("fy2018", "before", "after", "after_support")


def _members(inner: Results, totals: Ints) -> list[dict[str, Any]]:
    """One row a member: its yearly cost as in the officer's table (means), its last cutover, its odds."""
    bodies = inner.facts.organisations
    last = Roster(inner.facts).last_cutover(inner.kept.cutover)
    return [
        {
            "code": code,
            "name": bodies.name[row],
            "type": TYPES[int(bodies.type[row])],
            **dict(zip(_COLUMNS, totals[:, row].mean(axis=0).tolist(), strict=True)),
            "last_cutover": _days(last[:, row]),
            "late": float((last[:, row] > DEADLINE).mean()),
        }
        for row, code in enumerate(bodies.code)
    ]


def _budget(inner: Results, took: Sequence[_Took]) -> list[dict[str, Any]]:
    """By fiscal year: means of expenditure and funding, commitments with their ceiling [yen before tax]."""
    cost = inner.kept.cost.astype(np.float64).mean(axis=0)
    limit = np.quantile([one.limit for one in took], CEILING, axis=0, method="inverted_cdf")
    means = {
        name: np.mean([getattr(one, name) for one in took], axis=0)
        for name in ("scheduled", "carried", "lat_memo")
    }
    return [
        {
            "year": FIRST_YEAR + index,
            "expenditure": dict(zip(ACCOUNTS, cost[index].sum(axis=1).tolist(), strict=True)),
            "funding": dict(zip(FUNDING, cost[index].sum(axis=0).tolist(), strict=True)),
            "commitment_ceiling": float(limit[index]),
            **{name: float(yen[index]) for name, yen in means.items()},
        }
        for index in range(N_YEARS)
    ]


def _businesses(inner: Results) -> list[dict[str, Any]]:
    """By business: its systems, when they cut over (the last one in each replication), the odds."""
    roster, keys = Roster(inner.facts), inner.facts.businesses.key
    rows = []
    for business in np.unique(roster.system_business):
        days = inner.kept.cutover[:, roster.system_business == business]
        rows.append(
            {
                "business": keys[int(business)],
                "systems": int(days.shape[1]),
                "cutover": _days(days.max(axis=1)),
                "late": float((days > DEADLINE).mean()),
            }
        )
    return rows


def _days(days: NDArray[Any]) -> dict[str, str | None]:
    """P10, P50, P90 of a day as dates; None beyond the horizon."""
    found = {name: int(days_quantile(days, share)) for name, share in QUANTILES}
    return {name: iso(day) if day <= HORIZON_END else None for name, day in found.items()}
