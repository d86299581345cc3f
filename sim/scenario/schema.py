"""Scenario: every assumption of a run as one frozen value, known by its hash."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass, is_dataclass
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING

from pydantic import BaseModel, ConfigDict

from sim.scenario import money_sections as money
from sim.scenario import time_sections as time
from sim.scenario.changes import Effect
from sim.scenario.draw import Drawn, Plan, active
from sim.scenario.metadata import STAGES, Lang, Metadata, Stage, table
from sim.scenario.posterior import Posterior
from sim.scenario.values import Value

if TYPE_CHECKING:
    from collections.abc import Mapping


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


class Scenario(BaseModel):
    """Every assumption of a run; two scenarios with equal hashes give equal results."""

    model_config = ConfigDict(strict=True, frozen=True, extra="forbid")

    info: Info
    calibration: time.Calibration
    deadline: time.Deadline
    organisations: time.Organisations
    market: time.Market
    legacy: time.Legacy
    work: time.Work
    vendors: time.Vendors
    procurement: time.Procurement
    booking: time.Booking
    windows: time.Windows
    announcement: time.Announcement
    revisions: time.Revisions
    law_changes: time.LawChanges
    cost: money.Cost
    contracts: money.Contracts
    dual: money.Dual
    running: money.Running
    migration: money.Migration
    support: money.Support
    prices: money.Prices
    posterior: Posterior | None = None
    """Where fitted parameters come from."""
    effects: tuple[Effect, ...] = ()
    combined: tuple[str, ...] = ()
    """Names of the files combined with the scenario."""

    @cached_property
    def values(self) -> Mapping[str, Value]:
        """Value of every parameter by its path, in the order of the sections."""
        return {path: getattr(getattr(self, known.group), path.partition(".")[2]) for path, known in _known()}

    def parameters(self) -> list[Parameter]:
        """Every parameter with its value and what is known about it."""
        return [
            Parameter(path, self.values[path], tuple(e for e in self.effects if e.path == path), known)
            for path, known in _known()
        ]

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
        seen = {path for path, known in _known() if STAGES.index(known.stage) <= last}
        content = {
            "values": {path: value for path, value in self.values.items() if path in seen},
            "effects": [asdict(effect) for effect in self.effects if effect.path in seen],
            "posterior": self.posterior.hash if self.posterior and active(self.values) else None,
        }
        text = json.dumps(
            content, default=_canonical, sort_keys=True, separators=(",", ":"), ensure_ascii=False
        )
        return hashlib.sha256(text.encode()).hexdigest()

    def draw(self, seed: int, replication: int) -> Drawn:
        """Parameters of one replication, as numbers."""
        return self._plan.draw(seed, replication)

    @cached_property
    def _plan(self) -> Plan:
        return Plan.of(self.values, self.effects, self.posterior)


def _known() -> list[tuple[str, Metadata]]:
    return list(table().items())


def _canonical(value: object) -> object:
    if is_dataclass(value) and not isinstance(value, type):
        return asdict(value)
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(type(value))


def build(
    values: Mapping[str, Value],
    info: Info,
    effects: tuple[Effect, ...] = (),
    combined: tuple[str, ...] = (),
    posterior: Posterior | None = None,
) -> Scenario:
    """Scenario of complete, checked values by path."""
    sections: dict[str, dict[str, Value]] = {}
    for path, value in values.items():
        section, _, name = path.partition(".")
        sections.setdefault(section, {})[name] = value
    about = {"info": info, "effects": effects, "combined": combined, "posterior": posterior}
    return Scenario.model_validate({**sections, **about})
