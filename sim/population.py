"""Organisations x businesses -> systems, lots and vendors of one replication, drawn by key.

Nobody publishes which vendor serves whom, so the assignment is luck with a shape: small towns buy one
all-in-one suite, big cities buy apart; vendors cluster by prefecture. Equations: docs/model.md, "Population".
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sim.elementary import exp, normal_quantile, power
from sim.facts import TYPES, Facts
from sim.scenario import Drawn, Scenario
from sim.streams import Purpose, key, uniforms

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]

FORMS = ("own_server", "single_data_centre", "shared_hardware", "municipal_cloud")
VENDOR_KINDS = ("national", "regional", "family_register", "welfare", "health", "schooling")
LEGACY_KINDS = ("package", "bespoke", "mainframe")

VENDOR_KIND_NAMES: Mapping[str, Mapping[str, str]] = {
    "national": {"ja": "全国事業者", "en": "national integrator"},
    "regional": {"ja": "地域センター", "en": "regional centre"},
    "family_register": {"ja": "戸籍専門事業者", "en": "family-register specialist"},
    "welfare": {"ja": "福祉専門事業者", "en": "welfare specialist"},
    "health": {"ja": "健康管理専門事業者", "en": "health specialist"},
    "schooling": {"ja": "就学専門事業者", "en": "schooling specialist"},
}

# A slot is what may be bought apart. The first four make the main suite of an all-in-one vendor.
SLOTS = ("register", "tax", "insurance", "benefits", "health", "family_register", "schooling", "common")
SLOT_BUSINESSES: Mapping[str, tuple[str, ...]] = {
    "register": ("resident_register", "seal_registration", "electoral_roll"),
    "tax": ("fixed_asset_tax", "individual_resident_tax", "corporate_resident_tax", "light_vehicle_tax"),
    "insurance": (
        "long_term_care",
        "national_health_insurance",
        "late_stage_medical_care",
        "national_pension",
    ),
    "benefits": (
        "child_allowance",
        "child_care",
        "child_rearing_allowance",
        "public_assistance",
        "disability_welfare",
    ),
    "health": ("health_management",),
    "family_register": ("family_register", "family_register_annex"),
    "schooling": ("schooling",),
    "common": ("common_functions",),
}
# Who sells a slot that is bought apart: a specialist kind, or (common functions) the main vendor again.
SLOT_SPECIALIST: Mapping[str, str] = {
    "benefits": "welfare",
    "health": "health",
    "family_register": "family_register",
    "schooling": "schooling",
}
SLOT_PARAMETER: Mapping[str, str] = {
    "benefits": "market.separate_welfare",
    "health": "market.separate_health",
    "family_register": "market.separate_family_register",
    "schooling": "market.separate_schooling",
    "common": "market.separate_common",
}
N_SUITES = 5  # main suite, then the four specialist kinds: the rows of `vendor_weight`
HIGHEST_CHANCE = 0.97


@dataclass(frozen=True)
class Population:
    """One drawn nation: who buys what from whom, in how many lots.

    Rows of organisations are those of `Facts.organisations`; days do not occur here.
    """

    organisation_form: Ints  # index into FORMS
    organisation_group: Ints  # joint contracting group, -1 where alone
    organisation_main_vendor: Ints
    vendor_kind: Ints  # index into VENDOR_KINDS
    vendor_home: Ints  # prefecture 1..47, 0 for vendors without a home
    vendor_weight: Floats  # [suite, prefecture 0..47, vendor]: relative chance of being chosen
    lot_organisation: Ints
    lot_number: Ints  # 1.. within its organisation
    lot_vendor: Ints
    lot_suite: Ints  # row of vendor_weight that its vendors come from
    lot_business: Ints  # its first business 1..21: the key of its luck
    lot_businesses: Ints  # how many systems it holds
    lot_legacy: Ints  # index into LEGACY_KINDS
    lot_no_product: Ints  # 1 where no compliant product exists for long
    system_organisation: Ints
    system_business: Ints  # 0..20
    system_lot: Ints

    @property
    def n_lots(self) -> int:
        """Number of lots."""
        return len(self.lot_organisation)

    def lots_of(self, organisation: int) -> Ints:
        """The lots of an organisation (its row), ascending."""
        first, last = np.searchsorted(self.lot_organisation, [organisation, organisation + 1])
        return np.arange(first, last, dtype=np.int64)

    def businesses_of(self, lot: int) -> Ints:
        """The businesses (0..20) that a lot holds, ascending."""
        return np.asarray(np.sort(self.system_business[self.system_lot == lot]))


def draw(facts: Facts, scenario: Scenario, drawn: Drawn, seed: int, replication: int) -> Population:
    """The population of one replication; equal keys give equal organisations in every scenario."""
    p = drawn.stage("population")
    luck = _Luck(facts.organisations.number, seed, replication)
    form = _forms(facts, p, luck)
    group = _joint_groups(facts, form, p, luck)
    kind, home = _vendors(facts, p)
    weight = _vendor_weights(facts, kind, home, p, seed, replication)
    main = _main_vendors(facts, group, kind, weight, p, luck)
    buyer = np.where(group >= 0, group, facts.organisations.number)
    part, vendor = _parts(facts, buyer, main, weight, p, luck)
    vendor = _pinned(facts, scenario, vendor)
    return _assemble(facts, p, luck, form, group, kind, home, weight, main, part, vendor)


def vendor_names(population: Population, lang: str) -> tuple[str, ...]:
    """Names of the vendor archetypes, numbered within their kind: "regional centre 7"."""
    seen = dict.fromkeys(range(len(VENDOR_KINDS)), 0)
    names = []
    for kind in population.vendor_kind.tolist():
        seen[kind] += 1
        label = VENDOR_KIND_NAMES[VENDOR_KINDS[kind]][lang]
        names.append(f"{label}{seen[kind]}" if lang == "ja" else f"{label} {seen[kind]}")
    return tuple(names)


class _Luck:
    """Uniform draws of all organisations at once, by purpose and slot."""

    def __init__(self, codes: Ints, seed: int, replication: int) -> None:
        self.codes = codes
        self._seed = seed
        self._replication = replication

    def __call__(
        self, purpose: int, business: int = 0, visit: int = 0, entities: Ints | None = None
    ) -> Floats:
        stream = key(self._seed, self._replication, purpose)
        return uniforms(stream, self.codes if entities is None else entities, business, visit)


def chance(base: float, population: Ints, exponent: float, reference: float = 100_000.0) -> Floats:
    """Probability `base` x (population / reference)^exponent, at most 0.97."""
    ratio = np.array([power(max(float(x), 1.0) / reference, exponent) for x in population])
    return np.minimum(base * ratio, HIGHEST_CHANCE)


def _forms(facts: Facts, p: Drawn, luck: _Luck) -> Ints:
    """Starting form by size class; prefectures run their own servers."""
    classes = ("under_50k", "50k_to_200k", "200k_to_500k", "over_500k")
    size = np.digitize(facts.organisations.population, (50_000, 200_000, 500_000))
    cloud = np.array([p[f"organisations.municipal_cloud_share_{c}"] for c in classes])[size]
    single = np.array([p[f"organisations.single_data_centre_share_{c}"] for c in classes])[size]
    shared = p["organisations.shared_hardware_share"]
    u = luck(Purpose.FORM)
    form = np.select((u < cloud, u < cloud + single, u < cloud + single + shared), (3, 1, 2), 0)
    return np.where(facts.organisations.type == TYPES.index("prefecture"), 0, form).astype(np.int64)


def _joint_groups(facts: Facts, form: Ints, p: Drawn, luck: _Luck) -> Ints:
    """Municipal-cloud bodies of a prefecture, dealt into groups of about `joint_group_size`."""
    group = np.full(len(form), -1, dtype=np.int64)
    cloud = form == FORMS.index("municipal_cloud")
    u = luck(Purpose.JOINT)
    for prefecture in range(1, 48):
        members = np.flatnonzero(cloud & (facts.organisations.prefecture == prefecture))
        count = max(1, int(len(members) / p["organisations.joint_group_size"] + 0.5))
        group[members] = prefecture * 100 + np.floor(u[members] * count).astype(np.int64)
    return group


def _vendors(facts: Facts, p: Drawn) -> tuple[Ints, Ints]:
    """Kind and home prefecture of each vendor; regional centres sit in the most populous prefectures."""
    counts = [int(p[f"market.{name}_vendors"]) for name in VENDOR_KINDS]
    kind = np.repeat(np.arange(len(VENDOR_KINDS)), counts).astype(np.int64)
    home = np.zeros(len(kind), dtype=np.int64)
    organisations = facts.organisations
    own = organisations.type == TYPES.index("prefecture")
    order = np.argsort(-organisations.population[own], kind="stable")
    by_size = organisations.prefecture[own][order]
    regional = np.flatnonzero(kind == VENDOR_KINDS.index("regional"))
    # More centres than prefectures: the largest prefectures get a second one.
    home[regional] = by_size[np.arange(len(regional)) % len(by_size)]
    return kind, home


def _vendor_weights(facts: Facts, kind: Ints, home: Ints, p: Drawn, seed: int, replication: int) -> Floats:
    """Relative chance [suite, prefecture, vendor]: nearness of regional centres, strongholds of the rest."""
    n_vendors = len(kind)
    weight = np.zeros((N_SUITES, 48, n_vendors))
    stream = key(seed, replication, Purpose.VENDOR)
    sigma = p["market.stronghold_sigma"]
    for prefecture in range(1, 48):
        u = uniforms(stream, np.arange(n_vendors, dtype=np.int64), prefecture, 0)
        stronghold = np.array([exp(sigma * normal_quantile(x)) for x in u])
        near = _nearness(facts, home, prefecture, p["market.regional_concentration"])
        for suite in range(N_SUITES):
            wanted = (0, 1) if suite == 0 else (suite + 1,)
            weight[suite, prefecture] = np.where(np.isin(kind, wanted), stronghold, 0.0)
        regional = kind == VENDOR_KINDS.index("regional")
        weight[0, prefecture] = np.where(regional, near, weight[0, prefecture])
    return weight


def _nearness(facts: Facts, home: Ints, prefecture: int, concentration: float) -> Floats:
    """exp(-concentration x map tiles) from the prefecture to each vendor's home, 0 without a home."""
    tiles = np.stack((facts.prefectures.tile_x, facts.prefectures.tile_y), axis=1)
    here = tiles[prefecture - 1]
    steps = np.abs(tiles[np.maximum(home, 1) - 1] - here).max(axis=1)
    return np.where(home > 0, np.array([exp(-concentration * float(s)) for s in steps]), 0.0)


