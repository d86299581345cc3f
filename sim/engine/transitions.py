"""What changes when something happens to a lot or a vendor: written once for both engines.

The engines decide when each of these happens, and what that brings about on the same day.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from sim import rules
from sim.elementary import log
from sim.engine import expect
from sim.engine.expect import BUILD, CONTRACTED, DONE, FIT, LIVE, PLANNED, QUEUED, READY, REHEARSAL, REWORK
from sim.engine.state import State
from sim.engine.world import World
from sim.fiscal import HORIZON_END, NEVER
from sim.kernel import shared
from sim.streams import uniform

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
Bytes = NDArray[np.uint8]


@shared
def deadline_on(w: World, day: int) -> int:
    """The deadline in force on a day."""
    r = w.rules
    return rules.deadline_on(day, r.deadline, r.extended_deadline, r.extension_announced)


@shared
def luck(w: World, stream: int, i: int, visit: int) -> float:
    """The uniform draw of a lot for one purpose and visit."""
    return uniform(stream, w.lot_code[i], w.lot_business[i], visit)


# Contracts


@shared
def queue_ratio(s: State, vendor: int) -> float:
    """Team-days waiting over a year's capacity, as of last night."""
    return rules.queue_ratio(s.queue_work[vendor], s.capacity[vendor])


@shared
def first_visit(s: State, i: int) -> int:
    """Visit from which the draws of a lot are counted; each restart has its own."""
    return int(rules.VISITS_PER_VENDOR * s.restarts[i])


@shared
def tender_fails(w: World, s: State, i: int, vendor: int, visit: int) -> bool:
    """Whether the tender of a lot with this vendor fails today."""
    r = w.rules
    u = uniform(r.tender_key, w.lot_buyer[i], w.lot_business[i], visit)
    ratio = queue_ratio(s, vendor)
    return rules.tender_fails(u, w.lot_size[i], r.tender_failure, r.tender_failure_by_queue, ratio)


@shared
def new_vendor(w: World, s: State, i: int, visit: int, ratios: Floats) -> int:
    """A vendor for a lot that lost its own, -1 when none is left; `ratios` [vendor] is room."""
    u = uniform(w.rules.retender_key, w.lot_buyer[i], w.lot_business[i], visit)
    for vendor in range(ratios.size):
        ratios[vendor] = queue_ratio(s, vendor)
    weights = w.vendor_weight[w.lot_suite[i], w.lot_prefecture[i]]
    return rules.choose_vendor(weights, ratios, s.withdrawn, u)


@shared
def take_over(w: World, s: State, i: int, vendor: int) -> None:
    """A new vendor takes a lot over, with no more teams than it will ever have."""
    s.vendor[i] = vendor
    s.lots[vendor] += 1
    most = 0
    for teams in w.capacity[vendor]:
        most = max(most, teams)
    s.teams[i] = rules.teams_granted(w.lot_teams[i], most)
    expect.plan_days(s, i)


@shared
def sign(w: World, s: State, i: int, day: int) -> None:
    """The contract: from now on the vendor knows the lot."""
    s.contract[i] = day
    s.phase[i] = CONTRACTED
    s.queue_ratio[i] = queue_ratio(s, s.vendor[i])
    set_earliest(w, s, i)
    set_rank(w, s, i)


@shared
def set_earliest(w: World, s: State, i: int) -> None:
    """The first day on which work may and should begin."""
    vendor = s.vendor[i]
    first = vendor == w.lot_vendor[i]
    ready = w.vendor_ready[vendor] + w.ready_region[vendor, w.lot_prefecture[i]]
    product = rules.product_day(ready, w.lot_ready_by[i], first, w.lot_product_delay[i])
    r = w.rules
    backward = rules.backward_start(s.booked[i], s.planned_days[i], r.buffer, r.buffer_days)
    s.earliest[i] = rules.earliest_start(s.contract[i], product, backward)


