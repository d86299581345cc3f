"""A draft as a file to save, a file to open, and a link to share."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlencode

from sim.errors import ScenarioError
from sim.scenario import toml_text
from sim.web.desk import links, session
from sim.web.desk.drafts import draft_of
from sim.web.escaped_streamlit import st
from sim.web.widgets import body
from sim.web.words import markdown

if TYPE_CHECKING:
    from sim.web.desk.drafts import Desk

LARGEST_FILE = 500_000
"""Bytes of a scenario file that may be opened."""


def draw(desk: Desk) -> None:
    """Save as a file, open a file, share by a link."""
    lang = desk.lang
    st.download_button(
        markdown("scenario.download", lang),
        desk.draft.toml(),
        "sanwari-scenario.toml",
        "application/toml",
        on_click="ignore",
    )
    try:
        address = f"{_root()}?{urlencode(links.parameters(desk.draft))}"
        st.caption(markdown("scenario.link", lang))
        st.code(address, language=None, wrap_lines=True)
    except ScenarioError as error:
        body.faults(error, lang)
    opened = st.file_uploader(markdown("scenario.open", lang), type="toml", key=f"open {len(desk.drafts)}")
    if opened is not None:
        _open(desk, opened.getvalue())


def _root() -> str:
    """Address of the first page, as this visitor sees it."""
    return (st.context.url or "").partition("?")[0].rpartition("/")[0] + "/"


def _open(desk: Desk, content: bytes) -> None:
    """Put a scenario file beside the drafts in hand; what is wrong with it is said, all at once.

    Own figures in it go to the page where they are entered, so that no link carries them.
    """
    try:
        session.save(desk.opening(draft_of(_text(content))))
    except ScenarioError as error:
        body.faults(error, desk.lang)
        return
    st.rerun()


def _text(content: bytes) -> str:
    """The text of an opened file; raises ScenarioError for one that is too large or is no text."""
    try:
        return toml_text.decoded(content, LARGEST_FILE)
    except toml_text.UnreadError as error:
        raise ScenarioError([error.fault("")]) from error
