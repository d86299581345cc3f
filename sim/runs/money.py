"""The yen of one replication, brought together by definition, year and group."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from sim.facts import TYPES
from sim.fiscal import FIRST_YEAR, N_YEARS
from sim.kernel import kernel, leaf
from sim.ledger import DEFINITIONS, Definition, first_full_year
from sim.ledger.definition import Figures, figures_of, fill
from sim.ledger.lines import CAUSE_OF_LINE, CAUSES
from sim.ledger.target import at_target, gap
from sim.population import FORMS
from sim.runs.outcome import RATIO_UNIT

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from sim.facts import Facts
    from sim.ledger import Ledger
    from sim.population import Population

    Ints = NDArray[np.int64]

N_TYPES, N_CODES = len(TYPES), len(DEFINITIONS)
N_GROUPS = 1 + N_TYPES + len(FORMS)
"""Groups of organisations: the nation, each type, each starting form."""
SUPPORTED = DEFINITIONS.index(Definition(support="supported"))
LARGEST_RATIO = int(np.iinfo(np.int32).max)


class Bodies(NamedTuple):
    """What the outcome keeps of each organisation; see `Kept` for units."""

    ratio: NDArray[np.int32]
    first_ratio: NDArray[np.int32]
    first_cost_yen: Ints
    first_base_yen: Ints
    gap_yen: Ints
    extra_yen: Ints
    at_target: NDArray[np.bool_]  # in its first full year


class Nation(NamedTuple):
    """What the outcome keeps of the nation; see `Kept` for shapes and units."""

    gap_yen: Ints
    extra_yen: Ints
    freed_yen: Ints
    organisations_at_target: Ints


class Money(NamedTuple):
    """What the outcome keeps of the ledger; see `Kept` for shapes and units."""

    bodies: Bodies
    nation: Nation
    definitions: Ints
    first_definitions: Ints
    causes: Ints
    quotes: Ints


def money_of(facts: Facts, population: Population, ledger: Ledger) -> Money:
    """The ledger's yen as the outcome keeps them."""
    kind, figures = facts.organisations.type, figures_of(ledger)
    first = first_full_year(ledger) - FIRST_YEAR
    cost, base = (np.empty((N_CODES, *ledger.ten_items_yen.shape), np.int64) for _ in range(2))
    sums = np.zeros((N_CODES, N_GROUPS, N_YEARS, 2), np.int64)
    first_sums = np.zeros((N_CODES, N_GROUPS, 2), np.int64)
    for code, definition in enumerate(DEFINITIONS):
        fill(figures, definition.meaning, cost[code], base[code])
    sum_groups(cost, base, kind, population.organisation_form, first, sums, first_sums)
    missing, reached = gap(cost[0], base[0]), at_target(cost[0], base[0])
    bodies, nation = read(
        figures, cost[0], base[0], missing, reached, cost[SUPPORTED], base[SUPPORTED], first
    )
    return Money(bodies, nation, sums, first_sums, _by_cause(ledger), _quotes(facts, ledger))


@kernel
def sum_groups(
    cost: Ints, base: Ints, kind: Ints, form: Ints, first: Ints, sums: Ints, first_sums: Ints
) -> None:
    """Add cost and comparator [code, organisation, year] of those with a comparator up by group.

    `sums` [code, group, year, 2] by fiscal year, `first_sums` [code, group, 2] each in its own first full
    year.
    """
    for code in range(cost.shape[0]):
        for own in range(cost.shape[1]):
            groups = (0, 1 + kind[own], 1 + N_TYPES + form[own])
            for year in range(N_YEARS):
                above, below = cost[code, own, year], base[code, own, year]
                if below > 0:
                    for group in groups:
                        sums[code, group, year, 0] += above
                        sums[code, group, year, 1] += below
            if first[own] < N_YEARS and base[code, own, first[own]] > 0:
                for group in groups:
                    first_sums[code, group, 0] += cost[code, own, first[own]]
                    first_sums[code, group, 1] += base[code, own, first[own]]


