"""What is handed over: every figure complete, its numbers those of the summary, its tables adding up."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.made_part import made_part, made_summary, with_ratio

from sim import figures
from sim.analysis.part_summary import organisation, prefecture
from sim.errors import UsageError
from sim.facts import load
from sim.figures import Brief, Figure, Style, build
from sim.figures.amounts import MONEY, parts, whole
from sim.figures.build import NATION, PART
from sim.figures.model import shown
from sim.figures.words import SHEETS, WORDS, say
from sim.ledger import ACCOUNTS, FUNDING, permille_by_year
from sim.summary import Ratios, spread
from sim.summary.model import ExchangeRate
from sim.summary.spreads import NOTHING
from sim.words import Lang

STYLES = [
    Style(lang, unit, years)  # type: ignore[arg-type]
    for lang in ("ja", "en")
    for unit in ("thousand", "million", "oku")
    for years in ("era", "gregorian")
]
JAPANESE = re.compile(r"[\u3040-\u30ff\u4e00-\u9fff]")


def nation(style: Style | None = None, replications: int = 20) -> Brief:
    return build(made_summary(replications), load(), style, "sanwari export baseline")


def part(style: Style | None = None, members: int = 1, replications: int = 20) -> Brief:
    return build(made_part(members=members, replications=replications), load(), style, "sanwari export")


def figure(made: Brief, key: str) -> Figure:
    return next(figure for figure in made.figures if figure.key == key)


def texts(made: Brief) -> list[str]:
    """All that a reader sees."""
    found = [made.title, made.sentence, made.identity, *made.caveats]
    for heading, lines in (*made.points, *made.evidence):
        found += [heading, *lines]
    for one in made.figures:
        found += [one.title, one.subject, *one.caption, *(column.heading for column in one.columns)]
        found += [cell for column in one.columns for cell in column.values if isinstance(cell, str)]
        found += [one.plot.axis, *(drawn.label for drawn in one.plot.series)] if one.plot else []
    return found


@pytest.mark.parametrize("style", STYLES, ids=lambda s: f"{s.lang}-{s.unit}-{s.years}")
def test_every_figure_is_complete_in_every_style(style: Style) -> None:
    for made, makers in ((nation(style), NATION), (part(style, members=3), PART)):
        assert [one.key for one in made.figures] == list(makers)
        assert all("{" not in text and "}" not in text for text in texts(made))
        for one in made.figures:
            assert len({column.name for column in one.columns}) == len(one.columns)
            assert one.caption[-1] == made.identity
            assert made_summary().id in made.identity


def test_an_english_brief_of_the_nation_has_no_japanese_and_the_reverse_is_no_english_sentence() -> None:
    assert [text for text in texts(nation(Style("en"))) if JAPANESE.search(text)] == []
    prose = [one.title for one in nation(Style("ja")).figures] + list(nation(Style("ja")).caveats)
    assert all(JAPANESE.search(text) for text in prose)


def test_every_word_exists_in_both_languages_with_the_same_blanks() -> None:
    for word, entry in (WORDS | SHEETS).items():
        assert set(entry) == {"ja", "en"}, word
        assert set(re.findall(r"{(\w+)", entry["ja"])) == set(re.findall(r"{(\w+)", entry["en"])), word
    assert set(SHEETS) == set(figures.FIGURES)
    assert all(len(name) <= 31 for entry in SHEETS.values() for name in entry.values())


@pytest.mark.parametrize("key", ["running_cost", "accounts", "funding"])
def test_figures_of_yen_say_unit_tax_rate_interval_and_source(key: str) -> None:
    caption = " ".join(figure(nation(Style("en", "million")), key).caption)
    for said in (
        "Unit: ",
        "tax",
        "Exchange rate: published to FY2026 (160.8 yen",
        "Source: ",
        "replications",
    ):
        assert said in caption
    assert ("Definition P-upkeep-net-nominal-gross" in caption) == (key == "running_cost")


def test_a_fixed_exchange_rate_is_said() -> None:
    fixed = replace(made_summary(), usdjpy=ExchangeRate(2026, 160.8, fixed=140.0))
    caption = figure(build(fixed, load(), Style("ja", years="era")), "accounts").caption[0]
    assert "令和8年度以降 1ドル 140 円に固定" in caption


@given(st.lists(st.floats(-1e12, 1e12), min_size=1, max_size=20), st.sampled_from(sorted(MONEY)))
def test_rounded_parts_add_up_to_the_rounded_total_and_none_is_off_by_a_unit(
    yen: list[float], unit: Any
) -> None:
    step, style = MONEY[unit].step_yen, Style("ja", unit)
    ja = MONEY[unit].yen["ja"]
    said = parts(yen, style)
    steps = [round(value * ja / step) for value in said]
    assert abs(sum(steps) - sum(yen) / step) <= 0.5 + 1e-6
    assert all(abs(count - exact / step) < 1 + 1e-6 for count, exact in zip(steps, yen, strict=True))


@given(st.lists(st.floats(0, 1e5), min_size=1, max_size=60))
def test_rounded_counts_add_up(counts: list[float]) -> None:
    assert abs(sum(whole(counts)) - sum(counts)) <= 0.5 + 1e-6


@pytest.mark.parametrize("unit", ["thousand", "million", "oku"])
def test_every_total_is_the_sum_of_what_stands_before_it(unit: Any) -> None:
    checked = 0
    for made in (nation(Style("ja", unit)), part(Style("ja", unit), members=3)):
        for one in made.figures:
            for column in one.columns:
                if column.sums:
                    together = zip(*(one.column(name).values for name in column.sums), strict=True)
                    for cells, total in zip(together, column.values, strict=True):
                        assert round(sum(cells), 6) == round(total, 6)  # type: ignore[arg-type]
                        checked += 1
                if column.name in one.added:
                    above = [cell for cell in column.values[:-1] if cell is not None]
                    assert round(sum(above), 6) == round(column.values[-1], 6)  # type: ignore[arg-type]
                    checked += 1
    assert checked > 100


def test_amounts_are_those_of_the_summary_in_the_unit() -> None:
    summary = made_summary()
    for unit, yen, step in (("thousand", 1_000, 1), ("million", 1_000_000, 1), ("oku", 100_000_000, 0.1)):
        one = figure(nation(Style("ja", unit)), "accounts")  # type: ignore[arg-type]
        for row, year in enumerate(summary.cost_yen.values()):
            shown_total = one.columns[-1].values[row]
            assert shown_total == pytest.approx(year["total"]["total"].mean / yen, abs=step)
    english = figure(nation(Style("en", "oku")), "accounts").columns[-1]
    assert english.unit == "billion yen"
    assert english.values[0] == pytest.approx(summary.cost_yen[2018]["total"]["total"].mean / 1e9, abs=0.01)


def test_funding_is_with_tax_and_equals_the_expenditure() -> None:
    summary, one = made_part(), figure(part(Style("ja", "thousand")), "budget")
    spent, paid = one.column("歳出計").values, one.column("財源計").values
    assert spent == paid
    tax = permille_by_year(load())
    for row, year in enumerate(summary.budget):
        exact = sum(year.expenditure) * (1 + tax[row] / 1000) / 1000
        assert spent[row] == pytest.approx(exact, abs=0.51)
    assert len(ACCOUNTS) + len(FUNDING) + 6 == len(one.columns)


def test_the_officers_table_speaks_of_seven_tenths_of_fy2018() -> None:
    summary, one = made_part(), figure(part(Style("ja", "thousand")), "officer")
    total, row = summary.officer[-1], one.rows[-1]
    exact = (total.after_support - 0.7 * total.fy2018) / 1000
    assert row[-1] == pytest.approx(exact, abs=1)
    assert row[4] == pytest.approx(total.after / total.before, abs=0.01)
    assert ("足りない" in one.title) == (exact > 0)
    assert (
        "支援を受け" in one.title
    )  # the table's shortfall is after support, the default definition's before


def test_without_a_baseline_nothing_is_compared_with_it() -> None:
    summary = made_part(members=2)
    first, second = summary.members
    summary = replace(summary, members=(replace(first, fy2018=0), second))
    one = figure(build(summary, load(), Style("ja", "thousand")), "members")
    assert one.rows[0][6] is None
    assert one.rows[1][6] is not None
    unknown = replace(first, fy2018=0, before=0, after=0, after_support=0)
    summary = replace(summary, members=(unknown, second))
    one = figure(build(summary, load(), Style("ja", "thousand")), "members")
    assert one.rows[0][1:7] == (None,) * 6  # not known, which is not nothing
    assert one.rows[-1][1] == one.rows[1][1]
    ratios = {year: Ratios(NOTHING, {}, {}) for year in (2018, 2019)}
    by_year = {**summary.target_ratio, summary.default_definition: ratios}
    made = build(replace(with_ratio(summary, None), target_ratio=by_year), load(), Style("en"))
    assert "running_cost" not in {each.key for each in made.figures}
    assert "baseline" in " ".join(text for _, lines in made.points for text in lines)


@pytest.mark.parametrize(
    ("lang", "words"), [("ja", "移行後の平年度"), ("en", "no full year after migration")]
)
def test_a_full_year_beyond_the_horizon_is_not_taken_for_a_missing_baseline(lang: Any, words: str) -> None:
    late = with_ratio(made_part(replications=200), None)
    made = build(late, load(), Style(lang))
    assert [point for _, points in made.points for point in points if words in point]
    assert say("officer_none", lang) not in [point for _, points in made.points for point in points]
    title = figure(made, "running_cost").title
    assert "2035" in title
    assert "–" not in title
    assert "―" not in title
    assert words in figures.sentence(late, Style(lang))


def test_under_a_bodys_name_everything_is_marked_as_an_estimate() -> None:
    for lang, mark in (("ja", "推計（公表値ではない）"), ("en", "estimate, not a published value")):
        made = part(Style(lang), members=2)  # type: ignore[arg-type]
        assert all(any(mark in line for line in one.caption) for one in made.figures)
        assert any(mark in text for text in made.caveats)


def test_published_waves_stand_beside_the_nation_only() -> None:
    assert [v for v in figure(nation(), "completion").columns[-1].values if v is not None] == [
        702,
        2165,
        3279,
        3770,
        5009,
        8956,
    ]
    assert "公表値）" not in figure(part(), "completion").columns[-1].name


def test_intervals_are_of_the_mean_below_200_replications_and_of_outcomes_from_there_on() -> None:
    few, many = (figure(nation(Style("en"), n), "running_cost") for n in (20, 200))
    assert "Mean, 95 % interval from" in few.columns[1].name
    assert many.columns[1].name == "Running cost P10"
    assert "(" not in few.title
    assert "(" in many.title
    assert [c.name for c in figure(part(Style("en"), replications=20), "businesses").columns][2:-1] == [
        "Median"
    ]


def test_the_last_businesses_are_those_of_the_month_that_the_table_shows() -> None:
    found = figure(part(Style("en")), "businesses")
    months = next(column for column in found.columns if column.name == "Median").values
    last = [month for month in months if f"({month})" in found.title]
    assert found.title.startswith(f"{len(last)} businesses") if len(last) > 1 else last


@pytest.mark.parametrize(
    ("lang", "words"), [("ja", "2036年3月末でも未完了"), ("en", "not done by March 2036")]
)
def test_a_date_beyond_the_horizon_is_said_in_one_way(lang: Any, words: str) -> None:
    late_case = figure(part(Style(lang), replications=200), "businesses").column(say("cutover_p90", lang))
    assert set(late_case.values) == {words}


@pytest.mark.parametrize("style", STYLES, ids=lambda s: f"{s.lang}-{s.unit}-{s.years}")
def test_after_a_semicolon_no_sentence_begins(style: Style) -> None:
    for made in (nation(style), part(style, members=3)):
        lines = [line for one in made.figures for line in one.caption if line != made.identity]
        assert [line for line in lines if re.search(r"; (?!FY|P\d)[A-Z]", line)] == []
        assert [line for line in lines if re.search(r"\.\. |。。|\. [a-z]", line)] == []


def test_few_replications_have_no_spread_of_the_shortfall() -> None:
    few, many = (figure(part(Style("en"), replications=n), "officer").caption[1] for n in (20, 200))
    assert "200 million" not in few  # the mean of the total stands in the table
    assert "Spread of the total: 200 million yen (100 to 300)" in many


def test_years_are_those_of_the_era_or_of_the_calendar() -> None:
    era, calendar = (figure(nation(Style("ja", years=years)), "accounts") for years in ("era", "gregorian"))  # type: ignore[arg-type]
    assert era.columns[0].values[:2] == ("平成30年度", "令和元年度")
    assert calendar.columns[0].values[7] == "2025年度"
    assert era.plot is not None
    assert era.plot.labels[:2] == ("H30", "R1")


@pytest.mark.parametrize("style", STYLES, ids=lambda s: f"{s.lang}-{s.unit}-{s.years}")
def test_the_base_year_is_said_as_the_other_years_are(style: Style) -> None:
    for made in (nation(style), part(style, members=3)):
        said = "\n".join(texts(made))
        ours, other = ("平成30", "2018年度") if style.years == "era" else ("2018年度", "平成30")
        if style.lang == "en":
            ours, other = ("Heisei 30 (FY2018)", "FY2018") if style.years == "era" else ("FY2018", "Heisei")
        assert ours in said
        assert other not in said.replace(ours, "")
        assert "{" not in said


@pytest.mark.parametrize("lang", ["ja", "en"])
def test_where_no_vendor_has_a_queue_none_has_the_longest(lang: Lang) -> None:
    summary = made_summary()
    none = {
        kind: {day: replace(each, queue_ratio=spread([0.0] * 20)) for day, each in quarters.items()}
        for kind, quarters in summary.vendors_by_quarter.items()
    }
    for found, is_none in ((summary, False), (replace(summary, vendors_by_quarter=none), True)):
        titles = {each.key: each.title for each in build(found, load(), Style(lang)).figures}
        assert (titles["vendor_queues"] == say("queues_none", lang)) == is_none


def test_negative_numbers_are_written_as_budgets_do() -> None:
    assert shown(-1234.5, 1, "ja") == "△1,234.5"
    assert shown(-1234, 0, "en") == "−1,234"
    assert shown(-0.0001, 1, "ja") == "0.0"
    assert shown(None, 0, "ja") == "―"


def test_a_brief_can_be_cut_to_chosen_figures() -> None:
    chosen = nation().only(["funding", "completion"])
    assert [one.key for one in chosen.figures] == ["completion", "funding"]
    assert replace(chosen, figures=nation().figures) == nation()


def test_a_part_is_found_by_code_number_or_name() -> None:
    facts = load()
    assert organisation(facts, "011002").name["ja"] == "北海道札幌市"
    assert organisation(facts, "010006").name["ja"] == "北海道庁"
    for text in ("20", "長野県", "nagano"):
        assert prefecture(facts, text).code == "20"
    assert len(prefecture(facts, "1").rows) == 180
    with pytest.raises(UsageError, match="did you mean '長野県'"):
        prefecture(facts, "長野")
    with pytest.raises(UsageError, match="did you mean 'Nagano'"):
        prefecture(facts, "nagono")
