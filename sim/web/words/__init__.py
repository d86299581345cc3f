"""All texts of the pages in Japanese and English: one table for each page and one for what pages share."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.web.words import compare, evidence, frame, outlook, own, scenario

if TYPE_CHECKING:
    from sim.summary import Lang

TABLES: dict[str, dict[str, dict[str, str]]] = {
    "frame": frame.WORDS,
    "outlook": outlook.WORDS,
    "scenario": scenario.WORDS,
    "own": own.WORDS,
    "compare": compare.WORDS,
    "evidence": evidence.WORDS,
}
"""Texts by table, name and language; a page adds its own table here."""


def say(name: str, lang: Lang, **blanks: object) -> str:
    """The text of a name such as "frame.stop", its blanks filled; KeyError for an unknown one."""
    table, _, key = name.partition(".")
    text = TABLES[table][key][lang]
    return text.format(**blanks) if blanks else text
