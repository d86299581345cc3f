"""A sweep that is killed at any moment goes on where it was and ends with the same hash."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import numpy as np
import pytest
from support.paths import PLACES, TESTS
from support.sweeps import swept, write_design

from sim.analysis import sweep

VICTIM = TESTS / "support" / "sweeps.py"
POINTS = 60


def start(design: Path, out: Path) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, str(VICTIM), str(design), str(out), "0.01"],
        env=os.environ | {"PYTHONPATH": PLACES},
    )


def finished(out: Path) -> set[Path]:
    """Files that hold finished points now."""
    return {*out.glob("chunk-*.parquet"), *out.glob("points/*.json")}


def kill_while_it_works(design: Path, out: Path, moment: np.random.Generator) -> int:
    """Start the sweep and kill it some time after it has begun to finish points; points done so far."""
    before = finished(out)
    process = start(design, out)
    while process.poll() is None and finished(out) <= before:
        time.sleep(0.002)
    time.sleep(moment.uniform(0.0, 0.3))
    process.send_signal(signal.SIGKILL)
    process.wait()
    return sweep.status(out).done


def killed_often(folder: Path, kills: int) -> None:
    design, out = write_design(folder, steps=POINTS), folder / "out"
    moment = np.random.default_rng(kills)
    done = [0]
    for _ in range(kills):
        done.append(kill_while_it_works(design, out, moment))
        assert sweep.status(out).damaged == ()
    assert done == sorted(done)
    assert done[1] > 0
    process = start(design, out)
    assert process.wait() == 0
    whole = swept(design, folder / "at_once", chunk=7)
    assert sweep.status(out).result_hash == whole.content["result_hash"]
    assert sorted(path.suffix for path in out.iterdir() if path.is_file()) == sorted(
        ["", ".json", *[".parquet", ".sha256"] * 20]
    )


def test_three_kills_at_random_moments_change_nothing(tmp_path: Path) -> None:
    killed_often(tmp_path, 3)


@pytest.mark.slow
def test_twenty_kills_at_random_moments_change_nothing(tmp_path: Path) -> None:
    killed_often(tmp_path, 20)
