"""A definition of "30 %" that is chosen decides the ratios, and each number says by which it is."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache

import pytest
from support.made_part import made_summary

from sim.cli import main
from sim.facts import load
from sim.figures import Style, build, headline, key_figures, notes, sentence
from sim.ledger import DEFINITIONS
from sim.summary import DEFAULT_CODE, Ratios, Summary
from sim.words import LANGS, Lang

CODES = tuple(each.code for each in DEFINITIONS)


@cache
def told() -> Summary:
    """A made summary whose ratios differ by definition."""
    made = made_summary(200)

    def scaled(code: str, groups: Ratios) -> Ratios:
        return replace(groups, nation=groups.nation.times(1 + CODES.index(code) / 10))

    by_year = {
        code: {year: scaled(code, groups) for year, groups in years.items()}
        for code, years in made.target_ratio.items()
    }
    first = made.first_full_year
    by_definition = {code: scaled(code, groups) for code, groups in first.by_definition.items()}
    return replace(made, target_ratio=by_year, first_full_year=replace(first, by_definition=by_definition))


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("code", CODES)
def test_ratios_are_those_of_the_chosen_definition(code: str, lang: Lang) -> None:
    summary, style = told(), Style(lang, "oku", definition=code)
    ratio = summary.first_full_year.by_definition[code].nation
    assert ratio.mean is not None
    said = f"{ratio.mean:.2f}"
    assert said in sentence(summary, style)
    assert said in key_figures(summary, style)[2].middle
    assert said in headline(summary, style)
    figure = next(each for each in build(summary, load(), style).figures if each.key == "running_cost")
    assert said in figure.title
    years = summary.target_ratio[code].values()
    assert list(figure.columns[2].values) == [round(year.nation.mean or 0, 2) for year in years]


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("definition", DEFINITIONS, ids=lambda each: each.code)
def test_what_is_compared_with_is_named_and_the_definition_stands_below(
    definition: object, lang: Lang
) -> None:
    style = Style(lang, "oku", definition=definition.code)
    base = {
        "P": {"ja": "2018年度", "en": "FY2018"},
        "N": {"ja": "移行前の最後の年度", "en": "the last full year before migration"},
        "C": {"ja": "標準化しない場合", "en": "continuation without standardisation"},
    }[definition.comparator][lang]
    summary = told()
    assert base in sentence(summary, style)
    assert base in key_figures(summary, style)[2].name
    assert style.definition in notes(summary, style)[1]
    figure = next(each for each in build(summary, load(), style).figures if each.key == "running_cost")
    assert base in figure.title
    caption = " ".join(figure.caption)
    assert style.definition in caption
    with_tax = {"ja": "税込", "en": "with tax"}[lang]
    assert (with_tax in figure.caption[0]) == (definition.tax == "taxed")


@pytest.mark.parametrize("lang", LANGS)
def test_amounts_keep_to_the_default_definition_and_say_so(lang: Lang) -> None:
    summary = told()
    chosen = headline(summary, Style(lang, "oku", definition="N-upkeep-net-nominal-gross"))
    default = headline(summary, Style(lang, "oku"))
    gap = {"ja": "目標との差額", "en": "Short of −30 %"}[lang]
    lines = [[line for line in text.splitlines() if gap in line] for text in (chosen, default)]
    assert lines[0] == lines[1] != []
    assert len(re.findall(DEFAULT_CODE, chosen)) == 1  # above the amounts
    made = {each.key: each for each in build(summary, load(), Style(lang, definition=CODES[-1])).figures}
    for key in ("types", "joint_plane"):
        assert DEFAULT_CODE in " ".join(made[key].caption)


def test_an_unknown_definition_is_told_the_nearest_one(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["run", "--definition", "N-upkeep-net-nominal", "--lang", "en"]) == 2
    assert "did you mean 'N-upkeep-net-nominal-gross'" in capsys.readouterr().err
