"""Organisations x businesses -> systems, lots and vendors of one replication, drawn by key.

Nobody publishes which vendor serves whom, so the assignment is luck with a shape: small towns buy one
all-in-one suite, big cities buy apart; vendors cluster by prefecture. Equations: docs/model.md, "Population".
"""

from sim.population.market import chance
from sim.population.nation import draw
from sim.population.slots import SLOT_BUSINESSES, SLOTS
from sim.population.values import (
    FORMS,
    LEGACY_KINDS,
    VENDOR_KIND_NAMES,
    VENDOR_KINDS,
    Population,
    vendor_names,
)

__all__ = [
    "FORMS",
    "LEGACY_KINDS",
    "SLOTS",
    "SLOT_BUSINESSES",
    "VENDOR_KINDS",
    "VENDOR_KIND_NAMES",
    "Population",
    "chance",
    "draw",
    "vendor_names",
]
