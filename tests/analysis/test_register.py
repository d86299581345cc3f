"""The register of forecasts: what stands under which heading, and how an observation scores it."""

from __future__ import annotations

import datetime
import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from support.made import results

from sim.analysis import register
from sim.analysis.backtest.scores import crps
from sim.errors import ForecastError, UsageError
from sim.facts import TYPES, Observation, load
from sim.fiscal import SURVEYS, day_of

TODAY = datetime.date(2026, 12, 1)
COMMAND = "sanwari forecast register baseline --replications 20 --seed 1"
DAY = "2026-09-30"


def content(replications: int = 20) -> dict[str, Any]:
    return register.forecast(results(replications), COMMAND, TODAY)


def figure(held: dict[str, Any], metric: str, day: str, scope: str) -> dict[str, Any]:
    (found,) = [
        each
        for each in held["figures"]
        if (each["metric"], each["date"], each["scope"]) == (metric, day, scope)
    ]
    return found


def observed(
    value: float,
    published: str,
    scope: str = "nation",
    metric: str = "declared_systems",
    bound: str = "exact",
) -> Observation:
    day, out = datetime.date.fromisoformat(DAY), datetime.date.fromisoformat(published)
    return Observation(metric, day, out, scope, value, bound, "systems", "OFFICIAL", "", None)


def registered(folder: Path, held: dict[str, Any], name: str = "2026-12-01-baseline.json") -> Path:
    (folder / name).write_text(json.dumps(held), encoding="utf-8")
    return folder


def faults(folder: Path) -> list[tuple[str, str, str]]:
    with pytest.raises(ForecastError) as refused:
        register.read_all(folder)
    assert refused.value.text("ja")
    assert refused.value.text("en")
    return [(fault.file, fault.key, fault.code) for fault in refused.value.faults]


def test_each_number_stands_under_its_heading() -> None:
    made = results(20)
    held = register.forecast(made, COMMAND, TODAY)
    town = TYPES.index("town")
    owner = made.facts.organisations.type[made.facts.systems[0]]
    for day in register.DAYS:
        survey = SURVEYS.tolist().index(day_of(day))
        values = {
            ("declared_systems", "nation"): made.kept.declared[:, survey, 0].sum(axis=1),
            ("declared_organisations", "nation"): made.kept.declared[:, survey, 1].sum(axis=1),
            ("completed_systems", "nation"): (made.kept.cutover <= day_of(day)).sum(axis=1),
            ("declared_systems", "type:town"): made.kept.declared[:, survey, 0, town],
            ("declared_organisations", "type:town"): made.kept.declared[:, survey, 1, town],
            ("completed_systems", "type:town"): (made.kept.cutover[:, owner == town] <= day_of(day)).sum(
                axis=1
            ),
        }
        for (metric, scope), seen in values.items():
            shown = figure(held, metric, day, scope)
            assert shown["mean"] == pytest.approx(seen.mean(), abs=0.01)
            for name in ("p05", "p10", "p25", "p50", "p75", "p90", "p95"):
                assert shown[name] == pytest.approx(np.percentile(seen, int(name[1:])), abs=0.01)


def test_surveys_run_half_a_year_and_then_by_year_ends_to_fy2030_for_nation_and_types() -> None:
    held = content()["figures"]
    assert sorted({each["date"] for each in held}) == [
        "2026-03-31",
        "2026-09-30",
        "2027-03-31",
        "2028-03-31",
        "2029-03-31",
        "2030-03-31",
        "2031-03-31",
    ]
    assert len(held) == 7 * 3 * 9


def test_a_forecast_says_what_reproduces_it() -> None:
    made, held = results(20), content()
    assert held["registered"] == "2026-12-01"
    judging = [seen.published for seen in load().observations if seen.metric in register.METRICS]
    assert (
        held["data_day"]
        == max(judging).isoformat()
        < max(seen.published for seen in load().observations).isoformat()
    )
    assert held["command"] == COMMAND
    assert (held["replications"], held["seed"]) == (20, 1)
    assert held["scenario"] == "baseline"
    assert held["scenario_hash"] == made.scenario.hash
    assert held["data_hash"] == made.facts.hash
    assert held["result_hash"] == made.result_hash


