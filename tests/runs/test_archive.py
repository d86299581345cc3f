"""Replications on disk: what was written is read back, and nothing else is taken for it."""

from __future__ import annotations

import json
import random
from dataclasses import fields
from pathlib import Path

import numpy as np
import pytest
from support.made import results
from support.soak import tries

from sim import cli, disk
from sim.runs import Failure, Kept, Summed, archive
from sim.runs.results import Results


def write(found: Results, folder: Path) -> None:
    archive.write(found, folder, "m")
    disk.seal(folder, {"kind": "run", "content": "baseline", "result_hash": found.result_hash})


def read(folder: Path, found: Results, mark: str = "m") -> Results:
    return archive.read(folder, mark, found.scenario, found.facts)


def test_what_is_written_is_read_back(tmp_path: Path) -> None:
    found = results(4)
    object.__setattr__(found, "failures", (Failure(4, "ZeroDivisionError: made", "here.py:1"),))
    object.__setattr__(found, "asked", 5)
    write(found, tmp_path)
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
    write(found, tmp_path)
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


def test_a_folder_without_replications_says_so(tmp_path: Path) -> None:
    found = results(2)
    with pytest.raises(archive.NotThisRunError, match="nothing_to_extend"):
        read(tmp_path, found)
    disk.seal(tmp_path, {"kind": "run", "content": "baseline", "result_hash": found.result_hash})
    with pytest.raises(archive.NotThisRunError, match="nothing_to_extend"):
        read(tmp_path, found)


def test_replications_of_an_earlier_version_are_told_apart(tmp_path: Path) -> None:
    found = results(2)
    archive.write(found, tmp_path, "m")
    disk.write_json(tmp_path / disk.MANIFEST, {"sanwari": "0.1.0", "content": "baseline"})
    with pytest.raises(archive.NotThisRunError, match="out_earlier"):
        read(tmp_path, found)


@pytest.mark.fuzz
@pytest.mark.parametrize("name", [archive.REPLICATIONS, archive.SUMS, disk.MANIFEST])
def test_no_damaged_file_is_used(tmp_path: Path, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Bits flipped, bytes lost, added and exchanged: each is told, and no parser sees any of it."""
    found = results(2)
    write(found, tmp_path)
    monkeypatch.setattr(archive, "_read", _unexpected)
    file = tmp_path / name
    content, chance = file.read_bytes(), random.Random(name)  # noqa: S311 - places to damage, no secret
    for tried in range(tries(30, 1_000)):
        damaged = harmed(content, tried, chance)
        file.write_bytes(damaged)
        with pytest.raises(archive.NotThisRunError) as told:
            read(tmp_path, found)
        assert str(told.value) in {"damaged_to_extend", "out_not_ours"}, (tried, name)
    file.unlink()
    with pytest.raises(archive.NotThisRunError):
        read(tmp_path, found)


def _unexpected(path: Path) -> None:
    raise AssertionError(f"a damaged file was parsed: {path.name}")


def harmed(content: bytes, kind: int, chance: random.Random) -> bytes:
    """A file's content with some harm done to it that changes more than the white space of JSON."""
    place = chance.randrange(len(content))
    while content[place : place + 1].isspace() or content[place] ^ 1 in b" \t\r\n":
        place = chance.randrange(len(content))
    return (
        content[:place] + bytes([content[place] ^ 1]) + content[place + 1 :],
        content[:place],
        content + content[place:],
        content[:place] + bytes(16) + content[place + 16 :] + b"\1",
        content[place:] + content[:place] + b"{",
    )[kind % 5]


def test_the_result_hash_is_made_anew_from_what_is_there(tmp_path: Path) -> None:
    found = results(2)
    archive.write(found, tmp_path, "m")
    disk.seal(tmp_path, {"kind": "run", "content": "baseline", "result_hash": "0" * 64})
    with pytest.raises(archive.NotThisRunError, match="damaged_to_extend"):
        read(tmp_path, found)
