"""A comparison as a plain structure for a file."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sim.summary import as_plain, identity
from sim.words import bilingual

if TYPE_CHECKING:
    from sim.analysis.compare import Comparison, PairedDifference


def as_dict(comparison: Comparison) -> dict[str, Any]:
    """The comparison as plain values: every difference in the unit of its figure."""
    return {
        "base": as_plain(identity(comparison.base)),
        "seed": comparison.seed,
        "definition": comparison.definition,
        "compared": [
            {
                **as_plain(identity(each.scenario)),
                "replications": each.replications,
                "assumptions": [_difference(d) for d in each.assumptions],
                "actions": [_difference(d) for d in each.actions],
                "requests": [
                    {
                        "name": request.entry.name,
                        "cost_to_state_yen": request.cost_to_state_yen,
                        "state_funding_yen": as_plain(request.state_funding),
                    }
                    for request in each.requests
                ],
                "figures": [_figure(found) for found in each.figures],
            }
            for each in comparison.others
        ],
    }


def _difference(difference: Any) -> dict[str, str]:
    return {"path": difference.path, "ja": difference.text("ja"), "en": difference.text("en")}


def _figure(found: PairedDifference) -> dict[str, Any]:
    measure = found.measure
    return {
        "metric": measure.metric,
        "unit": measure.unit,
        "label": dict(bilingual(f"measures/{measure.metric}")),
        "base_mean": found.base_mean,
        "mean": found.mean,
        "difference": as_plain(found.difference),
        "variance_ratio": found.variance_ratio,
        "verdict": found.verdict,
        "why_same": found.why_same,
    }