def test_what_is_published_already_is_not_foretold() -> None:
    made = results(20)
    known = observed(1.0, "2026-11-01", "type:town")
    facts = replace(made.facts, observations=(*made.facts.observations, known))
    held = register.forecast(replace(made, facts=facts), COMMAND, TODAY)
    gone = ("declared_systems", DAY, "type:town")
    keys = [(each["metric"], each["date"], each["scope"]) for each in held["figures"]]
    assert gone not in keys
    assert len(keys) == 7 * 3 * 9 - 1
    assert held["data_day"] == "2026-11-01"
    everything = tuple(
        replace(known, metric=metric, date=datetime.date.fromisoformat(day), scope=scope)
        for metric, day, scope in [*keys, gone]
    )
    with pytest.raises(UsageError) as refused:
        register.require_open(replace(facts, observations=everything))
    assert [fault.code for fault in refused.value.faults] == ["forecast_nothing_open"]


def test_equal_runs_give_equal_bytes_apart_from_the_day() -> None:
    first, again = content(), register.forecast(results(20), COMMAND, datetime.date(2027, 1, 5))
    assert list(first) == list(again)
    assert again.pop("registered") == "2027-01-05"
    assert first.pop("registered") == "2026-12-01"
    assert json.dumps(first) == json.dumps(again)


def test_a_registered_forecast_is_never_overwritten(tmp_path: Path) -> None:
    scenario = results(20).scenario
    path = register.place(tmp_path / "forecasts", scenario, TODAY)
    assert path.name == "2026-12-01-baseline.json"
    register.write(path, {"first": 1})
    before = path.read_bytes()
    for attempt in (
        lambda: register.place(tmp_path / "forecasts", scenario, TODAY),
        lambda: register.write(path, {"second": 2}),  # another process was quicker
    ):
        with pytest.raises(UsageError) as refused:
            attempt()
        assert [(fault.file, fault.code) for fault in refused.value.faults] == [
            (path.name, "forecast_exists")
        ]
        assert path.read_bytes() == before
    assert [each.name for each in path.parent.iterdir()] == [path.name]
    assert register.place(tmp_path / "forecasts", scenario, datetime.date(2026, 12, 2)) != path


def planted() -> dict[str, Any]:
    """One figure with ends that can be told apart."""
    held = content()
    held["data_day"] = "2026-11-30"
    numbers = {"p05": 10, "p10": 20, "p25": 40, "p50": 50, "p75": 60, "p90": 80, "p95": 90, "mean": 51}
    held["figures"] = [{"metric": "declared_systems", "date": DAY, "scope": "nation", **numbers}]
    return held


@pytest.mark.parametrize(
    ("seen", "inside"),
    [
        (50, (True, True, True)),
        (40, (True, True, True)),
        (39, (False, True, True)),
        (60, (True, True, True)),
        (61, (False, True, True)),
        (20, (False, True, True)),
        (19, (False, False, True)),
        (81, (False, False, True)),
        (90, (False, False, True)),
        (91, (False, False, False)),
        (9, (False, False, False)),
    ],
)
def test_a_planted_observation_is_scored(tmp_path: Path, seen: int, inside: tuple[bool, ...]) -> None:
    forecasts = register.read_all(registered(tmp_path, planted()))
    (one,) = register.score(forecasts, (observed(seen, "2027-01-20"),)).scores
    assert tuple(one.inside.values()) == inside
    assert tuple(one.inside) == ("50", "80", "90")
    assert (one.error, one.seen, one.published) == (50 - seen, seen, "2027-01-20")
    shares = np.linspace(0, 1, 200_001)[1:-1]
    drawn = np.interp(shares, (0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95), (10, 20, 40, 50, 60, 80, 90))
    assert one.crps == pytest.approx(crps(drawn, seen), abs=0.01)


def test_a_forecast_of_one_value_scores_its_absolute_error() -> None:
    shares = list(register.QUANTILES.values())
    assert register.crps_of_quantiles(shares, [7.0] * 7, 7.0) == 0
    assert register.crps_of_quantiles(shares, [7.0] * 7, 4.0) == pytest.approx(3)
    assert register.crps_of_quantiles(shares, [7.0] * 7, 12.0) == pytest.approx(5)


