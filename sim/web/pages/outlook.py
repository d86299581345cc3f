"""全国の見通し: when it is done and what it costs, for the whole country."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim import figures
from sim.web.desk import session
from sim.web.desk.drafts import BASELINE, Desk
from sim.web.escaped_streamlit import st
from sim.web.markdown import bullets, filled, joined
from sim.web.widgets import body, charts, downloads
from sim.web.words import markdown

if TYPE_CHECKING:
    from sim.figures import Style
    from sim.summary import Summary
    from sim.web.work.answers import Answer

TABS = {
    "completion": ("completion",),
    "running_cost": ("running_cost",),
    "causes": ("causes", "freed_money"),
    "joint_plane": ("joint_plane",),
    "map": ("town_map", "late_map"),
    "late_reasons": ("late_reasons",),
    "vendor_queues": ("vendor_queues",),
}
"""Charts by the question that they answer."""


def page(desk: Desk) -> None:
    """The answer in a sentence, four figures, a chart for each question, what to mind, and files."""
    lang = desk.lang
    st.title(markdown("outlook.title", lang))
    first = st.container()  # the answer stands above the line that says how far it is
    found = body.answer(desk, "outlook", desk.scenario(), first)
    if found is None:
        return
    style = body.style(lang, desk.definition)
    with first:
        _answer(found, style)
    shown = found.summary  # what is drawn by itself holds no results as long as somebody stays
    body.apart(desk, lambda: _charts(shown, style))
    _reading(shown, style)
    body.definition(desk, shown)
    if downloads.is_current(lang, [desk.scenario()], [found]):
        number = found.results.asked
        body.apart(desk, lambda: downloads.of_summary("outlook", desk, shown, number))
        downloads.repeat(desk, downloads.run_command(desk, number), downloads.file_of(desk))


def ahead() -> None:
    """Make what every first visitor is shown, as soon as the baseline has an answer; draws nothing."""
    baseline = BASELINE.scenario()
    while (found := session.pool().answer(baseline)) is None:
        if session.pool().state("", baseline).kind == "failed":
            return
        session.pool().wait(1.0)
    for name in next(iter(TABS.values())):
        charts.of_summary(found.summary, name, body.style(Desk("").lang))


def _answer(found: Answer, style: Style) -> None:
    """What the country may expect, and which inputs that belongs to."""
    st.markdown(filled("**{}**", figures.sentence(found.summary, style)))
    body.key_figures(found, style)
    body.whose(found, style.lang)


def _charts(found: Summary, style: Style) -> None:
    """The charts of the question that is open."""
    names = [markdown(f"outlook.tab_{tab}", style.lang) for tab in TABS]
    for tab, keys in zip(st.tabs(names, key="question", on_change="rerun"), TABS.values(), strict=True):
        if tab.open:
            with tab:
                for name in keys:
                    charts.chart(found, name, style)


def _reading(found: Summary, style: Style) -> None:
    """What to mind when reading, and the answer in full."""
    lang = style.lang
    texts = bullets(figures.caveats(found, style))
    st.markdown(filled("**{}**\n{}", markdown("outlook.caveats", lang), texts))
    with st.expander(markdown("outlook.all_points", lang)):
        for heading, points in figures.points(found, style):
            st.markdown(filled("**{}**\n{}", heading, bullets(points)))
        st.caption(joined("  \n", figures.notes(found, style)))
