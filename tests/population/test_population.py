"""The drawn nation: exact scope, plausible lots, luck by key, pins, groups, neighbours."""

from __future__ import annotations

from functools import lru_cache

import numpy as np
import pytest

from sim import facts, population
from sim.engine import prepare
from sim.engine.compiled import simulate
from sim.facts import TYPES, Facts
from sim.fiscal import DEADLINE
from sim.population import FORMS, SLOT_BUSINESSES, SLOTS, VENDOR_KIND_NAMES, VENDOR_KINDS, Population
from sim.replication import Replication
from sim.scenario import Pin, Scenario, load, replaced
from sim.streams import uniforms

NATION = facts.load()
BASELINE = load("baseline")
ARRAYS = tuple(Population.__dataclass_fields__)
PER_ORGANISATION = ("organisation_form", "organisation_group", "organisation_main_vendor")
ALL_IN_ONE = ("register", "tax", "insurance", "benefits")


def drawn(scenario: Scenario, replication: int = 0, seed: int = 1) -> Population:
    return population.draw(Replication.of(NATION, scenario, seed, replication))


@lru_cache(maxsize=8)
def nation(replication: int = 0) -> Population:
    return drawn(BASELINE, replication)


def row(code: str) -> int:
    return NATION.organisations.code.index(code)


def lots_of(people: Population, organisation: int) -> list[tuple[int, ...]]:
    """Everything that an organisation's lots are."""
    names = [name for name in ARRAYS if name.startswith("lot_")]
    return [
        (*(int(getattr(people, name)[lot]) for name in names), *people.businesses_of(lot).tolist())
        for lot in people.lots_of(organisation).tolist()
    ]


@pytest.mark.parametrize("replication", range(4))
def test_every_system_of_the_scope_is_in_exactly_one_lot(replication: int) -> None:
    people, scope = nation(replication), NATION.scope()
    held = np.zeros_like(scope, dtype=np.int64)
    np.add.at(held, (people.system_organisation, people.system_business), 1)
    assert np.array_equal(held, scope.astype(np.int64))
    assert held.sum() == 34592
    assert np.array_equal(people.lot_organisation[people.system_lot], people.system_organisation)
    assert np.array_equal(np.bincount(people.system_lot, minlength=people.n_lots), people.lot_businesses)
    assert people.lot_businesses.min() >= 1


@pytest.mark.parametrize("replication", range(4))
def test_every_organisation_has_one_to_ten_lots_numbered_from_one(replication: int) -> None:
    people = nation(replication)
    count = np.bincount(people.lot_organisation, minlength=1788)
    assert count.min() >= 1
    assert count.max() <= 10
    assert np.all(np.diff(people.lot_organisation) >= 0)
    expected = np.concatenate([np.arange(1, n + 1) for n in count.tolist()])
    assert np.array_equal(people.lot_number, expected)


def test_there_are_about_six_thousand_lots_more_in_cities_than_in_towns() -> None:
    counts = np.array([np.bincount(nation(r).lot_organisation, minlength=1788) for r in range(6)])
    by_type = [counts[:, NATION.organisations.type == t].mean() for t in range(len(TYPES))]
    assert 5_000 < counts.sum(axis=1).mean() < 7_500
    assert 5.5 < by_type[TYPES.index("designated_city")] < 8.0
    assert 2.0 < by_type[TYPES.index("town")] < 3.5
    assert by_type[TYPES.index("prefecture")] <= 2.0
    assert (
        by_type[TYPES.index("designated_city")]
        > by_type[TYPES.index("city")]
        > by_type[TYPES.index("village")]
    )


def test_the_first_business_of_a_lot_is_the_key_of_its_luck_and_no_other_lot_has_it() -> None:
    people = nation()
    first = [int(people.businesses_of(lot)[0]) + 1 for lot in range(0, people.n_lots, 97)]
    assert first == people.lot_business[::97].tolist()
    pairs = people.lot_organisation * 100 + people.lot_business
    assert len(np.unique(pairs)) == people.n_lots


def test_the_same_key_gives_the_same_nation_and_another_one_does_not() -> None:
    again, other = drawn(BASELINE, 2), nation(3)
    assert all(np.array_equal(getattr(nation(2), name), getattr(again, name)) for name in ARRAYS)
    assert not np.array_equal(nation(2).organisation_main_vendor, other.organisation_main_vendor)


def test_the_luck_of_a_replication_does_not_depend_on_those_drawn_before() -> None:
    forward = [drawn(BASELINE, r).lot_vendor.tolist() for r in (4, 5)]
    backward = [drawn(BASELINE, r).lot_vendor.tolist() for r in (5, 4)]
    assert forward == backward[::-1]


def test_a_pin_changes_one_organisation_and_leaves_all_others_identical() -> None:
    code, vendor = "011002", 9
    pinned = drawn(replaced(BASELINE, {"market.pins": (Pin(code, "all", vendor),)}))
    free, here = nation(), row(code)
    assert set(pinned.lot_vendor[pinned.lots_of(here)].tolist()) == {vendor - 1}
    for name in PER_ORGANISATION:
        assert np.array_equal(getattr(pinned, name), getattr(free, name))
    for other in [*range(here), *range(here + 1, 1788, 40)]:
        assert lots_of(pinned, other) == lots_of(free, other)


