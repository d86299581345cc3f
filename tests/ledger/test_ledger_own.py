"""Do own figures replace the estimate, and nothing else? Cases on one city, and the nation around it."""

from __future__ import annotations

from datetime import date
from typing import Any

import numpy as np
import pytest
from support import ledger_factory as make
from support.ledger_factory import FEE, MITAKA, case, plain
from support.ledger_reading import officer_table

from sim import fiscal
from sim.ledger import PILOT_ITEMS
from sim.ledger.results import officer_rows, officer_yen
from sim.prices import Prices, running
from sim.scenario import OwnBaseline, OwnContractEnd, OwnItem, OwnQuote

FEW = 20  # yen: ten items are rounded one by one
JANUARY = date(2025, 1, 31)


def items(code: str, yen: dict[str, int]) -> tuple[OwnItem, ...]:
    return tuple(OwnItem(code, item, yen.get(item, 0)) for item in PILOT_ITEMS)


def quotes(yen: dict[str, int], day: date = JANUARY, code: str = MITAKA) -> tuple[OwnQuote, ...]:
    return tuple(OwnQuote(code, item, amount, day) for item, amount in yen.items())


def after(got: Any) -> dict[str, int]:
    return {row.item: row.after for row in officer_table(got.ledger, got.row)}


def test_own_items_of_fy2018_are_what_the_table_shows() -> None:
    own = items(MITAKA, {"line": 2_000_000, "hardware_lease": 7_000_000, "cloud": 1_000_000})
    got = case("2026-04-01", chosen=plain(cost__own_baselines=(), cost__own_items=own))
    table = {row.item: row.fy2018 for row in officer_table(got.ledger, got.row)}
    assert {item: table[item] for item in PILOT_ITEMS} == {row.item: row.fy2018_yen for row in own}
    assert table["total"] == 10_000_000
    assert got.account("legacy_running", 2024) == pytest.approx(10_000_000, abs=FEW)


