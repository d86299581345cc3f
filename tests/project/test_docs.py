"""What the documents name exists: parameters, files, headings, commands, make targets, terms."""

from __future__ import annotations

import ast
import re
import struct
from fnmatch import fnmatch
from pathlib import Path

import pytest
from support.pages import steps
from support.paths import ROOT

from sim.cli.arguments import parse
from sim.engine.agenda import Step
from sim.errors import UsageError
from sim.facts import GROUPS, TYPES, load
from sim.ledger import ACCOUNTS, CAUSES, COMMITMENTS, DEFINITIONS, FUNDING, LINES, PILOT_ITEMS, SLIP_PARTS
from sim.ledger.results import OFFICER_ITEMS
from sim.population import FORMS, LEGACY_KINDS, SLOTS, VENDOR_KINDS
from sim.prices import SERIES
from sim.runs.outcome import LATE_REASONS
from sim.scenario import names, table
from sim.summary.dictionary import dictionary
from sim.web.words import markdown
from sim.words import Lang

DOCUMENTS = sorted(
    [
        *ROOT.glob("*.md"),
        *(ROOT / "docs").glob("*.md"),
        *(ROOT / "data").glob("*.md"),
    ]
)
SECTIONS = sorted({path.partition(".")[0] for path in table()})
PARAMETER = re.compile(rf"\b(?:{'|'.join(SECTIONS)})\.[a-z0-9_*]+")
FILE_ENDINGS = ("csv", "json", "md", "parquet", "py", "toml", "txt", "xlsx")
LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)")
COMMAND = re.compile(r"(?:^|(?<=[\s`/]))sanwari ([^`\n|#。、]+)")
CODE = re.compile(r"```.*?```|`[^`\n]+`", re.DOTALL)


