"""Folders of results: whole or absent, and never over what is not ours."""

from __future__ import annotations

import json
import os
import random
import shutil
import stat
from collections.abc import Callable
from pathlib import Path

import pytest
from support.soak import tries

from sim import disk
from sim.disk import atomic_files
from sim.disk.manifest import UNFINISHED
from sim.errors import UsageError

FILES = {"summary.json": b'{"late": 5830}\n', "charts/late.png": bytes(range(256)) * 8}


def write(
    folder: Path, about: str = "baseline", replace: bool = False, files: dict[str, bytes] = FILES
) -> None:
    with disk.replacing(folder, about, replace) as part:
        for name, content in files.items():
            (part / name).parent.mkdir(exist_ok=True)
            (part / name).write_bytes(content)
        disk.seal(part, {"kind": "run", "content": about})


def held(folder: Path) -> dict[str, bytes]:
    """Every file of a folder but the manifest, and links by where they lead."""
    return {
        path.relative_to(folder).as_posix(): path.readlink().as_posix().encode()
        if path.is_symlink()
        else path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.name != disk.MANIFEST and (path.is_symlink() or path.is_file())
    }


def codes(folder: Path, about: str = "baseline", replace: bool = False) -> list[str]:
    """Codes of the faults for which nothing is written into a folder, whose content stays as it was."""
    before = held(folder) if os.path.isdir(folder) else None  # noqa: PTH112 - Path would raise for a long name
    with pytest.raises(UsageError) as refused:
        write(folder, about, replace)
    assert all(fault.text(lang) for fault in refused.value.faults for lang in ("ja", "en"))
    assert before is None or held(folder) == before
    return [fault.code for fault in refused.value.faults]


@pytest.fixture
def run(tmp_path: Path) -> Path:
    """A finished folder."""
    write(tmp_path / "run")
    return tmp_path / "run"


def test_a_folder_stands_whole_with_the_sums_of_its_files(run: Path) -> None:
    assert held(run) == FILES
    manifest = disk.verify(run, FILES)
    assert (manifest["made_by"], manifest["content"]) == ("sanwari", "baseline")
    assert set(manifest["files"]) == set(FILES)
    assert stat.S_IMODE(run.stat().st_mode) == 0o755
    assert [path.name for path in run.parent.iterdir()] == ["run"]


def test_results_are_replaced_whole_under_a_new_id(run: Path) -> None:
    first = disk.verify(run, ())["folder_id"]
    write(run, files={"other.txt": b"new"})
    assert held(run) == {"other.txt": b"new"}
    assert disk.verify(run, ())["folder_id"] != first
    assert [path.name for path in run.parent.iterdir()] == ["run"]


@pytest.mark.parametrize(
    "manifest",
    [
        None,
        b'{"name": "My app", "icons": [], "start_url": "/"}',
        b"[1, 2]",
        b"",
        b"\xff\xfe not text",
        b'{"made_by": "sanwari"',
        b'{"made_by": "sanwari", "kind": "run", "content": "baseline", "files": {}}',
        b'{"sanwari": "0.1.0", "content": "baseline", "command": "sanwari run baseline"}',
        b'{"kind": "backtest", "command": "sanwari backtest"}',
        b"[" * 100_000,
        b'{"made_by": ' + b"9" * 5_000 + b"}",
    ],
)
@pytest.mark.parametrize("replace", [False, True])
def test_a_strangers_folder_stays_whatever_its_manifest_says(
    tmp_path: Path, manifest: bytes | None, replace: bool
) -> None:
    folder = tmp_path / "thesis"
    (folder / "photos").mkdir(parents=True)
    (folder / "thesis.docx").write_bytes(b"ten years of work")
    (folder / "photos" / "1.jpg").write_bytes(b"the sea")
    if manifest is not None:
        (folder / disk.MANIFEST).write_bytes(manifest)
    (code,) = codes(folder, replace=replace)
    assert code in {"out_not_ours", "out_unreadable", "out_earlier"}
    assert [path.name for path in tmp_path.iterdir()] == ["thesis"]


