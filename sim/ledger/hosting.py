"""Where the new systems run, and how the clients of a shared environment split its fee."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from sim.engine import Schedule
from sim.population import Population
from sim.replication import Replication
from sim.streams import Purpose, pair_uniforms, uniforms

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]

SHARED, SINGLE, OTHER = 0, 1, 2
HOSTINGS = ("shared", "single", "other")


def by_lot(replication: Replication, population: Population, purpose: int) -> Floats:
    """A uniform draw per lot, keyed by organisation and first business."""
    codes = replication.facts.organisations.number[population.lot_organisation]
    return pair_uniforms(replication.key(purpose), codes, population.lot_business, 0)


def hosting_of(replication: Replication, population: Population) -> tuple[Ints, Ints]:
    """Hosting of each lot (index into HOSTINGS), and whether its organisation takes shared SaaS."""
    u, p = by_lot(replication, population, Purpose.HOSTING), replication.p
    shared, other = p["running.shared_hosting_share"], p["running.other_hosting_share"]
    hosting = np.where(u < shared, SHARED, np.where(u < 1.0 - other, SINGLE, OTHER))
    v = uniforms(replication.key(Purpose.HOSTING), replication.facts.organisations.number, 0, 1)
    saas = v[population.lot_organisation] < p["running.saas_share"]
    return hosting.astype(np.int64), saas.astype(np.int64)


def sharing_of(
    replication: Replication,
    population: Population,
    schedule: Schedule,
    lot_reference: Floats,
    share: Floats,
    hosting: Ints,
) -> Floats:
    """Cloud fee of each lot under the sharing rule, over its fee by own use.

    Only the part that no single user causes is split; the clients of one vendor's shared environment split it
    by population, by use, equally, or by a mix of the first two.
    """
    facts, p = replication.facts, replication.p
    member = (hosting == SHARED) & (lot_reference > 0.0)
    vendor = np.where(schedule.vendor >= 0, schedule.vendor, population.lot_vendor)
    people = np.maximum(facts.organisations.population_2019, 1)[population.lot_organisation] * share
    pool = _total(vendor, lot_reference, member)
    use = lot_reference / np.maximum(pool[vendor], 1e-9)
    by_population = people / np.maximum(_total(vendor, people, member)[vendor], 1e-9)
    equal = 1.0 / np.maximum(_total(vendor, np.ones(len(vendor)), member)[vendor], 1.0)
    weight = p["running.sharing_population_weight"]
    rule = {
        "usage": use,
        "population": by_population,
        "equal": equal,
        "mixed": weight * by_population + (1.0 - weight) * use,
    }[p.choice("running.sharing_rule")]
    ratio = np.where(member, rule / np.maximum(use, 1e-12), 1.0)
    return np.asarray(1.0 + p["running.shared_fixed_share"] * (ratio - 1.0))


def _total(vendor: Ints, values: Floats, member: Flags) -> Floats:
    weights = np.where(member, values, 0.0)
    return np.asarray(np.bincount(vendor, weights, int(vendor.max()) + 1), dtype=np.float64)
