"""What can be taken away from the page of the own organisation: slides, workbook, scenario, command."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from sim import brief
from sim.cli.export import command_line
from sim.web.jobs import SEED
from sim.web.words import say

if TYPE_CHECKING:
    from sim.brief import Brief, Part
    from sim.web.drafts import Desk

SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
SLIDES = "application/vnd.openxmlformats-officedocument.presentationml.presentation"
FILE = "draft.toml"


def draw(desk: Desk, made: Brief, part: Part) -> None:
    """Slides and workbook, and the command that makes them again with the file that it needs."""
    _take_away(desk, made, part)
    st.caption(say("frame.command", desk.lang))
    st.code(made.command, language="shell", wrap_lines=True)
    if _is_changed(desk):
        st.download_button(
            say("own.scenario_own" if desk.own else "own.scenario", desk.lang),
            desk.toml(),
            FILE,
            "application/toml",
            key="take own scenario",
            on_click="ignore",
            help=say("own.scenario_help", desk.lang),
        )


def _take_away(desk: Desk, made: Brief, part: Part) -> None:
    """The same as slides and as a workbook: made on demand, and kept until another result is shown.

    Files made at the click are gone once the page is drawn anew, as it is while a run goes on.
    """
    lang, place = desk.lang, "taken own"
    key = (made.identity, part.code, lang)
    if st.button(say("own.make", lang), key="make own"):
        with st.spinner(say("own.making", lang)):
            st.session_state[place] = key, brief.presentation(made), brief.workbook(made)
    kept = st.session_state.get(place)
    if kept is None or kept[0] != key:
        return
    for column, kind, content, mime in zip(
        st.columns(2), ("pptx", "xlsx"), kept[1:], (SLIDES, SHEET), strict=True
    ):
        column.download_button(
            say(f"own.{kind}", lang),
            content,
            f"sanwari-{part.code}.{lang}.{kind}",
            mime,
            key=f"take own {kind}",
            on_click="ignore",
            width="stretch",
        )


def command(desk: Desk, part: Part, number: int, style: brief.Style) -> str:
    """The command that writes the same figures; own figures and own changes are in the scenario's file."""
    draft = desk.draft
    scenario = FILE if _is_changed(desk) else draft.base
    organisation, prefecture = (part.code, None) if len(part.code) > 2 else (None, part.code)
    return command_line(scenario, draft.asks, organisation, prefecture, number, SEED, style, "pptx,xlsx")


def _is_changed(desk: Desk) -> bool:
    """Whether the command needs a file with own changes or own figures."""
    return bool(desk.draft.edits or desk.own or desk.draft.title)
