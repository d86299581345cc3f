"""The page of comparisons: scenarios in hand and shipped ones beside the baseline."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest
from support.desk import MadePool, desk_of, opened
from support.made import results

from sim.analysis import compare as analysis
from sim.analysis.compare import Verdict
from sim.cli import comparison as command_line
from sim.figures import Style
from sim.figures.comparison.brief import completion, names, running_cost
from sim.render.vega.figure import specification
from sim.scenario import load
from sim.summary import spread, summarise
from sim.web.desk import session
from sim.web.desk.drafts import Draft
from sim.web.pages import compare, differences

pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning")  # Streamlit's own


@pytest.fixture
def page(monkeypatch: pytest.MonkeyPatch) -> AppTest:
    return opened(monkeypatch, "compare")


def test_without_a_choice_the_page_says_what_to_do(page: AppTest) -> None:
    assert not page.exception
    assert "選んでください" in page.info[0].value


def test_four_scenarios_stand_beside_the_baseline(page: AppTest) -> None:
    choose = page.multiselect(key="compared")
    picked = [option for option in choose.options if "(yen_" in option or "asks/cloud_fees" in option][:4]
    choose.set_value(picked).run()
    assert not page.exception
    assert not page.error
    assert len(page.header) == len(picked) + 1 == 5  # and that of the files to take away
    assert len(page.table[0].value) == 1 + 4  # a row of levels for each
    assert len(page.get("vega_lite_chart")) == 1  # of the question that is open


def test_the_command_compares_what_the_page_compares(
    page: AppTest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    changed = Draft(asks=("asks/cloud_fees",)).setting("prices.usdjpy_fixed", "140.0")
    asked = Draft(asks=("asks/talent_pools",))
    session.desks().put(replace(desk_of(page), drafts=(changed, asked)))
    choose = page.run().multiselect(key="compared")
    picked = [each for each in choose.options if "(yen_140)" in each or each[0].isdigit() or "手元" in each]
    choose.set_value(picked[:3]).run()
    assert not page.exception
    command = next(code.value for code in page.code if "compare" in code.value)
    called = ["draft-1.toml+asks/cloud_fees", "baseline+asks/talent_pools", "yen_140"]
    assert command == f"sanwari compare baseline {' '.join(called)} --replications 20 --seed 1"
    (file,) = page.get("download_button")
    assert "draft-1.toml" in file.label
    (tmp_path / "draft-1.toml").write_text(desk_of(page).toml(changed), encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    _, others = command_line._scenarios("baseline", called, ())
    assert [each.hash for each in others] == [
        each.hash for each in (changed.scenario(), asked.scenario(), load("yen_140"))
    ]


def test_the_definition_decides_the_ratios_of_the_page_and_its_command(page: AppTest) -> None:
    choose, code = page.multiselect(key="compared"), "N-upkeep-net-nominal-gross"
    choose.set_value([each for each in choose.options if "(yen_140)" in each]).run()
    assert any("2018年度" in name for name in page.table[0].value.columns)
    page.selectbox(key="definition").set_value(code).run()
    assert not page.exception
    assert any("移行前の最後の年度" in name for name in page.table[0].value.columns)
    said = " ".join(each.value for each in (*page.caption, *page.markdown))
    assert "運用経費の倍率（移行完了後の平年度、移行前の最後の年度比）" in said
    assert any(f"--definition {code}" in each.value for each in page.code)
    assert desk_of(page).definition == code


def test_a_request_is_an_action_and_a_rate_is_an_assumption(page: AppTest) -> None:
    choose = page.multiselect(key="compared")
    choose.set_value(
        [each for each in choose.options if "(yen_140)" in each or "asks/cloud_fees" in each]
    ).run()
    text = "\n".join(each.value for each in page.markdown)
    assert "prices.usdjpy_fixed" in text
    assert "running.cloud" in text


def test_scenarios_of_equal_outcome_keep_their_own_ids_and_inputs() -> None:
    short, many = MadePool(3), MadePool(6)
    wanted = [Draft(base=name).scenario() for name in ("yen_140", "yen_160")]
    answers = [short.answer(load("baseline")), *(many.answer(each) for each in wanted)]
    alike = compare._alike([each for each in answers if each is not None])[1:]
    assert alike[0].results.result_hash == alike[1].results.result_hash
    assert [each.summary for each in alike] == [summarise(each.results) for each in alike]


@pytest.mark.parametrize("lang", ["ja", "en"])
@pytest.mark.parametrize("draw", [completion, running_cost])
def test_lines_are_told_apart_without_colour(draw, lang) -> None:  # type: ignore[no-untyped-def]
    summaries = [summarise(results(3, seed)) for seed in (1, 2)]
    text = str(specification(draw(summaries, Style(lang, "oku")), Style(lang, "oku")))
    assert "strokeDash" in text
    assert "shape" in text
    for name, summary in zip(names(summaries, lang), summaries, strict=True):
        assert f"{name}: {summary.id}" in text


@pytest.mark.parametrize(
    ("verdicts", "said", "unsaid"),
    [
        (("better", "unclear", "same"), "○ 良くなる", "変わりません"),
        (("better", "worse", "same"), "ほかの主な指標は変わりません", "はっきり"),
        (("unclear", "same", "unclear"), "はっきりした差は見えません（どの", "○"),
        (("same", "same", "same"), "基本ケースと変わりません", "はっきり"),
        (("better", "worse", "worse"), "× 悪くなる", "ほかの"),
    ],
)
def test_only_what_is_clear_is_said_first(verdicts: tuple[Verdict, ...], said: str, unsaid: str) -> None:
    compared = analysis.compare(results(4), [results(4)]).others[0]
    verdict_of = dict(zip(analysis.HEADLINE, verdicts, strict=True))
    figures = tuple(
        replace(each, verdict=verdict_of.get(each.measure.metric, "same"), difference=spread([9e9, 9.1e9]))
        for each in compared.figures
    )
    sentence = differences.headline(replace(compared, figures=figures), "ja", analysis.HEADLINE)
    assert said in sentence
    assert unsaid not in sentence
    assert sentence.count("（○") == verdicts.count("better")
