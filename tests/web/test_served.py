"""The served page before raw requests: whose is a desk, what is refused, what leaves the machine?"""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlencode

import pytest
from streamlit.web.server.starlette.starlette_app_utils import create_signed_value
from support.outward import reached, watched
from support.tab import Browser
from websockets.exceptions import InvalidStatus

from benchmarks import served
from sim import runs
from sim.scenario import load
from sim.web.desk import links
from sim.web.desk.drafts import Draft
from sim.web.middleware import files

pytestmark = pytest.mark.slow
EVERYWHERE = "0.0.0.0"  # noqa: S104 - as the README says it for an office
SECRET, USER = "made for this test only, of some length", "_streamlit_user"
LINK = urlencode(links.parameters(Draft(title="figures of the first").setting("prices.usdjpy_fixed", "175")))


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Address of the page; it reaches for no other machine, writes no file, and nothing breaks."""
    runs.run(load("baseline"), 1)
    folder = tmp_path_factory.mktemp("server")
    log, outward = folder / "log.txt", folder / "reached.txt"
    with served.served(log, watched(outward), ["--server.address", EVERYWHERE]) as address:
        yield address
    assert "Traceback" not in log.read_text(encoding="utf-8")
    assert ": http://localhost:" in log.read_text(encoding="utf-8"), "in either language the address is named"
    assert reached(outward) == []


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Address of a page that asks for sign-on; what the provider would have said is signed by the tests."""
    folder = tmp_path_factory.mktemp("office")
    settings = {
        "redirect_uri": "http://localhost/oauth2callback",
        "cookie_secret": SECRET,
        "client_id": "made",
        "client_secret": "made",
        "server_metadata_url": "https://sign-on.invalid/.well-known/openid-configuration",
    }
    secrets, log, outward = folder / "secrets.toml", folder / "log.txt", folder / "reached.txt"
    lines = ["[auth]", *(f"{name} = {json.dumps(value)}" for name, value in settings.items())]
    secrets.write_text("\n".join(lines), encoding="utf-8")
    with served.served(log, watched(outward), ["--secrets.files", str(secrets)]) as address:
        yield address
    assert reached(outward) == []


def sign_on(browser: Browser, subject: str) -> None:
    """What the provider's answer leaves in a browser."""
    person = {"origin": browser.address, "is_logged_in": True, "iss": "city", "sub": subject}
    browser.cookies[USER] = create_signed_value(SECRET, USER, json.dumps(person)).decode()


@pytest.fixture
def first(server: str) -> Browser:
    browser = Browser(server)
    browser.open()
    return browser


@pytest.fixture
def second(server: str) -> Browser:
    browser = Browser(server)
    browser.open()
    return browser


def test_whatever_reaches_for_another_machine_is_seen(tmp_path: Path) -> None:
    """Else the check of the server could not fail; 192.0.2.1 belongs to nobody."""
    code = "import socket; s = socket.socket(); s.settimeout(0.01); s.connect_ex(('192.0.2.1', 9))"
    nested = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {code!r}])"
    subprocess.run([sys.executable, "-c", nested], env=watched(tmp_path / "log"), check=True)
    assert reached(tmp_path / "log") == ["socket.connect 192.0.2.1"]


def test_whatever_becomes_a_temporary_file_is_seen(tmp_path: Path) -> None:
    code = "import tempfile; f = tempfile.SpooledTemporaryFile(10); f.write(b'x' * 20)"
    subprocess.run([sys.executable, "-c", code], env=watched(tmp_path / "log"), check=True)
    assert reached(tmp_path / "log")


def test_the_first_visit_has_a_desk_that_the_next_tab_of_the_browser_finds(first: Browser) -> None:
    with first.tab(LINK) as tab:
        assert "figures of the first" in tab.text
        assert tab.query[-1] == ""
    with first.tab() as again:
        assert "figures of the first" in again.text


def test_another_browser_finds_nothing_whatever_address_it_has(first: Browser, second: Browser) -> None:
    with first.tab(LINK) as tab:
        addresses = {"", *tab.query, f"desk={tab.session}", f"desk={first.cookie}", f"sanwari={first.cookie}"}
        for address in addresses:
            with second.tab(address) as other:
                assert "figures of the first" not in other.text
        with second.tab(session=tab.session) as other:  # goes on with the session of the first
            assert other.session != tab.session
            assert "figures of the first" not in other.text


