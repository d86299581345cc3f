"""What vendors do, compiled; the same as `sim.engine.vendors`."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from sim import rules
from sim.engine import expect, transitions
from sim.engine.agenda import Step
from sim.engine.compiled.work_space import (
    AT_CUTOVER,
    EMPTY,
    TO_REPLAN,
    Desk,
    appoint,
    begin,
    call,
    join,
    note,
    sort_taken,
    take,
)
from sim.engine.expect import DONE, FIT, LIVE, READY
from sim.engine.log import Kind
from sim.engine.state import State
from sim.engine.world import World
from sim.fiscal import HORIZON_END
from sim.kernel import inlined, leaf
from sim.ordering import sort_by

Ints = NDArray[np.int64]


@inlined
def announce(w: World, s: State, d: Desk, i: int, finish: int, day: int, step: int, kind: int) -> None:
    """Tell the organisation in which window the lot will cut over, given the day it would be ready."""
    if transitions.announce(w, s, i, finish, day) or kind != Kind.ANNOUNCED:
        note(d, day, step, kind, i, s.announced[i])


@leaf
def allocate(w: World, s: State, d: Desk, day: int, change: int) -> None:
    """Each vendor that was called grants teams from the head of its queue; then the lots begin."""
    granted = 0
    for vendor in range(s.capacity.size):
        if d.allocate_on[vendor] != day:
            continue
        most = max(s.capacity[vendor], d.most_ahead[vendor, change])
        i = d.queue_head[vendor]
        while i != EMPTY:
            need = rules.teams_granted(s.teams[i], most)
            if need > s.capacity[vendor] - s.busy[vendor]:
                break
            d.queue_head[vendor] = d.queue_next[i]
            transitions.grant(s, i, need)
            note(d, day, Step.ALLOCATE, Kind.STARTED, i, need)
            d.taken[granted] = i
            granted += 1
            i = d.queue_head[vendor]
    for k in range(granted):
        i = d.taken[k]
        transitions.start(w, s, i, day)
        begin(s, d, i, FIT, transitions.phase_work(w, s, i, FIT), day, Step.ALLOCATE)


@inlined
def wait_for_window(w: World, s: State, d: Desk, i: int, target: int, day: int, step: int) -> None:
    """A ready lot waits for a window."""
    transitions.wait_for_window(w, s, i, target, day)
    note(d, day, step, Kind.READY, i, target)
    if target < HORIZON_END:
        appoint(d, i, AT_CUTOVER, target)


@leaf
def by_vendor(s: State, d: Desk, n: int) -> None:
    """Sort the first n lots taken by their vendor; those of one vendor stay in their order."""
    d.place[:] = 0
    for k in range(n):
        d.place[s.vendor[d.taken[k]] + 1] += 1
    for vendor in range(1, d.place.size):
        d.place[vendor] += d.place[vendor - 1]
    for k in range(n):
        vendor = s.vendor[d.taken[k]]
        d.target[d.place[vendor]] = d.taken[k]
        d.place[vendor] += 1
    for k in range(n):
        d.taken[k] = d.target[k]


@leaf
def open_windows(w: World, s: State, d: Desk, day: int) -> None:
    """Cut over, vendor by vendor, as many ready lots as the window holds, the longest ready first."""
    n = take(d, AT_CUTOVER, day)
    if n == 0:
        return
    by_vendor(s, d, n)
    sort_by(d.taken, n, s.vendor, s.ready)
    vendor, used, room = EMPTY, 0, 0
    for k in range(n):
        i = d.taken[k]
        if s.vendor[i] != vendor:
            vendor, used = s.vendor[i], 0
            room = rules.window_room(w.rules.limit_minimum, w.rules.limit_per_team, s.capacity[vendor])
        if used < room:
            used += 1
            transitions.cut_over(s, i, day)
            note(d, day, Step.CUTOVER, Kind.CUT_OVER, i, vendor)
        else:
            d.target[i] = expect.late_window(w, i, day + 1)
            note(d, day, Step.CUTOVER, Kind.WINDOW_FULL, i, d.target[i])
    for k in range(n):
        i = d.taken[k]
        if s.cutover[i] == day:
            begin(s, d, i, LIVE, transitions.phase_work(w, s, i, LIVE), day, Step.CUTOVER)
        else:
            wait_for_window(w, s, d, i, d.target[i], day, Step.CUTOVER)


@leaf
def sort_out(s: State, d: Desk, vendor: int) -> None:
    """Bring the lists of the vendor up to date: who still waits, who is at work, nobody who is done."""
    before, kept = d.n_at_work[vendor], 0
    for i in d.at_work[vendor, :before]:
        if s.phase[i] < FIT:
            join(d.waiting, d.n_waiting, vendor, i)  # it was set aside
        elif s.phase[i] < DONE:
            d.at_work[vendor, kept] = i
            kept += 1
    before, d.n_at_work[vendor], kept = d.n_waiting[vendor], kept, 0
    for i in d.waiting[vendor, :before]:
        if s.phase[i] < FIT:
            d.waiting[vendor, kept] = i
            kept += 1
        elif s.phase[i] < DONE:
            join(d.at_work, d.n_at_work, vendor, i)
    d.n_waiting[vendor] = kept


@leaf
def those_to_tell(s: State, d: Desk, waiting: Ints, at_work: Ints, day: int, due: bool) -> int:
    """How many lots hear their day: all not yet ready when re-planning is due, else the new ones.

    `taken` then holds them, ascending.
    """
    n = 0
    for i in waiting:
        if due or s.contract[i] == day:
            d.taken[n] = i
            n += 1
    for i in at_work:
        if s.phase[i] < READY if due else s.contract[i] == day:
            d.taken[n] = i
            n += 1
    sort_taken(d, n)
    return n


@leaf
def replan(w: World, s: State, d: Desk, vendor: int, day: int) -> None:
    """Announce days from the queue run forward: of all lots when re-planning is due, else of new ones."""
    if s.withdrawn[vendor] != 0:
        return
    r = w.rules
    due = d.replan_on[vendor] == day
    known = transitions.known(w, s, vendor)
    sort_out(s, d, vendor)
    waiting = d.waiting[vendor, : d.n_waiting[vendor]]
    at_work = d.at_work[vendor, : d.n_at_work[vendor]]
    expect.vendor_outlook(w, s, d.scratch, vendor, waiting, at_work, day, known, d.finish)
    told, deadline = those_to_tell(s, d, waiting, at_work, day, due), transitions.deadline_on(w, day)
    for k in range(told):
        i = d.taken[k]
        finish = rules.optimistic_day(day, d.finish[i], deadline, r.optimism, r.optimism_horizon_days)
        announce(w, s, d, i, finish, day, Step.REPLAN, Kind.ANNOUNCED)
    if due:
        s.believed[vendor] = transitions.belief(w, s, vendor)
        note(d, day, Step.REPLAN, Kind.REPLANNED, vendor, told)
        d.replan_on[vendor] = day + r.replan_days
        call(d, TO_REPLAN, d.replan_on[vendor])
