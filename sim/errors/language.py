"""Which language is spoken, and with which letters: that of `--lang`, else the environment's, else Japanese.

All that is printed asks here, so that nothing is said in two languages, or half in each.
"""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from sim.words import Lang

_VARIABLES = ("LC_ALL", "LC_MESSAGES", "LANG")
"""Where a system keeps the user's language; the first that is set counts."""
_chosen: list[Lang] = []


def language() -> Lang:
    """The language of all messages: that of the command under way, else the environment's."""
    return _chosen[-1] if _chosen else of_environment()


@contextmanager
def speaking(lang: Lang) -> Iterator[None]:
    """Have everything said in this language meanwhile, by whatever thread."""
    _chosen.append(lang)
    try:
        yield
    finally:
        _chosen.pop()


def of_environment() -> Lang:
    """The environment's language; Japanese unless it is English, or the terminal has no Japanese letters."""
    named = next((os.environ[each] for each in _VARIABLES if os.environ.get(each)), "")
    return "en" if named.lower().startswith("en") or not _shows_japanese() else "ja"


def _shows_japanese() -> bool:
    """Whether what is printed can hold Japanese letters; a row of question marks would help nobody."""
    try:
        "日本語、かな".encode(getattr(sys.stdout, "encoding", None) or "utf-8")
    except UnicodeEncodeError:
        return False
    return True


def open_streams() -> None:
    """See to it that printing ends no command: what a terminal cannot show is replaced."""
    for name in ("stdout", "stderr"):
        stream = getattr(sys, name)
        if stream is None:
            setattr(sys, name, io.StringIO())  # it was closed: nobody reads it
        elif isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")
