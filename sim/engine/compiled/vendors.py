"""What vendors do, compiled; the same as `sim.engine.vendors`."""

from __future__ import annotations

import numpy as np

from sim import rules
from sim.engine import outlook
from sim.engine.agenda import Step
from sim.engine.compiled.desk import (
    AT_CUTOVER,
    EMPTY,
    LOT_BITS,
    Desk,
    appoint,
    begin,
    note,
    take,
)
from sim.engine.log import Kind
from sim.engine.outlook import CONTRACTED, FIT, LIVE, PLANNED, READY
from sim.engine.state import State
from sim.engine.world import World
from sim.fiscal import HORIZON_END
from sim.kernel import kernel, leaf
from sim.ordering import sort_many


@leaf
def queue_ratio(s: State, vendor: int) -> float:
    """Team-days waiting over a year's capacity, as of last night."""
    return float(s.queue_work[vendor] / (max(s.capacity[vendor], 1) * 365.0))


@leaf
def belief_of(w: World, s: State, vendor: int) -> float:
    """Growth that the vendor believes in, from the share of its lots that have been through rehearsal."""
    share = min(1.0, s.rehearsed[vendor] / max(s.lots[vendor], 1))
    return rules.believed_growth(w.vendor_growth[vendor], share, w.rules.kappa, w.rules.steepness)


@leaf
def set_earliest(w: World, s: State, i: int) -> None:
    """The first day on which work may begin (contract, product) and should (booked day, backward)."""
    vendor = s.vendor[i]
    product = w.vendor_ready[vendor]
    if vendor == w.lot_vendor[i]:
        product = min(product, w.lot_ready_by[i])
    planned = outlook.days_ahead(CONTRACTED, s.work[i], 1.0, 1.0, 0.0, s.teams[i])
    backward = rules.backward_start(s.booked[i], planned, w.rules.buffer)
    s.earliest[i] = max(s.contract[i], product + w.lot_product_delay[i], backward)


@leaf
def deadline_on(w: World, day: int) -> int:
    """The deadline in force."""
    return w.rules.extended_deadline if day >= w.rules.extension_announced else w.rules.deadline


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
            need = min(s.teams[i], max(most, 1))
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
def open_windows(w: World, s: State, d: Desk, day: int) -> None:
    """Cut over, vendor by vendor, as many ready lots as the window holds, the longest ready first."""
    n = take(d, AT_CUTOVER, day)
    for k in range(n):
        i = d.taken[k]
        d.taken[k] = (s.vendor[i] << 40) | (s.ready[i] << 24) | i
    sort_many(d.taken, n)
    vendor, used, room = EMPTY, 0, 0
    for k in range(n):
        i = d.taken[k] & LOT_BITS
        if s.vendor[i] != vendor:
            vendor, used = s.vendor[i], 0
            room = max(w.rules.limit_minimum, int(w.rules.limit_per_team * s.capacity[vendor]))
        if used < room:
            used += 1
            s.cutover[i] = day
            s.live_lots[vendor] += 1
            note(d, day, Step.CUTOVER, Kind.CUT_OVER, i, vendor)
        else:
            d.target[i] = w.next_large[w.lot_mask[i], min(day + 1, HORIZON_END)]
            note(d, day, Step.CUTOVER, Kind.WINDOW_FULL, i, d.target[i])
    for k in range(n):
        i = d.taken[k] & LOT_BITS
        if s.cutover[i] == day:
            work = s.work[i, 3] * s.factor[i] * w.vendor_growth[s.vendor[i]]
            begin(s, d, i, LIVE, work, day, Step.CUTOVER)
        else:
            wait_for_window(s, d, i, d.target[i], day, Step.CUTOVER)


@kernel
def gather(s: State, d: Desk) -> None:
    """Bring the lists of each vendor's lots up to date."""
    n_vendors = s.capacity.size
    count = np.zeros(n_vendors + 1, dtype=np.int64)
    for vendor in s.vendor:
        if vendor >= 0:
            count[vendor + 1] += 1
    d.offset[0] = 0
    for vendor in range(n_vendors):
        d.offset[vendor + 1] = d.offset[vendor] + count[vendor + 1]
    place = d.offset[:-1].copy()
    for i in range(s.vendor.size):
        vendor = s.vendor[i]
        if vendor >= 0:
            d.members[place[vendor]] = i
            place[vendor] += 1
    d.dirty[0] = 0


@kernel
def replan(w: World, s: State, d: Desk, vendor: int, day: int) -> None:
    """Announce days from the queue run forward: of all lots when re-planning is due, else of new ones."""
    if s.withdrawn[vendor] != 0:
        return
    if d.dirty[0] != 0:
        gather(s, d)
    r = w.rules
    due = d.replan_on[vendor] == day
    belief = belief_of(w, s, vendor)
    mine = d.members[d.offset[vendor] : d.offset[vendor + 1]]
    outlook.vendor_outlook(w, s, d.scratch, vendor, mine, day, belief, d.finish)
    told = 0
    for i in mine:
        wanted = s.phase[i] > PLANNED and s.phase[i] < READY if due else d.newly[i] != 0
        d.newly[i] = 0
        if wanted:
            told += 1
            finish = rules.optimistic_day(
                day, d.finish[i], deadline_on(w, day), r.optimism, r.optimism_horizon_days
            )
            announce(w, s, d, i, finish, day, Step.REPLAN, Kind.ANNOUNCED)
    if due:
        s.believed[vendor] = belief
        note(d, day, Step.REPLAN, Kind.REPLANNED, vendor, told)
        d.replan_on[vendor] = day + r.replan_days
