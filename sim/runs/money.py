"""The yen of one replication, brought together by definition, year and group."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from sim.facts import TYPES
from sim.fiscal import LAST_YEAR, N_YEARS
from sim.ledger import (
    DEFINITIONS,
    cost_and_comparator,
    extra_burden,
    first_full_year,
    freed,
    in_first_full_year,
    target_gap,
    target_yen,
)
from sim.ledger.lines import CAUSE_OF_LINE, CAUSES
from sim.population import FORMS
from sim.runs.outcome import RATIO_UNIT

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from sim.facts import Facts
    from sim.ledger import Ledger
    from sim.population import Population

    Ints = NDArray[np.int64]
    Flags = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Money:
    """What the outcome keeps of the ledger; see `Kept` for shapes and units."""

    ratio: NDArray[np.int32]
    first_ratio: NDArray[np.int32]
    first_cost_yen: Ints
    first_base_yen: Ints
    gap_yen: Ints
    extra_yen: Ints
    definitions: Ints
    first_definitions: Ints
    national_gap_yen: Ints
    national_extra_yen: Ints
    freed_yen: Ints
    organisations_at_target: Ints
    causes: Ints
    quotes: Ints
    at_target: Flags  # [organisations] in its first full year


def money_of(facts: Facts, population: Population, ledger: Ledger) -> Money:
    """The ledger's yen as the outcome keeps them."""
    cost, base = cost_and_comparator(ledger, DEFINITIONS[0])
    first = first_full_year(ledger)
    has_first = (first <= LAST_YEAR) & (base[:, 0] > 0)
    done = ledger_years() >= first[:, None]
    at_target = (base > 0) & (cost <= target_yen(base))
    first_cost = np.where(has_first, in_first_full_year(ledger, cost), 0)
    first_base = np.where(has_first, in_first_full_year(ledger, base), 0)
    gap, extra = target_gap(ledger), extra_burden(ledger)
    extra = np.where(base > 0, extra, 0)
    members = _groups(facts, population)
    parts = [cost_and_comparator(ledger, definition) for definition in DEFINITIONS]
    return Money(
        ratio=_ratio(cost, base),
        first_ratio=_ratio(first_cost, first_base),
        first_cost_yen=first_cost,
        first_base_yen=first_base,
        gap_yen=np.where(has_first, in_first_full_year(ledger, gap), 0),
        extra_yen=np.where(has_first, in_first_full_year(ledger, extra), 0),
        definitions=np.stack([_by_group(cost, base, members) for cost, base in parts]),
        first_definitions=np.stack([_first_by_group(ledger, cost, base, members) for cost, base in parts]),
        national_gap_yen=gap.sum(axis=0),
        national_extra_yen=extra.sum(axis=0),
        freed_yen=np.where(done, freed(ledger), 0).sum(axis=0),
        organisations_at_target=(at_target & done).sum(axis=0),
        causes=_by_cause(ledger),
        quotes=_quotes(facts, ledger),
        at_target=has_first & (first_cost <= target_yen(first_base)),
    )


def ledger_years() -> Ints:
    """Fiscal years of the ledger's columns."""
    return np.arange(LAST_YEAR - N_YEARS + 1, LAST_YEAR + 1)


def _ratio(cost: Ints, base: Ints) -> NDArray[np.int32]:
    """Cost over base in whole hundred-thousandths, -1 where there is no base."""
    ratio = (cost * RATIO_UNIT + base // 2) // np.maximum(base, 1)
    return np.where(base > 0, np.minimum(ratio, np.iinfo(np.int32).max), -1).astype(np.int32)


def _groups(facts: Facts, population: Population) -> Flags:
    """Members of each group [group, organisation]: the nation, each type, each starting form."""
    kind, form = facts.organisations.type, population.organisation_form
    nation = np.ones(len(kind), dtype=np.bool_)
    types = [kind == number for number in range(len(TYPES))]
    return np.stack([nation, *types, *(form == number for number in range(len(FORMS)))])


def _by_group(cost: Ints, base: Ints, members: Flags) -> Ints:
    """Sums of cost and comparator over the members with a comparator, [group, year, 2]."""
    known = np.where(base > 0, cost, 0), np.where(base > 0, base, 0)
    chosen = members.astype(np.int64)
    return np.stack([chosen @ yen for yen in known], axis=-1)


def _first_by_group(ledger: Ledger, cost: Ints, base: Ints, members: Flags) -> Ints:
    """The same in each organisation's own first full year, [group, 2]."""
    first_base = in_first_full_year(ledger, base)
    first_cost = np.where(first_base > 0, in_first_full_year(ledger, cost), 0)
    chosen = members.astype(np.int64)
    return np.stack([chosen @ first_cost, chosen @ first_base], axis=-1)


def _by_cause(ledger: Ledger) -> Ints:
    """Yen of the nation by year and cause, all accounts, [year, cause]."""
    lines = ledger.amounts.sum(axis=0)
    return np.stack([lines[:, number == CAUSE_OF_LINE].sum(axis=1) for number in range(len(CAUSES))], axis=1)


def _quotes(facts: Facts, ledger: Ledger) -> Ints:
    """Quoted cost over cost before, by type: [type, (sum, organisations, at 2 or more, below 1, greatest)].

    Sum and greatest are in hundred-thousandths.
    """
    multiple = np.floor(ledger.quote_multiple * RATIO_UNIT + 0.5).astype(np.int64)
    rows = []
    for number in range(len(TYPES)):
        own = multiple[(facts.organisations.type == number) & (multiple > 0)]
        above, below = (own >= 2 * RATIO_UNIT).sum(), (own < RATIO_UNIT).sum()
        rows.append([own.sum(), len(own), above, below, own.max(initial=0)])
    return np.array(rows, dtype=np.int64)
