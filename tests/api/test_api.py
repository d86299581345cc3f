"""`import sim`: the figures of the commands as tables and charts, and mistakes told in a sentence."""

from __future__ import annotations

import json
import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from support.paths import ROOT

import sim
from sim import disk, figures, runs, summary
from sim.api.figure import FORMATS
from sim.errors import SimError, UsageError
from sim.fiscal import DEADLINE
from sim.render.plain import csv
from sim.scenario import Uncertain
from sim.summary.tables import TABLES


@pytest.fixture(scope="module")
def run() -> sim.Run:
    return sim.run("baseline", replications=6, seed=2, workers=1, progress=False)


@pytest.fixture(scope="module")
def compared() -> sim.Comparison:
    return sim.compare(
        "baseline", "yen_115", requests=["asks/cloud_fees"], replications=6, seed=2, progress=False
    )


def test_every_name_is_there_and_documented() -> None:
    assert len(sim.__all__) <= 12
    assert set(sim.__all__) <= set(dir(sim))
    for name in sim.__all__:
        assert getattr(sim, name).__doc__, name
    with pytest.raises(AttributeError, match="no attribute 'simulate'"):
        sim.simulate  # noqa: B018


def test_importing_brings_nothing_heavy() -> None:
    heavy = "numpy", "pandas", "numba", "scipy", "altair", "polib", "rich"
    code = f"import sim, sys; print([name for name in {heavy} if name in sys.modules])"
    ended = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ended.stdout.strip() == "[]"


def test_a_run_is_that_of_the_command(run: sim.Run) -> None:
    made = runs.run(sim.load("baseline"), 6, seed=2)
    assert run.results.result_hash == made.result_hash
    assert run.summary.as_dict() == summary.summarise(made).as_dict()
    assert run.id == summary.run_id(made)
    assert repr(run) == f"<Run of baseline: 6 replications, id {run.id}>"
    assert str(run) == run.answer() == figures.headline(run.summary, run.style())


@pytest.mark.parametrize("name", TABLES)
def test_tables_are_those_of_the_files(name: str, run: sim.Run, tmp_path: Path) -> None:
    frame = getattr(run, name)()
    run.save(tmp_path / "out")
    held = pd.read_parquet(tmp_path / "out" / f"{name}.parquet")
    assert list(frame.columns) == list(held.columns)
    assert len(frame) == len(held)
    number = "total_yen" if "total_yen" in frame else frame.select_dtypes("number").columns[-1]
    pd.testing.assert_series_equal(frame[number], held[number], check_dtype=False)
    assert frame.attrs["id"] == run.id
    assert set(frame.attrs["meanings"]) == set(frame.columns)
    assert set(frame.attrs["units"]) <= set(frame.columns)


def test_days_can_be_reckoned_with(run: sim.Run) -> None:
    last = run.draws()["last_cutover"]
    assert np.issubdtype(last.dtype, np.datetime64)
    late = (run.results.kept.cutover > DEADLINE).sum(axis=1)
    assert list(run.draws()["late_at_deadline_systems"]) == list(late)
    assert run.draws().attrs["units"]["late_at_deadline_systems"] == "systems"


@pytest.mark.parametrize("key", figures.NATION_KEYS)
def test_a_figure_is_that_of_the_brief_in_full_precision(key: str, run: sim.Run) -> None:
    shown = run.figure(key, lang="en")
    drawn = figures.build(run.summary, run.results.facts, run.style("en")).only((key,)).figures[0]
    assert shown.title == drawn.title
    assert shown.caption.splitlines() == [str(line) for line in drawn.caption]
    assert list(shown.table.columns) == [column.name for column in drawn.columns]
    for column in drawn.columns[1:]:
        held = [None if pd.isna(cell) else cell for cell in shown.table[column.name]]
        assert held == list(column.exact or column.values)
    assert (shown.chart is None) == (drawn.plot is None)


def test_a_figure_is_saved_in_every_format(run: sim.Run, tmp_path: Path) -> None:
    begins = {
        "png": b"\x89PNG",
        "svg": b"<svg",
        "pdf": b"%PDF",
        "xlsx": b"PK",
        "pptx": b"PK",
        "csv": b"\xef\xbb\xbf",
    }
    shown = run.figure("running_cost", lang="ja")
    for ending in FORMATS:
        file = shown.save(tmp_path / f"cost.{ending}")
        assert file.read_bytes().startswith(begins.get(ending, shown.title.encode()))
    assert (tmp_path / "cost.csv").read_bytes() == csv(shown.figure)
    assert json.loads((tmp_path / "cost.json").read_text("utf-8"))["key"] == "running_cost"


