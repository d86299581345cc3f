"""Vendors and their weights by prefecture, and whom each organisation chooses."""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from sim.elementary import exp, normal_quantile, power
from sim.facts import Facts
from sim.kernel import kernel
from sim.population.forms import PREFECTURE
from sim.population.slots import SLOT_PARAMETER, SLOT_SPECIALIST, SLOTS, STEPPED
from sim.population.values import VENDOR_KINDS
from sim.replication import Replication
from sim.scenario import Drawn
from sim.streams import Purpose, uniform

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]

NATIONAL, REGIONAL = VENDOR_KINDS.index("national"), VENDOR_KINDS.index("regional")
N_SUITES = 5  # main suite, then the four specialist kinds: the rows of `vendor_weight`
HIGHEST_CHANCE = 0.97
# Draws of a buyer under Purpose.VENDOR: national or not, which vendor, and from 10 on the slots' specialists.
WHICH_SIDE, WHICH_VENDOR, FIRST_SLOT = 1, 2, 10


class Market(NamedTuple):
    """Who sells: one entry per vendor, and running sums of their weights."""

    kind: Ints  # index into VENDOR_KINDS
    home: Ints  # prefecture 1..47, 0 without a home
    weight: Floats  # [suite, prefecture 0..47, vendor]: relative chance of being chosen
    edges: (
        Floats  # [shelf, prefecture, vendor]: running sums; shelf 0 main suite regional, 1 national, 2.. rest
    )


class Buyers(NamedTuple):
    """Who buys: one entry per organisation."""

    code: Ints
    group: Ints  # joint contracting group, -1 where alone
    buyer: Ints  # key of its choices: a group draws as one buyer, so that its members agree
    residents: Ints
    prefecture: Ints


class Split(NamedTuple):
    """How slots come apart, one entry per slot."""

    base: Floats  # chance at 100,000 residents that it is bought apart
    suite: Ints  # suite of its specialists, 0 where there are none
    stepped: Ints  # 1 where migration in steps takes it apart
    exponent: float
    step_share: float
    step_exponent: float


@kernel
def chance(base: float, residents: float, exponent: float, reference: float) -> float:
    """Probability `base` x (residents / reference)^exponent, at most 0.97."""
    return min(base * power(max(residents, 1.0) / reference, exponent), HIGHEST_CHANCE)


def market_of(replication: Replication) -> Market:
    """The vendors of one replication."""
    facts, p = replication.facts, replication.p
    kind, home = _vendors(facts, p)
    weight, edges = _weights(
        kind,
        home,
        facts.prefectures.tile_x,
        facts.prefectures.tile_y,
        p["market.stronghold_sigma"],
        p["market.regional_concentration"],
        replication.key(Purpose.VENDOR),
    )
    return Market(kind, home, weight, edges)


def _vendors(facts: Facts, p: Drawn) -> tuple[Ints, Ints]:
    """Kind and home prefecture of each vendor; regional centres sit in the most populous prefectures."""
    counts = [int(p[f"market.{name}_vendors"]) for name in VENDOR_KINDS]
    kind = np.repeat(np.arange(len(VENDOR_KINDS)), counts).astype(np.int64)
    home = np.zeros(len(kind), dtype=np.int64)
    organisations = facts.organisations
    own = np.flatnonzero(organisations.type == PREFECTURE)
    # The first row of each prefecture: a roster repeated for a scale test has further ones.
    own = own[np.unique(organisations.prefecture[own], return_index=True)[1]]
    by_size = organisations.prefecture[own][np.argsort(-organisations.population[own], kind="stable")]
    regional = np.flatnonzero(kind == REGIONAL)
    # More centres than prefectures: the largest prefectures get a second one.
    home[regional] = by_size[np.arange(len(regional)) % len(by_size)]
    return kind, home


