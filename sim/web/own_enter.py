"""The tab of わが団体 in which own figures are entered, while a run goes on in the background.

Nothing but the state of that run and the answer in a sentence is drawn meanwhile.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from sim import brief, facts
from sim.brief.estimates import of_summary
from sim.brief.template import template
from sim.brief.template_read import read_template
from sim.errors import SimError
from sim.scenario import own_figures
from sim.web import own_entries, own_tables, parts, session, take
from sim.web.drafts import BASELINE
from sim.web.own_summary import summary_so_far
from sim.web.words import say

if TYPE_CHECKING:
    from streamlit.delta_generator import DeltaGenerator

    from sim.brief import Part
    from sim.brief.estimates import Estimates
    from sim.scenario import OwnFigures
    from sim.summary import Lang
    from sim.web.drafts import Desk, Edit
    from sim.web.jobs import Answer


def draw(
    desk: Desk,
    part: Part,
    state: DeltaGenerator,
    above: DeltaGenerator,
    tab: DeltaGenerator,
) -> None:
    """Figures are entered: what a run in the background brings is drawn by itself and nothing else with it.

    A browser that draws a whole page is late to open the cell that is typed into, and loses what is typed
    until then. So the tables and charts of the other tabs wait until they are looked at.
    """
    with state:
        estimates = _estimates(desk, part, above)
        if estimates is None and parts.answer(desk, "own", desk.scenario()) is None:
            return
        if estimates is not None:
            parts.followed(desk, "own", desk.scenario(), lambda found, now: _so_far(found, now, part, desk))
    with tab:
        _own_figures(desk.own, estimates)


def _so_far(found: Answer, is_of_now: bool, part: Part, desk: Desk) -> None:
    """The part's answer in a sentence beside the figures that are typed, and which run it is of."""
    lang, summary = desk.lang, summary_so_far(found, part)
    made = brief.build(summary, facts.load(), brief.Style(lang, "thousand"), "")
    st.subheader(made.sentence)
    st.markdown("\n".join(f"- {line}" for line in brief.places(summary, lang)))
    told = say("own.of", lang, number=f"{summary['replications']:,}", id=summary["id"])
    st.caption(told if is_of_now else f"{told}{say('own.of_before', lang)}")


@st.fragment
def _own_figures(drawn: tuple[Edit, ...], estimates: Estimates | None) -> None:
    """Tables to type into, the workbook to fill in, the one filled in, and the way back.

    While somebody types, only this is drawn anew; the page is when other own figures are used than it was
    drawn with.
    """
    desk = session.desk()
    if desk.own != drawn:
        st.rerun()
    lang, own = desk.lang, own_figures(desk.scenario(), desk.organisation)
    st.markdown(say("own.how", lang))
    own_tables.draw(desk, own, estimates)
    undo, redo, clear, _ = st.columns([1, 1, 1, 2])
    emptied = desk.owning(desk.organisation, ())
    for column, name, after in (
        (undo, "undo", desk.undo()),
        (redo, "redo", desk.redo()),
        (clear, "clear", emptied),
    ):
        column.button(
            say(f"own.{name}", lang),
            key=f"own {name}",
            disabled=after == desk or after.organisation != desk.organisation,
            width="stretch",
            on_click=_go,
            args=(after,),
        )
    st.markdown(say("own.by_workbook", lang))
    left, right = st.columns(2)
    left.download_button(
        say("own.template", lang),
        _template(own, estimates, lang),
        f"sanwari-{own.organisation}.xlsx",
        take.MIME["xlsx"],
        key="template",
        on_click="ignore",
        help=say("own.template_help", lang),
    )
    uploaded = right.file_uploader(say("own.upload", lang), type="xlsx", key=f"own {len(desk.past)}")
    if uploaded is not None:
        _take_up(desk, uploaded.getvalue(), uploaded.name)


@st.cache_data(max_entries=256, ttl=session.KEPT_SECONDS, show_spinner=False)
def _template(own: OwnFigures, estimates: Estimates | None, lang: Lang) -> bytes:
    """The workbook, made before the click: what is made at the click is lost while the page is drawn anew."""
    return template(own.organisation, estimates, own, lang)


def _go(desk: Desk) -> None:
    session.save(desk)


def _estimates(desk: Desk, part: Part, place: DeltaGenerator) -> Estimates | None:
    """What is estimated without own figures: under the scenario in hand, else under the baseline.

    The same as long as figures are entered, however far a run goes on meanwhile.
    """
    scenarios = (desk.draft.scenario(), BASELINE.scenario())
    of = part.code, scenarios[0].hash
    held: tuple[tuple[str, str], Estimates] | None = st.session_state.get("own estimates")
    if held is not None and held[0] == of:
        return held[1]
    for scenario in scenarios:
        answer = session.pool().answer(scenario)
        if answer is not None:
            with place, st.spinner(say("own.computing", desk.lang)):
                made = of_summary(summary_so_far(answer, part))
            st.session_state["own estimates"] = of, made
            return made
    return None


def _take_up(desk: Desk, content: bytes, name: str) -> None:
    """Put the figures of a workbook on the desk; what is wrong is said, sheet and cell, all at once."""
    try:
        figures = read_template(content, name)
        if figures.organisation != desk.organisation:
            st.error(say("own.other_body", desk.lang, code=figures.organisation))
            return
        changed = own_entries.used(desk, figures)
    except SimError as error:
        parts.faults(error, desk.lang)
        return
    session.save(changed)
    st.rerun()
