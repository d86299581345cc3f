"""The pilot's table as the ledger's own item formulas compute it, at any exchange rate."""

from __future__ import annotations

from dataclasses import dataclass

from sim.elementary import round_yen
from sim.facts import Facts
from sim.ledger.items import DOLLAR, DRIVERS, legacy_yen, new_yen
from sim.ledger.lines import CLOUD

YEARS_OF_TABLE = 5.0


@dataclass(frozen=True)
class PilotRow:
    """One item: yen over five years for the eight bodies, before and after."""

    key: str
    name_ja: str
    name_en: str
    before_yen: int
    after_yen: int

    @property
    def change(self) -> float:
        """After over before, less 1."""
        return self.after_yen / self.before_yen - 1.0


@dataclass(frozen=True)
class PilotTable:
    """The ten items in the official order, and the rate of the dollar they stand at."""

    usdjpy: float
    rows: tuple[PilotRow, ...]

    @property
    def total(self) -> PilotRow:
        """Sum of all items."""
        before = sum(row.before_yen for row in self.rows)
        after = sum(row.after_yen for row in self.rows)
        return PilotRow("total", "合計", "Total", before, after)


def pilot_table(facts: Facts, usdjpy: float | None = None) -> PilotTable:
    """The table at a rate in yen per dollar; by default the pilot's own rate."""
    pilot = facts.pilot
    rate = pilot.usdjpy if usdjpy is None else usdjpy
    rows = []
    for item, key in enumerate(pilot.key):
        before_fee, after_fee = (
            pilot.before_yen[item] / YEARS_OF_TABLE,
            pilot.after_yen[item] / YEARS_OF_TABLE,
        )
        dollar_fee = pilot.before_slope_yen * pilot.usdjpy / YEARS_OF_TABLE if item == CLOUD else 0.0
        dollar_years = YEARS_OF_TABLE * rate / pilot.usdjpy
        years = dollar_years if DRIVERS[item] == DOLLAR else YEARS_OF_TABLE
        before = round_yen(legacy_yen(before_fee, YEARS_OF_TABLE, dollar_fee, dollar_years, YEARS_OF_TABLE))
        after = round_yen(new_yen(after_fee, 1.0, years, years))
        rows.append(PilotRow(key, pilot.name_ja[item], pilot.name_en[item], before, after))
    return PilotTable(rate, tuple(rows))


def break_even_usdjpy(facts: Facts) -> float:
    """Rate [yen per dollar] at which the pilot saves nothing."""
    pilot = facts.pilot
    saving = float(pilot.before_yen.sum() - pilot.after_yen.sum())
    slope = pilot.after_yen[CLOUD] / pilot.usdjpy - pilot.before_slope_yen
    return float(pilot.usdjpy + saving / slope)
