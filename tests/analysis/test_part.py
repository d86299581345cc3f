"""A part of the nation under the nation's run, and the command that writes its files."""

from __future__ import annotations

import json
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any

import numba
import numpy as np
import pytest
from support.ledger_reading import at_booked
from support.made import results
from support.made_part import made_part

from sim import figures, runs, summary
from sim.analysis import part_summary as part_module
from sim.analysis.part_summary import organisation, prefecture, summarise_part
from sim.cli import main
from sim.facts import load
from sim.ledger import ACCOUNTS, FUNDING, SLIP_PARTS, post
from sim.prices import draw_paths
from sim.replication import Replication
from sim.scenario import load as load_scenario

REPLICATIONS = 3


@cache
def run() -> Any:
    return runs.run(load_scenario("baseline"), REPLICATIONS, seed=3, workers=2)


def test_restricted_facts_keep_the_systems_that_their_organisations_have_in_the_nation() -> None:
    facts = load()
    for rows in ((0, 5, 17), tuple(range(100, 140))):
        part = facts.restricted(rows)
        assert part.organisations.code == tuple(facts.organisations.code[row] for row in rows)
        assert part.organisations.rows[facts.organisations.code[rows[1]]] == 1
        np.testing.assert_array_equal(part.scope(), facts.scope()[list(rows)])
        np.testing.assert_array_equal(
            part.organisations.population, facts.organisations.population[list(rows)]
        )


@pytest.mark.slow
@pytest.mark.parametrize("lang", ["ja", "en"])
def test_an_organisation_is_told_where_it_lies_among_its_class(lang: Any) -> None:
    made, facts = run(), load()
    found = summarise_part(made, organisation(facts, "112089"), workers=2)
    row = facts.organisations.rows["112089"]
    seen = made.kept.first_ratio >= 0
    middle = np.ma.median(np.ma.masked_array(made.kept.first_ratio, ~seen), axis=0).filled(0)
    alike = (seen.mean(axis=0) > 0.5) & (facts.organisations.type == facts.organisations.type[row])
    place = 1 + int((middle[alike] < middle[row]).sum())
    assert (found.rank["type"].place, found.rank["type"].organisations) == (place, alike.sum())
    lines = figures.places(found, lang)
    assert len(lines) == 2
    assert (f"低い方から{place}番目" if lang == "ja" else f"{place} from the lowest") in lines[0]
    points = dict(figures.build(found, facts, figures.Style(lang)).points)
    assert set(lines) <= {point for each in points.values() for point in each}
    assert figures.places(summarise_part(made, prefecture(facts, "31"), workers=2), lang) == ()


@pytest.mark.slow
def test_a_part_is_what_the_run_of_the_nation_says_of_it() -> None:
    """Lateness, ratio and every yen of the part are those that the nation's results hold for its rows."""
    made, facts = run(), load()
    nation = summary.summarise(made)
    for part in (organisation(facts, "112089"), prefecture(facts, "31")):
        found, rows = summarise_part(made, part, workers=2), list(part.rows)
        assert found.id == nation.id
        assert found.organisations == len(rows)
        assert found.systems == int(facts.scope()[rows].sum())
        where = np.isin(np.nonzero(facts.scope())[0], rows)
        late = (made.kept.cutover[:, where] > 2_921).sum(axis=1)
        assert found.late_at_deadline.systems.mean == pytest.approx(late.mean())
        known = made.kept.first_ratio[:, rows] >= 0
        cost = np.where(known, made.kept.first_cost_yen[:, rows], 0).sum(axis=1)
        assert found.first_full_year.cost_yen.mean == pytest.approx(cost.mean(), abs=1)
        spent = made.summed.funding[rows].sum(axis=0) / REPLICATIONS
        for index, year in enumerate(found.budget):
            # Means are rounded cell by cell: half a yen for each of an account's funding lines.
            by_account = spent[index].sum(axis=1).tolist()
            assert list(year.expenditure) == pytest.approx(by_account, abs=len(FUNDING))
            assert list(year.funding) == pytest.approx(spent[index].sum(axis=0).tolist(), abs=len(ACCOUNTS))
            assert sum(year.funding) == pytest.approx(spent[index].sum(), abs=100)
            assert sum(year.funding) == sum(year.expenditure)
        total, members = found.officer[-1], found.members
        for name in ("fy2018", "before", "after", "after_support"):
            assert sum(getattr(member, name) for member in members) == pytest.approx(
                getattr(total, name), abs=100
            )
            assert sum(getattr(row, name) for row in found.officer[:-1]) == getattr(total, name)
        fy2018 = made.kept.definitions[:, 0, 0, 0, 1].mean()
        assert total.fy2018 < fy2018
        assert "unmet_claims_yen" not in found.as_dict()


