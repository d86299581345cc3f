"""Links, opened files and arguments: what a stranger may send, and what somebody may type."""

from __future__ import annotations

import base64
import contextlib
import io
import json
import shutil
import zlib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.fuzzed import SCRAPS, VALUES, damaged, much, outcome
from support.sweeps import swept, write_design

from sim import facts
from sim.analysis import sweep
from sim.cli import main
from sim.cli.arguments import parse
from sim.cli.words import HELP
from sim.errors import SimError
from sim.scenario import catalogue, line_of, names, table
from sim.scenario.load import FOLDER
from sim.web.desk import links
from sim.web.desk.drafts import Desk, Draft, draft_of

pytestmark = pytest.mark.fuzz
ASKS = tuple(entry.name for entry in catalogue() if entry.ask is not None)
CHANGED = (
    Draft("題", "yen_140", ASKS[:2]).setting(
        "running.cloud_fee_factor", "{ value = 0.9, low = 0.8, high = 1 }"
    ),
    Draft("Two", author="a", reason="b\nc").setting("windows.months", "[3, 6]").setting("market.pins", "[]"),
    Draft(),
)


def packed(text: bytes) -> str:
    return base64.urlsafe_b64encode(zlib.compress(text, 9)).decode().rstrip("=")


@much(25, 1_200)
@given(
    sent=st.one_of(
        damaged(tuple(each.toml().encode() for each in CHANGED)).map(packed),
        damaged(tuple(links.parameters(each)["s"].encode() for each in CHANGED)).map(
            lambda content: content.decode("utf-8", "replace")
        ),
        st.sampled_from(SCRAPS).map(lambda scrap: packed(scrap.encode())),
        st.text(max_size=30),
    ),
    asks=st.one_of(st.just(",".join(ASKS[:2])), st.text(max_size=20), st.just("asks/x," * 5_000)),
)
def test_a_link_is_what_the_form_makes_or_is_refused(sent: str, asks: str) -> None:
    found = outcome("link", lambda: links.draft({"s": sent, "with": asks}))
    if isinstance(found, Draft):
        assert links.draft(links.parameters(found)).scenario().hash == found.scenario().hash


SHIPPED = tuple((FOLDER / f"{name}.toml").read_bytes() for name in names() if "/" not in name)


@much(15, 700)
@given(content=damaged((*SHIPPED, *(each.toml().encode() for each in CHANGED))))
def test_a_file_opened_on_the_page(content: bytes) -> None:
    text = content.decode("utf-8", "replace")
    found = outcome("opened file", lambda: Desk("t").opening(draft_of(text)))
    if isinstance(found, Desk):
        assert draft_of(found.toml()).scenario().hash == found.scenario().hash


@much(20, 500)
@given(path=st.sampled_from(list(table())), text=st.sampled_from(VALUES) | st.text(max_size=20))
def test_a_value_of_a_draft(path: str, text: str) -> None:
    outcome("draft", lambda: Draft("t").setting(path, text).scenario())


COMMANDS = (
    "run baseline --with asks/cloud_fees --replications 10 --seed 1 --workers 2 --out out/x --replace --json",
    "run --until-precise 1 --engine simpy --extend --out out/x",
    "compare baseline yen_115 --with asks/cloud_fees --format pptx --unit oku --years era --mono",
    "scenario list",
    "scenario show yen_115 --with asks/cloud_fees",
    "scenario check yen_115 baseline",
    "scenario diff baseline yen_115",
    "data check",
    "organisation 弘前市 --own a.xlsx --template b.xlsx --members",
    "trace --organisation 弘前市 --replication 3",
    "export --organisation 022021 --prefecture 20 --figures a,b --out out/x",
    "pilot --usdjpy 139",
    "sweep designs/fees_and_yen.toml --out out/x --cluster tcp://a:1 --chunk 3 --no-cache",
    "sweep status out/x",
    "sweep export out/x --csv a.csv --columns a,b",
    "calibrate --until 2025-04-30 --budget 64",
    "--lang en --version",
    "--help",
)
LIGHT = ("scenario", "data", "pilot", "--version", "--help")
words = st.one_of(
    st.sampled_from(sorted(HELP)),
    st.sampled_from([word for command in COMMANDS for word in command.split()]),
    st.sampled_from(
        ("", "-", "--", "--=", "--seed=", "-1", "1e999", "nan", "9" * 5_000, "a" * 300, "../x", "\ud800")
    ),
    st.sampled_from(("x" * 5_000 + ".toml", "a\x00b.toml", "\x1b[31m", "/", "/dev/null", "%s{}", "令和8年")),
    st.text(max_size=8),
)


