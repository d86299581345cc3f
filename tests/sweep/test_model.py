"""Points of the model: the same hash however they are run, failures isolated, rows as a run gives them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from support.sweeps import write_design

from sim import runs, summary
from sim.analysis import sweep
from sim.analysis.sweep.disk.status import rows_of
from sim.analysis.sweep.point import FAILED_HASH, Job, Stopped, run_point
from sim.replication import Replication
from sim.runs import many_replications
from sim.scenario import load

DESIGN = """
[sweep]
replications = 2
[design]
kind = "list"
[[points]]
"running.cloud_fee_factor" = 0.9
[[points]]
"work.path_days" = 300
[[points]]
requests = ["asks/software_fees"]
"""


def rows(out: Path) -> list[dict[str, Any]]:
    return rows_of(out, json.loads((out / "manifest.json").read_text(encoding="utf-8")))[0].to_pylist()


def test_a_point_has_the_hash_and_figures_of_its_run_with_any_workers_and_chunks(tmp_path: Path) -> None:
    design = sweep.read_design(write_design(tmp_path, DESIGN))
    hashes = set()
    for number, (workers, chunk) in enumerate([(1, 1), (2, 3), (3, 2)]):
        settings = sweep.Settings(workers=workers, chunk_points=chunk)
        hashes.add(sweep.run(design, tmp_path / f"out{number}", settings).content["result_hash"])
    assert len(hashes) == 1
    alone = runs.run(load("baseline", ["asks/software_fees"]), 2, design.seed)
    row = rows(tmp_path / "out2")[2]
    assert row["result_hash"] == alone.result_hash
    assert row["scenario_hash"] == alone.scenario.hash
    late = summary.summarise(alone).late_at_deadline.systems
    assert [row[f"late_at_deadline.systems.{part}"] for part in ("mean", "p90")] == [
        late.mean,
        late.p90,
    ]


def job(asked: int) -> Job:
    return Job(0, load("baseline"), asked, 1, ("late_at_deadline.systems",))


def broken(*_: object) -> Any:
    raise ZeroDivisionError("made to break")


def test_a_failed_replication_is_counted_in_the_row(monkeypatch: pytest.MonkeyPatch) -> None:
    real = many_replications.replicate

    def sometimes(one: Replication, *others: Any) -> Any:
        return broken() if one.number == 1 else real(one, *others)

    monkeypatch.setattr(many_replications, "replicate", sometimes)
    row = run_point(job(3))
    assert (row.replications, row.failed_replications, row.failed) == (2, 1, False)


def test_a_point_without_any_success_is_a_row_that_says_why(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(many_replications, "replicate", broken)
    row = run_point(job(2))
    assert row.result_hash == FAILED_HASH
    assert (row.replications, row.failed_replications) == (0, 2)
    assert "ZeroDivisionError: made to break" in row.fault_en
    assert row.figures == {}


def test_a_point_that_is_stopped_gives_no_row() -> None:
    with pytest.raises(Stopped):
        run_point(job(3), stop=lambda: True)
