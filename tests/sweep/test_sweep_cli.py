"""The commands of sweeps: what they print, and how they answer mistakes, Ctrl-C and a spreadsheet."""

from __future__ import annotations

import csv
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from support.paths import PLACES
from support.sweeps import GRID, made_row, swept, write_design

from sim.analysis.sweep import drive
from sim.cli import main
from sim.errors import UsageError


@pytest.fixture
def made_rows(monkeypatch: pytest.MonkeyPatch) -> None:
    """Points give made rows at once."""
    monkeypatch.setattr(drive, "run_point", lambda job, stop, _: made_row(job, stop))


@pytest.mark.usefixtures("made_rows")
def test_a_sweep_says_how_it_ended_and_where_it_lies(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "out"
    arguments = ["sweep", str(write_design(tmp_path)), "--out", str(out), "--no-cache", "--lang", "en"]
    assert main(arguments) == 0
    printed = capsys.readouterr().out
    assert "Points: 7 in all, 7 done, 0 missing, 0 failed" in printed
    assert f"Written to: {out}" in printed
    assert main(["sweep", "status", str(out), "--lang", "en"]) == 0
    assert capsys.readouterr().out.strip() == printed.partition("Written to")[0].strip()
    assert main(["sweep", "status", str(out), "--lang", "ja"]) == 0
    assert "点: 全7、済み 7、残り 0、失敗 0" in capsys.readouterr().out


@pytest.mark.usefixtures("made_rows")
def test_a_damaged_chunk_is_named_before_it_is_run_again(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "out"
    arguments = ["sweep", str(write_design(tmp_path)), "--out", str(out), "--no-cache", "--lang", "en"]
    assert main(arguments) == 0
    (out / "chunk-00002.parquet").write_bytes(b"")
    assert main(["sweep", "status", str(out), "--lang", "en"]) == 0
    assert "chunk-00002.parquet is damaged and was left out" in capsys.readouterr().out
    assert main(arguments) == 0
    captured = capsys.readouterr()
    assert "chunk-00002.parquet is damaged" in captured.err
    assert "5 of 7 points are there already" in captured.err
    assert "0 missing" in captured.out


@pytest.mark.usefixtures("made_rows")
def test_doubts_are_said_before_the_first_point(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = """
[design]
kind = "sobol"
points = 6
[axes]
"deadline.day" = [2026-03-31, 2020-03-31]
"""
    arguments = ["sweep", str(write_design(tmp_path, text)), "--out", str(tmp_path / "out"), "--lang", "en"]
    assert main([*arguments, "--cache", str(tmp_path / "cache")]) == 0
    captured = capsys.readouterr()
    assert "rather 4 or 8 than 6" in captured.err
    assert "3 of 6 points cannot be and are recorded as failed" in captured.err
    assert "3 failed" in captured.out
    assert "cannot lie before booking.last_day" in captured.out


def test_a_design_without_a_possible_point_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = '[design]\nkind = "grid"\n[axes]\n"deadline.day" = [2019-03-31, 2020-03-31]\n'
    arguments = ["sweep", str(write_design(tmp_path, text)), "--out", str(tmp_path / "out"), "--lang", "en"]
    assert main(arguments) == 2
    assert "design.toml: not one point can be; the first: " in capsys.readouterr().err
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["sweep"], "DESIGN.toml, --out is needed"),
        (["sweep", "d.toml"], "--out is needed"),
        (["sweep", "d.toml", "--out", "o", "--chunk", "0"], "--chunk = 0; a value lies between 1"),
        (["sweep", "d.toml", "--out", "o", "--worker", "2"], "did you mean '--workers'"),
        (["sweep", "no_design.toml", "--out", "o"], "no_design.toml: there is no such file"),
        (["sweep", "status", "nowhere"], "DIR = nowhere; there is no sweep here"),
        (["sweep", "export", "nowhere", "--csv", "x.csv"], "there is no sweep here"),
        (["sweep", "export", "nowhere"], "--csv is needed"),
    ],
)
def test_a_mistake_gives_one_clear_message(
    capsys: pytest.CaptureFixture[str], arguments: list[str], said: str
) -> None:
    assert main([*arguments, "--lang", "en"]) == 2
    captured = capsys.readouterr()
    assert said in captured.err
    assert "Traceback" not in captured.err
    assert captured.out == ""


def exported(out: Path, file: Path, *more: str) -> list[list[str]]:
    assert main(["sweep", "export", str(out), "--csv", str(file), "--lang", "en", *more]) == 0
    with file.open(encoding="utf-8-sig", newline="") as opened:
        return list(csv.reader(opened))


