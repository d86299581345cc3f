"""How much a test tries: little in `make test`, much in `make soak`."""

from __future__ import annotations

from collections import Counter

LONG = False
"""Whether this is the long run; set before tests are collected."""
COUNTS: dict[str, Counter[str]] = {}
"""Of each reader that was fuzzed: inputs tried, taken, told."""


def tries(usual: int, long: int) -> int:
    """Inputs that a test tries in this run: `@settings(max_examples=tries(30, 2_000))`."""
    return long if LONG else usual
