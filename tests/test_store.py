"""Results on disk: complete or absent, and never over someone else's files."""

from __future__ import annotations

import errno
import json
import os
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest
from made import results

from sim import store
from sim.errors import UsageError
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
        "manifest.json",
        "charts",
    }
    assert json.loads((folder / "summary.json").read_text(encoding="utf-8")) == made[1]
    assert [path.name for path in folder.parent.iterdir()] == ["run"]


def test_the_manifest_repeats_the_run(made: Any, tmp_path: Path) -> None:
    found, summary = made
    store.save(found, summary, tmp_path / "run", "sanwari run baseline --seed 1")
    manifest = json.loads((tmp_path / "run" / "manifest.json").read_text(encoding="utf-8"))
    assert manifest["result_hash"] == found.result_hash == summary["result_hash"]
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
    store.save(*made, folder)
    (folder / "stale.txt").write_text("old", encoding="utf-8")
    store.save(*made, folder)
    assert not (folder / "stale.txt").exists()
    assert [path.name for path in tmp_path.iterdir()] == ["run"]


@pytest.mark.parametrize("error", [KeyboardInterrupt, OSError])
def test_an_interrupted_write_leaves_nothing(made: Any, tmp_path: Path, error: type[BaseException]) -> None:
    def interrupt(_: Path) -> None:
        raise error

    with pytest.raises(error):
        store.save(*made, tmp_path / "a" / "b" / "run", also=interrupt)
    assert list(tmp_path.iterdir()) == []


def test_an_interrupted_write_keeps_the_old_results(made: Any, tmp_path: Path) -> None:
    def interrupt(_: Path) -> None:
        raise KeyboardInterrupt

    store.save(*made, tmp_path / "run")
    with pytest.raises(KeyboardInterrupt):
        store.save(*made, tmp_path / "run", also=interrupt)
    assert json.loads((tmp_path / "run" / "summary.json").read_text(encoding="utf-8")) == made[1]
    assert [path.name for path in tmp_path.iterdir()] == ["run"]


def test_someone_elses_folder_is_refused(tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(UsageError) as refused:
        store.require_free(tmp_path)
    assert "name an empty or a new one" in refused.value.text("en")


def test_a_file_in_the_way_is_refused(tmp_path: Path) -> None:
    (tmp_path / "run").write_text("mine", encoding="utf-8")
    with pytest.raises(UsageError) as refused:
        store.require_free(tmp_path / "run")
    assert "同じ名前のファイル" in refused.value.text("ja")


def test_a_folder_says_what_it_is_about(made: Any, tmp_path: Path) -> None:
    store.save(*made, tmp_path / "run")
    assert store.held(tmp_path / "run") == store.content(made[0].scenario) == "baseline"
    store.require_same(tmp_path / "run", "baseline")
    with pytest.raises(UsageError) as refused:
        store.require_same(tmp_path / "run", "yen_160")
    assert refused.value.faults[0].code == "out_other_result"
    store.require_same(tmp_path / "run", "yen_160", replace=True)
    assert store.held(tmp_path) is None


def test_a_full_disk_is_said_and_leaves_nothing(made: Any, tmp_path: Path) -> None:
    def full(_: Path) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    with pytest.raises(UsageError) as refused:
        store.save(*made, tmp_path / "a" / "run", also=full)
    assert refused.value.faults[0].code == "out_full"
    assert list(tmp_path.iterdir()) == []


def test_an_empty_folder_may_be_used(made: Any, tmp_path: Path) -> None:
    (tmp_path / "run").mkdir()
    store.save(*made, tmp_path / "run")
    assert (tmp_path / "run" / "manifest.json").is_file()


def test_what_killed_runs_left_goes_with_the_next_one_and_nothing_else_does(
    made: Any, tmp_path: Path
) -> None:
    names = [".run.sanwari-left", ".run.sanwari-now", ".run.mine", ".other.sanwari-left"]
    for name in names:
        (tmp_path / name).mkdir()
    for name in (names[0], *names[2:]):
        os.utime(tmp_path / name, (0.0, 0.0))
    store.save(*made, tmp_path / "run")
    assert {path.name for path in tmp_path.iterdir()} == {"run", *names[1:]}


def test_results_that_made_room_when_a_run_was_killed_come_back(made: Any, tmp_path: Path) -> None:
    store.save(*made, tmp_path / "run")
    (tmp_path / "run").rename(tmp_path / ".run.sanwari-killed.old")
    store.require_same(tmp_path / "run", "baseline")
    assert store.held(tmp_path / "run") == "baseline"
    assert [path.name for path in tmp_path.iterdir()] == ["run"]


def test_of_two_runs_at_once_the_later_one_stands_and_nothing_else_is_left(made: Any, tmp_path: Path) -> None:
    def other(part: Path) -> None:
        (part / "later").touch()
        store.save(*made, tmp_path / "run")

    store.save(*made, tmp_path / "run", also=other)
    assert (tmp_path / "run" / "later").exists()
    assert [path.name for path in tmp_path.iterdir()] == ["run"]


def test_two_runs_that_move_the_folder_at_one_moment_lose_nothing(
    made: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rename, others = Path.rename, iter([True])

    def meanwhile(path: Path, target: Path) -> Path:
        if target == tmp_path / "run" and next(others, False):  # the other one is a moment quicker
            store.save(*made, tmp_path / "run")
        return rename(path, target)

    monkeypatch.setattr(Path, "rename", meanwhile)
    store.save(*made, tmp_path / "run", also=lambda part: (part / "later").touch())
    assert (tmp_path / "run" / "later").exists()
    assert [path.name for path in tmp_path.iterdir()] == ["run"]


def test_results_of_another_scenario_that_came_meanwhile_stay(made: Any, tmp_path: Path) -> None:
    def other(_: Path) -> None:
        with store.replacing(tmp_path / "run") as part:
            store.write_json(part / store.MANIFEST, {"content": "yen_160"})

    with pytest.raises(UsageError) as refused:
        store.save(*made, tmp_path / "run", also=other)
    assert refused.value.faults[0].code == "out_other_result"
    assert store.held(tmp_path / "run") == "yen_160"
    store.save(*made, tmp_path / "run", also=other, replace=True)
    assert store.held(tmp_path / "run") == "baseline"
    assert [path.name for path in tmp_path.iterdir()] == ["run"]
