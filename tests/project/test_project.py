from __future__ import annotations

import ast
import re
import subprocess
import tomllib
from pathlib import Path

import pytest
from support.paths import ROOT

import sim
from sim.errors import MESSAGES

LOCKS = {name: (ROOT / f"{name}.lock").read_text("utf-8") for name in ("requirements", "requirements-dev")}
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
SOURCES = sorted((ROOT / "sim").rglob("*.py"))


def test_the_version_is_the_same_everywhere() -> None:
    citation = (ROOT / "CITATION.cff").read_text(encoding="utf-8")
    assert PROJECT["version"] == sim.__version__
    assert f"version: {sim.__version__}\n" in citation
    assert f"## {sim.__version__}" in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("lock", LOCKS.values(), ids=list(LOCKS))
def test_every_locked_package_is_pinned_with_hashes_and_names_no_host(lock: str) -> None:
    blocks = re.split(r"\n(?=\S)", lock.strip())
    assert all(re.match(r"[a-z0-9-]+==\S+", block) and "--hash=sha256:" in block for block in blocks)
    assert "://" not in lock
    assert "index" not in lock


def locked(name: str) -> set[str]:
    return set(re.findall(r"^[a-z0-9-]+==[^ ;]+", LOCKS[name], re.MULTILINE))


def names(needed: list[str]) -> set[str]:
    return {re.split(r"[<>=~!]", name)[0] for name in needed}


def test_everything_the_project_needs_is_locked() -> None:
    extras = PROJECT["optional-dependencies"]
    pinned = {each.partition("==")[0] for each in locked("requirements")}
    assert names(PROJECT["dependencies"] + extras["build"]) <= pinned
    assert names(extras["dev"]) <= {each.partition("==")[0] for each in locked("requirements-dev")}
    assert (
        not {"pytest", "mypy", "playwright", "distributed", "mkdocs"} & pinned
    )  # large, and of no use to users


def test_developers_have_the_very_versions_that_users_have() -> None:
    assert locked("requirements") < locked("requirements-dev")


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_every_fault_raised_has_a_message(path: Path) -> None:
    calls = [
        node for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))) if isinstance(node, ast.Call)
    ]
    faults = [call for call in calls if isinstance(call.func, ast.Name) and call.func.id == "Fault"]
    codes = [
        call.args[3].value for call in faults if len(call.args) > 3 and isinstance(call.args[3], ast.Constant)
    ]
    codes += [
        word.value.value
        for call in faults
        for word in call.keywords
        if word.arg == "code" and isinstance(word.value, ast.Constant)
    ]
    assert [code for code in codes if code not in MESSAGES] == []


def test_the_units_of_the_nation_and_of_a_part_are_decided_in_one_place() -> None:
    asking = [
        path
        for path in SOURCES
        if path.relative_to(ROOT).parts[1] in ("cli", "api", "web", "repeat_commands.py")
    ]
    named = [
        path.name
        for path in asking
        if re.search('"(thousand|million|oku)"$', path.read_text("utf-8"), re.MULTILINE)
    ]
    assert len(asking) > 50
    assert named == []


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_functions_stay_small(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    functions = [node for node in ast.walk(ast.parse(text)) if isinstance(node, ast.FunctionDef)]
    long = [node.name for node in functions if (node.end_lineno or 0) - node.lineno >= 60]
    assert long == []


def test_no_folder_of_results_is_part_of_the_project() -> None:
    listed = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=False).stdout  # noqa: S607
    top = {name.partition("/")[0] for name in listed.splitlines()}
    known = "designs data docs benchmarks examples forecasts scenarios sim tests .ci .streamlit"
    folders = {name for name in top if (ROOT / name).is_dir()}
    assert folders <= set(known.split())
    sealed = {name for name in listed.splitlines() if name.endswith("manifest.json")}
    assert not [name for name in sealed if not name.startswith("tests/")]
