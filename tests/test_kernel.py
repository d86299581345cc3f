from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import numba
import numpy as np
import pytest

from sim import elementary
from sim import kernel as kernel_module
from sim.kernel import cache_folder, kernel, leaf, source_hash, sources


@pytest.fixture
def package(tmp_path: Path) -> Path:
    """A small package: `rules` and `engine` hold kernels, `limits` a constant that `rules` freezes."""
    folder = tmp_path / "sim"
    folder.mkdir()
    shutil.copy(kernel_module.__file__, folder / "kernel.py")
    (folder / "__init__.py").write_text("")
    (folder / "limits.py").write_text("FACTOR = 2\n")
    (folder / "shown.py").write_text("from sim.rules import double\n")
    (folder / "rules.py").write_text(
        "from sim.kernel import kernel\nfrom sim.limits import (\n    FACTOR,\n)\n\n\n"
        "@kernel\ndef double(x: int) -> int:\n    return x * FACTOR\n"
    )
    (folder / "engine.py").write_text(
        "from sim import rules\nfrom sim.kernel import kernel\n\ndouble = rules.double\n\n\n"
        "@kernel\ndef run(x: int) -> int:\n    return double(x) + 1\n"
    )
    return folder


def _run(package: Path, cache: Path) -> str:
    """What the engine of the small package answers in a process of its own."""
    code = "from sim.engine import run; print(run(10))"
    environment = {**os.environ, "NUMBA_CACHE_DIR": str(cache), "PYTHONPATH": str(package.parent)}
    answer = subprocess.run(
        [sys.executable, "-c", code],
        cwd=package.parent,
        env=environment,
        capture_output=True,
        text=True,
        check=True,
    )
    return answer.stdout.strip()


def test_kernels_and_all_that_they_import_count(package: Path) -> None:
    names = {path.name for path in sources(package)}
    assert names == {"__init__.py", "kernel.py", "rules.py", "limits.py", "engine.py"}


@pytest.mark.parametrize("name", ["rules.py", "engine.py", "limits.py"])
def test_editing_a_source_of_compiled_code_changes_the_cache_folder(package: Path, name: str) -> None:
    before = cache_folder(package)
    path = package / name
    path.write_text(path.read_text() + "# edited\n")
    assert cache_folder(package).name != before.name


def test_editing_what_is_never_compiled_keeps_the_cache_folder(package: Path) -> None:
    before = source_hash(package)
    (package / "shown.py").write_text("print('other')\n")
    assert source_hash(package) == before


def test_a_new_rule_reaches_a_caller_that_was_cached(package: Path, tmp_path: Path) -> None:
    cache = tmp_path / "cache"
    assert _run(package, cache) == "21"
    assert list(cache.rglob("engine.run-*.nbi"))
    rules = package / "rules.py"
    rules.write_text(rules.read_text().replace("x * FACTOR", "x * FACTOR * 5"))
    assert _run(package, cache) == "101"
    limits = package / "limits.py"
    limits.write_text("FACTOR = 3\n")
    assert _run(package, cache) == "151"


def test_this_project_caches_in_the_folder_of_its_sources() -> None:
    compiled: Any = elementary.exp
    assert str(cache_folder()) in compiled.stats.cache_path
    assert {path.name for path in sources()} >= {"kernel.py", "elementary.py", "streams.py", "fiscal.py"}


def test_a_division_by_zero_inside_a_kernel_is_infinite_as_in_numpy() -> None:
    @kernel
    def inverse(x: float) -> float:
        return 1.0 / x

    assert inverse(0.0) == float("inf")
    assert inverse(4.0) == 0.25


def test_a_leaf_that_creates_an_array_does_not_compile() -> None:
    @leaf
    def creates(n: int) -> float:
        return float(np.empty(n).size)

    with pytest.raises(numba.TypingError, match="array"):
        creates(3)
