"""Own figures in place of the estimate: FY2018 with its items, ends of old contracts, quotes.

They change the lots of their organisation and nothing else: what organisations share is counted with
estimates.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from sim.facts import GROUPS
from sim.fiscal import day_of
from sim.ledger.hosting import OTHER, SHARED
from sim.ledger.items import DRIVERS, OPENED, SERVICE, new_yen
from sim.ledger.lines import CLOUD, PILOT_ITEMS
from sim.population import FORMS
from sim.scenario import OwnBaseline, OwnContractEnd, OwnItem, OwnQuote

if TYPE_CHECKING:
    from sim.facts import Facts
    from sim.ledger.base import Lots
    from sim.ledger.terms import Terms
    from sim.population import Population
    from sim.scenario import Drawn

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


def items_by_code(p: Drawn) -> dict[str, Floats]:
    """The ten items of FY2018 [yen] of each organisation that gives them."""
    found: dict[str, Floats] = {}
    for row in p.rows("cost.own_items", OwnItem):
        yen = found.setdefault(row.organisation, np.zeros(len(PILOT_ITEMS)))
        yen[PILOT_ITEMS.index(row.item)] = row.fy2018_yen
    return found


def baselines(facts: Facts, p: Drawn) -> dict[int, float]:
    """Own cost of FY2018 [yen] by the row of the organisation."""
    rows = facts.organisations.rows
    own = p.rows("cost.own_baselines", OwnBaseline)
    totals = {row.organisation: float(row.fy2018_yen) for row in own}
    totals |= {code: float(yen.sum()) for code, yen in items_by_code(p).items()}
    return {rows[code]: yen for code, yen in totals.items()}


def item_shares(p: Drawn) -> Floats:
    """Shares of the ten items in the own cost of FY2018, [organisation that gives them, item]."""
    known = items_by_code(p).values()
    return np.array([yen / yen.sum() for yen in known]).reshape(len(known), len(PILOT_ITEMS))


def mixes(facts: Facts, population: Population, p: Drawn) -> Ints:
    """Row of `Terms.before` for each lot: its organisation's starting form, or its own items after them."""
    mix = population.organisation_form.astype(np.int64)
    for place, code in enumerate(items_by_code(p), len(FORMS)):
        mix[facts.organisations.rows[code]] = place
    return mix[population.lot_organisation]


def contract_ends(
    facts: Facts, population: Population, p: Drawn, terms: Terms, first_end: Ints
) -> tuple[Ints, Ints]:
    """End of each lot's first contract, and from when its renewals expect the cutover [day].

    Terms are counted back from an own end; the contracts before it are renewed in full, so that it is kept.
    """
    first, expecting = first_end.copy(), np.full(len(first_end), terms.expected_from, np.int64)
    for organisation, by_group in _ends(facts, p).items():
        mine = population.system_organisation == organisation
        for lot in population.lots_of(organisation):
            businesses = population.system_business[mine & (population.system_lot == lot)]
            groups = (GROUPS[group] for group in facts.businesses.group[businesses])
            ends = (by_group.get(group, by_group.get("all")) for group in groups)
            if given := [end for end in ends if end is not None]:
                end = max(given)
                first[lot] = (end - 1) % terms.term_days + 1
                expecting[lot] = max(terms.expected_from, end)
    return first, expecting


def _ends(facts: Facts, p: Drawn) -> dict[int, dict[str, int]]:
    """Own contract ends [day] by row of the organisation and group of businesses."""
    found: dict[int, dict[str, int]] = {}
    for row in p.rows("contracts.own_ends", OwnContractEnd):
        organisation = facts.organisations.rows[row.organisation]
        found.setdefault(organisation, {})[row.group] = day_of(row.day)
    return found


def quoted(facts: Facts, lots: Lots, share: Floats, premium: Floats, p: Drawn, terms: Terms) -> Floats:
    """Fees [lot, item] with own quotes in place of estimates: each makes its item cost the quote on its day.

    `premium` is that of each organisation; the fee is what the quote leaves when it is taken out.
    """
    items = lots.items.copy()
    for row in p.rows("running.own_quotes", OwnQuote):
        organisation, item = facts.organisations.rows[row.organisation], PILOT_ITEMS.index(row.item)
        for lot in np.flatnonzero(lots.organisation == organisation).tolist():
            unit = _unit(lots, lot, item, day_of(row.day), premium[organisation], p, terms)
            items[lot, item] = row.yen_per_year * share[lot] / unit
    return items


def _unit(lots: Lots, lot: int, item: int, day: int, premium: float, p: Drawn, terms: Terms) -> float:
    """What a fee of one yen costs a year at the conditions of a day, in its hosting, just after cutover."""
    factor, driver = 1.0, DRIVERS[item]
    if item == CLOUD:
        hosting = lots.hosting[lot]
        factor = lots.sharing[lot] if hosting == SHARED else terms.single_factor
        factor *= 1.0 - p["running.cloud_discount_start"]
        if hosting == OTHER:  # not in dollars, and without the state's discount
            factor, driver = terms.other_factor, SERVICE
    days = terms.starts[terms.year_of[day] + 1] - terms.starts[terms.year_of[day]]
    of_day = (terms.table[day + 1] - terms.table[day]) * days
    return float(factor * new_yen(1.0, premium, of_day[driver], of_day[OPENED + driver]))
