"""Does what stands before the pages know a browser, say what may be loaded, and refuse what is not meant?"""

from __future__ import annotations

import asyncio
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from streamlit import config
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager
from streamlit.runtime.uploaded_file_manager import UploadedFileRec
from support.asgi import PORT, Answer, Application, answer, ask, done, scope_of

from sim.web import middleware, scripts
from sim.web.desk import session
from sim.web.desk.drafts import Desk
from sim.web.desk.session import Desks, Owner
from sim.web.middleware import browser, files, headers

KEY = f"sanwari-{PORT}"
PAGE = {"accept": "text/html,application/xhtml+xml"}


@pytest.fixture
def inner() -> Application:
    return Application()


@pytest.fixture
def app(inner: Application) -> Any:
    return middleware.wrapped(inner)


def cookie_of(found: Answer) -> str:
    return found.one("set-cookie").partition(";")[0]


def test_a_first_page_gives_a_cookie_that_no_script_and_no_foreign_page_can_use(
    app: Any, inner: Application
) -> None:
    found = ask(app, "/", **PAGE)
    name, *flags = found.one("set-cookie").split("; ")
    assert name.startswith(f"{KEY}=")
    assert flags == ["Path=/", "HttpOnly", "SameSite=Lax"]
    assert found.one("cache-control") == "no-store"
    assert inner.sent("cookie") == [f"{browser.NAME}={name.partition('=')[2]}"]


def test_behind_https_the_cookie_is_of_this_host_alone(app: Any) -> None:
    name, *flags = ask(app, "/", scheme="https", **PAGE).one("set-cookie").split("; ")
    assert name.startswith(f"__Host-{KEY}=")
    assert flags == ["Path=/", "HttpOnly", "SameSite=Lax", "Secure"]


def test_behind_https_cookies_of_the_sign_on_are_kept_to_it_too() -> None:
    inner = Application(
        headers=[(b"set-cookie", b"_streamlit_user=x; Path=/"), (b"set-cookie", b"y=z; Secure")]
    )
    assert ask(middleware.wrapped(inner), "/", scheme="https").all("set-cookie") == [
        "_streamlit_user=x; Path=/; Secure",
        "y=z; Secure",
    ]
    assert "Secure" not in ask(middleware.wrapped(inner), "/").all("set-cookie")[0]


def test_a_cookie_is_kept_and_set_again_with_each_page(app: Any, inner: Application) -> None:
    cookie = cookie_of(ask(app, "/", **PAGE))
    assert cookie_of(ask(app, "/own", cookie=f"a=b; {cookie}", **PAGE)) == cookie
    assert inner.sent("cookie") == [f"a=b; {browser.NAME}={cookie.partition('=')[2]}"]
    assert not ask(app, "/static/x.js", cookie=cookie).all("set-cookie")
    assert not ask(app, "/_stcore/stream", "websocket", cookie=cookie).all("set-cookie")


@pytest.mark.parametrize("kind", ["http", "websocket"])
@pytest.mark.parametrize("value", ["", "planted", "planted.seal", "x" * 5_000, '"quoted; $Path=/"', "日本"])
def test_a_cookie_that_the_server_did_not_make_is_replaced(
    app: Any, inner: Application, kind: str, value: str
) -> None:
    found = ask(app, "/_stcore/stream", kind, cookie=f"{KEY}={value}", **PAGE)
    made = cookie_of(found).partition("=")[2]
    assert browser.is_ours(made)
    assert made != value
    assert inner.sent("cookie")[-1].split("; ")[-1] == f"{browser.NAME}={made}"


@pytest.mark.parametrize("repeated", [True, False])
def test_of_two_cookies_neither_is_taken_as_one_of_them_was_planted(
    app: Any, inner: Application, repeated: bool
) -> None:
    """A neighbour's cookie stands beside the one that the first page set: no desk is shared."""
    planted = f"{KEY}={browser.minted()}"
    own = cookie_of(ask(app, "/", cookie=planted, **PAGE))
    both: Any = [planted, own] if repeated else f"{planted}; {own}"
    for path, kind, more in (("/_stcore/stream", "websocket", {}), ("/", "http", PAGE)):
        assert not ask(app, path, kind, cookie=both, **more).all("set-cookie")
        assert inner.sent("cookie") == []
        assert browser.of(inner.asked[-1]) == ""


