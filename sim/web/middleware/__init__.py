"""What every request passes before Streamlit sees it; pure ASGI, so that it costs nothing and holds for all.

Order: headers on whatever is answered, then which browser it is, then whether it may have a file.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from starlette.middleware import Middleware

from sim.web.middleware.browser import Browser
from sim.web.middleware.files import Files
from sim.web.middleware.headers import Headers

if TYPE_CHECKING:
    from starlette.types import ASGIApp


def stack() -> list[Middleware]:
    """The middleware of the server, the outermost first."""
    return [Middleware(Headers), Middleware(Browser), Middleware(Files)]


def wrapped(app: ASGIApp) -> ASGIApp:
    """An application behind the same middleware, without a server around it."""
    for each in reversed(stack()):
        app = each.cls(app, *each.args, **each.kwargs)
    return app
