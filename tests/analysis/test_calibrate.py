"""Does the fit find what is there to find, and say so when there is nothing? A planted truth decides."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray
from scipy.special import ndtri

from sim import facts as published
from sim import runs
from sim.analysis.calibrate import FITTED, Settings, calibrate, quotes, save, tabled
from sim.analysis.calibrate.bank import Bank, Priors, cube, simulate
from sim.analysis.calibrate.run import priors_of, weigh_bank
from sim.analysis.calibrate.surrogate import Surrogate, fit
from sim.analysis.calibrate.targets import Target, counted, error_covariance, targets_of
from sim.analysis.calibrate.teams import classes
from sim.analysis.calibrate.weigh import weigh
from sim.errors import ScenarioError, UsageError
from sim.facts import Facts, Observation
from sim.fiscal import SURVEYS
from sim.replication import Replication
from sim.scenario import CLASSES, Scenario, Uncertain, load
from sim.scenario.posterior import read
from sim.scenario.values import ends, is_fitted

Floats = NDArray[np.float64]
LATEST = date(2026, 1, 1)
QUICK = Settings(budget=64, rounds=1, kept=16, points=4096)


@pytest.fixture(scope="module")
def facts() -> Facts:
    return published.load()


@pytest.fixture(scope="module")
def prior() -> Scenario:
    return load("prior")


@pytest.fixture(scope="module")
def targets(facts: Facts) -> tuple[Target, ...]:
    return targets_of(facts, list(SURVEYS))


# What is compared


def test_a_count_published_after_the_day_is_not_known(facts: Facts) -> None:
    before = targets_of(facts, list(SURVEYS), date(2025, 9, 29))
    after = targets_of(facts, list(SURVEYS), date(2025, 9, 30))
    assert {each.key for each in after} - {each.key for each in before} == {
        "2025-07-31 organisations nation",
        "2025-07-31 systems nation",
        *(f"2025-07-31 systems reason:{name}" for name in ("bespoke", "mainframe", "no_product")),
        "2025-07-31 systems reason:vendor_resources",
    }
    assert max(each.observation.published for each in before) < date(2025, 9, 30)


def test_what_is_as_of_a_day_but_published_later_waits_for_its_publication(
    facts: Facts, targets: tuple[Target, ...]
) -> None:
    october = [each for each in targets if each.key == "2025-10-31 systems nation"]
    assert [each.observation.published for each in october] == [date(2025, 12, 23)]
    then = {each.key for each in targets_of(facts, list(SURVEYS), date(2025, 11, 30))}
    assert "2025-07-31 systems nation" in then
    assert "2025-10-31 systems nation" not in then


@pytest.mark.parametrize(
    ("until", "count"),
    [
        (date(2024, 12, 10), None),
        (date(2024, 12, 11), 2167),
        (date(2024, 12, 25), 2167),
        (date(2024, 12, 26), 2165),
    ],
)
def test_a_corrected_count_is_fitted_as_it_was_told_by_the_day(
    facts: Facts, until: date, count: int | None
) -> None:
    counts = {each.key: each.count for each in targets_of(facts, list(SURVEYS), until)}
    assert counts.get("2024-10-31 systems nation") == count


def test_every_published_count_of_a_wave_is_a_target(targets: tuple[Target, ...]) -> None:
    counts = {each.key: each.count for each in targets if each.kind == "nation"}
    assert counts == {
        "2023-10-31 systems nation": 702,
        "2023-10-31 organisations nation": 171,
        "2024-10-31 systems nation": 2165,
        "2024-10-31 organisations nation": 402,
        "2025-04-30 systems nation": 3279,
        "2025-04-30 organisations nation": 607,
        "2025-07-31 systems nation": 3770,
        "2025-07-31 organisations nation": 643,
        "2025-10-31 systems nation": 5009,
        "2025-10-31 organisations nation": 743,
        "2025-12-31 systems nation": 8956,
        "2025-12-31 organisations nation": 935,
    }
    assert {each.key: each.count for each in targets if each.kind in ("completed", "prefectures")} == {
        "2024-10-31 systems completed": 1497,
        "2025-12-31 per_mille prefectures": 196,
        "2026-01-31 systems completed": 13283,
    }
    december = [each for each in targets if each.day == date(2025, 12, 31)]
    for unit in ("systems", "organisations"):
        of_types = sum(each.count for each in december if each.kind == "type" and each.unit == unit)
        assert of_types == counts[f"2025-12-31 {unit} nation"]
    assert sum(each.count for each in december if each.kind == "business") == 8956
    bodies = {each.scope: each.count for each in december if each.kind == "declared"}
    assert sum(bodies.values()) - bodies["declared:16-21"] == 935
    assert bodies["declared:16-21"] == bodies["declared:16-18"] + bodies["declared:19-21"]


def test_a_share_of_a_type_counts_its_organisations(targets: tuple[Target, ...]) -> None:
    first = [each for each in targets if each.day == date(2023, 10, 31)]
    counts = {each.observation.scope: each.count for each in first if each.kind == "type"}
    assert counts["type:town"] == round(0.046 * 743)
    assert counts["type:village"] == round(0.032 * 183)


def test_a_new_observation_becomes_a_target(facts: Facts) -> None:
    seen = facts.observed("declared_systems", date="2025-10-31")
    row = replace(seen, date=date(2026, 1, 31), published=date(2026, 4, 1), value=6000.0)
    more = replace(facts, observations=(*facts.observations, row))
    assert "2026-01-31 systems nation" in {each.key for each in targets_of(more, list(SURVEYS))}


def test_the_vendors_share_is_the_rest_and_is_not_fitted_twice(targets: tuple[Target, ...]) -> None:
    fitted = {each.observation.scope for each in targets if each.fitted}
    assert "reason:no_product" in fitted
    assert "reason:vendor_resources" not in fitted
    assert not any(scope.startswith(("prefecture", "organisation")) for scope in fitted)


def test_weak_sources_are_believed_less(targets: tuple[Target, ...]) -> None:
    nation = [each for each in targets if each.kind == "nation" and each.unit == "systems"]
    spread = np.sqrt(np.diag(error_covariance(nation, 0.0)))
    by_grade = {each.observation.grade: sd for each, sd in zip(nation, spread, strict=True)}
    assert by_grade["WEAK"] > by_grade["DERIVED"] > by_grade["SECONDARY"] > by_grade["OFFICIAL"]
    assert np.linalg.eigvalsh(error_covariance(targets, 0.05)).min() > 0


def test_the_error_of_the_form_walks_on_from_survey_to_survey(targets: tuple[Target, ...]) -> None:
    """A month adds a variance of scale^2 that stays; half of it is common to systems and organisations."""
    wanted = ("2024-10-31 systems nation", "2025-10-31 systems nation", "2025-10-31 organisations nation")
    chosen = [next(each for each in targets if each.key == key) for key in wanted]
    walk = error_covariance(chosen, 0.1) - error_covariance(chosen, 0.0)
    months = [(each.day - date(2023, 3, 31)).days / (365.25 / 12) for each in chosen]
    assert np.diag(walk) == pytest.approx([0.01 * each for each in months])
    assert walk[0, 1] == pytest.approx(0.01 * months[0])
    assert walk[1, 2] == pytest.approx(0.005 * months[1])
    others = [each for each in targets if each.kind in ("type", "completed")]
    both = error_covariance([chosen[0], *others], 0.1)
    assert not both[0, 1:].any()
    assert np.diag(both)[1:].min() > 0.0


@pytest.mark.parametrize("scale", [0.01, 0.1])
def test_the_scale_of_the_error_is_the_one_that_counts_speak_for(
    scale: float, targets: tuple[Target, ...]
) -> None:
    """Counts made with a known scale, by a model without parameters that matter, give about that scale."""
    nation = [each for each in targets if each.kind == "nation"]
    flat = np.zeros((3, len(nation)))
    flat[0] = 7.0
    nothing = Surrogate(flat, 1e-6 * np.eye(len(nation)))
    luck = np.random.default_rng(1)
    root = np.linalg.cholesky(error_covariance(nation, scale))
    found = []
    for _ in range(40):
        logs = 7.0 + root @ luck.standard_normal(len(nation))
        seen = [replace(each, count=float(np.exp(log) - 0.5)) for each, log in zip(nation, logs, strict=True)]
        found.append(weigh(Priors(("a",), (Uncertain(0.0, -1.0, 1.0),)), nothing, seen, 1, 64).scale)
    assert scale / 2.5 <= np.median(found) <= scale * 2.5


def test_a_fit_looks_at_no_price(facts: Facts, prior: Scenario) -> None:
    """So that none can be used before its publication: what is fitted is a schedule, made without any."""
    wanted, blind = targets_of(facts, list(SURVEYS)), replace(facts, prices={}, price_figures=())
    without, usual = (runs.clocked(Replication.of(each, prior, 3, 0)) for each in (blind, facts))
    assert [counted(each, facts, *without) for each in wanted] == [
        counted(each, facts, *usual) for each in wanted
    ]


def test_counts_of_a_schedule_are_those_of_its_summary(facts: Facts, prior: Scenario) -> None:
    wanted = targets_of(facts, list(SURVEYS))
    population, schedule = runs.clocked(Replication.of(facts, prior, 3, 0))
    got = {each.key: counted(each, facts, population, schedule) for each in wanted}
    kept = runs.run(prior, 1, seed=3).kept
    for each in wanted:
        survey = int(np.flatnonzero(schedule.surveys[0] == SURVEYS)[0])
        survey = [str(day) for day in SURVEYS].index(str((each.day - date(2018, 4, 1)).days))
        if each.kind == "nation":
            unit = 0 if each.unit == "systems" else 1
            assert got[each.key] == kept.declared[0, survey, unit].sum()
        elif each.kind == "reason":
            order = ("none", "mainframe", "bespoke", "no_product", "vendor_resources")
            place = order.index(each.observation.scope.removeprefix("reason:"))
            assert got[each.key] == kept.declared_by_reason[0, survey, place]


# A planted truth, with an arithmetic simulator

PLAIN = Priors(
    ("a", "b", "c"), (Uncertain(0.5, 0.0, 1.0), Uncertain(2.0, 1.0, 3.0), Uncertain(0.0, -1.0, 1.0))
)


def told(key: str, value: float, unit: str = "systems", scope: str = "nation") -> Target:
    day = date.fromisoformat(key)
    seen = Observation("declared_systems", day, day, scope, value, "exact", unit, "OFFICIAL", "", None)
    return Target(seen, "systems", value, day)


def arithmetic(numbers: Floats, seed: int) -> NDArray[np.int64]:
    """Counts that depend on a and b, never on c, with shared and own chance."""
    luck = np.random.default_rng(seed)
    a, b, _ = numbers.T
    shared = 0.1 * ndtri(luck.random(len(a)))
    logs = [6 + a + 0.3 * a * b, 6.5 + b, 7 + a - 0.5 * b**2 / 3]
    noise = 0.05 * ndtri(luck.random((len(a), 3)))
    return np.floor(np.exp(np.array(logs).T + shared[:, None] + noise)).astype(np.int64)


def planted(truth: tuple[float, float, float], seed: int) -> tuple[Floats, Bank, float]:
    counts = arithmetic(np.array([truth]), 1000 + seed)[0]
    wanted = [
        told(day, float(n)) for day, n in zip(("2023-10-31", "2024-10-31", "2025-10-31"), counts, strict=True)
    ]
    numbers = PLAIN.numbers(cube(3, 256, seed))
    bank = Bank(numbers, arithmetic(numbers, seed))
    _, weighed = weigh_bank(PLAIN, wanted, range(3), bank, seed, None, 4096)
    _, weighed = weigh_bank(PLAIN, wanted, range(3), bank, seed, weighed, 4096)
    return PLAIN.numbers(weighed.sample(512, seed)), bank, weighed.effective


def test_a_planted_truth_lies_inside_the_interval_as_often_as_it_should() -> None:
    truths = PLAIN.numbers(cube(3, 32, 77))
    inside = np.zeros(3)
    for seed, truth in enumerate(truths):
        sample, _, _ = planted(tuple(truth), seed)
        low, high = np.quantile(sample, [0.05, 0.95], axis=0)
        inside += (low <= truth) & (truth <= high)
    assert (inside >= 24).all()  # 90 % of 32 is 29; fewer than 24 has a chance below 1 in 200


def test_what_the_counts_tell_becomes_narrower_and_what_they_do_not_tell_stays_wide() -> None:
    sample, bank, _ = planted((0.6, 1.8, 0.4), 1)
    narrowing = sample.std(axis=0) / bank.numbers.std(axis=0)
    assert narrowing[0] < 0.6
    assert narrowing[1] < 0.4
    assert 0.85 < narrowing[2] < 1.15


def test_weights_sum_to_one_and_the_sample_size_is_told() -> None:
    priors, wanted = PLAIN, [told("2024-10-31", 900.0)]
    numbers = priors.numbers(cube(3, 64, 5))
    bank = Bank(numbers, arithmetic(numbers, 5)[:, :1])
    _, weighed = weigh_bank(priors, wanted, [0], bank, 5, None)
    assert weighed.weights.sum() == pytest.approx(1.0)
    assert 1.0 < weighed.effective < len(weighed.weights)
    _, unknown = weigh_bank(priors, wanted, [], bank, 5, None)
    assert unknown.effective == pytest.approx(len(unknown.weights))


def test_the_surrogate_is_exact_for_a_quadratic_and_knows_the_spread_of_chance() -> None:
    scaled = 2 * cube(2, 512, 3) - 1
    chance = 0.2 * ndtri(np.random.default_rng(4).random((512, 1)))
    mean = 1 + scaled[:, :1] - 0.5 * scaled[:, :1] * scaled[:, 1:] + scaled[:, 1:] ** 2
    found = fit(scaled, mean + chance)
    assert np.abs(found.mean(scaled) - mean).max() < 0.1
    assert found.covariance[0, 0] == pytest.approx(0.04, rel=0.2)


def test_sets_in_which_more_teams_help_most_are_bound_by_capacity() -> None:
    scaled = 2 * cube(2, 64, 6) - 1
    changes = -0.1 - 0.05 * scaled[:, 0] + 0.05 * ndtri(np.random.default_rng(1).random(64))
    kinds = np.array(classes(scaled, changes))
    assert set(kinds) == set(CLASSES)
    assert scaled[kinds == "capacity_bound", 0].mean() > 0.3 > -0.3 > scaled[kinds == "time_bound", 0].mean()


# Quotes


def test_the_survey_of_quotes_gives_median_and_spread(facts: Facts, prior: Scenario) -> None:
    priors = priors_of(prior, quotes.PATHS)
    where, seen = quotes.fitting(priors, facts, LATEST, 1)
    assert seen["quote_organisations_below_1"] == 2
    median, sigma = priors.numbers(where).T
    assert len(where) > 256
    assert 1.9 < np.median(median) < 2.3
    assert 0.35 < np.median(sigma) < 0.5
    before = priors.numbers(cube(2, 1024, 0))
    assert median.std() < 0.5 * before[:, 0].std()
    assert sigma.std() < 0.5 * before[:, 1].std()


def test_before_the_survey_was_published_the_quotes_keep_their_ranges(facts: Facts, prior: Scenario) -> None:
    priors = priors_of(prior, quotes.PATHS)
    where, seen = quotes.fitting(priors, facts, date(2025, 1, 28), 1)
    assert not seen
    assert priors.numbers(where)[:, 0].std() == pytest.approx(
        priors.numbers(cube(2, 1024, 0))[:, 0].std(), rel=0.05
    )


# The whole fit


def test_a_scenario_that_is_fitted_already_is_refused(facts: Facts) -> None:
    with pytest.raises(ScenarioError) as caught:
        calibrate(facts, load("baseline"), LATEST)
    (fault,) = caught.value.faults
    assert fault.code == "fitted_already"
    assert all(path in fault.text("en") for path in FITTED)


def test_a_day_before_the_first_publication_is_refused(facts: Facts, prior: Scenario) -> None:
    with pytest.raises(UsageError) as caught:
        calibrate(facts, prior, date(2024, 3, 4))
    assert [fault.code for fault in caught.value.faults] == ["nothing_published"]


@pytest.mark.slow
def test_any_number_of_workers_writes_the_same_bytes(tmp_path: Path, facts: Facts, prior: Scenario) -> None:
    texts = []
    for workers in (1, 3):
        folder = tmp_path / str(workers)
        folder.mkdir()
        found = calibrate(facts, prior, LATEST, seed=4, workers=workers, settings=QUICK)
        save(found, folder, "sanwari calibrate")
        texts.append((folder / "posterior.csv").read_bytes() + repr(tabled(found)).encode())
    assert texts[0] == texts[1]
    sets, faults = read(folder / "posterior.csv", "posterior.csv")
    assert not faults
    assert sets is not None
    assert sum(sets.weights) == pytest.approx(1.0)
    assert sets.paths == (*FITTED, *quotes.PATHS)
    drawn = load(folder / "scenario.toml").draw(1, 0)
    assert tuple(drawn[path] for path in sets.paths) in sets.sets


@pytest.mark.slow
def test_truths_planted_in_the_real_model_lie_in_their_intervals(facts: Facts, prior: Scenario) -> None:
    """Counts of runs with known parameters stand in for the published ones, again and again, with one bank.

    Nine of ten should lie in their 90 % interval. Of 48 at least 36 must: were they independent, chance
    would break that less than once in a thousand times.
    """
    priors, wanted = priors_of(prior, FITTED), targets_of(facts, list(SURVEYS))
    numbers = priors.numbers(cube(len(FITTED), 256, 2))
    bank = Bank(numbers, simulate(facts, prior, priors.sets(numbers), wanted, 2, 0, 2))
    truths = priors.numbers(cube(len(FITTED), 16, 7))
    runs = simulate(facts, prior, priors.sets(truths), wanted, 99, 0, 2)
    known = ("vendors.load_mean", "booking.early_share", "legacy.bespoke_large")
    inside, widths = 0, {path: [] for path in known}
    for truth, counts in zip(truths, runs, strict=True):
        planted_ = [replace(each, count=float(n)) for each, n in zip(wanted, counts, strict=True)]
        used = [index for index, each in enumerate(planted_) if each.fitted]
        _, weighed = weigh_bank(priors, planted_, used, bank, 2, None)
        sample = priors.numbers(weighed.sample(512, 2))
        for path in known:
            column = FITTED.index(path)
            low, high = np.quantile(sample[:, column], [0.05, 0.95])
            inside += bool(low <= truth[column] <= high)
            widths[path].append((high - low) / np.subtract(*np.quantile(numbers[:, column], [0.95, 0.05])))
    assert inside >= 36
    assert all(np.mean(widths[path]) < 0.9 for path in known)


def test_the_baseline_draws_what_the_shipped_fit_says_and_the_fit_knows_the_latest_counts(
    prior: Scenario, targets: tuple[Target, ...]
) -> None:
    baseline = load("baseline")
    sets = baseline.posterior
    assert sets is not None
    assert sets.paths == (*FITTED, *quotes.PATHS)
    assert {path for path, value in baseline.values.items() if is_fitted(value)} == set(sets.paths)
    latest = max(each.observation.published for each in targets if each.fitted)
    assert sets.provenance["until"] == latest.isoformat()
    priors = priors_of(prior, sets.paths)
    for path, value in zip(priors.paths, priors.values, strict=True):
        least, greatest = ends(value)
        low, high = ends(baseline.values[path])  # type: ignore[arg-type]  # numbers and days only
        assert least <= low < high <= greatest
        assert high - low < greatest - least
