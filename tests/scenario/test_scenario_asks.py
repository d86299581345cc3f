"""The prefectures' requests: each cites, expects, prices, and changes only what it may."""

from __future__ import annotations

import pytest

from sim.scenario import Ask, Scenario, Uncertain, catalogue, diff, load, table
from sim.scenario.changes import applied

ENTRIES = [entry for entry in catalogue() if entry.ask is not None]
NAMES = [entry.name for entry in ENTRIES]
WITHOUT_LEVER = {"asks/general_measures", "asks/savings_to_services"}


@pytest.fixture(scope="module")
def baseline() -> Scenario:
    return load("baseline")


def ask_of(name: str) -> Ask:
    ask = next(entry.ask for entry in ENTRIES if entry.name == name)
    assert ask is not None
    return ask


def test_there_is_a_file_for_each_request() -> None:
    assert len(NAMES) >= 17


@pytest.mark.parametrize("name", NAMES)
def test_a_request_cites_its_section_and_says_what_it_expects(name: str) -> None:
    ask = ask_of(name)
    assert ask.section in ("6", "7", "1(4)、7")
    assert 8 <= len(ask.quote) <= 80
    assert ask.expects
    if name in WITHOUT_LEVER:
        assert {each.sign for each in ask.expects} == {"0"}
    else:
        assert {each.sign for each in ask.expects} <= {"+", "-"}


@pytest.mark.parametrize("name", NAMES)
def test_a_request_sets_nothing_so_that_the_order_never_matters(name: str, baseline: Scenario) -> None:
    changed = diff(baseline, load("baseline", [name]))
    assert bool(changed) == (name not in WITHOUT_LEVER)


@pytest.mark.parametrize("name", [name for name in NAMES if ask_of(name).kind == "behavioural"])
def test_a_behavioural_request_may_have_no_effect(name: str, baseline: Scenario) -> None:
    effects = load("baseline", [name]).effects
    assert effects
    for effect in effects:
        assert isinstance(effect.amount, Uncertain)
        value = baseline.draw(1, 1)[effect.path]
        nothing = [applied(effect.operation, value, end) for end in (effect.amount.low, effect.amount.high)]
        # Sharing deadlines and shared software may do nothing because nobody takes part.
        idle = {"deadline.rebook_share": 0.0, "running.saas_share": 0.0, "running.saas_fee_factor": 1.0}
        assert value in nothing or idle.get(effect.path) in [pytest.approx(each) for each in nothing], effect


@pytest.mark.parametrize("name", [name for name in NAMES if ask_of(name).kind == "mechanical"])
def test_a_mechanical_request_is_certain_and_changes_the_ledger_alone(name: str, baseline: Scenario) -> None:
    scenario = load("baseline", [name])
    assert scenario.effects == ()
    assert {table()[each.path].stage for each in diff(baseline, scenario)} <= {"ledger"}


def test_all_requests_can_be_combined(baseline: Scenario) -> None:
    everything = load("baseline", NAMES)
    assert everything.combined == tuple(sorted(NAMES))
    alone = {each.path for name in NAMES for each in diff(baseline, load("baseline", [name]))}
    assert {each.path for each in diff(baseline, everything)} == alone


def test_requests_can_be_put_on_any_scenario() -> None:
    scenario = load("yen_160", ["asks/cloud_fees"])
    assert scenario.values["prices.usdjpy_fixed"] == 160.0
    assert scenario.values["running.cloud_fee_factor"] == pytest.approx(0.9)