def test_own_items_that_add_up_to_the_total_move_items_only() -> None:
    even = items(MITAKA, dict.fromkeys(PILOT_ITEMS, FEE // 10))
    total, by_item = case("2026-04-01"), case("2026-04-01", chosen=plain(cost__own_items=even))
    assert after(total) == after(by_item)
    assert total.account("legacy_running", 2020) == pytest.approx(
        by_item.account("legacy_running", 2020), abs=FEW
    )


def test_an_own_quote_is_what_the_item_costs_and_the_others_keep_the_estimate() -> None:
    plainly = after(case("2026-04-01"))
    got = after(case("2026-04-01", chosen=plain(running__own_quotes=quotes({"software_lease": 9_000_000}))))
    assert got["software_lease"] == pytest.approx(9_000_000, abs=1)
    assert {item: got[item] for item in PILOT_ITEMS if item != "software_lease"} == {
        item: plainly[item] for item in PILOT_ITEMS if item != "software_lease"
    }


@pytest.mark.parametrize("premium", [0.5, 2.0])
def test_a_quote_holds_the_whole_price_whatever_premium_is_drawn(premium: float) -> None:
    own = quotes({"cloud": 5_000_000, "operations_work": 0})
    chosen = plain(running__own_quotes=own, running__quote_median_tokyo=premium)
    got = after(case("2026-04-01", chosen=chosen))
    assert got["cloud"] == pytest.approx(5_000_000, abs=1)
    assert got["operations_work"] == 0


@pytest.mark.parametrize(("shared", "other"), [(1.0, 0.0), (0.0, 0.0), (0.0, 1.0)])
def test_a_quote_for_cloud_already_holds_its_hosting_and_its_first_discount(
    shared: float, other: float
) -> None:
    chosen = plain(
        running__own_quotes=quotes({"cloud": 5_000_000}),
        running__shared_hosting_share=shared,
        running__other_hosting_share=other,
        running__cloud_discount_start=0.1,
        running__cloud_discount_max=0.1,
    )
    assert after(case("2026-04-01", chosen=chosen))["cloud"] == pytest.approx(5_000_000, abs=2)


def test_after_the_day_of_the_quote_the_rate_acts_once() -> None:
    dear = make.flat(130.0).level.copy()
    dear[0, 96:] = 156.0  # from April 2026 on: a fifth more than on the day of the quote
    chosen = plain(running__own_quotes=quotes({"cloud": 5_000_000, "line": 3_000_000}))
    got = after(case("2026-04-01", chosen=chosen, prices=Prices(dear, running(dear))))
    assert got["cloud"] == pytest.approx(6_000_000, abs=2)
    assert got["line"] == pytest.approx(3_000_000, abs=2)


def test_levers_on_fees_act_on_a_quote() -> None:
    own = quotes({"cloud": 5_000_000, "software_lease": 2_000_000, "line": 1_000_000})
    chosen = plain(
        running__own_quotes=own,
        running__cloud_fee_factor=0.8,
        running__software_fee_factor=0.5,
        running__line_fee_factor=0.0,
    )
    got = after(case("2026-04-01", chosen=chosen))
    assert got["cloud"] == pytest.approx(4_000_000, abs=2)
    assert got["software_lease"] == pytest.approx(1_000_000, abs=2)
    assert got["line"] == 0


def test_own_quotes_say_the_multiple() -> None:
    own = quotes(dict.fromkeys(PILOT_ITEMS, FEE * 3 // 10))
    got = case("2026-04-01", chosen=plain(running__own_quotes=own))
    assert got.ledger.quote_multiple[got.row] == pytest.approx(3.0)


def test_a_contract_that_ends_with_the_cutover_leaves_no_residual() -> None:
    def residual(end: date) -> int:
        ends = (OwnContractEnd(MITAKA, "all", end),)
        chosen = plain(contracts__own_ends=ends, contracts__residual_share=1.0, contracts__term_months=60.0)
        got = case("2025-10-01", chosen=chosen)
        return got.line("legacy_running", "residual", "state_rule", 2025)

    leases = (821_553_665 + 1_659_827_300) / 4_787_264_648 * FEE
    assert residual(date(2025, 10, 1)) == 0
    assert residual(date(2026, 10, 1)) == pytest.approx(leases * 365 / 365.25, abs=2)


def test_an_own_end_is_kept_even_where_a_re_lease_would_have_bridged_to_the_cutover() -> None:
    day = fiscal.day_of("2025-10-01")
    shares = {"contracts__re_lease_limit_months": 60.0, "contracts__support_premium": 0.5}
    ends = (OwnContractEnd(MITAKA, "all", date(2025, 3, 31)),)
    bridged = case("2025-10-01", chosen=plain(**shares, contracts__own_ends=ends))
    assert fiscal.date_of(day) == date(2025, 10, 1)
    assert bridged.line("legacy_running", "support_premium", "vendor", 2024) == pytest.approx(
        FEE * 0.5 / 365, abs=2
    )  # one day of FY2024, after the end on 31 March
    assert bridged.line("legacy_running", "support_premium", "vendor", 2023) == 0


def test_a_lot_waits_for_the_latest_of_the_contracts_that_its_businesses_have() -> None:
    ends = (
        OwnContractEnd(MITAKA, "all", date(2025, 3, 31)),
        OwnContractEnd(MITAKA, "tax", date(2025, 10, 1)),
    )
    chosen = plain(contracts__own_ends=ends, contracts__residual_share=1.0)
    got = case("2025-10-01", chosen=chosen)
    assert got.line("legacy_running", "residual", "state_rule", 2025) == 0


def test_own_figures_change_nobody_elses_expenditure() -> None:
    people, days = make.nation(), make.crowded(make.nation())
    before = make.posted(make.scenario(), people, days)
    code, prefecture = "011002", "010006"
    own = {
        "cost__own_items": items(code, dict.fromkeys(PILOT_ITEMS, 400_000_000)),
        "cost__own_baselines": (OwnBaseline(prefecture, 900_000_000),),
        "running__own_quotes": quotes({"cloud": 900_000_000}, code=code),
        "contracts__own_ends": (OwnContractEnd(code, "all", date(2026, 3, 31)),),
    }
    got = make.posted(make.scenario(**own), people, days)
    rows = make.facts().organisations.rows
    others = ~np.isin(np.arange(len(before.p_yen)), [rows[code], rows[prefecture]])
    for name in ("amounts", "c_items_yen", "c_law_yen", "quote_multiple", "premium"):
        assert np.array_equal(getattr(before, name)[others], getattr(got, name)[others]), name
    assert (before.amounts[~others] != got.amounts[~others]).any(axis=(1, 2)).all()
    assert got.ten_items_yen[rows[code], 0] == pytest.approx(4_000_000_000, abs=200)


def test_the_officers_table_of_many_is_that_of_each() -> None:
    ledger = make.posted(make.baseline(), make.nation(), make.crowded(make.nation()))
    rows = np.array([3, 400, 1700])
    yen = officer_yen(ledger, rows)
    for place, row in enumerate(rows.tolist()):
        assert officer_rows(yen[place]) == officer_table(ledger, row)
