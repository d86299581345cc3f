"""Cutover days -> yen: what every organisation pays in every fiscal year, why, and who funds it."""

from sim.ledger.curve import Curve, price_baseline
from sim.ledger.definition import DEFINITIONS, Definition, cost_and_comparator
from sim.ledger.funding import PROGRAMMES
from sim.ledger.lines import (
    ACCOUNT_NAMES,
    ACCOUNTS,
    CAUSE_NAMES,
    CAUSES,
    FUNDING,
    FUNDING_NAMES,
    ITEM_NAMES,
    LINES,
    PILOT_ITEMS,
    Line,
)
from sim.ledger.oneoff import COMMITMENTS
from sim.ledger.pilot import PilotRow, PilotTable, break_even_usdjpy, pilot_table
from sim.ledger.post import SLIP_PARTS, Ledger, post, slip_cost
from sim.ledger.results import (
    BudgetYear,
    OfficerRow,
    first_full_year,
    in_first_full_year,
)
from sim.ledger.tax import permille_by_year

__all__ = [
    "ACCOUNTS",
    "ACCOUNT_NAMES",
    "CAUSES",
    "CAUSE_NAMES",
    "COMMITMENTS",
    "DEFINITIONS",
    "FUNDING",
    "FUNDING_NAMES",
    "ITEM_NAMES",
    "LINES",
    "PILOT_ITEMS",
    "PROGRAMMES",
    "SLIP_PARTS",
    "BudgetYear",
    "Curve",
    "Definition",
    "Ledger",
    "Line",
    "OfficerRow",
    "PilotRow",
    "PilotTable",
    "break_even_usdjpy",
    "cost_and_comparator",
    "first_full_year",
    "in_first_full_year",
    "permille_by_year",
    "pilot_table",
    "post",
    "price_baseline",
    "slip_cost",
]
