"""The reference engine with one rule changed: what the twin test must notice.

Each mutant replaces one piece of the source of a reference module, or of the transitions that both engines
make, but for the reference alone. A piece that no longer stands there exactly
once is an error, so the list cannot fall behind the source.
"""

from __future__ import annotations

import inspect
from dataclasses import dataclass
from types import ModuleType

import pytest

from sim.engine import agenda, lots, officials, reference, transitions, vendors
from sim.engine.agenda import TICKS_PER_DAY, Agenda, Step
from sim.engine.log import Log

PARTS = {
    "Vendors": vendors,
    "Lots": lots,
    "Officials": officials,
    "Agenda": agenda,
    "Transitions": transitions,
}


@dataclass(frozen=True)
class Mutant:
    """A rule, the part of the engine that keeps it, and its source as it stands and as it would break it."""

    rule: str
    part: str
    stands: str
    broken: str

    def apply(self, patch: pytest.MonkeyPatch) -> None:
        """Let the reference run with the broken part."""
        module = PARTS[self.part]
        source = inspect.getsource(module)
        assert source.count(self.stands) == 1, f"{self.rule}: found {source.count(self.stands)} times"
        changed = ModuleType(module.__name__)
        code = compile(source.replace(self.stands, self.broken), f"<{self.rule}>", "exec")
        exec(code, vars(changed))  # noqa: S102 - the source is this project's own
        vars(changed).update({name: vars(module)[name] for name in ("News", "Step") if name in vars(module)})
        if module is not transitions:
            patch.setattr(reference, self.part, vars(changed)[self.part])
            return
        for user in (lots, officials, vendors):  # the compiled engine keeps to the rule
            patch.setattr(user, "transitions", changed)


def swap(patch: pytest.MonkeyPatch, first: Step) -> None:
    """Let the reference take a step of the day only after the one that should follow it."""
    place = {int(step): int(step) for step in Step}
    place[first], place[first + 1] = first + 1, int(first)
    at = Agenda.at
    patch.setattr(Agenda, "at", lambda self, day, step, number: at(self, day, Step(place[step]), number))
    rows = Log.array

    def renamed(self: Log) -> object:
        array = rows(self)
        array[:, 1] = [place[step] for step in array[:, 1].tolist()]
        return array

    assert max(place.values()) < TICKS_PER_DAY
    patch.setattr(Log, "array", renamed)


