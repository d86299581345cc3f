"""Who is at the desk: found again after a refresh by an unguessable token in the address, for two hours.

A page calls `desk()` for what is in hand, `save(desk)` after a change, then draws on or calls `st.rerun()`.
"""

from __future__ import annotations

import secrets
import threading
import time
from collections import OrderedDict
from dataclasses import replace
from typing import TYPE_CHECKING

import streamlit as st

from sim.errors import ScenarioError
from sim.scenario import load
from sim.web import links
from sim.web.drafts import Desk
from sim.web.jobs import Pool
from sim.web.shelf import Shelf

if TYPE_CHECKING:
    from collections.abc import Callable

    from sim.summary import Lang

KEPT_SECONDS = 2 * 60 * 60
MOST = 2_000
"""Desks in memory; the longest unused gives way."""
LANGUAGES: dict[str, Lang] = {"ja": "ja", "en": "en"}


class Desks:
    """Desks of all visitors by token, in memory only; safe for many threads."""

    def __init__(self, now: Callable[[], float] = time.monotonic) -> None:
        self._now = now
        self._desks: OrderedDict[str, tuple[float, Desk]] = OrderedDict()
        self._lock = threading.Lock()

    def find(self, token: str) -> Desk | None:
        """The desk of a token, unless it is unknown or was unused for two hours."""
        with self._lock:
            self._forget()
            found = self._desks.get(token)
            if found is None:
                return None
            self._put(found[1])
            return found[1]

    def put(self, desk: Desk) -> None:
        """Keep a desk in its present state."""
        with self._lock:
            self._forget()
            self._put(desk)

    def _put(self, desk: Desk) -> None:
        self._desks[desk.token] = (self._now(), desk)
        self._desks.move_to_end(desk.token)

    def _forget(self) -> None:
        oldest = self._now() - KEPT_SECONDS
        while self._desks:
            token, (used, _) = next(iter(self._desks.items()))
            if used > oldest and len(self._desks) <= MOST:
                return
            del self._desks[token]


@st.cache_resource(show_spinner=False)
def desks() -> Desks:
    """The desks of this server."""
    return Desks()


@st.cache_resource(show_spinner=False)
def pool() -> Pool:
    """The queue of work of this server; the baseline is the first thing it does."""
    made = Pool(shelf=Shelf())
    made.keep(load("baseline"))
    return made


def desk() -> Desk:
    """The desk of this visitor: of the token in the address, of this browser session, or a new one."""
    tokens = (st.query_params.get("desk"), st.session_state.get("desk"))
    found = next((kept for token in tokens if token and (kept := desks().find(token)) is not None), None)
    return found or save(Desk(secrets.token_urlsafe(24)))


def save(changed: Desk) -> Desk:
    """Keep a desk and remember whose it is."""
    desks().put(changed)
    st.session_state["desk"] = changed.token
    return changed


def enter() -> Desk:
    """The desk at the start of every page run; a language or a shared scenario in the address is taken up.

    The token is put back into the address, which the browser empties on the way to another page.
    """
    now = desk()
    if (lang := LANGUAGES.get(st.query_params.get("lang", ""))) is not None:
        now = save(replace(now, lang=lang))
    if "s" in st.query_params:
        now = _opened(now)
    st.session_state["desk"] = now.token
    if st.query_params.to_dict() != {"desk": now.token}:
        st.query_params.from_dict({"desk": now.token})
    return now


def stranger() -> Desk:
    """What the page of the sign-on is drawn with: a language and nothing else, and it is not kept.

    The address stays as it is: a shared link can be opened again once the sign-on is done.
    """
    chosen = st.session_state.get("lang") or st.query_params.get("lang", "")
    return Desk("", lang=LANGUAGES.get(chosen, "ja"))


def _opened(now: Desk) -> Desk:
    """The desk with the scenario that the address carries; what is wrong with it is shown once."""
    try:
        return save(now.add(links.draft(st.query_params.to_dict())))
    except ScenarioError as error:
        st.error(error.text(now.lang))
        return now
