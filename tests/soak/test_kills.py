"""Killed at any moment or on a full disk, a command leaves the old results or the new ones, never a part."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from support.soak import LONG, count, tries

HERE = Path(__file__).parent
KILLS = {
    "run": 90,
    "run --extend": 70,
    "export": 110,
    "compare": 130,
    "calibrate": 120,
    "backtest": 120,
    "sweep": 160,
    "sweep export": 90,
    "organisation --template": 60,
    "shelf": 100,
}
"""How often each command is killed in the long run; real ones and compiled code come on top."""


def found(script: str, *arguments: object, before: Sequence[str] = ()) -> dict[str, Any]:
    """What a script of victims found, behind a command that comes first."""
    environment = os.environ | {"PYTHONPATH": str(HERE.parents[1])}
    ended = subprocess.run(
        [*before, sys.executable, str(HERE / script), *map(str, arguments)],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert ended.returncode == 0, ended.stderr
    answer: dict[str, Any] = json.loads(ended.stdout)
    return answer


@pytest.mark.fuzz
@pytest.mark.parametrize("seed", range(tries(1, 4)))
@pytest.mark.parametrize("name", ["folder", "file"])
def test_killed_before_any_of_its_calls_a_writer_leaves_the_old_or_the_new(
    name: str, seed: int, tmp_path: Path
) -> None:
    counts = found("small_victims.py", name, seed, tmp_path / "home")
    count(f"kills: a small {name}", tried=counts["tried"], lost=len(counts["lost"]))
    assert counts["lost"] == []
    assert counts["old"] > counts["new"] > 0


OFTEN = ("run", "compare", "backtest")
"""Commands that are killed in every run of the tests, so that the victims keep up with the code."""


@pytest.mark.slow
@pytest.mark.fuzz
@pytest.mark.parametrize("name", KILLS if LONG else OFTEN)
def test_a_killed_command_leaves_the_old_or_the_new_and_the_next_one_nothing_else(
    name: str, tmp_path: Path
) -> None:
    kills = tries(3, KILLS[name])
    counts = found("victims.py", "killed", name, kills, 1, tmp_path / "home")
    count(f"kills: {name}", tried=counts["tried"], lost=len(counts["lost"]))
    assert counts["lost"] == []
    assert counts["tried"] == kills


WRITERS = [name for name in KILLS if name != "sweep"]
"""Commands that write to one place in one go."""


@pytest.mark.soak
@pytest.mark.parametrize("name", WRITERS)
def test_where_no_file_may_grow_a_command_says_so_and_the_old_results_stand(
    name: str, tmp_path: Path
) -> None:
    counts = found("victims.py", "starved", name, 12, 1, tmp_path / "home")
    count(f"full disk: {name}", tried=counts["tried"], told=counts["told"], lost=len(counts["lost"]))
    assert counts["lost"] == []
    assert counts["told"] == (0 if name == "shelf" else counts["tried"])  # the shelf is done without


SMALL_DISK = ("unshare", "-rm", "sh", "-c", 'mount -t tmpfs -o size=400m none "$0" && exec "$@"')
"""A command with a disk in memory at a place; needs no administrator where the system allows name spaces."""


@pytest.fixture
def small_disk(tmp_path: Path) -> Path:
    try:
        subprocess.run([*SMALL_DISK, tmp_path, "true"], check=True, capture_output=True)
    except (OSError, subprocess.CalledProcessError) as error:
        pytest.skip(f"no small disk can be mounted here: {error}")
    return tmp_path


@pytest.mark.soak
@pytest.mark.parametrize("name", WRITERS)
def test_on_a_full_disk_a_command_says_so_and_the_old_results_stand(name: str, small_disk: Path) -> None:
    home = small_disk / "home"
    counts = found("victims.py", "crammed", name, 12, 1, home, before=[*SMALL_DISK, str(small_disk)])
    count(f"full disk: {name}", tried=counts["tried"], told=counts["told"], lost=len(counts["lost"]))
    assert counts["lost"] == []
    assert counts["told"] == (0 if name == "shelf" else counts["tried"])
