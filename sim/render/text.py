"""How wide a text is, and where its lines break."""

from __future__ import annotations

import unicodedata

LINE = 118
"""Half-width cells of one line of 12-pixel text across a whole picture."""


def wrapped(text: str, width: int = LINE) -> list[str]:
    """The text in lines of at most so many half-width cells; Japanese breaks anywhere, English at spaces."""
    lines, line = [], ""
    for word in _words(text):
        if line and cells(line + word) > width:
            lines.append(line.rstrip())
            line = word.lstrip()
        else:
            line += word
    return [*lines, line.rstrip()]


def _words(text: str) -> list[str]:
    """Pieces between which a line may break: at spaces and beside wide characters, not before a stop."""
    words: list[str] = []
    for character in text:
        joins = (
            bool(words)
            and not words[-1].endswith(" ")
            and (character in "、。，）」・％ " or not (_wide(character) or _wide(words[-1][-1])))
        )
        if joins:
            words[-1] += character
        else:
            words.append(character)
    return words


def _wide(character: str) -> bool:
    return unicodedata.east_asian_width(character) in "WFA"


def cells(text: str) -> int:
    """Half-width cells that a text fills; a Japanese character fills two."""
    return sum(2 if _wide(character) else 1 for character in text)