@shared
def set_rank(w: World, s: State, i: int) -> None:
    """The place of a lot among those that wait for its vendor."""
    s.rank[i] = rules.queue_key(w.rules.queue_order, s.contract[i], s.booked[i], s.work[i].sum())


# Work


@shared
def join_queue(s: State, i: int) -> None:
    """A lot asks its vendor for teams."""
    s.phase[i] = QUEUED
    s.queue_work[s.vendor[i]] += s.work[i].sum()


@shared
def grant(s: State, i: int, teams: int) -> None:
    """A lot gets its teams and leaves the queue."""
    vendor = s.vendor[i]
    s.teams[i] = teams
    s.busy[vendor] += teams
    s.queue_work[vendor] -= s.work[i].sum()


@shared
def start(w: World, s: State, i: int, day: int) -> None:
    """Work starts, at a pace that is known now."""
    pace = rules.learning(s.live_lots[s.vendor[i]], w.rules.learning_floor, w.rules.learning_lots)
    s.factor[i] = w.lot_luck[i] * pace
    s.start[i] = min(s.start[i], day)


@shared
def phase_work(w: World, s: State, i: int, phase: int) -> float:
    """Team-days of a phase, without revisions; growth shows in rehearsal and stabilisation."""
    if phase == FIT:
        return float(s.work[i, 0] * s.factor[i])
    if phase == BUILD:
        return float(s.work[i, 1] * s.factor[i])
    if phase == REWORK:
        return float(w.rules.rework_share * (s.work[i, 1] * s.factor[i]))
    grown = s.factor[i] * expect.growth_of(w, s.vendor[i], i)
    return float(
        s.work[i, 2] * grown if phase == REHEARSAL else s.work[i, 3] * grown * w.rules.after_live_factor
    )


@shared
def take_revisions(s: State, i: int) -> float:
    """Team-days of revisions to be built in now; none are left."""
    added, s.extra[i] = float(s.extra[i]), 0.0
    return added


@shared
def begin(s: State, i: int, phase: int, team_days: float, day: int) -> None:
    """A phase of so many team-days begins."""
    s.phase[i] = phase
    s.phase_end[i] = day + rules.phase_days(team_days, s.teams[i])
    s.actual_work[i] += team_days


@shared
def rehearsal_fails(w: World, s: State, i: int, visit: int) -> bool:
    """Whether the rehearsal number `visit` (1..) with this vendor fails."""
    r = w.rules
    u = luck(w, r.rehearsal_key, i, first_visit(s, i) + visit)
    return rules.rehearsal_fails(u, visit, r.rehearsal_failure, r.rehearsal_failure_decay)


@shared
def known(w: World, s: State, vendor: int) -> float:
    """Share of its growth that a vendor knows, from the share of its lots through rehearsal."""
    share = rules.share_rehearsed(s.rehearsed[vendor], s.lots[vendor])
    return rules.known_share(share, w.rules.kappa, w.rules.steepness)


@shared
def belief(w: World, s: State, vendor: int) -> float:
    """Growth that a vendor believes in."""
    return rules.believed(w.vendor_growth[vendor], known(w, s, vendor))


@shared
def get_ready(w: World, s: State, i: int, day: int) -> bool:
    """A rehearsal has passed; whether so much growth shows by now that the vendor plans anew."""
    s.phase[i], s.phase_end[i], s.ready[i] = READY, day, day
    vendor = s.vendor[i]
    s.rehearsed[vendor] += 1
    return bool(belief(w, s, vendor) - s.believed[vendor] >= w.rules.trigger)


@shared
def wait_for_window(w: World, s: State, i: int, window: int, day: int) -> None:
    """A ready lot waits for a window."""
    s.target[i] = window
    expect.hear(s, i, window, day, deadline_on(w, day))


@shared
def cut_over(s: State, i: int, day: int) -> None:
    """A lot cuts over; its vendor has learnt by it."""
    s.cutover[i] = day
    s.live_lots[s.vendor[i]] += 1


