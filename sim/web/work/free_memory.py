"""What a server gives back to the machine: memory that is free in the process, but not in the system."""

from __future__ import annotations

import ctypes
import gc
import sys


def give_back() -> None:
    """Return memory that nothing uses to the system, what is only held by circles included."""
    gc.collect()
    trim()


def trim() -> None:
    """Return free memory to the system, where it knows how: the arrays of a run leave some 150 MB of it.

    It takes a hundredth of a second; without it a server that refines one scenario after the other grows.
    """
    if sys.platform == "linux":
        found = getattr(ctypes.CDLL(None), "malloc_trim", None)  # of the GNU library
        if found is not None:
            found(0)
