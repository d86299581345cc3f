"""What a server gives back to the machine once nobody is there."""

from __future__ import annotations

import ctypes
import gc
import sys


def give_back() -> None:
    """Return memory that is free in the process to the system, where the system knows how."""
    gc.collect()
    if sys.platform == "linux":
        trim = getattr(ctypes.CDLL(None), "malloc_trim", None)  # of the GNU library
        if trim is not None:
            trim(0)
