"""The command line on machines unlike ours: no home, another encoding, another language, not POSIX."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from functools import partial
from pathlib import Path

import pytest
from support.machines import Said, long, quick, said, texts
from support.paths import PLACES
from support.small_package import RUN, answer, small_package, start
from support.small_package import said as ended

from sim.kernel import cache_folder

LONG = partial(pytest.param, marks=pytest.mark.soak)
"""A case for the long run alone."""

EN, JA = {"LANG": "en_US.UTF-8"}, {"LANG": "ja_JP.UTF-8"}
NO_HOME: dict[str, str | None] = {"HOME": None, "XDG_CACHE_HOME": None, "NUMBA_CACHE_DIR": None}
JAPANESE = re.compile("[ぁ-んァ-ヶ一-龠]")
ENGLISH = re.compile(r"[A-Za-z]{2,}(?: [a-z]{2,}){3,}")
"""Four words in a row: no path, no option and no name of a parameter."""

NOBODY = """
import pwd


def unknown(number):
    raise KeyError(number)

pwd.getpwuid = unknown
"""
"""A user who is a number without a name, as in many containers."""
NO_TEMPORARY = """
import tempfile

tempfile._candidate_tempdir_list = lambda: []
"""
NO_COMPILER = """
from numba.core.dispatcher import _FunctionCompiler

def compiles(*_):
    raise AssertionError("it compiles")

_FunctionCompiler.compile = compiles
"""
NO_POSIX = """
import asyncio, platformdirs, pwd, subprocess  # which are of another kind where this is not POSIX
import multiprocessing.util, os, shutil, signal, sys, tempfile

for gone in ("fcntl", "pwd", "grp", "resource", "termios"):
    sys.modules[gone] = None
for gone in ("getuid", "geteuid", "getgid", "fork", "sched_getaffinity", "O_DIRECTORY", "O_NOFOLLOW"):
    if hasattr(os, gone):
        delattr(os, gone)
for gone in ("SIGALRM", "SIGHUP", "SIGKILL", "SIGUSR1"):
    delattr(signal, gone)

open_ = os.open

def opened(path, flags, *more, **names):
    if os.path.isdir(path):
        raise PermissionError(13, "Permission denied", str(path))
    return open_(path, flags, *more, **names)

os.open = opened
"""
"""What Windows lacks: modules, functions, signals, and folders that can be opened."""


def well(commands: list[Said]) -> None:
    """Every command ended well and had nothing to note."""
    assert [(each.arguments, each.err, each.code) for each in commands] == [
        (each.arguments, "", 0) for each in commands
    ]
    assert all(each.out.strip() for each in commands)


def places(kind: str, tmp_path: Path) -> dict[str, str | None]:
    """Variables under which no cache of a user can be written."""
    (tmp_path / "file").touch()
    in_the_way = str(tmp_path / "file")
    return {
        "nobody": NO_HOME,
        "a home that is not there": {**NO_HOME, "HOME": str(tmp_path / "file" / "home")},
        "a home that is a word": {**NO_HOME, "HOME": "home"},
        "a cache in the way": {**NO_HOME, "XDG_CACHE_HOME": in_the_way},
        "a chosen cache in the way": {**NO_HOME, "NUMBA_CACHE_DIR": in_the_way},
        "no temporary folder": NO_HOME,
    }[kind]


@pytest.mark.parametrize(
    "kind",
    [
        "nobody",
        "a home that is not there",
        "a home that is a word",
        "a cache in the way",
        "a chosen cache in the way",
        "no temporary folder",
    ],
)
def test_what_needs_no_compiled_code_needs_no_place_to_keep_it(kind: str, tmp_path: Path) -> None:
    (tmp_path / "tmp").mkdir()
    before = NOBODY + NO_COMPILER + (NO_TEMPORARY if kind == "no temporary folder" else "")
    well(said(quick(), {**EN, **places(kind, tmp_path), "TMPDIR": str(tmp_path / "tmp")}, before))
    assert list((tmp_path / "tmp").iterdir()) == []


@pytest.fixture
def temporary(tmp_path: Path) -> Path:
    """A temporary folder in which this user keeps the compiled code, as where there is no other place."""
    above = tmp_path / "tmp" / f"sanwari-kernels-{os.getuid()}"
    above.mkdir(parents=True)
    above.chmod(0o700)
    shutil.copytree(cache_folder(), above / cache_folder().name)
    return above.parent


@pytest.fixture(scope="module")
def compiled() -> None:
    """Compiled code in this user's cache, which a test takes along."""
    said([["run", "--replications", "2"]], EN)  # as many as the test, which may need code that one does not


