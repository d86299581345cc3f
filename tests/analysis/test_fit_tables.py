"""Results of fits and forecasts: each number under its name, from sets made by hand."""

from __future__ import annotations

import json
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from sim import facts as published
from sim.analysis import backtest as backtests
from sim.analysis import calibrate as fits
from sim.analysis.backtest.forecasts import Forecast
from sim.analysis.backtest.run import Backtest, Wave, _wave
from sim.analysis.backtest.scores import auc, brier, crps
from sim.analysis.calibrate.bank import Bank
from sim.analysis.calibrate.run import Calibration, Settings, priors_of
from sim.analysis.calibrate.surrogate import Surrogate, near
from sim.analysis.calibrate.targets import Target
from sim.analysis.calibrate.teams import elasticities
from sim.analysis.calibrate.weigh import Weighed
from sim.cli import main
from sim.facts import Observation
from sim.figures import Brief, Style, build_fitted, build_foreseen
from sim.fiscal import day_of
from sim.render.plain import csv
from sim.render.terminal import text
from sim.scenario import load
from sim.scenario.metadata import table
from sim.scenario.posterior import read
from sim.words import LANGS, Lang

SETS = 101
LOAD, DAY = "vendors.load_mean", "procurement.contract_day_mean"
COUNTS = {
    ("systems", "nation", "exact", "OFFICIAL"): 702.0,
    ("organisations", "nation", "exact", "SECONDARY"): 171.0,
    ("organisations", "type:designated_city", "at_least", "WEAK"): 18.0,
}
MODEL = ((600, 650, 700), (100, 150, 200), (10, 15, 20))
"""5 %, median and 95 % that the kept sets give for each count: the first is missed above, the last below."""


def target(unit: Any, scope: str, bound: str, grade: str, count: float, day: date) -> Target:
    seen = Observation(f"declared_{unit}", day, day, scope, count, bound, "", grade, "", None)
    return Target(seen, unit, count, day)


def targets(day: date = date(2023, 10, 31)) -> tuple[Target, ...]:
    return tuple(target(*name, count, day) for name, count in COUNTS.items())


def through(low: float, middle: float, high: float) -> np.ndarray[Any, Any]:
    """Values of all sets whose 5 %, median and 95 % are these."""
    return np.interp(np.arange(SETS), [0, 5, 50, 95, 100], [low, low, middle, high, high])


@cache
def fitted() -> Calibration:
    """Of 101 sets the load from 0.2 over 0.3 to 0.5, days from 2023-11-01 over 2024-01-01 to 2024-04-01."""
    scenario = load("prior")
    priors = priors_of(scenario, (LOAD, DAY))
    days = (day_of("2023-11-01"), day_of("2024-01-01"), day_of("2024-04-01"))
    numbers = np.column_stack([through(0.2, 0.3, 0.5), through(*days)])
    counts = np.column_stack([through(*each) for each in MODEL]).astype(np.int64)
    elasticity = np.log(np.where(np.arange(SETS) < 40, 0.6996, 0.9))
    quote_priors = priors_of(scenario, fits.quotes.PATHS)
    return Calibration(
        scenario=scenario,
        facts=published.load(),
        until=date(2025, 12, 31),
        seed=7,
        settings=Settings(budget=1000, rounds=1, kept=SETS),
        priors=priors,
        targets=targets(),
        bank=Bank(numbers, counts),
        surrogate=Surrogate(np.zeros((6, 3)), np.eye(3)),
        weighed=Weighed(np.zeros((1, 2)), np.ones(1)),
        numbers=numbers,
        counts=counts,
        elasticity=elasticity,
        classes=("capacity_bound",) * 40 + ("time_bound",) * 61,
        quote_priors=quote_priors,
        quote_numbers=np.tile([2.1, 0.4], (SETS, 1)),
        quotes_seen={
            "quote_multiple_mean": 2.3,
            "quote_organisations_below_1": 2.0,
            "quote_organisations": 59.0,
        },
        quotes_kept=SETS,
        effective=(55.54, 66.58),
    )


@cache
def tabled() -> dict[str, Any]:
    found: dict[str, Any] = json.loads(json.dumps(fits.tabled(fitted()).as_dict()))
    return found


