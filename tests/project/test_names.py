"""One word, one thing: what a name of a module means in one place it means in every other."""

from __future__ import annotations

import ast
import re
from collections import Counter
from pathlib import Path

import pytest
from support.paths import ROOT

MODULES = sorted(path.relative_to(ROOT / "sim") for path in (ROOT / "sim").rglob("*.py"))
GLOSSARY = ROOT / "docs" / "glossary.md"

OF_EACH_PACKAGE = {
    "build": "puts together what its package is about",
    "cells": "single values of what its package reads or draws",
    "charts": "native charts, or those of the page",
    "export": "writes what its package is about as files",
    "folders": "which folders there are: for compiled code, to hand over",
    "files": "what its package keeps on disk, or hands over",
    "folder": "a folder and what may lie in it",
    "lines": "rows that its package reads or posts on",
    "load": "the only reader of its package",
    "maps": "maps of its package",
    "manifest": "what a folder says of itself",
    "model": "the values that its package is about",
    "places": "a map of points, one a municipality",
    "points": "points of a design, points of a chart",
    "progress": "how far a run is: in a terminal, on a page",
    "read": "reads what its package is about",
    "results": "what a run, a ledger or an analyst has in the end",
    "run": "does all that its package is about",
    "sources": "where something comes from",
    "table": "what its package found, as plain values",
    "tables": "tables of its package",
    "terminal": "what a terminal is shown",
    "tiles": "a map of tiles, one a prefecture",
    "values": "the values that its package is about",
    "words": "texts of its package, from the one catalogue",
    "figure": "a figure, as Vega-Lite and for an analyst",
    "frame": "what stands around charts, or pages",
    "lots": "lots: gathered, and what happens to them in either engine",
    "officials": "what comes from outside, in either engine",
    "vendors": "vendors in either engine, and the figure of their queues",
    "own": "an organisation's own figures: in a scenario, in the ledger, on the page",
    "outlook": "what replications say of a part, or of the nation",
    "pilot": "the pilot's table: computed, printed",
    "compare": "scenarios under the same luck: computed, on the page",
    "differences": "how scenarios differ: in words, on the page",
    "organisation": "what is said of one organisation: its figures, its command",
    "forecasts": "what is said before anybody knows: of a back-test, on the command line",
    "comparison": "scenarios side by side: for an analyst, on the command line, as figures",
    "work_space": "arrays that compiled code writes in",
}
"""Names that several modules bear, since they mean the same in each package."""

PARTICIPLES = (
    "drawn found foreseen given held hidden kept known left made put said seen sent shown taken told"
)
ELSE = {"compiled": "the engine of that name, beside the reference", "seed": "whence all luck comes"}
"""What looks like a participle and is a name."""
ONCE = ("say", "listed", "Lang")
"""What there is one of in the whole program."""


def shared_names(modules: list[Path]) -> set[str]:
    """Names that more than one module bears."""
    borne = Counter(path.stem for path in modules if path.stem != "__init__")
    return {name for name, number in borne.items() if number > 1}


def participles(modules: list[Path]) -> set[str]:
    """Names of modules and packages, or last words of them, that say what was done and not what is there."""
    last = {part.removesuffix(".py").split("_")[-1] for path in modules for part in path.parts}
    return {
        word for word in last - set(ELSE) if re.fullmatch(r"[a-z]+ed", word) or word in PARTICIPLES.split()
    }


def definitions(name: str, text: str) -> int:
    """How often a source defines a function, class or type of a name at its outermost level."""
    return sum(
        (isinstance(node, ast.FunctionDef | ast.ClassDef) and node.name == name)
        or (isinstance(node, ast.Assign) and any(ast.unparse(target) == name for target in node.targets))
        for node in ast.parse(text).body
    )


def own_words(text: str) -> list[str]:
    """Words of the glossary's section on the program, in its order."""
    section = text.partition("## Words of the program")[2].partition("\n## ")[0]
    return re.findall(r"^\| ([a-z][a-z -]*?) \|", section, re.MULTILINE)[1:]


def test_a_name_that_several_modules_bear_means_the_same_in_each() -> None:
    assert shared_names(MODULES) == set(OF_EACH_PACKAGE)


def test_no_module_is_named_by_a_participle() -> None:
    assert participles(MODULES) == set()


@pytest.mark.parametrize("name", ONCE)
def test_there_is_one_of_each(name: str) -> None:
    found = [path for path in MODULES if definitions(name, (ROOT / "sim" / path).read_text("utf-8"))]
    assert len(found) == 1, found


def test_the_glossary_gives_a_word_of_the_program_one_meaning() -> None:
    words = own_words(GLOSSARY.read_text("utf-8"))
    assert len(words) > 15
    assert words == sorted(set(words))


def test_the_search_finds_what_is_named_wrongly() -> None:
    wrong = [Path("a/pictures.py"), Path("b/pictures.py"), Path("b/stored/rows.py"), Path("b/shown.py")]
    assert shared_names(wrong) == {"pictures"}
    assert participles(wrong) == {"stored", "shown"}
    assert participles([Path("engine/compiled/seed.py"), Path("b/bed_rock.py")]) == set()
    assert definitions("say", "def say(): ...") == definitions("Lang", "Lang = str") == 1
    assert definitions("say", "def f():\n    def say(): ...") == 0
    assert own_words("## Words of the program\n| word | b |\n| body | c |\n| body | d |\n") == [
        "body",
        "body",
    ]