def test_a_notebook_shows_the_chart_or_the_table(run: sim.Run) -> None:
    drawn = run.figure("completion")._repr_mimebundle_()
    assert drawn["image/png"].startswith(b"\x89PNG")
    assert drawn["text/plain"] == str(run.figure("completion"))
    tabled = run.figure("definitions", lang="en")._repr_mimebundle_()
    assert "<table" in tabled["text/html"]
    assert "<b>" in tabled["text/html"]
    assert "image/png" not in tabled
    assert run.answer() in run._repr_markdown_()


def test_definition_unit_and_language_are_chosen(run: sim.Run) -> None:
    other = list(run.summary.definitions)[1]
    table = run.figure("running_cost", lang="en", definition=other)
    assert any(other in line for line in table.caption.splitlines())
    assert (
        run.figure("accounts", lang="en", unit="million").table.attrs["units"]
        != (run.figure("accounts", lang="en").table.attrs["units"])
    )
    assert run.figure("accounts", lang="ja").title != run.figure("accounts", lang="en").title


def test_a_changed_scenario_has_another_name_and_comes_with_its_file(run: sim.Run, tmp_path: Path) -> None:
    changed = run.scenario.change(
        {
            "running.cloud_fee_factor": {"value": 0.9, "low": 0.8, "high": 1.0},
            "deadline.extended_day": "2028-03-31",
            "booking.last_day": date(2026, 3, 1),
            "prices.usdjpy_fixed": np.float64(140),
            "windows.new_year_days": np.int64(3),
        }
    )
    assert changed.values["running.cloud_fee_factor"] == Uncertain(0.9, 0.8, 1.0)
    assert changed.values["deadline.extended_day"] == date(2028, 3, 31)
    assert changed.values["prices.usdjpy_fixed"] == 140.0
    assert changed.info.name == "baseline_changed"
    assert "5 changed" in changed.title_en
    assert run.scenario.values["prices.usdjpy_fixed"] != 140.0
    made = sim.run(changed, replications=2, progress=False)
    folder = made.save(tmp_path / "out")
    again = sim.load(folder / "scenario.toml")
    assert again.values == changed.values
    assert sim.run(again, replications=2, progress=False).results.result_hash == made.results.result_hash
    assert disk.verify(folder, ())["command"] == ""
    assert "scenario.toml" not in {path.name for path in run.save(tmp_path / "named").iterdir()}


def test_a_request_is_granted_to_a_loaded_scenario_as_to_a_named_one() -> None:
    by_name = sim.load("baseline", ["asks/cloud_fees", "asks/keep_support"][:1])
    by_hand = sim.load("baseline").grant(["asks/cloud_fees"])
    assert by_hand == by_name
    assert by_hand.hash == by_name.hash
    dear = sim.load("baseline").change({"running.cloud_fee_factor": 2.0}).grant(["asks/cloud_fees"])
    assert dear.hash != by_name.hash
    assert dear.combined == ("asks/cloud_fees",)


def test_scenarios_and_parameters_are_tables() -> None:
    listed = sim.scenarios().set_index("name")
    assert listed.loc["baseline", "title_en"]
    assert listed["request"].sum() == sum(name.startswith("asks/") for name in listed.index)
    known = sim.parameters(lang="en")
    share = sim.load("baseline").values["vendors.growth_sigma"]
    assert isinstance(share, Uncertain)
    assert tuple(known.loc["vendors.growth_sigma", ["low", "value", "high"]]) == (
        share.low,
        share.value,
        share.high,
    )
    assert known.loc["deadline.day", "value"] == date(2026, 3, 31)


def test_a_comparison_is_paired(compared: sim.Comparison) -> None:
    table = compared.table.set_index("figure")
    row = table.loc["target_ratio"]
    before, after = (summary.values(each, "target_ratio") for each in compared.results)
    assert row["difference"] == pytest.approx((after - before).mean(), abs=1e-6)
    assert row["base_mean"] == pytest.approx(before.mean())
    assert row["mean"] == pytest.approx(after.mean())
    assert row["low"] <= row["difference"] <= row["high"]
    assert (row["scenario"], row["requests"]) == ("yen_115", "asks/cloud_fees")
    assert row["verdict"] == "better"
    assert table.loc["late_at_deadline.systems", "verdict"] == "same"
    assert repr(compared) == "<Comparison of yen_115 + asks/cloud_fees with baseline: 6 replications>"
    assert compared.figure(compared.figures[0], lang="en").title
    assert "yen_115" not in compared.figure("completion", lang="ja").table.columns


