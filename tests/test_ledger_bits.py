"""The same yen on any processor: a plain instruction set gives the bits that this machine's own set gives."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from pathlib import Path

import ledger_factory as make
import pytest

TESTS = Path(__file__).parent


def digest() -> str:
    """SHA-256 of all amounts, funding lines and comparators of one replication."""
    got = make.posted(make.baseline(), make.nation(), make.crowded(make.nation()))
    parts = (got.amounts, got.funding, got.lat_memo, got.c_items_yen, got.c_law_yen, got.commitments)
    return hashlib.sha256(b"".join(part.tobytes() for part in parts)).hexdigest()


@pytest.mark.slow
def test_generic_code_and_numpy_without_vector_units_give_the_same_ledger(tmp_path: Path) -> None:
    from numpy._core._multiarray_umath import __cpu_dispatch__, __cpu_features__

    vector_units = " ".join(name for name in __cpu_dispatch__ if __cpu_features__.get(name))
    environment = {
        **os.environ,
        "NUMBA_CACHE_DIR": str(tmp_path),
        "NUMBA_CPU_NAME": "generic",
        "NUMBA_CPU_FEATURES": "",
        "NPY_DISABLE_CPU_FEATURES": vector_units,
        "PYTHONPATH": os.pathsep.join((str(TESTS), str(TESTS.parent))),
    }
    code = "import test_ledger_bits; print(test_ledger_bits.digest())"
    done = subprocess.run(
        [sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True, timeout=300
    )
    assert done.stdout.strip() == digest()