@pytest.mark.parametrize("name", ["notes.txt", "charts/mine.png", ".hidden", "sub/deep/letter.txt"])
@pytest.mark.parametrize("replace", [False, True])
def test_notes_laid_beside_results_stay(run: Path, name: str, replace: bool) -> None:
    (run / name).parent.mkdir(parents=True, exist_ok=True)
    (run / name).write_bytes(b"mine")
    assert codes(run, replace=replace) == ["out_foreign"]
    with pytest.raises(UsageError, match=name.split("/")[-1]):
        disk.require_same(run, "baseline")
    (run / name).unlink()
    write(run)


@pytest.mark.parametrize("target", ["summary.json", "/nonexistent", "."])
def test_links_inside_results_count_as_a_strangers(run: Path, target: str) -> None:
    (run / "link").symlink_to(target)
    assert codes(run) == ["out_foreign"]
    (run / "link").unlink()
    (run / "summary.json").unlink()
    (run / "summary.json").symlink_to("charts/late.png")
    assert codes(run, replace=True) == ["out_foreign"]


def test_results_that_somebody_has_changed_are_replaced_only_when_told(run: Path) -> None:
    (run / "summary.json").write_bytes(b'{"late": 5831}\n')
    assert codes(run) == ["out_changed"]
    write(run, replace=True)
    assert held(run) == FILES


def test_results_that_somebody_has_removed_are_written_again(run: Path) -> None:
    (run / "summary.json").unlink()
    shutil.rmtree(run / "charts")
    write(run)
    assert held(run) == FILES


def test_what_file_managers_lay_down_is_in_nobodys_way(run: Path) -> None:
    (run / "charts" / ".DS_Store").write_bytes(b"\0")
    (run / "Thumbs.db").write_bytes(b"\0")
    write(run)
    assert held(run) == FILES


def test_all_that_is_in_the_way_is_said_at_once(run: Path) -> None:
    (run / "summary.json").write_bytes(b"{}")
    (run / "mine.txt").write_bytes(b"mine")
    assert codes(run, "yen_160") == ["out_foreign", "out_other_result", "out_changed"]


def test_results_about_something_else_are_replaced_only_when_told(run: Path) -> None:
    assert codes(run, "yen_160") == ["out_other_result"]
    write(run, "yen_160", replace=True)
    assert disk.verify(run, ())["content"] == "yen_160"


def test_a_sweep_is_never_replaced(tmp_path: Path) -> None:
    (tmp_path / "run").mkdir()
    disk.write_json(tmp_path / "run" / disk.MANIFEST, disk.sealed({"kind": "sweep"}))
    assert codes(tmp_path / "run", replace=True) == ["out_is_sweep"]


@pytest.mark.parametrize("flip", range(8))
def test_a_manifest_with_a_flipped_bit_is_neither_used_nor_overwritten(run: Path, flip: int) -> None:
    path = run / disk.MANIFEST
    content = path.read_bytes()
    chance, tried = random.Random(flip), 0  # noqa: S311 - places to damage, no secret
    while tried < tries(10, 200):
        place, bit = chance.randrange(len(content)), chance.randrange(8)
        damaged = bytearray(content)
        damaged[place] ^= 1 << bit
        if content[place : place + 1].isspace() or bytes(damaged[place : place + 1]).isspace():
            continue  # between the words of JSON white space says nothing
        path.write_bytes(damaged)
        assert codes(run, replace=True) == ["out_unreadable"], damaged
        with pytest.raises(disk.UnusableError):
            disk.verify(run, ())
        tried += 1


def test_a_folder_reached_through_a_link_stays_a_link(run: Path, tmp_path: Path) -> None:
    link = tmp_path / "latest"
    link.symlink_to("run")
    write(link, files={"new.txt": b"new"})
    assert link.is_symlink()
    assert held(run) == {"new.txt": b"new"}
    dangling = tmp_path / "next"
    dangling.symlink_to("deep/made")
    write(dangling)
    assert dangling.is_symlink()
    assert held(tmp_path / "deep" / "made") == FILES