def test_a_comparison_is_handed_over_as_the_command_does(compared: sim.Comparison, tmp_path: Path) -> None:
    files = compared.export(tmp_path / "out", formats=("csv",))
    assert {"completion.csv", "completion.json"} <= {path.name for path in files}
    assert json.loads((tmp_path / "out" / "comparison.json").read_text("utf-8"))["seed"] == 2
    assert (tmp_path / "out" / "comparison.en.txt").read_text("utf-8") == compared.answer("en")


def test_a_part_of_the_nation_has_its_figures(run: sim.Run, tmp_path: Path) -> None:
    city = run.organisation("弘前", progress=False)
    assert city.part.code == "022021"
    assert city.figures[0] == "officer"
    assert city.summary.id == run.id
    assert "022021" in str(
        disk.verify(city.export(tmp_path / "out", ("csv",), ("officer",))[0].parent, ())["content"]
    )
    members = run.prefecture("鳥取県", progress=False)
    assert members.part.code == "31"
    assert "members" in members.figures
    assert len(members.figure("members").table) > 15


def test_a_sweep_is_a_table(tmp_path: Path) -> None:
    design = tmp_path / "two.toml"
    design.write_text(
        '[sweep]\nbase = "baseline"\nreplications = 2\nfigures = ["late_at_deadline.systems"]\n'
        '[design]\nkind = "grid"\n[axes."prices.usdjpy_fixed"]\nvalues = [120, 150]\n',
        encoding="utf-8",
    )
    found = sim.sweep(design, tmp_path / "out", progress=False)
    assert list(found["prices.usdjpy_fixed"]) == [120.0, 150.0]
    assert found.attrs["units"]["late_at_deadline.systems.p50"] == "システム"
    assert sim.sweep(str(design), str(tmp_path / "out"), progress=False).equals(found)


MISTAKES: dict[str, Any] = {
    "did you mean 'baseline'": lambda _: sim.load("baselin"),
    "replications = 0; a value lies between": lambda _: sim.run(replications=0),
    "seed = -1": lambda _: sim.compare("baseline", "yen_115", seed=-1),
    "workers = two; write a whole number": lambda _: sim.run(workers="two"),  # type: ignore[arg-type]
    "did you mean 'running_cost'": lambda run: run.figure("running_costs"),
    "choose one of: png": lambda run: run.figure("types").save("types.docx"),
    "definition = X": lambda run: run.figure("types", definition="X"),
    "did you mean 'prices.usdjpy_fixed'": lambda run: run.scenario.change({"prices.usdjpy_fix": 1}),
    "write a number": lambda run: run.scenario.change({"prices.usdjpy_fixed": "dear"}),
    "write a date": lambda run: run.scenario.change({"deadline.day": "soon"}),
    "nothing to compare": lambda _: sim.compare("baseline"),
    "no organisation": lambda run: run.organisation("Atlantis"),
    "no such prefecture": lambda run: run.prefecture("48"),
    "formats = doc": lambda run: run.export("out", ("doc",)),
}


@pytest.mark.parametrize("said", MISTAKES)
def test_a_mistake_is_told_in_a_sentence(said: str, run: sim.Run) -> None:
    with pytest.raises(SimError) as raised:
        MISTAKES[said](run)
    assert said in str(raised.value)


def test_all_mistakes_are_told_at_once(run: sim.Run) -> None:
    with pytest.raises(SimError) as raised:
        run.scenario.change({"a.b": 1, "prices.usdjpy_fixed": 3, "windows.new_year_days": 1.5})
    assert [fault.key for fault in raised.value.faults] == [
        "a.b",
        "prices.usdjpy_fixed",
        "windows.new_year_days",
    ]


def test_a_folder_of_somebody_else_is_left_alone(run: sim.Run, tmp_path: Path) -> None:
    (tmp_path / "thesis.docx").write_text("mine")
    with pytest.raises(UsageError):
        run.save(tmp_path)
    with pytest.raises(UsageError):
        run.export(tmp_path, ("csv",))
    assert [path.name for path in tmp_path.iterdir()] == ["thesis.docx"]


def test_from_another_thread_it_runs_as_well() -> None:
    code = (
        "import sim, threading; out = []; "
        "t = threading.Thread(target=lambda: out.append(sim.run(replications=2).id)); "
        "t.start(); t.join(); print(out[0])"
    )
    ended = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)
    assert ended.stdout.strip() == sim.run(replications=2, progress=False).id
