"""Columns of a sweep: the unit, the label and the number of each are those of its figure."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from support.sweeps import GRID, swept, write_design

from sim.analysis import sweep
from sim.analysis.sweep.disk.folder import LOCK
from sim.analysis.sweep.figures import DEFAULT, UNITS, catalogue, kept
from sim.disk import locked
from sim.fiscal import FIRST_YEAR, LAST_YEAR
from sim.scenario import table

RATIO = "first_full_year.by_definition.P-upkeep-net-nominal-gross.nation"


@pytest.mark.parametrize(
    ("name", "unit"),
    [
        (RATIO, ("倍", "ratio")),
        ("first_full_year.share_at_target", ("割合", "share")),
        ("late_at_deadline.systems", ("システム", "systems")),
        ("late_at_deadline.organisations", ("団体", "organisations")),
        ("last_cutover_day", ("日", "day")),
        ("slippage_months", ("か月", "months")),
        (f"extra_burden_yen.{LAST_YEAR}", ("円/年", "yen per year")),
    ],
)
def test_a_figure_has_its_own_unit(name: str, unit: tuple[str, str]) -> None:
    assert UNITS[catalogue()[name].unit] == unit


def test_yearly_figures_go_from_the_first_year_to_the_last() -> None:
    years = sorted(
        int(name.rpartition(".")[2]) for name in catalogue() if name.startswith("extra_burden_yen.")
    )
    assert years == list(range(FIRST_YEAR, LAST_YEAR + 1))
    assert len(DEFAULT) == len(set(DEFAULT))


def test_each_part_of_a_figure_is_kept_under_its_name() -> None:
    numbers = {"mean": 1, "p10": 2, "p50": 3, "p90": 4, "mean_low": 5, "mean_high": 6}
    found = kept({"slippage_months": numbers}, ("slippage_months",))
    assert found == {
        f"slippage_months.{part}": float(numbers[part]) for part in ("mean", "p10", "p50", "p90")
    }


def test_columns_are_described_by_name_unit_and_label_in_both_languages(tmp_path: Path) -> None:
    swept(write_design(tmp_path), tmp_path / "out")
    content = json.loads((tmp_path / "out" / "manifest.json").read_text(encoding="utf-8"))
    found = {each["name"]: each for each in content["columns"]}
    figure = catalogue()["late_at_deadline.systems"]
    for part, ja, en in (
        ("mean", "平均", "mean"),
        ("p10", "P10", "P10"),
        ("p50", "P50", "P50"),
        ("p90", "P90", "P90"),
    ):
        assert found[f"late_at_deadline.systems.{part}"] == {
            "name": f"late_at_deadline.systems.{part}",
            "unit_ja": "システム",
            "unit_en": "systems",
            "label_ja": f"{figure.label_ja}・{ja}",
            "label_en": f"{figure.label_en}, {en}",
        }
    chance = found["first_full_year.probability_nation_at_target.share"]
    assert (chance["unit_ja"], chance["unit_en"]) == ("割合", "share")
    assert chance["label_ja"].endswith("・確率")
    assert chance["label_en"].endswith(", probability")
    known = table()["running.cloud_fee_factor"]
    fee = found["running.cloud_fee_factor"]
    assert (fee["label_ja"], fee["label_en"]) == (known.label_ja, known.label_en)
    assert (fee["unit_ja"], fee["unit_en"]) == (known.unit_text("ja"), known.unit_text("en"))
    assert found["point"]["label_ja"] == "点の番号"
    assert (content["seed"], content["replications"], content["points"]) == (1, 2, 7)
    assert content["sanwari"].count(".") == 2
    assert len(content["model_source_hash"]) == len(content["data_hash"]) == 64


def test_a_status_counts_points_chunks_and_seconds(tmp_path: Path) -> None:
    out = tmp_path / "out"
    swept(write_design(tmp_path), out)
    whole = sweep.status(out)
    assert (whole.points, whole.done, whole.missing, whole.failed) == (7, 7, 0, 0)
    assert (whole.chunks, whole.chunks_whole, whole.damaged) == (3, 3, ())
    assert (whole.seconds, whole.failed_replications, whole.running) == (3.5, 0, False)
    (out / LOCK).unlink(missing_ok=True)
    assert not sweep.status(out).running
    with locked(out / LOCK, wait=0.0) as free:
        assert free
        assert sweep.status(out).running
    (out / "chunk-00002.parquet").write_bytes(b"")
    part = sweep.status(out)
    assert part.damaged == ("chunk-00002.parquet",)
    assert (part.chunks, part.chunks_whole) == (3, 2)
    assert part.result_hash is None
    assert part.done + part.missing == 7


def test_a_design_without_a_seed_has_the_first(tmp_path: Path) -> None:
    design: Any = sweep.read_design(write_design(tmp_path, GRID.format(steps=3)))
    assert (design.seed, design.replications, len(design.points)) == (1, 2, 3)
    assert [point[0] for point in design.points] == pytest.approx([0.8, 1.0, 1.2])
