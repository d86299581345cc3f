"""Yen in the unit of a table, so that the table adds up.

Municipal budgets are appropriated in whole thousands, and their tables are checked by adding them up by hand.
So no note says that sums may differ: the total is the exact total, rounded once, the same wherever it stands,
and its parts are rounded so that they add up to it (largest remainder). No part is off by a whole unit.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from sim.words import Text, bilingual

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sim.figures.model import Style


class Money(NamedTuple):
    """A unit of money: its names, the yen of its smallest step, and how it is written in each language."""

    step_yen: int
    name: Text
    yen: dict[str, int]  # yen of one of the unit: English counts billions where Japanese counts 億
    decimals: dict[str, int]


MONEY = {
    "thousand": Money(1_000, bilingual("money/thousand"), {"ja": 1_000, "en": 1_000}, {"ja": 0, "en": 0}),
    "million": Money(
        1_000_000,
        bilingual("money/million"),
        {"ja": 1_000_000, "en": 1_000_000},
        {"ja": 0, "en": 0},
    ),
    "oku": Money(
        10_000_000,
        bilingual("money/oku"),
        {"ja": 100_000_000, "en": 1_000_000_000},
        {"ja": 1, "en": 2},
    ),
}


def money(style: Style) -> tuple[str, int]:
    """Name of the unit of amounts and its decimals in this style."""
    unit = MONEY[style.unit]
    return unit.name[style.lang], unit.decimals[style.lang]


def amount(yen: float | None, style: Style) -> float | int | None:
    """One amount in the unit, rounded half away from zero to its smallest step; None stays None."""
    return None if yen is None else _said(_rounded(yen / MONEY[style.unit].step_yen), style)


def parts(yen: Sequence[float], style: Style, total: float | None = None) -> list[float | int]:
    """Amounts in the unit that add up to their rounded total (or to `total`, rounded)."""
    step = MONEY[style.unit].step_yen
    exact = np.asarray(yen, dtype=np.float64) / step
    whole = np.floor(exact).astype(np.int64)
    left = _rounded(float(exact.sum()) if total is None else total / step) - int(whole.sum())
    order = np.argsort(whole - exact, kind="stable")  # greatest remainder first, ties in their order
    whole[order[: max(left, 0)]] += 1
    return [_said(int(count), style) for count in whole]


def whole(counts: Sequence[float], total: float | None = None) -> list[int]:
    """Means of counts as whole numbers that add up to their rounded total."""
    exact = np.asarray(counts, dtype=np.float64)
    floor = np.floor(exact).astype(np.int64)
    left = round(float(exact.sum()) if total is None else total) - int(floor.sum())  # as a lone count is
    floor[np.argsort(floor - exact, kind="stable")[: max(left, 0)]] += 1
    return [int(count) for count in floor]


def added(values: Sequence[float | int | None], decimals: int) -> float | int:
    """Sum of shown numbers, without the dust that floating point leaves behind a decimal."""
    total = round(sum(value for value in values if value is not None), decimals)
    return total if decimals else int(total)


def _said(steps: int, style: Style) -> float | int:
    unit = MONEY[style.unit]
    decimals = unit.decimals[style.lang]
    value = steps * unit.step_yen / unit.yen[style.lang]
    return round(value, decimals) if decimals else round(value)


def _rounded(value: float) -> int:
    """Half away from zero, as amounts are rounded everywhere."""
    return int(np.copysign(np.floor(abs(value) + 0.5), value))
