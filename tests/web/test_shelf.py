"""What a server keeps for the next one: found again by the same inputs only, and never in the way."""

from __future__ import annotations

import shutil
import time
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from support.made import results

from sim import disk
from sim.runs.results import Failure
from sim.scenario import load, replaced
from sim.web.work import shelf as module
from sim.web.work.jobs import SEED, SHELVED, Pool
from sim.web.work.shelf import KIND, Shelf

BASELINE = load("baseline")


def test_a_run_is_found_again_to_the_bit(tmp_path: Path) -> None:
    kept = results(3, SEED)
    Shelf(tmp_path / "answer").put(kept)
    found = Shelf(tmp_path / "answer").take(kept.scenario, SEED)
    assert found is not None
    assert (found.result_hash, found.asked) == (kept.result_hash, 3)
    Shelf(tmp_path / "answer").put(kept)  # over what lies there
    assert len(list(tmp_path.iterdir())) == 1


def test_of_other_inputs_or_sources_nothing_is_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shelf, kept = Shelf(tmp_path / "answer"), results(3, SEED)
    assert shelf.take(kept.scenario, SEED) is None
    shelf.put(kept)
    assert shelf.take(kept.scenario, SEED + 1) is None
    assert shelf.take(replaced(kept.scenario, {"prices.usdjpy_fixed": 120.0}), SEED) is None
    monkeypatch.setattr(module, "run_mark", lambda *_: "other sources")
    assert shelf.take(kept.scenario, SEED) is None


def test_what_failed_here_is_tried_again_by_the_next_server(tmp_path: Path) -> None:
    kept = replace(results(3, SEED), failures=(Failure(1, "MemoryError", ""),))
    Shelf(tmp_path / "answer").put(kept)
    assert not list(tmp_path.iterdir())


def test_where_nothing_can_be_written_the_server_goes_on(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "file").write_text("not a folder")
    Shelf(tmp_path / "file" / "answer").put(results(3, SEED))
    assert "not kept" in caplog.text


def test_what_a_killed_server_left_goes_and_what_one_writes_now_stays(tmp_path: Path) -> None:
    (tmp_path / ".answer.sanwari-killed_1").mkdir()
    with disk.replacing(tmp_path / "answer", KIND) as under_way:
        Shelf(tmp_path / "answer").put(results(3, SEED))
        assert {path.name for path in tmp_path.iterdir()} == {"answer", under_way.name}
        disk.seal(under_way, {"kind": KIND, "content": KIND})


def test_a_damaged_answer_is_cleared_away_and_computed_again(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """Whatever is damaged, the server starts; what it then computes is kept."""
    shelf, kept = Shelf(tmp_path / "answer"), results(3, SEED)
    for name in ("manifest.json", "replications.arrow", "sums.arrow"):
        shelf.put(kept)
        file = tmp_path / "answer" / name
        content = bytearray(file.read_bytes())
        content[len(content) // 2] ^= 64
        file.write_bytes(content)
        assert shelf.take(kept.scenario, SEED) is None
        assert "damaged" in caplog.text
        assert not (tmp_path / "answer").exists()
        caplog.clear()
    shelf.put(kept)
    assert shelf.take(kept.scenario, SEED) is not None


def test_the_next_server_begins_where_the_last_one_was_and_only_for_what_all_look_at(tmp_path: Path) -> None:
    shelf, asked = Shelf(tmp_path / "answer"), []

    def run(_: Any, number: int, **given: Any) -> Any:
        asked.append((given["earlier"].asked if given["earlier"] else 0, number))
        return results(number, SEED)

    def served(keep: bool = True) -> Pool:
        made = Pool(
            run,
            lambda r: {"replications": r.asked, "scenario": {}},
            warm=lambda _: None,
            steps=(1, 2, 3, 4),
            shelf=shelf,
        )
        if keep:
            made.keep(BASELINE)
        made.watch("a", BASELINE)
        end = time.monotonic() + 60
        while made.state("a", BASELINE).kind != "ready":
            assert time.monotonic() < end
            made.wait(0.01)
        made.close()
        return made

    served()
    assert asked == [(0, 1), (1, 2), (2, 3), (3, 4)]
    asked.clear()
    found = served().answer(BASELINE)
    assert asked == [((1, 2, 3, 4)[SHELVED], 4)]
    assert found is not None
    assert found.number == 4
    shutil.rmtree(tmp_path / "answer")
    served(keep=False)
    assert not (tmp_path / "answer").exists()
