"""Does the run agree with what was published? Each published figure beside the spread of the run."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sim.facts import Facts, Observation
    from sim.summary import Spread, Summary

_QUOTES = {
    "quote_multiple_mean": "mean",
    "quote_share_at_least_2": "share_at_2_or_more",
    "quote_organisations_below_1": "organisations_below_1",
    "quote_multiple_max": "greatest",
}
"""Published figures of the survey of quotes and the figures of a summary that answer to them."""

FITTED = {"declared_systems", "declared_organisations", *_QUOTES}
"""Metrics that the assumptions were fitted to or taken from: agreement is no confirmation."""


@dataclass(frozen=True, slots=True)
class Check:
    """A published figure and the P10, P50 and P90 of a run for the same thing, in the unit of the former."""

    seen: Observation
    low: float
    middle: float
    high: float

    @property
    def inside(self) -> bool:
        """Whether the published value lies in the spread; for a least or greatest value, on its side."""
        if self.seen.bound == "at_least":
            return self.high >= self.seen.value
        if self.seen.bound == "at_most":
            return self.low <= self.seen.value
        return self.low <= self.seen.value <= self.high

    @property
    def fitted(self) -> bool:
        """Whether the assumptions were fitted to figures of this kind."""
        return self.seen.metric in FITTED


def checks(summary: Summary, facts: Facts) -> list[Check]:
    """A check for every published figure that a summary has a counterpart of, in the order of the data."""
    return [
        Check(seen, figure.p10, figure.p50, figure.p90)
        for seen in facts.known()
        for figure in _counterparts(seen, summary)
        if figure.p10 is not None and figure.p50 is not None and figure.p90 is not None
    ]


def _counterparts(seen: Observation, summary: Summary) -> Iterator[Spread]:
    """The figure of a run that answers to a published one, if there is one."""
    day, (kind, _, part) = seen.date.isoformat(), seen.scope.partition(":")
    if seen.metric in ("declared_systems", "declared_organisations") and day in summary.declared:
        of = seen.metric.removeprefix("declared_")
        if kind == "nation":
            yield getattr(summary.declared[day], of)
        elif kind == "type":
            yield getattr(summary.declared_by_type[day][part], of)
        elif kind == "reason" and of == "systems":
            yield summary.declared_by_reason[day][part]
    elif seen.metric == "pending_organisations" and day in summary.declared:
        yield summary.declared[day].pending_organisations
    elif seen.metric in _QUOTES and kind == "type":
        yield getattr(summary.quote_multiple[part], _QUOTES[seen.metric])
    elif seen.metric == "government_cloud_systems_in_production" and kind == "nation":
        yield summary.completed[day].systems
