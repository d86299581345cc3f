"""Files of the register: whatever lies there is read as a forecast or told."""

from __future__ import annotations

import datetime
import functools
import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.fuzzed import damaged, much, outcome
from support.made import results

from sim.analysis import register
from sim.facts import load

pytestmark = pytest.mark.fuzz
VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=20)
    | st.sampled_from(("nation", "2026-09-30", 10**400, -1, 1e308)),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=5,
)


@functools.cache
def whole() -> str:
    held = register.forecast(results(2), "sanwari forecast register", datetime.date(2026, 12, 1))
    held["figures"] = held["figures"][:3]
    return json.dumps(held)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("forecasts")


def read(folder: Path, content: bytes) -> None:
    (folder / "one.json").write_bytes(content)
    outcome("forecast", lambda: register.score(register.read_all(folder), load().observations))


@much(15, 700)
@given(content=st.deferred(lambda: damaged((whole().encode(),))))
def test_a_damaged_forecast(folder: Path, content: bytes) -> None:
    read(folder, content)


@much(25, 2_000)
@given(data=st.data())
def test_any_value_in_any_place(folder: Path, data: st.DataObject) -> None:
    held = json.loads(whole())
    place = data.draw(st.sampled_from((held, held["figures"][0])))
    place[data.draw(st.sampled_from(sorted(place)))] = data.draw(VALUES)
    try:
        content = json.dumps(held).encode()
    except ValueError:
        return  # no number of so many digits can be written
    read(folder, content)