def test_who_has_no_cookie_gets_one_with_the_socket(server: str) -> None:
    """So a page that outlives its server has a desk again that a refresh finds."""
    browser = Browser(server)
    with browser.tab(LINK) as tab:
        cookies = tab.socket.response.headers.get_all("set-cookie") if tab.socket.response else []
    (cookie,) = cookies
    browser.cookies = dict([cookie.partition(";")[0].split("=", 1)])
    browser.open()
    with browser.tab() as again:
        assert "figures of the first" in again.text


def test_every_kind_of_answer_has_the_headers(first: Browser) -> None:
    index = first.open()
    script = re.search(rb"\./(static/js/index\.[^\"]+)", index.body)
    assert script is not None
    answers = [
        index,
        *(first.open(path) for path in ("/own", "/nowhere", "/media/x", "/" + script[1].decode())),
    ]
    with first.tab() as tab:
        answers += [first.ask(tab.files[0]), first.ask(f"/_stcore/upload_file/{tab.session}/x", "PUT", b"x")]
    assert [answer.status for answer in answers] == [200, 200, 200, 403, 200, 200, 403]
    answers += [first.ask(path) for path in ("/_stcore/health", "/_stcore/metrics", "/..%2f..%2fx")]
    for answer in answers:
        assert "frame-ancestors 'none'" in answer.headers["content-security-policy"]
        assert answer.headers["referrer-policy"] == "no-referrer"
        assert answer.headers["x-content-type-options"] == "nosniff"


def test_a_file_is_given_to_the_browser_that_it_was_offered_to(first: Browser, second: Browser) -> None:
    with first.tab(LINK) as tab:
        (file, *_) = tab.files
        mine = first.ask(file)
        assert mine.status == 200
        assert b"figures of the first" in mine.body
        assert mine.headers["cache-control"] == "no-store"
        assert second.ask(file).status == Browser(first.address).ask(file).status == 403


def test_uploads_need_a_living_desk_and_are_few(first: Browser, second: Browser) -> None:
    with first.tab() as tab:
        assert second.upload(tab.session) == 403
        assert first.upload("unknown") == 403
        assert first.upload(tab.session, b"x" * 6_000_000) == 413
        assert first.upload(tab.session, b"x" * 4_000_000) == 204
        taken = [first.upload(tab.session) for _ in range(60)]
    assert taken == [204] * (files.A_MINUTE - 2) + [429] * (62 - files.A_MINUTE)
    with second.tab() as tab:
        session = tab.session
    assert second.upload(session) in (400, 403)  # the tab is closed


def test_a_page_of_another_server_opens_no_socket(first: Browser) -> None:
    for origin in ("http://127.0.0.1:9", "https://elsewhere.invalid"):
        with pytest.raises(InvalidStatus) as refused, first.tab(origin=origin):
            pass
        assert refused.value.response.status_code == 403


def test_before_the_sign_on_nobody_has_a_desk_or_may_upload(office: str) -> None:
    browser = Browser(office)
    browser.open()
    with browser.tab(LINK) as tab:
        assert "figures of the first" not in tab.text
        assert [browser.upload(tab.session) for _ in range(60)] == [403] * 60
    sign_on(browser, "one")
    with browser.tab(LINK) as tab:
        assert "figures of the first" in tab.text
        assert browser.upload(tab.session) == 204


def test_who_comes_after_somebody_in_the_same_browser_sees_nothing_of_theirs(office: str) -> None:
    browser = Browser(office)
    browser.open()
    sign_on(browser, "one")
    with browser.tab(LINK) as tab:
        assert "figures of the first" in tab.text
        file, session = tab.files[0], tab.session
        assert browser.ask(file).status == 200
        sign_on(browser, "two")  # while the tab of the former is still open
        assert browser.ask(file).status == 403
    for person in ("two", "", "nobody"):
        if person:
            sign_on(browser, person)
        else:
            del browser.cookies[USER]
        with browser.tab(session=session) as tab:
            assert "figures of the first" not in tab.text
    sign_on(browser, "one")
    with browser.tab() as tab:
        assert "figures of the first" in tab.text