def test_what_a_part_needs_compiled_is_compiled_before_a_run(monkeypatch: pytest.MonkeyPatch) -> None:
    # functions of these names hide the modules
    ledger_post, warm = import_module("sim.ledger.post"), import_module("sim.runs.warm")
    asked: list[tuple[Any, ...]] = []
    kernel = ledger_post._slips

    def noted(*values: Any) -> Any:
        asked.append(tuple(numba.typeof(value) for value in values))
        return kernel(*values)

    monkeypatch.setattr(ledger_post, "_slips", noted)
    monkeypatch.setattr(warm, "must_compile", lambda _: True)
    monkeypatch.setattr(warm, "prune", lambda: None)
    runs.warm("compiled", lambda *_: None)
    assert len(asked) == 1
    summarise_part(run().first(1), organisation(load(), "022021"))
    assert len(asked) == 2
    assert asked[0] == asked[1]  # numba compiles once for each form of the arguments


@pytest.mark.slow
def test_slips_of_a_part_cost_what_the_same_days_cost_more_than_the_booked_ones() -> None:
    made, facts = run(), load()
    part = prefecture(facts, "31")
    differences = []
    for number in made.replications:
        one = Replication.of(facts, made.scenario, made.seed, number)
        people, days, late = runs.posted(one)
        planned = post(one, people, at_booked(days), draw_paths(one))
        differences.append((late.amounts - planned.amounts)[list(part.rows)].sum())
    found = summarise_part(made, part, workers=1).slip_cost_yen
    assert found["total"].mean == pytest.approx(np.mean(differences), abs=1)
    assert found["total"].mean == pytest.approx(
        sum(found[name].mean for name in SLIP_PARTS), abs=len(SLIP_PARTS)
    )
    assert found["new_running"].mean < 0 < found["legacy_running"].mean


@pytest.mark.slow
def test_a_prefectures_late_systems_are_those_of_the_national_summary() -> None:
    made = run()
    found = summarise_part(made, prefecture(load(), "31"), workers=1)
    national = summary.summarise(made).late_at_deadline.by_prefecture["31"]
    assert found.late_at_deadline.systems == national.systems
    assert found.late_at_deadline.organisations == national.organisations


