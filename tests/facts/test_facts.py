"""The published facts are complete, consistent and refused when damaged."""

from __future__ import annotations

import dataclasses
import datetime
import pickle
import time
import tomllib
from collections import Counter
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support.paths import TESTS

from sim import facts as facts_module
from sim.errors import DataError
from sim.facts import FOLDER, TYPES, Facts, check, load, report
from sim.facts.layout import TABLES
from sim.facts.tables import GRADES

BAD = sorted((TESTS / "bad" / "data").glob("*.toml"))


@pytest.fixture(scope="module")
def facts() -> Facts:
    return load()


def damaged(folder: Path, changes: list[dict[str, Any]]) -> Path:
    """A copy of data/ with the changes of a case."""
    for name in TABLES:
        (folder / name).write_bytes((FOLDER / name).read_bytes())
    for change in changes:
        path = folder / change["file"]
        content = path.read_bytes().decode()
        assert change.get("find", "") in content, "the case no longer applies to data/"
        content = content.replace(change.get("find", ""), change.get("replace", ""), 1)
        path.write_bytes(content.encode(change.get("encoding", "utf-8")))
        if change.get("remove"):
            path.unlink()
    return folder


@pytest.mark.parametrize("path", BAD, ids=lambda path: path.stem)
def test_damaged_tables_are_refused_with_these_words(path: Path, tmp_path: Path) -> None:
    case = tomllib.loads(path.read_text(encoding="utf-8"))
    with pytest.raises(DataError) as refused:
        load(damaged(tmp_path, case["change"]))
    assert refused.value.text("en").splitlines() == case["expects"]["en"]
    assert refused.value.text("ja").splitlines() == case["expects"]["ja"]


def test_enough_ways_to_damage_the_tables_are_tried() -> None:
    assert len(BAD) >= 30


@settings(max_examples=40)
@given(data=st.data())
def test_no_cell_content_breaks_the_loader(
    data: st.DataObject, tmp_path_factory: pytest.TempPathFactory
) -> None:
    name = data.draw(st.sampled_from([name for name in TABLES if name != "organisations.csv"]))
    lines = (FOLDER / name).read_text(encoding="utf-8").splitlines()
    row = data.draw(st.integers(1, len(lines) - 1))
    cells = lines[row].split(",")
    cells[data.draw(st.integers(0, len(cells) - 1))] = data.draw(st.text(max_size=12))
    lines[row] = ",".join(cells)
    folder = damaged(tmp_path_factory.mktemp("data"), [])
    (folder / name).write_bytes("\n".join(lines).encode("utf-8", "surrogatepass"))
    for fault in check(folder):
        assert fault.text("ja") != fault.text("en")


def test_the_shipped_tables_have_no_fault() -> None:
    assert check() == ()


def test_the_roster_is_complete(facts: Facts) -> None:
    organisations = facts.organisations
    assert len(organisations.code) == 1_788
    assert np.bincount(organisations.type).tolist() == [47, 20, 62, 23, 23, 687, 743, 183]
    assert organisations.population[organisations.municipal].sum() == 126_146_099
    assert organisations.population[~organisations.municipal].sum() == 126_146_099


def test_organisations_are_sorted_and_found_by_code(facts: Facts) -> None:
    organisations = facts.organisations
    assert list(organisations.code) == sorted(organisations.code)
    row = organisations.rows["011002"]
    assert (organisations.name[row], organisations.kana[row]) == ("札幌市", "サッポロシ")
    assert organisations.number[row] == 11002
    assert organisations.prefecture[row] == 1
    assert organisations.name_en[organisations.rows["010006"]] == "Hokkaido"


def test_prefectures_hold_the_sum_of_their_municipalities(facts: Facts) -> None:
    organisations = facts.organisations
    municipal = np.bincount(
        organisations.prefecture[organisations.municipal],
        weights=organisations.population[organisations.municipal],
    )
    prefectural = organisations.population[~organisations.municipal]
    assert municipal[1:].astype(int).tolist() == prefectural.tolist()


