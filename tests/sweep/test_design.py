"""Designs: what a file asks for becomes these points, and every fault of it is told at once."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from support.made import results
from support.paths import ROOT, TESTS
from support.sweeps import write_design

from sim import summary
from sim.analysis.sweep import Design, read_design
from sim.analysis.sweep.figures import DEFAULT, STATISTICS, catalogue, figure_columns, kept
from sim.analysis.sweep.plan.points import is_power_of_two
from sim.errors import DesignError
from sim.scenario import load, replaced

FOLDER = TESTS / "bad" / "designs"


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.toml")), ids=lambda path: path.stem)
def test_a_bad_design_gives_its_messages_in_both_languages(path: Path) -> None:
    japanese, english = path.with_suffix(".txt").read_text(encoding="utf-8").split("\n---\n")
    with pytest.raises(DesignError) as caught:
        read_design(path)
    assert caught.value.text("ja") == japanese
    assert caught.value.text("en") == english.rstrip("\n")


def test_a_missing_design_is_named() -> None:
    with pytest.raises(DesignError) as caught:
        read_design(FOLDER / "no_such_file.toml")
    assert caught.value.text("en") == "no_such_file.toml: there is no such file; check its place and name"


@pytest.mark.parametrize("path", sorted((ROOT / "designs").glob("*.toml")), ids=lambda path: path.stem)
def test_every_point_of_a_shipped_design_can_be(path: Path) -> None:
    assert read_design(path).impossible() == {}


def designed(folder: Path, text: str) -> Design:
    return read_design(write_design(folder, text))


def test_a_grid_holds_every_combination_and_its_last_axis_changes_fastest(tmp_path: Path) -> None:
    text = """
[design]
kind = "grid"
[axes]
"running.cloud_fee_factor" = { low = 0.8, high = 1.2, steps = 3 }
"deadline.extended_day" = { low = 2026-03-31, high = 2026-04-02, steps = 2 }
[requests]
on_off = ["asks/cloud_fees"]
"""
    design = designed(tmp_path, text)
    first, last = date(2026, 3, 31), date(2026, 4, 2)
    assert [heading.name for heading in design.headings] == [
        "running.cloud_fee_factor",
        "deadline.extended_day",
        "asks/cloud_fees",
    ]
    assert design.points == tuple(
        (factor, day, on) for factor in (0.8, 1.0, 1.2) for day in (first, last) for on in (False, True)
    )


def test_steps_of_whole_numbers_are_whole_and_none_comes_twice(tmp_path: Path) -> None:
    text = """
[design]
kind = "grid"
[axes]
"organisations.joint_group_size" = { low = 2, high = 4, steps = 9 }
"""
    assert designed(tmp_path, text).points == ((2,), (3,), (4,))


SAMPLED = """
[design]
kind = "{kind}"
points = {points}
seed = {seed}
[axes]
"running.cloud_fee_factor" = {{ low = 0.8, high = 1.2 }}
"organisations.joint_group_size" = {{ low = 2, high = 5 }}
"deadline.designation" = ["any_reason", "hard_cases"]
"deadline.extended_day" = {{ low = 2026-03-31, high = 2026-04-03 }}
"""


@pytest.mark.parametrize("kind", ["latin_hypercube", "sobol"])
def test_a_sample_gives_each_part_of_each_axis_the_same_number_of_points(tmp_path: Path, kind: str) -> None:
    design = designed(tmp_path, SAMPLED.format(kind=kind, points=64, seed=5))
    factors, sizes, words, days = zip(*design.points, strict=True)
    slices = np.floor((np.array(factors, dtype=float) - 0.8) / 0.4 * 64).astype(int)
    assert sorted(slices) == list(range(64))
    for values, number in ((sizes, 4), (words, 2), (days, 4)):
        assert {values.count(value) for value in values} == {64 // number}
    assert set(sizes) == {2, 3, 4, 5}
    assert {type(day) for day in days} == {date}


@pytest.mark.parametrize("kind", ["latin_hypercube", "sobol"])
def test_the_seed_of_a_design_decides_its_points(tmp_path: Path, kind: str) -> None:
    first, again, other = (
        designed(tmp_path, SAMPLED.format(kind=kind, points=16, seed=seed)).points for seed in (5, 5, 6)
    )
    assert first == again
    assert first != other


def test_a_sobol_design_of_any_number_is_read_without_a_warning(tmp_path: Path) -> None:
    design = designed(tmp_path, SAMPLED.format(kind="sobol", points=10, seed=1))
    assert len(design.points) == 10
    assert [is_power_of_two(number) for number in (1, 2, 10, 16)] == [True, True, False, True]


def test_a_list_leaves_what_a_point_does_not_name_as_the_base_has_it(tmp_path: Path) -> None:
    text = """
