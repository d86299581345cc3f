"""Scenario: every assumption of a run as one frozen value, known by its hash."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass, is_dataclass
from datetime import date
from functools import cached_property
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

from sim.scenario.draw import Drawn, Plan, active
from sim.scenario.metadata import STAGES, Metadata, Stage, table
from sim.scenario.values import Value, middle
from sim.words import Lang

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sim.scenario.changes import Effect
    from sim.scenario.posterior import Posterior


@dataclass(frozen=True, slots=True)
class Info:
    """What a scenario's author says about it."""

    name: str
    title_ja: str
    title_en: str
    author: str = ""
    reason_ja: str = ""
    reason_en: str = ""
    reference: str = ""

    def title(self, lang: Lang) -> str:
        """Title in one language, or the other where it is missing."""
        first, second = (self.title_ja, self.title_en) if lang == "ja" else (self.title_en, self.title_ja)
        return first or second

    def reason(self, lang: Lang) -> str:
        """Reason in one language, or the other where it is missing."""
        first, second = (self.reason_ja, self.reason_en) if lang == "ja" else (self.reason_en, self.reason_ja)
        return first or second


@dataclass(frozen=True, slots=True)
class Parameter:
    """A parameter with its value, the uncertain changes made to it, and what is known about it."""

    path: str
    value: Value
    effects: tuple[Effect, ...]
    metadata: Metadata


@dataclass(frozen=True)
class Scenario:
    """Every assumption of a run; two scenarios with equal hashes give equal results."""

    info: Info
    values: Mapping[str, Value]
    """Value of every parameter by its path, in the order of the table."""
    effects: tuple[Effect, ...] = ()
    combined: tuple[str, ...] = ()
    """Names of the files combined with the scenario."""
    posterior: Posterior | None = None
    """Where fitted parameters come from."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "values", MappingProxyType({path: self.values[path] for path in table()}))

    def __reduce__(self) -> tuple[object, ...]:  # a read-only view cannot travel to another process
        return Scenario, (self.info, dict(self.values), self.effects, self.combined, self.posterior)

    def __hash__(self) -> int:
        return hash((self.info, self.hash, self.combined))

    def middle(self, path: str) -> float:
        """Median of a number or a day as a number, before uncertain changes; days become day numbers."""
        value = self.values[path]
        if isinstance(value, str | tuple):
            raise TypeError(path)
        return middle(value)

    def parameters(self) -> list[Parameter]:
        """Every parameter with its value and what is known about it."""
        return [
            Parameter(path, self.values[path], tuple(e for e in self.effects if e.path == path), known)
            for path, known in table().items()
        ]

    def change(self, values: Mapping[str, object], title: str = "") -> Scenario:
        """Copy with some values by path, as a file would write them; days may be texts like "2027-03-31".

        A number that is unsure is `{"value": 0.9, "low": 0.8, "high": 1.0}`. Raises ScenarioError with all
        faults.
        """
        from sim.scenario.edit import changed  # it builds on this class

        return changed(self, values, title)

    def grant(self, requests: Sequence[str | Path]) -> Scenario:
        """Copy with requests ("asks/cloud_fees") or files on top; raises ScenarioError with all faults."""
        from sim.scenario.load import on_top  # it builds on this class

        return on_top(self, requests)

    def save(self, path: str | Path) -> Path:
        """The path, a complete TOML file written to it, which `load` and `sanwari run` take."""
        from sim.scenario.write import dump  # it builds on this class

        Path(path).write_text(dump(self), encoding="utf-8")
        return Path(path)

    def __repr__(self) -> str:
        return f"<Scenario {self.name}: {self.title_en}, hash {self.hash[:8]}>"

    @property
    def name(self) -> str:
        """Its name with those of all that is on top of it."""
        return " + ".join((self.info.name, *self.combined))

    @property
    def title_ja(self) -> str:
        """Title in Japanese, or in English where there is none."""
        return self.info.title("ja")

    @property
    def title_en(self) -> str:
        """Title in English, or in Japanese where there is none."""
        return self.info.title("en")

    @property
    def hash(self) -> str:
        """SHA-256 of all values and effects; title, author and reason do not count."""
        return self.stage_hash("ledger")

    def stage_hash(self, stage: Stage) -> str:
        """SHA-256 of what a stage and those before it read: equal hashes, equal outcome of the stage."""
        return self.stage_hashes[stage]

    @cached_property
    def stage_hashes(self) -> Mapping[Stage, str]:
        """`stage_hash` of every stage."""
        return {stage: self._hash_until(stage) for stage in STAGES}

    def _hash_until(self, stage: Stage) -> str:
        last = STAGES.index(stage)
        seen = {path for path, known in table().items() if STAGES.index(known.stage) <= last}
        content = {
            "values": {path: value for path, value in self.values.items() if path in seen},
            "effects": [asdict(effect) for effect in self.effects if effect.path in seen],
            "posterior": self.posterior.hash if self.posterior and active(self.values) else None,
        }
        text = json.dumps(
            content, default=_canonical, sort_keys=True, separators=(",", ":"), ensure_ascii=False
        )
        return hashlib.sha256(text.encode()).hexdigest()

    def uncertain(self) -> tuple[str, ...]:
        """Paths of the parameters that replications draw, in the order of the table."""
        return tuple(each.path for each in self._plan.unsure)

    def draw(self, seed: int, replication: int) -> Drawn:
        """Parameters of one replication, as numbers."""
        return self._plan.draw(seed, replication)

    @cached_property
    def _plan(self) -> Plan:
        return Plan.of(self.values, self.effects, self.posterior)


def _canonical(value: object) -> object:
    if is_dataclass(value) and not isinstance(value, type):
        return asdict(value)
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(type(value))
