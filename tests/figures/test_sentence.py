"""The answer in a sentence: it follows the figures, and what to mind follows the result."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from support.made_part import made_summary, with_ratio

from sim import figures
from sim.figures import Style
from sim.summary import Summary
from sim.words import Lang


def made(ratio: float | None = None, **changes: Any) -> Summary:
    summary = replace(made_summary(), **changes)
    return summary if ratio is None else with_ratio(summary, ratio)


@pytest.mark.parametrize(
    ("ratio", "ja", "en"),
    [
        (2.0, "運用経費は2018年度の2.00倍になる見込み", "instead of 30 % less"),
        (0.9, "0.90倍で、目標の0.70倍に届かない", "short of the target"),
        (0.65, "0.65倍で、目標の0.70倍に届く", "reaches the target"),
    ],
)
def test_the_sentence_says_whether_the_target_is_reached(ratio: float, ja: str, en: str) -> None:
    assert ja in figures.sentence(made(ratio), Style("ja"))
    assert en in figures.sentence(made(ratio), Style("en"))


def test_the_sentence_counts_the_late_systems() -> None:
    summary = made()
    late = summary.late_at_deadline.systems.mean
    for lang in ("ja", "en"):
        assert f"{late:,.0f}" in figures.sentence(summary, Style(lang))


def test_intervals_stand_beside_key_figures_from_200_replications_on() -> None:
    assert all(key.interval == "" for key in figures.key_figures(made(), Style("ja", "oku")))
    assert all(key.interval for key in figures.key_figures(made(replications=200), Style("ja", "oku")))


@pytest.mark.parametrize("lang", ["ja", "en"])
@pytest.mark.parametrize(
    ("changes", "first"),
    [
        ({"failed_replications": 7}, "7"),
        ({"replications": 50}, "50"),
        ({"replications": 200, "own_deadline": "2028-03-31"}, "31 March 2028|2028年3月31日"),
        ({"replications": 200}, "30 %|3割減"),
    ],
)
def test_the_gravest_caveat_of_a_result_comes_first(changes: dict[str, Any], first: str, lang: Lang) -> None:
    found = figures.caveats(made(**changes), Style(lang))
    assert len(found) == 3
    assert any(word in found[0] for word in first.split("|"))


def test_a_granted_request_brings_its_own_caveat() -> None:
    summary = made(replications=200)
    asked = replace(summary.scenario, combined=("asks/digital_talent",))
    summary = replace(summary, scenario=asked)
    assert "仮定" in figures.caveats(summary, Style("ja", "oku"))[0]