def test_there_are_34592_systems_in_scope(facts: Facts) -> None:
    scope = facts.scope()
    assert scope.sum() == 34_592
    assert scope[:, :20].sum() == 33_016
    assert scope[:, 20].sum() == 1_576


def test_scope_follows_the_type_of_organisation(facts: Facts) -> None:
    per_type = {
        kind: Counter(facts.scope()[facts.organisations.type == index, :20].sum(axis=1).tolist())
        for index, kind in enumerate(TYPES)
    }
    assert per_type["prefecture"] == {2: 47}
    assert per_type["special_ward"] == {18: 23}
    assert per_type["town"] == {18: 743}
    assert per_type["designated_city"] == {20: 20}
    row, key = facts.organisations.rows["131016"], facts.businesses.key
    assert not facts.scope()[row, [key.index("fixed_asset_tax"), key.index("corporate_resident_tax")]].any()


def test_common_functions_are_counted_apart_in_the_largest_municipalities(facts: Facts) -> None:
    organisations = facts.organisations
    counted = facts.scope()[:, 20]
    assert not counted[~organisations.municipal].any()
    others = organisations.municipal & ~counted
    assert organisations.population[counted].min() >= organisations.population[others].max()


def test_the_pilot_table_sums_to_the_published_yen(facts: Facts) -> None:
    pilot = facts.pilot
    assert len(pilot.key) == 10
    assert pilot.key[0] == "operations_work"
    assert pilot.key[-1] == "cloud"
    assert pilot.before_yen.sum() == 4_787_264_648
    assert pilot.after_yen.sum() == 4_588_982_119
    assert (pilot.usdjpy, pilot.before_slope_yen) == (115.0, 59706.6)


def test_the_pilot_sums_among_the_observations_agree_with_its_items(facts: Facts) -> None:
    assert facts.observed("pilot_before_yen").value == facts.pilot.before_yen.sum()
    assert facts.observed("pilot_after_yen").value == facts.pilot.after_yen.sum()


def test_the_cloud_item_is_proportional_to_the_dollar(facts: Facts) -> None:
    per_dollar = facts.pilot.after_yen[-1] / facts.pilot.usdjpy
    assert per_dollar * 139 == pytest.approx(facts.observed("pilot_cloud_after_at_139_yen").value, abs=1)
    assert per_dollar * 160 == pytest.approx(facts.observed("pilot_cloud_after_at_160_yen").value, abs=1)


def test_price_series_leave_out_years_that_were_not_seen(facts: Facts) -> None:
    years, values = facts.prices["usdjpy"]
    assert dict(zip(years.tolist(), values.tolist(), strict=True))[2018] == 110.9
    assert years[-1] == 2026
    assert years.tolist() == list(range(2017, 2027))
    assert facts.prices["service_price_change"].years.tolist() == [2018, *range(2021, 2026)]
    assert facts.prices["wage_change"].years.tolist() == [2023, 2024, 2025]
    gaps = [one for one in facts.price_figures if one.value is None]
    assert {one.grade for one in gaps} == {"NOT SEEN"}


def test_of_a_year_known_by_months_the_last_one_stands_for_it(facts: Facts) -> None:
    months = [one for one in facts.price_figures if (one.series, one.fiscal_year) == ("usdjpy", 2026)]
    assert [one.value for one in months] == [159.1173, 158.153, 160.77]
    assert facts.prices["usdjpy"].values[-1] == 160.77


def test_no_price_is_public_before_what_it_is_of_has_ended(facts: Facts) -> None:
    for one in facts.price_figures:
        assert one.published is None or one.published >= one.as_of


def test_tax_rises_on_1_october_2019(facts: Facts) -> None:
    day = (datetime.date(2019, 10, 1) - datetime.date(2018, 4, 1)).days
    assert facts.tax[-1] == (day, 0.1)
    assert facts.tax[0][1] == 0.08


