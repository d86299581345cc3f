"""A translator finds every text in one file, in both languages, with the same blanks."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import polib
import pytest
from support.paths import ROOT

from sim.words import FILE, bilingual, texts

ENTRIES = polib.pofile(str(FILE))
PLACES = [entry.msgctxt for entry in ENTRIES]
JAPANESE = re.compile(r"[\u3041-\u30fa\u4e00-\u9fff]")
BLANK = re.compile(r"\{(\w*)[^}]*\}")
QUOTING = (
    "help/--organisation",
    "page_evidence/credits",
    "page_frame/language",
    "page_own/help_yen",
    "template/guide",
)
"""English texts that quote what is typed or named in Japanese."""
OWN_LETTERS = {
    "analysis/sweep/figures.py": "names of statistics in a heading",
    "analysis/sweep/disk/manifest.py": "labels of columns, kept in results",
    "errors/faults.py": "the hint at the end of a message",
    "errors/language.py": "letters that a terminal is tried with",
    "facts/romaji.py": "readings of kana",
    "facts/tables.py": "what a cell of the data may hold",
    "figures/comparison/brief.py": "a sign between names",
    "figures/comparison/differences.py": "how an amount is put",
    "figures/national/maps.py": "a sign in a name",
    "fiscal.py": "how days and years are written",
    "intake/cells.py": "what people write in a cell",
    "ledger/definition.py": "parts of a definition's name",
    "intake/template.py": "the name of a font",
    "render/palette.py": "names of fonts",
    "scenario/edit.py": "the title of a changed scenario",
    "scenario/metadata.py": "units",
    "scenario/description.py": "how a value is put",
    "web/desk/own_entries.py": "units that people type",
    "web/widgets/frame.py": "names of languages, a style sheet",
    "wording.py": "how numbers are written",
}
"""Files with Japanese letters of their own, and what these are: no sentences."""


def test_every_text_stands_once_and_in_both_languages() -> None:
    assert len(PLACES) == len(set(PLACES)) > 1_100
    for entry in ENTRIES:
        assert re.fullmatch(r"[a-z_]+/[^/]+(/[^/]+)*", entry.msgctxt)
        assert entry.msgid
        assert entry.msgstr
        assert not JAPANESE.search(entry.msgid) or entry.msgctxt in QUOTING


@pytest.mark.parametrize("place", PLACES)
def test_both_languages_have_the_same_blanks(place: str) -> None:
    said = bilingual(place)
    blanks = {lang: set(BLANK.findall(text)) for lang, text in said.items()}
    if place != "commands/system_says":  # the system's own words are English, its number is not
        assert blanks["ja"] == blanks["en"]


def test_texts_of_one_context_stand_together_under_a_heading() -> None:
    contexts = [place.partition("/")[0] for place in PLACES]
    begun = [entry.comment for entry in ENTRIES if entry.comment]
    blocks = [name for name, before in zip(contexts, ["", *contexts], strict=False) if name != before]
    assert len(blocks) == len(set(contexts)) == len(begun)
    assert [each.split(":")[0].split()[-1] for each in begun] == blocks


def test_a_place_that_is_not_there_is_refused() -> None:
    for place in ("errors/no_such", "no_such/unknown_key", "errors"):
        with pytest.raises(KeyError):
            bilingual(place)
    with pytest.raises(KeyError):
        texts("no_such")


def test_texts_come_in_the_order_of_the_file_and_cannot_be_changed() -> None:
    found = texts("accounts")
    assert next(iter(found)) == "legacy_running"
    with pytest.raises(TypeError):
        found["legacy_running"] = {}  # type: ignore[index]


def strings(path: Path) -> list[str]:
    tree = ast.parse(path.read_text("utf-8"))
    documented = {
        id(node.value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    }
    return [
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in documented
    ]


SOURCES = list((ROOT / "sim").rglob("*.py"))


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_no_text_stands_outside_the_catalogue(path: Path) -> None:
    own = [text for text in strings(path) if JAPANESE.search(text)]
    if path.relative_to(ROOT / "sim").as_posix() not in OWN_LETTERS:
        assert [text for text in own if len(text) > 4] == []
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Dict) and [getattr(key, "value", None) for key in node.keys] == ["ja", "en"]:
            held = [value.value for value in node.values if isinstance(value, ast.Constant)]
            assert not [text for text in held if isinstance(text, str) and len(text) > 8], held


def used() -> str:
    return "\n".join(path.read_text("utf-8") for path in SOURCES)


def test_every_context_is_asked_for() -> None:
    source = used()
    asked = set(re.findall(r'(?:texts|bilingual)\(\s*f?"([a-z_]+)', source))
    contexts = {place.partition("/")[0] for place in PLACES}
    assert {each for each in contexts if not each.startswith("page_")} <= asked
    assert "page_" in asked
