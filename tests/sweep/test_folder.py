"""A sweep's folder: whole chunks only, nothing run twice, nothing finished lost, one sweep at a time."""

from __future__ import annotations

import errno
import json
import os
import random
import shutil
import threading
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from support.soak import tries
from support.sweeps import GRID, made_row, swept, write_design

from sim import disk
from sim.analysis import sweep
from sim.analysis.sweep.disk import chunks
from sim.analysis.sweep.disk.folder import WAITING, opened
from sim.analysis.sweep.disk.status import rows_of
from sim.analysis.sweep.drive import Stop
from sim.analysis.sweep.identity import NO_RESULT, PACKAGE, identity, model_source_hash
from sim.analysis.sweep.point import FAILED_HASH, Job, Row, Stopped
from sim.disk import atomic_files
from sim.errors import UsageError


def settings(compute: Callable[[Job, Stop], Row], **others: object) -> sweep.Settings:
    return sweep.Settings(chunk_points=3, compute=compute, **others)  # type: ignore[arg-type]


class Counting:
    """Made rows, and the numbers of the points that were run."""

    def __init__(self) -> None:
        self.run: list[int] = []

    def __call__(self, job: Job, stop: Stop) -> Row:
        self.run.append(job.number)
        return made_row(job, stop)


def rows(out: Path) -> pa.Table:
    return rows_of(out, json.loads((out / "manifest.json").read_text(encoding="utf-8")))[0]


def test_a_row_holds_its_point_its_hashes_and_its_figures_with_units(tmp_path: Path) -> None:
    folder = swept(write_design(tmp_path), tmp_path / "out")
    table = rows(tmp_path / "out")
    assert table.column("point").to_pylist() == list(range(7))
    expected = [0.8 + 0.4 * step / 6 for step in range(7)]
    assert table.column("running.cloud_fee_factor").to_pylist() == pytest.approx(expected)
    design = folder.design
    assert table.column("scenario_hash").to_pylist() == [design.scenario(p).hash for p in design.points]
    job = Job(4, design.scenario(design.points[4]), 2, 1, design.figures)
    record = table.to_pylist()[4]
    made = made_row(job, lambda: False)
    assert record["result_hash"] == made.result_hash
    assert {name: record[name] for name in made.figures} == made.figures
    described = {each["name"]: each for each in folder.content["columns"]}
    assert list(described) == table.column_names
    assert described["late_at_deadline.systems.p90"]["unit_ja"] == "システム"
    assert described["running.cloud_fee_factor"]["label_en"] == "Level of cloud fees"


def test_floats_are_stored_by_byte_stream_split_with_zstd(tmp_path: Path) -> None:
    swept(write_design(tmp_path), tmp_path / "out")
    group = pq.ParquetFile(tmp_path / "out" / "chunk-00000.parquet").metadata.row_group(0)
    columns = [group.column(index) for index in range(group.num_columns)]
    floats = [each for each in columns if each.physical_type == "DOUBLE"]
    assert len(floats) > 3
    assert all("BYTE_STREAM_SPLIT" in each.encodings for each in floats)
    assert {each.compression for each in columns} == {"ZSTD"}


def test_the_result_does_not_depend_on_workers_or_chunks(tmp_path: Path) -> None:
    design = write_design(tmp_path)
    kinds = [(1, 3), (2, 3), (3, 2), (2, None)]
    hashes = {
        swept(design, tmp_path / f"out{n}", workers, chunk).content["result_hash"]
        for n, (workers, chunk) in enumerate(kinds)
    }
    assert len(hashes) == 1


