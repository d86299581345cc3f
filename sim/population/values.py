"""What a drawn nation is: forms, kinds of vendors and systems, and the arrays of a Population."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sim.words import texts

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]

FORMS = ("own_server", "single_data_centre", "shared_hardware", "municipal_cloud")
VENDOR_KINDS = ("national", "regional", "family_register", "welfare", "health", "schooling")
LEGACY_KINDS = ("package", "bespoke", "mainframe")

VENDOR_KIND_NAMES: Mapping[str, Mapping[str, str]] = texts("vendor_kinds")


@dataclass(frozen=True)
class Population:
    """One drawn nation: who buys what from whom, in how many lots.

    Rows of organisations are those of `Facts.organisations`; days do not occur here.
    """

    organisation_form: Ints  # index into FORMS
    organisation_group: Ints  # joint contracting group, -1 where alone
    organisation_main_vendor: Ints
    vendor_kind: Ints  # index into VENDOR_KINDS
    vendor_home: Ints  # prefecture 1..47, 0 for vendors without a home
    vendor_weight: Floats  # [suite, prefecture 0..47, vendor]: relative chance of being chosen
    lot_organisation: Ints
    lot_number: Ints  # 1.. within its organisation
    lot_vendor: Ints
    lot_suite: Ints  # row of vendor_weight that its vendors come from
    lot_business: Ints  # its first business 1..21: the key of its luck
    lot_businesses: Ints  # how many systems it holds
    lot_legacy: Ints  # index into LEGACY_KINDS
    lot_no_product: Ints  # 1 where no compliant product exists for long
    system_organisation: Ints
    system_business: Ints  # 0..20
    system_lot: Ints

    @property
    def n_lots(self) -> int:
        """Number of lots."""
        return len(self.lot_organisation)

    def lots_of(self, organisation: int) -> Ints:
        """The lots of an organisation (its row), ascending."""
        first, last = np.searchsorted(self.lot_organisation, [organisation, organisation + 1])
        return np.arange(first, last, dtype=np.int64)

    def lot_of(self, organisation: int, business: int) -> int:
        """The lot that holds a business (0..20) of an organisation (its row); IndexError if there is none."""
        mine = self.system_organisation == organisation
        return int(self.system_lot[mine & (self.system_business == business)][0])

    def businesses_of(self, lot: int) -> Ints:
        """The businesses (0..20) that a lot holds, ascending."""
        return np.asarray(np.sort(self.system_business[self.system_lot == lot]))


def vendor_names(population: Population, lang: str) -> tuple[str, ...]:
    """Names of the vendor archetypes, numbered within their kind: "regional centre 7"."""
    seen = dict.fromkeys(range(len(VENDOR_KINDS)), 0)
    names = []
    for kind in population.vendor_kind.tolist():
        seen[kind] += 1
        label = VENDOR_KIND_NAMES[VENDOR_KINDS[kind]][lang]
        names.append(f"{label}{seen[kind]}" if lang == "ja" else f"{label} {seen[kind]}")
    return tuple(names)
