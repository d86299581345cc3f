"""The published tables: any damage is told by line and cell, or leaves tables that agree with each other."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.fuzzed import damaged, much, outcome

from sim import facts
from sim.errors import DataError, SimError
from sim.facts.layout import TABLES

pytestmark = pytest.mark.fuzz
HUGE = b'"' + b"x" * 131_073 + b'"'


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("data")


def read(folder: Path, name: str, content: bytes) -> facts.Facts | SimError:
    for each in TABLES:
        (folder / each).unlink(missing_ok=True)
        (folder / each).symlink_to(facts.FOLDER / each)
    (folder / name).unlink()
    (folder / name).write_bytes(content)
    return outcome("data folder", lambda: facts.load.__wrapped__(folder))


@much(15, 700)
@given(name=st.sampled_from(sorted(TABLES)), data=st.data())
def test_a_damaged_table(folder: Path, name: str, data: st.DataObject) -> None:
    read(folder, name, data.draw(damaged(((facts.FOLDER / name).read_bytes(),))))


@pytest.mark.parametrize("name", sorted(TABLES))
@pytest.mark.parametrize("damage", [HUGE, b'"', b"\x00", b"\x1b[31m", b"\xff", b"\xef\xbf\xbe"])
def test_one_cell_of_each_table(folder: Path, name: str, damage: bytes) -> None:
    lines = (facts.FOLDER / name).read_bytes().split(b"\n")
    cells = lines[1].split(b",")
    lines[1] = b",".join([damage, *cells[1:]])
    found = read(folder, name, b"\n".join(lines))
    assert isinstance(found, DataError)
    assert found.faults[0].file.startswith(name)


@pytest.mark.parametrize(("name", "column"), [("organisations.csv", 1), ("pilot.csv", 2), ("tax.csv", 2)])
def test_a_name_or_source_holds_only_signs_that_can_be_shown(folder: Path, name: str, column: int) -> None:
    lines = (facts.FOLDER / name).read_bytes().split(b"\n")
    cells = lines[1].split(b",")
    cells[column] = b"a\x1b[31mb"
    found = read(folder, name, b"\n".join([lines[0], b",".join(cells), *lines[2:]]))
    assert isinstance(found, DataError)
    assert [fault.code for fault in found.faults] == ["text_sign"]
