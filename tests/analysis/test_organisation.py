"""What about us? Do its tables add up, agree with the nation's run, and follow its own figures?"""

from __future__ import annotations

import errno
import json
import os
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from sim import runs
from sim.analysis import organisation as analysis
from sim.analysis.organisation.outlook import gathered, kept
from sim.cli import main
from sim.facts import load as load_facts
from sim.fiscal import NEVER, day_of
from sim.intake.template import template
from sim.ledger import PILOT_ITEMS
from sim.ledger.results import OFFICER_ITEMS
from sim.replication import Replication
from sim.scenario import OwnCutover, OwnFigures, OwnItem, OwnQuote, Scenario, load, own_figures, with_own

MITAKA, REPLICATIONS = "132047", 4
FACTS = load_facts()
MEMORY = runs.Memory(40)


@cache
def us() -> analysis.Outlook:
    return outlook(OwnFigures(MITAKA))


def outlook(own: OwnFigures) -> analysis.Outlook:
    return outlook_of(with_own(load("baseline"), own), analysis.organisation(FACTS, MITAKA))


@cache
def prefecture() -> analysis.Outlook:
    return outlook_of(load("baseline"), analysis.prefecture(FACTS, "31"))


def outlook_of(scenario: Scenario, part: analysis.Part) -> analysis.Outlook:
    ones = [Replication.of(FACTS, scenario, 1, number) for number in range(REPLICATIONS)]
    found = [kept(*runs.posted(one, memory=MEMORY), np.array(part.rows)) for one in ones]
    return gathered(FACTS, scenario, part, found)


def test_the_outlook_is_what_the_nations_run_holds_for_its_rows() -> None:
    nation = runs.run(load("baseline"), REPLICATIONS, memory=MEMORY)
    for found in (us(), prefecture()):
        rows = list(found.part.rows)
        mine = np.isin(FACTS.systems[0], rows)
        assert np.array_equal(found.cutover, nation.kept.cutover[:, mine])
        assert np.array_equal(found.ratio, nation.kept.first_ratio)
        assert np.array_equal(found.spent.sum(axis=0), nation.summed.funding[rows].sum(axis=0))


def test_every_table_adds_up() -> None:
    for found in (us(), prefecture()):
        rows = analysis.officer(found)
        for name in ("fy2018", "before", "after", "after_support"):
            assert sum(getattr(row, name) for row in rows[:-1]) == getattr(rows[-1], name)
        for year in analysis.budget(found):
            assert sum(year.expenditure) == sum(year.funding) == year.total
    members = analysis.members(prefecture())
    total = analysis.officer(prefecture())[-1].after
    assert sum(row.after for row in members) == pytest.approx(total, abs=len(members) + len(OFFICER_ITEMS))
    assert len(members) == len(prefecture().part.rows)


def test_the_ceiling_of_commitments_holds_in_four_of_five_courses() -> None:
    found = us()
    for index, year in enumerate(analysis.budget(found)):
        below = (found.commitments[:, index, 0] <= year.commitment_limit).mean()
        assert below >= 0.8


