"""Who is at the desk: a tab, found again after a refresh by the cookie of its browser, for two hours.

A page calls `desk()` for what is in hand, `save(desk)` after a change, then draws on or calls `st.rerun()`.
"""

from __future__ import annotations

import secrets
import threading
import time
from collections import OrderedDict
from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING

from streamlit import runtime
from streamlit.runtime.scriptrunner import get_script_run_ctx

from sim.errors import ScenarioError
from sim.runs import held
from sim.scenario import load
from sim.web.desk import links, sign_on
from sim.web.desk.drafts import Desk
from sim.web.escaped_streamlit import st
from sim.web.middleware import browser
from sim.web.work.jobs import Pool
from sim.web.work.shelf import Shelf

if TYPE_CHECKING:
    from collections.abc import Callable

    from sim.words import Lang

KEPT_SECONDS = 2 * 60 * 60
MOST = 2_000
"""Desks in memory; the longest unused gives way."""
ROOM = 100_000_000
"""Bytes of all desks; the longest unused of those gives way that take more than their share of it.

A usual desk takes some ten thousand: nobody's large ones make those of others go.
"""
LANGUAGES: dict[str, Lang] = {"ja": "ja", "en": "en"}
ADDRESS = ("lang", "s", "with")
"""All that an address may hold behind the name of a page: a language, a shared scenario, its requests.

It is read once and taken out, and so is anything else, unread.
"""


@dataclass(frozen=True, slots=True)
class Owner:
    """Whose a desk is: of a browser, by its cookie, and of who is signed on in it."""

    browser: str
    person: str = ""


@dataclass(slots=True)
class _Kept:
    desk: Desk
    used: float
    owner: Owner | None  # None: without a cookie, found by its own session alone
    session: str
    size: int


class Desks:
    """Desks of all visitors by token, in memory only; safe for many threads.

    Each session of the server (a tab) has a desk of its own, so that no tab changes what another shows.
    """

    def __init__(self, now: Callable[[], float] = time.monotonic) -> None:
        self._now = now
        self._desks: OrderedDict[str, _Kept] = OrderedDict()
        self._held = 0
        self._lock = threading.Lock()

    def find(self, token: str) -> Desk | None:
        """The desk of a token, unless it is unknown or was unused for two hours."""
        with self._lock:
            self._forget()
            found = self._desks.get(token)
            return None if found is None else self._use(found).desk

    def put(self, desk: Desk, owner: Owner | None = None, session: str = "") -> None:
        """Keep a desk in its present state, as that of an owner and a session; without one, whose it was."""
        size = held(desk)
        with self._lock:
            known = self._desks.get(desk.token)
            if known is not None and not session:
                owner, session = known.owner, known.session
            self._use(_Kept(desk, self._now(), owner, session, size))
            self._forget()

    def take(self, token: str, owner: Owner | None, session: str, is_live: Callable[[str], bool]) -> Desk:
        """The desk for a session: its own by the token, one that its owner left, a copy of one, or a new one.

        Left is what no living session holds: so a refresh finds what the tab had, as its old session has
        just ended, and a tab opened beside others begins with a copy of what was used last.
        """
        with self._lock:
            self._forget()
            own = self._desks.get(token)
            is_own = own is not None and own.owner == owner
            mine = [own] if own is not None and is_own else self._of(owner)
            free = [kept for kept in mine if kept.session == session or not is_live(kept.session)]
            if free:
                free[-1].session = session
                return self._use(free[-1]).desk
            name = secrets.token_urlsafe(24)
            desk = replace(mine[-1].desk, token=name) if mine else Desk(name)
            self._use(_Kept(desk, self._now(), owner, session, held(desk)))
            self._forget()
            return desk

    def is_held(self, session: str, browser: str) -> bool:
        """Whether a session holds a desk, and from this browser."""
        with self._lock:
            self._forget()
            return any(
                kept.session == session and (kept.owner.browser if kept.owner else "") == browser
                for kept in self._desks.values()
            )

    def _of(self, owner: Owner | None) -> list[_Kept]:
        """All desks of an owner, the one used last at the end; none without a cookie, which is no owner."""
        return [kept for kept in self._desks.values() if owner is not None and kept.owner == owner]

    def _use(self, kept: _Kept) -> _Kept:
        kept.used = self._now()
        before = self._desks.get(kept.desk.token)
        self._held += kept.size - (0 if before is None else before.size)
        self._desks[kept.desk.token] = kept
        self._desks.move_to_end(kept.desk.token)
        return kept

    def _forget(self) -> None:
        oldest = self._now() - KEPT_SECONDS
        newest = next(reversed(self._desks), None)
        for token, kept in [*self._desks.items()]:
            too_many = len(self._desks) > MOST or (self._held > ROOM and kept.size > ROOM // MOST)
            if kept.used <= oldest or (too_many and token != newest):
                del self._desks[token]
                self._held -= kept.size


@cache  # not Streamlit's, which any visitor can have emptied by a message of its own protocol
def desks() -> Desks:
    """The desks of this server."""
    return Desks()


@cache
def pool() -> Pool:
    """The queue of work of this server; the baseline is the first thing it does."""
    made = Pool(shelf=Shelf())
    made.keep(load("baseline"))
    return made


def owner() -> Owner | None:
    """Whose the desk of this visitor is; None where the browser keeps no cookie, or nobody can be named."""
    known = st.context.cookies.get(browser.NAME)
    person = sign_on.person()
    if person is None or not isinstance(known, str) or not browser.is_ours(known):
        return None
    return Owner(known, person)


def desk() -> Desk:
    """The desk of this visitor."""
    found = desks().take(st.session_state.get("desk", ""), owner(), _session(), _is_live)
    st.session_state["desk"] = found.token
    return found


def save(changed: Desk) -> Desk:
    """Keep a desk and remember whose it is."""
    desks().put(changed, owner(), _session())
    st.session_state["desk"] = changed.token
    return changed


def _session() -> str:
    """Name of the session of the server that draws now: of a tab, until it is closed or loaded anew."""
    context = get_script_run_ctx(suppress_warning=True)
    return context.session_id if context else ""


def _is_live(session: str) -> bool:
    """Whether a tab is still connected to a session."""
    return runtime.get_instance().is_active_session(session)


def enter() -> Desk:
    """The desk at the start of every page run; what an address may hold is taken up and taken out of it."""
    found = {name: st.query_params[name] for name in ADDRESS if name in st.query_params}
    now = desk()
    if (lang := LANGUAGES.get(found.get("lang", ""))) is not None:
        now = save(replace(now, lang=lang))
    if "s" in found:
        now = _opened(now, found)
    if st.query_params.to_dict():
        st.query_params.clear()
    return now


def stranger() -> Desk:
    """What the page of the sign-on is drawn with: a language and nothing else, and it is not kept.

    The address stays as it is: a shared link can be opened again once the sign-on is done.
    """
    chosen = st.session_state.get("lang") or st.query_params.get("lang", "")
    return Desk("", lang=LANGUAGES.get(chosen, "ja"))


def _opened(now: Desk, found: dict[str, str]) -> Desk:
    """The desk with the scenario that the address carries; what is wrong with it is shown once."""
    try:
        return save(now.add(links.draft(found)))
    except ScenarioError as error:
        st.error(error.text(now.lang))
        return now