@pytest.mark.slow
@pytest.mark.usefixtures("compiled")
@pytest.mark.parametrize(
    "kind", ["nobody", *map(LONG, ["a home that is not there", "a chosen cache in the way"])]
)
def test_without_a_cache_a_run_takes_its_code_from_a_temporary_folder(
    kind: str, tmp_path: Path, temporary: Path
) -> None:
    environment = {**EN, **places(kind, tmp_path), "TMPDIR": str(temporary)}
    well(said([["run", "--replications", "2"]], environment, NOBODY + NO_COMPILER))


SETTINGS = """
from sim.web import server

server._have_a_home()
from streamlit import config
from streamlit.runtime.secrets import secrets_singleton

config.get_config_options(force_reparse=True)
print(secrets_singleton.load_if_toml_exists())
"""


@pytest.mark.parametrize("home", [None, "/dev/null", "there"])
def test_the_page_needs_no_home(home: str | None, tmp_path: Path) -> None:
    kept = {key: value for key, value in os.environ.items() if key != "HOME"}
    place = {} if home is None else {"HOME": str(tmp_path / home)}
    settings = tmp_path / "there" / ".streamlit"
    settings.mkdir(parents=True)
    (settings / "secrets.toml").write_text("found = true\n", encoding="utf-8")
    ended = subprocess.run(
        [sys.executable, "-c", NOBODY + SETTINGS],
        env={**kept, **place, "PYTHONPATH": PLACES},
        cwd=tmp_path,
        capture_output=True,
        encoding="utf-8",
        timeout=300,
    )
    assert (ended.stdout, ended.returncode) == (f"{home == 'there'}\n", 0), ended.stderr


@pytest.mark.soak
@pytest.mark.usefixtures("compiled")
def test_without_a_temporary_folder_every_command_does_its_work(tmp_path: Path, usual: Path) -> None:
    well(said(long(tmp_path / "out"), JA, NO_TEMPORARY))
    assert texts(tmp_path / "out") == texts(usual)


def test_a_shared_cache_that_nobody_may_write_to_is_read(tmp_path: Path) -> None:
    package, cache = small_package(tmp_path), tmp_path / "shared"
    assert answer(package, cache) == "21"
    refused = (
        "import errno, os\nfrom pathlib import Path\n"
        "def refused(self, *_, **__):\n"
        "    raise OSError(errno.EROFS, 'Read-only file system', str(self))\n"
        "Path.write_bytes = Path.mkdir = Path.unlink = refused\n"
    )
    assert ended(start(package, cache, refused + RUN)) == ("21", "")