def test_the_rank_counts_those_with_a_lower_ratio() -> None:
    place = analysis.rank(us())
    of_type = FACTS.organisations.type == FACTS.organisations.type[us().part.rows[0]]
    ratios = np.where(us().ratio < 0, np.nan, us().ratio)
    known = of_type & (np.isfinite(ratios).sum(axis=0) > REPLICATIONS // 2)
    medians = np.nanmedian(ratios[:, known], axis=0)
    assert place.organisations == known.sum()
    assert place.place == 1 + (medians < np.nanmedian(ratios[:, us().part.rows[0]])).sum()
    assert place.class_p10 <= place.class_p50 <= place.class_p90
    alike = analysis.rank(us(), by="population")
    assert 0 < alike.organisations < known.size


def test_odds_of_both_never_exceed_those_of_either() -> None:
    for found in (us(), prefecture()):
        odds = analysis.joint(found)
        assert odds.both <= min(odds.on_time, odds.at_target)


def test_own_figures_reach_the_officers_table_and_the_line_of_thirty_per_cent() -> None:
    items = tuple(OwnItem(MITAKA, item, 30_000_000) for item in PILOT_ITEMS)
    quotes = tuple(OwnQuote(MITAKA, item, 1_000_000, date(2026, 1, 31)) for item in PILOT_ITEMS)
    cheap = outlook(OwnFigures(MITAKA, (*items, *quotes)))
    table = {row.item: row for row in analysis.officer(cheap)}
    assert table["line"].fy2018 == pytest.approx(30_000_000, abs=20)
    cost = analysis.running_cost(cheap)
    base = cheap.totals[:, :, 0].sum(axis=1)
    assert cost.target[1] == pytest.approx(0.7 * np.median(base))
    assert base.min() >= 300_000_000 - 200
    assert analysis.joint(cheap).at_target == 1.0
    assert analysis.rank(cheap).place == 1
    others = np.arange(len(FACTS.organisations.code)) != cheap.part.rows[0]
    assert np.array_equal(cheap.ratio[:, others], us().ratio[:, others])
    assert np.array_equal(cheap.cutover, us().cutover)


def test_a_plan_is_shown_and_what_is_estimated_is_said() -> None:
    planned = outlook(OwnFigures(MITAKA, (OwnCutover(MITAKA, "schooling", date(2026, 8, 1)),)))
    rows = {row.business: row for row in analysis.cutovers(planned)}
    assert rows["schooling"].planned == day_of("2026-08-01")
    assert NEVER > rows["schooling"].booked >= day_of("2026-08-01")
    assert rows["fixed_asset_tax"].planned is None
    assert analysis.mark(us(), "ja") == "推計（公表値ではない）"
    assert analysis.mark(planned, "en") == "own figures: planned cutovers; the rest is an estimate"


def said(capsys: pytest.CaptureFixture[str], *arguments: str, lang: str = "ja") -> tuple[int, str, str]:
    code = main(["organisation", *arguments, "--replications", "2", "--workers", "2", "--lang", lang])
    out, err = capsys.readouterr()
    return code, out, err


def test_a_template_that_cannot_be_written_leaves_no_half_of_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    code, _, err = said(capsys, "三鷹市", "--template", str(tmp_path / "own.xlsx"))
    assert (code, list(tmp_path.iterdir())) == (2, [])
    assert "空きがありません" in err


def test_the_command_goes_from_template_to_table(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    blank, file = tmp_path / "blank.xlsx", tmp_path / "own.xlsx"
    assert said(capsys, "三鷹市", "--template", str(blank))[0] == 0
    code, _, err = said(capsys, "三鷹市", "--template", str(blank))
    assert (code, "同じ名前" in err) == (2, True)
    items = tuple(OwnItem(MITAKA, item, 30_000_000) for item in PILOT_ITEMS)
    file.write_bytes(template(MITAKA, own=OwnFigures(MITAKA, items)))
    code, out, _ = said(capsys, "ミタカシ", "--own", str(file))
    assert code == 0
    assert "自団体の数値を反映: 2018年度の費目。ほかは推計" in out
    assert "システム運用作業" in out
    code, _, err = said(capsys, "011002", "--own", str(file))
    assert (code, "132047" in err) == (2, True)
    code, _, err = said(capsys, "三鷹市", "--own", str(tmp_path / "none.xlsx"))
    assert (code, "none.xlsx" in err) == (2, True)


def test_the_members_of_a_prefecture_stand_in_one_table(capsys: pytest.CaptureFixture[str]) -> None:
    for wanted, lang, total in (("鳥取県", "ja", "合計"), ("Yonago", "en", "Total")):
        code, out, _ = said(capsys, wanted, "--members", lang=lang)
        assert code == 0
        assert all(FACTS.organisations.names(lang)[row] in out for row in prefecture().part.rows)
        assert total in out


def test_the_whole_outlook_comes_as_json(capsys: pytest.CaptureFixture[str]) -> None:
    content: dict[str, Any] = json.loads(said(capsys, "132047", "--json")[1])
    assert content["part"]["code"] == MITAKA
    assert len(content["budget"]) == 18
    assert content["officer"][-1]["item"] == "total"
    assert own_figures(load("baseline"), MITAKA).rows == ()


@pytest.mark.parametrize("lang", ["ja", "en"])
def test_a_prefectures_office_has_no_cost_that_anybody_knows_and_says_so(
    capsys: pytest.CaptureFixture[str], lang: str
) -> None:
    """No not-a-number in a sentence or in JSON, no table of zeros."""
    command = ["organisation", "020001", "--replications", "2", "--lang", lang]
    assert main(command) == 0
    said = capsys.readouterr().out
    assert "nan" not in said
    assert {"ja": "基準額がなく", "en": "no baseline to compare with"}[lang] in said
    assert {"ja": "ハードウェア", "en": "ardware"}[lang] not in said
    total = next(line for line in said.splitlines() if line.startswith({"ja": "合計", "en": "Total"}[lang]))
    assert not any(digit in total for digit in "0123456789")
    assert main([*command, "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["rank"]["type"]["ratio"] is None
    assert set(found["running_cost"]["at_target"]) == {None}