def test_declared_waves_are_the_published_ones(facts: Facts) -> None:
    systems = [one.value for one in facts.series("declared_systems")]
    organisations = [one.value for one in facts.series("declared_organisations")]
    assert systems == [702, 2165, 3279, 3770, 5009, 8956]
    assert organisations == [171, 402, 607, 643, 743, 935]
    assert facts.observed("declared_systems").date == datetime.date(2025, 12, 31)
    assert facts.observed("declared_systems", date="2025-07-31").published == datetime.date(2025, 9, 30)


def test_a_corrected_count_is_known_as_it_was_last_told(facts: Facts) -> None:
    def told(by: datetime.date | None) -> float:
        return facts.observed("declared_systems", date="2024-10-31", by=by).value

    assert told(datetime.date(2024, 12, 11)) == told(datetime.date(2024, 12, 25)) == 2167
    assert told(datetime.date(2024, 12, 26)) == told(None) == 2165
    seen = facts.observed("declared_systems", date="2024-10-31")
    assert facts.first_told(seen) == datetime.date(2024, 12, 11)
    with pytest.raises(KeyError, match="declared_systems"):
        told(datetime.date(2024, 12, 10))


def test_nothing_is_known_before_its_publication_and_nothing_twice(facts: Facts) -> None:
    for by in (None, *sorted({one.published for one in facts.observations})):
        known = facts.known(by)
        assert len({(one.metric, one.scope, one.date) for one in known}) == len(known)
        assert all(by is None or one.published <= by for one in known)
    told = {(one.metric, one.scope, one.date) for one in facts.observations}
    assert len(facts.known()) == len(told) < len(facts.observations)


def test_the_order_of_rows_does_not_say_which_was_told_last(facts: Facts) -> None:
    turned = dataclasses.replace(facts, observations=facts.observations[::-1])
    assert {*turned.known()} == {*facts.known()}
    assert [one.value for one in turned.series("declared_systems")] == [702, 2165, 3279, 3770, 5009, 8956]


def test_the_four_reasons_add_up_to_the_declared_systems(facts: Facts) -> None:
    reasons = [facts.observed("declared_systems", f"reason:{one}").value for one in facts_module.REASONS]
    assert sum(reasons) == facts.observed("declared_systems", date="2025-07-31").value


def test_an_observation_that_nobody_made_is_a_key_error(facts: Facts) -> None:
    with pytest.raises(KeyError, match="declared_systems"):
        facts.observed("declared_systems", date="2025-08-31")
    assert facts.series("no_such_metric") == ()


def second_pilot(facts: Facts, metric: str) -> dict[str, float]:
    return {one.scope: one.value for one in facts.known() if one.metric == f"second_pilot_{metric}"}


def test_the_rows_of_the_second_pilot_sum_to_the_published_total(facts: Facts) -> None:
    for metric, total in (("before_yen", 4_980_000_000), ("after_yen", 5_377_000_000)):
        rows = second_pilot(facts, metric)
        assert rows.pop("nation") == total
        assert len(rows) == 7
        assert sum(rows.values()) == total


def test_changes_of_the_second_pilot_are_those_of_its_amounts(facts: Facts) -> None:
    """As printed to a thousandth, from amounts printed to the million yen."""
    before, after = second_pilot(facts, "before_yen"), second_pilot(facts, "after_yen")
    for scope, change in second_pilot(facts, "change").items():
        low = (after[scope] - 5e5) / (before[scope] + 5e5) - 1
        high = (after[scope] + 5e5) / (before[scope] - 5e5) - 1
        assert low - 5e-4 <= change <= high + 5e-4


@pytest.mark.parametrize(
    ("form", "bodies"),
    [
        ("single_data_centre", ("organisation:032018", "organisation:122122", "organisation:281000")),
        ("shared_hardware", ("organisation:202070", "organisation:382035")),
        ("municipal_cloud", ("group:倉敷市・高松市・松山市", "group:美里町・川島町")),
    ],
)
def test_changes_by_form_are_those_of_the_bodies_together(
    facts: Facts, form: str, bodies: tuple[str, ...]
) -> None:
    before, after = second_pilot(facts, "before_yen"), second_pilot(facts, "after_yen")
    change = sum(after[one] for one in bodies) / sum(before[one] for one in bodies) - 1
    assert facts.observed(f"second_pilot_change_from_{form}").value == pytest.approx(change, abs=5e-4)