@st.composite
def arguments(draw: st.DrawFn) -> list[str]:
    """A command with some of its words lost, repeated, replaced or added."""
    given = draw(st.sampled_from(COMMANDS)).split()
    for _ in range(draw(st.integers(0, 4))):
        place, way = draw(st.integers(0, len(given))), draw(st.sampled_from("dir"))
        if way == "d":
            del given[place : place + 1]
        else:
            given[place : place + (way == "r")] = [draw(words)]
    return given


@much(40, 1_500)
@given(given=arguments(), lang=st.sampled_from(["ja", "en"]))
def test_arguments_are_understood_or_told(given: list[str], lang: Any) -> None:
    def read() -> object:
        with contextlib.redirect_stdout(io.StringIO()):
            try:
                return parse(given, lang)
            except SystemExit as left:  # --help and --version
                return left.code

    found = outcome("arguments", read)
    assert found == 0 or callable(found) or isinstance(found, SimError)


@much(15, 500)
@given(given=arguments())
def test_a_light_command_ends_with_an_exit_code(given: list[str]) -> None:
    if not given or given[0] not in LIGHT:
        given = ["scenario", "check", *given]
    out, err = io.StringIO(), io.StringIO()

    def read() -> int:
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
            try:
                return main(given)
            except SystemExit as left:
                return int(left.code or 0)

    code = outcome("command", read)
    assert code in (0, 2)
    assert (code == 2) == bool(err.getvalue())


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A finished sweep, and one that was stopped, with points that wait for their chunk."""
    folder = tmp_path_factory.mktemp("sweep")
    swept(write_design(folder, steps=7), folder / "whole")
    shutil.copytree(folder / "whole", folder / "cut")
    (folder / "cut" / "chunk-00001.parquet").unlink()
    return folder


@much(15, 500)
@given(which=st.sampled_from(["whole", "cut"]), data=st.data())
def test_a_damaged_sweep(made: Path, which: str, data: st.DataObject) -> None:
    copy = made / "copy"
    shutil.rmtree(copy, ignore_errors=True)
    shutil.copytree(made / which, copy)
    file = data.draw(st.sampled_from(sorted(path for path in copy.rglob("*") if path.is_file())))
    before = sweep.status(copy)
    content = file.read_bytes()
    file.write_bytes(data.draw(damaged((content,))))
    found = outcome("sweep's folder", lambda: sweep.status(copy))
    if isinstance(found, sweep.Status) and file.read_bytes() != content:
        assert found.result_hash in (None, before.result_hash)
        assert found.damaged or found.done == before.done
        outcome("sweep's folder", lambda: sweep.export_csv(copy, made / "rows.csv", replace=True))


@pytest.mark.parametrize("text", [json.dumps("x" * 10), "[" * 100_000, "{}", line_of({"a": 1})])
def test_a_point_that_is_none_is_as_good_as_absent(made: Path, text: str) -> None:
    copy = made / "points"
    shutil.rmtree(copy, ignore_errors=True)
    shutil.copytree(made / "cut", copy)
    (copy / "points").mkdir(exist_ok=True)
    (copy / "points" / "0000003.json").write_text(text)
    assert sweep.status(copy).done == sweep.status(made / "cut").done


def test_facts_are_still_those_of_the_project() -> None:
    assert not isinstance(facts.load(), SimError)
