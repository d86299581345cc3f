"""The pilot's official table, to the yen, through the ledger's own formulas."""

from __future__ import annotations

import pytest

from sim.facts import load
from sim.ledger import break_even_usdjpy, pilot_table
from sim.ledger.lines import CLOUD, PILOT_ITEMS

BEFORE, AFTER = 4_787_264_648, 4_588_982_119


def test_the_total_is_the_published_one_to_the_yen() -> None:
    total = pilot_table(load()).total
    assert (total.before_yen, total.after_yen) == (BEFORE, AFTER)
    assert round(100 * total.change, 2) == -4.14


def test_every_item_is_the_published_one_to_the_yen() -> None:
    facts = load()
    table = pilot_table(facts, 115.0)
    assert [row.key for row in table.rows] == list(PILOT_ITEMS)
    assert [row.before_yen for row in table.rows] == facts.pilot.before_yen.tolist()
    assert [row.after_yen for row in table.rows] == facts.pilot.after_yen.tolist()


@pytest.mark.parametrize(
    ("usdjpy", "cloud_yen", "percent"), [(139.0, 1_235_892_323, 0.29), (160.0, 1_422_609_869, 4.16)]
)
def test_cloud_after_migration_follows_the_dollar(usdjpy: float, cloud_yen: int, percent: float) -> None:
    table = pilot_table(load(), usdjpy)
    assert table.rows[CLOUD].after_yen == cloud_yen
    assert 100 * table.total.change == pytest.approx(percent, abs=0.02)


def test_the_side_before_moves_by_the_published_slope_only() -> None:
    assert pilot_table(load(), 125.0).total.before_yen - BEFORE == 597_066


def test_the_saving_is_nil_at_137_yen() -> None:
    rate = break_even_usdjpy(load())
    assert rate == pytest.approx(137.45, abs=0.1)
    total = pilot_table(load(), rate).total
    assert abs(total.after_yen - total.before_yen) <= 2
