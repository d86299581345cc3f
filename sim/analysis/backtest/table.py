"""A back-test in figures and words: scores beside the plain forecasts, and every miss."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from sim.analysis.backtest.run import HINDSIGHT
from sim.analysis.backtest.scores import LEVELS, auc, brier, covered, crps

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from sim.analysis.backtest.forecasts import Forecast
    from sim.analysis.backtest.run import Backtest, Wave

NAMES = ("model", "no_change", "straight_line")
JUDGED_FROM = "2025-04-30"
"""First survey of those that decide: from here on both plain forecasts exist."""

_POINTS = {"p05": 0.05, "p10": 0.1, "p25": 0.25, "p50": 0.5, "p75": 0.75, "p90": 0.9, "p95": 0.95}


def tabled(found: Backtest) -> dict[str, Any]:
    """All forecasts with their scores as plain values, ready for JSON."""
    rows = [row for wave in found.waves for row in _rows(wave)]
    return {
        "id": f"{found.scenario.hash[:8]}-{found.seed}-{found.simulations}-{found.facts.hash[:8]}",
        "seed": found.seed,
        "simulations": found.simulations,
        "forecasts": rows,
        "flags": [flags for wave in found.waves for flags in _flags(found, wave)],
        "mean_crps": {unit: _means(rows, unit) for unit in ("systems", "organisations")},
        "coverage": _coverage(rows),
        "misses": [words for row in rows if (words := _miss(row))],
        "hindsight": dict(HINDSIGHT),
    }


def _rows(wave: Wave) -> Iterable[dict[str, Any]]:
    for target, model, plain in zip(wave.targets, wave.model, wave.plain, strict=True):
        if target.kind == "organisation":
            continue  # yes or no; see flags
        yield {
            "survey": wave.survey.isoformat(),
            "until": wave.until.isoformat(),
            "known_counts": len(wave.known),
            "unit": target.unit,
            "scope": target.observation.scope,
            "bound": target.observation.bound,
            "grade": target.observation.grade,
            "published": target.count,
            **{name: _scored(each, target.count) for name, each in {"model": model, **plain}.items()},
        }


def _scored(forecast: Forecast, seen: float) -> dict[str, Any]:
    inside = covered(forecast.values, seen)
    points = {name: round(float(np.quantile(forecast.values, q)), 1) for name, q in _POINTS.items()}
    return {
        **(points if forecast.spread else {"p50": points["p50"]}),
        "error": round(forecast.middle - seen, 1),
        "crps": round(crps(forecast.values, seen), 2),
        "inside": None if inside is None else {f"{level:.0%}": inside[level] for level in LEVELS},
    }


def _means(rows: Sequence[dict[str, Any]], unit: str) -> dict[str, Any]:
    """Mean CRPS of each forecast over the judged waves of the nation, and which one is best."""
    judged = [
        row
        for row in rows
        if row["unit"] == unit and row["scope"] == "nation" and row["survey"] >= JUDGED_FROM
    ]
    means = {
        name: round(float(np.mean([row[name]["crps"] for row in judged])), 2)
        for name in NAMES
        if judged and all(name in row for row in judged)
    }
    return {"surveys": [row["survey"] for row in judged], **means, "best": min(means, key=means.__getitem__)}


def _coverage(rows: Sequence[dict[str, Any]]) -> dict[str, dict[str, Any]]:
    """How many published counts each central interval of the model held, and of how many."""
    exact = [row for row in rows if row["bound"] == "exact"]
    return {
        f"{level:.0%}": {
            "inside": sum(row["model"]["inside"][f"{level:.0%}"] for row in exact),
            "nation": sum(
                row["model"]["inside"][f"{level:.0%}"] for row in exact if row["scope"] == "nation"
            ),
            "of": len(exact),
            "of_nation": sum(row["scope"] == "nation" for row in exact),
        }
        for level in LEVELS
    }


def _flags(found: Backtest, wave: Wave) -> Iterable[dict[str, Any]]:
    """Brier score and AUC of "this organisation is declared", by type, and of single organisations."""
    by_type = [
        (target, model)
        for target, model in zip(wave.targets, wave.model, strict=True)
        if target.kind == "type" and target.unit == "organisations"
    ]
    if by_type:
        sizes = [target.members(found.facts) for target, _ in by_type]
        chances = [
            min(1.0, float(model.values.mean()) / size)
            for (_, model), size in zip(by_type, sizes, strict=True)
        ]
        happened = [target.count for target, _ in by_type]
        yield _flag(wave, "types", chances, happened, sizes)
    single = [
        (chance, float(target.count > 0))
        for target, chance in zip(wave.targets, wave.flagged, strict=True)
        if target.kind == "organisation"
    ]
    if single:
        yield _flag(
            wave, "organisations", [p for p, _ in single], [k for _, k in single], [1.0] * len(single)
        )


def _flag(
    wave: Wave, of: str, chances: Sequence[float], happened: Sequence[float], sizes: Sequence[float]
) -> dict[str, Any]:
    area = auc(chances, happened, sizes)
    return {
        "survey": wave.survey.isoformat(),
        "of": of,
        "organisations": int(sum(sizes)),
        "declared": int(sum(happened)),
        "brier": round(brier(chances, happened, sizes), 4),
        "brier_of_the_common_share": None
        if len(sizes) < 2
        else round(brier([sum(happened) / sum(sizes)] * len(sizes), happened, sizes), 4),
        "auc": None if area is None else round(area, 3),
    }


def _miss(row: dict[str, Any]) -> dict[str, str] | None:
    """A count outside the central 80 % in words; None for one that lies inside."""
    model = row["model"]
    if model["inside"]["80%"] or row["bound"] == "at_least":
        return None
    low, high, seen = model["p10"], model["p90"], row["published"]
    blanks = {"survey": row["survey"], "scope": row["scope"], "unit": row["unit"]}
    blanks |= {"seen": f"{seen:,.0f}", "low": f"{low:,.0f}", "high": f"{high:,.0f}"}
    way = "above" if seen > high else "below"
    return {lang: _MISS[lang][way].format(**blanks, units=_UNITS[row["unit"]]) for lang in ("ja", "en")}


_UNITS = {"systems": "システム", "organisations": "団体"}
_MISS = {
    "ja": {
        "above": "{survey} {scope}: 公表値 {seen} {units}は予測の80％区間（{low}～{high}）より多い",
        "below": "{survey} {scope}: 公表値 {seen} {units}は予測の80％区間（{low}～{high}）より少ない",
    },
    "en": {
        "above": "{survey}, {scope}: {seen} {unit}, more than the 80 % interval ({low} to {high})",
        "below": "{survey}, {scope}: {seen} {unit}, fewer than the 80 % interval ({low} to {high})",
    },
}
