from __future__ import annotations

import ast
import hashlib
import os
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numba
import numpy as np
import pytest
from support.small_package import answer, small_package

from sim import elementary
from sim import kernel as kernel_module
from sim.kernel import cache_folder, folders, kernel, leaf, source_hash, sources
from sim.kernel.sources import ARGUMENTS


@pytest.fixture
def package(tmp_path: Path) -> Path:
    return small_package(tmp_path)


TOLD = """
import sim.kernel
from sim.engine import run
told = []
with sim.kernel.compiling(lambda done, total: told.append((done, total))):
    run(10), run(10.0)
print(told)
"""
INTERRUPTED = """
import sim.kernel
from sim import rules
from sim.engine import run

def press(done, total):
    raise KeyboardInterrupt

try:
    with sim.kernel.compiling(press):
        run(10)
except KeyboardInterrupt:
    print("stopped", len(rules.double.overloads), len(run.overloads))
"""


def test_kernels_and_all_that_they_import_count(package: Path) -> None:
    names = {path.name for path in sources(package)}
    own = {"files.py", "folders.py", "sources.py"}
    assert names == {"__init__.py", "rules.py", "limits.py", "engine.py", *own}


@pytest.mark.parametrize("name", ["rules.py", "engine.py", "limits.py"])
def test_editing_a_source_of_compiled_code_changes_the_cache_folder(package: Path, name: str) -> None:
    before = cache_folder(package)
    path = package / name
    path.write_text(path.read_text() + "# edited\n")
    assert cache_folder(package).name != before.name


def test_editing_what_is_never_compiled_keeps_the_cache_folder(package: Path) -> None:
    before = source_hash(package)
    (package / "shown.py").write_text("print('other')\n")
    assert source_hash(package) == before


def test_a_new_rule_reaches_a_caller_that_was_cached(package: Path, tmp_path: Path) -> None:
    cache = tmp_path / "cache"
    assert answer(package, cache) == "21"
    assert list(cache.rglob("engine.run-*.code"))
    rules = package / "rules.py"
    rules.write_text(rules.read_text().replace("x * FACTOR", "x * FACTOR * 5"))
    assert answer(package, cache) == "101"
    limits = package / "limits.py"
    limits.write_text("FACTOR = 3\n")
    assert answer(package, cache) == "151"


def test_each_kernel_counts_once_when_it_has_been_compiled(package: Path, tmp_path: Path) -> None:
    assert answer(package, tmp_path / "cache", TOLD) == "[(1, 2), (2, 2), (2, 2), (2, 2)]"
    assert answer(package, tmp_path / "cache", TOLD) == "[]"


def test_compilation_can_be_interrupted_between_kernels(package: Path, tmp_path: Path) -> None:
    assert answer(package, tmp_path / "cache", INTERRUPTED) == "stopped 1 0"
    assert answer(package, tmp_path / "cache") == "21"


def test_compiled_code_of_old_sources_is_removed_and_nothing_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kernels = tmp_path / "sanwari" / "kernels"
    names = ("own", "old", "young", "linked", "file")
    own, old, young, linked, file = (kernels / name for name in _folder_names(names))
    foreign = kernels / "not-a-hash"
    outside = tmp_path / "0123456789abcdef"
    for folder in (own, old, young, foreign, outside):
        folder.mkdir(parents=True)
        (folder / "run.code").write_text("")
    linked.symlink_to(outside)
    file.write_text("")
    long_ago = time.time() - 31 * 24 * 60 * 60
    for path in (own, old, foreign, outside, file):
        os.utime(path, (long_ago, long_ago))
    monkeypatch.setattr(folders, "FOLDER", own)
    assert kernel_module.prune() == [old]
    assert sorted(kernels.iterdir()) == sorted([own, young, foreign, linked, file])
    assert (outside / "run.code").is_file()
    assert kernel_module.prune() == []


def _folder_names(words: tuple[str, ...]) -> list[str]:
    return [hashlib.sha256(word.encode()).hexdigest()[:16] for word in words]


def test_this_project_caches_in_the_folder_of_its_sources() -> None:
    compiled: Any = elementary.exp
    assert str(cache_folder()) in compiled.stats.cache_path
    assert {path.name for path in sources()} >= {"files.py", "elementary.py", "streams.py", "fiscal.py"}


def test_no_constant_and_no_kernel_is_made_from_what_only_reaches_kernels_as_arguments() -> None:
    """Else an edit there would leave old values in compiled code, whose cache folder keeps its name."""
    package = kernel_module.PACKAGE
    made = [
        f"{path.relative_to(package)}:{node.lineno} {name.id}"
        for path in sources()
        for node, names in _read_when_compiled(ast.parse(path.read_text(encoding="utf-8")))
        for name in names
    ]
    assert made == []


def _read_when_compiled(tree: ast.Module) -> Iterator[tuple[ast.stmt, list[ast.Name]]]:
    """Statements of a module that decide constants or kernels, with the names from `ARGUMENTS` in them."""
    bound = {
        alias.asname or alias.name
        for node in tree.body
        if isinstance(node, ast.ImportFrom)
        for alias in node.names
        if f"{node.module}.{alias.name}".startswith(
            tuple(f"sim.{part.removesuffix('.py')}." for part in ARGUMENTS)
        )
    }
    for node in tree.body:
        marks = {each.id for each in getattr(node, "decorator_list", ()) if isinstance(each, ast.Name)}
        plain = isinstance(node, ast.FunctionDef | ast.ClassDef) and not marks & {
            "kernel",
            "leaf",
            "inlined",
            "shared",
        }
        alias = isinstance(node, ast.Assign) and ast.unparse(node.value).startswith(
            "Callable["
        )  # a type only
        if not plain and not alias and not isinstance(node, ast.Import | ast.ImportFrom):
            texts = set() if marks else {"Text", "bilingual", "texts"}  # mappings, which no kernel can freeze
            read = bound - texts
            yield node, [each for each in ast.walk(node) if isinstance(each, ast.Name) and each.id in read]


def test_a_division_by_zero_inside_a_kernel_is_infinite_as_in_numpy() -> None:
    @kernel
    def inverse(x: float) -> float:
        return 1.0 / x

    assert inverse(0.0) == float("inf")
    assert inverse(4.0) == 0.25


def test_a_leaf_that_creates_an_array_does_not_compile() -> None:
    @leaf
    def creates(n: int) -> float:
        return float(np.empty(n).size)

    with pytest.raises(numba.TypingError, match="array"):
        creates(3)
