"""How far the runs are that a page waits for: one line, with the button that fits."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from sim.errors import SimError
from sim.runs import NoReplicationError
from sim.web.desk import session
from sim.web.escaped_streamlit import st
from sim.web.markdown import Markdown, joined
from sim.web.words import markdown
from sim.wording import time_text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sim.scenario import Scenario
    from sim.web.desk.drafts import Desk
    from sim.web.escaped_streamlit import DeltaGenerator
    from sim.web.work.answers import State
    from sim.words import Lang

POLL_SECONDS = 1.0
"""How often a page that stands asks whether its answer has become better."""
SHOWN = "shown {page}"
"""Where a session keeps which scenarios a page answered last."""
FIRST_SECONDS = 2.0
"""How long a page that has no answer is drawn no further: most answers come within, and none is overtaken."""
NOTHING = Markdown()


def await_first(desk: Desk, page: str, scenarios: Sequence[Scenario]) -> None:
    """Wait a moment for the first answers; to say how far they are is also where a newer input breaks in.

    Meanwhile the page still shows what it answered before, if anything, and the line says so.
    """
    lang, is_shown = desk.lang, SHOWN.format(page=page) in st.session_state
    jobs, place, until = session.pool(), st.empty(), time.monotonic() + FIRST_SECONDS
    jobs.watch(desk.token, *scenarios)
    while time.monotonic() < until:
        states = states_of(desk, scenarios)
        if not busy([state for state in states if not state.have]):
            break
        with place:
            _far(_most_urgent(states), lang, markdown("frame.from_before", lang) if is_shown else NOTHING)
        jobs.wait(0.3)
    place.empty()


def line(desk: Desk, scenarios: Sequence[Scenario], states: Sequence[State]) -> None:
    """One line for all scenarios of a page: failures, what runs, what is done, with the button that fits."""
    lang = desk.lang
    for scenario, state in zip(scenarios, states, strict=True):
        if state.kind == "failed":
            _failed(desk, scenario, state)
    state = _most_urgent(states)
    row = st.container(horizontal=True, vertical_alignment="center", wrap=False)
    if busy([state]):
        with row:
            _far(state, lang)
        if state.have and _switch(row, desk, "stop", held=True):
            st.rerun()
    elif state.kind == "ready":
        row.caption(markdown("frame.ready", lang, have=f"{state.have:,}"))
        if state.more and _switch(row, desk, "resume", held=False):
            st.rerun()


def _switch(row: DeltaGenerator, desk: Desk, name: str, held: bool) -> bool:
    """A button that holds refinement or lets it go on, and whether it was pressed.

    It acts before anything is drawn: a page that is being drawn when the timer calls is drawn anew, and by
    then what was pressed would be forgotten.
    """
    label, act = markdown(f"frame.{name}", desk.lang), session.pool().hold
    return bool(row.button(label, key=name, on_click=act, args=(desk.token, held)))


def _far(state: State, lang: Lang, note: Markdown = NOTHING) -> None:
    """How far a run is that is not done, with a note on what the page shows."""
    if state.kind == "running":
        st.progress(min(1.0, state.done / state.wanted), joined("", [_running(state, lang), note]))
    else:
        st.markdown(joined("", [markdown("frame.waiting", lang), note]))


def states_of(desk: Desk, scenarios: Sequence[Scenario]) -> list[State]:
    """How far each of some scenarios is, for a visitor."""
    return [session.pool().state(desk.token, scenario) for scenario in scenarios]


def busy(states: Sequence[State]) -> bool:
    """Whether any of some scenarios is still to become better."""
    return any(state.kind in ("waiting", "running") for state in states)


def _most_urgent(states: Sequence[State]) -> State:
    order = ("running", "waiting", "ready", "failed")
    return min(states, key=lambda state: (order.index(state.kind), state.have))


def _running(state: State, lang: Lang) -> Markdown:
    word = "frame.compiling" if state.compiling else "frame.running"
    text = markdown(word, lang, done=f"{state.done:,}", wanted=f"{state.wanted:,}")
    if state.seconds_left is None:
        return text
    return joined("", [text, markdown("frame.left", lang, left=time_text(state.seconds_left, lang))])


def _failed(desk: Desk, scenario: Scenario, state: State) -> None:
    if isinstance(state.error, SimError):
        reason = state.error.text(desk.lang)
    elif isinstance(state.error, NoReplicationError):
        reason = str(state.error)
    else:
        reason = markdown("frame.broken", desk.lang)
    st.error(markdown("frame.failed", desk.lang, reason=reason))
    if st.button(markdown("frame.retry", desk.lang), key=f"retry {scenario.hash}"):
        session.pool().retry(scenario)
        st.rerun()