@pytest.fixture(scope="module")
def usual(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What all commands write on a usual machine."""
    out = tmp_path_factory.mktemp("usual")
    well(said(long(out), JA))
    return out


ENCODINGS = {
    "cp932": {"PYTHONIOENCODING": "cp932"},
    "euc_jp": {"PYTHONIOENCODING": "euc_jp"},
    "ascii": {"PYTHONIOENCODING": "ascii"},
    "latin-1": {"PYTHONIOENCODING": "latin-1"},
    "utf-8": {"LC_ALL": "C"},
    "ascii, everywhere": {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
}


CASES = [*((name, "ja") for name in ENCODINGS), ("ascii", "en"), ("ascii, everywhere", "en")]
OFTEN = [("cp932", "ja")]
"""Those that are tried with every change; each takes half a minute."""


@pytest.mark.slow
@pytest.mark.usefixtures("compiled")
@pytest.mark.parametrize(("name", "lang"), [each if each in OFTEN else LONG(*each) for each in CASES])
def test_no_encoding_ends_a_command(name: str, lang: str, tmp_path: Path, usual: Path) -> None:
    out = tmp_path / "out"
    commands = [["--lang", lang, *each] for each in (*quick(), *long(out))]
    well(said(commands, {**JA, **ENCODINGS[name]}, encoding=name.partition(",")[0]))
    assert (out / "rows.csv").read_text(encoding="utf-8-sig").startswith("point,")
    if lang == "ja":  # what is in both languages or in none is the same, whatever the terminal shows
        assert texts(out) == texts(usual)
    else:
        assert set(texts(out)) == set(texts(usual))


def test_a_terminal_without_japanese_letters_gets_english() -> None:
    (told,) = said([["data", "check"]], {**JA, "PYTHONIOENCODING": "ascii"}, encoding="ascii")
    assert told.out.startswith("The data are in order")
    (told,) = said([["data", "check", "--lang", "ja"]], {**JA, "PYTHONIOENCODING": "ascii"}, encoding="ascii")
    assert told.out.startswith("?")
    (told,) = said([["data", "check"]], {**JA, "PYTHONIOENCODING": "cp932"}, encoding="cp932")
    assert told.out.startswith("データに")


MISTAKES = [
    ["run", "basline"],
    ["run", "--replications", "many"],
    ["run", "--nothing"],
    ["fly"],
    ["scenario", "check", "nowhere.toml"],
    ["organisation", "nowhere"],
    ["sweep", "status", "nowhere"],
    ["run", "--out", "/dev/null/run"],
]


@pytest.mark.slow
@pytest.mark.usefixtures("compiled")
@pytest.mark.parametrize("chosen", [[], LONG(["--lang"])], ids=["environment", "option"])
@pytest.mark.parametrize("lang", ["en", LONG("ja")])
def test_everything_is_said_in_one_language(lang: str, chosen: list[str], tmp_path: Path) -> None:
    other = [*chosen, lang] if chosen else []
    commands = [[*other, *each] for each in (*quick(), *long(tmp_path), *MISTAKES)]
    environment = EN if (lang == "en") != bool(chosen) else JA
    told = said(commands, environment)
    assert [each.code for each in told] == [0] * (len(told) - len(MISTAKES)) + [2] * len(MISTAKES)
    wrong = JAPANESE if lang == "en" else ENGLISH
    assert [line for line in lines(told) if wrong.search(line)] == []


def lines(told: list[Said]) -> list[str]:
    """All lines that were said, without those that hold letters of both: a name in a sentence."""
    found = [line for each in told for line in f"{each.out}\n{each.err}".splitlines()]
    return [line for line in found if not (JAPANESE.search(line) and ENGLISH.search(line))]


@pytest.mark.parametrize(("lang", "absent"), [("en", JAPANESE), ("ja", ENGLISH)])
def test_what_is_said_of_the_cache_is_in_one_language(
    lang: str, absent: re.Pattern[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LC_ALL", f"{lang}_XX.UTF-8")
    monkeypatch.setenv("PYTHONIOENCODING", "utf-8")
    (tmp_path / "cache").touch()
    printed, note = ended(start(small_package(tmp_path), tmp_path / "cache", RUN))
    assert printed == "21"
    assert len(note.splitlines()) == 1
    assert not absent.search(note)


@pytest.mark.slow
@pytest.mark.usefixtures("compiled")
def test_without_what_posix_alone_has_every_command_writes_the_same(tmp_path: Path, usual: Path) -> None:
    out = tmp_path / "out"
    well(said([*quick(), *long(out)], JA, NO_POSIX))
    assert texts(out) == texts(usual)
    assert not [path for path in tmp_path.rglob("*") if path.name.endswith(".held")]
