"""A draft as the end of an address, to be sent to others: the difference alone, never own figures."""

from __future__ import annotations

import base64
import binascii
import zlib
from typing import TYPE_CHECKING

from sim.errors import Fault, ScenarioError
from sim.web.drafts import Draft, draft_of

if TYPE_CHECKING:
    from collections.abc import Mapping

LONGEST = 8_000
"""Characters of a link; browsers and mail programs carry as many."""
LARGEST = 200_000
"""Bytes that a link may unpack to."""


def parameters(draft: Draft) -> dict[str, str]:
    """Parameters of an address that opens the draft again; raises ScenarioError when it is too long."""
    packed = base64.urlsafe_b64encode(zlib.compress(draft.shared().toml().encode(), 9)).decode().rstrip("=")
    if len(packed) > LONGEST:
        raise ScenarioError([Fault("", "", None, "link_too_long")])
    return {"s": packed} | ({"with": ",".join(draft.asks)} if draft.asks else {})


def draft(found: Mapping[str, str]) -> Draft:
    """The draft that an address carries; raises ScenarioError when it is damaged or refused.

    Own figures in it are left out: those of whoever opens it stay.
    """
    asks = tuple(name for name in found.get("with", "").split(",") if name)
    return draft_of(_unpacked(found["s"]), asks).shared()


def _unpacked(text: str) -> str:
    """The text of a file, never more than it may be, whatever the address claims."""
    try:
        packed = base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
        unpacker = zlib.decompressobj()
        content = unpacker.decompress(packed, LARGEST)
        if len(text) > LONGEST or not unpacker.eof:
            raise ValueError
        return content.decode()
    except (binascii.Error, zlib.error, ValueError) as error:
        raise ScenarioError([Fault("", "", None, "bad_link")]) from error
