from __future__ import annotations

import pytest
from support import ledger_factory as make

from sim.ledger import price_baseline


def test_sums_of_both_class_groups_bind_within_one_per_cent() -> None:
    facts = make.facts()
    total, people = price_baseline(facts).total_yen, facts.organisations.population_2019
    municipal = facts.organisations.municipal
    below = total[municipal & (people < 200_000)].sum()
    above = total[municipal & (people >= 200_000)].sum()
    assert below == pytest.approx(237.4e9, rel=0.01)
    assert above == pytest.approx(241.2e9, rel=0.01)
    assert total.sum() == pytest.approx(478.6e9, rel=0.01)


def test_class_values_are_met_softly() -> None:
    facts = make.facts()
    total, people = price_baseline(facts).total_yen, facts.organisations.population_2019
    small = (people > 0) & (people < 20_000) & facts.organisations.municipal
    middle = (people >= 100_000) & (people < 200_000) & facts.organisations.municipal
    assert total[small].sum() / people[small].sum() == pytest.approx(11_724, rel=0.25)
    assert total[middle].sum() / people[middle].sum() == pytest.approx(3_096, rel=0.25)


def test_prefectures_have_no_baseline() -> None:
    facts = make.facts()
    assert (price_baseline(facts).total_yen[~facts.organisations.municipal] == 0).all()


def test_a_village_pays_more_per_resident_than_a_city() -> None:
    curve = price_baseline(make.facts())
    assert curve.per_resident(3_000) > curve.per_resident(20_000) > curve.per_resident(150_000)
