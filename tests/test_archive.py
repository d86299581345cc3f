"""Replications on disk: what was written is read back, and nothing else is taken for it."""

from __future__ import annotations

import json
from dataclasses import fields
from pathlib import Path

import numpy as np
import pytest
from made import results

from sim import cli
from sim.runs import Failure, Kept, Summed, archive
from sim.runs.results import Results


def read(folder: Path, found: Results, mark: str = "m") -> Results:
    return archive.read(folder, mark, found.scenario, found.facts)


def test_what_is_written_is_read_back(tmp_path: Path) -> None:
    found = results(4)
    object.__setattr__(found, "failures", (Failure(4, "ZeroDivisionError: made", "here.py:1"),))
    object.__setattr__(found, "asked", 5)
    archive.write(found, tmp_path, "m")
    again = read(tmp_path, found)
    assert again.result_hash == found.result_hash
    assert (again.replications, again.failures, again.asked) == (found.replications, found.failures, 5)
    for name in (field.name for field in fields(Kept)):
        before, after = getattr(found.kept, name), getattr(again.kept, name)
        assert before.dtype == after.dtype
        assert np.array_equal(before, after), name
    for name in (field.name for field in fields(Summed)):
        assert np.array_equal(getattr(found.summed, name), getattr(again.summed, name)), name


def test_replications_of_another_run_are_refused(tmp_path: Path) -> None:
    found = results(2)
    archive.write(found, tmp_path, "m")
    with pytest.raises(archive.NotThisRunError, match="other_run_to_extend"):
        read(tmp_path, found, "n")


@pytest.mark.slow
def test_an_extended_run_of_the_command_line_is_the_whole_run(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    def run(replications: int, *more: str) -> str:
        command = ["run", "baseline", "--replications", str(replications), "--json", "--lang", "en", *more]
        assert cli.main(command) == 0
        return str(json.loads(capsys.readouterr().out)["result_hash"])

    out = ("--out", str(tmp_path / "run"), "--extend")
    first = run(2, *out)
    assert run(3, *out) == run(3)
    assert run(2, *out) != first  # what is there is enough: nothing is run, nothing is thrown away
    assert cli.main(["run", "yen_140", "--replace", "--lang", "en", *out]) == 2
    assert "another scenario" in capsys.readouterr().err


@pytest.mark.parametrize("harm", ["absent", "cut"])
def test_a_missing_or_damaged_file_is_told(tmp_path: Path, harm: str) -> None:
    found = results(2)
    archive.write(found, tmp_path, "m")
    file = tmp_path / archive.REPLICATIONS
    if harm == "absent":
        file.unlink()
    else:
        file.write_bytes(file.read_bytes()[:1000])
    with pytest.raises(archive.NotThisRunError, match="nothing_to_extend"):
        read(tmp_path, found)
