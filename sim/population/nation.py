"""From facts and drawn parameters to the Population of one replication."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from sim.facts import Facts
from sim.population.forms import forms_and_groups
from sim.population.lots import legacy_of, lots_of
from sim.population.market import Buyers, main_vendors, market_of, parts, split_of
from sim.population.slots import SLOTS
from sim.population.values import Population
from sim.replication import Replication
from sim.scenario import Drawn, Pin
from sim.streams import Purpose

Ints = NDArray[np.int64]


def draw(replication: Replication) -> Population:
    """The population of one replication; equal keys give equal organisations in every scenario."""
    one = replication.until("population")
    facts, p, organisations = one.facts, one.p, one.facts.organisations
    form, group = forms_and_groups(one)
    market = market_of(one)
    # Numbers of joint groups are no codes of organisations, so a group is a buyer of its own.
    buyer = np.where(group >= 0, group, organisations.number)
    buyers = Buyers(organisations.number, group, buyer, organisations.population, organisations.prefecture)
    main = main_vendors(buyers, market, one)
    split = split_of(p)
    part, vendor = parts(buyers, market, main, split, one.key(Purpose.LOT), one.key(Purpose.VENDOR))
    lots = lots_of(facts, part, _pinned(facts, p, vendor), market.kind)
    legacy, no_product = legacy_of(lots, one)
    system_organisation, system_business = facts.systems
    return Population(
        organisation_form=form,
        organisation_group=group,
        organisation_main_vendor=main,
        vendor_kind=market.kind,
        vendor_home=market.home,
        vendor_weight=market.weight,
        lot_organisation=lots.organisation,
        lot_number=lots.number,
        lot_vendor=lots.vendor,
        lot_suite=lots.suite,
        lot_business=lots.business,
        lot_businesses=lots.businesses,
        lot_legacy=legacy,
        lot_no_product=no_product,
        system_organisation=system_organisation,
        system_business=system_business,
        system_lot=lots.system_lot,
    )


def _pinned(facts: Facts, p: Drawn, vendor: Ints) -> Ints:
    """The vendors [organisation, slot] with the user's pins in place of the drawn ones."""
    for pin in p.rows("market.pins", Pin):
        slots = range(len(SLOTS)) if pin.group == "all" else (SLOTS.index(pin.group),)
        vendor[facts.organisations.rows[pin.organisation], list(slots)] = pin.vendor - 1
    return vendor