def test_a_second_call_runs_nothing_and_a_stopped_one_leaves_the_rest_to_it(tmp_path: Path) -> None:
    design, out, count = sweep.read_design(write_design(tmp_path)), tmp_path / "out", Counting()
    first = sweep.run(design, out, settings(count, stop=lambda: len(count.run) == 4))
    assert first.missing == [4, 5, 6]
    assert first.content["result_hash"] is None
    assert sorted(path.name for path in out.iterdir()) == [
        "chunk-00000.parquet",
        "chunk-00000.parquet.sha256",
        "lock",
        "manifest.json",
        "points",
    ]
    again = Counting()
    second = sweep.run(design, out, settings(again))
    assert again.run == [4, 5, 6]
    assert not (out / "points").exists()
    third = Counting()
    assert sweep.run(design, out, settings(third)).content == second.content
    assert third.run == []


def test_a_worker_that_is_stopped_half_way_leaves_no_row(tmp_path: Path) -> None:
    def compute(job: Job, stop: Stop) -> Row:
        if job.number == 2:
            raise Stopped
        return made_row(job, stop)

    folder = sweep.run(sweep.read_design(write_design(tmp_path)), tmp_path / "out", settings(compute))
    assert folder.missing == [2, 3, 4, 5, 6]


def test_equal_points_are_run_once(tmp_path: Path) -> None:
    point = '[[points]]\n"running.cloud_fee_factor" = 0.9\n'
    text = f'[design]\nkind = "list"\n{point}[[points]]\n"running.cloud_fee_factor" = 1.1\n{point}'
    count = Counting()
    folder = sweep.run(sweep.read_design(write_design(tmp_path, text)), tmp_path / "out", settings(count))
    assert count.run == [0, 1]
    hashes = rows(tmp_path / "out").column("result_hash").to_pylist()
    assert hashes[0] == hashes[2] != hashes[1]
    assert folder.missing == []


def test_another_sweep_takes_over_equal_points_from_the_cache(tmp_path: Path) -> None:
    cache, count = tmp_path / "cache", Counting()
    design = sweep.read_design(write_design(tmp_path, steps=5))
    first = sweep.run(design, tmp_path / "a", settings(count, cache=cache))
    other = tmp_path / "other"
    other.mkdir()
    finer = sweep.read_design(write_design(other, steps=9))
    again = Counting()
    sweep.run(finer, tmp_path / "b", settings(again, cache=cache))
    assert again.run == [1, 3, 5, 7]
    taken = rows(tmp_path / "b").take([0, 2, 4, 6, 8]).drop_columns(["point", "seconds"])
    assert taken.equals(rows(tmp_path / "a").drop_columns(["point", "seconds"]))
    assert first.content["result_hash"] != json.loads((tmp_path / "b" / "manifest.json").read_text())["mark"]


def test_the_cache_is_used_only_for_equal_seed_replications_and_figures(tmp_path: Path) -> None:
    cache = tmp_path / "cache"
    design = sweep.read_design(write_design(tmp_path, steps=2))
    sweep.run(design, tmp_path / "first", settings(Counting(), cache=cache))
    others = [
        replace(design, seed=2),
        replace(design, replications=3),
        replace(design, figures=("late_at_deadline.systems", "slippage_months")),
        design,
        replace(design, figures=("slippage_months",)),
    ]
    ran = []
    for number, each in enumerate(others):
        count = Counting()
        sweep.run(each, tmp_path / f"out{number}", settings(count, cache=cache))
        ran.append(count.run)
    assert ran == [[0, 1], [0, 1], [0, 1], [], []]


def test_without_a_cache_nothing_is_taken_over_or_left(tmp_path: Path) -> None:
    design = sweep.read_design(write_design(tmp_path, steps=2))
    for name in ("a", "b"):
        count = Counting()
        sweep.run(design, tmp_path / name, settings(count))
        assert count.run == [0, 1]


def test_a_damaged_entry_of_the_cache_is_run_again(tmp_path: Path) -> None:
    cache, design = tmp_path / "cache", sweep.read_design(write_design(tmp_path, steps=2))
    sweep.run(design, tmp_path / "a", settings(Counting(), cache=cache))
    entry = min(cache.rglob("*.json"))
    entry.write_text(entry.read_text().replace('"replications":2', '"replications":1'))
    count = Counting()
    sweep.run(design, tmp_path / "b", settings(count, cache=cache))
    assert len(count.run) == 1


