"""Cutover days -> yen: what every organisation pays in every fiscal year, why, and who funds it."""

from sim.ledger.curve import Curve, price_baseline
from sim.ledger.definition import DEFINITIONS, Definition, aggregate, cost_and_comparator
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
from sim.ledger.post import SLIP_PARTS, Ledger, at_booked, post, slip_cost
from sim.ledger.results import (
    BudgetYear,
    OfficerRow,
    budget_table,
    extra_burden,
    first_full_year,
    freed,
    general_revenue,
    in_first_full_year,
    not_own_fault,
    officer_table,
    running_cost,
    target_gap,
)
from sim.ledger.tax import permille_by_year, permille_on, with_tax

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
    "aggregate",
    "at_booked",
    "break_even_usdjpy",
    "budget_table",
    "cost_and_comparator",
    "extra_burden",
    "first_full_year",
    "freed",
    "general_revenue",
    "in_first_full_year",
    "not_own_fault",
    "officer_table",
    "permille_by_year",
    "permille_on",
    "pilot_table",
    "post",
    "price_baseline",
    "running_cost",
    "slip_cost",
    "target_gap",
    "with_tax",
]
