"""A small package with two kernels and the real `sim.kernel`, for tests that spoil what it compiles."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

from sim.kernel import PACKAGE

RUN = "from sim.engine import run; print(run(10))"
"""A program that prints 21."""


def small_package(place: Path) -> Path:
    """The package, made: `rules` and `engine` hold kernels, `limits` a constant that `rules` freezes."""
    folder = place / "sim"
    folder.mkdir()
    for needed in ("kernel", "errors", "words"):
        shutil.copytree(PACKAGE / needed, folder / needed, ignore=shutil.ignore_patterns("__pycache__"))
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


def start(package: Path, cache: Path | None, code: str = RUN) -> subprocess.Popen[str]:
    """A process of its own with the small package instead of ours."""
    places = {
        "NUMBA_CACHE_DIR": str(cache or ""),
        "PYTHONPATH": str(package.parent),
        "TMPDIR": str(package.parent),
    }
    return subprocess.Popen(
        [sys.executable, "-c", code],
        cwd=package.parent,
        env={**os.environ, **places},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def said(process: subprocess.Popen[str]) -> tuple[str, str]:
    """What a process printed and what it told; it must have ended well."""
    printed, told = process.communicate()
    assert process.returncode == 0, told
    return printed.strip(), told


def answer(package: Path, cache: Path, code: str = RUN) -> str:
    """What the small package answers in a process of its own, which must have nothing to tell."""
    printed, told = said(start(package, cache, code))
    assert told == ""
    return printed