def _choose(weights: Floats, u: Floats) -> Ints:
    """Index of the weight interval that u falls into, row by row ([n, k] weights, [n] uniforms)."""
    edges = np.cumsum(weights, axis=1)
    found = (edges <= (u * edges[:, -1])[:, None]).sum(axis=1)
    return np.asarray(np.minimum(found, weights.shape[1] - 1), dtype=np.int64)


def _main_vendors(facts: Facts, group: Ints, kind: Ints, weight: Floats, p: Drawn, luck: _Luck) -> Ints:
    """The all-in-one vendor of each organisation; a joint group shares one."""
    organisations = facts.organisations
    # A joint group draws as one buyer, so its members agree. Group numbers (101..) are below all codes.
    buyer = np.where(group >= 0, group, organisations.number)
    share, exponent = p["market.national_share_at_20k"], p["market.national_share_exponent"]
    national = chance(share, organisations.population, exponent, reference=20_000.0)
    is_national = kind == VENDOR_KINDS.index("national")
    wants_national = luck(Purpose.VENDOR, 1, 0, buyer) < np.where(
        group >= 0, math.fsum(national.tolist()) / len(national), national
    )
    weights = weight[0, organisations.prefecture] * np.where(
        wants_national[:, None], is_national, ~is_national
    )
    return _choose(weights, luck(Purpose.VENDOR, 2, 0, buyer))


