"""Columns of every figure against the summary that they show, worked out anew."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import cache
from typing import Any

import numpy as np
import pytest
from support.made import results
from support.made_part import made_part, made_summary, with_ratio

from sim.analysis.compare import MEASURES, PairedDifference, compare
from sim.facts import TYPE_NAMES, TYPES, load
from sim.figures import Brief, Figure, Style, build, build_compared, points
from sim.figures.amounts import whole
from sim.figures.answer import sentence
from sim.figures.captions import source_line
from sim.figures.comparison.differences import _funding_text
from sim.figures.comparison.differences import cells as terminal_cells
from sim.figures.comparison.measure import Measured
from sim.figures.national.maps import _place
from sim.figures.organisation import budget
from sim.figures.words import say
from sim.fiscal import DEADLINE, FIRST_YEAR, N_YEARS, date_text, month_text
from sim.ledger import ACCOUNTS, FUNDING, permille_by_year
from sim.scenario import load as load_scenario
from sim.scenario import replaced
from sim.summary import Spread, summarise
from sim.words import LANGS, Lang

KINDS = ("nation", "organisation", "prefecture", "comparison")
YEARS = range(FIRST_YEAR, FIRST_YEAR + N_YEARS)


@cache
def compared() -> Any:
    base = results(20)
    more = 1_000_000 * np.arange(20)[:, None]  # differs from replication to replication, so that it has ends
    kept = replace(base.kept, gap_yen=base.kept.gap_yen + more)
    other = replace(base, kept=kept, scenario=load_scenario("yen_140"))
    return compare(base, [other]), [summarise(base), summarise(other)]


@cache
def brief(kind: str, lang: Lang) -> Brief:
    style = Style(lang, "thousand")
    if kind == "comparison":
        return build_compared(*compared(), style, "sanwari compare baseline yen_140")
    summary = {
        "nation": made_summary(200),
        "organisation": made_part(),
        "prefecture": made_part("11", members=4, replications=200),
    }[kind]
    return build(summary, load(), style, "sanwari export")


def made(key: str, lang: Lang, kind: str = "nation") -> Figure:
    return next(each for each in brief(kind, lang).figures if each.key == key)


def cells(figure: Figure, word: str, lang: Lang) -> list[Any]:
    return list(figure.column(say(word, lang)).values)


# Of every figure


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("lang", LANGS)
def test_a_caption_begins_with_its_unit_and_ends_with_its_run(kind: str, lang: Lang) -> None:
    unit = say("unit_line", lang, unit="").strip()[:2]
    whole_brief = brief(kind, lang)
    for figure in whole_brief.figures:
        if figure.key != "businesses" and not figure.key.startswith("changes_"):
            assert figure.caption[0].startswith(unit), figure.key
        ids = [
            each
            for each in whole_brief.identity.replace("id: ", "").split("・")
            if each in figure.caption[-1]
        ]
        assert ids or figure.caption[-1] == whole_brief.identity, figure.key
    assert whole_brief.command.startswith("sanwari ")
    assert "sanwari" not in whole_brief.identity
    headings = [heading for heading, _ in whole_brief.points]
    if kind != "comparison":
        assert headings == [say(f"head_{word}", lang) for word in ("when", "cost", "gap")]


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("lang", LANGS)
def test_whole_numbers_show_no_decimals_and_no_cell_has_more_than_its_column_shows(
    kind: str, lang: Lang
) -> None:
    for figure in brief(kind, lang).figures:
        for column in figure.columns:
            for row, cell in enumerate(column.values):
                decimals = column.decimals_of(row)
                if isinstance(cell, str) or cell is None:
                    continue
                assert decimals is not None, (figure.key, column.name)
                assert cell == round(cell, decimals), (figure.key, column.name)
                assert not isinstance(cell, int) or decimals == 0, (figure.key, column.name)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("lang", LANGS)
def test_numbers_of_one_unit_show_the_same_decimals_throughout_a_figure(kind: str, lang: Lang) -> None:
    for figure in brief(kind, lang).figures:
        shown: dict[str, set[int | None]] = {}
        for column in figure.columns:
            if column.unit and not column.by_row:
                shown.setdefault(column.unit, set()).add(column.decimals)
        assert all(len(decimals) == 1 for decimals in shown.values()), (figure.key, shown)


# The answer


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize(
    ("ratio", "word"), [(0.69, "reached"), (0.9, "missed"), (1.0, "missed"), (1.4, "dear"), (2.5, "dear")]
)
def test_the_sentence_is_chosen_by_the_ratio(ratio: float, word: str, lang: Lang) -> None:
    style = Style(lang)
    found = sentence(with_ratio(made_summary(20), ratio), style)
    times = f"{ratio:.2f}{'' if lang == 'ja' else ' '}{say('unit_times', lang)}"
    said = say(f"answer_{word}", lang, ratio=times, base=style.year(2018), end=month_text(_end(), lang))
    assert found.endswith(said)


def _end() -> Any:
    from sim.fiscal import HORIZON_END, date_of

    return date_of(HORIZON_END)


@pytest.mark.parametrize("lang", LANGS)
def test_without_a_ratio_the_days_come_first_and_then_that_there_is_none(lang: Lang) -> None:
    headings = [heading for heading, _ in points(with_ratio(made_summary(20), None), Style(lang))]
    assert headings == [say("head_when", lang), say("head_cost", lang)]


@pytest.mark.parametrize("lang", LANGS)
def test_systems_and_organisations_are_said_each_with_their_own_number(lang: Lang) -> None:
    moved = replaced(load_scenario("baseline"), {"deadline.day": date(2027, 3, 31)})
    summary, style = summarise(replace(results(20), scenario=moved)), Style(lang)
    late = summary.late_at_deadline
    said = points(summary, style)[0][1]
    day = date_text(DEADLINE, lang, False)
    assert said[0] == say("point_late", lang, systems="34,592", late=f"{late.systems.mean:,.0f}", day=day)
    assert said[1] == say("point_bodies", lang, bodies="1,788", late=f"{late.organisations.mean:,.0f}")
    (_, _, counts), *_ = summary.deadlines()
    for line in said[2:3]:
        assert f"{counts.systems.mean:,.0f}" in line
        assert f"{counts.organisations.mean:,.0f}" in line
        systems, bodies = (line.index(f"{n.mean:,.0f}") for n in (counts.systems, counts.organisations))
        assert systems < bodies
    one = replace(summary, organisations=1)
    assert said[1].replace("1,788", "1") not in points(one, style)[0][1]
    assert len(points(one, style)[0][1]) == len(said) - 1


@pytest.mark.parametrize("lang", LANGS)
def test_a_part_says_whose_own_figures_are_in_it(lang: Lang) -> None:
    part = made_part()
    name = part.part.name[lang]
    assert source_line(part, Style(lang)) == say("source_part", lang, name=name)
    own = replace(part, part=replace(part.part, own={"ja": "自", "en": "own"}))
    assert source_line(own, Style(lang)) == f"{name}: {own.part.own[lang]}"


def test_counts_that_are_whole_already_stay_and_the_greatest_rest_is_rounded_up() -> None:
    assert whole([3.0, 0.6, 0.4]) == [3, 1, 0]
    assert whole([0.4, 0.6, 3.0]) == [0, 1, 3]
    assert whole([1.2, 1.5, 1.3]) == [1, 2, 1]


# The nation


@pytest.mark.parametrize("lang", LANGS)
def test_the_table_of_types_counts_systems_late_ones_and_ratios_of_each_type(lang: Lang) -> None:
    summary, table = made_summary(200), made("types", lang)
    bodies, (organisation, _) = load().organisations, load().systems
    systems = [int((bodies.type[organisation] == index).sum()) for index in range(len(TYPES))]
    assert cells(table, "systems_of", lang) == [*systems, 34_592]
    late = [summary.late_at_deadline.by_type[name] for name in TYPE_NAMES]
    assert cells(table, "late", lang)[:-1] == pytest.approx([each.systems.mean for each in late], abs=1)
    assert cells(table, "late_bodies", lang)[:-1] == pytest.approx(
        [each.organisations.mean for each in late], abs=1
    )
    shares = [
        100 * count / of for count, of in zip(cells(table, "late", lang), [*systems, 34_592], strict=True)
    ]
    assert cells(table, "late_share", lang) == pytest.approx(shares, abs=0.051)
    groups = summary.first_full_year.by_definition["P-upkeep-net-nominal-gross"]
    ratios = [groups.by_type[name].mean for name in TYPE_NAMES] + [groups.nation.mean]
    shown = list(table.columns[5].values)
    assert [each is None for each in shown] == [each is None for each in ratios]
    assert [each for each in shown if each] == pytest.approx([each for each in ratios if each], abs=0.0051)


@pytest.mark.parametrize("lang", LANGS)
def test_the_table_of_prefectures_counts_and_its_title_spans_them(lang: Lang) -> None:
    summary, table = made_summary(200), made("prefectures", lang)
    late = [summary.late_at_deadline.by_prefecture[f"{n:02d}"] for n in range(1, 48)]
    assert cells(table, "late", lang)[:-1] == pytest.approx([each.systems.mean for each in late], abs=1)
    assert cells(table, "late_bodies", lang)[:-1] == pytest.approx(
        [each.organisations.mean for each in late], abs=1
    )
    shares = cells(table, "late_share", lang)[:-1]
    assert table.title == say("prefectures_title", lang, low=f"{min(shares):.1f}", high=f"{max(shares):.1f}")
    assert table.key == "prefectures"


def test_one_prefecture_with_late_systems_is_enough_for_a_title() -> None:
    summary = made_summary(20)
    late = summary.late_at_deadline
    none = replace(late.by_prefecture["01"], systems=Spread(*[0.0] * 6), organisations=Spread(*[0.0] * 6))
    only = dict.fromkeys(late.by_prefecture, none) | {"13": late.by_prefecture["13"]}
    changed = replace(summary, late_at_deadline=replace(late, by_prefecture=only))
    table = next(each for each in build(changed, load(), Style("en")).figures if each.key == "prefectures")
    assert table.title != say("reasons_none", "en")


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("key", ["accounts", "funding"])
def test_yen_by_year_stand_under_their_account_or_funding_before_or_with_tax(key: str, lang: Lang) -> None:
    summary, table = made_summary(200), made(key, lang)
    names = ACCOUNTS if key == "accounts" else FUNDING
    for row, (year, permille) in enumerate(zip(YEARS, permille_by_year(load()), strict=True)):
        costs = summary.cost_yen[year]
        if key == "accounts":
            yen = [costs[name]["total"].mean for name in names]
        else:
            yen = [costs["total"][name].mean * (1 + permille / 1000) for name in names]
        shown = [float(column.values[row] or 0) for column in table.columns[1:]]
        assert shown[:-1] == pytest.approx([each / 1000 for each in yen], abs=1)
        assert shown[-1] == pytest.approx(sum(yen) / 1000, abs=1)
    total = list(table.columns[-1].values if key == "accounts" else table.columns[-2].values)
    year = Style(lang).year(YEARS[total.index(max(total))])
    assert year in table.title
    assert f"{max(total):,}" in table.title
    assert table.plot is not None
    assert table.plot.axis == {"ja": "千円", "en": "thousand yen"}[lang]
    if key == "funding":
        row = total.index(max(total))
        assert f"{100 * total[row] / float(table.columns[-1].values[row] or 1):.0f}" in table.title


@pytest.mark.parametrize("lang", LANGS)
def test_courses_of_completed_and_declared_systems_keep_their_columns(lang: Lang) -> None:
    summary, table = made_summary(200), made("completion", lang)
    plot = table.plot
    assert plot is not None
    for word, found, roles in (
        ("completed", summary.completed, ("low", "middle", "high")),
        ("declared", summary.declared, ("second_low", "second", "second_high")),
    ):
        columns = [each for each in table.columns if each.name.startswith(f"{say(word, lang)} P")]
        columns.insert(
            1,
            next(
                each
                for each in table.columns
                if each.name == f"{say(word, lang)} {say('spread_middle', lang)}"
            ),
        )
        drawn = {each.role: each.column for each in plot.series}
        assert [drawn[role] for role in roles] == [each.name for each in columns]
        for row, month in enumerate(plot.dates):
            day = month.isoformat()
            if day not in found:
                assert [each.values[row] for each in columns] == [None] * 3
                continue
            figure = found[day].systems
            ends = (figure.p10, figure.mean, figure.p90)
            assert [each.values[row] for each in columns] == [round(end or 0) for end in ends]
    seen = {each.date.isoformat(): each.value for each in load().series("declared_systems")}
    last = table.columns[-1]
    assert last.name == say("published", lang)
    assert {d.isoformat(): v for d, v in zip(plot.dates, last.values, strict=True) if v is not None} == seen
    observed = next(each for each in plot.series if each.role == "observed")
    assert observed.column == observed.label == last.name
    assert plot.dates[plot.marks[0][0]].isoformat() == "2026-03-31"
    assert max(plot.dates).isoformat() == "2031-03-31"


@pytest.mark.parametrize("lang", LANGS)
def test_systems_that_nobody_declared_have_a_bar_from_one_on(lang: Lang) -> None:
    for number, shown in ((0.0, False), (0.9, False), (1.0, True), (40.0, True)):
        summary = made_summary(20)
        late = replace(summary.late_at_deadline, undeclared=Spread(*[number] * 6))
        table = next(
            each
            for each in build(replace(summary, late_at_deadline=late), load(), Style(lang)).figures
            if each.key == "late_reasons"
        )
        assert (say("undeclared", lang) in table.columns[0].values) is shown


@pytest.mark.parametrize("lang", LANGS)
def test_the_course_of_running_cost_is_that_of_the_definition_in_use(lang: Lang) -> None:
    summary, table = made_summary(200), made("running_cost", lang)
    by_year = {
        y: g.nation for y, g in summary.target_ratio["P-upkeep-net-nominal-gross"].items() if g.nation.mean
    }
    low, middle, high = table.columns[1:4]
    for row, (year, figure) in enumerate(by_year.items()):
        assert table.columns[0].values[row] == Style(lang).year(year)
        ends = [round(end or 0, 2) for end in (figure.p10, figure.mean, figure.p90)]
        assert [column.values[row] for column in (low, middle, high)] == ends
    first = summary.first_full_year.by_definition["P-upkeep-net-nominal-gross"].nation
    assert f"{first.mean:.2f}" in table.title


@pytest.mark.parametrize("lang", LANGS)
def test_without_a_full_year_the_title_is_of_the_last_year_that_has_a_ratio(lang: Lang) -> None:
    brief_ = build(with_ratio(made_summary(20), None), load(), Style(lang))
    (table,) = brief_.only(["running_cost"]).figures
    assert str(table.columns[0].values[-1]) in table.title
    assert f"{float(table.columns[2].values[-1] or 0):.2f}" in table.title


@pytest.mark.parametrize("lang", LANGS)
def test_a_point_of_the_plane_is_a_replication_with_its_late_systems_and_its_ratio(lang: Lang) -> None:
    summary, table = made_summary(20), None
    table = next(each for each in build(summary, load(), Style(lang)).figures if each.key == "joint_plane")
    number, late, ratio = (list(column.values) for column in table.columns)
    assert number == list(range(1, 21))
    assert late == list(summary.by_replication.late_systems)
    assert ratio == [round(each, 3) for each in summary.by_replication.target_ratio]


def test_far_islands_are_moved_beside_the_main_ones_and_nothing_else_is() -> None:
    assert _place(127.7, 26.2) == {"east": 134.0, "north": 39.8}  # Naha
    assert _place(142.2, 27.1) == {"east": 143.5, "north": 33.5}  # Ogasawara
    assert _place(139.7, 35.7) == {"east": 139.7, "north": 35.7}


@pytest.mark.parametrize("lang", LANGS)
def test_the_table_of_municipalities_holds_code_place_and_probability(lang: Lang) -> None:
    summary, table = made_summary(200), made("town_map", lang)
    bodies = load().organisations
    rows = {bodies.code[row]: row for row in range(len(bodies.code))}
    codes = cells(table, "body_code", lang)
    shares = cells(table, "late_probability", lang)
    assert shares == [round(100 * summary.late_share_by_organisation[code], 1) for code in codes]
    people = [int(bodies.population[rows[code]]) for code in codes]
    assert cells(table, "residents", lang) == people
    east = cells(table, "drawn_east", lang)
    north = cells(table, "drawn_north", lang)
    assert all(122 < each < 149 for each in east)
    assert all(29 < each < 46 for each in north)


# A part


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("key", ["officer", "members"])
def test_yearly_cost_stands_under_before_after_and_after_support(key: str, lang: Lang) -> None:
    part, table = made_part("11", members=4, replications=200), made(key, lang, "prefecture")
    rows = part.officer[:-1] if key == "officer" else part.members
    names = [Style(lang).year(2018), *(say(word, lang) for word in ("before", "after", "after_support"))]
    fields = ("fy2018", "before", "after", "after_support")
    for name, field in zip(names, fields, strict=True):
        shown = list(table.column(name).values)
        yen = [getattr(row, field) for row in rows]
        assert shown[:-1] == pytest.approx([each / 1000 for each in yen], abs=1)
        assert shown[-1] == pytest.approx(sum(yen) / 1000, abs=1)
    multiples = cells(table, "ratio_before", lang)
    expected = [row.after / row.before for row in rows]
    assert multiples[:-1] == pytest.approx(expected, abs=0.0051)
    gaps = [(row.after_support - 0.7 * row.fy2018) / 1000 for row in rows]
    assert cells(table, "shortfall", lang)[:-1] == pytest.approx(gaps, abs=1)


@pytest.mark.parametrize("lang", LANGS)
def test_the_budget_is_with_tax_by_account_and_by_funding(lang: Lang) -> None:
    part = made_part("11", members=4, replications=200)
    table = budget(part, load(), Style(lang, "thousand"))
    taxes = [1 + permille / 1000 for permille in permille_by_year(load())]
    spent, paid = say("expenditure", lang), say("funding_total", lang)
    for row, (year, tax) in enumerate(zip(part.budget, taxes, strict=True)):
        assert table.column(spent).values[row] == pytest.approx(sum(year.expenditure) * tax / 1000, abs=1)
        assert table.column(paid).values[row] == pytest.approx(sum(year.funding) * tax / 1000, abs=1)
    headings = [column.name for column in table.columns]
    first, second = headings.index(spent), headings.index(paid)
    assert 0 < first < second
    for row, (year, tax) in enumerate(zip(part.budget, taxes, strict=True)):
        shown = [float(column.values[row] or 0) for column in table.columns[first + 1 : second]]
        lines = [each * tax / 1000 for each in year.funding]
        assert sorted(shown) == pytest.approx(sorted(each for each in lines if each), abs=1)


@pytest.mark.parametrize(("replications", "word"), [(20, "shortfall_few"), (200, "shortfall_line")])
@pytest.mark.parametrize("lang", LANGS)
def test_the_spread_of_the_shortfall_is_said_of_enough_replications(
    lang: Lang, replications: int, word: str
) -> None:
    part = made_part("11", members=4, replications=replications)
    table = next(
        each for each in build(part, load(), Style(lang, "thousand")).figures if each.key == "officer"
    )
    spread = {
        20: {"ja": "200,000千円", "en": "200,000 thousand yen"},
        200: {"ja": "200,000千円（100,000～300,000）", "en": "200,000 thousand yen (100,000 to 300,000)"},
    }[replications][lang]
    assert table.caption[1] == say(word, lang, base=Style(lang).year(2018), spread=spread)


# Comparisons


def measured(unit: str, mean: float, style: Style) -> Measured:
    kind = next(each for each in MEASURES if each.unit == unit)
    found: PairedDifference = next(each for each in compared()[0].others[0].figures if each.measure == kind)
    difference = Spread(mean, mean, mean, mean, mean - 0.25, mean + 0.25)
    return Measured(replace(found, difference=difference), style)


@pytest.mark.parametrize(
    ("unit", "mean", "ja", "en"),
    [
        ("systems", 12.4, "+12システム", "+12 systems"),
        ("organisations", -3.4, "△3団体", "−3 organisations"),
        ("days", 40.2, "+40日", "+40 days"),
        ("ratio", 0.0304, "+0.030倍", "+0.030 times"),
        ("share", -0.0213, "△2.1％", "−2.1 %"),
        ("yen", 2_000_000.0, "+2百万円", "+2 million yen"),
        ("systems", 0.0, "変わらない", "no change"),
    ],
)
def test_a_difference_is_said_with_sign_decimals_and_unit_of_its_measure(
    unit: str, mean: float, ja: str, en: str
) -> None:
    for lang, said in (("ja", ja), ("en", en)):
        found = measured(unit, mean, Style(lang, "million"))  # type: ignore[arg-type]
        expected = say("no_change", lang) if mean == 0 else said  # type: ignore[arg-type]
        assert found.said == expected
        assert found.decimals == {"ratio": 3, "share": 1}.get(unit, 0)
        if unit == "systems":
            assert (found.low, found.mean, found.high) == (
                round(mean - 0.25),
                round(mean),
                round(mean + 0.25),
            )


@pytest.mark.parametrize("lang", LANGS)
def test_the_table_of_changes_holds_base_scenario_difference_and_its_ends(lang: Lang) -> None:
    comparison, _ = compared()
    table = brief("comparison", lang).figures[2]
    style = Style(lang, "thousand")
    found = [Measured(each, style) for each in comparison.others[0].figures]
    for word, name in (
        ("base_mean", "base"),
        ("scenario_mean", "level"),
        ("difference", "mean"),
        ("difference_low", "low"),
        ("difference_high", "high"),
    ):
        assert cells(table, word, lang) == [getattr(each, name) for each in found]
    gap = next(each for each in found if each.metric == "first_full_year.target_gap_yen")
    bodies = len(load().organisations.code)
    assert gap.mean == 9_500 * bodies
    assert float(gap.level or 0) - float(gap.base or 0) == pytest.approx(9_500 * bodies, abs=1)
    assert float(gap.low or 0) < float(gap.mean or 0) < float(gap.high or 0)


def interval_of(difference: Spread, lang: Lang) -> str:
    """The interval that a terminal prints of a difference in systems."""
    late = next(each for each in MEASURES if each.metric == "late_at_deadline.systems")
    return terminal_cells(PairedDifference(late, 0.0, 0.0, difference, None, "unclear", None), lang)[2]


@pytest.mark.parametrize("lang", LANGS)
def test_without_an_interval_a_difference_has_none_and_nothing_rests_on_it(lang: Lang) -> None:
    lone = Spread(0.0, 0.0, 0.0, 0.0, None, None)
    assert interval_of(lone, lang) == "-"
    assert _funding_text(lone, lang) == say("funding_rests", lang)
    assert _funding_text(None, lang) == say("funding_not_run", lang)
    still = Spread(0.0, 0.0, 0.0, 0.0, 0.0, 0.0)
    assert _funding_text(still, lang) == say("funding_rests", lang)
    more = Spread(1e9, 2e9, 3e9, 2e9, 1e9, 3e9)
    said = _funding_text(more, lang)
    low, middle, high = {"ja": ("10", "20億円", "30"), "en": ("1", "2", "3")}[lang]
    assert said.index(middle) < said.index(low, said.index(middle) + 1) < said.index(high)
    few = Spread(-4.0, 2.0, 4.0, 2.0, -1.0, 5.0)
    assert interval_of(few, lang) == {"ja": "−1.0～+5.0", "en": "−1.0 to +5.0"}[lang]


def test_arrays_are_not_compared_by_chance() -> None:
    """The made results differ in what the tests above tell apart."""
    year = made_summary(200).first_full_year
    assert year.target_gap_yen.mean != year.extra_burden_yen.mean
    assert np.ptp([made_summary(200).late_at_deadline.by_type[name].systems.mean for name in TYPES]) > 0
