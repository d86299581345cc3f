"""The frame around every page: title, language, navigation, which scenario is in hand.

A page is a function `page(desk)` in a module of its own; `PAGES` lists it under its address.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import streamlit as st

from sim.web import compare, evidence, outlook, own, parts, scenario, session, sign_on
from sim.web.words import say

if TYPE_CHECKING:
    from sim.summary import Lang
    from sim.web.drafts import Desk

PAGES = {
    "outlook": outlook.page,
    "scenario": scenario.page,
    "own": own.page,
    "compare": compare.page,
    "evidence": evidence.page,
}
"""Pages by address in the order of the navigation; the first one opens. Names are `frame.<address>`."""
LANGUAGES: dict[Lang, str] = {"ja": "日本語", "en": "English"}


def show() -> None:
    """The page that the address names, in its frame."""
    st.set_page_config(page_title="Sanwari", page_icon="🏛️", layout="wide")
    session.pool()
    desk = session.enter()
    st.html(_STYLE + _LANG.format(lang=desk.lang), unsafe_allow_javascript=True)
    is_open = sign_on.is_open()
    pages = [_page(name, desk) for name in PAGES]
    chosen = st.navigation(pages, position="top" if is_open else "hidden")
    _head(desk)
    if not is_open:
        sign_on.ask(desk.lang)
        return
    sign_on.leave(desk.lang)
    chosen.run()


def _page(name: str, desk: Desk) -> Any:
    """The page of an address under its name in the desk's language."""

    def draw() -> None:
        parts.guarded(PAGES[name], desk)

    first = name == next(iter(PAGES))
    return st.Page(draw, title=say(f"frame.{name}", desk.lang), url_path=name, default=first)


def _head(desk: Desk) -> None:
    """One line above every page: what is shown is estimated, and the switch of the language."""
    note, switch = st.columns([5, 1], vertical_alignment="center")
    note.caption(say("frame.estimate", desk.lang))
    st.session_state["lang"] = desk.lang
    switch.segmented_control(
        say("frame.language", desk.lang),
        LANGUAGES,
        format_func=LANGUAGES.__getitem__,
        required=True,
        key="lang",
        on_change=_switch,
        label_visibility="collapsed",
    )


def _switch() -> None:
    """Keep the language that was just chosen."""
    session.save(replace(session.desk(), lang=st.session_state["lang"]))


_STYLE = """<style>
.stMainBlockContainer { padding-top: 4.2rem; padding-bottom: 3rem; }
[data-testid="stMetricLabel"] p { white-space: normal; }
[data-testid="stMetricValue"] { font-size: 1.7rem; }
</style>"""
_LANG = "<script>document.documentElement.lang = '{lang}';</script>"
