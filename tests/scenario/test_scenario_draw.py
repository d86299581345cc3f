"""How uncertain parameters are drawn: by key, with the stated quantiles, stage by stage."""

from __future__ import annotations

import ast
from dataclasses import fields
from datetime import date
from pathlib import Path

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

import sim
from sim import fiscal
from sim.replication import Replication
from sim.scenario import Drawn, Uncertain, UncertainDay, Withdrawal, load, replaced, table
from sim.scenario.metadata import STAGES
from sim.streams import Purpose, key, name_key, uniform

STAGES_OF_A_REPLICATION = ("population", "engine", "rules.py", "prices.py", "ledger")
NUMBERS = [path for path, known in table().items() if known.kind not in ("choice", "months", "table")]
points = st.floats(-1e9, 1e9, allow_nan=False)


@given(st.lists(points, min_size=3, max_size=3).map(sorted), st.floats(0, 1))
def test_a_quantile_lies_within_the_range(three: list[float], u: float) -> None:
    low, value, high = three
    tolerance = 1e-12 * max(1.0, abs(low), abs(high))
    assert low - tolerance <= Uncertain(value, low, high).quantile(u) <= high + tolerance


@given(
    st.lists(points, min_size=3, max_size=3).map(sorted), st.lists(st.floats(0, 1), min_size=2, max_size=2)
)
def test_quantiles_rise(three: list[float], us: list[float]) -> None:
    low, value, high = three
    assume(high - low > 1e-6 * max(1.0, abs(low), abs(high)))
    first, second = (Uncertain(value, low, high).quantile(u) for u in sorted(us))
    assert first <= second + 1e-9 * (high - low)


def test_the_stated_value_is_the_median_and_the_ends_are_the_ends() -> None:
    spread = Uncertain(2.0, 1.0, 5.0)
    assert [spread.quantile(u) for u in (0.0, 0.5, 1.0)] == [1.0, 2.0, 5.0]
    assert spread.quantile(0.125) == pytest.approx(1.5)
    assert spread.quantile(0.875) == pytest.approx(3.5)


def test_an_uncertain_day_is_drawn_as_a_whole_day() -> None:
    spread = UncertainDay(date(2024, 4, 24), date(2024, 2, 1), date(2024, 8, 31))
    assert spread.quantile(0.5) == fiscal.day_of("2024-04-24")
    assert spread.quantile(0.3).is_integer()


def test_a_parameter_is_drawn_at_the_quantile_of_its_key() -> None:
    scenario = load("baseline")
    drawn = scenario.draw(11, 4)
    spread = scenario.values["vendors.growth_sigma"]
    assert isinstance(spread, Uncertain)
    u = uniform(key(11, 4, Purpose.PARAMETER), name_key("vendors.growth_sigma"), 0, 0)
    assert drawn["vendors.growth_sigma"] == spread.quantile(u)


def test_half_of_the_draws_lie_below_the_median() -> None:
    scenario = load("baseline")
    draws = [scenario.draw(1, replication)["vendors.growth_sigma"] for replication in range(2000)]
    median = scenario.values["vendors.growth_sigma"]
    assert isinstance(median, Uncertain)
    assert sum(draw < median.value for draw in draws) == pytest.approx(1000, abs=90)
    assert median.low <= min(draws) <= median.low + 0.02
    assert median.high - 0.02 <= max(draws) <= median.high


def test_certain_values_are_numbers_as_they_stand() -> None:
    drawn = load("baseline").draw(1, 0)
    assert drawn["deadline.day"] == fiscal.day_of("2026-03-31")
    assert drawn["deadline.keep_until_cutover"] == 1.0
    assert drawn["support.last_year"] == 2025.0
    assert drawn["market.regional_vendors"] == 37.0


def test_a_scenario_changes_its_own_parameters_and_no_other_luck() -> None:
    before, after = load("baseline").draw(3, 9), load("baseline", ["asks/digital_talent"]).draw(3, 9)
    changed = [path for path in NUMBERS if before[path] != after[path]]
    assert changed == ["vendors.talent_supply_per_year"]


