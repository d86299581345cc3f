"""A fit in figures: prior against posterior, what is told apart, what fits and what does not."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from scipy.special import ndtri

from sim import fiscal
from sim.analysis.calibrate import quotes
from sim.analysis.calibrate.bank import cube
from sim.scenario import CLASSES, UncertainDay
from sim.scenario.metadata import plain, table

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from sim.analysis.calibrate.bank import Priors
    from sim.analysis.calibrate.run import Calibration

    Floats = NDArray[np.float64]

SEPARATED = 0.8
"""A parameter is told apart when its posterior is narrower than this share of its prior."""

ENTANGLED = 0.4
"""Two parameters are entangled when the fit correlates them by more than this, of either sign."""

_ENDS = (0.05, 0.5, 0.95)
_PRIOR_POINTS = 4096


def tabled(calibration: Calibration) -> dict[str, Any]:
    """All figures of a fit as plain values, ready for JSON."""
    return {
        "until": calibration.until.isoformat(),
        "seed": calibration.seed,
        "simulations": calibration.settings.simulations,
        "sets": len(calibration.numbers),
        "effective_sample_size": [round(size, 1) for size in calibration.effective],
        "parameters": [
            *_parameters(calibration.priors, calibration.numbers),
            *_parameters(calibration.quote_priors, calibration.quote_numbers),
        ],
        "entangled": _entangled(calibration),
        "observations": _observations(calibration),
        "quotes": _quotes(calibration),
        "teams": _teams(calibration),
    }


def _parameters(priors: Priors, numbers: Floats) -> list[dict[str, Any]]:
    drawn = priors.numbers(cube(len(priors.paths), _PRIOR_POINTS, 0))
    rows = []
    for column, path in enumerate(priors.paths):
        before, after = drawn[:, column], numbers[:, column]
        narrowing = float(after.std() / before.std())
        whole = isinstance(priors.values[column], UncertainDay)
        rows.append(
            {
                "path": path,
                "label": {"ja": table()[path].label_ja, "en": table()[path].label_en},
                "prior": _three(before, whole),
                "posterior": _three(after, whole),
                "narrowing": round(narrowing, 3),
                "separated": narrowing < SEPARATED,
            }
        )
    return rows


def _three(values: Floats, whole: bool) -> list[str]:
    """5 %, median and 95 % as a file would write them."""
    points = np.quantile(values, _ENDS)
    if whole:
        return [fiscal.date_of(int(np.floor(point + 0.5))).isoformat() for point in points]
    return [plain(float(f"{point:.3g}")) for point in points]


def _entangled(calibration: Calibration) -> list[dict[str, Any]]:
    """Pairs that the fit cannot tell from each other: a rise of one is made up for by the other."""
    paths = calibration.priors.paths
    together: Floats = np.atleast_2d(np.corrcoef(calibration.numbers.T))
    load, growth = "vendors.load_mean", "vendors.growth_mean"
    return [
        {"first": first, "second": second, "correlation": round(float(together[i, j]), 2)}
        for i, first in enumerate(paths)
        for j, second in enumerate(paths)
        if i < j and (abs(together[i, j]) >= ENTANGLED or {first, second} == {load, growth})
    ]


def _observations(calibration: Calibration) -> list[dict[str, Any]]:
    """Each published count with what the kept sets, simulated with luck of their own, give for it."""
    rows = []
    for column, target in enumerate(calibration.targets):
        low, middle, high = np.quantile(calibration.counts[:, column], _ENDS)
        seen = target.observation
        rows.append(
            {
                "survey": target.day.isoformat(),
                "unit": target.unit,
                "scope": seen.scope,
                "published": target.count,
                "bound": seen.bound,
                "grade": seen.grade,
                "fitted": target.fitted,
                "model": [round(float(low), 1), round(float(middle), 1), round(float(high), 1)],
                "inside": bool(middle >= target.count if seen.bound == "at_least" else low <= target.count)
                and bool(seen.bound == "at_least" or target.count <= high),
            }
        )
    return rows


def _quotes(calibration: Calibration) -> list[dict[str, Any]]:
    seen = calibration.quotes_seen
    answers = int(seen.get("quote_organisations", 59))
    luck = np.random.default_rng([calibration.seed, 3])
    median, sigma = np.repeat(calibration.quote_numbers, 16, axis=0).T
    found = quotes.statistics(median, sigma, ndtri(luck.random((len(median), answers))))
    return [
        {
            "metric": metric,
            "published": seen[metric],
            "model": [round(float(point), 3) for point in np.quantile(values, _ENDS)],
        }
        for metric, values in found.items()
        if metric in seen
    ]


def _teams(calibration: Calibration) -> dict[str, Any]:
    """Mean change of late systems in each class when every vendor has 30 % more teams."""
    kinds = np.array(calibration.classes)
    return {
        kind: {
            "sets": int((kinds == kind).sum()),
            "change_of_late_systems": round(float(np.expm1(calibration.elasticity[kinds == kind].mean())), 3),
        }
        for kind in CLASSES
    }