def test_a_csv_has_units_in_its_heading_and_a_mark_for_excel(tmp_path: Path) -> None:
    swept(write_design(tmp_path), tmp_path / "out")
    file = tmp_path / "rows.csv"
    rows = exported(tmp_path / "out", file)
    assert file.read_bytes().startswith(b"\xef\xbb\xbf")
    assert rows[0][0] == "point"
    assert "running.cloud_fee_factor [factor]" in rows[0]
    assert "late_at_deadline.systems.p50 [systems]" in rows[0]
    assert [row[0] for row in rows[1:]] == [str(number) for number in range(7)]
    few = exported(tmp_path / "out", file, "--replace", "--columns", "late_at_deadline.systems,point")
    assert few[0] == [
        *(f"late_at_deadline.systems.{p} [systems]" for p in ("mean", "p10", "p50", "p90")),
        "point",
    ]
    twice = exported(
        tmp_path / "out", file, "--replace", "--columns", "late_at_deadline,late_at_deadline.systems,point"
    )
    assert twice[0] == few[0]


def test_an_unknown_column_is_refused_with_the_nearest(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    swept(write_design(tmp_path), tmp_path / "out")
    arguments = ["sweep", "export", str(tmp_path / "out"), "--csv", str(tmp_path / "x.csv"), "--lang", "en"]
    assert main([*arguments, "--columns", "pointt"]) == 2
    assert "did you mean 'point'?" in capsys.readouterr().err
    assert main([*arguments[:4], str(tmp_path), "--lang", "en"]) == 2
    assert "this is a folder; name a file" in capsys.readouterr().err


def test_a_table_that_lacks_damaged_rows_is_no_success(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    swept(write_design(tmp_path), tmp_path / "out")
    chunk = tmp_path / "out" / "chunk-00001.parquet"
    chunk.write_bytes(chunk.read_bytes()[:-1])
    file = tmp_path / "rows.csv"
    assert main(["sweep", "export", str(tmp_path / "out"), "--csv", str(file), "--lang", "en"]) == 2
    assert "chunk-00001.parquet is damaged" in capsys.readouterr().err
    assert file.is_file()


def test_no_text_in_a_csv_is_taken_for_a_formula(tmp_path: Path) -> None:
    own = '[scenario]\ntitle_en = "own"\nextends = "baseline"\n[running]\ncloud_fee_factor = 0.7\n'
    (tmp_path / "=own.toml").write_text(own, encoding="utf-8")
    axes = '[requests]\nsets = [[], ["=own.toml"]]\n[axes]\n"prices.inflation" = [-0.01]\n'
    text = f'[design]\nkind = "grid"\n{axes}'
    swept(write_design(tmp_path, text), tmp_path / "out")
    rows = exported(tmp_path / "out", tmp_path / "rows.csv")
    cells = [cell for row in rows for cell in row]
    assert "'=own.toml" in cells
    assert "-0.01" in cells  # a number stays a number
    assert [cell for cell in cells if cell.startswith(("=", "+", "@"))] == []


def interrupted(folder: Path) -> tuple[int, str]:
    """Exit code and messages of a real sweep that gets Ctrl-C once its first point is done."""
    out = folder / "out"
    code = (
        "import sys, time; from support.sweeps import made_row; from sim.analysis.sweep import drive\n"
        "def slow(job, stop, _):\n"
        "    time.sleep(0.3)\n"
        "    return made_row(job, stop)\n"
        "drive.run_point = slow\n"
        "from sim.cli import main; sys.exit(main(sys.argv[1:]))"
    )
    arguments = ["sweep", str(write_design(folder, GRID.format(steps=60))), "--out", str(out), "--no-cache"]
    process = subprocess.Popen(
        [sys.executable, "-c", code, *arguments, "--workers", "2", "--chunk", "5", "--lang", "en"],
        env=os.environ | {"PYTHONPATH": PLACES},
        stderr=subprocess.PIPE,
        text=True,
    )
    until = time.monotonic() + 120
    while time.monotonic() < until and not list(out.glob("points/*.json")):
        time.sleep(0.05)
    process.send_signal(signal.SIGINT)
    _, said = process.communicate(timeout=120)
    return process.returncode, said


def test_ctrl_c_keeps_what_is_finished_and_says_how_to_go_on(tmp_path: Path) -> None:
    code, said = interrupted(tmp_path)
    assert code == 130
    again = f"sanwari sweep {tmp_path / 'design.toml'} --out {tmp_path / 'out'} --workers 2 --no-cache"
    assert f"To go on: {again}\n" in said
    assert "Traceback" not in said
    design = tmp_path / "design.toml"
    done = swept(design, tmp_path / "out", chunk=None)
    assert done.missing == []


def test_a_fault_of_a_sweep_is_the_users() -> None:
    with pytest.raises(UsageError):
        swept(Path("designs/fees_and_yen.toml"), Path("/proc/nowhere"))


def test_the_commands_do_not_clash_with_a_design_called_like_a_verb(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(["sweep", "./status", "--out", "o", "--lang", "en"]) == 2
    assert "status: there is no such file" in capsys.readouterr().err