def test_only_what_was_published_after_the_data_day_counts_and_the_last_of_it(tmp_path: Path) -> None:
    forecasts = register.read_all(registered(tmp_path, planted()))

    def scored(*seen: Observation) -> tuple[int, int, list[float]]:
        found = register.score(forecasts, seen)
        return found.open, found.too_early, [each.seen for each in found.scores]

    assert scored() == (1, 0, [])
    assert scored(observed(50, "2026-11-30")) == (0, 1, [])
    assert scored(observed(50, "2026-12-01")) == (0, 0, [50])
    assert scored(observed(55, "2027-03-01"), observed(50, "2026-12-01")) == (0, 0, [55])
    assert scored(observed(50, "2027-01-20", bound="at_least")) == (1, 0, [])
    assert scored(observed(50, "2027-01-20", scope="type:town")) == (1, 0, [])
    assert scored(observed(50, "2027-01-20", metric="completed_systems")) == (1, 0, [])


def test_misses_come_first(tmp_path: Path) -> None:
    held = planted()
    first = held["figures"][0]
    held["figures"] = [{**first, "scope": scope} for scope in ("nation", "type:city", "type:town")]
    forecasts = register.read_all(registered(tmp_path, held))
    seen = [(50, "nation"), (1000, "type:town"), (85, "type:city")]
    found = register.score(forecasts, [observed(value, "2027-01-20", scope) for value, scope in seen])
    assert [each.scope for each in found.scores] == ["type:town", "type:city", "nation"]
    assert found.as_dict()["scores"][0]["inside"] == {"50": False, "80": False, "90": False}


def test_no_folder_holds_no_forecast(tmp_path: Path) -> None:
    assert register.read_all(tmp_path / "none") == ()
    (tmp_path / "README.md").write_text("what is here", encoding="utf-8")
    assert register.read_all(tmp_path) == ()


def test_what_lies_in_the_project_can_be_read() -> None:
    assert register.FOLDER.is_dir()
    register.read_all(register.FOLDER)


@pytest.mark.parametrize("damage", [b"", b"{", b"[]", b"3", b"\xff", b"[" * 100_000, b" " * 1_000_001])
def test_a_damaged_file_is_told(tmp_path: Path, damage: bytes) -> None:
    registered(tmp_path, planted())
    (tmp_path / "bad.json").write_bytes(damage)
    assert faults(tmp_path) == [("bad.json", "", "forecast_damaged")]


def test_a_file_of_another_layout_is_told_and_nothing_else_of_it(tmp_path: Path) -> None:
    registered(tmp_path, {"layout": 2, "figures": "elsewhere"})
    assert faults(tmp_path) == [("2026-12-01-baseline.json", "layout", "forecast_layout")]


def test_all_faults_of_all_files_are_told_at_once(tmp_path: Path) -> None:
    held = planted()
    good = held["figures"][0]
    del held["data_day"], held["result_hash"]
    held |= {"registered": "tomorrow", "sanwari": 1, "seed": 1.5}
    held["figures"] = [
        good,
        {**good, "metric": "declared_system"},
        {**good, "scope": "type:hamlet"},
        {**good, "date": "2026-09-31"},
        {**good, "date": "2027-03-31", "p50": None},
        {**good, "date": "2028-03-31", "p50": 500},
        {**good, "date": "2029-03-31", "p95": float("inf")},
        {name: value for name, value in good.items() if name not in ("p25", "scope")},
        good,
    ]
    registered(tmp_path, held)
    (tmp_path / "second.json").write_text("{}", encoding="utf-8")
    (tmp_path / "third.json").mkdir()
    found = faults(tmp_path)
    assert [(key, code) for file, key, code in found if file.startswith("2026")] == [
        ("data_day", "missing_key"),
        ("result_hash", "missing_key"),
        ("registered", "data_day"),
        ("sanwari", "forecast_text"),
        ("seed", "forecast_count"),
        ("figures[1].metric", "unknown_choice"),
        ("figures[2].scope", "unknown_choice"),
        ("figures[3].date", "data_day"),
        ("figures[4].p50", "data_number"),
        ("figures[5]", "forecast_order"),
        ("figures[6].p95", "data_number"),
        ("figures[7].scope", "missing_key"),
        ("figures[7].p25", "missing_key"),
        ("figures[8]", "forecast_twice"),
    ]
    assert len([code for file, _, code in found if file == "second.json" and code == "missing_key"]) == 13
    assert ("third.json", "", "not_a_file") in found


def test_a_file_in_place_of_the_folder_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    assert faults(tmp_path / "file") == [("", "--forecasts", "not_a_folder")]
