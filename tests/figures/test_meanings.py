"""Each number means what stands beside it: columns, signs, quantiles, shares, days and lines, said anew."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from functools import cache
from typing import Any

import numpy as np
import pytest
from scipy import stats
from support.made import results
from support.made_outlook import LATE, made_outlook
from support.made_part import made_part, made_summary

from sim.analysis import organisation as analysis
from sim.analysis.part_summary import PartSummary
from sim.analysis.precise import until_precise
from sim.facts import load
from sim.figures import Figure, Style, build, build_compared, points
from sim.figures.amounts import money
from sim.figures.model import Unit
from sim.figures.words import say
from sim.fiscal import FIRST_YEAR, N_YEARS, day_of, month_ends
from sim.ledger import ITEM_NAMES
from sim.ledger.results import OFFICER_ITEMS
from sim.render import terminal
from sim.runs import RATIO_UNIT
from sim.scenario import load as load_scenario
from sim.scenario import replaced
from sim.summary import Summary, spread, summarise, values
from sim.words import LANGS, Lang

MINUS_THIRTY = 0.7
"""Running cost over FY2018 that the government's aim of 30 % less leaves; written out, not imported."""


def made(key: str, lang: Lang, summary: Summary) -> Figure:
    return next(each for each in build(summary, load(), Style(lang, "thousand")).figures if each.key == key)


def printed(block: str) -> dict[str, dict[str, str]]:
    """Cells of a table in a terminal, by row and heading."""
    lines = [re.split(r" {2,}", line.strip()) for line in block.splitlines()]
    start = next(n for n, line in enumerate(lines) if {"2018年度", "FY2018"} & set(line))
    heads = lines[start]
    rows = [line for line in lines[start + 1 :] if len(line) == len(heads)]
    return {line[0]: dict(zip(heads, line, strict=True)) for line in rows}


def number(cell: str) -> int:
    return int(cell.replace(",", "").replace("−", "-").replace("△", "-"))


HEADS = {
    "ja": ("2018年度", "移行前", "移行後", "支援後", "3割削減目標との差額"),
    "en": ("FY2018", "Before", "After", "After support", "Short of −30 %"),
}


def said(cells: dict[str, str], lang: Lang) -> list[int]:
    return [number(cells[head]) for head in HEADS[lang]]


def expected(yen: np.ndarray) -> list[float]:
    """FY2018, before, after, after support, and what is left above -30 %, of means, in thousands."""
    fy2018, before, after, left = (yen.mean(axis=0) / 1000).tolist()
    return [fy2018, before, after, left, left - MINUS_THIRTY * fy2018]


def of_outlook(found: analysis.Outlook) -> PartSummary:
    """A made summary whose tables are those of an outlook."""
    rows, members = analysis.officer(found), analysis.members(found)
    return replace(made_part(members=len(members)), officer=rows, members=members)


@pytest.mark.parametrize("lang", LANGS)
def test_the_commands_table_of_items_stands_under_its_headings(lang: Lang) -> None:
    found = made_outlook()
    rows = printed(terminal.table(made("officer", lang, of_outlook(found)), lang))
    for place, item in enumerate(OFFICER_ITEMS):
        name = (
            {"ja": "制度改正", "en": "law changes"}[lang] if item == "law_change" else ITEM_NAMES[item][lang]
        )
        cells = rows[name[:1].upper() + name[1:]]
        assert said(cells, lang) == pytest.approx(expected(found.officer[:, place]), abs=1)
        assert float(cells[say("ratio_before", lang) + TIMES[lang]]) == pytest.approx(2, abs=0.5)
    total = rows[{"ja": "合計", "en": "Total"}[lang]]
    assert said(total, lang) == pytest.approx(expected(found.officer.sum(axis=1)), abs=len(OFFICER_ITEMS))


TIMES = {"ja": "（倍）", "en": " (times)"}


