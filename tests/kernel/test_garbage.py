"""Imports are not searched for garbage, and everything after them is."""

from __future__ import annotations

import gc

import pytest

from sim.garbage import pause_collection


def test_what_is_made_within_is_left_alone_and_garbage_is_collected_afterwards() -> None:
    before = gc.get_freeze_count()
    with pause_collection():
        assert not gc.isenabled()
        kept: list[list[int]] = [[] for _ in range(1000)]
    assert gc.isenabled()
    assert gc.get_freeze_count() >= before + len(kept)
    gc.unfreeze()


def test_a_fault_within_leaves_the_collection_on() -> None:
    with pytest.raises(ImportError), pause_collection():
        raise ImportError
    assert gc.isenabled()
    gc.unfreeze()
