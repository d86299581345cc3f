"""How many replications are enough? Run until the means of the headline figures are known well enough."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from scipy.special import stdtrit

from sim.summary import values

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from numpy.typing import NDArray

    from sim.runs import Results

FIRST_LOOK = 200
CAP = 6_400
FIGURES = ("late_at_deadline.systems", "target_ratio")
"""The two figures of the headline: systems late at the deadline, running cost over FY2018."""
CONFIDENCE = 0.95


@dataclass(frozen=True)
class Precise:
    """A run that was extended until it was precise, or until the cap.

    `half_widths`: half of the interval of the mean of each figure at the last look, as a share of the mean.
    """

    results: Results
    looks: tuple[int, ...]
    half_widths: Mapping[str, float]
    wanted: float

    @property
    def reached(self) -> bool:
        """Whether every figure is known as precisely as wanted."""
        return all(width <= self.wanted for width in self.half_widths.values())


def until_precise(
    run_to: Callable[..., Results], wanted: float, cap: int = CAP, earlier: Results | None = None
) -> Precise:
    """Replications of a scenario until the half-widths are at most `wanted` (a share of the mean).

    `run_to(replications, earlier=results)` runs or extends it, as `sim.runs.run` does. It looks at 200,
    400, 800, ... replications only, and at `cap`. Looking several times and stopping at a lucky moment would
    make the intervals too narrow, so the error probability is divided by the number of looks that the cap
    allows (Bonferroni); the coverage of each figure stays at least 95 %.
    """
    planned = looks(cap)
    error = (1.0 - CONFIDENCE) / len(planned)
    results = earlier
    for number, replications in enumerate(planned, start=1):
        results = run_to(replications, earlier=results)
        widths = {name: half_width(values(results, name), error) for name in FIGURES}
        found = Precise(results, planned[:number], widths, wanted)
        if found.reached:
            break
    return found


def looks(cap: int) -> tuple[int, ...]:
    """Numbers of replications at which the run is looked at: doubling from 200, the last one is the cap."""
    doubled = []
    size = FIRST_LOOK
    while size < cap:
        doubled.append(size)
        size *= 2
    return (*doubled, cap)


def half_width(sample: NDArray[np.float64], error: float) -> float:
    """Half of the interval of a mean as a share of it, at this probability of error; one value: infinite."""
    if sample.size < 2:
        return float("inf")
    spread = float(sample.std(ddof=1))
    if spread == 0.0:
        return 0.0
    quantile = float(stdtrit(sample.size - 1, 1.0 - error / 2.0))
    mean = abs(float(sample.mean()))
    return quantile * spread / float(np.sqrt(sample.size)) / mean if mean > 0.0 else float("inf")
