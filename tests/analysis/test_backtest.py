"""Are forecasts made from what was public before, and scored as they should be?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray
from scipy.special import ndtri

from sim import facts as published
from sim.analysis import backtest as backtests
from sim.analysis.backtest import run, scores
from sim.analysis.backtest.forecasts import model_forecasts, no_change, straight_line
from sim.analysis.calibrate import Settings
from sim.analysis.calibrate.bank import Priors
from sim.analysis.calibrate.surrogate import Surrogate
from sim.analysis.calibrate.targets import Target
from sim.facts import Facts, Observation
from sim.scenario import Scenario, Uncertain, load

SETTINGS = Settings(budget=128, rounds=1, kept=16, points=4096)
NORMAL = ndtri((np.arange(4001) + 0.5) / 4001)
DAYS = [date(2023, 10, 31), date(2024, 10, 31), date(2025, 4, 30)]


# Scores


def test_the_score_of_a_normal_forecast_is_its_closed_form() -> None:
    """Gneiting and Raftery 2007, eq. 21: at its centre a normal scores sd x (sqrt 2 - 1) / sqrt pi."""
    assert scores.crps(10.0 * NORMAL + 3, 3.0) == pytest.approx(10 * (2**0.5 - 1) / np.pi**0.5, rel=0.01)


def test_the_score_of_a_single_value_is_its_error() -> None:
    assert scores.crps(np.array([120.0]), 100.0) == 20.0


def test_a_sharp_forecast_beats_a_wide_one_only_where_it_is_right() -> None:
    sharp, wide = 5 * NORMAL + 100, 30 * NORMAL + 100
    assert scores.crps(sharp, 102) < scores.crps(wide, 102)
    assert scores.crps(sharp, 180) > scores.crps(wide, 180)


def test_central_intervals_cover_what_lies_in_them() -> None:
    assert scores.covered(NORMAL, 0.6) == {0.5: True, 0.8: True, 0.9: True}
    assert scores.covered(NORMAL, 1.5) == {0.5: False, 0.8: False, 0.9: True}
    assert scores.covered(np.array([1.0]), 1.0) is None


def test_scores_of_groups_are_those_of_their_members_one_by_one() -> None:
    chances, happened, sizes = [0.9, 0.3, 0.1], [3.0, 2.0, 1.0], [4.0, 5.0, 10.0]
    p = np.repeat(chances, [4, 5, 10])
    y = np.array([1] * 3 + [0] + [1] * 2 + [0] * 3 + [1] + [0] * 9)
    pairs = [(a > b) + 0.5 * (a == b) for a in p[y == 1] for b in p[y == 0]]
    assert scores.brier(chances, happened, sizes) == pytest.approx(((p - y) ** 2).mean())
    assert scores.auc(chances, happened, sizes) == pytest.approx(np.mean(pairs))
    assert scores.auc([0.5], [3.0], [3.0]) is None


# Plain forecasts


def test_no_change_repeats_the_last_count_with_the_spread_of_earlier_changes() -> None:
    first = no_change(DAYS[:1], [702], DAYS[1])
    assert first is not None
    assert list(first.values) == [702]
    later = no_change(DAYS[:2], [702, 2165], DAYS[2])
    assert later is not None
    assert later.middle == pytest.approx(2165, rel=1e-3)
    low, high = np.quantile(np.log(later.values), [0.1587, 0.8413])
    months = 181 / (365.25 / 12)
    assert (high - low) / 2 == pytest.approx(np.log(2165 / 702) * (months / 12.03) ** 0.5, rel=0.01)
    assert no_change([], [], DAYS[0]) is None


def test_the_line_goes_on_as_far_as_the_days_do() -> None:
    found = straight_line(DAYS[:2], [702, 2165], DAYS[2])
    assert found is not None
    assert list(found.values) == [pytest.approx(2165 + (2165 - 702) * 181 / 366)]
    again = straight_line(DAYS, [702, 2165, 3279], date(2025, 7, 31))
    assert again is not None
    assert again.middle == pytest.approx(3279 + (3279 - 2165) * 92 / 181, rel=1e-3)
    missed = np.log(3279 / (2165 + (2165 - 702) * 181 / 366))
    assert np.log(again.values).std() == pytest.approx(abs(missed), rel=0.01)
    assert straight_line(DAYS[:1], [702], DAYS[1]) is None


# The model's forecast

ONE = Priors(("a",), (Uncertain(0.0, -1.0, 1.0),))


def target(day: str, count: float) -> Target:
    when = date.fromisoformat(day)
    seen = Observation("declared_systems", when, when, "nation", count, "exact", "", "OFFICIAL", "", None)
    return Target(seen, "systems", count, when)


def forecast(last: float, together: float) -> float:
    """Median of ln of the next count when the last one was so far above expectation."""
    chance = 0.2**2 * np.array([[1.0, together], [together, 1.0]])
    flat = Surrogate(np.array([[7.0, 7.5], [0.0, 0.0], [0.0, 0.0]]), chance)
    wanted = [target("2024-10-31", float(np.exp(7.0 + last))), target("2025-10-31", 1.0)]
    return float(np.log(model_forecasts(ONE, flat, wanted, [0], [1], 1)[0].middle))


def test_what_lasts_of_the_last_miss_is_carried_on() -> None:
    assert forecast(0.4, 0.9) > forecast(0.0, 0.9) + 0.25
    assert forecast(0.0, 0.9) == pytest.approx(7.5, abs=0.02)


def test_independent_chance_is_not_carried_on() -> None:
    """But for what the form's error, which walks on, takes of the miss."""
    assert forecast(0.4, 0.0) - forecast(0.0, 0.0) < 0.5 * (forecast(0.4, 0.9) - forecast(0.0, 0.9))