@pytest.mark.parametrize("lang", LANGS)
def test_the_commands_table_of_members_stands_under_its_headings(lang: Lang) -> None:
    found = made_outlook(members=3)
    rows = list(printed(terminal.table(made("members", lang, of_outlook(found)), lang)).values())
    assert len(rows) == 4
    late = {"ja": "間に合わない割合（％）", "en": "Share late (%)"}[lang]
    for place, cells in enumerate(rows[:3]):
        assert said(cells, lang) == pytest.approx(expected(found.totals[:, place]), abs=1)
        assert number(cells[late]) == 10 * LATE[place]


@pytest.mark.parametrize("lang", LANGS)
def test_a_shortfall_is_what_is_left_after_support_above_seven_tenths_of_fy2018(lang: Lang) -> None:
    for key, heading in (("officer", "item"), ("members", "member")):
        table = made(key, lang, made_part(members=3))
        assert table.columns[0].name == say(heading, lang)
        fy2018, left, short = (table.columns[at].values for at in (1, 5, 6))
        for row in zip(fy2018, left, short, strict=True):
            base, after, gap = (float(cell or 0) for cell in row)
            assert gap == pytest.approx(after - MINUS_THIRTY * base, abs=3)
    found = made_outlook()
    expected_total = (found.totals[:, 0, 3] - MINUS_THIRTY * found.totals[:, 0, 0]).mean()
    assert analysis.shortfall(found).mean == pytest.approx(expected_total, abs=1)


def test_the_ceiling_of_commitments_is_the_fourth_highest_of_five() -> None:
    """Of commitments of 1, 2, ... 10 million, eight lie at or below the ceiling and two above it."""
    ceilings = {year.commitment_limit for year in analysis.budget(made_outlook())}
    assert ceilings == {8_000_000}


@pytest.mark.parametrize("lang", LANGS)
def test_commitments_due_and_those_carried_over_keep_their_columns(lang: Lang) -> None:
    for year in analysis.budget(made_outlook()):
        assert (year.commitment_scheduled, year.carried_over) == (555_000, 333_000)
    table = made(
        "budget", lang, made_part()
    )  # a ceiling of 300 million, 200 due, 10 carried over, before tax
    by_name = {column.name: float(column.values[-1] or 0) for column in table.columns[-3:]}
    ceiling, due, carried = (by_name[say(word, lang)] for word in ("ceiling", "scheduled", "carried"))
    assert [ceiling, due, carried] == pytest.approx([330_000, 220_000, 11_000])


@cache
def told() -> Summary:
    """A made summary in which figures that stand side by side differ in every digit."""
    found = made_summary(200)
    year = replace(
        found.first_full_year,
        share_at_target=spread([0.61] * 200),
        target_gap_yen=spread([111e8] * 200),
        extra_burden_yen=spread([222e8] * 200),
    )
    return replace(found, first_full_year=year, joint_on_time_and_target=spread([0.25] * 200))


@pytest.mark.parametrize("lang", LANGS)
def test_each_point_of_the_target_says_its_own_number(lang: Lang) -> None:
    (_, lines) = points(told(), Style(lang, "million"))[2]
    unit = {"ja": "百万円", "en": "million yen"}[lang]
    yen = {n: say_interval(f"{n:,}", unit, lang) for n in (11_100, 22_200)}
    per_cent = {n: say_interval(n, say("unit_share", lang), lang) for n in ("61.0", "25.0")}
    assert lines[0] == say("point_gaps", lang, gap=yen[11_100])
    assert lines[2] == say("point_share", lang, share=per_cent["61.0"], both=per_cent["25.0"])
    assert lines[3] == say("point_extra", lang, extra=yen[22_200])


def say_interval(value: str, unit: str, lang: Lang) -> str:
    """A figure that never varies, with its interval."""
    return f"{value}{unit}（{value}～{value}）" if lang == "ja" else f"{value} {unit} ({value} to {value})"


