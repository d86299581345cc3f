"""Room that the kernels of the ledger write in while they post, made once per replication."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from sim.fiscal import N_YEARS
from sim.kernel import kernel
from sim.ledger.items import N_SUMS
from sim.ledger.lines import N_ITEMS, N_LINES

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

MOST_SEGMENTS = 96


class Work(NamedTuple):
    """Room for one organisation and one of its lots at a time."""

    lines: Floats  # [year, line] entries of the organisation so far: whole yen
    spans: Ints  # [contract, (first, last, beyond, refreshed, end of term)]
    levels: Floats  # [contract] price level at which it was signed
    legacy: Floats  # [5] integrals of the legacy contracts in a year, see `span_sums`
    full_years: Floats  # [on shared SaaS or not, year, 4, item] integrals over whole years, see `added`
    part_year: Floats  # [4, item] the same over a part of a year
    cloud: Floats  # [4] of the cloud fee
    elsewhere: Floats  # [4] of cloud outside the shared environment


@kernel
def work_space() -> Work:
    """Room with nothing in it."""
    return Work(
        lines=np.zeros((N_YEARS, N_LINES)),
        spans=np.empty((MOST_SEGMENTS, 5), np.int64),
        levels=np.empty(MOST_SEGMENTS),
        legacy=np.empty(5),
        full_years=np.zeros((2, N_YEARS, N_SUMS, N_ITEMS)),
        part_year=np.empty((N_SUMS, N_ITEMS)),
        cloud=np.empty(N_SUMS),
        elsewhere=np.empty(N_SUMS),
    )
