"""全国の見通し: when it is done and what it costs, for the whole country."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import streamlit as st

from sim import summary
from sim.web import parts
from sim.web.words import say

if TYPE_CHECKING:
    from sim.summary import Lang
    from sim.web.drafts import Desk
    from sim.web.jobs import Answer

TABS = {
    "completion": ("completion",),
    "running_cost": ("running_cost",),
    "joint_plane": ("joint_plane",),
    "map": ("town_map", "late_map"),
    "late_reasons": ("late_reasons",),
    "vendor_queues": ("vendor_queues",),
}
"""Charts by the question that they answer."""
_NO_ARROW: dict[str, Any] = {"delta_color": "off", "delta_arrow": "off"}


def page(desk: Desk) -> None:
    """The answer in a sentence, four figures, what to mind, and a chart for each question."""
    lang = desk.lang
    st.title(say("outlook.title", lang))
    found = parts.answer(desk, "outlook", desk.scenario())
    if found is None:
        return
    _answer(found, lang)
    names = [say(f"outlook.tab_{tab}", lang) for tab in TABS]
    for tab, charts in zip(st.tabs(names), TABS.values(), strict=True):
        with tab:
            for name in charts:
                parts.chart(found, name, lang)
    parts.command(desk, found)


def _answer(found: Answer, lang: Lang) -> None:
    """What the country may expect, and which inputs that belongs to."""
    st.markdown(f"#### {summary.sentence(found.summary, lang)}")
    for column, key in zip(st.columns(4), summary.key_figures(found.summary, lang), strict=True):
        column.metric(key.name, key.middle, key.interval or None, border=True, **_NO_ARROW)
    if found.number >= summary.ENOUGH:
        st.caption(say("outlook.key_note", lang))
    parts.whose(found, lang)
    texts = "\n".join(f"- {text}" for text in summary.caveats(found.summary, lang))
    st.markdown(f"**{say('outlook.caveats', lang)}**\n{texts}")
    with st.expander(say("outlook.all_points", lang)):
        for heading, points in summary.sections(found.summary, lang):
            st.markdown(f"**{heading}**\n" + "\n".join(f"- {point}" for point in points))
        st.caption("  \n".join(summary.notes(found.summary, lang)))
