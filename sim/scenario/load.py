"""Finding, reading and combining scenario files; all their faults are raised together."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from sim.errors import Fault, ScenarioError, suggested
from sim.scenario.changes import Change
from sim.scenario.check import check, check_range
from sim.scenario.combine import Layers, followers
from sim.scenario.metadata import table
from sim.scenario.posterior import Posterior, check_fitted
from sim.scenario.posterior import read as read_sets
from sim.scenario.read import FOLDER, ScenarioFile, read_file, read_text, shown
from sim.scenario.schema import Info, Scenario
from sim.scenario.values import is_fitted

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from sim.scenario.ask import Ask
    from sim.scenario.values import Value


@dataclass(frozen=True, slots=True)
class Entry:
    """A shipped scenario: its name, what its author says, its ask if it is a request, what it changes."""

    name: str
    info: Info
    ask: Ask | None
    paths: frozenset[str] = frozenset()


def names() -> tuple[str, ...]:
    """Names of the shipped scenarios: the baseline first, then scenarios, then asks."""
    found = sorted(shown(path).removesuffix(".toml") for path in FOLDER.rglob("*.toml"))
    return tuple(sorted(found, key=lambda name: (name != "baseline", "/" in name, name)))


@cache
def catalogue() -> tuple[Entry, ...]:
    """Every shipped scenario with its title and its ask, read once."""
    files = [(name, read_file(FOLDER / f"{name}.toml")) for name in names()]
    return tuple(
        Entry(name, file.info, file.ask, frozenset(change.path for change in file.changes))
        for name, file in files
    )


@dataclass(frozen=True, slots=True)
class Files:
    """The files of a scenario as read: the chain from it down to a complete one, and those put on top."""

    chain: tuple[ScenarioFile, ...]
    extra: tuple[ScenarioFile, ...]
    faults: tuple[Fault, ...]


def load(name: str | Path, with_files: Sequence[str | Path] = ()) -> Scenario:
    """Scenario of a name or file, with other files' changes on top; raises ScenarioError with all faults."""
    return assemble(read(name, with_files))


def load_text(text: str, with_files: Sequence[str] = (), name: str = "draft") -> Scenario:
    """Scenario of a file's text that never was on disk; it and `with_files` may name shipped scenarios only.

    Raises ScenarioError with all faults, as `load` does.
    """
    file = read_text(text, Path(f"{name}.toml"))
    outside = [each for each in (file.extends, *with_files) if each.endswith(".toml")]
    faults = [Fault(file.shown, "", None, "unknown_scenario", {"name": each}) for each in outside]
    if file.posterior and file.posterior not in {path.name for path in FOLDER.glob("*.csv")}:
        faults.append(Fault(file.shown, "scenario.posterior", file.posterior, "missing_file"))
    if faults:
        raise ScenarioError(faults)
    return assemble(_with(file, _found(with_files, None)))


def read(name: str | Path, with_files: Sequence[str | Path] = (), beside: Path | None = None) -> Files:
    """Files of a scenario; paths are relative to the folder `beside`. Raises ScenarioError for unknown names.

    What the files hold is judged by `assemble`.
    """
    first, *extra = _found((name, *with_files), beside)
    return _with(read_file(first), extra)


def _with(first: ScenarioFile, with_files: Sequence[Path]) -> Files:
    """A file, what it extends, and other files on top."""
    chain, faults = _chain(first)
    extra = [read_file(each) for each in with_files]
    faults += [fault for file in extra for fault in file.faults]
    faults += _uncombinable(extra)
    return Files(tuple(chain), tuple(extra), tuple(faults))


def assemble(files: Files, values: Mapping[str, Value] | None = None) -> Scenario:
    """Scenario of files; `values` by path replace its own, below the changes of the files on top.

    Raises ScenarioError with all faults. The values are of the right kind and within their bounds.
    """
    made = _assembled(files, values)
    if faults := [fault for each in _claims(files) for fault in _unfounded(each)]:
        raise ScenarioError(faults)
    return made


