"""One short value for all the whole numbers of a replication: equal numbers, equal digest, on any machine."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray


def digest(arrays: Iterable[NDArray[Any]]) -> bytes:
    """SHA-256 of arrays of whole numbers, the same for any width or byte order in which they are held."""
    total = hashlib.sha256()
    for array in arrays:
        total.update(np.ascontiguousarray(array, dtype="<i8").data)
    return total.digest()
