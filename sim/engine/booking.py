"""Lots on the eve of the run: booked windows and days of procurement."""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from sim.elementary import normal_quantile, power
from sim.engine.calendar import Calendar
from sim.engine.eve import Eve
from sim.fiscal import NEVER, day_of
from sim.kernel import kernel
from sim.scenario import OwnCutover
from sim.streams import Purpose, uniform

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]

LAST_WEEK_DAYS = 7  # a wish in the last week would land beyond the last day
BUSINESSES = 22  # a lot's first business is 1..21


class Wishes(NamedTuple):
    """Parameters `booking.*`: around which days lots are booked."""

    wave_sharing: float
    early_share: float
    early_from_day: float
    early_to_day: float
    early_exponent: float
    new_year_share: float
    new_year_day: float
    after_new_year_day: float
    last_day: float


class Procurement(NamedTuple):
    """Parameters `procurement.*`, and those of the staff who procure."""

    contract_day_mean: float
    contract_day_sd: float
    tender_days: float
    negotiated_days: float
    appropriation_lead_days: float
    staff_at_20k: float
    staff_exponent: float


def booked_days(eve: Eve, calendar: Calendar, mask: Ints) -> Ints:
    """First booked cutover day of each lot; a wave (one vendor in one prefecture) shares one draw.

    An organisation's own plan takes the place of the draw, moved to the next window. A lot cuts over as one,
    so it waits for the last of its businesses.
    """
    booked = _booked_days(
        eve.lot_code,
        eve.population.lot_business,
        eve.population.lot_vendor * 100 + eve.lot_prefecture,
        mask,
        calendar.next_window,
        Wishes(*(eve.p[f"booking.{name}"] for name in Wishes._fields)),
        eve.key(Purpose.BOOKING),
        eve.key(Purpose.WAVE),
    )
    for lot, day in _own_plans(eve).items():
        booked[lot] = calendar.next_window[mask[lot], day]
    return booked


def _own_plans(eve: Eve) -> dict[int, int]:
    """Day that an organisation plans for a lot, by the number of the lot."""
    rows, businesses = eve.facts.organisations.rows, eve.facts.businesses.key
    planned: dict[int, int] = {}
    for plan in eve.p.rows("booking.own_cutovers", OwnCutover):
        lot = eve.population.lot_of(rows[plan.organisation], businesses.index(plan.business))
        planned[lot] = max(planned.get(lot, 0), day_of(plan.day))
    return planned


@kernel
def _booked_days(
    code: Ints,
    business: Ints,
    wave: Ints,
    mask: Ints,
    next_window: Ints,
    wishes: Wishes,
    booking_key: int,
    wave_key: int,
) -> Ints:
    booked = np.empty(code.size, np.int64)
    for i in range(code.size):
        if uniform(booking_key, code[i], business[i], 1) < wishes.wave_sharing:
            u = uniform(wave_key, wave[i], 0, 0)
        else:
            u = uniform(booking_key, code[i], business[i], 0)
        booked[i] = next_window[mask[i], _wanted_day(u, wishes)]
    return booked


@kernel
def _wanted_day(u: float, w: Wishes) -> int:
    """Day around which a lot with draw u is booked: spread out early, at New Year, or to the last day."""
    if u < w.early_share:
        early = power(u / w.early_share, w.early_exponent)
        return int(w.early_from_day + early * (w.early_to_day - w.early_from_day))
    rest = (u - w.early_share) / (1.0 - w.early_share)
    if rest < w.new_year_share:
        return int(w.new_year_day)
    late = (rest - w.new_year_share) / (1.0 - w.new_year_share)
    last = w.last_day - LAST_WEEK_DAYS
    return int(w.after_new_year_day + late * max(0.0, last - w.after_new_year_day))


def tenders(eve: Eve) -> Ints:
    """1 for lots that go to tender; the others (0) negotiate with the incumbent."""
    u = eve.of_lots(Purpose.CONTRACT, 1, eve.lot_buyer)
    return (u >= eve.p["procurement.negotiated_share"]).astype(np.int64)


