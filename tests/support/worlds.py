"""Small Worlds: a handful of lots and vendors, made by hand for cases or drawn by hypothesis for properties.

`world(lots, vendors)` is calm: nothing fails, grows, withdraws or is revised unless it is asked to.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

import numpy as np
from hypothesis import strategies as st
from numpy.typing import NDArray

from sim.engine.calendar import N_DAYS, Calendar, calendar_of
from sim.engine.capacity import QUARTERS
from sim.engine.world import Rules, World
from sim.fiscal import DEADLINE, NEVER, SURVEYS, day_of
from sim.scenario import Freeze, load, replaced

Ints = NDArray[np.int64]

CALM = Rules(
    deadline=DEADLINE,
    extended_deadline=DEADLINE,
    extension_announced=DEADLINE,
    rebook_share=0.0,
    pending_share=0.0,
    keep_until_cutover=1,
    deferral_share=0.0,
    deferral_reach_days=60,
    deferral_work_share=0.3,
    deferral_from=day_of("2025-06-01"),
    late_rebooked_share=0.0,
    late_wait_days=300.0,
    latest_day=day_of("2031-03-31"),
    learning_floor=1.0,
    learning_lots=20.0,
    rehearsal_failure=0.0,
    rehearsal_failure_decay=0.5,
    rework_share=0.2,
    after_live_factor=1.0,
    handover_share=0.3,
    build_done_share=0.5,
    queue_order=0,
    tender_failure=0.0,
    tender_failure_by_queue=0.0,
    retry_days=90,
    retender_days=240,
    no_vendor_retry_days=90,
    buffer=0.0,
    buffer_days=0.0,
    limit_per_team=2.0,
    limit_minimum=3,
    optimism=0.0,
    optimism_horizon_days=730.0,
    replan_days=221,
    trigger=0.5,
    review_days=75,
    review_known_share=0.9,
    kappa=0.65,
    steepness=3.6,
    revision_notice_days=365,
    revision_work_days=4.0,
    rehearsal_key=101,
    tender_key=102,
    retender_key=103,
    pending_key=104,
    rebook_key=105,
    deferral_key=106,
    late_key=107,
)


@dataclass(frozen=True)
class Lot:
    """A lot; days are day numbers, work is team-days of fit & gap, build, rehearsal, stabilisation."""

    organisation: int = 0
    business: int = 1
    mask: int = 0
    vendor: int = 0
    prefecture: int = 1
    legacy: int = 0
    no_product: int = 0
    product_delay: int = 0
    size: float = 1.0
    teams: int = 1
    work: tuple[float, float, float, float] = (20.0, 30.0, 40.0, 10.0)
    luck: float = 1.0
    growth: float = 1.0  # factor on the excess growth of its vendor
    any_window: int = 0
    booked: int = day_of("2025-05-07")
    procured: int = day_of("2024-04-01")
    tender: int = 0
    ready_by: int = NEVER


@dataclass(frozen=True)
class Vendor:
    """A vendor; `teams` are (day, teams) pairs, the first from day 0."""

    teams: tuple[tuple[int, int], ...] = ((0, 1),)
    ready: int = 0
    growth: float = 1.0
    regions: tuple[float, float] = (1.0, 1.0)  # factors on its excess growth in prefectures 1 and 2
    begins: tuple[int, int] = (0, 0)  # days after its product-ready day on which it begins there
    withdrawal: int = NEVER
    first_plan: int = day_of("2024-01-01")
    weight: float = 1.0


@lru_cache(maxsize=8)
def shipped_calendar(hard: bool = False) -> Calendar:
    """The calendar of the baseline; `hard`: with its freezes hard, and one more of residents."""
    scenario = load("baseline")
    if hard:
        freezes = [
            Freeze(f.group, f.from_, f.to, True, f.years)
            for f in scenario.draw(1, 0).rows("windows.freezes", Freeze)
        ]
        freezes.append(Freeze("residents", "12-20", "02-10", True))
        scenario = replaced(scenario, {"windows.freezes": tuple(freezes)})
    return calendar_of(scenario.draw(1, 0))


@lru_cache(maxsize=1)
def open_calendar() -> Calendar:
    """Every day is a window, a large one too, and every day an assembly votes budgets."""
    days = np.arange(N_DAYS, dtype=np.int64)
    rows = np.repeat(days[None, :], 8, axis=0)
    return Calendar(np.ones((8, N_DAYS), dtype=np.bool_), rows, rows, days)


def world(
    lots: list[Lot],
    vendors: list[Vendor],
    rules: Rules = CALM,
    calendar: Calendar | None = None,
    revisions: tuple[int, ...] = (),
    lags: tuple[int, ...] = (),
) -> World:
    """A World of these lots and vendors; every vendor sells every suite everywhere, by its weight.

    `lags`: days after which organisations 0, 1, ... report that a lot is late; without a lag at once.
    """
    calendar = calendar or shipped_calendar()
    days = sorted({0, *(day for vendor in vendors for day, _ in vendor.teams)})
    assert all(vendor.teams[0][0] == 0 for vendor in vendors)

    def ints(values: Sequence[int] | Sequence[Sequence[int]]) -> Ints:
        return np.array(values, dtype=np.int64)

    organisations = max(lot.organisation for lot in lots) + 1
    weights = np.array([vendor.weight for vendor in vendors])
    regions, begins = np.ones((len(vendors), 48)), np.zeros((len(vendors), 48), dtype=np.int64)
    regions[:, 1:3] = [vendor.regions for vendor in vendors]
    begins[:, 1:3] = [vendor.begins for vendor in vendors]
    return World(
        rules=rules,
        lot_organisation=ints([lot.organisation for lot in lots]),
        lot_code=ints([1000 + lot.organisation for lot in lots]),
        lot_buyer=ints([1000 + lot.organisation for lot in lots]),
        lot_business=ints([lot.business for lot in lots]),
        lot_mask=ints([lot.mask for lot in lots]),
        lot_vendor=ints([lot.vendor for lot in lots]),
        lot_suite=ints([0 for _ in lots]),
        lot_prefecture=ints([lot.prefecture for lot in lots]),
        lot_legacy=ints([lot.legacy for lot in lots]),
        lot_no_product=ints([lot.no_product for lot in lots]),
        lot_product_delay=ints([lot.product_delay for lot in lots]),
        lot_size=np.array([lot.size for lot in lots]),
        lot_teams=ints([lot.teams for lot in lots]),
        lot_work=np.array([lot.work for lot in lots]),
        lot_luck=np.array([lot.luck for lot in lots]),
        lot_growth=np.array([lot.growth for lot in lots]),
        lot_any_window=ints([lot.any_window for lot in lots]),
        lot_booked=ints([int(calendar.next_window[lot.mask, lot.booked]) for lot in lots]),
        lot_procured=ints([lot.procured for lot in lots]),
        lot_tender=ints([lot.tender for lot in lots]),
        lot_ready_by=ints([lot.ready_by for lot in lots]),
        vendor_ready=ints([vendor.ready for vendor in vendors]),
        ready_region=begins,
        vendor_growth=np.array([vendor.growth for vendor in vendors]),
        growth_region=regions,
        vendor_withdrawal=ints([vendor.withdrawal for vendor in vendors]),
        vendor_first_plan=ints([vendor.first_plan for vendor in vendors]),
        vendor_lots=np.bincount([lot.vendor for lot in lots], minlength=len(vendors)).astype(np.int64),
        capacity_days=ints(days),
        capacity=ints([[_teams_on(vendor, day) for day in days] for vendor in vendors]),
        vendor_weight=np.broadcast_to(weights, (5, 48, len(vendors))).copy(),
        next_window=calendar.next_window,
        next_large=calendar.next_large,
        next_appropriation=calendar.next_appropriation,
        revision_days=ints(revisions),
        surveys=SURVEYS,
        quarters=QUARTERS,
        organisation_code=ints([1000 + o for o in range(organisations)]),
        organisation_lag=ints([*lags, *[0] * organisations][:organisations]),
    )


def _teams_on(vendor: Vendor, day: int) -> int:
    return [teams for since, teams in vendor.teams if since <= day][-1]


_FIRST, _LAST = day_of("2023-04-01"), day_of("2027-12-31")
_days = st.integers(_FIRST, _LAST)


@st.composite
def vendors_of(draw: st.DrawFn, crowded: st.SearchStrategy[int]) -> Vendor:
    """A vendor of a few teams that rise and fall, sometimes to none, and that may withdraw."""
    day = st.one_of(_days, crowded)
    changes = draw(st.lists(st.tuples(day, st.integers(0, 4)), max_size=4, unique_by=lambda c: c[0]))
    return Vendor(
        teams=((0, draw(st.integers(1, 4))), *sorted(changes)),
        ready=draw(st.one_of(st.integers(0, day_of("2026-01-01")), st.just(day_of("2027-06-01")))),
        growth=draw(st.floats(1.0, 3.0)),
        regions=(draw(st.floats(0.0, 3.0)), draw(st.floats(0.0, 3.0))),
        begins=(draw(st.integers(0, 90)), 0),
        withdrawal=draw(st.one_of(st.just(NEVER), st.just(NEVER), _days, crowded)),
        first_plan=draw(st.one_of(st.integers(day_of("2024-01-01"), day_of("2024-12-31")), crowded)),
        weight=draw(st.floats(0.0, 2.0)),
    )


@st.composite
def lots_of(
    draw: st.DrawFn, organisation: int, business: int, n_vendors: int, crowded: st.SearchStrategy[int]
) -> Lot:
    """A lot of up to four teams and about two years of work at most."""
    work = st.one_of(st.floats(0.0, 200.0), st.sampled_from((0.0, 20.0, 30.0)))
    return Lot(
        organisation=organisation,
        business=business,
        mask=draw(st.integers(0, 7)),
        vendor=draw(st.integers(0, n_vendors - 1)),
        legacy=draw(st.sampled_from((0, 0, 1, 2))),
        no_product=draw(st.sampled_from((0, 0, 0, 1))),
        product_delay=draw(st.sampled_from((0, 0, 300))),
        size=draw(st.floats(0.2, 4.0)),
        teams=draw(st.integers(1, 4)),
        work=(draw(work), draw(work), draw(work), draw(work)),
        luck=draw(st.floats(0.5, 2.0)),
        prefecture=draw(st.integers(1, 2)),
        growth=draw(st.sampled_from((1.0, 1.0, 0.0, 3.0))),
        any_window=draw(st.integers(0, 1)),
        booked=draw(st.one_of(st.integers(day_of("2024-01-04"), day_of("2026-03-02")), crowded)),
        procured=draw(st.one_of(st.integers(0, day_of("2026-06-30")), crowded)),
        tender=draw(st.integers(0, 1)),
        ready_by=draw(st.sampled_from((NEVER, NEVER, _FIRST))),
    )


@st.composite
def rules_of(draw: st.DrawFn) -> Rules:
    """Rules with everything switched on in some draw or other."""
    extended = draw(st.sampled_from((DEADLINE, day_of("2027-03-31"))))
    return CALM._replace(
        extended_deadline=extended,
        extension_announced=draw(st.integers(day_of("2024-06-01"), DEADLINE)),
        rebook_share=draw(st.floats(0.0, 1.0)),
        pending_share=draw(st.sampled_from((0.0, 0.3))),
        keep_until_cutover=draw(st.integers(0, 1)),
        deferral_share=draw(st.sampled_from((0.0, 1.0))),
        deferral_from=draw(st.integers(_FIRST, DEADLINE)),
        deferral_reach_days=draw(st.integers(0, 1200)),
        deferral_work_share=draw(st.floats(0.0, 1.0)),
        late_rebooked_share=draw(st.sampled_from((0.0, 0.5, 1.0))),
        late_wait_days=draw(st.sampled_from((0.0, 30.0, 300.0, 3000.0))),
        latest_day=draw(st.integers(day_of("2025-06-01"), day_of("2031-03-31"))),
        after_live_factor=draw(st.floats(0.5, 3.0)),
        learning_floor=draw(st.floats(0.5, 1.0)),
        rehearsal_failure=draw(st.sampled_from((0.0, 0.3, 1.0))),
        queue_order=draw(st.integers(0, 3)),
        tender_failure=draw(st.sampled_from((0.0, 0.3, 0.9))),
        tender_failure_by_queue=draw(st.floats(0.0, 0.5)),
        retry_days=draw(st.integers(1, 120)),
        retender_days=draw(st.integers(0, 300)),
        buffer=draw(st.floats(0.0, 0.6)),
        buffer_days=draw(st.sampled_from((0.0, 40.0))),
        limit_per_team=draw(st.sampled_from((0.0, 1.0, 2.0))),
        limit_minimum=draw(st.integers(1, 3)),
        optimism=draw(st.floats(0.0, 0.5)),
        replan_days=draw(st.integers(20, 350)),
        trigger=draw(st.floats(0.05, 1.0)),
        review_days=draw(st.integers(0, 125)),
        revision_notice_days=draw(st.integers(0, 500)),
        revision_work_days=draw(st.floats(0.0, 40.0)),
    )


CALENDARS = {
    "shipped": shipped_calendar,
    "hard freezes": lambda: shipped_calendar(True),
    "open": open_calendar,
}


@dataclass(frozen=True)
class Setting:
    """What a small World is made of; hypothesis shows this when a property fails."""

    lots: list[Lot]
    vendors: list[Vendor]
    rules: Rules
    calendar: str
    revisions: tuple[int, ...]
    lags: tuple[int, ...] = ()

    def world(self) -> World:
        """The World of this setting."""
        calendar = CALENDARS[self.calendar]()
        return world(self.lots, self.vendors, self.rules, calendar, self.revisions, self.lags)


@st.composite
def settings_of(draw: st.DrawFn) -> Setting:
    """Any small setting: up to 12 lots of up to 5 organisations, up to 3 vendors, real windows or none.

    Some of what happens falls on the same few days, so that the order within a day matters.
    """
    booked = st.integers(day_of("2024-01-04"), day_of("2026-03-02"))
    crowded = st.sampled_from(draw(st.lists(booked, min_size=1, max_size=3)))
    vendors = draw(st.lists(vendors_of(crowded), min_size=1, max_size=3))
    numbers = st.tuples(st.integers(0, 4), st.integers(1, 21))
    places = sorted(draw(st.lists(numbers, min_size=1, max_size=12, unique=True)))
    return Setting(
        lots=[draw(lots_of(*place, len(vendors), crowded)) for place in places],
        vendors=vendors,
        rules=draw(rules_of()),
        calendar=draw(st.sampled_from(sorted(CALENDARS))),
        revisions=tuple(sorted(draw(st.lists(st.integers(_FIRST, DEADLINE), max_size=3, unique=True)))),
        lags=draw(st.tuples(*[st.sampled_from((0, 60, 200))] * 5)),
    )


@st.composite
def pressed_settings_of(draw: st.DrawFn) -> Setting:
    """A small setting whose deadline comes early: some lots are declared late in the midst of work."""
    setting = draw(settings_of())
    deadline = draw(st.integers(day_of("2024-06-30"), day_of("2025-09-30")))
    rules = setting.rules._replace(
        deadline=deadline,
        extended_deadline=draw(st.sampled_from((deadline, deadline + 400))),
        extension_announced=draw(st.integers(day_of("2024-06-01"), deadline + 100)),
        pending_share=draw(st.sampled_from((1.0, 1.0, 0.0))),  # 1: nobody is declared before the deadline
        late_rebooked_share=1.0,
        late_wait_days=draw(st.sampled_from((30.0, 300.0))),
    )
    longer = [replace(lot, work=(3 * lot.work[0], 3 * lot.work[1], *lot.work[2:])) for lot in setting.lots]
    return replace(setting, lots=longer, rules=rules)


@st.composite
def plain_worlds(draw: st.DrawFn) -> tuple[list[Lot], int]:
    """Lots of one team each in a fixed order of service (contract, booked day and number agree), and teams.

    With nothing else going on (CALM rules, open calendar) such a vendor is a first-come-first-served queue.
    """
    n = draw(st.integers(1, 12))
    contracts = sorted(draw(st.lists(st.integers(1500, 2400), min_size=n, max_size=n)))
    booked = sorted(draw(st.lists(st.integers(2400, 2900), min_size=n, max_size=n)))
    lucks = draw(st.lists(st.floats(0.3, 3.0), min_size=n, max_size=n))
    work = draw(st.tuples(*[st.floats(0.0, 80.0)] * 4))
    lots = [
        Lot(organisation=i, work=work, luck=lucks[i], procured=contracts[i], booked=booked[i])
        for i in range(n)
    ]
    return lots, draw(st.integers(1, 4))
