"""No single assumption, moved to either end of its range, takes the figures to where nothing can be."""

from __future__ import annotations

import pytest

from sim import runs, summary
from sim.errors import ScenarioError
from sim.scenario import Metadata, load, replaced, table

MOST = 30.0
"""Cost over FY2018, over all accounts and years: the year of the cutovers has nearly nine in the baseline."""
ENDS = [
    (known, end)
    for known in table().values()
    if known.kind == "number" and known.group in ("work", "migration", "prices")
    for end in (known.low, known.high, known.least)
    if end is not None
]


@pytest.mark.slow
@pytest.mark.parametrize(("known", "end"), ENDS, ids=[f"{known.path}={end:g}" for known, end in ENDS])
def test_at_the_end_of_a_range_the_figures_stay_where_they_can_be(known: Metadata, end: float) -> None:
    try:
        scenario = replaced(load("baseline"), {known.path: end})
    except ScenarioError:  # together with others, it cannot be
        return
    numbers = summary.summarise(runs.run(scenario, 1, seed=1, workers=1)).as_dict()
    ratios = [
        year["nation"]["mean"]
        for years in numbers["target_ratio"].values()
        for year in years.values()
        if "nation" in year
    ]
    assert ratios
    assert 0.0 < min(ratios) <= max(ratios) < MOST
