"""Locks: of one process at a time, free once it has ended however that was, on disks that have none, too."""

from __future__ import annotations

import errno
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from support.paths import PLACES

from sim import disk
from sim.disk import atomic_files
from sim.disk.atomic_files import folder_locked, locked, remove_parts, sync

NO_LOCKS = """
import errno, filelock

def none(*_, **__):
    raise OSError(errno.ENOLCK, "No locks available")

filelock.lock_descriptor = none
"""
HOLDER = """
import sys, time
from pathlib import Path
from sim.disk import atomic_files

place = Path(sys.argv[2])
with getattr(atomic_files, sys.argv[1])(place) as got:
    print(got, flush=True)
    time.sleep(600)
"""
KINDS = {"locked": locked, "folder_locked": folder_locked}


@pytest.fixture(params=["of the system", "beside", "not POSIX"])
def disk_kind(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """A disk with locks; one without, as over some networks; a system whose folders cannot be opened."""
    kind: str = request.param
    if kind != "of the system":

        def none(*_: object, **__: object) -> bool:
            raise OSError(errno.ENOLCK, "No locks available")

        monkeypatch.setattr(atomic_files._locks(), "lock_descriptor", none)
    if kind == "not POSIX":
        monkeypatch.setattr(atomic_files, "_OF_FOLDERS", None)
    return kind


@pytest.fixture(params=["locked", "folder_locked"])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> tuple[str, Path]:
    """A kind of lock, and what it is of."""
    path = tmp_path / "place"
    if request.param == "folder_locked":
        path.mkdir()
    return request.param, path


@contextmanager
def holder(kind: str, function: str, path: Path) -> Iterator[None]:
    """Another process holds a lock meanwhile, and then is killed."""
    before = "" if kind == "of the system" else NO_LOCKS
    before += "import os\ndel os.O_DIRECTORY\n" if kind == "not POSIX" else ""
    process = subprocess.Popen(
        [sys.executable, "-c", before + HOLDER, function, str(path)],
        env={**os.environ, "PYTHONPATH": PLACES},
        stdout=subprocess.PIPE,
        encoding="utf-8",
    )
    assert process.stdout is not None
    try:
        assert process.stdout.readline() == "True\n"
        yield
    finally:
        process.send_signal(signal.SIGKILL)
        process.communicate()


def left_over(path: Path) -> list[str]:
    return [each.name for each in path.parent.iterdir() if each != path]


def test_a_lock_is_that_of_one_process_and_is_free_after_a_kill(
    disk_kind: str, place: tuple[str, Path]
) -> None:
    function, path = place
    with holder(disk_kind, function, path):
        for wait in (0.0, 0.2):
            with KINDS[function](path, wait) as got:
                assert got is False
    with KINDS[function](path, 0.0) as got:
        assert got is True
    assert left_over(path) == []


def test_a_lock_can_be_had_again_and_leaves_nothing(disk_kind: str, place: tuple[str, Path]) -> None:
    function, path = place
    for _ in range(2):
        with KINDS[function](path) as got:
            assert got is True
            with KINDS[function](path, 0.0) as again:
                assert again is False, disk_kind
    assert left_over(path) == []


@pytest.mark.usefixtures("disk_kind")
def test_a_folder_that_is_not_there_has_no_lock(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError), folder_locked(tmp_path / "none"):
        pass
    assert list(tmp_path.iterdir()) == []


@pytest.mark.usefixtures("disk_kind")
def test_results_are_whole_on_any_disk_and_what_is_written_is_not_taken_for_left_behind(
    tmp_path: Path,
) -> None:
    with disk.replacing(tmp_path / "run", "x") as part:
        (part / "slow.txt").write_bytes(b"slow")
        with disk.replacing(tmp_path / "run", "x") as quick:
            disk.seal(quick, {"kind": "run", "content": "x"})
        assert (part / "slow.txt").exists()
        disk.seal(part, {"kind": "run", "content": "x"})
    assert disk.verify(tmp_path / "run", ["slow.txt"])["content"] == "x"
    assert [path.name for path in tmp_path.iterdir()] == ["run"]


def test_what_a_killed_process_left_goes_on_any_disk(disk_kind: str, tmp_path: Path) -> None:
    part = tmp_path / ".run.sanwari-abcd1234"
    part.mkdir()
    with holder(disk_kind, "folder_locked", part):
        with disk.replacing(tmp_path / "run", "x") as mine:
            disk.seal(mine, {"kind": "run", "content": "x"})
        assert part.exists()
    with disk.replacing(tmp_path / "run", "x") as mine:
        disk.seal(mine, {"kind": "run", "content": "x"})
    assert [path.name for path in tmp_path.iterdir()] == ["run"]


@pytest.mark.usefixtures("disk_kind")
@pytest.mark.parametrize("windows", [False, True])
def test_half_written_files_go_unless_they_are_being_written(
    windows: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if windows:
        monkeypatch.setattr(atomic_files, "_IS_WINDOWS", True)
        monkeypatch.setattr(atomic_files, "_OF_FOLDERS", None)
    left, written = tmp_path / ".a.csv.123.part", tmp_path / ".b.csv.456.part"
    left.touch()
    names = atomic_files.re.compile("[ab].csv")
    with locked(written) as got:
        assert got
        remove_parts(tmp_path, names)
        assert written.exists()
        assert not left.exists()
    disk.write_named(tmp_path / "b.csv", b"new")
    assert [(each.name, each.read_bytes()) for each in tmp_path.iterdir()] == [("b.csv", b"new")]


@pytest.mark.usefixtures("disk_kind")
def test_a_file_that_is_being_written_is_not_taken_for_left_behind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fsync, looked = os.fsync, []

    def synced(number: int) -> None:
        if not looked:  # another process looks for what killed ones left, before the file takes its place
            looked.append(number)
            remove_parts(tmp_path, atomic_files.re.compile("a.csv"))
        fsync(number)

    monkeypatch.setattr(atomic_files.os, "fsync", synced)
    disk.write_whole(tmp_path / "a.csv", b"whole")
    assert looked
    assert [(each.name, each.read_bytes()) for each in tmp_path.iterdir()] == [("a.csv", b"whole")]


def test_a_file_that_may_only_be_read_can_be_asked_for_its_lock(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As `sweep status` asks on a disk that takes nothing."""
    path, open_ = tmp_path / "lock", os.open
    path.touch()

    def opened(file: Path, flags: int, *more: int) -> int:
        if flags & os.O_RDWR:
            raise OSError(errno.EROFS, "Read-only file system", str(file))
        return open_(file, flags, *more)

    monkeypatch.setattr(atomic_files.os, "open", opened)
    with locked(path, 0.0) as got:
        assert got is True
    with pytest.raises(OSError, match="Read-only"), locked(tmp_path / "none", 0.0):
        pass


@pytest.mark.parametrize(("number", "refused"), [(errno.EINVAL, False), (errno.EIO, True)])
def test_a_folder_that_its_disk_cannot_put_down_is_left_to_the_system(
    number: int, refused: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").touch()

    def fails(_: int) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(atomic_files.os, "fsync", fails)
    with pytest.raises(OSError, match=os.strerror(number)):
        sync(tmp_path / "file")
    if refused:
        with pytest.raises(OSError, match=os.strerror(number)):
            sync(tmp_path)
    else:
        sync(tmp_path)
    monkeypatch.setattr(atomic_files, "_OF_FOLDERS", None)
    sync(tmp_path)
