"""The two ways to write, with small files: a folder of results and one file, killed at each of their calls.

WRITER SEED HOME: prints JSON with what was found.
"""

from __future__ import annotations

import json
import random
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from soak.kills import Action, Writer, killed

from sim import disk
from sim.errors import UsageError


def folder_of(word: str, about: str = "something") -> Action:
    """Write a folder of four files that say the word; 2 where that is refused."""

    def write(place: Path) -> int:
        try:
            with disk.replacing(place, about) as part:
                (part / "charts").mkdir()
                for name in ("summary.json", "systems.parquet", "charts/late.svg"):
                    (part / name).write_text(f"{word} {name}\n" * 1_000)
                disk.seal(part, {"kind": "run", "content": about})
        except UsageError:
            return 2
        return 0

    return write


def file_of(word: str) -> Action:
    """Write a file that says the word."""
    return lambda place: disk.write_named(place, word.encode() * 10_000) is None


WRITERS = {
    "folder": lambda home: Writer(home, folder_of("new"), folder_of("old"), folder_of("other", "another")),
    "file": lambda home: Writer(home, file_of("new"), file_of("old")),
}


def main(name: str, seed: str, home: str) -> None:
    """Print the counts of one way."""
    writer = WRITERS[name](Path(home))
    times = writer.calls * 3 // 2  # two of three kills are at calls, so that each call has its own
    json.dump(killed(writer, times, random.Random(int(seed))), sys.stdout)  # noqa: S311 - no secret


if __name__ == "__main__":
    main(*sys.argv[1:])
