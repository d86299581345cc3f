"""A tab without a browser: it keeps cookies and speaks the protocol of a served page, but draws nothing."""

from __future__ import annotations

import http.client
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.sync.client import ClientConnection, connect

XSRF = "_streamlit_xsrf"


@dataclass
class Answer:
    """What came back over HTTP."""

    status: int
    headers: http.client.HTTPMessage
    body: bytes


@dataclass
class Browser:
    """Cookies and where they are sent."""

    address: str
    cookies: dict[str, str] = field(default_factory=dict)

    def ask(
        self, path: str, method: str = "GET", body: bytes | None = None, headers: dict[str, str] | None = None
    ) -> Answer:
        place = urlsplit(self.address)
        connection = http.client.HTTPConnection(str(place.hostname), place.port, timeout=60)
        sent = {"Cookie": self.cookie} if self.cookies else {}
        connection.request(method, path, body, {**sent, **(headers or {})})
        with connection.getresponse() as got:
            found = Answer(got.status, got.headers, got.read())
        connection.close()
        for each in found.headers.get_all("set-cookie", []):
            name, _, value = each.partition(";")[0].partition("=")
            self.cookies[name] = value
        return found

    @property
    def cookie(self) -> str:
        return "; ".join(f"{name}={value}" for name, value in self.cookies.items())

    def open(self, path: str = "/") -> Answer:
        """A page as a browser asks for it, and what gives it the token against forged requests."""
        self.ask("/_stcore/host-config")
        self.ask("/_stcore/health")
        return self.ask(path, headers={"Accept": "text/html"})

    @contextmanager
    def tab(self, query: str = "", session: str = "", origin: str | None = None) -> Iterator[Tab]:
        """A page that has been drawn once; `session`: the one it wants to go on with."""
        wanted = ["streamlit", self.cookies.get(XSRF, "x"), *([session] if session else [])]
        with connect(
            self.address.replace("http", "ws") + "/_stcore/stream",
            additional_headers={"Cookie": self.cookie} if self.cookies else {},
            origin=origin or self.address,  # type: ignore[arg-type]
            subprotocols=wanted,  # type: ignore[arg-type]
            max_size=None,
        ) as socket:
            tab = Tab(self, socket)
            tab.draw(query, "scenario")  # which computes nothing before it shows what is in hand
            yield tab

    def upload(self, session: str, content: bytes = b"a", name: str = "") -> int:
        """Status of an upload to a session."""
        edge = uuid.uuid4().hex
        head = f'--{edge}\r\nContent-Disposition: form-data; name="f"; filename="a.toml"\r\n\r\n'
        body = head.encode() + content + f"\r\n--{edge}--\r\n".encode()
        headers = {
            "Content-Type": f"multipart/form-data; boundary={edge}",
            "X-Xsrftoken": self.cookies.get(XSRF, ""),
        }
        return self.ask(f"/_stcore/upload_file/{session}/{name or uuid.uuid4()}", "PUT", body, headers).status


@dataclass
class Tab:
    """An open page."""

    browser: Browser
    socket: ClientConnection
    messages: list[ForwardMsg] = field(default_factory=list)

    def draw(self, query: str = "", page: str = "") -> None:
        """Have the page drawn, and wait until it is."""
        wish = BackMsg()
        wish.rerun_script.query_string = query
        wish.rerun_script.page_name = page
        self.socket.send(wish.SerializeToString())
        self.messages = []
        while not self.messages or self.messages[-1].WhichOneof("type") != "script_finished":
            message = ForwardMsg()
            message.ParseFromString(self.socket.recv(timeout=120))  # type: ignore[arg-type]
            self.messages.append(message)

    @property
    def session(self) -> str:
        return next(
            each.new_session.initialize.session_id for each in self.messages if each.HasField("new_session")
        )

    @property
    def text(self) -> str:
        """All that was drawn, as it came."""
        return "\n".join(str(each.delta) for each in self.messages if each.HasField("delta"))

    @property
    def query(self) -> list[str]:
        """What the address was changed to."""
        return [
            each.page_info_changed.query_string
            for each in self.messages
            if each.HasField("page_info_changed")
        ]

    @property
    def files(self) -> list[str]:
        """Addresses of the files that the page offers."""
        elements = [each.delta.new_element for each in self.messages if each.HasField("delta")]
        return [each.download_button.url for each in elements if each.HasField("download_button")]
