"""Security headers on every response: what a page may load, who may frame it, what a click gives away."""

from __future__ import annotations

import base64
import hashlib
import re
from functools import cache
from typing import TYPE_CHECKING

from starlette.datastructures import MutableHeaders

from sim.web import scripts

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

_INLINE = re.compile(r"<script>(.*?)</script>", re.DOTALL)


@cache
def policy() -> str:
    """The Content-Security-Policy: everything from this server alone, inline scripts by their hash.

    Styles are made by the browser side of Streamlit as it draws, so they have to be allowed inline.
    """
    index = (scripts.STATIC / "index.html").read_text(encoding="utf-8")
    inline = [*_INLINE.findall(index), *scripts.every()]
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