# The whole back-test, on a simulator that needs no clock


def cheap(
    facts: Facts,
    scenario: Scenario,
    sets: Sequence[Mapping[str, Any]],
    targets: Sequence[Target],
    seed: int,
    first: int,
    workers: int,
    progress: Any = None,
) -> NDArray[np.int64]:
    del facts, scenario, workers, progress
    rows = []
    for number, values in enumerate(sets, first):
        luck = np.random.default_rng([seed, number]).normal(0, 0.15)
        level = 2.0 * (values["vendors.load_mean"] - 0.4) + luck
        rows.append([round(np.exp(level) * each.count * 1.1) for each in targets])
    return np.array(rows, dtype=np.int64)


@pytest.fixture
def facts() -> Facts:
    return published.load()


@pytest.fixture
def _cheap(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sim.analysis.backtest.run.simulate", cheap)


def found(facts: Facts) -> dict[str, Any]:
    return backtests.tabled(backtests.backtest(facts, load("prior"), 3, 1, SETTINGS)).as_dict()


def with_counts(facts: Facts, factor: float, after: date) -> Facts:
    """The facts with all counts published after a day changed."""
    rows = [
        replace(row, value=row.value * factor)
        if row.metric.startswith("declared_") and row.published > after
        else row
        for row in facts.observations
    ]
    return replace(facts, observations=tuple(rows))


@pytest.mark.usefixtures("_cheap")
def test_a_forecast_does_not_know_what_was_published_later(
    facts: Facts, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The cheap simulator must not see the counts either: it is given those of the first facts."""
    known = {each.key: each.count for each in run.targets_of(facts, list(run.SURVEYS))}

    def blind(*arguments: Any) -> NDArray[np.int64]:
        first = [replace(each, count=known[each.key]) for each in arguments[3]]
        return cheap(*arguments[:3], first, *arguments[4:])

    monkeypatch.setattr("sim.analysis.backtest.run.simulate", blind)
    before = found(facts)["forecasts"]
    after = found(with_counts(facts, 2.0, date(2025, 9, 29)))["forecasts"]
    assert len(before) == len(after)
    changed = set()
    for one, other in zip(before, after, strict=True):
        points = [f"p{q:02d}" for q in (5, 10, 25, 50, 75, 90, 95)]
        if any(one["model"][point] != other["model"][point] for point in points):
            changed.add(one["survey"])
    # Only later surveys' forecasts may use what was published that day.
    assert changed == {"2025-10-31", "2025-12-31", "2026-01-31"}


@pytest.mark.usefixtures("_cheap")
def test_a_count_corrected_later_is_known_as_it_was_told_and_scored_as_it_was_corrected(facts: Facts) -> None:
    """The count of July 2025 corrected after the wave of October was out: no forecast knows that."""
    seen = facts.observed("declared_systems", date="2025-07-31")
    row = replace(seen, published=date(2026, 1, 15), value=2 * seen.value)
    before = {(each["survey"], each["unit"], each["scope"]): each for each in found(facts)["forecasts"]}
    more = replace(facts, observations=(*facts.observations, row))
    after = {(each["survey"], each["unit"], each["scope"]): each for each in found(more)["forecasts"]}
    assert before.keys() == after.keys()
    july, october = ("2025-07-31", "systems", "nation"), ("2025-10-31", "systems", "nation")
    assert (before[july]["published"], after[july]["published"]) == (seen.value, 2 * seen.value)
    for key, each in after.items():
        assert each["until"] == before[key]["until"]
        assert each["known_counts"] == before[key]["known_counts"]
    assert after[october]["no_change"] == before[october]["no_change"]
    assert after[october]["straight_line"] == before[october]["straight_line"]


@pytest.mark.usefixtures("_cheap")
def test_each_wave_is_forecast_from_the_day_before_it_came_out(facts: Facts) -> None:
    rows = found(facts)["forecasts"]
    until = {row["survey"]: (row["until"], row["known_counts"]) for row in rows}
    assert until["2023-10-31"] == ("2024-03-04", 0)
    assert until["2025-04-30"][0] == "2025-06-26"
    assert until["2025-10-31"][0] == "2025-12-22"
    assert [number for _, number in until.values()] == sorted(number for _, number in until.values())


@pytest.mark.usefixtures("_cheap")
def test_the_first_bank_has_the_budget_and_each_later_wave_a_quarter_of_it(facts: Facts) -> None:
    table = found(facts)
    waves = {row["survey"] for row in table["forecasts"]}
    assert table["simulations"] == SETTINGS.budget + SETTINGS.budget // 4 * (len(waves) - 1)


@pytest.mark.usefixtures("_cheap")
def test_a_new_observation_is_scored(facts: Facts) -> None:
    seen = facts.observed("declared_systems", date="2025-10-31")
    row = replace(seen, date=date(2026, 3, 31), published=date(2026, 6, 1), value=6000.0)
    more = replace(facts, observations=(*facts.observations, row))
    new = [each for each in found(more)["forecasts"] if each["survey"] == "2026-03-31"]
    assert [each["published"] for each in new] == [6000.0]
    assert new[0]["model"]["crps"] > 0


@pytest.mark.usefixtures("_cheap")
def test_both_plain_forecasts_stand_beside_the_judged_waves(facts: Facts) -> None:
    table = found(facts)
    for unit in ("systems", "organisations"):
        means = table["mean_crps"][unit]
        assert means["surveys"] == ["2025-04-30", "2025-07-31", "2025-10-31", "2025-12-31"]
        assert {"model", "no_change", "straight_line"} <= set(means)
        assert means["best"] == min(("model", "no_change", "straight_line"), key=means.__getitem__)


@pytest.mark.usefixtures("_cheap")
def test_types_and_organisations_are_scored_as_yes_or_no(facts: Facts) -> None:
    flags = {(each["survey"], each["of"]): each for each in found(facts)["flags"]}
    types = flags["2023-10-31", "types"]
    assert types["declared"] == 20 + 10 + 34 + 6 + 6
    assert 0 < types["brier"] < 0.25
    assert types["auc"] > 0.7
    assert flags["2024-10-31", "organisations"]["declared"] == 1


@pytest.mark.usefixtures("_cheap")
def test_misses_and_hindsight_are_said_in_words(facts: Facts) -> None:
    table = found(with_counts(facts, 1.0, date(2020, 1, 1)))
    outside = [
        row for row in table["forecasts"] if not row["model"]["inside"]["80%"] and row["bound"] != "at_least"
    ]
    assert len(table["misses"]) == len(outside)
    assert "October 2025" in table["hindsight"]["en"]
    assert "2025年10月" in table["hindsight"]["ja"]
