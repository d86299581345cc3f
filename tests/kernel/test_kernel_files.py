"""Compiled code that is damaged, in the way or cannot be kept: made again or kept elsewhere, said once."""

from __future__ import annotations

import errno
import hashlib
import os
import pickle
import re
import stat
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numba
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from support.small_package import RUN, answer, said, small_package, start
from support.soak import tries

from sim.errors import MESSAGES, language
from sim.kernel import cache_folder, files, folders, is_cold, kernel

DROPPED, ELSEWHERE, NOT_KEPT = "kernels_dropped", "kernels_elsewhere", "kernels_not_kept"


@pytest.fixture
def package(tmp_path: Path) -> Path:
    return small_package(tmp_path)


def triple(x: int) -> int:
    return 3 * x


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty cache of this process, with a temporary folder of its own."""
    (tmp_path / "tmp").mkdir()
    monkeypatch.setattr(folders, "FOLDER", tmp_path / "cache" / "0123456789abcdef")
    monkeypatch.setattr(folders, "_said", set())
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "tmp"))
    return folders.FOLDER


def came_from_disk() -> bool:
    """Whether the function was loaded; compiled otherwise. Its answer is right in both cases."""
    made: Any = kernel(triple)
    assert made(14) == 42
    assert made.stats.cache_hits.total() + made.stats.cache_misses.total() == 1
    return bool(made.stats.cache_hits)


def only_file(cache: Path) -> Path:
    (path,) = (each for each in cache.rglob("*") if not each.is_dir())
    return path


def told(capsys: pytest.CaptureFixture[str]) -> list[str]:
    """Codes of the messages on standard error, each of which came in one language on one line."""
    lines = capsys.readouterr().err.splitlines()
    forms = {
        re.sub(r"\\{\w+\\}", ".+", re.escape(spoken(code))): code for code in (DROPPED, ELSEWHERE, NOT_KEPT)
    }
    return [next(code for form, code in forms.items() if re.fullmatch(form, line)) for line in lines]


def spoken(code: str) -> str:
    """A message in the language of this environment."""
    return MESSAGES[code][language()]


def _as_folder(path: Path) -> None:
    path.unlink()
    (path / "in").mkdir(parents=True)
    (path / "in" / "it").write_text("something")


def _as_link(path: Path, target: str) -> None:
    path.unlink()
    path.symlink_to(target)


def _as_pipe(path: Path) -> None:
    path.unlink()
    os.mkfifo(path)


def _home_as_file(path: Path) -> None:
    path.unlink()
    path.parent.rmdir()
    path.parent.write_text("in the way")


def _home_as_link(path: Path) -> None:
    path.unlink()
    path.parent.rmdir()
    path.parent.symlink_to("nowhere")


HARMS: dict[str, Callable[[Path], object]] = {
    "cut in the middle": lambda path: os.truncate(path, path.stat().st_size // 2),
    "cut by one byte": lambda path: os.truncate(path, path.stat().st_size - 1),
    "check sum alone": lambda path: os.truncate(path, 32),
    "less than a check sum": lambda path: os.truncate(path, 7),
    "empty": lambda path: path.write_bytes(b""),
    "zeros": lambda path: path.write_bytes(bytes(path.stat().st_size)),
    "longer": lambda path: path.write_bytes(path.read_bytes() + b"\0"),
    "text": lambda path: path.write_text("nothing of ours"),
    "a folder": _as_folder,
    "a link to nowhere": lambda path: _as_link(path, "nowhere"),
    "a link to itself": lambda path: _as_link(path, path.name),
    "a pipe that nobody writes to": _as_pipe,
    "a file where the folder was": _home_as_file,
    "a link to nowhere where the folder was": _home_as_link,
}


@pytest.mark.parametrize("harm", HARMS)
def test_what_is_not_as_it_was_written_is_made_again_and_said_once(
    cache: Path, harm: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert not came_from_disk()
    assert came_from_disk()
    assert told(capsys) == []
    before = only_file(cache)
    HARMS[harm](before)
    assert not came_from_disk()
    assert told(capsys) == [DROPPED]
    assert came_from_disk()
    assert only_file(cache) == before
    assert before.is_file()
    assert not before.is_symlink()
    HARMS[harm](before)
    assert not came_from_disk()
    assert told(capsys) == []


@pytest.mark.fuzz
@settings(
    max_examples=tries(25, 2_000), suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None
)
@given(where=st.floats(0.0, 1.0, exclude_max=True), bits=st.integers(1, 255))
def test_no_byte_of_compiled_code_can_change_unseen(cache: Path, where: float, bits: int) -> None:
    came_from_disk()
    path = only_file(cache)
    content = bytearray(path.read_bytes())
    content[int(where * len(content))] ^= bits
    path.write_bytes(content)
    assert not came_from_disk()
    assert came_from_disk()


def test_a_file_that_may_not_be_read_is_made_again(
    cache: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    came_from_disk()
    path = only_file(cache)
    number = path.stat().st_ino
    read = Path.read_bytes

    def refused(self: Path) -> bytes:  # a closed file, which the administrator could read all the same
        if self == path and self.stat().st_ino == number:
            raise PermissionError(errno.EACCES, "Permission denied", str(self))
        return read(self)

    keep = path.with_name("keep")  # so that the number of the file is not given to the next one
    keep.hardlink_to(path)
    monkeypatch.setattr(Path, "read_bytes", refused)
    assert not came_from_disk()
    assert told(capsys) == [DROPPED]
    assert came_from_disk()


def test_code_that_names_a_class_which_has_moved_is_made_again(
    cache: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    came_from_disk()
    path = only_file(cache)
    content = pickle.dumps(triple).replace(b"triple", b"tripel")
    path.write_bytes(hashlib.sha256(content).digest() + content)
    assert not came_from_disk()
    assert told(capsys) == [DROPPED]
    assert came_from_disk()


def test_a_form_for_other_types_is_never_taken(cache: Path) -> None:
    """Whatever a file is called: two processes that compile at one moment must not exchange their forms."""
    made: Any = kernel(triple)
    assert (made(14), made(0.5)) == (42, 1.5)
    first, second = (path for path in cache.rglob("*.code"))
    one, other = first.read_bytes(), second.read_bytes()
    first.write_bytes(other)
    second.write_bytes(one)
    again: Any = kernel(triple)
    assert (again(14), again(0.5)) == (42, 1.5)
    assert not again.stats.cache_hits


@pytest.mark.usefixtures("cache")
def test_code_of_another_numba_is_not_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    assert not came_from_disk()
    monkeypatch.setattr(numba, "__version__", "0.0.1")
    assert not came_from_disk()


def test_where_the_cache_cannot_be_written_a_temporary_folder_is_used(
    cache: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    cache.parent.parent.mkdir(exist_ok=True)
    cache.parent.write_text("a file where a folder should be made")
    assert not came_from_disk()
    assert told(capsys) == [ELSEWHERE]
    assert came_from_disk()
    assert told(capsys) == []
    (folder,) = Path(tempfile.gettempdir()).iterdir()
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    HARMS["cut in the middle"](only_file(folder))
    assert not came_from_disk()
    assert told(capsys) == [DROPPED]


@pytest.mark.parametrize("whose", ["open to all", "a link", "a file"])
def test_code_is_never_taken_from_a_temporary_folder_of_somebody_else(
    cache: Path, whose: str, capsys: pytest.CaptureFixture[str]
) -> None:
    cache.parent.write_text("a file where a folder should be made")
    came_from_disk()
    assert came_from_disk()
    told(capsys)
    (folder,) = Path(tempfile.gettempdir()).iterdir()
    if whose == "open to all":
        folder.chmod(0o777)
    else:
        kept = folder.rename(cache.parent.with_name("kept"))
        folder.symlink_to(kept) if whose == "a link" else folder.write_text("")
    folders._said.clear()
    assert not came_from_disk()
    assert told(capsys) == [NOT_KEPT]
    assert not came_from_disk()
    assert told(capsys) == []


def test_a_damaged_kernel_counts_as_one_that_has_to_be_compiled(cache: Path) -> None:
    name = f"{Path(__file__).stem}.triple"
    assert is_cold(name)
    came_from_disk()
    assert not is_cold(name)
    HARMS["cut by one byte"](only_file(cache))
    assert is_cold(name)


def test_what_a_killed_process_left_half_written_goes(cache: Path) -> None:
    came_from_disk()
    path = only_file(cache)
    part = path.with_name(f"{path.name}.12345.part")
    part.write_bytes(path.read_bytes()[:100])
    path.unlink()
    assert not came_from_disk()
    assert only_file(cache) == path


def test_a_program_with_spoilt_code_prints_what_it_did_before_and_says_one_line(
    package: Path, tmp_path: Path
) -> None:
    cache = tmp_path / "cache"
    assert answer(package, cache) == "21"
    for path in cache.rglob("*.code"):
        HARMS["cut in the middle"](path)
    assert said(start(package, cache)) == ("21", spoken(DROPPED) + "\n")
    assert answer(package, cache) == "21"


FULL = f"import resource; resource.setrlimit(resource.RLIMIT_FSIZE, (100, 100)); {RUN}"


def test_a_program_that_can_keep_no_code_computes_and_says_one_line(package: Path, tmp_path: Path) -> None:
    printed, line = said(start(package, tmp_path / "cache", FULL))
    assert printed == "21"
    assert line.count("\n") == 1
    assert spoken(NOT_KEPT).format(folder=next((tmp_path / "cache").rglob("????????????????"))) in line
    assert not [path for path in (tmp_path / "cache").rglob("*") if path.is_file()]


ORDERS = ("run(10), run(10.0)", "run(10.0), run(10)")


def test_without_a_home_code_is_kept_in_a_temporary_folder_and_found_again(
    package: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME", "/dev/null")
    monkeypatch.delenv("XDG_CACHE_HOME", raising=False)
    printed, told = said(start(package, None))
    assert printed == "21"
    assert len(told.splitlines()) == 1
    (above,) = package.parent.glob("sanwari-kernels-*")
    assert above.stat().st_mode & 0o777 == 0o700
    made = {file: file.stat().st_mtime_ns for file in above.rglob("*.code")}
    assert len(made) == 2
    assert said(start(package, None)) == ("21", "")
    assert {file: file.stat().st_mtime_ns for file in above.rglob("*.code")} == made


@pytest.mark.parametrize("answer", [RuntimeError("no home"), Path("~/.cache/sanwari")])
def test_a_user_whom_the_system_gives_no_home_is_no_fault(
    answer: RuntimeError | Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The library of places says so in one way or another, by its version."""

    def asked(*_: object, **__: object) -> Path:
        if isinstance(answer, Path):
            return answer
        raise answer

    monkeypatch.delenv("NUMBA_CACHE_DIR", raising=False)
    monkeypatch.setattr(sys.modules["sim.kernel.sources"], "user_cache_path", asked)
    assert cache_folder().is_relative_to(os.devnull)


def test_a_chosen_folder_counts_before_that_of_the_user(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "users"))
    monkeypatch.setenv("NUMBA_CACHE_DIR", str(tmp_path / "chosen"))
    assert cache_folder().parent == tmp_path / "chosen" / "sanwari" / "kernels"
    monkeypatch.setenv("NUMBA_CACHE_DIR", "")
    assert cache_folder().parent == tmp_path / "users" / "sanwari" / "kernels"


def test_processes_that_compile_at_one_moment_leave_whole_code_for_all(package: Path, tmp_path: Path) -> None:
    cache = tmp_path / "cache"
    programs = [f"from sim.engine import run; print({order})" for order in ORDERS]
    processes = [start(package, cache, program) for program in programs * 2]
    answers = [said(process) for process in processes]
    assert answers == [("21 21.0", ""), ("21.0 21", "")] * 2
    assert len(list(cache.rglob("*.code"))) == 4
    assert all(files.whole(path) for path in cache.rglob("*.code"))
    assert not list(cache.rglob("*.part"))
