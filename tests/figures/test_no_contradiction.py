"""No sentence contradicts a number in the same brief: titles, answer, key figures said anew from tables."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from support.made import results
from support.made_fits import made_fit, made_scores
from support.made_part import made_part, made_summary
from support.soak import LONG

from sim import runs
from sim.analysis.backtest import stored
from sim.analysis.part_summary import organisation, prefecture, summarise_part
from sim.facts import load
from sim.figures import Brief, Figure, Style, build, build_fitted, build_foreseen, key_figures
from sim.figures.model import shown
from sim.figures.spread_text import capital
from sim.figures.words import WORDS as WORDS_OF_FIGURES
from sim.figures.words import say
from sim.replication import Replication
from sim.scenario import load as load_scenario
from sim.summary import Spread, Summary, summarise
from sim.words import LANGS, Lang

NUMBER = re.compile(r"(?<![\d.,A-Za-z])[△−]?\d[\d,]*(?:\.\d+)?")
WORDS = re.compile(
    r"FY\d{4}|\d{4}年度?|\d{1,2}月|\d{1,2}日|P\d0|\b30 %|95 ?[％%]|3割|0\.70"
    r"|\d{1,2} [A-Z][a-z]+ \d{4}|[A-Z][a-z]+ \d{4}"
)
"""What is no finding: years, days, the aim."""


def numbers(text: str, *known: str) -> list[str]:
    """Findings of a text: its numbers but for years, days, the aim, and what is `known` to stand there."""
    found: list[str] = NUMBER.findall(WORDS.sub(" ", text))
    for each in known:
        found.remove(each)
    return found


def numeric(values: Any) -> list[float]:
    return [float(cell) for cell in values if isinstance(cell, int | float)]


class Said:
    """A brief with its texts and tables, in one language."""

    def __init__(self, summary: Summary, lang: Lang) -> None:
        self.summary, self.lang, self.style = summary, lang, Style(lang, "million")
        self.brief: Brief = build(summary, load(), self.style)
        self.by_key = {figure.key: figure for figure in self.brief.figures}
        self.many = summary.replications >= 200
        self.systems = f"{summary.systems:,}"

    def cells(self, figure: Figure, row: int, first: int = 1) -> list[str]:
        """Middle and, from 200 replications on, both ends of a row, as they stand in a title."""
        low, middle, high = (
            shown(column.values[row], column.decimals, self.lang)
            for column in figure.columns[first : first + 3]
        )
        return [middle, low, high] if self.many else [middle]

    def text(self, word: str) -> str:
        """The point that is said with this word."""
        parts = re.split(r"{[^}]*}", WORDS_OF_FIGURES[word][self.lang])
        shape = re.compile(".*".join(map(re.escape, parts)))
        return next(line for _, lines in self.brief.points for line in lines if shape.fullmatch(line))

    def claims(self, text: str, *known: str) -> list[str]:
        return sorted(numbers(text, *known))


def completion(said: Said, figure: Figure) -> None:
    assert figure.plot is not None
    row = figure.plot.marks[0][0]
    assert said.claims(figure.title, said.systems) == sorted(said.cells(figure, row))


def running_cost(said: Said, figure: Figure) -> None:
    wanted = numbers(_halves(said)[1])
    if "definitions" in said.by_key:
        assert sorted(wanted) == sorted(said.cells(said.by_key["definitions"], 0, first=2))
    if not wanted:  # no first full year: then it is the last one of the table
        wanted = said.cells(figure, -1)
    assert said.claims(figure.title) == sorted(wanted)


def joint_plane(said: Said, figure: Figure) -> None:
    late, ratio = (numeric(column.values) for column in figure.columns[1:])
    both = sum(count == 0 and each <= 0.7 for count, each in zip(late, ratio, strict=True))
    assert said.claims(figure.title) == sorted((f"{len(late):,}", f"{both:,}"))
    assert np.mean(late) == pytest.approx(said.summary.late_at_deadline.systems.mean)


def town_map(said: Said, figure: Figure) -> None:
    shares = numeric(figure.column(say("late_probability", said.lang)).values)
    likely = sum(share >= 50 for share in shares)
    title = figure.title.replace("5割", "")
    assert said.claims(title) == sorted((f"{len(shares):,}", f"{likely:,}"))
    assert figure.beside is not None
    assert sum(numeric(column.values[-1:] for column in ()) or [likely]) == likely
    assert sum(float(column.values[-1] or 0) for column in figure.beside.columns[3:5]) == likely


def late_map(said: Said, figure: Figure) -> None:
    names, middle = figure.columns[0].values, numeric(figure.columns[1].values)
    if max(middle) == 0:
        return
    high, low = max(middle), min(middle)
    assert said.claims(figure.title) == sorted((f"{low:.0f}", f"{high:.0f}"))
    named = [name for name in names if str(name) in figure.title]
    assert {middle[names.index(name)] for name in named} == {high, low}
    table = said.by_key["prefectures"]
    for share, exact in zip(middle, numeric(table.columns[3].values[:-1]), strict=True):
        assert share == pytest.approx(exact, abs=0.5 + 0.5)  # whole systems there, whole per cent here


def late_reasons(said: Said, figure: Figure) -> None:
    middle = [column.values for column in figure.columns[1:4]][1]
    total = said.summary.late_at_deadline.systems.mean
    # rounded row by row; so few that were never declared late have no row of their own
    assert sum(numeric(middle)) == pytest.approx(total, abs=0.5 * len(middle) + 1)
    if figure.title == say("reasons_none", said.lang):
        assert total < 0.5
        return
    reasons = [row for row, name in enumerate(figure.columns[0].values) if str(name) in figure.title]
    assert max(numeric(middle)) in [middle[row] for row in reasons]
    assert said.claims(figure.title) in [sorted(said.cells(figure, row)) for row in reasons]


def vendor_queues(said: Said, figure: Figure) -> None:
    most = max(cell for column in figure.columns[1:] for cell in numeric(column.values))
    if figure.title == say("queues_none", said.lang):
        assert most == 0
        return
    assert said.claims(figure.title) == [f"{most:.2f}"]
    places = [
        (column.name, figure.columns[0].values[row])
        for column in figure.columns[1:]
        for row, cell in enumerate(column.values)
        if cell == most
    ]
    assert any(kind in figure.title and str(day) in figure.title for kind, day in places)


def peaked(said: Said, figure: Figure, place: int) -> int:
    """Row in which a column is greatest; its year and amount are in the title."""
    column = figure.columns[place]
    row = int(np.argmax(numeric(column.values)))
    assert str(figure.columns[0].values[row]) in figure.title
    assert shown(column.values[row], column.decimals, said.lang) in numbers(figure.title)
    return row


def accounts(said: Said, figure: Figure) -> None:
    peaked(said, figure, -1)
    assert len(numbers(figure.title)) == 1


def funding(said: Said, figure: Figure) -> None:
    row = peaked(said, figure, -2)
    general, total = (float(column.values[row] or 0) for column in figure.columns[-2:])
    title = WORDS.sub(lambda found: found[0] if found[0][-1] in "%％" else " ", figure.title)
    share = NUMBER.findall(title)[-1]
    assert float(share) == pytest.approx(100 * general / total, abs=0.5 + 50 / max(total, 1))


def causes(said: Said, figure: Figure) -> None:
    row = peaked(said, figure, -3)
    cells = [float(column.values[row] or 0) for column in figure.columns[1:]]
    forced, own, total = cells[-3:]
    assert sum(cells[:-3]) == pytest.approx(forced)
    assert forced + own == pytest.approx(total)
    title = WORDS.sub(lambda found: found[0] if found[0][-1] in "%％" else " ", figure.title)
    share = NUMBER.findall(title)[-1]
    assert float(share) == pytest.approx(100 * forced / total if total else 0, abs=0.5 + 50 / max(total, 1))
    first = figure.columns[1 + int(np.argmax(cells[:-3]))].name
    assert first.lower() in figure.title.lower()


def slips(said: Said, figure: Figure) -> None:
    put_off, caused, balance = (numeric(column.values) for column in figure.columns[1:])
    for column in (put_off, caused, balance):
        assert sum(column[:-1]) == pytest.approx(column[-1])
    assert max(put_off) <= 0 <= min(caused)
    assert [low + high for low, high in zip(put_off, caused, strict=True)] == pytest.approx(balance)
    if figure.title == say("slips_none", said.lang):
        assert set(balance) == {0}
        return
    wanted = [shown(end, figure.columns[1].decimals, said.lang) for end in (-put_off[-1], caused[-1])]
    assert said.claims(figure.title) == sorted(wanted)


def freed_money(said: Said, figure: Figure) -> None:
    if figure.title == say("freed_none", said.lang):
        assert max(numeric(figure.columns[2].values)) == 0
        return
    peaked(said, figure, 2)
    assert len(numbers(figure.title)) == 1


def definitions(said: Said, figure: Figure) -> None:
    middle = numeric(figure.columns[3].values)
    title = figure.title.replace("3割減の", "")
    found = [int(each) for each in said.claims(title)]
    reached = next((each for each in found if each != len(middle)), len(middle))
    assert len(middle) in found
    # 0.70 may be a little above or below
    assert sum(each < 0.7 for each in middle) <= reached <= sum(each <= 0.7 for each in middle)
    low, high = (f"{end(middle):.2f}" for end in (min, max))
    spoken = " ".join(said.brief.caveats)
    assert spoken.count(low) >= 1 or said.summary.failed_replications or low in spoken or _is_cut(said)
    assert high in spoken or _is_cut(said)


def _is_cut(said: Said) -> bool:
    """Whether graver caveats leave no room for that of the definitions."""
    code = say("caveat_definition", said.lang).partition("{")[0]
    return not any(line.startswith(code) for line in said.brief.caveats)


def types(said: Said, figure: Figure) -> None:
    middle = numeric(figure.columns[5].values[:-1])
    assert f"{max(middle):.2f}" in numbers(figure.title)
    late = numbers(said.text("point_late"), said.systems)[0]
    assert shown(figure.columns[2].values[-1], 0, said.lang) == late
    bodies = f"{said.summary.organisations:,}"
    assert shown(figure.columns[4].values[-1], 0, said.lang) == numbers(said.text("point_bodies"), bodies)[0]
    assert figure.columns[5].values[-1] == said.by_key["definitions"].columns[3].values[0]


def prefectures(said: Said, figure: Figure) -> None:
    shares = numeric(figure.columns[3].values[:-1])
    late = numbers(said.text("point_late"), said.systems)[0]
    assert shown(figure.columns[2].values[-1], 0, said.lang) == late
    if figure.title != say("reasons_none", said.lang):
        title = figure.title.replace("％", " ")
        found = sorted(float(each) for each in NUMBER.findall(title.replace(" %", "")))
        assert found == [min(shares), max(shares)]


def officer(said: Said, figure: Figure) -> None:
    fy2018, before, after, _, left, short = (column.values[-1] for column in figure.columns[1:])
    if not fy2018:
        assert numbers(figure.title) == []
        return
    wanted = [shown(cell, 0, said.lang) for cell in (before, after)]
    gap = float(short or 0)
    assert gap == pytest.approx(float(left or 0) - 0.7 * float(fy2018), abs=1.5)
    assert said.claims(figure.title) == sorted([*wanted, *([shown(short, 0, said.lang)] if gap > 0 else [])])
    if said.many:
        spread = figure.caption[1].rsplit(":", 1)[1]
        assert numbers(spread)[0] == shown(short, 0, said.lang)


def budget(said: Said, figure: Figure) -> None:
    names = [column.name for column in figure.columns]
    spent = names.index(say("expenditure", said.lang))
    row = peaked(said, figure, spent)
    general = figure.columns[names.index(say("funding_total", said.lang)) - 1]
    assert shown(general.values[row], general.decimals, said.lang) in numbers(figure.title)


def members(said: Said, figure: Figure) -> None:
    pairs = [
        (float(base or 0), float(after or 0))
        for base, after in zip(figure.columns[1].values[:-1], figure.columns[3].values[:-1], strict=True)
        if base
    ]
    found = [int(each.replace(",", "")) for each in numbers(figure.title)]
    counted, above = (found[0], found[1]) if said.lang == "ja" else (found[1], found[0])
    assert counted == len(pairs)
    assert sum(after > base for base, after in pairs) <= above <= sum(after >= base for base, after in pairs)


def businesses(said: Said, figure: Figure) -> None:
    months = figure.column(say("cutover_p50", said.lang)).values
    last = [row for row, month in enumerate(months) if f"{month}" in figure.title]
    assert last
    named = [row for row in last if str(figure.columns[0].values[row]) in figure.title]
    many = [int(each) for each in NUMBER.findall(figure.title) if int(each.replace(",", "")) == len(last)]
    assert named or many


CHECKS = (
    completion, running_cost, joint_plane, town_map, late_map, late_reasons, vendor_queues, accounts, causes,
    slips, funding, freed_money,
    definitions, types, prefectures, officer, budget, members, businesses,
)  # fmt: skip


def check_answer(said: Said) -> None:
    """Sentence, key figures and points say one number each, and it is that of the tables."""
    figure, summary = said.by_key["completion"], said.summary
    assert figure.plot is not None
    late = numbers(said.text("point_late"), said.systems)
    done = numbers(figure.title, said.systems)
    # what is done and what is late are all systems; each is rounded for itself
    assert _value(done[0]) + _value(late[0]) == pytest.approx(summary.systems, abs=1)
    first, ratio = _halves(said)
    assert sorted(numbers(first, said.systems)) == sorted(late)
    keys = key_figures(summary, said.style)
    assert keys[0].middle == late[0]
    known = summary.first_full_year.by_definition[summary.default_definition].nation.mean
    if known is None:
        assert numbers(ratio) == []
        return
    spoken = numbers(ratio)
    assert numbers(said.text("point_ratio").rpartition("。")[0] or said.text("point_ratio")) == spoken
    assert numbers(keys[2].middle) == spoken[:1]
    verdict = "dear" if _value(spoken[0]) > 1 else "missed" if _value(spoken[0]) > 0.7 else "reached"
    tail = say(f"answer_{verdict}", said.lang).rpartition("}")[2]
    assert said.brief.sentence.endswith(tail) or spoken[0] in {"1.00", "0.70"}
    # the points' amounts, divided, are the points' ratio; the gap is that of a sum or above it
    year, unit = summary.first_full_year, 1e6
    base, cost = year.base_yen.mean / unit, year.cost_yen.mean / unit
    amounts = [_value(each) for each in numbers(said.text("point_cost"))]
    before, after = (amounts[0], amounts[3]) if said.many else amounts
    assert (before, after) == pytest.approx((base, cost), abs=0.5)
    if before > 50:
        assert after / before == pytest.approx(
            _value(spoken[0]), abs=0.006 + 1.5 * (1 + after / before) / before
        )
    if summary.organisations == 1 and "officer" in said.by_key:
        total = [column.values[-1] for column in said.by_key["officer"].columns]
        assert (before, after) == pytest.approx((total[1], total[3]), abs=1)
    gap = _value(numbers(keys[3].middle)[0])
    assert gap >= after - 0.7 * before - 1.5
    word = "point_gap" if summary.organisations == 1 else "point_gaps"
    assert numbers(said.text(word))[0] == numbers(keys[3].middle)[0]


def _value(text: str) -> float:
    return float(text.replace(",", "").replace("△", "-").replace("−", "-"))


def _halves(said: Said) -> tuple[str, str]:
    """What the sentence says of lateness and what it says of cost."""
    cut = "期限に間に合わず、" if said.lang == "ja" else ", and "
    first, _, second = said.brief.sentence.rpartition(cut)
    assert first, said.brief.sentence
    return first, second


def check(summary: Summary) -> None:
    """All texts of both briefs of a summary."""
    for lang in LANGS:
        said = Said(summary, lang)
        for one in CHECKS:
            if one.__name__ in said.by_key:
                one(said, said.by_key[one.__name__])
        check_answer(said)


@pytest.mark.parametrize("replications", [10, 50, 200])
def test_no_sentence_of_the_nation_contradicts_a_number(replications: int) -> None:
    check(made_summary(replications))


@pytest.mark.parametrize("late", [0, 1, 4])
def test_hardly_any_late_system_is_said_only_where_there_is_none(late: int) -> None:
    """Of ten replications one has so many late systems: a median of none, a mean of a part of one."""
    made = results(10)
    kept = made.kept
    kept.cutover[:] = 2_000
    kept.cutover[0, : 10 * late] = 3_500
    kept.late_by_reason[:] = 0
    kept.late_by_reason[0, 4] = 10 * late
    check(summarise(made))


STEPS = {10: 1, 50: 20, 200: 300} if LONG else {10: 150}
"""Replications, and of how many organisations one is tried; the long run tries every one of them."""
KEPT = 50
"""Replications of which the ledgers of the nation have room in memory."""


def parts(step: int) -> list[str]:
    """Codes of organisations, prefectures' offices among them, and numbers of prefectures."""
    facts = load()
    whole = [f"{int(number):02d}" for number in facts.prefectures.number]
    return [*facts.organisations.code[::step], "020001", *(whole if step == 1 else ("13", "31"))]


