"""What happens to a lot when its appointment has come, compiled; the same as `sim.engine.lots`."""

from __future__ import annotations

from sim import rules
from sim.engine import outlook
from sim.engine.agenda import Step
from sim.engine.compiled.desk import (
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
from sim.engine.compiled.vendors import belief_of, queue_ratio, set_earliest, set_rank, wait_for_window
from sim.engine.log import Kind
from sim.engine.outlook import BUILD, CONTRACTED, DONE, FIT, LIVE, QUEUED, READY, REHEARSAL, REWORK
from sim.engine.state import State
from sim.engine.world import World
from sim.fiscal import HORIZON_END
from sim.kernel import leaf
from sim.streams import uniform


@leaf
def rehearsal_luck(w: World, s: State, i: int, visit: int) -> float:
    """The draw that decides a rehearsal."""
    visits = rules.VISITS_PER_VENDOR * s.restarts[i] + visit
    return uniform(w.rules.rehearsal_key, w.lot_code[i], w.lot_business[i], visits)


@leaf
def end_phase(w: World, s: State, d: Desk, i: int, day: int) -> None:
    """A lot has reached the end of its phase: the next one, rework, readiness, or done."""
    step, phase = Step.PHASE_END, s.phase[i]
    if phase == FIT:
        added = s.extra[i]
        s.extra[i] = 0.0
        begin(s, d, i, BUILD, s.work[i, 1] * s.factor[i] + added, day, step)
    elif phase == BUILD and s.extra[i] != 0.0:
        added = s.extra[i]
        s.extra[i] = 0.0
        begin(s, d, i, BUILD, 0.0 + added, day, step)
    elif phase == BUILD:
        d.tries[i] = 1
        growth = w.vendor_growth[s.vendor[i]]
        begin(s, d, i, REHEARSAL, s.work[i, 2] * s.factor[i] * growth, day, step)
    elif phase == LIVE:
        s.phase[i] = DONE
        s.done[i] = day
        note(d, day, step, Kind.DONE, i, s.vendor[i])
        s.busy[s.vendor[i]] -= s.teams[i]
        call_allocation(d, s.vendor[i], day)
    else:
        end_rehearsal(w, s, d, i, day)


@leaf
def end_rehearsal(w: World, s: State, d: Desk, i: int, day: int) -> None:
    """A rehearsal, or the rework after one, is over: it fails again or the lot is ready."""
    visit, r = d.tries[i], w.rules
    u = rehearsal_luck(w, s, i, visit)
    if rules.rehearsal_fails(u, visit, r.rehearsal_failure, r.rehearsal_failure_decay):
        note(d, day, Step.PHASE_END, Kind.REHEARSAL_FAILED, i, visit)
        d.tries[i] = visit + 1
        begin(s, d, i, REWORK, r.rework_share * (s.work[i, 1] * s.factor[i]), day, Step.PHASE_END)
        return
    vendor = s.vendor[i]
    s.rehearsed[vendor] += 1
    if belief_of(w, s, vendor) - s.believed[vendor] >= r.trigger:
        d.replan_on[vendor] = day
        d.replan_called[vendor] = day
        call(d, TO_REPLAN, day)
    s.phase[i], s.phase_end[i], s.ready[i] = READY, day, day
    target = outlook.announced_window(day, s.booked[i], w.next_large[w.lot_mask[i]])
    wait_for_window(s, d, i, target, day, Step.PHASE_END)


@leaf
def tender_fails(w: World, s: State, d: Desk, i: int, vendor: int) -> bool:
    """Whether the tender of a lot with this vendor fails today."""
    r = w.rules
    u = uniform(r.tender_key, w.lot_buyer[i], w.lot_business[i], d.visit[i])
    ratio = queue_ratio(s, vendor)
    return rules.tender_fails(u, w.lot_size[i], r.tender_failure, r.tender_failure_by_queue, ratio)


@leaf
def try_again(s: State, d: Desk, i: int, day: int, days: int) -> None:
    """Put the next tender of a lot on the agenda."""
    d.visit[i] += 1
    s.procured[i] = day + days
    note(d, day, Step.TENDER, Kind.TENDER_FAILED, i, day + days)
    appoint(d, i, AT_TENDER, day + days)


@leaf
def procure(w: World, s: State, d: Desk, i: int, day: int) -> None:
    """What happens to a lot at the tender step: a tender, a new vendor, or the appropriation."""
    if d.waits[i] == FOR_PROCUREMENT:
        if w.lot_tender[i] != 0 and tender_fails(w, s, d, i, s.vendor[i]):
            try_again(s, d, i, day, w.rules.retry_days)
            return
    elif d.waits[i] == FOR_NEW_VENDOR:
        vendor = new_vendor(w, s, d, i)
        if vendor < 0:
            try_again(s, d, i, day, w.rules.no_vendor_retry_days)
            return
        if tender_fails(w, s, d, i, vendor):
            try_again(s, d, i, day, w.rules.retry_days)
            return
        s.vendor[i] = vendor
        s.lots[vendor] += 1
        s.teams[i] = rules.teams_granted(w.lot_teams[i], d.most_ahead[vendor, 0])
        outlook.plan_days(s, i)
    if d.waits[i] != FOR_APPROPRIATION:
        appropriation = w.next_appropriation[min(day, HORIZON_END)]
        if appropriation > day:
            d.waits[i] = FOR_APPROPRIATION
            appoint(d, i, AT_TENDER, appropriation)
            return
    sign(w, s, d, i, day)


@leaf
def new_vendor(w: World, s: State, d: Desk, i: int) -> int:
    """A vendor for a lot that lost its own, -1 when none is left."""
    u = uniform(w.rules.retender_key, w.lot_buyer[i], w.lot_business[i], d.visit[i])
    for vendor in range(d.ratios.size):
        d.ratios[vendor] = queue_ratio(s, vendor)
    weights = w.vendor_weight[w.lot_suite[i], w.lot_prefecture[i]]
    return rules.choose_vendor(weights, d.ratios, s.withdrawn, u)


@leaf
def sign(w: World, s: State, d: Desk, i: int, day: int) -> None:
    """The contract: from now on the vendor knows the lot."""
    vendor = s.vendor[i]
    s.contract[i] = day
    s.phase[i] = CONTRACTED
    s.queue_ratio[i] = queue_ratio(s, vendor)
    set_earliest(w, s, i)
    set_rank(w, s, i)
    note(d, day, Step.TENDER, Kind.CONTRACTED, i, vendor)
    join(d.waiting, d.n_waiting, vendor, i)
    d.replan_called[vendor] = day
    call(d, TO_REPLAN, day)
    appoint(d, i, AT_REQUEST, max(s.earliest[i], day))


@leaf
def join_queue(s: State, d: Desk, i: int, day: int) -> None:
    """A lot asks its vendor for teams."""
    vendor = s.vendor[i]
    s.phase[i] = QUEUED
    before, after = EMPTY, d.queue_head[vendor]
    while after != EMPTY and (s.rank[after] < s.rank[i] or (s.rank[after] == s.rank[i] and after < i)):
        before, after = after, d.queue_next[after]
    d.queue_next[i] = after
    if before == EMPTY:
        d.queue_head[vendor] = i
    else:
        d.queue_next[before] = i
    s.queue_work[vendor] += s.work[i].sum()
    call_allocation(d, vendor, day)
    note(d, day, Step.REQUEST, Kind.QUEUED, i, vendor)