def test_a_folder_that_is_a_file_a_circle_of_links_or_where_one_is_gets_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_bytes(b"mine")
    assert codes(tmp_path / "file") == ["out_is_file"]
    assert codes(tmp_path / "file" / "below") == ["out_is_file"]
    assert codes(tmp_path / "\udcff") == ["out_name"]
    (tmp_path / "a").symlink_to("b")
    (tmp_path / "b").symlink_to("a")
    assert codes(tmp_path / "a") in (["out_name"], ["out_is_file"])
    here = tmp_path / "here" / "below"
    here.mkdir(parents=True)
    monkeypatch.chdir(here)
    assert codes(Path()) == ["out_is_here"]
    assert codes(here) == ["out_is_here"]
    assert codes(tmp_path / ("x" * 300)) == ["out_name"]


def test_an_empty_folder_may_be_used(tmp_path: Path) -> None:
    (tmp_path / "run").mkdir()
    write(tmp_path / "run")
    assert held(tmp_path / "run") == FILES


@pytest.mark.parametrize("late", [False, True])
def test_a_temporary_folder_that_was_removed_meanwhile_is_said(tmp_path: Path, late: bool) -> None:
    def removed() -> None:
        with disk.replacing(tmp_path / "a" / "run", "x") as part:
            if not late:
                shutil.rmtree(part)
            (part / "summary.json").write_bytes(b"{}")
            disk.seal(part, {"kind": "run", "content": "x"})
            shutil.rmtree(part)

    with pytest.raises(UsageError) as refused:
        removed()
    assert refused.value.faults[0].code == "out_vanished"
    assert list(tmp_path.iterdir()) == []


def test_what_is_being_written_is_never_taken_for_left_behind_whatever_the_clock_says(tmp_path: Path) -> None:
    with disk.replacing(tmp_path / "run", "x") as part:
        (part / "slow.txt").write_bytes(b"slow")
        os.utime(part, (0.0, 0.0))
        write(tmp_path / "run", "x")  # another command, which looks for what killed ones left
        assert (part / "slow.txt").exists()
        disk.seal(part, {"kind": "run", "content": "x"})
    assert held(tmp_path / "run") == {"slow.txt": b"slow"}
    assert [path.name for path in tmp_path.iterdir()] == ["run"]


def test_what_killed_commands_left_goes_with_the_next_one_and_nothing_else_does(tmp_path: Path) -> None:
    left = [".run.sanwari-abcd1234", ".run.sanwari-wxyz_789"]
    others = [".run.mine", ".other.sanwari-abcd1234", ".run.sanwari-notes", "sanwari-abcd1234"]
    for name in (*left, *others):
        (tmp_path / name / "charts").mkdir(parents=True)
        (tmp_path / name / "charts" / "half.png").write_bytes(b"half")
    for name in left:
        (tmp_path / name / UNFINISHED).touch()
    write(tmp_path / "run")
    assert {path.name for path in tmp_path.iterdir()} == {"run", *others}


@pytest.mark.parametrize("name", [".run.sanwari-mybackup", ".run.sanwari-notes_24.old"])
@pytest.mark.parametrize("exists", [False, True])
def test_a_strangers_folder_that_is_named_like_ours_stays_where_it_is(
    tmp_path: Path, name: str, exists: bool
) -> None:
    if exists:
        write(tmp_path / "run")
    (tmp_path / name).mkdir()
    (tmp_path / name / "thesis").write_bytes(b"mine")
    write(tmp_path / "run")
    assert held(tmp_path / name) == {"thesis": b"mine"}
    assert {path.name for path in tmp_path.iterdir()} == {"run", name}


@pytest.mark.parametrize("left", ["empty", "begun", "sealed", "half gone"])
def test_a_kill_at_any_moment_of_writing_or_removing_leaves_what_the_next_command_removes(
    run: Path, left: str
) -> None:
    part = run.parent / ".run.sanwari-abcd1234"
    shutil.copytree(run, part)
    if left != "sealed":
        for path in part.iterdir():
            shutil.rmtree(path) if path.is_dir() else path.unlink()
    if left in ("begun", "half gone"):
        (part / UNFINISHED).touch()
    if left == "half gone":
        (part / "summary.json").write_bytes(b"half")
    write(run)
    assert [path.name for path in run.parent.iterdir()] == ["run"]


