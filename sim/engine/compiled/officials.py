"""What comes from outside, compiled; the same as `sim.engine.officials`."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from sim import rules
from sim.engine import outlook
from sim.engine.agenda import Step
from sim.engine.compiled.desk import (
    AT_PHASE_END,
    AT_REQUEST,
    AT_REVIEW,
    AT_TENDER,
    EMPTY,
    FOR_NEW_VENDOR,
    Desk,
    appoint,
    call_allocation,
    note,
    withdraw_appointment,
)
from sim.engine.compiled.vendors import announce, deadline_on, set_earliest, set_rank
from sim.engine.log import Kind
from sim.engine.outlook import BUILD, CONTRACTED, FIT, LIVE, PLANNED, QUEUED, READY, REHEARSAL
from sim.engine.state import State
from sim.engine.world import World
from sim.fiscal import HORIZON_END, NEVER
from sim.kernel import leaf
from sim.streams import uniform

Ints = NDArray[np.int64]
Bytes = NDArray[np.uint8]


@leaf
def change_capacity(s: State, d: Desk, teams: Ints, day: int) -> None:
    """The quarter's teams of every vendor."""
    for vendor in range(teams.size):
        if teams[vendor] != s.capacity[vendor] and s.withdrawn[vendor] == 0:
            s.capacity[vendor] = teams[vendor]
            note(d, day, Step.CAPACITY, Kind.CAPACITY_CHANGED, vendor, teams[vendor])
            call_allocation(d, vendor, day)


@leaf
def note_vendors(s: State, noted: Ints, quarter: int) -> None:
    """Busy teams, capacity and queue of every vendor on the first day of a quarter."""
    for vendor in range(s.busy.size):
        noted[0, vendor, quarter] = s.busy[vendor]
        noted[1, vendor, quarter] = s.capacity[vendor]
        noted[2, vendor, quarter] = int(np.floor(s.queue_work[vendor] + 0.5))


@leaf
def publish_revision(w: World, s: State, d: Desk, day: int) -> None:
    """Every lot not yet past build that will cut over under the revision gets the same extra work."""
    r = w.rules
    for i in range(s.phase.size):
        if s.phase[i] <= BUILD and rules.revision_counts(day, r.revision_notice_days, s.booked[i]):
            s.extra[i] += r.revision_work_days
            s.revised[i] += r.revision_work_days
            hundredths = int(np.rint(100.0 * r.revision_work_days))
            note(d, day, Step.CAPACITY, Kind.REVISION, i, hundredths)


@leaf
def withdraw(w: World, s: State, d: Desk, vendor: int, day: int) -> None:
    """The vendor leaves: lots that are live finish, all others look for another from tomorrow on."""
    s.withdrawn[vendor] = 1
    s.capacity[vendor] = 0
    note(d, day, Step.WITHDRAWAL, Kind.VENDOR_WITHDREW, vendor, 0)
    d.queue_head[vendor] = EMPTY
    s.queue_work[vendor] = 0.0
    for i in range(s.vendor.size):
        if s.vendor[i] == vendor and s.phase[i] < LIVE:
            lose_vendor(w, s, d, i, day)


@leaf
def lose_vendor(w: World, s: State, d: Desk, i: int, day: int) -> None:
    """A lot is left without a vendor and goes back to the plan."""
    note(d, day, Step.WITHDRAWAL, Kind.RETENDERED, i, s.vendor[i])
    if s.phase[i] >= FIT:
        s.busy[s.vendor[i]] -= s.teams[i]
        done = outlook.share_done(s.phase[i], w.rules.build_done_share)
        s.kept[i] = rules.kept_share(s.kept[i], w.rules.handover_share, done)
    withdraw_appointment(d, i, 0)
    if s.phase[i] >= FIT and s.phase[i] < READY:
        s.actual_work[i] -= (s.phase_end[i] - day) * s.teams[i]
    s.work[i, 0] = w.lot_work[i, 0] * (1.0 - s.kept[i])
    s.work[i, 1] = w.lot_work[i, 1] * (1.0 - s.kept[i])
    outlook.plan_days(s, i)
    s.vendor[i] = -1
    s.phase[i], s.contract[i], s.earliest[i], s.target[i] = PLANNED, NEVER, NEVER, NEVER
    s.factor[i] = 1.0
    s.extra[i] = s.revised[i] * (1.0 - s.kept[i])
    s.restarts[i] += 1
    s.procured[i] = max(s.procured[i], day + 1 + w.rules.retender_days)
    d.waits[i] = FOR_NEW_VENDOR
    d.visit[i] = rules.VISITS_PER_VENDOR * s.restarts[i]
    appoint(d, i, AT_TENDER, s.procured[i])


