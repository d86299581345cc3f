"""What tells text from Markdown: whatever is not marked as Markdown is shown as the text that it is.

    markdown("frame.of", lang, title=title)     # Markdown of ours; what a visitor called it stays text
    filled("**{}** — {}", name, sentence)       # Markdown of the page, values escaped likewise
    joined(", ", names)                         # the same for lists

Titles, reasons, file names and cells come from links and files of strangers. A picture in one of them would
be fetched from outside by everybody who looks at the page.
"""

from __future__ import annotations

import re
from string import Formatter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

JOINER = "\N{WORD JOINER}"
"""Takes no room and breaks no line: it parts what a page would turn into a link or a symbol after escapes."""
_LIVE = re.compile(r"([\\`*\[\]<>#|~$&]|(?<![^\W_])_|_(?![^\W_]))")
"""What is Markdown anywhere; a line between two letters is none, so names of parameters stay as they are."""
_AT_START = re.compile(r"( ?\d{0,9})([.)](?=\s|\Z)|-(?=[\s-]|\Z)|\+(?=\s|\Z)|=)")
"""What begins a list, a line or a heading, but only where a line begins."""
_PARTED = re.compile(
    r"(:(?=\S)"  # addresses, :red[...], :smile:, :material/...:
    r"|www(?=\.)"  # addresses without a scheme
    r"|@(?=\S)"  # addresses of mail
    r"|(?<!\S)[-<>~](?=(?:->|>|-|=)(?!\S)))",  # arrows and signs, which Streamlit sets as one
    re.IGNORECASE,
)
_BLANK = re.compile(r"[\x00-\x20\x7f]+")
_LINE_BEGINS = re.compile(r"(?:^|\n)[\s>*+\-#\d.)]*\Z")


class Markdown(str):
    """Text that is meant as Markdown. What is made of it by `+` or an f-string is text again."""

    __slots__ = ()


def escaped(value: object, *, line_begins: bool = True) -> Markdown:
    """Markdown that shows a value as the text that it is, on one line; Markdown stays itself."""
    if isinstance(value, Markdown):
        return value
    text = _PARTED.sub(rf"\1{JOINER}", _BLANK.sub(" ", str(value)))
    live = _LIVE.sub(r"\\\1", text)
    begins = _AT_START.match(live) if line_begins else None
    return Markdown(f"{begins[1]}\\{live[begins.end(1) :]}" if begins else live)


def filled(template: str, *values: object, **named: object) -> Markdown:
    """Markdown with blanks as `str.format` has them, filled with values as the text that they are."""
    made = ""
    parts, count = Formatter().parse(template), iter(values)
    for literal, name, form, conversion in parts:
        made += literal
        if name is None:
            continue
        value = named[name] if name else next(count)
        if form or conversion:
            raise ValueError(f"a blank of a text has no form of its own: {template}")
        made += escaped(value, line_begins=_LINE_BEGINS.search(made) is not None)
    return Markdown(made)


def joined(separator: str, values: Iterable[object]) -> Markdown:
    """Values as the text that they are, with Markdown of ours between them."""
    made = ""
    for number, value in enumerate(values):
        made += separator if number else ""
        made += escaped(value, line_begins=_LINE_BEGINS.search(made) is not None)
    return Markdown(made)


def bullets(values: Iterable[object]) -> Markdown:
    """Values as a list, one a line."""
    return joined("\n", [filled("- {}", value) for value in values])