def _parts(
    facts: Facts, buyer: Ints, main: Ints, weight: Floats, p: Drawn, luck: _Luck
) -> tuple[NDArray[np.bool_], Ints]:
    """Which slots are lots of their own [n_org, slot], and the vendor of each slot [n_org, slot]."""
    population, prefecture = facts.organisations.population, facts.organisations.prefecture
    part = np.zeros((len(main), len(SLOTS)), dtype=np.bool_)
    vendor = np.repeat(main[:, None], len(SLOTS), axis=1)
    step = chance(p["market.step_share"], population, p["market.step_exponent"])
    for s, slot in enumerate(SLOTS):
        apart = np.zeros(len(main), dtype=np.bool_)
        if slot in SLOT_PARAMETER:
            base = p[SLOT_PARAMETER[slot]] * p["market.separate_lot_factor"]
            apart = luck(Purpose.LOT, s, 0) < chance(base, population, p["market.separate_exponent"])
        if slot in SLOT_SPECIALIST:
            suite = VENDOR_KINDS.index(SLOT_SPECIALIST[slot]) - 1
            specialist = _choose(weight[suite, prefecture], luck(Purpose.VENDOR, 10 + s, 0, buyer))
            vendor[:, s] = np.where(apart, specialist, main)
        if slot in ("tax", "insurance", "benefits"):
            apart |= luck(Purpose.LOT, s, 1) < step
        part[:, s] = apart
    return part, vendor


