"""What comes from outside, compiled; the same as `sim.engine.officials`."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from sim.engine import expect, transitions
from sim.engine.agenda import Step
from sim.engine.compiled.vendors import announce
from sim.engine.compiled.work_space import (
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
from sim.engine.expect import CONTRACTED, FIT, READY, REHEARSAL
from sim.engine.log import Kind
from sim.engine.state import State
from sim.engine.world import World
from sim.kernel import inlined, leaf

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
def publish_revision(w: World, s: State, d: Desk, day: int) -> None:
    """Every lot not yet past build that will cut over under the revision gets the same extra work."""
    added = transitions.hundredths(w.rules.revision_work_days)
    for i in range(s.phase.size):
        if transitions.must_build_in(w, s, i, day):
            note(d, day, Step.CAPACITY, Kind.REVISION, i, added)


@leaf
def withdraw(w: World, s: State, d: Desk, vendor: int, day: int) -> None:
    """The vendor leaves: lots that are live finish, all others look for another from tomorrow on."""
    transitions.leave(s, vendor)
    note(d, day, Step.WITHDRAWAL, Kind.VENDOR_WITHDREW, vendor, 0)
    d.queue_head[vendor] = EMPTY
    for i in range(s.vendor.size):
        if transitions.loses_vendor(s, i, vendor):
            lose_vendor(w, s, d, i, day)


@leaf
def lose_vendor(w: World, s: State, d: Desk, i: int, day: int) -> None:
    """A lot is left without a vendor and goes back to the plan."""
    note(d, day, Step.WITHDRAWAL, Kind.RETENDERED, i, s.vendor[i])
    transitions.lose_vendor(w, s, i, day)
    withdraw_appointment(d, i, 0)
    d.waits[i] = FOR_NEW_VENDOR
    d.visit[i] = transitions.first_visit(s, i)
    appoint(d, i, AT_TENDER, s.procured[i])


@leaf
def plan_review(w: World, s: State, d: Desk, i: int, day: int) -> None:
    """Put the go/no-go review of the booked window on the agenda, if it still lies ahead."""
    review = s.booked[i] - w.rules.review_days
    if review > day:
        appoint(d, i, AT_REVIEW, review)


@inlined
def review(w: World, s: State, d: Desk, i: int, day: int) -> None:
    """Go or no-go some weeks before the booked window, with most of the growth known; said at once."""
    if s.phase[i] >= READY:
        return
    finish = expect.reviewed_day(w, s, i, day)
    if transitions.may_defer(w, s, i, day, finish):
        defer(w, s, d, i, day)
        finish = expect.reviewed_day(w, s, i, day)
    announce(w, s, d, i, finish, day, Step.REVIEW, Kind.REVIEWED)


@leaf
def defer(w: World, s: State, d: Desk, i: int, day: int) -> None:
    """Put off some functions: less to rehearse now, more to pay later."""
    transitions.defer(w, s, i, day)
    note(d, day, Step.REVIEW, Kind.DEFERRED, i, s.booked[i])
    if s.phase[i] == REHEARSAL:
        withdraw_appointment(d, i, 0)
        appoint(d, i, AT_PHASE_END, s.phase_end[i])


@leaf
def rebook(w: World, s: State, d: Desk, day: int) -> None:
    """The extension is announced: some of the lots not yet at work book a later window."""
    for i in range(s.phase.size):
        if not transitions.rebook(w, s, i, day):
            continue
        note(d, day, Step.REVIEW, Kind.REBOOKED, i, s.booked[i])
        withdraw_appointment(d, i, 1)
        plan_review(w, s, d, i, day)
        if s.phase[i] == CONTRACTED:
            withdraw_appointment(d, i, 0)
            appoint(d, i, AT_REQUEST, max(s.earliest[i], day))


@leaf
def ask_all(
    w: World, s: State, d: Desk, number: int, day: int, pending: Bytes, declared: Bytes, reason: Bytes
) -> None:
    """The official survey of this day."""
    deadline = transitions.deadline_on(w, day)
    if day <= deadline:
        transitions.ask_who_is_undecided(w, number, pending)
    expect.survey(w, s, day, deadline, pending, declared, reason)
    for i in range(s.declared_day.size):
        if s.declared_day[i] == day:
            note(d, day, Step.DECLARE, Kind.DECLARED, i, s.reason[i])
            book_late(w, s, d, i, day)


@leaf
def book_late(w: World, s: State, d: Desk, i: int, day: int) -> None:
    """A lot that was declared today may get a new window; if it was at work, its teams go to others."""
    at_work = s.phase[i] >= FIT
    if not transitions.book_late(w, s, i, day):
        return
    if at_work:
        note(d, day, Step.DECLARE, Kind.SET_ASIDE, i, s.vendor[i])
        call_allocation(d, s.vendor[i], day + 1)
    note(d, day, Step.DECLARE, Kind.REBOOKED, i, s.booked[i])
    withdraw_appointment(d, i, 1)
    plan_review(w, s, d, i, day)
    if s.phase[i] == CONTRACTED:
        withdraw_appointment(d, i, 0)
        appoint(d, i, AT_REQUEST, s.earliest[i])
