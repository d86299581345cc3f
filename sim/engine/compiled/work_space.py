"""The work space of the compiled engine: appointments, queues, calls of the day, log.

A lot has at most one appointment at a time (and a review beside it). Appointments of a day and step form a
linked list, which is sorted by lot when its time comes.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from sim.engine import transitions
from sim.engine.expect import Scratch, scratch
from sim.engine.log import Kind
from sim.engine.state import State
from sim.engine.world import World
from sim.fiscal import HORIZON_END, NEVER
from sim.kernel import inlined, leaf
from sim.ordering import sort_few

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
Small = NDArray[np.int32]  # half the memory, where the next lot is anywhere
Bytes = NDArray[np.uint8]
Words = NDArray[np.uint64]

# Steps at which a lot may have an appointment, as rows of the agenda.
AT_PHASE_END, AT_CUTOVER, AT_TENDER, AT_REQUEST, AT_REVIEW = range(5)
# What a lot waits for at the tender step.
FOR_PROCUREMENT, FOR_NEW_VENDOR, FOR_APPROPRIATION = range(3)
EMPTY = -1
# Calls of vendors, as rows of `called`.
TO_WITHDRAW, TO_ALLOCATE, TO_REPLAN = range(3)
FEW = 48  # lots of a day up to which insertion sorts fastest
WORD = 8  # marks that are looked at together


class Desk(NamedTuple):
    """The engine's own work space: appointments, queues, calls of the day, log."""

    head: Small  # [appointment, day]: first lot of the list
    next: Small  # [2, lot]: following lot; row 1 for reviews, which a lot may have beside another appointment
    due: Small  # [2, lot]: day of the appointment, NEVER without one
    at: Small  # [lot]: appointment of row 0
    waits: Small  # [lot]: what a lot at the tender step waits for
    visit: Small  # [lot]: tenders so far
    tries: Small  # [lot]: number of the current rehearsal
    queue_head: Ints  # [vendor]
    queue_next: Small  # [lot]
    called: Bytes  # [call, day]: some vendor was called for this day
    allocate_on: Ints  # [vendor]: day for which allocation was called
    replan_on: Ints  # [vendor]: day of the next full re-planning
    replan_called: Ints  # [vendor]
    waiting: Ints  # [vendor, lot]: lots contracted or queued when the vendor last looked, and since
    at_work: Ints  # [vendor, lot]: lots that held teams when it last looked
    n_waiting: Ints  # [vendor]
    n_at_work: Ints  # [vendor]
    ratios: Floats  # [vendor]: queue ratios of last night
    most_ahead: Ints  # [vendor, change + 1]: greatest capacity from that change on
    taken: Ints  # [lot]: lots whose appointment has come
    mark: Bytes  # [lot, and some more to a whole word]
    mark_words: Words  # the same bytes, eight at a time
    place: Ints  # [vendor + 1]: where its next lot goes, while lots are sorted by vendor
    target: Ints  # [lot]: following window of a lot that found its own full
    finish: Ints  # [lot]
    scratch: Scratch
    log: Ints  # [rows, 5]; no rows: nothing is kept
    logged: Ints  # [1]: rows written