def test_a_pin_of_one_slot_leaves_the_rest_of_the_organisation() -> None:
    code, here = "131016", row("131016")
    pinned = drawn(replaced(BASELINE, {"market.pins": (Pin(code, "schooling", 60),)}))
    schooling = NATION.businesses.key.index("schooling")
    (lot,) = (lot for lot in pinned.lots_of(here).tolist() if schooling in pinned.businesses_of(lot))
    assert pinned.lot_vendor[lot] == 59
    assert pinned.businesses_of(lot).tolist() == [schooling]
    before = {tuple(nation().businesses_of(i).tolist()) for i in nation().lots_of(here).tolist()}
    after = {tuple(pinned.businesses_of(i).tolist()) for i in pinned.lots_of(here).tolist()}
    assert {tuple(b for b in held if b != schooling) for held in before} - {()} == after - {(schooling,)}


@pytest.mark.parametrize("replication", range(4))
def test_a_joint_group_is_of_one_prefecture_and_shares_its_main_vendor(replication: int) -> None:
    people = nation(replication)
    group = people.organisation_group
    cloud = people.organisation_form == FORMS.index("municipal_cloud")
    assert np.array_equal(group >= 0, cloud)
    for number in np.unique(group[group >= 0]).tolist():
        members = group == number
        assert len(set(NATION.organisations.prefecture[members].tolist())) == 1
        assert len(set(people.organisation_main_vendor[members].tolist())) == 1


def test_neighbours_share_a_regional_centre() -> None:
    # Of two municipalities with regional main vendors, those of one prefecture agree far more often.
    same, apart = [], []
    for replication in range(4):
        people = nation(replication)
        regional = people.vendor_kind[people.organisation_main_vendor] == VENDOR_KINDS.index("regional")
        alone = np.flatnonzero(regional & (people.organisation_group < 0))
        vendor, place = people.organisation_main_vendor[alone], NATION.organisations.prefecture[alone]
        agree, near = vendor[:, None] == vendor, place[:, None] == place
        np.fill_diagonal(near, False)
        same.append(agree[near].mean())
        far = place[:, None] != place
        apart.append(agree[far].mean())
    assert min(same) > 0.15
    assert min(same) > 5 * max(apart)


def test_specialists_sell_only_their_own_businesses() -> None:
    people = nation()
    sells = {
        "family_register": ("family_register",),
        "welfare": ("benefits", "assistance"),
        "health": ("health",),
        "schooling": ("schooling",),
    }
    for kind, slots in sells.items():
        lots = np.flatnonzero(people.vendor_kind[people.lot_vendor] == VENDOR_KINDS.index(kind))
        assert lots.size
        held = people.system_business[np.isin(people.system_lot, lots)]
        names = {NATION.businesses.key[business] for business in held.tolist()}
        assert names <= {name for slot in slots for name in SLOT_BUSINESSES[slot]}


def test_public_assistance_is_bought_apart_from_a_welfare_specialist_as_often_as_stated() -> None:
    business = NATION.businesses.key.index("public_assistance")
    paths = {"market.separate_lot_factor": 1.0, "market.separate_exponent": 0.0}
    for share in (0.1, 0.4):
        people = drawn(replaced(BASELINE, {**paths, "market.separate_assistance": share}))
        mine = people.system_business == business
        lot = people.system_lot[mine]
        apart = people.lot_vendor[lot] != people.organisation_main_vendor[people.system_organisation[mine]]
        assert apart.mean() == pytest.approx(share, abs=0.06)
        assert np.all(people.lot_businesses[lot[apart]] == 1)
        kinds = people.vendor_kind[people.lot_vendor[lot[apart]]]
        assert np.all(kinds == VENDOR_KINDS.index("welfare"))


def test_public_assistance_that_is_not_bought_apart_rides_with_the_main_vendor() -> None:
    people = drawn(replaced(BASELINE, {"market.separate_assistance": 0.0}))
    mine = people.system_business == NATION.businesses.key.index("public_assistance")
    main = people.organisation_main_vendor[people.system_organisation[mine]]
    assert np.array_equal(people.lot_vendor[people.system_lot[mine]], main)


def test_there_are_sixty_vendors_of_six_kinds_and_regional_ones_have_a_home() -> None:
    people = nation()
    assert np.bincount(people.vendor_kind).tolist() == [7, 37, 3, 6, 4, 3]
    regional = people.vendor_kind == VENDOR_KINDS.index("regional")
    assert np.array_equal(people.vendor_home > 0, regional)
    assert people.lot_vendor.max() < 60


def test_every_business_has_one_slot() -> None:
    assert tuple(SLOT_BUSINESSES) == SLOTS
    held = [name for names in SLOT_BUSINESSES.values() for name in names]
    assert sorted(held) == sorted(NATION.businesses.key)
    assert set(ALL_IN_ONE) < set(SLOTS)


