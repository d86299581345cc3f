"""Scenarios, requests, designs and fitted sets: taken as they are, or told, whatever stands in the file."""

from __future__ import annotations

import functools
import tomllib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.fuzzed import SCRAPS, VALUES, damaged, much, one_place_nonsense, outcome, written
from support.paths import ROOT

from sim.analysis.sweep import Design, read_design
from sim.errors import ScenarioError, SimError
from sim.scenario import Scenario, dump, load, load_text, names, posterior, table
from sim.scenario.changes import OPERATIONS
from sim.scenario.read import FOLDER, read_text
from sim.scenario.write import key_of

pytestmark = pytest.mark.fuzz
SCENARIOS = tuple(FOLDER.joinpath(f"{name}.toml").read_bytes() for name in names() if "/" not in name)
REQUESTS = tuple(FOLDER.joinpath(f"{name}.toml").read_bytes() for name in names() if "/" in name)
DESIGNS = (
    (ROOT / "designs" / "fees_and_yen.toml").read_bytes(),
    b"""[sweep]
title_en = "List"
base = "yen_140"
with = ["asks/cloud_fees"]
replications = 3
seed = 2
figures = ["late_at_deadline.systems"]
[design]
kind = "list"
[[points]]
"prices.usdjpy_fixed" = 120
requests = ["asks/talent_pools"]
[[points]]
"deadline.day" = 2027-03-31
""",
    b"""[sweep]
title_ja = "Grid"
[design]
kind = "grid"
[axes]
"running.cloud_fee_factor" = { low = 0.8, high = 1.2, steps = 3 }
"deadline.designation" = ["any_reason"]
[requests]
on_off = ["asks/cloud_fees"]
sets = [[], ["asks/talent_pools"]]
""",
)


@functools.cache
def whole() -> tuple[bytes, ...]:
    """Complete files as results hold them, with uncertain changes yet to draw."""
    return dump(load("baseline", ["asks/flexible_deadlines", "asks/cloud_fees"])).encode(), *SCENARIOS


def taken_means_something(found: Scenario | SimError) -> None:
    """What was taken can be drawn from, written and read back."""
    if isinstance(found, Scenario):
        found.draw(1, 0)
        assert load_text(dump(found)).hash == found.hash


@much(25, 2_200)
@given(data=st.data())
def test_a_damaged_scenario(data: st.DataObject, tmp_path_factory: pytest.TempPathFactory) -> None:
    file = tmp_path_factory.getbasetemp() / "scenario.toml"
    file.write_bytes(data.draw(damaged(whole())))
    taken_means_something(outcome("scenario", lambda: load(file)))


@much(20, 1_200)
@given(data=st.data())
def test_a_damaged_request(data: st.DataObject, tmp_path_factory: pytest.TempPathFactory) -> None:
    file = tmp_path_factory.getbasetemp() / "request.toml"
    file.write_bytes(data.draw(damaged(REQUESTS)))
    taken_means_something(outcome("request", lambda: load("baseline", [file, "asks/cloud_fees"])))


values = st.one_of(
    st.sampled_from(VALUES),
    st.integers().map(str),
    st.floats().map(repr),
    st.dates().map(str),
    st.sampled_from(["0", "1", "2", "0.5", "-1", "100", "2026-03-31", "true", '"all"', "[3, 6]"]),
)
changes = st.lists(
    st.tuples(st.sampled_from(OPERATIONS), st.sampled_from(list(table())), values), min_size=1, max_size=3
)


@much(40, 2_000)
@given(made=changes)
def test_drawn_changes_of_any_parameter(made: list[tuple[str, str, str]]) -> None:
    sections: dict[str, dict[str, str]] = {}
    for operation, path, value in made:
        section, _, name = path.partition(".")
        where, key = (section, name) if operation == "set" else (operation, path)
        sections.setdefault(where, {})[key] = value
    lines = ['[scenario]\ntitle_en = "x"\nextends = "baseline"\n']
    for section, cells in sections.items():
        lines += [f"[{section}]", *(f"{key_of(key)} = {value}" for key, value in cells.items())]
    found = outcome("scenario", lambda: load_text("\n".join(lines)))
    taken_means_something(found)


@much(40, 1_000)
@given(data=st.data())
def test_nothing_in_a_scenario_or_request_goes_unread(data: st.DataObject) -> None:
    sound = data.draw(st.sampled_from((*whole(), *REQUESTS))).decode()
    text = written(data.draw(one_place_nonsense(tomllib.loads(sound))))
    before, after = (read_text(each, Path("x.toml")) for each in (sound, text))
    assert not before.faults
    assert after.faults, text


@much(20, 1_000)
@given(data=st.data())
def test_a_damaged_design(data: st.DataObject, tmp_path_factory: pytest.TempPathFactory) -> None:
    file = tmp_path_factory.getbasetemp() / "design.toml"
    file.write_bytes(data.draw(damaged(DESIGNS)))
    found = outcome("design", lambda: read_design(file))
    if isinstance(found, Design):
        point = found.points[0]
        outcome("point of a design", lambda: found.scenario(point))


@much(20, 500)
@given(data=st.data())
def test_nothing_in_a_design_goes_unread(
    data: st.DataObject, tmp_path_factory: pytest.TempPathFactory
) -> None:
    file = tmp_path_factory.getbasetemp() / "design.toml"
    sound = data.draw(st.sampled_from(DESIGNS)).decode()
    text = written(data.draw(one_place_nonsense(tomllib.loads(sound))))
    file.write_text(text, encoding="utf-8")
    assert isinstance(outcome("design", lambda: read_design(file)), SimError), text


@much(15, 600)
@given(data=st.data())
def test_damaged_fitted_sets(data: st.DataObject, tmp_path_factory: pytest.TempPathFactory) -> None:
    file = tmp_path_factory.getbasetemp() / "sets.csv"
    file.write_bytes(data.draw(damaged(((FOLDER / "posterior.csv").read_bytes(),))))

    def read() -> Any:
        found, faults = posterior.read(file, "sets.csv")
        if faults:
            raise ScenarioError(faults)
        return found

    found = outcome("fitted sets", read)
    if isinstance(found, posterior.Posterior):
        assert found.spreads
        assert all(found.steps(kind)[-1][0] == 1.0 for kind in found.usable)


@pytest.mark.parametrize("scrap", SCRAPS, ids=range(len(SCRAPS)))
def test_a_scrap_alone_and_behind_a_name(scrap: str) -> None:
    for text in (
        scrap,
        f'[scenario]\ntitle_en = "x"\nextends = "baseline"\n[prices]\nusdjpy_fixed = {scrap}',
    ):
        outcome("scenario", lambda text=text: load_text(text))  # type: ignore[misc]