def short(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


every_document = pytest.mark.parametrize("document", DOCUMENTS, ids=short)


def code_of(document: Path) -> str:
    """All code of a document, inline and in blocks, a piece a line."""
    return "\n".join(CODE.findall(document.read_text(encoding="utf-8")))


@every_document
def test_every_parameter_that_a_document_names_exists(document: Path) -> None:
    named = {
        path for path in PARAMETER.findall(code_of(document)) if path.rpartition(".")[2] not in FILE_ENDINGS
    }
    unknown = sorted(path for path in named if not any(fnmatch(known, path) for known in table()))
    assert not unknown


def test_the_model_names_every_parameter_that_the_scenario_has() -> None:
    text = code_of(ROOT / "docs" / "model.md")
    in_equations = (ROOT / "docs" / "model.md").read_text(encoding="utf-8").replace("\\_", "_")
    named = set(PARAMETER.findall(text)) | set(PARAMETER.findall(in_equations))
    missing = sorted(path for path in table() if not any(fnmatch(path, name) for name in named))
    assert not missing


def slug(heading: str) -> str:
    """Anchor that a heading gets on a page: lower case, blanks to hyphens, most signs dropped."""
    kept = re.sub(r"[^\w\- ]", "", heading.strip().lower().replace("`", ""))
    return kept.replace(" ", "-")


def anchors(document: Path) -> set[str]:
    text = re.sub(r"```.*?```", "", document.read_text(encoding="utf-8"), flags=re.DOTALL)
    return {slug(line.lstrip("#")) for line in text.splitlines() if line.startswith("#")}


@every_document
def test_every_internal_link_leads_somewhere(document: Path) -> None:
    broken = []
    for target in LINK.findall(document.read_text(encoding="utf-8")):
        if re.match(r"[a-z]+:", target):
            continue
        path, _, anchor = target.partition("#")
        file = (document.parent / path).resolve() if path else document
        if not file.exists() or (anchor and anchor not in anchors(file)):
            broken.append(target)
    assert not broken


@every_document
def test_every_command_that_a_document_shows_is_understood(document: Path) -> None:
    refused = []
    for found in COMMAND.findall(code_of(document)):
        words = found.split()
        try:
            parse(words, "en")
        except UsageError as error:
            refused.append((found, error.text("en")))
        written = {step.name for step in steps(document.read_text(encoding="utf-8"))}
        refused += [(found, "no such scenario") for word in words if not _known(word) and word not in written]
    assert not refused


def _known(word: str) -> bool:
    """Whether a word of a command, if it is a request's or a file's name and no placeholder, exists."""
    if word.endswith(".toml"):
        return (ROOT / word).is_file()
    request = re.fullmatch(r"asks/[a-z0-9_]+", word)
    return request is None or word in names()


@every_document
def test_every_make_target_that_a_document_shows_exists(document: Path) -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = set(re.findall(r"^([a-z]+):", makefile, re.MULTILINE))
    shown = set(re.findall(r"(?:^|[`\n])make ([a-z]+)", code_of(document)))
    assert shown <= targets


def test_the_command_patterns_find_what_the_readme_shows() -> None:
    for name in ("README.md", "README.ja.md"):
        found = COMMAND.findall(code_of(ROOT / name))
        assert {command.split()[0] for command in found} >= {"run", "scenario", "trace", "pilot", "data"}


@pytest.mark.parametrize("name", ["README.md", "README.ja.md"])
def test_a_command_that_the_readme_shows_is_found_by_a_new_user(name: str) -> None:
    text = (ROOT / name).read_text(encoding="utf-8")
    assert 0 < text.index(". .venv/bin/activate") < text.index("`sanwari ")
    assert ".venv/bin/sanwari" not in text  # one way to call it
    assert "pip install sanwari" not in text.replace('"', "")  # it is in no registry


@pytest.mark.parametrize(("name", "lang"), [("README.md", "en"), ("README.ja.md", "ja")])
def test_what_the_readme_tells_to_press_is_on_the_page(name: str, lang: Lang) -> None:
    text = (ROOT / name).read_text(encoding="utf-8")
    for key in ("frame.own", "own.tab_take", "own.tab_enter", "frame.make"):
        assert markdown(key, lang) in text


@pytest.mark.parametrize(("name", "lang"), [("README.md", "en"), ("README.ja.md", "ja")])
def test_the_readme_shows_pictures_of_the_page_in_its_language(name: str, lang: Lang) -> None:
    text = (ROOT / name).read_text(encoding="utf-8")
    shown = {target for target in LINK.findall(text) if target.endswith(".png")}
    kept = {short(path) for path in (ROOT / "docs" / "pictures").glob(f"*.{lang}.png")}
    assert shown == kept != set()
    for target in shown:
        content = (ROOT / target).read_bytes()
        assert struct.unpack(">4xII", content[12:24]) == (1366, 768)
        assert len(content) < 250_000


def glossary_terms() -> set[str]:
    """What stands in code type in the first column of the glossary's tables."""
    text = (ROOT / "docs" / "glossary.md").read_text(encoding="utf-8")
    first_cells = [line.split("|")[1] for line in text.splitlines() if line.startswith("|")]
    return {term for cell in first_cells for term in re.findall(r"`([^`]+)`", cell)}


def dictionary_keys(module: str) -> set[str]:
    """Every word that a module of the summary writes as a key of a figure's block."""
    tree = ast.parse((ROOT / "sim" / "summary" / f"{module}.py").read_text(encoding="utf-8"))
    keys = [key for node in ast.walk(tree) if isinstance(node, ast.Dict) for key in node.keys]
    return {key.value for key in keys if isinstance(key, ast.Constant) and isinstance(key.value, str)}


def table_columns() -> set[str]:
    """Every column of the result tables whose name is a plain word."""
    tree = ast.parse((ROOT / "sim" / "summary" / "tables.py").read_text(encoding="utf-8"))
    pairs = [n.value for n in ast.walk(tree) if isinstance(n, ast.Yield) and isinstance(n.value, ast.Tuple)]
    names_ = [pair.elts[0] for pair in pairs]
    return {name.value for name in names_ if isinstance(name, ast.Constant) and isinstance(name.value, str)}


# Words that stand inside a described block: its own columns, spread and interval, languages, ends.
INNER = {"p10", "p50", "p90", "mean_low", "mean_high", "ja", "en", "name", "title_ja", "title_en", "with"}
INNER |= {"hash", "share", "times", "low", "high", "total", "mean", "share_at_2_or_more"}
INNER |= {"organisations_below_1", "greatest"}

NAMED = {
    "accounts": set(ACCOUNTS),
    "items": {line.item for line in LINES} | set(PILOT_ITEMS) | set(OFFICER_ITEMS),
    "causes": set(CAUSES),
    "funding lines": set(FUNDING),
    "parts of a slip": set(SLIP_PARTS),
    "parts of a definition": {part for d in DEFINITIONS for part in d.code.split("-")},
    "types": set(TYPES),
    "starting forms": set(FORMS),
    "legacy kinds": set(LEGACY_KINDS),
    "vendor kinds": set(VENDOR_KINDS),
    "price series": set(SERIES),
}


@pytest.mark.parametrize("kind", NAMED)
def test_the_glossary_explains_every_name_of_a_kind(kind: str) -> None:
    assert NAMED[kind] <= glossary_terms()


def test_the_glossary_explains_every_business() -> None:
    assert set(load().businesses.key) <= glossary_terms()


@pytest.mark.parametrize("module", ["build", "schedule", "cost", "spreads"])
def test_the_glossary_explains_every_figure_of_the_summary(module: str) -> None:
    assert dictionary_keys(module) - INNER <= glossary_terms()


def test_the_glossary_names_every_word_inside_a_figure() -> None:
    text = (ROOT / "docs" / "glossary.md").read_text(encoding="utf-8")
    words = {*INNER, *LATE_REASONS, *COMMITMENTS, *GROUPS, *SLOTS}
    assert {word for word in words if f"`{word}`" not in text} == set()


def test_the_data_dictionary_explains_every_column_of_the_tables() -> None:
    text = (ROOT / "docs" / "data-dictionary.md").read_text(encoding="utf-8")
    assert {each.name for each in dictionary() if f"| `{each.name}` |" not in text} == set()
    assert table_columns() <= {each.name for each in dictionary()}


def test_the_glossary_has_japanese_unit_and_meaning_in_every_row() -> None:
    text = (ROOT / "docs" / "glossary.md").read_text(encoding="utf-8")
    rows = [line for line in text.splitlines() if line.startswith("|") and not line.startswith("|---")]
    bad = [row for row in rows if len(row.split("|")) != 6 or not all(c.strip() for c in row.split("|")[1:4])]
    assert not bad


def test_the_model_lists_the_steps_of_the_canonical_day_in_their_order() -> None:
    text = (ROOT / "docs" / "model.md").read_text(encoding="utf-8")
    shown = re.findall(r"^\| (\d+) ([A-Z_]+) \|", text, re.MULTILINE)
    assert shown == [(str(step.value), step.name) for step in Step]


def test_the_model_lists_every_definition_that_a_run_reports() -> None:
    text = (ROOT / "docs" / "model.md").read_text(encoding="utf-8")
    shown = re.findall(r"^\| `([PNC]-[a-z-]+)` \|", text, re.MULTILINE)
    assert shown == [definition.code for definition in DEFINITIONS]