def test_mainframes_stand_in_designated_cities_only_and_bespoke_systems_in_large_ones() -> None:
    organisations = NATION.organisations
    for replication in range(3):
        people = nation(replication)
        type_ = organisations.type[people.lot_organisation]
        designated = type_ == TYPES.index("designated_city")
        large = organisations.population[people.lot_organisation] > 200_000
        ward = type_ == TYPES.index("special_ward")
        assert np.all(designated[people.lot_legacy == 2])
        assert np.all((designated | large | ward)[people.lot_legacy == 1])
        most = BASELINE.draw(1, replication)["legacy.no_product_systems"]
        assert np.all(people.lot_businesses[people.lot_no_product == 1] <= most)


def test_large_cities_have_no_municipal_cloud_and_small_ones_as_many_as_stated() -> None:
    shares = []
    organisations = NATION.organisations
    municipal = organisations.type != TYPES.index("prefecture")
    for replication in range(4):
        cloud = nation(replication).organisation_form == FORMS.index("municipal_cloud")
        assert not np.any(cloud & (organisations.population > 500_000))
        assert not np.any(cloud & ~municipal)
        shares.append(cloud[municipal & (organisations.population < 50_000)].mean())
    stated = [BASELINE.draw(1, r)["organisations.municipal_cloud_share_under_50k"] for r in range(4)]
    assert np.mean(shares) == pytest.approx(np.mean(stated), abs=0.02)


def test_a_chance_is_capped() -> None:
    found = [population.chance(0.5, float(n), 0.25, 100_000.0) for n in (0, 100_000, 10_000_000)]
    assert found[1] == pytest.approx(0.5)
    assert found[2] == 0.97
    assert 0 < found[0] < 0.05


def test_vendors_are_named_within_their_kind_and_never_as_a_company() -> None:
    names = population.vendor_names(nation(), "en")
    assert len(set(names)) == 60
    assert names[7] == f"{VENDOR_KIND_NAMES['regional']['en']} 1"
    assert population.vendor_names(nation(), "ja")[8] == f"{VENDOR_KIND_NAMES['regional']['ja']}2"


@pytest.fixture(scope="module")
def eightfold() -> Facts:
    return facts.repeated(NATION, 8)


def test_a_repeated_roster_has_so_many_times_the_systems_under_codes_of_their_own(eightfold: Facts) -> None:
    assert facts.repeated(NATION, 1) is NATION
    organisations = eightfold.organisations
    assert len(set(organisations.code)) == len(np.unique(organisations.number)) == 8 * 1_788
    assert organisations.number.tolist() == [int(code) for code in organisations.code]
    assert eightfold.scope().sum() == 8 * 34_592
    assert np.array_equal(organisations.population[:1_788], NATION.organisations.population)
    assert np.array_equal(organisations.prefecture[-1_788:], NATION.organisations.prefecture)
    assert eightfold.hash not in {NATION.hash, facts.repeated(NATION, 4).hash}


@pytest.mark.parametrize("times", [0, -1, 1_000])
def test_a_roster_is_not_repeated_so_often_that_codes_and_groups_would_meet(times: int) -> None:
    with pytest.raises(ValueError, match="between 1 and 999"):
        facts.repeated(NATION, times)


def test_in_a_repeated_roster_joint_groups_stay_apart_from_each_other_and_from_codes(
    eightfold: Facts,
) -> None:
    # Groups of so few members that a prefecture has more of them than its numbers below the codes.
    scenario = replaced(BASELINE, {"organisations.joint_group_size": 2})
    people = population.draw(Replication.of(eightfold, scenario, 1, 0))
    group = people.organisation_group
    joint = np.flatnonzero(group >= 0)
    assert not set(group[joint].tolist()) & set(eightfold.organisations.number.tolist())
    prefecture = eightfold.organisations.prefecture
    for number in np.unique(group[joint]).tolist():
        assert len(set(prefecture[group == number].tolist())) == 1
    groups = [len(np.unique(group[joint[prefecture[joint] == home]])) for home in range(1, 48)]
    assert max(groups) > 100
    assert len(np.unique(group[joint])) == sum(groups)


def test_in_a_repeated_roster_vendors_stay_the_same_and_grow_with_the_work(eightfold: Facts) -> None:
    eight, one = (Replication.of(roster, BASELINE, 1, 0) for roster in (eightfold, NATION))
    large, small = population.draw(eight), nation(0)
    assert np.array_equal(large.vendor_home, small.vendor_home)
    assert np.array_equal(large.vendor_weight, small.vendor_weight)
    assert large.n_lots == pytest.approx(8 * small.n_lots, rel=0.05)
    worlds = [prepare(eight, large), prepare(one, small)]
    teams = [world.capacity.sum() for world in worlds]
    assert teams[0] == pytest.approx(8 * teams[1], rel=0.1)
    shares = [(simulate(world).cutover > DEADLINE).mean() for world in worlds]
    assert shares[0] == pytest.approx(shares[1], abs=0.05)


def test_luck_is_keyed_by_code_and_not_by_row() -> None:
    codes = NATION.organisations.number
    assert np.array_equal(uniforms(77, codes, 3, 1)[::-1], uniforms(77, codes[::-1].copy(), 3, 1))
