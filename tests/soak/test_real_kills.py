"""Real commands, killed at random moments while they compute, draw in other processes, or write."""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from soak.kills import Content, content
from support.paths import TESTS
from support.soak import count

SANWARI = Path(sys.executable).parent / "sanwari"
DESIGN = TESTS / "before" / "sweep.toml"
FEW = ("--replications", "2")


def start(*arguments: str) -> subprocess.Popen[bytes]:
    """A command with a session of its own, by which what it leaves behind can be found."""
    return subprocess.Popen(
        [str(SANWARI), *arguments],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )


def seconds_of(*arguments: str) -> float:
    """How long a command takes that ends well, the compiler left out."""
    assert start("run", "--json", *FEW).wait() == 0
    began = time.monotonic()
    assert start(*arguments).wait() == 0
    return time.monotonic() - began


def is_gone(group: int) -> bool:
    """Whether no process of the group is left after twenty seconds: those that draw end with their parent."""
    for _ in range(100):
        try:
            os.killpg(group, 0)
        except ProcessLookupError:
            return True
        time.sleep(0.2)
    return False


def kill_at_random(luck: random.Random, seconds: float, *arguments: str) -> bool:
    """Whether a command was killed before it had ended; with it end the processes that it began."""
    process = start(*arguments)
    time.sleep(luck.uniform(0.0, seconds))
    process.send_signal(signal.SIGKILL)
    was_killed = process.wait() == -signal.SIGKILL
    assert is_gone(process.pid), "a worker is left"
    return was_killed


def stands(out: Path) -> Content:
    """What stands, or stood until the command that was killed between its two renames moved it aside."""
    found = content(out)
    left = [] if found is not None else list(out.parent.glob(f".{out.name}.sanwari-*.old"))
    return content(left[0]) if left else found


@pytest.mark.soak
@pytest.mark.parametrize(
    "command",
    [
        ("run", "baseline", *FEW),
        ("run", "baseline", "--extend", *FEW),
        ("export", "baseline", "--organisation", "弘前市", "--format", "pptx,xlsx,csv", *FEW),
        ("compare", "baseline", "yen_115", *FEW),
    ],
    ids=["run", "run --extend", "export", "compare"],
)
def test_a_real_command_killed_at_random_moments_leaves_the_old_or_the_new(
    command: tuple[str, ...], tmp_path: Path
) -> None:
    out, luck, name = tmp_path / "at" / "out", random.Random(1), f"kills: real {command[0]}"  # noqa: S311
    out.parent.mkdir()
    seconds = seconds_of(*command, "--out", str(out))
    for number in range(12):
        seed = () if "--extend" in command else ("--seed", str(number))
        was_killed = kill_at_random(luck, seconds * 1.05, *command, *seed, "--out", str(out))
        assert stands(out) is not None  # nor is it half of anything, or this raises
        count(name, tried=was_killed)
    assert start(*command, "--out", str(out)).wait() == 0
    assert content(out) is not None
    assert [path.name for path in out.parent.iterdir()] == ["out"]


@pytest.mark.soak
def test_a_real_sweep_killed_at_random_moments_has_the_hash_of_one_in_one_go(tmp_path: Path) -> None:
    luck, out = random.Random(1), tmp_path / "out"  # noqa: S311
    command = ("sweep", str(DESIGN), "--no-cache", "--out")
    seconds = seconds_of(*command, str(tmp_path / "whole"))
    for _ in range(12):
        count("kills: real sweep", tried=kill_at_random(luck, seconds, *command, str(out)))
    assert start(*command, str(out)).wait() == 0
    hashes = [json.loads((tmp_path / each / "manifest.json").read_bytes()) for each in ("out", "whole")]
    assert hashes[0]["result_hash"] == hashes[1]["result_hash"]
    assert {path.name for path in out.iterdir()} == {path.name for path in (tmp_path / "whole").iterdir()}
