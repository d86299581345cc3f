"""Every text that is read from a file or written to one names its encoding, whatever the machine's own is."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest
from support.paths import ROOT

SOURCES = sorted(
    path
    for place in ("app.py", "sim", "benchmarks", "docs")
    for path in ([ROOT / place] if place.endswith(".py") else (ROOT / place).rglob("*.py"))
)
NAMED_BY = {"open": 3, "fdopen": 3, "read_text": 0, "write_text": 1, "TextIOWrapper": 1}
"""Calls that read or write text, with the place of the encoding among the arguments of a plain function."""
MADE = {"NamedTemporaryFile", "TemporaryFile", "SpooledTemporaryFile"}
STARTED = {"run", "Popen", "check_output"}
"""Calls that start a process, whose output is text where they ask for it."""


def without_encoding(source: str) -> list[int]:
    """Lines of a source with a text that is read or written in the encoding of the machine."""
    calls = [node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Call)]
    return sorted(node.lineno for node in calls if _is_bare(node))


def _is_bare(call: ast.Call) -> bool:
    name = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
    named = {word.arg: word.value for word in call.keywords}
    if "encoding" in named or None in named:
        return False
    if name in STARTED:
        return {"text", "universal_newlines"} & set(named) != set()
    if name in MADE:
        return "b" not in _text(named.get("mode") or next(iter(call.args), None), "w+b")
    if name in ("read_text", "write_text", "TextIOWrapper"):
        return len(call.args) <= NAMED_BY[name]
    if name not in ("open", "fdopen") or _owner(call) in ("os", "webbrowser", "Image"):
        return False
    is_method = isinstance(call.func, ast.Attribute) and name == "open"
    mode = call.args[0 if is_method else 1 :][:1]
    return "b" not in _text(named.get("mode") or next(iter(mode), None), "r")


def _owner(call: ast.Call) -> str:
    value = call.func.value if isinstance(call.func, ast.Attribute) and call.func.attr == "open" else None
    return value.id if isinstance(value, ast.Name) else ""


def _text(node: ast.expr | None, usual: str) -> str:
    """A mode as it is written; one that is computed counts as binary."""
    if node is None:
        return usual
    return str(node.value) if isinstance(node, ast.Constant) else "b"


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_every_text_file_is_opened_with_its_encoding(path: Path) -> None:
    assert without_encoding(path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize(
    ("call", "is_bare"),
    [
        ("open(path)", True),
        ("open(path, 'w')", True),
        ("open(path, mode='a')", True),
        ("open(path, 'rb')", False),
        ("open(path, encoding='utf-8')", False),
        ("path.open()", True),
        ("path.open('w')", True),
        ("path.open('rb')", False),
        ("path.open('w', encoding='utf-8')", False),
        ("os.open(path, flags)", False),
        ("os.fdopen(number, 'w')", True),
        ("path.read_text()", True),
        ("path.read_text('utf-8')", False),
        ("path.write_text(text)", True),
        ("path.write_text(text, 'utf-8')", False),
        ("path.write_text(text, encoding='utf-8')", False),
        ("tempfile.NamedTemporaryFile('w')", True),
        ("tempfile.NamedTemporaryFile()", False),
        ("io.TextIOWrapper(raw)", True),
        ("subprocess.run(command, text=True)", True),
        ("subprocess.run(command, text=True, encoding='utf-8')", False),
        ("subprocess.run(command)", False),
    ],
)
def test_the_search_finds_what_names_no_encoding(call: str, is_bare: bool) -> None:
    assert bool(without_encoding(call)) is is_bare
