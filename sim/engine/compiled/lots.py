"""What happens to a lot when its appointment has come, compiled; the same as `sim.engine.lots`."""

from __future__ import annotations

from sim.engine import expect, transitions
from sim.engine.agenda import Step
from sim.engine.compiled.vendors import wait_for_window
from sim.engine.compiled.work_space import (
    AT_REQUEST,
    AT_TENDER,
    EMPTY,
    FOR_APPROPRIATION,
    FOR_NEW_VENDOR,
    FOR_PROCUREMENT,
    TO_REPLAN,
    Desk,
    appoint,
    begin,
    call,
    call_allocation,
    join,
    note,
)
from sim.engine.expect import BUILD, FIT, LIVE, REHEARSAL, REWORK
from sim.engine.log import Kind
from sim.engine.state import State
from sim.engine.world import World
from sim.fiscal import HORIZON_END
from sim.kernel import inlined, leaf


@inlined
def end_phase(w: World, s: State, d: Desk, i: int, day: int) -> None:
    """A lot has reached the end of its phase: the next one, rework, readiness, or done."""
    step, phase = Step.PHASE_END, s.phase[i]
    if phase == FIT:
        work = transitions.phase_work(w, s, i, BUILD)
        begin(s, d, i, BUILD, work + transitions.take_revisions(s, i), day, step)
    elif phase == BUILD and s.extra[i] != 0.0:
        begin(s, d, i, BUILD, transitions.take_revisions(s, i), day, step)
    elif phase == BUILD:
        d.tries[i] = 1
        begin(s, d, i, REHEARSAL, transitions.phase_work(w, s, i, REHEARSAL), day, step)
    elif phase == LIVE:
        transitions.finish(s, i, day)
        note(d, day, step, Kind.DONE, i, s.vendor[i])
        call_allocation(d, s.vendor[i], day)
    else:
        end_rehearsal(w, s, d, i, day)


@inlined
def end_rehearsal(w: World, s: State, d: Desk, i: int, day: int) -> None:
    """A rehearsal, or the rework after one, is over: it fails again or the lot is ready."""
    visit = d.tries[i]
    if transitions.rehearsal_fails(w, s, i, visit):
        note(d, day, Step.PHASE_END, Kind.REHEARSAL_FAILED, i, visit)
        d.tries[i] = visit + 1
        begin(s, d, i, REWORK, transitions.phase_work(w, s, i, REWORK), day, Step.PHASE_END)
        return
    vendor = s.vendor[i]
    if transitions.get_ready(w, s, i, day):
        d.replan_on[vendor] = day
        d.replan_called[vendor] = day
        call(d, TO_REPLAN, day)
    wait_for_window(w, s, d, i, expect.window_after(w, s, i, day), day, Step.PHASE_END)


@leaf
def try_again(s: State, d: Desk, i: int, day: int, days: int) -> None:
    """Put the next tender of a lot on the agenda."""
    d.visit[i] += 1
    s.procured[i] = day + days
    note(d, day, Step.TENDER, Kind.TENDER_FAILED, i, day + days)
    appoint(d, i, AT_TENDER, day + days)


@inlined
def procure(w: World, s: State, d: Desk, i: int, day: int) -> None:
    """What happens to a lot at the tender step: a tender, a new vendor, or the appropriation."""
    if d.waits[i] == FOR_PROCUREMENT:
        if w.lot_tender[i] != 0 and transitions.tender_fails(w, s, i, s.vendor[i], d.visit[i]):
            try_again(s, d, i, day, w.rules.retry_days)
            return
    elif d.waits[i] == FOR_NEW_VENDOR:
        vendor = transitions.new_vendor(w, s, i, d.visit[i], d.ratios)
        if vendor < 0:
            try_again(s, d, i, day, w.rules.no_vendor_retry_days)
            return
        if transitions.tender_fails(w, s, i, vendor, d.visit[i]):
            try_again(s, d, i, day, w.rules.retry_days)
            return
        transitions.take_over(w, s, i, vendor)
    if d.waits[i] != FOR_APPROPRIATION:
        appropriation = w.next_appropriation[min(day, HORIZON_END)]
        if appropriation > day:
            d.waits[i] = FOR_APPROPRIATION
            appoint(d, i, AT_TENDER, appropriation)
            return
    sign(w, s, d, i, day)


@inlined
def sign(w: World, s: State, d: Desk, i: int, day: int) -> None:
    """The contract: from now on the vendor knows the lot."""
    vendor = s.vendor[i]
    transitions.sign(w, s, i, day)
    note(d, day, Step.TENDER, Kind.CONTRACTED, i, vendor)
    join(d.waiting, d.n_waiting, vendor, i)
    d.replan_called[vendor] = day
    call(d, TO_REPLAN, day)
    appoint(d, i, AT_REQUEST, max(s.earliest[i], day))


@inlined
def join_queue(s: State, d: Desk, i: int, day: int) -> None:
    """A lot asks its vendor for teams."""
    vendor = s.vendor[i]
    transitions.join_queue(s, i)
    before, after = EMPTY, d.queue_head[vendor]
    while after != EMPTY and (s.rank[after] < s.rank[i] or (s.rank[after] == s.rank[i] and after < i)):
        before, after = after, d.queue_next[after]
    d.queue_next[i] = after
    if before == EMPTY:
        d.queue_head[vendor] = i
    else:
        d.queue_next[before] = i
    call_allocation(d, vendor, day)
    note(d, day, Step.REQUEST, Kind.QUEUED, i, vendor)