@pytest.mark.parametrize("scheme", ["http", "https"])
def test_a_cookie_under_another_name_is_nothing(app: Any, inner: Application, scheme: str) -> None:
    """Neither under the name that pages read, nor without the prefix where there is https."""
    names = [browser.NAME, "sanwari-1", f"__Host-{KEY}" if scheme == "http" else KEY]
    ask(app, "/x", scheme=scheme, cookie="; ".join(f"{name}={browser.minted()}" for name in names))
    assert f"{browser.NAME}=" not in "; ".join(inner.sent("cookie"))
    assert browser.of(inner.asked[-1]) == ""


@pytest.mark.parametrize(
    ("origin", "status"),
    [
        (f"http://127.0.0.1:{PORT}", 101),
        (None, 101),  # no browser
        ("http://127.0.0.1:9999", 403),  # another server on this machine
        (f"http://localhost:{PORT}", 403),
        ("https://elsewhere.invalid", 403),
        ("null", 403),
        ("http://[", 403),
    ],
)
def test_a_socket_is_opened_by_our_own_pages_alone(app: Any, origin: str | None, status: int) -> None:
    given = {} if origin is None else {"origin": origin}
    assert ask(app, "/_stcore/stream", "websocket", **given).status == status


@pytest.mark.parametrize(
    ("origin", "scheme", "status"),
    [
        ("https", "https", 101),
        ("http", "https", 403),
        ("http", "http", 101),
        ("https", "http", 101),
        ("ftp", "http", 403),
    ],
)
def test_a_page_that_came_without_https_has_no_socket_over_it(
    app: Any, origin: str, scheme: str, status: int
) -> None:
    """A proxy that does not say that it speaks https is still served."""
    given = {"origin": f"{origin}://127.0.0.1:{PORT}"}
    assert ask(app, "/_stcore/stream", "websocket", scheme=scheme, **given).status == status


@pytest.mark.parametrize(
    ("host", "status"),
    [
        ("desk.example.jp", 101),
        ("DESK.example.jp:8443", 101),
        (f"127.0.0.1:{PORT}", 101),
        ("[::1]:8501", 101),
        ("rebound.invalid", 403),
        ("desk.example.jp.rebound.invalid", 403),
        ("[", 403),
        ("", 403),
    ],
)
def test_where_the_server_has_a_name_no_other_host_gets_a_socket(
    app: Any, monkeypatch: pytest.MonkeyPatch, host: str, status: int
) -> None:
    given = {"host": host, "origin": f"http://{host}"}
    if host != "[":
        assert ask(app, "/_stcore/stream", "websocket", **given).status == (101 if host else 403)
    options = {"browser.serverAddress": "desk.example.jp"}
    get, is_set = config.get_option, config.is_manually_set
    monkeypatch.setattr(config, "get_option", lambda name: options.get(name, get(name)))
    monkeypatch.setattr(config, "is_manually_set", lambda name: name in options or is_set(name))
    assert ask(app, "/_stcore/stream", "websocket", **given).status == status


def test_every_answer_says_what_may_be_loaded_and_that_nobody_may_frame_it(app: Any) -> None:
    for path in ("/", "/static/x.js", "/media/unknown", "/_stcore/upload_file/a/b", "/nowhere"):
        found = ask(app, path)
        rules = dict(rule.split(" ", 1) for rule in found.one("content-security-policy").split("; "))
        assert rules["frame-ancestors"] == rules["object-src"] == rules["base-uri"] == "'none'"
        assert rules["default-src"] == rules["connect-src"] == rules["form-action"] == "'self'"
        assert "unsafe" not in rules["script-src"]
        assert found.one("referrer-policy") == "no-referrer"
        assert found.one("x-content-type-options") == "nosniff"


def test_a_header_of_the_application_does_not_stand_beside_ours() -> None:
    inner = Application(headers=[(b"referrer-policy", b"unsafe-url")])
    assert ask(middleware.wrapped(inner), "/").all("referrer-policy") == ["no-referrer"]


