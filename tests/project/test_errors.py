from __future__ import annotations

import pickle
import string

import pytest

from sim.errors import MESSAGES, DataError, Fault, ScenarioError, SimError, UsageError, nearest, suggested


def test_a_fault_says_where_what_is_allowed_and_the_way_out() -> None:
    fault = Fault("city.toml", "deadline.day", "2017-04-01", "out_of_range", {"low": "2018-04-01", "high": 9})
    assert fault.text("en") == "city.toml: deadline.day = 2017-04-01; a value lies between 2018-04-01 and 9"
    assert fault.text("ja") == "city.toml: deadline.day = 2017-04-01; 2018-04-01から9までの値にしてください"


def test_a_mistyped_key_brings_the_nearest_known_one() -> None:
    meant = nearest("quote_factr", ["deadline", "quote_factor", "quote"])
    fault = Fault("city.toml", "quote_factr", None, "unknown_key", {"meant": meant})
    assert fault.text("en") == "city.toml: unknown key 'quote_factr'; did you mean 'quote_factor'?"
    assert fault.text("ja") == "city.toml: 知らない項目 'quote_factr' です。'quote_factor' のことですか？"


def test_a_word_without_its_section_brings_the_names_that_hold_it() -> None:
    known = ["prices.usdjpy_drift", "prices.usdjpy_fixed", "vendors.load_mean", "asks/cloud_fees"]
    assert suggested("usdjpy", known) == ("prices.usdjpy_drift", "prices.usdjpy_fixed")
    assert suggested("prices.usdjpy", known) == ("prices.usdjpy_drift", "prices.usdjpy_fixed")
    assert suggested("cloud", known) == "asks/cloud_fees"
    assert suggested("mean", known) == "vendors.load_mean"
    assert suggested("vendors.lode_mean", known) == "vendors.load_mean"
    assert suggested("xyz", known) is None
    assert suggested("asks/nosuch", known) is None  # the folder alone is no likeness
    assert suggested("asks/cloud_fes", known) == "asks/cloud_fees"
    fault = Fault("a.toml", "usdjpy", None, "unknown_key", {"meant": suggested("usdjpy", known)})
    assert fault.text("en").endswith("did you mean one of 'prices.usdjpy_drift', 'prices.usdjpy_fixed'?")
    assert fault.text("ja").endswith("'prices.usdjpy_drift'、'prices.usdjpy_fixed' のどれかですか？")


def test_no_hint_where_nothing_is_near() -> None:
    assert nearest("xyz", ["deadline", "quote_factor"]) is None
    fault = Fault("city.toml", "xyz", None, "unknown_key", {"meant": None})
    assert fault.text("en") == "city.toml: unknown key 'xyz'"


def test_details_may_bring_words_of_each_language() -> None:
    fault = Fault("a.toml", "x", True, "wrong_type", {"expected": {"ja": "数", "en": "a number"}})
    assert fault.text("ja") == "a.toml: x = true; 数で書いてください"
    assert fault.text("en") == "a.toml: x = true; write a number here"


@pytest.mark.parametrize("kind", [SimError, DataError, ScenarioError, UsageError])
def test_an_error_tells_all_faults_and_crosses_between_processes(kind: type[SimError]) -> None:
    faults = (Fault("a", "x", None, "missing_key"), Fault("b", "", None, "missing_file"))
    error = pickle.loads(pickle.dumps(kind(faults)))  # noqa: S301 made on this very line
    assert type(error) is kind
    assert error.faults == faults
    assert error.text("en").splitlines() == [fault.text("en") for fault in faults]
    assert isinstance(error, SimError)


def _blanks(template: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(template) if name}


@pytest.mark.parametrize("code", sorted(MESSAGES))
def test_every_message_exists_in_both_languages_with_the_same_blanks(code: str) -> None:
    assert set(MESSAGES[code]) == {"ja", "en"}
    assert _blanks(MESSAGES[code]["ja"]) == _blanks(MESSAGES[code]["en"])
