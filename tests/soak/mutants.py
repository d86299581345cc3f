"""Which small changes of what counts and prints no test minds: a sample of them, tried one by one.

`nice python tests/soak/mutants.py` prints a line for each. `--only TEXT` tries those of the sample whose key
holds the text; `--reach FILE` keeps which tests reach what for the next time; `--tests FILE ...` asks all
tests of some files.
"""

from __future__ import annotations

import argparse
import json
import time
import tomllib
from collections.abc import Sequence
from pathlib import Path

import mutated
from mutations import Mutation, mutations, sample

NUMBER, SEED = 300, 13
ACCEPTED = Path(__file__).with_name("survivors.toml")
"""Survivors that no user could tell from the right thing, each with its reason."""


def accepted() -> dict[tuple[str, str, str], str]:
    """Reasons by key."""
    listed = tomllib.loads(ACCEPTED.read_text(encoding="utf-8"))["survivor"]
    return {(each["file"], each["function"], each["change"]): each["reason"] for each in listed}


def sampled(number: int = NUMBER, seed: int = SEED) -> list[Mutation]:
    """The sample of today's sources."""
    found = [each for file in mutated.modules() for each in mutations(mutated.ROOT, file)]
    return sample(found, number, seed)


def tried(each: Mutation, reach: mutated.Reach, files: Sequence[str]) -> tuple[bool, int]:
    """Whether a mutation survives, and how many tests were asked."""
    tests = list(files) or reach.tests(each.file, [each.function] if each.function else [])
    seconds = sum(reach.seconds.get(test, 60.0) for test in tests)
    return not tests or mutated.survives(each.file, each.make(), tests, seconds), len(tests)


def reached(path: Path | None) -> mutated.Reach:
    """Which tests reach what, from a file if it is there."""
    if path is not None and path.is_file():
        return mutated.Reach.load(path)
    reach = mutated.reach()
    if path is not None:
        reach.save(path)
    return reach


def main() -> None:
    """Try the sample, print a line for each, write what was found."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--number", type=int, default=NUMBER)
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument("--first", type=int, default=1, help="goes on from here")
    parser.add_argument("--only", default="")
    parser.add_argument("--reach", type=Path)
    parser.add_argument("--tests", nargs="*", default=())
    parser.add_argument("--found", type=Path)
    given = parser.parse_args()
    start = time.monotonic()
    mutated.warm()
    reach = reached(given.reach)
    print(f"{len(reach.calls)} tests, {time.monotonic() - start:.0f} s; failed: {reach.failed}", flush=True)
    listed, chosen = (
        accepted(),
        [each for each in sampled(given.number, given.seed) if given.only in str(each.key)],
    )
    survivors = []
    for number, each in enumerate(chosen[given.first - 1 :], given.first):
        begun = time.monotonic()
        survives, asked = tried(each, reach, given.tests)
        word = "killed" if not survives else "listed" if each.key in listed else "SURVIVES"
        took = f"{time.monotonic() - begun:.1f} s, {asked} tests"
        print(f"{number} {word}, {took}: {json.dumps(each.key, ensure_ascii=False)}", flush=True)
        if survives:
            survivors.append(each.key)
    found = {
        "tried": len(chosen),
        "killed": len(chosen) - len(survivors),
        "survivors": [key for key in survivors if key not in listed],
        "stale": [key for key in listed if key not in survivors],
        "failed": reach.failed,
    }
    print(f"{found['tried']} tried, {found['killed']} killed, {time.monotonic() - start:.0f} s")
    if given.found is not None:
        given.found.write_text(json.dumps(found), encoding="utf-8")


if __name__ == "__main__":
    main()
