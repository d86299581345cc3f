"""A summary of results made by hand: each figure holds what its name says, of the right rows and days."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import cache
from typing import Any

import numpy as np
import pytest
from support.made import results

from sim.facts import TYPES, load
from sim.fiscal import DAYS_PER_MONTH, DEADLINE, FIRST_YEAR, HORIZON_END, N_YEARS, SURVEYS, date_of, day_of
from sim.ledger import ACCOUNTS, CAUSES, DEFINITIONS, FUNDING, PROGRAMMES
from sim.population import FORMS, VENDOR_KINDS
from sim.runs import BEYOND, RATIO_UNIT
from sim.runs.outcome import LATE_REASONS
from sim.scenario import load as load_scenario
from sim.scenario import replaced
from sim.summary import Summary, cost, summarise
from sim.summary.cost import probability
from sim.summary.schedule import _months
from sim.summary.series import values
from sim.summary.tables import funding_rows, ledger_rows, organisation_rows, system_rows

YEARS = range(FIRST_YEAR, FIRST_YEAR + N_YEARS)
SIZES = (34_592, 1_788)


@cache
def kept() -> Any:
    return results(20).kept


@cache
def made() -> Summary:
    moved = {"deadline.day": date(2027, 3, 31), "deadline.designated_day": date(2029, 3, 31)}
    return summarise(replace(results(20), scenario=replaced(load_scenario("baseline"), moved)))


def last_cutover() -> np.ndarray[Any, Any]:
    """Last cutover of each organisation, organisation by organisation."""
    organisation, _ = load().systems
    return np.stack([kept().cutover[:, organisation == row].max(axis=1) for row in range(SIZES[1])], axis=1)


def test_yen_of_a_year_are_whole() -> None:
    found = cost.by_year(np.array([[1, 10], [2, 10], [2, 12]]).repeat(9, axis=1))
    assert [each.mean for each in found.values()][::9] == [2.0, 11.0]  # of 5 / 3 and 32 / 3


def test_each_deadline_has_its_own_day_and_its_own_late_systems() -> None:
    found, last = made(), last_cutover()
    days = (found.deadline, found.own_deadline, found.designated_day)
    assert days == ("2026-03-31", "2027-03-31", "2029-03-31")
    late = (found.late_at_deadline, found.late_at_own_deadline, found.late_at_designated_day)
    for day, each in zip(days, late, strict=True):
        assert each.systems.mean == (kept().cutover > day_of(day)).sum(axis=1).mean()
        assert each.organisations.mean == (last > day_of(day)).sum(axis=1).mean()
    assert (found.systems, found.organisations) == SIZES
    known = load().prices["usdjpy"]
    assert (found.usdjpy.fiscal_year, found.usdjpy.published) == (known.years[-1], known.values[-1])
    assert found.usdjpy.fixed is None


def test_late_systems_are_told_apart_by_type_and_prefecture() -> None:
    bodies, (organisation, _) = load().organisations, load().systems
    late, last = kept().cutover > DEADLINE, last_cutover() > DEADLINE
    found = made().late_at_deadline
    for index, name in enumerate(TYPES):
        mine = bodies.type == index
        assert found.by_type[name].systems.mean == late[:, mine[organisation]].sum(axis=1).mean()
        assert found.by_type[name].organisations.mean == last[:, mine].sum(axis=1).mean()
    for number in (1, 13, 47):
        mine = bodies.prefecture == number
        assert (
            found.by_prefecture[f"{number:02d}"].systems.mean
            == late[:, mine[organisation]].sum(axis=1).mean()
        )
    for index, name in enumerate(LATE_REASONS[1:], start=1):
        assert found.by_reason[name].mean == kept().late_by_reason[:, index].mean()
    shares = made().late_share_by_organisation
    assert list(shares) == list(bodies.code)
    assert list(shares.values()) == pytest.approx(last.mean(axis=0).tolist(), abs=1e-9)


def test_a_share_of_replications_has_four_decimals() -> None:
    shares = set(summarise(results(3)).late_share_by_organisation.values())
    assert {0.3333, 0.6667} < shares <= {0.0, 0.3333, 0.6667, 1.0}


def test_declared_systems_stand_at_their_survey_reason_and_type() -> None:
    found, counts, reasons = made(), kept().declared, kept().declared_by_reason
    for index, survey in enumerate(SURVEYS):
        day = date_of(int(survey)).isoformat()
        assert found.declared[day].systems.mean == counts[:, index, 0].sum(axis=1).mean()
        assert found.declared[day].organisations.mean == counts[:, index, 1].sum(axis=1).mean()
        assert found.declared[day].pending_organisations.mean == kept().pending[:, index].mean()
        for kind, name in enumerate(TYPES):
            each = found.declared_by_type[day][name]
            assert each.systems.mean == counts[:, index, 0, kind].mean()
            assert each.organisations.mean == counts[:, index, 1, kind].mean()
        for reason, name in enumerate(LATE_REASONS[1:], start=1):
            assert found.declared_by_reason[day][name].mean == reasons[:, index, reason].mean()


def test_completed_systems_are_counted_to_the_end_of_each_month() -> None:
    last = last_cutover()
    for day in ("2024-03-31", "2026-03-31", "2027-04-30"):
        found = made().completed[day]
        assert found.systems.mean == (kept().cutover <= day_of(day)).sum(axis=1).mean()
        assert found.organisations.mean == (last <= day_of(day)).sum(axis=1).mean()


def test_slippage_is_days_over_systems_done_in_months() -> None:
    organisation, _ = load().systems
    kind = load().organisations.type[organisation]
    done = kept().cutover < BEYOND
    found = made()
    overall = kept().slip_days.sum(axis=1) / done.sum(axis=1) / DAYS_PER_MONTH
    assert found.slippage_months.mean == pytest.approx(overall.mean(), abs=1e-5)
    for index, name in enumerate(TYPES):
        months = kept().slip_days[:, index] / done[:, kind == index].sum(axis=1) / DAYS_PER_MONTH
        assert found.slippage_months_by_type[name].mean == pytest.approx(months.mean(), abs=1e-5)
    one = _months(np.array([61.0, 0.0]), np.array([1, 0]))
    assert one[0] == pytest.approx(61 / DAYS_PER_MONTH)
    assert np.isnan(one[1])


def test_vendors_are_as_busy_as_their_teams_and_their_queue_is_in_years() -> None:
    found = made().vendors_by_quarter
    busy, teams, queue = (kept().vendors[:, part] for part in range(3))
    for kind, name in enumerate(VENDOR_KINDS):
        shares = [each.busy_share.mean for each in found[name].values()]
        assert max(shares) == pytest.approx((busy[:, kind] / teams[:, kind]).mean(axis=0).max(), abs=1e-6)
        ratios = [each.queue_ratio.mean for each in found[name].values()]
        assert max(ratios) == pytest.approx(
            (queue[:, kind] / teams[:, kind] / 365.25).mean(axis=0).max(), rel=2e-3
        )


def test_the_first_full_year_adds_up_what_its_names_say() -> None:
    year = made().first_full_year
    for name, yen in (
        ("cost_yen", kept().first_cost_yen),
        ("base_yen", kept().first_base_yen),
        ("target_gap_yen", kept().gap_yen),
        ("extra_burden_yen", kept().extra_yen),
    ):
        assert getattr(year, name).mean == pytest.approx(yen.sum(axis=1).mean(), abs=1), name
    known = kept().first_ratio >= 0
    assert year.organisations.mean == known.sum(axis=1).mean()
    at_target = (known & (kept().first_ratio <= 0.7 * RATIO_UNIT)).sum(axis=1)
    assert year.organisations_at_target.mean == at_target.mean()
    assert year.share_at_target.mean == pytest.approx((at_target / known.sum(axis=1)).mean(), abs=1e-6)


def test_ratios_stand_under_definition_year_and_group() -> None:
    parts, found = kept().definitions, made().target_ratio
    groups = ("nation", *TYPES, *FORMS)
    for code, definition in enumerate(DEFINITIONS[:2]):
        for index, year in enumerate(YEARS):
            rows = found[definition.code][year]
            for group, name in enumerate(groups):
                figure = {"nation": rows.nation, **rows.by_type, **rows.by_form}[name]
                cost, base = parts[:, code, group, index].mean(axis=0)
                assert figure.mean == (None if base == 0 else pytest.approx(cost / base, abs=1e-6))


def test_yen_stand_under_year_account_funding_cause_and_programme() -> None:
    found, cost = made(), kept().cost
    for index, year in enumerate(YEARS):
        for number, account in enumerate(ACCOUNTS):
            row = found.cost_yen[year][account]
            means = cost[:, index, number].mean(axis=0)
            assert [row[name].mean for name in FUNDING] == pytest.approx(means.tolist(), abs=1)
            assert row["total"].mean == pytest.approx(means.sum(), abs=1)
        causes = kept().causes[:, index].mean(axis=0)
        by_cause = found.cost_by_cause_yen[year]
        assert [by_cause[name].mean for name in CAUSES] == pytest.approx(causes.tolist(), abs=1)
        own = causes[CAUSES.index("own_decision")]
        assert by_cause["not_own_fault"].mean == pytest.approx(causes.sum() - own, abs=1)
        assert found.unmet_claims_yen is not None
        for number, name in enumerate(PROGRAMMES):
            unmet = kept().unmet_yen[:, number, index].mean()
            assert found.unmet_claims_yen[name][year].mean == pytest.approx(unmet, abs=1)
        for name, yen in (
            ("target_gap_yen", kept().national_gap_yen),
            ("extra_burden_yen", kept().national_extra_yen),
            ("freed_yen", kept().freed_yen),
            ("general_revenue_yen", cost[..., FUNDING.index("general")].sum(axis=2)),
            ("national_funding_yen", cost[..., 0].sum(axis=2)),
        ):
            assert getattr(found, name)[year].mean == pytest.approx(yen[:, index].mean(), abs=1), name


def test_quotes_are_over_the_cost_before_and_counted_among_those_that_quoted() -> None:
    made_run = results(2)
    quotes = np.zeros_like(made_run.kept.quotes)
    quotes[:, TYPES.index("core_city")] = (5 * RATIO_UNIT // 2, 1, 1, 0, 5 * RATIO_UNIT // 2)
    quotes[:, TYPES.index("city")] = (3 * RATIO_UNIT, 2, 1, 1, 2 * RATIO_UNIT)
    found = summarise(replace(made_run, kept=replace(made_run.kept, quotes=quotes))).quote_multiple
    assert set(found) == {"core_city", "city"}
    core, city = found["core_city"], found["city"]
    assert (core.mean.mean, core.greatest.mean, core.share_at_2_or_more.mean) == (2.5, 2.5, 1.0)
    assert (city.mean.mean, city.greatest.mean, city.share_at_2_or_more.mean) == (1.5, 2.0, 0.5)
    assert (core.organisations_below_1.mean, city.organisations_below_1.mean) == (0, 1)


@pytest.mark.parametrize(
    "metric",
    [
        *("late_at_deadline.systems", "late_at_deadline.organisations"),
        *("late_at_own_deadline.systems", "late_at_own_deadline.organisations"),
        *("first_full_year.target_gap_yen", "first_full_year.extra_burden_yen"),
        *("joint_on_time_and_target", "slippage_months"),
    ],
)
def test_the_values_of_a_figure_have_its_mean(metric: str) -> None:
    moved = replaced(load_scenario("baseline"), {"deadline.day": date(2027, 3, 31)})
    found: Any = made().as_dict()
    for part in metric.split("."):
        found = found[part]
    by_replication = values(replace(results(20), scenario=moved), metric)
    assert by_replication.shape == (20,)
    assert by_replication.mean() == pytest.approx(found["mean"], rel=1e-5, abs=1e-6)


@pytest.mark.parametrize(
    "metric",
    ["target_gap_yen", "extra_burden_yen", "general_revenue_yen", "national_funding_yen", "freed_yen"],
)
def test_the_values_of_a_yearly_figure_have_its_mean_in_that_year_and_add_up(metric: str) -> None:
    by_year = {year: values(results(20), metric, year) for year in YEARS}
    for year, each in by_year.items():
        assert each.mean() == pytest.approx(getattr(made(), metric)[year].mean, abs=1)
    assert values(results(20), metric) == pytest.approx(sum(by_year.values()))


def test_values_at_the_deadline_are_those_of_its_survey_and_day() -> None:
    assert values(results(20), "declared.systems").mean() == made().declared["2026-03-31"].systems.mean
    assert values(results(20), "completed.systems").mean() == made().completed["2026-03-31"].systems.mean
    last = values(results(20), "last_cutover_day")
    assert last.tolist() == np.minimum(kept().cutover.max(axis=1).astype(int), HORIZON_END + 1).tolist()
    for number, account in enumerate(ACCOUNTS):
        yen = values(results(20), f"cost_yen.{account}", 2030)
        assert yen.tolist() == kept().cost[:, 2030 - FIRST_YEAR, number].sum(axis=1).tolist()


def test_stored_tables_hold_quantiles_shares_and_sums_under_their_names() -> None:
    run = results(20)
    organisations, systems = dict(organisation_rows(run)), dict(system_rows(run))
    last, known = last_cutover(), (kept().first_ratio >= 0).all(axis=0)
    for end, share in (("p10", 0.1), ("p50", 0.5), ("p90", 0.9)):
        days = np.quantile(last, share, axis=0, method="inverted_cdf")
        column = organisations[f"last_cutover_{end}"]
        assert (column.data[~column.mask] == days[~column.mask]).all()
        assert (column.mask == (days >= BEYOND)).all()
        ratio = organisations[f"first_full_year_ratio_{end}"]
        assert (ratio.mask == ~known).all()
        expected = np.quantile(kept().first_ratio / RATIO_UNIT, share, axis=0)[known]
        assert ratio.data[known] == pytest.approx(expected)
        for name, yen in (("target_gap_yen", kept().gap_yen), ("extra_burden_yen", kept().extra_yen)):
            amount = np.quantile(yen, share, axis=0)[known]
            assert organisations[f"{name}_{end}"].data[known] == pytest.approx(amount, abs=1)
    assert organisations["late_2026_03_31"] == pytest.approx((last > DEADLINE).mean(axis=0), abs=1e-6)
    assert systems["late"] == pytest.approx((kept().cutover > DEADLINE).mean(axis=0), abs=1e-6)
    index = [date_of(int(day)).isoformat() for day in SURVEYS].index("2026-03-31")
    declared = run.summed.declared_system[index] / 20
    assert systems["declared_2026_03_31"] == pytest.approx(declared, abs=1e-6)
    at_target = ((kept().first_ratio >= 0) & (kept().first_ratio <= 70_000)).mean(axis=0)
    chance = organisations["probability_target"]
    assert chance.data[~chance.mask] == pytest.approx(at_target[~chance.mask], abs=1e-6)
    funding, ledger = dict(funding_rows(run)), dict(ledger_rows(run))
    for columns, whole in ((funding, run.summed.funding), (ledger, run.summed.ledger)):
        assert columns["total_yen"].sum() == whole.sum()
        assert columns["mean_yen"].sum() == pytest.approx(whole.sum() / 20)
    mine = (
        (funding["code"].numbers == 100)
        & (funding["fiscal_year"] == 2030)
        & (funding["account"].numbers == 0)
    )
    yen = run.summed.funding[100, 2030 - FIRST_YEAR, 0]
    kinds = [funding["funding"].words[n] for n in funding["funding"].numbers[mine]]
    shown = dict(zip(kinds, funding["total_yen"][mine].tolist(), strict=True))
    assert shown == {name: int(each) for name, each in zip(FUNDING, yen, strict=True) if each}


def test_a_probability_stands_with_its_counts_and_wilsons_interval() -> None:
    """Three of ten: Wilson's 95 % interval is 0.1078 to 0.6032."""
    found = probability(np.arange(10) < 3)
    assert (found.share, found.times, found.replications) == (0.3, 3, 10)
    assert (found.low, found.high) == pytest.approx((0.107791, 0.603222), abs=1e-6)
    sure = probability(np.ones(10, np.bool_))
    assert (sure.share, sure.high) == (1.0, 1.0)
    assert sure.low == pytest.approx(0.722467, abs=2e-6)
