"""Folders that the version before wrote (tests/before) are told apart in a sentence, and stay as they are."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from support.paths import TESTS

from sim import cli, runs

BEFORE = TESTS / "before"


@pytest.fixture
def before(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the folders: of run and export without the large files, comparison and sweep whole.

    Nobody waits for the compiler only to be told to name another folder.
    """
    monkeypatch.setattr(runs, "must_compile", lambda _: pytest.fail("compiles before it looks at the folder"))
    shutil.copytree(BEFORE, tmp_path / "before")
    return tmp_path / "before"


def held(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.mark.parametrize("replace", [(), ("--replace",)])
@pytest.mark.parametrize(
    ("name", "command"),
    [
        ("run", "run baseline --replications 2"),
        ("run", "run baseline --replications 3 --extend"),
        ("compare", "compare baseline yen_115 --replications 2"),
        ("export", "export baseline --format csv"),
        ("run", "calibrate prior"),
        ("run", "backtest prior"),
        ("sweep", "run baseline --replications 2"),
    ],
)
def test_results_of_the_version_before_are_not_written_over(
    before: Path, name: str, command: str, replace: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    content = held(before)
    assert cli.main([*command.split(), "--out", str(before / name), "--lang", "en", *replace]) == 2
    printed, told = capsys.readouterr()
    assert printed == ""
    assert told.count("\n") == 1
    assert "earlier version" in told
    assert "name another folder" in told or "give another --out" in told
    assert held(before) == content


@pytest.mark.parametrize(
    "command",
    ["sweep status {0}/sweep", "sweep {0}/sweep.toml --out {0}/sweep", "sweep export {0}/sweep --csv {0}/x"],
)
@pytest.mark.parametrize(("lang", "said"), [("ja", "前の版"), ("en", "earlier version")])
def test_a_sweep_of_the_version_before_is_told_apart(
    before: Path, command: str, lang: str, said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    content = held(before)
    assert cli.main([*command.format(before).split(), "--lang", lang]) == 2
    printed, told = capsys.readouterr()
    assert printed == ""
    assert told.count("\n") == 1
    assert said in told
    assert held(before) == content
