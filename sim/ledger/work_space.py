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


NO_SLOT = -1
OTHER_CLOUD = N_ITEMS
"""Column beside the ten items: the cloud of those who are hosted elsewhere."""


class WorkSpace(NamedTuple):
    """Room for one organisation and one of its lots at a time."""

    lines: Floats  # [year, line] entries of the organisation so far: whole yen
    bits: Ints  # [year, line] the same memory, read as whole numbers
    continued: Floats  # [year, (ten items, law changes)] continuation of the organisation so far: whole yen
    spans: Ints  # [contract, (first, last, beyond, refreshed, end of term)]
    levels: Floats  # [contract] price level at which it was signed
    legacy: Floats  # [5] integrals of the legacy contracts in a year, see `span_sums`
    years: Floats  # [item] of them the years at the prices of FY2018
    priced_years: Floats  # [item] and at the prices of each contract
    fees: Floats  # [item] yearly fees of the new system
    sums: Floats  # [4] integrals of one item, see `added`


class Common(NamedTuple):
    """Integrals that many lots have in common: cutovers fall on few days, first contracts within a term."""

    slots: Ints  # [moves to shared SaaS or not, day of cutover]: its place in `priced`, or NO_SLOT
    priced: Floats  # [slot, year, 4, item and OTHER_CLOUD] since the cutover, see `added`
    renewed: Floats  # [end of the first contract, year, (years, priced years)] of contracts always renewed


@kernel
def work_space() -> WorkSpace:
    """Room with nothing in it."""
    lines = np.zeros((N_YEARS, N_LINES))
    return WorkSpace(
        lines=lines,
        bits=lines.view(np.int64),
        continued=np.zeros((N_YEARS, 2)),
        spans=np.empty((MOST_SEGMENTS, 5), np.int64),
        levels=np.empty(MOST_SEGMENTS),
        legacy=np.empty(5),
        years=np.empty(N_ITEMS),
        priced_years=np.empty(N_ITEMS),
        fees=np.empty(N_ITEMS),
        sums=np.empty(N_SUMS),
    )
