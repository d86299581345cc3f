"""Slots: the parts of an organisation's systems that may be bought apart, and who sells them."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from sim.facts import Facts

Ints = NDArray[np.int64]

# A slot is what may be bought apart. The first four make the main suite of an all-in-one vendor.
SLOTS = (
    "register",
    "tax",
    "insurance",
    "benefits",
    "health",
    "family_register",
    "schooling",
    "common",
    "assistance",
)
SLOT_BUSINESSES: Mapping[str, tuple[str, ...]] = {
    "register": ("resident_register", "seal_registration", "electoral_roll"),
    "tax": ("fixed_asset_tax", "individual_resident_tax", "corporate_resident_tax", "light_vehicle_tax"),
    "insurance": (
        "long_term_care",
        "national_health_insurance",
        "late_stage_medical_care",
        "national_pension",
    ),
    "benefits": (
        "child_allowance",
        "child_care",
        "child_rearing_allowance",
        "disability_welfare",
    ),
    "health": ("health_management",),
    "family_register": ("family_register", "family_register_annex"),
    "schooling": ("schooling",),
    "common": ("common_functions",),
    "assistance": ("public_assistance",),
}
# Who sells a slot that is bought apart: a specialist kind, or (common functions) the main vendor again.
SLOT_SPECIALIST: Mapping[str, str] = {
    "benefits": "welfare",
    "health": "health",
    "family_register": "family_register",
    "schooling": "schooling",
    "assistance": "welfare",
}
SLOT_PARAMETER: Mapping[str, str] = {
    "benefits": "market.separate_welfare",
    "health": "market.separate_health",
    "family_register": "market.separate_family_register",
    "schooling": "market.separate_schooling",
    "common": "market.separate_common",
    "assistance": "market.separate_assistance",
}
STEPPED = ("tax", "insurance", "benefits")  # moved apart by who migrates in steps, with the main vendor


def slot_of_business(facts: Facts) -> Ints:
    """Index into SLOTS for each of the 21 businesses."""
    slot = {name: s for s, names in enumerate(SLOT_BUSINESSES.values()) for name in names}
    return np.array([slot[name] for name in facts.businesses.key], dtype=np.int64)
