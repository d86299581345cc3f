"""Each file in bad/scenarios gives exactly the messages in the .txt beside it: Japanese, "---", English.

A case is NAME.toml with NAME.txt; NAME.with*.toml are combined with it. New pairs need no code.
"""

from __future__ import annotations

import tracemalloc
from pathlib import Path

import pytest
from support.paths import TESTS

from sim.errors import ScenarioError
from sim.scenario import dump, load, load_text, replaced

FOLDER = TESTS / "bad" / "scenarios"
CASES = sorted(path.stem for path in FOLDER.glob("*.txt"))


def faults(name: str) -> ScenarioError:
    partners = sorted(FOLDER.glob(f"{name}.with*.toml"))
    with pytest.raises(ScenarioError) as caught:
        load(FOLDER / f"{name}.toml", partners)
    return caught.value


@pytest.mark.parametrize("name", CASES)
def test_a_bad_file_gives_its_messages_in_both_languages(name: str) -> None:
    japanese, english = (FOLDER / f"{name}.txt").read_text(encoding="utf-8").split("\n---\n")
    error = faults(name)
    assert error.text("ja") == japanese
    assert error.text("en") == english.rstrip("\n")


def test_every_bad_file_belongs_to_a_case() -> None:
    strays = {path.name for path in FOLDER.glob("*.toml") if path.name.split(".")[0] not in CASES}
    assert not strays
    assert len(CASES) >= 30


@pytest.mark.parametrize("name", ["baselin", "../pyproject", "/etc/passwd", ""])
def test_a_name_stays_inside_the_shipped_folder(name: str) -> None:
    with pytest.raises(ScenarioError) as caught:
        load(name)
    assert [fault.code for fault in caught.value.faults] == ["unknown_scenario"]


def test_a_file_given_twice_is_refused() -> None:
    with pytest.raises(ScenarioError) as caught:
        load("baseline", ["asks/cloud_fees", "asks/cloud_fees"])
    assert [fault.code for fault in caught.value.faults] == ["given_twice"]


def test_a_missing_file_is_named() -> None:
    with pytest.raises(ScenarioError) as caught:
        load(FOLDER / "no_such_file.toml")
    assert caught.value.text("en") == "no_such_file.toml: there is no such file; check its place and name"


def test_a_file_that_extends_nothing_must_be_complete(tmp_path: Path) -> None:
    lines = dump(load("baseline")).splitlines()
    short = [line for line in lines if not line.startswith(("path_days", "share_stabilisation"))]
    (tmp_path / "short.toml").write_text("\n".join(short), encoding="utf-8")
    with pytest.raises(ScenarioError) as caught:
        load(tmp_path / "short.toml")
    assert caught.value.text("en").splitlines() == [
        "short.toml: 'work.path_days' is missing; add it",
        "short.toml: 'work.share_stabilisation' is missing; add it",
    ]


def test_what_is_combined_with_a_file_of_ones_own_is_said_in_a_comment_and_not_claimed(
    tmp_path: Path,
) -> None:
    own = tmp_path / "own.toml"
    own.write_text('[scenario]\ntitle_en = "x"\nextends = "baseline"\n[prices]\nusdjpy_fixed = 133\n')
    text = dump(load(own, ["asks/cloud_fees"]))
    assert '# ["asks/cloud_fees"]' in text
    assert "combined" not in text
    assert load_text(text).hash == load(own, ["asks/cloud_fees"]).hash


def test_a_written_claim_holds_until_a_value_beside_it_is_changed() -> None:
    text = dump(load("yen_140", ["asks/cloud_fees"]))
    assert load_text(text).combined == ("asks/cloud_fees",)
    with pytest.raises(ScenarioError) as caught:
        load_text(text.replace("usdjpy_fixed = 140", "usdjpy_fixed = 141"))
    assert [fault.code for fault in caught.value.faults] == ["combined_differs"]


def test_a_file_of_many_faults_is_read_no_further_than_a_hundred() -> None:
    lines = "".join(f"usdjpy_{number} = 1\n" for number in range(20_000))
    with pytest.raises(ScenarioError) as caught:
        load_text(f'[scenario]\ntitle_en = "x"\nextends = "baseline"\n[prices]\n{lines}')
    assert len(caught.value.faults) == 101
    assert caught.value.faults[-1].code == "more_faults"


def test_a_short_text_does_not_take_memory_that_grows_with_its_square() -> None:
    text = "a." * 30_000 + "a = 1"
    tracemalloc.start()
    with pytest.raises(ScenarioError) as caught:
        load_text(text)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert [fault.code for fault in caught.value.faults] == ["toml_parts"]
    assert peak < 2_000_000


def test_minus_zero_is_zero() -> None:
    text = '[scenario]\ntitle_en = "x"\nextends = "baseline"\n[deadline]\npending_share = '
    assert load_text(text + "-0.0").hash == load_text(text + "0.0").hash


@pytest.mark.parametrize("rate", [1e-320, 1.0, 49.9, 500.1])
def test_a_fixed_rate_is_plausible_or_off(rate: float) -> None:
    with pytest.raises(ScenarioError) as caught:
        replaced(load("baseline"), {"prices.usdjpy_fixed": rate})
    assert {fault.code for fault in caught.value.faults} == {"out_of_range"}
    for allowed in (0.0, 50.0, 500.0):
        assert (
            replaced(load("baseline"), {"prices.usdjpy_fixed": allowed}).values["prices.usdjpy_fixed"]
            == allowed
        )
