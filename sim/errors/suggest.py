"""What a mistyped word may mean."""

from __future__ import annotations

import difflib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable


def nearest(word: str, known: Iterable[str]) -> str | None:
    """The known word that a mistyped one most probably means, or None."""
    if len(word) > LONGEST:
        return None
    return next(iter(difflib.get_close_matches(word, list(known), n=1, cutoff=0.6)), None)


def suggested(word: str, known: Iterable[str]) -> str | tuple[str, ...] | None:
    """What an unknown word may mean: names whose last part begins with it or holds it, else the nearest.

    A known name may have parts ("prices.usdjpy_fixed", "asks/cloud_fees"); so may the word.
    """
    if len(word) > LONGEST:
        return None
    known = list(known)
    bare = _last_part(word)
    begins = [name for name in known if bare and _last_part(name).startswith(bare)]
    holds = [name for name in known if bare and bare in _last_part(name)]
    found = next((tuple(names) for names in (begins, holds) if 0 < len(names) <= MOST_SUGGESTIONS), ())
    if len(found) == 1:
        return found[0]
    return found or nearest(word, [name for name in known if nearest(bare, [_last_part(name)])])


LONGEST = 100
"""Letters of a word that may mean a known one; likeness takes time that grows with its length."""
MOST_SUGGESTIONS = 6
"""More names than this help nobody."""


def _last_part(name: str) -> str:
    return name.replace("/", ".").rpartition(".")[2]
