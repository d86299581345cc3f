"""The same result on any processor: a plain instruction set gives the bits of this machine's own set."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from support.paths import PLACES

from sim import runs
from sim.scenario import load


def digest() -> str:
    """Result hash of the first replications of the baseline: every day, flag and yen of them."""
    return runs.run(load("baseline"), 2).result_hash


@pytest.mark.soak  # compiles all once more
def test_generic_code_and_numpy_without_vector_units_give_the_same_result_hash(tmp_path: Path) -> None:
    from numpy._core._multiarray_umath import __cpu_dispatch__, __cpu_features__

    vector_units = " ".join(name for name in __cpu_dispatch__ if __cpu_features__.get(name))
    environment = {
        **os.environ,
        "NUMBA_CACHE_DIR": str(tmp_path),
        "NUMBA_CPU_NAME": "generic",
        "NUMBA_CPU_FEATURES": "",
        "NPY_DISABLE_CPU_FEATURES": vector_units,
        "PYTHONPATH": os.pathsep.join((PLACES, str(Path(__file__).parent))),
    }
    code = "import test_bits; print(test_bits.digest())"
    done = subprocess.run(
        [sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True, timeout=600
    )
    assert done.stdout.strip() == digest()
