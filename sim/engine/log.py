"""The event log: what happened, on which day, to whom."""

from __future__ import annotations

from enum import IntEnum

import numpy as np
import simpy
from numpy.typing import NDArray

from sim.engine.agenda import TICKS_PER_DAY


class Kind(IntEnum):
    """Kinds of event. The subject is a lot, except where a vendor is named; the value is said beside."""

    CAPACITY_CHANGED = 1  # vendor; teams
    REVISION = 2  # lot must build in a revision; team-days added, in hundredths
    VENDOR_WITHDREW = 3  # vendor
    RETENDERED = 4  # vendor that was lost
    PHASE_STARTED = 5  # phase
    REHEARSAL_FAILED = 6  # number of the try
    READY = 7  # day of the window it waits for
    WINDOW_FULL = 8  # day of the next window
    CUT_OVER = 9  # vendor
    DONE = 10  # vendor
    TENDER_FAILED = 11  # day of the next try
    CONTRACTED = 12  # vendor
    QUEUED = 13  # vendor
    STARTED = 14  # teams
    REVIEWED = 15  # announced day
    DEFERRED = 16  # announced day
    REBOOKED = 17  # new booked day
    REPLANNED = 18  # vendor; lots announced anew
    ANNOUNCED = 19  # announced day
    DECLARED = 20  # reason
    SET_ASIDE = 21  # vendor


class Log:
    """Rows (day, step, kind, subject, value), kept only when asked for."""

    def __init__(self, env: simpy.Environment, keep: bool) -> None:
        self._env = env
        self._keep = keep
        self._rows: list[tuple[int, int, int, int, int]] = []

    def __call__(self, kind: Kind, subject: int, value: int = 0) -> None:
        """Note that something happened to `subject` at this very step."""
        if self._keep:
            day, step = divmod(int(self._env.now), TICKS_PER_DAY)
            self._rows.append((day, step, int(kind), int(subject), int(value)))

    def array(self) -> NDArray[np.int64]:
        """The rows as int64 [n, 5], in the order in which they happened."""
        return np.array(self._rows, dtype=np.int64).reshape(-1, 5)
