"""Which browser a request comes from: by a signed cookie that only this server makes and no address holds."""

from __future__ import annotations

import base64
import hashlib
import hmac
import secrets
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from streamlit import config

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

NAME = "sanwari"
"""The cookie as the pages read it. A browser keeps it under a longer name, see `_kept_as`."""
_LOOPBACK = ("localhost", "127.0.0.1", "::1")
_SECRET = secrets.token_bytes(32)
"""Of this start of the server: what older cookies could open is gone with the memory of the last one."""


def minted() -> str:
    """A cookie for a browser that has none: a random number and its seal."""
    number = secrets.token_urlsafe(24)
    return f"{number}.{_seal(number)}"


def is_ours(value: str) -> bool:
    """Whether this server made a cookie."""
    number, _, seal = value.partition(".")
    return hmac.compare_digest(seal.encode(), _seal(number).encode())


def of(scope: Scope) -> str:
    """The cookie of the browser behind a request, checked; empty where there is none to trust."""
    found: str = scope.get("sanwari.browser", "")
    return found


def _seal(number: str) -> str:
    digest = hmac.new(_SECRET, number.encode(), hashlib.sha256).digest()
    return base64.urlsafe_b64encode(digest).decode().rstrip("=")


class Browser:
    """Makes the cookie, checks it, and hands on the checked one alone; refuses sockets of foreign pages.

    A request with two cookies of the name comes from a browser in which a neighbour (another host of the same
    domain) has planted one. Neither is taken, and the desk lasts as long as the tab. So that this shows at
    the first visit, a cookie is set again with each page: it does not replace a planted one but joins it.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer as the application does, to a request that carries the checked cookie or none."""
        if scope["type"] not in ("http", "websocket"):
            await self._app(scope, receive, send)
            return
        if scope["type"] == "websocket" and _is_foreign(scope):
            await send({"type": "websocket.close", "code": 1008})  # before it is accepted: status 403
            return
        name, others, sent = _sent(scope)
        known = sent[0] if len(sent) == 1 and is_ours(sent[0]) else ""
        is_set = len(sent) < 2 and (_is_page(scope) or (scope["type"] == "websocket" and not known))
        if is_set:
            known = known or minted()

        async def told(message: Message) -> None:
            if is_set and message["type"] in ("http.response.start", "websocket.accept"):
                headers = MutableHeaders(scope=message)
                headers.append("Set-Cookie", _set(name, known))
                headers["Cache-Control"] = "no-store"  # nobody else is to get this cookie out of a cache
            if name.startswith("__Host-") and message["type"] == "http.response.start":
                _secure(message)
            await send(message)

        await self._app(_with(scope, others, known), receive, told)


def _kept_as(scope: Scope) -> str:
    """Name of the cookie in the browser.

    With https, browsers take a name that begins with `__Host-` from this very host alone. The port tells
    servers on one machine apart, of which a browser believes that they are one.
    """
    name = f"{NAME}-{(scope.get('server') or ('', 0))[1]}"
    return f"__Host-{name}" if scope["scheme"] in ("https", "wss") else name


def _sent(scope: Scope) -> tuple[str, list[str], list[str]]:
    """Name of the cookie, the other cookies of a request as they came, and all values under the name."""
    name, others, values = _kept_as(scope), [], []
    for header in Headers(scope=scope).getlist("cookie"):
        for pair in header.split(";"):
            key, _, value = pair.strip().partition("=")
            if key == name:
                values.append(value)
            elif key and key != NAME:
                others.append(pair.strip())
    return name, others, values


def _with(scope: Scope, others: list[str], known: str) -> Scope:
    """The request with the checked cookie under the name that pages read, if there is one."""
    pairs = [*others, f"{NAME}={known}"] if known else others
    headers = [(key, value) for key, value in scope["headers"] if key.lower() != b"cookie"]
    if pairs:
        headers.append((b"cookie", "; ".join(pairs).encode("latin-1")))
    return {**scope, "headers": headers, "sanwari.browser": known}


def _set(name: str, value: str) -> str:
    """The header that sets the cookie: until the browser closes, for no script, from no foreign form.

    `Lax`, as a shared link that is opened from a mail program has to find the desk.
    """
    secure = "; Secure" if name.startswith("__Host-") else ""
    return f"{name}={value}; Path=/; HttpOnly; SameSite=Lax{secure}"


def _secure(message: Message) -> None:
    """Keep Streamlit's cookies (of the sign-on) to https, too, where a proxy in front of it speaks that."""
    message["headers"] = [
        (
            key,
            value + b"; Secure"
            if key.lower() == b"set-cookie" and b"; secure" not in value.lower()
            else value,
        )
        for key, value in message["headers"]
    ]


def _is_page(scope: Scope) -> bool:
    """Whether a browser asks for a page, not for what belongs to one."""
    return (
        scope["type"] == "http"
        and scope["method"] == "GET"
        and "text/html" in Headers(scope=scope).get("accept", "")
    )


def _is_foreign(scope: Scope) -> bool:
    """Whether a page of another server opens a socket to this one.

    Streamlit would let in every page of this machine, and asks a service in the internet for its own address
    to compare others with. `server.corsAllowedOrigins` and `server.enableCORS` still open what they name.
    A page that came over https has no socket from a page of the same host that did not. The other way round
    nothing is known: a proxy need not say that it speaks https.
    """
    headers = Headers(scope=scope)
    host = headers.get("host", "")
    if not _is_our_name(host):
        return True
    origin = headers.get("origin")
    if origin is None or not config.get_option("server.enableCORS"):
        return False
    if origin in config.get_option("server.corsAllowedOrigins"):
        return False
    try:
        theirs = urlsplit(origin)
    except ValueError:  # no address at all
        return True
    schemes = ("https",) if scope["scheme"] in ("https", "wss") else ("http", "https")
    return theirs.scheme not in schemes or not host or theirs.netloc != host


def _is_our_name(host: str) -> bool:
    """Whether a request is for this server by its name, where `browser.serverAddress` gives it one.

    Else a foreign name that is made to lead here (DNS rebinding) is as good as ours: a proxy hands on names
    that the server cannot know. The page under such a name has a cookie of its own, so a desk of its own.
    """
    if not config.is_manually_set("browser.serverAddress"):
        return True
    try:
        name = urlsplit(f"//{host}").hostname
    except ValueError:
        return False
    return name in (str(config.get_option("browser.serverAddress")).lower(), *_LOOPBACK)
