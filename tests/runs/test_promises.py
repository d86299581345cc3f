"""Same seed, same result: in processes of their own, whatever their workers and the luck of their hashes."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from sim import runs
from sim.scenario import load


@pytest.mark.slow
def test_the_same_seed_gives_the_same_result_in_any_process_with_any_number_of_workers() -> None:
    processes = [
        subprocess.Popen(
            [
                str(Path(sys.executable).parent / "sanwari"),
                *["run", "baseline", "--replications", "4", "--json", "--seed", "7", "--workers"],
                workers,
            ],
            env=os.environ | {"PYTHONHASHSEED": workers},
            stdout=subprocess.PIPE,
        )
        for workers in ("1", "3")
    ]
    here = runs.run(load("baseline"), 4, seed=7, workers=2).result_hash
    assert [json.loads(each.communicate()[0])["result_hash"] for each in processes] == [here, here]
