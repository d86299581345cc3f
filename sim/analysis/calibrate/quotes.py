"""Quotes of the core cities: which median and spread of a lognormal give the published survey."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from scipy.special import ndtri

from sim.analysis.calibrate.bank import cube

if TYPE_CHECKING:
    from datetime import date

    from numpy.typing import NDArray

    from sim.analysis.calibrate.bank import Priors
    from sim.facts import Facts

    Floats = NDArray[np.float64]

PATHS = ("running.quote_median_core_city", "running.quote_sigma")
"""The ledger draws a multiple as median x exp(sigma z)."""

SCOPE = "type:core_city"
ROUNDING = 0.05
"""A mean printed as 2.3 lies within this of it."""

GREATEST = 0.1
"""Share by which the greatest of the answers may miss the published one: three answers are missing."""

TRIALS = 2**19
_CHUNK = 2**14


def fitting(priors: Priors, facts: Facts, until: date, seed: int) -> tuple[Floats, dict[str, float]]:
    """Points of the prior whose simulated survey looks like the published one, and what was compared.

    Each point draws as many answers as were published; it is kept when mean, number below one, share at two
    or more and the greatest agree with those public by the day. With none public, all points are kept.
    """
    seen = published(facts, until)
    where = cube(2, TRIALS if seen else _CHUNK, seed)
    if not seen:
        return where, seen
    luck = np.random.default_rng([seed, 59])
    kept = [_agrees(priors, part, seen, luck) for part in np.split(where, len(where) // _CHUNK)]
    return where[np.concatenate(kept)], seen


def published(facts: Facts, until: date) -> dict[str, float]:
    """Figures of the survey of core cities that were public by a day: by metric."""
    return {
        seen.metric: seen.value
        for seen in facts.known(until)
        if seen.metric in _CHECKS | {"quote_organisations": None} and seen.scope == SCOPE
    }


def statistics(median: Floats, sigma: Floats, normal: Floats) -> dict[str, Floats]:
    """What the survey published of answers drawn as median x exp(sigma z), for each [point, answer] of z."""
    answers = median[:, None] * np.exp(sigma[:, None] * normal)
    return {
        "quote_multiple_mean": answers.mean(axis=1),
        "quote_multiple_max": answers.max(axis=1),
        "quote_share_at_least_2": (answers >= 2.0).mean(axis=1),
        "quote_organisations_below_1": (answers < 1.0).sum(axis=1).astype(np.float64),
    }


def _agrees(
    priors: Priors, where: Floats, seen: dict[str, float], luck: np.random.Generator
) -> NDArray[np.bool_]:
    median, sigma = priors.numbers(where).T
    answers = int(seen.get("quote_organisations", 59))
    found = statistics(median, sigma, ndtri(luck.random((len(where), answers))))
    agrees = np.ones(len(where), dtype=np.bool_)
    for metric, values in found.items():
        if metric in seen:
            agrees &= _CHECKS[metric](values, seen[metric])
    return agrees


_CHECKS = {
    "quote_multiple_mean": lambda values, seen: np.abs(values - seen) <= ROUNDING,
    "quote_multiple_max": lambda values, seen: np.abs(values / seen - 1.0) <= GREATEST,
    "quote_share_at_least_2": lambda values, seen: values >= seen,
    "quote_organisations_below_1": lambda values, seen: values == seen,
}