def test_the_newer_survey_of_tokyo_stands_beside_the_older_one(facts: Facts) -> None:
    metric = "quote_multiple_with_largest_discounts"
    newer = {one.scope: one.value for one in facts.known() if one.metric == metric}
    assert newer == {"group:東京都区部": 1.5, "group:東京都市部": 1.7, "group:東京都町村": 2.0}
    assert facts.observed("quote_multiple", "prefecture:13").value == 1.6


def test_months_and_means_of_the_dollar_agree(facts: Facts) -> None:
    months = {one.date: one.value for one in facts.series("usdjpy_month")}
    year = {one.as_of: one.value for one in facts.price_figures if one.fiscal_year == 2026 and one.value}
    assert len(months) == 9
    assert facts.observed("usdjpy_year_to_june").value == pytest.approx(np.mean([*year.values()]), abs=0.005)
    last = [*months.values(), *year.values()]
    assert facts.observed("usdjpy_twelve_months").value == pytest.approx(np.mean(last), abs=0.005)
    start = 12 * 150.74 - sum(months.values())  # what is left of FY2025 for April to June
    assert 140 < start / 3 < 150


def test_every_observation_has_a_grade_and_a_source(facts: Facts) -> None:
    assert all(one.grade in GRADES and one.source for one in facts.observations)


def test_the_migration_fund_sums_to_the_published_total(facts: Facts) -> None:
    fund = [one for one in facts.programmes if one.account == "migration"]
    assert sum(one.amount_low_yen for one in fund) == 774_160_000_000


def test_facts_cannot_be_changed(facts: Facts) -> None:
    with pytest.raises(ValueError, match="read-only"):
        facts.organisations.population[0] = 1
    with pytest.raises(ValueError, match="read-only"):
        facts.scope()[0, 0] = True
    with pytest.raises(dataclasses.FrozenInstanceError):
        facts.hash = ""  # type: ignore[misc]


def test_the_hash_follows_the_tables_bytes(facts: Facts, tmp_path: Path) -> None:
    assert load(damaged(tmp_path, [])).hash == facts.hash
    change = {"file": "tax.csv", "find": "standard rate", "replace": "usual rate"}
    (tmp_path / "other").mkdir()
    assert load(damaged(tmp_path / "other", [change])).hash != facts.hash


def test_facts_cross_to_another_process(facts: Facts) -> None:
    assert pickle.loads(pickle.dumps(facts)).hash == facts.hash  # noqa: S301 - our own bytes


def test_loading_takes_less_than_a_second() -> None:
    load.cache_clear()
    start = time.perf_counter()
    load()
    assert time.perf_counter() - start < 1


@pytest.mark.parametrize(("lang", "words"), [("ja", "団体: 1,788"), ("en", "organisations: 1,788")])
def test_the_report_counts_in_both_languages(facts: Facts, lang: str, words: str) -> None:
    lines = report(facts, lang).splitlines()
    assert lines[0].startswith(words)
    assert "34,592" in lines[2]
    assert facts.hash in lines[-1]


def test_every_column_is_described_with_its_source() -> None:
    sources = (FOLDER / "SOURCES.md").read_text(encoding="utf-8")
    for name, columns in TABLES.items():
        section = sources.split(f"## {name}")[1].split("\n## ")[0]
        missing = [column.name for column in columns if f"`{column.name}`" not in section]
        assert not missing, f"{name}: {missing}"


def test_tables_are_plain_utf8_with_unix_line_ends() -> None:
    for name in TABLES:
        content = (FOLDER / name).read_bytes()
        assert not content.startswith(b"\xef\xbb\xbf")
        assert b"\r" not in content
        assert content.endswith(b"\n")
