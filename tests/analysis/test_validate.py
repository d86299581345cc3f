"""Published figures beside a run: each finds its counterpart, and agreement is judged by its bound."""

from __future__ import annotations

import dataclasses
from functools import cache

import pytest
from support.made import results

from sim.analysis.validate import Check, checks
from sim.facts import load
from sim.summary import Summary, summarise


@cache
def made() -> Summary:
    return summarise(results(20))


def test_every_published_wave_reason_and_type_is_checked() -> None:
    found = {
        (check.seen.metric, check.seen.date.isoformat(), check.seen.scope) for check in checks(made(), load())
    }
    assert ("declared_systems", "2025-10-31", "nation") in found
    assert ("declared_systems", "2025-07-31", "reason:bespoke") in found
    assert ("declared_organisations", "2023-10-31", "type:designated_city") in found
    assert ("quote_multiple_mean", "2025-01-29", "type:core_city") in found
    waves = {seen.date for seen in load().series("declared_systems")}
    assert waves == {
        c.seen.date
        for c in checks(made(), load())
        if c.seen.metric == "declared_systems" and c.seen.scope == "nation"
    }


def test_a_check_shows_the_figure_of_the_summary() -> None:
    wave = next(c for c in checks(made(), load()) if c.seen.metric == "declared_systems")
    figure = made().declared[wave.seen.date.isoformat()].systems
    assert (wave.low, wave.middle, wave.high) == (figure.p10, figure.p50, figure.p90)
    for check in checks(made(), load()):
        assert check.low <= check.middle <= check.high
    assert any(check.low < check.middle < check.high for check in checks(made(), load()))


@pytest.mark.parametrize(
    ("bound", "value", "inside"),
    [
        ("exact", 15, True),
        ("exact", 9, False),
        ("exact", 21, False),
        ("at_least", 20, True),
        ("at_least", 21, False),
        ("at_most", 10, True),
        ("at_most", 9, False),
    ],
)
def test_agreement_is_judged_by_the_bound_of_what_was_published(
    bound: str, value: float, inside: bool
) -> None:
    seen = dataclasses.replace(load().series("declared_systems")[0], bound=bound, value=value)
    assert Check(seen, 10, 14, 20).inside is inside


def test_figures_that_were_fitted_are_marked() -> None:
    by_metric = {check.seen.metric: check.fitted for check in checks(made(), load())}
    assert by_metric["declared_systems"]
    assert not by_metric["pending_organisations"]