def _claims(files: Files) -> list[Files]:
    """Each file that says which requests are in it, with what it extends."""
    parts = [Files(files.chain[number:], (), ()) for number in range(len(files.chain))]
    parts += [Files(tuple(_chain(file)[0]), (), ()) for file in files.extra if file.combined]
    return [each for each in parts if each.chain[0].combined]


def _unfounded(files: Files) -> list[Fault]:
    """The fault of a file that is not what a supplied scenario becomes with the requests that it names."""
    file = files.chain[0]
    faults = [
        Fault(file.shown, f"scenario.combined[{index}]", name, "unknown_scenario", _like(name))
        for index, name in enumerate(file.combined, 1)
        if name not in names()
    ]
    if faults or base_of(_assembled(files), file.combined):
        return faults
    return [Fault(file.shown, "scenario.combined", ", ".join(file.combined), "combined_differs")]


def base_of(scenario: Scenario, combined: Sequence[str]) -> str:
    """Name of the supplied scenario that becomes this one with some requests; empty if none does."""
    known = names()
    if not set(combined) <= set(known):
        return ""
    bases = [name for name in known if "/" not in name]
    for base in sorted(bases, key=lambda name: name != scenario.info.name):
        try:
            if _assembled(read(base, combined)).hash == scenario.hash:
                return base
        except ScenarioError:  # the base itself sets what a request changes
            continue
    return ""


def _like(name: str) -> dict[str, object]:
    return {"name": name, "meant": suggested(name, names())}


def _assembled(files: Files, values: Mapping[str, Value] | None = None) -> Scenario:
    """Scenario of files, whatever they say about themselves; raises ScenarioError with all faults."""
    chain, extra, layers = files.chain, files.extra, Layers()
    for file in reversed(chain):
        layers.add(file.changes, {file.info.name: file.shown})
        layers.restore(file.effects, file.shown)
    layers.add([Change(path, "set", value, "") for path, value in (values or {}).items()], {"": ""})
    layers.add(
        [change for file in extra for change in file.changes], {file.info.name: file.shown for file in extra}
    )
    top = " + ".join(file.shown for file in (chain[0], *extra))
    faults = [*files.faults, *layers.faults]
    if not faults:
        faults = layers.missing(chain[-1].shown) or check(layers.values, top)
    if faults:
        raise ScenarioError(faults)
    posterior = _posterior(layers.values, files, top)
    effects = tuple(effect for path in sorted(layers.effects) for effect in layers.effects[path])
    combined = tuple(sorted({*chain[0].combined, *(file.info.name for file in extra)}))
    return Scenario(chain[0].info, layers.values, effects, combined, posterior)


def _posterior(values: Mapping[str, Value], files: Files, top: str) -> Posterior | None:
    """Sets of the first file that names some; they are read only where a parameter is fitted."""
    chain = (*files.extra, *files.chain)
    fitted = any(is_fitted(value) for value in values.values())
    if not fitted and chain[0].posterior:
        raise ScenarioError(
            [Fault(chain[0].shown, "scenario.posterior", chain[0].posterior, "posterior_unused")]
        )
    if not fitted:
        return None
    found: Posterior | None = None
    faults: list[Fault] = []
    for file in chain:
        if file.posterior:
            found, faults = read_sets(_beside(file), file.posterior)
            break
    if not faults:
        faults = check_fitted(values, found, top)
    if faults:
        raise ScenarioError(faults)
    return found


def _beside(file: ScenarioFile) -> Path:
    """Where the sets lie that a file names: beside it, or with the shipped scenarios."""
    shipped = file.posterior in {path.name for path in FOLDER.glob("*.csv")}
    path = file.path.parent / file.posterior
    return path if not shipped or path.is_file() else FOLDER / file.posterior


