"""Why a figure does not move at all when assumptions change, in words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sim.scenario import diff
from sim.scenario.changes import reach
from sim.scenario.metadata import STAGES
from sim.words import LANGS, Text, bilingual

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from sim.scenario import Difference, Scenario
    from sim.scenario.metadata import Stage
    from sim.words import Lang


@dataclass(frozen=True, slots=True)
class Gate:
    """Parameters that nothing reads as long as the gate is closed in a scenario, and why."""

    paths: tuple[str, ...]
    closed: Callable[[Scenario], bool]
    why: Text


def _none(path: str) -> Callable[[Scenario], bool]:
    """Whether a share or number is certainly zero."""

    def closed(scenario: Scenario) -> bool:
        effects = tuple(effect for effect in scenario.effects if effect.path == path)
        return reach(scenario.values[path], effects) == (0.0, 0.0)

    return closed


def _least(path: str, scenario: Scenario) -> float:
    """Least number that a parameter can be drawn as."""
    value = scenario.values[path]
    effects = tuple(effect for effect in scenario.effects if effect.path == path)
    return reach(value, effects)[0]


GATES: tuple[Gate, ...] = (
    Gate(
        ("deadline.rebook_share", "deadline.extension_announced_day"),
        lambda scenario: scenario.middle("deadline.extended_day") <= scenario.middle("deadline.day"),
        bilingual("no_effect/no_extension"),
    ),
    Gate(
        ("deadline.deferral_reach_days", "deadline.deferral_work_share", "deadline.deferral_from_day"),
        _none("deadline.deferral_share"),
        bilingual("no_effect/no_deferral"),
    ),
    Gate(
        ("legacy.no_product_delay_days", "legacy.no_product_systems"),
        _none("legacy.no_product_share"),
        bilingual("no_effect/no_missing_product"),
    ),
    Gate(
        ("work.rehearsal_failure_decay", "work.rework_share"),
        _none("work.rehearsal_failure"),
        bilingual("no_effect/no_failed_rehearsal"),
    ),
    Gate(
        (
            "running.saas_from_day",
            "running.saas_fee_factor",
            "running.saas_migration_share",
            "support.saas_migration_rate",
        ),
        _none("running.saas_share"),
        bilingual("no_effect/no_saas"),
    ),
    Gate(
        ("running.sharing_population_weight",),
        lambda scenario: scenario.values["running.sharing_rule"] != "mixed",
        bilingual("no_effect/no_mixture"),
    ),
    Gate(
        ("support.general_measure_first_year",),
        _none("support.general_measure_yen"),
        bilingual("no_effect/no_measure"),
    ),
    Gate(
        ("support.operating_budget_yen", "support.operating_first_year", "support.operating_last_year"),
        _none("support.operating_rate"),
        bilingual("no_effect/no_operating_support"),
    ),
    Gate(
        ("prices.usdjpy_drift", "prices.usdjpy_sigma"),
        lambda scenario: _least("prices.usdjpy_fixed", scenario) > 0.0,
        bilingual("no_effect/fixed_rate"),
    ),
)


def why(stage: Stage, base: Scenario, other: Scenario) -> Text:
    """Reason why a figure of this stage is the same in every replication of both scenarios."""
    changed = diff(base, other)
    if not changed:
        return bilingual("no_effect/nothing_changed")
    early = [each for each in changed if STAGES.index(each.metadata.stage) <= STAGES.index(stage)]
    if not early:
        return bilingual("no_effect/money_alone")
    shut = [_shut(each, base, other) for each in early]
    if all(shut):
        said, commas = bilingual("no_effect/not_used"), {"ja": "、", "en": "; "}
        return {lang: said[lang].format(why=commas[lang].join(_words(shut, lang))) for lang in LANGS}
    return bilingual("no_effect/not_reached")


def _words(gates: Sequence[Gate | None], lang: Lang) -> list[str]:
    return list(dict.fromkeys(gate.why[lang] for gate in gates if gate is not None))


def _shut(each: Difference, base: Scenario, other: Scenario) -> Gate | None:
    """The gate that keeps a changed parameter from being read in both scenarios, if one does."""
    return next(
        (gate for gate in GATES if each.path in gate.paths and gate.closed(base) and gate.closed(other)),
        None,
    )
