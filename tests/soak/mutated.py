"""Tests on a mutation: a process that has imported what is slow divides, and its child runs the tests.

Nothing is written into the sources: the child's import of the changed module gets other code. Which tests
reach a function is found once, by a run of all of them that notes which functions each one calls.
"""

from __future__ import annotations

import functools
import importlib.abc
import importlib.util
import json
import os
import signal
import sys
import tempfile
import threading
import time
import traceback
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from types import CodeType, FrameType, ModuleType
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]
MUTATED = ("sim/summary", "sim/analysis", "sim/figures", "sim/render", "sim/cli")
"""What counts and prints; nothing of it may be imported before the child does."""
NO_PRINTERS = ("parser.py", "arguments.py", "entry.py", "choices.py", "progress.py")
"""Of the command line, what takes arguments and shows no figure."""
TESTS = ("summary", "figures", "analysis", "render", "cli", "sweep")
"""Folders whose tests may kill a mutation."""
SLOW = (
    *(
        "altair",
        "distributed",
        "hypothesis",
        "numpy",
        "openpyxl",
        "pandas",
        "pptx",
        "pyarrow.parquet",
        "rich",
    ),
    *("scipy.stats", "streamlit", "streamlit.testing.v1", "vl_convert", "xlsxwriter"),
    *("sim.runs", "sim.ledger", "sim.scenario", "sim.facts", "sim.disk", "sim.vega_pictures"),
)
"""Modules that every child needs and no mutation touches."""
PATIENCE = 20.0
"""Seconds that a single test may take to be asked at all."""
ENOUGH = 60.0
"""Seconds, as the tests take without a change, that are asked of a mutation, quickest first."""
LOST = 5.0
"""Times as long as that (and a minute) until a child counts as caught in a circle, which is found too."""


def modules() -> list[str]:
    """Files of the mutated packages."""
    files = (path for package in MUTATED for path in (ROOT / package).rglob("*.py"))
    return sorted(str(each.relative_to(ROOT)) for each in files if each.name not in NO_PRINTERS)


def warm() -> None:
    """Import and load what takes long."""
    for name in SLOW:
        importlib.import_module(name)
    sys.modules["sim.facts"].load()
    sys.modules["sim.scenario"].catalogue()
    sys.path.insert(0, str(ROOT / "tests"))
    for number in (20, 50, 200):
        importlib.import_module("support.made").results(number)
    early = [name for name in sys.modules if name.replace(".", "/").startswith(MUTATED)]
    assert not early, f"imported too early to be changed: {early}"


@dataclass
class Reach:
    """Of each test without a change: its seconds, and the functions of the mutated files that it calls."""

    seconds: dict[str, float] = field(default_factory=dict)
    calls: dict[str, list[str]] = field(default_factory=dict)
    failed: list[str] = field(default_factory=list)

    def tests(self, file: str, functions: Collection[str]) -> list[str]:
        """Tests that call one of the functions, the quickest first; of a module as such, any function of it.

        Of a module without functions, those that call any function of its package.
        """
        if functions:
            wanted = {f"{file}:{name}" for name in functions}
            found = self._calling(lambda call: call in wanted)
        else:
            found = self._calling(lambda call: call.startswith(f"{file}:"))
            found = found or self._calling(lambda call: call.startswith(f"{Path(file).parent}/"))
        chosen, sum_ = [], 0.0
        for test in sorted(found, key=lambda each: self.seconds[each]):
            sum_ += self.seconds[test]
            if chosen and sum_ > ENOUGH:
                break
            chosen.append(test)
        return chosen

    def _calling(self, wanted: Callable[[str], bool]) -> list[str]:
        fit = (test for test in self.calls if test not in self.failed and self.seconds[test] <= PATIENCE)
        return [test for test in fit if any(map(wanted, self.calls[test]))]

    def save(self, path: Path) -> None:
        """Keep it for another run of the same tests."""
        path.write_text(json.dumps(vars(self)), encoding="utf-8")

    @classmethod
    def load(cls, path: Path) -> Reach:
        """What was kept."""
        return cls(**json.loads(path.read_text(encoding="utf-8")))


class _Noted:
    """A pytest plugin that notes seconds and calls of each test; a hit of a cache counts as its miss."""

    def __init__(self) -> None:
        self.reach = Reach()
        self.codes: dict[int, CodeType] = {}
        self.fixtures: dict[tuple[str, str], dict[int, CodeType]] = {}

    def seen(self, frame: FrameType, event: str, arg: object) -> None:
        del event, arg
        self.codes.setdefault(id(frame.f_code), frame.f_code)

    @contextmanager
    def apart(self) -> Iterator[dict[int, CodeType]]:
        """What is called within, also noted as called around it."""
        around, self.codes = self.codes, {}
        try:
            yield self.codes
        finally:
            around.update(self.codes)
            self.codes = around

    def cache(self, function: Callable[..., Any]) -> Callable[..., Any]:
        """In place of functools.cache."""
        known: dict[Any, tuple[Any, dict[int, CodeType]]] = {}

        @functools.wraps(function)
        def cached(*given: Any, **named: Any) -> Any:
            key = (given, tuple(named.items()))
            if key not in known:
                with self.apart() as codes:
                    value = function(*given, **named)
                known[key] = value, dict(codes)
            self.codes.update(known[key][1])
            return known[key][0]

        cached.cache_clear = known.clear  # type: ignore[attr-defined]
        return cached

    @pytest.hookimpl(wrapper=True)
    def pytest_fixture_setup(self, fixturedef: Any, request: Any) -> Any:
        with self.apart() as codes:
            value = yield
        if fixturedef.scope != "function":
            self.fixtures[fixturedef.argname, request.node.nodeid] = dict(codes)
        return value

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_protocol(self, item: pytest.Item) -> Any:
        start = time.perf_counter()
        with self.apart() as codes:
            value = yield
            for name, where in self.fixtures:
                if name in item.fixturenames and item.nodeid.startswith(where):  # type: ignore[attr-defined]
                    codes.update(self.fixtures[name, where])
        self.reach.seconds[item.nodeid] = time.perf_counter() - start
        self.reach.calls[item.nodeid] = sorted(set(filter(None, map(_called, codes.values()))))
        return value

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if report.failed and report.nodeid not in self.reach.failed:
            self.reach.failed.append(report.nodeid)


