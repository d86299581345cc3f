"""Where tests find files."""

from __future__ import annotations

import os
from pathlib import Path

TESTS = Path(__file__).parents[1]
ROOT = TESTS.parent
APP = ROOT / "app.py"
PLACES = os.pathsep.join([str(ROOT), str(TESTS)])
"""PYTHONPATH of a process that imports `sim` and `support`."""