def test_a_parameter_stands_with_its_range_before_and_after_the_fit() -> None:
    load_, day, *quotes = tabled()["parameters"]
    assert (load_["path"], day["path"]) == (LOAD, DAY)
    assert [each["path"] for each in quotes] == list(fits.quotes.PATHS)
    for each in (load_, day):
        known = table()[each["path"]]
        assert each["label"] == {"ja": known.label_ja, "en": known.label_en}
    assert load_["posterior"] == ["0.2", "0.3", "0.5"]
    assert day["posterior"] == ["2023-11-01", "2024-01-01", "2024-04-01"]
    before = [float(each) for each in load_["prior"]]
    assert 0.12 < before[0] < 0.25 < before[1] < 0.6 < before[2] < 0.9
    assert "2023-08-01" < day["prior"][0] < day["prior"][1] < day["prior"][2] < "2024-10-31"
    drawn = fitted().priors.numbers(fits.table.cube(2, 4096, 0))
    for column, each in enumerate((load_, day)):
        narrowing = fitted().numbers[:, column].std() / drawn[:, column].std()
        assert each["narrowing"] == round(narrowing, 3)
        assert each["separated"] is bool(narrowing < 0.8)
    assert {each["separated"] for each in quotes} == {True}  # they never vary


@pytest.mark.parametrize("share", [0.79, 0.81])
def test_an_assumption_is_told_only_where_it_is_narrower_than_four_fifths(share: float) -> None:
    drawn = fitted().priors.numbers(fits.table.cube(2, 4096, 0))
    rows = fits.table._parameters(fitted().priors, drawn.mean(axis=0) + share * (drawn - drawn.mean(axis=0)))
    assert [(each.narrowing, each.separated) for each in rows] == [(share, share < 0.8)] * 2


def test_a_day_between_two_is_the_nearer_one() -> None:
    parts = np.array([day_of("2024-01-01") + part for part in (0.4, 0.4, 0.6, 0.6)])
    first = day_of("2024-01-01")
    assert fits.table._ends(parts, is_day=True) == (first, first + 1, first + 1)


def test_each_published_count_stands_with_what_the_sets_give() -> None:
    rows = tabled()["observations"]
    for row, (name, count), model in zip(rows, COUNTS.items(), MODEL, strict=True):
        assert (row["unit"], row["scope"], row["bound"], row["grade"]) == name
        assert (row["survey"], row["published"], row["model"]) == ("2023-10-31", count, list(model))
    assert [row["inside"] for row in rows] == [False, True, False]
    assert [row["fitted"] for row in rows] == [True, True, False]


def test_what_is_said_of_the_fit_as_a_whole() -> None:
    found = tabled()
    assert (found["until"], found["seed"], found["sets"]) == ("2025-12-31", 7, SETS)
    assert found["simulations"] == 1000 + 500 + 2 * SETS
    assert found["effective_sample_size"] == [55.5, 66.6]
    assert found["teams"] == {
        "capacity_bound": {"sets": 40, "change_of_late_systems": -0.3},
        "time_bound": {"sets": 61, "change_of_late_systems": -0.1},
    }
    (pair,) = found["entangled"]
    assert (pair["first"], pair["second"]) == (LOAD, DAY)
    assert pair["correlation"] == round(float(np.corrcoef(fitted().numbers.T)[0, 1]), 2)


def test_quotes_are_those_of_the_kept_medians_and_spreads() -> None:
    mean, below = tabled()["quotes"]
    assert (mean["metric"], mean["published"]) == ("quote_multiple_mean", 2.3)
    assert (below["metric"], below["published"]) == ("quote_organisations_below_1", 2.0)
    expected = 2.1 * np.exp(0.4**2 / 2)  # of a lognormal
    assert mean["model"][0] < mean["model"][1] < mean["model"][2]
    assert mean["model"][1] == pytest.approx(expected, rel=0.02)
    assert below["model"][1] == 2  # of 59, those below 1: a share of 3.2 %


# Back-tests


def spread(low: float, middle: float, high: float) -> Forecast:
    """A forecast whose P10, median and P90 are these."""
    return Forecast(np.interp(np.arange(101), [0, 10, 50, 90, 100], [low, low, middle, high, high]))


@cache
def back_test() -> Backtest:
    """One wave: systems above the interval, organisations inside it, a type, two organisations."""
    day = date(2025, 4, 30)
    single = [
        target("systems", f"organisation:{code}", "exact", "OFFICIAL", n, day)
        for code, n in (("1", 3.0), ("2", 0.0))
    ]
    cities = target("organisations", "type:designated_city", "exact", "OFFICIAL", 18.0, day)
    cores = target("organisations", "type:core_city", "exact", "OFFICIAL", 20.0, day)
    wanted = (*targets(day)[:2], cities, cores, *single)
    systems = {"no_change": Forecast(np.array([500.0])), "straight_line": spread(700, 800, 900)}
    wave = Wave(
        survey=day,
        until=date(2025, 6, 26),
        known=("a", "b", "c"),
        targets=wanted,
        model=(
            spread(400, 500, 600),
            spread(150, 160, 180),
            spread(8, 10, 12),
            spread(29, 31, 33),
            spread(0, 1, 2),
            spread(0, 1, 2),
        ),
        flagged=(1.0, 1.0, 1.0, 1.0, 0.9, 0.2),
        plain=(
            systems,
            {"no_change": Forecast(np.array([160.0])), "straight_line": spread(1, 2, 3)},
            {},
            {},
            {},
            {},
        ),
    )
    return Backtest(published.load(), load("prior"), 5, 3000, (wave,))