def _called(code: CodeType) -> str | None:
    name = code.co_filename.removeprefix(f"{ROOT}/")
    return f"{name}:{code.co_qualname}" if name.startswith(MUTATED) else None


class _Chosen:
    """A pytest plugin that runs the tests of a list, or of the files of a list, in its order."""

    def __init__(self, tests: Sequence[str]) -> None:
        self.place = {name: at for at, name in enumerate(tests)}

    @pytest.hookimpl(trylast=True)
    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        names = {each: (each.nodeid, each.nodeid.partition("::")[0]) for each in items}
        place = {each: self.place[name] for each in items for name in names[each] if name in self.place}
        items[:] = sorted(place, key=place.__getitem__)


class _Changed(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """Finds one module, with other code than its file has."""

    def __init__(self, file: str, code: CodeType) -> None:
        self.file, self.code = file, code
        self.name = file.removesuffix(".py").removesuffix("/__init__").replace("/", ".")

    def find_spec(self, fullname: str, path: object = None, target: object = None) -> Any:
        del path, target
        if fullname != self.name:
            return None
        inside = [str((ROOT / self.file).parent)] if self.file.endswith("__init__.py") else None
        return importlib.util.spec_from_file_location(
            fullname, ROOT / self.file, loader=self, submodule_search_locations=inside
        )

    def exec_module(self, module: ModuleType) -> None:
        exec(self.code, vars(module))  # noqa: S102 - the source is this project's own


def reach() -> Reach:
    """Run all tests without a change, in a child, and note what they call."""
    with tempfile.TemporaryDirectory() as room:
        kept = Path(room) / "reach.json"

        def noting() -> int:
            noted = _Noted()
            functools.cache = noted.cache
            sys.settrace(noted.seen)
            threading.settrace(noted.seen)
            _pytest([str(ROOT / "tests" / each) for each in TESTS], Path(room), noted)
            sys.settrace(None)
            noted.reach.save(kept)
            return 0

        ended = _child(noting, 3_600.0, Path(room) / "log")
        assert kept.is_file(), (ended, (Path(room) / "log").read_text(encoding="utf-8")[-3_000:])
        return Reach.load(kept)


def survives(file: str, code: CodeType, tests: Sequence[str], seconds: float) -> bool:
    """Whether all of the tests pass with other code in the module of a file."""
    with tempfile.TemporaryDirectory() as room:

        def asked() -> int:
            sys.meta_path.insert(0, _Changed(file, code))
            files = dict.fromkeys(str(ROOT / name.partition("::")[0]) for name in tests)
            return _pytest(["-x", *files], Path(room), _Chosen(tests))

        code = _child(asked, 60.0 + LOST * seconds, Path(room) / "log")
        assert code != pytest.ExitCode.USAGE_ERROR, (Path(room) / "log").read_text(encoding="utf-8")
        return code in (pytest.ExitCode.OK, pytest.ExitCode.NO_TESTS_COLLECTED)


def _pytest(arguments: Sequence[str], room: Path, plugin: object) -> int:
    os.environ |= {"CI": "true", "HYPOTHESIS_STORAGE_DIRECTORY": str(room / "hypothesis")}
    os.chdir(ROOT)
    marks = "not slow and not browser and not soak"
    loaded = "ignore::pytest.PytestAssertRewriteWarning"  # hypothesis is there already
    usual = [
        "-q",
        "-m",
        marks,
        "-W",
        loaded,
        "-p",
        "no:cacheprovider",
        f"--basetemp={room / 'tests'}",
        f"--rootdir={ROOT}",
    ]
    return int(pytest.main([*usual, *arguments], plugins=[plugin]))


def _child(work: Callable[[], int], seconds: float, log: Path) -> int:
    """What `work` ends with in a child process: its number, -1 if it breaks, -2 if it takes too long."""
    child = os.fork()
    if child == 0:
        code = 255
        try:
            os.setsid()
            out = os.open(log, os.O_WRONLY | os.O_CREAT)
            os.dup2(out, 1)
            os.dup2(out, 2)
            code = work()
        except BaseException:
            traceback.print_exc()
            sys.stderr.flush()
        finally:
            os._exit(code)
    until = time.monotonic() + seconds
    while True:
        ended, status = os.waitpid(child, os.WNOHANG)
        if ended:
            _kill_group(child)  # what tests left behind
            code = os.waitstatus_to_exitcode(status)
            return -1 if code == 255 else code
        if time.monotonic() > until:
            _kill_group(child)
            os.waitpid(child, 0)
            return -2
        time.sleep(0.02)


def _kill_group(child: int) -> None:
    try:
        os.killpg(child, signal.SIGKILL)
    except ProcessLookupError:
        return
