"""All texts of the pages in Japanese and English: one table for each page and one for what pages share."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.web.markdown import Markdown, filled
from sim.words import texts

if TYPE_CHECKING:
    from sim.words import Lang

_TABLES = ("frame", "outlook", "scenario", "own", "compare", "evidence")
TABLES = {name: texts(f"page_{name}") for name in _TABLES}
"""Texts by table, name and language; a page adds its own table here."""


def markdown(name: str, lang: Lang, **blanks: object) -> Markdown:
    """The text of a name such as "frame.stop", its blanks filled with values as the text that they are.

    KeyError for an unknown name.
    """
    text = _text(name, lang)
    return filled(text, **blanks) if blanks else Markdown(text)


def plain(name: str, lang: Lang, **blanks: object) -> str:
    """The same for what shows no Markdown: options of a list, cells, names of files, titles of scenarios."""
    text = _text(name, lang)
    return text.format(**blanks) if blanks else text


def _text(name: str, lang: Lang) -> str:
    table, _, key = name.partition(".")
    return TABLES[table][key][lang]
