"""One short value for all the whole numbers of a replication: equal numbers, equal digest, on any machine."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Any

import numpy as np

from sim.kernel import kernel

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray

LANES = 16
_FACTOR, _HALF = np.uint64(0x9E3779B97F4A7C15), np.uint64(32)


def digest(arrays: Iterable[NDArray[Any]]) -> bytes:
    """SHA-256 of the states that arrays of whole numbers leave; the same for any width or byte order of them.

    Each array is mixed into 16 words of 64 bits, and those are hashed. Mixing 26 MB takes a tenth of the time
    that SHA-256 of them would. A step can be undone, so a single changed number always changes the state;
    several changes cancel out once in 2**64 cases. It guards against accidents, not against forgery.
    """
    total = hashlib.sha256()
    for array in arrays:
        flat = np.ravel(array)
        total.update(mixed(flat.view(np.uint8) if flat.dtype == np.bool_ else flat).astype("<u8").data)
    return total.digest()


@kernel
def mixed(values: NDArray[Any]) -> NDArray[np.uint64]:
    """State [16] after all values, each mixed into the lane that its position falls on."""
    lanes = np.empty(LANES, np.uint64)
    for lane in range(LANES):
        lanes[lane] = np.uint64(values.size + lane + 1) * _FACTOR
    whole = values.size - values.size % LANES
    for first in range(0, whole, LANES):
        for lane in range(LANES):
            word = (lanes[lane] ^ np.uint64(np.int64(values[first + lane]))) * _FACTOR
            lanes[lane] = word ^ (word >> _HALF)
    for lane in range(values.size - whole):
        word = (lanes[lane] ^ np.uint64(np.int64(values[whole + lane]))) * _FACTOR
        lanes[lane] = word ^ (word >> _HALF)
    return lanes
