"""Fitted parameters: drawn together from sets that fit, by key; every fault of a file of sets."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from sim import fiscal
from sim.errors import ScenarioError
from sim.scenario import Scenario, Uncertain, UncertainDay, describe, diff, dump, load, replaced
from sim.scenario.posterior import read, write

LOAD, GROWTH, DAY = "vendors.load_mean", "vendors.growth_mean", "procurement.contract_day_mean"
ROWS = [
    (0.5, "time_bound", (0.3, 1.5, float(fiscal.day_of("2024-01-10")))),
    (0.3, "capacity_bound", (0.4, 1.2, float(fiscal.day_of("2024-02-20")))),
    (0.2, "capacity_bound", (0.5, 1.1, float(fiscal.day_of("2024-03-30")))),
]
HEAD = """[scenario]
title_en = "Trial"
extends = "prior"
posterior = "sets.csv"
[calibration]
sets = "{sets}"
[vendors]
load_mean = {{value = 0.3, low = 0.3, high = 0.5, fitted = true}}
growth_mean = {{value = 1.2, low = 1.1, high = 1.5, fitted = true}}
[procurement]
contract_day_mean = {{value = 2024-01-10, low = 2024-01-10, high = 2024-03-30, fitted = true}}
"""


def fitted(folder: Path, sets: str = "all", more: str = "") -> Scenario:
    write(
        folder / "sets.csv",
        {"until": '"2025-12-23"', f'prior."{LOAD}"': "[0.4, 0.1, 0.9]"},
        (LOAD, GROWTH, DAY),
        ROWS,
    )
    file = folder / "trial.toml"
    file.write_text(HEAD.format(sets=sets) + more, encoding="utf-8")
    return load(file)


def rows(scenario: Scenario, number: int = 400) -> list[tuple[float, ...]]:
    draws = [scenario.draw(1, replication) for replication in range(number)]
    return [(drawn[LOAD], drawn[GROWTH], drawn[DAY]) for drawn in draws]


def test_a_replication_takes_all_fitted_parameters_from_one_set(tmp_path: Path) -> None:
    found = rows(fitted(tmp_path))
    assert set(found) == {numbers for _, _, numbers in ROWS}
    for weight, _, numbers in ROWS:
        assert found.count(numbers) / len(found) == pytest.approx(weight, abs=0.08)


def test_a_class_draws_from_its_own_sets_only(tmp_path: Path) -> None:
    assert set(rows(fitted(tmp_path, "time_bound"))) == {ROWS[0][2]}
    found = rows(fitted(tmp_path, "capacity_bound"))
    assert set(found) == {ROWS[1][2], ROWS[2][2]}
    assert found.count(ROWS[1][2]) / len(found) == pytest.approx(0.6, abs=0.08)


def test_without_sets_each_parameter_is_drawn_from_its_own_range(tmp_path: Path) -> None:
    found = rows(fitted(tmp_path, "none"))
    assert len({growth for _, growth, _ in found}) == len(found)
    assert all(0.3 <= load_ <= 0.5 and 1.1 <= growth <= 1.5 for load_, growth, _ in found)


def test_the_set_is_chosen_by_seed_and_replication_alone(tmp_path: Path) -> None:
    scenario = fitted(tmp_path)
    with_ask = fitted(tmp_path, more="[running]\ncloud_fee_factor = 0.9\n")
    assert rows(scenario, 40) == rows(with_ask, 40)
    assert rows(scenario, 20) == rows(scenario, 40)[:20]


def test_who_sets_a_fitted_parameter_gives_its_own_range_and_leaves_the_others(tmp_path: Path) -> None:
    scenario = fitted(tmp_path)
    own = replaced(scenario, {LOAD: Uncertain(0.7, 0.6, 0.8)})
    assert all(0.6 <= load_ <= 0.8 for load_, _, _ in rows(own, 40))
    assert [row[1:] for row in rows(own, 40)] == [row[1:] for row in rows(scenario, 40)]
    certain = replaced(scenario, {LOAD: 0.33})
    assert {load_ for load_, _, _ in rows(certain, 40)} == {0.33}


@pytest.mark.parametrize(
    ("change", "after"),
    [
        ('[scale]\n"vendors.load_mean" = 0.5\n', lambda load_: load_ * 0.5),
        ('[add]\n"vendors.load_mean" = 0.1\n', lambda load_: load_ + 0.1),
        ('[at_least]\n"vendors.load_mean" = 0.45\n', lambda load_: max(load_, 0.45)),
        ('[at_most]\n"vendors.load_mean" = 0.45\n', lambda load_: min(load_, 0.45)),
    ],
)
def test_a_request_changes_the_number_of_the_set(tmp_path: Path, change: str, after: object) -> None:
    scenario = fitted(tmp_path)
    ask = tmp_path / "ask.toml"
    ask.write_text(f'[scenario]\ntitle_en = "Ask"\nextends = "baseline"\n{change}', encoding="utf-8")
    changed = load(tmp_path / "trial.toml", [ask])
    assert callable(after)
    assert rows(changed, 40) == [(after(row[0]), *row[1:]) for row in rows(scenario, 40)]


def test_the_hash_knows_the_sets_and_the_class_but_not_sets_that_nobody_draws(tmp_path: Path) -> None:
    one, other = tmp_path / "one", tmp_path / "other"
    one.mkdir()
    other.mkdir()
    first, unused = fitted(one), fitted(one, "none")
    changed = [ROWS[0], (0.25, *ROWS[1][1:]), (0.25, *ROWS[2][1:])]
    fitted(other)
    write(other / "sets.csv", {}, (LOAD, GROWTH, DAY), changed)
    assert load(other / "trial.toml").stage_hash("population") != first.stage_hash("population")
    (other / "trial.toml").write_text(HEAD.format(sets="none"), encoding="utf-8")
    assert load(other / "trial.toml").hash == unused.hash
    assert fitted(one, "time_bound").hash != first.hash


def test_a_fitted_scenario_is_written_and_read_back_equal(tmp_path: Path) -> None:
    fitted(tmp_path)
    ask = tmp_path / "ask.toml"
    scale = '[scale]\n"vendors.growth_mean" = {value = 0.95, low = 0.92, high = 1}\n'
    ask.write_text(f'[scenario]\ntitle_en = "Ask"\nextends = "baseline"\n{scale}', encoding="utf-8")
    scenario = load(tmp_path / "trial.toml", [ask])
    again = tmp_path / "again.toml"
    again.write_text(dump(scenario), encoding="utf-8")
    assert load(again).hash == scenario.hash
    assert rows(load(again), 20) == rows(scenario, 20)
    assert not diff(scenario, load(again))


def test_show_tells_a_fit_from_what_was_judged_before(tmp_path: Path) -> None:
    scenario = fitted(tmp_path)
    english, japanese = describe(scenario, "en"), describe(scenario, "ja")
    assert "drawn together from the 3 sets in sets.csv, which fit what was published by 2025-12-23" in english
    assert "0.3 [0.3 – 0.5] (fitted); judged before the fit: 0.4 [0.1 – 0.9]  (vendors.load_mean" in english
    assert "0.3 [0.3 – 0.5]（当てはめ）、当てはめ前の幅 0.4 [0.1 – 0.9]" in japanese
    assert "drawn together" not in describe(fitted(tmp_path, "none"), "en")


def test_the_range_shown_is_median_least_and_greatest_of_the_sets(tmp_path: Path) -> None:
    scenario = fitted(tmp_path)
    assert scenario.posterior is not None
    assert scenario.posterior.spreads[LOAD] == Uncertain(0.3, 0.3, 0.5, fitted=True)
    assert scenario.posterior.spreads[DAY] == UncertainDay(
        date(2024, 1, 10), date(2024, 1, 10), date(2024, 3, 30), fitted=True
    )


def test_a_range_that_is_not_what_the_sets_say_is_refused(tmp_path: Path) -> None:
    fitted(tmp_path)
    file = tmp_path / "trial.toml"
    text = HEAD.format(sets="all").replace("value = 0.3,", "value = 0.31,")
    file.write_text(
        text + "[work]\npath_days = {value = 350, low = 300, high = 400, fitted = true}\n", encoding="utf-8"
    )
    with pytest.raises(ScenarioError) as caught:
        load(file)
    assert caught.value.text("en").splitlines() == [
        "trial.toml: it says fitted = true, but sets.csv has no column for it; leave fitted away",
        "trial.toml: this is not what sets.csv says; "
        "write { value = 0.3, low = 0.3, high = 0.5, fitted = true }, or leave fitted away",
    ]


@pytest.mark.parametrize("other", [[], [(0.0, "capacity_bound", ROWS[0][2])]])
def test_fitted_without_a_file_and_a_class_without_sets_of_any_weight_are_refused(
    tmp_path: Path, other: list[tuple[float, str, tuple[float, ...]]]
) -> None:
    fitted(tmp_path)
    sets = [(0.5, "time_bound", ROWS[0][2])] * 2
    write(tmp_path / "sets.csv", {}, (LOAD, GROWTH, DAY), [*sets, *other])
    file = tmp_path / "trial.toml"
    text = HEAD.format(sets="capacity_bound").replace("high = 0.5", "high = 0.3")
    file.write_text(
        text.replace("value = 1.2, low = 1.1", "value = 1.5, low = 1.5").replace("2024-03-30", "2024-01-10"),
        encoding="utf-8",
    )
    with pytest.raises(ScenarioError) as caught:
        load(file)
    assert [fault.code for fault in caught.value.faults] == ["posterior_no_class"]
    file.write_text(
        HEAD.format(sets="all").replace('posterior = "sets.csv"\n', 'posterior = "none.csv"\n'),
        encoding="utf-8",
    )
    with pytest.raises(ScenarioError) as caught:
        load(file)
    assert [fault.code for fault in caught.value.faults] == ["missing_file"]


BAD = """# until = 2025
weight,class,vendors.load_mean,procurement.contract_day_mean
0.5,time_bound,0.3,2024-01-10
-0.1,capacity,9.5,2024-13-01
half,time_bound,0.3,2024-01-10
0.5,time_bound,0.3
"""


def test_a_bad_file_of_sets_gives_all_its_faults_with_line_and_column(tmp_path: Path) -> None:
    path = tmp_path / "bad.csv"
    path.write_text(BAD, encoding="utf-8")
    found, faults = read(path, "bad.csv")
    assert found is None
    assert [fault.text("en") for fault in faults] == [
        "bad.csv: [4].weight = -0.1; a weight is zero or more",
        "bad.csv: [4].class = capacity; choose one of: time_bound, capacity_bound; "
        "did you mean 'capacity_bound'?",
        "bad.csv: [4].vendors.load_mean = 9.5; a value lies between 0.05 and 3",
        "bad.csv: [4].procurement.contract_day_mean = 2024-13-01; a day is written as 2026-03-31",
        "bad.csv: [5].weight = half; write a finite number",
        "bad.csv: [6] = 3; a row has 4 cells; check the commas and quotes",
    ]
    assert all(any("\u3040" <= letter <= "\u9fff" for letter in fault.text("ja")) for fault in faults)


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("", ["posterior_column", "posterior_column"]),
        ("weight,vendors.load_mean\n1,0.3\n", ["posterior_column"]),
        (
            "weight,class,vendors.lod_mean,deadline.day\n1,time_bound,0.3,2026-03-31\n",
            ["unknown_key", "no_range"],
        ),
        ("weight,class,vendors.load_mean,vendors.load_mean\n1,time_bound,0.3,0.3\n", ["posterior_twice"]),
        ("weight,class,vendors.load_mean\n", ["posterior_empty"]),
        ("weight,class,vendors.load_mean\n0.4,time_bound,0.3\n0.4,time_bound,0.3\n", ["posterior_sum"]),
    ],
)
def test_each_fault_of_a_file_of_sets_is_told(tmp_path: Path, text: str, codes: list[str]) -> None:
    path = tmp_path / "bad.csv"
    path.write_text(text, encoding="utf-8")
    _, faults = read(path, "bad.csv")
    assert [fault.code for fault in faults] == codes
