"""One replication as one value: whatever decides its outcome, and nothing else."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from sim.streams import key

if TYPE_CHECKING:
    from collections.abc import Hashable, Mapping
    from typing import Self

    from sim.facts import Facts
    from sim.scenario import Drawn, Scenario, Stage


@dataclass(frozen=True)
class Replication:
    """One replication of a scenario. It holds no scenario, so that each parameter is read through `p`."""

    facts: Facts
    p: Drawn
    """Its parameters, up to the stage that it is handed to."""
    seed: int
    number: int
    stage_hashes: Mapping[Stage, str]

    @classmethod
    def of(cls, facts: Facts, scenario: Scenario, seed: int, number: int) -> Replication:
        """Replication `number` of a scenario, with its parameters drawn."""
        return Replication(facts, scenario.draw(seed, number), seed, number, scenario.stage_hashes)

    def until(self, stage: Stage) -> Self:
        """The same, with the parameters of a stage and of those before it alone."""
        return replace(self, p=self.p.stage(stage))

    def key(self, purpose: int) -> int:
        """Key of all draws for a purpose in this replication."""
        return key(self.seed, self.number, purpose)

    def identity(self, stage: Stage) -> Hashable:
        """What the outcome of a stage depends on: where it is equal, so is the outcome."""
        return stage, self.stage_hashes[stage], self.facts.hash, self.seed, self.number