@pytest.mark.parametrize("lang", LANGS)
def test_the_line_of_minus_thirty_per_cent_lies_at_seven_tenths(lang: Lang) -> None:
    summary = made_summary(20)
    name = say("target", lang)
    compared = build_compared(_same(), [summary, summary], Style(lang)).figures[1]
    for course in (made("running_cost", lang, summary), compared):
        assert set(course.column(name).values) == {MINUS_THIRTY}
    plane = made("joint_plane", lang, summary).plot
    assert plane is not None
    assert {aim.name: aim.level for aim in plane.aims}[name] == MINUS_THIRTY
    cost = analysis.running_cost(made_outlook())
    base = made_outlook().totals[:, :, 0].sum(axis=1)
    assert cost.target == pytest.approx(tuple(MINUS_THIRTY * np.quantile(base, (0.1, 0.5, 0.9))))


def _same() -> Any:
    from sim.analysis.compare import compare

    base = results(20)
    return compare(base, [replace(base, scenario=load_scenario("yen_140"))])


@pytest.mark.parametrize(("ratio", "share"), [(0.70, 1.0), (0.7001, 0.0), (0.75, 0.0), (0.79, 0.0)])
def test_an_organisation_is_at_the_target_at_seven_tenths_and_not_above(ratio: float, share: float) -> None:
    made_run = results(3)
    first = np.where(made_run.kept.first_ratio >= 0, round(ratio * RATIO_UNIT), -1)
    found = summarise(replace(made_run, kept=replace(made_run.kept, first_ratio=first)))
    assert found.first_full_year.share_at_target.mean == share


ENDS: dict[Lang, dict[int, tuple[str, str]]] = {
    "ja": {50: ("平均の95％区間の下限", "平均の95％区間の上限"), 200: ("P10", "P90")},
    "en": {50: ("Mean, 95 % interval from", "Mean, 95 % interval to"), 200: ("P10", "P90")},
}


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("replications", [50, 200])
@pytest.mark.parametrize("key", ["completion", "running_cost", "late_map", "late_reasons", "definitions"])
def test_the_ends_of_an_interval_are_named_after_what_they_are(
    key: str, replications: int, lang: Lang
) -> None:
    others, columns = ENDS[lang][250 - replications], made(key, lang, made_summary(replications)).columns
    low, high = (
        [column for column in columns if column.name.endswith(name)] for name in ENDS[lang][replications]
    )
    assert not [column for column in columns if column.name.endswith(others)]
    assert len(low) == len(high) > 0
    for below, above in zip(low, high, strict=True):
        pairs = [pair for pair in zip(below.values, above.values, strict=True) if None not in pair]
        assert all(first <= second for first, second in pairs)
        assert any(first < second for first, second in pairs)


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize(("replications", "ends"), [(50, ("mean_low", "mean_high")), (200, ("p10", "p90"))])
def test_the_ends_of_an_interval_are_those_of_its_figure(
    replications: int, ends: tuple[str, str], lang: Lang
) -> None:
    summary = made_summary(replications)
    late = summary.late_at_deadline.by_reason["vendor_resources"]
    table = made("late_reasons", lang, summary)
    row = table.columns[0].values.index(say("reason_vendor_resources", lang))
    low, middle, high = (column.values[row] for column in table.columns[1:])
    assert (low, middle, high) == tuple(round(getattr(late, end)) for end in (ends[0], "mean", ends[1]))
    assert float(low or 0) < float(middle or 0) < float(high or 0)
    if replications == 200:
        assert all(f"{cell:,}" in table.title for cell in (low, middle, high))


def test_quantiles_and_interval_of_a_known_sample() -> None:
    found = spread(range(101))
    half = stats.t.ppf(0.975, 100) * np.std(range(101), ddof=1) / np.sqrt(101)
    assert (found.p10, found.p50, found.p90, found.mean) == (10, 50, 90, 50)
    assert (found.mean_low, found.mean_high) == pytest.approx((50 - half, 50 + half), rel=1e-4)


