"""Tables explain themselves: unit and meaning with each column, days as dates, names that SQL takes."""

from __future__ import annotations

import datetime
import re
from pathlib import Path
from typing import Any

import duckdb
import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from test_summary import results

from sim import store
from sim.fiscal import DEADLINE, HORIZON_END, date_of, day_of
from sim.scenario.metadata import UNITS
from sim.summary import summarise, values
from sim.summary.arrow import table
from sim.summary.dictionary import column_of, dictionary, meaning, parameter
from sim.summary.tables import TABLES

JAPANESE = re.compile(r"[\u3040-\u30ff\u4e00-\u9fff]")


@pytest.fixture(scope="module")
def tables() -> dict[str, pa.Table]:
    made = results(5)
    return {name: table(made, name) for name in TABLES}


@pytest.mark.parametrize("name", TABLES)
def test_every_column_tells_its_unit_and_meaning(name: str, tables: dict[str, pa.Table]) -> None:
    for field in tables[name].schema:
        assert field.metadata[b"unit"].decode() in ("", *UNITS)
        assert JAPANESE.search(field.metadata[b"meaning_ja"].decode())
        assert not JAPANESE.search(field.metadata[b"meaning_en"].decode())
        assert "{" not in field.metadata[b"meaning_en"].decode()


def test_the_dictionary_describes_no_column_that_is_not_there(tables: dict[str, pa.Table]) -> None:
    there = {(name, field.metadata[b"meaning_en"]) for name, made in tables.items() for field in made.schema}
    for each in dictionary():
        fixed = each.name.split("{")[0]
        assert any(name == each.table and fixed for name, _ in there)
        found = [c for c in tables[each.table].column_names if c.startswith(fixed)]
        assert [c for c in found if meaning(each.table, c).unit == each.unit], each.name


@pytest.mark.parametrize("name", TABLES)
def test_names_of_columns_need_no_quotes(name: str, tables: dict[str, pa.Table]) -> None:
    assert all(re.fullmatch(r"[a-z][a-z0-9_]*", column) for column in tables[name].column_names)


def test_a_column_nobody_knows_is_refused() -> None:
    for name, column in (("systems", "last_cutover_p50"), ("draws", "no__such"), ("draws", "cost_yen")):
        with pytest.raises(KeyError):
            meaning(name, column)


def test_blanks_of_a_meaning_say_what_stands_in_the_name() -> None:
    assert meaning("systems", "declared_2026_03_31").meaning_en.endswith("the survey of 2026-03-31")
    assert "FY2027" in meaning("organisations", "target_ratio_2027_p90").meaning_en
    assert "(p90)" in meaning("organisations", "target_ratio_2027_p90").text("en")
    assert meaning("draws", "cost_migration_yen").meaning_ja.startswith("migration")
    assert meaning("systems", "cutover_p10").unit_text("ja") == "日付"
    assert meaning("draws", "prices__usdjpy_sigma").text("en") != meaning(
        "draws", "prices__usdjpy_sigma"
    ).text("ja")


def test_days_are_dates_and_beyond_the_horizon_there_is_none(tables: dict[str, pa.Table]) -> None:
    made = results(5)
    last = values(made, "last_cutover_day")
    expected = [date_of(int(day)) if day <= HORIZON_END else None for day in last]
    assert tables["draws"]["last_cutover"].to_pylist() == expected
    cutover = tables["systems"]["cutover_p50"]
    assert cutover.type == pa.date32()
    whole = np.sort(made.kept.cutover, axis=0)[2]
    first = int(np.flatnonzero(whole <= HORIZON_END)[0])
    assert cutover[first].as_py() == date_of(int(whole[first]))


def test_each_replication_has_what_was_drawn_and_what_came_of_it(tables: dict[str, pa.Table]) -> None:
    made, draws = results(5), tables["draws"].to_pylist()
    assert [row["replication"] for row in draws] == list(made.replications)
    for number, row in zip(made.replications, draws, strict=True):
        drawn = made.scenario.draw(made.seed, number)
        for path in made.scenario.uncertain():
            held = row[column_of(path)]
            assert (day_of(held) if isinstance(held, datetime.date) else held) == drawn[path]
        assert row["late_at_deadline_systems"] == (made.kept.cutover[number] > DEADLINE).sum()
        assert row["completed_systems"] == (made.kept.cutover[number] <= DEADLINE).sum()
        cost = made.kept.cost[number].sum(axis=(0, 2))
        assert row["cost_migration_yen"] == cost[-1]
        assert row["cost_legacy_running_yen"] == cost[0]
        assert row["national_funding_yen"] == made.kept.cost[number, :, :, 0].sum()
        assert row["general_revenue_yen"] == made.kept.cost[number, :, :, -1].sum()
    assert parameter(column_of("vendors.load_mean")) == "vendors.load_mean"


def test_a_certain_parameter_is_no_draw(tables: dict[str, pa.Table]) -> None:
    made = results(5)
    certain = set(made.scenario.values) - set(made.scenario.uncertain())
    assert not {column_of(path) for path in certain} & set(tables["draws"].column_names)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = results(5)
    return store.save(made, summarise(made), tmp_path_factory.mktemp("out") / "run")


def test_tables_name_the_run_that_they_are_of(folder: Path) -> None:
    made = results(5)
    for name in TABLES:
        said: Any = pq.read_schema(folder / f"{name}.parquet").metadata
        assert said[b"result_hash"].decode() == made.result_hash
        assert said[b"scenario_hash"].decode() == made.scenario.hash
        assert (said[b"seed"], said[b"replications"]) == (b"1", b"5")
        assert said[b"id"].decode() == summarise(made).id


def test_pandas_polars_and_duckdb_read_the_same(folder: Path) -> None:
    path = folder / "organisations.parquet"
    by_pandas, by_polars = pd.read_parquet(path), pl.read_parquet(path)
    query = "select code, last_cutover_p50, late_2026_03_31 from read_parquet(?) where type = 'village'"
    by_duckdb = duckdb.execute(query, [str(path)]).fetchall()
    rows = (
        by_polars.filter(pl.col("type") == "village")
        .select("code", "last_cutover_p50", "late_2026_03_31")
        .rows()
    )
    assert rows == by_duckdb
    villages = by_pandas[by_pandas["type"] == "village"]
    assert list(villages["code"]) == [row[0] for row in by_duckdb]
    assert list(villages["last_cutover_p50"]) == [row[1] for row in by_duckdb]
    assert len(rows) > 100
