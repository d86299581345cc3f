"""Files that come and go: only for the browser with a desk, a few at a time.

Streamlit takes uploads from any session, as many as are sent, and gives a download to whoever has its
address. Here an upload needs a session that holds a desk of the same browser, and a download the browser
to which a page offered it.
"""

from __future__ import annotations

import asyncio
import hashlib
import time
from collections import Counter, deque
from typing import TYPE_CHECKING

from cachetools import LRUCache
from starlette.datastructures import Headers, MutableHeaders
from starlette.formparsers import MultiPartParser
from starlette.responses import PlainTextResponse
from streamlit import config, runtime
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager

from sim.web.desk import session
from sim.web.middleware import browser
from sim.words import LANGS, texts

if TYPE_CHECKING:
    from collections.abc import Callable

    from starlette.types import ASGIApp, Message, Receive, Scope, Send

AT_ONCE, ALL_AT_ONCE = 2, 20
"""Uploads that may be under way: of a browser, and of all."""
A_MINUTE = 10
"""Uploads of a browser in a minute."""
KEPT = 4
"""Uploads that are kept for a session; a page reads each as it comes."""
ROOM = 100_000_000
"""Bytes of uploads that are kept in all; the oldest goes first."""
PATIENCE = 60.0
"""Seconds that an upload may take."""
OFFERED, VISITORS = 100, 4_000
"""Downloads that are remembered for a visitor, and visitors."""

REFUSED = {
    int(status): " / ".join(said[lang] for lang in LANGS) for status, said in texts("refusals").items()
}
"""What is said with a status, in both languages: who is refused has no page whose language is known."""


class Files:
    """Lets uploads and downloads through to those who may have them, and refuses the others by a status."""

    def __init__(self, app: ASGIApp, now: Callable[[], float] = time.monotonic) -> None:
        self._app, self._now = app, now
        self._offered: LRUCache[str, LRUCache[str, None]] = LRUCache(VISITORS)  # files by visitor
        self._running: Counter[str] = Counter()  # uploads by browser
        self._begun: dict[str, deque[float]] = {}  # when, by browser
        self._kept: list[tuple[str, str]] = []  # session and file, the oldest first

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer as the application does, or refuse."""
        if scope["type"] == "websocket":
            await self._socket(scope, receive, send)
        elif scope["type"] == "http" and (file := _below("media", scope)):
            await self._download(file, scope, receive, send)
        elif scope["type"] == "http" and (path := _below("_stcore/upload_file", scope)):
            owner, _, file = path.partition("/")
            await self._upload(owner, file, scope, receive, send)
        else:
            await self._app(scope, receive, send)

    async def _socket(self, scope: Scope, receive: Receive, send: Send) -> None:
        """A socket goes on with a session of its own browser alone; what it is offered is remembered."""
        visitor = _visitor(scope)

        async def noted(message: Message) -> None:
            if visitor and message["type"] == "websocket.send":
                for file in offered(message.get("bytes") or b""):
                    self._offer(visitor, file)
            await send(message)

        await self._app(_of_own_session(scope), receive, noted)

    def _offer(self, visitor: str, file: str) -> None:
        self._offered.setdefault(visitor, LRUCache(OFFERED))[file] = None

    async def _download(self, file: str, scope: Scope, receive: Receive, send: Send) -> None:
        async def unkept(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message)["Cache-Control"] = "no-store"
            await send(message)

        is_offered = file in self._offered.get(_visitor(scope), ())
        app = self._app if is_offered else _refusal(403)
        await app(scope, receive, unkept)

    async def _upload(self, owner: str, file: str, scope: Scope, receive: Receive, send: Send) -> None:
        who = browser.of(scope)
        if not session.desks().is_held(owner, who):
            await _refusal(403)(scope, receive, send)
        elif scope["method"] != "PUT":
            await self._app(scope, receive, send)
        elif not self._has_turn(who):
            await _refusal(429)(scope, receive, send)
        else:
            self._running[who] += 1
            try:
                await self._within(PATIENCE, scope, receive, send)
            finally:
                self._running[who] -= 1
                self._running += Counter()  # forgets who has none
            self._keep(owner, file)

    def _has_turn(self, who: str) -> bool:
        """Whether a browser may send one more file now; if so, it counts."""
        now = self._now()
        self._begun = {each: times for each, times in self._begun.items() if times[-1] > now - 60}
        times = self._begun.get(who, deque(maxlen=A_MINUTE))
        is_fast = len(times) == A_MINUTE and times[0] > now - 60
        if is_fast or self._running[who] >= AT_ONCE or self._running.total() >= ALL_AT_ONCE:
            return False
        times.append(now)
        self._begun[who] = times
        return True

    async def _within(self, seconds: float, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer as the application does, unless the file does not come."""
        is_answered = False

        async def noted(message: Message) -> None:
            nonlocal is_answered
            is_answered = True
            await send(message)

        try:
            async with asyncio.timeout(seconds):
                await self._app(scope, receive, noted)
        except TimeoutError:
            if not is_answered:
                await _refusal(408)(scope, receive, send)

    def _keep(self, owner: str, file: str) -> None:
        """Remember an upload and let the oldest go: of a session with many, of all once they are large."""
        manager = runtime.get_instance().uploaded_file_mgr
        assert isinstance(manager, MemoryUploadedFileManager)  # noqa: S101 - the only one of a server
        sizes: dict[tuple[str, str], int] = {}
        for each in [*self._kept, (owner, file)]:
            for found in manager.get_files(each[0], [each[1]]):
                sizes[each] = len(found.data)
        while sizes:
            of_owner = [each for each in sizes if each[0] == owner]
            if len(of_owner) <= KEPT and sum(sizes.values()) <= ROOM:
                break
            oldest = of_owner[0] if len(of_owner) > KEPT else next(iter(sizes))
            manager.remove_file(*oldest)
            del sizes[oldest]
        self._kept = list(sizes)