def test_a_cache_that_cannot_be_written_is_done_without(tmp_path: Path) -> None:
    (tmp_path / "cache").write_text("a file")
    design = sweep.read_design(write_design(tmp_path, steps=2))
    assert sweep.run(design, tmp_path / "out", settings(Counting(), cache=tmp_path / "cache")).missing == []


@pytest.mark.parametrize("way", ["cut", "one byte", "empty", "of another sweep"])
def test_a_damaged_chunk_is_named_and_only_its_points_are_run_again(tmp_path: Path, way: str) -> None:
    design, out = write_design(tmp_path), tmp_path / "out"
    before = swept(design, out).content["result_hash"]
    chunk = out / "chunk-00001.parquet"
    content = bytearray(chunk.read_bytes())
    if way == "cut":
        content = content[: len(content) // 2]
    elif way == "empty":
        content = bytearray()
    elif way == "one byte":
        content[40] ^= 1
    else:
        other = tmp_path / "other"
        other.mkdir()
        swept(write_design(other, GRID.format(steps=7).replace("1.2", "1.3")), other / "out")
        content = bytearray((other / "out" / chunk.name).read_bytes())
    chunk.write_bytes(bytes(content))
    assert sweep.status(out).damaged == (chunk.name,)
    assert sweep.status(out).missing == 3
    kept = (out / "chunk-00000.parquet").stat().st_mtime_ns
    count = Counting()
    again = sweep.run(sweep.read_design(design), out, settings(count))
    assert list(again.damaged) == [chunk.name]
    assert count.run == [3, 4, 5]
    assert (out / "chunk-00000.parquet").stat().st_mtime_ns == kept
    assert again.content["result_hash"] == before
    assert sweep.status(out).damaged == ()


@pytest.mark.parametrize("number", [0, 4, 8, 10, 18, 20, 24, 26, 28])
def test_a_full_disk_is_said_and_loses_nothing_that_was_finished(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    """Which synchronised write finds no room: 0, 28 the manifest, 4 a point, else chunks and their sums."""
    design, out, real = write_design(tmp_path), tmp_path / "out", os.fsync
    left = iter(range(number))

    def full(file: int) -> None:
        if next(left, None) is None:
            raise OSError(errno.ENOSPC, "No space left on device")
        real(file)

    monkeypatch.setattr(atomic_files.os, "fsync", full)
    with pytest.raises(UsageError) as caught:
        swept(design, out)
    assert [fault.code for fault in caught.value.faults] == ["sweep_disk_full"]
    monkeypatch.setattr(atomic_files.os, "fsync", real)
    assert list(out.rglob(".*.part")) == []
    done = sweep.status(out).done if (out / "manifest.json").exists() else 0
    assert f"the {done} finished points are kept" in caught.value.text("en")
    count = Counting()
    assert sweep.run(sweep.read_design(design), out, settings(count)).missing == []
    assert count.run == list(range(done, 7))


def test_a_disk_that_refuses_to_write_says_why(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(_: int) -> None:
        raise OSError(errno.EIO, "Input/output error")

    monkeypatch.setattr(atomic_files.os, "fsync", broken)
    with pytest.raises(UsageError, match="Input/output error"):
        swept(write_design(tmp_path), tmp_path / "out")


def test_two_sweeps_never_write_to_one_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(atomic_files, "WAIT_SECONDS", 0.1)
    design, out = write_design(tmp_path), tmp_path / "out"
    begun, go_on = threading.Event(), threading.Event()

    def slow(job: Job, stop: Stop) -> Row:
        begun.set()
        go_on.wait(60)
        return made_row(job, stop)

    read = sweep.read_design(design)
    thread = threading.Thread(target=sweep.run, args=(read, out, settings(slow)))
    thread.start()
    assert begun.wait(60)
    assert sweep.status(out).running
    with pytest.raises(UsageError) as caught:
        swept(design, out)
    assert [fault.code for fault in caught.value.faults] == ["sweep_locked"]
    go_on.set()
    thread.join()
    assert not sweep.status(out).running
    assert sweep.status(out).missing == 0


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda text: text.replace("1.2", "1.3"), "the design"),
        (lambda text: text.replace("replications = 2", "replications = 3"), "the replications"),
        (lambda text: text.replace("[design]", "seed = 9\n[design]"), "the seed"),
        (lambda text: text.replace("[design]", 'base = "yen_160"\n[design]'), "the design (points, axes"),
    ],
)
def test_a_folder_takes_no_other_sweep(tmp_path: Path, change: Callable[[str], str], said: str) -> None:
    swept(write_design(tmp_path), tmp_path / "out")
    other = write_design(tmp_path, change(GRID.format(steps=7)))
    with pytest.raises(UsageError) as caught:
        swept(other, tmp_path / "out")
    assert [fault.code for fault in caught.value.faults] == ["sweep_other"]
    assert said in caught.value.text("en")