def test_the_median_organisation_is_the_middle_one_not_the_mean() -> None:
    made_run = results(3)
    first = made_run.kept.first_ratio.copy()
    known = np.flatnonzero(first[0] >= 0)
    first[:, known] = RATIO_UNIT
    first[:, known[: len(known) // 3]] = 10 * RATIO_UNIT  # a third pays ten times as much
    found = summarise(replace(made_run, kept=replace(made_run.kept, first_ratio=first)))
    assert found.first_full_year.median_organisation.mean == 1.0


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("unit", ["thousand", "million", "oku"])
def test_an_amount_in_a_title_is_said_to_be_with_tax_or_before_it(unit: Unit, lang: Lang) -> None:
    style = Style(lang, unit)
    found = set()
    for summary in (made_summary(200), made_part(members=3)):
        for each in build(summary, load(), style).figures:
            if money(style)[0] not in each.title:
                continue
            found.add(each.key)
            taxed, net = (say(word, lang) for word in ("taxed", "net"))
            tax, other = (taxed, net) if each.key in ("budget", "funding") else (net, taxed)
            assert tax in each.title
            assert tax in each.caption[0]
            assert other not in each.title + each.caption[0] + each.subject
    assert found == {"officer", "budget", "accounts", "causes", "slips", "funding"} | (
        {"freed_money"} & found
    )


@pytest.mark.parametrize("lang", LANGS)
def test_a_members_share_is_that_of_the_replications_in_which_it_is_late(lang: Lang) -> None:
    found = made_outlook(members=3)
    rows = analysis.members(found)
    share = made("members", lang, replace(made_part(members=3), members=rows)).column(say("late_share", lang))
    assert share.values == (*(10 * late for late in LATE[:3]), None)


@pytest.mark.parametrize("lang", LANGS)
def test_lateness_at_an_own_deadline_is_counted_on_that_day(lang: Lang) -> None:
    moved = replaced(load_scenario("baseline"), {"deadline.day": date(2027, 3, 31)})
    made_run = replace(results(20), scenario=moved)
    found = summarise(made_run)
    late = (made_run.kept.cutover > day_of("2027-03-31")).sum(axis=1)
    assert found.own_deadline == "2027-03-31"
    assert found.late_at_own_deadline.systems.mean == late.mean()
    day = {"ja": "2027年3月31日", "en": "31 March 2027"}[lang]
    lines = [line for line in points(found, Style(lang))[0][1] if day in line]
    (line,) = [line for line in lines if not line.startswith(("Live by", "移行済み"))]
    assert f"{late.mean():,.0f}" in line
    plot = made("completion", lang, found).plot
    assert plot is not None
    marked = {name: plot.dates[row] for row, name in plot.marks}
    assert marked[say("own_deadline", lang)] == date(2027, 3, 31)
    assert day_of("2027-03-31") in month_ends("2023-10-31", "2036-03-31")


def test_until_precise_divides_the_error_by_its_looks_and_asks_both_figures(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("sim.analysis.precise.FIRST_LOOK", 4)

    def run(replications: int, earlier: Any = None) -> Any:
        del earlier
        return results(replications)

    def widths(number: int, error: float) -> dict[str, float]:
        samples = {
            name: values(results(number), name) for name in ("late_at_deadline.systems", "target_ratio")
        }
        return {
            name: stats.t.ppf(1 - error / 2, number - 1)
            * sample.std(ddof=1)
            / np.sqrt(number)
            / sample.mean()
            for name, sample in samples.items()
        }

    first = until_precise(run, 1.0, cap=16)  # looks at 4, 8 and 16
    assert first.half_widths == pytest.approx(widths(4, 0.05 / 3))
    between = sum(first.half_widths.values()) / 2  # one figure is known as precisely, the other is not
    assert min(first.half_widths.values()) < between < max(first.half_widths.values())
    assert len(until_precise(run, between, cap=16).looks) > 1


def test_a_budget_has_a_row_for_every_fiscal_year() -> None:
    assert [year.year for year in analysis.budget(made_outlook())] == list(
        range(FIRST_YEAR, FIRST_YEAR + N_YEARS)
    )
