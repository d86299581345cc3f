"""A roster of several times the size: for measuring how time and memory grow, not for projections."""

from __future__ import annotations

import hashlib
from dataclasses import fields, replace
from typing import Any

import numpy as np

from sim.facts.values import Facts, Ints, Organisations

NEXT_COPY = 1_000_000
"""The code of an organisation's copy is its six digits after the number of the copy."""
MOST_COPIES = 999
"""With more, codes would reach the numbers of joint groups (`sim.population.forms.FAR`)."""


def repeated(facts: Facts, times: int) -> Facts:
    """Facts with every organisation `times` times, under codes of their own; once gives `facts` itself.

    Copies stand in the same prefectures and are served by the same vendors, whose teams grow with the work
    because load is relative. Copies have luck of their own. ValueError unless 1 <= times <= 999.
    """
    if not 1 <= times <= MOST_COPIES:
        raise ValueError(f"times must lie between 1 and {MOST_COPIES}, not {times}")
    if times == 1:
        return facts
    return replace(
        facts,
        organisations=_organisations(facts.organisations, times),
        common_functions=facts.common_functions * times,
        hash=hashlib.sha256(f"{facts.hash} x {times}".encode()).hexdigest(),
    )


def _organisations(organisations: Organisations, times: int) -> Organisations:
    columns = {field.name: getattr(organisations, field.name) for field in fields(Organisations)}
    copies: dict[str, Any] = {name: _repeated(column, times) for name, column in columns.items()}
    copy = np.repeat(np.arange(times, dtype=np.int64), len(organisations.code))
    number: Ints = copies["number"] + NEXT_COPY * copy
    number.setflags(write=False)
    return Organisations(
        **{**copies, "number": number, "code": tuple(f"{one:06d}" for one in number.tolist())}
    )


def _repeated(column: Any, times: int) -> Any:
    if isinstance(column, tuple):
        return column * times
    tiled = np.tile(column, times)
    tiled.setflags(write=False)
    return tiled
