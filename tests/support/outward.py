"""What a server reaches for outside this machine or its memory; see `audit/sitecustomize.py`."""

from __future__ import annotations

import os
from pathlib import Path

FOLDER = Path(__file__).parent / "audit"


def watched(log: Path) -> dict[str, str]:
    """Environment of a Python that is watched, with all processes that it starts."""
    path = os.pathsep.join(part for part in (str(FOLDER), os.environ.get("PYTHONPATH", "")) if part)
    return {**os.environ, "PYTHONPATH": path, "SANWARI_TEST_REACHED": str(log)}


def reached(log: Path) -> list[str]:
    """What it reached for, none of which is on this machine, and temporary files that it opened."""
    return log.read_text(encoding="utf-8").splitlines() if log.exists() else []
