"""Numbers look alike in everything a user reads: minus, per cent, ranges, lists of names."""

from __future__ import annotations

import ast
import csv
import re
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from support.paths import ROOT

from sim.analysis.compare import MEASURES
from sim.fiscal import BASE_YEAR, era_year, year_text
from sim.wording import between, listed, number, printed, ranged, unit_once

if TYPE_CHECKING:
    from collections.abc import Iterator

WRONG = re.compile(
    r"(?<![\w.)\]–-])-\d[\d.,]* ?[%％]"  # a minus of the keyboard before a per cent
    r"|[\d}]%"  # English: 30 %, Japanese: 30％
    r"|[\d}] ％"
    r"|[぀-ヿ一-鿿]\S*[\d}] %"
)
DATA_KEYS = {"50%", "80%", "90%"}  # levels of an interval in backtest.json
STYLES = re.compile(r"\b(min-width|max-width|width):")


def texts(path: Path) -> Iterator[str]:
    """Every text of a module but its docstrings; a blank of a format stands as {}."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    said = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    whole = [node for node in ast.walk(tree) if isinstance(node, ast.JoinedStr)]
    specs = [
        part.format_spec for node in whole for part in node.values if isinstance(part, ast.FormattedValue)
    ]
    inner = {id(part) for node in whole for part in node.values} | {id(spec) for spec in specs}
    for node in ast.walk(tree):
        if id(node) in said | inner:
            continue
        if isinstance(node, ast.JoinedStr):
            yield "".join(_piece(part) for part in node.values)
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield re.sub(r"\{[^{}]*\}", "{}", node.value)


def _piece(part: ast.expr) -> str:
    if isinstance(part, ast.Constant):
        return str(part.value)
    is_share = isinstance(part, ast.FormattedValue) and part.format_spec is not None
    return "{}%" if is_share and "%'" in ast.unparse(part) else "{}"


def wrong_in(lines: Iterator[str]) -> list[str]:
    return [
        text for text in lines if text not in DATA_KEYS and not STYLES.search(text) and WRONG.search(text)
    ]


def allowed(path: Path) -> re.Pattern[str]:
    """What is no text: the format of `number`, which a chart cannot use; a key of data."""
    name = path.relative_to(ROOT).as_posix()
    if name == "sim/analysis/backtest/table.py":
        return re.compile(r"\{\}%")
    return re.compile("never" if name.startswith("sim/render/vega") else r"[+,]*\.\d%")


@pytest.mark.parametrize(
    "path", sorted((ROOT / "sim").rglob("*.py")), ids=lambda path: path.relative_to(ROOT).as_posix()
)
def test_a_text_has_one_minus_and_one_per_cent(path: Path) -> None:
    assert [text for text in wrong_in(texts(path)) if not allowed(path).fullmatch(text)] == []


DOCUMENTS = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md"), *(ROOT / "data").glob("*.md")])


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_a_document_has_one_minus_and_one_per_cent(path: Path) -> None:
    prose = re.sub(
        r"```.*?```|`[^`\n]+`|\$\$.*?\$\$|\$[^$\n]+\$", "", path.read_text("utf-8"), flags=re.DOTALL
    )
    assert wrong_in(iter(prose.splitlines())) == []


def test_titles_and_labels_have_one_minus_and_one_per_cent() -> None:
    found = []
    for path in (ROOT / "scenarios").rglob("*.toml"):
        about = tomllib.loads(path.read_text(encoding="utf-8")).get("scenario", {})
        found += [text for text in about.values() if isinstance(text, str)]
    for name in ("parameters.csv", "sources.csv"):
        with (ROOT / "sim" / "scenario" / name).open(encoding="utf-8") as file:
            found += [cell for row in csv.DictReader(file) for key, cell in row.items() if "_" in key]
    assert len(found) > 200
    assert wrong_in(iter(found)) == []


READ = sorted(
    path
    for pattern in ("*.md", "docs/*.md", "data/*.md", "scenarios/**/*.toml", "sim/**/*.py", "sim/**/*.csv")
    for path in ROOT.glob(pattern)
)
LAW_CHANGE = "平成30年度の制度改正"  # as the baseline names those of all years


@pytest.mark.parametrize("path", READ, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_the_base_year_has_one_name_and_its_era_behind_it_at_most_once(path: Path) -> None:
    text = path.read_text("utf-8").replace(LAW_CHANGE, "")
    if path.name == "recipes.md":  # one of them prints a figure in the years of the era
        text = re.sub(r"```.*?```", "", text, flags=re.DOTALL)
    both = f"{year_text(BASE_YEAR)}（{era_year(BASE_YEAR)}）"
    assert text.count(both) <= 1
    assert not re.search(r"平成 ?30|[（(]平成|H30|Heisei 30", text.replace(both, ""))


STYLED = sorted(
    path
    for folder in ("figures", "render")
    for path in (ROOT / "sim" / folder).rglob("*.py")
    if not path.name.startswith("template")  # a form is the same in every style
)


@pytest.mark.parametrize("path", STYLED, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_where_years_may_be_those_of_the_era_no_text_fixes_the_base_year(path: Path) -> None:
    fixed = (year_text(BASE_YEAR), year_text(BASE_YEAR, "en"))
    assert [text for text in texts(path) if any(year in text for year in fixed)] == []


@pytest.mark.parametrize(
    "text", ["by -30 %", "82% of them", "95％区間と 30 ％", "30%減", "割合は30 %", "{}%", "(-4.1%)"]
)
def test_the_search_finds_a_wrong_form(text: str) -> None:
    assert WRONG.search(text)


@pytest.mark.parametrize("text", ["by −30 %", "2026-03-31", "30％減", "a share of 30 %", "P10-90", "18 - 30"])
def test_the_search_leaves_right_forms_and_dates_alone(text: str) -> None:
    assert not WRONG.search(text)


@pytest.mark.parametrize(
    ("value", "form", "ja", "en"),
    [
        (-0.25, "+.2f", "−0.25", "−0.25"),
        (0.824, ".0%", "82％", "82 %"),
        (-0.0414, "+.2%", "−4.14％", "−4.14 %"),
        (1234.4, "+,.0f", "+1,234", "+1,234"),
        (0.0001, "+.2f", "0.00", "0.00"),
        (-0.3, "+,.0f", "0", "0"),
    ],
)
def test_a_number_is_printed_with_minus_per_cent_and_no_sign_at_zero(
    value: float, form: str, ja: str, en: str
) -> None:
    assert (number(value, form, "ja"), number(value, form, "en")) == (ja, en)


def test_a_level_of_a_file_is_printed_as_any_per_cent() -> None:
    assert (printed("80%", "ja"), printed("80%", "en")) == ("80％", "80 %")


@pytest.mark.parametrize(
    ("low", "high", "lang", "text"),
    [
        ("1.89 times", "2.40 times", "en", "1.89 to 2.40 times"),
        ("1.89倍", "2.40倍", "ja", "1.89～2.40倍"),
        ("4,512億円", "6,019億円", "ja", "4,512～6,019億円"),
        ("−1,204百万円", "+12百万円", "ja", "−1,204～+12百万円"),
        ("950 million yen", "1.2 billion yen", "en", "950 million yen to 1.2 billion yen"),
        ("3.1 %", "4.2 %", "en", "3.1 to 4.2 %"),
        ("2029年3月", "2031年3月", "ja", "2029年3月～2031年3月"),
        ("March 2029", "not done by March 2036", "en", "March 2029 to not done by March 2036"),
        ("2029-03-31", "2031-03-31", "en", "2029-03-31 to 2031-03-31"),
        ("12", "30", "ja", "12～30"),
    ],
)
def test_a_range_says_a_shared_unit_once(low: str, high: str, lang: str, text: str) -> None:
    assert between(low, high, lang) == text


def test_behind_a_middle_the_ends_bear_no_unit() -> None:
    assert ranged("1.89 times", "2.11 times", "2.40 times", "en") == "2.11 times (1.89 to 2.40)"
    assert ranged("1,405億円", "2,031億円", "2,732億円", "ja") == "2,031億円（1,405～2,732）"
    assert ranged("1.89", "2.11 times", "2.40", "en") == "2.11 times (1.89 to 2.40)"
    assert ranged("-", "−3 days", "+4 days", "en") == "−3 days (- to +4 days)"


def test_three_numbers_bear_their_unit_once() -> None:
    assert unit_once("1 day", "2 day", "3 day") == ["1", "2", "3 day"]
    assert unit_once("-", "2 day", "3 day") == ["-", "2 day", "3 day"]


@pytest.mark.parametrize("lang", ["ja", "en"])
def test_names_in_a_row_are_parted_by_what_no_name_holds(lang: str) -> None:
    labels = [measure.label(lang) for measure in MEASURES]
    sign = listed(["", ""], lang).strip()
    assert not [label for label in labels if sign in label]
    assert any("," in label or "、" in label for label in labels)  # why a comma would not do