def test_the_policy_knows_each_script_that_a_page_puts_inline() -> None:
    assert len(scripts.every()) == 3
    for script in scripts.every():
        assert headers._source(script) in headers.policy()
    pages = Path(scripts.__file__).parent.rglob("*.py")
    assert sorted(file.name for file in pages if "<script>" in file.read_text(encoding="utf-8")) == [
        "headers.py",  # looks for those of Streamlit
        "scripts.py",
    ]


# Files


def offer(*names: str) -> list[bytes]:
    """Messages of a page that offers files."""
    found = []
    for name in names:
        message = ForwardMsg()
        message.delta.new_element.download_button.url = f"/media/{name}"
        found.append(message.SerializeToString())
    return found


def visitor(app: Any, more: str = "") -> str:
    return cookie_of(ask(app, "/", **PAGE)) + more


def test_a_download_is_for_the_browser_and_the_person_to_whom_it_was_offered() -> None:
    app = middleware.wrapped(Application(offer("figures.pptx")))
    one = visitor(app, "; _streamlit_user=one")
    assert ask(app, "/media/figures.pptx", cookie=one).status == 403
    ask(app, "/_stcore/stream", "websocket", cookie=one)
    found = ask(app, "/media/figures.pptx", cookie=one)
    assert (found.status, found.body, found.one("cache-control")) == (200, b"given", "no-store")
    after = one.partition(";")[0]
    for other in (visitor(app), "", after, f"{after}; _streamlit_user=two"):
        for method in ("GET", "HEAD"):
            assert ask(app, "/media/figures.pptx", method=method, cookie=other).status == 403
    assert ask(app, "/media/other.pptx", cookie=one).status == 403


def test_what_a_page_merely_writes_offers_no_file() -> None:
    """Else whoever has an address could have a page of his own write it."""
    message = ForwardMsg()
    message.delta.new_element.markdown.body = "/media/figures.pptx"
    app = middleware.wrapped(Application([message.SerializeToString()]))
    one = visitor(app)
    ask(app, "/_stcore/stream", "websocket", cookie=one)
    assert ask(app, "/media/figures.pptx", cookie=one).status == 403


def test_downloads_are_remembered_in_bounds(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "OFFERED", 3)
    monkeypatch.setattr(files, "VISITORS", 2)
    app = middleware.wrapped(Application(offer(*"abcd")))
    seen = [visitor(app) for _ in range(3)]
    for each in seen:
        ask(app, "/_stcore/stream", "websocket", cookie=each)
    given = [
        [name for name in "abcd" if ask(app, f"/media/{name}", cookie=each).status == 200] for each in seen
    ]
    assert given == [[], ["b", "c", "d"], ["b", "c", "d"]]


@pytest.fixture
def manager(monkeypatch: pytest.MonkeyPatch) -> MemoryUploadedFileManager:
    """Streamlit's keeper of uploads, and desks of nobody."""
    found = MemoryUploadedFileManager("/_stcore/upload_file")
    monkeypatch.setattr(files.runtime, "get_instance", lambda: SimpleNamespace(uploaded_file_mgr=found))
    desks = Desks()
    monkeypatch.setattr(session, "desks", lambda: desks)
    return found


class Office:
    """An application that keeps uploads, before which somebody has a desk."""

    def __init__(self, manager: MemoryUploadedFileManager, size: int = 3) -> None:
        self.manager, self.size, self.time = manager, size, 0.0
        self.wait: asyncio.Event | None = None
        self.app = browser.Browser(files.Files(self._keep, now=lambda: self.time))
        self.cookie = cookie_of(ask(self.app, "/", **PAGE))
        self.sit("session", self.cookie)

    async def _keep(self, scope: Any, receive: Any, send: Any) -> None:
        if scope["method"] == "PUT":
            if self.wait is not None:
                await self.wait.wait()
            _, owner, name = scope["path"].rsplit("/", 2)
            self.manager.add_file(owner, UploadedFileRec(name, name, "", b"x" * self.size))
        await Application()(scope, receive, send)

    def sit(self, name: str, cookie: str) -> None:
        session.desks().put(Desk(f"desk of {name}"), Owner(cookie.partition("=")[2]), name)

    def scope(self, name: str, owner: str = "session", cookie: str | None = None) -> dict[str, Any]:
        sent = self.cookie if cookie is None else cookie
        return scope_of(f"/_stcore/upload_file/{owner}/{name}", cookie=sent) | {"method": "PUT"}

    def put(self, name: str, owner: str = "session", cookie: str | None = None) -> int:
        return done(answer(self.app, self.scope(name, owner, cookie))).status

    def held(self, owner: str = "session") -> list[str]:
        return list(self.manager.file_storage[owner])


