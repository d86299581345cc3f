"""What a scenario is: complete, described, strict, comparable, and written so that it loads back equal."""

from __future__ import annotations

import pickle
import re
from dataclasses import FrozenInstanceError
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.errors import ScenarioError
from sim.facts import load as facts_of
from sim.fiscal import FIRST_YEAR
from sim.prices import USDJPY, draw_paths
from sim.replication import Replication
from sim.scenario import (
    LawChange,
    Scenario,
    Uncertain,
    UncertainDay,
    catalogue,
    describe,
    diff,
    dump,
    load,
    names,
    replaced,
    table,
    value_text,
)
from sim.scenario.combine import FOLLOWS
from sim.scenario.metadata import STAGES, UNITS, sections
from sim.scenario.values import ends, middle

JAPANESE = re.compile(r"[\u3040-\u30ff\u4e00-\u9fff]")
ASKS = [name for name in names() if name.startswith("asks/")]


@pytest.fixture(scope="module")
def baseline() -> Scenario:
    return load("baseline")


def test_every_parameter_is_in_the_table_and_the_other_way_round(baseline: Scenario) -> None:
    assert list(baseline.values) == list(table())
    assert [each.path for each in baseline.parameters()] == list(table())
    assert list(dict.fromkeys(known.group for known in table().values())) == list(sections())


@pytest.mark.parametrize("path", list(table()))
def test_every_parameter_has_all_its_metadata(path: str) -> None:
    known = table()[path]
    assert JAPANESE.search(known.label_ja)
    assert known.label_en
    assert not JAPANESE.search(known.label_en)
    assert known.unit in UNITS
    assert known.stage in STAGES
    assert known.checked == date(2026, 11, 23)
    assert known.grade
    assert known.source.text_ja
    assert known.source.text_en
    assert known.source.url.startswith("http") or known.grade in ("ASSUMPTION", "WEAK")
    assert known.low < known.high or known.kind in ("flag", "choice", "table")


def test_labels_do_not_repeat() -> None:
    labels = [(known.group, known.label_ja) for known in table().values()]
    assert len(set(labels)) == len(labels)
    labels = [(known.group, known.label_en) for known in table().values()]
    assert len(set(labels)) == len(labels)


@pytest.mark.parametrize("path", list(table()))
def test_a_value_of_the_baseline_is_of_the_kind_in_the_table(path: str, baseline: Scenario) -> None:
    kinds: dict[str, tuple[type, ...]] = {
        "number": (float, Uncertain),
        "day": (date, UncertainDay),
        "date": (date,),
        "whole": (int,),
        "flag": (bool,),
        "choice": (str,),
        "months": (tuple,),
        "table": (tuple,),
    }
    assert type(baseline.values[path]) in kinds[table()[path].kind]


def test_values_and_ranges_of_the_baseline_lie_within_bounds(baseline: Scenario) -> None:
    for each in baseline.parameters():
        if isinstance(each.value, str | tuple | bool):
            continue
        low, high = ends(each.value)
        assert each.metadata.low <= low <= middle(each.value) <= high <= each.metadata.high, each.path


def test_a_scenario_is_frozen_and_strict(baseline: Scenario) -> None:
    with pytest.raises(TypeError):
        baseline.values["vendors.load_mean"] = 1.0  # type: ignore[index]
    with pytest.raises(FrozenInstanceError):
        baseline.values = {}  # type: ignore[misc]
    with pytest.raises(KeyError):
        Scenario(baseline.info, {"vendors.load_mean": 1.0})
    with pytest.raises(TypeError):
        baseline.middle("support.excess")


def test_a_scenario_travels_to_another_process_as_it_is(baseline: Scenario) -> None:
    again = pickle.loads(pickle.dumps(baseline))  # noqa: S301 - its own
    assert again == baseline
    assert hash(again) == hash(baseline)
    assert again.stage_hashes == baseline.stage_hashes


@pytest.mark.parametrize("name", names())
def test_a_written_scenario_loads_back_equal(name: str, tmp_path: Path) -> None:
    scenario = load("baseline", [name]) if name in ASKS else load(name)
    file = tmp_path / "written.toml"
    file.write_text(dump(scenario), encoding="utf-8")
    again = load(file)
    assert again.values == scenario.values
    assert again.effects == scenario.effects
    assert again.combined == scenario.combined
    assert again.hash == scenario.hash
    assert again.draw(7, 3)["work.legacy_factor"] == scenario.draw(7, 3)["work.legacy_factor"]


@given(st.permutations(ASKS), st.integers(0, len(ASKS)))
def test_the_order_of_files_never_matters(order: list[str], count: int) -> None:
    chosen = order[:count]
    assert load("baseline", chosen) == load("baseline", sorted(chosen))


