"""Comparisons: paired by luck, honest about their interval, and with a reason where nothing moves."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import openpyxl
import pptx
import pytest
from scipy import stats
from support.made import results

from sim import runs
from sim.analysis import common_luck as paired_runs
from sim.analysis.compare import (
    MEASURES,
    ROUNDING,
    VERDICTS,
    Comparison,
    _saved,
    _verdict,
    compare,
    granted,
    paired,
    to_run_alone,
)
from sim.analysis.compare_table import as_dict
from sim.analysis.no_effect import GATES, why
from sim.cli import main
from sim.figures.comparison.differences import no_effect, request_text, text
from sim.ledger import DEFINITIONS
from sim.scenario import Scenario, catalogue, load, replaced
from sim.summary import DEFAULT_CODE, Spread, spread, values

BY_METRIC = {measure.metric: measure for measure in MEASURES}
LATE, GAP = BY_METRIC["late_at_deadline.systems"], BY_METRIC["first_full_year.target_gap_yen"]


def of(scenario: Scenario, seed: int = 1, number: int = 20) -> runs.Results:
    """Made results that stand under a scenario's name; the same seed gives the same values."""
    return replace(results(number, seed), scenario=scenario)


def shifted(made: runs.Results, scenario: Scenario, yen: np.ndarray) -> runs.Results:
    """The same results with so much more target gap in the first organisation, by replication."""
    gap = made.kept.gap_yen.copy()
    gap[:, 1] += yen
    return replace(made, scenario=scenario, kept=replace(made.kept, gap_yen=gap))


@cache
def compared(yen: tuple[int, ...] = tuple(range(10**9, 21 * 10**9, 10**9))) -> Comparison:
    base = of(load("baseline"))
    other = shifted(base, load("yen_140", ["asks/cloud_fees"]), np.array(yen))
    return compare(base, [other], {"asks/cloud_fees": of(load("baseline", ["asks/cloud_fees"]))})


def test_a_difference_is_taken_replication_by_replication_with_students_interval() -> None:
    (other,) = compared().others
    found = next(each for each in other.figures if each.measure is GAP)
    change = np.arange(1, 21) * 1e9
    half = stats.t.ppf(0.975, 19) * change.std(ddof=1) / np.sqrt(20)
    assert found.difference.mean == change.mean()
    assert found.difference.mean_low == pytest.approx(change.mean() - half, rel=0.003)
    assert found.difference.p50 == np.median(change)
    before = values(of(load("baseline")), GAP.metric)
    apart = before.var(ddof=1) + (before + change).var(ddof=1)
    assert found.variance_ratio == pytest.approx(apart / change.var(ddof=1))
    assert found.mean - found.base_mean == pytest.approx(change.mean())


@pytest.mark.parametrize(
    ("yen", "verdict"),
    [
        ([10**9] * 20, "worse"),
        ([-(10**9)] * 20, "better"),
        ([10**9, -(10**9)] * 10, "unclear"),
        ([400] * 20, "same"),
        ([0] * 20, "same"),
    ],
)
def test_better_and_worse_are_said_only_when_the_interval_says_so(yen: list[int], verdict: str) -> None:
    base = of(load("baseline"))
    found = paired(GAP, base, shifted(base, load("yen_140"), np.array(yen)))
    assert found.verdict == verdict
    assert (found.why_same is ROUNDING) == (yen[0] == 400)
    assert (found.why_same is not None) == (verdict == "same")


def by_definition(made: runs.Results, code: int, factor: int) -> runs.Results:
    """The same results with so many times the cost by one definition of "30 %"."""
    cost = made.kept.first_definitions.copy()
    cost[:, code, :, 0] *= factor
    return replace(made, kept=replace(made.kept, first_definitions=cost))


