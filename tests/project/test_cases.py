"""Situations in, figures out: every file in tests/cases. How to add one: tests/cases/README.md."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest
from support import case_calendar, case_schedule
from support.paths import TESTS

CASES = sorted((TESTS / "cases").glob("*.toml"))
# A kind of case and what checks it; another kind is one more module with a `check` and one more line.
KINDS: Mapping[str, Callable[[Mapping[str, Any]], list[str]]] = {
    "schedule": case_schedule.check,
    "calendar": case_calendar.check,
}


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_the_figures_of_the_case_come_out(path: Path) -> None:
    case = tomllib.loads(path.read_text(encoding="utf-8"))
    assert case.get("kind") in KINDS, f"{path.name}: kind is one of {', '.join(KINDS)}"
    wrong = KINDS[case["kind"]](case)
    assert not wrong, f"{path.name}: {case['title_ja']} / {case['title_en']}\n" + "\n".join(wrong)


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_a_case_says_in_two_languages_what_it_shows_and_why(path: Path) -> None:
    case = tomllib.loads(path.read_text(encoding="utf-8"))
    assert all(case.get(key, "").strip() for key in ("title_ja", "title_en", "why"))


def test_there_are_cases() -> None:
    assert len(CASES) >= 20


def test_a_slip_of_the_pen_in_a_case_is_told() -> None:
    assert case_schedule.check({"kind": "schedule", "lot": [{"sytems": 3}]}) == [
        "[lot]: unknown key 'sytems'",
        "nothing is expected: add [[expect]]",
    ]
