"""One scenario file: its title, its ask, the changes it makes, and everything wrong with it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from sim import package_files
from sim.errors import Fault, nearest, suggested, until_enough
from sim.scenario import cells, toml_text
from sim.scenario.ask import Ask, parse_ask
from sim.scenario.changes import OPERATIONS, Change, Effect, Operation
from sim.scenario.metadata import table
from sim.scenario.parse import parse, parse_amount
from sim.scenario.schema import Info
from sim.scenario.values import Uncertain
from sim.scenario.words import EXPECTED, Wrong
from sim.scenario.words import shown as said

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

T = TypeVar("T")
FOLDER = package_files.folder("scenarios")
"""Where the shipped scenarios lie."""

_INFO: dict[str, Callable[[object], str]] = {
    "title_ja": cells.text,
    "title_en": cells.text,
    "author": cells.line,
    "reason_ja": cells.lines,
    "reason_en": cells.lines,
    "reference": cells.lines,
    "extends": cells.line,
    "posterior": cells.line,
}
_UNUSABLE = {"extends": "baseline", "posterior": ""}
"""What stands for a text that cannot be used, so that its absence is not told besides."""
_RESERVED = ("scenario", "ask", "effects", *(operation for operation in OPERATIONS if operation != "set"))


@dataclass(frozen=True, slots=True)
class ScenarioFile:
    """What one file says; unusable parts are left out and listed as faults."""

    path: Path
    info: Info
    extends: str
    posterior: str
    ask: Ask | None
    changes: tuple[Change, ...]
    effects: tuple[Effect, ...]
    combined: tuple[str, ...]
    faults: tuple[Fault, ...]

    @property
    def shown(self) -> str:
        """Name of the file as messages show it."""
        return shown(self.path)


def shown(path: Path) -> str:
    """Short name of a file: within the shipped folder with its sub-folder."""
    inside = path.is_relative_to(FOLDER)
    return path.relative_to(FOLDER).as_posix() if inside else path.name


def read_file(path: Path) -> ScenarioFile:
    """Content of a file with all its faults; it never raises for what the file holds."""
    return _read(path, lambda: toml_text.read(path))


def read_text(text: str, path: Path) -> ScenarioFile:
    """Content of a text as if it stood in a file at `path`, with all its faults."""
    return _read(path, lambda: toml_text.parsed(text))


def _read(path: Path, content: Callable[[], Mapping[str, Any]]) -> ScenarioFile:
    try:
        return _Reader(path).read(content())
    except toml_text.UnreadError as error:
        info = Info(_name(path), "", "")
        return ScenarioFile(path, info, "", "", None, (), (), (), (error.fault(shown(path)),))


def _name(path: Path) -> str:
    return shown(path).removesuffix(".toml")


class _Reader:
    """Collects changes and faults while it walks through a file."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.file = shown(path)
        self.changes: list[Change] = []
        self.effects: list[Effect] = []
        self.combined: tuple[str, ...] = ()
        self.faults: list[Fault] = []

    def read(self, content: Mapping[str, Any]) -> ScenarioFile:
        sections = {known.group for known in table().values()}
        for name, raw in self._few(content.items()):
            if name not in sections and name not in _RESERVED:
                known = [*sections, *_RESERVED]
                meant = nearest(name, known) if isinstance(raw, dict) else _meant(name)
                self.faults.append(Fault(self.file, name, None, "unknown_key", {"meant": meant}))
            elif name == "effects":
                self._written_effects(raw)
            elif not isinstance(raw, dict):
                self.faults.append(
                    Wrong("wrong_type", said(raw), expected=EXPECTED["table"]).fault(self.file, name)
                )
            elif name in sections:
                self._sets(name, raw)
            elif name in OPERATIONS:
                self._operations(name, raw)
        info, extends, posterior = self._info(content.get("scenario"))
        ask, faults = parse_ask(self.file, content.get("ask"))
        self.faults += faults
        return ScenarioFile(
            self.path,
            info,
            extends,
            posterior,
            ask,
            tuple(self.changes),
            tuple(self.effects),
            self.combined,
            tuple(self.faults),
        )

    def _few(self, items: Iterable[T]) -> Iterator[T]:
        return until_enough(items, self.faults, self.file)

    def _sets(self, section: str, raw: Mapping[str, Any]) -> None:
        for name, value in self._few(raw.items()):
            self._change("set", f"{section}.{name}", value, f"{section}.{name}")

    def _operations(self, operation: Operation, raw: Mapping[str, Any]) -> None:
        for path, amount in self._few(flat(raw)):
            self._change(operation, path, amount, f"{operation}.{path}")

    def _written_effects(self, raw: object) -> None:
        """Uncertain changes that `dump` wrote: they keep the name under which they draw their luck."""
        for index, row in self._few(enumerate(raw if isinstance(raw, list) else [raw], 1)):
            key = f"effects[{index}]"
            try:
                path, operation, amount, origin = cells.effect(row)
                known = table()[path]
                amount = parse_amount(known, operation, amount)
            except Wrong as wrong:
                self.faults.append(wrong.fault(self.file, key))
            else:
                if isinstance(amount, int | float | Uncertain):
                    self.effects.append(Effect(path, operation, amount, origin))

    def _change(self, operation: Operation, path: str, raw: object, key: str) -> None:
        known = table().get(path)
        if known is None:
            prefix = key.removesuffix(path)
            self.faults.append(Fault(self.file, key, None, "unknown_key", {"meant": _meant(path, prefix)}))
            return
        try:
            amount = parse(known, raw) if operation == "set" else parse_amount(known, operation, raw)
        except Wrong as wrong:
            self.faults.append(wrong.fault(self.file, key))
        else:
            self.changes.append(Change(path, operation, amount, _name(self.path)))

    def _combined(self, raw: object) -> None:
        """Names of the requests that `dump` says are in the file; `load` compares them with what it holds."""
        if isinstance(raw, list) and raw and all(isinstance(each, str) for each in raw):
            self.combined = tuple(raw)
        else:
            wrong = Wrong("wrong_type", said(raw), expected=EXPECTED["names"])
            self.faults.append(wrong.fault(self.file, "scenario.combined"))

    def _info(self, raw: object) -> tuple[Info, str, str]:
        if not isinstance(raw, dict):
            if raw is None:
                self.faults.append(Fault(self.file, "scenario", None, "missing_key"))
            return Info(_name(self.path), "", ""), "baseline", ""
        texts: dict[str, str] = {}
        faults: list[Fault] = []  # read to its end, however many faults the changes have
        for name, value in until_enough(raw.items(), faults, self.file):
            if name == "combined":
                self._combined(value)
            elif name not in _INFO:
                own = nearest(name, _INFO)
                meant = f"scenario.{own}" if own else _meant(name)
                faults.append(Fault(self.file, f"scenario.{name}", None, "unknown_key", {"meant": meant}))
            else:
                try:
                    texts[name] = _INFO[name](value)
                except Wrong as wrong:
                    faults.append(wrong.fault(self.file, f"scenario.{name}"))
                    texts[name] = _UNUSABLE.get(name, "-")
        self.faults += faults
        if not texts.get("title_ja") and not texts.get("title_en"):
            self.faults.append(Fault(self.file, "scenario.title_ja", None, "missing_key"))
        extends, posterior = texts.pop("extends", ""), texts.pop("posterior", "")
        info = Info(_name(self.path), texts.pop("title_ja", ""), texts.pop("title_en", ""), **texts)
        return info, extends, posterior


def _meant(path: str, prefix: str = "") -> str | tuple[str, ...] | None:
    """Parameters that an unknown path may mean, each written with the prefix of its operation."""
    found = suggested(path, table())
    return (
        tuple(f"{prefix}{each}" for each in found)
        if isinstance(found, tuple)
        else found and f"{prefix}{found}"
    )


def flat(raw: Mapping[str, Any]) -> Iterator[tuple[str, object]]:
    """Paths and amounts: "section.name" may stand with or without quotes."""
    for name, value in raw.items():
        if "." not in name and isinstance(value, dict):
            for inner, amount in value.items():
                yield f"{name}.{inner}", amount
        else:
            yield name, value
