"""What a folder of results holds, written whole or not at all."""

from __future__ import annotations

import errno
import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest
from support.made import results

from sim import disk, store
from sim.errors import UsageError
from sim.scenario import load
from sim.summary import summarise


@pytest.fixture(scope="module")
def made() -> Any:
    found = results(3)
    return found, summarise(found)


def test_a_run_is_written_with_all_its_files(made: Any, tmp_path: Path) -> None:
    folder = tmp_path / "deep" / "run"
    store.save(*made, folder, "sanwari run baseline", lambda part: (part / "charts").mkdir())
    assert {path.name for path in folder.iterdir()} == {
        "summary.json",
        "organisations.parquet",
        "systems.parquet",
        "ledger.parquet",
        "funding.parquet",
        "draws.parquet",
        "manifest.json",
        "charts",
    }
    assert json.loads((folder / "summary.json").read_text(encoding="utf-8")) == made[1].as_dict()
    assert [path.name for path in folder.parent.iterdir()] == ["run"]


def test_the_manifest_repeats_the_run(made: Any, tmp_path: Path) -> None:
    found, summary = made
    store.save(found, summary, tmp_path / "run", "sanwari run baseline --seed 1")
    manifest = json.loads((tmp_path / "run" / "manifest.json").read_text(encoding="utf-8"))
    assert manifest["result_hash"] == found.result_hash == summary.result_hash
    assert manifest["data_hash"] == found.facts.hash
    assert manifest["scenario"]["hash"] == found.scenario.hash
    assert manifest["replications"] == {"asked": 3, "done": 3}
    assert manifest["seed"] == 1
    assert manifest["command"] == "sanwari run baseline --seed 1"
    assert {"sanwari", "python", "packages"} <= set(manifest)


def test_tables_on_disk_have_a_row_for_each(made: Any, tmp_path: Path) -> None:
    store.save(*made, tmp_path / "run")
    organisations = pq.read_table(tmp_path / "run" / "organisations.parquet")
    systems = pq.read_table(tmp_path / "run" / "systems.parquet")
    ledger = pq.read_table(tmp_path / "run" / "ledger.parquet")
    assert (organisations.num_rows, systems.num_rows) == (1_788, 34_592)
    assert organisations["code"].to_pylist()[:2] == ["010006", "011002"]
    assert organisations["name_en"].to_pylist()[:2] == ["Hokkaido (prefectural office)", "Sapporo-shi"]
    assert organisations["target_ratio_2027_p50"][0].as_py() is None
    assert set(ledger.column_names) == {
        "code",
        "fiscal_year",
        "account",
        "item",
        "cause",
        "mean_yen",
        "total_yen",
    }
    assert sum(ledger["total_yen"].to_pylist()) == int(made[0].summed.ledger.sum())


def test_a_second_run_replaces_the_first_whole(made: Any, tmp_path: Path) -> None:
    folder = tmp_path / "run"
    store.save(*made, folder, also=lambda part: (part / "stale.txt").write_text("old", encoding="utf-8"))
    store.save(*made, folder)
    assert not (folder / "stale.txt").exists()
    assert [path.name for path in tmp_path.iterdir()] == ["run"]


def test_results_of_another_scenario_stay_unless_they_may_be_replaced(made: Any, tmp_path: Path) -> None:
    other = replace(made[0], scenario=load("yen_160"))
    store.save(other, made[1], tmp_path / "run")
    with pytest.raises(UsageError) as refused:
        store.save(*made, tmp_path / "run")
    assert refused.value.faults[0].code == "out_other_result"
    store.save(*made, tmp_path / "run", replace=True)
    assert disk.verify(tmp_path / "run", ())["content"] == "baseline"


@pytest.mark.parametrize("error", [KeyboardInterrupt, OSError])
def test_an_interrupted_write_leaves_nothing(made: Any, tmp_path: Path, error: type[BaseException]) -> None:
    def interrupt(_: Path) -> None:
        raise error

    with pytest.raises(UsageError if error is OSError else error):  # what the system refuses is told
        store.save(*made, tmp_path / "a" / "b" / "run", also=interrupt)
    assert list(tmp_path.iterdir()) == []


def test_an_interrupted_write_keeps_the_old_results(made: Any, tmp_path: Path) -> None:
    def interrupt(_: Path) -> None:
        raise KeyboardInterrupt

    store.save(*made, tmp_path / "run")
    with pytest.raises(KeyboardInterrupt):
        store.save(*made, tmp_path / "run", also=interrupt)
    assert json.loads((tmp_path / "run" / "summary.json").read_text(encoding="utf-8")) == made[1].as_dict()
    assert [path.name for path in tmp_path.iterdir()] == ["run"]


def test_a_full_disk_is_said_and_leaves_nothing(made: Any, tmp_path: Path) -> None:
    def full(_: Path) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    with pytest.raises(UsageError) as refused:
        store.save(*made, tmp_path / "a" / "run", also=full)
    assert refused.value.faults[0].code == "out_full"
    assert list(tmp_path.iterdir()) == []
