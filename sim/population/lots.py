"""Systems gathered into lots, and what stands there today."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from sim.facts import TYPES, Facts
from sim.kernel import kernel
from sim.population.slots import SLOTS, slot_of_business
from sim.population.values import LEGACY_KINDS
from sim.replication import Replication
from sim.streams import Purpose, uniform

Ints = NDArray[np.int64]

N_SLOTS = len(SLOTS)
DESIGNATED, WARD = TYPES.index("designated_city"), TYPES.index("special_ward")
PACKAGE, BESPOKE, MAINFRAME = (LEGACY_KINDS.index(name) for name in ("package", "bespoke", "mainframe"))


class Lots(NamedTuple):
    """One entry per lot, and the lot of each system; fields as in Population."""

    organisation: Ints
    number: Ints
    vendor: Ints
    suite: Ints
    business: Ints
    businesses: Ints
    system_lot: Ints


class Legacy(NamedTuple):
    """The chances of what stands there today."""

    large_population: float
    mainframe_designated: float
    bespoke_designated: float
    bespoke_large: float
    no_product_systems: float
    no_product_share: float


def lots_of(facts: Facts, part: Ints, vendor: Ints, kind: Ints) -> Lots:
    """Systems gathered into lots: organisation by organisation, slot by slot."""
    organisation, business = facts.systems
    return _lots(organisation, business, slot_of_business(facts), part, vendor, kind)


@kernel
def _lots(
    system_organisation: Ints, system_business: Ints, slot_of: Ints, part: Ints, vendor: Ints, kind: Ints
) -> Lots:
    n_systems = system_organisation.size
    of_slot = np.full((vendor.shape[0], N_SLOTS), -1, np.int64)
    home = np.empty(n_systems, np.int64)
    for i in range(n_systems):
        o, slot = system_organisation[i], slot_of[system_business[i]]
        # A slot that is no lot of its own and sold by the main vendor rides with the main suite (slot 0).
        apart = part[o, slot] == 1 or vendor[o, slot] != vendor[o, 0]
        home[i] = slot if apart else 0
        of_slot[o, home[i]] = 0
    n = 0
    for o in range(vendor.shape[0]):
        for slot in range(N_SLOTS):
            if of_slot[o, slot] == 0:
                of_slot[o, slot] = n
                n += 1
    organisation, number, seller = np.empty(n, np.int64), np.empty(n, np.int64), np.empty(n, np.int64)
    suite, first, size = np.empty(n, np.int64), np.zeros(n, np.int64), np.zeros(n, np.int64)
    for o in range(vendor.shape[0]):
        count = 0
        for slot in range(N_SLOTS):
            lot = of_slot[o, slot]
            if lot >= 0:
                count += 1
                organisation[lot], number[lot], seller[lot] = o, count, vendor[o, slot]
                suite[lot] = max(kind[seller[lot]] - 1, 0)
    for i in range(n_systems):
        lot = of_slot[system_organisation[i], home[i]]
        home[i] = lot
        size[lot] += 1
        if first[lot] == 0:  # systems come by business, ascending
            first[lot] = system_business[i] + 1
    return Lots(organisation, number, seller, suite, first, size, home)


def legacy_of(lots: Lots, replication: Replication) -> tuple[Ints, Ints]:
    """Legacy kind of each lot, and whether no compliant product exists for it."""
    organisations = replication.facts.organisations
    chances = Legacy(*(replication.p[f"legacy.{name}"] for name in Legacy._fields))
    stream = replication.key(Purpose.LEGACY)
    return _legacy(organisations.number, organisations.population, organisations.type, lots, chances, stream)


@kernel
def _legacy(
    code: Ints, residents: Ints, type_: Ints, lots: Lots, chances: Legacy, stream: int
) -> tuple[Ints, Ints]:
    n = lots.organisation.size
    legacy, no_product = np.full(n, PACKAGE, np.int64), np.zeros(n, np.int64)
    for i in range(n):
        o = lots.organisation[i]
        mainframe, bespoke = 0.0, 0.0
        if type_[o] == DESIGNATED:
            mainframe, bespoke = chances.mainframe_designated, chances.bespoke_designated
        elif residents[o] > chances.large_population or type_[o] == WARD:
            bespoke = chances.bespoke_large
        u = uniform(stream, code[o], lots.business[i], 0)
        if u < mainframe:
            legacy[i] = MAINFRAME
        elif u < mainframe + bespoke:
            legacy[i] = BESPOKE
        v = uniform(stream, code[o], lots.business[i], 1)
        if lots.businesses[i] <= chances.no_product_systems and v < chances.no_product_share:
            no_product[i] = 1
    return legacy, no_product
