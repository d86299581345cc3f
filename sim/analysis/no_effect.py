"""Why a figure does not move at all when assumptions change, in words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sim.scenario import diff
from sim.scenario.changes import reach
from sim.scenario.metadata import STAGES

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from sim.scenario import Difference, Scenario
    from sim.scenario.metadata import Lang, Stage


@dataclass(frozen=True, slots=True)
class Gate:
    """Parameters that nothing reads as long as the gate is closed in a scenario, and why."""

    paths: tuple[str, ...]
    closed: Callable[[Scenario], bool]
    why: Mapping[Lang, str]


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
        {
            "ja": "期限の延長がない（deadline.extended_day が deadline.day と同じ）",
            "en": "there is no extension (deadline.extended_day is deadline.day)",
        },
    ),
    Gate(
        ("deadline.deferral_reach_days", "deadline.deferral_work_share", "deadline.deferral_from_day"),
        _none("deadline.deferral_share"),
        {
            "ja": "機能を後回しにする契約単位がない（deadline.deferral_share が0）",
            "en": "no lot defers functions (deadline.deferral_share is 0)",
        },
    ),
    Gate(
        ("legacy.no_product_delay_days", "legacy.no_product_systems"),
        _none("legacy.no_product_share"),
        {
            "ja": "製品のない契約単位がない（legacy.no_product_share が0）",
            "en": "every lot has a product (legacy.no_product_share is 0)",
        },
    ),
    Gate(
        ("work.rehearsal_failure_decay", "work.rework_share"),
        _none("work.rehearsal_failure"),
        {
            "ja": "不合格になるリハーサルがない（work.rehearsal_failure が0）",
            "en": "no rehearsal fails (work.rehearsal_failure is 0)",
        },
    ),
    Gate(
        (
            "running.saas_from_day",
            "running.saas_fee_factor",
            "running.saas_migration_share",
            "support.saas_migration_rate",
        ),
        _none("running.saas_share"),
        {
            "ja": "共通SaaSを使う団体がない（running.saas_share が0）",
            "en": "no organisation uses shared SaaS (running.saas_share is 0)",
        },
    ),
    Gate(
        ("running.sharing_population_weight",),
        lambda scenario: scenario.values["running.sharing_rule"] != "mixed",
        {
            "ja": "按分に人口を混ぜていない（running.sharing_rule が mixed でない）",
            "en": "shared fees are not split by a mixture (running.sharing_rule is not mixed)",
        },
    ),
    Gate(
        ("support.general_measure_first_year",),
        _none("support.general_measure_yen"),
        {
            "ja": "措置額がない（support.general_measure_yen が0）",
            "en": "there is no such measure (support.general_measure_yen is 0)",
        },
    ),
    Gate(
        ("support.operating_budget_yen", "support.operating_first_year", "support.operating_last_year"),
        _none("support.operating_rate"),
        {
            "ja": "運用への補助がない（support.operating_rate が0）",
            "en": "operation is not supported (support.operating_rate is 0)",
        },
    ),
    Gate(
        ("prices.usdjpy_drift", "prices.usdjpy_sigma"),
        lambda scenario: _least("prices.usdjpy_fixed", scenario) > 0.0,
        {
            "ja": "為替レートを固定している（prices.usdjpy_fixed）",
            "en": "the exchange rate is fixed (prices.usdjpy_fixed)",
        },
    ),
)


def why(stage: Stage, base: Scenario, other: Scenario) -> Mapping[Lang, str]:
    """Reason why a figure of this stage is the same in every replication of both scenarios."""
    changed = diff(base, other)
    if not changed:
        return {"ja": "前提に違いがないため", "en": "because no assumption differs"}
    early = [each for each in changed if STAGES.index(each.metadata.stage) <= STAGES.index(stage)]
    if not early:
        return {
            "ja": "変わったのは費用の計算だけに使う前提で、移行の日は費用より先に決まるため",
            "en": "because only assumptions about money differ, and days are settled before money is",
        }
    shut = [_shut(each, base, other) for each in early]
    if all(shut):
        return {
            "ja": "変わった前提が使われないため：" + "、".join(_words(shut, "ja")),
            "en": "because what differs is not used: " + "; ".join(_words(shut, "en")),
        }
    return {
        "ja": "どの試行でも同じ値になったため（変わった前提は、この値に届いていない）",
        "en": "because it came out the same in every replication: what differs does not reach it",
    }


def _words(gates: Sequence[Gate | None], lang: Lang) -> list[str]:
    return list(dict.fromkeys(gate.why[lang] for gate in gates if gate is not None))


def _shut(each: Difference, base: Scenario, other: Scenario) -> Gate | None:
    """The gate that keeps a changed parameter from being read in both scenarios, if one does."""
    return next(
        (gate for gate in GATES if each.path in gate.paths and gate.closed(base) and gate.closed(other)),
        None,
    )