@pytest.mark.parametrize("code", range(len(DEFINITIONS)), ids=[each.code for each in DEFINITIONS])
def test_ratios_are_compared_by_the_chosen_definition_and_amounts_by_the_default(code: int) -> None:
    base, chosen = of(load("baseline")), DEFINITIONS[code]
    other = by_definition(replace(base, scenario=load("yen_140")), code, 3)
    found = compare(base, [other], definition=chosen.code).others[0].figures
    ratio = next(each for each in found if each.measure.metric == "target_ratio")
    cost, comparator = base.kept.first_definitions[:, code, 0].T
    assert ratio.difference.mean == pytest.approx((2 * cost / comparator).mean(), abs=1e-6)
    for lang in ("ja", "en"):
        assert chosen.base(lang) in ratio.measure.label(lang)
    assert all(each.verdict == "same" for each in found if each is not ratio)
    assert {each.measure.definition for each in found if each is not ratio} == {DEFAULT_CODE}
    by_others = compare(base, [other], definition=DEFINITIONS[code - 1].code).others[0].figures
    assert all(each.verdict == "same" for each in by_others)


@pytest.mark.parametrize("lang", ["ja", "en"])
def test_a_comparison_says_by_which_definition_its_ratios_are(lang: Any) -> None:
    made = [of(load(name)) for name in ("baseline", "yen_140")]
    for definition in DEFINITIONS:
        comparison = compare(made[0], made[1:], definition=definition.code)
        said = text(comparison, lang)
        assert f"{definition.code}: {definition.label(lang)}" in said
        assert DEFAULT_CODE in said  # which amounts keep to
        assert as_dict(comparison)["definition"] == definition.code


def test_one_replication_is_never_better_or_worse() -> None:
    base = of(load("baseline"), number=1)
    assert paired(GAP, base, shifted(base, load("yen_140"), np.array([10**9]))).verdict == "unclear"


def test_what_pairing_saves_is_the_ratio_of_variances_however_small_they_are() -> None:
    before = np.array([0.1, 0.2, 0.3, 0.4])
    after = before + np.array([0.0, 0.01, 0.0, 0.01])
    expected = (before.var(ddof=1) + after.var(ddof=1)) / (after - before).var(ddof=1)
    assert _saved(before, after) == pytest.approx(expected)
    assert _saved(np.arange(3.0), np.arange(3.0) + 1.0) is None  # nothing is left to divide by
    assert _saved(np.zeros(3), np.zeros(3)) is None
    tenths = np.array([0.1, 0.2, 0.7])
    assert (tenths + 0.1 - tenths).var() > 0.0  # a constant, but for what rounding leaves
    assert _saved(tenths, tenths + 0.1) is None
    assert _saved(before[:1], after[:1]) is None


@pytest.mark.parametrize(
    ("low", "high", "verdict"),
    [(0.0, 1.0, "unclear"), (-1.0, 0.0, "unclear"), (0.1, 1.0, "worse"), (-1.0, -0.1, "better")],
)
def test_an_interval_that_touches_zero_lies_on_neither_side(low: float, high: float, verdict: str) -> None:
    assert _verdict(GAP, Spread(low, low, high, (low + high) / 2, low, high)) == verdict


def test_a_failed_replication_is_left_out_of_both() -> None:
    base, whole = of(load("baseline")), of(load("yen_140"))
    kept = {name: getattr(whole.kept, name)[1:] for name in whole.kept.__slots__}
    other = replace(whole, kept=type(whole.kept)(**kept), replications=whole.replications[1:])
    (found,) = compare(base, [other]).others
    assert found.replications == 19
    assert all(each.verdict == "same" for each in found.figures)


def test_results_of_different_seeds_are_not_paired() -> None:
    with pytest.raises(ValueError, match="share no luck"):
        compare(of(load("baseline")), [of(load("yen_140"), seed=2)])


def test_assumptions_and_requests_are_told_apart() -> None:
    (other,) = compared().others
    assert [each.path for each in other.assumptions] == ["prices.usdjpy_fixed"]
    assert [each.path for each in other.actions] == ["running.cloud_fee_factor"]
    (request,) = other.requests
    assert request.entry.name == "asks/cloud_fees"
    assert request.state_funding is not None
    assert request.state_funding.mean == 0


def test_a_request_that_the_base_grants_too_is_not_listed() -> None:
    base, other = (
        load("baseline", ["asks/cloud_fees"]),
        load("baseline", ["asks/cloud_fees", "asks/talent_pools"]),
    )
    assert [entry.name for entry in granted(base)] == ["asks/cloud_fees"]
    assert to_run_alone(base, [other, other]) == ("asks/talent_pools",)
    (found,) = compare(of(base), [of(other)]).others
    assert [request.entry.name for request in found.requests] == ["asks/talent_pools"]
    assert found.requests[0].state_funding is None