@pytest.mark.parametrize("kind", ["pipe", "endless", "huge"])
def test_a_manifest_that_is_no_file_of_ours_is_not_waited_for(tmp_path: Path, kind: str) -> None:
    (tmp_path / "run").mkdir()
    path = tmp_path / "run" / disk.MANIFEST
    if kind == "pipe":
        os.mkfifo(path)
    elif kind == "endless":
        path.symlink_to("/dev/zero")
    else:
        path.touch()
        os.truncate(path, 10**12)  # takes no room on the disk
    with pytest.raises(UsageError) as refused:
        disk.require_same(tmp_path / "run", "baseline")
    assert refused.value.faults[0].code == "out_unreadable"


@pytest.mark.parametrize(
    "files",
    [
        5,
        None,
        ["a.txt"],
        {"a.txt": 5},
        {"a.txt": {"bytes": "1", "sha256": ""}},
        {"/etc/passwd": {"bytes": 1, "sha256": ""}},
        {"../x": {"bytes": 1, "sha256": ""}},
    ],
)
def test_a_sealed_manifest_that_lists_no_files_as_ours_do_is_not_used(tmp_path: Path, files: object) -> None:
    (tmp_path / "run").mkdir()
    content = disk.sealed({"kind": "run", "content": "baseline", "files": files})
    disk.write_json(tmp_path / "run" / disk.MANIFEST, content)
    assert codes(tmp_path / "run", replace=True) == ["out_unreadable"]


def test_results_that_made_room_when_a_command_was_killed_come_back(run: Path) -> None:
    run.rename(run.parent / ".run.sanwari-killed_1.old")
    disk.require_same(run, "baseline")
    assert held(run) == FILES
    assert [path.name for path in run.parent.iterdir()] == ["run"]


def test_old_results_go_once_new_ones_stand_even_if_the_command_was_killed_then(run: Path) -> None:
    shutil.copytree(run, run.parent / ".run.sanwari-killed_1.old")
    write(run, files={"new.txt": b"new"})
    assert held(run) == {"new.txt": b"new"}
    assert [path.name for path in run.parent.iterdir()] == ["run"]


def test_results_do_not_come_back_under_a_command_that_is_about_to_replace_them(run: Path) -> None:
    def between(rename: Callable[[Path, Path], Path], path: Path, target: Path) -> Path:
        if path.name.startswith(".run") and target == run:  # the old ones have made room
            assert not run.exists()
            disk.require_same(run, "baseline")
            assert not run.exists()
        return rename(path, target)

    rename = Path.rename
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Path, "rename", lambda path, target: between(rename, path, target))
        write(run, files={"new.txt": b"new"})
    assert held(run) == {"new.txt": b"new"}


def test_of_two_commands_at_once_the_later_one_stands_and_nothing_else_is_left(tmp_path: Path) -> None:
    with disk.replacing(tmp_path / "run", "x") as part:
        write(tmp_path / "run", "x")
        (part / "later").write_bytes(b"")
        disk.seal(part, {"kind": "run", "content": "x"})
    assert held(tmp_path / "run") == {"later": b""}
    assert [path.name for path in tmp_path.iterdir()] == ["run"]