@leaf
def plan_review(w: World, s: State, d: Desk, i: int, day: int) -> None:
    """Put the go/no-go review of the booked window on the agenda, if it still lies ahead."""
    review = s.booked[i] - w.rules.review_days
    if review > day:
        appoint(d, i, AT_REVIEW, review)


@leaf
def review(w: World, s: State, d: Desk, i: int, day: int) -> None:
    """Go or no-go some weeks before the booked window, with most of the growth known; said at once."""
    r = w.rules
    if s.phase[i] >= READY:
        return
    finish = outlook.reviewed_day(w, s, i, day)
    late = finish - s.booked[i]
    may_defer = rules.may_defer(day, late, r.deferral_from, r.deferral_reach_days)
    if (
        s.deferred[i] == 0
        and may_defer
        and uniform(r.deferral_key, w.lot_code[i], w.lot_business[i], 0) < r.deferral_share
    ):
        defer(w, s, d, i, day)
        finish = outlook.reviewed_day(w, s, i, day)
    announce(w, s, d, i, finish, day, Step.REVIEW, Kind.REVIEWED)


@leaf
def defer(w: World, s: State, d: Desk, i: int, day: int) -> None:
    """Put off some functions: less to rehearse now, more to pay later."""
    share = w.rules.deferral_work_share
    s.deferred[i] = 1
    note(d, day, Step.REVIEW, Kind.DEFERRED, i, s.booked[i])
    if s.phase[i] < REHEARSAL:
        less = rules.put_off(s.work[i, 2], share)
        s.work[i, 2] -= less
        outlook.plan_days(s, i)
        if s.phase[i] == QUEUED:
            s.queue_work[s.vendor[i]] -= less
        elif s.phase[i] == CONTRACTED:
            set_rank(w, s, i)
    elif s.phase[i] == REHEARSAL:
        left = s.phase_end[i] - day
        shorter = rules.shortened(left, share)
        s.actual_work[i] -= (left - shorter) * s.teams[i]
        withdraw_appointment(d, i, 0)
        s.phase_end[i] = day + shorter
        appoint(d, i, AT_PHASE_END, s.phase_end[i])


@leaf
def rebook(w: World, s: State, d: Desk, day: int) -> None:
    """The extension is announced: some of the lots not yet at work book a later window."""
    r = w.rules
    for i in range(s.phase.size):
        if s.phase[i] >= FIT or s.booked[i] <= day:
            continue
        if uniform(r.rebook_key, w.lot_code[i], w.lot_business[i], 0) >= r.rebook_share:
            continue
        span = r.extended_deadline - r.deadline
        wanted = s.booked[i] + int(uniform(r.rebook_key, w.lot_code[i], w.lot_business[i], 1) * span)
        booked = w.next_window[w.lot_mask[i], min(wanted, HORIZON_END)]
        if booked == s.booked[i]:
            continue
        s.booked[i] = booked
        s.announced[i] = booked
        note(d, day, Step.REVIEW, Kind.REBOOKED, i, booked)
        withdraw_appointment(d, i, 1)
        plan_review(w, s, d, i, day)
        if s.phase[i] == CONTRACTED:
            withdraw_appointment(d, i, 0)
            set_earliest(w, s, i)
            set_rank(w, s, i)
            appoint(d, i, AT_REQUEST, max(s.earliest[i], day))


@leaf
def ask_all(
    w: World, s: State, d: Desk, number: int, day: int, pending: Bytes, declared: Bytes, reason: Bytes
) -> None:
    """The official survey of this day."""
    deadline = deadline_on(w, day)
    if day <= deadline:
        for organisation in range(w.organisation_code.size):
            u = uniform(w.rules.pending_key, w.organisation_code[organisation], 0, number)
            pending[organisation] = u < w.rules.pending_share
    outlook.survey(w, s, day, deadline, pending, declared, reason)
    for i in range(s.declared_day.size):
        if s.declared_day[i] == day:
            note(d, day, Step.DECLARE, Kind.DECLARED, i, s.reason[i])
