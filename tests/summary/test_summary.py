"""Figures, headline and tables of hand-made results."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import date
from functools import cache
from operator import attrgetter
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats
from support.made import results

from sim.facts import REASONS, TYPES, load
from sim.figures import Style, headline, notes
from sim.figures.answer import key_figures
from sim.fiscal import HORIZON_END, NEVER
from sim.ledger import ACCOUNTS, CAUSES, DEFINITIONS, FUNDING
from sim.scenario import load as load_scenario
from sim.scenario import replaced
from sim.scenario.ask import METRICS
from sim.summary import Summary, as_plain, month, spread, summarise, values
from sim.summary.cost import YEARS, by_year, probability
from sim.summary.schedule import Roster
from sim.summary.spreads import count, days_quantile, quantiles, ratio, share, t_quantile
from sim.summary.tables import ledger_rows, organisation_rows, system_rows

QUANTITIES = {"p10", "p50", "p90", "mean", "mean_low", "mean_high"}


@cache
def made_summary(replications: int = 20) -> Summary:
    return summarise(results(replications))


def figures(node: Any) -> list[dict[str, Any]]:
    """Every figure inside `summary.json`."""
    if isinstance(node, dict):
        if set(node) == QUANTITIES:
            return [node]
        return [found for each in node.values() for found in figures(each)]
    return []


def test_a_figure_holds_spread_and_mean_apart() -> None:
    found = spread(range(1, 12))
    assert (found.p10, found.p50, found.p90, found.mean) == (2, 6, 10, 6)


@given(st.lists(st.floats(-1e12, 1e12), min_size=2, max_size=60))
def test_the_interval_of_the_mean_is_students(sample: list[float]) -> None:
    found = spread(sample)
    half = stats.t.ppf(0.975, len(sample) - 1) * np.std(sample, ddof=1) / np.sqrt(len(sample))
    assert found.mean_low is not None
    assert found.mean_high is not None
    assert found.mean_high - found.mean_low == pytest.approx(2 * half, rel=0.003, abs=1e-3)


@pytest.mark.parametrize("freedom", [1, 2, 3, 4, 5, 6, 7, 10, 19, 50, 199, 999])
def test_students_quantile_is_within_a_third_of_a_percent(freedom: int) -> None:
    assert t_quantile(freedom) == pytest.approx(stats.t.ppf(0.975, freedom), rel=0.003)


def test_yen_that_cannot_be_negative_have_an_interval_that_is_not_either() -> None:
    rare = np.zeros((50, len(YEARS)), np.int64)
    rare[0] = 10**6  # one lucky replication
    some = by_year(rare)[2030]
    assert some.mean_low == 0
    assert some.mean == 20_000
    assert some.mean_high is not None
    assert some.mean_high > some.mean
    burden = by_year(rare, least=None)[2030].mean_low  # which may be a relief
    assert burden is not None
    assert burden < 0


def test_one_replication_has_no_interval_of_the_mean() -> None:
    found = spread([5])
    assert (found.p50, found.mean_low, found.mean_high) == (5, None, None)


@given(st.lists(st.integers(0, 21), min_size=2, max_size=60))
def test_an_interval_stays_among_what_can_be(sample: list[int]) -> None:
    """Neither -1.5 systems nor more systems or organisations than there are, and no share above one."""
    for found, most in ((count(sample, 21), 21), (share(np.array(sample) / 21), 1)):
        low, middle, high = found.mean_low, found.mean, found.mean_high
        assert 0 <= low <= middle <= high <= most


def test_counts_and_shares_of_a_summary_stay_among_what_can_be() -> None:
    made = results(2)
    made.kept.cutover[0], made.kept.cutover[1] = 100, 32_767  # nothing and everything late
    found = summarise(made)
    late = found.late_at_deadline
    for node, most in (
        (late.systems, 34_592),
        (late.organisations, 1_788),
        (found.completed["2026-03-31"].systems, 34_592),
        (found.unfinished_at_horizon, 34_592),
        (found.first_full_year.share_at_target, 1),
        (found.joint_on_time_and_target, 1),
    ):
        assert 0 <= node.mean_low <= node.mean_high <= most


@given(st.lists(st.tuples(st.floats(1e3, 1e12), st.floats(1e3, 1e12)), min_size=2, max_size=40))
def test_the_mean_of_a_ratio_is_that_of_the_mean_amounts_and_lies_in_its_interval(
    amounts: list[tuple[float, float]],
) -> None:
    over, under = np.array(amounts).T
    found = ratio(over, under)
    assert found.mean == pytest.approx(over.mean() / under.mean(), abs=1e-6)
    assert found.mean_low <= found.mean <= found.mean_high  # type: ignore[operator]
    assert found.p50 == pytest.approx(np.median(over / under), abs=1e-6)


def test_printed_amounts_multiply_to_the_printed_ratio() -> None:
    year = made_summary().first_full_year
    nation = year.by_definition["P-upkeep-net-nominal-gross"].nation
    assert year.base_yen.mean * nation.mean == pytest.approx(year.cost_yen.mean, rel=1e-6)


def test_a_figure_missing_in_one_replication_is_missing() -> None:
    assert spread([1.0, float("nan")]).mean is None


@given(
    st.lists(st.floats(-1e14, 1e14), min_size=1, max_size=60),
    st.lists(st.floats(0, 1), min_size=1, max_size=3),
)
def test_quantiles_are_those_of_numpy_to_the_bit(sample: list[float], shares: list[float]) -> None:
    array = np.array(sample)
    shares += [0.1, 0.5, 0.9]
    assert quantiles(array, shares) == np.quantile(array, shares).tolist()


def test_a_quantile_of_days_is_a_day_that_occurs() -> None:
    days = np.array([[10], [20], [20], [32_767]], dtype=np.int16)
    assert [int(days_quantile(days, share)[0]) for share in (0.1, 0.5, 0.9)] == [10, 20, 32_767]


def test_a_probability_of_nought_has_an_interval() -> None:
    found = probability(np.zeros(20, dtype=np.bool_))
    assert (found.share, found.times, found.low) == (0, 0, 0)
    assert 0.15 < found.high < 0.17


def test_a_nation_without_a_first_full_year_has_not_reached_the_target() -> None:
    made = results(5)
    never = replace(made.kept, first_definitions=np.zeros_like(made.kept.first_definitions))
    found = summarise(replace(made, kept=never)).first_full_year
    assert found.probability_nation_at_target.times == 0


def test_the_summary_holds_every_metric_of_the_contract() -> None:
    found = made_summary()
    assert next(iter(found.declared)) == "2023-10-31"
    assert list(found.declared)[-1] == "2031-03-31"
    assert len(found.declared) == 90
    assert set(found.declared_by_type["2025-07-31"]) == set(TYPES)
    reasons = found.declared_by_reason["2025-07-31"]
    assert set(reasons) == set(REASONS)
    total = found.declared["2025-07-31"].systems.mean
    assert sum(each.mean for each in reasons.values()) == pytest.approx(total)
    late = found.late_at_deadline
    assert set(late.by_reason) == set(REASONS)
    assert set(late.by_type) == set(TYPES)
    assert len(late.by_prefecture) == 47
    assert set(found.target_ratio) == {definition.code for definition in DEFINITIONS}
    for years in (found.target_gap_yen, found.extra_burden_yen, found.general_revenue_yen, found.freed_yen):
        assert list(years) == list(range(2018, 2036))
    year = found.cost_yen[2027]
    assert set(year) == {*ACCOUNTS, "total"}
    assert set(year["migration"]) == {*FUNDING, "total"}
    assert set(found.cost_by_cause_yen[2027]) == {*CAUSES, "not_own_fault"}


FILE = """
schema id scenario data_hash seed replications failed_replications result_hash deadline own_deadline
designated_day systems organisations usdjpy default_definition definitions declared declared_by_type
declared_by_reason completed late_at_deadline late_at_own_deadline late_at_designated_day
late_share_by_organisation vendors_by_quarter slippage_months slippage_months_by_type last_cutover_day
unfinished_at_horizon target_ratio first_full_year target_gap_yen extra_burden_yen general_revenue_yen
national_funding_yen freed_yen share_of_organisations_at_target joint_on_time_and_target by_replication
cost_by_cause_yen unmet_claims_yen quote_multiple cost_yen
"""


def test_the_file_bears_the_names_that_others_read() -> None:
    found = made_summary().as_dict()
    assert list(found) == FILE.split()
    assert list(found["scenario"]) == ["name", "title_ja", "title_en", "with", "hash"]
    assert (
        list(found["cost_yen"]) == list(found["target_gap_yen"]) == [str(year) for year in range(2018, 2036)]
    )
    assert set(found["completed"]["2026-03-31"]) == {"systems", "organisations"}
    assert set(found["late_at_deadline"]) == {
        "systems", "organisations", "by_type", "by_prefecture", "by_reason", "undeclared",
    }  # fmt: skip
    assert set(found["slippage_months"]) == QUANTITIES
    assert found["cost_yen"]["2027"]["migration"]["total"]["mean"] == (
        made_summary().cost_yen[2027]["migration"]["total"].mean
    )


def test_what_nobody_knows_is_null_in_the_file() -> None:
    assert as_plain({"a": (float("nan"), 1.5, None), 2027: [True]}) == {
        "a": [None, 1.5, None],
        "2027": [True],
    }


def test_every_ratio_stands_under_a_definition_with_words_in_both_languages() -> None:
    found = made_summary()
    assert found.default_definition == "P-upkeep-net-nominal-gross"
    for code in found.target_ratio:
        assert found.definitions[code]["ja"]
        assert found.definitions[code]["en"]


def test_every_figure_is_ordered_and_json_ready() -> None:
    found = made_summary().as_dict()
    json.dumps(found, allow_nan=False)
    all_figures = [each for each in figures(found) if each["p50"] is not None]
    assert len(all_figures) > 3_000
    for each in all_figures:
        assert each["p10"] <= each["p50"] <= each["p90"]
        assert each["mean_low"] is None or each["mean_low"] <= each["mean"] <= each["mean_high"]


def test_parts_of_the_late_systems_add_up_in_the_mean() -> None:
    late = made_summary().late_at_deadline
    total = late.systems.mean
    assert sum(part.systems.mean for part in late.by_type.values()) == pytest.approx(total)
    assert sum(part.systems.mean for part in late.by_prefecture.values()) == pytest.approx(total)


def test_completed_and_late_make_all_systems() -> None:
    found = made_summary()
    completed = found.completed["2026-03-31"].systems.mean
    assert completed + found.late_at_deadline.systems.mean == pytest.approx(34_592)


def test_funding_lines_add_up_to_the_account_in_the_mean() -> None:
    account = made_summary().cost_yen[2026]["new_running"]
    lines = sum(account[name].mean for name in FUNDING)
    assert lines == pytest.approx(account["total"].mean, abs=len(FUNDING))


def test_the_same_results_give_the_same_summary() -> None:
    assert summarise(results(5)) == summarise(results(5))


@pytest.mark.parametrize(
    ("lang", "words"),
    [
        (
            "ja",
            [
                "期限（2026年3月31日）に間に合わないシステム",
                "移行済みの割合",
                "3割減に届いた試行",
                "億円",
                "推計",
            ],
        ),
        (
            "en",
            ["Systems that miss", "Live by", "reaches −30 %", "billion yen", "Estimates"],
        ),
    ],
)
def test_the_headline_answers_the_four_questions(lang: Any, words: list[str]) -> None:
    text = headline(made_summary(), Style(lang, "oku"))
    assert all(word in text for word in words)
    assert "P-upkeep-net-nominal-gross" in text
    assert max(map(len, text.splitlines())) < 220


def test_quantiles_are_spoken_from_200_replications_on() -> None:
    assert "P10" not in headline(made_summary(20), Style("en"))
    assert "(P10 to P90)" in headline(made_summary(200), Style("en"))
    assert "P10～P90" in headline(made_summary(200), Style("ja"))


def test_failed_replications_are_told_in_the_notes() -> None:
    found = replace(made_summary(), failed_replications=3)
    assert "3 more failed" in notes(found, Style("en"))[0]
    assert "失敗した試行 3 回" in notes(found, Style("ja"))[0]


def test_a_ratio_bears_its_unit_once_before_its_interval() -> None:
    found = summarise(results(200))
    assert re.search(
        r"FY2018: \d\.\d\d times \(\d\.\d\d to \d\.\d\d\); the target", headline(found, Style("en"))
    )
    assert re.search(r"2018年度との比: \d\.\d\d倍（\d\.\d\d～\d\.\d\d）。目標", headline(found, Style("ja")))


def test_a_last_cutover_beyond_the_horizon_is_said_so() -> None:
    made = results(3)
    made.kept.cutover[0, 0] = made.kept.cutover[1, 0] = 32_767
    found = summarise(made)
    assert found.last_cutover_day.mean is None
    assert month(NEVER, "ja", era=True) == "令和18年3月末でも未完了"
    assert month(HORIZON_END, "en") == "March 2036"
    assert "Last cutover" not in headline(found, Style("en"))  # it would tell of one city


def test_the_shares_that_are_live_stand_under_their_days() -> None:
    found = summarise(results(200))
    text = headline(found, Style("en"))
    (line,) = [line for line in text.splitlines() if "Live by" in line]
    for day, said in (("2026-03-31", "31 March 2026"), ("2029-03-31", "31 March 2029")):
        share = 100 * found.completed[day].systems.mean / found.systems
        assert f"{said} {share:.1f} %" in line
    (key,) = [each for each in key_figures(found, Style("en")) if each.name.startswith("Live by")]
    assert key.name == "Live by 31 March 2027"
    assert key.middle == f"{100 * found.completed['2027-03-31'].systems.mean / found.systems:.0f} %"


def test_the_roster_finds_each_organisations_last_cutover() -> None:
    facts = load()
    roster = Roster(facts)
    day = roster.system_organisation[None, :] * 10 + roster.system_business[None, :]
    last = roster.last_cutover(day)
    expected = [10 * row + np.flatnonzero(facts.scope()[row])[-1] for row in (0, 1, 900, 1_787)]
    assert last[0, [0, 1, 900, 1_787]].tolist() == expected


def test_organisations_table_has_a_row_per_organisation_and_estimates_marked() -> None:
    columns = dict(organisation_rows(results(5)))
    assert len(columns["code"].numbers if hasattr(columns["code"], "numbers") else columns["code"]) == 1_788
    assert all(columns["estimate"])
    prefecture = 0
    assert columns["target_ratio_2027_p50"].mask[prefecture]
    assert columns["probability_target"].mask[prefecture]


def test_what_lies_beyond_the_horizon_in_one_replication_does_not_blank_an_organisation() -> None:
    made = results(5)
    first, gap, extra = (
        np.array(each) for each in (made.kept.first_ratio, made.kept.gap_yen, made.kept.extra_yen)
    )
    ends = ("p10", "p50", "p90")
    sapporo, never, whole, prefecture = 1, 2, 3, 0
    first[:, sapporo] = [100_000, -1, 200_000, 300_000, -1]
    gap[:, sapporo] = [10, 0, 20, 30, 0]  # without such a year a gap of 0 is no gap of 0
    extra[:, sapporo] = [-10, 0, -20, -30, 0]
    first[:, never] = -1
    first[:, whole] = [100_000, 200_000, 300_000, 400_000, 500_000]
    kept = replace(made.kept, first_ratio=first, gap_yen=gap, extra_yen=extra)
    columns = dict(organisation_rows(replace(made, kept=kept)))

    def row(name: str, index: int) -> list[float | None]:
        cells = [columns[f"{name}_{end}"] for end in ends]
        return [None if cell.mask[index] else float(cell[index]) for cell in cells]

    assert row("first_full_year_ratio", sapporo) == pytest.approx([1.2, 2.0, 2.8])
    assert row("target_gap_yen", sapporo) == [12, 20, 28]
    assert row("extra_burden_yen", sapporo) == [-28, -20, -12]
    assert row("first_full_year_ratio", whole) == pytest.approx([1.4, 3.0, 4.6])
    for name in ("first_full_year_ratio", "target_gap_yen", "extra_burden_yen"):
        shares = columns[f"{name}_share"]
        assert shares[[sapporo, never, whole, prefecture]] == pytest.approx([0.6, 0.0, 1.0, 0.0])
        assert row(name, never) == row(name, prefecture) == [None, None, None]


def test_systems_table_has_a_row_per_system() -> None:
    columns = dict(system_rows(results(5)))
    assert len(columns["cutover_p50"]) == 34_592


def test_the_ledger_table_adds_up_to_the_yen() -> None:
    made = results(5)
    columns = dict(ledger_rows(made))
    assert int(columns["total_yen"].sum()) == int(made.summed.ledger.sum())


def test_values_by_replication_are_those_the_figures_are_made_of() -> None:
    made = results(20)
    found = summarise(made)
    late = values(made, "late_at_deadline.systems")
    assert late.mean() == pytest.approx(found.late_at_deadline.systems.mean)
    ratio = values(made, "target_ratio", 2028)
    nation = found.target_ratio["P-upkeep-net-nominal-gross"][2028].nation
    assert float(np.median(ratio)) == pytest.approx(nation.p50, abs=1e-6)
    assert values(made, "slippage_months").mean() == pytest.approx(found.slippage_months.mean, abs=1e-6)
    gap = values(made, "target_gap_yen", 2027)
    assert gap.mean() == pytest.approx(found.target_gap_yen[2027].mean, abs=1)


HEADLINE = (
    "late_at_own_deadline.systems",
    "late_at_own_deadline.organisations",
    "last_cutover_day",
    "first_full_year.target_gap_yen",
    "first_full_year.extra_burden_yen",
    "joint_on_time_and_target",
)


@pytest.mark.parametrize("metric", HEADLINE)
def test_the_headlines_figures_are_the_means_of_their_values(metric: str) -> None:
    made = results(20)
    figure_ = attrgetter(metric)(summarise(made))
    assert values(made, metric).mean() == pytest.approx(figure_.mean, abs=1)
    assert values(made, metric).shape == (20,)


@pytest.mark.parametrize("lang", ["ja", "en"])
def test_a_deadline_of_the_scenarios_own_is_counted_beside_31_march_2026(lang: Any) -> None:
    moved = replaced(load_scenario("baseline"), {"deadline.day": date(2027, 3, 31)})
    found = summarise(replace(results(5), scenario=moved))
    day = {"ja": "2027年3月31日", "en": "31 March 2027"}[lang]
    lines = [line for line in headline(found, Style(lang)).splitlines() if day in line]
    (line,) = [line for line in lines if not any(word in line for word in ("Live by", "移行済み"))]
    assert f"{found.late_at_own_deadline.systems.mean:,.0f}" in line
    assert found.late_at_own_deadline.systems.p50 < found.late_at_deadline.systems.p50
    usual = headline(made_summary(5), Style(lang))
    assert usual.count(day) == 1  # among the days by which systems are live
    assert {"ja": "2031年3月31日", "en": "31 March 2031"}[lang] in usual


def test_late_systems_are_those_with_a_reason_and_those_never_declared() -> None:
    late = made_summary().late_at_deadline
    parts = sum(part.mean for part in late.by_reason.values()) + late.undeclared.mean
    assert parts == pytest.approx(late.systems.mean)


@pytest.mark.parametrize("metric", METRICS)
def test_every_metric_that_a_request_may_expect_has_values(metric: str) -> None:
    assert values(results(2), metric).shape == (2,)
