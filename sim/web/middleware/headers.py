"""Security headers on every response: what a page may load, who may frame it, what a click gives away."""

from __future__ import annotations

import base64
import hashlib
import re
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import streamlit
from starlette.datastructures import MutableHeaders

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

    from sim.summary import Lang

LANGUAGE_SCRIPTS: dict[Lang, str] = {
    lang: f"document.documentElement.lang = '{lang}';" for lang in ("ja", "en")
}
"""The only scripts that our own pages put inline: they say which language a page speaks."""
_INDEX = Path(streamlit.__file__).parent / "static" / "index.html"
_INLINE = re.compile(r"<script>(.*?)</script>", re.DOTALL)


@cache
def policy() -> str:
    """The Content-Security-Policy: everything from this server alone, inline scripts by their hash.

    Styles are made by the browser side of Streamlit as it draws, so they have to be allowed inline.
    """
    inline = (*_INLINE.findall(_INDEX.read_text(encoding="utf-8")), *LANGUAGE_SCRIPTS.values())
    rules = {
        "default-src": "'self'",
        "script-src": " ".join(["'self'", *map(_source, inline)]),
        "style-src": "'self' 'unsafe-inline'",
        "img-src": "'self' data: blob:",
        "font-src": "'self' data:",
        "connect-src": "'self'",  # the websocket of the same origin, too
        "object-src": "'none'",
        "base-uri": "'none'",
        "form-action": "'self'",
        "frame-ancestors": "'none'",
    }
    return "; ".join(f"{name} {value}" for name, value in rules.items())


def _source(script: str) -> str:
    """A script as the policy names it: by its hash."""
    return f"'sha256-{base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()}'"


@cache
def fixed() -> dict[str, str]:
    """The headers that every response has."""
    return {
        "Content-Security-Policy": policy(),
        "Referrer-Policy": "no-referrer",  # an address may carry a shared scenario
        "X-Content-Type-Options": "nosniff",
        "Cross-Origin-Resource-Policy": "same-origin",
    }


class Headers:
    """Puts the fixed headers on every response."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer as the application does, under the fixed headers."""

        async def headed(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message).update(fixed())
            await send(message)

        await self._app(scope, receive, headed if scope["type"] == "http" else send)