def test_another_title_is_the_same_sweep(tmp_path: Path) -> None:
    first = swept(write_design(tmp_path), tmp_path / "out").content["result_hash"]
    other = write_design(tmp_path, GRID.format(steps=7).replace("Made", "Renamed"))
    assert swept(other, tmp_path / "out").content["result_hash"] == first


def test_a_folder_of_other_models_or_request_files_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    own = '[scenario]\ntitle_en = "own"\nextends = "baseline"\n[running]\ncloud_fee_factor = {}\n'
    (tmp_path / "own.toml").write_text(own.format(0.7), encoding="utf-8")
    text = '[sweep]\nbase = "own.toml"\n[design]\nkind = "grid"\n[axes]\n"prices.inflation" = [0.01]\n'
    design, out = write_design(tmp_path, text), tmp_path / "out"
    swept(design, out)
    (tmp_path / "own.toml").write_text(own.format(0.8), encoding="utf-8")
    here = replace(identity(), model_source_hash="0" * 64, data_hash="1" * 64)
    monkeypatch.setattr(sweep.drive, "identity", lambda: here)
    with pytest.raises(UsageError) as caught:
        swept(design, out)
    said = caught.value.text("en")
    assert all(word in said for word in ("request files", "sources of the model", "published data"))
    assert "seed" not in said


def test_a_folder_with_other_files_is_left_alone(tmp_path: Path) -> None:
    out = tmp_path / "out"
    out.mkdir()
    (out / "thesis.txt").write_text("mine")
    with pytest.raises(UsageError) as caught:
        swept(write_design(tmp_path), out)
    assert [fault.code for fault in caught.value.faults] == ["out_not_ours"]
    manifests = {
        '{"schema": 1}': "out_not_ours",
        '{"kind": "sweep", "sanwari": "0.1.0"}': "sweep_earlier",
        '{"kind": "sweep"': "out_unreadable",
        disk.to_json(disk.sealed({"kind": "run", "content": "baseline", "files": {}})): "out_not_ours",
    }
    for text, code in manifests.items():
        (out / "manifest.json").write_text(text)
        with pytest.raises(UsageError) as caught:
            swept(write_design(tmp_path), out)
        assert [fault.code for fault in caught.value.faults] == [code]
        assert sorted(path.name for path in out.iterdir()) == ["manifest.json", "thesis.txt"]