@pytest.fixture
def made_run(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """Runs give made results at once; which part was asked for is listed."""
    asked: list[Any] = []

    def part_of(found: Any, part: part_module.Part, workers: int, progress: Any) -> part_module.PartSummary:
        del found, workers
        asked.append(part)
        progress(1, 1)
        return made_part(part.code, len(part.rows))

    monkeypatch.setattr(runs, "run", lambda *_, **__: results(20))
    monkeypatch.setattr(part_module, "summarise_part", part_of)
    return asked


def test_export_writes_what_was_asked_for_with_summary_and_manifest(
    made_run: list[Any], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "for the mayor"
    assert main(["export", "--format", "xlsx,csv", "--lang", "en", "--out", str(out)]) == 0
    names = {path.name for path in out.iterdir()}
    assert {"sanwari.xlsx", "completion.csv", "completion.json", "summary.json", "manifest.json"} <= names
    assert "sanwari.pptx" not in names
    told = json.loads((out / "completion.json").read_text(encoding="utf-8"))
    manifest = json.loads((out / "manifest.json").read_text(encoding="utf-8"))
    assert manifest["command"].startswith("sanwari export baseline --format xlsx,csv --lang en --unit oku")
    assert {"completion.csv", "completion.json"} <= set(manifest["files"])
    assert (told["command"], told["runs"][0]["id"]) == (manifest["command"], manifest["id"])
    assert "Written to" in capsys.readouterr().out
    assert (
        main(["export", "--format", "csv", "--lang", "en", "--out", str(out)]) == 0
    )  # its own folder is replaced
    assert not (out / "sanwari.xlsx").exists()
    assert made_run == []
    capsys.readouterr()


def test_export_of_a_body_counts_in_thousands_unless_told_otherwise(
    made_run: list[Any], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "out"
    assert main(["export", "--organisation", "112089", "--format", "csv", "--out", str(out)]) == 0
    assert "（千円）" in (out / "officer.csv").read_text(encoding="utf-8-sig")
    asked = ["export", "--prefecture", "鳥取県", "--unit", "million", "--years", "era", "--format", "csv"]
    assert main([*asked, "--out", str(out)]) == 2  # another body's files are not replaced unasked
    assert "--replace" in capsys.readouterr().err
    assert main([*asked, "--replace", "--out", str(out)]) == 0
    assert "平成30年度（百万円）" in (out / "members.csv").read_text(encoding="utf-8-sig")
    assert [part.code for part in made_run] == ["112089", "31"]
    capsys.readouterr()


def test_export_writes_only_the_figures_that_are_named(
    made_run: list[Any], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "some"
    asked = ["export", "--figures", "types,completion", "--format", "csv", "--out", str(out)]
    assert main(asked) == 0
    assert made_run == []
    assert sorted(path.name for path in out.glob("*.csv")) == ["completion.csv", "types.csv"]
    manifest = json.loads((out / "manifest.json").read_text(encoding="utf-8"))
    assert "--figures types,completion" in manifest["command"]
    asked = [
        "export",
        "--figures",
        "late_map,town_map",
        "--format",
        "csv,xlsx",
        "--out",
        str(tmp_path / "maps"),
    ]
    assert main(asked) == 0
    found = sorted(path.name for path in (tmp_path / "maps").iterdir() if path.suffix != ".json")
    assert found == ["late_map.csv", "sanwari.xlsx", "town_map.csv"]
    capsys.readouterr()


def test_export_tells_everything_that_is_wrong_at_once(
    made_run: list[Any], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "letter.txt").write_text("mine", encoding="utf-8")
    out = ["--lang", "en", "--out", str(tmp_path)]
    wrong = ["export", "basline", "--organisation", "112080", "--format", "pptz,csv"]
    assert main([*wrong, *out]) == 2
    said = capsys.readouterr().err
    for part in ("'pptx'", "'112089'", "'baseline'"):
        assert f"did you mean {part}?" in said
    assert main(["export", *out]) == 2
    assert "name an empty or a new one" in capsys.readouterr().err
    assert main(["export", "--organisation", "112089", "--prefecture", "11", *out]) == 2
    assert "--organisation and --prefecture cannot be used together" in capsys.readouterr().err
    assert main(["export", "--figures", "officers,completion", "--organisation", "112089", *out]) == 2
    assert "did you mean 'officer'?" in capsys.readouterr().err
    assert main(["export", "--figures", "officer", *out]) == 2  # of an organisation only
    assert main(["export", "--figures", "members", "--organisation", "112089", *out]) == 2  # of a prefecture
    assert "vendor_queues" in capsys.readouterr().err  # what may be named for the nation
    assert main(["export", "--lang", "ja"]) == 2
    assert "--out" in capsys.readouterr().err
    assert main(["export", "--unit", "dozen", *out]) == 2
    assert "thousand, million, oku" in capsys.readouterr().err
    assert made_run == []