def test_scaling_acts_on_low_median_and_high_alike(tmp_path: Path) -> None:
    file = tmp_path / "more.toml"
    file.write_text(
        '[scenario]\ntitle_en = "More"\nextends = "baseline"\n[scale]\nvendors.load_sigma_regional = 2\n'
        '[add]\n"vendors.ready_day_mean" = 10\n[at_most]\n"work.size_cap" = 3\n'
        "[at_least]\nvendors.withdrawals = 3\n"
    )
    paths = ("vendors.load_sigma_regional", "vendors.ready_day_mean", "vendors.withdrawals")
    after = load(file).values
    load_, ready, left = (load("baseline").values[path] for path in paths)
    assert isinstance(load_, Uncertain)
    assert isinstance(ready, UncertainDay)
    assert isinstance(left, Uncertain)
    later = timedelta(days=10)
    assert after[paths[0]] == Uncertain(2 * load_.value, 2 * load_.low, 2 * load_.high)
    assert after[paths[1]] == UncertainDay(ready.value + later, ready.low + later, ready.high + later)
    assert after["work.size_cap"] == Uncertain(3.0, 2.5, 3.0)
    assert after[paths[2]] == Uncertain(left.value, max(left.low, 3.0), left.high)


def test_a_file_extends_a_file_beside_it(tmp_path: Path) -> None:
    (tmp_path / "first.toml").write_text(
        '[scenario]\ntitle_en = "First"\nextends = "yen_160"\n[scale]\n"support.fund_yen" = 2\n'
    )
    (tmp_path / "second.toml").write_text(
        '[scenario]\ntitle_en = "Second"\nextends = "first.toml"\n[add]\n"support.fund_yen" = 1\n'
    )
    scenario = load(tmp_path / "second.toml")
    assert scenario.values["prices.usdjpy_fixed"] == 160.0
    assert scenario.values["support.fund_yen"] == 2 * 774_160_000_000 + 1
    assert (scenario.title_ja, scenario.title_en) == ("Second", "Second")


def test_the_hash_knows_values_and_not_words(baseline: Scenario) -> None:
    assert baseline.hash == load("baseline", ["asks/savings_to_services"]).hash
    assert len({load(name).hash for name in names() if name not in ASKS}) == len(names()) - len(ASKS)


def test_a_change_in_the_ledger_leaves_the_earlier_stages_alone(baseline: Scenario) -> None:
    dear = load("yen_160")
    assert dear.stage_hash("schedule") == baseline.stage_hash("schedule")
    assert dear.stage_hash("ledger") != baseline.stage_hash("ledger")
    talent = load("baseline", ["asks/digital_talent"])
    assert talent.stage_hash("population") == baseline.stage_hash("population")
    assert talent.stage_hash("schedule") != baseline.stage_hash("schedule")


def test_differences_are_said_in_words(baseline: Scenario) -> None:
    later = load("deadline_extended_early")
    words = [each.text("en") for each in diff(baseline, later)]
    assert words == [
        "Deadline after an extension; the same day as the deadline when there is none"
        " (deadline.extended_day): 2026-03-31 → 2028-03-31 (+731 days)",
        "Day on which an extension is announced (deadline.extension_announced_day):"
        " 2026-03-31 → 2023-09-08 (−935 days)",
        "Last fiscal year of the migration subsidy (support.last_year): FY2025 → FY2027",
    ]
    japanese = [each.text("ja") for each in diff(baseline, later)]
    assert japanese[2] == "移行経費補助の最後の年度 (support.last_year)：令和7年度 → 令和9年度"
    assert diff(baseline, baseline) == []


def test_a_deadline_set_alone_moves_the_days_that_stood_on_it(tmp_path: Path, baseline: Scenario) -> None:
    file = tmp_path / "later.toml"
    file.write_text('[scenario]\ntitle_en = "Later"\nextends = "baseline"\n[deadline]\nday = 2027-03-31\n')
    moved = load(file).values
    assert {moved[path] for path in ("deadline.day", *FOLLOWS)} == {date(2027, 3, 31)}
    assert replaced(baseline, {"deadline.day": date(2027, 3, 31)}).values == moved
    extended = load("deadline_extended_early").values
    assert extended["deadline.day"] == date(2026, 3, 31)
    assert extended["deadline.extended_day"] == date(2028, 3, 31)


def test_an_extension_that_is_set_does_not_move_with_the_deadline(tmp_path: Path) -> None:
    file = tmp_path / "both.toml"
    head = '[scenario]\ntitle_en = "Both"\nextends = "baseline"\n[deadline]\n'
    file.write_text(head + "day = 2027-03-31\nextended_day = 2028-03-31\n")
    assert load(file).values["deadline.extended_day"] == date(2028, 3, 31)
    file.write_text(head.replace("baseline", "deadline_extended_early") + "day = 2027-03-31\n")
    assert load(file).values["deadline.extended_day"] == date(2028, 3, 31)


