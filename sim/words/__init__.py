"""Every text that a user reads, in Japanese and English.

`ja.po` beside this file has them side by side, for a translator's editor: msgctxt is where a text stands.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Literal

import polib

Lang = Literal["ja", "en"]
LANGS: tuple[Lang, ...] = ("ja", "en")
Text = Mapping[str, str]
"""One text by language."""
FILE = Path(__file__).with_name("ja.po")


def texts(context: str) -> Mapping[str, Text]:
    """All texts of a context by their names, in the order of the file; KeyError for an unknown context."""
    return _contexts()[context]


def bilingual(place: str) -> Text:
    """The text of a place such as "verdicts/better"; KeyError for an unknown one."""
    context, _, name = place.partition("/")
    return _contexts()[context][name]


@cache
def _contexts() -> Mapping[str, Mapping[str, Text]]:
    found: dict[
        str, dict[str, Text]
    ] = {}  # a text is a plain dict: with a fault it crosses to other processes
    for entry in polib.pofile(str(FILE), encoding="utf-8"):
        context, _, name = entry.msgctxt.partition("/")
        found.setdefault(context, {})[name] = {"ja": entry.msgstr, "en": entry.msgid}
    return MappingProxyType({name: MappingProxyType(texts) for name, texts in found.items()})
