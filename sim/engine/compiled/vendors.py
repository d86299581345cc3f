"""What vendors do, compiled; the same as `sim.engine.vendors`."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from sim import rules
from sim.engine import outlook
from sim.engine.agenda import Step
from sim.engine.compiled.desk import (
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
from sim.engine.log import Kind
from sim.engine.outlook import DONE, FIT, LIVE, READY
from sim.engine.state import State
from sim.engine.world import World
from sim.fiscal import HORIZON_END
from sim.kernel import leaf
from sim.ordering import sort_by

Ints = NDArray[np.int64]


@leaf
def queue_ratio(s: State, vendor: int) -> float:
    """Team-days waiting over a year's capacity, as of last night."""
    return rules.queue_ratio(s.queue_work[vendor], s.capacity[vendor])


@leaf
def belief_of(w: World, s: State, vendor: int) -> float:
    """Growth that the vendor believes in, from the share of its lots that have been through rehearsal."""
    share = rules.share_rehearsed(s.rehearsed[vendor], s.lots[vendor])
    return rules.believed_growth(w.vendor_growth[vendor], share, w.rules.kappa, w.rules.steepness)


@leaf
def set_earliest(w: World, s: State, i: int) -> None:
    """The first day on which work may and should begin."""
    vendor = s.vendor[i]
    product = rules.product_day(
        w.vendor_ready[vendor], w.lot_ready_by[i], vendor == w.lot_vendor[i], w.lot_product_delay[i]
    )
    planned, buffer = s.planned_days[i], w.rules.buffer
    s.earliest[i] = rules.earliest_start(s.contract[i], product, s.booked[i], planned, buffer)


@leaf
def set_rank(w: World, s: State, i: int) -> None:
    """The place of a lot among those that wait for its vendor."""
    s.rank[i] = rules.queue_key(w.rules.queue_order, s.contract[i], s.booked[i], s.work[i].sum())


@leaf
def deadline_on(w: World, day: int) -> int:
    """The deadline in force."""
    return rules.deadline_on(day, w.rules.deadline, w.rules.extended_deadline, w.rules.extension_announced)


@leaf
def announce(w: World, s: State, d: Desk, i: int, finish: int, day: int, step: int, kind: int) -> None:
    """Tell the organisation in which window the lot will cut over, given the day it would be ready."""
    window = outlook.announced_window(finish, s.booked[i], w.next_large[w.lot_mask[i]])
    if window != s.announced[i] or kind != Kind.ANNOUNCED:
        note(d, day, step, kind, i, window)
    s.announced[i] = window


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
            s.teams[i] = need
            s.busy[vendor] += need
            s.queue_work[vendor] -= s.work[i].sum()
            note(d, day, Step.ALLOCATE, Kind.STARTED, i, need)
            d.taken[granted] = i
            granted += 1
            i = d.queue_head[vendor]
    r = w.rules
    for k in range(granted):
        i = d.taken[k]
        pace = rules.learning(s.live_lots[s.vendor[i]], r.learning_floor, r.learning_lots)
        s.factor[i] = w.lot_luck[i] * pace
        s.start[i] = min(s.start[i], day)
        begin(s, d, i, FIT, s.work[i, 0] * s.factor[i], day, Step.ALLOCATE)


@leaf
def wait_for_window(s: State, d: Desk, i: int, target: int, day: int, step: int) -> None:
    """A ready lot waits for a window."""
    s.target[i] = target
    s.announced[i] = target
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
            s.cutover[i] = day
            s.live_lots[vendor] += 1
            note(d, day, Step.CUTOVER, Kind.CUT_OVER, i, vendor)
        else:
            d.target[i] = w.next_large[w.lot_mask[i], min(day + 1, HORIZON_END)]
            note(d, day, Step.CUTOVER, Kind.WINDOW_FULL, i, d.target[i])
    for k in range(n):
        i = d.taken[k]
        if s.cutover[i] == day:
            work = s.work[i, 3] * s.factor[i] * w.vendor_growth[s.vendor[i]]
            begin(s, d, i, LIVE, work, day, Step.CUTOVER)
        else:
            wait_for_window(s, d, i, d.target[i], day, Step.CUTOVER)


@leaf
def sort_out(s: State, d: Desk, vendor: int) -> None:
    """Bring the lists of the vendor up to date: who still waits, who is at work, nobody who is done."""
    before, kept = d.n_at_work[vendor], 0
    for i in d.at_work[vendor, :before]:
        if s.phase[i] < DONE:
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
    belief = belief_of(w, s, vendor)
    sort_out(s, d, vendor)
    waiting = d.waiting[vendor, : d.n_waiting[vendor]]
    at_work = d.at_work[vendor, : d.n_at_work[vendor]]
    outlook.vendor_outlook(s, d.scratch, vendor, waiting, at_work, day, belief, d.finish)
    told, deadline = those_to_tell(s, d, waiting, at_work, day, due), deadline_on(w, day)
    for k in range(told):
        i = d.taken[k]
        finish = rules.optimistic_day(day, d.finish[i], deadline, r.optimism, r.optimism_horizon_days)
        announce(w, s, d, i, finish, day, Step.REPLAN, Kind.ANNOUNCED)
    if due:
        s.believed[vendor] = belief
        note(d, day, Step.REPLAN, Kind.REPLANNED, vendor, told)
        d.replan_on[vendor] = day + r.replan_days
        call(d, TO_REPLAN, d.replan_on[vendor])