def test_a_rate_that_is_not_fixed_is_not_said_to_be_nought_yen(baseline: Scenario) -> None:
    (change,) = diff(baseline, load("yen_160"))
    assert "not fixed → 160 yen per US dollar" in change.text("en")
    assert "固定しない → 160円/ドル" in change.text("ja")


def test_a_difference_is_never_said_with_the_same_text_twice(baseline: Scenario) -> None:
    for path, value in (
        ("running.cloud_discount_start", 0.0000004),
        ("support.fund_yen", 774_160_000_000.5),
        ("migration.anchor_yen", 3_500_000_000.25),
        ("work.rework_share", 0.20000001),
    ):
        (change,) = diff(baseline, replaced(baseline, {path: value}))
        before, _, after = change.text("en").partition(": ")[2].partition(" → ")
        assert before.split(" ")[0] != after.split(" ")[0], change.text("en")


@pytest.mark.parametrize("name", [name for name in names() if name.startswith("yen_")])
def test_a_fixed_rate_does_what_its_title_says_from_the_stated_month_on(name: str) -> None:
    rate, scenario, facts = float(name.removeprefix("yen_")), load(name), facts_of()
    for lang in ("ja", "en"):
        assert name.removeprefix("yen_") in scenario.info.title(lang)
    assert "令和8年4月から" in scenario.title_ja
    assert "April 2026" in scenario.title_en
    first = 12 * (2026 - FIRST_YEAR)
    fixed = draw_paths(Replication.of(facts, scenario, 1, 0)).level[USDJPY]
    free = draw_paths(Replication.of(facts, load("baseline"), 1, 0)).level[USDJPY]
    assert set(fixed[first:]) == {rate}
    assert (fixed[:first] == free[:first]).all()
    assert len(set(free[first:])) > 100


def test_an_uncertain_change_is_said_with_its_range(baseline: Scenario) -> None:
    (change,) = diff(baseline, load("baseline", ["asks/local_vendors"]))
    assert change.text("en") == (
        "Factor on the teams of regional centres (vendors.regional_teams_factor): "
        "1 → 1 ×1.05 [1 – 1.15] (asks/local_vendors)"
    )


def test_a_scenario_is_described_in_both_languages(baseline: Scenario) -> None:
    japanese, english = describe(baseline, "ja"), describe(baseline, "en")
    assert all(path in japanese and path in english for path in table())
    assert not JAPANESE.search(english.replace(describe_tables(baseline), ""))


def describe_tables(baseline: Scenario) -> str:
    return ", ".join(change.name_ja for change in baseline.draw(1, 0).rows("law_changes.changes", LawChange))


def test_a_variant_is_a_checked_copy(baseline: Scenario) -> None:
    variant = replaced(baseline, {"vendors.load_mean": 0.5, "deadline.extended_day": date(2027, 3, 31)})
    assert variant.values["vendors.load_mean"] == 0.5
    assert baseline.values["vendors.load_mean"] != 0.5
    with pytest.raises(ScenarioError, match=r"did you mean 'vendors\.load_mean'"):
        replaced(baseline, {"vendors.lode_mean": 0.5})
    with pytest.raises(ScenarioError, match=r"between 0\.05 and 3"):
        replaced(baseline, {"vendors.load_mean": 9.0})


def test_the_catalogue_names_every_file_in_both_languages() -> None:
    entries = catalogue()
    assert entries[0].name == "baseline"
    for entry in entries:
        assert JAPANESE.search(entry.info.title("ja"))
        assert not JAPANESE.search(entry.info.title("en"))
        assert entry.info.author
        assert entry.info.reason_ja
        assert entry.info.reason_en
        assert entry.info.reference
        assert (entry.ask is not None) == entry.name.startswith("asks/")


def test_a_file_that_begins_with_a_byte_order_mark_is_read(tmp_path: Path) -> None:
    file = tmp_path / "notepad.toml"
    file.write_text('[scenario]\ntitle_en = "Saved by Notepad"\nextends = "baseline"\n', encoding="utf-8-sig")
    assert load(file).title_en == "Saved by Notepad"


def test_large_amounts_are_said_as_budgets_say_them() -> None:
    fund, yearly = table()["support.fund_yen"], table()["support.general_measure_yen"]
    assert value_text(fund, 774_160_000_000.0, "ja") == "7,741.6億円"
    assert value_text(fund, 774_160_000_000.0, "en") == "774.16 billion yen"
    assert value_text(yearly, 2_000_000_000.0, "ja") == "20億円/年"
    assert value_text(fund, 99_000_000.0, "ja") == "99,000,000円"
