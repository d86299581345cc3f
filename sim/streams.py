"""Luck by key: a draw depends on what it is for, never on the order of draws or the number of workers.

A draw is a hash (SplitMix64 finaliser) of seed, replication, purpose, entity, business and visit.
Inside, everything is unsigned 64-bit: mixed signs would silently become floats in compiled code.
"""

from __future__ import annotations

import hashlib
from enum import IntEnum

import numpy as np
from numpy.typing import NDArray

from sim.kernel import kernel

_GAMMA = np.uint64(0x9E3779B97F4A7C15)
_BUSINESS = np.uint64(0xD1B54A32D192ED03)
_VISIT = np.uint64(0x8CB92BA72F3D8DD7)
_FIRST = np.uint64(0xBF58476D1CE4E5B9)
_SECOND = np.uint64(0x94D049BB133111EB)
_1, _12, _27, _30, _31 = np.uint64(1), np.uint64(12), np.uint64(27), np.uint64(30), np.uint64(31)
_CELL = 1.0 / 4503599627370496.0  # 2**-52


class Purpose(IntEnum):
    """What a draw is for. The numbers are part of every result: add at the end, never renumber."""

    PARAMETER = 1
    FORM = 2
    VENDOR = 3
    LEGACY = 4
    LOT = 5
    BOOKING = 6
    WAVE = 7
    CONTRACT = 8
    TENDER = 9
    READY = 10
    GROWTH = 11
    LOAD = 12
    LUCK = 13
    REHEARSAL = 14
    WITHDRAWAL = 15
    DEFERRAL = 16
    PENDING = 17
    REBOOK = 18
    HOSTING = 19
    COST = 20
    QUOTE = 21
    LEASE = 22
    PRICE = 23
    JOINT = 24
    RETENDER = 25
    SHARED_LUCK = 26
    REGION = 27
    WINDOW = 28
    REPORT = 29
    LATE = 30


@kernel
def _mix(word: np.uint64) -> np.uint64:
    """Scrambled 64-bit word: each input bit flips each output bit with probability one half."""
    word = (word ^ (word >> _30)) * _FIRST
    word = (word ^ (word >> _27)) * _SECOND
    return word ^ (word >> _31)


def key(seed: int, replication: int, purpose: int) -> int:
    """Key of all draws for one purpose in one replication: 63 bits, so that plain Python can hand it on.

    All three numbers lie between 0 and 2**63 - 1.
    """
    return _key(seed, replication, int(purpose))  # numba takes 30 microseconds to look at a member of an enum


@kernel
def _key(seed: int, replication: int, purpose: int) -> int:
    word = _mix(np.uint64(seed) + _GAMMA)
    word = _mix(word ^ _mix(np.uint64(replication) + _GAMMA))
    return int(np.int64(_mix(word ^ _mix(np.uint64(purpose) + _GAMMA)) >> _1))


@kernel
def uniform(key: int, entity: int, business: int, visit: int) -> float:
    """Draw strictly between 0 and 1: the middle of one of 2**52 equal cells.

    `entity` is for instance an organisation's code or a vendor's number, `visit` the how-manieth draw it is.
    """
    word = _mix(np.uint64(key) ^ _mix(np.uint64(entity) + _GAMMA))
    word = _mix(word + np.uint64(business) * _BUSINESS + np.uint64(visit) * _VISIT + _GAMMA)
    return (np.float64(word >> _12) + 0.5) * _CELL


@kernel
def uniforms(key: int, entities: NDArray[np.int64], business: int, visit: int) -> NDArray[np.float64]:
    """Draws between 0 and 1, one for each entity: the same as `uniform` gives one by one."""
    draws = np.empty(len(entities), np.float64)
    for index in range(len(entities)):
        draws[index] = uniform(key, entities[index], business, visit)
    return draws


@kernel
def pair_uniforms(
    key: int, entities: NDArray[np.int64], businesses: NDArray[np.int64], visit: int
) -> NDArray[np.float64]:
    """Draws between 0 and 1, one for each pair of entity and business, such as each lot."""
    draws = np.empty(len(entities), np.float64)
    for index in range(len(entities)):
        draws[index] = uniform(key, entities[index], businesses[index], visit)
    return draws


def name_key(text: str) -> int:
    """Stable 63-bit integer for a name, such as the path of a parameter."""
    return int.from_bytes(hashlib.sha256(text.encode()).digest()[:8], "big") >> 1
