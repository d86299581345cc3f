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
from sim.scenario import Drawn, Scenario
from sim.streams import Purpose, key

Ints = NDArray[np.int64]


def draw(facts: Facts, scenario: Scenario, drawn: Drawn, seed: int, replication: int) -> Population:
    """The population of one replication; equal keys give equal organisations in every scenario."""
    p, organisations = drawn.stage("population"), facts.organisations
    form, group = forms_and_groups(facts, p, seed, replication)
    market = market_of(facts, p, seed, replication)
    # Numbers of joint groups are no codes of organisations, so a group is a buyer of its own.
    buyer = np.where(group >= 0, group, organisations.number)
    buyers = Buyers(organisations.number, group, buyer, organisations.population, organisations.prefecture)
    main = main_vendors(buyers, market, p, seed, replication)
    lot_key, vendor_key = (key(seed, replication, purpose) for purpose in (Purpose.LOT, Purpose.VENDOR))
    part, vendor = parts(buyers, market, main, split_of(p), lot_key, vendor_key)
    lots = lots_of(facts, part, _pinned(facts, scenario, vendor), market.kind)
    legacy, no_product = legacy_of(facts, lots, p, seed, replication)
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


def _pinned(facts: Facts, scenario: Scenario, vendor: Ints) -> Ints:
    """The vendors [organisation, slot] with the user's pins in place of the drawn ones."""
    for pin in scenario.market.pins:
        slots = range(len(SLOTS)) if pin.group == "all" else (SLOTS.index(pin.group),)
        vendor[facts.organisations.rows[pin.organisation], list(slots)] = pin.vendor - 1
    return vendor
