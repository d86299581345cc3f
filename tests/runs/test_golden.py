"""Has any figure moved? Two replications of the baseline, stored; `make golden` rewrites them."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from sim import runs, summary
from sim.scenario import load


@pytest.mark.golden
def test_the_baseline_gives_the_figures_it_gave(golden: Callable[[str, str], None]) -> None:
    results = runs.run(load("baseline"), 2)
    found = summary.summarise(results)
    late = found.late_at_deadline
    lines = [
        f"result_hash {found.result_hash}",
        f"late systems {late.systems.mean}",
        f"late organisations {late.organisations.mean}",
        *(f"declared {day} {found.declared[day].systems.mean}" for day in ("2024-10-31", "2025-10-31")),
        f"target ratio {found.ratio(found.default_definition).mean}",
        f"migration FY2025 yen {found.cost_yen[2025]['migration']['total'].mean:.0f}",
        f"target gap FY2027 yen {found.target_gap_yen[2027].mean:.0f}",
    ]
    golden("baseline.txt", "\n".join(lines) + "\n")
