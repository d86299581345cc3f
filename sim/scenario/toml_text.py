"""A TOML text within bounds: looked at once before it is parsed, whoever it comes from.

The parser takes memory that grows with the square of the parts of a dotted name, and breaks at deep brackets
and at numbers of thousands of digits. Every reader of TOML comes through here.
"""

from __future__ import annotations

import re
import tomllib
from typing import TYPE_CHECKING, Any

from sim.disk import NoFileError, read_named
from sim.errors import Fault
from sim.words import Text, bilingual

if TYPE_CHECKING:
    from pathlib import Path

LARGEST = 2_000_000
"""Bytes of a file; the own figures of a prefecture's members take some 600,000."""
PARTS = 4
"""Parts of a dotted name: scale.running.cloud_fee_factor.value."""
WORD = 120
"""Signs of a number or of a name without quotes."""
DEPTH = 8
"""Brackets and braces within each other; a table of a scenario has three."""
TABLES = 20_000
"""Brackets that stand in none: headings and lists. A heading takes kilobytes of memory."""
SHOWN = 80
"""Signs of a line that a message repeats."""

_PART = r"""(?:[A-Za-z0-9_+:-]++|"(?:[^"\\\n]++|\\[^\n]|\\)*+"?|'[^'\n]*+'?)"""
_TOKEN = re.compile(
    r"(?P<comment>\#[^\n]*+)"
    r'|(?P<text>"""(?:[^"\\]++|\\.|\\|"(?!""))*+(?:""")?|' + r"'''(?:[^']++|'(?!''))*+(?:''')?)"
    rf"|(?P<name>{_PART}(?:[ \t]*+\.[ \t]*+{_PART})*+)"
    r"|(?P<open>[\[{])"
    r"|(?P<close>[\]}])",
    re.DOTALL,
)
_ONE_PART = re.compile(_PART)


class UnreadError(Exception):
    """Why a text cannot be taken up: code of the message and its details."""

    def __init__(self, code: str, **details: object) -> None:
        super().__init__(code)
        self.code, self.details = code, details

    def fault(self, file: str) -> Fault:
        """The fault, once the name of the file is known."""
        return Fault(file, "", None, self.code, self.details)


def read(path: Path) -> dict[str, Any]:
    """What a file says; raises UnreadError."""
    try:
        content = read_named(path, LARGEST)
    except NoFileError as error:
        raise UnreadError(error.code) from None
    return parsed(decoded(content))


def decoded(content: bytes, most: int = LARGEST) -> str:
    """The text of a file's bytes; raises UnreadError for too many and for what is not UTF-8."""
    if len(content) > most:
        raise UnreadError("file_too_large", kilobytes=f"{most // 1000:,}")
    try:
        return content.decode("utf-8-sig")  # Notepad begins a file with a mark
    except UnicodeDecodeError as error:
        raise UnreadError("not_utf8", byte=error.start + 1) from None


def parsed(text: str) -> dict[str, Any]:
    """What a text says; raises UnreadError for one that leaves the bounds or is not TOML."""
    _within_bounds(text)
    try:
        return tomllib.loads(text)
    except ValueError as error:  # besides its own faults, days that no calendar has
        raise UnreadError("not_toml", **_broken(str(error), text)) from None


def value_of(text: str) -> Any:
    """What a value says that stands in a file behind a name; raises UnreadError for a text that is none."""
    content = parsed(f"value = {text}")
    if len(content) > 1:
        raise UnreadError("wrong_type", expected=bilingual("toml/value"))
    return content["value"]


def _within_bounds(text: str) -> None:
    """Raise UnreadError for a text that the parser should not see."""
    if len(text) > LARGEST:
        raise UnreadError("file_too_large", kilobytes=f"{LARGEST // 1000:,}")
    depth = tables = 0
    for token in _TOKEN.finditer(text):
        kind = token.lastgroup
        if kind == "name":
            _name_within_bounds(token, text)
        elif kind == "open":
            tables += depth == 0
            depth += 1
            if depth > DEPTH:
                raise UnreadError("toml_depth", line=_line(token, text), most=DEPTH)
            if tables > TABLES:
                raise UnreadError("toml_tables", most=f"{TABLES:,}")
        elif kind == "close":
            depth = max(0, depth - 1)


def _name_within_bounds(token: re.Match[str], text: str) -> None:
    """Raise UnreadError for a name of too many parts, or a number or bare name that is too long."""
    found = token[0]
    if len(found) < PARTS * 2:
        return
    parts = _ONE_PART.findall(found) if "." in found else [found]
    if len(parts) > PARTS:
        raise UnreadError("toml_parts", line=_line(token, text), most=PARTS)
    if any(len(part) > WORD and part[0] not in "\"'" for part in parts):
        raise UnreadError("toml_word", line=_line(token, text), most=WORD)


def _line(token: re.Match[str], text: str) -> int:
    return text.count("\n", 0, token.start()) + 1


def _broken(reason: str, text: str) -> dict[str, object]:
    """Where a text stops being TOML, with the line as it stands there, and why (in English alone)."""
    why = reason.partition(" (at ")[0]
    found = re.search(r"line (\d+), column (\d+)", reason)
    if found is None:
        place: Text = bilingual("toml/place")
    else:
        line, column = int(found[1]), int(found[2])
        stands = text.split("\n")[line - 1].strip()[:SHOWN]
        place = {
            "ja": f"{line}行目の{column}文字目「{stands}」",
            "en": f"line {line}, column {column}, '{stands}',",
        }
    return {"place": place, "reason": {"ja": "", "en": f" ({why[:1].lower()}{why[1:]})"}}
