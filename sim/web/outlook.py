"""全国の見通し: when it is done and what it costs, for the whole country."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from sim import summary
from sim.web import parts
from sim.web.words import say

if TYPE_CHECKING:
    from sim.web.drafts import Desk

CHARTS = ("completion", "running_cost", "late_reasons", "late_map")


def page(desk: Desk) -> None:
    """Draw the page."""
    lang = desk.lang
    st.title(say("outlook.title", lang))
    found = parts.answer(desk, "outlook", desk.scenario())
    if found is None:
        return
    parts.whose(found, lang)
    for column, (heading, points) in zip(
        st.columns(2) * 2, summary.sections(found.summary, lang), strict=True
    ):
        column.subheader(heading)
        column.markdown("\n".join(f"- {point}" for point in points))
    for note in summary.notes(found.summary, lang):
        st.caption(note)
    for name in CHARTS:
        parts.chart(found, name, lang)
    parts.command(desk, found)
