"""An outlook by hand: each share, quantile, place and word is that of the figure it stands for."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import numpy as np
import pytest
from support.made_outlook import LATE, made_outlook

from sim.analysis import organisation as analysis
from sim.analysis.organisation.dates import days_of
from sim.analysis.organisation.words import own_mark, rank_text
from sim.fiscal import DEADLINE, NEVER, date_of, month_text
from sim.ledger.results import OFFICER_ITEMS
from sim.runs import BEYOND, RATIO_UNIT
from sim.scenario import OwnCutover, OwnQuote
from sim.summary import Lang
from sim.wording import ranged

LANGS: tuple[Lang, ...] = ("ja", "en")
ENDS = (0.1, 0.5, 0.9)


def test_running_cost_keeps_its_quantiles_its_mean_and_its_total() -> None:
    found = made_outlook()
    cost = analysis.running_cost(found)
    assert cost.items == (*OFFICER_ITEMS, "total")
    yen = np.dstack([found.running, found.running.sum(axis=2)])
    for share, drawn in zip(ENDS, (cost.p10, cost.p50, cost.p90), strict=True):
        assert drawn == pytest.approx(np.quantile(yen, share, axis=0))
    assert cost.mean == pytest.approx(yen.mean(axis=0))


def test_a_year_is_at_the_target_in_the_replications_whose_cost_is_seven_tenths_or_less() -> None:
    found = made_outlook()
    running, totals = found.running.copy(), found.totals.copy()
    totals[:, :, 0] = 1_000
    running[:] = 0
    running[:, 0, 0] = [*(700, 700, 699), *[701] * 7]  # replications, in the first year
    running[:, 1, 0] = 1_000
    cost = analysis.running_cost(replace(found, running=running, totals=totals))
    assert cost.at_target[:3] == pytest.approx([0.3, 0.0, 1.0])
    assert cost.target == (700, 700, 700)


@pytest.mark.parametrize("members", [1, 3])
def test_both_aims_are_counted_replication_by_replication(members: int) -> None:
    found = made_outlook(members)
    totals, at_target = found.totals.copy(), found.at_target.copy()
    totals[..., 0], totals[..., 2] = 1_000, 701
    totals[2:8, :, 2] = 700  # six of ten
    at_target[2:8] = True
    odds = analysis.joint(replace(found, totals=totals, at_target=at_target))
    late = found.last_cutover > DEADLINE
    on_time = ~late.any(axis=1)
    reached = np.isin(np.arange(10), range(2, 8))
    assert odds.on_time == on_time.mean() != odds.at_target
    assert odds.at_target == pytest.approx(0.6)
    assert odds.both == (on_time & reached).mean()
    assert odds.members_both == pytest.approx((~late & reached[:, None]).mean())
    assert odds.members_known == members


def test_a_member_without_a_baseline_counts_for_neither() -> None:
    found = made_outlook(3)
    totals = found.totals.copy()
    totals[:, 1, 0] = 0
    at_target = np.ones_like(found.at_target)
    odds = analysis.joint(replace(found, totals=totals, at_target=at_target))
    assert odds.members_known == 2
    assert odds.members_both == pytest.approx(1 - (LATE[0] + LATE[2]) / 20)


def test_members_are_named_by_code_and_name_and_a_quantile_is_one_replication() -> None:
    found = made_outlook(3)
    bodies = found.facts.organisations
    *rows, total = analysis.members(found)
    for place, row in enumerate(found.part.rows):
        assert (rows[place].code, rows[place].name) == (bodies.code[row], bodies.name[row])
        assert rows[place].name_en == bodies.names("en")[row]
        fy2018, before, after, left = found.totals[:, place].mean(axis=0)
        shown = rows[place]
        assert (shown.fy2018, shown.before) == pytest.approx((fy2018, before), abs=1)
        assert (shown.after, shown.after_support) == pytest.approx((after, left), abs=1)
        assert shown.shortfall == pytest.approx(left - 0.7 * fy2018, abs=2)
        assert rows[place].multiple == pytest.approx(after / before)
    assert total.shortfall == sum(row.shortfall or 0 for row in rows)
    assert total.code == "99"
    at = int(np.argsort(found.officer[:, :, 2].sum(axis=1))[0])  # the lowest of ten stands at P10
    *lowest, _ = analysis.members(found, 0.1)
    assert [row.after for row in lowest] == found.totals[at, :, 2].tolist()


def test_days_beyond_the_horizon_never_come_and_shares_are_means() -> None:
    days = np.array([*[DEADLINE] * 4, *[DEADLINE + 1] * 3, *[BEYOND] * 3], np.int16)
    found = days_of(days)
    assert (found.p10, found.p50, found.p90) == (DEADLINE, DEADLINE + 1, NEVER)
    assert found.on_time == pytest.approx(0.4)
    one = made_outlook()
    late = (one.cutover > DEADLINE).mean(axis=0)
    rows = analysis.cutovers(one)
    assert [row.late for row in rows] == pytest.approx([LATE[0] / 10] * len(rows))
    assert sum(row.systems for row in rows) == len(late)


def ranked() -> analysis.Outlook:
    """Ratios that differ from organisation to organisation; a part of them without a baseline."""
    found = made_outlook()
    number = found.ratio.shape[1]
    ratio = np.tile(np.arange(number) * 1_000 + RATIO_UNIT, (10, 1)).astype(np.int32)
    ratio[:, ::7] = -1
    ratio[:, found.part.rows[0]] = RATIO_UNIT + 1_000 * number // 2
    return replace(found, ratio=ratio)


@pytest.mark.parametrize("lang", LANGS)
def test_a_rank_says_its_place_its_ratio_and_the_spread_of_its_class(lang: Lang) -> None:
    found = ranked()
    bodies, row = found.facts.organisations, found.part.rows[0]
    place = analysis.rank(found)
    values = found.ratio[0][(bodies.type == bodies.type[row]) & (found.ratio[0] >= 0)] / RATIO_UNIT
    own = found.ratio[0, row] / RATIO_UNIT
    assert (place.ratio, place.organisations) == (own, len(values))
    assert place.place == 1 + (values < own).sum()
    spread = (place.class_p10, place.class_p50, place.class_p90)
    assert spread == pytest.approx(tuple(np.quantile(values, ENDS)))
    said = rank_text(place, lang)
    p10, p50, p90 = (f"{value:.2f}" for value in np.quantile(values, ENDS))
    assert {"ja": f"P10～P90 {p10}～{p90}倍", "en": f"P10 to P90 {p10} to {p90}"}[lang] in said
    middle = {"ja": f"中央は{p50}倍", "en": f"their median {p50}"}[lang]
    assert middle in said
    assert f"{own:.2f}" in said
    assert {"ja": f"低い方から{place.place}番目", "en": f"number {place.place} from"}[lang] in said


def sentenced(yen: tuple[int, int, int, int], replications: int = 10) -> analysis.Outlook:
    """An outlook whose total is so many yen in FY2018, before, after and after support."""
    found = made_outlook(replications=replications)
    officer = np.zeros_like(found.officer)
    officer[:, 0] = yen
    return replace(found, officer=officer)


SENTENCES: dict[Lang, list[Any]] = {
    "ja": [
        (
            (10_000_000, 11_000_000, 22_000_000, 8_000_000),
            "年11,000千円から移行後22,000千円",
            "年1,000千円足りない",
        ),
        ((10**10, 10**10, 10**10, 9 * 10**9), "年100億円から移行後100億円", "年20億円足りない"),
        ((10**10, 10**10, 10**10 - 10**3, 9 * 10**9), "9,999,999千円", "年2,000,000千円足りない"),
        ((10_000_000, 10_000_000, 9_000_000, 7_000_000), "移行後9,000千円", "2018年度から3割減に届く"),
        ((0, 10_000_000, 9_000_000, 7_000_000), "移行後9,000千円", "公表されていない"),
    ],
    "en": [
        (
            (10_000_000, 11_000_000, 22_000_000, 8_000_000),
            "from 11 million yen to 22 million",
            "1 million yen a year are missing",
        ),
        ((10_000_000, 10_000_000, 9_000_000, 7_000_000), "to 9 million", "30 % below FY2018 is reached"),
        ((0, 10_000_000, 9_000_000, 7_000_000), "to 9 million", "is not published"),
    ],
}


@pytest.mark.parametrize(
    ("lang", "yen", "cost", "target"), [(lang, *each) for lang in LANGS for each in SENTENCES[lang]]
)
def test_the_sentence_says_before_after_and_what_is_missing_in_its_unit(
    lang: Lang, yen: Any, cost: str, target: str
) -> None:
    said = analysis.sentence(sentenced(yen), lang)
    assert said.startswith({"ja": "甲県: ", "en": "Ko: "}[lang])
    assert cost in said.replace("¥", "")
    assert target in said
    assert f"{100 - 10 * LATE[0]}" in said
    multiple = f"{yen[2] / yen[1]:.2f}"
    assert {"ja": f"移行前の{multiple}倍", "en": f"{multiple} times that before"}[lang] in said


@pytest.mark.parametrize("lang", LANGS)
def test_the_sentence_names_the_months_of_the_last_cutover_from_first_to_last(lang: Lang) -> None:
    found = sentenced((10, 10, 10, 10), replications=200)
    days = np.repeat([DEADLINE - 400, DEADLINE, DEADLINE + 400], [60, 80, 60]).astype(np.int16)
    said = analysis.sentence(
        replace(found, cutover=np.repeat(days[:, None], found.cutover.shape[1], 1)), lang
    )
    months = [month_text(date_of(int(day)), lang) for day in (DEADLINE - 400, DEADLINE, DEADLINE + 400)]
    low, middle, high = months
    assert ranged(low, middle, high, lang) in said
    few = analysis.sentence(sentenced((10, 10, 10, 10)), lang)
    assert month_text(date_of(DEADLINE - 100), lang) in few


def test_own_figures_are_listed_with_the_comma_of_their_language() -> None:
    day = date(2026, 1, 31)
    rows = (OwnQuote("1", "line", 1, day), OwnCutover("1", "schooling", day))
    assert own_mark(rows, "ja") == "自団体の数値を反映: 見積り、移行予定日。ほかは推計"
    assert own_mark(rows, "en") == "own figures: quotes, planned cutovers; the rest is an estimate"