@kernel
def _weights(
    kind: Ints, home: Ints, tile_x: Ints, tile_y: Ints, sigma: float, concentration: float, stream: int
) -> tuple[Floats, Floats]:
    """Weights: nearness of regional centres, strongholds of the rest; and their running sums by shelf."""
    weight = np.zeros((N_SUITES, 48, kind.size))
    edges = np.zeros((N_SUITES + 1, 48, kind.size))
    for prefecture in range(1, 48):
        here = prefecture - 1
        for v in range(kind.size):
            if kind[v] == REGIONAL:
                there = home[v] - 1
                tiles = max(abs(tile_x[there] - tile_x[here]), abs(tile_y[there] - tile_y[here]))
                weight[0, prefecture, v] = exp(-concentration * float(tiles))
            else:
                z = normal_quantile(uniform(stream, v, prefecture, 0))
                weight[max(kind[v] - 1, 0), prefecture, v] = exp(sigma * z)
        for shelf in range(N_SUITES + 1):
            total = 0.0
            for v in range(kind.size):
                # The first two shelves part the main suite's vendors.
                if shelf > 1 or (kind[v] == NATIONAL) == (shelf == 1):
                    total += weight[max(shelf - 1, 0), prefecture, v]
                edges[shelf, prefecture, v] = total
    return weight, edges


@kernel
def _pick(edges: Floats, u: float) -> int:
    """Vendor whose interval of the running sums u falls into."""
    target = u * edges[-1]
    low, high = 0, edges.size
    while low < high:
        middle = (low + high) // 2
        if edges[middle] <= target:
            low = middle + 1
        else:
            high = middle
    return min(low, edges.size - 1)


def main_vendors(buyers: Buyers, market: Market, replication: Replication) -> Ints:
    """The all-in-one vendor of each organisation; a joint group shares one."""
    p = replication.p
    national = _national_chances(
        buyers.residents, p["market.national_share_at_20k"], p["market.national_share_exponent"]
    )
    of_group = math.fsum(national.tolist()) / len(national)
    return _main_vendors(buyers, market, national, of_group, replication.key(Purpose.VENDOR))


@kernel
def _national_chances(residents: Ints, share: float, exponent: float) -> Floats:
    chances = np.empty(residents.size)
    for i in range(residents.size):
        chances[i] = chance(share, float(residents[i]), exponent, 20_000.0)
    return chances


@kernel
def _main_vendors(buyers: Buyers, market: Market, national: Floats, of_group: float, stream: int) -> Ints:
    main = np.empty(buyers.code.size, np.int64)
    for i in range(main.size):
        threshold = of_group if buyers.group[i] >= 0 else national[i]
        side = int(uniform(stream, buyers.buyer[i], WHICH_SIDE, 0) < threshold)
        u = uniform(stream, buyers.buyer[i], WHICH_VENDOR, 0)
        main[i] = _pick(market.edges[side, buyers.prefecture[i]], u)
    return main


def split_of(p: Drawn) -> Split:
    """How slots come apart under the parameters of one replication."""
    factor = p["market.separate_lot_factor"]
    base = [p[SLOT_PARAMETER[slot]] * factor if slot in SLOT_PARAMETER else 0.0 for slot in SLOTS]
    kinds = [VENDOR_KINDS.index(SLOT_SPECIALIST.get(slot, "regional")) for slot in SLOTS]
    return Split(
        base=np.array(base),
        suite=np.array(kinds, dtype=np.int64) - 1,
        stepped=np.array([slot in STEPPED for slot in SLOTS], dtype=np.int64),
        exponent=p["market.separate_exponent"],
        step_share=p["market.step_share"],
        step_exponent=p["market.step_exponent"],
    )


@kernel
def parts(
    buyers: Buyers, market: Market, main: Ints, split: Split, lot_key: int, vendor_key: int
) -> tuple[Ints, Ints]:
    """1 where a slot is a lot of its own [organisation, slot], and the vendor of each slot."""
    apart = np.zeros((main.size, split.base.size), np.int64)
    vendor = np.empty((main.size, split.base.size), np.int64)
    for i in range(main.size):
        code, residents = buyers.code[i], float(buyers.residents[i])
        step = chance(split.step_share, residents, split.step_exponent, 100_000.0)
        ratio = power(max(residents, 1.0) / 100_000.0, split.exponent)
        for s in range(split.base.size):
            vendor[i, s] = main[i]
            if split.base[s] > 0.0 and uniform(lot_key, code, s, 0) < min(
                split.base[s] * ratio, HIGHEST_CHANCE
            ):
                apart[i, s] = 1
                if split.suite[s] > 0:
                    edges = market.edges[split.suite[s] + 1, buyers.prefecture[i]]
                    vendor[i, s] = _pick(edges, uniform(vendor_key, buyers.buyer[i], FIRST_SLOT + s, 0))
            elif split.stepped[s] == 1 and uniform(lot_key, code, s, 1) < step:
                apart[i, s] = 1
    return apart, vendor
