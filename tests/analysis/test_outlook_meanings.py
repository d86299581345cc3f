"""An outlook by hand: each share, quantile, place and word is that of the figure it stands for."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import numpy as np
import pytest
from support.made_outlook import LATE, made_outlook

from sim.analysis import organisation as analysis
from sim.analysis.organisation.dates import days_of
from sim.analysis.organisation.words import own_mark, rank_text
from sim.fiscal import DEADLINE, NEVER
from sim.ledger.results import OFFICER_ITEMS
from sim.runs import BEYOND, RATIO_UNIT
from sim.scenario import OwnCutover, OwnQuote
from sim.words import LANGS, Lang

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


def test_members_are_named_by_code_and_name_and_have_the_means_of_their_costs() -> None:
    found = made_outlook(3)
    bodies = found.facts.organisations
    rows = analysis.members(found)
    for place, row in enumerate(found.part.rows):
        assert (rows[place].code, rows[place].name) == (bodies.code[row], bodies.name[row])
        assert rows[place].name_en == bodies.names("en")[row]
        fy2018, before, after, left = found.totals[:, place].mean(axis=0)
        shown = rows[place]
        assert (shown.fy2018, shown.before) == pytest.approx((fy2018, before), abs=1)
        assert (shown.after, shown.after_support) == pytest.approx((after, left), abs=1)
        assert shown.shortfall == pytest.approx(left - 0.7 * fy2018, abs=2)


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


def test_own_figures_are_listed_with_the_comma_of_their_language() -> None:
    day = date(2026, 1, 31)
    rows = (OwnQuote("1", "line", 1, day), OwnCutover("1", "schooling", day))
    assert own_mark(rows, "ja") == "自団体の数値を反映: 見積り、移行予定日。ほかは推計"
    assert own_mark(rows, "en") == "own figures: quotes, planned cutovers; the rest is an estimate"
