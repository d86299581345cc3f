"""What a command is given to read, a file or an option: any kind of it is taken, or refused in a sentence."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from support.sweeps import swept, write_design

from sim import disk
from sim.cli import main, terminal
from sim.cli.arguments import NUMBER, WHOLE, _convert
from sim.facts import load
from sim.facts.find import prefecture_row

NO_FILE = "this is not a file but a folder, a device or the like; give the place and name of a file"
CALIBRATED = '[scenario]\ntitle_en = "x"\nposterior = "{}"\nextends = "baseline"\n'


def placed(folder: Path, kind: str, name: str) -> Path:
    """Something that is no file, under a name."""
    place = folder / name
    if kind == "folder":
        place.mkdir()
    elif kind == "pipe":
        os.mkfifo(place)
    else:
        place.symlink_to("/dev/zero")
    return place


@pytest.mark.parametrize("kind", ["folder", "pipe", "device"])
@pytest.mark.parametrize(
    "command",
    [
        "scenario check {}",
        "scenario diff baseline {}",
        "run {}",
        "run --with {}",
        "compare baseline {}",
        "trace {} --organisation 011002",
        "export {} --out out",
        "calibrate {}",
        "backtest {}",
        "sweep {} --out out",
        "organisation 011002 {}",
        "organisation 011002 --own {}",
    ],
)
def test_what_is_no_file_is_said_to_be_none(
    command: str,
    kind: str,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(tmp_path)
    given = str(placed(tmp_path, kind, "given.toml"))
    assert main([part.format(given) for part in command.split()] + ["--lang", "en"]) == 2
    assert capsys.readouterr().err.strip().endswith(f": {NO_FILE}")


@pytest.mark.parametrize("kind", ["folder", "pipe", "device"])
def test_fitted_sets_that_are_no_file_are_said_to_be_none(
    kind: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    placed(tmp_path, kind, "sets.csv")
    (tmp_path / "own.toml").write_text(CALIBRATED.format("sets.csv"), encoding="utf-8")
    assert main(["scenario", "check", str(tmp_path / "own.toml"), "--lang", "en"]) == 2
    assert capsys.readouterr().err.strip() == f"sets.csv: {NO_FILE}"


@pytest.mark.parametrize("kind", ["folder", "pipe", "device"])
def test_a_table_of_the_data_that_is_no_file_is_said_to_be_none(
    kind: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    placed(tmp_path, kind, "tax.csv")
    assert main(["data", "check", str(tmp_path), "--lang", "en"]) == 2
    assert f"tax.csv: {NO_FILE}" in capsys.readouterr().err.splitlines()


@pytest.mark.parametrize("kind", ["pipe", "device", "nothing"])
def test_data_in_what_is_no_folder_get_one_message(
    kind: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    given = tmp_path / "x" if kind == "nothing" else placed(tmp_path, kind, "x")
    assert main(["data", "check", str(given), "--lang", "en"]) == 2
    said = capsys.readouterr().err.strip()
    assert said == f"DIR = {given}; this is not a folder; give the place and name of one"


def test_a_file_that_may_not_be_read_is_not_said_to_be_absent(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise PermissionError

    given = tmp_path / "own.toml"
    given.write_text("", encoding="utf-8")
    monkeypatch.setattr(Path, "open", refuse)
    with pytest.raises(disk.NoFileError) as caught:
        disk.read_named(given, 10)
    assert caught.value.code == "not_allowed"
    assert main(["scenario", "check", str(given), "--lang", "en"]) == 2
    assert capsys.readouterr().err.strip() == "own.toml: you may not read this file; check its rights"


def wide(text: str) -> str:
    """The same in the signs that a Japanese keyboard gives."""
    return "".join(chr(ord(sign) + 0xFEE0) if "!" <= sign <= "~" else sign for sign in text)


@pytest.mark.parametrize("option", [*WHOLE, *NUMBER])
@pytest.mark.parametrize("write", [str, wide])
def test_every_number_is_taken_in_digits_of_either_width(option: str, write: Callable[[str], str]) -> None:
    text = "64" if option in WHOLE else "50.0"  # is in every range
    values = {option.removeprefix("--").replace("-", "_"): write(text)}
    assert _convert(values) == []
    assert list(values.values()) == [float(text)]


@pytest.mark.parametrize("day", ["2026-03-31", wide("2026-03-31"), "２０２６ー０３ー３１", "2026−03−31"])
def test_a_day_is_taken_in_digits_of_either_width(day: str) -> None:
    values = {"until": day}
    assert _convert(values) == []
    assert values == {"until": date(2026, 3, 31)}


@pytest.mark.parametrize(
    "text", ["1_0_0", "1,000", "inf", "nan", "e2", "百", "", wide("1_0"), "0x40", "64 64"]
)
@pytest.mark.parametrize("option", [*WHOLE, *NUMBER])
def test_what_is_no_plain_number_gets_one_message(option: str, text: str) -> None:
    faults = _convert({option.removeprefix("--").replace("-", "_"): text})
    assert [(fault.key, fault.value, fault.code) for fault in faults] == [(option, text, "wrong_type")]


def test_the_pilots_rate_may_be_written_in_wide_digits(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["pilot", "--usdjpy", wide("150.5")]) == 0
    assert "150.5" in capsys.readouterr().out


def test_codes_and_numbers_of_prefectures_may_be_written_in_wide_digits() -> None:
    values = {"organisation": wide("011002"), "prefecture": wide("01")}
    assert _convert(values) == []
    assert values == {"organisation": "011002", "prefecture": "01"}
    assert prefecture_row(load(), wide("01")) == prefecture_row(load(), "北海道")


@pytest.mark.parametrize("lang", [["--lang", "en"], ["--lang=en"], []])
def test_a_design_may_follow_a_language_before_the_command(
    lang: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "design.toml").write_text("", encoding="utf-8")
    arguments = [*lang, "sweep", str(tmp_path / "design.toml"), "--out", str(tmp_path / "out")]
    assert main(arguments) == 2
    assert capsys.readouterr().err.startswith("design.toml: ")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="the system has no such device")
@pytest.mark.parametrize("command", ["--help", "--version", "sweep --help", "scenario list"])
@pytest.mark.parametrize("unbuffered", ["", "1"])
def test_what_cannot_be_said_ends_with_2(command: str, unbuffered: str) -> None:
    with Path("/dev/full").open("w") as full:
        ended = subprocess.run(
            [Path(sys.executable).parent / "sanwari", "--lang", "en", *command.split()],
            env={**os.environ, "PYTHONUNBUFFERED": unbuffered},
            stdout=full,
            stderr=subprocess.PIPE,
            timeout=120,
        )
    assert ended.returncode == 2
    assert ended.stderr.decode().splitlines() == [
        "The file - could not be handled (the disk is full); check its place, its rights and the disk"
    ]


def test_signs_that_steer_a_terminal_are_escaped_on_their_way(capsys: pytest.CaptureFixture[str]) -> None:
    for way in (terminal.out, terminal.note):
        way("\x1b[2J\ta\r\n\x9b31m\u202eb 見\n")
    captured = capsys.readouterr()
    assert captured.out == captured.err == "\\u001B[2J\ta\\u000D\n\\u009B31m\\u202Eb 見\n"


def test_nothing_of_the_command_line_goes_past_the_one_way_to_a_terminal() -> None:
    for file in Path(terminal.__file__).parent.rglob("*.py"):
        said = re.findall(r"sys\.std(?:out|err)\.write|\bprint\(", file.read_text(encoding="utf-8"))
        assert len(said) == (2 if file.name == "terminal.py" else 0), file


def test_the_state_of_a_strangers_sweep_steers_no_terminal(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "out"
    swept(write_design(tmp_path), out)
    manifest = json.loads((out / "manifest.json").read_text(encoding="utf-8"))
    del manifest["seal"]
    manifest["design"] |= {"title_en": "\x1b]0;x\x07\x1b[31m\nIt is running", "kind": "grid\x1b[2J"}
    (out / "manifest.json").write_text(disk.to_json(disk.sealed(manifest)), encoding="utf-8")
    assert main(["sweep", "status", str(out), "--lang", "en"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "\\u001B]0;x\\u0007\\u001B[31m\\u000AIt is running (grid\\u001B[2J)"
    assert "It is running" not in lines