@pytest.fixture
def office(manager: MemoryUploadedFileManager) -> Office:
    return Office(manager)


def test_an_upload_needs_a_desk_of_the_same_browser(office: Office) -> None:
    other = cookie_of(ask(office.app, "/", **PAGE))
    assert office.put("a") == 200
    refused = [("session", other), ("session", ""), ("stranger", office.cookie), ("", office.cookie)]
    assert [office.put("b", *each) for each in refused] == [403] * 4
    assert office.held() == ["a"]


def test_of_sixty_uploads_a_few_are_taken_and_fewer_kept(office: Office) -> None:
    taken = [office.put(str(number)) for number in range(60)]
    assert taken == [200] * files.A_MINUTE + [429] * (60 - files.A_MINUTE)
    assert office.held() == [str(number) for number in range(files.A_MINUTE)][-files.KEPT :]
    office.time += 61
    assert office.put("later") == 200
    assert office.held()[-1] == "later"


def test_all_uploads_together_have_a_room(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "ROOM", 10)
    for number in range(5):
        cookie = cookie_of(ask(office.app, "/", **PAGE))
        office.sit(f"session {number}", cookie)
        assert office.put("file", f"session {number}", cookie) == 200
    assert [bool(office.held(f"session {number}")) for number in range(5)] == [False, False, True, True, True]


def test_few_uploads_are_under_way_at_once(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "ALL_AT_ONCE", 3)
    cookies = [office.cookie, *(cookie_of(ask(office.app, "/", **PAGE)) for _ in range(2))]
    for number, cookie in enumerate(cookies):
        office.sit(f"session {number}", cookie)

    async def together() -> list[int]:
        office.wait = asyncio.Event()
        scopes = [
            office.scope(str(file), f"session {number}", cookies[number])
            for number in range(3)
            for file in range(3)
        ]
        begun = [asyncio.create_task(answer(office.app, scope)) for scope in scopes]
        await asyncio.sleep(0)
        office.wait.set()
        return [(await each).status for each in begun]

    assert done(together()) == [200, 200, 429, 200, 429, 429, 429, 429, 429]
    assert office.put("later", "session 2", cookies[2]) == 200  # who is done makes room


def test_an_upload_that_does_not_come_is_given_up(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "PATIENCE", 0.01)

    async def never() -> int:
        office.wait = asyncio.Event()
        return (await answer(office.app, office.scope("a"))).status

    assert done(never()) == 408
    office.wait = None
    assert office.put("b") == 200


def test_a_refusal_is_told_in_both_languages() -> None:
    for status, text in files.REFUSED.items():
        told = files._refusal(status).body.decode()
        assert told == text
        assert " / " in told


def test_a_socket_goes_on_with_a_session_of_its_own_browser_alone(office: Office) -> None:
    seen: list[str] = []

    async def noted(scope: Any, _: Any, __: Any) -> None:
        seen.extend(value.decode() for key, value in scope["headers"] if key == b"sec-websocket-protocol")

    app = browser.Browser(files.Files(noted))
    other = cookie_of(ask(office.app, "/", **PAGE))
    for cookie, wanted in ((office.cookie, "session"), (other, "session"), (office.cookie, "stranger")):
        ask(
            app,
            "/_stcore/stream",
            "websocket",
            cookie=cookie,
            sec_websocket_protocol=f"streamlit, x, {wanted}",
        )
    assert seen == ["streamlit, x, session", "streamlit, x", "streamlit, x"]


@pytest.mark.parametrize(
    ("base", "path"), [("", "/media/a"), ("town", "/town/media/a"), ("/town/", "/town/media/a")]
)
def test_files_are_guarded_wherever_the_pages_are_served(
    app: Any, monkeypatch: pytest.MonkeyPatch, base: str, path: str
) -> None:
    given = files.config.get_option
    monkeypatch.setattr(
        files.config, "get_option", lambda name: base if name == "server.baseUrlPath" else given(name)
    )
    assert ask(app, path).status == 403
    assert ask(app, "/static/media/font.woff2").status == 200