def test_two_commands_that_move_the_folder_at_one_moment_lose_nothing(
    run: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rename, others = Path.rename, iter([True])

    def meanwhile(path: Path, target: Path) -> Path:
        if target == run and next(others, False):  # the other one is a moment quicker
            write(run, files={"quicker": b""})
        return rename(path, target)

    monkeypatch.setattr(Path, "rename", meanwhile)
    write(run, files={"later": b""})
    assert held(run) == {"later": b""}
    assert [path.name for path in run.parent.iterdir()] == ["run"]


def test_a_note_laid_down_in_the_last_moment_stays(run: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    rename = Path.rename

    def meanwhile(path: Path, target: Path) -> Path:
        if path == run:
            (run / "note.txt").write_bytes(b"mine")
        return rename(path, target)

    monkeypatch.setattr(Path, "rename", meanwhile)
    with pytest.raises(UsageError, match=r"note\.txt"):
        write(run)
    assert held(run) == {**FILES, "note.txt": b"mine"}
    assert [path.name for path in run.parent.iterdir()] == ["run"]


def test_results_about_something_else_that_came_meanwhile_stay(tmp_path: Path) -> None:
    def meanwhile(replace: bool) -> None:
        with disk.replacing(tmp_path / "run", "x", replace) as part:
            write(tmp_path / "run", "y", replace=True)
            disk.seal(part, {"kind": "run", "content": "x"})

    with pytest.raises(UsageError) as refused:
        meanwhile(replace=False)
    assert refused.value.faults[0].code == "out_other_result"
    assert disk.verify(tmp_path / "run", ())["content"] == "y"
    meanwhile(replace=True)
    assert disk.verify(tmp_path / "run", ())["content"] == "x"


@pytest.mark.parametrize("error", [KeyboardInterrupt, ValueError])
def test_an_interrupted_command_leaves_what_was_there(tmp_path: Path, error: type[BaseException]) -> None:
    folder = tmp_path / "a" / "b" / "run"
    with pytest.raises(error), disk.replacing(folder, "x"):
        raise error
    assert list(tmp_path.iterdir()) == []
    write(folder)
    with pytest.raises(error), disk.replacing(folder, "baseline"):
        raise error
    assert held(folder) == FILES
    assert [path.name for path in folder.parent.iterdir()] == ["run"]


@pytest.mark.parametrize("name", FILES)
def test_a_file_that_is_not_as_it_was_written_is_told_before_anything_parses_it(run: Path, name: str) -> None:
    content = (run / name).read_bytes()
    for damaged in (b"", content[:-1], content + b"\0", bytes([content[0] ^ 1]) + content[1:]):
        (run / name).write_bytes(damaged)
        with pytest.raises(disk.UnusableError) as told:
            disk.verify(run, (name,))
        assert (told.value.code, told.value.file) == ("file_damaged", name)
    (run / name).write_bytes(content)
    disk.verify(run, (name,))


def test_everything_is_on_the_disk_before_it_takes_its_place(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    done: list[str] = []
    sync, rename = atomic_files.os.fsync, Path.rename

    def synced(number: int) -> None:
        done.append(Path(f"/proc/self/fd/{number}").readlink().name)
        sync(number)

    def renamed(path: Path, target: Path) -> Path:
        done.append(f"-> {target.name}")
        return rename(path, target)

    monkeypatch.setattr(atomic_files.os, "fsync", synced)
    monkeypatch.setattr(Path, "rename", renamed)
    write(tmp_path / "run")
    moved = done.index("-> run")
    assert {"summary.json", "late.png", "charts", disk.MANIFEST} <= set(done[:moved])
    assert done.index("summary.json") < done.index(disk.MANIFEST)
    assert done[moved + 1] == tmp_path.name


def test_a_whole_file_is_the_old_one_or_the_new_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "rows.csv"
    disk.write_whole(path, b"old")

    def fails(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(atomic_files.os, "fsync", fails)
    with pytest.raises(OSError, match="space"):
        disk.write_whole(path, b"new")
    assert [(each.name, each.read_bytes()) for each in tmp_path.iterdir()] == [("rows.csv", b"old")]


def test_json_is_readable_and_has_no_number_that_is_none(tmp_path: Path) -> None:
    assert disk.to_json({"name": "弘前市"}) == '{\n "name": "弘前市"\n}\n'
    with pytest.raises(ValueError, match="JSON"):
        disk.write_json(tmp_path / "x.json", {"ratio": float("nan")})
    assert json.loads(disk.to_json(disk.sealed({"a": 1})))["made_by"] == "sanwari"


def test_an_empty_folder_of_a_killed_look_goes_with_the_next_command(tmp_path: Path) -> None:
    (tmp_path / ".run.sanwari-abcd1234.old").mkdir()
    write(tmp_path / "run")
    assert [path.name for path in tmp_path.iterdir()] == ["run"]
