"""What commands print beside figures: where files are, what a request costs, tables under their names."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from support.made import results
from support.made_outlook import LATE, made_outlook
from support.made_part import made_part

from sim import runs
from sim.analysis import organisation as analysis
from sim.cli import main
from sim.cli.words import WORDS
from sim.figures.words import say
from sim.fiscal import DEADLINE, yen_text
from sim.ledger.results import OFFICER_ITEMS
from sim.scenario import catalogue
from sim.words import LANGS, Lang


@pytest.fixture
def _made(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(runs, "run", lambda *_, **__: results(2))
    monkeypatch.setattr(runs, "must_compile", lambda _: False)


@pytest.mark.usefixtures("_made")
@pytest.mark.parametrize("lang", LANGS)
def test_a_comparison_says_where_it_was_written_if_it_was(
    lang: Lang, tmp_path: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    arguments = ["compare", "baseline", "yen_140", "--replications", "2", "--lang", lang]
    assert main(arguments) == 0
    begin = WORDS["written"][lang].partition("{")[0]
    assert begin not in capsys.readouterr().out
    assert main([*arguments, "--out", str(tmp_path / "out")]) == 0
    assert capsys.readouterr().out.endswith(WORDS["written"][lang].format(folder=tmp_path / "out") + "\n")


@pytest.mark.parametrize("lang", LANGS)
def test_the_list_of_scenarios_says_kind_section_and_price_of_requests_only(
    lang: Lang, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["scenario", "list", "--lang", lang]) == 0
    lines = capsys.readouterr().out.splitlines()
    priced = 0
    for line, entry in zip(lines, catalogue(), strict=True):
        assert line.startswith(entry.name)
        assert entry.info.title(lang) in line
        if entry.ask is None:
            assert not line.endswith("]")
            continue
        assert f"[{say(entry.ask.kind, lang)}; {entry.ask.section}" in line
        cost = entry.ask.cost_to_state_yen
        if cost is None:
            assert line.endswith(f"; {entry.ask.section}]")
        else:
            priced += 1
            assert line.endswith(say("priced", lang, yen=yen_text(round(cost), "億円", lang)) + "]")
    assert priced > 0


def test_a_part_as_json_holds_each_table_under_its_name() -> None:
    outlook = made_outlook(3)
    found = replace(
        made_part(members=3), members=analysis.members(outlook), budget=analysis.budget(outlook)
    ).as_dict()
    assert [row["item"] for row in found["officer"]] == [*OFFICER_ITEMS, "total"]
    assert [row["business"] for row in found["businesses"]] == ["schooling", "family_register"]
    assert {"cutover", "late", "booked", "planned"} <= set(found["businesses"][0])
    assert found["members"][0]["last_cutover"]["on_time"] == pytest.approx(1 - LATE[0] / 10)
    assert found["members"][0]["last_cutover"]["p50"] == DEADLINE - 100
    assert found["running_cost"].keys() >= {"p10", "p50", "p90", "mean", "target", "at_target", "items"}
    assert [row["year"] for row in found["budget"]] == found["running_cost"]["years"]
    assert found["odds"]["members_known"] == 3
    assert (found["part"]["code"], found["part"]["name"]["en"]) == ("112089", "Tokorozawa-shi, Saitama")
    assert found["budget"][0]["commitment_limit"] == 8_000_000
    assert found["budget"][0]["lat_memo"] == 0
