"""The eve of a run: what preparing a World needs at hand, and its luck by lot and by vendor."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from sim.elementary import normal_quantile
from sim.kernel import kernel
from sim.population import Population
from sim.replication import Replication
from sim.streams import pair_uniforms, uniforms

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Eve(Replication):
    """One replication before its clock starts, with its population."""

    population: Population

    @cached_property
    def lot_code(self) -> Ints:
        """Code of each lot's organisation, as a number."""
        return self.facts.organisations.number[self.population.lot_organisation]

    @cached_property
    def lot_prefecture(self) -> Ints:
        """Prefecture 1..47 of each lot."""
        return self.facts.organisations.prefecture[self.population.lot_organisation]

    @cached_property
    def buyer(self) -> Ints:
        """Who contracts for each organisation: its joint group's number, else its own code."""
        group = self.population.organisation_group
        return np.where(group >= 0, group, self.facts.organisations.number)

    @cached_property
    def lot_buyer(self) -> Ints:
        """Who contracts for each lot."""
        return np.asarray(self.buyer[self.population.lot_organisation], dtype=np.int64)

    def of_lots(self, purpose: int, visit: int = 0, entities: Ints | None = None) -> Floats:
        """Uniform draws [lot], keyed by the organisation's code (or `entities`) and the first business."""
        entities = self.lot_code if entities is None else entities
        return pair_uniforms(self.key(purpose), entities, self.population.lot_business, visit)

    def of_vendors(self, purpose: int, business: int = 0) -> Floats:
        """Uniform draws [vendor], keyed by the vendor's number."""
        vendors = np.arange(len(self.population.vendor_kind), dtype=np.int64)
        return uniforms(self.key(purpose), vendors, business, 0)

    def normal_of_vendors(self, purpose: int) -> Floats:
        """Standard normal values [vendor], stratified: within each kind the quantile of the rank of u.

        Left to chance, the few big vendors would make whole replications swing.
        """
        return _stratified(self.of_vendors(purpose), self.population.vendor_kind)


@kernel
def _stratified(u: Floats, kind: Ints) -> Floats:
    z = np.empty(u.size)
    for v in range(u.size):
        rank, count = 0, 0
        for other in range(u.size):
            if kind[other] == kind[v]:
                count += 1
                if u[other] < u[v] or (u[other] == u[v] and other < v):
                    rank += 1
        z[v] = normal_quantile((rank + 0.5) / count)
    return z