def test_money_that_changes_cannot_move_a_day() -> None:
    base = load("baseline")
    assert "money" in why("schedule", base, load("yen_140"))["en"]
    assert "no assumption" in why("ledger", base, load("baseline", ["asks/savings_to_services"]))["en"]


@pytest.mark.parametrize("lang", ["ja", "en"])
def test_the_text_says_signs_words_reasons_and_prices(lang: Any) -> None:
    said = text(compared(), lang)
    assert VERDICTS["worse"][lang] in said
    assert {"ja": "105億円", "en": "+10.5 billion yen"}[lang] in said
    assert {"ja": "移行の日は費用より先に", "en": "days are settled before money"}[lang] in said
    assert {"ja": "国の負担は公表値なし", "en": "cost to the state not published"}[lang] in said
    assert {"ja": "1ドル140円", "en": "140 yen per dollar"}[lang] in said
    assert "P10" not in said


@pytest.mark.parametrize("lang", ["ja", "en"])
def test_figures_that_rest_are_parted_by_what_is_in_no_name(lang: Any) -> None:
    figures = [
        replace(each, verdict="same", why_same={"ja": "理由", "en": "because"})
        for each in compared().others[0].figures
    ]
    line = next(no_effect(figures[:-1], lang))
    named = line.partition({"ja": ": ", "en": ": "}[lang])[2].partition({"ja": "。", "en": " – "}[lang])[0]
    assert named.split({"ja": "・", "en": "; "}[lang]) == [each.measure.label(lang) for each in figures[:-1]]


@pytest.mark.parametrize(
    ("low", "mean", "high", "ja", "en"),
    [
        (0, 0, 0, "国庫支出金は変わらない", "no change of state funding"),
        (0, 499_999, 400_000, "国庫支出金は変わらない", "no change of state funding"),
        (-2e6, 1e6, 4e6, "+1百万円（−2～+4）", "+1 million yen (−2 to +4)"),
        (0, 6e9, 12e9, "+60億円（0～+120）", "+6.0 billion yen (0.0 to +12.0)"),
    ],
)
def test_what_a_request_does_to_state_funding_is_said_plainly(
    low: float, mean: float, high: float, ja: str, en: str
) -> None:
    found = next(request for each in compared().others for request in each.requests)
    funding = replace(spread([0.0, 1.0], 0), mean_low=low, mean=mean, mean_high=high)
    for lang, words in (("ja", ja), ("en", en)):
        assert words in request_text(replace(found, state_funding=funding), lang)  # type: ignore[arg-type]
    assert "0 to +0" not in request_text(replace(found, state_funding=funding), "en")  # type: ignore[arg-type]


def test_every_verdict_that_something_moves_has_a_sign_and_words_and_none_a_triangle() -> None:
    for verdict, words in VERDICTS.items():
        for said in words.values():
            assert not set(said) & set("▲△▼▽↑↓")
            if verdict == "same":
                assert not said.startswith(tuple("=＝±"))
                continue
            sign, _, rest = said.partition(" ")
            assert len(sign) == 1
            assert rest


def test_the_structure_for_a_file_is_json() -> None:
    found = json.loads(json.dumps(as_dict(compared()), allow_nan=False))
    assert {each["metric"] for each in found["compared"][0]["figures"]} == set(BY_METRIC)


@pytest.fixture
def made_runs(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, int]]:
    """Runs give made results at once; what they were asked for is listed."""
    asked: list[tuple[str, int]] = []

    def run(
        scenario: Scenario, number: int, seed: int, workers: int, progress: Any, *, earlier: Any, memory: Any
    ) -> runs.Results:
        assert workers >= 1
        assert memory is not None
        asked.append((" + ".join((scenario.info.name, *scenario.combined)), number))
        for done in range(0 if earlier is None else earlier.asked, number):
            progress(done + 1, number)
        return of(scenario, seed, number)

    monkeypatch.setattr(runs, "run", run)
    monkeypatch.setattr(runs, "must_compile", lambda _: False)
    return asked