@shared
def finish(s: State, i: int, day: int) -> None:
    """Stabilisation is over: the teams are free."""
    s.phase[i] = DONE
    s.done[i] = day
    s.busy[s.vendor[i]] -= s.teams[i]


# What comes from outside


@shared
def note_vendors(s: State, noted: Ints, quarter: int) -> None:
    """Busy teams, capacity and queue of every vendor on the first day of a quarter."""
    for vendor in range(s.busy.size):
        noted[0, vendor, quarter] = s.busy[vendor]
        noted[1, vendor, quarter] = s.capacity[vendor]
        noted[2, vendor, quarter] = int(np.floor(s.queue_work[vendor] + 0.5))


@shared
def must_build_in(w: World, s: State, i: int, day: int) -> bool:
    """Whether a lot must build in the revision published today; if so, with the same extra work as all."""
    r = w.rules
    if s.phase[i] > BUILD or not rules.revision_counts(day, r.revision_notice_days, s.booked[i]):
        return False
    s.extra[i] += r.revision_work_days
    s.revised[i] += r.revision_work_days
    return True


@shared
def hundredths(team_days: float) -> int:
    """Team-days as the log writes them."""
    return int(np.rint(100.0 * team_days))


@shared
def leave(s: State, vendor: int) -> None:
    """A vendor withdraws: no teams, no queue."""
    s.withdrawn[vendor] = 1
    s.capacity[vendor] = 0
    s.queue_work[vendor] = 0.0


@shared
def loses_vendor(s: State, i: int, vendor: int) -> bool:
    """Whether a lot loses its vendor when this one withdraws: lots that are live finish."""
    return bool(s.vendor[i] == vendor and s.phase[i] < LIVE)


@shared
def lose_vendor(w: World, s: State, i: int, day: int) -> None:
    """A lot is left without a vendor and goes back to the plan; a share of what was done is handed over."""
    s.kept[i] = rules.kept_share(s.kept[i], w.rules.handover_share, done_here(w, s, i))
    s.aside[i] = 0.0
    stop_work(w, s, i, day)
    s.vendor[i] = -1
    s.phase[i], s.contract[i], s.earliest[i], s.target[i] = PLANNED, NEVER, NEVER, NEVER
    s.restarts[i] += 1
    # Whoever had not yet bought keeps to its own, later plan.
    s.procured[i] = max(s.procured[i], day + 1 + w.rules.retender_days)


@shared
def announce(w: World, s: State, i: int, ready: int, day: int) -> bool:
    """Tell an organisation its window, given the day it would be ready; whether that is news."""
    window = expect.window_after(w, s, i, ready)
    news = window != s.announced[i]
    expect.hear(s, i, window, day, deadline_on(w, day))
    return bool(news)


@shared
def may_defer(w: World, s: State, i: int, day: int, ready: int) -> bool:
    """Whether a lot that would be ready on that day puts functions off at its review."""
    r = w.rules
    late = ready - s.booked[i]
    if s.deferred[i] != 0 or not rules.may_defer(day, late, r.deferral_from, r.deferral_reach_days):
        return False
    return luck(w, r.deferral_key, i, 0) < r.deferral_share


@shared
def defer(w: World, s: State, i: int, day: int) -> None:
    """Put off some functions: less to rehearse now, more to pay later; on time, but partly compliant."""
    share = w.rules.deferral_work_share
    s.deferred[i] = 1
    if s.phase[i] < REHEARSAL:
        less = rules.put_off(s.work[i, 2], share)
        s.work[i, 2] -= less
        expect.plan_days(s, i)
        if s.phase[i] == QUEUED:
            s.queue_work[s.vendor[i]] -= less
        elif s.phase[i] == CONTRACTED:
            set_rank(w, s, i)
    elif s.phase[i] == REHEARSAL:
        left = s.phase_end[i] - day
        shorter = rules.shortened(left, share)
        s.actual_work[i] -= (left - shorter) * s.teams[i]
        s.phase_end[i] = day + shorter


