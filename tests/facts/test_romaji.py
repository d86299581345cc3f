"""Has every municipality an English name, after one standard, from its kana alone?"""

from __future__ import annotations

import re

import pytest

from sim.facts import load
from sim.facts.romaji import MISPRINTS, SEAMS, english, latin

BODIES = load().organisations
PLAIN = {
    "011002": "Sapporo-shi",
    "012033": "Otaru-shi",
    "013455": "Mori-machi",
    "013951": "Niseko-cho",
    "016314": "Otofuke-cho",
    "024112": "Rokkasho-mura",
    "073644": "Hinoemata-mura",
    "082201": "Tsukuba-shi",
    "131016": "Chiyoda-ku",
    "202053": "Iida-shi",
    "271403": "Sakai-shi",
    "313840": "Hiezu-son",
    "352012": "Shimonoseki-shi",
    "362018": "Tokushima-shi",
    "431001": "Kumamoto-shi",
    "462195": "Ichikikushikino-shi",
    "472018": "Naha-shi",
    "472107": "Itoman-shi",
}
LONG = {
    "012092": "Yubari-shi",
    "072036": "Koriyama-shi",
    "082082": "Ryugasaki-shi",
    "082112": "Joso-shi",
    "092096": "Moka-shi",
    "112178": "Konosu-shi",
    "131083": "Koto-ku",
    "131113": "Ota-ku",
    "134015": "Hachijo-machi",
    "151009": "Niigata-shi",
    "152226": "Joetsu-shi",
    "252042": "Omihachiman-shi",
    "261009": "Kyoto-shi",
    "271004": "Osaka-shi",
    "281000": "Kobe-shi",
    "372048": "Zentsuji-shi",
    "392014": "Kochi-shi",
    "414247": "Kohoku-machi",
    "442011": "Oita-shi",
}
APART = {
    "016420": "Hiroo-cho",
    "122181": "Katsuura-shi",
    "203033": "Koumi-machi",
    "272205": "Minoo-shi",
    "282090": "Toyooka-shi",
    "422088": "Matsuura-shi",
}
SYLLABIC_N = {
    "024457": "Nanbu-cho",
    "285862": "Shin-onsen-cho",
    "352161": "San-yoonoda-shi",
    "372056": "Kan-onji-shi",
}
DOUBLED = {"014001": "Kutchan-cho", "242021": "Yokkaichi-shi", "252085": "Ritto-shi"}
PRINTED_LARGE = {"112062": "Gyoda-shi", "124435": "Onjuku-machi", "473260": "Chatan-cho"}


@pytest.mark.parametrize("known", [PLAIN, LONG, APART, SYLLABIC_N, DOUBLED, PRINTED_LARGE])
def test_well_known_names_are_written_as_on_maps(known: dict[str, str]) -> None:
    assert {code: BODIES.name_en[BODIES.rows[code]] for code in known} == known


def test_every_municipality_has_a_name_in_latin_letters_that_ends_in_its_kind() -> None:
    kinds = {"市": "shi", "区": "ku", "町": "cho|machi", "村": "mura|son"}
    names = [(BODIES.name[row], BODIES.name_en[row]) for row in BODIES.municipal.nonzero()[0]]
    assert len(names) == 1_741
    assert [
        pair for pair in names if not re.fullmatch(f"[A-Z][a-z]+(-[a-z]+)?-({kinds[pair[0][-1]]})", pair[1])
    ] == []


def test_a_kind_is_taken_off_once() -> None:
    assert english("大町町", "オオマチチョウ") == "Omachi-cho"
    assert english("四日市市", "ヨッカイチシ") == "Yokkaichi-shi"
    assert english("津市", "ツシ") == "Tsu-shi"


def test_every_exception_is_one_of_a_name_that_exists() -> None:
    readings = " ".join(BODIES.kana)
    assert [seam for seam in SEAMS if seam.replace("|", "") not in readings] == []
    assert [wrong for wrong in list(MISPRINTS)[-4:] if wrong not in readings] == []


def test_kana_that_no_name_has_today_break_nothing() -> None:
    assert latin("ニューヴィ・") == "nyu"


def test_an_organisation_is_named_with_its_prefecture_and_an_office_apart_from_it() -> None:
    facts, rows = load(), BODIES.rows
    assert facts.full_name(rows["342084"], "ja") == "広島県府中市"
    assert facts.full_name(rows["342084"], "en") == "Fuchu-shi, Hiroshima"
    assert facts.full_name(rows["010006"], "ja") == "北海道庁"
    assert facts.full_name(rows["010006"], "en") == BODIES.names("en")[0] == "Hokkaido (prefectural office)"
    assert BODIES.names("ja")[:2] == ("北海道", "札幌市")
    assert BODIES.names("en")[1] == "Sapporo-shi"