def test_an_effect_draws_the_same_luck_in_every_combination() -> None:
    alone = load("baseline", ["asks/digital_talent"]).draw(3, 9)
    among = load("large_vendor_withdraws", ["asks/talent_pools", "asks/digital_talent", "asks/local_vendors"])
    path = "vendors.talent_supply_per_year"
    assert among.draw(3, 9)[path] == alone[path]


def test_effects_of_two_asks_on_one_parameter_multiply() -> None:
    path = "running.premium_closing_per_year"
    base, one, two, both = (
        load("baseline", asks).draw(5, 2)[path]
        for asks in (
            [],
            ["asks/pilot_information"],
            ["asks/software_fees"],
            ["asks/software_fees", "asks/pilot_information"],
        )
    )
    assert both == pytest.approx(one * two / base)


def test_replacing_a_value_drops_the_effects_on_it() -> None:
    asked = load("baseline", ["asks/digital_talent"])
    fixed = replaced(asked, {"vendors.talent_supply_per_year": 0.5})
    assert fixed.effects == ()
    assert fixed.draw(1, 1)["vendors.talent_supply_per_year"] == 0.5


@pytest.mark.parametrize("path", NUMBERS)
def test_a_stage_refuses_what_belongs_to_a_later_one(path: str) -> None:
    drawn = DRAWN
    own = STAGES.index(table()[path].stage)
    for index, stage in enumerate(STAGES):
        if index >= own:
            assert drawn.stage(stage)[path] == drawn[path]
        else:
            with pytest.raises(KeyError, match="cannot be read in an earlier one"):
                drawn.stage(stage)[path]


DRAWN: Drawn = load("baseline").draw(1, 1)


def test_a_narrower_view_cannot_be_widened() -> None:
    with pytest.raises(KeyError):
        DRAWN.stage("population").stage("ledger")["cost.running_share"]


def test_an_unknown_parameter_is_refused() -> None:
    with pytest.raises(KeyError):
        DRAWN["vendors.lode_mean"]


def test_settings_are_guarded_by_stage_too() -> None:
    assert DRAWN.stage("schedule").choice("vendors.queue_order") == "contract_day"
    with pytest.raises(KeyError):
        DRAWN.stage("population").choice("vendors.queue_order")
    with pytest.raises(KeyError):
        DRAWN.stage("population").rows("vendors.withdrawn", Withdrawal)


def past_the_guard(source: str) -> set[str]:
    """Names through which a source could read a parameter that its stage must not see."""
    found = set[str]()
    for node in ast.walk(ast.parse(source)):
        match node:
            case ast.Name(id=name) | ast.Attribute(attr=name) | ast.alias(name=name):
                found.add(name)
            case ast.ImportFrom(module=str(module)):
                found.add(module)
    return found & {
        "Scenario",
        "scenario",
        "sim.scenario.load",
        "sim.scenario.schema",
        "_numbers",
        "_settings",
        "_setting",
        "_last",
    }


def test_no_stage_reads_a_parameter_past_the_guard() -> None:
    folder = Path(sim.__file__).parent
    sources = [
        path for name in STAGES_OF_A_REPLICATION for path in (folder / name, *(folder / name).rglob("*.py"))
    ]
    read = {str(path): past_the_guard(path.read_text("utf-8")) for path in sources if path.suffix == ".py"}
    assert len(read) > 40
    assert {name: names for name, names in read.items() if names} == {}
    assert {field.name for field in fields(Replication)} == {"facts", "p", "seed", "number", "stage_hashes"}


@pytest.mark.parametrize(
    "source",
    [
        "from sim.scenario import Scenario",
        "from sim.scenario.load import load",
        "def fund(one): return one.scenario.values['support.excess']",
        "def fund(p): return p._settings['support.excess']",
    ],
)
def test_a_read_past_the_guard_is_found(source: str) -> None:
    assert past_the_guard(source)