@pytest.mark.slow
@pytest.mark.fuzz
@pytest.mark.parametrize("replications", STEPS)
def test_no_sentence_of_a_part_contradicts_a_number(
    replications: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    facts, made = load(), runs.run(load_scenario("baseline"), replications, seed=1, workers=2)
    post, kept = runs.posted, {}

    def posted(one: Replication, **_: Any) -> Any:
        if one.number not in kept:
            kept[one.number] = post(one)
        return kept[one.number]

    if replications <= KEPT:  # every part is cut out of the same replications
        monkeypatch.setattr(runs, "posted", posted)
    check(summarise(made))
    for code in parts(STEPS[replications]):
        part = prefecture(facts, code) if len(code) == 2 else organisation(facts, code)
        try:
            check(summarise_part(made, part))
        except AssertionError as error:
            raise AssertionError(code) from error


@pytest.mark.parametrize("replications", [10, 50, 200])
def test_no_sentence_of_a_made_part_contradicts_its_tables(replications: int) -> None:
    for members_ in (1, 7):
        made = made_part(members=members_, replications=replications)
        short = made.officer[-1].after_support - 0.7 * made.officer[-1].fy2018
        spread = Spread(short - 1e8, short / 2, short + 1e8, short, short - 1e7, short + 1e7)
        summary = replace(made, shortfall=spread)
        for lang in LANGS:
            said = Said(summary, lang)
            for one in (officer, budget, businesses, *((members,) if members_ > 1 else ())):
                one(said, said.by_key[one.__name__])
            check_answer(said)


# Fits and back-tests


def outside(figure: Figure, column: str, ends: tuple[str, str]) -> list[bool]:
    """Whether what was published lies outside two columns, said anew from the digits of the table."""
    named = {each.name: each.exact or each.values for each in figure.columns}
    rows = zip(named[column], named[ends[0]], named[ends[1]], strict=True)
    return [not float(low or 0) <= float(seen or 0) <= float(high or 0) for seen, low, high in rows]


def fit_claims(text: str) -> list[str]:
    """Numbers of a title; codes, days and what is no finding left out."""
    said = re.sub(r"\d{4}-\d{2}-\d{2}|80 ?[％%]|30 ?%|P10|P90", " ", text)
    return sorted(numbers(said))


def check_missed(figure: Figure, lang: Lang, ends: tuple[str, str], seen: str) -> None:
    """A title that counts misses counts those of its own table, whose verdicts say the same."""
    verdicts = figure.column(say("in_interval", lang)).values
    least = [
        say("hit_least", lang),
        *(say("hit_of_least", lang, hit=say(f"hit_{way}", lang)) for way in HITS),
    ]
    found = outside(figure, seen, ends)
    for verdict, is_out in zip(verdicts, found, strict=True):
        if verdict not in least:
            assert verdict == say("hit_outside" if is_out else "hit_inside", lang)
    missed = sum(str(each).startswith(say("hit_outside", lang)) for each in verdicts)
    assert fit_claims(figure.title) == sorted((str(missed), str(len(verdicts))))


HITS = ("inside", "outside")


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("whose", ["planted", "supplied"])
def test_no_title_of_a_back_test_contradicts_its_table(whose: str, lang: Lang) -> None:
    found = made_scores() if whose == "planted" else stored()
    brief = build_foreseen(found, load(), Style(lang))
    by_key = {each.key: each for each in brief.figures}
    model = say("by_model", lang)
    p10, p90 = (capital(say(f"forecast_{end}", lang, name=model)) for end in ("low", "high"))
    for key in ("foreseen_systems", "foreseen_organisations", "other_forecasts"):
        check_missed(by_key[key], lang, (p10, p90), say("count_seen", lang))
    out = say("hit_outside", lang)
    nation = [by_key[key].column(say("in_interval", lang)).values for key in list(by_key)[1:3]]
    others = by_key["other_forecasts"].column(say("in_interval", lang)).values
    every = [each for values in (*nation, others) for each in values if each != say("hit_least", lang)]
    assert fit_claims(brief.sentence) == sorted((str(every.count(out)), str(len(every))))
    coverage = by_key["coverage"]
    row = coverage.columns[0].values.index("80％" if lang == "ja" else "80 %")
    inside, of, held, of_nation = (column.values[row] for column in coverage.columns[1:])
    assert (int(of or 0) - int(inside or 0), of) == (every.count(out), len(every))
    of_the_nation = [each for values in nation for each in values]
    assert (of_nation, held) == (len(of_the_nation), len(of_the_nation) - of_the_nation.count(out))
    check_scores(by_key["mean_scores"], lang)
    flags = by_key["flags"]
    cells = [column.values[0] for column in flags.columns]
    assert fit_claims(flags.title) == sorted(f"{cell:.3f}" for cell in cells[4:6])
    assert str(cells[0]) in flags.title
    assert str(cells[1]) in flags.title


def check_scores(figure: Figure, lang: Lang) -> None:
    """Means are those of the rows above them from the named day on, and the least of them is the title's."""
    units, surveys, *scored = (column.exact or column.values for column in figure.columns)
    best = []
    for unit in dict.fromkeys(units):
        rows = [row for row, each in enumerate(units) if each == unit]
        last = rows.pop()
        first = re.search(r"\d{4}-\d{2}-\d{2}", str(surveys[last]))
        assert first
        judged = [row for row in rows if str(surveys[row]) >= first[0]]
        means = [np.mean([float(column[row] or 0) for row in judged]) for column in scored]
        assert [column[last] for column in scored] == pytest.approx(means, abs=0.006)
        least = int(np.argmin(means))
        name = figure.columns[2 + least].name.removesuffix(" CRPS")
        mean = figure.texts(lang)[last][2 + least]
        best.append((name if lang == "ja" else name.lower(), mean))
        assert min(abs(each - means[least]) for n, each in enumerate(means) if n != least) > 0
    names = "|".join(re.escape(column.name.removesuffix(" CRPS")) for column in figure.columns[2:])
    assert re.findall(names, figure.title, re.IGNORECASE) == [name for name, _ in best]
    assert re.findall(r"[\d,]+\.\d", figure.title) == [mean for _, mean in best]


@pytest.mark.parametrize("lang", LANGS)
def test_no_title_of_a_fit_contradicts_its_table(lang: Lang) -> None:
    by_key = {each.key: each for each in build_fitted(made_fit(), load(), Style(lang)).figures}
    name = say("by_fit", lang)
    low, high = (capital(say(f"fit_{end}", lang, name=name)) for end in ("low", "high"))
    for key in ("fitted_systems", "fitted_organisations", "fitted_counts"):
        check_missed(by_key[key], lang, (low, high), say("count_seen", lang))
    figure = by_key["fitted_assumptions"]
    told = figure.column(say("told", lang)).values
    ratios = figure.column(say("width_ratio", lang)).exact
    assert [each == say("told_yes", lang) for each in told] == [float(each or 0) < 0.8 for each in ratios]
    assert fit_claims(figure.title) == sorted((str(told.count(say("told_yes", lang))), str(len(told))))
    figure = by_key["prior_and_posterior"]
    ratios = figure.columns[-1].exact
    row = int(np.argmin(numeric(ratios)))
    assert str(figure.columns[0].values[row]) in figure.title
    name = str(figure.columns[0].values[row])
    assert fit_claims(figure.title.replace(name, "")) == [f"{ratios[row]:.2f}"]
    figure = by_key["fitted_quotes"]
    assert str(figure.columns[0].values[0]) in figure.title
    shown_ = [f"{column.values[0]:.2f}" for column in figure.columns[2:]]
    assert NUMBER.findall(figure.title) == [shown_[0], shown_[2], shown_[1], shown_[3]]
    figure = by_key["entangled"]
    most = int(np.argmax(np.abs(numeric(figure.columns[2].values))))
    for column in figure.columns[:2]:
        assert str(column.values[most]) in figure.title
    assert re.findall(r"−?[\d.]+", figure.title)[-1] == f"−{abs(figure.columns[2].values[most] or 0):.2f}"
    figure = by_key["more_teams"]
    changes = dict(zip(figure.columns[0].values, numeric(figure.columns[2].values), strict=True))
    wanted = [changes[say(kind, lang)] for kind in ("capacity_bound", "time_bound")]
    assert re.findall(r"−[\d.]+", figure.title) == [f"−{abs(each):.1f}" for each in wanted]