def test_the_command_runs_base_others_and_each_request_alone(
    made_runs: list[tuple[str, int]],
    capsys: pytest.CaptureFixture[str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(paired_runs, "CHUNK", 2)
    folder = tmp_path / "compared"
    arguments = ["compare", "baseline", "yen_140", "--with", "asks/cloud_fees", "asks/talent_pools"]
    assert main([*arguments, "--replications", "3", "--out", str(folder), "--lang", "en"]) == 0
    ran = [
        "baseline",
        "yen_140 + asks/cloud_fees + asks/talent_pools",
        "baseline + asks/cloud_fees",
        "baseline + asks/talent_pools",
    ]
    assert made_runs == [*((name, 2) for name in ran), *((name, 3) for name in ran)]
    assert "3 replications" in capsys.readouterr().out
    names = {"comparison.json", "comparison.ja.txt", "comparison.en.txt", "manifest.json"}
    assert {path.name for path in folder.iterdir()} == names
    made_runs.clear()
    assert main(["compare", "baseline", "yen_115", "--out", str(folder), "--lang", "en"]) == 2
    assert "--replace" in capsys.readouterr().err
    assert made_runs == []


@pytest.mark.usefixtures("made_runs")
def test_each_scenario_may_have_requests_of_its_own(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    file = tmp_path / "a+b.toml"
    file.write_text('[scenario]\ntitle_ja = "a"\nextends = "baseline"\n', encoding="utf-8")
    others = ["baseline+asks/cloud_fees", "yen_140+asks/cloud_fees+asks/talent_pools", str(file)]
    assert main(["compare", "baseline", *others, "--replications", "2", "--json"]) == 0
    found = json.loads(capsys.readouterr().out)["compared"]
    asks = ["asks/cloud_fees", "asks/talent_pools"]
    assert [each["with"] for each in found] == [asks[:1], asks, []]
    assert main(["compare", "baseline", "yen_140+asks/no_such", "--lang", "en"]) == 2
    assert "asks/no_such" in capsys.readouterr().err


def test_a_comparison_is_handed_over_as_slides_workbook_and_tables_that_name_their_command(
    made_runs: list[tuple[str, int]], tmp_path: Path
) -> None:
    folder = tmp_path / "compared"
    arguments = [
        "compare",
        "baseline",
        "yen_140",
        "--replications",
        "3",
        "--out",
        str(folder),
        "--lang",
        "en",
    ]
    assert main([*arguments, "--format", "pptx,xlsx,csv", "--mono"]) == 0
    assert len(made_runs) == 2
    again = "--format pptx,xlsx,csv --lang en --unit oku --years gregorian --mono --out DIR"
    slides = pptx.Presentation(str(folder / "sanwari-compare.pptx"))
    said = " ".join(
        shape.text_frame.text for slide in slides.slides for shape in slide.shapes if shape.has_text_frame
    )
    assert f"sanwari compare baseline yen_140 --replications 3 --seed 1 {again}" in said
    book = openpyxl.load_workbook(folder / "sanwari-compare.xlsx")
    words = {str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row}
    assert any(again in each for each in words)
    assert (folder / "changes_2.csv").is_file()
    told = json.loads((folder / "changes_2.json").read_text(encoding="utf-8"))
    assert again in told["command"]
    assert [run["scenario"] for run in told["runs"]] == ["Baseline", "140 yen per dollar from April 2026 on"]
    assert again in (folder / "manifest.json").read_text(encoding="utf-8")


@pytest.mark.usefixtures("made_runs")
def test_the_command_compares_and_writes_by_the_chosen_definition(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    folder, code = tmp_path / "compared", "N-upkeep-net-nominal-gross"
    asked = ["compare", "baseline", "yen_140", "--replications", "3", "--lang", "en", "--definition", code]
    assert main([*asked, "--format", "csv", "--out", str(folder)]) == 0
    assert code in capsys.readouterr().out
    told = json.loads((folder / "changes_2.json").read_text(encoding="utf-8"))
    assert f"--definition {code}" in told["command"]
    assert "last full year before migration" in (folder / "changes_2.csv").read_text(encoding="utf-8-sig")
    command = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))["command"]
    assert f"--definition {code}" in command
    assert main([*asked[:-1], "N-upkeep-net-nominal"]) == 2
    assert f"did you mean '{code}'" in capsys.readouterr().err


@pytest.mark.parametrize("asked", [["--format", "pptx"], ["--format", "docx,xlsx", "--out", "compared"]])
def test_files_of_a_comparison_need_a_folder_and_a_known_kind(
    asked: list[str], made_runs: list[tuple[str, int]], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["compare", "baseline", "yen_140", *asked, "--lang", "en"]) == 2
    assert "--format" in capsys.readouterr().err
    assert made_runs == []


def test_without_scenarios_the_base_is_compared_with_itself_and_the_files(
    made_runs: list[tuple[str, int]], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["compare", "yen_140", "--with", "asks/cloud_fees", "--replications", "2", "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["base"]["with"] == []
    assert found["compared"][0]["with"] == ["asks/cloud_fees"]
    assert [name for name, _ in made_runs][:2] == ["yen_140", "yen_140 + asks/cloud_fees"]


OPENED: dict[str, Any] = {
    "deadline.rebook_share": 0.9,
    "deadline.extension_announced_day": date(2025, 6, 30),
    "deadline.deferral_from_day": date(2024, 6, 1),
    "support.operating_first_year": 2025,
    "support.operating_last_year": 2028,
    "support.general_measure_first_year": 2028,
    "running.saas_from_day": date(2031, 4, 1),
    "legacy.no_product_systems": 20,
}
CLOSED: dict[str, dict[str, Any]] = {
    "deadline.deferral_reach_days": {"deadline.deferral_share": 0.0},
    "legacy.no_product_delay_days": {"legacy.no_product_share": 0.0},
    "work.rehearsal_failure_decay": {"work.rehearsal_failure": 0.0},
    "running.sharing_population_weight": {"running.sharing_rule": "population"},
    "support.operating_budget_yen": {"support.operating_rate": 0.0},
    "prices.usdjpy_drift": {"prices.usdjpy_fixed": 140.0},
}


def moved(scenario: Scenario, path: str) -> Scenario:
    """The scenario with another value of a parameter, within its bounds."""
    if path in OPENED:
        return replaced(scenario, {path: OPENED[path]})
    known = next(each.metadata for each in scenario.parameters() if each.path == path)
    low, high = known.low, min(known.high, 1e12)
    value = low + 0.37 * (high - low)
    return replaced(scenario, {path: int(value) if known.kind == "whole" else value})


@pytest.mark.slow
@pytest.mark.parametrize("gate", GATES, ids=lambda gate: gate.paths[0])
def test_a_closed_gate_keeps_its_parameters_from_every_figure(gate: Any) -> None:
    shut = replaced(load("baseline"), CLOSED.get(gate.paths[0], {}))
    assert gate.closed(shut)
    expected = runs.run(shut, 2).result_hash
    for path in gate.paths:
        other = moved(shut, path)
        assert other.hash != shut.hash
        assert runs.run(other, 2).result_hash == expected, path
        assert why("ledger", shut, other)["en"].endswith(gate.why["en"])


@pytest.mark.slow
def test_a_real_comparison_pairs_luck() -> None:
    """Fees a tenth lower: each replication saves, and pairing saves most of the replications."""
    memory = runs.Memory(12)
    base, fees = (runs.run(load("baseline", asks), 6, memory=memory) for asks in ((), ("asks/cloud_fees",)))
    (found,) = compare(base, [fees]).others
    figures = {each.measure.metric: each for each in found.figures}
    assert figures["late_at_deadline.systems"].verdict == "same"
    assert figures["target_ratio"].verdict == "better"
    assert (figures["target_ratio"].variance_ratio or 0.0) > 10.0


def test_every_shipped_request_says_what_it_changes() -> None:
    changes = {entry.name: entry.paths for entry in catalogue() if entry.ask is not None}
    for name, paths in changes.items():
        assert bool(paths) == (name not in {"asks/general_measures", "asks/savings_to_services"})