def test_notes_laid_into_a_sweep_stay(tmp_path: Path) -> None:
    design, out = sweep.read_design(write_design(tmp_path)), tmp_path / "out"
    sweep.run(design, out, settings(made_row, stop=lambda: (out / "points" / "0000000.json").exists()))
    notes = [out / name for name in ("notes.txt", ".my.1.part", "points/notes.json", "points/.x.2.part")]
    for note in notes:
        note.write_text("mine")
    left = [out / ".manifest.json.99.part", out / "points" / ".0000001.json.99.part"]
    for part in left:
        part.write_text("half")
    assert sweep.run(design, out, settings(made_row)).missing == []
    assert all(note.read_text() == "mine" for note in notes)
    assert not any(part.exists() for part in left)


@pytest.mark.parametrize("what", ["all", "content", "manifest"])
def test_a_sweep_whose_folder_is_removed_says_so_and_the_folder_can_be_used_again(
    tmp_path: Path, what: str
) -> None:
    design, out = sweep.read_design(write_design(tmp_path)), tmp_path / "out"

    def removed(job: Job, stop: Stop) -> Row:
        if job.number == 4:
            paths = [out / "manifest.json"] if what == "manifest" else list(out.iterdir())
            for path in [out] if what == "all" else paths:
                shutil.rmtree(path) if path.is_dir() else path.unlink()
        return made_row(job, stop)

    with pytest.raises(UsageError) as caught:
        sweep.run(design, out, settings(removed))
    assert [fault.code for fault in caught.value.faults] == ["sweep_vanished"]
    assert out.exists() == (what != "all")
    if what == "manifest":
        shutil.rmtree(out)  # chunks without a manifest are nobody's: the user takes them away
    assert sweep.run(design, out, settings(made_row)).missing == []


@pytest.mark.fuzz
def test_no_damaged_file_of_a_sweep_is_used(tmp_path: Path) -> None:
    """Whatever bit is flipped: what comes out is what was there, less what is named as damaged."""
    design, out = write_design(tmp_path), tmp_path / "out"
    before = swept(design, out).content["result_hash"]
    content = {path: path.read_bytes() for path in sorted(out.iterdir()) if path.stat().st_size}
    chance = random.Random(1)  # noqa: S311 - places to damage, no secret
    for _ in range(tries(40, 1_000)):
        path = chance.choice(list(content))
        harmed = bytearray(content[path])
        place = chance.randrange(len(harmed))
        harmed[place] ^= 1 << chance.randrange(8)
        path.write_bytes(bytes(harmed))
        if path.name == "manifest.json":
            with suppress(UsageError):  # white space between the words of JSON says nothing
                assert sweep.status(out).result_hash == before
        else:
            assert sweep.status(out).damaged == (path.name.removesuffix(".sha256"),)
        path.write_bytes(content[path])
    assert sweep.status(out).result_hash == before


@pytest.mark.parametrize("kind", ["pipe", "device"])
def test_the_state_of_a_sweep_waits_for_no_pipe_and_no_device(tmp_path: Path, kind: str) -> None:
    """What stands for the sums of a chunk is as good as damaged, what stands for a row as good as absent."""
    swept(write_design(tmp_path), tmp_path / "out")
    chunk = min((tmp_path / "out").glob("*.parquet"))
    sums = next(path for path in (tmp_path / "out").iterdir() if path.name.startswith(f"{chunk.name}."))
    waiting = tmp_path / "out" / WAITING
    waiting.mkdir(exist_ok=True)
    sums.unlink()
    for place in (sums, waiting / "0.json"):
        if kind == "pipe":
            os.mkfifo(place)
        else:
            place.symlink_to("/dev/zero")
    assert sweep.status(tmp_path / "out").damaged == (chunk.name,)


