"""Would the twin test notice? One rule of the reference is changed, and the logs must part."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from support.mutants import MUTANTS, Mutant, swap
from support.worlds import CALM, Lot, Setting, Vendor, pressed_settings_of, settings_of
from test_twin import between

from sim import rules
from sim.engine import compiled, reference
from sim.engine.agenda import Step
from sim.engine.world import Schedule, World
from sim.fiscal import NEVER, day_of

DRAWN = 400
# Draws seldom meet what these are made for.
YEARS = (500.0, 500.0, 500.0, 9.0)
BY_HAND = (
    # Which of two waiting lots is smaller changes when the first puts off most of its rehearsal.
    Setting(
        lots=[
            Lot(organisation=0, work=(10.0, 20.0, 60.0, 10.0), booked=day_of("2025-05-07")),
            Lot(organisation=1, work=(20.0, 30.0, 30.0, 10.0), booked=day_of("2024-05-07")),
        ],
        vendors=[Vendor(ready=day_of("2025-04-25"))],
        rules=CALM._replace(
            queue_order=rules.SMALLEST_FIRST,
            deferral_share=1.0,
            deferral_work_share=0.9,
            deferral_reach_days=400,
            deferral_from=day_of("2025-01-01"),
        ),
        calendar="shipped",
        revisions=(),
    ),
    # A lot that will be late puts functions off in the middle of a long rehearsal.
    Setting(
        lots=[Lot(work=(20.0, 30.0, 300.0, 10.0), booked=day_of("2025-05-07"))],
        vendors=[Vendor()],
        rules=CALM._replace(
            deferral_share=1.0,
            deferral_work_share=0.5,
            deferral_reach_days=2000,
            deferral_from=day_of("2024-12-01"),
        ),
        calendar="shipped",
        revisions=(),
    ),
    # A revision is published in the middle of a long build.
    Setting(
        lots=[Lot(work=(20.0, 200.0, 40.0, 10.0), booked=day_of("2025-05-07"))],
        vendors=[Vendor()],
        rules=CALM._replace(revision_notice_days=30),
        calendar="shipped",
        revisions=(day_of("2024-12-01"),),
    ),
    # An extension finds one lot that has put off functions and will again be late, and one already at work.
    Setting(
        lots=[
            Lot(organisation=0),
            Lot(organisation=1, vendor=1, work=(200.0, 30.0, 40.0, 10.0), booked=day_of("2025-10-14")),
        ],
        vendors=[Vendor(ready=day_of("2027-06-01")), Vendor()],
        rules=CALM._replace(
            extended_deadline=day_of("2027-03-31"),
            extension_announced=day_of("2025-03-10"),
            rebook_share=1.0,
            deferral_share=1.0,
            deferral_reach_days=2000,
            deferral_from=day_of("2025-01-01"),
        ),
        calendar="shipped",
        revisions=(),
    ),
    # Two lots want the same window, which holds one; the second is ready first.
    Setting(
        lots=[Lot(organisation=0), Lot(organisation=1, luck=0.5)],
        vendors=[Vendor(teams=((0, 2),))],
        rules=CALM._replace(limit_minimum=1, limit_per_team=0.0),
        calendar="open",
        revisions=(),
    ),
    # Lots of every freeze group find their window full in the midst of freezes; some take small ones.
    Setting(
        lots=[
            Lot(organisation=o, mask=mask, any_window=o, booked=day_of("2025-11-04"))
            for o in (0, 1)
            for mask in range(8)
        ],
        vendors=[Vendor(teams=((0, 16),))],
        rules=CALM._replace(limit_minimum=1, limit_per_team=0.0),
        calendar="hard freezes",
        revisions=(),
    ),
    # Six lots lose their vendor and choose between an idle one and one with years of work in its queue.
    Setting(
        lots=[
            *(Lot(organisation=k) for k in range(6)),
            *(Lot(organisation=k, vendor=2, work=YEARS) for k in range(6, 11)),
        ],
        vendors=[Vendor(withdrawal=day_of("2024-06-03")), Vendor(), Vendor()],
        rules=CALM,
        calendar="shipped",
        revisions=(),
    ),
    # Work on a late lot is set aside in its build, which a revision has lengthened; its teams go to one that
    # waits, and then its vendor withdraws. The same once more for a lot that the vendor sees through.
    *(
        Setting(
            lots=[
                Lot(work=(20.0, 400.0, 400.0, 10.0)),
                Lot(organisation=1, booked=day_of("2024-09-24")),
            ],
            vendors=[Vendor(withdrawal=withdrawal), Vendor()],
            rules=CALM._replace(late_rebooked_share=1.0, late_wait_days=30.0, revision_notice_days=0),
            calendar="shipped",
            revisions=(day_of("2024-08-01"),),
            lags=(90,),
        )
        for withdrawal in (day_of("2025-01-06"), NEVER)
    ),
    # Three lots of one organisation and one vendor, and one of another, are declared late: half book anew.
    *(
        Setting(
            lots=[
                Lot(organisation=o, business=b, procured=day_of("2026-02-01"))
                for b in (1, 5, 9)
                for o in (0, k)
            ],
            vendors=[Vendor(teams=((0, 9),))],
            rules=CALM._replace(late_rebooked_share=0.5),
            calendar="shipped",
            revisions=(),
        )
        for k in range(1, 4)
    ),
    # A vendor withdraws on the very day on which it ends the build of a lot.
    Setting(
        lots=[Lot()],
        vendors=[Vendor(withdrawal=day_of("2025-03-28")), Vendor()],
        rules=CALM,
        calendar="shipped",
        revisions=(),
    ),
)
STEPS = [step for step in Step if step + 1 in Step.__members__.values()]


@pytest.fixture(scope="module")
def worlds() -> list[tuple[World, Schedule]]:
    """The same small Worlds for every broken rule, drawn as for the twin test, and their schedules."""
    drawn: list[World] = []

    @settings(
        max_examples=DRAWN,
        derandomize=True,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
        deadline=None,
    )
    @given(st.one_of(settings_of(), pressed_settings_of()))
    def collect(setting) -> None:  # type: ignore[no-untyped-def]
        drawn.append(setting.world())

    collect()
    by_hand = [setting.world() for setting in BY_HAND]
    return [(each, compiled.simulate(each, keep_log=True)) for each in by_hand + drawn]


def parts(world: World, expected: Schedule) -> bool:
    """Whether the engines part on this World, or the broken one asks for a step that is over."""
    try:
        return between(reference.simulate(world, keep_log=True), expected) != []
    except AssertionError as error:
        return "that step is over" in str(error)


@pytest.mark.slow
@pytest.mark.parametrize("mutant", MUTANTS, ids=lambda mutant: mutant.rule)
def test_breaking_a_rule_parts_the_engines(
    mutant: Mutant, worlds: list[tuple[World, Schedule]], monkeypatch: pytest.MonkeyPatch
) -> None:
    mutant.apply(monkeypatch)
    assert any(parts(*each) for each in worlds)


@pytest.mark.slow
@pytest.mark.parametrize("first", STEPS, ids=lambda step: f"{step.name} before {Step(step + 1).name}")
def test_exchanging_two_steps_of_the_day_parts_the_engines(
    first: Step, worlds: list[tuple[World, Schedule]], monkeypatch: pytest.MonkeyPatch
) -> None:
    swap(monkeypatch, first)
    assert any(parts(*each) for each in worlds)


@pytest.mark.slow
def test_the_unbroken_reference_agrees_on_all_of_them(worlds: list[tuple[World, Schedule]]) -> None:
    assert not any(parts(*each) for each in worlds)
    assert len(worlds) == DRAWN + len(BY_HAND)
    assert np.mean([len(expected.events) for _, expected in worlds]) > 50