[design]
kind = "list"
[[points]]
running.cloud_fee_factor = 0.9
[[points]]
"deadline.keep_until_cutover" = false
requests = ["asks/talent_pools", "asks/cloud_fees"]
"""
    design = designed(tmp_path, text)
    assert design.points == ((None, 0.9, ()), (False, None, ("asks/cloud_fees", "asks/talent_pools")))
    assert design.scenario(design.points[1]).combined == ("asks/cloud_fees", "asks/talent_pools")
    assert design.scenario(design.points[0]).values["running.cloud_fee_factor"] == 0.9


def test_a_point_is_the_scenario_that_its_values_and_files_make(tmp_path: Path) -> None:
    text = """
[sweep]
base = "yen_160"
with = ["asks/talent_pools"]
[design]
kind = "grid"
[axes]
"running.cloud_fee_factor" = [0.8]
[requests]
sets = [["asks/software_fees"]]
"""
    design = designed(tmp_path, text)
    by_hand = load("yen_160", ["asks/talent_pools", "asks/software_fees"])
    assert design.scenario(design.points[0]).hash == replaced(by_hand, {"running.cloud_fee_factor": 0.8}).hash


def test_a_request_changes_what_an_axis_has_set(tmp_path: Path) -> None:
    text = """
[design]
kind = "grid"
[axes]
"running.cloud_fee_factor" = [0.8]
[requests]
on_off = ["asks/cloud_fees"]
"""
    design = designed(tmp_path, text)
    off, on = (design.scenario(point).values["running.cloud_fee_factor"] for point in design.points)
    assert (off, on) == (0.8, pytest.approx(0.72))


def test_scenarios_beside_a_design_are_found_from_anywhere(tmp_path: Path) -> None:
    own = '[scenario]\ntitle_en = "own"\nextends = "baseline"\n[running]\ncloud_fee_factor = 0.7\n'
    (tmp_path / "own.toml").write_text(own, encoding="utf-8")
    text = '[sweep]\nbase = "own.toml"\n[design]\nkind = "grid"\n[axes]\n"prices.inflation" = [0.01]\n'
    design = designed(tmp_path, text)
    assert design.scenario(design.points[0]).values["running.cloud_fee_factor"] == 0.7


def test_points_that_cannot_be_are_found_before_they_are_run(tmp_path: Path) -> None:
    text = """
[design]
kind = "grid"
[axes]
"deadline.day" = [2026-03-31, 2027-03-31]
"deadline.extended_day" = [2026-03-31, 2027-03-31]
"""
    design = designed(tmp_path, text)
    wrong = design.impossible()
    assert list(wrong) == [2]
    assert [fault.code for fault in wrong[2].faults] == ["before"]


def test_a_point_between_off_and_the_least_is_found_before_it_is_run(tmp_path: Path) -> None:
    text = '[design]\nkind = "grid"\n[axes]\n"prices.usdjpy_fixed" = { low = 0, high = 150, steps = 6 }\n'
    design = designed(tmp_path, text)
    wrong = design.impossible()
    assert [design.points[number] for number in wrong] == [(30.0,)]
    assert [fault.code for each in wrong.values() for fault in each.faults] == ["out_of_range"]


@pytest.mark.parametrize(
    ("axis", "stage"),
    [
        ('"running.cloud_fee_factor" = [0.8]', "ledger"),
        ('"work.path_days" = [300]', "schedule"),
        ('"organisations.joint_group_size" = [3]', "population"),
    ],
)
def test_a_design_knows_the_first_stage_that_its_points_differ_in(
    tmp_path: Path, axis: str, stage: str
) -> None:
    assert designed(tmp_path, f'[design]\nkind = "grid"\n[axes]\n{axis}\n').first_stage() == stage


def figures_of(block: Any, place: str = "") -> set[str]:
    """Every figure and probability in a summary, by its place."""
    if not isinstance(block, dict):
        return set()
    if set(STATISTICS) <= set(block) or {"share", "times"} <= set(block):
        return {place}
    return {name for key in block for name in figures_of(block[key], f"{place}.{key}" if place else key)}


def test_every_figure_of_the_summary_can_be_kept_and_no_other() -> None:
    found = figures_of(summary.summarise(results(2)).as_dict())
    assert found == set(catalogue())  # a new figure of the summary needs a row in figures.csv


def test_the_figures_kept_are_those_of_the_summary() -> None:
    found = summary.summarise(results(3)).as_dict()
    values = kept(found, DEFAULT)
    assert tuple(values) == figure_columns(DEFAULT)
    assert values["late_at_deadline.systems.p90"] == found["late_at_deadline"]["systems"]["p90"]
    share = found["first_full_year"]["probability_nation_at_target"]["share"]
    assert values["first_full_year.probability_nation_at_target.share"] == share
    assert kept({}, ("last_cutover_day",))["last_cutover_day.mean"] is None