def test_a_file_that_is_there_is_overwritten_only_when_told(tmp_path: Path) -> None:
    out, file = tmp_path / "out", tmp_path / "rows.csv"
    swept(write_design(tmp_path), out)
    for theirs in (b"name,amount\n", b"", b"\xff\xfe\0", b"point,mine\n", b"point\nMY NOTE 0\n"):
        file.write_bytes(theirs)
        with pytest.raises(UsageError) as caught:
            sweep.export_csv(out, file)
        assert [fault.code for fault in caught.value.faults] == ["sweep_csv_exists"]
        assert file.read_bytes() == theirs
    file.unlink()
    for columns in ((), ("point", "result_hash"), ()):
        assert sweep.export_csv(out, file, columns, replace=file.exists()).rows == 7


def test_a_point_that_fails_is_a_row_with_its_fault_and_the_others_stand(tmp_path: Path) -> None:
    text = """
[sweep]
figures = ["late_at_deadline.systems"]
[design]
kind = "grid"
[axes]
"deadline.day" = [2026-03-31, 2027-03-31]
"deadline.extended_day" = [2026-03-31, 2027-03-31]
"""
    folder = swept(write_design(tmp_path, text), tmp_path / "out")
    state = sweep.status(tmp_path / "out")
    assert (state.done, state.failed, state.missing) == (4, 1, 0)
    assert state.result_hash == folder.content["result_hash"]
    ((number, japanese, english),) = state.faults
    assert number == 2
    assert "cannot lie before deadline.day" in english
    assert "より前にはできません" in japanese
    table = rows(tmp_path / "out").to_pylist()
    assert [row["result_hash"] == FAILED_HASH for row in table] == [False, False, True, False]
    assert [row["late_at_deadline.systems.p50"] is None for row in table] == [False, False, True, False]


def test_rows_with_failures_are_counted_and_not_shared(tmp_path: Path) -> None:
    def compute(job: Job, stop: Stop) -> Row:
        return replace(made_row(job, stop), replications=1, failed_replications=1)

    design, cache = sweep.read_design(write_design(tmp_path)), tmp_path / "cache"
    sweep.run(design, tmp_path / "out", settings(compute, cache=cache))
    assert sweep.status(tmp_path / "out").failed_replications == 7
    assert not cache.exists()


def test_progress_counts_what_this_call_has_to_do(tmp_path: Path) -> None:
    told: list[tuple[int, int]] = []
    design, count = sweep.read_design(write_design(tmp_path)), Counting()
    sweep.run(design, tmp_path / "out", settings(count, stop=lambda: len(count.run) == 4))
    progress = settings(count, progress=lambda done, total: told.append((done, total)))
    sweep.run(design, tmp_path / "out", progress)
    assert told == [(1, 3), (2, 3), (3, 3)]


def test_the_model_source_hash_moves_with_what_can_change_a_row_and_nothing_else(tmp_path: Path) -> None:
    shown = ("cli/words.py", "figures/costs.py", "render/vega/maps.py", "web/app.py")
    counting = ("rules.py", "analysis/sweep/point.py", "data.csv")
    for name in (*shown, *counting):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("a = 1\n")

    def changed(name: str) -> bool:
        before = model_source_hash.__wrapped__(tmp_path)
        (tmp_path / name).write_text("a = 2\n")
        return bool(model_source_hash.__wrapped__(tmp_path) != before)

    assert [name for name in counting if not changed(name)] == []
    assert [name for name in shown if changed(name)] == []


def test_every_part_that_is_said_to_change_no_row_is_there() -> None:
    assert [name for name in NO_RESULT if not (PACKAGE / name).exists()] == []


def test_chunks_hold_every_point_once() -> None:
    parts = chunks.chunks_of(7, 3)
    assert [(part.first, part.end) for part in parts] == [(0, 3), (3, 6), (6, 7)]
    assert [part.file for part in parts][2] == "chunk-00002.parquet"


def test_a_sweep_of_ten_thousand_points_is_a_handful_of_files(tmp_path: Path) -> None:
    design = replace(sweep.read_design(write_design(tmp_path)), points=((1.0,),) * 10_000)
    with opened(tmp_path / "out", design, identity(), None) as folder:
        assert len(folder.chunks) == 4
