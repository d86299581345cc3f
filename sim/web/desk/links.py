"""A draft as the end of an address, to be sent to others: the difference alone, never own figures."""

from __future__ import annotations

import base64
import binascii
import re
import zlib
from typing import TYPE_CHECKING

from sim.errors import Fault, ScenarioError
from sim.web.desk.drafts import Draft, draft_of

if TYPE_CHECKING:
    from collections.abc import Mapping

LONGEST = 8_000
"""Characters of a link; browsers and mail programs carry as many."""
LARGEST = 100_000
"""Bytes that a link may unpack to; one that sets every assumption has some 15,000."""
MOST_ASKS = 100
_NAME = r"[a-z][a-z0-9_]*+"
_WRITTEN = re.compile(rf'(?:(?:\[{_NAME}\]|(?:{_NAME}|"{_NAME}\.{_NAME}") = [^\n]++)?\n)*+')
"""What a draft writes: headings, and names with their value behind them, each on a line of its own."""


def parameters(draft: Draft) -> dict[str, str]:
    """Parameters of an address that opens the draft again; raises ScenarioError when it is too long."""
    packed = base64.urlsafe_b64encode(zlib.compress(draft.shared().toml().encode(), 9)).decode().rstrip("=")
    if len(packed) > LONGEST:
        raise ScenarioError([Fault("", "", None, "link_too_long")])
    return {"s": packed} | ({"with": ",".join(draft.asks)} if draft.asks else {})


def draft(found: Mapping[str, str]) -> Draft:
    """The draft that an address carries; raises ScenarioError for what `parameters` cannot have made."""
    asks = tuple(name for name in found.get("with", "").split(",", MOST_ASKS) if name)
    text = _unpacked(found["s"])
    if not _WRITTEN.fullmatch(text):  # before any parser sees it
        raise _damaged()
    made = draft_of(text, asks).shared()
    if made.toml() != text:
        raise _damaged()
    return made


def _unpacked(text: str) -> str:
    """The text of a file, never more than it may be, whatever the address claims."""
    try:
        if len(text) > LONGEST:
            raise ValueError
        packed = base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
        unpacker = zlib.decompressobj()
        content = unpacker.decompress(packed, LARGEST)
        if not unpacker.eof:
            raise ValueError
        return content.decode()
    except (binascii.Error, zlib.error, ValueError) as error:
        raise _damaged() from error


def _damaged() -> ScenarioError:
    return ScenarioError([Fault("", "", None, "bad_link")])