@cache
def scored() -> dict[str, Any]:
    found: dict[str, Any] = json.loads(json.dumps(backtests.tabled(back_test()).as_dict()))
    return found


def test_a_forecast_stands_with_its_points_error_and_score() -> None:
    systems, organisations, cities, cores = scored()["forecasts"]
    assert (systems["survey"], systems["until"], systems["known_counts"]) == ("2025-04-30", "2025-06-26", 3)
    assert (systems["unit"], systems["scope"], systems["published"]) == ("systems", "nation", 702.0)
    assert (cities["unit"], cities["scope"]) == ("organisations", "type:designated_city")
    assert (cores["bound"], cores["grade"]) == ("exact", "OFFICIAL")
    model, values = systems["model"], back_test().waves[0].model[0].values
    shares = {"p05": 0.05, "p10": 0.1, "p25": 0.25, "p50": 0.5, "p75": 0.75, "p90": 0.9, "p95": 0.95}
    for name, share in shares.items():
        assert model[name] == round(float(np.quantile(values, share)), 1)
    assert (model["p10"], model["p50"], model["p90"]) == (400, 500, 600)
    assert model["error"] == 500 - 702
    assert model["crps"] == round(crps(values, 702.0), 2)
    assert model["inside"] == {"50%": False, "80%": False, "90%": False}
    assert organisations["model"]["inside"] == {"50%": True, "80%": True, "90%": True}
    assert systems["no_change"] == {"p50": 500.0, "error": -202.0, "crps": 202.0, "inside": None}
    assert systems["straight_line"]["p90"] == 900


def test_means_coverage_and_misses_count_what_they_say() -> None:
    found = scored()
    systems, organisations = (found["mean_crps"][unit] for unit in ("systems", "organisations"))
    assert (systems["surveys"], systems["best"]) == (["2025-04-30"], "straight_line")
    assert systems["no_change"] == 202.0
    assert organisations["best"] == "model"
    assert organisations["no_change"] == 11.0
    eighty = found["coverage"]["80%"]
    assert eighty == {"inside": 1, "nation": 1, "of": 4, "of_nation": 2}
    above, more, fewer = (each["en"] for each in found["misses"])
    assert above == "2025-04-30, nation: 702 systems, more than the 80 % interval (400 to 600)"
    assert "more than the 80 % interval (8 to 12)" in more
    assert "20 organisations, fewer than the 80 % interval (29 to 33)" in fewer
    assert [each["ja"].endswith("より多い") for each in found["misses"]] == [True, True, False]
    assert (found["seed"], found["simulations"]) == (5, 3000)
    assert found["id"].split("-")[1:3] == ["5", "3000"]


def test_yes_or_no_is_scored_with_the_chances_of_the_members() -> None:
    types, bodies = scored()["flags"]
    sizes = [float(each.members(published.load())) for each in back_test().waves[0].targets[2:4]]
    chances = [
        float(back_test().waves[0].model[n].values.mean()) / size
        for n, size in zip((2, 3), sizes, strict=True)
    ]
    happened = [18.0, 20.0]
    assert (types["of"], types["organisations"], types["declared"]) == ("types", sum(sizes), 38)
    assert types["brier"] == round(brier(chances, happened, sizes), 4)
    common = [38 / sum(sizes)] * 2
    assert types["brier_of_the_common_share"] == round(brier(common, happened, sizes), 4)
    area = auc(chances, happened, sizes)
    assert area is not None
    assert types["auc"] == round(area, 3)
    assert (bodies["of"], bodies["organisations"], bodies["declared"]) == ("organisations", 2, 1)
    assert bodies["brier"] == round((0.1**2 + 0.2**2) / 2, 4)
    assert bodies["auc"] == 1.0


def test_an_organisation_is_flagged_in_the_sets_in_which_any_of_its_systems_is_declared() -> None:
    seen = targets()
    counts = np.array([[5, 0, 0], [1, 1, 0], [2, 0, 0], [0, 3, 0]])
    day = date(2023, 10, 31)
    model = [spread(1, 2, 3)] * 3
    found = _wave(seen, seen, day, day, [1], [0, 1, 2], model, Bank(np.zeros((4, 1)), counts))
    assert found.flagged == (0.75, 0.5, 0.0)
    assert found.known == (seen[1].key,)
    assert found.targets == seen


def test_sets_near_the_posterior_weigh_one_and_far_ones_keep_a_fiftieth() -> None:
    weights = near(np.array([[0.0], [2.0], [100.0]]), np.array([0.0]), np.array([[1.0]]), reach=2.0)
    assert weights == pytest.approx([1.0, 0.02 + 0.98 * np.exp(-0.5), 0.02])


