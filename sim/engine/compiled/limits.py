"""What a World may hold for the compiled engine, whose kernels look at no array's bounds."""

from __future__ import annotations

import numpy as np

from sim.engine.world import World

LARGEST = int(np.iinfo(np.int32).max)
"""Lots, days and tries are kept as 32-bit numbers on the desk."""


def require_fit(w: World) -> None:
    """Raise ValueError, naming every array and number at fault, when a World would reach beyond an array."""
    n_lots, n_vendors = len(w.lot_vendor), len(w.vendor_ready)
    suites, prefectures, _ = w.vendor_weight.shape
    regions = min(prefectures, w.ready_region.shape[1], w.growth_region.shape[1])
    organisations = min(len(w.organisation_code), len(w.organisation_lag))
    bounds = {
        "lot_vendor": (0, n_vendors - 1),
        "lot_mask": (0, len(w.next_window) - 1),
        "lot_suite": (0, suites - 1),
        "lot_prefecture": (0, regions - 1),
        "lot_organisation": (0, organisations - 1),
        "lot_teams": (1, LARGEST),
        "lot_procured": (0, LARGEST),
        "lot_booked": (0, LARGEST),
        "vendor_withdrawal": (0, LARGEST),
        "vendor_first_plan": (0, LARGEST),
        "capacity": (0, LARGEST),
    }
    wrong = [] if n_lots <= LARGEST else [f"{n_lots} lots; at most {LARGEST}"]
    for name, (low, high) in bounds.items():
        values = getattr(w, name)
        if values.size and (values.min() < low or values.max() > high):
            wrong.append(f"{name} from {values.min()} to {values.max()}; allowed are {low} to {high}")
    if wrong:
        raise ValueError("This World does not fit the compiled engine: " + "; ".join(wrong))