def on_top(scenario: Scenario, with_files: Sequence[str | Path]) -> Scenario:
    """Copy of a scenario with the changes of files on top; raises ScenarioError with all faults."""
    extra = [read_file(each) for each in _found(with_files, None)]
    faults = [fault for file in extra for fault in file.faults] + _uncombinable(extra)
    layers = Layers()
    layers.values = dict(scenario.values)
    layers.restore(scenario.effects, "")
    named = {file.info.name: file.shown for file in extra}
    layers.add([change for file in extra for change in file.changes], named)
    faults = faults or layers.faults or check(layers.values, " + ".join(file.shown for file in extra))
    if faults:
        raise ScenarioError(faults)
    effects = tuple(effect for path in sorted(layers.effects) for effect in layers.effects[path])
    posterior = scenario.posterior if any(map(is_fitted, layers.values.values())) else None
    combined = tuple(sorted({*scenario.combined, *named}))
    return Scenario(scenario.info, layers.values, effects, combined, posterior)


def replaced(scenario: Scenario, values: Mapping[str, Value]) -> Scenario:
    """Copy of a scenario with some values replaced and their effects dropped; raises ScenarioError.

    A moved deadline takes the days of its extension along, as it does in a file.
    """
    unknown = [path for path in values if path not in scenario.values]
    known = scenario.values
    faults = [Fault("", path, None, "unknown_key", {"meant": suggested(path, known)}) for path in unknown]
    new = {**scenario.values, **{path: value for path, value in values.items() if path not in unknown}}
    new |= followers(scenario.values, new, values)
    faults += [
        fault
        for path, value in values.items()
        if path in known
        for fault in check_range(table()[path], value)
    ]
    faults = faults or check(new, "") + check_fitted(new, scenario.posterior, "")
    if faults:
        raise ScenarioError(faults)
    effects = tuple(effect for effect in scenario.effects if effect.path not in values)
    return Scenario(scenario.info, new, effects, scenario.combined, scenario.posterior)


def _found(wanted: Iterable[str | Path], beside: Path | None) -> list[Path]:
    """Files of some names; ScenarioError with all names that are unknown."""
    found: list[Path] = []
    faults: list[Fault] = []
    for name in wanted:
        try:
            found.append(_find(name, beside))
        except ScenarioError as error:
            faults += error.faults
    if faults:
        raise ScenarioError(faults)
    return found


def _find(name: str | Path, beside: Path | None) -> Path:
    """File of a name: "baseline" and "asks/x" in the shipped folder, a text with .toml as a path."""
    try:
        if isinstance(name, Path) or name.endswith(".toml"):
            return ((beside or Path()) / name).resolve()
        if name in names():
            return (FOLDER / f"{name}.toml").resolve()
    except (OSError, ValueError, RuntimeError):  # what no file can be called, a link to itself
        pass
    raise ScenarioError([Fault("", str(name), None, "unknown_scenario", _like(str(name)))])


def _chain(file: ScenarioFile) -> tuple[list[ScenarioFile], list[Fault]]:
    """The file, what it extends, and so on down to a complete one, with the faults of all."""
    chain: list[ScenarioFile] = []
    faults: list[Fault] = []
    seen: list[Path] = []
    while True:
        chain.append(file)
        faults += file.faults
        seen.append(file.path)
        if not file.extends:
            return chain, faults
        try:
            path = _find(file.extends, file.path.parent)
        except ScenarioError as error:
            faults += [_placed(fault, file) for fault in error.faults]
            return chain, faults
        if path in seen:
            circle = " → ".join(shown(each) for each in (*seen[seen.index(path) :], path))
            faults.append(Fault(file.shown, "scenario.extends", file.extends, "circular", {"circle": circle}))
            return chain, faults
        file = read_file(path)


def _placed(fault: Fault, file: ScenarioFile) -> Fault:
    return Fault(file.shown, "scenario.extends", file.extends, fault.code, fault.details)


def _uncombinable(files: Iterable[ScenarioFile]) -> list[Fault]:
    faults, seen = [], set()
    for file in files:
        if file.path in seen:
            faults.append(Fault(file.shown, "", None, "given_twice"))
        elif file.extends != "baseline" and not file.faults:
            value = file.extends or None
            faults.append(Fault(file.shown, "scenario.extends", value, "extends_not_baseline"))
        seen.add(file.path)
    return faults