@shared
def rebook(w: World, s: State, i: int, day: int) -> bool:
    """Whether a lot not yet at work books a later window now that the extension is announced."""
    r = w.rules
    if s.phase[i] >= FIT or s.booked[i] <= day or luck(w, r.rebook_key, i, 0) >= r.rebook_share:
        return False
    wanted = s.booked[i] + int(luck(w, r.rebook_key, i, 1) * (r.extended_deadline - r.deadline))
    booked = w.next_window[w.lot_mask[i], min(wanted, HORIZON_END)]
    if booked == s.booked[i]:
        return False
    book(w, s, i, booked, day)
    return True


@shared
def book(w: World, s: State, i: int, booked: int, day: int) -> None:
    """A lot not yet at work has a new booked day."""
    s.booked[i] = booked
    expect.hear(s, i, booked, day, deadline_on(w, day))
    if s.phase[i] == CONTRACTED:
        set_earliest(w, s, i)
        set_rank(w, s, i)


@shared
def book_late(w: World, s: State, i: int, day: int) -> bool:
    """Whether a lot declared late today books a new window, with its vendor's whole suite or not at all.

    What waits for teams already, or is in rehearsal and beyond, goes on. A lot in fit & gap or build is set
    aside: its teams go to others, and it asks for teams anew when its new window comes near.
    """
    r, vendor = w.rules, s.vendor[i]
    if vendor < 0 or s.phase[i] == QUEUED or s.phase[i] > BUILD:
        return False
    if uniform(r.late_key, w.lot_code[i], vendor, 0) >= r.late_rebooked_share:
        return False
    wait = int(-r.late_wait_days * log(uniform(r.late_key, w.lot_code[i], vendor, 1)))
    wanted = rules.rebooked_day(day, s.announced[i], wait, r.latest_day)
    booked = expect.window_until(w, i, wanted, max(s.announced[i], day + 1), r.latest_day)
    if booked == s.booked[i] or booked == NEVER:
        return False
    if s.phase[i] >= FIT:
        set_aside(w, s, i, day)
    book(w, s, i, booked, day)
    s.earliest[i] = max(s.earliest[i], day + 1)
    return True


@shared
def set_aside(w: World, s: State, i: int, day: int) -> None:
    """Work on a lot stops tonight; it keeps its contract and what was done."""
    s.aside[i] = done_here(w, s, i)
    stop_work(w, s, i, day + 1)
    s.phase[i] = CONTRACTED


@shared
def done_here(w: World, s: State, i: int) -> float:
    """Share of fit & gap and build, as its vendor found them, that is done: set aside or going on."""
    done = expect.share_done(s.phase[i], w.rules.build_done_share)
    return float(s.aside[i] + (1.0 - s.aside[i]) * done)


@shared
def stop_work(w: World, s: State, i: int, day: int) -> None:
    """A lot is at work no more from that day on; what need not be done again is known."""
    if s.phase[i] >= FIT:
        s.busy[s.vendor[i]] -= s.teams[i]
    if s.phase[i] >= FIT and s.phase[i] < READY:
        s.actual_work[i] -= (s.phase_end[i] - day) * s.teams[i]  # work that was not done
    left = (1.0 - s.kept[i]) * (1.0 - s.aside[i])
    for phase in range(2):
        s.work[i, phase] = w.lot_work[i, phase] * left
    expect.plan_days(s, i)
    s.factor[i] = 1.0
    s.extra[i] = s.revised[i] * left


@shared
def ask_who_is_undecided(w: World, survey: int, pending: Bytes) -> None:
    """Before the deadline a few organisations answer that they cannot judge yet; fills [organisation]."""
    for organisation in range(pending.size):
        u = uniform(w.rules.pending_key, w.organisation_code[organisation], 0, survey)
        pending[organisation] = u < w.rules.pending_share
