"""Signs that no page, slide or terminal shows as they are, and how messages write them."""

from __future__ import annotations

import re
import unicodedata

SHOWN, SAID = 1_000, 10_000
"""Signs of a value and of a detail that a message repeats."""

# Controls; halves of signs; separators of lines; those that turn the order of what follows; what is no sign.
_STRANGE = re.compile(
    "[\\x00-\\x1f\\x7f-\\x9f\\u2028-\\u202e\\u2066-\\u2069\\ud800-\\udfff\\ufdd0-\\ufdef"
    + "".join(f"\\U{plane:04x}fffe\\U{plane:04x}ffff" for plane in range(17))
    + "]"
)

_EMPTY = "\u115f\u1160\u2800\u3164\uffa0"
"""Letters and signs that are drawn as nothing."""


def unreadable(text: str, but: str = "") -> str:
    """The first strange sign of a text, as U+0001, apart from those of `but`; empty if there is none."""
    return next((f"U+{ord(sign[0]):04X}" for sign in _STRANGE.finditer(text) if sign[0] not in but), "")


def is_blank(text: str) -> bool:
    """Whether nothing of a text can be seen."""
    return all(unicodedata.category(sign)[0] in "ZCM" or sign in _EMPTY for sign in text)


def visible(text: str) -> str:
    """The text with every strange sign written as it is escaped in a file."""
    return _STRANGE.sub(_escaped, text)


def _escaped(sign: re.Match[str]) -> str:
    number = ord(sign[0])
    return f"\\u{number:04X}" if number < 0x10000 else f"\\U{number:08X}"


def cut(text: str, most: int) -> str:
    """The text, or its beginning and three dots."""
    return text if len(text) <= most else f"{text[:most]}…"
