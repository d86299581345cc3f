"""Lots on the eve of the run: booked windows and days of procurement."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from sim.elementary import normal_quantile, power
from sim.engine.calendar import Calendar
from sim.engine.eve import Eve
from sim.fiscal import NEVER
from sim.scenario import Drawn
from sim.streams import Purpose, uniforms

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]

LAST_WEEK_DAYS = 7  # a wish in the last week would land beyond the last day


def booked_days(eve: Eve, calendar: Calendar, mask: Ints) -> Ints:
    """First booked cutover day of each lot; a wave (one vendor in one prefecture) shares one draw."""
    prefecture = eve.facts.organisations.prefecture[eve.population.lot_organisation]
    wave = eve.population.lot_vendor * 100 + prefecture
    shared = uniforms(eve.key(Purpose.WAVE), wave, 0, 0)
    in_wave = eve.of_lots(Purpose.BOOKING, 1) < eve.p["booking.wave_sharing"]
    u = np.where(in_wave, shared, eve.of_lots(Purpose.BOOKING))
    wanted = np.array([_wanted_day(x, eve.p) for x in u.tolist()], dtype=np.int64)
    return np.asarray(calendar.next_window[mask, wanted])


def _wanted_day(u: float, p: Drawn) -> int:
    """Day around which a lot with draw u is booked: spread out early, at New Year, or to the last day."""
    share = p["booking.early_share"]
    if u < share:
        first, last = p["booking.early_from_day"], p["booking.early_to_day"]
        return int(first + power(u / share, p["booking.early_exponent"]) * (last - first))
    rest = (u - share) / (1.0 - share)
    new_year = p["booking.new_year_share"]
    if rest < new_year:
        return int(p["booking.new_year_day"])
    first = p["booking.after_new_year_day"]
    late = (rest - new_year) / (1.0 - new_year)
    return int(first + late * max(0.0, p["booking.last_day"] - LAST_WEEK_DAYS - first))


def tenders(eve: Eve) -> Flags:
    """Which lots go to tender; the others negotiate with the incumbent."""
    u = eve.of_lots(Purpose.CONTRACT, 1, eve.lot_buyer)
    return np.asarray(u >= eve.p["procurement.negotiated_share"])


def early_starts(eve: Eve, booked: Ints, path_days: Floats) -> Ints:
    """Day on which each early adopter must start for its window, NEVER for the others."""
    lead = np.floor(path_days * (1.0 + eve.p["booking.buffer"])).astype(np.int64)
    early = booked < eve.p["booking.early_adopter_before_day"]
    return np.where(early, np.maximum(booked - lead, 0), NEVER)


def procured_days(eve: Eve, tender: Flags, early_start: Ints) -> Ints:
    """Day on which each lot's procurement ends.

    Each procurement takes a member of the organisation's IT staff, so further lots wait for their turn. Early
    adopters asked for their budget well before they started. Joint groups contract as one: the first of
    their members decides.
    """
    p, organisation = eve.p, eve.population.lot_organisation
    z = np.array([normal_quantile(u) for u in uniforms(eve.key(Purpose.CONTRACT), eve.buyer, 0, 0)])
    first = p["procurement.contract_day_mean"] + p["procurement.contract_day_sd"] * z
    days = np.where(tender, p["procurement.tender_days"], p["procurement.negotiated_days"])
    turn = (eve.population.lot_number - 1) // _staff(eve)[organisation]
    late = turn * days + days - p["procurement.negotiated_days"]
    procured = np.floor(first[organisation] + late).astype(np.int64)
    asked = early_start - int(p["procurement.appropriation_lead_days"])
    by_start = np.where(early_start < NEVER, asked, NEVER)
    return np.maximum(_first_of_buyer(eve, np.minimum(procured, by_start)), 0)


def _first_of_buyer(eve: Eve, days: Ints) -> Ints:
    """The earliest of the days of all lots that one buyer contracts for the same business."""
    of_contract = _contracts(eve)
    first = np.full(of_contract.max() + 1, NEVER, dtype=np.int64)
    np.minimum.at(first, of_contract, days)
    return np.asarray(first[of_contract])


def largest_of_buyer(eve: Eve, sizes: Floats) -> Floats:
    """The largest of the sizes of all lots that one buyer contracts for the same business."""
    of_contract = _contracts(eve)
    largest = np.zeros(of_contract.max() + 1)
    np.maximum.at(largest, of_contract, sizes)
    return np.asarray(largest[of_contract])


def _contracts(eve: Eve) -> Ints:
    """Number of each lot's contract: one buyer, one business."""
    contract = eve.lot_buyer * 100 + eve.population.lot_business
    return np.asarray(np.unique(contract, return_inverse=True)[1], dtype=np.int64)


def _staff(eve: Eve) -> Ints:
    """IT staff of each organisation, at least one."""
    at_20k, exponent = eve.p["organisations.staff_at_20k"], eve.p["organisations.staff_exponent"]
    residents = eve.facts.organisations.population.tolist()
    staff = [at_20k * power(max(float(n), 1.0) / 20_000.0, exponent) for n in residents]
    return np.maximum(np.floor(np.array(staff) + 0.5), 1.0).astype(np.int64)
