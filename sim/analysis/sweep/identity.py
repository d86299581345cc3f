"""What decides a result apart from the scenario: the sources of the model, the data, Python and numba."""

from __future__ import annotations

import hashlib
import platform
from dataclasses import dataclass, fields
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

from sim.facts import load

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sim.scenario import Scenario

PACKAGE = Path(__file__).parents[2]
NO_RESULT = (
    "__init__.py",
    "analysis",
    "cli",
    "disk",
    "figures",
    "intake",
    "api",
    "package_files.py",
    "progress.py",
    "render",
    "repeat_commands.py",
    "store.py",
    "web",
    "words",
)
"""Parts of the package that only show, store or ask for results. What is not named here counts."""
_ROWS = ("analysis/sweep/point.py", "analysis/sweep/figures.py", "analysis/sweep/figures.csv")


@dataclass(frozen=True, slots=True)
class Identity:
    """Two places with equal identities give equal rows."""

    sanwari: str
    model_source_hash: str
    data_hash: str
    python: str
    numba: str
    numpy: str

    def differences(self, other: Identity) -> list[tuple[str, str, str]]:
        """Name, own value and other value of each field that differs."""
        pairs = [(f.name, str(getattr(self, f.name)), str(getattr(other, f.name))) for f in fields(self)]
        return [each for each in pairs if each[1] != each[2]]


def identity(data: Path | None = None) -> Identity:
    """Identity of this process."""
    return Identity(
        sanwari=version("sanwari"),
        model_source_hash=model_source_hash(),
        data_hash=load(data).hash,
        python=".".join(platform.python_version_tuple()[:2]),
        numba=version("numba"),
        numpy=version("numpy"),
    )


def run_mark(scenario: Scenario, seed: int) -> str:
    """What the replications of a run depend on, in one line."""
    return " ".join((scenario.hash, load().hash, str(seed), model_source_hash()))


@cache
def model_source_hash(package: Path = PACKAGE) -> str:
    """SHA-256 of the names and contents of all sources that can change a row."""
    digest = hashlib.sha256()
    for path in _sources(package):
        digest.update(path.relative_to(package).as_posix().encode() + b"\0")
        digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()


def _sources(package: Path) -> Iterator[Path]:
    for path in sorted(package.rglob("*")):
        inside = path.relative_to(package)
        counts = inside.parts[0] not in NO_RESULT or inside.as_posix() in _ROWS
        if counts and path.suffix in (".py", ".csv") and "__pycache__" not in inside.parts:
            yield path