def keep_uploads_in_memory() -> None:
    """Let no upload pass through a temporary file, as a parser of forms has it above one megabyte."""
    MultiPartParser.spool_max_size = (config.get_option("server.maxUploadSize") + 1) * 1024 * 1024


def offered(message: bytes) -> list[str]:
    """Files that a message to a page offers for download, by the last part of their addresses."""
    if b"/media/" not in message:
        return []
    element = ForwardMsg.FromString(message).delta.new_element
    return [element.download_button.url.rpartition("/")[2]] if element.HasField("download_button") else []


def _below(place: str, scope: Scope) -> str:
    """What a path names below one of Streamlit's places; empty where it is elsewhere."""
    base = config.get_option("server.baseUrlPath").strip("/")
    prefix = f"/{base}/{place}/" if base else f"/{place}/"
    path: str = scope["path"]
    return path.removeprefix(prefix) if path.startswith(prefix) else ""


def _visitor(scope: Scope) -> str:
    """Whom a download belongs to: a browser and who is signed on in it; empty where there is no cookie."""
    known = browser.of(scope)
    signed = [
        pair.strip()
        for header in Headers(scope=scope).getlist("cookie")
        for pair in header.split(";")
        if pair.strip().startswith("_streamlit_user")
    ]
    return hashlib.sha256("\n".join([known, *sorted(signed)]).encode()).hexdigest() if known else ""


def _of_own_session(scope: Scope) -> Scope:
    """The request without the session that it wants to go on with, where another browser holds that one.

    Streamlit's pages send its name as the third of the protocols that they propose.
    """
    headers = Headers(scope=scope)
    proposed = [part.strip() for part in headers.get("sec-websocket-protocol", "").split(",")]
    if len(proposed) < 3 or session.desks().is_held(proposed[2], browser.of(scope)):
        return scope
    own = ", ".join(proposed[:2]).encode("latin-1")
    changed = [
        (key, own if key.lower() == b"sec-websocket-protocol" else value) for key, value in scope["headers"]
    ]
    return {**scope, "headers": changed}


def _refusal(status: int) -> PlainTextResponse:
    """A refusal in both languages."""
    return PlainTextResponse(REFUSED[status], status, {"Retry-After": "60"} if status == 429 else None)