def desk(w: World, log_rows: int) -> Desk:
    """An empty work space for this World."""
    n, n_vendors = len(w.lot_vendor), len(w.vendor_ready)
    mark = np.zeros(-(-n // WORD) * WORD, dtype=np.uint8)
    ahead = np.maximum.accumulate(w.capacity[:, ::-1], axis=1)[:, ::-1]

    def ints(*shape: int, value: int = 0) -> Ints:
        return np.full(shape, value, dtype=np.int64)

    def small(*shape: int, value: int = 0) -> Small:
        return np.full(shape, value, dtype=np.int32)

    return Desk(
        head=small(5, HORIZON_END + 1, value=EMPTY),
        next=small(2, n, value=EMPTY),
        due=small(2, n, value=NEVER),
        at=small(n),
        waits=small(n),
        visit=small(n),
        tries=small(n),
        queue_head=ints(n_vendors, value=EMPTY),
        queue_next=small(n, value=EMPTY),
        called=np.zeros((3, HORIZON_END + 1), dtype=np.uint8),
        allocate_on=ints(n_vendors, value=EMPTY),
        replan_on=w.vendor_first_plan.copy(),
        replan_called=ints(n_vendors, value=EMPTY),
        waiting=np.empty((n_vendors, n), dtype=np.int64),
        at_work=np.empty((n_vendors, n), dtype=np.int64),
        n_waiting=ints(n_vendors),
        n_at_work=ints(n_vendors),
        ratios=np.zeros(n_vendors),
        most_ahead=np.hstack([ahead, np.zeros((n_vendors, 1), dtype=np.int64)]),
        taken=ints(n),
        mark=mark,
        mark_words=mark.view(np.uint64),
        place=ints(n_vendors + 1),
        target=ints(n),
        finish=np.empty(n, dtype=np.int64),
        scratch=scratch(w),
        log=ints(log_rows, 5),
        logged=ints(1),
    )


@leaf
def note(d: Desk, day: int, step: int, kind: int, subject: int, value: int) -> None:
    """Write a row of the log, if one is kept."""
    row = d.logged[0]
    if row < d.log.shape[0]:
        d.log[row, 0] = day
        d.log[row, 1] = step
        d.log[row, 2] = kind
        d.log[row, 3] = subject
        d.log[row, 4] = value
    d.logged[0] = row + 1


@leaf
def appoint(d: Desk, i: int, at: int, day: int) -> None:
    """Put a lot on the agenda of a day; beyond the horizon it waits for good."""
    if day > HORIZON_END:
        return
    row = 1 if at == AT_REVIEW else 0
    d.next[row, i] = d.head[at, day]
    d.head[at, day] = i
    d.due[row, i] = day
    if row == 0:
        d.at[i] = at


@leaf
def withdraw_appointment(d: Desk, i: int, row: int) -> None:
    """Take a lot off the agenda."""
    day = d.due[row, i]
    if day == NEVER:
        return
    d.due[row, i] = NEVER
    at = AT_REVIEW if row == 1 else d.at[i]
    j = d.head[at, day]
    if j == i:
        d.head[at, day] = d.next[row, i]
        return
    while d.next[row, j] != i:
        j = d.next[row, j]
    d.next[row, j] = d.next[row, i]


@leaf
def take(d: Desk, at: int, day: int) -> int:
    """How many lots have this appointment today; the list is emptied.

    `taken` then holds them, ascending; those for a window in the order in which they became ready, nearly.
    """
    row = 1 if at == AT_REVIEW else 0
    n, i = 0, d.head[at, day]
    while i != EMPTY:
        d.taken[n] = i
        d.due[row, i] = NEVER
        n += 1
        i = d.next[row, i]
    d.head[at, day] = EMPTY
    if at == AT_CUTOVER:
        for k in range(n // 2):
            d.taken[k], d.taken[n - 1 - k] = d.taken[n - 1 - k], d.taken[k]
    else:
        sort_taken(d, n)
    return n


@leaf
def sort_taken(d: Desk, n: int) -> None:
    """Sort the first n lots taken by their number; many of them by marking and reading off."""
    if n <= FEW:
        sort_few(d.taken, n)
        return
    for k in range(n):
        d.mark[d.taken[k]] = 1
    k = 0
    for word in range(d.mark_words.size):
        if d.mark_words[word] != 0:
            for i in range(WORD * word, WORD * word + WORD):
                if d.mark[i] != 0:
                    d.mark[i] = 0
                    d.taken[k] = i
                    k += 1


@leaf
def call(d: Desk, what: int, day: int) -> None:
    """Have the vendors looked through for this call on that day."""
    if day <= HORIZON_END:
        d.called[what, day] = 1


@leaf
def call_allocation(d: Desk, vendor: int, day: int) -> None:
    """Have the vendor allocate its teams on that day."""
    d.allocate_on[vendor] = day
    call(d, TO_ALLOCATE, day)


@leaf
def join(lots: Ints, number: Ints, vendor: int, i: int) -> None:
    """Add a lot to a list of its vendor."""
    lots[vendor, number[vendor]] = i
    number[vendor] += 1


@inlined
def begin(s: State, d: Desk, i: int, phase: int, team_days: float, day: int, step: int) -> None:
    """Begin a phase of a lot."""
    transitions.begin(s, i, phase, team_days, day)
    note(d, day, step, Kind.PHASE_STARTED, i, phase)
    appoint(d, i, AT_PHASE_END, s.phase_end[i])