MUTANTS = (
    # The canonical day
    Mutant(
        "within a step entities act in the order of their number",
        "Agenda",
        "key=lambda due: due[0])",
        "key=lambda due: -due[0])",
    ),
    # Teams
    Mutant(
        "lots are served by rank",
        "Vendors",
        "(float(self.s.rank[i]), i)",
        "(-float(self.s.rank[i]), i)",
    ),
    Mutant(
        "the head of the queue waits for its teams and nobody overtakes",
        "Vendors",
        "            _, i = queue[0]\n",
        "            queue.sort(key=lambda each: (s.teams[each[1]], each))\n            _, i = queue[0]\n",
    ),
    Mutant(
        "when capacity falls below the busy teams nothing is granted",
        "Vendors",
        "if need > s.capacity[vendor] - s.busy[vendor]:",
        "if need > self._greatest_capacity(vendor) - s.busy[vendor]:",
    ),
    Mutant(
        "a lot gets no more teams than its vendor will ever have",
        "Vendors",
        "int(self.w.capacity[vendor][ahead].max(initial=0))",
        "99",
    ),
    Mutant(
        "a lot waits for teams that its vendor will have later",
        "Vendors",
        "int(self.w.capacity[vendor][ahead].max(initial=0))",
        "0",
    ),
    Mutant(
        "teams fall free at the end of stabilisation",
        "Transitions",
        "    s.done[i] = day\n    s.busy[s.vendor[i]] -= s.teams[i]",
        "    s.done[i] = day",
    ),
    Mutant(
        "what is granted leaves the queue",
        "Transitions",
        "    s.queue_work[vendor] -= s.work[i].sum()\n",
        "",
    ),
    Mutant(
        "a change of capacity lets a vendor allocate",
        "Officials",
        "                self.run.vendors.call_allocation(vendor)\n",
        "",
    ),
    # Windows
    Mutant(
        "a window holds so many lots and no more",
        "Vendors",
        "            if n < room:",
        "            if True:",
    ),
    Mutant("the longest ready go first", "Vendors", "(s.ready[lot], lot)", "(-s.ready[lot], lot)"),
    Mutant(
        "who found its window full takes the next one",
        "Vendors",
        "expect.late_window(w, i, self.today + 1)",
        "expect.late_window(w, i, self.today + 40)",
    ),
    Mutant(
        "some lots take a small window once they are late",
        "Vendors",
        "expect.late_window(w, i, self.today + 1)",
        "w.next_large[w.lot_mask[i], min(self.today + 1, HORIZON_END)]",
    ),
    Mutant(
        "other lots wait for a large one",
        "Vendors",
        "expect.late_window(w, i, self.today + 1)",
        "w.next_window[w.lot_mask[i], min(self.today + 1, HORIZON_END)]",
    ),
    Mutant(
        "a lot that lost its vendor leaves its window",
        "Vendors",
        "if s.vendor[i] == vendor]",
        "]",
    ),
    Mutant(
        "a lot cuts over on its booked day if it is ready by then",
        "Lots",
        "expect.window_after(self.w, s, i, self.today)",
        "expect.late_window(self.w, i, self.today)",
    ),
    Mutant(
        "a window is one outside the freezes of all its businesses",
        "Vendors",
        "expect.late_window(w, i, self.today + 1)",
        "(w.next_window if w.lot_any_window[i] else w.next_large)[0, min(self.today + 1, HORIZON_END)]",
    ),
    # Contracts
    Mutant(
        "only tenders fail",
        "Lots",
        "while self.w.lot_tender[i] and transitions.tender_fails",
        "while transitions.tender_fails",
    ),
    Mutant("contracts wait for an appropriation", "Lots", "if day > self.today:", "if False:"),
    Mutant(
        "the next try of a tender has luck of its own",
        "Lots",
        "            visit += 1\n            yield from self._try_again(i, self.rules.retry_days)",
        "            visit += 2\n            yield from self._try_again(i, self.rules.retry_days)",
    ),
    Mutant(
        "after a restart tenders draw from a visit of their own",
        "Lots",
        "visit, ratios = transitions.first_visit(s, i),",
        "visit, ratios = 0,",
    ),
    Mutant(
        "after a restart rehearsals draw from a visit of their own",
        "Transitions",
        "first_visit(s, i) + visit",
        "visit",
    ),
    Mutant(
        "a long queue makes a vendor less likely to be chosen",
        "Transitions",
        "(weights, ratios, s.withdrawn, u)",
        "(weights, 0.0 * ratios, s.withdrawn, u)",
    ),
    Mutant(
        "who has left is not chosen",
        "Transitions",
        "(weights, ratios, s.withdrawn, u)",
        "(weights, ratios, 0 * s.withdrawn, u)",
    ),
    Mutant(
        "an early adopter's product is early with its first vendor only",
        "Transitions",
        "first = vendor == w.lot_vendor[i]",
        "first = True",
    ),
    Mutant(
        "an heir counts the lots that it takes over",
        "Transitions",
        "    s.lots[vendor] += 1\n",
        "",
    ),
    # Work
    Mutant(
        "work starts backward from the booked day",
        "Lots",
        "max(int(s.earliest[i]), self.today)",
        "self.today",
    ),
    Mutant("learning speeds up later lots", "Transitions", "w.lot_luck[i] * pace", "w.lot_luck[i]"),
    Mutant(
        "learning counts the live lots",
        "Transitions",
        "s.live_lots[s.vendor[i]] += 1",
        "s.live_lots[s.vendor[i]] += 2",
    ),
    Mutant(
        "what revisions added before the build is built",
        "Transitions",
        "added, s.extra[i] = float(s.extra[i]), 0.0",
        "added, s.extra[i] = 0.0, 0.0",
    ),
    Mutant(
        "what revisions add during the build is built",
        "Lots",
        "            if self.s.extra[i] == 0.0:\n                return",
        "            return",
    ),
    Mutant(
        "growth shows in rehearsal",
        "Transitions",
        "s.work[i, 2] * grown if",
        "s.work[i, 2] * s.factor[i] if",
    ),
    Mutant(
        "growth shows in stabilisation",
        "Transitions",
        "s.work[i, 3] * grown *",
        "s.work[i, 3] * s.factor[i] *",
    ),
    Mutant(
        "growth is that of the region and of the businesses",
        "Transitions",
        "expect.growth_of(w, s.vendor[i], i)",
        "w.vendor_growth[s.vendor[i]]",
    ),
    Mutant(
        "after going live there is more to do than planned", "Transitions", " * w.rules.after_live_factor", ""
    ),
    Mutant("a failed rehearsal costs rework", "Transitions", "w.rules.rework_share * (", "0.0 * ("),
    Mutant("work counts from its first start", "Transitions", "min(s.start[i], day)", "day"),
    # Revisions
    Mutant("a revision reaches lots in their build", "Transitions", "> BUILD or not", ">= BUILD or not"),
    Mutant(
        "a revision spares lots within its notice",
        "Transitions",
        "rules.revision_counts(day, r.revision_notice_days,",
        "rules.revision_counts(day, 0,",
    ),
    Mutant(
        "a restart must build in the revisions again",
        "Transitions",
        "s.extra[i] = s.revised[i] * left",
        "s.extra[i] = 0.0",
    ),
    # Withdrawals
    Mutant(
        "who has left gets no capacity any more",
        "Officials",
        "if teams != self.s.capacity[vendor] and not self.s.withdrawn[vendor]:",
        "if teams != self.s.capacity[vendor]:",
    ),
    Mutant(
        "live lots finish when their vendor leaves",
        "Transitions",
        "s.phase[i] < LIVE)",
        "s.phase[i] <= LIVE)",
    ),
    Mutant(
        "ready lots lose a vendor that leaves", "Transitions", "s.phase[i] < LIVE)", "s.phase[i] < READY)"
    ),
    Mutant(
        "part of the work is handed over",
        "Transitions",
        "w.lot_work[i, phase] * left",
        "w.lot_work[i, phase]",
    ),
    Mutant(
        "work that was not done does not count",
        "Transitions",
        "* s.teams[i]  # work that was not done",
        "* 0",
    ),
    Mutant("a re-tender begins on the next day", "Transitions", "day + 1 + w.", "day + 2 + w."),
    Mutant(
        "who had not yet bought keeps to its own plan",
        "Transitions",
        "max(s.procured[i], day + 1 + w.rules.retender_days)",
        "day + 1 + w.rules.retender_days",
    ),
    # What is announced
    Mutant(
        "new contracts hear their day on the same evening",
        "Vendors",
        "        self._to_announce[vendor].add(i)\n        self._call_replanning(vendor)",
        "        self._to_announce[vendor].add(i)",
    ),
    Mutant(
        "growth that shows brings on a re-planning",
        "Transitions",
        ">= w.rules.trigger",
        "> 9.0 + w.rules.trigger",
    ),
    Mutant(
        "what is believed is what was last planned with",
        "Vendors",
        "s.believed[vendor] = transitions.belief(self.w, s, vendor)",
        "pass",
    ),
    Mutant(
        "a re-planning tells all lots not yet ready",
        "Vendors",
        "lots = open_.tolist() if due else",
        "lots = open_.tolist()[:1] if due else",
    ),
    Mutant(
        "without a re-planning only new contracts hear a day",
        "Vendors",
        "lots = open_.tolist() if due else sorted(self._to_announce[vendor])",
        "lots = open_.tolist()",
    ),
    Mutant(
        "who has left plans no more",
        "Vendors",
        "if s.withdrawn[vendor]:",
        "if False:",
    ),
    Mutant(
        "a forecast counts the lots at work",
        "Vendors",
        "(s.phase[mine] >= FIT) & (s.phase[mine] < DONE)",
        "(s.phase[mine] >= DONE)",
    ),
    Mutant(
        "a forecast counts lots in stabilisation",
        "Vendors",
        "(s.phase[mine] >= FIT) & (s.phase[mine] < DONE)",
        "(s.phase[mine] >= FIT) & (s.phase[mine] < DONE - 1)",
    ),
    Mutant(
        "a forecast counts lots not yet due",
        "Vendors",
        "mine[(s.phase[mine] > PLANNED) & (s.phase[mine] < FIT)]",
        "mine[(s.phase[mine] > PLANNED + 1) & (s.phase[mine] < FIT)]",
    ),
    # Reviews, deferral, extension
    Mutant("a review is of the window now booked", "Officials", " or s.booked[i] != booked:", ":"),
    Mutant("what is ready needs no review", "Officials", "if s.phase[i] >= READY or ", "if "),
    Mutant(
        "deferral comes before re-planning",
        "Officials",
        "            finish = int(expect.reviewed_day(self.w, s, i, self.today))\n        self.run",
        "        self.run",
    ),
    Mutant(
        "only lots a little late defer",
        "Transitions",
        "rules.may_defer(day, late, r.deferral_from, r.deferral_reach_days)",
        "rules.may_defer(day, late, r.deferral_from, 9999)",
    ),
    Mutant(
        "nobody defers before the rule is there",
        "Transitions",
        "rules.may_defer(day, late, r.deferral_from, r.deferral_reach_days)",
        "rules.may_defer(day, late, 0, r.deferral_reach_days)",
    ),
    Mutant("functions are put off once", "Transitions", "if s.deferred[i] != 0 or not", "if not"),
    Mutant(
        "deferral shortens a rehearsal",
        "Transitions",
        "shorter = rules.shortened(left, share)",
        "shorter = left",
    ),
    Mutant(
        "deferral shortens the queue",
        "Transitions",
        "s.queue_work[s.vendor[i]] -= less",
        "pass",
    ),
    Mutant(
        "deferral before the queue changes a lot's place",
        "Transitions",
        "        elif s.phase[i] == CONTRACTED:\n            set_rank(w, s, i)\n",
        "",
    ),
    Mutant(
        "what is at work does not rebook",
        "Transitions",
        "if s.phase[i] >= FIT or s.booked",
        "if s.phase[i] >= BUILD or s.booked",
    ),
    Mutant(
        "whose window has passed does not rebook",
        "Transitions",
        "or s.booked[i] <= day or",
        "or",
    ),
    Mutant(
        "rebooking tells the new day",
        "Transitions",
        "expect.hear(s, i, booked, day, deadline_on(w, day))",
        "pass",
    ),
    Mutant(
        "rebooking brings a new review",
        "Officials",
        "            self._plan_review(i, int(s.booked[i]))\n",
        "",
    ),
    Mutant(
        "rebooking puts off the start",
        "Transitions",
        "    if s.phase[i] == CONTRACTED:\n        set_earliest(w, s, i)\n",
        "    if s.phase[i] == CONTRACTED:\n",
    ),
    # New days for lots that are late
    Mutant(
        "a share of the lots declared late books anew",
        "Transitions",
        "if uniform(r.late_key, w.lot_code[i], vendor, 0) >= r.late_rebooked_share:",
        "if r.late_rebooked_share == 0.0:",
    ),
    Mutant(
        "a vendor's lots in one organisation book anew together",
        "Transitions",
        "uniform(r.late_key, w.lot_code[i], vendor, 0)",
        "luck(w, r.late_key, i, 0)",
    ),
    Mutant(
        "whoever books anew waits",
        "Transitions",
        "int(-r.late_wait_days * log(uniform(r.late_key, w.lot_code[i], vendor, 1)))",
        "0",
    ),
    Mutant(
        "nobody books anew before the day that was announced",
        "Transitions",
        "rules.rebooked_day(day, s.announced[i], wait, r.latest_day)",
        "rules.rebooked_day(day, s.booked[i], wait, r.latest_day)",
    ),
    Mutant(
        "nobody books anew beyond the designated day",
        "Transitions",
        "max(s.announced[i], day + 1), r.latest_day)",
        "max(s.announced[i], day + 1), NEVER)",
    ),
    Mutant(
        "what waits for teams does not book anew when it is late",
        "Transitions",
        "s.phase[i] == QUEUED or s.phase[i] > BUILD",
        "s.phase[i] > BUILD",
    ),
    Mutant(
        "what is in its build is set aside",
        "Transitions",
        "s.phase[i] == QUEUED or s.phase[i] > BUILD",
        "s.phase[i] == QUEUED or s.phase[i] >= BUILD",
    ),
    Mutant(
        "what is in rehearsal goes on",
        "Transitions",
        "s.phase[i] == QUEUED or s.phase[i] > BUILD",
        "s.phase[i] == QUEUED or s.phase[i] > REHEARSAL",
    ),
    Mutant(
        "teams of what is set aside go to others on the next day",
        "Officials",
        "            self.run.vendors.call_allocation(int(s.vendor[i]), self.today + 1)\n",
        "",
    ),
    Mutant(
        "what is set aside asks for teams tomorrow at the soonest",
        "Transitions",
        "s.earliest[i] = max(s.earliest[i], day + 1)",
        "pass",
    ),
    Mutant(
        "a new day for a late lot brings a new review",
        "Officials",
        "i, int(s.booked[i]))\n        self._plan_review(i, int(s.booked[i]))\n",
        "i, int(s.booked[i]))\n",
    ),
    Mutant(
        "what was done before work was set aside is kept",
        "Transitions",
        "s.aside[i] = done_here(w, s, i)",
        "pass",
    ),
    Mutant(
        "the day on which work is set aside is worked",
        "Transitions",
        "stop_work(w, s, i, day + 1)",
        "stop_work(w, s, i, day)",
    ),
    # Surveys
    Mutant("who cannot judge declares nothing new", "Transitions", "u < w.rules.pending_share", "u < 0.0"),
    Mutant("after the deadline nobody is undecided", "Officials", "if today <= deadline:", "if True:"),
    Mutant(
        "the extended deadline is in force from its announcement",
        "Transitions",
        "rules.deadline_on(day, r.deadline, r.extended_deadline, r.extension_announced)",
        "r.deadline",
    ),
)