def early_starts(eve: Eve, booked: Ints, path_days: Floats) -> Ints:
    """Day on which each early adopter must start for its window, NEVER for the others."""
    margin = path_days * (1.0 + eve.p["booking.buffer"]) + eve.p["booking.buffer_days"]
    lead = np.floor(margin).astype(np.int64)
    early = booked < eve.p["booking.early_adopter_before_day"]
    return np.where(early, np.maximum(booked - lead, 0), NEVER)


def contracts(eve: Eve) -> Ints:
    """Number of each lot's contract: one buyer, one business; below organisations x BUSINESSES."""
    return _contracts(eve.buyer, eve.population.lot_organisation, eve.population.lot_business)


@kernel
def _contracts(buyer: Ints, organisation: Ints, business: Ints) -> Ints:
    order, place = np.argsort(buyer), np.zeros(buyer.size, np.int64)
    for k in range(1, order.size):
        place[order[k]] = place[order[k - 1]] + int(buyer[order[k]] != buyer[order[k - 1]])
    return place[organisation] * BUSINESSES + business


def procured_days(eve: Eve, contract: Ints, tender: Ints, early_start: Ints) -> Ints:
    """Day on which each lot's procurement ends.

    Each procurement takes a member of the organisation's IT staff, so further lots wait for their turn. Early
    adopters asked for their budget well before they started. Joint groups contract as one: the first of
    their members decides.
    """
    p, organisations = eve.p, eve.facts.organisations
    terms = Procurement(
        p["procurement.contract_day_mean"],
        p["procurement.contract_day_sd"],
        p["procurement.tender_days"],
        p["procurement.negotiated_days"],
        p["procurement.appropriation_lead_days"],
        p["organisations.staff_at_20k"],
        p["organisations.staff_exponent"],
    )
    stream = eve.key(Purpose.CONTRACT)
    first, staff = _procurers(eve.buyer, organisations.population, terms, stream)
    lots = eve.population
    return _procured_days(
        lots.lot_organisation, lots.lot_number, contract, tender, early_start, first, staff, terms
    )


@kernel
def _procurers(buyer: Ints, residents: Ints, terms: Procurement, stream: int) -> tuple[Floats, Ints]:
    """Day of each organisation's first contract, if negotiated, and its IT staff, at least one."""
    first, staff = np.empty(buyer.size), np.empty(buyer.size, np.int64)
    for o in range(buyer.size):
        z = normal_quantile(uniform(stream, buyer[o], 0, 0))
        first[o] = terms.contract_day_mean + terms.contract_day_sd * z
        by_size = power(max(float(residents[o]), 1.0) / 20_000.0, terms.staff_exponent)
        staff[o] = max(math.floor(terms.staff_at_20k * by_size + 0.5), 1)
    return first, staff


@kernel
def _procured_days(
    organisation: Ints,
    number: Ints,
    contract: Ints,
    tender: Ints,
    early_start: Ints,
    first: Floats,
    staff: Ints,
    terms: Procurement,
) -> Ints:
    earliest = np.full(first.size * BUSINESSES, NEVER, np.int64)
    for i in range(organisation.size):
        own = organisation[i]
        days = terms.tender_days if tender[i] == 1 else terms.negotiated_days
        turn = (number[i] - 1) // staff[own]
        late = turn * days + days - terms.negotiated_days
        day = math.floor(first[own] + late)
        if early_start[i] < NEVER:
            day = min(day, early_start[i] - int(terms.appropriation_lead_days))
        earliest[contract[i]] = min(earliest[contract[i]], day)
    procured = np.empty(organisation.size, np.int64)
    for i in range(organisation.size):
        procured[i] = max(earliest[contract[i]], 0)
    return procured


@kernel
def largest_of_contract(contract: Ints, sizes: Floats, organisations: int) -> Floats:
    """The largest of the sizes of all lots under each lot's contract (see `contracts`)."""
    largest, of_lot = np.zeros(organisations * BUSINESSES), np.empty(sizes.size)
    for i in range(sizes.size):
        largest[contract[i]] = max(largest[contract[i]], sizes[i])
    for i in range(sizes.size):
        of_lot[i] = largest[contract[i]]
    return of_lot