@leaf
def ratio_of(cost: int, base: int) -> int:
    """Cost over base in whole hundred-thousandths, -1 where there is no base."""
    return min((cost * RATIO_UNIT + base // 2) // base, LARGEST_RATIO) if base > 0 else -1


@kernel
def ratios(cost: Ints, base: Ints) -> NDArray[np.int32]:
    """`ratio_of` each organisation."""
    ratio = np.empty(cost.size, np.int32)
    for own in range(cost.size):
        ratio[own] = ratio_of(cost[own], base[own])
    return ratio


@kernel
def read(
    f: Figures,
    cost: Ints,
    base: Ints,
    missing: Ints,
    reached: NDArray[np.bool_],
    supported: Ints,
    supported_base: Ints,
    first: Ints,
) -> tuple[Bodies, Nation]:
    """What is kept of each organisation and of the nation, from the default and the supported definition.

    All arrays but `first` are [organisation, year]; `missing` yen to the target, `reached` or not.
    """
    n = cost.shape[0]
    ratio, first_ratio = np.empty((n, N_YEARS), np.int32), np.full(n, -1, np.int32)
    first_cost, first_base = np.zeros(n, np.int64), np.zeros(n, np.int64)
    first_gap, first_extra = np.zeros(n, np.int64), np.zeros(n, np.int64)
    national_gap, extra = np.zeros(N_YEARS, np.int64), np.zeros(N_YEARS, np.int64)
    freed, at_target = np.zeros(N_YEARS, np.int64), np.zeros(N_YEARS, np.int64)
    first_reached = np.zeros(n, np.bool_)
    for own in range(n):
        for year in range(N_YEARS):
            below = base[own, year]
            ratio[own, year] = ratio_of(cost[own, year], below)
            if below <= 0:
                continue
            more = cost[own, year] - f.c_items[own, year] - f.c_law[own, year]
            national_gap[year] += missing[own, year]
            extra[year] += more
            if year >= first[own]:
                freed[year] += max(supported_base[own, year] - supported[own, year], 0)
                at_target[year] += reached[own, year]
            if year == first[own] and base[own, 0] > 0:
                first_ratio[own] = ratio[own, year]
                first_cost[own], first_base[own] = cost[own, year], below
                first_gap[own], first_extra[own] = missing[own, year], more
                first_reached[own] = reached[own, year]
    bodies = Bodies(ratio, first_ratio, first_cost, first_base, first_gap, first_extra, first_reached)
    return bodies, Nation(national_gap, extra, freed, at_target)


def _by_cause(ledger: Ledger) -> Ints:
    """Yen of the nation by year and cause, all accounts, [year, cause]."""
    lines = ledger.line_yen
    return np.stack([lines[:, number == CAUSE_OF_LINE].sum(axis=1) for number in range(len(CAUSES))], axis=1)


def _quotes(facts: Facts, ledger: Ledger) -> Ints:
    """Quoted cost over cost before, by type: [type, (sum, organisations, at 2 or more, below 1, greatest)].

    Sum and greatest are in hundred-thousandths.
    """
    return count_quotes(ledger.quote_multiple, facts.organisations.type)


@kernel
def count_quotes(quoted: NDArray[np.float64], kind: Ints) -> Ints:
    """Sum, number, number at 2 or more, number below 1 and greatest of the quotes by type [type, 5]."""
    table = np.zeros((N_TYPES, 5), np.int64)
    for own in range(kind.size):
        multiple, row = int(np.floor(quoted[own] * RATIO_UNIT + 0.5)), table[kind[own]]
        if multiple > 0:
            row[0] += multiple
            row[1] += 1
            row[2] += multiple >= 2 * RATIO_UNIT
            row[3] += multiple < RATIO_UNIT
            row[4] = max(row[4], multiple)
    return table
