"""A request to an ASGI application without a server: what it is asked with, what it answers."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine, Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Any, TypeVar

T = TypeVar("T")
PORT = 8501


@dataclass
class Answer:
    """What came back: the status (of a socket: 101, or 403 where it was not accepted), headers and bytes."""

    status: int = 0
    headers: list[tuple[str, str]] = field(default_factory=list)
    body: bytes = b""

    def all(self, name: str) -> list[str]:
        return [value for key, value in self.headers if key.lower() == name.lower()]

    def one(self, name: str) -> str:
        (value,) = self.all(name)
        return value


@dataclass
class Application:
    """Answers 200, or takes a socket and sends some messages, and remembers what it was asked."""

    messages: Iterable[bytes] = ()
    headers: Iterable[tuple[bytes, bytes]] = ()
    asked: list[dict[str, Any]] = field(default_factory=list)
    wait: asyncio.Event | None = None

    async def __call__(self, scope: Any, _: Any, send: Any) -> None:
        self.asked.append(scope)
        if scope["type"] == "websocket":
            await send({"type": "websocket.accept", "headers": []})
            for message in self.messages:
                await send({"type": "websocket.send", "bytes": message})
            return
        if self.wait is not None:
            await self.wait.wait()
        await send({"type": "http.response.start", "status": 200, "headers": list(self.headers)})
        await send({"type": "http.response.body", "body": b"given"})

    def sent(self, name: str) -> list[str]:
        """Values of a header of the last request, as the application sees it."""
        return [value.decode() for key, value in self.asked[-1]["headers"] if key == name.encode()]


def scope_of(
    path: str, kind: str = "http", scheme: str = "http", **headers: str | list[str]
) -> dict[str, Any]:
    """A request; underscores in names of headers are hyphens, a list is a header repeated."""
    pairs = [
        (name.replace("_", "-").encode(), value.encode())
        for name, given in {"host": f"127.0.0.1:{PORT}", **headers}.items()
        for value in ([given] if isinstance(given, str) else given)
    ]
    if kind == "websocket":
        scheme = {"http": "ws", "https": "wss"}[scheme]
    return {
        "type": kind,
        "method": "GET",
        "path": path,
        "scheme": scheme,
        "server": ("127.0.0.1", PORT),
        "headers": pairs,
        "query_string": b"",
    }


async def answer(app: Any, scope: dict[str, Any]) -> Answer:
    """What an application answers."""
    found = Answer()

    async def receive() -> dict[str, Any]:
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: dict[str, Any]) -> None:
        if message["type"] in ("http.response.start", "websocket.accept"):
            found.status = message.get("status", 101)
            found.headers = [(key.decode(), value.decode()) for key, value in message.get("headers", ())]
        elif message["type"] == "websocket.close" and not found.status:
            found.status = 403
        found.body += message.get("body", b"")

    await app(scope, receive, send)
    return found


def done(work: Coroutine[Any, Any, T]) -> T:
    """What asynchronous work comes to, in a loop of its own.

    On a thread of its own too: after tests in a browser, Playwright's loop still runs on the main one.
    """
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(asyncio.run, work).result()


def ask(
    app: Any, path: str, kind: str = "http", scheme: str = "http", method: str = "GET", **headers: Any
) -> Answer:
    """What an application answers to one request."""
    return done(answer(app, scope_of(path, kind, scheme, **headers) | {"method": method}))