def test_more_teams_change_late_systems_by_the_log_of_their_ratio(monkeypatch: pytest.MonkeyPatch) -> None:
    late = {0.3: 5, 0.0: 11}

    def clocked(trial: Any) -> tuple[None, int]:
        return None, late[float(trial.values["vendors.pooled_teams_share"])]

    monkeypatch.setattr("sim.analysis.calibrate.teams.Replication.of", lambda _, trial, *__: trial)
    monkeypatch.setattr("sim.analysis.calibrate.teams.runs.clocked", clocked)
    monkeypatch.setattr("sim.analysis.calibrate.teams._late", lambda _, schedule: schedule)
    _, changes = elasticities(published.load(), load("prior"), [{}, {}], [], 1, 0, 1)
    assert changes == pytest.approx([np.log(5.5 / 11.5)] * 2)


def test_a_fit_is_saved_with_its_paths_sets_and_spreads(tmp_path: Path) -> None:
    fits.save(fitted(), tmp_path, "sanwari calibrate")
    sets, faults = read(tmp_path / "posterior.csv", "posterior.csv")
    assert not faults
    assert sets is not None
    assert sets.paths == (LOAD, DAY, *fits.quotes.PATHS)
    assert len(sets.sets) == SETS
    shown = [float(row[0]) for row in sets.sets]  # type: ignore[arg-type]
    assert sorted(shown) == pytest.approx(sorted(fitted().numbers[:, 0]), rel=1e-6)
    text = (tmp_path / "scenario.toml").read_text(encoding="utf-8")
    assert "load_mean = {value = 0.3" in text
    assert "contract_day_mean = {value = 2024-01-01" in text


# Commands


@pytest.mark.parametrize("name", ["calibrate", "backtest"])
def test_a_command_hands_over_seed_day_and_budget_and_writes_result_figures_and_itself(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    asked: list[Any] = []

    def found(*given: Any) -> Any:
        asked.extend(given)
        return fitted() if name == "calibrate" else back_test()

    monkeypatch.setattr(fits if name == "calibrate" else backtests, name, found)
    monkeypatch.setattr(fits, "save", lambda *_: None)
    monkeypatch.setattr(
        "sim.render.pictures.draw",
        lambda chart, kinds, _: dict.fromkeys(kinds, json.dumps(chart, ensure_ascii=False).encode()),
    )
    out = tmp_path / "out"
    more = ["--until", "2025-06-30"] if name == "calibrate" else []
    arguments = [
        name,
        *more,
        "--seed",
        "3",
        "--workers",
        "2",
        "--budget",
        "128",
        "--lang",
        "en",
        "--out",
        str(out),
    ]
    assert main(arguments) == 0
    settings = Settings(budget=128, kept=128)
    assert asked[1].hash == load("prior").hash
    assert (
        asked[2:6]
        == ([date(2025, 6, 30)] if name == "calibrate" else [])
        + [3, 2, settings, asked[-1]][: 6 - 2 - len(more) // 2]
    )
    kind = {"calibrate": "calibration", "backtest": "backtest"}[name]
    kept = json.loads((out / f"{kind}.json").read_text(encoding="utf-8"))
    assert kept == (tabled() if name == "calibrate" else scored())
    manifest = json.loads((out / "manifest.json").read_text(encoding="utf-8"))
    assert manifest["command"] == " ".join(
        ["sanwari", name, "prior", *more, "--seed", "3", "--budget", "128"]
    )
    assert (manifest["kind"], manifest["content"]) == (kind, f"{name} prior")
    for lang in LANGS:
        made = brief(name, lang, manifest["command"])
        ends = ("csv", "json", "png", "svg")
        assert {each.name for each in (out / lang).iterdir()} == {
            f"{each.key}.{end}" for each in made.figures for end in ends
        }
        for each in made.figures:
            assert (out / lang / f"{each.key}.csv").read_bytes() == csv(each)
            told = json.loads((out / lang / f"{each.key}.json").read_text(encoding="utf-8"))
            assert (told["title"], told["command"], told["language"]) == (
                each.title,
                manifest["command"],
                lang,
            )
            assert each.title[:8] in (out / lang / f"{each.key}.png").read_text(encoding="utf-8")
    printed = capsys.readouterr().out
    made = brief(name, "en", manifest["command"])
    assert printed.startswith("\n".join([text(made), "", *made.caveats]))
    assert str(out) in printed
    for each in made.figures:
        assert each.title in printed


def brief(name: str, lang: Lang, command: str) -> Brief:
    """What the command says of the planted results."""
    if name == "calibrate":
        return build_fitted(fits.tabled(fitted()), published.load(), Style(lang, "oku"), command)
    return build_foreseen(backtests.tabled(back_test()), published.load(), Style(lang, "oku"), command)