def _pinned(facts: Facts, scenario: Scenario, vendor: Ints) -> Ints:
    """The vendors with the user's pins in place of the drawn ones."""
    row = {code: i for i, code in enumerate(facts.organisations.code)}
    for pin in scenario.market.pins:
        slots = range(len(SLOTS)) if pin.group == "all" else (SLOTS.index(pin.group),)
        vendor[row[pin.organisation], list(slots)] = pin.vendor - 1
    return vendor


def _assemble(
    facts: Facts,
    p: Drawn,
    luck: _Luck,
    form: Ints,
    group: Ints,
    kind: Ints,
    home: Ints,
    weight: Floats,
    main: Ints,
    part: NDArray[np.bool_],
    vendor: Ints,
) -> Population:
    """Systems gathered into lots: organisation by organisation, slot by slot."""
    slot_of = slot_of_business(facts)
    organisation, business = np.nonzero(facts.scope())
    slot = slot_of[business]
    # A slot that is not a lot of its own, and is sold by the main vendor, rides with the main suite (slot 0).
    own_vendor = vendor[organisation, slot]
    apart = part[organisation, slot] | (own_vendor != vendor[organisation, 0])
    home_slot = np.where(apart, slot, 0)
    lots, system_lot = np.unique(organisation * len(SLOTS) + home_slot, return_inverse=True)
    lot_organisation = lots // len(SLOTS)
    first = np.full(len(lots), 99, dtype=np.int64)
    np.minimum.at(first, system_lot, business + 1)
    slot0 = lots % len(SLOTS)
    lot_vendor = vendor[lot_organisation, slot0]
    size = np.bincount(system_lot, minlength=len(lots)).astype(np.int64)
    starts = np.searchsorted(lot_organisation, lot_organisation)
    legacy, no_product = _legacy(facts, lot_organisation, first, size, p, luck)
    return Population(
        organisation_form=form,
        organisation_group=group,
        organisation_main_vendor=main,
        vendor_kind=kind,
        vendor_home=home,
        vendor_weight=weight,
        lot_organisation=lot_organisation,
        lot_number=np.arange(len(lots)) - starts + 1,
        lot_vendor=lot_vendor,
        lot_suite=np.maximum(kind[lot_vendor] - 1, 0),
        lot_business=first,
        lot_businesses=size,
        lot_legacy=legacy,
        lot_no_product=no_product,
        system_organisation=organisation.astype(np.int64),
        system_business=business.astype(np.int64),
        system_lot=system_lot.reshape(-1).astype(np.int64),
    )


def slot_of_business(facts: Facts) -> Ints:
    """Index into SLOTS for each of the 21 businesses."""
    slot = {name: s for s, names in enumerate(SLOT_BUSINESSES.values()) for name in names}
    return np.array([slot[name] for name in facts.businesses.key], dtype=np.int64)


def _legacy(
    facts: Facts, lot_organisation: Ints, first: Ints, size: Ints, p: Drawn, luck: _Luck
) -> tuple[Ints, Ints]:
    """Legacy kind of each lot, and whether no compliant product exists for it."""
    organisations = facts.organisations
    type_ = organisations.type[lot_organisation]
    designated = type_ == TYPES.index("designated_city")
    large = (organisations.population[lot_organisation] > p["legacy.large_population"]) | (
        type_ == TYPES.index("special_ward")
    )
    u = _by_lot(luck, Purpose.LEGACY, lot_organisation, first, 0)
    mainframe = np.where(designated, p["legacy.mainframe_designated"], 0.0)
    bespoke = np.where(
        designated, p["legacy.bespoke_designated"], np.where(large, p["legacy.bespoke_large"], 0.0)
    )
    legacy = np.where(u < mainframe, 2, np.where(u < mainframe + bespoke, 1, 0)).astype(np.int64)
    v = _by_lot(luck, Purpose.LEGACY, lot_organisation, first, 1)
    small = size <= p["legacy.no_product_systems"]
    return legacy, (small & (v < p["legacy.no_product_share"])).astype(np.int64)


def _by_lot(luck: _Luck, purpose: int, lot_organisation: Ints, first: Ints, visit: int) -> Floats:
    """A uniform draw for each lot, keyed by organisation code and first business."""
    u = np.empty(len(first))
    for business in range(1, 22):
        at = np.flatnonzero(first == business)
        u[at] = luck(purpose, business, visit, luck.codes[lot_organisation[at]])
    return u
